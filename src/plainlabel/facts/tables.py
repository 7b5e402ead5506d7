"""A label table as a frozen grid: its caption, header rows, and body rows with every cell in its column.

Cells that span columns or rows stand in each place they cover; `origins` tells which cell a place was filled from, so that one
figure for two arms is not read as two. Footnotes inside a cell are cut out where the reader marked them; openFDA runs them into
the words of the cell, where `without_note` finds where they begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from plainlabel.facts.table_figures import is_numeric
from plainlabel.facts.table_rows import MOST_HEAD_WORDS, Row, aligned, first_body_row, is_across, is_note, name_columns, parts
from plainlabel.label import Block, Section, cells
from plainlabel.vocabulary.patterns import pattern

__all__ = ["Grid", "Row", "grids", "side_by_side", "table_rows", "without_note"]

_MOST_COLUMNS: Final = 40
_MOSTLY: Final = 0.7
_CAPTION = re.compile(r"\bTable\s+\w{1,4}\b(?!\s*(?:and|to|through|,)\s+\w{1,4}\b).*", re.DOTALL)
_NOTE_VERB = pattern("tables.note_verb")
_PERCENT = re.compile(r"percent", re.IGNORECASE)
_WORD = re.compile(r"\S+")
_ONE_SEX = re.compile(r"\W*(?:(?:fe)?males?|(?:wo)?men)\b(?!.*\band\b)", re.IGNORECASE)
_ONLY_N = re.compile(r"\(?\bn\s?=\s?\d[\d,]*\)?|\bn\b|%", re.IGNORECASE)
_SIGNS = re.compile(r"\W+")


class Grid(Struct, frozen=True):
    """One table: what stands before it, its caption, the header texts of every column from top to bottom, and its body.

    `notes` are its footnotes and the rows of notes that stood between the others ("XVd = ..."), `over` what stands across it.
    """

    before: str
    caption: str
    heads: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    notes: str = ""
    over: str = ""

    @property
    def title_words(self) -> str:
        """Returns the caption, or the words before the table where it has none."""
        return self.caption or self.before


def grids(section: Section) -> Iterator[Grid]:
    """Returns the tables of a section that have two columns and two rows or more; one with a second header inside comes as two."""
    for blocks in _tables(section):
        rows = [row for row in _rows(section, blocks) if row.filled]
        if len(rows) > 1 and max(len(row.texts) for row in rows) > 1:
            yield from _grids(section, blocks, rows)


def table_rows(section: Section) -> Iterator[list[Row]]:
    """Returns the rows of each table of a section that have two columns or more, without telling headers from the body."""
    for blocks in _tables(section):
        yield [row for row in _rows(section, blocks) if row.filled and len(row.texts) > 1]


def _tables(section: Section) -> list[list[Block]]:
    """Returns the blocks of each table; the sections that tables are read from have none in the Highlights."""
    parts: dict[int, list[Block]] = {}
    for block in section.blocks:
        if block.table is not None and block.kind != "image":
            parts.setdefault(block.table, []).append(block)
    return list(parts.values())


def _grids(section: Section, blocks: list[Block], rows: list[Row]) -> Iterator[Grid]:
    width = max(len(row.texts) for row in rows)
    rows = [_padded(row, width) for row in aligned(rows, width)]
    captions = [section.text[block.start : block.end] for block in blocks if block.kind == "caption"]
    while len(rows) > 1 and (lone := rows[0].lone) and (_CAPTION.match(lone) or (len(lone.split()) > 6 and not captions)):
        captions.append(lone)
        rows.pop(0)
    noted = " ".join(lone for at, row in enumerate(rows) if is_note(row, at) and (lone := row.lone))
    noted = " ".join([noted, *(section.text[block.start : block.end] for block in blocks if block.kind == "footnote")]).strip()
    rows = [row for at, row in enumerate(rows) if not is_note(row, at)]
    names = name_columns(rows)
    before = _before(section, blocks[0])
    named: list[tuple[str, ...]] = []
    for part in parts(rows, names):
        first = first_body_row(part, names)
        across = [lone for row in part[:first] if (lone := row.lone) and is_across(row) and len(lone.split()) < MOST_HEAD_WORDS]
        heads = [tuple(dict.fromkeys(_heads(part[:first], column))) for column in range(width)]
        if named and not any(_says_more(text) for head in heads[1:] for text in head):
            # A second header that only counts people: the arms are those of the first.
            heads = [(*(_ONLY_N.sub("", text) for text in above), *head) for above, head in zip(named, heads, strict=True)]
        named = named or heads
        body = part[first:]
        if fitted := _one_cell_a_head(part[:first], body):
            begins, body = fitted
            heads = [heads[at] for at in begins]
        kept = list(_own_columns(heads, body))
        if len(kept) < 2:
            continue
        body = [_only(row, kept) for row in body] if len(kept) < len(heads) else body
        caption = " ".join([*captions, *across]) if captions or not all(map(_PERCENT.match, across)) else ""
        for above, some in _people_apart(heads, named, body):
            yield Grid(before, caption, tuple(above[column] for column in kept), tuple(some), noted, " ".join(across))


def _people_apart(
    heads: list[tuple[str, ...]], every: list[tuple[str, ...]], body: list[Row]
) -> Iterator[tuple[list[tuple[str, ...]], list[Row]]]:
    """Returns the rows below a header that counts one sex apart from those of the next heading on, which count everybody again."""
    end = next((at for at, row in enumerate(body) if at > 0 and row.lone), len(body))
    if len(heads) != len(every) or heads == every or end == len(body) or not any(map(_ONE_SEX.match, heads[0])):
        yield heads, body
        return
    yield heads, body[:end]
    yield every, body[end:]


def _one_cell_a_head(header: list[Row], body: list[Row]) -> tuple[list[int], list[Row]] | None:
    """Returns the columns that begin a header cell of their own, and the body with one cell under each.

    In some tables the cells of the body span other columns than those above them, but are as many. None where that is not so.
    """
    heads = [row for row in header if row.filled > 1]
    if not heads:
        return None
    begins = [at for at in range(len(heads[0].origins)) if at == 0 or any(row.origins[at] != row.origins[at - 1] for row in heads)]
    full = [row for row in body if row.filled > 1]
    fit = [row for row in full if len(_begins(row)) == len(begins)]
    if len(begins) == len(heads[0].origins) or len(fit) < max(1, _MOSTLY * len(full)):
        return None
    return begins, [_only(row, _begins(row) if row in fit else begins) for row in body if row in fit or row.filled == 1]


def _begins(row: Row) -> list[int]:
    return [at for at, origin in enumerate(row.origins) if origin != -1 and (at == 0 or origin != row.origins[at - 1])]


def _own_columns(heads: list[tuple[str, ...]], rows: list[Row]) -> Iterator[int]:
    """Returns the columns without those whose every cell is that of the column before; where their headers differ, without both."""
    full = [row for row in rows if row.filled > 1]
    same = [
        column > 0 and bool(full) and all(row.origins[column] == row.origins[column - 1] for row in full)
        for column in range(len(heads))
    ]
    for column in range(len(heads)):
        twin = next((other for other in range(column + 1, len(heads)) if not same[other]), len(heads))
        if column == 0 or (not same[column] and all(heads[other] in (heads[column], ()) for other in range(column + 1, twin))):
            yield column


def _only(row: Row, kept: list[int]) -> Row:
    return Row(row.start, row.end, tuple(row.texts[at] for at in kept), tuple(row.origins[at] for at in kept), row.filled)


def _says_more(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2}", _ONLY_N.sub("", text)))


def _heads(rows: list[Row], column: int) -> Iterator[str]:
    """Returns the header texts of a column from top to bottom; what stands across the whole table is not the column's."""
    return (row.texts[column] for row in rows if row.texts[column] and not is_across(row))


