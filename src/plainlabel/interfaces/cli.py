"""The command `plainlabel`: what is asked goes to `library`, what comes back is written out.

Heavy modules are imported inside the commands, so that a question pays for asking only.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from plainlabel import __version__
from plainlabel.errors import PlainLabelError, UsageError, exit_code
from plainlabel.interfaces.cli_desk import desk
from plainlabel.interfaces.cli_history import diff, history
from plainlabel.interfaces.cli_news import news
from plainlabel.interfaces.cli_serve import serve
from plainlabel.interfaces.cli_simulate import simulate
from plainlabel.interfaces.cli_sync import add, sync

if TYPE_CHECKING:
    from plainlabel.library import Library

DEBUG = "PLAINLABEL_DEBUG"

app = typer.Typer(
    name="plainlabel",
    help="Answers questions about medicines from the official label, and shows the passage each sentence rests on.",
    epilog="It gives information, not medical advice. Where a label says nothing, it says so.",
    add_completion=False,
    no_args_is_help=True,
    # Rich would cost every question a tenth of a second for help pages nobody asked for.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

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


class _StoppedError(BaseException):
    """The process was told to stop. No KeyboardInterrupt: Typer would end without a word."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _stop(number: int, _: object) -> None:
    raise _StoppedError(number)


def main() -> None:
    """Returns nothing; runs the command line and ends the process with the exit code of `errors`."""
    from plainlabel.interfaces.cli_output import ReaderGoneError, write_error  # noqa: PLC0415

    for number in (signal.SIGINT, signal.SIGTERM):
        # One that the caller chose to ignore (nohup, a background job of a script) stays ignored.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)
    try:
        code = app(prog_name="plainlabel", standalone_mode=False)
    except ReaderGoneError:
        sys.exit(0)
    except _StoppedError as stopped:
        write_error("Stopped. Nothing that was published before has changed")
        sys.exit(128 + stopped.number)
    except Exception as error:  # the last resort: people get one line, developers ask for the trace
        if os.environ.get(DEBUG):
            raise
        sys.exit(_tell(error))
    sys.exit(code if isinstance(code, int) else 0)


def _tell(error: Exception) -> int:
    """Returns the exit code for `error` after telling it in one line on stderr."""
    from plainlabel.interfaces.cli_output import write_error  # noqa: PLC0415

    if isinstance(error, PlainLabelError):
        write_error(str(error))
        return exit_code(error)
    if hasattr(error, "format_message"):  # of Typer's option parser, whose classes move between its versions
        return _tell_misuse(error)
    if isinstance(error, OSError):
        place = f" ({error.filename})" if error.filename else ""
        write_error(f"A file or folder cannot be used: {error.strerror or error}{place}. Check its name and its rights")
        return 1
    write_error(f"PlainLabel made a mistake: {type(error).__name__}: {error}. Set {DEBUG}=1 to see where, and please report it")
    return 1


def _tell_misuse(error: Any) -> int:
    """Returns 2 after telling in one line what is wrong with the options; without any, after showing what there is."""
    from plainlabel.interfaces.cli_output import write_error  # noqa: PLC0415

    context = getattr(error, "ctx", None)
    if context is not None and len(sys.argv) == 1:
        error.show()
    else:
        command = context.command_path if context is not None else "plainlabel"
        write_error(f"{error.format_message().rstrip('.')}. Try `{command} --help`")
    return int(error.exit_code)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"plainlabel {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
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
    day = _date(as_of)
    with _opened_library(edition) as library:
        if batch is not None:
            _ask_batch(library, batch, day, json=json)
        else:
            _answer(library, _words(question or []), day, json=json)


@contextmanager
def _opened_library(edition: Path | None) -> Iterator[Library]:
    from plainlabel.interfaces.cli_progress import patience  # noqa: PLC0415
    from plainlabel.library import Library  # noqa: PLC0415

    with patience("Preparing the built-in edition. This happens once ..."):
        library = Library.open(edition)
    with closing(library):
        yield library


def _date(text: str | None) -> str | None:
    from plainlabel.identifiers import date  # noqa: PLC0415

    if text is not None and (len(text) != len("YYYY-MM-DD") or date(text) != text):
        raise UsageError(f"--as-of is not a date: {text}", next_step="Write it as YYYY-MM-DD, for example 2026-04-22")
    return text


def _words(words: list[str]) -> str:
    """Returns the words of the command line as one text. Bytes that are no UTF-8 become the replacement character."""
    return " ".join(words).encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


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


