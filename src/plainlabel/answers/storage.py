"""How to keep a medicine: from storage facts, quoted where the text is held."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.sentences.keeping import limit, limited, temperature, top
from plainlabel.answers.told.borne import cite
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import listed, plain_quote, shortened
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Storage
from plainlabel.vocabulary.patterns import pattern

_FRIDGE_C: Final = 10.0
_OUT: Final = re.compile(
    r"\b(out of|outside|room temp\w*|unrefrigerated|left out|warm|how long|counter|over ?night|still (good|ok|okay|safe))\b"
)
_ASKED_OPENED: Final = re.compile(
    r"\b(opened|opening|open (pen|vial|bottle|tube)|in use|in-use|(after|since) (i )?(first|start\w*|mix\w*|reconstitut\w*)|"
    r"first us\w+|once (open|mixed|reconstituted)|reconstituted|mixed)\b"
)
_THROWN: Final = re.compile(r"(?i)\b(flush|take-?back|trash|kitty litter|coffee grounds|sealed|sharps|puncture|household)\b")
_THROW: Final = re.compile(r"\b(dispos\w*|throw\w*|thrown|get rid|flush\w*)\b")
_FREEZE: Final = re.compile(r"\b(freez\w*|frozen)\b")
_NEED: Final = re.compile(r"\b(need|needs|have|has|must|should|supposed|require[sd]?)\b.{0,30}\b(refrigerat\w*|fridge|kept cold)")
_COLD: Final = frozenset({"in the fridge", "in the freezer", "frozen"})
_SECTIONS: Final = ("44425-7", "34069-5", "60561-8", "59845-8", "42231-1", "42230-3", "34076-0", "68498-5", "50565-1", "51945-4")
_WARM: Final = re.compile(
    r"\b(room[- ]temp\w*|unrefrigerated|(out(side)?( of)?|remov\w+ from|without|not) (the )?refrigerat\w*|in[- ]use|"
    r"temperatures? (of )?(up to|below|not)|un-?opened)\b",
    re.IGNORECASE,
)
"""Words of a passage that may tell how long a medicine keeps outside the fridge."""
_DISPOSE: Final = re.compile(r"\b(dispos\w*|throw\w*|thrown|get rid|expir\w*|shelf|goes? bad|stays? good|last on)\b")
_CARE_ASKED: Final = (
    (
        re.compile(
            r"\b(?:own|original|another|different|other) (?:bottle|container|packag\w*|box|carton|blister|pouch)|"
            r"\bpill ?-?(?:box|organi[sz]er|minder|case)|\bweekly (?:box|organi[sz]er|planner)|\bdesiccant"
        ),
        "in its original",
    ),
    (re.compile(r"\b(?:sun ?|day ?)?light\b|\bwindow ?sill|\bclear (?:bottle|bag|container)"), "away from light"),
    (re.compile(r"\b(?:shake|shaking|shaken|shook)\b"), "shake it"),
)
"""What a question on one care says, and the words of the statement that tells it."""
_SAID: Final = {
    "discard_after_limit": re.compile(r"\b(discard\w*|dispos\w*|throw\w* away|thrown away)\b", re.IGNORECASE),
    **{flag: pattern(f"storage.{flag}") for flag in ("do_not_freeze", "do_not_shake", "protect_from_light", "original_carton")},
}
"""By flag of a storage rule, the words that say it."""
_DISPOSE_LABEL: Final = re.compile(r"\b(dispos\w*|throw (away|out)|discard\w*|expir\w*|flush)\b", re.IGNORECASE)


def answer_storage(case: Case) -> None:
    """Returns nothing; the draft tells how to store the medicine, or how long it may stay warm."""
    masked = case.question.masked
    if _DISPOSE.search(masked) and _disposal(case):
        return
    if _THROW.search(masked) and not case.reading.full:
        case.not_held("how to throw it away")
        return
    facts = [(fact, fact.value) for fact in case.reading.facts("storage") if isinstance(fact.value, Storage)]
    room = [pair for pair in facts if pair[1].condition == "room" and limited(pair[1])]
    used = [pair for pair in facts if pair[1].condition == "opened" and limited(pair[1])]
    normal = [pair for pair in facts if pair[1].condition == "normal"]
    asked_out = bool(_OUT.search(masked))
    if _ASKED_OPENED.search(masked) and used:
        _opened(case, used)
    elif _ASKED_OPENED.search(masked) and case.reading.full:
        _opened_in_words(case)
        return
    elif asked_out and room:
        _room(case, room)
    elif normal:
        _normal(case, normal, asked_out=asked_out, used=used)
    elif room:
        _room(case, room)
    else:
        _quoted(case)
        return
    if _FREEZE.search(masked) and case.question.yes_no and any(rule.do_not_freeze for _, rule in facts):
        case.draft.verdict = "no"
        case.draft.summary = f"No. Do not freeze it. {case.draft.summary}"
    _others(case, facts)
    _care(case, facts)
    _lead_with_care(case)


def _lead_with_care(case: Case) -> None:
    """Returns nothing; where the question asks for one care alone (the own bottle, light, shaking), that stands first."""
    for asked, said in _CARE_ASKED:
        told = next((each.text for each in case.draft.statements if said in each.text), None)
        if told is not None and asked.search(case.question.masked) and said not in case.draft.summary:
            case.draft.summary = f"{told} {case.draft.summary}"
            return


def _product(case: Case) -> str:
    """Returns the name of the product whose label is read: how to keep it is true of no other."""
    title = case.reading.title
    return (title.title() if title.isupper() else title) or case.name


def _best_room(room: list[tuple[Fact, Storage]]) -> tuple[Fact, Storage]:
    return max(room, key=lambda pair: (pair[1].high_c is not None, pair[1].discard_after_limit, pair[1].days is not None))


def rule_in_words(rule: Storage) -> str:
    """Returns a storage rule as one line: "in the fridge, 3 to 7 C, do not freeze"."""
    where = {"normal": _place(rule), "room": "out of the usual place", "opened": "after opening or mixing"}[rule.condition]
    care = (
        (rule.original_carton, "in the original carton"),
        (rule.protect_from_light, "away from light"),
        (rule.do_not_freeze, "do not freeze"),
        (rule.do_not_shake, "do not shake"),
    )
    span = f"up to {limit(rule)}" if limited(rule) else ""
    warm = temperature(rule) if rule.low_c is not None or rule.low_f is not None else top(rule) and f"at most {top(rule)}"
    return ", ".join(filter(None, (where, span, warm, *(words for flag, words in care if flag))))


def _room(case: Case, room: list[tuple[Fact, Storage]]) -> None:
    """Returns nothing; the draft gives the time outside the fridge, each of them where the label's products differ."""
    fact, rule = _best_room(room)
    at_most = f", at no more than {top(rule)}" if top(rule) else ""
    limits = list(dict.fromkeys(limit(each) for _, each in room))
    case.draft.summary = f"Up to {limit(rule)}{at_most}."
    if len(limits) > 1:
        case.draft.summary = (
            f"Up to {listed(limits[:4], 'or')}: it depends on the product and the place. See which one is yours below."
        )
        for other, value in room[:5]:
            highest = f", at no more than {top(value)}" if top(value) else ""
            case.draft.say(
                f"Out of the fridge: up to {limit(value)}{highest}. {_own_words(case, other)}".strip(),
                "label",
                *cite(case.draft, case.reading, other),
            )
        return
    numbers = cite(case.draft, case.reading, fact)
    case.draft.say(f"{_product(case)} may stay out of the fridge for up to {limit(rule)}{at_most}.", "label", *numbers)
    if rule.discard_after_limit:
        said = _cite_said(case, fact, "discard_after_limit", limit(rule).split()[0])
        case.draft.say(f"Use it within {limit(rule)} or throw it away.", "label", said)


