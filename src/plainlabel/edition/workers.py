"""Documents to stored labels, on several processors.

Batches of documents go to worker processes, a bounded number at a time, so memory does not grow with the input. One
document can cost no more than itself: whatever goes wrong in it, even the death of the process that reads it, becomes its
rejection.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from msgspec import Struct

from plainlabel.edition import encode, sound
from plainlabel.edition.manifest import Rejection, rejection
from plainlabel.errors import BuildError, LabelError, UnreadableDocumentError, UnsafeDocumentError
from plainlabel.facts.extract import extract
from plainlabel.label import ClassIndex, Label
from plainlabel.labels.documents import Document, read
from plainlabel.labels.passages import passages

BATCH_BYTES: Final = 1 << 20
BATCH_DOCUMENTS: Final = 64
MAX_SECONDS: Final = 60
"""The largest real labels take a second: what takes this long was made to."""

_NEW_OBJECTS: Final = 50_000
"""So many make a worker look for cycles; Python's usual 700 cost it two per cent of its time."""

MAX_DEATHS: Final = 8
"""So many documents in a row that each kill a fresh process: it is not the documents."""


class StagedLabel(Struct, frozen=True, array_like=True):
    """One label that was read: what decides which version stands, and the whole as a blob of StoredLabel."""

    set_id: str
    version: int | None
    effective: str | None
    source: str
    document_id: str | None
    seen: str | None
    digest: bytes
    blob: bytes


Outcome = StagedLabel | ClassIndex | Rejection


def read_all(documents: Iterable[Document], *, facts_only: bool, workers: int) -> Iterator[Outcome]:
    """Returns what became of each document, in their order; one worker means this process itself."""
    if workers > 1:
        yield from _read_in_processes(_batches(documents), facts_only=facts_only, workers=workers)
    else:
        for document in documents:
            yield read_one(document, facts_only=facts_only)


def read_batch(documents: Sequence[Document], *, facts_only: bool) -> list[Outcome]:
    """Returns what became of each document of a batch, in order."""
    return [read_one(document, facts_only=facts_only) for document in documents]


def read_one(document: Document, *, facts_only: bool) -> Outcome:
    """Returns the staged label, the class index, or the rejection that one document gives; raises nothing."""
    try:
        with _in_time():
            found = read(document)
            return found if isinstance(found, ClassIndex) else stage(found, facts_only=facts_only)
    except _TooLongError:
        slow = UnsafeDocumentError(
            f"reading it takes more than {MAX_SECONDS} seconds", next_step="No label takes a tenth of it: look at the document"
        )
        return rejection(document.file, document.location, slow)
    except LabelError as error:
        return rejection(document.file, error.location or document.location, error)
    except Exception as error:  # noqa: BLE001 - a defect of ours met by one label must not cost the other labels
        ours = UnreadableDocumentError(f"{type(error).__name__}: {error}", next_step="Report it to PlainLabel with the document")
        return rejection(document.file, document.location, ours)


class _TooLongError(BaseException):
    """Time is up. No Exception: nobody between the alarm and `read_one` may take it for a fault of one fact."""


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    """Returns a context that ends with _TooLongError after MAX_SECONDS; unlimited in a thread, which no alarm reaches."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def over(*_: object) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, MAX_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def stage(label: Label, *, facts_only: bool) -> StagedLabel:
    """Returns the label with its passages and facts, encoded.

    Raises:
        LabelError: the label does not keep the rules of an edition (see `sound`).
    """
    sound.check_label(label)
    cut = None if facts_only else {section.id: passages(section) for section in label.sections}
    facts, lost = extract(label, cut)
    facts, misplaced = sound.sound_facts(label, facts)
    if cut is not None:
        sound.sound_passages(label, cut)
    return staged(encode.store(label, facts, (*lost, *misplaced), cut))


def staged(stored: encode.StoredLabel) -> StagedLabel:
    """Returns a stored label with what decides its fate beside it."""
    record = stored.record
    return StagedLabel(
        record.set_id,
        record.version,
        record.effective,
        record.source,
        record.document_id,
        record.seen,
        stored.digest,
        encode.pack(stored),
    )


# --- processes -----------------------------------------------------------------------------------------------------------


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.data)
        if size >= BATCH_BYTES or len(batch) >= BATCH_DOCUMENTS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _pool(workers: int) -> ProcessPoolExecutor:
    # A fresh interpreter, not a copy of this process: the caller may have threads (a progress display, a web server).
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start)


def _start() -> None:
    """Returns nothing; readies a worker. A label makes hundreds of thousands of objects and next to no cycles of them."""
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
    _end_with_parent()


def _end_with_parent() -> None:
    """Returns nothing; lets this worker end when the build is killed: it would wait for work for ever.

    Ctrl-C reaches all processes of a terminal: only the build itself acts on it, and ends its workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def wait() -> None:
        parent = multiprocessing.parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _read_in_processes(batches: Iterator[list[Document]], *, facts_only: bool, workers: int) -> Iterator[Outcome]:
    pool = _pool(workers)
    waiting: deque[tuple[list[Document], Future[list[Outcome]]]] = deque()
    try:
        for batch in batches:
            if len(waiting) > 2 * workers:
                oldest, future = waiting.popleft()
                try:
                    yield from future.result()
                except BrokenProcessPool:
                    yield from _one_by_one([oldest, *(other for other, _ in waiting)], facts_only=facts_only)
                    waiting.clear()
                    pool.shutdown(wait=False)
                    pool = _pool(workers)
            with _uninterrupted():
                waiting.append((batch, pool.submit(read_batch, batch, facts_only=facts_only)))
        yield from _rest(waiting, facts_only=facts_only)
    except BaseException:
        _stop(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _rest(waiting: deque[tuple[list[Document], Future[list[Outcome]]]], *, facts_only: bool) -> Iterator[Outcome]:
    while waiting:
        oldest, future = waiting.popleft()
        try:
            yield from future.result()
        except BrokenProcessPool:
            yield from _one_by_one([oldest, *(other for other, _ in waiting)], facts_only=facts_only)
            return


def _one_by_one(batches: Iterable[Sequence[Document]], *, facts_only: bool) -> Iterator[Outcome]:
    """Returns what became of each document after a worker died: alone in a process, so that the deadly one is found."""
    pool = _pool(1)
    deaths = 0
    try:
        for document in (document for batch in batches for document in batch):
            try:
                with _uninterrupted():
                    future = pool.submit(read_one, document, facts_only=facts_only)
                yield future.result()
                deaths = 0
            except BrokenProcessPool as error:
                deaths += 1
                if deaths > MAX_DEATHS:
                    raise BuildError("The worker processes keep dying", next_step="Build with --workers 1 to see why") from error
                died = UnreadableDocumentError("The process that read this document died", next_step="Look at its size and content")
                yield rejection(document.file, document.location, died)
                pool.shutdown(wait=False)
                pool = _pool(1)
    except BaseException:
        _stop(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Returns a context in which Ctrl-C waits: a worker started in it never sees one, from its first moment on."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop(pool: ProcessPoolExecutor) -> None:
    """Returns nothing; ends the workers at once: nobody waits for what they read any more."""
    for worker in list((pool._processes or {}).values()):  # noqa: SLF001 - the public way, terminate_workers, is of Python 3.14
        worker.terminate()
