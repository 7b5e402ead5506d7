"""The commands that show what an edition holds: `plainlabel show`, `facts` and `search`."""

from __future__ import annotations

from typing import Annotated

import typer

from plainlabel.errors import UsageError
from plainlabel.interfaces.cli_options import EditionOption, JsonOption, joined, opened_library
from plainlabel.interfaces.days import day_of


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

    day = day_of(as_of, "--as-of")
    with opened_library(edition) as library:
        if section is not None:
            text = library.show_section(joined(name), joined([section]), as_of=day)
            cli_output.write_json(text) if json else cli_output.write_text(cli_render.section_text(text))
        else:
            shown = library.show(joined(name), as_of=day)
            cli_output.write_json(shown) if json else cli_output.write_text(cli_render.shown_text(shown))


def facts(
    name: Annotated[list[str], typer.Argument(metavar="NAME|SET_ID KIND", help="A medicine or set id, then a kind of fact.")],
    json: JsonOption = False,
    edition: EditionOption = None,
) -> None:
    """Show the facts of one kind (dosage, storage, adverse_reaction ...), each as a sentence with its place in the label."""
    from plainlabel.interfaces import cli_output, cli_render  # noqa: PLC0415

    if len(name) < 2:
        raise UsageError("A medicine and a kind of fact are needed", next_step="For example: plainlabel facts Dupixent storage")
    with opened_library(edition) as library:
        found = library.facts(joined(name[:-1]), joined(name[-1:]))
        cli_output.write_json(found) if json else cli_output.write_text(cli_render.facts_text(found))


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

    day = day_of(as_of, "--as-of")
    with opened_library(edition) as library:
        found = library.search(joined(words), as_of=day)
        cli_output.write_json(found) if json else cli_output.write_text(cli_render.found_text(found))
