"""For whom a row of a dosing table is by its figures: a band of weight, one weight, or a band of body surface."""

from __future__ import annotations

import re

from plainlabel.facts.dosage_amounts import amounts
from plainlabel.facts.dosage_cells import Row, plain_cell
from plainlabel.facts.dosage_context import Weights, weights
from plainlabel.vocabulary.patterns import pattern

_WEIGHT = re.compile(r"\bweight\b|\bkilograms?\b|^\W*kg\W*$", re.IGNORECASE)
_LED_BY_WEIGHT = re.compile(r"\W*(?:(?:patient|body|actual|child)\S* )*weight\b", re.IGNORECASE)
_DOSE = re.compile(r"\bdos(?:e|es|age|ing)\b|\bm?c?g\s?/", re.IGNORECASE)
_KG = re.compile(r"\bkg\b", re.IGNORECASE)
_SURFACE = re.compile(r"\bBSA\b|\bbody surface\b", re.IGNORECASE)
_LAST_FIGURE = re.compile(r"(?P<figure>\d(?:\.\d+)?)(?!.*\d)")
_ONE = re.compile(r"(?P<weight>\d+(?:\.\d+)?)\s?(?:kg)?\W*", re.IGNORECASE)
_AREA = pattern("dosage.surface_area")


def row_weights(cell: str, heading: str) -> Weights:
    """Returns the weights that a cell gives under its heading ("10 to 15" below "Body weight (kg)"; "20" is one weight)."""
    plain = plain_cell(cell)
    led = bool(_LED_BY_WEIGHT.match(heading))  # "Body weight at the time of dosing (kg)" gives weights, "Dose by weight" doses.
    headed = bool(_WEIGHT.search(heading)) and not _SURFACE.search(heading) and (led or not _DOSE.search(heading))
    if not headed and not _KG.search(plain):
        return Weights()
    unit = _KG.search(heading)
    if headed and (unit or _KG.search(plain)) and (one := _ONE.fullmatch(plain)):
        return Weights(float(one["weight"]), float(one["weight"]))
    if unit and not _KG.search(plain):
        plain = _LAST_FIGURE.sub(r"\g<figure> kg", plain, count=1)
    return weights(f"weight {plain}")


def row_surface(cell: str, heading: str) -> str | None:
    """Returns the band of body surface that a cell gives ("0.5 to 0.8" below "BSA (m2)"), None where it gives none."""
    plain = plain_cell(cell)
    if not _SURFACE.search(heading) and not re.search(r"\d\s?m\s?[2²]", plain):
        return None
    found = _AREA.fullmatch(plain)
    return f"body surface {' '.join(found['area'].split())} m2{found['more'] or ''}" if found else None


def last_heading(head: list[Row], column: int) -> str:
    """Returns the lowest cell that heads a column and is not empty."""
    return next((line.cells[column] for line in reversed(head) if column < len(line.cells) and line.cells[column].strip()), "")


def cells_of(row: Row, columns: range, label: str) -> list[tuple[int, str]]:
    """Returns the cells that give no amount, by column: they say for whom the amounts beside are."""
    cells = [(column, row.cells[column]) for column in columns if not amounts(plain_cell(row.cells[column]))]
    return [(0, label), *cells] if label else cells


def row_bands(row: Row, heading: dict[int, str], columns: range, label: str) -> dict[int, Weights]:
    """Returns the weights that cells of a row give, by column."""
    found = {column: row_weights(cell, heading[column]) for column, cell in cells_of(row, columns, label)}
    return {column: band for column, band in found.items() if band != Weights()}


def surface_in(row: Row, heading: dict[int, str], columns: range, label: str) -> tuple[str | None, bool]:
    """Returns the band of body surface that a row is for, and whether its first cell is that band."""
    found = {column: band for column, cell in cells_of(row, columns, label) if (band := row_surface(cell, heading[column]))}
    return next(iter(found.values()), None), bool(label) and 0 in found
