"""Stopping a medicine: taper or not, warnings of stopping abruptly, what may follow: one fact a label.

Read from dosage, boxed warning, warnings, precautions and dependence. Sentences on stopping another medicine (a steroid
beside this one), on withdrawal in newborns and on sudden events are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, sentences
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Stopping
from plainlabel.facts.quantities import number
from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_SECTIONS = ("34066-1", "34068-7", "34071-1", "43685-7", "42232-9", "34072-9", "42227-9", "34087-7", "34086-9")
_ABRUPT = Guarded(pattern("stopping.abrupt"))
_TAPER = pattern("stopping.taper")
_TAPER_NOT = pattern("stopping.taper_not")
_OTHER = pattern("stopping.other_medicine")
_NOT = pattern("stopping.not")
_WITHDRAWAL = pattern("stopping.withdrawal")
_AFTER = pattern("stopping.after")
_RISK = pattern("stopping.risk_words")
_LATE_RISK = pattern("stopping.late_risk")
_PERCENT = pattern("stopping.percent")
_EVERY = pattern("stopping.every")
_ELSEWHERE = frozenset({"42228-7", "34078-6", "34077-8", "34080-2", "34073-7", "34081-0", "34079-4"})
# "As with any velumab drug, ..." speaks of the medicine too.
_LIKE_OTHERS = re.compile(r"\b(?:as|like) with (?:any|all|other|most|many) [^,.;]{3,60}, ", re.IGNORECASE)
# What these names mean is one risk.
_SAME = re.compile(
    r"^(?:drug )?(?:withdrawal(?:[- ]emergent)? (?:signs?(?: (?:and|or) symptoms)?|symptoms?|syndromes?|reactions?)"
    r"|(?:signs?(?: and| or) )?symptoms of (?:\w+ )?withdrawal)$"
)
_CUES = (
    "abrupt",
    "sudden",
    "taper",
    "gradual",
    "slowly",
    "withdr",
    "discontinu",
    "cessation",
    "stopp",
    "rebound",
    "interrupt",
    "rapid",
)


def stoppings(source: Source) -> Iterator[Fact]:
    """Returns what the label says of stopping, as one fact at the first sentence that says any of it."""
    values: dict[str, Any] = {}
    risks: dict[str, None] = {}
    first: Sentence | None = None
    own = _own_words(source)
    for sentence in sentences(source, *_SECTIONS):
        lower = sentence.text.lower()
        if (
            sentence.kind == "row"
            or not any(cue in lower for cue in _CUES)
            or not _ELSEWHERE.isdisjoint(source.codes(sentence.section))
        ):
            continue
        if _read(sentence.plain, own, values, risks) and first is None:
            first = sentence
    if first is not None:
        yield Fact(Stopping(risks=tuple(risks), **values), first.place(source))


def _own_words(source: Source) -> str:
    """Returns the names and classes of the label's own medicine, lower case."""
    label = source.label
    names = [name for one in label.products for name in (one.name, one.generic, *(part.name for part in one.active)) if name]
    return " ".join([*names, *(one.name for one in label.classes)]).lower()


def _read(text: str, own: str, values: dict[str, Any], risks: dict[str, None]) -> bool:
    """Adds what a sentence says to `values` and `risks`; returns whether it says anything."""
    text = _LIKE_OTHERS.sub("", text)
    other = _OTHER.search(text)
    if _NOT.search(text) or (other and other.group().lower().rstrip("s") not in own):
        return False
    before = (dict(values), len(risks))
    if _TAPER_NOT.search(text):
        values.setdefault("taper", False)
    elif _TAPER.search(text):
        values["taper"] = True
        _steps(text, values)
    abrupt = bool(_ABRUPT.search(text))
    if abrupt:
        values["abrupt_warning"] = True
    if abrupt or _AFTER.search(text) or _WITHDRAWAL.search(text):
        for found in _RISK.finditer(text):
            if abrupt or _LATE_RISK.search(found["risk"]):
                risks.setdefault(_risk(found["risk"]))
    return (values, len(risks)) != before


def _risk(words: str) -> str:
    """Returns the name of a risk: lower case, the names of withdrawal as one."""
    name = re.sub(r"\bhepatitis b\b(?: virus)?(?: infection)?", "hepatitis B", " ".join(words.split()).lower())
    return "withdrawal symptoms" if _SAME.match(name) else name


def _steps(text: str, values: dict[str, Any]) -> None:
    """Adds the step of a taper and the time between steps."""
    percent, every = _PERCENT.search(text), _EVERY.search(text)
    if percent is None or "percent_low" in values:
        return
    low = float(percent["low"])
    values["percent_low"], values["percent_high"] = low, float(percent["high"] or low)
    if every is not None:
        days = 7.0 if every["unit"].lower().startswith("w") else 1.0
        least = number(every["low"]) if every["low"] else 1.0
        values["every_days_low"] = least * days
        values["every_days_high"] = (number(every["high"]) if every["high"] else least) * days
