"""Effect over time: end points of clinical studies tables whose caption, header, heading or row names a time.

The figure on the medicine stands beside the comparator's. Baselines, differences, p values and intervals are no results; tables
without a time (survival, exacerbation rates) give nothing. Months count 52/12 weeks, days a seventh.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from plainlabel.facts.effect_rows import arm_column, cells_of_arms, is_shifted
from plainlabel.facts.effect_single import single_arm
from plainlabel.facts.effect_times import (
    LASTING_TIME,
    MEDIAN_CELL,
    MEDIAN_TIME,
    TIME,
    is_median_cell,
    is_median_time,
    lasting,
    says_lasting,
    week,
)
from plainlabel.facts.effect_values import Context, other_row, value_of
from plainlabel.facts.effect_weeks import single_weeks
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import EffectOverTime
from plainlabel.facts.medicine_names import Medicine
from plainlabel.facts.reaction_terms import without_marks
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.table_arms import Pair, arms, names_arm, rows_are_arms, rows_name_arms
from plainlabel.facts.table_columns import POOLED, header_words, label_columns
from plainlabel.facts.table_doses import recommended
from plainlabel.facts.table_population import comparator_name, condition, titled_condition
from plainlabel.facts.tables import Grid, grids, without_note
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODE = "34092-7"
_NO_TABLE = pattern("effects.no_table")
_OTHER_COLUMN = pattern("effects.other_column")
_GENERIC_ROW = pattern("effects.generic_row")
_TRIAL = pattern("effects.trial")
_TRIAL_HEAD = pattern("effects.trial_head")
_CAPTION_NUMBER = re.compile(r"^\W*Table\s+\w+\s?[.:]?\s*", re.IGNORECASE)
_NO_END_POINT = pattern("effects.no_end_point")
_UNIT_WORDS = pattern("effects.unit_words")
_COUNT_CELL = pattern("effects.count_cell")
_MEDIAN_ONLY = re.compile(
    r"\W*median\W*(?:range\W*)?(?:in )?(?:months?|weeks?|days)?(?:\W*range)?\W*(?:(?:calculated|estimated|based)\b.*)?",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"[a-z*†‡]\s")
_DOSE_ROW = re.compile(r"\d[\d.,]*\s?(?:mg|mcg|g|units?|mL)(?:/\w+)?", re.IGNORECASE)
_TIME_HEAD = re.compile(r"\W*(?:weeks?|months?)\W*", re.IGNORECASE)
_TOTAL = re.compile(r"^\W*(?:total|overall|all (?:GTs|patients|subjects|genotypes))\b", re.IGNORECASE)
_TRIAL_HEADING = re.compile(r"\b(?:study|trial)\b", re.IGNORECASE)
_TRIAL_ROW = re.compile(r"(?:Study|Trial)\s\w{1,3}")
_CAPTION_END = pattern("effects.caption_end")
_LEADING = pattern("effects.caption_lead")
_STACKED = pattern("effects.stacked")
_CHANGE_OF = pattern("effects.change_of")
_OUTCOME = re.compile(r"%|\b(?:with|change|rates?|scores?|patients who|incidence|proportion|percent\w*)\b", re.IGNORECASE)
_DANGLING = re.compile(r"\b(?:for|in|of|and|the|by)\W*$")
_MEAN_BEHIND = re.compile(r",?\s+(?:(?:LS|adjusted|least squares)\s+)?means?(?:\s*\((?:SE|SD|SEM)\))?$", re.IGNORECASE)
_TRIALS_HEAD = re.compile(r"\W*(?:study|trial|region|country)\W*", re.IGNORECASE)
_MOST_WORDS = 20
_CAPTION_TAIL = 60
_TITLE_LENGTH = 240
_AT_TIME = re.compile(r",?\s*(?:\b(?:at|through|to|by|from)\s)?\b(?:week|month|day)\s\d{1,3}$", re.IGNORECASE)


def effects(source: Source) -> Iterator[Fact]:
    """Returns the results over time of a label's clinical studies tables, each with its row."""
    yield from distinct(fact for section in source.under(_CODE) for fact in _of_section(source, section))


def _of_section(source: Source, section: Section) -> Iterator[Fact]:
    found = list(grids(section))
    names = Medicine(source) if found else None
    for grid in found:
        if (
            names is None
            or _NO_TABLE.search(f"{grid.title_words} {grid.heads[0][0] if grid.heads[0] else ''}")
            or not _has_time(grid)
            or is_shifted(grid)
        ):
            continue
        column = 0 if rows_are_arms(names, grid) or rows_name_arms(names, grid) else arm_column(names, grid)
        if column is not None:
            yield from _of_arm_rows(source, section, names, grid, column)
        else:
            yield from _of_grid(source, section, names, grid)


