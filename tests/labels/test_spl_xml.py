"""Well-formed SPL of invented medicines, read in full; tests/fixtures/spl/README.md explains each file."""

from pathlib import Path

import pytest

from plainlabel.errors import IncompleteLabelError, NotALabelError
from plainlabel.label import ActiveIngredient, Appearance, Ingredient, Label, Package, PharmClass, Section, cells, heading
from plainlabel.labels.spl_classes import read_class_index
from plainlabel.labels.spl_sections import numbered
from plainlabel.labels.spl_text import fold
from plainlabel.labels.spl_xml import read_spl

FOLDER = Path(__file__).parents[1] / "fixtures" / "spl"


def read(name: str) -> Label:
    return read_spl((FOLDER / name).read_bytes(), file=name)


def shown(section: Section) -> list[tuple[str, str]]:
    return [(block.kind, section.text[block.start : block.end]) for block in section.blocks]


@pytest.fixture(scope="module")
def new() -> Label:
    return read("new-format.xml")


def test_header(new):
    assert (new.set_id, new.version, new.effective) == ("22222222-3333-4444-8555-666666666601", 7, "2025-03-15")
    assert (new.document_id, new.document_type) == ("0f0f0f0f-0000-4000-8000-000000000001", "34391-3")
    assert (new.labeler, new.labeler_duns, new.original_packager) == ("Inventa Labs, Inc.", "099900001", True)
    assert new.title == "These highlights do not include all about ZALTREXO. ZALTREXO XR tablets"
    assert (new.source, new.partial, new.notices) == ("spl", False, ())


def test_product(new):
    (product,) = new.products
    assert (product.name, product.generic) == ("Zaltrexo XR", "zaltrexamine hydrochloride")
    assert (product.form, product.routes, product.dea) == ("TABLET, FILM COATED, EXTENDED RELEASE", ("ORAL",), "CIV")
    assert (product.marketing_category, product.application) == ("NDA", "NDA999001")
    assert (product.marketing_start, product.marketing_end) == ("2020-01-02", "2030-12-31")
    assert product.active == (
        ActiveIngredient(
            "ZALTREXAMINE HYDROCHLORIDE", "ZALTREX00H", "20 mg", (Ingredient("ZALTREXAMINE", "ZALTREX000"),), "moiety"
        ),
    )
    assert product.inactive == (Ingredient("INVENTED STARCH", "STARCH0000"), Ingredient("INVENTED BLUE", "BLUE000000"))
    assert product.appearance == Appearance("ZX;20", ("blue", "white"), "oval", 11.0, 2, ("zaltrexo-tablet.jpg",))


def test_packages(new):
    first, second = new.products[0].packages
    assert first == Package("0999-0101-30", "30 TABLET, FILM COATED, EXTENDED RELEASE in 1 BOTTLE", "2020-01-02")
    assert second.ndc == "0999-0101-03"
    assert second.description == "3 BLISTER PACK in 1 CARTON / 10 TABLET, FILM COATED, EXTENDED RELEASE in 1 BLISTER PACK"


def test_section_tree(new):
    found = [(section.code, section.number, section.title) for section in new.sections]
    assert found == [
        ("48780-1", None, ""),
        ("34066-1", None, "WARNING: INVENTED RISK"),
        ("34067-9", "1", "INDICATIONS AND USAGE"),
        (None, "1.1", "Headache"),
        ("34068-7", "2", "DOSAGE AND ADMINISTRATION"),
        ("34069-5", "16", "HOW SUPPLIED"),
        ("42229-5", None, "24 Hour Card"),
    ]
    assert new.sections[3].parent == new.sections[2].id == "cccccccc-0000-4000-8000-000000000003"


def test_highlights_are_flagged(new):
    (block,) = new.sections[2].blocks
    assert block.highlight
    assert new.sections[2].text == "Zaltrexo is for invented headache (1.1)"
    assert not any(block.highlight for section in new.sections if section.number != "1" for block in section.blocks)


def test_inline_markup(new):
    assert new.sections[3].text.split("\n") == [
        "Zaltrexo treats headache of 102 kinds, H2O included.",
        "plain words loose here",
        "Last line.",
    ]
    assert new.sections[5].text == "Keep at 20\u00b0C."


def test_blocks_in_document_order(new):
    assert shown(new.sections[4]) == [
        ("paragraph", "Take it."),
        ("caption", "Steps:"),
        ("item", "a. Open"),
        ("item", "b. Pour"),
        ("paragraph", "slowly"),
        ("item", "Close"),
        ("item", "the cap"),
        ("paragraph", "firmly"),
        ("caption", "Table 1: Doses Invented."),
        ("footnote", "Invented."),
        ("row", "Age\tDose"),
        ("row", "mg a day"),
        ("row", "Adult\t10 With food.\t20"),
        ("footnote", "With food."),
        ("row", "30\t40 or 50"),
        ("row", ""),
        ("image", ""),
        ("paragraph", "Boxed words."),
        ("item", "Boxed item"),
        ("image", ""),
        ("caption", "Figure 1"),
        ("paragraph", "See above."),
        ("image", ""),
    ]
    blocks = new.sections[4].blocks
    assert [block.level for block in blocks if block.kind == "item"] == [1, 1, 1, 2, 1]
    assert {block.name for block in blocks if block.kind == "image"} == {"zaltrexo-curve.jpg"}
    assert [block.table for block in blocks if block.kind == "row"] == [1] * 5


