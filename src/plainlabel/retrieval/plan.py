"""Which sections of a label can answer a question: the published map from type and topic to section codes."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from plainlabel.questions.patterns import rows
from plainlabel.questions.question import Question


class SectionPlan(Struct, frozen=True):
    """Section codes for one type and topic, best first, and the reason."""

    type: str
    topic: str
    codes: tuple[str, ...]
    why: str

    def weight(self, code: str | None) -> float:
        """Returns 1 for the first section code down to .3 for the last, 0 for a code that is not in the plan."""
        if code not in self.codes:
            return 0.0
        return 1.0 - 0.7 * self.codes.index(code) / max(1, len(self.codes) - 1)


@cache
def plans() -> dict[tuple[str, str], SectionPlan]:
    """Returns the published map by (type, topic); topic "*" is any other."""
    found = (SectionPlan(row["type"], row["topic"], tuple(row["codes"].split()), row["why"]) for row in rows("type_sections.tsv"))
    return {(plan.type, plan.topic): plan for plan in found}


def plan(kind: str, topic: str | None = None) -> SectionPlan:
    """Returns the plan of a question type, the one of its topic where there is one."""
    return plans().get((kind, topic or "*")) or plans()[kind, "*"]


def plan_for(question: Question) -> SectionPlan:
    """Returns the plan of a question: of the side of its type that it asks about, else of its topic, else of its type."""
    side = aspect(question)
    return plans()[question.type, side] if side else plan(question.type, question.topic.key if question.topic else None)


def aspect(question: Question) -> str | None:
    """Returns the side of its type that a question asks about ("step_down"), None for the type as a whole."""
    found = (side for kind, side, pattern in _aspects() if kind == question.type and pattern.search(question.masked))
    return next(found, None)


@cache
def _aspects() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((row["type"], row["aspect"], re.compile(row["pattern"])) for row in rows("section_aspects.tsv"))


@cache
def homes() -> dict[str, tuple[str, ...]]:
    """Returns the sections that are about one topic by the label standard, by topic."""
    return {row["topic"]: tuple(row["codes"].split()) for row in rows("topic_sections.tsv")}
