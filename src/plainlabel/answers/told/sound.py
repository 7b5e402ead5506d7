"""Whether a fact may be told: held against the words it was read from, where these are held.

Facts are read by machine. Some slips show in the passage itself: the limit of a first dose read as the highest dose, an additional
dose read as the usual one, a rule for newborns read as one for all. Such a fact stays unsaid; the words are still quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import (
    Adjustment,
    Administration,
    AdverseReaction,
    Contraindication,
    Dosage,
    Mechanism,
    Metabolism,
    Pharmacokinetic,
    Stopping,
)
from plainlabel.retrieval.reading import Reading

_NO_LIMIT: Final = re.compile(
    r"\b(initial|starting|first) (\w+ ){0,8}(should )?not (to )?(exceed|be more)|"
    r"\bincreas\w+ by (no|not) more than|\bincrements? of",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(r"\b(initial|starting|first) dos\w*\b[^;]{0,200}\bnot to exceed", re.IGNORECASE)
_LIMIT: Final = re.compile(r"\b(maxim\w+|highest|total) (recommended )?(daily |single )?(dos|amount)", re.IGNORECASE)
_CHILDREN: Final = re.compile(r"\b(older children|infants?|adolescents?|pediatric patients|neonat\w*)\b", re.IGNORECASE)
_NOT_KNOWN: Final = re.compile(r"\b(insufficient|not (been )?(known|established|studied|determined))\b", re.IGNORECASE)
_NO_INHIBITION: Final = re.compile(
    r"\b(not|no|unlikely|neither)\b[^.]{0,160}\b(inhibit|induc)\w*|\bdoes not further\b", re.IGNORECASE
)
_CELLS: Final = 3
_ADDED: Final = re.compile(r"\badditional (tablet|dose|capsule|spray|injection)", re.IGNORECASE)
_NEWBORNS: Final = re.compile(r"\b(neonat\w*|newborns?|premature infants?)\b", re.IGNORECASE)
_NO_HARM: Final = re.compile(r"\bno increase in\b|\bwas not associated with\b", re.IGNORECASE)
_NO_NAME: Final = re.compile(
    r"\A(taking|using|use|thought|believed|known|unclear|females?|males?|women|men|patients?|people|persons?|any|other|"
    r"the following)\Z",
    re.IGNORECASE,
)
"""A word that stands where a reason not to use a medicine, or what it acts on, was looked for, and is neither."""
_NO_ARM: Final = re.compile(r"\A(total|all grades?|any grade|severe|overall|grades? .*)\Z", re.IGNORECASE)


def sound(reading: Reading, fact: Fact) -> bool:
    """Returns whether a fact is borne by the passage it was read from; True where its words are not held."""
    value = fact.value
    if isinstance(value, AdverseReaction):
        return not (value.comparator and _NO_ARM.match(value.comparator.strip()))
    if isinstance(value, Contraindication | Mechanism):
        named = value.term if isinstance(value, Contraindication) else value.target or ""
        return _NO_NAME.match(named.strip()) is None
    check = _CHECKS.get(type(value))
    if check is None or not reading.full:
        return True
    section = reading.section(fact.place.section_id)
    if section is None or fact.place.start is None or fact.place.end is None:
        return True
    return check(value, reading.quote(section, fact.place.start, fact.place.end).text or "")


def _dosage(value: Dosage, text: str) -> bool:
    if value.phase == "maximum":
        return not ((_NO_LIMIT.search(text) and not _LIMIT.search(text)) or _FIRST.search(text))
    ages = (value.adults, value.min_age_months, value.max_age_months, value.min_weight_kg, value.max_weight_kg)
    whom = any(each is not None for each in ages)
    return not (_ADDED.search(text) or (not whom and _CHILDREN.search(text)))


def _adjustment(value: Adjustment, text: str) -> bool:
    return not (value.needed and _NOT_KNOWN.search(text))


def _metabolism(value: Metabolism, text: str) -> bool:
    return value.negated or value.role == "substrate" or not _NO_INHIBITION.search(text)


def _kinetics(value: Pharmacokinetic, text: str) -> bool:
    """A row of several cells tells of several things; which figure is the medicine's own does not show in it."""
    return value.parameter != "half_life" or text.count("\t") < _CELLS


def _administration(_: Administration, text: str) -> bool:
    return not _NEWBORNS.search(text)


def _stopping(_: Stopping, text: str) -> bool:
    return not _NO_HARM.search(text)


_CHECKS: Final[dict[type, Callable[[Any, str], bool]]] = {
    Dosage: _dosage,
    Adjustment: _adjustment,
    Administration: _administration,
    Metabolism: _metabolism,
    Pharmacokinetic: _kinetics,
    Stopping: _stopping,
}
