"""Quotes that would be torn from the people they are about, or from the lead-in of their list; every sentence is ours."""

from types import SimpleNamespace

import msgspec
import pytest

from plainlabel.answers import case as cases
from plainlabel.answers.case import Case
from plainlabel.answers.draft import Draft
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.torn import around, asked_before_use, stands_alone
from plainlabel.answers.wording import shortened
from plainlabel.edition.records import SectionRecord
from plainlabel.label import Passage
from plainlabel.retrieval.reading import Found

SECTION = SectionRecord("s", "34068-7", "34068-7", "2", "Dosage", None, 100, 0)


class FakeReading:
    """A label of one section: blocks of sentences, each a (kind, sentences) pair."""

    def __init__(self, *blocks, section=SECTION):
        self.full, self.title, self.section_read = True, "Zelvora", section
        self.label = SimpleNamespace(set_id="a", version=1, effective="2026-01-01", products=())
        self.text_held, held = "", []
        for kind, *sentences in blocks:
            self.text_held += "\n" if self.text_held else ""
            for place, words in enumerate(sentences):
                self.text_held += " " if place else ""
                start = len(self.text_held)
                self.text_held += words
                held.append(Passage("s", start, len(self.text_held), kind))
        self.held = tuple(held)

    def text(self, _):
        return self.text_held

    def passages(self, _):
        return self.held

    def with_list(self, found):
        return found

    def section(self, _):
        return self.section_read

    def found(self, words):
        passage = next(each for each in self.held if self.text_held[each.start : each.end] == words)
        return Found("a", self.section_read, passage.start, passage.end, words, kind=passage.kind)


def quoted(reading, *words):
    case = Case(None, None, None, reading, "zelvora", Draft())
    case.quotes(tuple(reading.found(each) for each in words))
    return [each.text for each in case.draft.statements]


CHILDREN = "Children from 6 years: Give 2 mg once a day."
CIRRHOSIS = "Levels rise in patients with cirrhosis."


@pytest.mark.parametrize(
    ("blocks", "words", "told"),
    [
        (
            [("paragraph", CHILDREN, "The top dose is 5 mg.")],
            "The top dose is 5 mg.",
            f"The label: “{CHILDREN} The top dose is 5 mg.”",
        ),
        ([("paragraph", CIRRHOSIS, "It stays longer.")], "It stays longer.", f"The label: “{CIRRHOSIS} It stays longer.”"),
        (
            [("heading", "After a Kidney Transplant"), ("paragraph", "The first dose is 3 mg.")],
            "The first dose is 3 mg.",
            "The label, under After a Kidney Transplant: “The first dose is 3 mg.”",
        ),
        (
            [("paragraph", "Kidney transplant: Doses differ.", "Give it once.", "Give it late.", "Later, 1 mg is enough.")],
            "Later, 1 mg is enough.",
            "The label, under Kidney transplant: “Later, 1 mg is enough.”",
        ),
        (
            [("heading", "Seizures"), ("heading", "Adults"), ("paragraph", "The top dose is 20 mg.")],
            "The top dose is 20 mg.",
            "The label, under Seizures, Adults: “The top dose is 20 mg.”",
        ),
        ([("paragraph", CHILDREN, "Adults take 9 mg.")], "Adults take 9 mg.", "The label: “Adults take 9 mg.”"),
        (
            [("paragraph", CHILDREN), ("paragraph", "Drink 9 ml of water.")],
            "Drink 9 ml of water.",
            "The label: “Drink 9 ml of water.”",
        ),
    ],
)
def test_a_quote_says_whom_it_is_about(blocks, words, told):
    assert quoted(FakeReading(*blocks), words) == [told]


def test_a_dose_of_one_use_says_which_though_it_names_its_people():
    section = SectionRecord("s", "34068-7", None, "2.1", "Glimmer Disorder in Adults", None, 100, 0)
    words = "The most is 9 mg in patients with weak kidneys."
    assert quoted(FakeReading(("paragraph", words), section=section), words) == [
        f"The label, under Glimmer Disorder in Adults: \u201c{words}\u201d"
    ]


def test_an_item_on_a_dose_is_quoted_under_the_people_of_the_item_before_it():
    reading = FakeReading(("item", "adults: take 1 tablet"), ("item", "do not exceed 6 tablets"))
    assert quoted(reading, "do not exceed 6 tablets") == ["The label, under adults: \u201cdo not exceed 6 tablets\u201d"]


def test_a_quote_that_begins_with_people_named_nowhere_near_is_left_out():
    reading = FakeReading(("paragraph", "These patients need 4 mg."), ("paragraph", "Adults take 9 mg."))
    assert quoted(reading, "These patients need 4 mg.", "Adults take 9 mg.") == ["The label: “Adults take 9 mg.”"]


def test_where_nothing_else_can_be_quoted_it_stands_under_its_heading():
    reading = FakeReading(("paragraph", "These patients need 4 mg."))
    assert quoted(reading, "These patients need 4 mg.") == ["The label, under 2 Dosage: “These patients need 4 mg.”"]


def test_a_torn_sentence_does_not_lead(monkeypatch):
    monkeypatch.setattr(cases.Case, "readable", lambda *_: True)
    reading = FakeReading(("paragraph", CHILDREN, "The top dose is 5 mg."), ("paragraph", "Adults take up to 9 mg."))
    case = Case(None, None, None, reading, "zelvora", Draft())
    found = (reading.found("The top dose is 5 mg."), reading.found("Adults take up to 9 mg."))
    assert case.lead(found, "otherwise") == "Adults take up to 9 mg."


