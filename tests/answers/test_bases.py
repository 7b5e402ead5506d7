"""What rests on a list of ours says so; what FDA classes says that; every medicine that is named has its place."""

import json

import pytest

from plainlabel.answers.answer import answer
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition
from plainlabel.facts.kinds import Contraindication
from plainlabel.retrieval.reading import Reading

MANY = 15


SOOTHA = {
    "purpose": "Purpose Calmer",
    "indications_and_usage": "Uses temporarily relieves: • headache • sneezing",
    "dosage_and_administration": "Directions adults 18 years of age and over: take 1 tablet (2.5 mg) once a day",
}


def label(small, number, brand, generic, classes, sections):
    return small.record(f"{number:08d}-1111-4111-8111-111111111111", 1, "20260401", brand, generic, "ORAL", classes, sections)


@pytest.fixture(scope="module")
def edition(tmp_path_factory, small):
    """Returns the full edition of two opioids, one without an FDA class, and of many medicines for one illness."""
    use = {"indications_and_usage": "1 INDICATIONS AND USAGE It is indicated for the treatment of severe pain in adults."}
    records = [label(small, 1, "Calmora", "morphine", [], use), label(small, 2, "Zelvora", "zelvoran", ["Opioid Agonist"], use)]
    records.append(label(small, 3, "Sootha", "soothan", [], SOOTHA))
    records[-1]["openfda"]["product_type"] = ["HUMAN OTC DRUG"]
    records[-1]["openfda"].pop("application_number", None)
    for number in range(MANY):
        name = f"Velmora{chr(ord('a') + number)}"
        uses = {
            "indications_and_usage": f"1 INDICATIONS AND USAGE {name.upper()} is indicated for the treatment of gout in adults."
        }
        records.append(label(small, 10 + number, name, f"{name.lower()}ine", [], uses))
    folder = tmp_path_factory.mktemp("bases")
    (folder / "labels.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    with open_edition(build([folder / "labels.jsonl"], folder / "out", workers=1).path) as opened:
        yield opened


@pytest.mark.parametrize(("name", "basis"), [("Calmora", "computed"), ("Zelvora", "class")])
def test_stopping_says_by_whose_list_a_medicine_must_be_tapered(name, basis, edition):
    given = answer(f"Can I stop taking {name}?", edition)
    told = [each for each in given.statements if "opioid pain medicines" in each.text]
    assert [each.basis for each in told] == [basis]
    assert ("list" in told[0].text) is (basis == "computed")
    assert all(given.citations[number - 1].section for each in told for number in each.citations)


def test_what_is_sold_without_an_application_is_not_called_approved(edition):
    given = answer("What is Sootha used for?", edition)
    assert given.summary == "The label gives Sootha for headache and sneezing."
    assert any(each.text.startswith("FDA does not check every medicine") for each in given.statements)
    assert answer("Is Sootha good for headache?", edition).summary == "Yes. The label gives Sootha for headache."


def test_a_comparison_says_by_whose_list_a_medicine_is_of_a_kind(edition):
    given = answer("Calmora vs Zelvora", edition)
    bases = {each.basis for each in given.statements if "our list" in each.text}
    assert bases == {"computed"}


def test_every_medicine_named_for_an_illness_has_its_place(edition):
    given = answer("What medicines treat gout?", edition)
    first = given.statements[0]
    named = [each.strip() for each in first.text.split(": ")[1].split(" and ")[0].split(",")]
    assert f"and {MANY - len(named)} more" in first.text
    assert len(first.citations) == len(named)
    assert all(
        any(each.basis == "label" and each.text.startswith(f"{name} is approved") for each in given.statements) for name in named
    )


def test_no_way_of_taking_facts_leads_round_the_filter(edition, monkeypatch):
    (zelvora,) = [each for each in edition.medicines() if each.name == "Zelvora"]
    reading = Reading(edition, edition.label(zelvora.labels[0]))
    (fact,) = reading.facts("indication")
    bad = type(fact)(Contraindication("patients"), fact.place)
    monkeypatch.setattr(edition, "facts", lambda *_: (fact, bad))
    assert Reading(edition, reading.label).facts() == (fact,)
