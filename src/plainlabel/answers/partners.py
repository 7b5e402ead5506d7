"""What a label says of a kind of medicine that another one belongs to, where it does not name the other one.

A label that speaks of strong CYP3A inducers answers a question on carbamazepine, although it never says its name. The kinds are
class words and FDA classes, groups by effect (answer_partners.tsv), and parts in metabolism (partner_roles.tsv).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from plainlabel.answers.bearing import ASIDE, FEWEST_WORDS
from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import kin
from plainlabel.answers.cues import by_strictness, cue_of, topic_pattern
from plainlabel.answers.wording import capital, listed, lower_words
from plainlabel.questions.medicine_names import Mention
from plainlabel.questions.patterns import rows
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found

OF_TWO: Final = frozenset(
    {"contraindication", "dose", "information", "interaction", "other", "side_effects", "usage", "usage_time", "effectiveness"}
)
"""Types in which a second medicine that is named is one to be taken beside the first."""
_STUDIES: Final = frozenset({"34092-7", "90374-0", "34083-6", "43680-8", "34084-4", "90375-7"})
"""Sections in which another medicine was only taken by the people of a study."""
_MEDICINES: Final = r"(?:drugs|medicines|medications|agents|medicinal products)\b"
_THAT: Final = r"(?:that|which|known to|with|affecting|increasing|altering|interfering)"
_NEVER: Final = re.compile(r"(?!)")


def settle_partner(case: Case) -> bool:
    """Returns whether a question on two medicines, of which no label names the other, was answered by the other one's kind."""
    if not _is_of_two(case):
        return False
    for by, each in ((names_of, "name"), (kinds_of, "kind")):
        for mention, _ in case.others[:2]:
            pattern = by(mention)
            if found := _passages(case, pattern):
                _answer(case, mention, pattern, found, named=each == "name")
                return True
    if case.draft.outcome == "answered":
        _fall_silent(case)
        return True
    return False


def _is_of_two(case: Case) -> bool:
    """Returns whether another medicine is asked about, and nothing said so far speaks of it."""
    draft = case.draft
    if not case.others or case.question.type not in OF_TWO or not case.reading.full:
        return False
    if draft.outcome != "answered":
        return draft.outcome in {"silent", "not_held"}
    if case.question.type == "interaction":
        return False  # Its own part found the class or the enzyme, in one of the labels.
    return not any(names_of(mention).search(text) for mention, _ in case.others for text in _told(case))


def names_of(mention: Mention) -> re.Pattern[str]:
    """Returns a pattern of what another medicine is called."""
    return topic_pattern([mention.asked, *([mention.name.name] if mention.name else []), *_ingredients(mention)])


def kinds_of(mention: Mention) -> re.Pattern[str]:
    """Returns a pattern of the kinds of medicine that another one belongs to; one that matches nothing where none is known."""
    ingredients = _ingredients(mention)
    kinds = kin(ingredients)
    words = topic_pattern(kinds)
    parts = [words.pattern] if kinds else []
    parts += [_group(group) for group, members in _groups() if members & set(kinds)]
    parts += [
        rf"\b(?:{role})" for role, members in _roles() if any(each.lower().split()[0] in members for each in ingredients if each)
    ]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else _NEVER


def _group(words: str) -> str:
    """Returns a pattern of a group by effect where it is told of medicines: "drugs that affect hemostasis", not any bleeding."""
    return rf"\b{_MEDICINES} {_THAT}\b[^.;\n]{{0,50}}\b(?:{words})|\b(?:{words})\w*[ -](?:\w+ )?{_MEDICINES}"


def _ingredients(mention: Mention) -> list[str]:
    return [part for each in (mention.name.ingredients[:6] if mention.name else ()) for part in each]


@cache
def _groups() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((row["group"], frozenset(row["class_words"].split("; "))) for row in rows("answer_partners.tsv"))


@cache
def _roles() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((row["words"], frozenset(row["members"].split())) for row in rows("partner_roles.tsv"))


def _told(case: Case) -> Iterable[str]:
    yield case.draft.summary
    yield from (each.text for each in case.draft.statements)


def _passages(case: Case, pattern: re.Pattern[str]) -> Sequence[Found]:
    chosen = plan("interaction")
    found = []
    for section in case.reading.sections:
        if not section.characters or section.code in ASIDE | _STUDIES or not pattern.search(case.reading.text(section.id)):
            continue
        for each in case.reading.all_passages((section,)):
            text = each.text or ""
            if each.kind not in {"heading", "caption"} and len(text.split()) > FEWEST_WORDS and pattern.search(text):
                found.append((cue_of(each, pattern), each))
    ordered = [each for _, each in by_strictness(found)]
    return sorted(ordered, key=lambda each: (not chosen.weight(each.section.code), each.highlight))


def _answer(case: Case, mention: Mention, pattern: re.Pattern[str], found: Sequence[Found], *, named: bool) -> None:
    asked = mention.name.name if mention.name else mention.asked
    match = pattern.search(found[0].text or "")
    kind = lower_words(" ".join((match[0] if match else "").split()))
    _clear(case)
    case.draft.outcome = "answered"
    case.draft.names += [asked, kind]
    case.draft.summary = (
        f"The label of {case.name} speaks of {asked}. Its words are below."
        if named
        else f"The label of {case.name} does not name {asked}. It speaks of {kind}. {capital(asked)} may count among them."
    )
    case.quotes(tuple(found))
    case.draft.say("Ask your pharmacist or doctor before you use them together.", "advice")


def _fall_silent(case: Case) -> None:
    asked = listed([mention.name.name if mention.name else mention.asked for mention, _ in case.others])
    near = next((each for each in case.draft.used if each.text), None)
    _clear(case)
    case.absent(asked, nearest=near)


def _clear(case: Case) -> None:
    case.draft.verdict, case.draft.warns, case.draft.summary, case.draft.certain = None, False, "", False
    case.draft.statements.clear()
    case.draft.citations.clear()
    case.draft.used.clear()
