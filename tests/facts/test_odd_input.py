"""Text that no label has (a broken file) breaks no extractor."""

import pytest

from plainlabel.facts.extract import EXTRACTORS, extract
from plainlabel.facts.source import Source
from plainlabel.label import Block, Section

_CODES = (
    *("34067-9", "34070-3", "43685-7", "34066-1", "34068-7", "34084-4", "34073-7", "43684-0", "44425-7", "34069-5", "43679-0"),
    *("43682-4", "34092-7", "34088-5", "34089-3", "55105-1", "50741-8", "48780-1"),
)
_ODD = (
    "",
    "(" * 1000,
    "[ " * 300,
    "x" * 20_000,
    "\x00\x01\x7f",
    "and " * 300,
    "1," * 300,
    "5 mg/mL to " * 100,
    "\u2028•\ufffd ○",
    ") - ",
)


@pytest.mark.parametrize("text", _ODD, ids=range(len(_ODD)))
def test_odd_text_in_every_section_breaks_no_extractor(label, text):
    blocks = (Block("paragraph", 0, len(text)),) if text else ()
    _, errors = extract(label(*(Section(code, code, None, text[:40], None, text, blocks) for code in _CODES)))
    assert errors == ()


def test_a_table_of_uneven_rows_breaks_no_extractor(label):
    rows = ["\t" * (at % 5) + "5 mg (2%)\t" * (at % 3) + "nausea" for at in range(12)]
    text, blocks = "", []
    for row in rows:
        blocks.append(Block("row", len(text), len(text) + len(row), table=1))
        text += f"{row}\n"
    _, errors = extract(label(*(Section(code, code, "1", "Title", None, text, tuple(blocks)) for code in _CODES)))
    assert errors == ()


def test_a_passage_longer_than_any_of_a_label_is_read_in_part(label):
    text = "word " * 10_000
    source = Source(label(section := Section("a", "34067-9", None, "", None, text, (Block("paragraph", 0, len(text)),))))
    (only,) = source.passages(section)
    assert (only.start, only.end) == (0, 12_000)


def test_facts_that_several_kinds_ask_for_are_read_once(label):
    source = Source(label())
    assert source.facts(EXTRACTORS["product"]) is source.facts(EXTRACTORS["product"])
