"""Partners of a table's row: its first cell names one medicine, a category with its examples, or a list of medicines."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.interaction_medicines import is_medicine
from plainlabel.facts.interaction_partners import Partner, cut_name, head_partners, known_partner
from plainlabel.facts.terms import without_brackets
from plainlabel.vocabulary.patterns import pattern

_HERB = pattern("interaction.herb")
_AND_OTHERS = re.compile(r",\s*(?:and\s+|or\s+)?other\s+(?P<category>[^,;:]+)$", re.IGNORECASE)
_MEMBERS = re.compile(r"(?P<category>[^,;:()]+?[a-z]{3}s) (?P<members>[A-Z][a-z]{4,}(?:(?:,? (?:and |or )?)[A-Za-z]{5,})*)")
_PAIR: Final = 2
_LONG_LIST: Final = 4
_LONGEST_ITEM: Final = 5


def row_partners(cell: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns the partners the first cell of a row names: before a colon the category, else what the cell says."""
    front, colon, behind = cell.partition(":")
    named = head_partners(front, own) or head_partners(behind, own) if colon else ()
    if named:
        alone = _single(behind)
        return (alone,) if alone else named
    if below := _category_and_members(cell, own):
        return below
    # Lines of a cell come run together: "carbamazepine phenytoin" are two medicines.
    bare = without_brackets(cell)
    herb = _HERB.search(bare)
    words = [word.strip("*,;") for word in (_HERB.sub(" ", bare) if herb else bare).split()]
    words = [word for word in words if len(word) > 1]
    listed = [Partner(word, "drug") for word in words if is_medicine(word)]
    if len(listed) == len(words) > 1:
        return (*listed, Partner(herb.group(), "herb")) if herb else tuple(listed)
    return _category(bare) or _most_known(bare) or head_partners(cell, own)


def _category_and_members(cell: str, own: re.Pattern[str] | None) -> tuple[Partner, ...]:
    """Returns the category of a cell whose next line lists members ("Toe Relaxants Norvexin, morfan"), a member that is alone."""
    found = _MEMBERS.fullmatch(cell.strip())
    members = re.split(r",\s*(?:and\s|or\s)?|\s+and\s+|\s+or\s+|\s+", found["members"]) if found else []
    if found is None or not all(is_medicine(one) for one in members) or is_medicine(found["category"].split()[-1]):
        return ()
    category = head_partners(found["category"], own)
    return (Partner(members[0], "drug"),) if category and len(members) == 1 else category


def _category(cell: str) -> tuple[Partner, ...]:
    """Returns the category that a list of examples ends in ("norvexin, morfan, other toe relaxants")."""
    found = _AND_OTHERS.search(cell)
    known = known_partner(found["category"]) if found else None
    return (known,) if known is not None and known.kind == "class" else ()


def _single(words: str) -> Partner | None:
    """Returns the one medicine or herb that stands behind the name of its category; several are examples of the category."""
    if herb := _HERB.match(words.strip()):
        return Partner(herb.group(), "herb")
    cut = re.sub(r"\s+[a-h](?:,[a-h])*$", "", cut_name(words))
    known = known_partner(cut) if cut and len(cut.split()) <= _PAIR else None
    return known if known is not None and known.kind == "drug" else None


def _most_known(cell: str) -> tuple[Partner, ...]:
    """Returns the items of a long list most of which are known."""
    parts = [cut_name(part) for part in re.split(r",\s*(?:and\s|or\s)?|;|\s+and\s+", cell)]
    items = [part for part in parts if part and len(part.split()) <= _LONGEST_ITEM]
    known = [one for one in map(known_partner, items) if one is not None]
    if len(parts) < _LONG_LIST or 2 * len(known) <= len(parts):
        return ()
    return tuple(known_partner(item) or Partner(item, "class" if " " in item else "drug") for item in items)
