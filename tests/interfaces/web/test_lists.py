"""The lists of an edition, each from its facts."""

import pytest

from plainlabel.answers.listed import first_letter, readable_key
from plainlabel.answers.lists import Lists

ZORVEXA = "11111111-1111-4111-8111-111111111111"


@pytest.fixture(scope="module")
def lists(full):
    return Lists(full)


def held(listings, key):
    return next({label.name for label in each.labels} for each in listings if each.key == key)


def test_a_readable_key_holds_letters_and_figures_only():
    assert readable_key("Zorvexa/oral/Extended-Release") == "zorvexa-oral-extended-release"
    assert readable_key("\u00c9l\u00e8ve 5 %") == "eleve-5"
    assert readable_key("\u2603") == ""
    assert readable_key("Zorv\u2019s fever") == readable_key("Zorv's fever") == "zorv-s-fever"
    assert (first_letter("Zorvexa"), first_letter("5-Zor"), first_letter("\u2603")) == ("z", "0", "0")


def test_every_medicine_stands_under_its_names(lists):
    under_z = dict(lists.by_letter["z"])
    assert under_z["Zorvexa"].key == "zorvanimab-injection"
    assert under_z["Zorvanimab"].key == "zorvanimab-injection"
    assert {each.key for each in lists.medicines} == set(lists.by_key)


def test_a_condition_lists_the_medicines_approved_for_it(lists):
    assert held(lists.conditions, "asthma") == {"Zorvexa", "Montalin"}
    assert held(lists.conditions, "psoriasis") == {"Coldovan"}


def test_a_side_effect_lists_the_labels_that_name_it(lists):
    assert held(lists.side_effects, "headache") == {"Zorvexa", "Coldovan"}


def test_boxed_warnings_are_only_those_that_are_there(lists):
    assert {each.name for each in lists.boxed_warnings} == {"Calmidol", "Suprexin"}


def test_classes_know_their_kind(lists):
    assert ("EPC", "opioid-agonist") in {(each.kind, each.key) for each in lists.classes}


def test_medicines_for_the_same_condition_leave_the_medicine_itself_out(lists, full):
    others = lists.same_condition(full.label_by_set_id(ZORVEXA).key)
    assert [each.name for each in others] == ["montalin"]


def test_labels_stand_newest_first_and_older_versions_are_left_out(lists):
    days = [each.effective or "" for each in lists.newest]
    assert days == sorted(days, reverse=True)
    assert [each.version for each in lists.newest if each.set_id == ZORVEXA] == [7]


def test_what_was_read_in_a_section_is_told_in_our_words(lists, full):
    label = full.label_by_set_id(ZORVEXA)
    section = next(each for each in full.sections(label.key) if each.number == "2.1")
    assert any("100 mg" in line for line in lists.told_in(label.key, section.id))


def test_questions_are_those_the_label_can_answer(lists, full):
    questions = {each.question for each in lists.questions(full.label_by_set_id(ZORVEXA).key, "Zorvexa")}
    assert "How should Zorvexa be stored?" in questions


def test_near_names_hold_the_words_or_are_held_by_them():
    from plainlabel.answers.listed import ListedLabel, Listing
    from plainlabel.interfaces.web.pages.lists import _near

    def listing(title, labels):
        return Listing(readable_key(title), title, (ListedLabel("Zelvora", None, "", 1, None, None),) * labels)

    lactose = listing("Lactose", 3)
    others = [
        lactose,
        listing("Lactose monohydrate", 1),
        listing("Anhydrous lactose", 2),
        listing("Lactosennin", 9),
        listing("Starch", 9),
    ]
    assert [each.title for each in _near(lactose, others)] == ["Anhydrous lactose", "Lactose monohydrate"]
    assert [each.title for each in _near(others[1], others)] == ["Lactose"]
