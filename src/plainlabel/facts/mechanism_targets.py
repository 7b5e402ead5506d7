"""Targets in the words of a mechanism, each by a short term: "the soluble form of IL-9" is "IL-9", a list gives one for each."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.terms import term
from plainlabel.vocabulary.patterns import pattern

_CUT = pattern("mechanism.cut")
_TO = pattern("mechanism.to")
_TO_KEPT = pattern("mechanism.to_kept")
_ADJECTIVES = pattern("mechanism.adjectives")
_VAGUE = pattern("mechanism.vague")
_SUBSCRIPT = pattern("mechanism.subscript")
_SYMBOL = pattern("mechanism.symbol")
_HEAD_NOUN = pattern("mechanism.head_noun")
_UNIT = pattern("mechanism.unit")
_BRACKETS = re.compile(r"\s*\([^()]*\)|\s*\[[^\[\]]*\]")
_IN_NAME = re.compile(r"(?<=\bpoly)\([^()]*\)|(?<=\bpoly )\([^()]*\)|\([^()]*\)(?=[-\w])|(?<=\b[A-Z]{2} )\(\d[A-C]?\)(?= receptor)")
"""Brackets within a name ("poly (ADP-ribose) polymerase", "(H+, K+)-ATPase")."""
_HELD: Final = str.maketrans("(),", "\u207d\u207e\u201a")
POINT: Final = "\u2024"
"""Stands for the point of a shortened name ("E. coli"), which ends no sentence."""
_TOLD: Final = str.maketrans(f"\u207d\u207e\u201a{POINT}", "(),.")
"""What stands for brackets and commas of a name while a list is read."""
_LIMB = re.compile(r"\blimb of the (?=loop of Henle)")
_PLACED = pattern("mechanism.placed")
"""What goes through a part of the kidney, which says more than what alone ("sodium reabsorption in the loop of Henle")."""
_WHOLE = re.compile(r"interactions? (?:of|with|between)\b")
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
_SAME_THING = pattern("mechanism.same_thing")
_LIST = re.compile(r",\s*(?:and\s+|or\s+|as well as\s+)?|\s+and\s+|\s+or\s+")
_GENERIC = pattern("mechanism.generic")
_OF_WHAT = pattern("mechanism.of_what")
_LONG_NAME = Guarded(pattern("mechanism.long_name"))
_NAMED_PROTEIN = pattern("mechanism.named_protein")
_INTERLEUKIN = re.compile(r"\binterleukin \(IL\)[ -]?(?=\d)()", re.IGNORECASE)
_NAME_AND_SHORT = re.compile(
    r"(?!(?:an?|the|also)\s)(?P<name>(?:(?!\bin\b|\bthat\b|\bfor\b)[^()]){4,60}?)\s\(\s*(?=[^)]*[A-Z][A-Z\d])[\w/-]{2,10}\s*\)"
)
_RIBOSOME = re.compile(r"(?<=\b[3-7]0) S ")
_SEVERAL: Final = 2
_LONG: Final = 5
"""From how many parts on a chemical name is told by its short form."""
_SHARED_DEED = re.compile(
    r"(?:,.*\band\s+[\w-]+\s+(?:bio)?(?:synthesis|metabolism|replication|transport|production|uptake|reuptake)"
    r"|^(?:[\w-]+\s){1,2}and\s[\w-]+\s(?:bio)?(?:synthesis|uptake|reuptake)"
    r"|^(?:bio)?synthesis of (?!\d)[\w-]+(?:, [\w-]+)*,? and [\w-]+)$"
)
_MOST_SHARED: Final = 9
_MOST_TOLD: Final = 12
"""How many words a term for what meets what has at most."""


def folded(text: str) -> str:
    """Returns text of the same length in which subscripts stand at their symbols again ("beta 2 -adrenergic")."""
    if not _SUBSCRIPT.search(text):
        return text
    return _SUBSCRIPT.sub(lambda found: (found[1] + found[2] + (found[3] or "")).rjust(len(found.group())), text)


def as_written(target: str, text: str) -> str:
    """Returns a target with its symbols as the label's text writes them ("5HT 9A/9C", where subscripts stand apart)."""
    for found in _SUBSCRIPT.finditer(text):
        if not found[3] and (joined := found[1] + found[2]) in target:
            target = re.sub(rf"(?<![A-Za-z0-9]){re.escape(joined)}(?![A-Za-z0-9])", f"{found[1]} {found[2]}", target)
    return target


