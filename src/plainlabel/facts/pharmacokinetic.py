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
from plainlabel.facts.pharmacokinetic_context import Context, of_group, subject, with_own
from plainlabel.facts.pharmacokinetic_figures import Figure, figures
from plainlabel.facts.pharmacokinetic_hints import Told, hints, told_apart
from plainlabel.facts.pharmacokinetic_parameters import BEHIND, MEASURES, NAMED, Reading, fact_value
from plainlabel.facts.pharmacokinetic_series import in_turn
from plainlabel.facts.pharmacokinetic_shares import shares
from plainlabel.facts.pharmacokinetic_tables import table_values
from plainlabel.facts.source import Source
from plainlabel.facts.tables import without_note
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
_RATIO = pattern("pk.accumulation_ratio")
_SECOND_RATIO = pattern("pk.accumulation_second")
_CLAUSE = pattern("pk.clause")
_PLURAL = pattern("pk.plural")
_GROUP_BRACKET = pattern("pk.group_bracket")
_GROUP_BEFORE = pattern("pk.group_before")
_OTHER_UNIT = pattern("pk.other_unit")
_ROUTE_BEFORE = re.compile(r"\b(?P<route>urine|feces|faeces|stool)\s$", re.IGNORECASE)
_ROUTES: Final = {"u": "urine", "f": "feces", "s": "feces"}
_UNCHANGED_ASIDE = pattern("pk.unchanged_aside")
_UNCHANGED_BEHIND = pattern("pk.unchanged_behind")
_UNCHANGED_BEFORE = pattern("pk.unchanged_before")
_ATTAINED = re.compile(r"\b(?:attained|reached|achieved|occur(?:s|red)?|observed)\s+(?:\w+\s+){0,2}$")
_GOES_ON = pattern("pk.goes_on")
_AFTER = pattern("pk.after")
_SAME_OF = pattern("pk.same_of")
_PHASE = pattern("pk.phase")
_RENAL_CLEARANCE = pattern("pk.renal_clearance")
_ORDINAL = pattern("pk.ordinal")
_RANGE_MEAN = pattern("pk.range_mean")
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_FOLD_RANGE = re.compile(r"(?<=\d)-?(?:fold| )?(?= to \d[\d.]*[- ]?fold)")
_BY_DAY = pattern("pk.by_day")
_NAMED_AGAIN: Final = frozenset({"half_life", "clearance", "tmax"})
_SELF_TOLD: Final = frozenset({"protein_binding", "half_life"})
"""Parameters whose name behind a figure tells enough to be read again in the same sentence."""
_RISEN_TO = re.compile(r"\bto\s+(?:approximately |about )?$")
_REACH: Final = 150
"""How many characters may stand between a parameter and its figure."""
_FAR: Final = 260
"""How many may stand between a peak and the time at which it is said to be reached."""
_SAME: Final = 0.002
"""By which share two equal figures may differ from rounding."""
_TWO_CELLS: Final = 2
_NEAR: Final = 100
"""How far before a figure a word of change tells of it."""
_SPREAD_IN_LIST = re.compile(r"(?<=\d)\s?(?:(?:±|\+/-)\s?\d[\d.]*|\(\d[\d.]*\))(?=(?:,| and| or|, and)\s\d)")
"""The spread of a figure that shares its unit with the next ("1.2 ± 0.3 and 23.5 ± 4.5 hours")."""
_AGE_BEHIND = re.compile(r"[\s-]*(?:of age|old|of life|postnatal|gestation\w*|after birth|infants?|neonates?)\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|younger than|older than|under|infants|neonates|children) (?:of |between |from )?(?:\d+ (?:and|to|-) )?$",
    re.IGNORECASE,
)
_ENANTIOMER = pattern("pk.enantiomer")
_ENANTIOMER_BEHIND = pattern("pk.enantiomer_behind")
_SPREAD_WITH_UNIT = re.compile(r"(?:±|\+/-)\s?\(\d[\d.]*\s(?P<unit>hours|days|minutes|L|L/h)\)")
"""The spread that bears the unit of the figure before it ("7.1 ± (4.7 hours)")."""


def pharmacokinetics(source: Source) -> Iterator[Fact]:
    """Returns the pharmacokinetic figures of a label in the order of the text; one stated twice (in text and table, too) once."""
    seen: dict[tuple[str, str], list[Told]] = {}
    for told in told_apart(told for section in source.under(*_CODES) for told in _of_section(source, section)):
        before = seen.setdefault((told.value.parameter, told.value.unit), [])
        if all(_apart(told, other) for other in before if _alike(told.value, other.value)):
            before.append(told)
            yield Fact(told.value, told.place)


