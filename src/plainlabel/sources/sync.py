"""A sync: fetch what is new, hand each label file on, and remember how far it went.

Whatever stops it, the next run goes on from there: a file that was cut is resumed, a file that was handed on is not fetched again,
and nothing but whole, checked files is handed on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, structs

from plainlabel.errors import NoMatchError, NoRoomError, SourceError
from plainlabel.sources import dailymed_files, openfda
from plainlabel.sources.client import Client
from plainlabel.sources.disk import check_room, no_room, write_whole
from plainlabel.sources.download import Progress, fetch
from plainlabel.sources.plan import Choice, LabelFile, Plan, Planner, is_set_id, is_taken, remembered
from plainlabel.sources.shelf import Shelf, State
from plainlabel.sources.wanted import Got, Want, missing, total_size

_MB: Final = 1_000_000
_UNPACKED: Final = 0.5
"""What taking a file in needs besides, as a part of its size: labels without images, compressed again."""

TakeIn = Callable[[Path, str, Sequence[str]], None]
"""Called with a whole label file, the day it was fetched, and the folders of it that are wanted (none: all)."""


class SyncReport(Struct, frozen=True):
    """What a sync did: names of files fetched, how many were here unchanged, the bytes that came, notices, and what failed."""

    fetched: tuple[str, ...]
    unchanged: int
    bytes: int
    notices: tuple[str, ...]
    failures: tuple[str, ...]


class Sync:
    """One sync into one folder."""

    def __init__(
        self,
        client: Client,
        shelf: Shelf,
        take_in: TakeIn,
        *,
        say: Callable[[str], None] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._client = client
        self._shelf = shelf
        self._take_in = take_in
        self._say = say or _unheard
        self._progress = progress
        self._fetched: list[str] = []
        self._bytes = 0
        self._unchanged = 0
        self._failures: list[str] = []

    def run(self, choice: Choice) -> SyncReport:
        """Returns what was fetched and handed on.

        Raises:
            UsageError: nothing was named and nothing is held.
            NoRoomError: the disk has no room for what there is to fetch, or fills on the way.
        """
        with self._shelf.alone():
            state = self._shelf.state()
            choice = remembered(choice, state)
            plan = Planner(self._client, state, choice).plan()
            self._failures += plan.failures
            self._tell_need(plan, state)
            state = _with_wishes(state, choice, plan.unknown)
            for want in plan.tables:
                with self._told(want.name):
                    self._count(fetch(self._client, want, self._shelf.tables, self._progress))
            if choice.kinds or choice.openfda:
                self._class_files()
            state = self._labels(plan, state)
            for name in plan.asked_of_openfda:
                with self._told(name):
                    state = self._ask_openfda(name, state)
            self._shelf.keep(state)
        return SyncReport(tuple(self._fetched), self._unchanged, self._bytes, plan.notices, tuple(self._failures))

    def _tell_need(self, plan: Plan, state: State) -> None:
        labels = [one.want for one in plan.labels if not is_taken(one, state)]
        wants = [*missing(labels, self._shelf.labels), *missing(plan.tables, self._shelf.tables)]
        size = total_size(wants)
        # Label files go one by one: the largest is on the disk together with what was taken out of all.
        needed = int(_UNPACKED * size) + max((want.size or 0 for want in labels), default=0) + total_size(plan.tables)
        free = check_room(needed, self._shelf.root)
        if size:
            self._say(
                f"To fetch: {size / _MB:,.0f} MB in {len(wants)} files. On the disk it needs up to {needed / _MB:,.0f} MB; "
                f"{free / _MB:,.0f} MB are free"
            )

    @contextlib.contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """Returns a context in which the failure of one feed is noted and the others go on; a full disk stops all."""
        try:
            yield
        except NoRoomError:
            raise
        except SourceError as error:
            self._failures.append(f"{what}: {error}")

    def _count(self, got: Got) -> None:
        if got.changed:
            self._fetched.append(got.path.name)
            self._bytes += got.receipt.size
        else:
            self._unchanged += 1

    def _class_files(self) -> None:
        """Returns nothing; brings the class of each substance, which labels themselves do not state."""
        want = Want(dailymed_files.CLASS_FILES, "pharmacologic_class_indexing_spl_files.zip", dailymed_files.MAX_UPDATE_BYTES)
        with self._told(want.name), contextlib.suppress(NoMatchError):
            got = fetch(self._client, want, self._shelf.tables, self._progress)
            self._count(got)
            # Also where it was here already: a run that was stopped may not have handed it on.
            self._take_in(got.path, got.receipt.fetched, ())

    # --- labels --------------------------------------------------------------------------------------------------------

    def _labels(self, plan: Plan, state: State) -> State:
        stopped: set[str] = set()
        whole = True
        for file in plan.labels:
            if stopped & set(file.kinds):
                continue  # an update on top of a gap would hide the gap
            failures = len(self._failures)
            with self._told(file.want.name):
                state = self._label_file(file, state)
            if len(self._failures) > failures:
                stopped |= set(file.kinds)
                whole = False
        if plan.openfda_day and whole:
            state = structs.replace(state, openfda=plan.openfda_day)
        return state

    def _label_file(self, file: LabelFile, state: State) -> State:
        want = file.want
        if not is_taken(file, state):
            got = fetch(self._client, want, self._shelf.labels, self._progress)
            self._count(got)
            self._take_in(got.path, got.receipt.fetched, file.folders)
            state = structs.replace(state, taken={**state.taken, file.key: want.md5 or got.receipt.sha256})
        else:
            self._unchanged += 1
        if file.until:
            until = {kind: max(file.until, state.until.get(kind, "")) for kind in file.kinds}
            state = structs.replace(state, until={**state.until, **until})
        self._shelf.keep(state)
        # Its labels are in the collection, for good: the file has served.
        for name in (want.name, f"{want.name}.receipt.json"):
            (self._shelf.labels / name).unlink(missing_ok=True)
        return state

    def _ask_openfda(self, name: str, state: State) -> State:
        search = openfda.labels_of(name, is_set_id=is_set_id(name))
        lines: list[bytes] = []
        for page in openfda.records(self._client, "label", search):
            lines += (_with_day(record, page.last_updated) for record in page.records)
        if not lines:
            raise NoMatchError(f"openFDA has no label for: {name}", next_step="Check the spelling, or leave --openfda away")
        state = structs.replace(state, names={**state.names, name: "openfda"})
        path = self._shelf.labels / f"openfda_{''.join(one if one.isalnum() else '_' for one in name)}.jsonl"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, b"\n".join(lines) + b"\n")
        except OSError as error:
            raise no_room(error, path) from error
        self._fetched.append(path.name)
        self._bytes += path.stat().st_size
        self._take_in(path, self._client.clock.now().date().isoformat(), ())
        path.unlink()
        return state


def _unheard(words: str) -> None:
    """Returns nothing; nobody listens."""


def _with_wishes(state: State, choice: Choice, unknown: Sequence[str]) -> State:
    """Returns the state with what is kept current from now on; a name that nobody knows is not remembered."""
    known = () if choice.openfda else (name for name in choice.names if name not in unknown)
    return structs.replace(
        state,
        kinds=tuple(dict.fromkeys((*state.kinds, *choice.kinds))),
        openfda="" if choice.openfda and not choice.names and state.openfda is None else state.openfda,
        names={**dict.fromkeys(known, "dailymed"), **state.names},
        tables=state.tables or choice.tables,
    )


def _with_day(record: msgspec.Raw, day: str | None) -> bytes:
    """Returns a record with the day of openFDA's data in it, as the readers of labels expect it."""
    data = bytes(record).strip()
    if day is None or not data.startswith(b"{") or data[1:].lstrip().startswith(b"}"):
        return data
    seen = msgspec.json.encode({"openfda_last_updated": day})
    return b'{"_snapshot":' + seen + b"," + data[1:]
