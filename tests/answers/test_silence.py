"""An answer is given only where a passage bears what was asked; else the label is silent, and says what was looked for."""

import pytest

from plainlabel.answers.answer import answer
from plainlabel.answers.asked import pieces
from plainlabel.answers.bearing import Evidence, weights
from plainlabel.questions.patterns import rows
from plainlabel.questions.question import Question, Topic


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