def _alike(one: Pharmacokinetic, other: Pharmacokinetic) -> bool:
    """Returns whether two figures are the same, told in other units ("23 days (560 hours)")."""
    ends = ((one.low, other.low), (one.high, other.high))
    return all(first == second or abs(first - second) < _SAME * second for first, second in ends)


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
        last: str | None = None
        readings = _of_text(text)
        for reading in [*readings, *_of_asides(asides, readings)]:
            who = (reading.group and of_group(context, text, reading.group, reading.scope)) or subject(
                context, text, reading.figure.start, reading.scope
            )
            if who is None or (reading.changed and who.population is None):
                continue
            of = reading.of or _part(text, reading) or who.of or (last if _GOES_ON.search(text[: reading.figure.start]) else None)
            last = who.of
            value = fact_value(reading.parameter, reading.figure, of or _form(text, reading), who.population)
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
        return [*(one for one in _readings(text) if one.figure.end < first and one.parameter == told[0].parameter), *told]
    return in_turn(text) or [*_readings(text), *_ratios(text)]


def _of_asides(asides: list[re.Match[str]], readings: list[Reading]) -> Iterator[Reading]:
    """Returns the unchanged parts that brackets behind a share tell ("69% was recovered in feces (19% as unchanged drug)")."""
    for aside in asides:
        whole = [one for one in readings if one.parameter.startswith("excretion") and one.figure.end <= aside.start() + 2]
        if whole:
            low = float(aside["low"])
            high = float(aside["high"] or low)
            route = _ROUTE_BEFORE.search(aside.string, 0, aside.start())
            parameter = f"excretion_{_ROUTES[route.group('route')[0].lower()]}" if route else whole[-1].parameter
            figure = Figure("percent", low, high, "percent", aside.start("low"), aside.end(), "at_most" if aside["bound"] else None)
            yield whole[-1]._replace(parameter=parameter, figure=figure, of="unchanged")


def _part(text: str, reading: Reading) -> str | None:
    """Returns which half-life or clearance a figure is of where it is not the whole: the first phase's, the kidneys'."""
    before = text[max(0, reading.figure.start - _REACH) : reading.figure.start]
    if mirrored := _mirrored(text, reading, before):
        return mirrored
    if reading.parameter == "half_life":
        phases = list(_PHASE.finditer(before))
        named = list(NAMED["half_life"].finditer(before))
        return phases[-1]["phase"].lower() if phases and named and phases[-1].end() >= named[-1].start() else None
    if reading.parameter == "clearance":
        parts = list(_RENAL_CLEARANCE.finditer(before))
        named = list(NAMED["clearance"].finditer(before))
        return (
            str(parts[-1]["which"] or parts[-1]["free"]).lower()
            if parts and named and parts[-1].end() >= named[-1].start()
            else None
        )
    return None


def _mirrored(text: str, reading: Reading, before: str) -> str | None:
    """Returns the mirror form a figure is of ("R-norvexin"): named right behind it, else last before it."""
    if reading.group is not None or "respectively" in text:
        return None
    behind = _ENANTIOMER_BEHIND.match(text, reading.figure.end)
    found = behind or next(reversed([*_ENANTIOMER.finditer(before)]), None)
    return str(found["form"]).strip() if found is not None else None


def _form(text: str, reading: Reading) -> str | None:
    """Returns "unchanged" for the share of the dose that is excreted so."""
    figure = reading.figure
    if not reading.parameter.startswith("excretion") or not any(word in text for word in ("nchanged", "ntact", "arent")):
        return None
    before = text[max(0, figure.start - _NEAR) : figure.start]
    told = _UNCHANGED_BEHIND.search(text[figure.end :]) or _UNCHANGED_BEFORE.search(before)
    return "unchanged" if told else None


def _ratios(text: str) -> Iterator[Reading]:
    """Returns accumulation told as a bare number ("the accumulation ratio was 2.1")."""
    found = _RATIO.search(text) if "ccumulation" in text else None
    if found is not None and not _CHANGE.search(found.group()):
        low = float(found["low"])
        figure = Figure("fold", low, float(found["high"] or low), "ratio", found.start("low"), found.end(), None)
        second = _SECOND_RATIO.match(text, found.end())
        yield Reading("accumulation", figure, text, second["first"] if second else None, near=text)
        if second is not None:
            figure = Figure("fold", float(second["low"]), float(second["low"]), "ratio", found.start("low"), second.end(), None)
            yield Reading("accumulation", figure, text, second["second"], near=text)


def _plain(text: str, *, row: bool) -> str:
    """Returns a sentence without spreads in brackets, days behind their number; a row of two cells as "name was figure"."""
    if row:
        filled = [without_note(cell.strip()) for cell in text.split("\t") if cell.strip()]
        text = " was ".join(filled) if len(filled) == _TWO_CELLS else ""
    if "mean" in text or "median" in text or "averag" in text:
        text = _RANGE_MEAN.sub(lambda found: f"{found['mean']} {found['unit']}".ljust(len(found.group())), text)
    text = _SPREAD_WITH_UNIT.sub(lambda found: f"{found['unit']}".ljust(len(found.group())), text)
    if "respectively" in text:
        text = _SPREAD_IN_LIST.sub(lambda found: " " * len(found.group()), text)
    text = _ASIDE.sub(lambda found: " " * len(found.group()), text)
    if "fold" in text:
        text = _FOLD_RANGE.sub(lambda found: " " * len(found.group()), text)
    if "teady" in text:
        text = _ORDINAL.sub(lambda found: f"by {_ORDINALS.index(found['which'].lower()) + 1} {found['unit'].lower()}s", text)
    return _BY_DAY.sub(lambda found: f"by {found['count']} {found['unit'].lower()}s", text) if "teady" in text else text


