"""What is recovered from one openFDA record (a medicine that does not exist; see fixtures/openfda/README.md)."""

import json
from pathlib import Path

import pytest

from plainlabel.label import Label, Section, cells, coded_ancestor, heading
from plainlabel.labels.openfda_elements import segments
from plainlabel.labels.openfda_excerpt import highlights
from plainlabel.labels.openfda_headings import split
from plainlabel.labels.openfda_json import read_record
from plainlabel.labels.openfda_notes import notes
from plainlabel.labels.openfda_numbers import numbered
from plainlabel.labels.openfda_products import classes, products, schedule
from plainlabel.labels.openfda_tables import locate
from plainlabel.labels.partial_json import read_partial

FIXTURES = Path(__file__).parents[1] / "fixtures" / "openfda"


@pytest.fixture(scope="module")
def record() -> dict:
    return json.loads((FIXTURES / "velmora.json").read_text(encoding="utf-8"))["results"][0]


@pytest.fixture(scope="module")
def label(record: dict) -> Label:
    return read_record(record, file="velmora.json")


@pytest.fixture(scope="module")
def sections(label: Label) -> dict[str, Section]:
    return {section.id: section for section in label.sections}


def highlighted(section: Section) -> str:
    return " ".join(section.text[block.start : block.end] for block in section.blocks if block.highlight)


def test_header(label: Label) -> None:
    assert (label.set_id[-1], label.version, label.effective, label.source) == ("1", 7, "2026-03-10", "openfda")
    assert (label.title, label.labeler, label.original_packager, label.rxcui) == ("Velmora", "Velmora Works", True, ("999",))
    assert label.notices == ()


def test_sections_come_in_label_order_with_their_numbers_titles_and_codes(label: Label, sections: dict[str, Section]) -> None:
    assert [heading(section) for section in label.sections if section.number] == [
        "1 INDICATIONS AND USAGE",
        "2 DOSAGE AND ADMINISTRATION",
        "2.1 Recommended Dosage",
        "2.2 Dosage Modifications for Hiccups That Persist",
        "4 CONTRAINDICATIONS",
        "5 WARNINGS AND PRECAUTIONS",
        "5.1 Green Tongue",
        "5.2 Loud Hiccups",
        "5.2.1 Very Loud Hiccups",
        "6 ADVERSE REACTIONS",
        "6.1 Clinical Trials Experience",
        "6.2 Postmarketing Experience",
        "8 USE IN SPECIFIC POPULATIONS",
        "8.1 Pregnancy",
        "8.4 Pediatric Use",
        "9.1 Controlled Substance",
        "16 HOW SUPPLIED/STORAGE AND HANDLING",
    ]
    assert sections["warnings_and_cautions/5.2.1"].parent == "warnings_and_cautions/5.2"
    assert sections["pregnancy"].parent == "use_in_specific_populations"
    assert sections["pregnancy"].code == "42228-7"
    assert sections["adverse_reactions/6.2"].code == "34084-4"
    assert sections["spl_unclassified_section/2"].text == "Rx only"
    assert coded_ancestor(sections, "warnings_and_cautions/5.2.1") == "43685-7"


def test_a_coded_section_without_a_heading_gets_the_standard_title_and_text_after_it_is_kept(sections: dict[str, Section]) -> None:
    storage = sections["storage_and_handling"]
    assert (storage.number, storage.title, storage.parent) == (None, "Storage and Handling", "how_supplied")
    assert storage.text.startswith("Store below 25")
    assert sections["how_supplied/more"].text == "Return empty tins."


def test_highlights_are_told_from_the_full_text(sections: dict[str, Section]) -> None:
    assert highlighted(sections["warnings_and_cautions"]) == sections["warnings_and_cautions"].text
    assert highlighted(sections["contraindications"]) == "None. ( 4 )"
    assert highlighted(sections["indications_and_usage"]) == "Velmora is a hiccup inhibitor indicated for hiccups. ( 1 )"
    assert highlighted(sections["warnings_and_cautions/5.1"]) == ""
    assert highlighted(sections["boxed_warning"]).endswith("( 5.1 )")
    assert sections["boxed_warning"].title == "WARNING: GREEN TONGUE"


