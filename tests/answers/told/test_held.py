"""Which facts are told to whom."""

from types import SimpleNamespace

import pytest

from plainlabel.answers.told import held
from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.kinds import Adjustment


def pair(heading):
    value = Adjustment("renal", needed=True, severity="severe", action="avoid")
    return Fact(value, Place("a", None, heading)), value


@pytest.mark.parametrize(
    ("heading", "person", "told"),
    [
        ("2.2 Dosage in Pediatric Patients", {}, False),
        ("2.2 Dosage in Pediatric Patients", {"child": True}, True),
        ("2.2 Dosage in Pediatric Patients", {"age_years": 9.0}, True),
        ("2.1 Dosage in Adults and Children", {}, True),
        ("8.6 Renal Impairment", {}, True),
    ],
)
def test_what_is_said_of_children_alone_is_told_of_children_alone(monkeypatch, heading, person, told):
    found = [pair(heading)]
    monkeypatch.setattr(held, "held", lambda *_: found)
    asker = SimpleNamespace(**{"child": False, "age_years": None, **person})
    case = SimpleNamespace(reading=None, question=SimpleNamespace(person=asker))
    assert held.adjustments(case, "renal") == (found if told else [])


def test_an_adjustment_of_children_is_told_of_children_alone_whatever_its_heading(monkeypatch):
    value = Adjustment("renal", needed=True, severity="severe", action="avoid", population="children")
    found = [(Fact(value, Place("a", None, "8.6 Renal Impairment")), value)]
    monkeypatch.setattr(held, "held", lambda *_: found)
    for child in (True, False):
        case = SimpleNamespace(reading=None, question=SimpleNamespace(person=SimpleNamespace(child=child, age_years=None)))
        assert held.adjustments(case, "renal") == (found if child else [])
