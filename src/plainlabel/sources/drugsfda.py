"""Drugs@FDA: applications, their products and submissions, from the zip of tables that FDA publishes.

The tables are described at https://www.fda.gov/drugs/drug-approvals-and-databases/drugsfda-data-files. A new molecular entity is an
approved (AP) original submission (ORIG) of a class that begins with TYPE 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct

from plainlabel.errors import FeedShapeError
from plainlabel.sources import addresses
from plainlabel.sources.tab_tables import Skipped, Table, members, read_table
from plainlabel.sources.wanted import Want

MAX_BYTES: Final = 256 * 1024**2
WANT: Final = Want(addresses.DRUGSFDA, "drugsatfda.zip", MAX_BYTES)

_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "applications.txt": ("ApplNo", "ApplType", "SponsorName"),
    "products.txt": ("ApplNo", "ProductNo", "Form", "Strength", "DrugName", "ActiveIngredient"),
    "submissions.txt": ("ApplNo", "SubmissionType", "SubmissionNo", "SubmissionStatus", "SubmissionStatusDate"),
    "submissionclass_lookup.txt": ("SubmissionClassCodeID", "SubmissionClassCode"),
    "marketingstatus.txt": ("MarketingStatusID", "ApplNo", "ProductNo"),
    "marketingstatus_lookup.txt": ("MarketingStatusID", "MarketingStatusDescription"),
    "te.txt": ("ApplNo", "ProductNo", "TECode"),
    "applicationdocs.txt": ("ApplNo", "SubmissionType", "SubmissionNo", "ApplicationDocsURL"),
}
_OPTIONAL: Final = frozenset({"marketingstatus.txt", "marketingstatus_lookup.txt", "te.txt", "applicationdocs.txt"})
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class Application(Struct, frozen=True):
    """One application: number ("020702"), type ("NDA", "ANDA", "BLA"), sponsor."""

    number: str
    type: str
    sponsor: str


class ApprovedProduct(Struct, frozen=True):
    """One product of an application; `form` and `route` are split where FDA writes both ("TABLET;ORAL")."""

    application: str
    number: str
    form: str
    route: str
    strength: str
    name: str
    ingredients: tuple[str, ...]
    reference: bool
    status: str | None = None
    equivalence: str | None = None


class Submission(Struct, frozen=True):
    """One submission: original or supplement, its class ("TYPE 1", "LABELING"), status ("AP") and day."""

    application: str
    type: str
    number: str
    status: str
    day: str | None
    class_code: str | None
    class_text: str | None
    review: str | None
    notes: str


class Document(Struct, frozen=True):
    """A document FDA published with a submission: its kind's number, title, address and day."""

    application: str
    submission_type: str
    submission_number: str
    kind: str
    title: str
    url: str
    day: str | None


class DrugsFda(Struct, frozen=True):
    """The tables that PlainLabel uses, and what could not be read in them."""

    applications: tuple[Application, ...]
    products: tuple[ApprovedProduct, ...]
    submissions: tuple[Submission, ...]
    documents: tuple[Document, ...]
    rows: dict[str, int]
    skipped: tuple[Skipped, ...]


def read(path: Path) -> DrugsFda:
    """Returns the tables in a Drugs@FDA zip.

    Raises:
        BrokenDownloadError: it is no zip, or cut off.
        FeedShapeError: a table or column is missing.
    """
    tables = {name: read_table(data, f"{path}!{name}", _NEEDED[name]) for name, data in members(path) if name in _NEEDED}
    lost = sorted(set(_NEEDED) - _OPTIONAL - set(tables))
    if lost:
        raise FeedShapeError(f"The zip has no table {lost[0]}", file=str(path), next_step="Fetch the Drugs@FDA data files again")
    empty = Table((), ())
    table = partial(_table, tables, empty)
    classes = {row["SubmissionClassCodeID"]: row for row in table("submissionclass_lookup.txt")}
    return DrugsFda(
        applications=tuple(Application(row["ApplNo"], row["ApplType"], row["SponsorName"]) for row in table("applications.txt")),
        products=_products(table),
        submissions=tuple(_submission(row, classes) for row in table("submissions.txt")),
        documents=tuple(_document(row) for row in table("applicationdocs.txt")),
        rows={name: len(found.rows) for name, found in sorted(tables.items())},
        skipped=tuple(one for name in sorted(tables) for one in tables[name].skipped),
    )


def _table(tables: Mapping[str, Table], empty: Table, name: str) -> list[dict[str, str]]:
    return [row.cells for row in tables.get(name, empty).rows]


def _products(table: partial[list[dict[str, str]]]) -> tuple[ApprovedProduct, ...]:
    words = {row["MarketingStatusID"]: row["MarketingStatusDescription"] for row in table("marketingstatus_lookup.txt")}
    status = {(row["ApplNo"], row["ProductNo"]): words.get(row["MarketingStatusID"]) for row in table("marketingstatus.txt")}
    codes = {(row["ApplNo"], row["ProductNo"]): row["TECode"] for row in table("te.txt")}
    return tuple(_product(row, status, codes) for row in table("products.txt"))


def _product(
    row: dict[str, str], status: Mapping[tuple[str, str], str | None], codes: Mapping[tuple[str, str], str]
) -> ApprovedProduct:
    key = row["ApplNo"], row["ProductNo"]
    form, _, route = row["Form"].partition(";")
    parts = (part.strip() for part in row["ActiveIngredient"].split(";"))
    return ApprovedProduct(
        application=key[0],
        number=key[1],
        form=form.strip(),
        route=route.strip(),
        strength=row["Strength"],
        name=row["DrugName"],
        ingredients=tuple(part for part in parts if part),
        reference=row.get("ReferenceDrug") == "1",
        status=status.get(key),
        equivalence=codes.get(key),
    )


def _submission(row: dict[str, str], classes: Mapping[str, dict[str, str]]) -> Submission:
    kind = classes.get(row.get("SubmissionClassCodeID", ""), {})
    return Submission(
        application=row["ApplNo"],
        type=row["SubmissionType"],
        number=row["SubmissionNo"],
        status=row["SubmissionStatus"],
        day=day(row["SubmissionStatusDate"]),
        class_code=kind.get("SubmissionClassCode") or None,
        class_text=kind.get("SubmissionClassCodeDescription") or None,
        review=row.get("ReviewPriority") or None,
        notes=row.get("SubmissionsPublicNotes", ""),
    )


def _document(row: dict[str, str]) -> Document:
    return Document(
        application=row["ApplNo"],
        submission_type=row["SubmissionType"],
        submission_number=row["SubmissionNo"],
        kind=row.get("ApplicationDocsTypeID", ""),
        title=row.get("ApplicationDocsTitle", ""),
        url=row["ApplicationDocsURL"],
        day=day(row.get("ApplicationDocsDate", "")),
    )


def day(text: str) -> str | None:
    """Returns "1969-07-16 00:00:00" or "7/16/1969" as "1969-07-16"; None for anything else."""
    if found := _DAY.match(text):
        return found[0]
    if found := _SLASHED.match(text):
        return f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"
    return None


def new_molecular_entities(found: DrugsFda) -> tuple[Submission, ...]:
    """Returns the submissions that brought a new molecular entity, oldest first; those without a day come first of all."""
    new = [
        one
        for one in found.submissions
        if one.type == "ORIG" and one.status == "AP" and re.match(r"TYPE 1(?!\d)", one.class_code or "")
    ]
    return tuple(sorted(new, key=lambda one: (one.day or "", one.application, one.number)))
