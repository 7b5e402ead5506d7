"""What the body does with a medicine, from facts: half-life and what follows from it, times to a peak, ways out, study results."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from plainlabel.answers.case import Case
from plainlabel.answers.label_figures import half_lives, is_own
from plainlabel.answers.sentences.body import effect
from plainlabel.answers.sentences.say import say
from plainlabel.answers.sentences.words import span, thing, time_span
from plainlabel.answers.told.held import Held, beside, held, tell
from plainlabel.answers.told.modelled import stay_by_model
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.word_forms import names_of
from plainlabel.answers.wording import capital, figure, listed, lower_words
from plainlabel.facts.kinds import EffectOverTime, Metabolism, Overdose, Pharmacokinetic
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.find import stems

_PARAMETERS: Final = (
    ("asks_peak", ("tmax",)),
    ("asks_steady", ("steady_state", "accumulation")),
    ("asks_binding", ("protein_binding",)),
    ("asks_volume", ("volume",)),
    ("asks_absorption", ("bioavailability", "tmax")),
)
_WAY_OUT: Final = ("excretion_urine", "excretion_feces", "clearance")
_ROLES: Final = (("substrate", "is broken down or moved by"), ("inhibitor", "slows"), ("inducer", "speeds up"))
_LONGEST_DAYS: Final = 3
_DAY: Final = 24.0
_MOST_RESULTS: Final = 6
_SHARES: Final = frozenset({"%", "percent"})


def tell_time(case: Case) -> bool:
    """Returns whether facts told how long a medicine stays, or how fast its level or effect comes."""
    if case.question.person.breast_feeding:
        return False  # How long it is in the milk is another figure.
    if asks("asks_time_in_body").search(case.question.masked):
        return _stay(case)
    if _figures(case):
        return True
    return not asks("asks_peak").search(case.question.masked) and _onset(case)


def tell_body(case: Case) -> bool:
    """Returns whether facts told the figures asked for: half-life, binding, absorption, metabolism, ways out."""
    masked = case.question.masked
    if not asks("asks_body_figures").search(masked):
        return False
    if asks("asks_dialysis").search(masked):
        return _dialysis(case)
    if any(asks(name).search(masked) for name, _ in _PARAMETERS):
        return _figures(case)
    if asks("asks_metabolism").search(masked):
        return _ways(case, enzymes=True)
    return _ways(case, enzymes=False) if asks("asks_way_out").search(masked) else _stay(case)


def _dialysis(case: Case) -> bool:
    """Returns whether a fact told if dialysis removes the medicine."""
    found = [pair for pair in held(case.reading, Overdose) if pair[1].dialysis is not None]
    if not found:
        return False
    told = "can remove" if found[0][1].dialysis else "does not remove much of"
    case.draft.summary = f"Dialysis {told} {case.name}, the label says."
    case.draft.say(f"{case.draft.summary}", "label", case.draft.cite_fact(case.reading, found[0][0]))
    if case.question.yes_no:
        case.draft.verdict = "depends"
    beside(case, found, 1)
    return True


def _main(case: Case, *parameters: str) -> list[Held[Pharmacokinetic]]:
    """Returns the figures of these parameters in their order, those of the medicine itself in people at large first."""
    found = [pair for pair in held(case.reading, Pharmacokinetic) if pair[1].parameter in parameters]
    return sorted(found, key=lambda p: (parameters.index(p[1].parameter), p[1].population is not None, p[1].of is not None))


def _stay(case: Case) -> bool:
    found = half_lives(case.reading, case.medicine.ingredients)
    if not found:
        return stay_by_model(case)
    low, high, of = _of_all(case, found)
    if not high:
        return False
    gone, least = _gone(low, high)
    case.draft.summary = (
        f"Half of {case.name}{f' ({of})' if of else ''} is gone from the blood in about {time_span(low, high)}. "
        f"Almost all is gone after about {gone}."
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


def _of_group(found: list[Held[Pharmacokinetic]], value: Pharmacokinetic) -> Pharmacokinetic:
    """Returns a figure widened to all that is told of the same special group: one sentence a group."""
    if value.population is None:
        return value
    same = [each for _, each in found if (each.population, each.of, each.bound) == (value.population, value.of, value.bound)]
    return replace(value, low=min(each.low for each in same), high=max(each.high for each in same))


def _of_all(case: Case, found: list[Held[Pharmacokinetic]]) -> tuple[float, float, str]:
    """Returns the shortest and longest half-life told of people at large, and of what where it is not the medicine itself."""
    ingredients = case.medicine.ingredients
    everybody = [value for _, value in found if value.population is None]
    of_all = [value for value in everybody if is_own(value, ingredients)] or everybody
    if not of_all:
        return 0, 0, ""
    others = [thing(value.of) for value in of_all if value.of and not is_own(value, ingredients)]
    return min(value.low for value in of_all), max(value.high for value in of_all), listed(list(dict.fromkeys(others)), "or")


def _gone(low: float, high: float) -> tuple[str, str]:
    """Returns five half-lives in words for a person, and as computed."""
    from plainlabel.action.stated_figures import StatedFigures, stay  # noqa: PLC0415 - numbers load only where they are asked

    days = stay(StatedFigures((low, high))).nearly_gone_days
    told = time_span(round(days[0] * _DAY, 1), round(days[1] * _DAY, 1))
    if days[1] > _LONGEST_DAYS:
        low, high = (float(max(1, round(day))) for day in days)
        return f"{span(low, high)} days", told
    return told, told


def _figures(case: Case) -> bool:
    for name, parameters in _PARAMETERS:
        if asks(name).search(case.question.masked) and (found := _main(case, *parameters)):
            case.draft.summary = _of_name(case, found)
            tell(case, found)
            beside(case, found)
            return True
    return False


def _of_name(case: Case, found: list[Held[Pharmacokinetic]]) -> str:
    return f"For {case.name}: {say(found[0][1])}"


def _ways(case: Case, *, enzymes: bool) -> bool:
    """Returns whether the way out was told: the enzymes that break it down where they are asked for, else what leaves."""
    found = [pair for pair in held(case.reading, Metabolism) if not pair[1].negated]
    figures = _main(case, *_WAY_OUT)
    if not (any(value.role == "substrate" for _, value in found) if enzymes else figures):
        return False
    return _tell_ways(case, found, figures)


def _tell_ways(case: Case, enzymes: list[Held[Metabolism]], figures: list[Held[Pharmacokinetic]]) -> bool:
    broken = sorted((p for p in enzymes if p[1].role == "substrate"), key=lambda p: not p[1].major)
    if figures and not asks("asks_metabolism").search(case.question.masked):
        case.draft.summary = _of_name(case, figures)
    elif broken:
        names = list(dict.fromkeys(value.enzyme for _, value in broken))
        case.draft.names += names
        case.draft.summary = f"The body breaks down or moves {case.name} with the help of {listed(names[:4])}."
    tell(case, figures)
    for role, words in _ROLES:
        of_role = [pair for pair in enzymes if pair[1].role == role]
        if of_role:
            names = list(dict.fromkeys(value.enzyme for _, value in of_role))
            numbers = [case.draft.cite_fact(case.reading, fact) for fact, _ in of_role[:3]]
            case.draft.say(f"It {words} {listed(names)} (enzymes or carriers in the body).", "label", *numbers)
    beside(case, [*broken, *figures])
    return True


def _onset(case: Case) -> bool:
    """Returns whether results at set times or the time to the highest level were told; neither is called the onset."""
    results = [pair for pair in held(case.reading, EffectOverTime) if pair[1].week is not None]
    peak = [pair for pair in _main(case, "tmax") if pair[1].population is None]
    if not (results or peak) or (case.reading.full and (not results or _says_outright(case))):
        return False
    if results:
        first = _earliest(_of_condition(case, results))
        case.draft.summary = _first_results(case, first)
        _results(case, first)
        beside(case, first, 1)
    else:
        value = peak[0][1]
        case.draft.summary = (
            f"These facts of the label do not tell how fast {case.name} works. Its level in the blood is highest after about "
            f"{time_span(value.low, value.high)}. What you feel can take longer."
        )
    tell(case, peak, most=2)
    if steady := _main(case, "steady_state"):
        tell(case, steady, most=1)
    case.draft.say("Do not stop or raise it on your own because it seems slow. Ask when you should feel a change.", "advice")
    return True


def _first_results(case: Case, first: list[Held[EffectOverTime]]) -> str:
    """Returns when studies first give results: for the use that the label puts first, and the span of weeks for its others."""
    weeks: dict[str, float] = {}
    for _, value in first:
        weeks.setdefault(lower_words(value.condition or ""), value.week or 0)
    (use, week), *others = weeks.items()
    case.draft.names += [name for name in weeks if name]
    told = f"Studies of {case.name} first give results at week {figure(week)}{f' for {use}' if use else ''}."
    if others:
        later = span(min(week for _, week in others), max(week for _, week in others))
        told += f" For its other uses that is {'weeks' if ' ' in later else 'week'} {later}."
    return f"{told} The label does not say outright how fast it works."


def tell_first_results(case: Case) -> None:
    """Returns nothing; the first results that the label gives for each condition are said behind its own words on the onset."""
    if not asks("asks_time_in_body").search(case.question.masked):
        results = [pair for pair in held(case.reading, EffectOverTime) if pair[1].week is not None]
        _results(case, _earliest(_of_condition(case, results)))


def tell_level_times(case: Case) -> None:
    """Returns nothing; beside a label that is silent on the onset, when its level is highest and steady is set apart."""
    found = [*_main(case, "tmax")[:1], *_main(case, "steady_state")[:1]]
    if asks("asks_time_in_body").search(case.question.masked) or not found:
        return
    numbers = [case.draft.cite_fact(case.reading, fact) for fact, _ in found]
    told = " ".join(say(value) for _, value in found)
    text = f"Not the same, so kept apart: the label tells when its level is highest or even. {told}"
    case.draft.statements.insert(min(1, len(case.draft.statements)), case.draft.statement(text, "label", *numbers))


def _earliest(results: list[Held[EffectOverTime]]) -> list[Held[EffectOverTime]]:
    """Returns the results of the first week that is given for each condition, the conditions in the order of the label.

    Shares of people come before points of a scale, and end points named in full before those cut short.
    """
    weeks: dict[str, float] = {}
    for _, value in results:
        key = value.condition or ""
        weeks[key] = min(weeks.get(key, value.week or 0), value.week or 0)
    first = [pair for pair in results if pair[1].week == weeks[pair[1].condition or ""]]
    order = list(weeks)
    return sorted(first, key=lambda pair: (order.index(pair[1].condition or ""), *_hard_to_read(pair[1])))


def _hard_to_read(value: EffectOverTime) -> tuple[bool, bool, bool]:
    return value.unit not in _SHARES, value.comparator_result is None, value.end_point.endswith("\u2026")


def tell_effectiveness(case: Case) -> bool:
    """Returns whether results of studies were told, each beside the comparator."""
    results = [pair for pair in held(case.reading, EffectOverTime) if pair[1].comparator_result is not None]
    if not results:
        return False
    chosen = _of_condition(case, results)
    case.draft.summary = f"The label reports how {case.name} did in studies. The results are below, beside those without it."
    _results(case, chosen)
    beside(case, chosen, 1)
    return True


def _says_outright(case: Case) -> bool:
    """Returns whether a passage of the label tells an onset in so many words."""
    from plainlabel.answers.quoting import FIRST, ranked_for_type  # noqa: PLC0415 - quotes import this package's neighbours

    return any(FIRST["action_time"].search(each.text or "") for each in ranked_for_type(case)[:2])


def _of_condition(case: Case, results: list[Held[EffectOverTime]]) -> list[Held[EffectOverTime]]:
    """Returns the results for the condition that the question names, in its words or the label's, all where it names none."""
    words = content_words(case.question.masked)
    wanted = {*stems(words), *(name.lower() for word in words for name in names_of(word))}
    named = [pair for pair in results if pair[1].condition and any(each in pair[1].condition.lower() for each in wanted)]
    return named or results


def _results(case: Case, results: list[Held[EffectOverTime]]) -> None:
    """Returns nothing; tells results, one of each end point and condition before a second of any."""
    seen: dict[tuple[str, str], Held[EffectOverTime]] = {}
    for pair in results:
        seen.setdefault((pair[1].end_point, pair[1].condition or ""), pair)
    by_condition: dict[str, list[Held[EffectOverTime]]] = {}
    for pair in seen.values():
        by_condition.setdefault(pair[1].condition or "", []).append(pair)
    rounds = [pair for turn in range(3) for group in by_condition.values() for pair in group[turn : turn + 1]]
    tell(case, rounds, most=_MOST_RESULTS, words=_result)


def _result(value: EffectOverTime) -> str:
    trial = f" Trial: {value.trial}." if value.trial else ""
    return capital(f"{effect(value)}{trial}")
