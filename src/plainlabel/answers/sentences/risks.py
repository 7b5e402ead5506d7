"""Sentences of uses and risks: limits, boxed warnings, contraindications, warnings, reactions, interactions, groups."""

from __future__ import annotations

import re
from typing import Final

from plainlabel.answers.sentences.dosing import spoken
from plainlabel.answers.sentences.reasons_against import is_medicine, reason_against
from plainlabel.answers.sentences.words import thing
from plainlabel.answers.wording import age, capital, figure, listed
from plainlabel.facts.kinds import (
    AdverseReaction,
    BoxedWarning,
    Contraindication,
    Indication,
    Interaction,
    Limitation,
    PopulationFact,
    TermCount,
    Warning_,
)
from plainlabel.vocabulary.topics import TOPICS

_ADVICE: Final = {
    "monitor": "checks are needed",
    "stop": "it may have to be stopped",
    "avoid": "use may have to be avoided",
    "avoid_live_vaccines": "live vaccines are to be avoided",
    "reduce_dose": "the dose may have to be lowered",
    "interrupt": "it may have to be paused",
    "counsel": "people should be told of it",
    "contraception": "birth control is needed",
    "test_before": "tests come before the start",
}
_SERIOUSNESS: Final = {
    "serious": "Serious side effect",
    "common": "Common side effect",
    "reported": "Side effect in studies",
    "postmarketing": "Reported since it is on the market",
}
_DIRECTION: Final = {
    "raises_partner": "it can raise the level of that medicine",
    "lowers_partner": "it can lower the level of that medicine",
    "raises_this": "it can raise the level of this medicine",
    "lowers_this": "it can lower the level of this medicine",
    "adds_effect": "effects or risks can add up",
    "less_effect": "the effect can get weaker",
    "none": "no important effect was seen",
}
_DO: Final = {
    "contraindicated": "must not be used together",
    "avoid": "avoid using them together",
    "monitor": "closer checks are needed",
    "reduce_dose": "a lower dose may be needed",
    "raise_dose": "a higher dose may be needed",
    "adjust_dose": "the dose may need to change",
    "separate": "take them some time apart",
    "stop": "one of them may have to be stopped",
    "no_change": "the label asks for no change of dose",
    "caution": "take care",
}
_GROUP: Final = {
    "pregnancy": "Pregnancy",
    "lactation": "Breast-feeding",
    "contraception": "Birth control",
    "fertility": "Having children",
    "pediatric": "Children",
    "geriatric": "Older people",
    "renal": "Kidney disease",
    "hepatic": "Liver disease",
}
_EVIDENCE: Final = {
    "established": "it is known to be safe and to work",
    "not_established": "it is not known to be safe or to work",
    "studied": "it was studied",
    "not_studied": "it was not studied, or in too few people",
}
_DATA: Final = {
    "human": "there are data in people",
    "animal": "the data are from animals",
    "both": "there are data in people and in animals",
    "none": "there are no data",
}
_GROUP_ADVICE: Final = {
    "avoid": "the label says to avoid it",
    "contraindicated": "it must not be used",
    "caution": "care is needed",
    "discontinue_one": "a choice has to be made: stop the medicine or stop breast-feeding",
    "benefit_risk": "a doctor should weigh what it can do against the risks",
    "contraception": "birth control is needed",
    "none": "the label gives no special advice",
}
_HEADING_TAIL: Final = re.compile(r"[\s:,\u2013-]+(?:general (?:considerations?|information)|overview)\Z", re.IGNORECASE)
"""Words of a heading behind what it is about."""
_LONG: Final = 6
_WEEK: Final = 7
_NAMES: Final = {topic.key: topic.title.lower() for topic in TOPICS}


def indication(value: Indication) -> str:
    """Returns one approved use."""
    from plainlabel.answers.indications import use_of  # noqa: PLC0415 - the part on uses says facts by this package

    return f"Approved for {use_of(value)}."


def limitation(value: Limitation) -> str:
    """Returns one limit of use: what the medicine is not for, or was not studied in."""
    return f"The label sets a limit on its use: {thing(value.term)}."


def boxed_warning(value: BoxedWarning) -> str:
    """Returns whether there is a boxed warning and of what."""
    if not value.present:
        return "The label has no boxed warning."
    return (
        f"The label has a boxed warning: {listed([thing(one) for one in value.subjects])}."
        if value.subjects
        else ("The label has a boxed warning.")
    )


