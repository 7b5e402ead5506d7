"""Writes what is made from the code: the reference pages of commands, errors and the edition on disk, and README's example.

`make docs` runs it; a test fails when a page on disk differs from what this makes.
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec
import typer

from plainlabel import errors
from plainlabel.edition import manifest, schema
from plainlabel.edition.starter import starter_edition
from plainlabel.facts import kinds
from plainlabel.interfaces.cli import app
from plainlabel.interfaces.cli_answer import answer_text
from plainlabel.library import Library

README = Path(__file__).parents[1] / "README.md"
QUESTION = "How long can Dupixent stay out of the fridge?"
REFERENCE = Path(__file__).parents[1] / "docs" / "reference"
_NOTICE = "<!-- Made by tools/make_reference.py from the code. Change the code, then run: make docs -->"


def pages() -> dict[str, str]:
    """Returns the text of every generated page by its file name."""
    made = {"commands.md": _commands(), "errors.md": _errors(), "edition-format.md": _edition(), "facts.md": _facts()}
    return {name: "\n".join(lines) for name, lines in made.items()}


def _commands() -> Iterator[str]:
    root: Any = typer.main.get_command(app)
    yield from ("# Commands", "", _NOTICE, "", root.help, "", root.epilog, "")
    yield from ("`plainlabel --version` shows the version. `plainlabel COMMAND --help` shows what stands here.", "")
    yield from ("| command | what it does |", "|---|---|")
    commands = dict(_flat(root))
    for name, command in commands.items():
        yield f"| [{name}](#{name.replace(' ', '-')}) | {command.help.splitlines()[0]} |"
    for name, command in commands.items():
        yield from ("", f"## {name}", "", command.help.strip(), "")
        yield from ("```text", f"plainlabel {name} {_usage(command)}", "```", "")
        yield from ("| argument or option | what it means |", "|---|---|")
        for parameter in command.params:
            yield f"| `{_spelling(parameter)}` | {parameter.help} |"
    yield from ("", "Exit codes and errors: [errors.md](errors.md). The shape of the JSON: [json.md](json.md).", "")


def _flat(root: Any) -> Iterator[tuple[str, Any]]:
    """Yields (name, command) of every command; one within a group is named with it ("desk check")."""
    for name, command in root.commands.items():
        if hasattr(command, "commands"):
            yield from ((f"{name} {inner}", one) for inner, one in _flat(command))
        else:
            yield name, command


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


_EDITION = """\
`--out DIR` receives a folder a build, and a link to the newest:

```text
DIR/
├── current -> 2026-04-22-0123456789ab     a relative link, replaced in one step
└── 2026-04-22-0123456789ab/               date of the newest data, and hash of the content
    ├── manifest.json                      what went in, counts, SHA-256 of every file
    ├── records.sqlite                     labels, sections, texts, facts, medicines, names
    └── index/                             the search index (Tantivy)
```

An edition never changes. The same labels give the same id. Copy the folder to have it on another machine; `plainlabel verify`
tells whether the copy is whole. An edition of facts has the same tables, but no texts.
"""
_RECORDS = """\
Blobs are MessagePack of the records of `plainlabel.label`, `plainlabel.facts.fact` and `plainlabel.edition.records`. Text and
blocks are compressed. The file is opened for reading only.
"""
_INDEX = """\
One entry a passage of each label that answers questions, with its words stemmed. The text itself is not in it: an entry leads to
label, section, start and end. In an edition of facts one entry stands for the headings of a section. An index that a day's update
carried over from the edition before has a file `labels.json`: it leads from the numbers in the entries to the keys of the labels.
"""


def _edition() -> Iterator[str]:
    yield from ("# The edition on disk", "", _NOTICE, "", _EDITION)
    yield f"This is schema {schema.SCHEMA_VERSION}. A program opens editions of its own schema only; for another one, build again."
    yield from ("", "## manifest.json", "", "| field | what it holds |", "|---|---|")
    for name in manifest.Manifest.__struct_fields__:
        yield f"| `{name}` | {_MANIFEST[name]} |"
    yield from ("", f"`counts` has: {_fields(manifest.Counts)}.", "", f"A file has: {_fields(manifest.FileEntry)}.")
    yield from ("", f"A rejected document has: {_fields(manifest.Rejection)}.", "")
    yield from ("## records.sqlite", "", _RECORDS, "```sql", schema.TABLES.strip(), "```", "", "## index", "", _INDEX)


def _fields(record: Any) -> str:
    return ", ".join(f"`{name}`" for name in record.__struct_fields__)


_MANIFEST = {
    "id": "the id of the edition",
    "kind": "`full` or `facts`",
    "schema": "the version of this format",
    "data_date": "the date of the newest data",
    "content": "the hash of the content, in full",
    "software": "the program that built it",
    "counts": "how much was read and is held",
    "files": "every file with its size and SHA-256",
    "rejected": "documents that could not be read, and why",
    "conflicts": "documents of one set id and version with different content",
    "lost_facts": "facts that could not be read from a label that is held",
}


def _facts() -> Iterator[str]:
    yield from ("# Facts", "", _NOTICE, "", _FACTS)
    kinds_of = {str(one.__struct_config__.tag): one for one in get_args(kinds.FactValue)}
    yield from ("| kind | what one fact is |", "|---|---|")
    for name, record in kinds_of.items():
        yield f"| [{name}](#{name}) | {str(inspect.getdoc(record)).splitlines()[0]} |"
    for name, record in kinds_of.items():
        yield from ("", f"## {name}", "", str(inspect.getdoc(record)), "", "| field | type |", "|---|---|")
        for field in msgspec.structs.fields(record):
            yield f"| `{field.name}` | {_type(field.type)} |"
    yield ""


def _type(told: Any) -> str:
    """Returns a type in words: the values of a closed list, "list of text", "number or null"."""
    if get_origin(told) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(told))
    parts = get_args(told)
    if get_origin(told) is tuple:
        return f"list of {_type(parts[0])}"
    if parts:
        return " or ".join(_type(part) for part in parts)
    return {"str": "text", "int": "whole number", "float": "number", "bool": "true or false", "NoneType": "null"}[told.__name__]


_FACTS = """What is read from a label as data. Each has a `place`: `section_id`, `section_code`, `section`, `start` and `end` in the
stored text of the section (null for a fact about the whole label). `plainlabel show NAME --json` gives all facts of a label by
kind, `plainlabel facts NAME KIND` those of one kind, each with a sentence of our own.

A field that the label leaves open is null. What could not be read surely is left out: no fact of a kind does not mean that the
label is silent. How well each kind is read is measured: see the [benchmarks](../../benchmarks/facts/README.md).
"""


def readme() -> str:
    """Returns README with its example as the built-in edition answers it today, up to what else one could ask."""
    os.environ["COLUMNS"] = "100"
    with Library.open(starter_edition()) as library:
        lines = list(answer_text(library.ask(QUESTION)))
    shown = "\n".join(lines[: lines.index("You can also ask")]).rstrip()
    example = f'```text\n$ plainlabel ask "{QUESTION}"\n\n{shown}\n```'
    return re.sub(r"(?s)```text\n.*?\n```", lambda _: example, README.read_text(encoding="utf-8"), count=1)


def main() -> None:
    """Returns nothing; writes every page."""
    README.write_text(readme(), encoding="utf-8")
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
