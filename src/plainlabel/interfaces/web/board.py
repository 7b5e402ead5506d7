"""The news a site shows: gathered once for an edition and the feeds beside it, again when a feed has changed."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import Final

from msgspec import Struct

from plainlabel.edition.opened import Edition
from plainlabel.news.gather import Gatherer, Wanted, tables_of
from plainlabel.news.items import CATEGORIES, Feed, Item, News

_KEPT: Final = {"label-changes": 300, "approvals": 300, "recalls": 3000}
_KEPT_OF_OTHERS: Final = 500
_URGENT: Final = frozenset({"recall", "recall_notice", "alert"})
_DERIVED: Final = "childrens-health"
"""Filled from the items of the other categories."""


class Board(Struct, frozen=True):
    """All news that is shown, newest first, and what its sources hold."""

    items: tuple[Item, ...]
    feeds: tuple[Feed, ...]
    notices: tuple[str, ...]
    by_medicine: dict[str, tuple[Item, ...]]

    def of(self, category: str | None) -> tuple[Item, ...]:
        """Returns the items of a category, all without one."""
        return self.items if category is None else tuple(one for one in self.items if category in one.categories)

    def urgent_of(self, medicine: str) -> tuple[Item, ...]:
        """Returns the recalls and alerts of a medicine."""
        return tuple(one for one in self.by_medicine.get(medicine, ()) if one.kind in _URGENT)

    def changes_of(self, medicine: str) -> tuple[Item, ...]:
        """Returns the changes of a medicine's labels."""
        return tuple(one for one in self.by_medicine.get(medicine, ()) if one.kind == "label_change")


class NewsBoard:
    """Makes the board of one edition when it is first asked for; `ready` is it without waiting."""

    def __init__(self, edition: Edition, feeds: Path | None) -> None:
        self._edition = edition
        self._tables = tables_of(edition, feeds)
        self._lock = threading.Lock()
        self._board: Board | None = None
        self.signature = self._now()

    @property
    def ready(self) -> Board | None:
        """Returns the board where it is made."""
        return self._board

    @property
    def changed(self) -> bool:
        """Returns whether a feed is another than when this was made."""
        return self._now() != self.signature

    def board(self) -> Board:
        """Returns the board; whoever asks while it is being made waits."""
        with self._lock:
            if self._board is None:
                self._board = self._made()
            return self._board

    def _now(self) -> str:
        """Returns a hash of names, sizes and times of the files of the feeds."""
        try:
            files = sorted(
                (one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in self._tables.iterdir() if one.is_file()
            )
        except OSError:
            files = []
        return hashlib.sha256(repr(files).encode()).hexdigest()[:12]

    def _made(self) -> Board:
        gatherer = Gatherer(self._edition, self._tables)
        found = [
            gatherer.news(Wanted(category=one, limit=_KEPT.get(one, _KEPT_OF_OTHERS))) for one in CATEGORIES if one != _DERIVED
        ]
        items = {item.id: item for news in found for item in news.items}
        ordered = sorted(sorted(items.values(), key=lambda one: one.id), key=lambda one: one.day or "", reverse=True)
        return Board(tuple(ordered), _feeds(found), _notices(found), _by_medicine(ordered))


def _feeds(found: list[News]) -> tuple[Feed, ...]:
    return tuple({feed.name: feed for news in found for feed in news.feeds}.values())


def _notices(found: list[News]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notice for news in found for notice in news.notices if "cannot be read" in notice))


def _by_medicine(items: list[Item]) -> dict[str, tuple[Item, ...]]:
    by: dict[str, list[Item]] = {}
    for item in items:
        for medicine in item.medicines:
            by.setdefault(medicine.key, []).append(item)
    return {key: tuple(held) for key, held in by.items()}
