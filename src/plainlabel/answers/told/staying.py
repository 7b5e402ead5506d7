"""How long a medicine stays: the label's own words first, then its half-lives with what follows from them, else a model."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from plainlabel.answers.case import Case
from plainlabel.answers.label_figures import half_lives, is_own
from plainlabel.answers.sentences.say import say
from plainlabel.answers.sentences.words import span, thing, time_span
from plainlabel.answers.told.held import Held, beside, held, tell
from plainlabel.answers.told.modelled import stay_by_model
from plainlabel.answers.wording import listed
from plainlabel.facts.kinds import Pharmacokinetic

_LONGEST_DAYS: Final = 3
_DAY: Final = 24.0
_ABOUT: Final = "about"
_BOUNDS: Final = {"at_most": "at most", "at_least": "at least"}


def main_figures(case: Case, *parameters: str) -> list[Held[Pharmacokinetic]]:
    """Returns the figures of these parameters in their order, those of the medicine itself in people at large first."""
    found = [pair for pair in held(case.reading, Pharmacokinetic) if pair[1].parameter in parameters]
    return sorted(found, key=lambda p: (parameters.index(p[1].parameter), p[1].population is not None, p[1].of is not None))


def tell_stay(case: Case) -> bool:
    """Returns whether the label's facts, or a model where they have no figure, told how long a medicine stays."""
    found = half_lives(case.reading, case.medicine.ingredients)
    last = [pair for pair in main_figures(case, "washout") if pair[1].population is None]
    if last:
        return _until_not_found(case, last, found)
    if not found:
        return stay_by_model(case)
    low, high, of, about = _of_all(case, found)
    if not high:
        return False
    gone, least = _gone(low, high)
    least = f"{least if about == _ABOUT else f'{about} {least}'}{f' for {of}' if of else ''}"
    case.draft.summary = (
        f"Half of {case.name}{f' ({of})' if of else ''} is gone from the blood in {about} {time_span(low, high)}. "
        f"Almost all is gone after {about} {gone}."
    )
    if of:
        case.draft.names.append(of)
    tell(case, found, words=lambda value: say(_of_group(found, value)))
    number = case.draft.cite_fact(case.reading, found[0][0])
    case.draft.say(
        f"We worked this out: after five half-lives about 3% is left, here {least}. It holds for steady organs; kidney or liver "
        "disease, age and other medicines can make it longer.",
        "computed",
        number,
    )
    case.draft.say("Its effect can last longer or shorter than it stays in the blood. Tests for it can find it longer.", "advice")
    beside(case, found, 1)
    return True


def _until_not_found(case: Case, last: list[Held[Pharmacokinetic]], half: list[Held[Pharmacokinetic]]) -> bool:
    """Returns True; tells the label's own words on how long a medicine is found in the blood, then its half-lives."""
    value = last[0][1]
    time = f"{span(value.low, value.high)} {value.unit}"
    case.draft.summary = f"By its label, {case.name} can be found in the blood for about {time} after the last dose."
    tell(case, [*last, *half])
    case.draft.say("In you it can be longer or shorter. So can its effect.", "advice")
    beside(case, last, 1)
    return True


def _of_group(found: list[Held[Pharmacokinetic]], value: Pharmacokinetic) -> Pharmacokinetic:
    """Returns a figure widened to all that is told of the same special group, or in the same passage: one sentence a group."""
    own = [fact.place for fact, each in found if each is value]
    same = [
        each
        for fact, each in found
        if (each.population, each.of, each.bound) == (value.population, value.of, value.bound)
        and (value.population is not None or fact.place in own)
    ]
    return replace(value, low=min(each.low for each in same), high=max(each.high for each in same))


def _of_all(case: Case, found: list[Held[Pharmacokinetic]]) -> tuple[float, float, str, str]:
    """Returns the shortest and longest half-life told of people at large, of what if not of the whole medicine, and "about".

    A figure of one part of a combination, or of what the body makes of it, is told as that one's.
    A bound ("less than 12 hours") is taken only where nothing else is told, and then said: "at most".
    """
    ingredients = case.medicine.ingredients
    everybody = [value for _, value in found if value.population is None]
    of_all = [value for value in everybody if is_own(value, ingredients)] or everybody
    if not of_all:
        return 0, 0, "", _ABOUT
    exact = [value for value in of_all if value.bound is None]
    of_all, about = (exact, _ABOUT) if exact else (of_all, _BOUNDS[of_all[0].bound or "at_most"])
    whole = len(ingredients) == 1
    others = [thing(value.of) for value in of_all if value.of and not (whole and is_own(value, ingredients))]
    of = listed(list(dict.fromkeys(others)), "or")
    return min(value.low for value in of_all), max(value.high for value in of_all), of, about


def _gone(low: float, high: float) -> tuple[str, str]:
    """Returns five half-lives in words for a person, and as computed."""
    from plainlabel.action.stated_figures import StatedFigures, stay  # noqa: PLC0415 - numbers load only where they are asked

    days = stay(StatedFigures((low, high))).nearly_gone_days
    told = time_span(*(round(day * _DAY, 1 if day * _DAY >= 1 else 3) for day in days))
    if days[1] > _LONGEST_DAYS:
        low, high = (float(max(1, round(day))) for day in days)
        return f"{span(low, high)} days", told
    return told, told
