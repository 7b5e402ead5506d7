"""Passages: what each kind of block becomes, and that nothing is lost or held twice."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainlabel.label import Block, Section
from plainlabel.labels.passages import passages


def section(*blocks):
    """Returns a section of (kind, text) or (kind, text, highlight) blocks joined by newlines."""
    text, made = "", []
    for kind, words, *flag in blocks:
        text += "\n" if text else ""
        made.append(Block(kind, len(text), len(text) + len(words), highlight=bool(flag)))
        text += words
    return Section("s", "34067-9", "1", "USES", None, text, tuple(made))


def read(one):
    return [(passage.kind, one.text[passage.start : passage.end]) for passage in passages(one)]


def test_a_paragraph_becomes_sentences():
    assert read(section(("paragraph", " Take it. Drink water. "))) == [("paragraph", "Take it."), ("paragraph", "Drink water.")]


def test_a_long_item_becomes_sentences_and_a_short_one_stays():
    one = section(("item", "Wash your hands"), ("item", "Open it. Take one."))
    assert read(one) == [("item", "Wash your hands"), ("item", "Open it."), ("item", "Take one.")]


def test_a_passage_never_crosses_a_block():
    one = section(("paragraph", "Tell your doctor if you"), ("item", "have asthma"), ("item", "smoke"))
    assert read(one) == [("paragraph", "Tell your doctor if you"), ("item", "have asthma"), ("item", "smoke")]


def test_a_row_a_caption_and_a_footnote_stay_whole():
    one = section(("caption", "Table 1. Rates. All arms."), ("row", "Rash\t4%\t1. No"), ("footnote", "a Of those treated. b All."))
    assert [kind for kind, _ in read(one)] == ["caption", "row", "footnote"]


def test_a_row_that_holds_a_page_is_split_inside_its_cells():
    words = "Take one tablet a day. " * 15
    text = words.strip() + "\t" + words.strip()
    one = Section("s", None, None, "", None, text, (Block("row", 0, len(text)),))
    assert {words for _, words in read(one)} == {"Take one tablet a day."}
    assert len(read(one)) == 30


def test_a_footnote_inside_a_row_is_cut_out_of_it():
    text = "Rash\t4% * one withdrew\tnone"
    start = text.index("*")
    one = Section("s", None, None, "", None, text, (Block("row", 0, len(text)), Block("footnote", start, start + 14)))
    assert read(one) == [("row", "Rash\t4%"), ("footnote", "* one withdrew"), ("row", "none")]


def test_highlights_stay_flagged():
    one = section(("paragraph", "Watch the liver. ( 5.1 )", True), ("paragraph", "Liver harm has occurred."))
    assert [passage.highlight for passage in passages(one)] == [True, False]


def test_a_section_without_blocks_is_one_paragraph():
    assert read(Section("s", None, None, "", None, "Take it. Drink water.")) == [
        ("paragraph", "Take it."),
        ("paragraph", "Drink water."),
    ]


def test_text_that_no_block_covers_is_not_lost():
    text = "Before. Inside. After."
    one = Section("s", None, None, "", None, text, (Block("item", 8, 15),))
    assert read(one) == [("paragraph", "Before."), ("item", "Inside."), ("paragraph", "After.")]


def test_an_image_without_words_is_no_passage():
    assert read(Section("s", None, None, "", None, "", (Block("image", 0, 0),))) == []


def test_a_sub_heading_stands_apart():
    one = section(("paragraph", "It is white. Storage and Handling ZORFAN is sterile."))
    assert read(one) == [("paragraph", "It is white."), ("heading", "Storage and Handling"), ("paragraph", "ZORFAN is sterile.")]


_KINDS = st.sampled_from(["paragraph", "item", "row", "caption", "footnote", "image", "heading"])
_TEXTS = st.lists(
    st.sampled_from(["Take it.", " ", "\n", "( 5.1 )", "•", "U.S.", "1.", "Data", "a", ")"]) | st.text(max_size=3)
).map("".join)


@given(_TEXTS, st.data())
def test_every_visible_character_lies_in_exactly_one_passage(text, data):
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = data.draw(st.lists(st.tuples(_KINDS, ends), max_size=6))
    blocks = tuple(Block(kind, min(pair), max(pair)) for kind, pair in spans)
    found = passages(Section("s", None, None, "", None, text, blocks))
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] != "" for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert "".join("".join(text[one.start : one.end].split()) for one in found) == "".join(text.split())


@pytest.mark.parametrize("words", ["", " ", "\n\t "])
def test_nothing_comes_of_nothing(words):
    assert passages(Section("s", None, None, "", None, words)) == ()
