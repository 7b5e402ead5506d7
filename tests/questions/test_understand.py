"""Types, topics, dangers and persons of questions over the invented medicines."""

import re

import pytest

from plainlabel.errors import UsageError
from plainlabel.questions import patterns
from plainlabel.questions.cleaning import LIMIT, clean
from plainlabel.questions.forms import form_named
from plainlabel.questions.question import QUESTION_TYPES
from plainlabel.questions.understand import subject_first, understand
from plainlabel.retrieval.plan import plan, plans


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How does Zorvexa work?", "action"),
        ("how long does Zorvexa stay in your system", "action_time"),
        ("what can I take instead of Zorvexa", "alternatives"),
        ("what does Calmidol look like", "appearance"),
        ("what is the brand name of calmadone", "brand_names"),
        ("Is Zorvexa an immunosuppressant?", "class"),
        ("how to combine Zorvexa with Calmidol", "combination"),
        ("Zorvexa versus Calmidol", "comparison"),
        ("Can I use Zorvexa if I have asthma?", "contraindication"),
        ("what is the maximum dose of Calmidol", "dose"),
        ("how effective is Zorvexa", "effectiveness"),
        ("I forgot to take my Calmidol", "forgotten_dose"),
        ("what is Zorvexa used for", "indication"),
        ("what is Zorvexa?", "information"),
        ("is there lactose in Calmidol", "ingredient"),
        ("Can you drink alcohol on Zorvexa?", "interaction"),
        ("who makes Zorvexa", "manufacturer"),
        ("what is the antidote for Calmidol", "overdose"),
        ("Is Zorvexa safe in pregnancy?", "pregnancy"),
        ("how do you pronounce Zorvexa", "pronunciation"),
        ("zorvexa side effects", "side_effects"),
        ("how to wean off Calmidol", "stopping"),
        ("I ran out of Calmidol yesterday", "stopping"),
        ("no more refills for my Calmidol", "stopping"),
        ("my father is 91 and takes Calmidol, is the dose lower?", "dose"),
        ("how long can Zorvexa stay out of the fridge", "storage"),
        ("what if my Zorvexa was left in a hot car", "storage"),
        ("Zorvexa stayed in my mailbox all day", "storage"),
        ("how do I inject Zorvexa", "usage"),
        ("how often do I take Calmidol", "usage_time"),
        ("my cat likes Zorvexa boxes", "other"),
    ],
)
def test_every_type_is_recognised(question, kind, facts):
    assert understand(question, facts).type == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("where is Zorvexa metabolized", "action"),
        ("I use drops for glaucoma, can I take Zorvexa?", "contraindication"),
        ("Zorvexa and legs twitching in the evening", "side_effects"),
        ("ideal hour to take Zorvexa", "usage_time"),
        ("why does Zorvexa help breathing", "action"),
        ("how good is Zorvexa for eczema", "effectiveness"),
        ("how many days before Zorvexa kicks in", "action_time"),
        ("when do you feel the effects of Zorvexa", "action_time"),
        ("is there anything like Zorvexa but cheaper", "alternatives"),
        ("blue oval pill m 30 what is it", "appearance"),
        ("is generic Calmidol orange", "appearance"),
        ("what is another name for calmadone", "brand_names"),
        ("difference of Zorvexa and Calmidol", "comparison"),
        ("can someone with kidney disease use Calmidol", "contraindication"),
        ("reasons not to take Calmidol", "contraindication"),
        ("my baby is 4 months old can she have Calmidol", "contraindication"),
        ("uses of Calmidol", "indication"),
        ("what does Zorvexa treat", "indication"),
        ("what does zrv stand for Zorvexa", "information"),
        ("does Calmidol have lactose", "ingredient"),
        ("Calmidol and coffee", "interaction"),
        ("can i take Calmidol if i am on Zorvexa", "interaction"),
        ("i took two Calmidol by accident", "overdose"),
        ("how much Calmidol is toxic", "overdose"),
        ("effects of Zorvexa on the bones", "side_effects"),
        ("what does Zorvexa make your face look like", "side_effects"),
        ("side effects of stopping Calmidol", "stopping"),
        ("my Zorvexa froze can i still use it", "storage"),
        ("how long is Zorvexa liquid good for", "storage"),
        ("can Calmidol be cut in half", "usage"),
        ("directions for Zorvexa", "usage"),
        ("how many times a day do you take Calmidol", "usage_time"),
        ("how frequently is Zorvexa given", "usage_time"),
        ("what is classed as a low dose of Calmidol", "dose"),
        ("clumps of hair in the drain ever since Zorvexa", "side_effects"),
        ("my palms are peeling on Zorvexa", "side_effects"),
        ("can Zorvexa upset my tummy", "side_effects"),
        ("could Zorvexa be why my ears ring", "side_effects"),
        ("hiccups won't quit, Zorvexa to blame?", "side_effects"),
        ("I have a weak heart. Is Zorvexa risky?", "contraindication"),
        ("had a stroke once, may I use Zorvexa", "contraindication"),
        ("can cancer survivors take Zorvexa", "contraindication"),
        ("I am six hours late with Zorvexa", "forgotten_dose"),
        ("off Zorvexa for 8 days, same dose again?", "forgotten_dose"),
        ("in what spot does Zorvexa get injected", "usage"),
        ("what do I do with used Zorvexa needles", "storage"),
        ("will Zorvexa get to my baby through my milk", "pregnancy"),
        ("do I have to go down slowly on Calmidol", "stopping"),
        ("best hour of the day for Zorvexa", "usage_time"),
        ("does Zorvexa mix with my statin", "interaction"),
        ("calves seize up at night", "other"),
    ],
)
def test_types_in_other_wordings(question, kind, facts):
    assert understand(question, facts).type == kind


