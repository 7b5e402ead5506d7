"""Where an edition is built, and how it becomes the current one.

A build works in `<out>/.building-<pid>-<random>`, with a lock that dies with its process. The finished folder is synced to
disk, renamed to its id, and `current`, a relative link, is replaced by rename. Each step leaves either the old edition
current or the new one, whatever moment the machine stops at.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from plainlabel.edition.locate import POINTER
from plainlabel.errors import BuildError

_BUILDING: Final = ".building-"
_LOCK: Final = "build.lock"
_MUTEX: Final = ".lock"


@contextlib.contextmanager
def workspace(out: Path) -> Iterator[Path]:
    """Returns a new folder to build in, removed at the end where it was not published; removes those of dead builds first.

    Raises:
        BuildError: `out` cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out):
            clean(out)
            folder = out / f"{_BUILDING}{os.getpid()}-{secrets.token_hex(4)}"
            folder.mkdir()
            lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR)
            fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        raise BuildError(
            f"Cannot build in this folder: {error.strerror}", file=str(out), next_step="Name another --out folder"
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def clean(out: Path) -> None:
    """Returns nothing; removes what builds that died left behind. Builds that are still running hold their lock."""
    for folder in out.glob(f"{_BUILDING}*"):
        if not _locked(folder / _LOCK):
            shutil.rmtree(folder, ignore_errors=True)
    for link in out.glob(f".{POINTER}-*"):
        link.unlink(missing_ok=True)


def publish(folder: Path, out: Path, edition_id: str, is_whole: Callable[[Path], bool]) -> Path:
    """Returns the published folder `<out>/<edition_id>`, now current.

    An edition with this id that is there already and `is_whole` stays, since the same id means the same content; a damaged one is
    replaced.

    Raises:
        BuildError: the disk is full or not writable.
    """
    target = out / edition_id
    try:
        sync(folder)
        with _alone(out):
            if target.exists() and not is_whole(target):
                # Moved under a name that the next build removes, should we be killed before we do.
                target.rename(out / f"{_BUILDING}{os.getpid()}-{secrets.token_hex(4)}")
            if not target.exists():
                (folder / _LOCK).unlink()
                folder.rename(target)
            _sync_folder(out)
            point(out, edition_id)
            clean(out)
    except OSError as error:
        raise BuildError(
            f"The edition cannot be published: {error.strerror}",
            file=str(target),
            next_step="Free space or permissions, then build again",
        ) from error
    return target


def point(out: Path, edition_id: str) -> None:
    """Returns nothing; makes `<out>/current` a relative link to this edition, in one step."""
    fresh = out / f".{POINTER}-{secrets.token_hex(4)}"
    fresh.symlink_to(edition_id, target_is_directory=True)
    fresh.rename(out / POINTER)
    _sync_folder(out)


def sync(folder: Path) -> None:
    """Returns nothing; brings every file and folder below `folder` to the disk."""
    for parent, _, files in os.walk(folder):
        for name in files:
            _sync_one(Path(parent) / name)
        _sync_folder(Path(parent))


def _sync_folder(folder: Path) -> None:
    _sync_one(folder)


def _sync_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Returns when no other process sets up or publishes in `out`."""
    handle = os.open(out / _MUTEX, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _locked(file: Path) -> bool:
    try:
        handle = os.open(file, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False
