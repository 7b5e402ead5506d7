"""Quotes held against the question's own words; every sentence is ours."""

from types import SimpleNamespace

import msgspec
import pytest
from tests.answers.test_torn import FakeReading

from plainlabel.answers.case import Case
from plainlabel.answers.draft import Draft
from plainlabel.answers.own_words import by_own_words
from plainlabel.edition.records import SectionRecord
from plainlabel.questions.question import Question, Topic
from plainlabel.retrieval.reading import Found

SECTION = SectionRecord("s", "43685-7", "43685-7", "5", "Warnings", None, 100, 0)
GERIATRIC = SectionRecord("s", "34082-8", "34082-8", "8.5", "Geriatric Use", None, 100, 0)
MEDICINE = "\u00f8"


class _Reading(FakeReading):
    @property
    def sections(self):
        return (self.section_read,)

    def all_passages(self, sections):
        return [self.found(self.text_held[each.start : each.end]) for each in self.held if sections]

    def section(self, name):
        return self.section_read if name == self.section_read.id else SECTION

    def found(self, words):
        start = self.text_held.index(words)
        return Found("a", self.section_read, start, start + len(words), words)

    def coded(self, code):
        return self.sections if self.section_read.code == code else ()


def _asked(masked, *sentences, quoted=(), outcome="answered", section=SECTION, topic=None, kind="other", told=()):
    reading = _Reading(*(("paragraph", each) for each in sentences), section=section)
    question = Question(masked, masked, type=kind, topic=topic)
    case = Case(question, None, SimpleNamespace(ingredients=("norvexin",)), reading, "Zelvora", Draft())
    case.draft.outcome = outcome
    for words in quoted:
        case.draft.say(f"The label: \u201c{words}\u201d", "label", case.draft.cite_found(reading, reading.found(words)))
    for words in told:
        case.draft.say(words, "label", case.draft.cite_found(reading, reading.found(sentences[0])))
    case.draft.summary = "Its words are below."
    by_own_words(case)
    return case.draft


NEAR = "Glimmer of the left elbow was seen in runners and in swimmers of the cold lakes."
FAR = "Runners may drink water."
PUT = f"was glimmer of the elbow seen in runners or swimmers of cold lakes with {MEDICINE}"


def test_a_sentence_in_the_words_of_the_question_leads_and_others_on_little_of_it_go():
    draft = _asked(PUT, FAR, NEAR, quoted=(FAR,))
    assert [NEAR in each.text for each in draft.statements] == [True]
    assert [each.n for each in draft.citations] == [1]


def test_a_quote_on_another_part_of_the_question_stays():
    other = "Bruises of the ankle fade."
    draft = _asked(f"{PUT} and do bruises fade", NEAR, other, quoted=(NEAR, other))
    assert len(draft.statements) == 2


def test_a_run_of_the_questions_words_ends_silence_and_a_loose_likeness_does_not():
    masked = f"why is {MEDICINE} kept from people with a history of a broken glimmer valve and a purple ankle"
    run = "It is kept from people with a history of a broken glimmer valve."
    loose = "People whose glimmer valve was broken have a long history."
    assert _asked(masked, run, outcome="silent").outcome == "answered"
    assert _asked(masked, loose, outcome="silent").outcome == "silent"


def test_a_quote_within_another_is_said_once():
    longer = f"{FAR} So may swimmers."
    draft = _asked("is it fine", longer, quoted=(FAR, longer))
    assert [each.text.count("drink water") for each in draft.statements] == [1]
    assert "swimmers" in draft.statements[0].text


def test_the_head_of_a_table_goes_where_something_else_is_told():
    head = "Reaction\tZelvora N=12\tPlacebo N=13"
    draft = _asked("is it fine", head, quoted=(head,), told=("Glimmer: 12%.",))
    assert [each.text for each in draft.statements] == ["Glimmer: 12%."]
    assert len(_asked("is it fine", head, quoted=(head,)).statements) == 1


@pytest.mark.parametrize(("section", "first"), [(GERIATRIC, NEAR), (SECTION, FAR)])
def test_quotes_on_old_people_begin_with_their_section(section, first):
    topic = Topic("older_people", "seniors", ("elderly",), "topic", True, "older people")
    elsewhere = msgspec.structs.replace(SECTION, id="t")
    reading = _Reading(("paragraph", NEAR), section=section)
    case = Case(Question("seniors and it", "seniors and it", type="usage", topic=topic), None, None, reading, "Zelvora", Draft())
    case.draft.say(
        f"The label: \u201c{FAR}\u201d",
        "label",
        case.draft.cite_found(reading, msgspec.structs.replace(reading.found(NEAR), section=elsewhere, text=FAR)),
    )
    by_own_words(case)
    assert first in case.draft.statements[0].text
