"""Related questions: those the same label can answer, the question's own type left out."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.case import Case
from plainlabel.questions.patterns import rows

_MOST: Final = 5


def related(case: Case) -> tuple[str, ...]:
    """Returns three to five questions on the same medicine that its label has something on."""
    codes = {code for section in case.reading.sections for code in (section.own_code, section.code) if code}
    kinds = {fact.kind for fact in case.reading.facts()}
    topic = case.question.topic.key if case.question.topic else "*"
    found = []
    for row in rows("related_questions.tsv"):
        what, _, needed = row["needs"].partition(":")
        same = row["type"] == case.question.type and row["topic"] in {"*", topic}
        if not same and needed in (kinds if what == "fact" else codes):
            found.append(row["question"].format(name=case.name))
    return tuple(found[:_MOST])
