"""The frozen records facts are made of: Fact, Place and one record a kind.

A fact is a value with units in its field names and the place in the label it was read from. It holds names, codes, numbers, terms
and headings, never label sentences: sentences are written from templates (`answers`) or quoted by place.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Place(Struct, frozen=True, array_like=True):
    """Where a fact stands: section id, the LOINC code and heading to cite, and [start, end) in the section text.

    The offsets are None for a fact about a whole section or a whole label (a section that is absent).
    """

    section_id: str | None
    section_code: str | None
    section: str
    start: int | None = None
    end: int | None = None


class Storage(Struct, frozen=True, tag="storage", tag_field="kind"):
    """One storage rule. Temperatures as the label states them; `days`, `hours` or `months` limit the time it may be kept so.

    `condition` is "normal" (where it is usually kept), "room" (allowed for a limited time) or "opened" (after first use,
    mixing or dilution). `where` is "refrigerator", "freezer" or "room" where the label says so in words. Weeks count 7 days.
    """

    condition: Literal["normal", "room", "opened"]
    low_c: float | None = None
    high_c: float | None = None
    low_f: float | None = None
    high_f: float | None = None
    days: float | None = None
    hours: float | None = None
    months: float | None = None
    where: Literal["refrigerator", "freezer", "room"] | None = None
    do_not_freeze: bool = False
    do_not_shake: bool = False
    protect_from_light: bool = False
    original_carton: bool = False
    discard_after_limit: bool = False


class Indication(Struct, frozen=True, tag="indication", tag_field="kind"):
    """One approved use: the condition as the label heads or names it, and the ages and weight it is approved for.

    Ages in months (6 years = 72), None where the label names no limit. `adults` tells whether adults are included, None
    where unsaid.
    `role` is "add-on" where the label says so.
    """

    condition: str
    min_age_months: int | None = None
    max_age_months: int | None = None
    min_weight_kg: float | None = None
    adults: bool | None = None
    role: str | None = None


class BoxedWarning(Struct, frozen=True, tag="boxed_warning", tag_field="kind"):
    """Whether a boxed warning stands on the label, and its subject headings."""

    present: bool
    subjects: tuple[str, ...] = ()


class Contraindication(Struct, frozen=True, tag="contraindication", tag_field="kind"):
    """One contraindication named by a short term ("hypersensitivity to dupilumab")."""

    term: str


class Warning_(Struct, frozen=True, tag="warning", tag_field="kind"):  # noqa: N801 - Warning is a builtin
    """One warning: its number and subject heading."""

    number: str | None
    subject: str


class TermCount(Struct, frozen=True, tag="term", tag_field="kind"):
    """How often a topic people ask about occurs in one section, and in what role.

    `role` is "advice" (the text speaks about the topic for the patient) or the reason it does not ("swab", "excipient",
    "study", ...).
    """

    topic: str
    count: int
    role: str


FactValue = Storage | Indication | BoxedWarning | Contraindication | Warning_ | TermCount


class Fact(Struct, frozen=True):
    """One fact of a label with its place."""

    value: FactValue
    place: Place

    @property
    def kind(self) -> str:
        """Returns the kind of fact: "storage", "indication", "boxed_warning", "contraindication", "warning" or "term"."""
        return str(self.value.__struct_config__.tag)
