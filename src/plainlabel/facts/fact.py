"""The frozen records Fact and Place: a value of some kind (`kinds`) and where it stands.

A fact is a value with units in its field names and the place in the label it was read from. It holds names, codes, numbers, terms
and headings, never label sentences: sentences are written from templates (`answers`) or quoted by place.
"""

from __future__ import annotations

from msgspec import Struct

from plainlabel.facts.kinds import FactValue


class Place(Struct, frozen=True, array_like=True):
    """Where a fact stands: section id, the LOINC code and heading to cite, and [start, end) in the section text.

    The offsets are None for a fact about a whole section or a whole label (a section that is absent).
    """

    section_id: str | None
    section_code: str | None
    section: str
    start: int | None = None
    end: int | None = None


class Fact(Struct, frozen=True):
    """One fact of a label with its place."""

    value: FactValue
    place: Place

    @property
    def kind(self) -> str:
        """Returns the kind of fact, the tag of its record in `kinds`: "storage", "indication", "adverse_reaction" ..."""
        return str(self.value.__struct_config__.tag)
