"""Side effects from facts: whether one is listed and how often beside the comparator; the common and the serious ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from plainlabel.answers.asked import pieces
from plainlabel.answers.case import Case
from plainlabel.answers.concepts import Piece, concept
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.sentences.risks import adverse_reaction, arm
from plainlabel.answers.sentences.words import thing
from plainlabel.answers.told.asked_effect import asked_effects
from plainlabel.answers.told.effect_names import ADJECTIVE, by_fact, headed, known, may_name, noun
from plainlabel.answers.told.held import Held, beside, held, tell
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.told.reasons import tell_why
from plainlabel.answers.word_forms import names_of
from plainlabel.answers.wording import figure, listed, lower_words
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import AdverseReaction, BoxedWarning, Indication, Warning_
from plainlabel.questions.patterns import rows

_MOST_RATES: Final = 5
_MOST_COMMON: Final = 6
_LONGEST_COMMON: Final = 15
_MOST_LISTED: Final = 14
_ORDER: Final = {"common": 0, "reported": 1, "serious": 2, "postmarketing": 3}
_FEW_WORDS: Final = 2
_GENERAL: Final = re.compile(r"\b(side[- ]?(e|a)ff?e?ct\w*|adverse|risks?|warnings?|precautions?|dangers?|effects?)\b")
_NOTE: Final = "A listed effect does not mean that you will get it. Ask your doctor if you notice it."


def tell_effect(case: Case) -> bool:
    """Returns whether facts name the effect that is asked about as a side effect, told with its rates beside the comparator."""
    wanted = _by_plain_name(case) or _wanted(case)
    if wanted is None:
        return False
    name, piece = wanted
    reactions = [pair for pair in held(case.reading, AdverseReaction) if _is_it(pair[1], piece)]
    warned = [pair for pair in held(case.reading, Warning_) if piece.held(pair[1].subject)]
    boxed = [pair for pair in held(case.reading, BoxedWarning) if any(piece.held(each) for each in pair[1].subjects)]
    if not (reactions or warned or boxed):
        return False
    rated = _by_size([pair for pair in reactions if pair[1].rate_percent is not None])
    told = thing(rated[0][1].term if rated else reactions[0][1].term) if reactions else ""
    subjects = [each for _, value in boxed for each in value.subjects if piece.held(each)] + [value.subject for _, value in warned]
    name = by_fact(name, told, piece, subjects)
    subject = headed(subjects) or name
    if name.lower() in case.question.masked and name.lower() not in subject.lower():
        subject = f"{name} ({subject})"
    case.draft.names += filter(None, (name, told, subject))
    case.draft.summary = _summary(case, subject if boxed or warned else name, told, rated, boxed=bool(boxed), warned=bool(warned))
    if case.question.yes_no:
        hopes = bool(asks("hopes_for_none").search(case.question.masked)) or (not reactions and _only_feared(subjects))
        case.draft.verdict = (
            "depends" if hopes or not _more_than_comparator(rated, also=bool(warned or boxed or not rated)) else "yes"
        )
        if case.draft.verdict == "yes":
            case.draft.summary = f"Yes. {case.draft.summary}"
    tell(case, [(fact, value) for fact, value in boxed][:2])
    tell(case, warned, most=2)
    tell(case, rated, most=_MOST_RATES)
    tell(case, sorted((p for p in reactions if p[1].rate_percent is None), key=lambda p: _ORDER[p[1].seriousness]), most=3)
    beside(case, [*boxed, *warned, *reactions], 2)
    if asks("asks_why").search(case.question.masked):
        tell_why(case, piece, name)
    case.draft.say(_NOTE, "advice")
    return True


_FEARED: Final = re.compile(r"\b(risks?|potential|possible|possibility)\b", re.IGNORECASE)


def _only_feared(subjects: Sequence[str]) -> bool:
    """Returns whether all that a label heads on an effect calls it a risk: that it warns of it does not tell that it causes it."""
    return bool(subjects) and all(_FEARED.search(each) for each in subjects)


def tell_named_effect(case: Case) -> bool:
    """Returns whether a question that says no more than a medicine and an effect was answered by the facts on that effect."""
    return _by_plain_name(case) is not None and tell_effect(case)


def _by_plain_name(case: Case) -> tuple[str, Piece] | None:
    """Returns the effect that the question names and a fact of the label bears by its plain name, None where none does."""
    asked = asked_effects(case.question.masked)
    borne = {value.name.lower() for _, value in held(case.reading, AdverseReaction) if value.name}
    for words, name in asked:
        if name.lower() in borne:
            spoken = name.lower() if ADJECTIVE.fullmatch(words) else words
            return spoken, Piece(name, re.compile(rf"(?<!\w){re.escape(name)}\b", re.IGNORECASE), None, 1.0, "name")
    return None


def _wanted(case: Case) -> tuple[str, Piece] | None:
    """Returns the effect asked for and what to look for in terms of reactions; None where no effect is named."""
    topic = case.question.topic
    named = [each for each in pieces(case.question) if each.kind == "concept" or may_name(each)]
    if named and all(each.kind == "word" for each in named):
        every = re.compile("".join(f"(?=.*{each.label.pattern})" for each in named), re.IGNORECASE | re.DOTALL)
        return " ".join(each.name for each in named), Piece("words", every, None, 1.0, "word")
    if named:
        top = max(each.weight for each in named)
        first = next(each for each in named if each.weight == top)
        alone = topic is not None and topic.kind == "topic" and len(named) == 1
        return (noun(topic.key, topic.asked.strip(), first) if alone and topic is not None else known(first.name)), first
    if topic is None or topic.kind != "topic":
        return None
    return topic.asked.strip(), Piece(topic.key, topic_pattern(topic.words), None, 1.0, "word")


def _is_it(value: AdverseReaction, wanted: Piece) -> bool:
    """Returns whether a reaction is the one asked for: by its term, or by its plain name where that says no more."""
    if wanted.kind == "name":
        return bool(value.name) and (value.name or "").lower() == wanted.name.lower()
    return wanted.held(value.term) or bool(value.name and wanted.label.fullmatch(value.name) and wanted.held(value.name))


def _by_size(rated: Sequence[Held[AdverseReaction]]) -> list[Held[AdverseReaction]]:
    """Returns rates, those with a comparator first, of them the ones that rose most above it."""
    return sorted(
        rated,
        key=lambda pair: (pair[1].comparator_percent is None, (pair[1].comparator_percent or 0) - (pair[1].rate_percent or 0)),
    )


def _more_than_comparator(rated: Sequence[Held[AdverseReaction]], *, also: bool) -> bool:
    compared = [value for _, value in rated if value.comparator_percent is not None]
    return also or not compared or any((value.rate_percent or 0) > (value.comparator_percent or 0) for value in compared)


def _summary(case: Case, name: str, told: str, rated: list[Held[AdverseReaction]], *, boxed: bool, warned: bool) -> str:
    also = "" if told.lower() == name.lower() or not told else f" ({told})" if len(told.split()) <= 3 else ""
    kind = "warns of it in its boxed warning, the strongest kind" if boxed else "warns of it" if warned else ""
    if kind:
        return f"The label of {case.name} {kind.replace(' it', f' {name}', 1)}."
    if not rated:
        return f"The label of {case.name} lists {name}{also} as a side effect."
    value = rated[0][1]
    rate = f"{'fewer than ' if value.below else ''}{figure(value.rate_percent or 0)} of 100 people"
    if value.comparator_percent is None:
        return f"The label of {case.name} lists {name}{also} as a side effect, seen in {rate}."
    against = f"{figure(value.comparator_percent)} of 100 on {arm(value.comparator)}"
    case.draft.names += [arm(value.comparator)]
    if _more_than_comparator(rated, also=False):
        return f"The label of {case.name} lists {name}{also}. One study saw it in {rate}, against {against}."
    return f"The label of {case.name} names {name}{also}, but no more often than without it: {rate}, against {against}."


def names_effect(case: Case) -> bool:
    """Returns whether the question names one effect, not side effects as such."""
    topic = case.question.topic
    if _by_plain_name(case) is not None:
        return True
    return any(each.kind == "concept" for each in pieces(case.question)) or (
        topic is not None
        and (topic.kind == "topic" or len(topic.words) <= _FEW_WORDS)
        and not _GENERAL.search(case.question.masked)
    )


def tell_rates(case: Case) -> None:
    """Returns nothing; the most frequent effects are said with their rates, and the serious ones named."""
    named = [pair for pair in held(case.reading, AdverseReaction) if not asks("no_effect_term").search(pair[1].term.lower())]
    tell(case, [pair for pair in _common(named) if pair[1].rate_percent is not None], most=_MOST_COMMON)
    _serious(case, named)


def set_apart(case: Case) -> None:
    """Returns nothing; where a label is silent on an effect, what it says on the opposite or a near one stands apart."""
    apart = _opposites()
    for each in pieces(case.question):
        other = concept(apart.get(each.name, ""))
        if each.kind != "concept" or other is None:
            continue
        found = [pair for pair in held(case.reading, AdverseReaction) if _is_it(pair[1], other)]
        warned = [pair for pair in held(case.reading, Warning_) if other.held(pair[1].subject)]
        numbers = [case.draft.cite_fact(case.reading, fact) for fact, _ in [*warned[:2], *_by_size(found)[:2]]]
        if numbers:
            rated = next((adverse_reaction(value) for _, value in _by_size(found) if value.rate_percent is not None), "")
            text = f"Not the same, so kept apart: the label does name {other.name}. {rated}".strip()
            case.draft.statements.insert(min(1, len(case.draft.statements)), case.draft.statement(text, "label", *numbers))


@cache
def _opposites() -> dict[str, str]:
    return {row["concept"].replace("_", " "): row["beside"].replace("_", " ") for row in rows("answer_opposites.tsv")}


def tell_effects(case: Case) -> bool:
    """Returns whether facts list side effects; the common ones lead, the warnings follow."""
    found = held(case.reading, AdverseReaction)
    uses = _uses(case)
    named = [
        pair
        for pair in found
        if not asks("no_effect_term").search(pair[1].term.lower())
        and not {pair[1].term.lower(), (pair[1].name or "").lower()} & uses
    ]
    common = _common(named)
    if not common:
        return False
    names = list(dict.fromkeys(thing(value.term) for _, value in common))
    case.draft.names += names
    lead = names[:_MOST_COMMON]
    case.draft.summary = (
        f"Common side effects of {case.name} are {listed(lead)}.{' More are below.' if len(names) > len(lead) else ''}"
    )
    rated = [pair for pair in common if pair[1].rate_percent is not None]
    tell(case, rated, most=_MOST_COMMON)
    rest = names[: _MOST_LISTED * 2]
    first = {thing(value.term): fact for fact, value in reversed(common)}
    numbers = [case.draft.cite_fact(case.reading, first[name]) for name in rest]
    case.draft.say(f"Side effects named as common or most often seen: {listed(rest)}.", "label", *numbers)
    _serious(case, named)
    beside(case, [pair for pair in common if pair[1].rate_percent is None], 1)
    _lead_with_serious(case, named)
    return True


def _uses(case: Case) -> set[str]:
    """Returns what the medicine is taken for, by every name: a column of a table headed so is no side effect."""
    values = [value for _, value in held(case.reading, Indication)]
    return {name.lower() for value in values for name in (value.condition, value.name or "", *names_of(value.condition)) if name}


def _common(named: Sequence[Held[AdverseReaction]]) -> list[Held[AdverseReaction]]:
    """Returns the common effects: those the label calls so in the order it names them, then by their rates.

    Where very many are called common, the rates tell better which ones are.
    """
    common = [pair for pair in named if pair[1].seriousness == "common"]
    told = [pair for pair in common if pair[1].rate_percent is None]
    rated = [pair for pair in common or named if pair[1].rate_percent is not None and not pair[1].below]
    rated = [pair for pair in rated if (pair[1].rate_percent or 0) > (pair[1].comparator_percent or -1)] or rated
    rated.sort(
        key=lambda pair: -((pair[1].rate_percent or 0) if (pair[1].rate_percent or 0) > (pair[1].comparator_percent or -1) else 0)
    )
    seen: dict[str, Held[AdverseReaction]] = {}
    long = len(told) > _LONGEST_COMMON and len(rated) >= _MOST_COMMON
    for pair in (*rated, *told) if long else (*told, *rated):
        seen.setdefault((pair[1].name or pair[1].term).lower(), pair)
    return list(seen.values())


def _lead_with_serious(case: Case, named: Sequence[Held[AdverseReaction]]) -> None:
    """Returns nothing; a question on serious effects is led by these: those named so, and the boxed warning."""
    masked = case.question.masked
    if not asks("asks_serious").search(masked) or asks("asks_common").search(masked):
        return
    boxed = [lower_words(each) for _, value in held(case.reading, BoxedWarning) for each in value.subjects]
    serious = [thing(value.term) for _, value in named if value.seriousness == "serious"]
    told = list(dict.fromkeys([*boxed, *serious])) or warned_of(case)
    if told:
        case.draft.names += told
        case.draft.summary = f"Serious side effects the label of {case.name} warns of: {listed(told[:_MOST_COMMON])}."


def _serious(case: Case, named: Sequence[Held[AdverseReaction]]) -> None:
    """Returns nothing; the serious effects are named in one sentence that cites the place of each."""
    first: dict[str, Fact] = {}
    for fact, value in named:
        if value.seriousness == "serious":
            first.setdefault(thing(value.name or value.term), fact)
    serious = list(first)[:_MOST_LISTED]
    if serious:
        numbers = [case.draft.cite_fact(case.reading, first[name]) for name in serious]
        case.draft.say(f"Serious ones it names: {listed(serious)}.", "label", *numbers)


def warned_of(case: Case) -> list[str]:
    """Returns the subjects of the warnings in the order of the label, boxed ones first."""
    boxed = [each for _, value in held(case.reading, BoxedWarning) for each in value.subjects]
    return list(
        dict.fromkeys(lower_words(each) for each in [*boxed, *(value.subject for _, value in held(case.reading, Warning_))])
    )
