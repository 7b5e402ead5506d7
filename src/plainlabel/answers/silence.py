"""Whether what was found answers the question: a score, calibrated on questions whose answers were taken out of real labels.

The parts that answer find what is near; near is not an answer. Here the passages an answer rests on are held against what was
asked, piece by piece. Where they do not bear it, the whole label is looked through for a passage that does; where none does, the
label is silent. Weights and thresholds are data of ours (vocabulary/answer_silence.tsv, fitted by the benchmarks).
Only a label whose text is held can be judged; answers made of facts alone are certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from plainlabel.answers.asked import NEVER_A_USE, pieces
from plainlabel.answers.bearing import (
    Evidence,
    asks_concept,
    asks_share,
    bearing,
    borne,
    keys,
    on_focus,
    weights,
)
from plainlabel.answers.case import Case
from plainlabel.answers.concepts import Piece
from plainlabel.answers.cues import is_fragment
from plainlabel.answers.demands import drop_quotes_on_else, fitting, garbled, meeting, wanted_of, words_wanted
from plainlabel.answers.focus import borne_together, focus, focus_words, phrases
from plainlabel.answers.partner_kinds import names_of as names_of_partner
from plainlabel.answers.partners import settle_partner
from plainlabel.answers.told.asked_effect import asked_effects
from plainlabel.answers.word_forms import names_of
from plainlabel.answers.wording import listed
from plainlabel.questions.topics import content_words
from plainlabel.retrieval.reading import Found

JUDGED: Final = frozenset(
    {
        "action",
        "action_time",
        "contraindication",
        "dose",
        "effectiveness",
        "forgotten_dose",
        "information",
        "interaction",
        "other",
        "overdose",
        "pregnancy",
        "side_effects",
        "stopping",
        "storage",
        "usage",
        "usage_time",
    }
)
"""Types answered from passages. The others rest on facts and product data, or say themselves what is missing."""
_REACTIONS: Final = frozenset({"34084-4", "90374-0", "90375-7", "42231-1", "42230-3", "34076-0", "68498-5", "88436-1"})
_WARNINGS: Final = frozenset({"43685-7", "34071-1", "34066-1", "42232-9", "34072-9", "50566-9", "50567-7", "34070-3", "34073-7"})
EFFECTS: Final = _REACTIONS | _WARNINGS
"""Sections in which a named effect may be one of the medicine: reactions, warnings, interactions, leaflets."""
TYPE_NAMES: Final[dict[str, str]] = {"overdose": "too much of it", "storage": "how to keep it", "forgotten_dose": "missed doses"}
_BY_USES: Final = frozenset({"indication", "class"})
_BY_TYPE_ALONE: Final = frozenset({"overdose", "storage", "forgotten_dose"})
"""Types that are asked without another word: a passage that does not speak of the type answers nothing."""
_NAMING: Final = frozenset({"class", "ingredient", "appearance", "brand_names", "manufacturer"})
_FOUND_BY_WORDS: Final = frozenset({"side_effects", "other", "information", "contraindication", "interaction"})
"""Types whose answer may be any sentence that speaks of what is asked; those of the others must fit their type."""
_TOLD_BY_FACTS: Final = frozenset({"usage", "usage_time", "forgotten_dose"})
"""Types whose facts are held against what is asked in a copy of facts alone too."""
_LONG_QUESTION: Final = 4
_LEADS: Final = re.compile(r"\A(Do not stop suddenly\.[^.]*\.(?: They [^.]*\.)?|Talk to your doctor before you stop [^.]*\.)")
_NEVER_LISTED: Final = frozenset({"gluten", "latex", "preservatives", "a safety program", "a boxed warning"})
"""Concepts that a complete list of ingredients does not name even where they are there, or that are no ingredients."""
_ABSENT: Final = re.compile(r"\b(?:does|do) not (?:list|name)\b")
_FOUND: Final = "The label of {name} speaks of this. Its words are below."


def settle(case: Case) -> bool:
    """Returns whether the outcome was settled here: an answer that is not borne becomes a better one, or silence.

    Whatever part answered, and however sure it is: what the question is about must stand in what the answer rests on.
    """
    if settle_partner(case):
        return True
    settled = _settle(case)
    settled = _meets_focus(case) or settled
    return _meets_demands(case) or settled


def _settle(case: Case) -> bool:
    draft = case.draft
    if draft.certain and draft.outcome == "answered":
        return True
    asked = pieces(case.question)
    if _not_understood(case, asked):
        _fall_silent(case, asked, None, case.question.topic.spoken if case.question.topic else "")
        return True
    if not judged(case, asked):
        return False
    if draft.outcome == "answered" and bearing(case, asked).score() >= weights()["keep"]:
        return True
    ranked = borne(case, asked)
    other = ranked[0] if ranked else None
    if other is not None and other[0].score() >= weights()["take"]:
        _answer_from(case, asked, ranked)
    elif draft.outcome == "answered":
        _fall_silent(case, asked, other[1] if other is not None else None)
    elif not asks_concept(asked):
        return False
    return True


def _meets_focus(case: Case) -> bool:
    """Returns whether the outcome was changed: an answer on something else, to a sentence of the label on this, or to silence."""
    topic, draft = case.question.topic, case.draft
    if topic is not None and topic.kind == "class":
        return False  # The class table knows the other names of a class and says what it compares.
    if draft.certain and (_whole_effect(case) or (case.question.type == "contraindication" and not case.reading.full)):
        return False  # A fact bears the very effect by its plain name, or its term was held against the question's own words.
    wanted, also = focus(case.question), _unjudged(case)
    if not (wanted or also) or case.others or draft.outcome not in {"answered", "silent", "not_held"}:
        return False
    told = _told(case)
    wanted = _beyond(case, wanted, told)
    if draft.outcome == "answered" and borne_together(wanted, told) and all(any(map(each.held, told)) for each in also):
        return False
    found = on_focus(case, wanted)
    sure = found and case.question.type in _FOUND_BY_WORDS and (len(wanted) > 1 or also or _names_more(wanted))
    if draft.outcome != "answered" and not sure:
        return False
    draft.certain = False
    if found:
        _quote_instead(case, found)
    else:
        nearest = next((each for each in draft.used if each.text), None)
        _fall_silent(case, pieces(case.question), nearest, focus_words(case.question))
    return True


def _meets_demands(case: Case) -> bool:
    """Returns whether the outcome was changed: quotes on something else give way to the right passage, or to silence."""
    wanted = wanted_of(case)
    if case.draft.outcome != "answered" or not case.reading.full or (case.others and not wanted):
        return False
    asked = pieces(case.question)
    nearest = next((each for each in case.draft.used if each.text), None)
    if not drop_quotes_on_else(case, wanted, _FOUND.format(name=case.name)):
        garbled(case, _FOUND.format(name=case.name))
        return False
    found = meeting(case, wanted, asked)
    if case.others:
        named = [names_of_partner(mention) for mention, _ in case.others]
        found = tuple(each for each in found if any(name.search(each.text or "") for name in named))
    if found:
        _quote_instead(case, found)
        garbled(case, _FOUND.format(name=case.name))
    # A quote can hold more than the passage it was chosen for: the sentence before it may tell of animals.
    if not found or (case.draft.outcome == "answered" and drop_quotes_on_else(case, wanted, _FOUND.format(name=case.name))):
        _fall_silent(case, asked, nearest, words_wanted(case, wanted))
    return True


def _beyond(case: Case, wanted: tuple[re.Pattern[str], ...], told: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    """Returns what must be spoken of beyond the concepts: where the answer bears them all, named conditions and no other word."""
    known = [each for each in pieces(case.question) if each.kind == "concept"]
    if case.draft.outcome != "answered" or not known or not all(any(map(each.held, told)) for each in known):
        return wanted
    return tuple(each for each in wanted if each in phrases(case.question))


def _whole_effect(case: Case) -> bool:
    """Returns whether the question asks for one effect and its plain name is all that it says beside the medicine."""
    asked = asked_effects(case.question.masked)
    said = {word for words, _ in asked for word in words.split()}
    return bool(asked) and case.question.type == "side_effects" and said >= set(content_words(case.question.masked))


def _names_more(wanted: Sequence[re.Pattern[str]]) -> bool:
    """Returns whether a name of several words is sought: a hit on it says more than one on a single word."""
    return any(r"\W+" in each.pattern for each in wanted)


def _unjudged(case: Case) -> tuple[Piece, ...]:
    """Returns the concepts asked for that no score is asked of: of types that name things, and where facts answered."""
    sure = case.draft.certain and (case.reading.full or case.question.type in _TOLD_BY_FACTS)
    if not (sure or case.question.type in _NAMING):
        return ()
    return tuple(each for each in keys(pieces(case.question)) if each.kind == "concept")


def _told(case: Case) -> list[str]:
    """Returns what an answer says and rests on, piece by piece: its statements, and its passages with their headings.

    That a list does not name what no list of ingredients ever names ("does not list gluten") bears nothing.
    """
    said = [each.text for each in case.draft.statements if each.basis != "advice"]
    unlisted = _ABSENT.search(case.draft.summary) and any(each.name in _NEVER_LISTED for each in pieces(case.question))
    first = () if unlisted else (case.draft.summary,)
    return [*said, *(f"{each.section.title}\n{each.text}" for each in case.draft.used), *first]


def _quote_instead(case: Case, found: Sequence[Found]) -> None:
    found = fitting(case, tuple(found))
    if _only_elsewhere(case, found):
        _not_listed(case, found[0], focus_words(case.question))
        return
    lead, before = _lead(case), case.draft.clear()
    case.draft.outcome = "answered"
    case.draft.summary = f"{lead} {case.lead(tuple(found[:1]), _FOUND.format(name=case.name))}".strip()
    case.quotes(found)
    case.draft.used += before
    case.draft.say("Ask your doctor or pharmacist what this means for you.", "advice")


def _not_understood(case: Case, asked: Sequence[Piece]) -> bool:
    """Returns whether an answer was found by words that only carry the question: by nothing that it asks for."""
    topic = case.question.topic
    return (
        case.draft.outcome == "answered"
        and case.question.type in _FOUND_BY_WORDS - {"information"}
        and all(each.kind == "type" for each in asked)
        and topic is not None
        and topic.kind == "words"
        and case.reading.full
        and not case.others
        and not names_of(topic.asked)
    )


def judged(case: Case, asked: Sequence[Piece]) -> bool:
    """Returns whether an answer can be judged: the text is held, and something is asked for that passages do or do not hold."""
    question = case.question
    plain = any(each.kind != "type" for each in asked) or (bool(asked) and (question.type in _BY_TYPE_ALONE or asks_share(case)))
    long = question.type == "other" and not question.yes_no and len(content_words(question.masked)) > _LONG_QUESTION
    vague = long and not asks_concept(asked)
    return (
        plain
        and case.reading.full
        and (question.type in JUDGED or (question.type in _BY_USES and any(each.name in NEVER_A_USE for each in asked)))
        and not case.others
        and case.draft.outcome in {"answered", "silent", "not_held"}
        and not (vague and case.draft.outcome != "answered")
    )


def _answer_from(case: Case, asked: Sequence[Piece], ranked: Sequence[tuple[Evidence, Found]]) -> None:
    """Returns nothing; the draft is made anew from the passages of the whole label that bear what was asked."""
    taken = [(known, each) for known, each in ranked if known.score() >= weights()["take"]]
    taken.sort(key=lambda pair: (is_fragment(pair[1]), pair[1].highlight))
    found = fitting(case, tuple(each for _, each in taken))
    if _only_elsewhere(case, found):
        _not_listed(case, found[0], sought(asked))
        return
    lead, before = _lead(case), case.draft.clear()
    case.draft.outcome = "answered"
    case.draft.summary = f"{lead} {case.lead(tuple(found[:1]), _FOUND.format(name=case.name))}".strip()
    case.quotes(found)
    case.draft.used += before
    case.draft.say("Ask your doctor or pharmacist what this means for you.", "advice")


def _only_elsewhere(case: Case, found: Sequence[Found]) -> bool:
    """Returns whether a side effect is spoken of only where the label tells of no effects of the medicine."""
    of_effects = case.question.type == "side_effects" and case.reading.whole
    return of_effects and all(each.section.code not in EFFECTS for each in found)


def _not_listed(case: Case, nearest: Found, what: str) -> None:
    """Returns nothing; the draft says that an effect is not listed, and sets the nearest words of the label apart."""
    _fall_silent(case, (), nearest, what)
    case.draft.names.append(what)
    case.draft.summary = f"The label does not list {what} as a side effect."


def _fall_silent(case: Case, asked: Sequence[Piece], nearest: Found | None, words: str = "") -> None:
    """Returns nothing; the draft says that the label does not tell, what was looked for, and what stands nearest."""
    lead = _lead(case)
    near = nearest or next((each for each in case.draft.used if each.text), None)
    case.draft.used = case.draft.clear()
    case.absent(words or sought(asked), nearest=near)
    case.draft.summary = f"{lead} {case.draft.summary}".strip()


def _lead(case: Case) -> str:
    """Returns the words of safety that lead the draft: they stand whatever the label tells."""
    found = _LEADS.match(case.draft.summary) if case.question.type == "stopping" else None
    return found[0] if found else ""


def sought(asked: Sequence[Piece]) -> str:
    """Returns in words what was looked for."""
    named = [each.name for each in asked if each.kind != "type"] or [TYPE_NAMES.get(each.name, each.name) for each in asked]
    return listed(list(dict.fromkeys(named)))
