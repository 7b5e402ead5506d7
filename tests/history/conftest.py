"""Invented labels in several versions: short texts, sections as the readers make them."""

import pytest

from plainlabel.history.records import Version
from plainlabel.label import Block, Label, Section

SET_ID = "6f1d2c3b-0a49-4c5e-8d7f-1a2b3c4d5e6f"
TITLES = {
    "boxed_warning": ("34066-1", None, "Warning"),
    "indications_and_usage": ("34067-9", "1", "Indications and Usage"),
    "dosage_and_administration": ("34068-7", "2", "Dosage and Administration"),
    "contraindications": ("34070-3", "4", "Contraindications"),
    "warnings_and_cautions": ("43685-7", "5", "Warnings and Precautions"),
    "adverse_reactions": ("34084-4", "6", "Adverse Reactions"),
    "drug_interactions": ("34073-7", "7", "Drug Interactions"),
    "how_supplied": ("34069-5", "16", "How Supplied/Storage and Handling"),
}


def section(name, text, title=None, number=None):
    """Returns a section; "warnings_and_cautions/5.2" stands in "warnings_and_cautions". Lines with tabs are rows of a table."""
    field, _, own = name.partition("/")
    code, chapter, usual = TITLES[field]
    blocks, at = [], 0
    for line in text.split("\n"):
        kind = "row" if "\t" in line else "paragraph"
        blocks.append(Block(kind, at, at + len(line), table=0 if kind == "row" else None))
        at += len(line) + 1
    own_number = number or own or chapter
    return Section(
        name, None if own else code, own_number, title or usual, field if own else None, text, tuple(blocks) if text else ()
    )


@pytest.fixture
def label():
    """Returns a maker of labels: `label(3, indications_and_usage="...")`; "field/5.2" with a title as ("title", "text")."""

    def make(version, parts, partial=False):
        sections = []
        for name, value in parts.items():
            title, text = value if isinstance(value, tuple) else (None, value)
            field = name.partition("/")[0]
            if field != name and all(one.id != field for one in sections):
                sections.append(section(field, ""))
            sections.append(section(name, text, title))
        return Label(SET_ID, version, f"2024-01-{version or 1:02}", "partial" if partial else "openfda", sections=tuple(sections))

    return make


@pytest.fixture
def version(label):
    """Returns a maker of versions ready to compare."""
    return lambda number, parts, partial=False: Version.of_label(label(number, parts, partial))
