"""The panel of over-the-counter labels: whole invented labels with every fact that they hold, and its pieces one by one."""

import json
from pathlib import Path

import msgspec
import pytest

from plainlabel.facts.drug_facts import is_over_the_counter, items, orders, panel
from plainlabel.facts.extract import EXTRACTORS
from plainlabel.facts.kinds import Storage
from plainlabel.facts.source import Source
from plainlabel.labels.openfda_json import read_record

INVENTED = json.loads((Path(__file__).parents[1] / "fixtures" / "drug_facts.json").read_text(encoding="utf-8"))
KINDS = (
    "indication", "contraindication", "adjustment", "interaction", "population", "dosage", "administration", "storage", "class",
    "overdose",
)  # fmt: skip


def _told(value):
    """Returns the fields of a fact that say something."""
    fields = msgspec.to_builtins(value)
    del fields["kind"]
    return {name: told for name, told in fields.items() if told not in (None, False) or name == "allowed"}


@pytest.mark.parametrize("one", INVENTED, ids=lambda one: one["record"]["openfda"]["brand_name"][0])
@pytest.mark.parametrize("kind", KINDS)
def test_an_invented_label(one, kind):
    source = Source(read_record(one["record"]))
    assert [_told(fact.value) for fact in EXTRACTORS[kind](source)] == one["facts"].get(kind, [])


def test_a_prescription_label_has_no_panel(label, section):
    source = Source(label(section("34071-1", "Do not use in winter. Ask a doctor before use if you ski.")))
    assert not is_over_the_counter(source)
    assert list(panel(source, "do_not_use", "ask", "warnings")) == []


def test_headings_that_run_into_the_text(label, section):
    text = (
        "For the skin alone. Do not use on open skin Ask a doctor before use if you have hives When using this product stay in the "
        "shade Stop use and ask a doctor if it burns Keep out of reach of children. In case of overdose, ring for help. "
        "Other information store below 30°C (86°F)"
    )
    source = Source(label(section("55105-1", "Soother"), section("34071-1", text)))
    heads = ("warnings", "do_not_use", "ask", "when_using", "stop_use", "keep_out", "overdose", "other")
    assert [(piece.head, piece.text.strip(" .,")) for piece in panel(source, *heads)] == [
        ("warnings", "For the skin alone"),
        ("do_not_use", "on open skin"),
        ("ask", "have hives"),
        ("when_using", "stay in the shade"),
        ("stop_use", "it burns"),
        ("keep_out", "of children"),
        ("overdose", "ring for help"),
        ("other", "store below 30°C (86°F)"),
    ]
    stored = [fact.value for fact in EXTRACTORS["storage"](source)]
    assert stored == [Storage("normal", high_c=30.0, high_f=86.0)]


def test_what_limits_use_is_no_heading(label, section):
    text = "Take it with care. Do not use more than two sprays. Do not use longer than a week."
    source = Source(label(section("55105-1", "Soother"), section("34071-1", text)))
    assert [piece.head for piece in panel(source, "warnings", "do_not_use")] == ["warnings"]


def test_an_unclassified_text_is_of_the_panel_where_it_begins_with_a_heading(label, section):
    own = section("42229-5", "Other information keep it dry", section_id="a")
    leaflet = section("42229-5", "A leaflet. Do not use it as a fan.", section_id="b")
    source = Source(label(section("55105-1", "Soother"), own, leaflet))
    assert [(piece.head, piece.section.id) for piece in panel(source, "other", "do_not_use")] == [("other", "a")]


def test_items_by_bullet_and_without(label, section):
    bulleted = section("50570-1", "• on nails • if you have gout", section_id="a")
    flat = section("50570-1", "if you have gout with any other cream to treat warts", section_id="b")
    source = Source(label(section("55105-1", "Soother"), bulleted, flat))
    found = [[piece.section.text[start:end].strip() for start, end in items(piece)] for piece in panel(source, "do_not_use")]
    assert found == [["on nails", "if you have gout"], ["if you have gout", "with any other cream", "to treat warts"]]


def test_orders(label, section):
    text = "adults and children 12 years and over: take 1 caplet with water do not chew it children under 12 years: ask a doctor"
    source = Source(label(section("55105-1", "Soother"), section("34068-7", text)))
    assert [order.text.strip() for order in orders(source)] == [
        "adults and children 12 years and over",
        "take 1 caplet with water",
        "do not chew it",
        "children under 12 years",
        "ask a doctor",
    ]
