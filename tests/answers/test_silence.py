"""An answer is given only where a passage bears what was asked; else the label is silent, and says what was looked for."""

import re
from types import SimpleNamespace

import pytest

from plainlabel.answers.answer import answer
from plainlabel.answers.asked import pieces
from plainlabel.answers.bearing import Evidence, asks_share, evidence, keys, tells_share, weights
from plainlabel.edition.records import SectionRecord
from plainlabel.questions.patterns import rows
from plainlabel.questions.question import Question, Topic
from plainlabel.retrieval.reading import Found


@pytest.fixture
def ask(full):
    return lambda question: answer(question, full)


def named(question):
    return [each.name for each in pieces(question) if each.kind != "type"]


@pytest.mark.parametrize(
    ("masked", "kind", "expected"),
    [
        ("can ø blur my vision?", "side_effects", ["blurred vision"]),
        ("does ø give you dry eyes", "side_effects", ["dry eyes"]),
        ("is ø bad in heart failure", "contraindication", ["heart failure"]),
        ("how much of ø is bound to plasma proteins?", "dose", ["protein binding"]),
        ("what is the usual dose of ø", "dose", []),
    ],
)
def test_a_question_is_taken_apart_into_concepts_as_narrow_as_it_is(masked, kind, expected):
    assert named(Question(masked, masked, type=kind)) == expected


def test_a_concept_beside_the_topic_counts_less():
    topic = Topic("kidneys", "kidney", ("renal",), "topic")
    question = Question("", "can i take ø for acne with kidney trouble", type="contraindication", topic=topic)
    assert {each.name: each.weight for each in pieces(question)} == {"acne": 0.5, "kidneys": 1.0}


def test_what_a_question_on_use_says_beside_its_topic_tells_for_whom():
    topic = Topic("onset", "how soon", ("onset",), "topic")
    assert pieces(Question("", "how soon does ø act on blood pressure", type="action_time", topic=topic)) == ()


@pytest.mark.parametrize(
    ("text", "held"),
    [("Do not drink alcohol.", True), ("Wipe the skin with an alcohol swab.", False), ("It contains benzyl alcohol.", False)],
)
def test_words_that_mean_something_else_are_not_what_was_asked(text, held):
    question = Question("", "can i drink alcohol on ø", type="interaction")
    (piece,) = (each for each in pieces(question) if each.kind == "concept")
    assert piece.held(text) is held


def test_the_score_rises_with_what_is_covered_and_falls_in_a_list_of_ingredients():
    full = Evidence(1, 1, 1, 0, 1, 0, 0, 0)
    beside = Evidence(1, 1, 1, 0, 1, 1, 0, 0)
    nothing = Evidence(0, 0, 0, 0, 1, 0, 0, 0)
    assert full.score() > weights()["keep"] > beside.score() > nothing.score()


@pytest.mark.parametrize(
    "question",
    [
        "Can Zorvexa make my hands shake?",
        "Does Zorvexa cause tinnitus?",
        "is zorvexa bad for glaucoma",
        "Can I eat grapefruit on Zorvexa?",
        "does zorvexa give you hiccups",
    ],
)
def test_silence_is_never_a_no(ask, question):
    given = ask(question)
    assert given.outcome == "silent"
    assert given.verdict is None
    assert "We looked for" in given.statements[0].text
    assert "sections" in given.statements[0].text
    assert any(each.basis == "advice" and "sk your pharmacist" in each.text for each in given.statements)


def test_what_was_looked_for_is_named(ask):
    assert "hands shake" in ask("Can Zorvexa make my hands shake?").statements[0].text


