"""What a label says of a kind of medicine that another one belongs to, where it does not name the other one.

A question may name several medicines beside the one whose label is read: each of them is looked for, by its name and by its kinds
(`partner_kinds`), and each gets its own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct

from plainlabel.answers.bearing import ASIDE, FEWEST_WORDS
from plainlabel.answers.case import NOT_SAFE, Case
from plainlabel.answers.cues import by_strictness, cue_of
from plainlabel.answers.partner_kinds import Kind, any_of, kinds_of, names_of
from plainlabel.answers.told.pair_words import ADVICE
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import capital, listed
from plainlabel.questions.medicine_names import Mention
from plainlabel.retrieval.plan import plan
from plainlabel.retrieval.reading import Found

OF_TWO: Final = frozenset(
    {"contraindication", "dose", "effectiveness", "indication", "information"}
    | {"interaction", "other", "side_effects", "usage", "usage_time"}
)
"""Types in which a second medicine that is named is one to be taken beside the first."""
_STUDIES: Final = frozenset({"34092-7", "90374-0", "34083-6", "43680-8", "34084-4", "90375-7"})
"""Sections in which another medicine was only taken by the people of a study."""
_PHARMACOLOGY: Final = frozenset({"34090-1", "43681-6", "43679-0", "43680-8"})
_MOST: Final = 4
"""How many other medicines of one question are looked for."""


class _Spoken(Struct, frozen=True):
    """The passages that speak of another medicine; `kind` where they name only a kind of medicine that it belongs to."""

    mention: Mention
    found: tuple[Found, ...]
    kind: Kind | None = None

    @property
    def asked(self) -> str:
        return called(self.mention)


def settle_partner(case: Case) -> bool:
    """Returns whether a question on several medicines was answered by passages on those that nothing said so far speaks of."""
    missing = _untold(case)
    if not missing:
        return False
    spoken = [each for mention in missing[:_MOST] if (each := _spoken_of(case, mention)) is not None]
    others_told = case.draft.outcome == "answered" and len(missing) < len(case.others)
    if spoken or others_told:
        _answer(case, spoken, [mention for mention in missing if all(mention is not each.mention for each in spoken)], others_told)
    elif case.draft.outcome == "answered":
        _fall_silent(case)
    else:
        return False
    return True


def called(mention: Mention) -> str:
    """Returns what an answer calls another medicine."""
    return mention.name.name if mention.name else mention.asked


def _untold(case: Case) -> list[Mention]:
    """Returns the other medicines that are asked about and of which nothing said so far speaks."""
    draft, kind = case.draft, case.question.type
    if not case.others or kind not in OF_TWO or not case.reading.full:
        return []
    if kind == "indication" and not case.question.yes_no:
        return []  # "What is this one from that one used for" asks for no two together.
    every = [mention for mention, _ in case.others]
    if draft.outcome != "answered":
        return every if draft.outcome in {"silent", "not_held"} else []
    if kind == "interaction":
        return []  # Its own part looked for each of them, in all the labels.
    return [mention for mention in every if not any(names_of(mention).search(text) for text in _told(case))]


def _told(case: Case) -> Iterable[str]:
    yield case.draft.summary
    yield from (each.text for each in case.draft.statements)


def _spoken_of(case: Case, mention: Mention) -> _Spoken | None:
    """Returns the passages that name another medicine, else those that name a kind it belongs to, None for neither."""
    names = names_of(mention)
    if found := _passages(case, names, lambda text: names.search(text) is not None):
        return _Spoken(mention, found)
    kinds = kinds_of(mention)
    if found := _passages(case, any_of(kinds), lambda text: any(each.said_in(text) for each in kinds)):
        return _Spoken(mention, found, next(each for each in kinds if each.said_in(found[0].text or "")))
    return None


def _passages(case: Case, pattern: re.Pattern[str], speaks: Callable[[str], bool]) -> tuple[Found, ...]:
    """Returns the passages that hold `pattern` and speak of what is looked for, those on interactions and the strictest first."""
    chosen = plan("interaction")
    found = []
    for section in case.reading.sections:
        if not section.characters or section.code in ASIDE | _STUDIES or not pattern.search(case.reading.text(section.id)):
            continue
        for each in case.reading.all_passages((section,)):
            text = asks("tells_change_to").sub(" ", each.text or "")
            if asks("tells_at_baseline").search(text):
                continue  # What people of a study took before it is no word on taking both.
            worded = each.kind not in {"heading", "caption"} and len(text.split()) > FEWEST_WORDS
            if section.code in _PHARMACOLOGY and not asks("tells_both_taken").search(text):
                continue  # How it acts against a substance of the body or of a test is no word on taking both.
            if worded and pattern.search(text) and speaks(text):
                found.append((cue_of(each, pattern), each))
    ordered = [each for _, each in by_strictness(found)]
    return tuple(sorted(ordered, key=lambda each: (not chosen.weight(each.section.code), each.highlight)))


def _answer(case: Case, spoken: Sequence[_Spoken], silent_on: Sequence[Mention], others_told: bool) -> None:
    """Returns nothing; each other medicine is told of, behind what is said already where that speaks of one of them."""
    before = case.draft.summary
    if not others_told:
        case.draft.clear()
        before = ""
    case.draft.outcome = "answered"
    case.draft.summary = " ".join([before, *(_say(case, each) for each in spoken)]).strip()
    if silent_on:
        say_nothing_found(case, silent_on)
    case.draft.say(ADVICE, "advice")


def say_nothing_found(case: Case, mentions: Sequence[Mention]) -> None:
    """Returns nothing; the draft says that nothing was found on some of several other medicines, which is no leave to take them."""
    names = [called(mention) for mention in mentions]
    case.draft.names += names
    where = f"in the whole label of {case.name}" if case.reading.whole else f"in what this copy holds of the label of {case.name}"
    number = case.draft.cite_label(case.reading.label)
    case.draft.say(f"We found nothing on {listed(names, 'or')} {where}.", "label" if case.reading.whole else "computed", number)
    case.draft.say(NOT_SAFE, "advice")


def _say(case: Case, each: _Spoken) -> str:
    """Returns the first sentences on one other medicine; the draft gets the passages, and by which list it counts among them."""
    case.draft.names.append(each.asked)
    kind = each.kind.said_in(each.found[0].text or "") if each.kind is not None else None
    if each.kind is None or kind is None:
        case.quotes(each.found)
        return f"The label of {case.name} speaks of {each.asked}. Its words are below."
    case.draft.names.append(kind)
    number = case.draft.cite_found(case.reading, each.found[0])
    case.draft.say(f"{_counted(each)} among {kind}.", "computed", number)
    case.quotes(each.found)
    against = cue_of(each.found[0], each.kind.words) in {"ban", "avoid"}
    told = f"It advises against {kind}, at least in some cases." if against else f"It speaks of {kind}."
    return f"The label of {case.name} does not name {each.asked}. {told} {capital(each.asked)} may count among them."


def _counted(each: _Spoken) -> str:
    """Returns "Our list counts rifampin, which is in Zelvora,": whom a list counts, where the name that was asked is another."""
    part = each.kind.ingredient if each.kind is not None else each.asked
    one = each.mention.name is not None and len(each.mention.name.ingredients) == 1
    if not one or part.lower() == each.asked.lower():
        return f"Our list counts {each.asked}"
    return f"Our list counts {part}, which is in {each.asked},"


def _fall_silent(case: Case) -> None:
    asked = listed([called(mention) for mention, _ in case.others])
    near = next((each for each in case.draft.used if each.text), None)
    case.draft.clear()
    case.absent(asked, nearest=near)