def _of_arm_rows(source: Source, section: Section, names: Medicine, grid: Grid, column: int) -> Iterator[Fact]:
    """Returns the results of a table whose rows are arms."""
    title = _title(grid)
    who = titled_condition(section, names) or condition(grid, section, names)
    over = _head_over(grid)
    for cell in cells_of_arms(names, grid, title, column):
        at = week(cell.heading) or week(cell.head) or week(f"{over} {cell.head}") or week(title)
        at = at or week(grid.caption[-_CAPTION_TAIL:])  # behind a footnote inside the caption
        of_trial = _TRIAL_HEADING.search(cell.heading) and not _GENERIC_ROW.fullmatch(_named(cell.head))
        own = _AT_TIME.sub("", _named(cell.head if of_trial else cell.heading or cell.head))
        end_point = (
            _of_caption("mean", Context("", None, None, None), title) if _GENERIC_ROW.fullmatch(own) or own.isdigit() else own
        )
        same = cell.comparator if cell.comparator and cell.comparator.unit == cell.medicine.unit else None
        if at is not None and end_point:
            value = EffectOverTime(
                end_point=end_point,
                result=cell.medicine.number,
                unit=cell.medicine.unit,
                week=at,
                comparator_result=same.number if same else None,
                comparator=comparator_name(cell.comparator_name) if same and cell.comparator_name else None,
                condition=who,
                trial=cell.trial or _trial(title),
            )
            yield Fact(value, source.place(section, cell.row.start, cell.row.end))


def _title(grid: Grid) -> str:
    """Returns the words of a caption without its number and notes; where that loses its time, all its first words."""
    whole = _CAPTION_NUMBER.sub("", grid.title_words)
    short = without_note(whole)
    if short != whole and _DANGLING.search(short):
        return whole[:_TITLE_LENGTH]  # what was cut off was no note
    return short if week(short) is not None or week(whole[:_TITLE_LENGTH]) is None else whole[:_TITLE_LENGTH]


def _of_all(pairs: list[Pair], grid: Grid) -> list[Pair]:
    """Returns the arm of everybody where the others are parts of it ("Total", "Genotype 1", ...), else all."""
    totals = [one for one in pairs if any(_TOTAL.search(piece) for piece in grid.heads[one.medicine.column])]
    if not totals or len(totals) == len(pairs) or any(one.medicine.dose for one in pairs):
        return pairs
    least = min(len(grid.heads[one.medicine.column]) for one in totals)
    return [one for one in totals if len(grid.heads[one.medicine.column]) == least]


def _beside_one_arm(pair: Pair, grid: Grid) -> Pair:
    """Returns the pair without a comparator that pools the arms; one below a head of all people has the name of its own cell."""
    if pair.comparator is None or not POOLED.match(pair.comparator.name):
        return pair
    own = [header_words(piece) for piece in grid.heads[pair.comparator.column]]
    name = next((piece for piece in reversed(own) if piece), "")
    return Pair(pair.medicine, replace(pair.comparator, name=name) if name and not POOLED.match(name) else None)


def _has_time(grid: Grid) -> bool:
    heads = " ".join(text for head in grid.heads for text in head)
    if TIME.search(f"{grid.title_words} {heads}") or _TIME_HEAD.fullmatch(" ".join(grid.heads[0])):
        return True
    return any(
        TIME.search(row.texts[0])
        or LASTING_TIME.search(row.texts[0])
        or MEDIAN_TIME.search(f"median {row.texts[0]}")
        or any(map(MEDIAN_CELL.match, row.texts[1:3]))
        for row in grid.rows
    )


def _of_grid(source: Source, section: Section, names: Medicine, grid: Grid) -> Iterator[Fact]:
    pairs = _of_all(recommended(source, arms(names, grid, _OTHER_COLUMN)), grid) or single_arm(grid)
    pairs = [_beside_one_arm(pair, grid) for pair in pairs]
    if not pairs:
        return
    title = _title(grid)
    over = " ".join(grid.heads[0])
    start = Context(
        "" if _TIME_HEAD.fullmatch(over) else _head_over(grid),
        week(title) or week(grid.caption[-_CAPTION_TAIL:]),
        _trial(title),
        titled_condition(section, names) or condition(grid, section, names),
    )
    context = start
    labels = label_columns(grid)
    said: set[str] = set()
    cell: tuple[int, str] | None = None
    for row in single_weeks(grid.rows):
        if labels == 1 and cell is not None and row.origins[0] == cell[0] and row.texts[0] == cell[1]:
            continue  # The spread under the figures of a row.
        cell = row.origins[0], row.texts[0]
        named = [text for text in row.texts[:labels] if text]
        name = _without_stacked(_row_name(named, over))
        if row.filled == 1 or not any(text and not _COUNT_CELL.fullmatch(text) for text in row.texts[labels:]):
            context = _under(start, without_note(name or row.texts[0]))
            said.clear()
            continue
        if name in said and not other_row(name):
            context = start._replace(heading="")  # The same row again: another end point began without a heading.
        said.add(name)
        here = context._replace(heading=named[0], week=week(without_note(named[0])) or context.week) if len(named) > 1 else context
        timed = any(is_median_cell(name, row.texts[pair.medicine.column]) for pair in pairs)
        end_point = _end_point(name, here, timed=timed) or _of_caption(name, here, title)
        if _TRIAL_ROW.fullmatch(name) or (
            _TRIALS_HEAD.fullmatch(over) and week(name) is None
        ):  # a row a trial: the caption names what was measured
            above = _named(context.heading) if not _GENERIC_ROW.fullmatch(_named(context.heading)) else ""
            end_point, here = above or _of_caption("mean", start, title), here._replace(trial=name)
        if (end_point is None and not week(without_note(name))) or names_arm(names, name):
            continue
        for pair in pairs:
            what = end_point or _of_group(pair.medicine.group)
            value = value_of(grid, row, pair, name, what, here) if what else None
            if value is not None:
                yield Fact(value, source.place(section, row.start, row.end))


