"""The tables of the starter while it is written: entries that many labels share, by short keys; and texts cut to a few words."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from typing import Any, Final

import msgspec

from plainlabel.edition.starter_files import TYPES
from plainlabel.errors import BuildError

MAX_WORDS: Final = 9
FEWER_WORDS: Final = 7
"""An end point stands beside its figures, a target beside its signals, a warning behind its number: with fewer words they do not
read on like the label."""
MORE: Final = "…"
_WORD: Final = re.compile(r"[A-Za-z0-9]+")


def short(text: str, most: int = MAX_WORDS) -> str:
    """Returns `text`, cut after so many words where it has more."""
    words = list(_WORD.finditer(text))
    return text if len(words) <= most else text[: words[most - 1].end()] + MORE


def short_texts(value: Any, most: int = MAX_WORDS) -> Any:
    """Returns plain data with every text in it cut after so many words."""
    if isinstance(value, str):
        return short(value, most)
    if isinstance(value, dict):
        return shortened(value)
    return [short_texts(part, most) for part in value] if isinstance(value, list | tuple) else value


def shortened(value: dict[str, Any]) -> dict[str, Any]:
    """Returns the fields of a record with every text in them cut."""
    return {name: short_texts(part) for name, part in value.items()}


class Table:
    """Entries that many labels share, by key."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._keys: dict[bytes, str] = {}

    def add(self, entry: object) -> bytes:
        """Returns the entry as JSON, by which `key` knows it."""
        line = msgspec.json.encode(entry, order="deterministic")
        self._keys.setdefault(line, "")
        return line

    def key(self, line: bytes) -> str:
        """Returns the key of an entry that was added, once `lines` has given out the keys."""
        return self._keys[line]

    def lines(self) -> list[bytes]:
        """Returns the table's lines, sorted; gives every entry its key: so much of its hash as tells it from the others."""
        names = {_hash_name(line): line for line in self._keys}
        for length in range(3, 44):
            starts = Counter(name[:length] for name in names)
            alone = [name for name in names if starts[name[:length]] == 1]
            for name in alone:
                self._keys[names.pop(name)] = name[:length]
        return sorted(msgspec.json.encode([key, msgspec.Raw(line)]) for line, key in self._keys.items())


class Words(Table):
    """Words whose keys stand inside other entries: known at once, five signs of their hash."""

    def known(self, word: str) -> str:
        """Returns the key of a word."""
        line = self.add(short(word))
        self._keys[line] = _hash_name(line)[:5]
        return self._keys[line]

    def lines(self) -> list[bytes]:
        """Returns the table's lines, sorted.

        Raises:
            BuildError: two words have the same key.
        """
        if len(set(self._keys.values())) < len(self._keys):
            raise BuildError("Two words of the starter have the same key", next_step="Take one more sign of the hash")
        return sorted(msgspec.json.encode([key, msgspec.Raw(line)]) for line, key in self._keys.items())


class Facts(Table):
    """Facts, those of one kind together under a line that names the kind and its fields."""

    def lines(self) -> list[bytes]:
        """Returns the kinds in the order of their names, the facts of each sorted by key."""
        keyed = sorted(super().lines())
        kinds: dict[str, list[bytes]] = {}
        for line in keyed:
            key, (kind, *entry) = msgspec.json.decode(line)
            kinds.setdefault(kind, []).append(msgspec.json.encode([key, *entry]))
        return [row for kind in sorted(kinds) for row in (_heading(kind), *kinds[kind])]


def _heading(kind: str) -> bytes:
    return msgspec.json.encode({"kind": kind, "fields": TYPES[kind].__struct_fields__})


def _hash_name(line: bytes) -> str:
    return base64.b64encode(hashlib.sha256(line).digest(), b"._").decode().rstrip("=")


SPECIAL: Final[dict[str, type[Table]]] = {"facts.jsonl": Facts, "words.jsonl": Words}
