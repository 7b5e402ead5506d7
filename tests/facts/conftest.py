"""The builders, as fixtures: tests are collected without packages, so that they cannot import one another."""

import pytest

from plainlabel.label import Block, Label, Product, Section


def _section(code, text="", *, number=None, title="", parent=None, section_id=None, items=(), highlight=None):
    lines = [("paragraph", line, False) for line in text.split("\n") if line]
    lines += [("item", item, False) for item in items]
    lines += [("paragraph", highlight, True)] if highlight else []
    whole, blocks = "", []
    for kind, words, flag in lines:
        whole += "\n" if whole else ""
        blocks.append(Block(kind, len(whole), len(whole) + len(words), highlight=flag))
        whole += words
    name = section_id or (f"{parent}/{number}" if parent else str(code))
    return Section(name, code, number, title, parent, whole, tuple(blocks))


@pytest.fixture
def section():
    """Returns a builder: lines become paragraphs, `items` list items behind them, `highlight` a Highlights line at the end."""
    return _section


@pytest.fixture
def label():
    """Returns a builder of invented labels."""

    def build(*sections, source="spl", name="ZORFAN", generic="zorfanib"):
        products = (Product(name=name, generic=generic),)
        return Label("00000000-0000-4000-8000-000000000001", 1, "2026-01-01", source, products=products, sections=sections)

    return build


@pytest.fixture
def values(label):
    """Returns a function that gives the values of one kind of fact of a label made of the given sections."""
    from plainlabel.facts.extract import extract

    def read(kind, *sections, **fields):
        facts, errors = extract(label(*sections, **fields))
        assert errors == ()
        return [fact.value for fact in facts if fact.kind == kind]

    return read


@pytest.fixture
def one_table():
    """Returns a function that makes the text and blocks of one table; a cell is its words, or (words, columns, rows)."""

    def build(*rows, caption=""):
        text, blocks = caption, [Block("caption", 0, len(caption), table=1)] if caption else []
        for row in rows:
            full = [(cell, 1, 1) if isinstance(cell, str) else cell for cell in row]
            words = "\t".join(cell for cell, _, _ in full)
            text += "\n" if text else ""
            forms = tuple((False, wide, high) for _, wide, high in full)
            blocks.append(Block("row", len(text), len(text) + len(words), table=1, forms=forms))
            text += words
        return text, tuple(blocks)

    return build