@pytest.mark.parametrize(
    ("masked", "kind", "text", "held"),
    [
        ("metallic taste from ø", "side_effects", "Dysgeusia was reported.", True),
        ("can ø make a man grow breasts", "side_effects", "Edema was reported.", False),
        ("can ø make a man grow breasts", "side_effects", "Gynecomastia was reported.", True),
        ("do i need a pregnancy test before ø", "pregnancy", "It can harm an unborn baby.", False),
        ("do i need a pregnancy test before ø", "pregnancy", "Verify the pregnancy status first.", True),
        ("does ø affect urine glucose tests", "side_effects", "Hyperglycemia was reported.", False),
        ("i'm allergic to latex, can i use ø", "contraindication", "Hypersensitivity reactions can occur.", False),
        ("can ø break out your face", "side_effects", "Acne was seen in some.", True),
        ("food gets stuck when i swallow since ø", "usage", "Take it with or without food.", False),
        ("can ø be used during labor", "contraindication", "Stop it for a laboratory abnormality.", False),
        ("i am a breast cancer survivor, may i take ø", "contraindication", "It inhibits breast cancer resistance protein.", False),
        ("do i need blood counts checked with ø", "other", "Platelets fell in some.", False),
        ("will ø make a woman grow hair on her face", "side_effects", "Alopecia was reported.", False),
        ("my blood pressure drops when i get up", "side_effects", "Hypertension was reported.", False),
        ("my blood pressure drops when i get up", "side_effects", "Hypotension was reported.", True),
        ("is ø ok for teens", "contraindication", "Its effects on the breastfed infant are not known.", False),
        ("is ø ok for teens", "contraindication", "It has not been studied in pediatric patients.", True),
        ("can i drink milk with ø", "interaction", "In lactating rats it was found in the milk.", False),
        ("how long does ø stay in your system", "action_time", "The half-life is 12 hours.", True),
        ("underactive thyroid from ø", "side_effects", "Hypothyroidism was reported.", True),
        ("magnesium deficiency from ø", "side_effects", "It mixes with magnesium sulfate 100 mg.", False),
        ("does stopping ø cause a rebound", "stopping", "Worsening of asthma was reported.", False),
        ("chapped lips from ø", "side_effects", "Cheilitis was reported.", True),
        ("the room spins when i take ø", "side_effects", "Vertigo was reported.", True),
        ("fluid in the lungs from ø", "side_effects", "Take it with plenty of fluid.", False),
        ("fluid in the lungs from ø", "side_effects", "Pleural effusion was reported.", True),
        ("can i get hooked on ø", "side_effects", "The rate is dependent upon the dose.", False),
        ("in what spot does ø get injected", "usage", "It is given as an injection.", False),
        ("in what spot does ø get injected", "usage", "Inject it into the thigh.", True),
        ("does ø go in the fridge", "storage", "Store at 20° to 25°C.", True),
        ("does stopping ø cause a rebound", "stopping", "Symptoms may worsen after it is stopped; after stopping, relapse.", True),
    ],
)
def test_what_is_asked_in_lay_words_is_found_in_the_words_of_labels_and_nothing_near_it(masked, kind, text, held):
    asked = [each for each in pieces(Question(masked, masked, type=kind)) if each.kind == "concept"]
    assert asked
    assert all(each.held(text) for each in asked) is held


def test_a_concept_stands_only_for_concepts_that_there_are():
    table = list(rows("answer_concepts.tsv"))
    names = {row["concept"] for row in table}
    assert len(names) == len(table)
    assert {over for row in table if row["over"] != "-" for over in row["over"].split(",")} <= names


def test_names_of_concepts_are_words_that_a_reader_knows():
    names = [row["concept"] for row in rows("answer_concepts.tsv")]
    assert all(re.fullmatch(r"[A-Za-z0-9_]+", name) for name in names)
    assert not {"man_breast", "clot_legs", "exercise_hard", "pku", "rems", "bph"} & set(names)


def test_a_word_on_an_organ_is_no_answer_to_whether_it_is_to_be_tested():
    topic = Topic("kidneys", "kidney", ("renal",), "topic")
    asked = pieces(Question("", "kidney function tests with ø", type="other", topic=topic))
    assert {each.name for each in keys(asked)} == {"kidneys", "monitoring"}


