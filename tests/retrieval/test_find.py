"""Passages of the invented medicines by question type."""

import pytest

from plainlabel.questions.understand import understand
from plainlabel.retrieval.find import find
from plainlabel.retrieval.reading import Reading


def reading_of(edition, set_id, version=None):
    return Reading(edition, edition.label_by_set_id(set_id, version))


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("What is Zorvexa used for?", "34067-9"),
        ("How should Zorvexa be stored?", "34069-5"),
        ("Zorvexa side effects", "34084-4"),
        ("Who should not take Zorvexa?", "34070-3"),
        ("How does Zorvexa work?", "43679-0"),
        ("What is the usual dose of Zorvexa?", "34068-7"),
    ],
)
def test_the_first_passage_stands_in_the_section_of_its_type(question, code, full, small):
    found = find(understand(question, full), reading_of(full, small.ZORVEXA))
    assert found[0].section.code == code
    assert found == tuple(sorted(found, key=lambda each: -each.score))
    assert len(found) <= 10


def test_texts_are_the_stored_words(full, small):
    reading = reading_of(full, small.ZORVEXA)
    for each in find(understand("How should Zorvexa be stored?", full), reading):
        assert each.text == reading.text(each.section.id)[each.start : each.end]


def test_an_edition_of_facts_gives_sections_without_text(facts, small):
    found = find(understand("Zorvexa side effects", facts), reading_of(facts, small.ZORVEXA))
    assert found
    assert all(each.text is None and each.start == each.end == 0 for each in found)


def test_a_version_that_is_not_indexed_is_searched_too(full, small):
    found = find(understand("How should Zorvexa be kept in the fridge?", full), reading_of(full, small.ZORVEXA, 5))
    assert found[0].section.code == "34069-5"


def test_a_list_is_quoted_with_the_words_that_introduce_it(full, small):
    reading = reading_of(full, small.ZORVEXA)
    passage = find(understand("Zorvexa side effects", full), reading)[0]
    assert reading.with_list(passage) == passage
