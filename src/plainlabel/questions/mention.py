"""What the search for medicine names is asked of an edition, and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from msgspec import Struct

from plainlabel.edition.records import Medicine, Name

Match = Literal["exact", "synonym", "spelling", "sound", "class", "ambiguous", "none"]


class NameIndex(Protocol):
    """What resolving needs of an edition."""

    def names(self, key: str) -> tuple[Name, ...]:
        """Returns the names with this folded key."""

    def name_keys(self) -> Sequence[str]:
        """Returns every folded key."""

    def medicine(self, key: str) -> Medicine | None:
        """Returns the medicine with this key."""


class Mention(Struct, frozen=True):
    """One place where a question names a medicine, or a word that might be one.

    `asked` is the question's text at [start, end), in code points. `name` is None when nothing was found (match "none") or when the
    `candidates` are only near (match "ambiguous"). An ambiguous mention with a name is a brand of several compositions, which are
    the candidates. `medicines` are keys of medicines the edition holds, the usual form first; () with a `name` means the medicine
    is known and not held. `note` is a sentence for the reader, None for a plain match.
    """

    asked: str
    start: int
    end: int
    name: Name | None
    medicines: tuple[str, ...]
    match: Match
    candidates: tuple[str, ...] = ()
    note: str | None = None

    @property
    def compositions(self) -> tuple[tuple[str, ...], ...]:
        """Returns the compositions the name stands for, () without a name."""
        return self.name.ingredients if self.name else ()
