"""How the dose changes with weak kidneys or a weak liver, from facts."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.told.held import Held, adjustments, beside, held, tell
from plainlabel.facts.kinds import Adjustment, PopulationFact

_SEVERITY: Final = re.compile(r"\b(mild|moderate|severe|end[- ]stage)\b")
_SEVERE: Final = re.compile(r"\b(dialysis|failure)\b")


def tell_adjustment(case: Case, organ: str) -> bool:
    """Returns whether facts told how the dose changes with kidney or liver disease; the draft tells it."""
    found = adjustments(case, organ)
    if not found:
        return False
    severity = _SEVERITY.search(case.question.masked)
    wanted = severity[1] if severity else "end-stage" if _SEVERE.search(case.question.masked) else None
    fitting = [pair for pair in found if wanted is None or pair[1].severity is None or wanted in pair[1].severity]
    chosen = fitting or found
    changes = [value for _, value in chosen if value.needed]
    word = "kidney" if organ == "renal" else "liver"
    if not changes:
        how = f"The label asks for no change of the dose of {case.name} in {_degree(chosen)}{word} disease."
    elif any(value.action == "contraindicated" for value in changes):
        how = f"The label says not to use {case.name} in {_degree(_with(chosen, 'contraindicated'))}{word} disease."
    elif any(value.action == "avoid" for value in changes):
        how = f"The label says to avoid {case.name} in {_degree(_with(chosen, 'avoid'))}{word} disease."
    else:
        how = f"The dose of {case.name} can change in {_degree([p for p in chosen if p[1].needed])}{word} disease."
    case.draft.summary = how
    if case.question.yes_no:
        case.draft.verdict = "depends"
        case.draft.summary = f"It depends. {how}"
    tell(case, chosen)
    tell(case, [pair for pair in held(case.reading, PopulationFact) if pair[1].group == organ], most=2)
    beside(case, chosen)
    case.draft.say(
        f"Tell your doctor how well your {word}{'s work' if organ == 'renal' else ' works'}. They set the dose.", "advice"
    )
    return True


def _with(found: list[Held[Adjustment]], action: str) -> list[Held[Adjustment]]:
    return [pair for pair in found if pair[1].action == action]


def _degree(found: list[Held[Adjustment]]) -> str:
    degrees = {value.severity for _, value in found}
    only = degrees.pop() if len(degrees) == 1 else None
    return f"{only} " if only else ""