def test_cells(new):
    section = new.sections[4]
    rows = [cells(section.text, block) for block in section.blocks if block.kind == "row"]
    assert [
        [(section.text[cell.start : cell.end], cell.header, cell.colspan, cell.rowspan) for cell in row] for row in rows[:3]
    ] == [
        [("Age", True, 1, 1), ("Dose", True, 2, 1)],
        [("mg a day", False, 3, 1)],
        [("Adult", True, 1, 2), ("10 With food.", False, 1, 1), ("20", False, 1, 1)],
    ]


@pytest.mark.parametrize("name", ["new-format.xml", "otc.xml", "kit.xml", "old-format.xml", "repackager.xml"])
def test_offsets_cover_the_text(name):
    for section in read(name).sections:
        outer = [block for block in section.blocks if block.kind not in {"image", "footnote"} and block.end > block.start]
        assert "\n".join(section.text[block.start : block.end] for block in outer) == section.text
        assert all(0 <= block.start <= block.end <= len(section.text) for block in section.blocks)


def test_otc():
    label = read("otc.xml")
    assert label.document_type == "34390-5"
    assert label.products[0].routes == ("ORAL", "TOPICAL")
    assert label.products[0].active[0].strength == "5 mg in 5 mL"
    assert label.products[0].packages == (Package("0999-0202-04", "118 mL in 1 BOTTLE"),)
    assert shown(label.sections[2]) == [("item", "with other sniffles"), ("item", "if allergic")]


def test_kit():
    (kit,) = read("kit.xml").products
    assert (kit.form, kit.product_ndc, kit.active) == ("KIT", "0999-0303", ())
    assert [package.ndc for package in kit.packages] == ["0999-0303-02"]
    assert [(part.name, part.form, part.routes, part.application) for part in kit.parts] == [
        ("Kitteza", "INJECTION, SOLUTION", ("SUBCUTANEOUS",), "BLA999003"),
        ("Swab", "SWAB", ("SUBCUTANEOUS",), "part333A"),
    ]
    assert kit.parts[0].active[0].strength == "40 mg in 0.8 mL"


def test_old_format():
    label = read("old-format.xml")
    (product,) = label.products
    assert product.active == (ActiveIngredient("Oldamine sodium", "OLDAMINE00", "5 mg", (Ingredient("Oldamine"),), None),)
    assert product.inactive == (Ingredient("invented lactose", "LACTOSE000"),)
    assert [(package.ndc, package.description) for package in product.packages] == [
        ("0999-0404-01", "100 TABLET in 1 BOTTLE"),
        ("0999-0404-12", "12 BOTTLE in 1 CASE / 100 TABLET in 1 BOTTLE"),
    ]
    assert [section.code for section in label.sections] == ["48780-1", "34071-1", "42229-5", None]
    assert label.original_packager is None


def test_repackager():
    label = read("repackager.xml")
    assert (label.products[0].product_ndc, label.products[0].source_ndc) == ("99999-505", "0999-0101")
    assert label.products[0].active[0].basis == "reference"
    assert label.original_packager is False


def test_class_index():
    index = read_class_index((FOLDER / "class-index.xml").read_bytes())
    assert (index.unii, index.name, index.version, index.effective) == ("ZALTREX000", "ZALTREXAMINE", 4, "2022-01-01")
    assert index.classes == (
        PharmClass("CS", "Inventanes", "N0000000013"),
        PharmClass("EPC", "Invented Receptor Antagonist", "N0000000010"),
        PharmClass("MoA", "Invented Receptors", "N0000000011"),
        PharmClass("PE", "Less Invention", "N0000000012"),
    )


def test_class_index_refuses_labels_and_labels_refuse_it():
    with pytest.raises(NotALabelError, match="read_class_index"):
        read("class-index.xml")
    with pytest.raises(NotALabelError, match="read_spl"):
        read_class_index((FOLDER / "otc.xml").read_bytes())
    broken = (FOLDER / "class-index.xml").read_bytes().replace(b'code code="ZALTREX000"', b'code code="?"')
    with pytest.raises(IncompleteLabelError, match="UNII"):
        read_class_index(broken)


@pytest.mark.parametrize(
    ("title", "number", "words"),
    [
        ("5.2 Conjunctivitis", "5.2", "Conjunctivitis"),
        ("5.2. Conjunctivitis", "5.2", "Conjunctivitis"),
        ("5.2Conjunctivitis", "5.2", "Conjunctivitis"),
        ("14 CLINICAL STUDIES", "14", "CLINICAL STUDIES"),
        ("1. AUTHORIZED USE", "1", "AUTHORIZED USE"),
        ("12.3.1 Absorption", "12.3.1", "Absorption"),
        ("24 Hour Relief", None, "24 Hour Relief"),
        ("2.5 mg Tablets", None, "2.5 mg Tablets"),
        ("0.9% Sodium Chloride", None, "0.9% Sodium Chloride"),
        ("30 Tablets", None, "30 Tablets"),
        ("Warnings", None, "Warnings"),
        ("100 mL bag", None, "100 mL bag"),
    ],
)
def test_numbered(title, number, words):
    assert numbered(title) == (number, words)


def test_numbers_join_the_heading_again(new):
    assert heading(new.sections[3]) == "1.1 Headache"


@pytest.mark.parametrize(
    "text",
    ["", " ", "a", " a  b ", "a\u00a0b", "a\n\t b\u2003c\u202f\u00a0d", "\u00e9  \u00a0\n x", "a\rb", "a\u00adb  c", "x \u00a0"],
)
def test_fold_is_splitting_at_white_space(text):
    assert fold(text) == " ".join(text.split())
