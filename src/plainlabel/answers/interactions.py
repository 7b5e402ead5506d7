"""Two medicines together, and all that a label names as not going with its medicine. Absence is never a yes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.cautions import ADVICE, CUE_SUMMARY, READ, SOMETIMES, WARNS, answer_topic, not_held_bans
from plainlabel.answers.class_kin import kin
from plainlabel.answers.cues import Cue, by_strictness, cue_of, forbids, is_fragment, topic_pattern
from plainlabel.answers.polarity import decide
from plainlabel.answers.told.held import tell
from plainlabel.answers.told.pair_words import Told
from plainlabel.answers.told.pairs import pair_facts, tell_all_pairs, tell_pair
from plainlabel.answers.wording import listed
from plainlabel.questions.medicine_names import Mention
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found, Reading

_PAIRED: Final = re.compile(
    r"\b(interact\w*|concomitant\w*|co-?administ\w*|taken? with|together with|in combination)\b", re.IGNORECASE
)
_FEW: Final = 3


def answer_interaction(case: Case) -> None:
    """Returns nothing; the draft tells what the labels say of the two together, or lists what does not go with it."""
    if case.others:
        _medicines(case)
    elif case.question.topic is not None and case.question.topic.words:
        answer_topic(case)
    else:
        _all(case)


def _medicines(case: Case) -> None:
    judged: list[tuple[Cue, Found, Reading]] = []
    patterns: list[re.Pattern[str]] = []
    names = []
    told: list[Told] = []
    for mention, other in case.others[:2]:
        told += pair_facts(case, mention, other)
    for mention, other in case.others[:2]:
        title = mention.name.name if mention.name else mention.asked
        names.append(title)
        pattern = topic_pattern(_called(mention, other))
        patterns.append(pattern)
        judged += [(cue_of(each, pattern), each, case.reading) for each in _mentions(case.reading, pattern)]
        if other is not None:
            back = topic_pattern([case.name, *case.medicine.ingredients, *_class_words(case.reading, case.medicine.ingredients)])
            patterns.append(back)
            judged += [(cue_of(each, back), each, other) for each in _mentions(other, back)]
    case.draft.names += names
    asked = listed(names)
    readings = [case.reading, *[other for _, other in case.others if other is not None]]
    if not judged:
        if tell_pair(case, told, asked):
            case.draft.certain = True
        else:
            _no_pair(case, asked, readings)
        return
    ordered = by_strictness([(cue, found) for cue, found, _ in judged])
    cue, first = ordered[0]
    whose = {id(found): reading for _, found, reading in judged}
    passages = [(found, whose[id(found)]) for _, found in ordered]
    if tell_pair(case, told, asked, also_banned=cue in {"ban", "avoid"}, passages=passages):
        case.draft.certain = True
        return
    pattern = patterns[0] if whose[id(first)] is case.reading else patterns[-1]
    no = forbids(cue, first, pattern, of_an_illness=False)
    template = SOMETIMES if cue == "ban" and not no else CUE_SUMMARY[cue]
    case.draft.summary = template.format(name=case.name, topic=asked)
    if case.question.yes_no:
        decide(case.draft, case.question.masked, forbidden=no, warned=cue in {"ban", "avoid", "caution"})
    for _, found in ordered[:4]:
        case.quote_from(whose[id(found)], found)
    for each in told[:_FEW]:
        tell(case, [(each.fact, each.fact.value)], reading=each.reading)
    not_held_bans(case)
    case.draft.say(ADVICE, "advice")


def _no_pair(case: Case, asked: str, readings: list[Reading]) -> None:
    if all(reading.whole for reading in readings) and len(readings) > 1:
        case.draft.outcome = "silent"
        case.draft.summary = "Neither label speaks of the other one."
        numbers = [case.draft.cite_label(reading.label) for reading in readings]
        case.draft.say(f"We looked through both labels for {case.name} and {asked}, and for their classes.", "label", *numbers)
        case.draft.say("No statement is not the same as safe. Ask your pharmacist about the two together.", "advice")
        return
    case.absent(asked)
    if case.draft.outcome == "silent":
        case.draft.notice(f"No label of {asked} is held here, so only the label of {case.name} was read.")


def _called(mention: Mention, other: Reading | None) -> list[str]:
    """Returns the words another medicine goes by in a label: its name, its ingredients, and its classes where known."""
    names, ingredients = [mention.asked], list[str]()
    if mention.name is not None:
        ingredients = [part for each in mention.name.ingredients[:6] for part in each]
        names += [mention.name.name, *ingredients]
    return [*names, *_class_words(other, ingredients)]


def _class_words(reading: Reading | None, ingredients: Iterable[str]) -> list[str]:
    named = [each.name for each in reading.label.classes if each.kind == "EPC"] if reading is not None else []
    return [*named, *kin(ingredients, named)]


def _mentions(reading: Reading, pattern: re.Pattern[str]) -> tuple[Found, ...]:
    codes = plan("interaction").codes
    found = reading.matching(pattern, reading.coded(*codes)) or reading.matching(pattern, reading.sections) if reading.full else ()
    return tuple(each for each in found if len((each.text or "").split()) > 2)[:READ]


def _all(case: Case) -> None:
    found = tuple(
        each
        for each in case.reading.all_passages(case.reading.coded("34073-7", "50568-5", "50569-3"))
        if len((each.text or "").split()) > 4
    ) or case.reading.matching(_PAIRED, case.reading.sections)
    if tell_all_pairs(case):
        case.draft.certain = True
        if case.reading.full:
            case.quotes(tuple(sorted(found, key=lambda each: (not WARNS.search(each.text or ""), is_fragment(each)))), 2)
        return
    if not found:
        case.absent("medicines and foods that do not go with it")
        return
    found = tuple(sorted(found, key=lambda each: (not WARNS.search(each.text or ""), is_fragment(each))))
    case.draft.summary = f"The label lists what does not go well with {case.name}. Its words are below."
    case.quotes(found, 5)
    case.draft.say("Show your pharmacist all you take, also herbs and vitamins.", "advice")
