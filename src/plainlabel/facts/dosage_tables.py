"""Dosing tables: a row for an age, a weight or a condition, a column for each phase or for how often.

A table is read where its caption and headings speak of doses and of nothing that changes them (kidneys, toxicity, other
medicines, volumes to prepare). The first cell of a row says for whom or for what; a row of one cell heads the rows beneath.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plainlabel.facts.dosage_amounts import amounts
from plainlabel.facts.dosage_bars import is_barred, of_another
from plainlabel.facts.dosage_cells import Row, Table, plain_cell
from plainlabel.facts.dosage_columns import figures_below, titrated_across
from plainlabel.facts.dosage_context import Context, condition_of, own_band, weights, who
from plainlabel.facts.dosage_frequency import frequencies, frequency
from plainlabel.facts.dosage_grid import grid_of, notes_of, without_contents, without_notes
from plainlabel.facts.dosage_purpose import purposed
from plainlabel.facts.dosage_row_names import own_condition
from plainlabel.facts.dosage_rows import MOST_WORDS, Found, doses_of_row, names_people
from plainlabel.facts.dosage_sentences import doses_of
from plainlabel.facts.dosage_steps import says_doses, steps_of
from plainlabel.facts.population import Population
from plainlabel.label import Block, Section
from plainlabel.vocabulary.patterns import pattern

_TITLE_WORDS = r"(?:[A-Za-z][\w'\u2019-]*\s?){1,7}"
_MOST_HEAD = 8
_MOST_CAPTION = 160
_MOST_CORNER = 5
_NOTE = pattern("dosage.table_note")
# "The dose for children of 2 years and older is shown below [see 8.4]:" tells who a table without a caption is for.
_BELOW = re.compile(r"\bbelow\W*(?:\[[^\[\]]*\]\W*)?$", re.IGNORECASE)
_LABEL_TELLS = pattern("dosage.label_tells")
_TABLE = re.compile(r"\W*table\s*\d+\w?\W*", re.IGNORECASE)
_COUNTS = re.compile(r"\W*(?:number of|how many)\b", re.IGNORECASE)
_CORNER = pattern("dosage.table_corner")
_BESIDE_DOSES = pattern("dosage.beside_doses")
# The next sentence, or the next use in a cell without full stops ("50 g For burns: 25 g").
_SENTENCES = re.compile(r"(?<=[a-z\dL\])]\.)\s+(?=[A-Z])|\s(?=For [a-z][^:;.\d]{3,60}:\s)")
_NAMES_TABLE = re.compile(r"\btable\b|\bbelow\b|\bfollowing\b", re.IGNORECASE)
_BAR = pattern("dosage.table_bar")
# A heading across the table: the rows beneath it tell how the dose is changed.
_IMPAIRED_ROWS = pattern("dosage.impaired_rows")
_DOSE = re.compile(r"\bdos(?:e|es|age|ing)\b|\bregimen|\brecommended\b|\bdirections\b|\bamount\b|\bfrequency\b", re.IGNORECASE)
# "Dosing for patients weighing less than 30 kg", not the steps of a test or how to fill a device.
_DOSES_OF_PEOPLE = re.compile(r"\bdos(?:e|es|age|ing)\b.*\b(?:patients|pediatric|adults|weigh(?:t|ing)|ages?)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"\s?[•●▪■]\s?|\s(?=do not\b)|(?<=[a-z])\.\s", re.IGNORECASE)
_LED = re.compile(r"((?:^|:)\s*)(?=\d)")
_WITH = re.compile(rf"\b(?:with|for)\s+({_TITLE_WORDS})\W*$")
_FOR = re.compile(rf"\b(?:treatment|prevention|prophylaxis|management) of\s+({_TITLE_WORDS})\W*$", re.IGNORECASE)


def table_dosages(section: Section, around: Context, names: re.Pattern[str] | None, *, captioned: bool = False) -> Iterator[Found]:
    """Returns the doses of a section's tables, row by row; only of those whose own caption names doses where `captioned`."""
    tables: dict[int, list[Block]] = {}
    captions: dict[int, str] = {}
    leads: dict[int, str] = {}
    last = ""
    for block in section.blocks:
        if block.highlight:
            continue
        words = section.text[block.start : block.end]
        if block.kind == "row" and block.table is not None:
            if block.table not in tables:
                named = re.search(r"\btable\b", last, re.IGNORECASE) or len(last) < _MOST_CAPTION
                captions.setdefault(block.table, _announcing(last) if named else "")
                leads[block.table] = _SENTENCES.split(last)[-1] if _BELOW.search(last) else ""
            tables.setdefault(block.table, []).append(block)
        elif block.kind == "caption" and block.table is not None:
            captions[block.table] = words
        else:
            last = words
    for number, rows in tables.items():
        caption = without_notes(captions.get(number, ""), notes_of(section, rows))
        if captioned and not (_TABLE.match(caption) and _DOSES_OF_PEOPLE.search(caption)):
            continue
        at = around._replace(who=_people(leads[number], around.who))
        yield from _of_table(without_contents(grid_of(section, rows), names), caption, at, names)
        yield from _in_labels(section, rows, at, names)


