"""Sentences of what the body does with a medicine, and of what it did in studies."""

from __future__ import annotations

from typing import Final

from plainlabel.answers.sentences.risks import arm
from plainlabel.answers.sentences.words import span, thing, time_span
from plainlabel.answers.wording import capital, figure
from plainlabel.facts.kinds import EffectOverTime, Metabolism, Pharmacokinetic
from plainlabel.vocabulary.end_points import meaning_of_end_point

_PARAMETER: Final = {
    "half_life": "half of it leaves the blood in {time} (half-life)",
    "tmax": "the level in the blood is highest after {time}",
    "steady_state": "with steady doses the level evens out after {time}",
    "volume": "it spreads in the body as in {figure} {unit} (volume of distribution)",
    "clearance": "the body clears {figure} {unit}",
    "accumulation": "with steady doses the level gets {figure} times as high as after one dose",
    "bioavailability": "{figure}% of a dose reaches the blood",
    "protein_binding": "{figure}% of it is bound to protein in the blood",
    "excretion_urine": "{figure}% of a dose leaves with the urine",
    "excretion_feces": "{figure}% of a dose leaves with the stool",
    "washout": "it can be found in the blood for {figure} {unit} after the last dose",
}
_GROUPS: Final = {
    "renal impairment": "people with weak kidneys",
    "hepatic impairment": "people with a weak liver",
    "elderly": "older people",
}
_ROLE: Final = {
    ("substrate", False): "It is broken down or moved by {enzyme}",
    ("substrate", True): "It is not broken down or moved by {enzyme}",
    ("inhibitor", False): "It slows {enzyme}",
    ("inhibitor", True): "It does not slow {enzyme}",
    ("inducer", False): "It speeds up {enzyme}",
    ("inducer", True): "It does not speed up {enzyme}",
}


def pharmacokinetic(value: Pharmacokinetic) -> str:
    """Returns one figure of what the body does with the medicine."""
    about = {"at_most": "at most ", "at_least": "more than "}.get(value.bound or "", "about " if value.low == value.high else "")
    told = _told(value, about)
    left = value.parameter in {"excretion_urine", "excretion_feces"}
    unchanged = left and value.of is not None and value.of.lower().startswith("unchanged")
    of = (f" {'' if unchanged else 'as '}{thing(value.of)}" if left else f" ({thing(value.of)})") if value.of else ""
    who = f" In {_GROUPS.get(value.population.lower(), thing(value.population))}." if value.population else ""
    return f"{capital(told)}{of}.{who}"


def _told(value: Pharmacokinetic, about: str) -> str:
    figures = f"{about}{span(value.low, value.high)}"
    hours = 24 if value.unit == "days" else 1
    time = f"{about}{time_span(value.low * hours, value.high * hours)}"
    return _PARAMETER[value.parameter].format(figure=figures, time=time, unit=value.unit)


def metabolism(value: Metabolism) -> str:
    """Returns what the medicine is to an enzyme or transporter."""
    mainly = ", its main way" if value.major and value.role == "substrate" and not value.negated else ""
    return f"{_ROLE[value.role, value.negated].format(enzyme=value.enzyme)}{mainly}."


def effect(value: EffectOverTime) -> str:
    """Returns one result of a study at a time, beside the comparator; a score is told in everyday words behind its name."""
    when = f" at week {figure(value.week)}" if value.week is not None else ""
    unit = "%" if value.unit == "percent" else f" {value.unit}"
    against = ""
    if value.comparator_result is not None:
        against = f", against {figure(value.comparator_result)}{unit} on {arm(value.comparator)}"
    condition = f" ({thing(value.condition)})" if value.condition else ""
    meaning = meaning_of_end_point(value.end_point)
    plain = f" ({meaning})" if meaning else ""
    return f"{capital(thing(value.end_point))}{plain}{when}{condition}: {figure(value.result)}{unit}{against}."
