"""What a published model of a medicine computes, told beside the label: how fast, how long it stays, what a missed dose does.

The label's own words come first wherever it has some; a model never replaces them (`plainlabel.action`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from plainlabel.answers.case import Case
from plainlabel.answers.label_figures import half_lives, is_own
from plainlabel.answers.sentences.words import every as spoken_every
from plainlabel.answers.told.held import held, tell
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.usual_dose import DAY_HOURS, hours_between, usual_hours
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Dosage, Pharmacokinetic

_ALSO: Final = ("steady_state", "bioavailability")
_HALF_LIVES_APART: Final = 3.0
_WIDEST: Final = 4.0
"""The most times by which half-lives of one medicine may differ, for a figure worked out from them to say something."""


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
    kind = "missed_dose" if case.question.type == "forgotten_dose" else "washout" if stays else "how_fast"
    say_model(case, kind)
    if kind != "washout" and not any(one.basis == "computed" for one in case.draft.statements):
        _say_stated(case, kind)


def _say_stated(case: Case, kind: str) -> None:
    """Returns nothing; says what follows from the half-life on the label: when a level is steady, what a missed dose leaves.

    A medicine whose doses are so far apart that nothing is left between them has no steady level to speak of.
    """
    found = stated(case, kind)
    if found is not None:
        case.draft.say(found[0], "computed", *[case.draft.cite_fact(case.reading, fact) for fact in found[1]])


def stated(case: Case, kind: str) -> tuple[str, list[Fact], str] | None:
    """Returns what follows from the half-life on the label, the facts it rests on and its first sentence, None for nothing."""
    found = half_lives(case.reading, case.medicine.ingredients)
    general = [pair for pair in found if pair[1].population is None and is_own(pair[1], case.medicine.ingredients)]
    own = [pair for pair in general if pair[1].bound is None]  # "Less than 12 hours" is no figure to compute with.
    doses = held(case.reading, Dosage) if own else []
    every = usual_hours(value for _, value in doses) if own else None
    if not own or every is None or (case.question.person.child and kind == "missed_dose"):
        return None
    low, high = min(value.low for _, value in own), max(value.high for _, value in own)
    told_by_label = any(pair[1].parameter == "steady_state" for pair in held(case.reading, Pharmacokinetic))
    if high > _WIDEST * low or (kind == "how_fast" and (told_by_label or _HALF_LIVES_APART * high < every)):
        return None
    from plainlabel.action.computed_answers import of_stated  # noqa: PLC0415 - numbers load only where they are asked
    from plainlabel.action.stated_figures import StatedFigures  # noqa: PLC0415

    words = str(of_stated(StatedFigures((low, high)), every / DAY_HOURS)[kind]["words"])
    text = (
        f"We worked this out from the half-life on the label, for doses {spoken_every(every)}: {words[0].lower()}{words[1:]} It "
        "holds for steady organs. It is not measured in you. It does not replace the label."
    )
    first = words.partition(". ")[0].rstrip(".").replace("In the model", "By its half-life,", 1)
    given = next((fact for fact, value in doses if value.phase != "maximum" and hours_between(value) == every), None)
    rests_on = [*(fact for fact, _ in own[:2]), *([given] if given is not None else [])]
    return text, rests_on, f"{first}."


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
