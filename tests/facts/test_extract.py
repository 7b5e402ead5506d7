"""The whole extraction: places, failures, and facts of real labels."""

import gzip
import json
from collections import Counter

import pytest

from plainlabel.facts import extract as module
from plainlabel.facts.extract import EXTRACTORS, extract
from plainlabel.facts.kinds import Storage

OF_RECORD = {"boxed_warning", "product", "ingredient", "date"}  # what is told of a label without text

SET_ID = "595f437d-2729-40bb-9c62-c8ece1f82780"


def test_every_fact_has_its_exact_place(label, section):
    one = label(
        section("34067-9", number="1", title="INDICATIONS AND USAGE"),
        section(None, "ZORFAN is indicated for adults with itch.", number="1.1", title="Itch", parent="34067-9"),
        section("34069-5", "White pills. Store at 20°C to 25°C."),
    )
    facts, errors = extract(one)
    texts = {part.id: part.text for part in one.sections}
    shown = {
        fact.kind: (fact.place, texts[fact.place.section_id][fact.place.start : fact.place.end])
        for fact in facts
        if fact.place.start is not None
    }
    assert errors == ()
    assert shown["storage"][1] == "Store at 20°C to 25°C."
    assert shown["indication"][1] == "ZORFAN is indicated for adults with itch."
    assert (shown["indication"][0].section_code, shown["indication"][0].section) == ("34067-9", "1.1 Itch")


def test_a_broken_extractor_loses_its_own_kind_only(label, section, monkeypatch):
    def broken(_source):
        raise KeyError("lost")

    monkeypatch.setitem(module.EXTRACTORS, "storage", broken)
    facts, errors = extract(label(section("34069-5", "Store at 20°C to 25°C.")))
    assert {fact.kind for fact in facts} == OF_RECORD
    assert [(error.set_id, error.location) for error in errors] == [
        ("00000000-0000-4000-8000-000000000001", "facts of kind storage")
    ]


def test_an_empty_label_has_no_facts_but_the_absence(label):
    facts, errors = extract(label())
    assert {fact.kind for fact in facts} == OF_RECORD
    assert not next(fact.value.present for fact in facts if fact.kind == "boxed_warning")
    assert errors == ()


def test_kinds_are_those_the_facts_have(label, section):
    facts, _ = extract(
        label(section("34069-5", "Store at 20°C to 25°C."), section("34070-3", "None."), section("34076-0", "Avoid grapefruit."))
    )
    assert {fact.kind for fact in facts} <= set(EXTRACTORS)


@pytest.fixture(scope="module")
def reference(shared):
    """Returns the facts of one real label by kind: set id and version are in the file, the text is not copied here."""
    read_record = pytest.importorskip("plainlabel.labels.openfda_json").read_record
    with gzip.open(shared / "data" / "openfda_label" / "labels_2026-07.jsonl.gz") as lines:
        record = next(line for line in lines if SET_ID.encode() in line and json.loads(line)["set_id"] == SET_ID)
    facts, errors = extract(read_record(record))
    assert errors == ()
    return facts


def of(facts, kind):
    return [fact.value for fact in facts if fact.kind == kind]


@pytest.mark.shared
def test_nine_indications_with_their_ages(reference):
    found = {
        value.condition: (value.min_age_months, value.min_weight_kg, value.adults, value.role)
        for value in of(reference, "indication")
    }
    assert found == {
        "moderate-to-severe atopic dermatitis": (6, None, True, None),
        "Asthma": (72, None, True, "add-on"),
        "Chronic Rhinosinusitis with Nasal Polyps": (144, None, True, "add-on"),
        "Eosinophilic Esophagitis": (12, 15.0, True, None),
        "Prurigo Nodularis": (None, None, True, None),
        "chronic obstructive pulmonary disease and an eosinophilic phenotype": (None, None, True, "add-on"),
        "Chronic Spontaneous Urticaria": (24, None, True, None),
        "Bullous Pemphigoid": (None, None, True, None),
        "Allergic Fungal Rhinosinusitis": (72, None, True, None),
    }


@pytest.mark.shared
def test_storage_of_a_real_label(reference):
    cold = Storage(
        "normal",
        low_c=2.0,
        high_c=8.0,
        low_f=36.0,
        high_f=46.0,
        where="refrigerator",
        do_not_freeze=True,
        do_not_shake=True,
        protect_from_light=True,
        original_carton=True,
    )
    assert of(reference, "storage") == [
        cold,
        Storage("room", high_c=25.0, high_f=77.0, days=14.0, where="room", discard_after_limit=True),
    ]


@pytest.mark.shared
def test_headings_of_a_real_label(reference):
    assert [value.present for value in of(reference, "boxed_warning")] == [False]
    assert [value.number for value in of(reference, "warning")] == [f"5.{number}" for number in range(1, 11)]
    assert [value.term for value in of(reference, "contraindication")] == [
        "known hypersensitivity to dupilumab",
        "known hypersensitivity to excipients",
    ]


@pytest.mark.shared
def test_alcohol_only_ever_means_the_swab(reference):
    roles = Counter()
    for value in of(reference, "term"):
        if value.topic == "alcohol":
            roles[value.role] += value.count
    # Eight in the stored text; the source repeats two of them in its table HTML, which makes ten.
    assert set(roles) == {"swab"}
    assert roles["swab"] in {8, 10}
