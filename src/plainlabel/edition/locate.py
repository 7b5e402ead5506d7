"""Which edition a command reads: the one named, PLAINLABEL_EDITION, the user's own, or the starter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

from plainlabel.edition.manifest import NAME
from plainlabel.errors import NoEditionError

VARIABLE: Final = "PLAINLABEL_EDITION"
POINTER: Final = "current"


def own_editions() -> Path:
    """Returns the folder of the user's own editions, an `--out` folder that is looked into before the starter."""
    return platformdirs.user_data_path("plainlabel", appauthor=False) / "editions"


def is_own(folder: Path) -> bool:
    """Returns whether an edition's folder is one of the user's own editions."""
    return folder.resolve().parent == own_editions().resolve()


def locate(path: Path | None, environ: Mapping[str, str]) -> Path:
    """Returns the folder of the edition to read.

    Args:
        path: an edition folder, an `--out` folder or its `current`; None when nothing was named.
        environ: the environment; PLAINLABEL_EDITION is looked at when `path` is None.

    Raises:
        NoEditionError: what was named is no edition.
    """
    if path is not None:
        return _named(path, "--edition")
    if named := environ.get(VARIABLE):
        return _named(Path(named).expanduser(), VARIABLE)
    return _edition_in(own_editions()) or _starter()


def _starter() -> Path:
    # Imported here: an edition that was named needs nothing of the starter.
    from plainlabel.edition.starter import starter_edition  # noqa: PLC0415

    return starter_edition()


def _named(path: Path, origin: str) -> Path:
    found = _edition_in(path)
    if found is None:
        raise NoEditionError(
            f"{origin} names no edition: {path}",
            file=str(path),
            next_step="Name an edition folder or the --out folder of a build, or make one with `plainlabel build SOURCE --out DIR`",
        )
    return found


def _edition_in(path: Path) -> Path | None:
    """Returns the edition at `path` or behind its pointer, links resolved so that a later publish does not change what is read."""
    candidates = (path, path / POINTER)
    return next((candidate.resolve() for candidate in candidates if (candidate / NAME).is_file()), None)
