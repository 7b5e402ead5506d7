"""Dates of a label: when it took effect, the year of the first approval, and its recent major changes (21 CFR 201.57(a)(5))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import LabelDate
from plainlabel.facts.source import Source, distinct
from plainlabel.label import Section

_APPROVED = re.compile(r"\bInitial U\.?\s?S\.? Approval:?\s*(?P<year>(?:19|20)\d\d)\b")
_CHANGES = ("43683-2",)  # recent major changes
_CHANGE = re.compile(
    r"(?P<name>[^()\t\n/…]*?)\(\s*(?P<number>\d+(?:\.\d+)*(?:\s*(?:,|and|-|through)\s*\d+(?:\.\d+)*)*)\s*\)"
    r"[^()\d]{0,80}?(?P<month>\d{1,2})/(?P<year>\d{2,4})\b"
)
_MOST_WORDS = 9


def dates(source: Source) -> Iterator[Fact]:
    """Returns the dates of a label: revised, approved, then its recent major changes in their order."""
    if source.label.effective:
        yield Fact(LabelDate("revised", source.label.effective), Place(None, None, ""))
    yield from list(distinct(_approvals(source)))[:1]
    yield from distinct(fact for section in source.under(*_CHANGES) for fact in _changes(source, section))


def _approvals(source: Source) -> Iterator[Fact]:
    for section in source.label.sections:
        # The plain search first: a pattern over every text of a label takes ten times as long.
        for found in _APPROVED.finditer(section.text) if "Initial U" in section.text else ():
            yield Fact(LabelDate("approved", found["year"]), source.place(section, *found.span()))


def _changes(source: Source, section: Section) -> Iterator[Fact]:
    """Returns the changes of the table: heading, number and month. The first heading may stand in the section's title."""
    title = "" if "change" in section.title.lower() else section.title
    for found in _CHANGE.finditer(section.text):
        month, year = int(found["month"]), found["year"]
        if not 1 <= month <= 12:
            continue
        lead = f"{title} {found['name']}" if found.start() == 0 else found["name"]
        name = " ".join(lead.replace(" ,", ",").split()).strip(" ,:")
        numbers = re.sub(r"\s+", "", found["number"].replace("and", ",")).strip(",")
        words = f"{name} ({numbers})" if name and len(name.split()) <= _MOST_WORDS else numbers
        date = f"{year if len(year) == 4 else '20' + year}-{month:02}"
        yield Fact(LabelDate("change", date, words), source.place(section, *found.span()))