def test_what_a_medicine_is_taken_for_is_not_the_topic(facts):
    topic = understand("can i take Calmidol for acne when i have kidney stones", facts).topic
    assert topic is not None
    assert topic.key == "kidneys"


def test_every_rule_names_a_type_and_has_a_reason():
    assert {rule.type for rule in patterns.type_rules()} <= set(QUESTION_TYPES)
    assert all(rule.why for rule in patterns.type_rules())
    assert {rule.type for rule in patterns.type_rules()} | {"other"} == set(QUESTION_TYPES)


def test_every_type_has_a_section_plan_with_a_reason():
    assert {kind for kind, topic in plans() if topic == "*"} == set(QUESTION_TYPES)
    assert all(each.why for each in plans().values())
    assert plan("pregnancy", "breast_feeding").codes[0] == "77290-5"
    assert plan("storage", "no such topic") == plan("storage")


@pytest.mark.parametrize(
    "name", ["question_types", "question_dangers", "question_classes", "question_terms", "type_sections", "answer_cues"]
)
def test_the_tables_load(name):
    assert patterns.rows(f"{name}.tsv")


def test_a_broken_table_tells_the_line(monkeypatch, tmp_path):
    (tmp_path / "broken.tsv").write_text("a\tb\n1\t2\n3\n", encoding="utf-8")
    monkeypatch.setattr(patterns, "files", lambda _: tmp_path)
    with pytest.raises(UsageError) as caught:
        patterns.rows("broken.tsv")
    assert caught.value.location == "line 3"


def test_no_rule_names_a_medicine_of_the_labels():
    names = re.compile(r"dupixent|tramadol|xanax|metformin|warfarin|insulin|humira", re.IGNORECASE)
    for table in ("question_types", "question_dangers", "type_sections", "answer_cues", "stopping_risks"):
        assert not any(names.search(" ".join(row.values())) for row in patterns.rows(f"{table}.tsv"))


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Can you drink alcohol on Zorvexa?", "alcohol"),
        ("will Zorvexa make my hair fall out", "hair_loss"),
        ("Does Zorvexa cause weight gain?", "weight_gain"),
        ("Can I take Calmidol with Suprexin?", "suprexin"),
        ("Is Calmidol an opioid?", "opioid"),
        ("grapefruit and Calmidol", "grapefruit"),
    ],
)
def test_topics(question, topic, facts):
    found = understand(question, facts).topic
    assert found is not None
    assert found.key == topic


def test_the_medicine_of_an_ingredient_question_is_what_it_is_in(facts):
    from plainlabel.questions.understand import subject_first

    question = understand("is Zorvexa in Calmidol", facts)
    assert subject_first(question)[0].asked == "Calmidol"


def test_what_to_avoid_is_no_yes_or_no(facts):
    assert not understand("what should I avoid while taking Zorvexa", facts).yes_no
    assert understand("should I avoid alcohol on Zorvexa", facts).yes_no


def test_the_form_behind_a_name_is_no_topic(facts):
    topic = understand("how do I use Zorvexa eye drops", facts).topic
    assert topic is None or topic.key != "eyes"


def test_eating_a_fruit_asks_about_the_fruit(facts):
    topic = understand("can I eat grapefruit with Zorvexa", facts).topic
    assert topic is not None
    assert topic.key == "grapefruit"


def test_preventing_pregnancy_is_not_being_pregnant(facts):
    assert understand("when do I take Zorvexa to prevent pregnancy", facts).type != "pregnancy"


def test_a_form_beside_the_name():
    assert form_named("Zorvexa patches", 0, 7) == "transdermal"
    assert form_named("is Zorvexa bad for my eyes", 3, 10) is None


def test_persons(facts):
    assert understand("Can my 5 year old take Zorvexa?", facts).person.child
    assert understand("I am 72 years old, is Zorvexa ok", facts).person.age_years == 72
    assert understand("Zorvexa while pregnant", facts).person.pregnant


