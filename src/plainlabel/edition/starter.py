"""The built-in edition of facts: made from the committed starter on first use, kept in the user's cache.

`python -m plainlabel.edition.starter SOURCE...` makes the starter itself: it builds an edition of facts from the sources and
writes it into `src/plainlabel/starter/`.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import plainlabel
from plainlabel.edition import manifest as manifests
from plainlabel.edition.locate import POINTER
from plainlabel.edition.schema import SCHEMA_VERSION
from plainlabel.errors import BrokenEditionError, EditionError, NoEditionError

PACKAGE: Final = Path(plainlabel.__file__).parent
FOLDER: Final = PACKAGE / "starter"
KEPT: Final = 4
"""So many starter editions stay in the cache: several checkouts or versions can be in use beside each other."""

_LOCK: Final = "starter.lock"
_MODULES: Final = ("compose", "encode", "folded", "index", "medicines", "names", "schema", "starter_files", "starter_reader")
_SHAPES_IT: Final = ("starter/*.json*", "vocabulary/*", *(f"edition/{name}.py" for name in _MODULES))
"""The files that the starter's edition is made of and by."""


def starter_edition() -> Path:
    """Returns the folder of the built-in edition of facts; builds it on first use (seconds), finds it later (a millisecond).

    It lies in the user's cache (XDG_CACHE_HOME on Linux), or in the user's folder under the temporary directory where the cache
    cannot be written.

    Raises:
        NoEditionError: this checkout holds no starter, or no folder can be written at all.
    """
    if not (FOLDER / "starter.json").is_file():
        raise NoEditionError(
            "This installation has no built-in edition",
            file=str(FOLDER),
            next_step="Build one with `plainlabel build SOURCE --out DIR`",
        )
    key = cache_key()
    problem: Exception | None = None
    for cache in _caches():
        with contextlib.suppress(OSError):
            if found := _cached(cache / key):
                return found
    for cache in _caches():
        try:
            return _built(cache, key)
        except (OSError, EditionError) as error:
            problem = problem or error
    raise NoEditionError(
        f"The built-in edition cannot be built: {problem}", next_step="Set XDG_CACHE_HOME or TMPDIR to a folder that can be written"
    ) from problem


def cache_key() -> str:
    """Returns what tells this starter's edition from those of other versions: size and time of all that shapes it, nothing read."""
    parts = [f"{plainlabel.__version__} {SCHEMA_VERSION}"]
    for pattern in _SHAPES_IT:
        for file in sorted(PACKAGE.glob(pattern)):
            found = file.stat()
            parts.append(f"{file.relative_to(PACKAGE)} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _caches() -> Iterator[Path]:
    """Returns the folders to keep starter editions in, the best first."""
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed where an edition was named

    yield user_cache_path("plainlabel", appauthor=False) / "starter"
    fallback = Path(tempfile.gettempdir()) / f"plainlabel-{os.getuid()}"
    with contextlib.suppress(OSError):
        fallback.mkdir(mode=0o700, exist_ok=True)
        found = fallback.lstat()
        # Anybody can make a folder of this name there first: use it only where it is ours alone.
        if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022:
            yield fallback / "starter"


def _cached(folder: Path) -> Path | None:
    """Returns the edition in a cache folder, None where there is none or files of it were removed or cut (caches get cleaned)."""
    path = (folder / POINTER).resolve()
    try:
        entries = manifests.read_manifest(path).files
        sizes = [(path / entry.path).stat().st_size for entry in entries]
    except (OSError, BrokenEditionError):
        return None
    return path if sizes == [entry.size for entry in entries] else None


def _built(cache: Path, key: str) -> Path:
    cache.mkdir(parents=True, exist_ok=True)
    with _alone(cache):
        if found := _cached(cache / key):
            return found
        path = build_starter(FOLDER, cache / key)
        _forget(cache, key)
        return path


def build_starter(folder: Path, out: Path) -> Path:
    """Returns the edition built in `out` from the starter files in `folder`.

    Raises:
        BrokenEditionError: the files are not what their summary says.
        BuildError: `out` cannot be written.
    """
    # Imported here: finding the edition in the cache needs none of it.
    from plainlabel.edition import build, starter_files, starter_reader  # noqa: PLC0415
    from plainlabel.edition.publish import workspace  # noqa: PLC0415

    summary = starter_files.read_summary(folder)
    if starter_files.files_hash(folder) != summary.content:
        raise BrokenEditionError("The starter's files were altered", file=str(folder), next_step="Install PlainLabel again")
    with workspace(out) as building:
        manifest = build.compose_kept(starter_reader.starter_labels(folder), building, summary.data_date, summary.labels)
        return build.finish(building, out, manifest).path


def _forget(cache: Path, key: str) -> None:
    """Returns nothing; removes the starter editions that were not built lately."""
    folders = sorted(
        (path for path in cache.iterdir() if path.is_dir() and path.name != key), key=lambda path: path.stat().st_mtime
    )
    for folder in folders[: -(KEPT - 1)]:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Returns when no other process builds the starter here: the second one finds what the first one made."""
    handle = os.open(cache / _LOCK, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def export(edition: Path, folder: Path) -> None:
    """Returns nothing; writes the facts of the edition in the folder `edition` as starter files into `folder`."""
    from plainlabel.edition import starter_export  # noqa: PLC0415
    from plainlabel.edition.opened import open_edition  # noqa: PLC0415

    with open_edition(edition) as opened:
        starter_export.export(opened, folder)


def main(arguments: list[str]) -> int:
    """Returns 0 after making the starter from the sources named in `arguments`; 2 where none is."""
    from plainlabel.edition.build import build  # noqa: PLC0415

    if not arguments:
        sys.stderr.write("usage: python -m plainlabel.edition.starter SOURCE...\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="plainlabel-starter-") as out:
        report = build([Path(argument) for argument in arguments], Path(out), facts_only=True)
        export(report.path, FOLDER)
    counts = report.manifest.counts
    sys.stdout.write(f"starter: {counts.labels} labels, {counts.facts} facts, {counts.rejected} documents rejected\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
