"""What a person sees while waiting: nothing for two seconds, then how far the work is.

On a terminal Rich draws it; elsewhere (a log, CI) a plain line comes every ten seconds. All of it goes to stderr.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Self

from plainlabel.interfaces.cli_output import write_error

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from plainlabel.edition.build import Progress

PATIENCE_SECONDS: Final = 2.0
_REDRAW_SECONDS: Final = 0.1
_LINE_SECONDS: Final = 10.0
_STAGES: Final = {
    "reading": "Reading labels",
    "writing": "Writing the edition",
    "naming": "Collecting names",
    "checking": "Checking",
}


class Meter:
    """Shows the steps of a build; call it with each one. A context manager: leaving it clears the line."""

    def __init__(self) -> None:
        self._next = time.monotonic() + PATIENCE_SECONDS
        self._terminal = sys.stderr.isatty()
        self._bars: Bars | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, step: Progress) -> None:
        """Returns nothing; shows `step` when it is time to."""
        self.show(said(step), step.done, step.total)

    def show(self, words: str, done: int, total: int | None) -> None:
        """Returns nothing; shows `words` when it is time to."""
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + (_REDRAW_SECONDS if self._terminal else _LINE_SECONDS)
        if self._terminal:
            self._draw(words, done, total)
        else:
            write_error(words)

    def _draw(self, words: str, done: int, total: int | None) -> None:
        if self._bars is None:
            self._bars = _bars()
            self._task = self._bars.add_task("", total=None)
            self._bars.start()
        assert self._task is not None
        # The total is unknown while reading: a moving bar, and the count in words.
        self._bars.update(self._task, description=words, completed=done, total=total)
        self._bars.refresh()


def said(step: Progress) -> str:
    """Returns a step in words: "Reading labels: 1,024, 2 left out"."""
    total = f" of {step.total:,}" if step.total else ""
    left_out = f", {step.rejected:,} left out" if step.rejected else ""
    return f"{_STAGES.get(step.stage, step.stage)}: {step.done:,}{total}{left_out}"


def _bars() -> Bars:
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    # No refresh thread: worker processes are started while the bar is shown.
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)


@contextmanager
def patience(words: str) -> Iterator[None]:
    """Returns a context in which `words` are told once the work inside has taken two seconds."""
    timer = threading.Timer(PATIENCE_SECONDS, write_error, (words,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
