"""What happens in an interaction, and the advice: each told in one closed word from the text that speaks of the partner."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Advice, Direction
from plainlabel.vocabulary.patterns import pattern

_ADVICE: Final[tuple[tuple[Advice, Guarded], ...]] = (
    ("contraindicated", Guarded(pattern("interaction.contraindicated"))),
    ("avoid", Guarded(pattern("interaction.avoid"))),
    ("separate", Guarded(pattern("interaction.separate"))),
    ("no_change", Guarded(pattern("interaction.no_change"))),
    ("reduce_dose", Guarded(pattern("interaction.reduce"))),
    ("raise_dose", Guarded(pattern("interaction.raise"))),
    ("adjust_dose", Guarded(pattern("interaction.adjust"))),
    ("stop", Guarded(pattern("interaction.stop"))),
    ("monitor", Guarded(pattern("interaction.monitor"))),
    ("caution", Guarded(pattern("interaction.caution"))),
)
_NO_EFFECT = pattern("interaction.no_effect")
_NO_INTERACTION = pattern("interaction.no_interaction")
_RAISES = pattern("interaction.raises")
_LOWERS = pattern("interaction.lowers")
_LEVEL = pattern("interaction.level")
_CLEARANCE_BEHIND = pattern("interaction.clearance_behind")
_CLEARANCE_BEFORE = pattern("interaction.clearance_before")
_WHOLE = re.compile(r".*(?:clearance|metabolism|half-life)", re.IGNORECASE)
_NO_LEVEL_BEHIND = pattern("interaction.no_level_behind")
_NO_LEVEL_BEFORE = pattern("interaction.no_level_before")
_ADDS = pattern("interaction.adds")
_LESS = Guarded(pattern("interaction.less"))
_ARROW = re.compile(r"(?P<arrow>[↑↓↔])\s*(?P<of>[\w-]+)?")
_SENTENCE = re.compile(r"(?<=[a-z)\]])\.\s+(?=[A-Z])|\n")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been)\s+(?:\w+\s+)?$")
_BY = re.compile(r"[^.]{0,40}\b(?:by(?!\s+(?:about |approximately |up to |an average of )?\d)|with|when|in patients)\b")
_ITS_LEVEL = re.compile(r"\W*(?:\w+[\s-]+){0,5}$")
_ACTS = re.compile(r"\b(?:inhibitors?|inducers?)\b", re.IGNORECASE)
_ENZYME = re.compile(r"CYP|\bP-?gp\b|P-?glycoprotein|UGT|OATP?|OCT|BCRP|MATE", re.IGNORECASE)
_IS_ACTED_ON = re.compile(r"\bsubstrates?\b|\bmetaboli[sz]ed by\b", re.IGNORECASE)
_THIS: Final[dict[Direction, Direction]] = {"raises_partner": "raises_this", "lowers_partner": "lowers_this"}
_PARTNER: Final[dict[Direction, Direction]] = {"raises_this": "raises_partner", "lowers_this": "lowers_partner"}
_LEVELS: Final = frozenset((*_THIS, *_PARTNER))
_REACH: Final = 90
_NEAR: Final = 80


def advice(text: str) -> Advice | None:
    """Returns the strongest advice a text gives; "avoid" before "monitor", as a reader must know the stronger one."""
    return next((name for name, said in _ADVICE if said.search(text)), None)


def direction(text: str, own: re.Pattern[str] | None, partner: str = "") -> Direction | None:
    """Returns what happens: a level raised or lowered (of the partner or of this medicine), an effect added or lost, or nothing.

    What inhibits or induces an enzyme changes this medicine's level, what the enzyme works on has its own changed.
    """
    read = (one for sentence in _SENTENCE.split(text) if (one := _of_sentence(sentence, own, partner)) is not None)
    found = list(read)
    if not found:
        return None
    told: Direction = next((one for one in found if one != "none"), "none")
    if _IS_ACTED_ON.search(partner) or (_ENZYME.search(partner) and _ACTS.search(partner)):
        # What acts on an enzyme, or is worked on by it, changes a level: effects that add up come of that.
        told = next((one for one in found if one in _LEVELS), told)
    if _IS_ACTED_ON.search(partner):
        # "The activity of the enzyme is reduced" says nothing of what it works on.
        return None if told == "less_effect" else _PARTNER.get(told, told)
    return _THIS.get(told, told) if "CYP" in partner and _ACTS.search(partner) else told


def _of_sentence(text: str, own: re.Pattern[str] | None, partner: str) -> Direction | None:
    arrows = [_of_arrow(arrow, own) for arrow in _ARROW.finditer(text)]
    if arrows:
        return next((one for one in arrows if one != "none"), "none")
    none = bool(_NO_EFFECT.search(text) or _NO_INTERACTION.search(text))
    for change, raised in ((_RAISES, True), (_LOWERS, False)):
        at = next((one for one in change.finditer(text) if _is_of_level(text, one)), None)
        if at and not none and _LEVEL.search(text[max(0, at.start() - _REACH) : at.end() + _REACH]):
            this = _own_changes(text, at, own, partner)
            if this is not None:
                # What is cleared faster stands lower.
                cleared = not _WHOLE.match(at.group()) and (
                    _CLEARANCE_BEHIND.match(text[at.end() :]) or _CLEARANCE_BEFORE.search(text[: at.start()])
                )
                higher = raised != bool(cleared)
                return ("raises_this" if higher else "lowers_this") if this else ("raises_partner" if higher else "lowers_partner")
    if _LESS.search(text):
        return "less_effect"
    if none:
        return "none"
    return "adds_effect" if _ADDS.search(text) else None


def _is_of_level(text: str, change: re.Match[str]) -> bool:
    """Returns whether what changes can be a medicine's level, not a risk or a blood value ("raises glucose")."""
    return not (
        _NO_LEVEL_BEHIND.match(text[change.end() : change.end() + _NEAR]) or _NO_LEVEL_BEFORE.search(text[: change.start()])
    )