@pytest.mark.parametrize(
    "question",
    [
        "dose of Calmidol for a child",
        "is Calmidol safe for a toddler",
        "I have a baby with fever, can I give Calmidol",
        "I want my child to take Calmidol",
        "can I have a child take Calmidol",
        "how much Calmidol for another child",
        "fever above 39 for a child on Calmidol",
    ],
)
def test_a_child_is_meant(question, facts):
    assert understand(question, facts).person.child


@pytest.mark.parametrize(
    "question",
    [
        "can I use Calmidol while trying for a baby",
        "we are planning for a child and I take Calmidol",
        "I want to have a baby, can I take Calmidol",
        "is Calmidol ok when hoping for another baby",
        "when can I have a baby after Calmidol",
        "planning to have another child on Calmidol",
    ],
)
def test_a_planned_child_is_no_child(question, facts):
    person = understand(question, facts).person
    assert (person.child, person.pregnant) == (False, True)


@pytest.mark.parametrize("question", ["baby aspirin with Calmidol", "does Calmidol come in a child-resistant bottle"])
def test_a_thing_named_after_a_child_is_none(question, facts):
    assert not understand(question, facts).person.child


@pytest.mark.parametrize(
    "question",
    [
        "is Calmidol ok with blood pressure over 140",
        "is Calmidol ok with blood pressure above 90",
        "my sugar is over 200 on Calmidol",
        "fever above 38 on Calmidol",
        "is over 50% of Calmidol absorbed",
        "can I take over 50 mg of Calmidol",
        "can I take Calmidol over 80 kg",
        "BMI over 30 and Calmidol",
        "I quit smoking 3 years ago, can I take Calmidol",
        "I am 3 months pregnant, can I take Calmidol",
        "I have been on Calmidol over 10 years",
        "a 3 month supply of Calmidol",
    ],
)
def test_a_reading_a_dose_or_a_time_is_no_age(question, facts):
    assert understand(question, facts).person.age_years is None


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("Calmidol max dose over 75", 75),
        ("can people over 65 take Calmidol", 65),
        ("is Calmidol ok at age 60", 60),
        ("I am 104 years old and take Calmidol", 104),
        ("Calmidol for my 18 month old", 1.5),
        ("Calmidol for a 5yo", 5),
        ("Calmidol for people 65 years and older", 65),
        ("I am 70, what dose of Calmidol", 70),
        ("my mother is 82 with kidney disease, can she take Calmidol", 82),
        ("how much Calmidol can I give a child of 8", 8),
    ],
)
def test_ages(question, years, facts):
    assert understand(question, facts).person.age_years == years


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("is Calmidol safe for a 3 year old", "contraindication"),
        ("is Calmidol ok for my baby", "contraindication"),
        ("is Calmidol safe with depression", "contraindication"),
        ("is Calmidol safe if I have asthma", "contraindication"),
        ("can I take Calmidol long term", "usage_time"),
        ("can I take Calmidol every night for sleep", "usage_time"),
        ("can I use Calmidol gel on my back", "usage"),
        ("can I take Calmidol with a sulfa allergy", "contraindication"),
        ("I fainted last year, can I take Calmidol", "contraindication"),
        ("I had chest pain last year, can I take Calmidol", "contraindication"),
        ("I have high blood pressure can I take Calmidol", "contraindication"),
        ("I am pregnant, can I take Calmidol", "pregnancy"),
        ("can I have a baby while on Calmidol", "pregnancy"),
        ("can I father a child on Calmidol", "pregnancy"),
        ("is Calmidol safe if I want children", "pregnancy"),
        ("can I use Calmidol for children", "contraindication"),
        ("can I take Calmidol with an upset stomach", "contraindication"),
        ("is Calmidol safe with Zorvexa", "interaction"),
        ("would I be immunosuppressed on Calmidol", "class"),
    ],
)
def test_who_and_how_long_and_where(question, kind, facts):
    assert understand(question, facts).type == kind


@pytest.mark.parametrize(
    ("question", "topic"),
    [("can Calmidol make a baby sleepy", "sleep"), ("my teen takes Calmidol, is it addictive", "dependence")],
)
def test_the_effect_is_asked_for_not_the_person(question, topic, facts):
    found = understand(question, facts).topic
    assert found is not None
    assert found.key == topic


def test_a_dose_that_was_due_is_no_overdose(facts):
    assert understand("my daughter took her Calmidol this morning, can she have milk", facts).type != "overdose"


def test_cleaning_bounds_and_plains_any_text():
    assert clean("<b>Is\x00 it\u200b \u201csafe\u201d?</b>") == 'Is it "safe"?'
    assert len(clean("a" * 50_000)) <= LIMIT