def test_tables_become_rows_with_cells(sections: dict[str, Section]) -> None:
    section = sections["dosage_and_administration/2.2"]
    rows = [block for block in section.blocks if block.kind == "row"]
    assert section.text == "Table 1: Steps\nStep\tDose\nFirst\t5 mg\nSecond\t2.5 mg"
    assert [block.kind for block in section.blocks] == ["caption", "row", "row", "row"]
    assert [section.text[cell.start : cell.end] for cell in cells(section.text, rows[2])] == ["Second", "2.5 mg"]
    assert cells(section.text, rows[0])[0].header
    assert not cells(section.text, rows[1])[0].header
    assert cells(section.text, rows[2])[0].rowspan == 2


def test_bullets_and_inner_headings(sections: dict[str, Section]) -> None:
    assert [block.kind for block in sections["spl_medguide"].blocks] == ["paragraph", "item", "item"]
    assert [block.kind for block in sections["pregnancy"].blocks] == ["heading", "paragraph"]


def test_the_row_of_one_cell_is_layout() -> None:
    html = "<table><tr><td>Ask:<list><item>one</item><item>two <list><item>deep</item></list></item></list>End</td></tr></table>"
    (span,) = locate("Ask: one two deep End", [html])
    assert [level for _, level in span.parts[0].cells[0].breaks] == [1, 1, 2, 0]


def excerpt(text: str, number: str = "4", below: str = "") -> str:
    """Returns what of a chapter's own text is taken for the Highlights."""
    first, end = highlights(text, 0, len(text), number, below, ())
    return text[first:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Zelvora is contraindicated in: Hiccups. Zelvora is contraindicated in green tongue. Hiccups. ( 4 ) Green tongue. ( 4 )",
            "Hiccups. ( 4 ) Green tongue. ( 4 )",
        ),
        ("Zelvora must not be given for hiccups Hiccups ( 4 )", "Hiccups ( 4 )"),
        ("Hiccups. ( 4 ) Do not give Zelvora for hiccups [see Hiccups ( 5.1 )].", "Hiccups. ( 4 ) "),
        ("None. None. ( 4 )", "None. ( 4 )"),
        ("Zelvora is contraindicated in hiccups ( 4 )", ""),
        ("Never for green tongue [see Warnings and Precautions ( 5.1 )].", ""),
    ],
)
def test_the_excerpt_only_says_again_what_the_chapter_says(text: str, expected: str) -> None:
    assert excerpt(text) == expected


def test_own_text_before_the_excerpt_of_a_chapter_with_subsections_is_full_text() -> None:
    text = "Norvexin was studied in rabbits alone. Loud hiccups: stop norvexin. ( 7.1 )"
    assert excerpt(text, "7", "7.1 Loud Hiccups Stop norvexin.") == "Loud hiccups: stop norvexin. ( 7.1 )"


def test_footnotes_in_cells_and_in_the_foot_of_a_table_are_told() -> None:
    html = (
        "<table><tfoot><tr><td colspan='2'>N = all treated</td></tr></tfoot><tbody><tr><td>Hiccups<footnote>Loud ones</footnote></td>"
        "<td>4%</td></tr></tbody></table>"
    )
    text = "N = all treated Hiccups Loud ones 4%"
    (span,) = locate(text, [html])
    assert [part.kind for part in span.parts] == ["footnote", "row"]
    ((start, end),) = span.parts[1].cells[0].notes
    assert text[start:end] == "Loud ones"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("* Loud ones. a Of those treated Zelvora was then stopped.", ["* Loud ones."]),
        ("a Of those treated b Two weeks. In a later study no one hiccuped.", ["a Of those treated", "b Two weeks."]),
        ("NA = not asked. A later study followed.", ["NA = not asked."]),
        ("A later study followed. * Loud.", []),
    ],
)
def test_notes_below_a_table_end_where_they_surely_end(text: str, expected: list[str]) -> None:
    table = "Hiccups *\nRash a\nZeal b\n4%"
    assert [text[start:end] for start, end in notes(text, 0, len(text), table)] == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("5.1 Hiccups and/or Green Tongue The tongue turns green.", "Hiccups and/or Green Tongue"),
        ("2.1 Tests Prior to First Dose Obtain a photograph.", "Tests Prior to First Dose"),
        ("2.2 Blood Tests Prior to starting, count.", "Blood Tests"),
        ("14.1 Hiccups in Adults HICSTOP (NCT00000000) was a study.", "Hiccups in Adults"),
        ("5.2 Abuse, Misuse, and Hiccups The use of it is loud.", "Abuse, Misuse, and Hiccups"),
    ],
)
def test_titles_end_where_the_sentence_begins(text: str, title: str) -> None:
    found = split(text, 0, len(text), None, {}, ("zelvora",))
    assert text[found.title_start : found.body_start].strip() == title


