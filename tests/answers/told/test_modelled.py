"""What a published model computes stands behind the label's own words, marked as computed; asked on the built-in edition."""

from pathlib import Path

import pytest

from plainlabel.action.computed_answers import one_answer
from plainlabel.action.pharmacokinetics import ANTIBODIES
from plainlabel.library import Library


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    with Library.open(
        None, {"HOME": str(tmp_path_factory.mktemp("home")), "XDG_CACHE_HOME": str(Path("~/.cache").expanduser())}
    ) as library:
        yield library


def computed(answer):
    return [at for at, one in enumerate(answer.statements) if one.basis == "computed"]


@pytest.mark.parametrize(
    ("question", "words"),
    [("How fast does Dupixent work?", "within hours"), ("I missed my Dupixent dose", "one missed dose lowers the level")],
)
def test_the_label_comes_first_and_the_model_behind_it(starter, question, words):
    answer = starter.ask(question)
    places = computed(answer)
    assert answer.outcome == "answered"
    assert any(words in answer.statements[at].text for at in places)
    assert answer.statements[0].basis == "label"
    assert all("does not replace the label" in answer.statements[at].text for at in places)


def test_how_long_it_stays_is_computed_where_the_facts_hold_no_half_life(starter):
    answer = starter.ask("How long does Dupixent stay in your system?")
    assert answer.outcome == "answered"
    assert answer.summary.startswith("In a model")
    assert "weeks" in answer.summary
    assert computed(answer)


def test_a_medicine_without_a_model_gets_none(starter):
    answer = starter.ask("I missed a dose of Xarelto")
    assert not any("model of grown-ups" in one.text for one in answer.statements)


@pytest.mark.parametrize("name", list(ANTIBODIES))
@pytest.mark.parametrize("kind", ["how_fast", "washout", "missed_dose"])
def test_one_answer_of_each_model(name, kind):
    assert one_answer(ANTIBODIES[name], kind, patients=10).keys() > set()


def test_the_quick_washout_agrees_with_the_published_one():
    assert one_answer(ANTIBODIES["dupilumab"], "washout")["weeks"]["p50"] == pytest.approx(10, abs=1.5)
