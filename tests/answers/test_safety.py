"""What could hurt someone when it went wrong: dangers, verdicts, absence, products and forms, on invented labels."""

from types import SimpleNamespace

import pytest

from plainlabel.answers.allergies import tell_allergy
from plainlabel.answers.answer import answer
from plainlabel.facts.kinds import Contraindication


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
        "I accidentally took two doses of Calmidol",
        "I took my blood pressure pill twice today",
        "I took my wife's Calmidol by mistake",
        "gave my baby too much Calmidol",
        "gave my kid 10 ml instead of 5 ml of Calmidol",
        "my grandmother took her Calmidol three times today",
        "my grandpa took 3 days of pills at once",
        "swallowed eye drops by mistake",
        "my toddler drank hand sanitizer",
        "my daughter swallowed a button battery",
        "my 2 year old put a Calmidol strip in his mouth",
        "I drank a bottle of vodka with my Calmidol",
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
        ("My son is 10 and on Calmidol, he says he wants to disappear", "988"),
        ("since Calmidol she doesn't want to live", "988"),
        ("I wish I was never born, can Calmidol do that", "988"),
        ("everyone is better off without me on Calmidol", "988"),
        ("I took Calmidol and now my lips are swollen", "911"),
        ("I have chest pain on Calmidol", "911"),
        ("he is having a seizure", "911"),
        ("i can't wake him up he took Calmidol", "911"),
        ("I feel like hurting my baby since I started Calmidol", "988"),
        ("my daughter is cutting herself on Calmidol", "988"),
        ("I am vomiting blood since I started Calmidol", "911"),
        ("black tarry stools and dizzy on Calmidol", "911"),
        ("my nose has been bleeding for 2 hours and won't stop", "911"),
        ("my left arm is numb and my speech is slurred", "911"),
        ("worst headache of my life on Calmidol", "911"),
        ("I feel like I will pass out on Calmidol", "911"),
        ("sudden loss of vision on Calmidol", "911"),
        ("I have an erection for 6 hours after Calmidol", "911"),
        ("high fever and stiff muscles and confusion on Calmidol", "911"),
        ("my blood sugar is 42", "fast sugar"),
        ("my blood sugar is 35 after insulin and I am shaking", "fast sugar"),
        ("blood sugar reads 612 and I am throwing up", "911"),
        ("my eyes turned yellow on Calmidol", "doctor right now"),
        ("severe stomach pain and vomiting on Calmidol", "doctor right now"),
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
        "my doctor doubled my dose of Calmidol",
        "my doctor gave me 20 mg instead of 10 mg of Calmidol",
        "can I take half a tablet of Calmidol instead of 1",
        "I gave my son Calmidol twice today, 6 hours apart",
        "I have asthma and get short of breath, is Calmidol for that",
        "I stopped breathing well at night, is that sleep apnea from Calmidol",
        "I hurt myself at the gym, can I take Calmidol",
        "I cut myself shaving on Calmidol",
        "can Calmidol cause bleeding that won't stop",
        "what blood sugar is too low on Calmidol",
        "my sugar was 140 this morning, should I take Calmidol",
        "is it normal that my nose bleeds on Calmidol",
        "are seizures a side effect of Calmidol",
        "my kid ate ice cream before his Calmidol",
        "I had a lot of wine last week, is Calmidol safe",
        "I fell and hit my head, can I take Calmidol",
        "I have yellow toenails, is Calmidol for that",
        "I took 5 mg of Calmidol instead of 10 mg",
        "I can't breathe through my nose, can I take Calmidol",
        "my face is puffy on Calmidol for months",
        "one side of my face broke out on Calmidol",
        "my mom doesn't want to go on Calmidol",
        "I want the rash to disappear with Calmidol",
        "my baby does not want to wake up for his Calmidol",
    ],
)
def test_a_question_is_no_alarm(question, edition):
    assert answer(question, edition).outcome != "emergency"


@pytest.mark.parametrize(
    "question",
    [
        "I took Coldovan two days in a row",
        "my mom takes Coldovan once a week and took it three days in a row",
        "I've been injecting Zorvexa every day",
        "he takes his weekly pill weekly but has taken it every day",
    ],
)
def test_doses_without_the_days_between_them_are_an_overdose(question, edition):
    given = answer(question, edition)
    assert given.outcome == "emergency"
    assert given.summary.startswith("Call Poison Help now: 1-800-222-1222")


@pytest.mark.parametrize(
    "question",
    [
        "Can I take Coldovan every day?",
        "is Coldovan taken every day",
        "I took Calmidol every day",
        "I take Coldovan weekly and Calmidol daily",
    ],
)
def test_daily_doses_are_no_overdose_of_a_medicine_of_every_day(question, edition):
    assert answer(question, edition).outcome != "emergency"


def test_a_pet_is_for_the_vet_and_a_child_is_not(edition):
    pet = answer("my dog ate my pills", edition)
    assert pet.outcome == "emergency"
    assert pet.summary.startswith("Call your vet or ASPCA Animal Poison Control now: 1-888-426-4435")
    assert "1-800-222-1222" in pet.summary
    both = answer("my dog and my toddler got into the Calmidol", edition)
    assert both.summary.startswith("Call Poison Help now")
    assert any("1-888-426-4435" in statement.text for statement in both.statements)


def test_a_blow_on_the_head_is_a_danger_with_a_blood_thinner(edition):
    given = answer("I fell and hit my head and I take a blood thinner", edition)
    assert (given.outcome, "911" in given.summary) == ("emergency", True)


def test_naloxone_is_told_for_an_opioid_and_where_no_medicine_is_known(edition):
    def told(question):
        return [statement.text for statement in answer(question, edition).statements if "naloxone" in statement.text]

    assert told("my husband is unresponsive after his opioid")[0].startswith("If you have naloxone")
    assert told("she took pills and is unresponsive")[0].startswith("If it may be an opioid")


def test_what_is_done_now_fits_the_danger(edition):
    def told(question):
        return " ".join(statement.text for statement in answer(question, edition).statements)

    assert "glucagon" in told("my blood sugar is 42")
    assert "rescue inhaler" in told("I can't breathe after Calmidol")
    assert "weapons" in told("I want to kill myself")
    assert "until you have been seen" in told("severe rash with fever on Calmidol")


def test_the_rule_for_a_missed_dose_is_left_to_the_leaflet_where_no_medicine_is_named(edition):
    given = answer("I missed a dose, what now", edition)
    words = " ".join([given.summary, *(statement.text for statement in given.statements)])
    assert "pharmacist" in given.summary
    assert "two doses" not in words
    of_a_class = answer("I missed my birth control pill yesterday", edition)
    assert "leaflet" in of_a_class.summary or of_a_class.outcome == "not_about_medicines"
    assert "skip" not in words


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


def test_an_allergy_that_a_fact_names_is_a_reason_against_it():
    said = []
    fact = SimpleNamespace(value=Contraindication("known hypersensitivity to sulfonamides"))
    draft = SimpleNamespace(
        names=[],
        summary="",
        verdict=None,
        warns=False,
        certain=False,
        cite_fact=lambda *_: 1,
        say=lambda text, *_: said.append(text),
    )
    masked = "can i take it if i'm allergic to sulfa"
    case = SimpleNamespace(
        reading=SimpleNamespace(full=False, facts=lambda *_: (fact,)),
        question=SimpleNamespace(masked=masked, yes_no=True),
        draft=draft,
        name="Torvaxin",
    )
    assert tell_allergy(case, ("sulfa",))
    assert (draft.verdict, "sulfonamides" in draft.summary) == ("no", True)
    assert not tell_allergy(case, ("peanut",))
