"""What a published model of a medicine computes, told beside the label: how fast, how long it stays, what a missed dose does.

The label's own words come first wherever it has some; a model never replaces them (`plainlabel.action`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from plainlabel.answers.case import Case
from plainlabel.answers.told.held import held, tell
from plainlabel.answers.told.patterns import asks
from plainlabel.facts.kinds import Pharmacokinetic

_ALSO: Final = ("steady_state", "bioavailability")


def stay_by_model(case: Case) -> bool:
    """Returns whether a model told how long a medicine stays whose label states no half-life; on a copy without the text only."""
    found = None if case.reading.full else _answer(case, "washout")
    if found is None:
        return False
    weeks = found["weeks"]
    case.draft.summary = (
        f"In a model, {case.name} can no longer be found in the blood about {weeks['p50']:.0f} weeks after the last dose. "
        "These facts of the label give no figure for it."
    )
    say_model(case, "washout")
    tell(case, [pair for pair in held(case.reading, Pharmacokinetic) if pair[1].parameter in _ALSO])
    case.draft.say("Its effect can last longer or shorter than it stays in the blood.", "advice")
    return True


def beside_label(case: Case) -> None:
    """Returns nothing; adds what the model computes behind an answer on time or on a missed dose."""
    if case.draft.outcome != "answered" or case.question.type not in {"action_time", "forgotten_dose"}:
        return
    if any(one.basis == "computed" and "model" in one.text for one in case.draft.statements):
        return
    stays = asks("asks_time_in_body").search(case.question.masked)
    say_model(case, "missed_dose" if case.question.type == "forgotten_dose" else "washout" if stays else "how_fast")


def say_model(case: Case, kind: str) -> None:
    """Returns nothing; says one computed answer with whom it is for and where the model comes from, where there is one."""
    found = _answer(case, kind)
    if found is None or "words" not in found:
        return
    case.draft.say(
        f"{found['words']} This is a model of grown-ups on the usual doses ({found['model']}). It is not measured in you. It does "
        "not replace the label.",
        "computed",
    )


def _answer(case: Case, kind: str) -> dict[str, Any] | None:
    parts = case.medicine.ingredients
    return _of(parts[0].lower(), kind) if len(parts) == 1 else None


@lru_cache(32)
def _of(ingredient: str, kind: str) -> dict[str, Any] | None:
    """Returns one answer of the model of an ingredient with its source, None where none is published."""
    from plainlabel.action.computed_answers import one_answer  # noqa: PLC0415 - numbers load only where they are asked
    from plainlabel.action.pharmacokinetics import ANTIBODIES  # noqa: PLC0415

    drug = ANTIBODIES.get(ingredient)
    return None if drug is None else {**one_answer(drug, kind), "model": drug.source}