@pytest.mark.parametrize(("text", "problem"), [("", "empty"), ("???", "empty"), ("x" * 100_001, "too_long")])
def test_what_is_no_question(text, problem, facts):
    assert understand(text, facts).problem == problem


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Would you call Zorvexa an immune suppressant?", "class"),
        ("Is Calmidol a schedule 2 drug?", "class"),
        ("Is Zorvexa linked to thyroid cancer?", "side_effects"),
        ("does Calmidol cause heat intolerance", "side_effects"),
        ("what does Calmidol do to my gallbladder", "side_effects"),
        ("Can Calmidol keep me awake at night?", "side_effects"),
        ("Does Zorvexa stop birth control pills from working?", "interaction"),
        ("Is Calmidol removed by dialysis?", "action"),
        ("where do I keep Zorvexa", "storage"),
        ("Where on the body do I give the Zorvexa shot?", "usage"),
        ("How quickly will I see results with Zorvexa?", "action_time"),
    ],
)
def test_words_that_look_like_another_type(question, kind, facts):
    assert understand(question, facts).type == kind


@pytest.mark.parametrize(
    ("question", "kg"),
    [("dose of Calmidol for a child of 20 kg", 20.0), ("Calmidol for my 100 lb son", 45.36), ("I lost 5 kg on Calmidol", None)],
)
def test_a_weight_is_that_of_the_person(question, kg, facts):
    assert understand(question, facts).person.weight_kg == (pytest.approx(kg) if kg else None)


def test_how_long_it_was_taken_is_no_age(facts):
    assert understand("I took Calmidol for 20 years", facts).person.age_years is None


def test_a_name_in_brackets_behind_the_same_medicine_is_no_second_one(facts):
    asked = understand("Can I take Calmidol (calmadone) with milk?", facts)
    assert [mention.asked for mention in subject_first(asked)] == ["Calmidol"]


@pytest.mark.parametrize("question", ["Does Calmidol cause body odor?", "Does Calmidol cause night terrors?"])
def test_a_word_of_an_effect_is_no_other_topic(question, facts):
    topic = understand(question, facts).topic
    assert topic is not None
    assert topic.kind == "words"


@pytest.mark.parametrize(
    ("question", "food"), [("can I take Calmidol with an eating disorder", False), ("Calmidol and eating", True)]
)
def test_an_illness_named_after_food_or_drink_is_none(question, food, facts):
    assert (understand(question, facts).topic.key == "food") is food


def test_the_pill_may_be_the_medicine_itself(facts):
    asked = understand("I gained weight on Calmidol, is it the pill?", facts)
    assert asked.topic is not None
    assert asked.topic.key != "contraception"
    assert asked.text.endswith("the pill?")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Child-Pugh C patient, do we reduce Calmidol?", "liver"),
        ("CrCl 28, what dose of Calmidol", "kidneys"),
        ("eGFR 25, can I use Zorvexa", "kidneys"),
    ],
)
def test_what_clinicians_write_for_an_organ(question, topic, facts):
    asked = understand(question, facts)
    assert asked.topic is not None
    assert asked.topic.key == topic
    assert not asked.person.child


def test_a_gene_is_no_organ(facts):
    asked = understand("Why confirm an EGFR mutation before Calmidol", facts)
    assert asked.topic is None or asked.topic.key != "kidneys"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("is Calmidol toxicity more likely with Zorvexa", "interaction"),
        ("Calmidol toxicity from Zorvexa", "interaction"),
        ("any serotonin toxicity potential of Calmidol", "side_effects"),
        ("Calmidol toxicity", "overdose"),
        ("I can't stop yawning on Calmidol", "side_effects"),
        ("I can't stop taking Calmidol", "stopping"),
        ("AUC change of Calmidol with a high fat meal?", "usage_time"),
    ],
)
def test_poisoning_stopping_and_meals_told_apart(question, kind, facts):
    assert understand(question, facts).type == kind


def test_a_night_that_is_over_is_no_time_of_day(facts):
    asked = understand("potassium 5.9 this morning on Calmidol", facts)
    assert asked.topic is not None
    assert asked.topic.key != "time_of_day"


def test_water_is_no_alcohol(facts):
    asked = understand("should I drink extra water on Calmidol", facts)
    assert asked.topic is None or asked.topic.key != "alcohol"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("do I need to cut back on coffee while taking Calmidol", "interaction"),
        ("how long does a Calmidol infusion take", "usage"),
        ("should Calmidol be taken with meals", "usage_time"),
        ("how soon do I have to drink Calmidol after mixing", "usage_time"),
        ("how long can Zorvexa stay unrefrigerated", "storage"),
        ("I opened my Zorvexa bottle two months ago, still good?", "storage"),
        ("how long after the last dose of Calmidol should breastfeeding be avoided", "pregnancy"),
    ],
)
def test_times_of_many_kinds(question, kind, facts):
    assert understand(question, facts).type == kind
