"""Where the command line writes: bytes to stdout, one line to stderr, and a reader that may have gone."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from plainlabel.errors import UsageError

MAX_WIDTH: Final = 88
_FALLBACK: Final = (80, 24)
# Labels and questions come from outside: nothing in them may steer the terminal.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class ReaderGoneError(Exception):
    """Whoever read stdout has closed it (`| head`): there is nobody left to write to."""


def write_json(value: object) -> None:
    """Returns nothing; writes `value` as one line of JSON in UTF-8, whatever the locale.

    Raises:
        ReaderGoneError: stdout was closed by its reader.
    """
    _write(msgspec.json.encode(value) + b"\n")


def write_text(lines: Iterable[str]) -> None:
    """Returns nothing; writes lines for people in the encoding of stdout. What it cannot show becomes "?".

    Raises:
        ReaderGoneError: stdout was closed by its reader.
    """
    text = "\n".join(_CONTROL.sub(" ", line.replace("\r", " ")) for line in lines) + "\n"
    _write(text.encode((sys.stdout and sys.stdout.encoding) or "utf-8", errors="replace"))


def write_error(message: str) -> None:
    """Returns nothing; writes one line to stderr."""
    line = _CONTROL.sub(" ", " ".join(message.split()))
    encoding = sys.stderr.encoding or "utf-8"
    with contextlib.suppress(OSError, ValueError):
        print("plainlabel: " + line.encode(encoding, errors="replace").decode(encoding), file=sys.stderr, flush=True)


def write_file(file: Path, text: str) -> None:
    """Returns nothing; writes text into a file that the person named.

    Raises:
        UsageError: it cannot be written there.
    """
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"The file cannot be written: {error.strerror}", file=str(file), next_step="Name a file in a folder you may write to"
        ) from error


def _write(data: bytes) -> None:
    if sys.stdout is None:  # closed by whoever started us (`>&-`)
        raise ReaderGoneError
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        # The interpreter flushes stdout once more when it ends: give it somewhere to write to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ReaderGoneError from error


def width() -> int:
    """Returns the columns to fill: those of the terminal, at most 88, 80 where there is none."""
    return max(40, min(MAX_WIDTH, shutil.get_terminal_size(_FALLBACK).columns - 1))


def wrapped(text: str, first: str = "", rest: str | None = None) -> Iterator[str]:
    """Yields the lines of `text`, each line of it folded to the width; `first` leads the first, `rest` the others."""
    indent = " " * len(first) if rest is None else rest
    for line in text.splitlines() or [""]:
        yield from textwrap.wrap(
            line, width(), initial_indent=first, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
        ) or [first.rstrip()]
        first = indent


def block(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yields an empty line, a title and the lines under it; nothing at all where there are no lines."""
    body = list(lines)
    if body:
        yield from ("", title, *body)


def items(texts: Iterable[str]) -> Iterator[str]:
    """Yields texts as a list, each folded to the width."""
    for text in texts:
        yield from wrapped(text, "  - ")
