"""One version of a pair with what was touched in it, and where the facts of each kind stand."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.history.plain import solid, words
from plainlabel.history.records import Aligned, Version
from plainlabel.label import coded_ancestor

HOME: Final[dict[str, frozenset[str]]] = {
    "boxed_warning": frozenset({"34066-1"}),
    "indication": frozenset({"34067-9", "55105-1"}),
    "contraindication": frozenset({"34070-3", "50570-1"}),
    "warning": frozenset({"43685-7", "34071-1", "42232-9", "34072-9"}),
    "interaction": frozenset({"34073-7"}),
    "dosage": frozenset({"34068-7"}),
    "storage": frozenset({"44425-7", "34069-5"}),
}
"""Where the facts of a kind stand: LOINC codes."""


class Side:
    """One version with what was touched in it: `touched` by any change, `written` as a whole, without a counterpart."""

    def __init__(
        self, version: Version, spots: dict[str, list[tuple[int, int]]], written: dict[str, list[tuple[int, int]]]
    ) -> None:
        self.version = version
        self.touched = spots
        self.written = written
        tree = {section.id: section for section in version.sections}
        self.codes = {section_id: coded_ancestor(tree, section_id) for section_id in tree}

    def facts(self, kind: str) -> list[Fact]:
        """Returns the facts of one kind."""
        return [fact for fact in self.version.facts if fact.kind == kind]

    def fresh(self, fact: Fact) -> bool:
        """Returns whether the place of a fact was touched by the change."""
        place = fact.place
        spots = self.touched.get(place.section_id or "", ())
        if place.start is None or place.end is None:
            return bool(spots)
        return any(start < max(place.end or 0, place.start + 1) and place.start < end for start, end in spots)

    @cached_property
    def whole(self) -> str:
        """Returns all the text of the version, headings with it."""
        return "\n".join(f"{section.title}\n{section.text}" for section in self.version.sections)

    @cached_property
    def solid(self) -> str:
        """Returns `whole` without white space."""
        return solid(self.whole)

    def text(self, kind: str) -> str:
        """Returns what the sections say in which facts of a kind stand, their headings with it."""
        return self._texts.get(kind, "")

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {
            kind: "\n".join(
                f"{section.title}\n{section.text}" for section in self.version.sections if self.codes[section.id] in codes
            )
            for kind, codes in HOME.items()
        }

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Returns the words of `text` by kind."""
        return {kind: frozenset(words(text)) for kind, text in self._texts.items()}


def sides(old: Version, new: Version, aligned: Aligned) -> tuple[Side, Side]:
    """Returns both versions with the places in them that were added, removed or changed."""
    before: dict[str, list[tuple[int, int]]] = defaultdict(list)
    after: dict[str, list[tuple[int, int]]] = defaultdict(list)
    lost: dict[str, list[tuple[int, int]]] = defaultdict(list)
    gained: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for change in aligned.changes:
        for spot, spots, alone in ((change.old, before, lost), (change.new, after, gained)):
            if spot is not None and change.kind != "moved":
                spots[spot.section_id].append((spot.start, spot.end))
                if change.kind != "changed":
                    alone[spot.section_id].append((spot.start, spot.end))
    return Side(old, before, lost), Side(new, after, gained)
