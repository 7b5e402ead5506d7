"""How to keep a medicine: from storage facts, quoted where the text is held."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.wording import figure, listed
from plainlabel.facts.fact import Fact, Storage

_FRIDGE_C: Final = 10.0
_OUT: Final = re.compile(r"\b(out of|outside|room temp\w*|unrefrigerated|left out|warm|how long)\b")
_DISPOSE: Final = re.compile(r"\b(dispos\w*|throw\w*|thrown|get rid|expir\w*|shelf|goes? bad|stays? good|last on)\b")
_DISPOSE_LABEL: Final = re.compile(r"\b(dispos\w*|throw (away|out)|discard\w*|expir\w*|flush)\b", re.IGNORECASE)


def answer_storage(case: Case) -> None:
    """Returns nothing; the draft tells how to store the medicine, or how long it may stay warm."""
    masked = case.question.masked
    if _DISPOSE.search(masked) and _disposal(case):
        return
    facts = [(fact, fact.value) for fact in case.reading.facts("storage") if isinstance(fact.value, Storage)]
    room = [pair for pair in facts if pair[1].condition == "room" and _limited(pair[1])]
    normal = [pair for pair in facts if pair[1].condition == "normal"]
    if _OUT.search(masked) and room:
        _room(case, *_best_room(room))
    elif normal:
        _normal(case, normal, asked_out=bool(_OUT.search(masked)))
    elif room:
        _room(case, *_best_room(room))
    else:
        _quoted(case)
        return
    _others(case, facts)
    _care(case, facts)


def _best_room(room: list[tuple[Fact, Storage]]) -> tuple[Fact, Storage]:
    return max(room, key=lambda pair: (pair[1].high_c is not None, pair[1].discard_after_limit, pair[1].days is not None))


def _limited(rule: Storage) -> bool:
    return bool(rule.months or rule.days or rule.hours)


def limit(rule: Storage) -> str:
    """Returns the time limit of a storage rule in words."""
    if rule.months:
        return "1 month" if rule.months == 1 else f"{figure(rule.months)} months"
    if rule.days:
        return "1 day" if rule.days == 1 else f"{figure(rule.days)} days"
    return "1 hour" if rule.hours == 1 else f"{figure(rule.hours or 0)} hours"


def temperature(rule: Storage) -> str:
    """Returns the temperatures of a storage rule: "36 to 46 F (2 to 8 C)"; empty where none is given."""
    fahrenheit = _range(rule.low_f, rule.high_f, "F")
    celsius = _range(rule.low_c, rule.high_c, "C")
    return f"{fahrenheit} ({celsius})" if fahrenheit and celsius else fahrenheit or celsius


def _range(low: float | None, high: float | None, unit: str) -> str:
    if low is not None and high is not None and low != high:
        return f"{figure(low)} to {figure(high)} {unit}"
    only = high if high is not None else low
    return f"{figure(only)} {unit}" if only is not None else ""


def _room(case: Case, fact: Fact, rule: Storage) -> None:
    warm = temperature(rule)
    at_most = f", at no more than {_top(rule)}" if warm else ""
    case.draft.summary = f"Up to {limit(rule)}{at_most}."
    number = case.draft.cite_fact(case.reading, fact)
    case.draft.say(f"{case.name} may stay out of the fridge for up to {limit(rule)}{at_most}.", "label", number)
    if rule.discard_after_limit:
        case.draft.say(f"Use it within {limit(rule)} or throw it away.", "label", number)


def _top(rule: Storage) -> str:
    fahrenheit = f"{figure(rule.high_f)} F" if rule.high_f is not None else ""
    celsius = f"{figure(rule.high_c)} C" if rule.high_c is not None else ""
    return f"{fahrenheit} ({celsius})" if fahrenheit and celsius else fahrenheit or celsius


def _normal(case: Case, normal: list[tuple[Fact, Storage]], *, asked_out: bool) -> None:
    fact, rule = max(normal, key=lambda pair: (bool(temperature(pair[1])), pair[0].place.start is not None))
    where, warm = _place(rule), temperature(rule)
    number = case.draft.cite_fact(case.reading, fact)
    keep = f"Keep it {where}{f', at {warm}' if warm else ''}."
    if asked_out and "fridge" in where:
        case.draft.summary = f"The label gives no time out of the fridge. {keep}"
        case.draft.say(f"Ask your pharmacist before you use {case.name} that has been warm.", "advice")
    elif asked_out:
        case.draft.summary = f"It does not need a fridge. {keep}"
    else:
        case.draft.summary = keep
    case.draft.say(f"{case.name} is kept {where}{f', at {warm}' if warm else ''}.", "label", number)


def _place(rule: Storage) -> str:
    high = rule.high_c if rule.high_c is not None else ((rule.high_f - 32) / 1.8 if rule.high_f is not None else None)
    if rule.where is not None:
        return {"refrigerator": "in the fridge", "freezer": "in the freezer", "room": "at room temperature"}[rule.where]
    if high is None:
        return "as the label says"
    if high < 0:
        return "frozen"
    return "in the fridge" if high <= _FRIDGE_C else "at room temperature"


def _care(case: Case, facts: list[tuple[Fact, Storage]]) -> None:
    """Returns nothing; adds what any rule says on carton, light, freezing and shaking, with the places that say it."""
    rules = [pair for pair in facts if pair[1].condition != "opened"]
    for said, told in (
        ("Keep it {}.", (("original_carton", "in its original carton"), ("protect_from_light", "away from light"))),
        ("Do not {} it.", (("do_not_freeze", "freeze"), ("do_not_shake", "shake"))),
    ):
        words = [(word, fact) for flag, word in told for fact, rule in rules[:6] if getattr(rule, flag)]
        if words:
            joined = listed(list(dict.fromkeys(word for word, _ in words)), "or" if "not" in said else "and")
            numbers = [case.draft.cite_fact(case.reading, fact) for _, fact in words]
            case.draft.say(said.format(joined), "label", *numbers)


def _others(case: Case, facts: list[tuple[Fact, Storage]]) -> None:
    """Returns nothing; adds the other storage rules, each wording once, at most four."""
    said = " ".join(statement.text for statement in case.draft.statements)
    for fact, rule in facts[:8]:
        warm, where = temperature(rule), _place(rule)
        if rule.condition == "normal" and warm and warm not in said:
            text = f"Usual storage: {where}, {warm}."
        elif rule.condition == "opened" and _limited(rule):
            text = f"After opening or mixing: up to {limit(rule)}{f', at {warm}' if warm else ''}."
        elif rule.condition == "room" and _limited(rule) and f"up to {limit(rule)}" not in said:
            text = f"Out of the usual place: up to {limit(rule)}{f', at {warm}' if warm else ''}."
        else:
            continue
        said += text
        if len(case.draft.statements) < 6:
            case.draft.say(text, "label", case.draft.cite_fact(case.reading, fact))


def _disposal(case: Case) -> bool:
    sections = case.reading.coded("44425-7", "34069-5", "59845-8", "42231-1", "34076-0", "42230-3", "88436-1")
    found = case.reading.matching(_DISPOSE_LABEL, sections)
    if not found:
        return False
    case.draft.summary = case.lead(found, f"The label of {case.name} says how to do this. Its words are below.")
    case.quotes(found)
    return True


def _quoted(case: Case) -> None:
    storage = re.compile(r"\b(store|storage|keep|refrigerat\w*|protect)\b", re.IGNORECASE)
    found = case.reading.matching(storage, case.reading.coded("44425-7", "34069-5", "59845-8", "42230-3", "34076-0", "50565-1"))
    if not found:
        case.absent("how to store it")
        return
    case.draft.summary = case.lead(found, f"The label says how to keep {case.name}. Its words are below.")
    case.quotes(found)
