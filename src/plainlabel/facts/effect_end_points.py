"""What the rows of clinical studies tables measure: end points named by a row, its heading, the header, or the caption."""

from __future__ import annotations

import re

from plainlabel.facts.effect_times import is_median_time, lasting, says_lasting, week
from plainlabel.facts.effect_values import Context, other_row
from plainlabel.facts.reaction_terms import without_marks
from plainlabel.facts.tables import Grid, without_note
from plainlabel.vocabulary.patterns import pattern

OTHER_COLUMN = pattern("effects.other_column")
"""A column that holds no results of an arm."""
GENERIC_ROW = pattern("effects.generic_row")
"""A row that says only when or how something was measured."""
MEDIAN_ONLY = pattern("effects.median_only")
"""A row that names a median and not what of."""
TIME_HEAD = re.compile(r"\W*(?:weeks?|months?)\W*", re.IGNORECASE)
"""A header that counts the rows below it in time."""
_TRIAL = pattern("effects.trial")
_TRIAL_HEAD = pattern("effects.trial_head")
_NO_END_POINT = pattern("effects.no_end_point")
_UNIT_WORDS = pattern("effects.unit_words")
_LENGTH = pattern("effects.length")
_NO_MEASURE = pattern("effects.no_measure")
_OF_LENGTH = pattern("effects.of_length")
_CAPTION_END = pattern("effects.caption_end")
_LEADING = pattern("effects.caption_lead")
_STACKED = pattern("effects.stacked")
_CHANGE_OF = pattern("effects.change_of")
_FOOTNOTE = re.compile(r"[a-z*†‡]\s")
_DOSE_ROW = re.compile(r"\d[\d.,]*\s?(?:mg|mcg|g|units?|mL)(?:/\w+)?", re.IGNORECASE)
_OUTCOME = re.compile(r"%|\b(?:with|change|rates?|scores?|patients who|incidence|proportion|percent\w*)\b", re.IGNORECASE)
_MEAN_BEHIND = re.compile(r",?\s+(?:(?:LS|adjusted|least squares)\s+)?means?(?:\s*\((?:SE|SD|SEM)\))?$", re.IGNORECASE)
_AT_TIME = re.compile(
    r",?\s*(?:\b(?:at|through|to|by|from)\s)?\b(?:week|month|day)\s\d{1,3}$|\safter \d{1,3} (?:weeks?|months?|days)$", re.IGNORECASE
)
_MOST_WORDS = 20


def without_time(text: str) -> str:
    """Returns a row's name without the time at its end ("response at Week 12")."""
    return _AT_TIME.sub("", named_words(text))


def named_words(text: str) -> str:
    """Returns the words of a row or heading without notes, units and signs."""
    words = without_marks(without_note(text))
    return " ".join(_UNIT_WORDS.sub(" ", words).split()).strip(" ,;:-–*†‡")  # noqa: RUF001 - labels use typographic signs


def end_point(name: str, context: Context, *, timed: bool) -> str | None:
    """Returns the end point a row is about: its own words, or its heading's where the row says only when or how."""
    own = without_time(name)
    if lasting(name, context.heading) is not None:
        above = named_words(context.heading)
        return own if says_lasting(name) or not above else f"{above} {own}"
    if other_row(without_note(name)) and not timed and not is_median_time(name, context.heading):
        return None
    if not own or GENERIC_ROW.fullmatch(own) or MEDIAN_ONLY.fullmatch(own):
        above = named_words(context.heading)
        if MEDIAN_ONLY.fullmatch(own):
            return f"median {above}" if above and not GENERIC_ROW.fullmatch(above) and not _NO_MEASURE.match(above) else None
        return above if above and not _TRIAL.fullmatch(above) and not GENERIC_ROW.fullmatch(above) else None
    return own if len(own.split()) <= _MOST_WORDS else None


def of_caption(name: str, context: Context, title: str) -> str | None:
    """Returns the end point that the caption names, for a row that says only when or how, under no heading that says more."""
    if other_row(without_note(name)) or other_row(context.heading) or not GENERIC_ROW.fullmatch(without_time(name) or "mean"):
        return None
    if not re.search(r"[A-Za-z%]", name) or _FOOTNOTE.match(title):
        return None
    words = _CAPTION_END.split(_CHANGE_OF.sub("", _LEADING.sub("", title)), maxsplit=1)[0].strip(" ,;:-")
    return named_words(words) if 0 < len(words.split()) <= _MOST_WORDS and not _NO_END_POINT.search(words) else None


def head_over(grid: Grid) -> str:
    """Returns what the header of the first column says of the rows: the last piece that is no count and no general word."""
    pieces = [without_note(piece) for piece in reversed(grid.heads[0])]
    return next((piece for piece in pieces if piece and not other_row(piece) and not _NO_END_POINT.search(piece)), "")


def measured_over(grid: Grid) -> str:
    """Returns what the header of the first column says was measured, though it names a length of time ("Duration of response")."""
    pieces = [named_words(piece) for piece in reversed(grid.heads[0])]
    return next((piece for piece in pieces if piece and _LENGTH.match(piece)), "")


def told_length(words: str | None) -> str:
    """Returns what a caption says was measured, where a median can be of it; else ""."""
    return words if words and _OF_LENGTH.search(words) else ""


def of_group(group: tuple[str, ...]) -> str | None:
    """Returns the end point that the header above an arm names ("women with fracture (%)")."""
    pieces = [named_words(piece) for piece in reversed(group) if not _TRIAL.search(piece) and not OTHER_COLUMN.search(piece)]
    return next((piece for piece in pieces if 1 < len(piece.split()) <= _MOST_WORDS and _OUTCOME.search(piece)), None)


def row_name(named: list[str], over: str) -> str:
    """Returns what names a row: its last label that is no trial or dose, a bare number with the time the header counts."""
    name = next((text for text in reversed(named) if len(named) < 2 or not _TRIAL_HEAD.fullmatch(text)), "")
    if len(named) > 1 and _DOSE_ROW.fullmatch(name):
        name = named[-2]
    return f"{over} {name}" if name.isdigit() and TIME_HEAD.fullmatch(over) else name


def without_stacked(name: str) -> str:
    """Returns a row's name without the lines run into it that tell what stands below its figures ("... Difference p-value")."""
    first = _MEAN_BEHIND.sub("", _STACKED.sub("", name))
    return first if first and first != name and not other_row(first) and re.search(r"\bchange\b", first, re.IGNORECASE) else name


def under_heading(start: Context, heading: str) -> Context:
    """Returns what holds for the rows under a heading row."""
    trial = trial_in(heading)
    return Context(heading, week(heading) or start.week, trial or start.trial, start.condition)


def trial_in(text: str) -> str | None:
    """Returns the one trial a text names, None where it names none or several."""
    found = {one.group().strip() for one in _TRIAL.finditer(text)}
    return found.pop() if len(found) == 1 else None
