"""What a published model computes stands behind the label's own words, marked as computed; asked on the built-in edition."""

import json
from pathlib import Path

import pytest

from plainlabel.action.computed_answers import one_answer
from plainlabel.action.pharmacokinetics import ANTIBODIES
from plainlabel.answers.answer import answer
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
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


def test_how_long_it_stays_is_told_from_the_label_and_computed_behind(starter):
    answer = starter.ask("How long does Dupixent stay in your system?")
    assert answer.outcome == "answered"
    assert "9 to 13 weeks" in answer.summary
    assert answer.statements[0].basis == "label"
    assert "In the model" in answer.statements[computed(answer)[0]].text


def test_how_long_it_stays_is_computed_where_the_facts_hold_no_figure(small, tmp_path):
    texts = {"pharmacokinetics": "12.3 Pharmacokinetics The bioavailability of dupilumab is about 60%."}
    record = small.record("66666666-6666-4666-8666-666666666666", 1, "20260401", "Velmora", "dupilumab", "SUBCUTANEOUS", [], texts)
    (tmp_path / "labels.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with open_edition(build([tmp_path / "labels.jsonl"], tmp_path / "out", workers=1, facts_only=True).path) as edition:
        given = answer("How long does Velmora stay in your system?", edition)
    assert given.summary.startswith("In a model")
    assert "weeks" in given.summary
    assert computed(given)


def test_a_medicine_without_a_model_gets_none(starter):
    answer = starter.ask("I missed a dose of Xarelto")
    assert not any("model of grown-ups" in one.text for one in answer.statements)


@pytest.mark.parametrize("name", list(ANTIBODIES))
@pytest.mark.parametrize("kind", ["how_fast", "washout", "missed_dose"])
def test_one_answer_of_each_model(name, kind):
    assert one_answer(ANTIBODIES[name], kind, patients=10).keys() > set()


def test_the_quick_washout_agrees_with_the_published_one():
    assert one_answer(ANTIBODIES["dupilumab"], "washout")["weeks"]["p50"] == pytest.approx(10, abs=1.5)


@pytest.mark.parametrize(("half_life", "tells"), [("about 12 hours", True), ("less than 12 hours", False)])
def test_a_half_life_told_as_a_bound_is_no_figure_to_compute_with(half_life, tells, small, tmp_path):
    record = small.record(
        "66666666-6666-4666-8666-666666666666",
        1,
        "20260401",
        "Velmora",
        "velmorin",
        "ORAL",
        [],
        {
            "dosage_and_administration": (
                "2 DOSAGE AND ADMINISTRATION 2.1 Recommended Dosage The recommended dosage in adults is 20 mg once daily. "
                "2.2 Missed Dose If a dose of VELMORA is missed, take it as soon as possible."
            ),
            "pharmacokinetics": f"12.3 Pharmacokinetics The elimination half-life of velmorin is {half_life}.",
        },
    )
    (tmp_path / "labels.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with open_edition(build([tmp_path / "labels.jsonl"], tmp_path / "out", workers=1).path) as edition:
        given = answer("I missed a dose of Velmora", edition)
        stays = answer("How long does Velmora stay in your system?", edition)
        held = [fact.value for fact in edition.facts(1, "pharmacokinetic")]
    assert [(each.high, each.bound) for each in held] == [(12, None if tells else "at_most")]
    assert given.outcome == "answered"
    assert any("worked this out from the half-life" in one.text for one in given.statements) is tells
    assert f"in {'about' if tells else 'at most'} 12 hours" in stays.summary
