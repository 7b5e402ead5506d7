"""Figures of table cells: "12 (5)", "12%", "<1", "5/120 (4)", and which of the two numbers of a cell is the percentage."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

Layout = Literal["percent", "count", "count_percent", "percent_count"]
"""What the numbers of a column are, as its header says; a cell may say it itself ("5%")."""

_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)?(?:[.·]\d+)?(?<=\d)"
_MARK: Final = r"(?:\s?[*†‡§¶#^|@~]+|[\u00b9\u00b2\u00b3\u2070-\u2079]+|\s?[a-g](?:,\s?[a-g])*(?![\w%]))*"
_FIRST = re.compile(
    rf"\s*(?P<below><|less than\s)?\s?(?P<first>{_NUMBER})\s?(?P<percent>%)?{_MARK}"
    rf"(?:\s?/\s?(?P<of>{_NUMBER})(?![\w%]))?"
    rf"(?:\s?[(\[]\s?(?P<below2><|less than\s)?\s?(?P<second>{_NUMBER})\s?(?P<percent2>%)?{_MARK}"
    rf"(?:(?<=%)\s?[,;]\s?{_NUMBER})?\s?[)\]])?{_MARK}"
    rf"(?:\s?[(\[]\s?(?:[nN]\s?=\s?|(?P<part>\d+)\s?(?:/|of)\s?)(?P<of2>{_NUMBER})\s?[)\]]?{_MARK}(?:\s\d)?)?"
    r"(?P<rest>\s+[A-Z(][^\d]*[a-z]{3}.*)?\s*$",
    re.DOTALL,
)
_LONE = re.compile(rf"\s*[(\[]\s?(?P<below><)?\s?(?P<first>{_NUMBER})\s?(?P<percent>%)?\s?[)\]]{_MARK}\s*$")
_NOTHING = re.compile(r"\s*(?:[-–—−]+|--|N/?A|NR|ND|\.\.\.|…|not (?:reported|applicable))?\s*[*†‡§a-d]?\s*$", re.IGNORECASE)  # noqa: RUF001 - labels use typographic signs
_NUMERIC = re.compile(r"[(<>≥≤~+–−-]?\s?\d[\d.,]*\s?(?:%|[(\[±/,;]|$|[-–]\s?\d|[*†‡a-e]$)|\d+\.\d+ (?:months|weeks)\b")  # noqa: RUF001 - labels use several minus signs


_SEVERAL = re.compile(r"(?:[<≤]?\s?\d[\d.,]*\s?%?(?:\s?\(\s?<?\s?\d[\d.,]*\s?%?\s?\))?(?:\s+|$)){2,}")
_FULL: Final = 100


class Figure(NamedTuple):
    """What a cell says: the percentage, whether it is a bound ("<1"), the denominator where the cell gives one.

    `counted` tells that the cell gives a number of people, and the percentage was worked out from it.
    """

    percent: float
    below: bool = False
    of: int | None = None
    counted: bool = False


def is_figure(text: str) -> bool:
    """Returns whether a cell holds a figure, or a sign that there is none, rather than words."""
    if not text:
        return False
    return text[0] in "0123456789<([.-–—−" and bool(_FIRST.match(text) or _LONE.match(text) or _NOTHING.match(text))  # noqa: RUF001 - labels use typographic signs


@lru_cache(maxsize=16_384)
def is_numeric(text: str) -> bool:
    """Returns whether a cell begins as a figure does, whatever stands behind it (an interval, a share, more figures)."""
    return is_figure(text) or bool(_NUMERIC.match(text)) or bool(_SEVERAL.fullmatch(text))


def holds_number(text: str) -> bool:
    """Returns whether a cell begins with a number, a negative one too."""
    return is_numeric(text) and any(sign.isdigit() for sign in text[:12])


def has_number(text: str) -> bool:
    """Returns whether a cell holds a figure that is a number."""
    return bool(text) and bool(_FIRST.match(text) or _LONE.match(text))


def figure(text: str, layout: Layout | None, of: int | None) -> Figure | None:
    """Returns the percentage of a cell in a column of that layout and denominator, None where the cell does not tell it surely."""
    found = _FIRST.match(text)
    if found is None:
        return _lone(text, layout)
    own = _whole(found["of"] or found["of2"])
    if found["part"] or (found["of2"] and found["percent"]):
        return _made(found["first"], found["below"], own)
    if found["second"] is not None:
        return _of_two(found, layout, own or of, own)
    return _of_one(found, layout, of, own)


def _of_one(found: re.Match[str], layout: Layout | None, of: int | None, own: int | None) -> Figure | None:
    if own is not None:
        return _counted(found["first"], own, own)
    if found["percent"] or layout in {"percent", "percent_count"}:
        return _made(found["first"], found["below"], None)
    if float_of(found["first"]) == 0 and not found["below"]:
        return Figure(0.0, counted=layout == "count")
    return _counted(found["first"], of, None) if layout == "count" and of else None


def column_layout(said: Layout | None, texts: list[str]) -> Layout | None:
    """Returns how a column is written, by its header (`said`) unless its cells prove otherwise.

    A column said to be "n (%)" that never has two numbers holds percentages; of two numbers, the one with decimals or that which
    never exceeds 100 beside one that does is the percentage. None leaves it to each cell and its denominator.
    """
    found = [one for text in texts if text and (one := _FIRST.match(text))]
    pairs = [one for one in found if one["second"] is not None and not one["percent"] and not one["percent2"]]
    if said == "count_percent" and found and not any(one["second"] or one["of"] for one in found):
        return "percent" if all(float_of(one["first"]) <= _FULL for one in found) else "count"
    if said == "count" and any("." in one["first"] for one in found if one["second"] is None):
        return "percent"
    if said not in {"percent", "count", None} or 2 * len(pairs) < len(found) or not pairs:
        return said
    whole = [one["first"].isdigit() for one in pairs]
    if not all(whole) and all(one["second"].isdigit() for one in pairs):
        return "percent_count"
    over = any(float_of(one["first"]) > _FULL for one in pairs) and all(float_of(one["second"]) <= _FULL for one in pairs)
    return "count_percent" if all(whole) and (over or any("." in one["second"] for one in pairs)) else None


def _lone(text: str, layout: Layout | None) -> Figure | None:
    """Returns the figure of a cell that holds only brackets: "(8.2)" behind a column of counts."""
    found = _LONE.match(text)
    sure = found is not None and (found["percent"] or layout in {"percent", "count_percent"})
    return _made(found["first"], found["below"], None) if found is not None and sure else None


def _of_two(found: re.Match[str], layout: Layout | None, of: int | None, own: int | None) -> Figure | None:
    """Returns the percentage of "12 (5)": the number with the sign, the one the header names, or the one the denominator proves."""
    first, second = float_of(found["first"]), float_of(found["second"])
    if found["percent2"] and not found["percent"]:
        pick_second = True
    elif found["percent"] and not found["percent2"]:
        pick_second = False
    elif found["percent"] and found["percent2"] and second <= first:
        pick_second = False  # What stands behind it is a part of it: those who stopped for it ("6% (1%)").
    elif own is not None or layout == "count_percent":
        pick_second = True
    elif layout == "percent_count":
        pick_second = False
    elif of:
        fits_second, fits_first = _fits(first, second, of), _fits(second, first, of)
        if fits_second == fits_first:
            return None
        pick_second = fits_second
    else:
        return None
    return _made(found["second"], found["below2"], own) if pick_second else _made(found["first"], found["below"], own)


def _fits(count: float, percent: float, of: int) -> bool:
    return count == int(count) and count <= of and abs(100 * count / of - percent) <= max(0.6, 0.02 * percent)


def _counted(count: str, of: int | None, own: int | None) -> Figure | None:
    number = float_of(count)
    return Figure(round(100 * number / of, 1), of=own, counted=True) if of and number == int(number) and number <= of else None


def _made(number: str, below: str | None, of: int | None) -> Figure | None:
    percent = float_of(number)
    return Figure(percent, bool(below), of) if percent <= 100 else None


def float_of(number: str) -> float:
    """Returns the number a cell writes with thousands commas, a raised point or a dash for a minus."""
    return float(number.replace(",", "").replace("·", ".").replace("\u2013", "-").replace("\u2212", "-"))


def _whole(number: str | None) -> int | None:
    return int(float_of(number)) if number else None
