"""Answers made of the facts a question asks for, the same with the label's words and without."""

from types import SimpleNamespace

import pytest

from plainlabel.answers.answer import answer
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.told.using import _as_often, _may_be, of_another_device, tell_missed_dose
from plainlabel.facts.kinds import Dosage, MissedDose


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


@pytest.mark.parametrize(
    ("question", "daily", "twice"),
    [
        ("is it taken daily", True, False),
        ("is it taken once daily", True, False),
        ("is it taken twice daily", False, True),
        ("is it taken two times a day", False, True),
        ("is it taken every day 3 times", False, False),
        ("is it taken three times each day", False, False),
    ],
)
def test_twice_daily_is_not_daily(question, daily, twice):
    assert bool(asks("asks_daily").search(question)) is daily
    assert bool(asks("asks_twice_daily").search(question)) is twice


@pytest.mark.parametrize(
    ("hours", "per_day", "asked", "may_be"),
    [
        (24.0, None, 24.0, True),
        (24.0, None, 12.0, True),  # the amount of a whole day may be given in parts
        (24.0, None, 168.0, False),
        (12.0, None, 24.0, False),
        (None, 2.0, 12.0, True),
        (None, 2.0, 168.0, False),
        (168.0, None, 12.0, False),
        (None, None, 24.0, True),
    ],
)
def test_how_often_a_dose_may_be_given(hours, per_day, asked, may_be):
    assert _may_be(Dosage("usual", 5, 5, "mg", every_hours=hours, per_day=per_day), asked) is may_be


@pytest.mark.parametrize("forbidden", [True, False])
def test_only_a_label_that_forbids_two_doses_at_once_is_told_so(forbidden):
    fact = SimpleNamespace(value=MissedDose(take="as_soon_as_remembered", no_double=forbidden))
    said = []
    case = SimpleNamespace(
        reading=SimpleNamespace(full=False, facts=lambda *_: (fact,)),
        question=SimpleNamespace(masked="i missed a dose"),
        draft=SimpleNamespace(summary="", cite_fact=lambda *_: 1, say=lambda text, *_: said.append(text)),
        name="Torvaxin",
    )
    assert tell_missed_dose(case)
    assert ("two doses at once" in said[-1]) is forbidden


@pytest.mark.parametrize(
    ("routes", "brand", "other"),
    [(["INTRAVENOUS"], "brand", True), (["ORAL"], "brand", False), (["INTRAVENOUS"], "generic", False)],
)
def test_how_another_device_is_given_is_no_answer(routes, brand, other):
    label = SimpleNamespace(products=(SimpleNamespace(name="Torvaxine", routes=routes),), title="Torvaxine")
    mention = SimpleNamespace(name=SimpleNamespace(kind=brand, key="quellipen"))
    case = SimpleNamespace(reading=SimpleNamespace(label=label), question=SimpleNamespace(mentions=(mention,)))
    assert of_another_device(case) is other


def test_a_no_on_how_often_is_withheld_where_another_form_may_differ():
    once = Dosage("usual", 3, 3, "mg", every_hours=168)
    draft = SimpleNamespace(verdict=None, summary="")
    for forms, verdict in (((1, 2), "depends"), ((1,), "no")):
        question = SimpleNamespace(masked="is it taken daily", mentions=(SimpleNamespace(medicines=forms),))
        _as_often(SimpleNamespace(question=question, draft=draft, name="Torvaxin"), [once], ["once a week"])
        assert draft.verdict == verdict