def _cite_said(case: Case, fact: Fact, flag: str, number: str = "") -> int:
    """Returns the number of the citation of the sentence that says what a flag of the rule tells, with `number` in it where given.

    A rule's place is the sentence with its temperature or limit; care ("do not freeze") often stands in a sentence of its own.
    """
    section = case.reading.section(fact.place.section_id)
    if section is None or not case.reading.full:
        return case.draft.cite_fact(case.reading, fact)
    said = [found for found in case.reading.matching(_SAID[flag], (section,)) if number in (found.text or "")]
    start = fact.place.start or 0
    nearest = min(said, key=lambda found: (found.highlight, abs(found.start - start)), default=None)
    return case.draft.cite_fact(case.reading, fact) if nearest is None else case.draft.cite_found(case.reading, nearest)


def _said_near(case: Case, fact: Fact, flag: str) -> bool:
    """Returns whether the section of a rule says what a flag of it tells: a carton that tablets are sold in is no advice."""
    section = case.reading.section(fact.place.section_id)
    if section is None:
        return True
    said = case.reading.matching(_SAID[flag], (section,))
    kept = asks("tells_keep_in_box") if flag == "original_carton" else None
    return any(kept is None or kept.search(each.text or "") for each in said)


def _own_words(case: Case, fact: Fact) -> str:
    """Returns the words a rule was read from as a quote, so that rules of several products can be told apart."""
    place = fact.place
    section = case.reading.section(place.section_id)
    if section is None or place.start is None or place.end is None or not case.reading.full:
        return ""
    words = plain_quote((case.reading.quote(section, place.start, place.end).text or "").replace("\t", " | "))
    return f"The label: \u201c{shortened(words, 300)}\u201d"


