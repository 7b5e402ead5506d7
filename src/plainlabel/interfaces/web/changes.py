"""The comparisons a site has made, those asked for last kept: a reader goes through the pages of one.

The history of a long label with dozens of versions takes seconds. It is kept once it is made, so that whoever was told that it
took too long finds it made.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial
from typing import Final, TypeVar

from plainlabel.edition.records import LabelRecord
from plainlabel.history.records import LabelDiff
from plainlabel.history.timeline import HeldVersion, History, compared, held_version
from plainlabel.library import Library

_KEPT: Final = 16
_KEPT_HISTORIES: Final = 512
_KEPT_VERSIONS: Final = 4096
Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Comparisons:
    """Compares versions of one edition."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[int, int], LabelDiff] = OrderedDict()
        self._versions: OrderedDict[tuple[int | None, int], HeldVersion] = OrderedDict()
        self._histories: OrderedDict[str, History] = OrderedDict()

    def between(self, old: LabelRecord, new: LabelRecord) -> LabelDiff:
        """Returns what changed from one version to another.

        Raises:
            NotHeldError: the edition holds facts only, no texts.
        """
        key = old.key, new.key
        return _kept(self._lock, self._made, key, _KEPT, lambda: compared(self._library.edition, old, new))

    def version(self, old: LabelRecord | None, new: LabelRecord) -> HeldVersion:
        """Returns one version with what it changed since the one before it."""
        key = old.key if old else None, new.key
        return _kept(self._lock, self._versions, key, _KEPT_VERSIONS, lambda: held_version(self._library.edition, old, new))

    def history(self, set_id: str) -> History:
        """Returns the versions held of a label, the oldest first, each with what it changed.

        Raises:
            NotHeldError: no label with this set id is held.
        """
        label = self._library.edition.label_by_set_id(set_id)
        make = partial(self._library.history, label.set_id)
        return _kept(self._lock, self._histories, label.set_id, _KEPT_HISTORIES, make)


def _kept(lock: threading.Lock, held: OrderedDict[Key, Made], key: Key, most: int, make: Callable[[], Made]) -> Made:
    """Returns what is held under a key, made first where it is not; the oldest goes where there are too many."""
    with lock:
        found = held.get(key)
    if found is None:
        found = make()
    with lock:
        held[key] = found
        held.move_to_end(key)
        while len(held) > most:
            held.popitem(last=False)
    return found
