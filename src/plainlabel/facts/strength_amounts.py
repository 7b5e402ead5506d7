"""The amounts that a text names as strengths, and those of one combination as one."""

from __future__ import annotations

import re
from typing import NamedTuple

from plainlabel.vocabulary.patterns import pattern

_AMOUNT = pattern("strength.amount")
_FORM = pattern("strength.form")
_BAR = pattern("strength.bar")
_AFTER_BAR = pattern("strength.after_bar")
_EQUIVALENT = re.compile(r"(?:(?!\d\s?m?c?g\b|\band\b)[^.;:()]){0,80}?\bequivalent to\b", re.IGNORECASE)
_PACKAGE = re.compile(r"\b(?:tubes?|cans?|jars?|aerosols?|pumps?|bottles?)\b", re.IGNORECASE)
_MARKS = frozenset("<>≤≥")
_SPECIFIC = re.compile(r"(?:/|per)\s?mg\b")
_EQUAL_TO = re.compile(r"\d\s?[a-z]+\b[^.;:\d]{0,70}\bequivalent to\s$", re.IGNORECASE)
# "24 mg of the hydrochloride equivalent to 20 mg": the mass without the salt is the strength.
_SALT = pattern("strength.salt")
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_USP = re.compile(r",?\s(?:USP|NF)\b")
_SPACES = re.compile(r" {2,}")
_VOLUME = re.compile(r"(?:\d+ )?(?:mL|gram|g)\b")
# "5 mg of this and 10 mg of that", "of this 5 mg, of that 10 mg".
_JOINED = re.compile(
    r"\s(?:of )?(?:[A-Za-z][\w-]* ?){1,5}(?:, and|,| and| with|/|;) ?(?:(?:[A-Za-z][\w-]* ){1,4}equivalent to )?"
    r"|\s?(?:, and|,| and| with) (?:[A-Za-z][\w-]* ){1,4}",
    re.IGNORECASE,
)
_EACH_VOLUME = re.compile(r"\beach (?P<volume>mL|milliliter|5 mL|gram)\b[^.;:]{0,60}$", re.IGNORECASE)
_SPACE = re.compile(r"\s*\b(?:per|/)\b\s*|\s*/\s*")


class Amount(NamedTuple):
    """A strength at [start, end) of a text; a list of figures before one unit gives one each."""

    strength: str
    start: int
    end: int


def amounts(text: str) -> list[Amount]:
    """Returns the strengths that a text names, in order."""
    found: list[Amount] = []
    for one in _AMOUNT.finditer(text):
        if _barred(text, one):
            continue
        unit, per = one["unit"], _SPACE.sub("/", one["per"] or "").strip()
        if one["named_per"] and not per:
            per = "/" + one["named_per"].rpartition("per ")[2]
        each = _EACH_VOLUME.search(text[: one.start()]) if not per and unit != "%" else None
        if each:
            per = "/" + each["volume"].replace("milliliter", "mL")
        for figure in (*_FIGURE.findall(one["list"] or ""), one["number"]):
            gap = "" if unit == "%" else " "
            found.append(Amount(f"{figure.rstrip(',')}{gap}{unit}{per}", one.start(), one.end()))
    return found


def combined(text: str, found: list[Amount], most: int = 2) -> list[Amount]:
    """Returns the strengths with those of one combination as one ("5 mg of this and 10 mg of that": "5 mg/10 mg").

    A combination has `most` parts.
    """
    whole: list[Amount] = []
    for amount in found:
        between = _SPACES.sub(" ", _USP.sub("", text[whole[-1].end : amount.start])) if whole else ""
        joined = bool(whole) and not _FORM.search(between) and (_JOINED.fullmatch(between) or between.strip(" ") == "\t")
        if joined and (strength := _together(whole[-1].strength, amount.strength, most)):
            whole[-1] = Amount(strength, whole[-1].start, amount.end)
        else:
            whole.append(amount)
    return whole


def _together(first: str, second: str, most: int) -> str | None:
    """Returns a combination with one more part, None where it is whole or the second is no part of it.

    "1 mg/gram" (of this) and "25 mg" (of that) is "1 mg/25 mg/gram".
    """
    own, _, volume = second.partition("/")
    mass, _, per = first.rpartition("/")
    if mass and _VOLUME.fullmatch(per) and not volume:
        return f"{mass}/{second}/{per}"
    if (volume and not _VOLUME.fullmatch(volume)) or first.endswith(("mL", own)) or first.count("/") >= most - 1:
        return None
    return f"{first}/{second}"


def _barred(text: str, one: re.Match[str]) -> bool:
    """Returns whether a figure is no strength: a salt that equals one, an excipient, the mass of a package."""
    before = text[max(0, one.start() - 40) : one.start()]
    behind = text[one.end() :]
    if one["unit"] == "%" and before.rstrip()[-1:] in _MARKS:
        return True  # "Saturation > 92%".
    if _BAR.search(before) or _AFTER_BAR.match(behind) or _SPECIFIC.search(one["per"] or ""):
        return True
    if one["unit"] in {"g", "gram", "grams"} and not one["per"] and not one["named_per"] and _PACKAGE.search(text):
        return True
    equal = _EQUIVALENT.match(behind)
    if equal:
        return bool(_SALT.search(equal.group()) or _SALT.search(before))
    if not before[:-1].lower().endswith("equivalent to"):
        return False
    base = _EQUAL_TO.search(text, 0, one.start())
    return base is not None and base.end() == one.start() and not _SALT.search(text[max(0, base.start() - 40) : base.end()])
