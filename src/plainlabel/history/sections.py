"""Which section of the new version carries on which of the old one.

Numbers and ids shift when a section is put in between, so headings go first, then codes, then what the sections say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Final

from msgspec import structs

from plainlabel.history.plain import words
from plainlabel.label import Section, coded_ancestor

_SHARED: Final = 0.6
"""Sections without a common heading are the same where so many of the words of the shorter are in the other."""

_ENOUGH: Final = 12
"""A section of fewer words is like many others."""


def partners(old: Sequence[Section], new: Sequence[Section]) -> dict[str, str]:
    """Returns the id of the old section for each id of a new section that carries one on."""
    found: dict[str, str] = {}
    keys: tuple[Callable[[Section, str | None], Hashable], ...] = (
        lambda section, code: (code, words(section.title), section.number) if section.title else None,
        lambda section, code: (code, words(section.title)) if section.title else None,
        lambda section, _: words(section.title) or None,
        # Only the main sections keep their id and code whatever their heading: a subsection with another heading is another one.
        lambda section, _: (section.id, section.code) if section.code and section.parent is None else None,
        lambda section, _: (section.code,) if section.code and section.parent is None else None,
    )
    old_codes, new_codes = _codes(old), _codes(new)
    for key in keys:
        left = _by(key, (one for one in old if one.id not in found.values()), old_codes)
        for value, sections in _by(key, (one for one in new if one.id not in found), new_codes).items():
            found |= {one.id: other.id for one, other in zip(sections, left.get(value, ()), strict=False)}
    return found | _alike([one for one in old if one.id not in found.values()], [one for one in new if one.id not in found])


def _codes(sections: Iterable[Section]) -> dict[str, str | None]:
    # Of a fragment the sections above may be missing.
    held = {section.id: section for section in sections}
    tree = {one.id: one if one.parent in held else structs.replace(one, parent=None) for one in held.values()}
    return {section_id: coded_ancestor(tree, section_id) for section_id in tree}


def _by(
    key: Callable[[Section, str | None], Hashable], sections: Iterable[Section], codes: dict[str, str | None]
) -> dict[Hashable, list[Section]]:
    found: dict[Hashable, list[Section]] = defaultdict(list)
    for section in sections:
        if (value := key(section, codes[section.id])) is not None:
            found[value].append(section)
    return found


def _alike(old: Sequence[Section], new: Sequence[Section]) -> dict[str, str]:
    held = [(section, frozenset(words(section.text))) for section in old if section.text]
    found: dict[str, str] = {}
    for section in (one for one in new if one.text):
        mine = frozenset(words(section.text))
        scored = [
            (len(mine & theirs) / min(len(mine), len(theirs)), other.id)
            for other, theirs in held
            if min(len(mine), len(theirs)) >= _ENOUGH and other.id not in found.values()
        ]
        best = max(scored, default=(0.0, ""))
        if best[0] >= _SHARED:
            found[section.id] = best[1]
    return found