def _padded(row: Row, width: int) -> Row:
    short = width - len(row.texts)
    return Row(row.start, row.end, row.texts + ("",) * short, row.origins + (-1,) * short, row.filled) if short else row


def _rows(section: Section, blocks: list[Block]) -> Iterator[Row]:
    """Returns the rows of a table with every place filled."""
    notes = [(block.start, block.end) for block in blocks if block.kind == "footnote"]
    hanging: dict[int, tuple[int, str, int]] = {}
    number = widest = 0
    for block in blocks:
        if block.kind in {"paragraph", "item"} and len(words := section.text[block.start : block.end].split()) < MOST_HEAD_WORDS:
            # A row whose one cell holds a paragraph or an item.
            number += 1
            yield Row(block.start, block.end, (" ".join(words),), (number,), 1)
        if block.kind != "row":
            continue
        texts: list[str] = []
        origins: list[int] = []
        filled = 0
        own = sum(min(max(cell.colspan, 1), _MOST_COLUMNS) for cell in cells(section.text, block))
        if hanging and 0 < widest <= own:
            hanging.clear()  # A row as wide as the table by itself: the cells above were said to reach down too far.
        for cell in cells(section.text, block):
            _hang(texts, origins, hanging)
            number += 1
            text = _cell_text(section.text, cell.start, cell.end, notes)
            filled += bool(text)
            for _ in range(min(max(cell.colspan, 1), _MOST_COLUMNS)):
                if cell.rowspan > 1:
                    hanging[len(texts)] = cell.rowspan - 1, text, number
                texts.append(text)
                origins.append(number)
        _hang(texts, origins, hanging)
        widest = max(widest, len(texts))
        yield Row(block.start, block.end, tuple(texts[:_MOST_COLUMNS]), tuple(origins[:_MOST_COLUMNS]), filled)


