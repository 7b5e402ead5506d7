"""What the body does with a medicine, from facts: times to a peak and to results of studies, figures, ways out."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.sentences.body import effect
from plainlabel.answers.sentences.say import say
from plainlabel.answers.sentences.words import span, time_span
from plainlabel.answers.told.held import Held, beside, held, tell
from plainlabel.answers.told.limits import lead_of, limited
from plainlabel.answers.told.modelled import stated
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.told.staying import main_figures, tell_stay
from plainlabel.answers.type_words import FIRST
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
_MOST_RESULTS: Final = 6
_QUICK: Final = 24.0
"""Hours to the highest level up to which the first week of a study says little of how fast a medicine works."""
_PATIENCE: Final = "Do not stop or raise it on your own because it seems slow. Ask when you should feel a change."
_SHARES: Final = frozenset({"%", "percent"})


def tell_time(case: Case) -> bool:
    """Returns whether facts told how long a medicine stays, or how fast its level or effect comes."""
    if case.question.person.breast_feeding:
        return False  # How long it is in the milk is another figure.
    if asks("asks_time_in_body").search(case.question.masked):
        return tell_stay(case)
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
    return _ways(case, enzymes=False) if asks("asks_way_out").search(masked) else tell_stay(case)


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


def _figures(case: Case) -> bool:
    for name, parameters in _PARAMETERS:
        if asks(name).search(case.question.masked) and (found := main_figures(case, *parameters)):
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
    figures = main_figures(case, *_WAY_OUT)
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
    results = _of_benefit(case)
    peak = [pair for pair in main_figures(case, "tmax") if pair[1].population is None]
    if case.reading.full and (not results or _says_outright(case)):
        return False
    if not (results or peak):
        return _level_only(case)
    if results:
        first = _earliest(_of_condition(case, results))
        case.draft.summary = _first_results(case, first)
        if peak and peak[0][1].high <= _QUICK:
            level = time_span(peak[0][1].low, peak[0][1].high)
            case.draft.summary += f" Its level in the blood is highest sooner, after about {level}."
        _results(case, first)
        beside(case, first, 1)
    else:
        value = peak[0][1]
        case.draft.summary = (
            f"These facts of the label do not tell how fast {case.name} works. Its level in the blood is highest after about "
            f"{time_span(value.low, value.high)}. What you feel can take longer."
        )
    tell(case, peak, most=2)
    if steady := main_figures(case, "steady_state"):
        tell(case, steady, most=1)
    case.draft.say(_PATIENCE, "advice")
    return True


def _of_benefit(case: Case) -> list[Held[EffectOverTime]]:
    """Returns the results at set weeks; those on events to be prevented are left out, for they tell no time to an effect."""
    results = [pair for pair in held(case.reading, EffectOverTime) if pair[1].week is not None]
    return [pair for pair in results if not asks("event_to_prevent").search(pair[1].end_point.lower())]


def _level_only(case: Case) -> bool:
    """Returns whether the time to a steady level was told, as the label states it or as worked out from its half-life and doses."""
    steady = [pair for pair in main_figures(case, "steady_state") if pair[1].population is None]
    worked_out = None if steady else stated(case, "how_fast")
    if not steady and worked_out is None:
        return False  # A half-life alone tells nobody when to expect anything.
    level = say(steady[0][1]) if steady else worked_out[2] if worked_out is not None else ""
    case.draft.summary = (
        f"These facts of the label do not tell how fast {case.name} works. {level} What you feel can come before or after."
    )
    tell(case, steady or main_figures(case, "half_life"), most=2)
    case.draft.say(_PATIENCE, "advice")
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
        results = _of_benefit(case)
        _results(case, _earliest(_of_condition(case, results)))


def tell_level_times(case: Case) -> None:
    """Returns nothing; beside a label that is silent on the onset, when its level is highest and steady is set apart."""
    found = [*main_figures(case, "tmax")[:1], *main_figures(case, "steady_state")[:1]]
    if asks("asks_time_in_body").search(case.question.masked) or not found:
        return
    numbers = [case.draft.cite_fact(case.reading, fact) for fact, _ in found]
    said = [(limited(case.reading, fact, say(value)), say(value), fact) for fact, value in found]
    told = " ".join(text for text, _, _ in said)
    leads = [lead_of(case.reading, fact) for text, bare, fact in said if text != bare]
    numbers += [case.draft.cite_found(case.reading, lead) for lead in leads if lead is not None]
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
    from plainlabel.answers.quoting import ranked_for_type  # noqa: PLC0415 - quotes import this package's neighbours

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
