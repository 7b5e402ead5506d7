"""By when a medicine must be taken; what an effect is called; whose half-life is told."""

import json

import pytest

from plainlabel.answers.answer import answer
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
from plainlabel.questions.understand import understand


@pytest.fixture(scope="module")
def edition(tmp_path_factory, small):
    """Returns the edition of a pill that must be taken within a time, and of a tablet of two medicines."""
    velmora = small.record(
        "66666666-6666-4666-8666-666666666666",
        1,
        "20260401",
        "Velmora",
        "velmorin",
        "ORAL",
        [],
        {
            "indications_and_usage": "Use VELMORA lowers the chance of pregnancy after sex without birth control.",
            "dosage_and_administration": "Directions Take 1 tablet as soon as possible within 96 hours (4 days) after unprotected sex.",
            "warnings": "Warnings Do not use if you are already pregnant.",
        },
    )
    quellido = small.record(
        "77777777-7777-4777-8777-777777777777",
        1,
        "20260401",
        "Quellido",
        "quellidan",
        "ORAL",
        [],
        {
            "boxed_warning": "WARNING: ADDICTION, ABUSE, AND MISUSE QUELLIDO exposes users to risks of addiction, abuse, and misuse.",
            "warnings_and_cautions": (
                "5 WARNINGS AND PRECAUTIONS 5.1 Addiction, Abuse, and Misuse QUELLIDO exposes users to the risks of addiction."
            ),
            "adverse_reactions": (
                "6 ADVERSE REACTIONS 6.1 Clinical Trials Experience The most common adverse reactions are somnolence and face edema."
            ),
            "pharmacokinetics": "12.3 Pharmacokinetics The elimination half-life of quellidan is 10 hours.",
        },
    )
    quellido["openfda"]["generic_name"] = ["QUELLIDAN AND ORMIDAN"]
    quellido["openfda"]["substance_name"] = ["QUELLIDAN", "ORMIDAN"]
    folder = tmp_path_factory.mktemp("when")
    (folder / "labels.jsonl").write_text("\n".join(json.dumps(each) for each in (velmora, quellido)), encoding="utf-8")
    with open_edition(build([folder / "labels.jsonl"], folder / "out", workers=1).path) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "How soon must I take Velmora?",
        "What is the time frame for taking Velmora?",
        "How many hours after sex can I take Velmora?",
        "How soon after unprotected sex should I take Velmora?",
        "How long do I have to take Velmora after sex?",
        "How late can I take Velmora?",
    ],
)
def test_by_when_it_must_be_taken_is_a_time_of_use(question, edition):
    given = answer(question, edition)
    assert given.outcome == "answered"
    assert any("within 96 hours" in each.text for each in given.statements)


@pytest.mark.parametrize(
    ("question", "kind"),
    [("How soon does Velmora work?", "action_time"), ("How many hours after Velmora can I drink alcohol?", "interaction")],
)
def test_how_soon_may_ask_for_something_else(question, kind, edition):
    assert understand(question, edition).type == kind


def test_an_adjective_is_no_effect(edition):
    given = answer("Is Quellido addictive?", edition)
    assert "addiction" in given.summary
    assert "addictive" not in given.summary


def test_a_word_that_no_concept_knows_names_no_effect(edition):
    given = answer("Does Quellido affect the face?", edition)
    assert "face as a side effect" not in given.summary


def test_the_half_life_of_one_part_is_told_as_its_own(edition):
    given = answer("How long does Quellido stay in your system?", edition)
    assert "(quellidan)" in given.summary.lower()
    assert any(each.basis == "computed" and "for quellidan" in each.text.lower() for each in given.statements)
