"""The frozen records every stage passes on: Label, Section, Block, Passage, Product, Ingredient.

A *label* is one set id at one version. Its sections stand in one flat tuple in document order; `parent` makes the tree.
Each section stores its own text only: what its subsections say is in them, so no sentence is stored twice.

The stored text of a section: blocks (paragraphs, list items, table rows, captions ...) joined by a newline, the cells of a
row joined by a tab, white space inside a block folded to single spaces. All offsets count code points of that text. The
title and number are kept beside the text, never in it.

The records that come by the thousand are left out of garbage collection (`gc=False`): frozen, they can form no cycle.
"""

from __future__ import annotations

from itertools import accumulate, pairwise, repeat
from typing import Literal

from msgspec import Struct

BlockKind = Literal["paragraph", "item", "row", "caption", "footnote", "image", "heading"]
LabelSource = Literal["spl", "openfda", "partial"]
ClassKind = Literal["EPC", "MoA", "PE", "CS"]


CellForm = tuple[bool, int, int]
"""Of a table cell: whether it is a header cell, colspan, rowspan."""

DATA_CELL: CellForm = (False, 1, 1)


class Cell(Struct, frozen=True, array_like=True, gc=False):
    """One table cell as `cells` returns it: its place in the section text, and its form."""

    start: int
    end: int
    header: bool = False
    colspan: int = 1
    rowspan: int = 1


class Block(Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """One piece of a section's content, in document order, at [start, end) of the section text.

    `level` is the nesting depth of a list item (1 = outermost). `table` numbers the table a row, caption or footnote belongs to
    within the section. `highlight` marks text of the Highlights excerpt that repeats the full text. A footnote lies inside the
    row that holds it, or after the table. An image holds no characters; `name` is its file name. `forms` are those of a row's
    cells, kept where one is not a plain data cell or the row holds no characters; `cells` tells where the cells stand.
    """

    kind: BlockKind
    start: int
    end: int
    highlight: bool = False
    level: int = 0
    table: int | None = None
    forms: tuple[CellForm, ...] = ()
    name: str | None = None


class Section(Struct, frozen=True, array_like=True, gc=False):
    """One section of a label.

    `id` is unique in the label and stable between versions where the source allows: the SPL section id, or for openFDA the field
    name, with the number or an ordinal behind a slash ("warnings_and_cautions/5.2"). `code` is the section's own LOINC code, None
    where it has none (42229-5, unclassified, counts as none inside a coded section). `number` is "5.2", `title` the words after it.
    """

    id: str
    code: str | None
    number: str | None
    title: str
    parent: str | None
    text: str
    blocks: tuple[Block, ...] = ()


def cells(text: str, block: Block) -> tuple[Cell, ...]:
    """Returns the cells of a row of the section text `text`, none for another block.

    Nothing but the tabs of a row, which stand between cells and nowhere else, says where its cells are: so they are not stored.
    """
    if block.kind != "row":
        return ()
    if block.start == block.end:
        return tuple(Cell(block.start, block.end, *form) for form in block.forms)
    texts = text[block.start : block.end].split("\t")
    ends = accumulate((len(one) + 1 for one in texts), initial=block.start - 1)
    return tuple(
        Cell(before + 1, end, *form) for (before, end), form in zip(pairwise(ends), block.forms or repeat(DATA_CELL), strict=False)
    )


class Passage(Struct, frozen=True, array_like=True, gc=False):
    """A sentence, list item or table row of a section, at [start, end) of the section text."""

    section_id: str
    start: int
    end: int
    kind: BlockKind
    highlight: bool = False


class Ingredient(Struct, frozen=True, array_like=True, gc=False):
    """An inactive ingredient: name as the label writes it, UNII where known."""

    name: str
    unii: str | None = None


class ActiveIngredient(Struct, frozen=True, array_like=True, gc=False):
    """An active ingredient: the substance, its strength ("10 mg in 1 mL"), its active moieties, and the basis of strength.

    `basis` is "substance" (ACTIB), "moiety" (ACTIM), "reference" (ACTIR) or None.
    """

    name: str
    unii: str | None = None
    strength: str | None = None
    moieties: tuple[Ingredient, ...] = ()
    basis: str | None = None


class Appearance(Struct, frozen=True, array_like=True):
    """What a pill looks like: imprint ("PD;155;10"), colour and shape names, size in mm, score, image file names."""

    imprint: str | None = None
    colors: tuple[str, ...] = ()
    shape: str | None = None
    size_mm: float | None = None
    score: int | None = None
    images: tuple[str, ...] = ()


class Package(Struct, frozen=True, array_like=True, gc=False):
    """One package: NDC, what it holds ("30 TABLET in 1 BOTTLE"), marketing dates."""

    ndc: str
    description: str | None = None
    marketing_start: str | None = None
    marketing_end: str | None = None


class Product(Struct, frozen=True):
    """One product of a label, or a part of a kit. None or empty where the source gives nothing."""

    name: str
    generic: str | None = None
    form: str | None = None
    routes: tuple[str, ...] = ()
    active: tuple[ActiveIngredient, ...] = ()
    inactive: tuple[Ingredient, ...] = ()
    product_ndc: str | None = None
    packages: tuple[Package, ...] = ()
    source_ndc: str | None = None
    marketing_category: str | None = None
    application: str | None = None
    marketing_start: str | None = None
    marketing_end: str | None = None
    dea: str | None = None
    appearance: Appearance | None = None
    parts: tuple[Product, ...] = ()


class PharmClass(Struct, frozen=True, order=True, array_like=True):
    """One FDA pharmacologic class: kind, name without its "[EPC]" suffix, NUI or NDF-RT code where the source gives it."""

    kind: ClassKind
    name: str
    code: str | None = None


class Label(Struct, frozen=True):
    """One set id at one version, whole.

    `version` is None only in partial records. `effective` is "YYYY-MM-DD" or None. `seen` is the day the source was taken,
    where the source says so. `original_packager` is False for repackagers, None where unknown.
    `notices` tells each recovery that was made.
    """

    set_id: str
    version: int | None
    effective: str | None
    source: LabelSource
    title: str = ""
    document_id: str | None = None
    document_type: str | None = None
    labeler: str | None = None
    labeler_duns: str | None = None
    products: tuple[Product, ...] = ()
    classes: tuple[PharmClass, ...] = ()
    rxcui: tuple[str, ...] = ()
    original_packager: bool | None = None
    seen: str | None = None
    sections: tuple[Section, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def partial(self) -> bool:
        """Returns whether only some sections of the label are held."""
        return self.source == "partial"


class ClassIndex(Struct, frozen=True):
    """One SPL pharmacologic-class indexing file (document type 60685-5): the classes of one substance."""

    set_id: str
    version: int | None
    effective: str | None
    unii: str
    name: str
    classes: tuple[PharmClass, ...] = ()


def section_path(sections: dict[str, Section], section_id: str) -> tuple[Section, ...]:
    """Returns the section with its ancestors, outermost first.

    Raises:
        KeyError: when the label has no such section.
    """
    path = [sections[section_id]]
    while (parent := path[-1].parent) is not None:
        path.append(sections[parent])
    return tuple(reversed(path))


def heading(section: Section) -> str:
    """Returns the section's number and title on one line: "5.2 Conjunctivitis and Keratitis"."""
    return f"{section.number} {section.title}".strip() if section.number else section.title


def coded_ancestor(sections: dict[str, Section], section_id: str) -> str | None:
    """Returns the LOINC code of the section or of its nearest ancestor that has one."""
    codes = [section.code for section in section_path(sections, section_id) if section.code]
    return codes[-1] if codes else None
