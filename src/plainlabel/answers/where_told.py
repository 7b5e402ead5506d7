"""Where a label speaks of a thing, in plain words: for copies that hold the place and not the label's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from plainlabel.answers.wording import listed, lower_words
from plainlabel.edition.records import SectionRecord

_PLACES: Final[dict[str, str]] = {
    "34066-1": "in its boxed warning, the strongest kind",
    "34070-3": "among the reasons not to use it",
    "50570-1": "among the reasons not to use it",
    "50566-9": "among the reasons to stop using it and ask a doctor",
    "50569-3": "among the reasons to ask a doctor before use",
    "50568-5": "among the reasons to ask a doctor or pharmacist before use",
    "50567-7": "among the things to know while using it",
    "34071-1": "in its warnings",
    "43685-7": "in its warnings",
    "42232-9": "in its precautions",
    "34084-4": "among its side effects",
    "90374-0": "among the side effects seen in studies",
    "90375-7": "among the side effects reported since it is on the market",
    "34073-7": "in the part on other medicines",
    "34088-5": "in the part on taking too much",
    "34068-7": "in the part on doses",
    "34067-9": "among its uses",
    "34076-0": "in the part for patients",
    "42230-3": "in the part for patients",
    "42231-1": "in the guide for patients",
    "88436-1": "in the part on what to tell patients",
    "42228-7": "in the part on pregnancy",
    "34090-1": "in the part on how it acts",
    "34092-7": "in the part on its studies",
}
"""What a section is to a reader, by its LOINC code."""


def places(sections: Iterable[SectionRecord], most: int = 4) -> str:
    """Returns in which parts of a label something stands: "in its warnings and among its side effects"."""
    told: dict[str, None] = {}
    for section in sections:
        known = _PLACES.get(section.own_code or "") or _PLACES.get(section.code or "")
        title = lower_words(section.title) if section.title else ""
        if known or title:
            told[known or f"under \u201c{title}\u201d"] = None
    return listed(list(told)[:most])
