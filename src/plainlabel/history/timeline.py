"""The versions of a label that an edition holds, each with what it changed, and the version that stood on a day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from plainlabel.edition.opened import Edition
from plainlabel.edition.records import LabelRecord
from plainlabel.errors import NotHeldError
from plainlabel.history.compare import compare
from plainlabel.history.records import ChangeClass, FactChange, LabelDiff, Version


class HeldVersion(Struct, frozen=True):
    """One version: number, effective date, the day it was first seen, whether it answers, and what it changed.

    `classes` and `facts` say what changed since the version before; they are None in the first one, and in a copy without texts.
    """

    version: int | None
    effective: str | None
    seen: str | None
    standing: bool
    partial: bool
    classes: tuple[ChangeClass, ...] | None = None
    facts: tuple[FactChange, ...] | None = None


class History(Struct, frozen=True):
    """The versions held of one label, the oldest first, with the name it has."""

    set_id: str
    name: str
    versions: tuple[HeldVersion, ...]


def history_of(edition: Edition, set_id: str, name: str) -> History:
    """Returns the versions that an edition holds of a label, each compared with the one before it."""
    held = in_order(edition, set_id)
    lines = tuple(held_version(edition, old, new) for old, new in pairwise((None, *held)) if new)
    return History(held[0].set_id if held else set_id, name, lines)


def in_order(edition: Edition, set_id: str) -> tuple[LabelRecord, ...]:
    """Returns the versions that an edition holds of a label, the oldest first."""
    return tuple(sorted(edition.versions(set_id), key=_order))


def held_version(edition: Edition, old: LabelRecord | None, new: LabelRecord) -> HeldVersion:
    """Returns one version with what it changed since the one before it, `old`."""
    return _line(new, compared(edition, old, new) if old and edition.kind == "full" else None)


def compared(edition: Edition, old: LabelRecord, new: LabelRecord) -> LabelDiff:
    """Returns what changed from one held version to another.

    Raises:
        NotHeldError: the edition holds facts only, no texts.
    """
    if edition.kind != "full":
        raise NotHeldError(
            "This copy holds facts only, no texts to compare",
            set_id=new.set_id,
            next_step="Get the whole label with its old versions: `plainlabel add NAME --history`",
        )
    return compare(Version.of_edition(edition, old), Version.of_edition(edition, new))


def _line(record: LabelRecord, diff: LabelDiff | None) -> HeldVersion:
    facts = tuple(dict.fromkeys(fact for section in diff.sections for fact in section.facts)) if diff else None
    return HeldVersion(
        record.version,
        record.effective,
        record.seen,
        record.standing,
        record.partial,
        diff.classes if diff else None,
        facts,
    )


def _order(record: LabelRecord) -> tuple[bool, int, str]:
    return record.version is not None, record.version or 0, record.effective or ""


def in_force(edition: Edition, labels: Sequence[LabelRecord], day: str) -> tuple[LabelRecord | None, str | None]:
    """Returns the version in force on a day of the first of these labels that had one, and else the first day any is held.

    A version counts from its effective date or the day it was seen, whichever is earlier; version numbers give the order.
    """
    first_days: list[str] = []
    for label in labels:
        versions = [(since, one) for one in edition.versions(label.set_id) if (since := _since(one))]
        first_days += [since for since, _ in versions]
        held = [one for since, one in versions if since <= day]
        if held:
            return max(held, key=_order), None
    return None, min(first_days, default=None)


def _since(label: LabelRecord) -> str | None:
    return min((day for day in (label.effective, label.seen) if day), default=None)