def _row_name(named: list[str], over: str) -> str:
    """Returns what names a row: its last label that is no trial or dose, a bare number with the time the header counts."""
    name = next((text for text in reversed(named) if len(named) < 2 or not _TRIAL_HEAD.fullmatch(text)), "")
    if len(named) > 1 and _DOSE_ROW.fullmatch(name):
        name = named[-2]
    return f"{over} {name}" if name.isdigit() and _TIME_HEAD.fullmatch(over) else name


def _without_stacked(name: str) -> str:
    """Returns a row's name without the lines run into it that tell what stands below its figures ("... Difference p-value")."""
    first = _MEAN_BEHIND.sub("", _STACKED.sub("", name))
    return first if first and first != name and not other_row(first) and re.search(r"\bchange\b", first, re.IGNORECASE) else name


def _of_group(group: tuple[str, ...]) -> str | None:
    """Returns the end point that the header above an arm names ("women with fracture (%)")."""
    pieces = [_named(piece) for piece in reversed(group) if not _TRIAL.search(piece) and not _OTHER_COLUMN.search(piece)]
    return next((piece for piece in pieces if 1 < len(piece.split()) <= _MOST_WORDS and _OUTCOME.search(piece)), None)


def _head_over(grid: Grid) -> str:
    """Returns what the header of the first column says of the rows: the last piece that is no count and no general word."""
    pieces = [without_note(piece) for piece in reversed(grid.heads[0])]
    return next((piece for piece in pieces if piece and not other_row(piece) and not _NO_END_POINT.search(piece)), "")


def _of_caption(name: str, context: Context, title: str) -> str | None:
    """Returns the end point that the caption names, for a row that says only when or how, under no heading that says more."""
    if (
        other_row(without_note(name))
        or other_row(context.heading)
        or not _GENERIC_ROW.fullmatch(_AT_TIME.sub("", _named(name)) or "mean")
    ):
        return None
    if not re.search(r"[A-Za-z%]", name) or _FOOTNOTE.match(title):
        return None
    words = _CAPTION_END.split(_CHANGE_OF.sub("", _LEADING.sub("", title)), maxsplit=1)[0].strip(" ,;:-")
    return _named(words) if 0 < len(words.split()) <= _MOST_WORDS and not _NO_END_POINT.search(words) else None


def _under(start: Context, heading: str) -> Context:
    """Returns what holds for the rows under a heading row."""
    trial = _trial(heading)
    return Context(heading, week(heading) or start.week, trial or start.trial, start.condition)


def _trial(text: str) -> str | None:
    """Returns the one trial a text names, None where it names none or several."""
    found = {one.group().strip() for one in _TRIAL.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _end_point(name: str, context: Context, *, timed: bool) -> str | None:
    """Returns the end point a row is about: its own words, or its heading's where the row says only when or how."""
    own = _AT_TIME.sub("", _named(name))
    if lasting(name, context.heading) is not None:
        above = _named(context.heading)
        return own if says_lasting(name) or not above else f"{above} {own}"
    if other_row(without_note(name)) and not timed and not is_median_time(name, context.heading):
        return None
    if not own or _GENERIC_ROW.fullmatch(own) or _MEDIAN_ONLY.fullmatch(own):
        above = _named(context.heading)
        if _MEDIAN_ONLY.fullmatch(own):
            return f"median {above}" if above and not _GENERIC_ROW.fullmatch(above) else own
        return above if above and not _TRIAL.fullmatch(above) and not _GENERIC_ROW.fullmatch(above) else None
    return own if len(own.split()) <= _MOST_WORDS else None


def _named(text: str) -> str:
    words = without_marks(without_note(text))
    return " ".join(_UNIT_WORDS.sub(" ", words).split()).strip(" ,;:-–*†‡")  # noqa: RUF001 - labels use typographic signs
