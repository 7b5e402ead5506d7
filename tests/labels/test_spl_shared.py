"""The real SPL labels: facts known from elsewhere, and every visible text node in exactly one stored section, in order.

The text check walks the XML with the standard library's parser and its own rules; it shares no code with the reader.
"""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from plainlabel.errors import NotALabelError
from plainlabel.label import Block, Label, cells
from plainlabel.labels.spl_classes import read_class_index
from plainlabel.labels.spl_xml import read_spl

FIXTURES = Path(__file__).parents[1] / "fixtures" / "spl"
V3 = "{urn:hl7-org:v3}"
NOT_LABELS = {"dailymed_spls_page", "indexing_pharm_class", "template_drug-interaction", "template_risk-evaluation"}
UNSEEN = {V3 + name for name in ("observationMedia", "subject", "subject2", "author", "id", "code", "effectiveTime")}


def documents(shared: Path) -> dict[str, bytes]:
    folder = shared / "data" / "spl_xml"
    found = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.xml"))}
    for archive in folder.glob("*.zip"):
        with zipfile.ZipFile(archive) as opened:
            found |= {f"{archive.stem}/{name}": opened.read(name) for name in opened.namelist() if name.endswith(".xml")}
    return {name: data for name, data in found.items() if not any(name.startswith(other) for other in NOT_LABELS)}


def label(shared: Path, start: str) -> Label:
    (path,) = (shared / "data" / "spl_xml").glob(f"{start}*.xml")
    return read_spl(path.read_bytes(), file=path.name)


def squeezed(texts: list[str]) -> str:
    return "".join("".join(texts).split())


def nodes(element: ET.Element, into: list[str]) -> None:
    """Adds the text nodes inside `element`, subsections and data left out."""
    into.append(element.text or "")
    for child in element:
        if child.tag != V3 + "section" and child.tag not in UNSEEN:
            nodes(child, into)
        into.append(child.tail or "")


def visible(data: bytes) -> list[tuple[str, str, int]]:
    """Returns squeezed title, squeezed text and number of text nodes of every section in document order."""
    found = []
    for section in ET.fromstring(data).iter(V3 + "section"):
        title: list[str] = []
        text: list[str] = [section.text or ""]
        for child in section:
            if child.tag == V3 + "title":
                nodes(child, title)
            elif child.tag not in UNSEEN:
                nodes(child, text)
            text.append(child.tail or "")
        found.append((squeezed(title), squeezed(text), sum(1 for node in title + text if node.strip())))
    return found


def check(data: bytes) -> tuple[int, int]:
    """Returns the number of sections and of text nodes after comparing all of them."""
    expected = visible(data)
    sections = read_spl(data).sections
    assert len(sections) == len(expected)
    for section, (title, text, _) in zip(sections, expected, strict=True):
        stored = squeezed([section.number or "", section.title])
        assert stored == (re.sub(r"^([\d.]*\d)\.(?!\d)", r"\1", title) if section.number else title)
        assert squeezed([section.text]) == text
    return len(expected), sum(count for _, _, count in expected)


@pytest.mark.shared
def test_every_text_node_stands_once_and_in_order(shared):
    total = 0
    for name, data in documents(shared).items():
        sections, count = check(data)
        total += count
        print(f"{name}: {sections} sections, {count} text nodes")
    print(f"all: {total} text nodes")
    assert total > 9_000


@pytest.mark.parametrize("name", ["new-format.xml", "otc.xml", "kit.xml", "old-format.xml", "repackager.xml"])
def test_every_text_node_of_the_fixtures(name):
    assert check((FIXTURES / name).read_bytes())[1] > 1


@pytest.mark.shared
def test_offsets_hold_in_every_real_label(shared):
    for data in documents(shared).values():
        for section in read_spl(data).sections:
            outer: list[Block] = []
            for block in section.blocks:
                if block.end > block.start and not (outer and block.end <= outer[-1].end):
                    outer.append(block)
            assert "\n".join(section.text[block.start : block.end] for block in outer) == section.text
            for block in section.blocks:
                words = section.text[block.start : block.end]
                assert words == words.strip() or block.kind == "row"
                found = cells(section.text, block)
                assert "\t".join(section.text[cell.start : cell.end] for cell in found) == words or block.kind != "row" or not words
                assert not block.forms or len(block.forms) == len(found)


@pytest.mark.shared
def test_humira(shared):
    found = label(shared, "humira")
    assert (found.set_id, found.version) == ("608d4f0d-b19f-46d3-749a-7159aa5f933d", 1560)
    assert [product.product_ndc for product in found.products] == ["0074-3799", "0074-9374", "0074-4339", "0074-3797"]
    assert [product.form for product in found.products].count("KIT") == 3
    assert found.products[0].parts[0].active[0].strength == "40 mg in 0.8 mL"
    assert found.products[0].parts[0].active[0].unii == "FYS6T7F842"
    assert {section.number for section in found.sections} >= {"5.1", "14.7", "17.2"}
    assert any(block.highlight for section in found.sections for block in section.blocks)


@pytest.mark.shared
def test_lipitor(shared):
    found = label(shared, "lipitor_c6e131fe")
    packages = [package.ndc for product in found.products for package in product.packages]
    assert (len(packages), packages[0], packages[-1]) == (19, "0071-0155-23", "0071-0158-92")
    looks = found.products[0].appearance
    assert looks is not None
    assert looks.imprint == "PD;155;10"
    assert looks.colors == ("white",)
    assert found.original_packager is True


@pytest.mark.shared
def test_repackaged_lipitor(shared):
    found = label(shared, "lipitor_17a163ef")
    assert [(product.product_ndc, product.source_ndc) for product in found.products] == [("55289-800", "0071-0156")]
    assert (found.labeler_duns, found.original_packager) == ("156893695", False)


@pytest.mark.shared
def test_otc_labels(shared):
    triaminic = label(shared, "triaminic")
    assert [substance.unii for substance in triaminic.products[0].active] == ["TC2D6JAD40", "04JA59TNSJ"]
    assert triaminic.products[0].marketing_category == "OTC monograph final"
    haloperidol = label(shared, "haloperidol").products[0]
    assert haloperidol.appearance is not None
    assert (haloperidol.appearance.imprint, haloperidol.appearance.shape, haloperidol.appearance.size_mm) == (
        "MYLAN;327",
        "round",
        9.0,
    )


@pytest.mark.shared
def test_ids_are_unique_and_parents_stand_before(shared):
    for data in documents(shared).values():
        seen: set[str | None] = {None}
        for section in read_spl(data).sections:
            assert section.id not in seen
            assert section.parent in seen
            seen.add(section.id)


@pytest.mark.shared
def test_what_is_no_label_says_so(shared):
    for path in (shared / "data" / "spl_xml").glob("*.xml"):
        if any(path.name.startswith(other) for other in NOT_LABELS):
            with pytest.raises(NotALabelError):
                read_spl(path.read_bytes(), file=path.name)


@pytest.mark.shared
def test_class_indexes(shared):
    folder = shared / "data" / "spl_xml"
    first = read_class_index((folder / "indexing_pharm_class_2018.xml").read_bytes())
    assert first.unii == "DEW6X41BEK"
    assert [(item.kind, item.code) for item in first.classes] == [("EPC", "N0000192799"), ("MoA", "N0000192798")]
    second = read_class_index((folder / "indexing_pharm_class_methoxsalen.xml").read_bytes())
    assert [item.kind for item in second.classes] == ["EPC", "EPC", "MoA", "PE"]