LEAD_IN = "Before you take Zelvora, tell your doctor if you:"


def test_an_item_is_quoted_with_its_lead_in():
    reading = FakeReading(("paragraph", LEAD_IN), ("item", "smoke."), ("item", "have weak kidneys."))
    assert quoted(reading, "have weak kidneys.") == [f"The label, under “{LEAD_IN}”: “have weak kidneys.”"]


@pytest.mark.parametrize(
    ("lead_in", "barred"),
    [
        (LEAD_IN, True),
        ("Who should not take Zelvora?", True),
        ("Your doctor should know if you have:", True),
        ("Tell your doctor right away if you have any of these symptoms:", False),
        ("Zelvora may cause:", False),
    ],
)
def test_what_is_told_before_use_is_no_side_effect(lead_in, barred):
    reading = FakeReading(("paragraph", lead_in), ("item", "smoking"), ("item", "weak kidneys"))
    assert asked_before_use(reading, reading.found("weak kidneys")) is barred


@pytest.mark.parametrize(
    ("words", "barred"),
    [
        ("Tell your doctor if you have weak kidneys.", True),
        ("Weak kidneys have been seen: test them before starting.", False),
    ],
)
def test_a_whole_sentence_on_what_to_tell_before_use_is_barred_too(words, barred):
    reading = FakeReading(("paragraph", words))
    assert asked_before_use(reading, reading.found(words)) is barred


def test_items_behind_a_list_in_a_list_have_no_lead_in():
    reading = FakeReading(("paragraph", LEAD_IN), ("item", "take one of these:"), ("item", "norvexin"), ("item", "have gout."))
    assert stands_alone(reading, reading.found("have gout."))


def test_an_edition_of_facts_has_no_words_around():
    reading = FakeReading(("paragraph", CHILDREN, "The top dose is 5 mg."))
    found = msgspec.structs.replace(reading.found("The top dose is 5 mg."), text=None)
    assert around(reading, found).found == found


def test_a_sentence_that_goes_on_from_the_one_before_is_quoted_with_it():
    reading = FakeReading(("paragraph", "Zelvora can lower the sugar in the blood.", "Be alert to this possibility at night."))
    assert quoted(reading, "Be alert to this possibility at night.") == [f"The label: \u201c{reading.text_held}\u201d"]
    alone = FakeReading(("paragraph", "Second doses are given later."))
    assert stands_alone(alone, alone.found("Second doses are given later."))


def test_one_of_two_parts_is_quoted_with_the_sentence_that_names_them():
    reading = FakeReading(("paragraph", "Glimmer has two parts.", "The static component comes from growth."))
    assert around(reading, reading.found("The static component comes from growth.")).found.text.startswith("Glimmer has two parts.")


def test_what_begins_with_this_is_quoted_with_the_sentence_before():
    words = "This constancy permits the usual dose in patients with renal impairment."
    reading = FakeReading(("paragraph", "The liver takes over.", words))
    assert around(reading, reading.found(words)).found.text == f"The liver takes over. {words}"


def test_a_row_of_a_table_is_no_heading():
    reading = FakeReading(("row", "Week 7\t0.25 mg for children"), ("paragraph", "Take no more than 1 mg."))
    assert quoted(reading, "Take no more than 1 mg.") == ["The label: \u201cTake no more than 1 mg.\u201d"]


def test_footnotes_and_heads_of_tables_are_quoted_last():
    reading = FakeReading(("row", "Arm A N=12\tArm B N=13"), ("paragraph", "Zelvora helped most adults."))
    assert quoted(reading, "Arm A N=12\tArm B N=13", "Zelvora helped most adults.")[0].endswith("most adults.\u201d")


def test_a_long_quote_is_cut_behind_a_word_and_marked():
    assert shortened("Take it with a meal, and then rest.", 22) == "Take it with a meal \u2026"
    assert shortened("Take it.", 20) == "Take it."


@pytest.mark.parametrize(
    ("name", "text", "held"),
    [
        ("tells_crushing", "The tablet may be broken.", True),
        ("tells_crushing", "Swirl the vial until dissolved.", False),
        ("tells_time_of_day", "Take it at the same time each day.", True),
        ("tells_time_of_day", "Do not take 2 doses at the same time.", False),
        ("asks_what_to_tell", "what should i tell my doctor before taking \u00f8", True),
        ("asks_what_to_tell", "does my doctor tell me what it is", False),
        ("tells_before_use", "Before you take it, tell your doctor if you are pregnant.", True),
        ("tells_rinsing", "Flush your eyes with water.", True),
        ("tells_rinsing", "Flush it down the toilet.", False),
        ("tells_expiry", "Discard the bottle after 28 days.", True),
        ("tells_expiry", "Discard the cloth you used.", False),
        ("tells_keep_in_box", "Store it in the original carton.", True),
        ("tells_keep_in_box", "Sold in cartons of 100 tablets.", False),
        ("tells_other_illness", "because of concomitant disease", True),
        ("tells_change_to", "consider switching to other blockers", True),
        ("tells_change_to", "taken with other blockers", False),
    ],
)
def test_patterns_of_quotes(name, text, held):
    assert bool(asks(name).search(text)) is held
