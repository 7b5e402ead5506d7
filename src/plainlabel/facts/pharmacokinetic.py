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
from plainlabel.facts.kinds import Pharmacokinetic
from plainlabel.facts.pharmacokinetic_context import Context, of_group, subject
from plainlabel.facts.pharmacokinetic_figures import Figure, figures
from plainlabel.facts.pharmacokinetic_parameters import BEHIND, MEASURES, NAMED, Reading, fact_value
from plainlabel.facts.pharmacokinetic_series import in_turn
from plainlabel.facts.pharmacokinetic_tables import table_values
from plainlabel.facts.source import Source
from plainlabel.label import Section
from plainlabel.vocabulary.patterns import pattern

_CODES: Final = ("34090-1", "43682-4")  # clinical pharmacology, pharmacokinetics
_LEADS = pattern("pk.leads")
_TIME_LEADS = pattern("pk.time_leads")
_CHANGE = pattern("pk.change")
_CHANGED_TO = pattern("pk.changed_to")
_PER_AREA = re.compile(r"\s*(?:per|/)\s*1\.73")
_CHANGED_BEHIND = pattern("pk.changed_behind")
_COMPARED = pattern("pk.compared")
_NOT_OWN = pattern("pk.not_own")
_NOT_ABOUT = pattern("pk.not_about")
_ANY = pattern("pk.trigger")
_NEXT = re.compile(r"^(?:[^;.]|(?<=\d)\.(?=\d)){0,90}?(?:,|\band\b)\s*(?:approximately |about )?$")
_FOR_WHOM = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:for|in|at|with|following)\s|\s*\([A-Z][^)]*\)")
_ASIDE = pattern("pk.aside")
_BY_DAY = pattern("pk.by_day")
_SELF_TOLD: Final = frozenset({"protein_binding", "half_life"})
"""Parameters whose name behind a figure tells enough to be read again in the same sentence."""
_RISEN_TO = re.compile(r"\bto\s+(?:approximately |about )?$")
_REACH: Final = 150
"""How many characters may stand between a parameter and its figure."""
_TWO_CELLS: Final = 2
_NEAR: Final = 100
"""How far before a figure a word of change tells of it."""


def pharmacokinetics(source: Source) -> Iterator[Fact]:
    """Returns the pharmacokinetic figures of a label in the order of the text; one stated twice (in text and table, too) once."""
    seen: dict[tuple[str, float, float, str], list[Pharmacokinetic]] = {}
    for fact in (fact for section in source.under(*_CODES) for fact in _of_section(source, section)):
        value = fact.value
        if isinstance(value, Pharmacokinetic):
            before = seen.setdefault((value.parameter, value.low, value.high, value.unit), [])
            if all(_apart(value, other) for other in before):
                before.append(value)
                yield fact


def _apart(one: Pharmacokinetic, other: Pharmacokinetic) -> bool:
    """Returns whether two equal figures are of two substances, doses or groups, and not one told with less and with more."""
    names = one.of is not None and other.of is not None and one.of != other.of
    return names or (one.of == other.of and one.population is not None and None is not other.population != one.population)


def _of_section(source: Source, section: Section) -> Iterator[Fact]:
    context = Context(source, section)
    for sentence in source.full_text(section):
        text = section.text[sentence.start : sentence.end]
        context.enter(sentence, text)
        text = _plain(text, row=sentence.kind == "row")
        if not text or not _ANY.search(text) or _NOT_ABOUT.search(f"{context.title} {context.lead}"):
            continue
        for reading in in_turn(text) or _readings(text):
            who = (reading.group and of_group(context, text, reading.group, reading.scope)) or subject(
                context, text, reading.figure.start, reading.scope
            )
            if who is None or (reading.changed and who.population is None):
                continue
            value = fact_value(reading.parameter, reading.figure, reading.of or who.of, who.population)
            if value is not None:
                yield Fact(value, source.place(section, sentence.start, sentence.end))
    for value, start, end in table_values(section, context):
        yield Fact(value, source.place(section, start, end))


def _plain(text: str, *, row: bool) -> str:
    """Returns a sentence without spreads in brackets, days behind their number; a row of two cells as "name was figure"."""
    if row:
        filled = [cell.strip() for cell in text.split("\t") if cell.strip()]
        text = " was ".join(filled) if len(filled) == _TWO_CELLS else ""
    text = _ASIDE.sub(lambda found: " " * len(found.group()), text)
    return _BY_DAY.sub(lambda found: f"by {found['count']} {found['unit'].lower()}s", text) if "teady" in text else text


def _readings(text: str) -> list[Reading]:
    """Returns each parameter of a sentence with its figure and the words that tell of whom it is.

    Further figures of the same parameter count where a group stands behind each ("6 hours for children, 10 hours for adults").
    """
    read: list[Reading] = []
    every = [figure for figure in figures(text, apart="respectively" in text) if not _of_others(text, figure)]
    for at, figure in enumerate(every):
        behind = text[figure.end : every[at + 1].start if at + 1 < len(every) else len(text)]
        told = _behind(text, figure)
        parameter = told or _before(text, figure)
        again = next((one for one in read if one.parameter == parameter), None)
        if parameter is None and read and _goes_on(text, read[-1].figure, figure):
            parameter, again = read[-1].parameter, read[-1]
        if parameter is not None and (
            again is None or _FOR_WHOM.match(text, figure.end) or (told in _SELF_TOLD and again.figure != figure)
        ):
            scope = behind if again else f"{text[: figure.start]} {behind}"
            read.append(Reading(parameter, figure, scope, changed=_is_change(text, figure)))
    return read


def _of_others(text: str, figure: Figure) -> bool:
    """Returns whether a figure is one of a change, or of what the medicine is compared to."""
    compared = _COMPARED.search(text, 0, figure.start)
    changed = _is_change(text, figure) and not _RISEN_TO.search(text[: figure.start])
    return bool(compared or changed or _CHANGED_BEHIND.match(text[figure.end :]) or _PER_AREA.match(text, figure.end))


def _is_change(text: str, figure: Figure) -> bool:
    before = text[max(0, figure.start - _NEAR) : figure.start]
    return bool(_CHANGED_TO.search(before) and _CHANGE.search(before))


def _goes_on(text: str, last: Figure, figure: Figure) -> bool:
    return last.measure == figure.measure and bool(_NEXT.search(text[last.end : figure.start]))


def _before(text: str, figure: Figure) -> str | None:
    """Returns the parameter named last before a figure, when nothing but leading words stands between."""
    best: tuple[int, str] | None = None
    for name, named in NAMED.items():
        if MEASURES[name] != figure.measure:
            continue
        for found in named.finditer(text, 0, figure.start):
            if best is None or found.end() > best[0]:
                best = found.end(), name
    if best is None:
        return None
    between = text[best[0] : figure.start]
    if _RISEN_TO.search(between):
        between = _CHANGE.sub(" ", between)
    leads = _TIME_LEADS if best[1] in {"tmax", "steady_state"} else _LEADS
    fits = len(between) <= _REACH and leads.search(between) and not _NOT_OWN.search(between)
    return best[1] if fits else None


def _behind(text: str, figure: Figure) -> str | None:
    for name, named in BEHIND.items():
        if MEASURES[name] == figure.measure and named.match(text, figure.end):
            return name
    return None
