"""What was read, made into the files of an edition that nobody reads yet: stage, decide, write, seal."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct, structs

import plainlabel
from plainlabel.edition import manifest as manifests
from plainlabel.edition.carried import Carried, carry_over
from plainlabel.edition.compose import Composer
from plainlabel.edition.manifest import Counts, Manifest, Rejection
from plainlabel.edition.records import EditionKind, LabelRecord
from plainlabel.edition.schema import SCHEMA_VERSION
from plainlabel.edition.staging import Kept, Staging
from plainlabel.edition.workers import Outcome
from plainlabel.errors import BuildError
from plainlabel.label import ClassIndex, PharmClass, Product

Stage = Literal["reading", "writing", "naming", "checking"]
_ID_DIGITS: Final = 12
_STAGING: Final = "staging.sqlite"


class Progress(Struct, frozen=True):
    """How far a build is: `done` documents or labels of `total` (None while unknown), and how many were rejected."""

    stage: Stage
    done: int
    total: int | None = None
    rejected: int = 0


Report = Callable[[Progress], None]


def ignore(progress: Progress) -> None:
    """Returns nothing; nobody asked to see the progress."""


def compose(
    outcomes: Iterable[Outcome],
    folder: Path,
    kind: EditionKind,
    report: Report,
    ignored: Callable[[], int] = lambda: 0,
    before: Path | None = None,
) -> Manifest:
    """Returns the manifest of the edition that these outcomes make in `folder`, not published yet.

    `ignored` tells, when all outcomes are there, how many files were stepped over as no label data. From the edition `before`,
    where there is one, the search index is carried over as far as its labels are the same.

    Raises:
        BuildError: there is no label among them.
    """
    staging = Staging(folder / _STAGING)
    try:
        rejected = _stage(outcomes, staging)
        staging.decide()
        if not staging.count("fate = 'kept'"):
            raise BuildError(_no_label(rejected), next_step="Name files that hold labels")
        carried = carry_over(before, kind, dict(staging.standing())) if before is not None else None
        manifest = _write(staging, folder, kind, rejected, report, carried)
        manifest = structs.replace(manifest, counts=structs.replace(manifest.counts, ignored=ignored()))
    finally:
        staging.close()
        (folder / _STAGING).unlink(missing_ok=True)
    return _sealed(folder, manifest)


def _no_label(rejected: Sequence[Rejection]) -> str:
    if not rejected:
        return "There are no labels in the sources"
    first = rejected[0]
    number = (
        "The one document read is no label" if len(rejected) == 1 else f"None of the {len(rejected):,} documents read is a label"
    )
    return f"{number}: {first.file} {first.location}: {first.error}"


def _stage(outcomes: Iterable[Outcome], staging: Staging) -> tuple[Rejection, ...]:
    rejected: list[Rejection] = []
    for outcome in outcomes:
        if isinstance(outcome, Rejection):
            rejected.append(outcome)
        elif isinstance(outcome, ClassIndex):
            staging.add_classes(outcome)
        else:
            staging.add(outcome)
    return tuple(sorted(rejected, key=lambda one: (one.file, one.location, one.error)))


def _write(
    staging: Staging,
    folder: Path,
    kind: EditionKind,
    rejected: tuple[Rejection, ...],
    report: Report,
    carried: Carried | None,
) -> Manifest:
    def classes(kept: Kept) -> tuple[PharmClass, ...]:
        return staging.classes_of(_uniis(kept.stored.record)) if staging.class_indexes else ()

    kept = ((one, classes(one)) for one in staging.kept())
    total = staging.count("fate = 'kept'")
    manifest = _composed(kept, folder, kind, staging.data_date(), _counted_by(report, total, len(rejected)), carried)
    counts = structs.replace(
        manifest.counts,
        documents=staging.count("true") + len(rejected) + staging.class_indexes,
        rejected=len(rejected),
        duplicates=staging.count("fate = 'duplicate'"),
        conflicting=staging.count("fate = 'conflict'"),
        class_indexes=staging.class_indexes,
    )
    return structs.replace(manifest, counts=counts, rejected=rejected, conflicts=staging.conflicts())


def _counted_by(report: Report, total: int, rejected: int) -> Callable[[Stage, int], None]:
    return lambda stage, done: report(Progress(stage, done, total, rejected))


def compose_kept(labels: Iterable[Kept], folder: Path, data_date: str, total: int) -> Manifest:
    """Returns the manifest of the edition of facts that these labels, in the order of its rows, make in `folder`."""
    manifest = _composed(((kept, ()) for kept in labels), folder, "facts", data_date, _counted_by(ignore, total, 0))
    return _sealed(folder, manifest)


def _composed(
    labels: Iterable[tuple[Kept, tuple[PharmClass, ...]]],
    folder: Path,
    kind: EditionKind,
    data_date: str,
    report: Callable[[Stage, int], None],
    carried: Carried | None = None,
) -> Manifest:
    composer = Composer(folder, kind, carried)
    try:
        for _, versions in itertools.groupby(labels, key=lambda one: one[0].stored.record.set_id):
            report("writing", composer.counts["labels"])
            composer.add(tuple(versions))
        report("naming", composer.counts["labels"])
        content = composer.finish()
    finally:
        composer.close()
    counts = composer.counts
    rest = dict.fromkeys(("rejected", "duplicates", "conflicting", "class_indexes"), 0)
    return Manifest(
        id=f"{data_date}-{content[:_ID_DIGITS]}",
        kind=kind,
        schema=SCHEMA_VERSION,
        data_date=data_date,
        content=content,
        software=f"plainlabel {plainlabel.__version__}",
        counts=Counts(documents=counts["labels"], superseded=counts["labels"] - counts["standing"], **counts, **rest),
        files=(),
        lost_facts=tuple(composer.lost),
    )


def _sealed(folder: Path, manifest: Manifest) -> Manifest:
    """Returns the manifest with the hashes of all files, written beside them."""
    manifest = structs.replace(manifest, files=manifests.file_entries(folder))
    manifests.write_manifest(folder, manifest)
    return manifest


def _uniis(record: LabelRecord) -> set[str]:
    """Returns the UNIIs of all active substances and moieties of a label."""

    def substances(products: Iterable[Product]) -> Iterator[str | None]:
        for product in products:
            for active in product.active:
                yield active.unii
                yield from (moiety.unii for moiety in active.moieties)
            yield from substances(product.parts)

    return {unii for unii in substances(record.products) if unii}