def found(text):
    section = SectionRecord("s", "34084-4", "34084-4", None, "Reactions", None, 100, 0)
    return Found("set", section, 0, len(text), text)


def case_of(masked, kind):
    return SimpleNamespace(question=Question("", masked, type=kind))


def test_what_or_joins_is_answered_by_either():
    case = case_of("does ø cause cataracts or hives", "side_effects")
    asked = pieces(case.question)
    assert len(asked) > 1
    assert evidence(case, asked, [found("Cataracts were seen.")]).complete == 1


def test_no_dose_for_some_people_is_an_answer_on_their_dose():
    case = case_of("what dose of ø does a child get", "dose")
    asked = pieces(case.question)
    told = evidence(case, asked, [found("Safety in pediatric patients has not been established.")])
    assert told.complete == 1
    assert evidence(case, asked, [found("It was seen in pediatric patients.")]).complete == 0


def test_people_are_no_side_effect(ask):
    assert "side effect" not in ask("Is it dangerous if Zorvexa lies where toddlers can get it?").summary


@pytest.mark.parametrize(
    ("masked", "wanted", "other"),
    [
        ("does ø cause diabetes", "hyperglycemia", "hypoglycemia"),
        ("can ø give me low blood sugar", "hypoglycemia", "hyperglycemia"),
    ],
)
def test_high_and_low_blood_sugar_are_not_the_same(masked, wanted, other):
    (asked,) = (each for each in pieces(Question(masked, masked, type="side_effects")) if each.kind == "concept")
    assert asked.held(wanted)
    assert not asked.held(other)


def test_where_a_question_on_an_effect_names_food_its_other_words_are_what_was_felt():
    topic = Topic("food", "food", ("food",), "topic")
    assert named(Question("", "why does food disgust me on ø", type="side_effects", topic=topic)) != ["food"]
    assert named(Question("", "does ø cause problems with food", type="side_effects", topic=topic)) == ["food"]


def test_words_that_only_carry_a_question_are_not_looked_for():
    topic = Topic("hour half", "hour half", ("hour", "half"), "words")
    assert pieces(Question("", "an hour and a half for ø", type="other", topic=topic)) == ()


def test_how_to_stop_is_told_for_all_ages_and_a_dose_is_not():
    stop = Topic("withdrawal", "stop", ("withdrawal",), "topic")
    most = Topic("strengths", "strengths", ("mg",), "topic")
    assert named(Question("", "may a 72 year old stop ø", type="stopping", topic=stop)) == []
    assert named(Question("", "which strengths of ø for a 72 year old", type="dose", topic=most)) == ["older people"]


@pytest.mark.parametrize(
    ("masked", "kind", "expected"),
    [
        ("does ø carry the strongest safety warning", "ingredient", ["a boxed warning"]),
        ("what if i double one ø by accident", "forgotten_dose", []),
        ("i had an accident in bed on ø", "side_effects", ["leaking urine"]),
        ("hay fever tablets and ø", "other", ["allergy pills"]),
        ("do i need sun block on ø", "other", ["sun"]),
        ("the best hour for ø", "usage_time", ["the time of day"]),
    ],
)
def test_words_near_another_thing_ask_for_their_own(masked, kind, expected):
    assert named(Question("", masked, type=kind)) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("At week 12, 40% of patients responded.", True),
        ("Remission was seen in 12 of 30 patients.", True),
        ("The dose should be reduced over several weeks.", False),
        ("It is reduced in 7% of people.", False),
    ],
)
def test_how_many_got_better_is_told_by_a_figure(text, told):
    assert asks_share(case_of("what percentage of people get well on ø", "effectiveness"))
    assert not asks_share(case_of("how good is ø", "effectiveness"))
    assert tells_share(text) is told
