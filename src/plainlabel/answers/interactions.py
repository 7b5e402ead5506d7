"""Two medicines together, and all that a label names as not going with its medicine. Absence is never a yes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from msgspec import Struct

from plainlabel.answers.case import Case
from plainlabel.answers.cautions import CUE_SUMMARY, READ, SOMETIMES, WARNS, answer_topic, not_held_bans
from plainlabel.answers.class_kin import kin, names_others_of_kin
from plainlabel.answers.cues import Cue, by_strictness, cue_of, forbids, is_fragment, topic_pattern
from plainlabel.answers.draft import Draft
from plainlabel.answers.partner_kinds import names_in, parts_of
from plainlabel.answers.partners import called, say_nothing_found, settle_partner
from plainlabel.answers.polarity import FIRST_WORDS, decide
from plainlabel.answers.told.held import tell
from plainlabel.answers.told.pair_facts import pair_facts
from plainlabel.answers.told.pair_words import ADVICE
from plainlabel.answers.told.pairs import tell_all_pairs, tell_pair
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.told.shared_risks import add_shared_risks, tell_shared_risks
from plainlabel.answers.wording import capital, listed, lower_words
from plainlabel.questions.medicine_names import Mention
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found, Reading

_PAIRED: Final = re.compile(
    r"\b(interact\w*|concomitant\w*|co-?administ\w*|taken? with|together with|in combination)\b", re.IGNORECASE
)
_VERDICT: Final = re.compile(r"\A(?:Yes|No|It depends)\. ")
_OF_USE: Final = frozenset({"34067-9", "34092-7", "34068-7", "43683-2"})
"""Sections in which "in combination" tells of a treatment or a study, not of what does not go together."""
_LEVEL_CHANGED: Final = re.compile(
    r"\b(?:increas|decreas|reduc|rais|elevat|lower)\w*\b[^.;]{0,60}\b(?:C ?max|AUC|exposure|levels?|concentrations?)\b",
    re.IGNORECASE,
)
"""A change beside which "no effect on the heart rate" is not the whole of what a label says of two medicines."""
_FEW: Final = 3
_MOST_PARTNERS: Final = 4


class _Named(Struct, frozen=True):
    """One of two medicines: what it is called, its ingredients, and its label where one is held."""

    title: str
    names: tuple[str, ...]
    parts: tuple[str, ...]
    reading: Reading | None

    @property
    def fda_classes(self) -> list[str]:
        return [each.name for each in self.reading.label.classes if each.kind == "EPC"] if self.reading is not None else []

    @property
    def words(self) -> list[str]:
        """Returns the words it goes by in another label: its names, and its classes where known."""
        return [*self.names, *self.fda_classes, *kin(self.parts, self.fda_classes)]


class _Judged(Struct, frozen=True):
    """One passage of a label that speaks of the other medicine, and what it advises."""

    cue: Cue
    found: Found
    reading: Reading
    of: _Named


def answer_interaction(case: Case) -> None:
    """Returns nothing; the draft tells what the labels say of the two together, or lists what does not go with it."""
    if case.others:
        _medicines(case)
    elif case.question.topic is not None and case.question.topic.words:
        answer_topic(case)
    else:
        _all(case)


def _medicines(case: Case) -> None:
    """Returns nothing; each other medicine is judged on its own, for advice on one of them is none on the rest."""
    if len(case.others) == 1:
        _pair(case, *case.others[0])
        return
    each = []
    for mention, other in case.others[:_MOST_PARTNERS]:
        one = replace(case, draft=Draft(), others=((mention, other),))
        one.draft.names += case.draft.names
        _pair(one, mention, other)
        settle_partner(one)
        each.append(one)
    _put_together(case, each)


def _put_together(case: Case, each: list[Case]) -> None:
    """Returns nothing; drafts on one other medicine each become one that tells of all, the silence on some of them too."""
    draft = case.draft
    told = [one for one in each if one.draft.outcome == "answered"]
    for one in told or each:
        draft.take(one.draft)
    if not told:
        first = next((one for one in each if one.draft.outcome == "not_held"), each[0])
        draft.outcome, draft.summary = first.draft.outcome, first.draft.summary
        return
    among = listed([called(one.others[0][0]) for one in each])
    draft.say(f"We read each of them beside {case.name} only. Ask your pharmacist about {among} together too.", "advice")
    draft.statements.sort(key=lambda one: one.basis == "advice")
    draft.certain = all(one.draft.certain for one in told)
    if len(told) < len(each):
        say_nothing_found(case, [one.others[0][0] for one in each if one not in told])
    draft.summary = " ".join(_VERDICT.sub("", one.draft.summary) for one in told)
    verdicts = {one.draft.verdict for one in told if one.draft.verdict is not None}
    if verdicts:
        plain = verdicts - {"depends"}
        draft.verdict = plain.pop() if len(plain) == 1 else "depends"
        draft.warns = draft.verdict == "yes"
        draft.summary = f"{FIRST_WORDS[draft.verdict]} {draft.summary}"


def _pair(case: Case, mention: Mention, other: Reading | None) -> None:
    """Returns nothing; the draft tells what the labels say of the medicine and one other."""
    asked = called(mention)
    case.draft.names.append(asked)
    told = pair_facts(case, mention, other)
    judged = _judged(case, mention, other)
    if not judged:
        if tell_pair(case, told, asked):
            case.draft.certain = True
            add_shared_risks(case, mention, other, asked)
        elif tell_shared_risks(case, mention, other, asked):
            case.draft.certain = True
        else:
            _no_pair(case, asked, [case.reading, *([other] if other is not None else [])])
        return
    passages = [(each.found, each.reading) for each in judged]
    if tell_pair(case, told, asked, also_banned=judged[0].cue in {"ban", "avoid"}, passages=passages):
        case.draft.certain = True
        add_shared_risks(case, mention, other, asked)
        return
    _tell_words(case, asked, judged)
    for each in told[:_FEW]:
        tell(case, [(each.fact, each.fact.value)], reading=each.reading)
    not_held_bans(case)
    case.draft.say(ADVICE, "advice")


def _judged(case: Case, mention: Mention, other: Reading | None) -> list[_Judged]:
    """Returns the passages of either label that speak of the other medicine, the strictest first."""
    them = _Named(called(mention), tuple(names_in(mention)), tuple(parts_of(mention)), other)
    own = _Named(case.name, (case.name, *case.medicine.ingredients), case.medicine.ingredients, case.reading)
    found: dict[int, _Judged] = {}
    for reading, of in ((case.reading, them), *(((other, own),) if other is not None else ())):
        pattern = topic_pattern(of.words)
        for each in _mentions(reading, pattern):
            if not _is_narrower(of, pattern, each.text or ""):
                found[id(each)] = _Judged(cue_of(each, pattern), each, reading, of)
    return [found[id(each)] for _, each in by_strictness([(one.cue, one.found) for one in found.values()])]


def _is_narrower(of: _Named, pattern: re.Pattern[str], text: str) -> bool:
    """Returns whether a text names only narrower kinds that a medicine is none of: ibuprofen is no "opioid analgesic"."""
    if topic_pattern(of.names).search(text):
        return False
    own = {each.lower().rstrip("s") for each in of.words}
    named = [match for match in pattern.finditer(text) if not asks("tells_no_kind").match(text, match.end())]
    before = [asks("tells_narrower_kind").search(text[: match.start()]) for match in named]
    return all(each is not None and each["kind"].lower().rstrip("s") not in own for each in before)


def _tell_words(case: Case, asked: str, judged: list[_Judged]) -> None:
    """Returns nothing; the draft tells what the strictest passage advises, and quotes it with the next ones."""
    first = judged[0]
    no = forbids(first.cue, first.found, topic_pattern(first.of.words), of_an_illness=False)
    cue = (
        "mentioned"
        if first.cue == "no_effect" and any(_LEVEL_CHANGED.search(each.found.text or "") for each in judged)
        else first.cue
    )
    template = SOMETIMES if cue == "ban" and not no else CUE_SUMMARY[cue]
    case.draft.summary = template.format(name=case.name, topic=asked)
    if no and (group := _only_others_listed(first)):
        no = False
        case.draft.names.append(group)
        of, counted = (case.name, asked) if first.reading is case.reading else (asked, case.name)
        case.draft.summary = (
            f"The label of {of} says not to use it with {group} and names others of them. {capital(counted)} may count among them."
        )
    if case.question.yes_no:
        decide(case.draft, case.question.masked, forbidden=no, warned=first.cue in {"ban", "avoid", "caution"})
    for each in judged[:4]:
        case.quote_from(each.reading, each.found)
    _explain(case, first)


def _only_others_listed(first: _Judged) -> str:
    """Returns the class that a passage names where it lists other members of it and not this one, empty elsewhere."""
    text = first.found.text or ""
    if topic_pattern(first.of.names).search(text) or not names_others_of_kin(text, first.of.parts):
        return ""
    match = topic_pattern(first.of.words).search(text)
    return lower_words(match[0]) if match else ""


def _explain(case: Case, first: _Judged) -> None:
    """Returns nothing; where the passage names only a class, the draft says by which list the medicine is in it."""
    text = first.found.text or ""
    if topic_pattern(first.of.names).search(text):
        return
    if first.of.reading is not None and (match := topic_pattern(first.of.fda_classes).search(text)):
        number = case.draft.cite_label(first.of.reading.label, "FDA class")
        case.draft.say(f"FDA counts {first.of.title} among \u201c{lower_words(match[0])}\u201d.", "class", number)
    elif match := topic_pattern(first.of.words).search(text):
        number = case.draft.cite_found(first.reading, first.found)
        case.draft.say(f"Our list counts {first.of.title} among \u201c{lower_words(match[0])}\u201d.", "computed", number)


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


def _mentions(reading: Reading, pattern: re.Pattern[str]) -> tuple[Found, ...]:
    codes = plan("interaction").codes
    found = reading.matching(pattern, reading.coded(*codes)) or reading.matching(pattern, reading.sections) if reading.full else ()
    return tuple(each for each in found if len((each.text or "").split()) > 2)[:READ]


def _of_partners(found: Found) -> bool:
    """Returns whether "together" is said in a passage of medicines that may not go together, not of a use or an illness."""
    return found.section.code not in _OF_USE and not asks("tells_other_illness").search(found.text or "")


def _all(case: Case) -> None:
    found = tuple(
        each
        for each in case.reading.all_passages(case.reading.coded("34073-7", "50568-5", "50569-3"))
        if len((each.text or "").split()) > 4
    ) or tuple(each for each in case.reading.matching(_PAIRED, case.reading.sections) if _of_partners(each))
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
