"""Related questions: those the same label can answer, the question's own type left out."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.case import Case
from plainlabel.questions.patterns import related_rows

_MOST: Final = 5


def related(case: Case) -> tuple[str, ...]:
    """Returns three to five questions on the same medicine that its label has something on."""
    codes = {code for section in case.reading.sections for code in (section.own_code, section.code) if code}
    kinds = case.reading.edition.fact_kinds(case.reading.label.key)
    topic = case.question.topic.key if case.question.topic else "*"
    found = []
    for row in related_rows():
        what, _, needed = row["needs"].partition(":")
        same = row["type"] == case.question.type and row["topic"] in {"*", topic}
        if not same and needed in (kinds if what == "fact" else codes):
            found.append(row["question"].format(name=case.name))
    return tuple(found[:_MOST])
