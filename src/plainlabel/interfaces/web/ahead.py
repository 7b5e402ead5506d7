"""Pages made before a reader asks for them: the long lists, then the medicines with most labels, a few at a time.

The first question of a kind loads tables and models that the next ones find loaded; it is asked here, so that no reader waits.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from functools import partial
from typing import Final

from plainlabel.edition.records import Medicine
from plainlabel.interfaces.web import links
from plainlabel.interfaces.web.pages.lists import PLAIN, SUBJECTS
from plainlabel.interfaces.web.pages.medicine import page_of
from plainlabel.interfaces.web.rendering import Site
from plainlabel.interfaces.web.serving import Served

_REST: Final = 1.0
"""Readers come first: after each page the maker rests so many times as long as the page took."""
_FIRST: Final = (
    "I missed a dose of {}",
    "Is {} an immunosuppressant?",
    "Can I drink alcohol with {}?",
    "Does {} cause weight gain?",
)
_log = logging.getLogger("plainlabel.web")


def make_ahead(site: Site, served: Served) -> None:
    """Returns nothing; fills the memory of pages as far as the settings allow, and stops where the edition is replaced."""
    try:
        for first in served.lists.medicines[:1]:
            for question in _FIRST:
                served.library.ask(question.format(first.name))
            served.library.search(first.name[:-1])
        for subject in SUBJECTS:
            subject.read(served.lists)
        for *_, read in PLAIN:
            read(served.lists)
        for key, medicine in _most_labels_first(served, site.settings.pages_ahead):
            if served.replaced:
                return
            started = time.perf_counter()
            site.make_ahead(served, links.medicine(key), partial(page_of, served, medicine))
            time.sleep(min(0.5, _REST * (time.perf_counter() - started)))
    except Exception as error:  # noqa: BLE001 - what fails here fails for a reader as well, who is told; the site goes on
        _log.warning("Pages could not be made ahead: %s", type(error).__name__)


def _most_labels_first(served: Served, most: int) -> Iterator[tuple[str, Medicine]]:
    ordered = sorted(served.lists.by_key.items(), key=lambda each: (-len(each[1].labels), each[0]))
    yield from ordered[:most]
