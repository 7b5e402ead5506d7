"""What could hurt someone when it went wrong: dangers, verdicts, absence, products and forms, on invented labels."""

import pytest

from plainlabel.answers.answer import answer


@pytest.fixture(params=["full", "facts"])
def edition(request):
    return request.getfixturevalue(request.param)


def first_label_words(given):
    return next(statement.text for statement in given.statements if statement.basis == "label")


@pytest.mark.parametrize(
    "question",
    [
        "my 3 year old swallowed some Calmidol",
        "my kid ate my pills",
        "my toddler got into the Calmidol",
        "my dog ate my pills",
        "I accidentally took two doses of Calmidol",
        "I took my blood pressure pill twice today",
        "I took my wife's Calmidol by mistake",
        "gave my baby too much Calmidol",
    ],
)
def test_an_accident_leads_with_poison_help(question, edition):
    given = answer(question, edition)
    assert given.outcome == "emergency"
    assert given.summary.startswith("Call Poison Help now: 1-800-222-1222")


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Calmidol is making me suicidal", "988"),
        ("my husband wants to kill himself", "988"),
        ("I took Calmidol and now my lips are swollen", "911"),
        ("I have chest pain on Calmidol", "911"),
        ("he is having a seizure", "911"),
        ("i can't wake him up he took Calmidol", "911"),
    ],
)
def test_other_dangers_lead_with_whom_to_call(question, number, edition):
    given = answer(question, edition)
    assert given.outcome == "emergency"
    assert number in given.summary


@pytest.mark.parametrize(
    "question",
    [
        "what is the overdose of Calmidol",
        "symptoms of an overdose of Calmidol",
        "can Calmidol help suicidal thoughts",
        "does Calmidol cause chest pain",
        "I have trouble swallowing pills can I crush Calmidol",
        "I had a heart attack last year can I take Calmidol",
        "Should Calmidol be taken twice a day?",
        "I took an extra strength Calmidol can I take Zorvexa",
        "my son ate before taking Calmidol is it ok",
        "I accidentally skipped a dose of Calmidol",
    ],
)
def test_a_question_is_no_alarm(question, edition):
    assert answer(question, edition).outcome != "emergency"


def test_questions_on_overdose_and_suicide_still_tell_whom_to_call(edition):
    assert "1-800-222-1222" in answer("symptoms of an overdose of Coldovan", edition).summary
    assert "1-800-222-1222" in answer("overdose symptoms", edition).summary
    told = answer("can Calmidol help suicidal thoughts", edition).statements
    assert any("988" in statement.text for statement in told)


def test_a_storage_table_gives_the_time_out_of_the_fridge(edition):
    given = answer("how long does Coldovan last out of the refrigerator", edition)
    assert given.outcome == "answered"
    assert "Up to 21 days" in given.summary


def test_a_time_out_of_the_fridge_is_denied_only_by_a_whole_label(full, facts):
    assert "gives no time" not in answer("how long can Coldovan stay out of the fridge", facts).summary
    assert "gives no time" not in answer("how long can Coldovan stay out of the fridge", full).summary


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Can I drink alcohol while taking Coldovan?", "no"),
        ("should I avoid alcohol on Coldovan?", "yes"),
        ("is it dangerous to drink on Coldovan", "yes"),
        ("Can I drink grapefruit juice with Coldovan?", "depends"),
        ("Can I use Coldovan if I have kidney disease?", "depends"),
        ("can i take Coldovan if allergic to sulfa", "no"),
        ("can i take Coldovan if allergic to peanuts", "depends"),
        ("do i take Coldovan with food", "depends"),
        ("is Coldovan safe in pregnancy", "depends"),
        ("can i freeze Coldovan", "no"),
        ("does Coldovan need to be refrigerated", "yes"),
    ],
)
def test_the_verdict_follows_the_passage_and_the_way_it_is_asked(question, verdict, full):
    given = answer(question, full)
    assert given.verdict == verdict, given.summary


def test_the_passage_that_carries_the_verdict_comes_first(full):
    assert "Discontinue alcohol" in first_label_words(answer("Can I drink alcohol while taking Coldovan?", full))


def test_no_harm_in_animals_is_not_told_as_harm(full):
    assert "warns of harm" not in answer("is Coldovan safe in pregnancy", full).summary


def test_serious_effects_are_not_told_as_the_common_ones(full):
    assert "headache, cough and fever" in answer("Coldovan side effects", full).summary


def test_a_time_to_effect_is_quoted_and_a_baseline_is_not(full):
    given = answer("How fast does Coldovan work?", full)
    assert "as early as Week 2" in first_label_words(given)
    assert not any("screening" in statement.text for statement in given.statements)


def test_a_use_question_on_crushing_is_not_answered_by_how_to_take_it(full):
    assert answer("can I crush Calmidol", full).outcome == "silent"


def test_a_form_that_is_not_held_is_told(full):
    assert "We hold no label of the patch form" in answer("Calmidol patches dose", full).summary


def test_labels_are_named_only_where_they_hold_the_words(full):
    given = answer("Can these drugs be used in helminth patients?", full)
    assert given.outcome == "unclear"
    assert all("Calmidol" not in statement.text for statement in given.statements)
