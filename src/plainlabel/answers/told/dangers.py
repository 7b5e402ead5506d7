"""What two things together can bring at worst, in the label's own words: deep sedation, slow breathing, coma, bleeding, death."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.case import Case
from plainlabel.answers.focus import sentences
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import listed
from plainlabel.facts.kinds import BoxedWarning
from plainlabel.retrieval.reading import Found

_DANGERS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (plain, re.compile(words, re.IGNORECASE))
    for plain, words in (
        ("deep sedation", r"\b(profound|deep|severe|excessive) sedation|\bvery sleepy|extreme sleepiness"),
        ("slow breathing", r"\brespiratory depression|\bslow(ed)? (or )?(\w+ )?breathing|breathing problems"),
        ("low blood pressure", r"\b(severe|profound|marked) hypotension"),
        ("coma", r"\bcoma\b"),
        ("severe bleeding", r"\b(serious|severe|fatal|major) (\w+ )?(bleeding|ha?emorrhage)"),
        ("serotonin syndrome", r"\bserotonin syndrome"),
        ("liver damage", r"\b(liver (damage|injury|failure)|hepatotoxicity)"),
        ("death", r"\b(death|fatal\w*|die)\b"),
    )
)
_SECTIONS: Final = ("34066-1", "43685-7", "34071-1", "34073-7", "42231-1", "42232-9")
_MOST_TOLD: Final = 4
_TOGETHER_IN_BOX: Final = re.compile(r"concomitant|combin|together|alcohol", re.IGNORECASE)
_ANY_PARTNER: Final = frozenset(
    {"concomitant", "combination", "combined", "together", "medicine", "medication", "system", "inhibitor"}
)
"""Words that stand in the boxed warnings of many partners."""
_VERDICT: Final = re.compile(r"\A(?:It depends|No|Yes|Take care)\. ")


def lead_with_dangers(case: Case, partner: re.Pattern[str]) -> None:
    """Returns nothing; where the label names what the two together can bring at worst, that leads, quoted; the boxed warning first.

    `partner` are the words the other goes by in this label: its name, its class, or the group it was recognised in.
    """
    if not case.reading.full:
        _boxed_subjects(case, partner)
        return
    every = [(named, each) for each in _passages(case, partner) if (named := _named(each, partner))]
    if not every:
        return
    named, first = max(every, key=lambda pair: (pair[1].section.code == "34066-1", len(pair[0])))
    number = case.quote(first)
    if number is None:
        return
    _move_first(case, number)
    box = "in its boxed warning, the strongest kind," if first.section.code == "34066-1" else ""
    case.draft.names += named
    verdict, rest = _VERDICT.match(case.draft.summary), _VERDICT.sub("", case.draft.summary)
    warned = f"The label warns {box}{' ' if box else ''}of {listed(named[:_MOST_TOLD])} with both together."
    case.draft.summary = f"{verdict[0] if verdict else ''}{warned} {rest}"


def _move_first(case: Case, number: int) -> None:
    """Returns nothing; the quote under this citation leads. It may have stood further up: a quote is said only once."""
    statements = case.draft.statements
    quoted = [each for each in statements if number in each.citations and "\u201c" in each.text]
    if quoted:
        statements.remove(quoted[-1])
        statements.insert(0, quoted[-1])


def _passages(case: Case, partner: re.Pattern[str]) -> list[Found]:
    return [
        each
        for code in _SECTIONS
        for each in case.reading.matching(partner, case.reading.coded(code))
        if each.kind not in {"heading", "caption", "row"}
    ]


def _named(found: Found, partner: re.Pattern[str]) -> list[str]:
    """Returns the dangers that one and the same sentence names of the two together; a danger that is denied is none."""
    bearing = [
        each
        for each in sentences(found.text or "")
        if partner.search(each) and asks("tells_together").search(each) and not asks("tells_no_danger").search(each)
    ]
    return [plain for plain, words in _DANGERS if any(words.search(each) for each in bearing)]


def _boxed_subjects(case: Case, partner: re.Pattern[str]) -> None:
    """Returns nothing; a copy of facts tells that there is a boxed warning on use with this very partner, where there is one."""
    for fact in case.reading.facts("boxed_warning"):
        subjects = fact.value.subjects if isinstance(fact.value, BoxedWarning) else ()
        together = [each for each in subjects if _TOGETHER_IN_BOX.search(each) and _names(each, partner)]
        if together:
            number = case.draft.cite_fact(case.reading, fact)
            case.draft.say(f"The label also has a boxed warning, the strongest kind: {listed(list(together))}.", "label", number)


def _names(subject: str, partner: re.Pattern[str]) -> bool:
    """Returns whether a subject of a boxed warning names the partner, or by a word of its group as the pattern has it."""
    words = {each.removesuffix("s") for each in re.findall(r"[a-z]{6,}", subject.lower())} - _ANY_PARTNER
    return bool(partner.search(subject)) or any(word in partner.pattern.lower() for word in words)
