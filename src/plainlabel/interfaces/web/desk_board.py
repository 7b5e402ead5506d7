"""The published answers of a site, checked once against the edition it serves."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from msgspec import Struct

from plainlabel.desk.check import check
from plainlabel.desk.checked import CheckedAnswer
from plainlabel.desk.files import SHIPPED, read
from plainlabel.desk.published import Published
from plainlabel.edition.opened import Edition
from plainlabel.errors import UsageError
from plainlabel.questions.cleaning import fold

_log = logging.getLogger("plainlabel.web")


class Pair(Struct, frozen=True):
    """A published answer and what became of it."""

    published: Published
    checked: CheckedAnswer


class DeskBoard:
    """Checks the answers of a folder when they are first asked for."""

    def __init__(self, edition: Edition, folder: Path | None) -> None:
        self._edition = edition
        self._folder = folder or SHIPPED
        self._lock = threading.Lock()
        self._pairs: tuple[Pair, ...] | None = None
        self._by_question: dict[str, Pair] = {}

    def answers(self) -> tuple[Pair, ...]:
        """Returns the answers with what became of them; whoever asks while they are checked waits."""
        with self._lock:
            if self._pairs is None:
                self._pairs = self._checked()
                self._by_question = {_key(pair.published.question): pair for pair in self._pairs}
            return self._pairs

    def _checked(self) -> tuple[Pair, ...]:
        try:
            sources = read(self._folder)
        except UsageError as error:
            # The site stands without them; who runs it reads why.
            _log.warning("The published answers cannot be shown: %s", error)
            return ()
        report = check(sources, self._edition)
        return tuple(Pair(source.answer, checked) for source, checked in zip(sources, report.answers, strict=True))

    def to(self, question: str) -> Pair | None:
        """Returns the published answer to a question, None where there is none or they are not checked yet."""
        return self._by_question.get(_key(question))


def _key(question: str) -> str:
    return fold(question).strip(" ?.!")
