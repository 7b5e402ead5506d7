"""The edition that is being served, changed for a newer one between requests without a failed one.

Every request leases the edition that is current when it comes and keeps it to its end; an edition that was replaced is closed
when its last lease ends.
"""

from __future__ import annotations

import gc
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Final

from plainlabel.answers.lists import Lists
from plainlabel.errors import PlainLabelError
from plainlabel.interfaces.web.board import NewsBoard
from plainlabel.interfaces.web.changes import Comparisons
from plainlabel.interfaces.web.desk_board import DeskBoard
from plainlabel.interfaces.web.kept import MOST_ASKED, MOST_ASKED_BYTES, PageCache
from plainlabel.interfaces.web.settings import Settings
from plainlabel.library import Library

_LOOK_EVERY_S: Final = 1.0
_LAST_S: Final = 30
_log = logging.getLogger("plainlabel.web")


class Served:
    """One open edition with its lists and the pages made from it."""

    def __init__(self, library: Library, settings: Settings | None = None) -> None:
        self.library = library
        self._feeds = (settings or Settings()).feeds
        self.edition = library.edition
        self.lists = Lists(library.edition)
        self.pages = PageCache()
        self.asked = PageCache(MOST_ASKED, MOST_ASKED_BYTES)
        self.news = NewsBoard(library.edition, self._feeds)
        self.desk = DeskBoard(library.edition, (settings or Settings()).answers)
        self.comparisons = Comparisons(library)
        self.leases = 0
        self.replaced = False

    @cached_property
    def with_history(self) -> tuple[str, ...]:
        """Returns the set ids of the labels that are held in more than one version."""
        return tuple(each for each in self.lists.versions if len(self.edition.versions(each)) > 1)

    def warm(self) -> None:
        """Returns nothing; makes the lists, the news and the published answers, so that no reader waits for them."""
        self.lists.warm()
        self.news.board()
        self.pages = PageCache()  # those made before the news was go without it
        self.desk.answers()

    def look_at_feeds(self) -> None:
        """Returns nothing; where a feed has changed, makes the news again and lets the pages made with the old go."""
        if self.news.changed:
            fresh = NewsBoard(self.edition, self._feeds)
            fresh.board()
            self.news, self.pages = fresh, PageCache()


class Editions:
    """The edition served now, and the look for a newer one behind the same path."""

    def __init__(self, find: Callable[[], Path], library: Library | None = None, settings: Settings | None = None) -> None:
        self._find = find
        self._settings = settings
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._looked = time.monotonic()
        self._fixed = library is not None
        self._warming: threading.Thread | None = None
        self._trouble = ""
        self._current = Served(library or Library.open(find()), settings)
        self.ahead: Callable[[Served], None] | None = None
        """Makes pages before a reader asks for them; it stops by itself when the edition is replaced."""

    @contextmanager
    def lease(self) -> Iterator[Served]:
        """Yields the edition served now, open until the end of the block."""
        self._look()
        with self._leased() as served:
            yield served

    @contextmanager
    def _leased(self) -> Iterator[Served]:
        with self._lock:
            served = self._current
            served.leases += 1
        try:
            yield served
        finally:
            with self._lock:
                served.leases -= 1
                idle = served.replaced and served.leases == 0
            if idle:
                served.library.close()

    def close(self) -> None:
        """Returns nothing; lets the edition go when its last lease ends."""
        if self._fixed and self._warming is not None:
            self._warming.join(_LAST_S)  # its owner may close a library that was given as soon as this returns
        self._retire(self._current)

    def warm(self) -> None:
        """Returns nothing; makes the lists of the edition in another thread, so that the first readers need not wait."""

        def warm() -> None:
            with self.lease() as served:
                served.warm()
                _settle()
            self._go_ahead()

        self._warming = threading.Thread(target=warm, name="plainlabel-warm", daemon=True)
        self._warming.start()

    def _go_ahead(self) -> None:
        """Returns nothing; makes pages of the edition served now that nobody has asked for yet."""
        if self.ahead is not None and not self._fixed:
            with self.lease() as served:
                self.ahead(served)
                _settle()

    def _look(self) -> None:
        """Returns nothing; once in a second a thread looks whether the path leads elsewhere now, no request waits for it."""
        if self._fixed or time.monotonic() - self._looked < _LOOK_EVERY_S or not self._looking.acquire(blocking=False):
            return
        self._looked = time.monotonic()
        threading.Thread(target=self._renew, name="plainlabel-edition", daemon=True).start()

    def _renew(self) -> None:
        """Returns nothing; opens the edition the path leads to, where it is another, and serves it when its lists are made."""
        try:
            folder = self._find()
            if folder != self._current.edition.path:
                self._replace(self._opened(folder))
                threading.Thread(target=self._go_ahead, name="plainlabel-ahead", daemon=True).start()
            else:
                with self._leased() as served:  # it stays open while its news are made
                    served.look_at_feeds()
            self._trouble = ""
        except (PlainLabelError, OSError, sqlite3.Error) as error:
            self._tell(f"{type(error).__name__}: {error}")  # what is served stays whole
        finally:
            self._looking.release()

    def _opened(self, folder: Path) -> Served:
        """Returns an edition with its lists made; one that breaks on the way is closed, for it is tried again every second."""
        library = Library.open(folder)
        try:
            fresh = Served(library, self._settings)
            fresh.warm()
        except BaseException:
            library.close()
            raise
        _settle()
        return fresh

    def _tell(self, trouble: str) -> None:
        """Returns nothing; writes to the log what keeps a newer edition from being served, once and not every second."""
        if trouble != self._trouble:
            self._trouble = trouble
            _log.warning("The newer edition cannot be served: %s", trouble)

    def _replace(self, fresh: Served) -> None:
        with self._lock:
            old, self._current = self._current, fresh
        self._retire(old)

    def _retire(self, served: Served) -> None:
        if self._fixed:
            return  # a library that was given is its owner's to close
        with self._lock:
            served.replaced = True
            idle = served.leases == 0
        if idle:
            served.library.close()


def _settle() -> None:
    """Returns nothing; lets the collector of cycles leave out what stays: going through all lists takes a fifth of a second."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
