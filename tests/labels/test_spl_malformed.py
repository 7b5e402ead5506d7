"""Every malformed SPL file gives its designed error or its documented recovery; tests/fixtures/spl/README.md explains each file."""

from pathlib import Path

import pytest

from plainlabel.errors import IncompleteLabelError, LabelError, NotALabelError, UnreadableDocumentError, UnsafeDocumentError
from plainlabel.label import Label, cells
from plainlabel.labels.spl_xml import read_spl
from plainlabel.labels.xml_input import MAX_BYTES

FOLDER = Path(__file__).parents[1] / "fixtures" / "spl" / "malformed"

ERRORS = {
    "01": (NotALabelError, "<spls>"),
    "02": (UnreadableDocumentError, "not well-formed"),
    "03": (IncompleteLabelError, "no set id"),
    "04": (IncompleteLabelError, "not a UUID"),
    "08": (UnsafeDocumentError, "depth"),
    "09": (UnsafeDocumentError, ""),
    "10": (UnsafeDocumentError, "document type"),
    "11": (UnsafeDocumentError, "document type"),
    "12": (UnsafeDocumentError, "document type"),
    "13": (UnreadableDocumentError, "nbsp"),
    "16": (UnreadableDocumentError, "encoding"),
    "20": (UnreadableDocumentError, "empty"),
    "21": (UnreadableDocumentError, "not well-formed"),
    "22": (UnreadableDocumentError, "not well-formed"),
    "33": (IncompleteLabelError, "not a number"),
    "34": (IncompleteLabelError, "no version"),
    "37": (NotALabelError, "no product and no words"),
    "38": (UnreadableDocumentError, "not well-formed"),
    "40": (UnreadableDocumentError, "encoding"),
    "42": (NotALabelError, "REMS"),
}

INVENTED = "Malforminol is invented."

ODD_PLACES = "\n".join(
    (
        *("in section", "after code", "after title", "in text", "in list", "item", "between", "other", "in table", "in tbody"),
        *("in row\tcell\tafter cell", "loose end", "after text", "note", "unknown element s"),
    )
)

RECOVERIES = {
    "05": ((INVENTED,), "not a date"),
    "06": ((INVENTED,), "not a date"),
    "07": ((INVENTED,), None),
    "14": (("Malforminol\u2019s caf\u00e9 tablets, 5\u00b0C.",), "Windows-1252"),
    "15": (("Malforminol\u2122, 5 \u00b5g.",), "read as UTF-8"),
    "17": ((INVENTED,), None),
    "18": (("Malforminol\u2122 is invented.",), None),
    "19": (("Malforminol\u2122 is invented.",), "read as UTF-16"),
    "23": (("", "", INVENTED), "no id"),
    "24": (("First boldface.\nSecond line.\none\ntwo\nIn a box\n<b>escaped</b>",), None),
    "25": (("Take < 5 mg & no <b>more</b>.",), None),
    "26": ((INVENTED,), None),
    "27": ((INVENTED, "Do not use."), "stands twice"),
    "28": ((INVENTED, "Inside."), "no id"),
    "29": ((INVENTED,), "(none)"),
    "30": ((INVENTED,), "urn:example:other"),
    "31": ((INVENTED,), None),
    "32": ((INVENTED,), None),
    "35": ((INVENTED, "Odd code."), None),
    "36": (
        (
            ODD_PLACES,
            "before all\nin component\nafter section\nlast",
        ),
        "outside every section",
    ),
    "39": ((INVENTED,), "White space before"),
    "41": (("a\tb\nc d e\tf\ng\th",), None),
    "43": (("",), "not an NDC"),
}


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.xml"))


def read(number: str) -> Label:
    path = next(path for path in files() if path.name.startswith(number))
    return read_spl(path.read_bytes(), file=path.name)


def test_every_file_has_its_design():
    assert {path.name[:2] for path in files()} == ERRORS.keys() | RECOVERIES.keys()
    assert len(files()) >= 40


@pytest.mark.parametrize("path", [path for path in files() if path.name[:2] in ERRORS], ids=lambda path: path.stem)
def test_error(path):
    kind, words = ERRORS[path.name[:2]]
    with pytest.raises(LabelError) as caught:
        read_spl(path.read_bytes(), file=path.name)
    assert type(caught.value) is kind
    assert words in caught.value.message
    assert caught.value.file == path.name
    assert caught.value.next_step


@pytest.mark.parametrize("path", [path for path in files() if path.name[:2] in RECOVERIES], ids=lambda path: path.stem)
def test_recovery(path):
    texts, notice = RECOVERIES[path.name[:2]]
    label = read_spl(path.read_bytes(), file=path.name)
    assert tuple(section.text for section in label.sections) == texts
    assert label.version == 3
    assert len({section.id for section in label.sections}) == len(label.sections)
    assert any(notice in told for told in label.notices) if notice else label.notices == ()


def test_truncated_file_names_its_line():
    with pytest.raises(UnreadableDocumentError) as caught:
        read("02")
    assert caught.value.location is not None
    assert caught.value.location.startswith("line ")


def test_ids_made_from_places():
    assert [section.id[-2:] for section in read("27").sections] == ["01", "/2"]
    outer, inner = read("28").sections
    assert (outer.id, inner.id, inner.parent) == ("section/1", "section/1/2", "section/1")
    assert (inner.code, inner.number, inner.title) == (None, "1.1", "Adults")


def test_dates_that_are_none():
    assert read("05").effective is None
    assert read("07").effective == "2999-12-31"


def test_bad_product_codes_are_left_out():
    (product,) = read("43").products
    assert (product.name, product.product_ndc, product.packages, product.active, product.appearance) == (
        "Malforminol",
        None,
        (),
        (),
        None,
    )


def test_spans_that_are_no_numbers():
    section = read("41").sections[0]
    assert [(cell.colspan, cell.rowspan) for cell in cells(section.text, section.blocks[0])] == [(1, 1), (1, 1)]


def test_too_large():
    with pytest.raises(UnsafeDocumentError, match="64 MB"):
        read_spl(b" " * (MAX_BYTES + 1))


def test_huge_attribute():
    data = (FOLDER / "17-byte-order-mark.xml").read_bytes().replace(b"<paragraph>", b'<paragraph ID="' + b"x" * 11_000_000 + b'">')
    with pytest.raises(UnsafeDocumentError):
        read_spl(data)


def test_sections_nested_to_the_limit_read():
    nest = "<component><section><text>deep</text>" * 110 + "</section></component>" * 110
    data = (FOLDER / "17-byte-order-mark.xml").read_bytes().replace(b"</section>", nest.encode() + b"</section>")
    assert len(read_spl(data).sections) == 111


def test_a_prefix_for_the_namespace_before_the_default_one_is_read_like_it():
    data = (FOLDER / "32-namespace-twice.xml").read_bytes().replace(b'<section xmlns="urn:hl7-org:v3">', b"<section>")
    data = data.replace(b"<document ", b'<document xmlns:v3="urn:hl7-org:v3" ')
    data = data.replace(b"<paragraph>", b"<list><v3:item>").replace(b"</paragraph>", b"</v3:item></list>")
    label = read_spl(data)
    assert [(section.text, section.blocks[0].kind) for section in label.sections] == [(INVENTED, "item")]
    assert label.notices == ()
