"""Sources to an edition: read, decide, compose, verify, publish."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from plainlabel.edition import manifest as manifests
from plainlabel.edition.collection import Collection
from plainlabel.edition.locate import POINTER
from plainlabel.edition.manifest import Manifest, Rejection
from plainlabel.edition.publish import publish, workspace
from plainlabel.edition.unpublished import Progress, Report, compose, compose_kept, ignore
from plainlabel.edition.verify import verify
from plainlabel.edition.workers import Outcome, read_all
from plainlabel.errors import BrokenEditionError, BuildError, UsageError
from plainlabel.labels.documents import Document, Rejected, documents

__all__ = ["BuildReport", "Progress", "Report", "build", "build_collection", "compose", "compose_kept", "finish"]


class BuildReport(Struct, frozen=True):
    """What a build made: the edition's id and folder, its manifest, and whether the folder is new.

    The manifest is that of this build; `new` is False where an edition with the same content was there already and stayed.
    """

    id: str
    path: Path
    manifest: Manifest
    new: bool


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
    report = progress or ignore
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
    report = progress or ignore
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
    report = report or ignore
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
