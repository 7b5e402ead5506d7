"""Pharmacokinetic figures: half-life, time to peak, bioavailability, volume, clearance, binding, steady state and the like.

A figure belongs to the parameter named before it when only words that lead to a figure stand between ("is approximately", "ranged
from"), or right behind it ("99% bound to plasma proteins"). Figures of a change ("increased by") and those behind a comparison
("compared to") are not the medicine's own. "Respectively" is read by `pharmacokinetic_series`, tables by `pharmacokinetic_tables`.
Where a label speaks of several substances, the one the sentence names is kept (`of`); a figure of an unnamed one is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.pharmacokinetic_context import Context, of_group, subject, with_own
from plainlabel.facts.pharmacokinetic_hints import Told, hints, told_apart
from plainlabel.facts.pharmacokinetic_parameters import Reading, fact_value
from plainlabel.facts.pharmacokinetic_parts import form, of_asides, part
from plainlabel.facts.pharmacokinetic_readings import ratios, readings
from plainlabel.facts.pharmacokinetic_series import in_turn
from plainlabel.facts.pharmacokinetic_shares import shares
from plainlabel.facts.pharmacokinetic_tables import table_values
from plainlabel.facts.source import Source
from plainlabel.facts.tables import without_note
from plainlabel.facts.washout import washouts
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODES: Final = ("34090-1", "43682-4")  # clinical pharmacology, pharmacokinetics
_NOT_ABOUT = pattern("pk.not_about")
_ANY = pattern("pk.trigger")
_ASIDE = Guarded(pattern("pk.aside"))
_UNCHANGED_ASIDE = pattern("pk.unchanged_aside")
_GOES_ON = pattern("pk.goes_on")
_DEFINES = pattern("pk.defines")
"""What a note under a table says its short forms are."""
_ORDINAL = pattern("pk.ordinal")
_RANGE_MEAN = pattern("pk.range_mean")
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_FOLD_RANGE = re.compile(r"(?<=\d)-?(?:fold| )?(?= to \d[\d.]*[- ]?fold)")
_BY_DAY = pattern("pk.by_day")
_SAME: Final = 0.002
"""By which share two equal figures may differ from rounding."""
_WHOLE: Final = 10
"""From which figure on one may be told without its decimals in text or table."""
_TWO_CELLS: Final = 2
_SPREAD_IN_LIST = re.compile(r"(?<=\d)\s?(?:(?:±|\+/-)\s?\d[\d.]*|\(\d[\d.]*\))(?=(?:,| and| or|, and)\s\d)")
"""The spread of a figure that shares its unit with the next ("1.2 ± 0.3 and 23.5 ± 4.5 hours")."""
_KIDNEY_BRACKET = pattern("pk.kidney_bracket")
_SPREAD_BEHIND = Guarded(pattern("pk.spread_behind"))
"""The spread behind the unit of its figure ("2.5 hours ± 2")."""
_SPREAD_WITH_UNIT = re.compile(r"(?:±|\+/-)\s?\(\d[\d.]*\s(?P<unit>hours|days|minutes|L|L/h)\)")
"""The spread that bears the unit of the figure before it ("7.1 ± (4.7 hours)")."""


def pharmacokinetics(source: Source) -> Iterator[Fact]:
    """Returns the pharmacokinetic figures of a label in the order of the text; one stated twice (in text and table, too) once."""
    seen: dict[tuple[str, str], list[Told]] = {}
    for told in told_apart(told for section in source.under(*_CODES) for told in _of_section(source, section)):
        before = seen.setdefault((told.value.parameter, told.value.unit), [])
        if all(_apart(told, other) for other in before if _alike(told, other)):
            before.append(told)
            yield Fact(told.value, told.place)
    yield from washouts(source)


def _alike(told: Told, before: Told) -> bool:
    """Returns whether two figures are the same, told in other units ("23 days (560 hours)") or rounded in a table."""
    one, other = told.value, before.value
    ends = ((one.low, other.low), (one.high, other.high))
    if told.in_table != before.in_table and all(_is_rounded(*sorted(pair)) or _is_rounded(*sorted(pair)[::-1]) for pair in ends):
        return one.population == other.population and (one.of == other.of or None in (one.of, other.of))
    return all(first == second or abs(first - second) < _SAME * second for first, second in ends)


def _is_rounded(whole: float, exact: float) -> bool:
    return whole >= _WHOLE and whole == round(exact)


def _apart(told: Told, before: Told) -> bool:
    """Returns whether two equal figures are of two substances, doses or groups, and not one told with less and with more."""
    one, other = told.value, before.value
    if told.place == before.place and told.in_table:
        return (one.of, one.population) != (other.of, other.population)
    names = one.of is not None and other.of is not None and one.of != other.of
    return names or (one.of == other.of and one.population is not None and None is not other.population != one.population)


def _of_section(source: Source, section: Section) -> Iterator[Told]:
    context = Context(source, section)
    for sentence in source.full_text(section):
        text = section.text[sentence.start : sentence.end]
        context.enter(sentence, text)
        asides = list(_UNCHANGED_ASIDE.finditer(text)) if "nchanged" in text else []
        text = _plain(with_own(source, text), row=sentence.kind == "row")
        if not text or not _ANY.search(text) or _NOT_ABOUT.search(f"{context.title} {context.lead}"):
            continue
        if sentence.kind == "footnote" and _DEFINES.search(text):
            continue
        last: str | None = None
        read = _of_text(text)
        for reading in [*read, *of_asides(asides, read)]:
            who = (reading.group and of_group(context, text, reading.group, reading.scope)) or subject(
                context, text, reading.figure.start, reading.scope
            )
            if who is None or (reading.changed and who.population is None):
                continue
            of = (
                reading.of
                or part(text, reading, of=who.of)
                or who.of
                or (last if _GOES_ON.search(text[: reading.figure.start]) else None)
            )
            last = who.of
            every = context.joined(text, reading.figure.start) if of == who.of and reading.group is None else ()
            for one in every or (of,):
                value = fact_value(reading.parameter, reading.figure, one or form(text, reading), who.population)
                if value is not None:
                    told = hints(f"{reading.whom or ''} {reading.near}")
                    yield Told(value, source.place(section, sentence.start, sentence.end), told)
    for value, words, start, end in table_values(section, context):
        yield Told(value, source.place(section, start, end), hints(words, head=True), in_table=True)


def _of_text(text: str) -> list[Reading]:
    """Returns the readings of a sentence: dealt out item by item where it does so, with what it tells before the items."""
    told = shares(text)
    if told and told[0].of is None:
        return told
    if told:
        first = min(one.figure.start for one in told)
        return [*(one for one in readings(text) if one.figure.end < first and one.parameter == told[0].parameter), *told]
    return in_turn(text) or [*readings(text), *ratios(text)]


def _plain(text: str, *, row: bool) -> str:
    """Returns a sentence without spreads in brackets, days behind their number; a row of two cells as "name was figure"."""
    if row:
        filled = [without_note(cell.strip()) for cell in text.split("\t") if cell.strip()]
        text = " was ".join(filled) if len(filled) == _TWO_CELLS else ""
    if "mean" in text or "median" in text or "averag" in text:
        text = _RANGE_MEAN.sub(lambda found: f"{found['mean']} {found['unit']}".ljust(len(found.group())), text)
    text = _SPREAD_WITH_UNIT.sub(lambda found: f"{found['unit']}".ljust(len(found.group())), text)
    text = _KIDNEY_BRACKET.sub(lambda found: re.sub(r"\d", " ", found.group()), text)  # its figures tell how ill, its words whom
    text = _SPREAD_BEHIND.sub(lambda found: found["unit"].ljust(len(found.group())), text)
    if "respectively" in text:
        text = _SPREAD_IN_LIST.sub(lambda found: " " * len(found.group()), text)
    text = _ASIDE.sub(lambda found: " " * len(found.group()), text)
    if "fold" in text:
        text = _FOLD_RANGE.sub(lambda found: " " * len(found.group()), text)
    if "teady" in text:
        text = _ORDINAL.sub(lambda found: f"by {_ORDINALS.index(found['which'].lower()) + 1} {found['unit'].lower()}s", text)
    return _BY_DAY.sub(lambda found: f"by {found['count']} {found['unit'].lower()}s", text) if "teady" in text else text
