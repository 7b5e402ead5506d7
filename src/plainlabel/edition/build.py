"""Sources to an edition: read, decide, compose, verify, publish."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct, structs

import plainlabel
from plainlabel.edition import manifest as manifests
from plainlabel.edition.carried import Carried, carry_over
from plainlabel.edition.collection import Collection
from plainlabel.edition.compose import Composer
from plainlabel.edition.locate import POINTER
from plainlabel.edition.manifest import Counts, Manifest, Rejection
from plainlabel.edition.publish import publish, workspace
from plainlabel.edition.records import EditionKind, LabelRecord
from plainlabel.edition.schema import SCHEMA_VERSION
from plainlabel.edition.staging import Kept, Staging
from plainlabel.edition.verify import verify
from plainlabel.edition.workers import Outcome, read_all
from plainlabel.errors import BrokenEditionError, BuildError, UsageError
from plainlabel.label import ClassIndex, PharmClass, Product
from plainlabel.labels.documents import Document, Rejected, documents

Stage = Literal["reading", "writing", "naming", "checking"]
_ID_DIGITS: Final = 12
_STAGING: Final = "staging.sqlite"


class Progress(Struct, frozen=True):
    """How far a build is: `done` documents or labels of `total` (None while unknown), and how many were rejected."""

    stage: Stage
    done: int
    total: int | None = None
    rejected: int = 0


class BuildReport(Struct, frozen=True):
    """What a build made: the edition's id and folder, its manifest, and whether the folder is new.

    The manifest is that of this build; `new` is False where an edition with the same content was there already and stayed.
    """

    id: str
    path: Path
    manifest: Manifest
    new: bool


Report = Callable[[Progress], None]


def build(
    sources: Sequence[Path],
    out: Path,
    *,
    facts_only: bool = False,
    workers: int | None = None,
    progress: Report | None = None,
) -> BuildReport:
    """Returns the report of a build that read `sources` and made `<out>/<edition id>/` current.

    The same labels give the same id, whatever their order, how they are spread over files, and the number of `workers`
    (None: one a processor; 1: all in this process). A document that cannot be read is listed in the manifest and the build goes on.

    Raises:
        UsageError: no source was named, or one does not exist.
        BuildError: no label in the sources, or `out` cannot be written (its disk is full, for example).
    """
    if not sources:
        raise UsageError("Nothing to build from", next_step="Name files or folders with labels")
    report = progress or _ignore
    found = documents(sources)
    reading = _Reading(found, report)
    with workspace(out) as folder:
        outcomes = reading.outcomes(facts_only=facts_only, workers=workers or os.cpu_count() or 1)
        with contextlib.closing(outcomes), _writing(out):
            manifest = compose(outcomes, folder, "facts" if facts_only else "full", report, lambda: found.ignored)
        return finish(folder, out, manifest, report)


def build_collection(
    collection: Collection,
    out: Path,
    *,
    facts_only: bool = False,
    workers: int | None = None,
    progress: Report | None = None,
) -> BuildReport:
    """Returns the report of a build of all that a collection holds: the edition that `build` makes of the same documents.

    Only what the code of today has not read before is read; see `collection`.

    Raises:
        BuildError: no label in the collection, or `out` cannot be written.
    """
    report = progress or _ignore
    reading = _Reading((), report)
    with workspace(out) as folder, _writing(out):
        outcomes = collection.outcomes(facts_only=facts_only, workers=workers or os.cpu_count() or 1)
        counted = (reading.counted(outcome) for outcome in outcomes)
        manifest = compose(counted, folder, "facts" if facts_only else "full", report, before=out / POINTER)
        made = finish(folder, out, manifest, report)
        collection.note_built(out)
        return made


def finish(folder: Path, out: Path, manifest: Manifest, report: Report | None = None) -> BuildReport:
    """Returns the report of publishing the edition in `folder`, after its verification.

    Raises:
        BuildError: the files just written do not verify (a failing disk, or a defect of ours); nothing is published.
    """
    report = report or _ignore
    report(Progress("checking", 0, manifest.counts.labels))
    problems = verify(folder).problems
    if problems:
        raise BuildError(
            f"The new edition does not verify: {problems[0]}", file=str(folder), next_step="Check the disk, then build again"
        )
    target = out / manifest.id
    was_there = target.exists()
    path = publish(folder, out, manifest.id, _is_whole)
    report(Progress("checking", manifest.counts.labels, manifest.counts.labels, manifest.counts.rejected))
    return BuildReport(manifest.id, path, manifest, new=not was_there)


@contextlib.contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Returns a context in which a disk that is full or fails is a BuildError.

    Tantivy tells it as ValueError; no document can cause one here, since what is wrong with documents is found in the workers.
    """
    try:
        yield
    except (OSError, sqlite3.Error, ValueError) as error:
        raise BuildError(
            f"The edition cannot be written: {error}", file=str(out), next_step="Free space on this disk, then build again"
        ) from error


def _is_whole(folder: Path) -> bool:
    try:
        return verify(folder).ok
    except BrokenEditionError:
        return False


def _ignore(progress: Progress) -> None:
    """Returns nothing; nobody asked to see the progress."""


class _Reading:
    """The reading of the sources, counted."""

    def __init__(self, found: Iterable[Document | Rejected], report: Report) -> None:
        self._found = found
        self._report = report
        self._unreadable: list[Rejection] = []
        self._done = 0
        self._rejected = 0

    def outcomes(self, *, facts_only: bool, workers: int) -> Generator[Outcome]:
        """Returns what became of each document."""
        for outcome in read_all(self._readable(), facts_only=facts_only, workers=workers):
            yield self.counted(outcome)
            yield from self._rejections()
        yield from self._rejections()

    def _readable(self) -> Iterator[Document]:
        for found in self._found:
            if isinstance(found, Rejected):
                self._unreadable.append(manifests.rejection(found.file, found.location, found.error))
            else:
                yield found

    def _rejections(self) -> Iterator[Outcome]:
        while self._unreadable:
            yield self.counted(self._unreadable.pop())

    def counted(self, outcome: Outcome) -> Outcome:
        """Returns the outcome, counted and told."""
        self._done += 1
        self._rejected += isinstance(outcome, Rejection)
        self._report(Progress("reading", self._done, None, self._rejected))
        return outcome


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
    manifest = _composed(((kept, ()) for kept in labels), folder, "facts", data_date, _counted_by(_ignore, total, 0))
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
