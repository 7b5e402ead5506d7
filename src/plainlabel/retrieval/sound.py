"""Whether a fact may be told: held against the words it was read from, where these are held.

Facts are read by machine. Some slips show in the passage itself: the limit of a first dose read as the highest dose, an additional
dose read as the usual one, a rule for newborns read as one for all. Such a fact stays unsaid; the words are still quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import (
    Adjustment,
    Administration,
    AdverseReaction,
    Contraindication,
    Dosage,
    EffectOverTime,
    Indication,
    Interaction,
    Mechanism,
    Metabolism,
    Pharmacokinetic,
    Stopping,
)

if TYPE_CHECKING:
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
_STEP: Final = re.compile(r"\b(?:may|can|should) be (?:increased|raised|titrated)\b[^.;]{0,60}\bto\b", re.IGNORECASE)
_SAYS_MOST: Final = re.compile(
    r"\b(?:maxim\w*|exceed\w*|not recommended|up to|(?:no|not) more than|highest|limit\w*|above|at most|most)\b", re.IGNORECASE
)
"""Words without which a dose that "may be increased to" a figure is a step, not the highest one."""
_SIZE: Final = re.compile(r"(?:very |extra )?(?:small|medium|large)", re.IGNORECASE)
_SOME_STUDIES: Final = re.compile(
    r"\bin (?:some|a few|other|certain) (?:studies|patients|subjects|people|individuals)\b", re.IGNORECASE
)
_REFERENCE: Final = r"\s*[(\[]\s*\d+(?:\.\d+)*\s*[)\]]\s*"
_AVOIDS: Final = re.compile(r"\b(?:avoid\w*|contraindicated|not recommended|should not|must not|do not)\b", re.IGNORECASE)
_OBJECT: Final = re.compile(r"\bwith (?:other |any |another )?[a-z][a-z-]{3,}")
_SENTENCES: Final = re.compile(r"(?<=[.;\n])\s+(?=[A-Z\u2022])")
_LASTED: Final = re.compile(r"(?:\u2265|>=|>|at least)\s*(\d+)\s*(month|week|year)", re.IGNORECASE)
_OR_TIMES: Final = re.compile(r"\b((?:\d+,? )+or \d+)[ -](month|week|year)", re.IGNORECASE)
_DAYS: Final = re.compile(r"\bday (\d+)", re.IGNORECASE)
_STOPS: Final = re.compile(r"\b(?:withdraw\w*|discontinu\w*|stop\w*)\b", re.IGNORECASE)
_OR_TAPER: Final = re.compile(r"\b(?:discontinue|stop) or taper\b", re.IGNORECASE)
_STARTS: Final = re.compile(r"\b(?:starting|initial) dos", re.IGNORECASE)
_GOES_ON: Final = re.compile(
    r"\b(?:usual|target|maintenance|maintained|recommended (?:daily )?dos|thereafter|range)", re.IGNORECASE
)
_ROUTE: Final = re.compile(r"intra-?[a-z]+|subcutaneous|topical|oral|rectal|inhal\w+", re.IGNORECASE)
_BEFORE: Final = 300
_TRIALS: Final = re.compile(r"\bclinical (?:trials?|stud(?:y|ies)) experience\b", re.IGNORECASE)
_COUNTS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5}
_TIMES_RANGE: Final = re.compile(r"\b(\w+) (?:to|or) (\w+) times (?:a day|daily|per day|each day)", re.IGNORECASE)
_WEEKS: Final = {"week": 1.0, "month": 52 / 12, "year": 52.0}
_ADDED: Final = re.compile(r"\badditional (tablet|dose|capsule|spray|injection)", re.IGNORECASE)
_NEWBORNS: Final = re.compile(r"\b(neonat\w*|newborns?|premature infants?)\b", re.IGNORECASE)
_NO_HARM: Final = re.compile(r"\bno increase in\b|\bwas not associated with\b", re.IGNORECASE)
_NO_NAME: Final = re.compile(
    r"\A(taking|using|use|thought|believed|known|unclear|females?|males?|women|men|patients?|people|persons?|any|other|"
    r"the following)\Z",
    re.IGNORECASE,
)
"""A word that stands where a reason not to use a medicine, or what it acts on, was looked for, and is neither."""
_NO_USE: Final = re.compile(
    r"\A(?:the )?(?:relief of )?(?:the )?(?:signs?|symptoms?)(?: (?:and|or|and/or) (?:signs?|symptoms?))?(?: of)?\Z"
    r"|\b(?:of|the|and|or|with|due to|in)\Z",
    re.IGNORECASE,
)
"""A use without the illness it is of, or cut off where its illness would stand."""
_NO_ARM: Final = re.compile(r"\A(total|all grades?|any grade|severe|overall|grades? .*)\Z", re.IGNORECASE)


def sound(reading: Reading, fact: Fact) -> bool:
    """Returns whether a fact is borne by the passage it was read from; True where its words are not held."""
    value = fact.value
    if isinstance(value, AdverseReaction):
        if value.seriousness == "postmarketing" and _TRIALS.search(fact.place.section):
            return False
        return not (value.comparator and _NO_ARM.match(value.comparator.strip()))
    if isinstance(value, Contraindication | Mechanism):
        named = value.term if isinstance(value, Contraindication) else value.target or ""
        return _NO_NAME.match(named.strip()) is None
    if isinstance(value, Indication) and _NO_USE.search(value.condition.strip()):
        return False
    if isinstance(value, Dosage) and _SIZE.fullmatch((value.condition or "").strip()):
        return False  # The size of a joint or a lesion: without the noun it tells nobody for what the dose is.
    return not reading.full or _borne_by_words(reading, fact)


def _borne_by_words(reading: Reading, fact: Fact) -> bool:
    value = fact.value
    check = _CHECKS.get(type(value))
    if check is None:
        return True
    section = reading.section(fact.place.section_id)
    if section is None or fact.place.start is None or fact.place.end is None:
        return True
    text = reading.quote(section, fact.place.start, fact.place.end).text or ""
    whole = reading.text(section.id)
    if isinstance(value, EffectOverTime) and (_of_several_lengths(value, whole) or _of_another_day(value, text, whole)):
        return False
    if isinstance(value, Dosage) and _of_those_before(value, text, whole[max(0, fact.place.start - _BEFORE) : fact.place.start]):
        return False
    return check(value, text)


def _dosage(value: Dosage, text: str) -> bool:
    if value.phase == "maximum":
        if _STEP.search(text) and not _SAYS_MOST.search(text):
            return False
        return not ((_NO_LIMIT.search(text) and not _LIMIT.search(text)) or _FIRST.search(text))
    ages = (value.adults, value.min_age_months, value.max_age_months, value.min_weight_kg, value.max_weight_kg)
    whom = any(each is not None for each in ages)
    if value.phase == "usual" and _STARTS.search(text) and not _GOES_ON.search(text):
        return False
    return not (_ADDED.search(text) or (not whom and _CHILDREN.search(text)) or _half_of_a_range(value, text))


def _of_those_before(value: Dosage, text: str, before: str) -> bool:
    """Returns whether the sentence before a dose tells whom or which way it is for, and the fact does not or tells another."""
    last = _SENTENCES.split(before.strip())[-1]
    whom = value.adults is not None or value.min_age_months is not None or value.max_age_months is not None
    if "/kg" in value.unit and not whom and value.min_weight_kg is None and _CHILDREN.search(last):
        return True
    route = (value.condition or "").strip()
    return bool(_ROUTE.fullmatch(route)) and route.lower() not in f"{last} {text}".lower()


def _half_of_a_range(value: Dosage, text: str) -> bool:
    """Returns whether a single figure stands in its passage only as one end of a range: "between 1 and 3 mg" told as 3."""
    times = _TIMES_RANGE.search(text)
    if times and value.per_day is not None and value.per_day in {_COUNTS.get(each.lower(), 0) for each in times.groups()}:
        return True
    if value.low != value.high:
        return False
    own = rf"(?<![\d.,]){re.escape(format(value.high, 'g'))}(?![\d]|[.,]\d)"
    ranged = rf"(?:between\s+\d[\d.]*\s*[\w/]*\s+and|\d\s*(?:to|-|\u2013))\s+{own}|between\s+{own}\s*[\w/]*\s+and\s+\d"
    return bool(re.search(ranged, text)) and len(re.findall(own, text)) == len(re.findall(ranged, text))


def _indication(value: Indication, text: str) -> bool:
    """Returns whether a use is one of a list, not two run into one over the number that closes the first."""
    words = [re.escape(word) for word in value.condition.split()]
    space = r"\s+"
    return not any(
        re.search(space.join(words[:at]) + _REFERENCE + space.join(words[at:]), text, re.IGNORECASE) for at in range(1, len(words))
    )


def _interaction(value: Interaction, text: str) -> bool:
    """Returns whether "avoid" is said of this partner, not of another one in a sentence that leaves this one out."""
    if value.advice not in {"avoid", "contraindicated", "stop"}:
        return True
    parts = _SENTENCES.split(text)
    partner = re.compile(rf"\b{re.escape(value.partner.split()[-1].rstrip('s'))}", re.IGNORECASE)
    if any(re.search(rf"\bexcept (?:for )?{partner.pattern}", part, re.IGNORECASE) for part in parts if _AVOIDS.search(part)):
        return False
    if value.advice == "stop":
        stopping = [part for part in parts if _STOPS.search(part)]
        return not stopping or any(partner.search(part) for part in stopping) or not any(partner.search(part) for part in parts)
    banning = [part for part in parts if _AVOIDS.search(part)]
    named = [part for part in parts if partner.search(part)]
    return not banning or not named or any(partner.search(part) or not _OBJECT.search(part) for part in banning)


def _effect(value: EffectOverTime, _: str) -> bool:
    """Returns whether the week is a time of the result: "at least 6 months" in an end point is how long it lasted."""
    lasted = _LASTED.search(value.end_point)
    return lasted is None or value.week is None or not _same_time(value.week, float(lasted[1]), lasted[2])


def _of_several_lengths(value: EffectOverTime, section: str) -> bool:
    """Returns whether the week is one of several lengths that a trial had: "for 3, 6, or 12 months"."""
    return value.week is not None and any(
        _same_time(value.week, float(number), match[2])
        for match in _OR_TIMES.finditer(section)
        for number in re.findall(r"\d+", match[1])
    )


def _of_another_day(value: EffectOverTime, text: str, section: str) -> bool:
    """Returns whether a time in days was taken from a section that names several, where the row itself names none."""
    return (
        value.week is not None
        and value.week != int(value.week)
        and not _DAYS.search(text)
        and len({match[1] for match in _DAYS.finditer(section)}) > 1
    )


def _same_time(week: float, number: float, unit: str) -> bool:
    return abs(week - number * _WEEKS[unit.lower()]) < 1


def _adjustment(value: Adjustment, text: str) -> bool:
    return not (value.needed and _NOT_KNOWN.search(text))


def _metabolism(value: Metabolism, text: str) -> bool:
    return value.negated or value.role == "substrate" or not _NO_INHIBITION.search(text)


def _kinetics(value: Pharmacokinetic, text: str) -> bool:
    """A row of several cells tells of several things; which figure is the medicine's own does not show in it."""
    if value.parameter.startswith("excretion") and value.low == value.high:
        own = rf"(?<![\d.]){re.escape(format(value.low, 'g'))}\s*"
        if re.search(rf"{own}(?:hours?|h|days?)\b", text) and not re.search(rf"{own}(?:%|percent)", text):
            return False
    if value.parameter == "half_life":
        of_another = value.of is None and re.search(
            rf"\bmetabolites?\b[^.;,\d]{{0,40}}{re.escape(format(value.low, 'g'))}(?![\d.])", text, re.IGNORECASE
        )
        return text.count("\t") < _CELLS and not _SOME_STUDIES.search(text) and not of_another
    # "Unconjugated ... (29%), conjugated ... (26%)": one of the shares is not that of the whole.
    return value.of is None or not re.search(rf"\b(?:un)?conjugated {re.escape(value.of)}\b", text, re.IGNORECASE)


def _administration(_: Administration, text: str) -> bool:
    return not _NEWBORNS.search(text)


def _stopping(value: Stopping, text: str) -> bool:
    return not (_NO_HARM.search(text) or (value.taper and not value.abrupt_warning and _OR_TAPER.search(text)))


_CHECKS: Final[dict[type, Callable[[Any, str], bool]]] = {
    Dosage: _dosage,
    Indication: _indication,
    Interaction: _interaction,
    EffectOverTime: _effect,
    Adjustment: _adjustment,
    Administration: _administration,
    Metabolism: _metabolism,
    Pharmacokinetic: _kinetics,
    Stopping: _stopping,
}
