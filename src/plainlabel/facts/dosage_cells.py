"""The cells of dosing tables: the doses that one cell gives, how often each is taken, and which phase its heading names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import structs

from plainlabel.facts.dosage_amounts import Amount, amounts
from plainlabel.facts.dosage_bars import other_name, own_part, without_partners
from plainlabel.facts.dosage_context import several_bands
from plainlabel.facts.dosage_frequency import LIMITED, Frequency, frequencies, interval
from plainlabel.facts.dosage_times import over_a_day, times_of_day
from plainlabel.facts.kinds import Dosage, Phase
from plainlabel.vocabulary.patterns import pattern

_LIMIT = pattern("dosage.bracketed")
_BEFORE_BAR = pattern("dosage.before_bar")
_MAXIMUM = pattern("dosage.maximum")
_STARTING = pattern("dosage.starting")
_LOADING = pattern("dosage.loading")
_MAINTENANCE = pattern("dosage.maintenance")
_DOSE = re.compile(r"\bdos(?:e|es|age|ing)\b|\bregimen|\brecommended\b|\bdirections\b|\bamount\b|\bfrequency\b", re.IGNORECASE)
_NEGATED = re.compile(r"\bno \w+(?: \w+){0,2} doses?\b[^.;]*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:or|and|,|/)\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_MASS = re.compile(r"\d\s?(?:mg|mcg|g|mL|units)\b")
_LETTER = pattern("dosage.note_letter")
_ALL_OF_THEM = re.compile(
    r"\b(?:all|each|both)(?: of)?(?: the)?(?: two| three| four)? (?:medications|medicines|drugs|products)\b", re.IGNORECASE
)
_DAYTIME = re.compile(r"\W*(?:morning|noon|midday|afternoon|evening|bedtime|night)(?: dose)?\W*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;](?!\d)")
_DAY = re.compile(r"\bday \d+\s?:?\s?$", re.IGNORECASE)
_OF_A_DAY = re.compile(r"\b24[- ]hours?\b", re.IGNORECASE)
_NO_INTERVAL = frozenset(("loading", "maximum"))


class Row(NamedTuple):
    """One row: the texts of its cells, columns that are spanned repeated, its place, and which cell each text is of."""

    cells: list[str]
    start: int
    end: int
    origins: tuple[int, ...] = ()

    def origin(self, column: int) -> int:
        """Returns which cell the text of a column is of: spanned columns have the same."""
        return self.origins[column] if column < len(self.origins) else column


class Table(NamedTuple):
    """What the rows of a table share: its heading rows, its caption, and the names of the label's medicines."""

    head: list[Row]
    caption: str
    names: re.Pattern[str] | None
    own_rows: bool = False

    @property
    def gives_doses(self) -> bool:
        """Returns whether the caption says that the amounts are doses."""
        return bool(_DOSE.search(self.caption))


def plain_cell(cell: str) -> str:
    """Returns a cell on one line without what stands in brackets."""
    bare = _BRACKETS.sub(" ", cell)
    if cell.lstrip().startswith("(") and not _MASS.search(bare) and _MASS.search(cell):
        bare = cell.replace("(", " ").replace(")", " ")  # "(5 mg and 10 mg) Days 1 and 8": what is bracketed is the dose.
    return _LETTER.sub("", " ".join(bare.split()))


def with_limits(text: str) -> str:
    """Returns a text with the limits and parts that stand in brackets behind a comma ("5 mg/kg, maximum 40 mg")."""
    return _LIMIT.sub(lambda found: f", {found.group()[1:-1]} ", text) if "(" in text else text


def doses_of_cell(
    cell: str, heading: str, label: str, often: list[Frequency], table: Table, *, on_day: bool = False
) -> Iterator[tuple[Dosage, str]]:
    """Returns the doses of one cell, each with the words before it."""
    text = own_part(plain_cell(with_limits(cell)))
    found = without_partners(text, amounts(text), table.names)
    last: Phase | None = None
    told = _often(text, found)
    of_day = over_a_day(found, times_of_day(text, found))
    for place, amount in enumerate(found):
        if place in of_day and not of_day[place][0]:
            continue
        before = text[found[place - 1].end if place else 0 : amount.start]
        if _BEFORE_BAR.search(before) or other_name(before, table.names) or several_bands(text):
            continue
        phase = last if last is not None and _AND.fullmatch(before) else _phase(before, heading, label)
        last = phase
        own, time = of_day.get(place, (told[place], None))
        if not own and (_DAY.search(before) or (on_day and not often)):
            phase, own = "loading", [Frequency(once=True)]
        # The limit of a dose by weight has the interval of the dose.
        limit = phase == "maximum" and place > 0 and not amount.period
        beside = [one for one in often if not (one.once and phase == "maintenance")] if limit or phase not in _NO_INTERVAL else []
        own = own or ([Frequency(24.0)] if _DAYTIME.match(heading) or _OF_A_DAY.search(heading) else [])
        own = own or ([] if amount.period else frequencies(heading) or beside)
        if own or amount.period or phase != "usual" or _DOSE.search(heading) or table.gives_doses:
            yield from ((structs.replace(one, condition=time), before) for one in _doses(phase, amount, own))


def _often(text: str, found: list[Amount]) -> list[list[Frequency]]:
    """Returns how often each amount of a cell is taken, by the words behind it, else before it, else behind the next."""
    ends = [*(one.start for one in found[1:]), len(text)][: len(found)]
    often: list[list[Frequency]] = []
    for place, (amount, end) in enumerate(zip(found, ends, strict=True)):
        before = text[found[place - 1].end if place else 0 : amount.start]
        own = frequencies(text[amount.end : end])
        # What stands before a full stop or a semicolon is said of the amount before.
        often.append(own or ([] if amount.period and place else frequencies(_CLAUSE.split(before)[-1])))
    if found and (every := _ALL_OF_THEM.search(text, found[-1].end)):
        often = [own or frequencies(text[every.start() :]) for own in often]
    for place in range(len(found) - 2, -1, -1):
        gap = text[found[place].end : found[place + 1].start]
        if not often[place] and (_AND.fullmatch(gap) or LIMITED.match(gap)):
            often[place] = often[place + 1]
    return often


def _doses(phase: Phase, amount: Amount, often: list[Frequency]) -> Iterator[Dosage]:
    ways: list[Frequency | None] = [*often] or [None]
    for one in ways:
        every, per_day, once = interval(amount, one)
        once = once or (phase == "loading" and every is None and per_day is None)
        yield Dosage(phase, amount.low, amount.high, amount.unit, every, per_day, once)


def _phase(before: str, heading: str, label: str) -> Phase:
    for words in (before, _NEGATED.sub(" ", heading), label):
        if _MAXIMUM.search(words) or re.search(r"\bup to\b", words, re.IGNORECASE):
            return "maximum"
        if _LOADING.search(words):
            return "loading"
        if _MAINTENANCE.search(words):
            return "maintenance"
        if _STARTING.search(words):
            return "starting"
    return "usual"