def test_an_amount_is_no_number_of_a_section() -> None:
    assert [one.number for one in numbered("2.1 Mixing Add 2.2 mL of water. 2.2 Storing Keep cold.", 2, (), ())] == ["2.1", "2.2"]
    assert numbered("2.1 Mixing Add 2.2 mL of water.", 2, (), ())[-1].number == "2.1"


def test_products_are_paired_with_their_ndc(label: Label) -> None:
    small, large = label.products
    assert (small.name, small.generic, small.product_ndc) == ("Velmora", "zelbotinib", "9999-0010")
    assert (small.packages[0].ndc, small.application, small.marketing_category) == ("9999-0010-30", "NDA999999", "NDA")
    assert small.active[0].name == "ZELBOTINIB HYDROCHLORIDE"
    assert (small.active[0].unii, small.active[0].moieties[0].name) == ("ZZZZZZZZ01", "ZELBOTINIB")
    assert [item.name for item in large.inactive] == ["LACTOSE MONOHYDRATE", "MAGNESIUM STEARATE", "WATER", "FERRIC OXIDE RED"]
    assert small.inactive[0].unii == "EWQ57Q8I5X"
    assert small.appearance is not None
    assert large.appearance is not None
    assert (small.appearance.imprint, small.appearance.colors, small.appearance.shape) == ("VM;10", ("white",), "ROUND")
    assert (large.appearance.imprint, large.appearance.shape, large.dea) == ("VM;20", "OVAL", "CIV")
    assert label.classes[0].name == "Hiccup Inhibitor"
    assert label.classes[0].code == "N0000999999"


def test_products_that_cannot_be_told_apart_share_what_all_have(record: dict) -> None:
    openfda = {**record["openfda"], "product_ndc": ["9999-0020", "9999-0010"]}
    found = products(openfda, record["spl_product_data_elements"][0])
    assert {product.appearance for product in found} == {None}
    assert all("FERRIC OXIDE RED" in [item.name for item in product.inactive] for product in found)
    assert len(products({**openfda, "product_ndc": ["9999-0030"]}, "")) == 1


def test_a_record_without_openfda_names_its_product_from_the_text() -> None:
    (segment,) = segments({}, "Velmora zelbotinib LACTOSE MONOHYDRATE")
    assert segment.name == "Velmora"
    assert products({}, "")[0].name == ""
    assert classes({"pharm_class_epc": ["A [EPC]", "B [EPC]"], "nui": ["N1"]})[0].code is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a Schedule IV substance", "CIV"), ("listed as CII", "CII"), ("Schedule II or Schedule III", None), ("not controlled", None)],
)
def test_schedule(text: str, expected: str | None) -> None:
    assert schedule([text]) == expected


def test_the_collector_snapshot_gives_the_day_seen_and_nothing_else(record: dict, label: Label) -> None:
    seen = read_record({**record, "_snapshot": {"openfda_last_updated": "2026-03-11", "file": "x"}})
    assert seen.seen == "2026-03-11"
    assert label.seen is None
    assert seen.sections == label.sections


def test_the_set_id_may_come_from_the_openfda_part(record: dict) -> None:
    found = read_record({key: value for key, value in record.items() if key != "set_id"})
    assert found.set_id == record["set_id"]
    assert len(found.notices) == 1


def test_partial_records_take_their_name_from_the_openfda_part() -> None:
    label = read_partial((FIXTURES / "partial.jsonl").read_bytes())
    assert (label.partial, label.version, label.title, label.document_id) == (
        True,
        None,
        "Velmora",
        "0f0f0f0f-0000-4000-8000-0000000000b2",
    )
    assert label.products[0].name == "Velmora"
    assert label.products[0].active[0].name == "ZELBOTINIB HYDROCHLORIDE"
    assert [heading(section) for section in label.sections] == ["4 CONTRAINDICATIONS"]