def both_ways(text: str, own: re.Pattern[str] | None) -> tuple[Direction, ...]:
    """Returns the two directions of a row whose arrows tell of this medicine's level and of the partner's; else none."""
    arrows = [*_ARROW.finditer(text)]
    if not any(arrow["of"] == "partner" for arrow in arrows):
        return ()  # no columns that tell whose level is shown
    found = [one for arrow in arrows if (one := _of_arrow(arrow, own)) != "none"]
    first = tuple(next((one for one in found if one.endswith(whose)), None) for whose in ("_partner", "_this"))
    return tuple(one for one in first if one is not None) if None not in first else ()


def _of_arrow(arrow: re.Match[str], own: re.Pattern[str] | None) -> Direction:
    """Returns the direction of a table's arrow: this medicine's where its name, or none, stands behind it."""
    if arrow["arrow"] == "↔":
        return "none"
    of = arrow["of"] or ""
    this = not of or (own is not None and bool(own.match(of)))
    if arrow["arrow"] == "↑":
        return "raises_this" if this else "raises_partner"
    return "lowers_this" if this else "lowers_partner"


def _own_changes(text: str, at: re.Match[str], own: re.Pattern[str] | None, partner: str) -> bool | None:
    """Returns whether the level that changes is this medicine's; None where that cannot be told.

    It is what is named behind the verb ("increases the exposure of X"), or right before it ("X exposure is increased").
    """
    if own is None:
        return None
    behind = re.split(r"\b(?:when|with|by|during|if)\b|[;:]", text[at.end() : at.end() + _REACH])[0]
    mine, theirs = own.search(behind), _first(partner, behind)
    if mine or theirs >= 0:
        return bool(mine) and (theirs < 0 or mine.start() < theirs) if mine else False
    front = text[max(0, at.start() - _NEAR) : at.start()]
    return _changes_in_front(text, at, own, partner, front, behind)


def _changes_in_front(text: str, at: re.Match[str], own: re.Pattern[str], partner: str, front: str, behind: str) -> bool | None:
    """Returns whether what is named in front of the verb is this medicine's level; None where that cannot be told."""
    before = [*own.finditer(front)]
    theirs_last = _last(partner, front)
    if before and theirs_last > before[-1].end() and _LEVEL.search(front[before[-1].end() :]) and _PASSIVE.search(front):
        return False  # "given with (this), the exposure of (partner) was increased by 14%"
    level = bool(before) and bool(_LEVEL.search(front[before[-1].end() :])) and bool(_ITS_LEVEL.match(front[before[-1].end() :]))
    if level or (_PASSIVE.search(front) and before and _BY.match(text[at.end() :])):
        return True
    their = _first(partner, front)
    if before and not level:
        return False if _LEVEL.search(behind) or their > before[-1].start() else None
    if their >= 0 and _LEVEL.search(front):
        return False
    return (
        True
        if their >= 0 and re.search(r"\b(?:its|the)\b[^.]{0,30}$", behind[:40]) is None and own.search(text, at.end())
        else None
    )


def _last(partner: str, text: str) -> int:
    word = max(re.findall(r"[A-Za-z]{4,}", partner), key=len, default="")
    return text.lower().rfind(word.lower().removesuffix("s")) if word else -1


def _first(partner: str, text: str) -> int:
    """Returns where a partner's first telling word stands in a text, -1 where it does not."""
    word = max(re.findall(r"[A-Za-z]{4,}", partner), key=len, default="")
    return text.lower().find(word.lower().removesuffix("s")) if word else -1