def _of_table(grid: list[Row], caption: str, around: Context, names: re.Pattern[str] | None) -> Iterator[Found]:
    caption = caption if _TABLE.match(caption) else f"{_title_in(grid)} {caption}".strip()
    caption = _BESIDE_DOSES.sub("", caption) if _TABLE.match(caption) else caption
    grid = [row for row in grid if not _is_note(row)]
    corner = max((at + 1 for at, row in enumerate(grid[:3]) if row.cells and _CORNER.match(row.cells[0])), default=0)
    heads = _heads(grid, corner, caption)
    head = grid[:heads]
    # A note may hang in the corner: its first words are the heading.
    corners = " ".join(" ".join(row.cells[0].split()[:_MOST_CORNER]) for row in head if row.cells)
    told = f"{caption} " + " ".join(cell for row in head for cell in row.cells)
    barred = _BAR.search(f"{caption} {corners}")
    if heads == len(grid) and not _BAR.search(caption):
        yield from _of_narrative(grid, caption, around, names)
    if heads == len(grid) or barred:
        return
    context = around._replace(
        who=_people(caption, around.who),
        weights=own_band(weights(caption), around.weights),
        condition=_of_caption(caption, names) or around.condition,
    )
    often = any(frequency(cell) for row in head for cell in row.cells if len(cell.split()) <= _MOST_HEAD)
    if not _DOSE.search(told) and not often and not says_doses(grid[heads:]):
        for row in grid:
            yield from _of_directions(row, context)
        return
    own = names is not None and any(names.search(row.cells[0]) for row in grid[heads:] if row.cells)
    table = Table(head, caption, names, own)
    for row in grid[:corner]:  # A heading may give the dose by weight above the rows that work it out.
        if all(frequencies(cell) for cell in row.cells[1:] if _starts_with_amount(cell)):
            yield from doses_of_row(row._replace(cells=["", *row.cells[1:]]), table._replace(head=[]), context, "")
    under, beneath = context, ""
    full: Row | None = None
    width = max(len(row.cells) for row in grid)
    rows = grid[heads:]
    steps = {} if titrated_across(head) else steps_of(rows, f"{caption} {corners}")
    for row in rows:
        if _heads_rows(row):
            under, beneath = _beneath(row.cells[0], context), row.cells[0]
            continue
        aligned = _aligned(row, full, width)
        full = aligned if len(aligned.cells) >= width else full
        if not _IMPAIRED_ROWS.match(beneath) and (step := steps.get(row.start, "")) is not None:
            read = _narrated(row, under, names) if _is_narrative(row) else doses_of_row(aligned, table, under, beneath, step)
            yield from read


def _people(caption: str, around: Population) -> Population:
    """Returns the people of a table; "pediatric patients" in its caption leaves the ages around it as they are."""
    told = who(caption, around)
    return around if told == Population(adults=False) and around.max_age_months is not None else told


def _is_note(row: Row) -> bool:
    """Returns whether a row is a note across the table: flattened tables have their feet first."""
    words = row.cells[0] if row.cells else ""
    return len(row.cells) > 1 and len(set(row.cells)) == 1 and (len(words.split()) > _MOST_HEAD or bool(_NOTE.match(words)))


def _repeats_corner(grid: list[Row], at: int) -> bool:
    """Returns whether the first cell of a row hangs down from the heading above: the row is of the heading too."""
    return at > 0 and bool(grid[at].cells) and grid[at].origin(0) == grid[at - 1].origin(0) and bool(grid[at].cells[0].strip())


def _heads(grid: list[Row], heads: int, caption: str) -> int:
    """Returns how many rows head the columns; the first `heads` of them do."""
    while heads < len(grid) and not (
        (
            any(_starts_with_amount(cell) for cell in grid[heads].cells[1:] or grid[heads].cells)
            or figures_below(grid, heads, caption)
            or (heads and _is_narrative(grid[heads]))
        )
        and not _repeats_corner(grid, heads)
    ):
        heads += 1
    # A row of one cell between the heading and the first dose heads the rows beneath it, not the columns.
    while heads > 1 and len(set(grid[heads - 1].cells)) == 1:
        heads -= 1
    return heads


def _title_in(grid: list[Row]) -> str:
    """Returns the caption that flattening has made the first row or two of a table, "" where there is none."""
    first = [row.cells[0] for row in grid[:2] if len(set(row.cells)) == 1]
    if not first or not _TABLE.match(first[0]):
        return ""
    return " ".join(first if _TABLE.fullmatch(first[0]) else first[:1])


def _announcing(paragraph: str) -> str:
    """Returns of the paragraph before a table without a caption what names the table, else how it ends."""
    said = _SENTENCES.split(paragraph)
    naming = [one for one in said if _NAMES_TABLE.search(one)]
    return " ".join(naming or said[-1:])


