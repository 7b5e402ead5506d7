"""The commands about editions as a whole: build, verify and tell about one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from plainlabel.edition.build import BuildReport
from plainlabel.edition.build import build as build_edition
from plainlabel.edition.locate import POINTER, locate
from plainlabel.edition.manifest import Manifest, Rejection
from plainlabel.edition.opened import open_edition
from plainlabel.edition.verify import VerifyReport
from plainlabel.edition.verify import verify as verify_edition
from plainlabel.errors import NoEditionError
from plainlabel.interfaces.cli_output import wrapped
from plainlabel.interfaces.cli_progress import Meter, patience

_SHOWN_REJECTIONS: Final = 20
# Any of them tells an edition, a damaged one too.
_OF_AN_EDITION: Final = ("manifest.json", "records.sqlite", "index", POINTER)
_KINDS: Final[Mapping[str, str]] = {"full": "whole labels", "facts": "facts only"}


def build(sources: Sequence[Path], out: Path, *, facts_only: bool, workers: int | None) -> BuildReport:
    """Returns the report of a build whose progress was shown."""
    with Meter() as meter:
        return build_edition(sources, out, facts_only=facts_only, workers=workers, progress=meter)


def build_json(report: BuildReport) -> dict[str, Any]:
    """Returns the report of a build as what `--json` writes: the edition, its counts, what was left out and why."""
    manifest = report.manifest
    return {
        **_about(manifest, report.path),
        "new": report.new,
        "rejected": manifest.rejected,
        "conflicts": manifest.conflicts,
        "lost_facts": manifest.lost_facts,
    }


def build_text(report: BuildReport, out: Path) -> Iterator[str]:
    """Yields the report of a build as text: counts, what was left out and why, where the edition is."""
    manifest = report.manifest
    yield f"Edition {report.id} ({_KINDS[manifest.kind]})" + ("" if report.new else ": it was there already")
    yield from _counts(manifest)
    if manifest.rejected:
        yield ""
        yield f"Left out ({len(manifest.rejected):,}):"
        yield from _rejections(manifest.rejected)
    if manifest.lost_facts:
        yield ""
        yield f"Facts that could not be read: {len(manifest.lost_facts):,} (listed in manifest.json)"
    yield ""
    yield f"It is in {report.path}"
    yield f'Ask it: plainlabel ask "QUESTION" --edition {out}'


def _counts(manifest: Manifest) -> Iterator[str]:
    counts = manifest.counts
    rows = (
        ("documents read", counts.documents),
        ("labels held", counts.labels),
        ("  answering questions", counts.standing),
        ("  older versions", counts.superseded),
        ("  partial", counts.partial),
        ("left out", counts.rejected),
        ("duplicates", counts.duplicates + counts.conflicting),
        ("class files", counts.class_indexes),
        ("other files, not read", counts.ignored),
        ("medicines", counts.medicines),
        ("names", counts.names),
        ("sections", counts.sections),
        ("passages", counts.passages),
        ("facts", counts.facts),
    )
    for name, number in rows:
        yield f"  {name:<24}{number:>12,}"


def _rejections(rejected: Sequence[Rejection]) -> Iterator[str]:
    for one in rejected[:_SHOWN_REJECTIONS]:
        place = f"{one.file} {one.location}".strip()
        yield from wrapped(". ".join(filter(None, (f"{place}: {one.error}", one.next_step))), "  - ")
    if len(rejected) > _SHOWN_REJECTIONS:
        yield f"  ... and {len(rejected) - _SHOWN_REJECTIONS:,} more, all listed in manifest.json"


def verify(path: Path | None) -> VerifyReport:
    """Returns what verification found in the edition at `path`, or in the one that is read without it.

    Raises:
        NoEditionError: there is nothing at `path`.
        BrokenEditionError: there is no manifest to check against.
    """
    if path is not None and not any((path / name).exists() for name in _OF_AN_EDITION):
        raise NoEditionError("There is no edition", file=str(path), next_step="Check the name of the folder")
    with patience("Checking every file of the edition ..."):
        return verify_edition(path or locate(None, os.environ))


def verify_json(report: VerifyReport) -> dict[str, Any]:
    """Returns what verification found as what `--json` writes."""
    return {
        "id": report.id,
        "path": str(report.path),
        "ok": report.ok,
        "files": report.files,
        "labels": report.labels,
        "sections": report.sections,
        "problems": report.problems,
    }


def verify_text(report: VerifyReport) -> Iterator[str]:
    """Yields what verification found as text."""
    checked = f"{report.files:,} files, {report.labels:,} labels, {report.sections:,} sections checked"
    if report.ok:
        yield f"Edition {report.id} is whole: {checked}."
        return
    yield f"Edition {report.id} is damaged ({checked}):"
    for problem in report.problems:
        yield from wrapped(problem, "  - ")
    yield "Build it again, or copy it again from where it came."


def about(path: Path | None) -> tuple[Manifest, Path]:
    """Returns the manifest and the folder of the edition that would be read."""
    with patience("Preparing the built-in edition. This happens once ..."):
        edition = open_edition(locate(path, os.environ))
    edition.close()
    return edition.manifest, edition.path


def about_json(manifest: Manifest, path: Path) -> dict[str, Any]:
    """Returns what is known of an edition as what `--json` writes."""
    return _about(manifest, path)


def _about(manifest: Manifest, path: Path) -> dict[str, Any]:
    return {
        "id": manifest.id,
        "kind": manifest.kind,
        "data_date": manifest.data_date,
        "labels": manifest.standing,
        "path": str(path),
        "schema": manifest.schema,
        "software": manifest.software,
        "counts": manifest.counts,
    }


def about_text(manifest: Manifest, path: Path) -> Iterator[str]:
    """Yields what is known of an edition as text."""
    yield f"Edition {manifest.id} ({_KINDS[manifest.kind]})"
    yield f"  newest label data   {manifest.data_date}"
    yield f"  labels that answer  {manifest.standing:,}"
    yield f"  built by            {manifest.software}"
    yield f"  folder              {path}"
