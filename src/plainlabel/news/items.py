"""The frozen records of news: one item, the medicines it concerns, and what each kind of item states."""

from __future__ import annotations

from typing import Final, Literal, get_args

from msgspec import Struct

Kind = Literal["label_change", "approval", "recall", "recall_notice", "alert", "news"]
Category = Literal[
    "label-changes", "approvals", "recalls", "alerts", "childrens-health", "consumer-updates", "health", "medical-news"
]
How = Literal["label", "ndc", "name", "application"]
CATEGORIES: Final[tuple[str, ...]] = get_args(Category)
"""The categories news comes in, in the order they are shown."""


class NewsMedicine(Struct, frozen=True):
    """A medicine an item concerns: name, its key in this edition, the labels meant, and how it was found.

    `match` is "label" where the item names the label itself, "ndc" by a package or product code, "application" by the number of
    an approval, "name" by words only: such an item may be about another maker's product.
    """

    name: str
    key: str
    set_ids: tuple[str, ...]
    match: How


class RecallNews(Struct, frozen=True):
    """What a recall states. `classification` is "Class I" (most serious) to "Class III"."""

    number: str
    classification: str
    status: str
    firm: str
    product: str
    reason: str
    codes: str
    ndcs: tuple[str, ...]
    distribution: str
    quantity: str
    initiated: str | None
    terminated: str | None


class ApprovalNews(Struct, frozen=True):
    """What an approval states: application ("NDA000101"), submission, what it brought, sponsor, names, ingredients and forms.

    `what` is "new_molecular_entity", "new_application", "generic" or "new_use" (an efficacy supplement).
    """

    application: str
    submission: str
    what: Literal["new_molecular_entity", "new_application", "generic", "new_use"]
    class_code: str | None
    sponsor: str
    names: tuple[str, ...]
    ingredients: tuple[str, ...]
    forms: tuple[str, ...]
    review: str | None


class LabelChangeNews(Struct, frozen=True):
    """What changed in a label: between two versions held, or as the label's own list of recent changes says (`old` None then).

    `changes` are in plain words, one a change; `classes` their classes.
    """

    set_id: str
    old: int | None
    new: int | None
    classes: tuple[str, ...]
    changes: tuple[str, ...]


class Item(Struct, frozen=True):
    """One piece of news. `id` stays the same from day to day; `day` is "YYYY-MM-DD", or "YYYY-MM" where no more is said."""

    id: str
    kind: Kind
    categories: tuple[str, ...]
    day: str | None
    title: str
    summary: str
    url: str | None
    source: str
    medicines: tuple[NewsMedicine, ...] = ()
    recall: RecallNews | None = None
    approval: ApprovalNews | None = None
    label_change: LabelChangeNews | None = None


class Feed(Struct, frozen=True):
    """One source of news: its name, whether it was ever fetched, how many items it holds, and the newest day in it."""

    name: str
    held: bool
    items: int
    newest: str | None


class News(Struct, frozen=True):
    """The news asked for, newest first, the sources behind it, and what a reader should know."""

    since: str | None
    medicine: str | None
    category: str | None
    items: tuple[Item, ...]
    feeds: tuple[Feed, ...]
    notices: tuple[str, ...]