def _aligned(row: Row, full: Row | None, width: int) -> Row:
    """Returns a row that lacks its first cell (flattened tables lose cells that span rows) with that of the row above."""
    if full is None or len(row.cells) >= width or len(full.cells) < 2 or _shape(row.cells[0]) == _shape(full.cells[0]):
        return row
    return row._replace(cells=[full.cells[0], *row.cells], origins=()) if _shape(row.cells[0]) == _shape(full.cells[1]) else row


def _shape(cell: str) -> str:
    """Returns what a cell holds: a weight, an age, an amount or words."""
    plain = _BRACKETS.sub(" ", cell)
    kinds = (("weight", r"\bkg\b|\blbs?\b"), ("age", r"\b(?:years?|months?|weeks?)\b"))
    named = next((name for name, words in kinds if re.search(words, plain)), None)
    return named or ("amount" if amounts(plain) else "words")


def _of_directions(row: Row, context: Context) -> Iterator[Found]:
    """Returns the doses of a row of over-the-counter directions: who, then what to take."""
    if len(row.cells) < 2 or not names_people(row.cells[0]):
        return
    at = context._replace(who=who(f"aged {row.cells[0]}" if row.cells[0][:1].isdigit() else row.cells[0], context.who))
    for part in _PARTS.split(_BRACKETS.sub(" ", " ".join(row.cells[1:]))):
        if not is_barred(part):
            for value in doses_of(part, at):
                yield Found(value, row.start, row.end)


def _of_narrative(grid: list[Row], caption: str, around: Context, names: re.Pattern[str] | None) -> Iterator[Found]:
    """Returns the doses of a table whose cells are paragraphs: what it is for, then sentences."""
    if not _DOSE.search(caption):
        return
    for row in grid:
        yield from _narrated(row, around, names)


def _narrated(row: Row, around: Context, names: re.Pattern[str] | None) -> Iterator[Found]:
    """Returns the doses of a row whose cells are paragraphs."""
    label = row.cells[0]
    if len(row.cells) < 2 or _BAR.search(label) or len(label.split()) > MOST_WORDS:
        return
    named = None if label.startswith("To ") else own_condition(label, names)
    at = around._replace(condition=named or around.condition, who=who(label, around.who))
    for part in _SENTENCES.split(" ".join(" ".join(dict.fromkeys(row.cells[1:])).split())):
        bare = _LED.sub(r"\1dose of ", _BRACKETS.sub(" ", part))
        if amounts(bare) and not is_barred(bare) and not of_another(names, bare):
            at = at._replace(who=who(bare, at.who))
            for value in doses_of(bare, at, names):
                yield Found(value, row.start, row.end)


def _in_labels(section: Section, rows: list[Block], around: Context, names: re.Pattern[str] | None) -> Iterator[Found]:
    """Returns the doses that notes in the first cells tell of their people ("For patients weighing less than 10 kg, give ...")."""
    for row in rows:
        told = _LABEL_TELLS.search(section.text[row.start : row.end].partition("\t")[0])
        if told is None or is_barred(told.group()):
            continue
        for value in doses_of(_BRACKETS.sub(" ", told.group()), around._replace(who=who(told.group(), around.who)), names):
            yield Found(value, row.start, row.end)


def _is_narrative(row: Row) -> bool:
    """Returns whether a row tells its doses in a paragraph, none of them in a cell of its own."""
    told = [cell for cell in row.cells[1:] if amounts(_BRACKETS.sub(" ", cell))]
    return bool(told) and all(len(cell.split()) > MOST_WORDS for cell in told)


def _of_caption(caption: str, names: re.Pattern[str] | None) -> str | None:
    """Returns the condition at the end of a caption ("... with Atopic Dermatitis")."""
    if len(re.findall(r"\bwith\b", caption)) > 1:
        return None
    words = re.sub(r"^\W*table\s*\d*\w?\s*[.:]?\s*", "", caption, flags=re.IGNORECASE)
    found = _WITH.search(words) or _FOR.search(words)
    if found is None or (names and names.search(found.group(1))):
        return None
    return purposed(condition_of(found.group(1)), words[: found.start(1)])


def _heads_rows(row: Row) -> bool:
    """Returns whether a row is a heading across the table: one cell, the others empty or the same."""
    return (
        row.cells[0].strip() != "" and {cell for cell in row.cells if cell.strip()} == {row.cells[0]} and not _amounts(row.cells[0])
    )


def _beneath(words: str, context: Context) -> Context:
    return context._replace(condition=condition_of(plain_cell(words)) or context.condition, who=who(words, context.who))


def _starts_with_amount(cell: str) -> bool:
    """Returns whether a cell gives a dose; a heading with a figure deep in its words does not."""
    found = amounts(plain_cell(cell)) if len(cell.split()) <= MOST_WORDS and not _COUNTS.match(cell) and "=" not in cell else []
    return bool(found) and (found[0].start <= 30 or len(cell.split()) <= 12 or bool(frequencies(cell[found[0].end :])))


def _amounts(cell: str) -> bool:
    return len(cell.split()) <= MOST_WORDS and bool(amounts(_BRACKETS.sub(" ", cell)))
