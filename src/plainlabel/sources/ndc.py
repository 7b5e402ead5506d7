"""The NDC directory: products and packages, finished and unfinished, from FDA's zip of two tables.

Codes stay text as FDA writes them: ten digits today, twelve (6-4-2) from 2033.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from plainlabel import identifiers
from plainlabel.errors import FeedShapeError
from plainlabel.sources import addresses
from plainlabel.sources.tab_tables import Row, Skipped, Table, members, read_table
from plainlabel.sources.wanted import Want

MAX_BYTES: Final = 512 * 1024**2
WANT: Final = Want(addresses.NDC_DIRECTORY, "ndctext.zip", MAX_BYTES)
_PRODUCT: Final = ("PRODUCTNDC", "NONPROPRIETARYNAME", "LABELERNAME")
_PACKAGE: Final = ("PRODUCTNDC", "NDCPACKAGECODE", "PACKAGEDESCRIPTION")


class ListedProduct(Struct, frozen=True):
    """One product of the directory. `document_id` is the id of the label's document that the listing came with."""

    ndc: str
    type: str
    brand: str
    generic: str
    form: str
    routes: tuple[str, ...]
    labeler: str
    substances: tuple[str, ...]
    strengths: tuple[str, ...]
    classes: tuple[str, ...]
    marketing_category: str
    application: str | None
    dea: str | None
    start: str | None
    end: str | None
    excluded: bool
    document_id: str | None


class ListedPackage(Struct, frozen=True):
    """One package: its code, its product's code, what it holds, and marketing days."""

    ndc: str
    product_ndc: str
    description: str
    start: str | None
    end: str | None
    sample: bool


class Directory(Struct, frozen=True):
    """The directory: products, packages, and the rows that could not be read."""

    products: tuple[ListedProduct, ...]
    packages: tuple[ListedPackage, ...]
    skipped: tuple[Skipped, ...]


def read(path: Path) -> Directory:
    """Returns the directory in a zip of its tables (finished or unfinished products).

    Raises:
        BrokenDownloadError: it is no zip, or cut off.
        FeedShapeError: the zip has no product table, or columns are missing.
    """
    products: tuple[ListedProduct, ...] | None = None
    packages: tuple[ListedPackage, ...] = ()
    skipped: list[Skipped] = []
    for name, data in members(path):
        table: Table | None = None
        if name.endswith("product.txt"):
            table = read_table(data, f"{path}!{name}", _PRODUCT)
            products = tuple(_products(table))
        elif name.endswith("package.txt"):
            table = read_table(data, f"{path}!{name}", _PACKAGE)
            packages = tuple(_packages(table))
        skipped += table.skipped if table else ()
    if products is None:
        raise FeedShapeError("The zip has no product.txt", file=str(path), next_step="Fetch the NDC directory as text again")
    return Directory(products, packages, tuple(skipped))


def read_products(data: bytes, file: str) -> tuple[ListedProduct, ...]:
    """Returns the products in the bytes of a product table."""
    return tuple(_products(read_table(data, file, _PRODUCT)))


def read_packages(data: bytes, file: str) -> tuple[ListedPackage, ...]:
    """Returns the packages in the bytes of a package table."""
    return tuple(_packages(read_table(data, file, _PACKAGE)))


def _products(table: Table) -> Iterator[ListedProduct]:
    for row in table.rows:
        cell = row.cells.get
        suffix = cell("PROPRIETARYNAMESUFFIX", "")
        yield ListedProduct(
            ndc=row.cells["PRODUCTNDC"],
            type=cell("PRODUCTTYPENAME", ""),
            brand=f"{cell('PROPRIETARYNAME', '')} {suffix}".strip(),
            generic=row.cells["NONPROPRIETARYNAME"],
            form=cell("DOSAGEFORMNAME", ""),
            routes=_list(row, "ROUTENAME", ";"),
            labeler=row.cells["LABELERNAME"],
            substances=_list(row, "SUBSTANCENAME", ";"),
            strengths=_strengths(row),
            classes=_list(row, "PHARM_CLASSES", ","),
            marketing_category=cell("MARKETINGCATEGORYNAME", ""),
            application=cell("APPLICATIONNUMBER") or None,
            dea=cell("DEASCHEDULE") or None,
            start=identifiers.date(cell("STARTMARKETINGDATE")),
            end=identifiers.date(cell("ENDMARKETINGDATE")),
            excluded=cell("NDC_EXCLUDE_FLAG", "N") not in ("N", ""),
            document_id=identifiers.set_id(cell("PRODUCTID", "").partition("_")[2]),
        )


def _packages(table: Table) -> Iterator[ListedPackage]:
    for row in table.rows:
        cell = row.cells.get
        yield ListedPackage(
            ndc=row.cells["NDCPACKAGECODE"],
            product_ndc=row.cells["PRODUCTNDC"],
            description=row.cells["PACKAGEDESCRIPTION"],
            start=identifiers.date(cell("STARTMARKETINGDATE")),
            end=identifiers.date(cell("ENDMARKETINGDATE")),
            sample=cell("SAMPLE_PACKAGE", "N") == "Y",
        )


def _list(row: Row, column: str, separator: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.cells.get(column, "").split(separator) if part.strip())


def _strengths(row: Row) -> tuple[str, ...]:
    numbers, units = _list(row, "ACTIVE_NUMERATOR_STRENGTH", ";"), _list(row, "ACTIVE_INGRED_UNIT", ";")
    if len(numbers) == len(units):
        return tuple(f"{number} {unit}" for number, unit in zip(numbers, units, strict=True))
    return numbers
