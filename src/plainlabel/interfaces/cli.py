"""The command `plainlabel`: what is asked goes to `library`, what comes back is written out.

Heavy modules are imported inside the commands, so that a question pays for asking only.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, Any

import typer

from plainlabel import __version__
from plainlabel.errors import PlainLabelError, exit_code
from plainlabel.interfaces.cli_ask import ask
from plainlabel.interfaces.cli_desk import desk
from plainlabel.interfaces.cli_edition import build, edition_info, verify
from plainlabel.interfaces.cli_history import diff, history
from plainlabel.interfaces.cli_news import news
from plainlabel.interfaces.cli_serve import serve
from plainlabel.interfaces.cli_show import facts, search, show
from plainlabel.interfaces.cli_simulate import simulate
from plainlabel.interfaces.cli_sync import add, sync

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


app.command()(ask)
app.command()(show)
app.command()(facts)
app.command()(search)
app.command()(serve)
app.command()(simulate)
app.command()(sync)
app.command()(add)
app.add_typer(desk)
app.command()(news)
app.command()(history)
app.command()(diff)
app.command()(build)
app.command()(verify)
app.command(name="edition")(edition_info)
