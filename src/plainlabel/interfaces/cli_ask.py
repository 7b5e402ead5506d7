"""The command `plainlabel ask`: one question, or a file of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from plainlabel.errors import UsageError
from plainlabel.interfaces.cli_options import EditionOption, JsonOption, joined, opened_library
from plainlabel.interfaces.days import day_of

if TYPE_CHECKING:
    from plainlabel.library import Library


def ask(
    question: Annotated[list[str] | None, typer.Argument(metavar="QUESTION", help="The question, in plain words.")] = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Answer a file of questions, one a line. `-` reads standard input.", show_default=False),
    ] = None,
    json: JsonOption = False,
    edition: EditionOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Answer from the labels as they stood on this day (YYYY-MM-DD).", show_default=False),
    ] = None,
) -> None:
    """Answer a question about a medicine.

    The exit code is 0 for every outcome, "not held" and "unclear" too: look at `outcome` in the JSON.
    """
    if bool(question) == (batch is not None):
        raise UsageError(
            "Ask one question, or name a file with --batch", next_step='For example: plainlabel ask "What is Humira used for?"'
        )
    day = day_of(as_of, "--as-of")
    with opened_library(edition) as library:
        if batch is not None:
            _ask_batch(library, batch, day, json=json)
        else:
            _answer(library, joined(question or []), day, json=json)


def _answer(library: Library, question: str, as_of: str | None, *, json: bool) -> None:
    from plainlabel.interfaces import cli_answer, cli_output  # noqa: PLC0415

    answer = library.ask(question, as_of=as_of)
    if json:
        cli_output.write_json(answer)
    else:
        cli_output.write_text(cli_answer.answer_text(answer))


def _ask_batch(library: Library, file: Path, as_of: str | None, *, json: bool) -> None:
    from plainlabel.interfaces import cli_output  # noqa: PLC0415

    with _opened(file) as stream:
        for number, question in enumerate(_lines(stream)):
            if not json:
                cli_output.write_text([*([""] if number else []), f"{number + 1}. {question}", ""])
            _answer(library, question, as_of, json=json)


def _opened(file: Path) -> BinaryIO:
    if str(file) == "-":
        return sys.stdin.buffer
    try:
        return file.open("rb")
    except OSError as error:
        raise UsageError(
            f"The file of questions cannot be read: {error.strerror}",
            file=str(file),
            next_step="Name a text file with one question a line",
        ) from error


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yields each line as text, an empty one too: the answers keep the numbers of the lines."""
    for number, line in enumerate(stream):
        text = line.decode("utf-8", errors="replace")
        yield (text.removeprefix("\ufeff") if number == 0 else text).rstrip("\r\n")
