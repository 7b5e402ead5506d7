"""The order of passages: features, weights, sides of a type, sections about one topic."""

import pytest

from plainlabel.answers.answer import answer
from plainlabel.questions.patterns import rows
from plainlabel.questions.question import QUESTION_TYPES
from plainlabel.questions.understand import understand
from plainlabel.retrieval.find import find
from plainlabel.retrieval.plan import aspect, homes, plan_for, plans
from plainlabel.retrieval.rank import FEATURES, candidates, cue, rank, rank_members
from plainlabel.retrieval.reading import Reading
from plainlabel.vocabulary.sections import by_code


def reading_of(edition, set_id):
    return Reading(edition, edition.label_by_set_id(set_id))


def test_every_feature_has_a_weight():
    assert [row["feature"] for row in rows("ranking_weights.tsv")] == list(FEATURES)


def test_features_lie_between_nought_and_one(full, small):
    question = understand("Zorvexa side effects", full)
    reading = reading_of(full, small.ZORVEXA)
    for _, values in candidates(question, reading, find(question, reading)):
        assert len(values) == len(FEATURES)
        assert all(0 <= value <= 1 for value in values)


def test_what_the_answer_cites_ranks_higher_than_without(full, small):
    question = understand("Zorvexa side effects", full)
    reading = reading_of(full, small.ZORVEXA)
    last = rank(question, reading, ())[-1]
    cited = next(each for each in rank(question, reading, (last,)) if each.start == last.start and each.section == last.section)
    assert cited.score > last.score


def test_the_best_comes_first_and_each_once(full, small):
    question = understand("How should Zorvexa be stored?", full)
    reading = reading_of(full, small.ZORVEXA)
    found = rank(question, reading, find(question, reading))
    assert found[0].section.code == "34069-5"
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert len({(each.section.id, each.start) for each in found}) == len(found) <= 10


def test_an_edition_of_facts_ranks_sections_without_text(facts, small):
    found = rank(understand("Zorvexa side effects", facts), reading_of(facts, small.ZORVEXA), ())
    assert found
    assert all(each.text is None for each in found)


def test_members_of_a_class_are_ranked_together(full, small):
    keys = [full.label_by_set_id(set_id).key for set_id in (small.ZORVEXA, small.CALMIDOL)]
    found = rank_members(understand("opioid side effects", full), full, keys)
    assert {each.set_id for each in found} == {small.ZORVEXA, small.CALMIDOL}


def test_no_passages_without_a_medicine(full):
    assert answer("my cat likes boxes", full).passages == ()


@pytest.mark.parametrize(
    ("question", "side", "code"),
    [
        ("how to wean off Calmidol", "step_down", "34068-7"),
        ("what happens when I stop Calmidol", None, "34066-1"),
        ("how is Calmidol metabolized", "elimination", "43682-4"),
        ("how does Calmidol work", None, "43679-0"),
        ("how long does Calmidol stay in your system", "stay", "43682-4"),
    ],
)
def test_a_side_of_a_type_has_its_own_plan(question, side, code, full):
    understood = understand(question, full)
    assert aspect(understood) == side
    assert plan_for(understood).codes[0] == code


def test_the_tables_name_types_and_sections_that_exist():
    assert {row["type"] for row in rows("section_cues.tsv")} <= set(QUESTION_TYPES)
    assert all((row["type"], row["aspect"]) in plans() for row in rows("section_aspects.tsv"))
    assert all(by_code(code) for codes in homes().values() for code in codes)
    assert all(row["why"] for name in ("section_cues.tsv", "section_aspects.tsv", "topic_sections.tsv") for row in rows(name))


def test_cues_belong_to_the_side_asked_about(full):
    pattern, _ = cue(understand("how is Calmidol metabolized", full))
    assert pattern is not None
    assert pattern.search("it is excreted in urine")
    assert cue(understand("what is the brand name of calmadone", full)) == (None, "")
