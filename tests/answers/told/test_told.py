"""Answers made of the facts a question asks for, the same with the label's words and without."""

import pytest

from plainlabel.answers.answer import answer


@pytest.mark.parametrize(
    ("question", "verdict", "words"),
    [
        ("How much Norvexin can I take in a day?", None, "200 mg a day"),
        ("What is the starting dose of Norvexin?", None, "50 mg a day"),
        ("Can I take 100 mg of Norvexin a day?", "depends", "200 mg a day"),
        ("Can I take 400 mg of Norvexin a day?", "no", "more than the label allows"),
        ("What strengths does Norvexin come in?", None, "50 mg (tablet)"),
        ("Norvexin dose with severe kidney disease", None, "avoid norvexin in severe kidney disease"),
        ("Can I take Norvexin with grapefruit juice?", "no", "avoid norvexin with grapefruit"),
        ("Can I take Norvexin with Zelvora?", "no", "avoid norvexin with Zelvora"),
        ("Can I take Norvexin with digoxin?", "depends", "Closer checks are needed"),
        ("Does Norvexin cause nausea?", "yes", "12 of 100 people, against 5 of 100 on placebo"),
        ("Does Norvexin cause cough?", "depends", "no more often than without it"),
        ("What are the side effects of Norvexin?", None, "nausea and decreased weight"),
        ("I missed a dose of Norvexin", None, "as soon as you notice"),
        ("What is the antidote for Norvexin?", None, "names flumazenil"),
        ("How long does Norvexin stay in your system?", None, "12 hours"),
        ("What is the protein binding of Norvexin?", None, "90%"),
        ("How is Norvexin metabolized?", None, "CYP3A4"),
        ("Can I crush Norvexin?", "no", "do not crush it"),
        ("Should I take Norvexin with food?", "depends", "take it with food"),
        ("When is the best time to take Norvexin?", None, "morning"),
        ("How does Norvexin work?", None, "blocks cyclooxygenase-9"),
        ("What is Norvexin used for and how does it work?", None, "gout"),
        ("Is Norvexin a controlled substance?", "yes", "Schedule 4"),
        ("Is Norvexin a schedule 2 drug?", "no", "Schedule 4"),
    ],
)
def test_a_fact_answers(question, verdict, words, edition):
    given = answer(question, edition)
    assert (given.outcome, given.verdict) == ("answered", verdict), given.summary
    assert words in given.summary
    assert any(statement.basis == "label" and statement.citations for statement in given.statements)


def test_quotes_stand_beside_facts_where_the_text_is_held(edition):
    given = answer("How much Norvexin can I take in a day?", edition)
    quoted = [citation for citation in given.citations if citation.quote is not None]
    assert bool(quoted) is (edition.kind == "full")


def test_what_is_left_after_five_half_lives_is_computed_with_its_assumption(edition):
    given = answer("How long does Norvexin stay in your system?", edition)
    computed = [statement for statement in given.statements if statement.basis == "computed"]
    assert "2.5 days" in given.summary
    assert any("five half-lives" in statement.text and statement.citations for statement in computed)


def test_the_opposite_is_set_apart_where_the_label_is_silent(edition):
    given = answer("Does Norvexin cause weight gain?", edition)
    assert given.outcome == "silent"
    assert any("kept apart" in statement.text and "weight loss" in statement.text for statement in given.statements)


def test_a_partner_is_recognised_by_its_enzyme(edition):
    given = answer("Can I take Norvexin with Zelvora?", edition)
    assert any("strong CYP3A4 inhibitors" in statement.text for statement in given.statements)


def test_a_word_about_no_partner_is_no_answer(edition):
    given = answer("Can I take Norvexin with lithium?", edition)
    assert given.verdict is None
    assert given.outcome in {"silent", "not_held"}


def test_two_medicines_are_compared_on_the_same_facts(edition):
    texts = [statement.text for statement in answer("What is the difference between Norvexin and Zelvora?", edition).statements]
    for name, hours in (("norvexin", "12"), ("Zelvora", "9")):
        assert any(f"half of {name} leaves the blood in about {hours} hours".lower() in text.lower() for text in texts)


def test_a_dose_for_another_age_is_no_dose_for_a_child(edition):
    given = answer("How much Norvexin can a 6 year old take?", edition)
    assert given.verdict is None
    assert "50 mg" not in given.summary or given.outcome == "not_held"


def test_the_nearest_facts_are_told_before_what_is_missing(edition):
    given = answer("How long should I take Norvexin?", edition)
    if edition.kind == "facts":
        assert given.outcome == "not_held"
        assert given.statements[0].text.startswith("What it does hold")


@pytest.mark.parametrize(
    "question", ["Does Norvexin cause gum swelling?", "Does Norvexin affect vitamin B12?", "norvexin and nosebleeds"]
)
def test_what_is_near_is_no_answer(question, edition):
    given = answer(question, edition)
    assert given.outcome in {"silent", "not_held", "unclear"}
    assert given.verdict is None


def test_a_yes_on_a_class_comes_from_the_facts_of_the_label(edition):
    given = answer("Is Norvexin an NSAID?", edition)
    assert (given.outcome, given.verdict) == ("answered", "yes")
