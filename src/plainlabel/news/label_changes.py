"""Label changes as news: between the versions an edition holds, else as the label's own list of recent changes says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from plainlabel.answers.contract import url_of
from plainlabel.answers.wording import capital
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord, Medicine
from plainlabel.facts.kinds import LabelDate
from plainlabel.news.items import Item, LabelChangeNews, NewsMedicine
from plainlabel.news.matching import Matcher

if TYPE_CHECKING:
    from plainlabel.history.records import FactChange

SOURCE: Final = "label-changes"
CHILDREN: Final = re.compile(
    r"\b(?:child(?:ren)?|pa?ediatric\w*|infants?|newborns?|neonat\w*|adolescents?|months? (?:and|of)|8\.4)\b", re.IGNORECASE
)
_QUIET: Final = frozenset({"wording_only", "other"})
_MOST: Final = 8
_NUMBER: Final = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}(?![\d.])")
_BEFORE_HEADING: Final = re.compile(r"\A(?:(?:19|20)\d{2}|section)\s+(?=\S)", re.IGNORECASE)
"""What the end of a month, or of the word before, leaves in front of a heading."""
_CLOSE: Final = re.compile(r",(?=\d{1,2}\.\d)")
_ADULT_YEARS: Final = 18
_YEARS: Final = re.compile(r"\b(\d{1,2}) (?:years|months)")


class Pair:
    """A version of a label and the one before it."""

    def __init__(self, medicine: Medicine, old: LabelRecord, new: LabelRecord) -> None:
        self.medicine = medicine
        self.old = old
        self.new = new

    @property
    def day(self) -> str | None:
        """Returns the day the new version came: the earlier of its effective date and the day it was seen."""
        days = [day for day in (self.new.effective, self.new.seen) if day]
        return min(days) if days else None

    @property
    def id(self) -> str:
        """Returns the id of the news it makes."""
        return f"label:{self.new.set_id}/{self.new.version}"


def pairs(edition: Edition, matcher: Matcher) -> Iterator[Pair]:
    """Yields each version with the one before it, for the labels of which several are held."""
    if not edition.manifest.counts.superseded:
        return
    seen: set[str] = set()
    for medicine in edition.medicines():
        for key in medicine.labels:
            set_id = edition.label(key).set_id
            if set_id in seen:
                continue
            seen.add(set_id)
            held = sorted((one for one in edition.versions(set_id) if one.version is not None), key=lambda one: one.version or 0)
            owner = matcher.of_label(key) or medicine
            yield from (Pair(owner, old, new) for old, new in pairwise(held))


def item_of_pair(pair: Pair, edition: Edition) -> Item | None:
    """Returns what changed from one version to the next as an item; None where only words did."""
    # With all extractors, which only a comparison needs.
    from plainlabel.history.compare import compare  # noqa: PLC0415
    from plainlabel.history.records import Version  # noqa: PLC0415
    from plainlabel.history.words import said  # noqa: PLC0415

    diff = compare(Version.of_edition(edition, pair.old), Version.of_edition(edition, pair.new))
    facts = [one for section in diff.sections for one in section.facts if one.change not in _QUIET]
    if not facts:
        return None
    changes = tuple(dict.fromkeys(capital(said(one)) for one in facts))
    old, new = pair.old.version, pair.new.version
    more = f" And {len(changes) - _MOST} more." if len(changes) > _MOST else ""
    return Item(
        id=pair.id,
        kind="label_change",
        categories=_categories(any(map(_of_children, facts))),
        day=pair.day,
        title=f"Label change: {pair.medicine.name}",
        summary=f"Version {new} of the label, after version {old}. {' '.join(f'{one}.' for one in changes[:_MOST])}{more}",
        url=url_of(pair.new.set_id, new),
        source=SOURCE,
        medicines=(NewsMedicine(pair.medicine.name, pair.medicine.key, (pair.new.set_id,), "label"),),
        label_change=LabelChangeNews(pair.new.set_id, old, new, tuple(diff.classes), changes),
    )


def _of_children(change: FactChange) -> bool:
    """Returns whether a change is about children: it says so, or an age below 18 years is given anew."""
    text = " ".join(filter(None, (change.term, change.new, change.old)))
    young = any(int(found[1]) < _ADULT_YEARS or "month" in found[0] for found in _YEARS.finditer(change.new or ""))
    return bool(CHILDREN.search(text)) or young


def _categories(children: bool) -> tuple[str, ...]:
    return ("label-changes", "childrens-health") if children else ("label-changes",)


# --- the label's own list ----------------------------------------------------------------------------------------------


class Listed:
    """The recent major changes a label lists for one month: the headings it names."""

    def __init__(self, medicine: Medicine, label: LabelRecord, month: str, headings: tuple[str, ...]) -> None:
        self.medicine = medicine
        self.label = label
        self.month = month
        self.headings = headings

    @property
    def id(self) -> str:
        """Returns the id of the news it makes."""
        return f"label:{self.label.set_id}/{self.month}"


def listed(edition: Edition) -> Iterator[Listed]:
    """Yields the recent major changes that the first label of each medicine lists, by month."""
    first: dict[int, Medicine] = {}
    for medicine in edition.medicines():
        for key in medicine.labels[:1]:
            first.setdefault(key, medicine)
    months: dict[tuple[int, str], list[str]] = defaultdict(list)
    for key, fact in edition.facts_of_kind("date"):
        value = fact.value
        if isinstance(value, LabelDate) and value.what == "change" and value.section and key in first:
            months[key, value.date].append(value.section)
    for (key, month), headings in months.items():
        titles = {one.number: one.title for one in edition.sections(key) if one.number and one.title}
        named = (_with_titles(heading, titles) for heading in dict.fromkeys(headings))
        yield Listed(first[key], edition.label(key), month, tuple(named))


def _with_titles(heading: str, titles: Mapping[str, str]) -> str:
    """Returns "Warnings and Precautions (5.2 Eye Problems)" for "Warnings and Precautions (5.2)": a number says little."""

    def titled(number: re.Match[str]) -> str:
        title = titles.get(number[0], "")
        return number[0] if not title or title.casefold() in heading.casefold() else f"{number[0]} {title}"

    return _NUMBER.sub(titled, _CLOSE.sub(", ", _BEFORE_HEADING.sub("", heading)))


def item_of_listed(one: Listed) -> Item:
    """Returns the recent changes a label lists for a month as an item."""
    label = one.label
    return Item(
        id=one.id,
        kind="label_change",
        categories=_categories(any(CHILDREN.search(heading) for heading in one.headings)),
        day=one.month,
        title=f"Label change: {one.medicine.name}",
        summary=f"The label lists as recently changed: {'; '.join(one.headings)}.",
        url=url_of(label.set_id, label.version),
        source=SOURCE,
        medicines=(NewsMedicine(one.medicine.name, one.medicine.key, (label.set_id,), "label"),),
        label_change=LabelChangeNews(label.set_id, None, label.version, (), one.headings),
    )
