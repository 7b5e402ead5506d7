"""DailyMed's mapping files: labels to RxNorm concepts, and labels to the class files of their substances."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct

from plainlabel import identifiers
from plainlabel.errors import FeedShapeError
from plainlabel.sources import addresses
from plainlabel.sources.tab_tables import Table, members, read_table
from plainlabel.sources.wanted import Want

MAX_BYTES: Final = 512 * 1024**2
RXNORM: Final = Want(f"{addresses.DAILYMED_FILES}/rxnorm_mappings.zip", "rxnorm_mappings.zip", MAX_BYTES)
CLASSES: Final = Want(f"{addresses.DAILYMED_FILES}/pharmacologic_class_mappings.zip", "pharmacologic_class_mappings.zip", MAX_BYTES)
_RXNORM: Final = ("SETID", "SPL_VERSION", "RXCUI", "RXSTRING", "RXTTY")
_CLASSES: Final = ("SPL_SETID", "PHARMA_SETID")


class RxNormMapping(Struct, frozen=True):
    """One label and one RxNorm name of it: concept, name, and the kind of name ("SCD", "PSN", "SY")."""

    set_id: str
    version: int | None
    rxcui: str
    name: str
    kind: str


class ClassMapping(Struct, frozen=True):
    """One label and the class file (an SPL of its own) of one of its substances."""

    set_id: str
    version: int | None
    class_set_id: str
    class_version: int | None


def read_rxnorm(path: Path) -> tuple[RxNormMapping, ...]:
    """Returns the RxNorm mappings in the zip.

    Raises:
        BrokenDownloadError, FeedShapeError: see `tab_tables`.
    """
    return rxnorm(_only_table(path, _RXNORM))


def rxnorm(table: Table) -> tuple[RxNormMapping, ...]:
    """Returns the RxNorm mappings in a table, rows without a set id left out."""
    rows = [row.cells for row in table.rows]
    return tuple(
        RxNormMapping(found, _number(row["SPL_VERSION"]), row["RXCUI"], row["RXSTRING"], row["RXTTY"])
        for row in rows
        if (found := identifiers.set_id(row["SETID"]))
    )


def read_classes(path: Path) -> tuple[ClassMapping, ...]:
    """Returns the class mappings in the zip.

    Raises:
        BrokenDownloadError, FeedShapeError: see `tab_tables`.
    """
    found = []
    for row in _only_table(path, _CLASSES).rows:
        label = identifiers.set_id(row.cells["SPL_SETID"])
        index = identifiers.set_id(row.cells["PHARMA_SETID"])
        if label and index:
            versions = _number(row.cells.get("SPL_VERSION", "")), _number(row.cells.get("PHARMA_VERSION", ""))
            found.append(ClassMapping(label, versions[0], index, versions[1]))
    return tuple(found)


def mapping_table(data: bytes, file: str) -> Table:
    """Returns the RxNorm table in the bytes of its text file."""
    return read_table(data, file, _RXNORM, "|")


def _only_table(path: Path, needed: tuple[str, ...]) -> Table:
    for name, data in members(path):
        return read_table(data, f"{path}!{name}", needed, "|")
    raise FeedShapeError("The zip has no table", file=str(path), next_step="Fetch the mapping file again")


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None