def is_generic(target: str) -> bool:
    """Returns whether a target only names a family ("kinase"), which tells nothing beside a member."""
    return bool(_GENERIC.match(target))


def targets(words: str) -> list[str]:
    """Returns the targets of a phrase, each by a short term; several receptors or symbols in a list one each."""
    plain = _LONG_NAME.sub(_by_short_name, _INTERLEUKIN.sub(r"IL-\1", _RIBOSOME.sub("S ", " ".join(words.split()))))
    plain = _LIMB.sub("", _ARTICLE.sub("", _SAME_THING.sub("", plain)))
    protein = _NAMED_PROTEIN.match(plain)
    if protein:
        return [protein["name"]]
    each = _with_short_forms(plain)
    if each:
        return each
    bare = _BRACKETS.sub("", _IN_NAME.sub(lambda found: found.group().translate(_HELD), _ADJECTIVES.sub("", plain)))
    placed = _PLACED.match(bare)
    if placed:
        return [placed.group()]
    cut = _OF_WHAT.sub("", _CUT.sub("", bare)).strip(" ,")
    if _WHOLE.match(cut) and len(cut.split()) <= _MOST_TOLD:
        return [whole] if (whole := _target(cut)) else []
    if not _TO_KEPT.match(cut):
        cut = _TO.sub("", cut)
    parts = [part for one in _LIST.split(cut) if (part := one.strip())]
    listed = _each(parts)
    if listed is None and len(parts) > 1 and _SHARED_DEED.search(cut) and len(cut.split()) <= _MOST_SHARED:
        listed = [cut.strip(" ,")]  # "DNA, RNA and protein synthesis" is one thing
    if listed is None:
        listed = [cut.split(", ")[0]]  # a list of other things is too long for a term
    named = [one for one in map(_target, listed) if one is not None]
    return named or [one for one in map(_target, parts[:1]) if one is not None]


def _with_short_forms(words: str) -> list[str]:
    """Returns the items of a list that gives each its short form in brackets ("A receptor (AR), B kinase (BK) and ...")."""
    parts = [_ARTICLE.sub("", part.strip()) for part in _LIST.split(words) if part.strip()]
    named = [found for part in parts if (found := _NAME_AND_SHORT.match(part))]
    if len(named) < _SEVERAL or len(named) < len(parts) - 1 or not _NAME_AND_SHORT.match(parts[0]):
        return []
    shared = _HEAD_NOUN.search(parts[-1])
    noun = f" {shared[1].removesuffix('s')}" if shared and parts[-1].rstrip().endswith(shared[1]) else ""
    return [one if _UNIT.search(one) else one + noun for one in (_target(found["name"]) for found in named) if one is not None]


def _by_short_name(found: re.Match[str]) -> str:
    """Returns a long chemical name by the short form behind it ("HMG-CoA reductase"), any other as it stands."""
    parts = re.findall(r"[A-Za-z0-9]+", found["long"].split(" of ")[-1])
    noun = found["noun"]
    return f"{found['short']}{noun}" if noun and len(parts) >= _LONG else found.group()


def _each(parts: list[str]) -> list[str] | None:
    """Returns the items of a list of receptors or symbols, each with the noun they share; None where it is no such list."""
    if len(parts) < 2:
        return None
    shared = _HEAD_NOUN.search(parts[-1])
    if all(_SYMBOL.fullmatch(part) for part in parts):
        for at in range(1, len(parts)):  # "VEGFR-1, -2 and -3"
            if parts[at].startswith("-"):
                parts[at] = re.sub(r"-\w+$", "", parts[at - 1]) + parts[at]
        noun = f" {shared[1].removesuffix('s')}" if shared else ""
        return [part if _UNIT.search(part) else part + noun for part in parts]
    return parts if all(_UNIT.search(part) for part in parts) else None


def _target(words: str) -> str | None:
    found = term(_ADJECTIVES.sub("", words).strip(" ,"))
    return found.translate(_TOLD) if found and len(found) > 1 and not _VAGUE.match(found) else None
