"""Related questions: those the same label can answer, the nearest to what was asked first, the question's own left out."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.told.patterns import asks
from plainlabel.questions.patterns import related_rows

_MOST: Final = 5


def related(case: Case) -> tuple[str, ...]:
    """Returns up to five questions on the same medicine that its label has something on, the nearest in kind first."""
    codes = {code for section in case.reading.sections for code in (section.own_code, section.code) if code}
    kinds = case.reading.edition.fact_kinds(case.reading.label.key)
    held = [row for row in related_rows() if _needed(row["needs"], kinds, codes) and not _is_asked(row, case)]
    nearest = sorted(held, key=lambda row: case.question.type not in row["near"].split(","))
    questions = (row["question"].format(name=case.name) for row in nearest)
    return tuple(one for one in questions if one.casefold() != case.question.text.strip().casefold())[:_MOST]


def _needed(needs: str, kinds: frozenset[str], codes: set[str]) -> bool:
    what, _, needed = needs.partition(":")
    return needed in (kinds if what == "fact" else codes)


def _is_asked(row: dict[str, str], case: Case) -> bool:
    """Returns whether a row is the very question that was asked: of its type and topic, and what the row adds holds."""
    topic = case.question.topic.key if case.question.topic else "*"
    if row["type"] != case.question.type or row["topic"] not in {"*", topic} or row["unless"] == "never":
        return False
    if row["unless"] == "same_type":
        return True
    fits = asks(row["unless"].removeprefix("!")).search(case.question.text.lower()) is not None
    return fits != row["unless"].startswith("!")
