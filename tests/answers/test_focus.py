"""What a question is about, word by word: an answer on something else is withheld."""

import pytest

from plainlabel.answers.focus import borne_together, focus, focus_words, joined_by_or, phrases
from plainlabel.answers.told.pair_facts import _heads
from plainlabel.answers.word_forms import any_of, names_of
from plainlabel.facts.kinds import Dosage
from plainlabel.questions.question import Question
from plainlabel.retrieval.sound import _CHECKS


def asked(masked, kind="other"):
    return Question(masked, masked, type=kind)


@pytest.mark.parametrize(
    ("masked", "kind", "text", "borne"),
    [
        ("can i mix ø with oil", "usage", "Swallow it with water.", False),
        ("can i mix ø with oil", "usage", "Mix it with olive oil.", True),
        ("is ø safe with cystic fibrosis", "other", "A cystic swelling was seen.", False),
        ("is ø safe with cystic fibrosis", "other", "Care is needed in cystic fibrosis.", True),
    ],
)
def test_an_answer_must_speak_of_what_is_asked(masked, kind, text, borne):
    assert borne_together(focus(asked(masked, kind)), [text]) is borne


@pytest.mark.parametrize("masked", ["how do i take ø", "does ø cause headache", "please tell me how long ø takes to work"])
def test_words_that_carry_a_question_are_not_its_focus(masked):
    assert focus(asked(masked)) == ()


def test_a_story_is_not_judged_word_by_word():
    assert focus(asked("my aunt walked her dog near the river bridge on ø")) == ()


def test_what_or_joins_is_one_thing():
    assert joined_by_or(asked("can ø make me sneeze or blink"))
    assert len(focus(asked("can ø make me sneeze or blink"))) == 1


def test_what_was_looked_for_is_said_in_the_words_of_the_question():
    assert focus_words(asked("can ø make me sneeze or blink")) == "sneeze or blink"


def test_words_are_compared_with_their_endings_alone():
    assert not any_of(("contacts",)).search("It contains lactose.")
    assert not any_of(("gene",)).search("in general")
    assert any_of(("lens",)).search("soft lens")
    assert "rhinorrhea" in names_of("runny nose")


@pytest.mark.parametrize(("partner", "sure"), [("other analgesics", True), ("partial agonist opioid analgesics", False)])
def test_a_narrower_kind_is_not_the_class(partner, sure):
    match = any_of(("analgesics",)).search(partner)
    assert _heads(partner, match) is sure


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("The initial dose should not exceed 5 mg a day.", False),
        ("The maximum recommended daily dose is 5 mg.", True),
    ],
)
def test_the_limit_of_a_first_dose_is_not_told_as_the_highest(text, sound):
    assert _CHECKS[Dosage](Dosage("maximum", 5, 5, "mg"), text) is sound


def test_a_single_word_is_no_phrase_though_a_condition_is_named_like_it():
    assert phrases(asked("is ø safe with cystic fibrosis"))
    assert phrases(asked("the spot is hard on ø")) == ()