def _readings(text: str) -> list[Reading]:
    """Returns each parameter of a sentence with its figure and the words that tell of whom it is.

    Further figures of the same parameter count where a group stands behind each ("6 hours for children, 10 hours for adults").
    """
    read: list[Reading] = []
    several = "respectively" in text or bool(_PLURAL.search(text))
    every = [figure for figure in figures(text, apart=several) if not _of_others(text, figure)]
    for at, figure in enumerate(every):
        behind = text[figure.end : every[at + 1].start if at + 1 < len(every) else len(text)]
        told = _behind(text, figure)
        parameter = told or _before(text, figure)
        again = next((one for one in read if one.parameter == parameter), None)
        whom: str | None = None
        anew = several or bool(_FOR_WHOM.match(text, figure.end) or _AFTER.match(text, figure.end)) or told in _SELF_TOLD
        unchanged = read and read[-1].parameter.startswith("excretion") and _UNCHANGED_BEHIND.search(behind)
        if unchanged and (parameter is None or text[: figure.start].rstrip().endswith("(")):
            parameter, again, anew = read[-1].parameter, read[-1], True
        if read and read[-1].figure.measure == figure.measure and parameter in {None, read[-1].parameter}:
            between = text[read[-1].figure.end : figure.start]
            bracketed = _GROUP_BRACKET.search(between)
            other_unit = figure.unit != read[-1].figure.unit and _OTHER_UNIT.search(between)
            whom = bracketed["group"].strip() if bracketed else None
            same_of = _SAME_OF.search(between)
            if bracketed or other_unit or (parameter is None and (same_of or _NEXT.search(between))):
                parameter, again = read[-1].parameter, read[-1]
            anew = anew or bool(same_of)
            named_again = parameter in _NAMED_AGAIN and NAMED[parameter].search(text, read[-1].figure.end, figure.start)
            anew = anew or bool(bracketed or other_unit or named_again or unchanged or _CLAUSE.search(between))
        if parameter is not None and (again is None or (anew and again.figure != figure)):
            start = every[at - 1].end if at else 0
            scope = _scope(text, start, figure, behind, again=again is not None)
            first = _GROUP_BEFORE.search(text[start : figure.start])
            whom = whom or (first["group"].strip() if first else None)
            before = text[start : figure.start]
            after = text[figure.end : next((one.start for one in every[at + 1 :] if one.measure == figure.measure), len(text))]
            near = f"{after} {before}" if _FOR_WHOM.match(text, figure.end) else f"{before} {after}"
            read.append(Reading(parameter, figure, scope, changed=_is_change(text, figure), near=near, whom=whom))
    return read


def _scope(text: str, start: int, figure: Figure, behind: str, *, again: bool) -> str:
    """Returns what speaks of a figure: its clause where clauses are set against each other, else all before and behind it."""
    behind = _CLAUSE.split(behind, maxsplit=1)[0]
    if not again:
        return f"{text[: figure.start]} {behind}"
    own = _CLAUSE.split(text[start : figure.start])
    return f"{own[-1]} {behind}" if len(own) > 1 else behind


def _of_others(text: str, figure: Figure) -> bool:
    """Returns whether a figure is one of a change, of what the medicine is compared to, or an age."""
    if figure.measure == "time" and (_AGE_BEHIND.match(text, figure.end) or _AGE_BEFORE.search(text, 0, figure.start)):
        return True
    compared = _COMPARED.search(text, 0, figure.start)
    changed = _is_change(text, figure) and not _RISEN_TO.search(text[: figure.start])
    return bool(compared or changed or _CHANGED_BEHIND.match(text[figure.end :]) or _PER_AREA.match(text, figure.end))


def _is_change(text: str, figure: Figure) -> bool:
    before = text[max(0, figure.start - _NEAR) : figure.start]
    return bool(_CHANGED_TO.search(before) and _CHANGE.search(before))


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
    reach = _FAR if best[1] == "tmax" and _ATTAINED.search(between) else _REACH
    fits = len(between) <= reach and leads.search(between) and not _NOT_OWN.search(between)
    return best[1] if fits else None


def _behind(text: str, figure: Figure) -> str | None:
    for name, named in BEHIND.items():
        if MEASURES[name] == figure.measure and named.match(text, figure.end):
            return name
    return None
