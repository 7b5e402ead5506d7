"""`plainlabel desk new` and `plainlabel desk check`: publish answers, and learn which of them have aged."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from plainlabel.errors import UsageError
from plainlabel.interfaces.cli_options import EditionOption, JsonOption, joined, opened_library

if TYPE_CHECKING:
    from plainlabel.desk.checked import CheckedAnswer, CheckedCitation, DeskReport
    from plainlabel.desk.published import Published

_MARKS: Final = {"current": "current", "stale": "STALE", "not_checked": "not checked"}
_NOT_A_LETTER: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME: Final = 80

desk = typer.Typer(
    name="desk",
    help="Publish answers, and check whether the labels still say what they rest on.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@desk.command()
def new(
    question: Annotated[list[str], typer.Argument(metavar="QUESTION", help="The question, in plain words.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write the draft into this folder. Without it: to stdout.", show_default=False),
    ] = None,
    author: Annotated[str, typer.Option(metavar="NAME", help="Who answers for it.")] = "",
    no_quotes: Annotated[
        bool, typer.Option("--no-quotes", help="Keep hashes of the cited sentences, but not the sentences.")
    ] = False,
    edition: EditionOption = None,
) -> None:
    """Draft a published answer from what `ask` says: a Markdown file to read, change and publish."""
    from plainlabel.desk.draft import draft  # noqa: PLC0415
    from plainlabel.desk.files import markdown  # noqa: PLC0415
    from plainlabel.interfaces.cli_output import write_text  # noqa: PLC0415

    words = joined(question)
    with opened_library(edition) as library:
        today = dt.datetime.now(dt.UTC).date().isoformat()
        given = library.ask(words)
        answer = draft(given, library.edition_of(given), author=author, reviewed_on=today, quotes=not no_quotes)
    if out is None:
        write_text(markdown(answer).splitlines())
    else:
        write_text([f"Written: {_written(answer, markdown(answer), out)}. Read it before you publish it"])


def _written(answer: Published, text: str, folder: Path) -> Path:
    file = folder / f"{file_name(answer.question)}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise UsageError(
            "This answer is there already", file=str(file), next_step="Check it with `plainlabel desk check`, or delete it first"
        ) from error
    return file


def file_name(question: str) -> str:
    """Returns a file name for a question: its words in lower case with hyphens."""
    return _NOT_A_LETTER.sub("-", question.lower()).strip("-")[:_LONGEST_NAME].rstrip("-") or "answer"


@desk.command()
def check(
    answers: Annotated[
        Path | None,
        typer.Argument(
            metavar="FOLDER|ANSWERS.jsonl",
            help="A folder of Markdown files, or a file with one answer a line. Without it: the answers that come with PlainLabel.",
            show_default=False,
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="EDITION", help="The edition to check against; without it the one `ask` reads.", show_default=False),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check published answers: what became of each citation, and which answers have aged.

    The exit code is 1 when an answer is stale.
    """
    from plainlabel.desk.check import check as checked  # noqa: PLC0415
    from plainlabel.desk.files import SHIPPED, read  # noqa: PLC0415
    from plainlabel.interfaces import cli_output  # noqa: PLC0415

    sources = read(answers or SHIPPED)
    with opened_library(against) as library:
        report = checked(sources, library.edition)
    cli_output.write_json(report) if json else cli_output.write_text(report_text(report))
    if report.counts.stale:
        raise typer.Exit(1)


def report_text(report: DeskReport) -> Iterator[str]:
    """Yields a report as text: each answer with why it is stale, the old and the new sentence side by side, then the counts."""
    for one in report.answers:
        yield from _answer(one)
    counts = report.counts
    kind = "facts only" if report.edition.kind == "facts" else "whole labels"
    yield f"{counts.current} current, {counts.stale} stale, {counts.not_checked} not checked"
    yield f"Checked against edition {report.edition.id} ({kind})"


def _answer(one: CheckedAnswer) -> Iterator[str]:
    from plainlabel.interfaces.cli_output import items, wrapped  # noqa: PLC0415

    place = one.file if one.line is None else f"{one.file}:{one.line}"
    yield from wrapped(f"{_MARKS[one.status]}: {one.question} ({place})")
    yield from items(one.why)
    for cited in one.citations:
        if cited.status in {"changed", "removed"}:
            yield from _sides(cited)
    yield ""


def _sides(cited: CheckedCitation) -> Iterator[str]:
    from plainlabel.interfaces.cli_answer import version_words  # noqa: PLC0415
    from plainlabel.interfaces.cli_output import wrapped  # noqa: PLC0415

    yield from wrapped(f"{cited.section or 'Label'}, {cited.set_id}", "    ")
    then, now = (next(version_words(version, None)) for version in (cited.cited_version, cited.version))
    yield from wrapped(cited.old or "(the answer keeps no quote)", f"    - {then}: ", "        ")
    yield from wrapped(cited.new or "(nothing like it)", f"    + {now}: ", "        ")