def _opened(case: Case, used: list[tuple[Fact, Storage]]) -> None:
    limits = list(dict.fromkeys(limit(each) for _, each in used))
    if len(limits) == 1:
        warm = temperature(used[0][1])
        case.draft.summary = f"Once opened or mixed, up to {limits[0]}{f', at {warm}' if warm else ''}."
    else:
        case.draft.summary = f"Once opened or mixed, up to {listed(limits[:4], 'or')}: it depends on the product and the place."
    for fact, rule in used[:5]:
        warm = temperature(rule)
        case.draft.say(
            f"After opening or mixing: up to {limit(rule)}{f', at {warm}' if warm else ''}. {_own_words(case, fact)}".strip(),
            "label",
            *cite(case.draft, case.reading, fact),
        )


def _opened_in_words(case: Case) -> None:
    """Returns nothing; the draft quotes what the label says of an opened package, where no rule was read from it."""
    found = case.reading.matching(asks("tells_of_opened"), case.reading.coded(*_SECTIONS))
    if not found:
        case.absent("how long it keeps once opened or mixed")
        return
    case.draft.summary = case.lead(found, f"The label says how to keep {case.name} once it is opened. Its words are below.")
    case.quotes(found)


def _normal(
    case: Case, normal: list[tuple[Fact, Storage]], *, asked_out: bool, used: list[tuple[Fact, Storage]] | None = None
) -> None:
    fact, rule = max(normal, key=lambda pair: (bool(temperature(pair[1])), pair[0].place.start is not None))
    where, warm = _place(rule), temperature(rule)
    number = case.draft.cite_fact(case.reading, fact)
    several = len({_place(each) for _, each in normal}) > 1
    keep = f"Keep it {where}{f', at {warm}' if warm else ''}."
    if case.question.yes_no and _NEED.search(case.question.masked) and not several:
        case.draft.verdict = "yes" if where in _COLD else "no"
        keep = f"{'Yes' if case.draft.verdict == 'yes' else 'No'}. {keep}"
    case.draft.summary = keep
    case.draft.say(f"{_product(case)} is kept {where}{f', at {warm}' if warm else ''}.", "label", number)
    if several:
        case.draft.summary = "It depends on the product: the label gives more than one way to keep it. See below."
    elif asked_out and where in _COLD and case.draft.verdict is None:
        _no_time(case, keep, used or [])
    elif asked_out and where == "at room temperature" and case.draft.verdict is None:
        case.draft.summary = f"It does not need a fridge. {keep}"


