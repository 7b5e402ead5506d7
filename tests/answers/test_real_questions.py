"""Questions on the real labels: facts and figures known from elsewhere, asserted on an edition of a few of them."""

import gzip
import json

import pytest

from plainlabel.answers.answer import answer
from plainlabel.edition.build import build
from plainlabel.edition.opened import open_edition

pytestmark = pytest.mark.shared

WANTED = ("DUPIXENT", "ULTRAM", "SANDIMMUNE", "LUPKYNIS", "ELIQUIS", "SIROLIMUS", "ADVIL")
"""Brands with what the questions need: an injection, an opioid, three immunosuppressants, a blood thinner, a pain pill."""


def _brand(record):
    return (record.get("openfda", {}).get("brand_name") or [""])[0].upper()


@pytest.fixture(scope="module")
def sources(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    with gzip.open(shared / "data" / "openfda_label" / "labels_2026-07.jsonl.gz", "rt", encoding="utf-8") as lines:
        kept = [line for line in lines if _brand(json.loads(line)) in WANTED]
    with gzip.open(shared / "data" / "openfda_label" / "labels_2024-01.jsonl.gz", "rt", encoding="utf-8") as lines:
        kept += [line for line in lines if _brand(json.loads(line)) in WANTED]
    with gzip.open(shared / "data" / "label_sections" / "medguard_openfda_sections.jsonl.gz", "rt", encoding="utf-8") as lines:
        partial = [line for line in lines if "MONTELUKAST" in line.upper()]
    (folder / "labels.jsonl").write_text("".join(kept), encoding="utf-8")
    (folder / "partial.jsonl").write_text("".join(partial), encoding="utf-8")
    return folder


@pytest.fixture(scope="module", params=["full", "facts"])
def edition(request, sources, tmp_path_factory):
    report = build([sources], tmp_path_factory.mktemp(request.param), facts_only=request.param == "facts", workers=1)
    with open_edition(report.path) as opened:
        yield opened


def test_the_fridge_question(edition):
    given = answer("How long can Dupixent stay out of the fridge?", edition)
    assert given.outcome == "answered"
    assert "14 days" in given.summary
    assert "77 F (25 C)" in given.summary
    assert given.citations[0].section_code in {"34069-5", "44425-7"}


def test_alcohol_is_silent_because_it_means_the_swab(edition):
    given = answer("Can you drink alcohol on Dupixent?", edition)
    assert given.outcome == "silent"
    assert all(citation.quote is None for citation in given.citations)
    assert any("swab" in statement.text for statement in given.statements)


def test_all_nine_uses_with_their_ages(edition):
    given = answer("What is Dupixent used for?", edition)
    uses = [statement for statement in given.statements if statement.basis == "label"]
    assert len(uses) == 9
    assert len({statement.citations for statement in uses}) == 9
    assert all(":" in statement.text for statement in uses)
    assert "6 months" in " ".join(statement.text for statement in uses)


def test_a_misspelt_brand(edition):
    given = answer("dupixant side effects", edition)
    assert (given.outcome, given.medicines[0].match) == ("answered", "spelling")
    assert any("dupixant" in notice for notice in given.notices)


def test_penicillin_in_a_partial_record(edition):
    given = answer("is penicillin in montelukast", edition)
    assert given.outcome == "not_held"
    assert given.medicines[0].name.lower() == "montelukast"
    assert given.medicines[0].version is None


@pytest.mark.parametrize(
    "question",
    [
        "Is Dupixent an immunosuppressant?",
        "does dupixent count as an immunosuppressant",
        "Is dupilumab an immune suppressant?",
        "does dupixent weaken your immune system",
    ],
)
def test_the_class_question(question, edition):
    given = answer(question, edition)
    assert (given.outcome, given.verdict) == ("answered", "no"), given.summary
    assert "computed" in {statement.basis for statement in given.statements}


def test_coming_off_tramadol(edition):
    given = answer("I have been on 400 mg of tramadol a day for 20 years, decided it is time to come off them", edition)
    assert given.summary.startswith("Do not stop suddenly.")
    assert any(statement.basis == "label" for statement in given.statements)


def test_quotes_are_the_stored_words(edition):
    for question in ("What are the side effects of Eliquis?", "Can I take ibuprofen with Eliquis?", "How does Eliquis work?"):
        for citation in answer(question, edition).citations:
            if citation.quote is not None:
                label = edition.label_by_set_id(citation.set_id, citation.version)
                assert edition.section(label.key, citation.section_id).text[citation.start : citation.end] == citation.quote