def _hang(texts: list[str], origins: list[int], hanging: dict[int, tuple[int, str, int]]) -> None:
    """Fills the places that cells of rows above reach down into."""
    while (at := len(texts)) in hanging:
        left, text, number = hanging.pop(at)
        if left > 1:
            hanging[at] = left - 1, text, number
        texts.append(text)
        origins.append(number)


def _cell_text(text: str, start: int, end: int, notes: list[tuple[int, int]]) -> str:
    kept, at = "", start
    for begin, stop in notes:
        if at <= begin and stop <= end:
            kept += text[at:begin] + " "
            at = stop
    return " ".join((kept + text[at:end]).split())


def _before(section: Section, first: Block) -> str:
    """Returns the words right before a table: from "Table 3" on where they announce it as a caption, else the last sentences."""
    words = section.text[max(0, first.start - 400) : first.start].rsplit("\n", 2)
    near = next((part for part in reversed(words) if part.strip()), "")
    titles = [found.start() for found in re.finditer(r"\b(?:Table|TABLE) \d{1,2}\b[.:]?\s+[A-Z]", near)]
    return near[titles[-1] :] if titles else re.split(r"(?<=[a-z)\]]\.) (?=[A-Z])", near.strip())[-1]


@lru_cache(maxsize=4_096)
def without_note(text: str) -> str:
    """Returns the words of a cell without the footnote run into them ("Cough Cough includes ..."), as far as that shows."""
    words = [(found.group(), found.start()) for found in _WORD.finditer(text)]
    if len(words) < 2:
        return text
    keys = [_SIGNS.sub("", word.lower()).removesuffix("s") for word, _ in words]
    verb = next((at for at in range(1, len(words)) if _NOTE_VERB.match(words[at][0]) and keys[at - 1] not in {"n", "nn"}), None)
    again = _said_again(keys, [word for word, _ in words])
    if again is not None and (verb is None or again <= verb):
        return text[: words[again][1]].rstrip(" (")
    if verb is None:
        return text
    return text[: words[_note_start(words, verb)][1]].rstrip(" (")


def _said_again(keys: list[str], words: list[str]) -> int | None:
    """Returns where the first words come again with a capital after a phrase that does not join them: there a note begins."""
    joins: Callable[[int], bool] = lambda at: words[at - 1][-1] in ",/-(" or keys[at - 1] in {"and", "or", "of", "with", "to"}  # noqa: E731
    for at in range(1, len(words)):
        if keys[at] == keys[at - 1] and len(keys[at]) > 2:
            return at
        if keys[at] == keys[0] and keys[0] and words[at][:1].isupper() and not joins(at):
            return at
    return None


def _note_start(words: list[tuple[str, int]], verb: int) -> int:
    """Returns which word opens a note whose verb is known: the last capital before it, or a verb written with one."""
    if words[verb][0][:1].isupper():
        return verb
    return next((at for at in range(verb - 1, 0, -1) if words[at][0][:1].isupper()), verb)


def side_by_side(grid: Grid) -> list[Grid]:
    """Returns a table that lists names and figures twice, side by side, as two; any other as it is."""
    full = [row for row in grid.rows if row.filled > 1]
    named = [_share(full, column, _is_name) > _MOSTLY for column in range(len(grid.heads))]
    middle = next((column for column in range(2, len(named) - 1) if named[column]), None)
    if middle is None or not named[0] or any(_share(full, at, is_numeric) <= _MOSTLY for at in (*range(1, middle), middle + 1)):
        return [grid]
    sides = (range(middle), range(middle, len(grid.heads)))
    return [
        Grid(grid.before, grid.caption, tuple(grid.heads[at] for at in side), _halves(full, side), grid.notes) for side in sides
    ]


def _halves(rows: list[Row], side: range) -> tuple[Row, ...]:
    halves = (_only(row, list(side)) for row in rows)
    return tuple(Row(one.start, one.end, one.texts, one.origins, sum(map(bool, one.texts))) for one in halves if any(one.texts))


def _share(rows: list[Row], column: int, told: Callable[[str], bool]) -> float:
    texts = [row.texts[column] for row in rows if row.texts[column]]
    return sum(map(told, texts)) / len(texts) if texts else 0


def _is_name(text: str) -> bool:
    return not is_numeric(text) and re.match(r"\W*[A-Za-z]{2}", text) is not None
