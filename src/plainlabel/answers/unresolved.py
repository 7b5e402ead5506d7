"""Replies when no label can be read: unknown names, two meanings, a class, no medicine at all, another subject."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.brought_up import is_brought_up, lead_with_not_yet
from plainlabel.answers.choose import Choice
from plainlabel.answers.cues import topic_pattern
from plainlabel.answers.draft import Draft
from plainlabel.answers.for_condition import tell_medicines_for
from plainlabel.answers.stopping import DO_NOT_STOP, stopping_without_label
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.warned_of import terms_of
from plainlabel.answers.wording import date_in_words, listed
from plainlabel.edition.opened import Edition
from plainlabel.facts.kinds import TermCount
from plainlabel.questions.medicine_names import Mention
from plainlabel.questions.question import Question, Topic
from plainlabel.questions.topics import topics_of
from plainlabel.questions.understand import is_class
from plainlabel.vocabulary.names import ordinary_words

_WHICH: Final = "Which medicine do you mean?"
_TELL: Final = "Tell me its name and I will look in its label."
_NO_CHANGE: Final = "Do not change the dose on your own: ask your doctor or pharmacist first."
_ADVICE: Final = {
    "expiry": "Do not use it past the date on the box. Your pharmacist can tell you how to throw it away.",
    "pregnancy": "Ask a doctor or pharmacist before you take any medicine while you are pregnant.",
    "breast_feeding": "Ask a doctor or pharmacist before you take any medicine while you are nursing.",
    "missed_dose": "What to do after a missed dose differs from medicine to medicine. Look in its leaflet or ask your pharmacist.",
}
"""What holds for any medicine, by topic: said where none is named."""
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_MOST: Final = 8
_HITS: Final = 40
_MOST_MEMBERS: Final = 12


def answer_without_medicine(question: Question, edition: Edition, draft: Draft, choice: Choice, as_of: str | None) -> None:
    """Returns nothing; the draft asks back or says what is not known. Danger text leads where stopping is spoken of."""
    mention = choice.mentions[0] if choice.mentions else None
    if question.problem is not None:
        _problem(question, draft)
    elif tell_medicines_for(question, edition, draft):
        return
    elif mention is None:
        _none_named(question, edition, draft)
    elif choice.since is not None or (mention.medicines and mention.match != "ambiguous" and not is_class(mention)):
        _too_early(draft, mention, choice.since, as_of)
    elif mention.match == "ambiguous":
        _ambiguous(draft, mention)
    elif is_class(mention):
        _class(edition, draft, mention)
    else:
        _not_held(draft, mention)
    if question.problem is None:
        _lead_without_label(question, draft)
    if question.danger("abrupt_stop") and question.problem is None and draft.outcome != "not_about_medicines":
        draft.summary = f"{DO_NOT_STOP} {draft.summary}"
        stopping_without_label(draft)


def _lead_without_label(question: Question, draft: Draft) -> None:
    """Returns nothing; what holds for any medicine leads where a dose was missed, came up again or is to be changed."""
    mention = question.mentions[0] if question.mentions else None
    if is_brought_up(question):
        lead_with_not_yet(draft)
    elif mention is not None and is_class(mention) and question.type == "forgotten_dose":
        draft.summary = f"{_ADVICE['missed_dose']} {draft.summary}"
        draft.say(_ADVICE["missed_dose"], "advice")
    if mention is not None and asks("changes_dose").search(question.masked):
        draft.summary = f"{_NO_CHANGE} {draft.summary}"


def _problem(question: Question, draft: Draft) -> None:
    draft.outcome = "unclear"
    if question.problem == "too_long":
        draft.summary = "This text is too long to read as one question. Please ask in a few words."
    else:
        draft.summary = "There is no question here yet. Name a medicine and what you want to know."


def _none_named(question: Question, edition: Edition, draft: Draft) -> None:
    topical = question.topic is not None and question.topic.kind == "topic"
    strange = [] if topical else [mention.asked for mention in question.mentions if mention.match == "none"]
    words = [word.strip("?.,!") for word in question.masked.split()]
    if not topical and not question.about_medicines and words and not any(word in ordinary_words() for word in words):
        strange = strange or words[:3]
    if strange and (question.about_medicines or question.type_rule or len(strange) == len(words)):
        draft.outcome = "unknown_medicine"
        draft.summary = f"We do not know \u201c{' '.join(strange)[:60]}\u201d as a medicine. Please check how it is spelt."
        draft.names += strange
        return
    if not question.about_medicines:
        draft.outcome = "not_about_medicines"
        draft.summary = "This does not seem to be about a drug. We answer from medicine labels only."
        return
    draft.outcome = "unclear"
    draft.summary = f"{_WHICH} {_TELL}"
    if question.topic is not None and question.topic.key in _ADVICE:
        draft.summary = f"{_ADVICE[question.topic.key]} {draft.summary}"
        draft.say(_ADVICE[question.topic.key], "advice")
    _speaking_of(question, edition, draft)


def _speaking_of(question: Question, edition: Edition, draft: Draft) -> None:
    """Returns nothing; names medicines whose labels hold the words asked for, so that the person can pick one.

    A search ranks what is near; only passages that hold the words themselves count.
    """
    every = [each for each in topics_of(question.masked) if each.key != "warnings"]
    topics = [each for each in every if not any(each.asked in other.asked and each.asked != other.asked for other in every)][:2]
    for topic in topics or ([question.topic] if question.topic and _LETTERS.search(question.topic.spoken) else []):
        titles: dict[str, int] = {}
        for key in _labels_with(topic, edition):
            record = edition.label(key)
            name = record.products[0].name if record.products else record.title
            titles.setdefault(name.title() if name.isupper() else name, key)
        names = list(titles)[:_MOST]
        if names:
            numbers = [draft.cite_label(edition.label(titles[name])) for name in names]
            draft.say(f"Labels here that speak of {topic.spoken}: {listed(names)}.", "label", *numbers)


def _labels_with(topic: Topic, edition: Edition) -> list[int]:
    words = topic_pattern(topic.words if topic.kind == "topic" else (topic.spoken,))
    labels: dict[int, None] = {}
    texts: dict[tuple[int, int], str] = {}
    for hit in edition.search(" ".join(topic.words), limit=_HITS):
        if edition.kind == "full":
            place = hit.label, hit.section
            if place not in texts:
                record = next(each for each in edition.sections(hit.label) if each.ordinal == hit.section)
                texts[place] = edition.section(hit.label, record.id).text
            if not words.search(texts[place][hit.start : hit.end]):
                continue
            labels[hit.label] = None
        elif topic.listed and any(
            isinstance(fact.value, TermCount) and fact.value.topic == topic.key for fact in edition.facts(hit.label, "term")
        ):
            labels[hit.label] = None
    if not topic.listed and len(labels) < _MOST:
        labels |= _told_of(topic.words, words, edition)
    return list(labels)


def _told_of(names: tuple[str, ...], words: re.Pattern[str], edition: Edition) -> dict[int, None]:
    """Returns the labels with a fact on some words: a reason not to use the medicine, a boxed or other warning, a limit of use.

    Facts that hold a whole name of it come before those that hold one word: "mechanical heart valve" before "valve".
    """
    whole = topic_pattern(tuple(name for name in names if " " in name) or names)
    terms = terms_of(edition)
    return dict.fromkeys(terms.labels(whole)) | dict.fromkeys(terms.labels(words))


def _too_early(draft: Draft, mention: Mention, since: str | None, as_of: str | None) -> None:
    name = mention.name.name if mention.name else mention.asked
    draft.names.append(name)
    draft.outcome = "not_held"
    when = date_in_words(as_of)
    draft.summary = f"This copy holds no label of {name} from {when} or before."
    if since:
        draft.say(f"The first version held is of {date_in_words(since)}.", "computed")


def _ambiguous(draft: Draft, mention: Mention) -> None:
    draft.outcome = "unclear"
    draft.names += list(mention.candidates)
    draft.summary = f"Which one do you mean: {listed(list(mention.candidates[:5]), 'or')}?"
    draft.say("Names that look alike can be very different medicines, so we do not guess.", "advice")


def _class(edition: Edition, draft: Draft, mention: Mention) -> None:
    draft.outcome = "unclear"
    held = [medicine.name for key in mention.medicines if (medicine := edition.medicine(key)) is not None]
    draft.names += [mention.asked, *held]
    draft.summary = f"{mention.asked.capitalize()} stands for a whole group. Which one do you mean?"
    if held:
        named = list(dict.fromkeys(held))
        whole = "Medicines" if len(named) <= _MOST_MEMBERS else "Some of the medicines"
        draft.say(f"{whole} of this group with a label here: {listed(named[:_MOST_MEMBERS])}.", "computed")


def _not_held(draft: Draft, mention: Mention) -> None:
    draft.outcome = "unknown_medicine"
    name = mention.name.name if mention.name else mention.asked
    draft.names.append(name)
    if mention.name is None:
        draft.summary = f"We do not know \u201c{mention.asked[:60]}\u201d as a medicine. Please check how it is spelt."
        return
    draft.summary = f"We know {name}, but this copy holds no label of it."
    parts = list(dict.fromkeys(part for each in mention.name.ingredients for part in each))
    if parts and parts != [name.lower()]:
        brand = mention.name.kind == "brand"
        told = f"{name} holds {listed(parts[:6])}." if brand else f"In our list of names {name} stands with {listed(parts[:6])}."
        draft.say(told, "computed")
    draft.say("Ask your pharmacist, or look it up on DailyMed: https://dailymed.nlm.nih.gov.", "advice")
    draft.notice("Get a label file there, build an edition with `plainlabel build`, then ask again.")
