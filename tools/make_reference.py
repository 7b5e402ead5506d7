"""Writes the reference pages that are made from the code: commands and errors.

`make docs` runs it; a test fails when a page on disk differs from what this makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from plainlabel import errors
from plainlabel.interfaces.cli import app

REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
_NOTICE = "<!-- Made by tools/make_reference.py from the code. Change the code, then run: make docs -->"


def pages() -> dict[str, str]:
    """Returns the text of every generated page by its file name."""
    return {"commands.md": "\n".join(_commands()), "errors.md": "\n".join(_errors())}


def _commands() -> Iterator[str]:
    root: Any = typer.main.get_command(app)
    yield from ("# Commands", "", _NOTICE, "", root.help, "", root.epilog, "")
    yield from ("`plainlabel --version` shows the version. `plainlabel COMMAND --help` shows what stands here.", "")
    yield from ("| command | what it does |", "|---|---|")
    for name, command in root.commands.items():
        yield f"| [{name}](#{name}) | {command.help.splitlines()[0]} |"
    for name, command in root.commands.items():
        yield from ("", f"## {name}", "", command.help.strip(), "")
        yield from ("```text", f"plainlabel {name} {_usage(command)}", "```", "")
        yield from ("| argument or option | what it means |", "|---|---|")
        for parameter in command.params:
            yield f"| `{_spelling(parameter)}` | {parameter.help} |"
    yield from ("", "Exit codes and errors: [errors.md](errors.md). The shape of the JSON: [json.md](json.md).", "")


def _usage(command: Any) -> str:
    arguments = [parameter for parameter in command.params if parameter.param_type_name == "argument"]
    options = [parameter for parameter in command.params if parameter.param_type_name == "option"]
    words = [_spelling(one) if one.required else f"[{_spelling(one)}]" for one in (*arguments, *options)]
    return " ".join(words)


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"{parameter.metavar}{'...' if parameter.nargs == -1 else ''}".replace("|", " or ")
    return parameter.opts[0] if parameter.is_flag else f"{parameter.opts[0]} {parameter.metavar}"


def _errors() -> Iterator[str]:
    yield from ("# Errors and exit codes", "", _NOTICE, "")
    yield from ("An error is one line on standard error: what happened, where, and what to do next.", "")
    yield from ("`ask` ends with exit code 0 for every outcome. Look at `outcome` in the JSON to tell them apart.", "")
    yield from ("| error | what it means | exit code | HTTP status |", "|---|---|---|---|")
    for kind in _tree(errors.PlainLabelError):
        line = (kind.__doc__ or "").splitlines()[0]
        yield f"| `{kind.__name__}` | {line} | {errors.exit_code(kind(''))} | {errors.http_status(kind(''))} |"
    yield from ("", "Exit code 0 means all went well. Exit code 2 also stands for a command line that cannot be read.", "")
    yield from ("The tree:", "", "```text", *_drawing(), "```", "")


def _tree(kind: type[errors.PlainLabelError]) -> Iterator[type[errors.PlainLabelError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from _tree(child)


def _drawing() -> list[str]:
    """Returns the tree as it is drawn in the docstring of `errors`."""
    lines = (errors.__doc__ or "").splitlines()
    return [line.removeprefix("    ").rstrip() for line in lines if line.startswith("    ")]


def main() -> None:
    """Returns nothing; writes every page."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
