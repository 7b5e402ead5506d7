"""The folder of the feeds: what was fetched, how far each feed is taken in, and the lock of the one sync that may run.

DIR/feeds/
├── state.json      what is kept current, and how far
├── labels/         label files on their way into the collection; gone once they are in it
└── tables/         Drugs@FDA, NDC directory, recalls, mappings, UNII names, news: the newest of each
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, field

from plainlabel.errors import FeedShapeError, SourceError
from plainlabel.sources.disk import no_room, write_whole

FEEDS: Final = "feeds"
_STATE: Final = "state.json"
_LOCK: Final = ".lock"


class State(Struct, frozen=True):
    """How far the feeds are taken in.

    `until` gives, for "rx" and "otc", the day up to which every label is held. `openfda` is the day of the openFDA files held, ""
    where they are wanted and not held yet. `names` are the medicines kept current by name, each with where from. `taken` gives
    the MD5 or SHA-256 of each label file that was taken in, by its address.
    """

    kinds: tuple[str, ...] = ()
    until: dict[str, str] = field(default_factory=dict)
    openfda: str | None = None
    names: dict[str, str] = field(default_factory=dict)
    tables: bool = False
    taken: dict[str, str] = field(default_factory=dict)


class Shelf:
    """The folder of the feeds in an `--out` folder."""

    def __init__(self, out: Path) -> None:
        self.root = out / FEEDS
        self.labels = self.root / "labels"
        self.tables = self.root / "tables"

    def state(self) -> State:
        """Returns how far the feeds are taken in; the beginning where nothing was fetched yet.

        Raises:
            FeedShapeError: the file of it is damaged.
        """
        file = self.root / _STATE
        try:
            return msgspec.json.decode(file.read_bytes(), type=State)
        except FileNotFoundError:
            return State()
        except (OSError, msgspec.MsgspecError) as error:
            raise FeedShapeError(
                f"The state of the feeds cannot be read: {error}",
                file=str(file),
                next_step="Delete this file; what is held is then asked for again",
            ) from error

    def keep(self, state: State) -> None:
        """Returns nothing; writes the state in one step.

        Raises:
            NoRoomError: the disk is full.
        """
        file = self.root / _STATE
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            write_whole(file, msgspec.json.format(msgspec.json.encode(state), indent=1) + b"\n")
        except OSError as error:
            raise no_room(error, file) from error

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Returns a context in which no other process syncs into this folder.

        Raises:
            SourceError: another one does.
            NoRoomError: the folder cannot be made.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.root / _LOCK, os.O_CREAT | os.O_RDWR, 0o644)
        except OSError as error:
            raise no_room(error, self.root) from error
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise SourceError(
                    "Another sync is running in this folder", file=str(self.root), next_step="Wait until it has ended"
                ) from error
            yield
        finally:
            os.close(handle)

    def table(self, name: str) -> Path | None:
        """Returns the path of a table that is here, None where it was never fetched."""
        path = self.tables / name
        return path if path.is_file() else None