def contraindication(value: Contraindication) -> str:
    """Returns one thing with which it must not be used."""
    return reason_against(value.term)


def warning(value: Warning_) -> str:
    """Returns one warning with the kinds of advice it gives."""
    advice = listed([_ADVICE[one] for one in value.advice if one in _ADVICE])
    subject = _HEADING_TAIL.sub("", thing(value.subject)) or thing(value.subject)
    of = "about use with" if is_medicine(subject) else "of"
    return f"The label warns {of} {subject}{f': {advice}' if advice else ''}."


_NO_NAME: Final = re.compile(
    r"\b(baseline|change|events?|patients|incidence|percent|adverse|reactions?|cps)\b|[%<>\u2264\u2265]", re.IGNORECASE
)


_NO_DOSE: Final = re.compile(r"[=<>%\u2264\u2265]")


def adverse_reaction(value: AdverseReaction) -> str:
    """Returns one reaction, with its rate beside the comparator where a table gives them."""
    name = thing(value.term)
    if value.rate_percent is None:
        return f"{_SERIOUSNESS[value.seriousness]}: {name}."
    where = f" in {thing(value.condition)}" if value.condition else ""
    dose = _on_dose(value.dose) if value.dose else ""
    rate = f"{'less than ' if value.below else ''}{figure(value.rate_percent)} of 100 people{dose}"
    against = ""
    if value.comparator_percent is not None:
        against = f", against {figure(value.comparator_percent)} of 100 on {arm(value.comparator)}"
    return f"{capital(name)}{where}: {rate}{against}."


def _on_dose(dose: str) -> str:
    """Returns the dose a rate belongs to; a heading of a table that is no dose is called one group, not left out."""
    broken = _NO_DOSE.search(dose) or dose.count("(") != dose.count(")") or not any(letter.isdigit() for letter in dose)
    return " in one group" if broken else f" on {spoken(dose)}"


def arm(comparator: str | None) -> str:
    """Returns what the others were given; a heading of a table that names no medicine is not said."""
    return "the comparator" if comparator is None or _NO_NAME.search(comparator) else spoken(thing(comparator))


def interaction(value: Interaction) -> str:
    """Returns one partner, what can happen and what to do."""
    happens = _DIRECTION[value.direction] if value.direction else ""
    do = _DO[value.advice] if value.advice else ""
    told = "; ".join(filter(None, (happens, do))) or "the label speaks of it"
    return f"With {thing(value.partner)}: {told}."


def population(value: PopulationFact) -> str:
    """Returns what the label says of one group of people."""
    told = [_EVIDENCE[value.evidence]] if value.evidence else []
    if value.min_age_months is not None:
        below = value.evidence == "not_established"
        limit = "birth" if not value.min_age_months and not below else age(value.min_age_months)
        told = [f"{told[0] if told else ''} {'below' if below else 'from'} {limit}".strip()]
    if value.conditions and told:
        told[0] += f" for {listed([thing(one) for one in value.conditions])}"
    if value.data:
        told.append(_DATA[value.data])
    if value.advice and not (value.advice == "contraception" and value.contraception_months):
        told.append(_GROUP_ADVICE[value.advice])
    if value.contraception_months is not None:
        told.append(f"birth control goes on for {months(value.contraception_months)} after the last dose")
    return f"{_GROUP[value.group]}: {'; '.join(told) or 'the label speaks of it'}."


def months(count: float) -> str:
    """Returns a time of months in words; where it is no whole number of them in weeks or days, as the label counted it."""
    if float(count).is_integer() or count > _LONG:
        return f"{figure(count)} month{'' if count == 1 else 's'}"
    days = round(count * 365 / 12)
    return f"{days // 7} weeks" if days % 7 == 0 and days > _WEEK else f"{days} days"


def term(value: TermCount) -> str:
    """Returns that the label speaks of a topic, or only names the word."""
    name = _NAMES.get(value.topic, value.topic)
    times = f"{value.count} time{'' if value.count == 1 else 's'}"
    return (
        f"The label speaks of {name} here, {times}."
        if value.role in {"advice", "reaction"}
        else (f"The label only names {name} here, {times} ({value.role}).")
    )