def _no_time(case: Case, keep: str, used: list[tuple[Fact, Storage]]) -> None:
    """Returns nothing; where no rule gives a time outside the fridge, that is said only if no words of the label speak of it."""
    case.draft.say(f"Ask your pharmacist before you use {_product(case)} that has been warm.", "advice")
    if not case.reading.full or case.reading.label.partial:
        case.draft.summary = f"{keep} This copy cannot tell how long it may stay out of the fridge."
        case.point_to_whole_label()
    found = case.reading.matching(_WARM, case.reading.coded(*_SECTIONS)) or (
        case.reading.matching(_WARM, case.reading.sections) if case.reading.full else ()
    )
    aside = (asks("tells_of_samples"), asks("tells_warming"))
    found = tuple(each for each in found if not any(each_of.search(each.text or "") for each_of in aside))
    if found:
        case.draft.summary = f"{keep} What the label says on time out of the fridge is below."
        case.quotes(found, 4)
    elif case.reading.whole and not used:
        case.draft.summary, case.draft.outcome = f"The label gives no time out of the fridge. {keep}", "silent"
        case.draft.say(
            "We looked through the whole label for room temperature, unrefrigerated and in-use times.",
            "label",
            case.draft.cite_label(case.reading.label),
        )


def _place(rule: Storage) -> str:
    high = rule.high_c if rule.high_c is not None else ((rule.high_f - 32) / 1.8 if rule.high_f is not None else None)
    if rule.where == "room" and high is not None and high <= _FRIDGE_C:
        return "in the fridge" if high >= 0 else "frozen"
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
        words = [
            (flag, _held_in(case, fact) if flag == "original_carton" else word, fact)
            for flag, word in told
            for fact, rule in rules[:6]
            if getattr(rule, flag) and (not case.reading.full or _said_near(case, fact, flag))
        ]
        if words:
            joined = listed(list(dict.fromkeys(word for _, word, _ in words)), "or" if "not" in said else "and")
            numbers = [_cite_said(case, fact, flag) for flag, _, fact in words]
            case.draft.say(said.format(joined), "label", *numbers)


def _held_in(case: Case, fact: Fact) -> str:
    """Returns what it is kept in: a carton only where the section names one, for some labels mean the bottle."""
    section = fact.place.section_id if case.reading.full else None
    named = section is None or "carton" in case.reading.text(section).lower()
    return f"in its original {'carton' if named else 'package'}"


def _others(case: Case, facts: list[tuple[Fact, Storage]]) -> None:
    """Returns nothing; adds the other storage rules, each wording once, at most four."""
    said = " ".join(statement.text for statement in case.draft.statements)
    for fact, rule in facts[:8]:
        warm, where = temperature(rule), _place(rule)
        if rule.condition == "normal" and warm and warm not in said:
            text = f"Usual storage: {where}, {warm}."
        elif rule.condition == "opened" and limited(rule):
            text = f"After opening or mixing: up to {limit(rule)}{f', at {warm}' if warm else ''}."
        elif rule.condition == "room" and limited(rule) and f"up to {limit(rule)}" not in said:
            text = f"Out of the usual place: up to {limit(rule)}{f', at {warm}' if warm else ''}."
        else:
            continue
        said += text
        if len(case.draft.statements) < 6:
            case.draft.say(text, "label", *cite(case.draft, case.reading, fact))


def _disposal(case: Case) -> bool:
    keeps = asks("asks_expiry").search(case.question.masked) is not None
    wanted, codes = (asks("tells_expiry"), _SECTIONS[:-1]) if keeps else (_DISPOSE_LABEL, _SECTIONS)
    thrown = [
        each
        for each in case.reading.matching(wanted, case.reading.coded(*codes, "88436-1"))
        if not asks("tells_rinsing").search(each.text or "")
    ]
    found = tuple(sorted(thrown, key=lambda each: not _THROWN.search(each.text or "")))
    if not found:
        return False
    case.draft.summary = case.lead(found, f"The label of {case.name} says how to do this. Its words are below.")
    case.quotes(found)
    return True


def _quoted(case: Case) -> None:
    storage = re.compile(r"\b(store|storage|keep|refrigerat\w*|protect)\b", re.IGNORECASE)
    found = case.reading.matching(storage, case.reading.coded(*_SECTIONS, "42229-5"))
    if not found:
        case.absent("how to store it (store, keep, refrigerate)")
        return
    case.draft.summary = case.lead(found, f"The label says how to keep {case.name}. Its words are below.")
    case.quotes(found)