@app.command()
def show(
    name: Annotated[list[str], typer.Argument(metavar="NAME|SET_ID", help="A medicine, or the set id of a label.")],
    section: Annotated[
        str | None, typer.Option(metavar="ID", help="Show the stored text of this section of the label.", show_default=False)
    ] = None,
    json: JsonOption = False,
    edition: EditionOption = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Show the label as it stood on this day (YYYY-MM-DD).", show_default=False)
    ] = None,
) -> None:
    """Show a medicine: its label, products, facts and sections."""
    from plainlabel.interfaces import cli_output, cli_render  # noqa: PLC0415

    day = _date(as_of)
    with _opened_library(edition) as library:
        if section is not None:
            text = library.show_section(_words(name), _words([section]), as_of=day)
            cli_output.write_json(text) if json else cli_output.write_text(cli_render.section_text(text))
        else:
            shown = library.show(_words(name), as_of=day)
            cli_output.write_json(shown) if json else cli_output.write_text(cli_render.shown_text(shown))


@app.command()
def facts(
    name: Annotated[list[str], typer.Argument(metavar="NAME|SET_ID KIND", help="A medicine or set id, then a kind of fact.")],
    json: JsonOption = False,
    edition: EditionOption = None,
) -> None:
    """Show the facts of one kind (dosage, storage, adverse_reaction ...), each as a sentence with its place in the label."""
    from plainlabel.interfaces import cli_output, cli_render  # noqa: PLC0415

    if len(name) < 2:
        raise UsageError("A medicine and a kind of fact are needed", next_step="For example: plainlabel facts Dupixent storage")
    with _opened_library(edition) as library:
        found = library.facts(_words(name[:-1]), _words(name[-1:]))
        cli_output.write_json(found) if json else cli_output.write_text(cli_render.facts_text(found))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="What to look for.")],
    json: JsonOption = False,
    edition: EditionOption = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="DATE", help="Give what the labels said on this day (YYYY-MM-DD).", show_default=False)
    ] = None,
) -> None:
    """Search medicines by name, and the labels by their words."""
    from plainlabel.interfaces import cli_output, cli_render  # noqa: PLC0415

    day = _date(as_of)
    with _opened_library(edition) as library:
        found = library.search(_words(words), as_of=day)
        cli_output.write_json(found) if json else cli_output.write_text(cli_render.found_text(found))


app.command()(serve)
app.command()(simulate)
app.command()(sync)
app.command()(add)
app.add_typer(desk)
app.command()(news)
app.command()(history)
app.command()(diff)


@app.command()
def build(
    sources: Annotated[
        list[Path],
        typer.Argument(metavar="SOURCE", help="SPL XML, DailyMed zip, openFDA JSON, JSONL or .gz; or a folder."),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder that gets `<edition id>/` and `current`.")],
    facts_only: Annotated[bool, typer.Option("--facts-only", help="Keep facts, but no sentences of the labels.")] = False,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=512, help="Processes to use. Without it: one a core.", show_default=False)
    ] = None,
    json: JsonOption = False,
) -> None:
    """Build an edition from label files.

    A label that cannot be read is left out and named in the report; the build goes on.
    The exit code is 0 when an edition was made.
    """
    from plainlabel.interfaces import cli_build, cli_output  # noqa: PLC0415

    missing = next((source for source in sources if not source.exists()), None)
    if missing is not None:
        raise UsageError("There is no such file or folder", file=str(missing), next_step="Check the name of the source")
    report = cli_build.build(sources, out, facts_only=facts_only, workers=workers)
    if json:
        cli_output.write_json(cli_build.build_json(report))
    else:
        cli_output.write_text(cli_build.build_text(report, out))


@app.command()
def verify(
    path: Annotated[Path | None, typer.Argument(metavar="PATH", help="The edition to check.", show_default=False)] = None,
    json: JsonOption = False,
    edition: EditionOption = None,
) -> None:
    """Check an edition: every hash, the schema, every cross-reference.

    The exit code is 0 when all is well, and 1 when something is wrong.
    """
    from plainlabel.interfaces import cli_build, cli_output  # noqa: PLC0415

    if path is not None and edition is not None:
        raise UsageError("Name the edition once", next_step="Use PATH or --edition, not both")
    report = cli_build.verify(path or edition)
    if json:
        cli_output.write_json(cli_build.verify_json(report))
    else:
        cli_output.write_text(cli_build.verify_text(report))
    if not report.ok:
        raise typer.Exit(1)


@app.command(name="edition")
def edition_info(
    json: JsonOption = False,
    edition: EditionOption = None,
) -> None:
    """Tell which edition is read: its id, kind, age, size and place."""
    from plainlabel.interfaces import cli_build, cli_output  # noqa: PLC0415

    manifest, path = cli_build.about(edition)
    if json:
        cli_output.write_json(cli_build.about_json(manifest, path))
    else:
        cli_output.write_text(cli_build.about_text(manifest, path))
