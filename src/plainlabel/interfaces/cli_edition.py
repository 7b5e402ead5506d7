"""The commands on editions: `plainlabel build`, `verify` and `edition`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plainlabel.errors import UsageError
from plainlabel.interfaces.cli_options import EditionOption, JsonOption


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
