"""What several commands share: their options, and the library they ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from plainlabel.library import Library

EditionOption = Annotated[
    Path | None,
    typer.Option(
        "--edition",
        metavar="PATH",
        help="The edition to read: its folder, the --out folder of a build, or its `current`. "
        "Without it: PLAINLABEL_EDITION, then your own edition, then the built-in one.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON to stdout, one object on one line.")]


@contextmanager
def opened_library(edition: Path | None) -> Iterator[Library]:
    """Yields the library of an edition, as `--edition` names it; says so where making the built-in one takes long."""
    from plainlabel.interfaces.cli_progress import patience  # noqa: PLC0415 - a question pays for asking only
    from plainlabel.library import Library  # noqa: PLC0415

    with patience("Preparing the built-in edition. This happens once ..."):
        library = Library.open(edition)
    with closing(library):
        yield library


def joined(words: list[str]) -> str:
    """Returns the words of the command line as one text. Bytes that are no UTF-8 become the replacement character."""
    return " ".join(words).encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
