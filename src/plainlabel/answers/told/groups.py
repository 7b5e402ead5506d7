"""Groups of people, from facts: pregnancy, nursing, having children, age."""

from __future__ import annotations

import re
from typing import Any, Final

from plainlabel.answers.case import Case
from plainlabel.answers.polarity import decide
from plainlabel.answers.sentences.words import thing
from plainlabel.answers.told.doses import for_person, of_children
from plainlabel.answers.told.held import Held, beside, held, tell
from plainlabel.answers.told.of_product import own_doses
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import age, listed
from plainlabel.facts.kinds import BoxedWarning, Contraindication, Dosage, PopulationFact, Warning_

_GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "pregnancy": ("pregnancy",),
    "breast_feeding": ("lactation",),
    "fertility": ("fertility",),
    "contraception": ("contraception",),
    "children": ("pediatric",),
    "older_people": ("geriatric",),
}
_TOLD: Final = {
    "contraindicated": "{Name} must not be used {when}, the label says.",
    "avoid": "The label says to avoid {name} {when}. Talk to your doctor now.",
    "discontinue_one": "The label asks to choose: stop {name} or stop {group}. Decide this with your doctor.",
    "caution": "The label asks for care with {name} {when}.",
    "benefit_risk": "The label asks you to weigh the good against the risk with your doctor.",
    "contraception": "The label asks for birth control while you use {name}.",
}
_NO_DATA: Final = "The label says too little is known about {name} {when}."
_ANIMALS: Final = "The data on {name} {when} come from animals. They cannot tell how it is in people."
_SPOKEN: Final = {
    "pregnancy": "pregnancy",
    "lactation": "breast-feeding",
    "fertility": "people who want children",
    "contraception": "people who could have children",
}
_WHEN: Final = {
    "pregnancy": "in pregnancy",
    "lactation": "while breast-feeding",
    "fertility": "in people who want children",
    "contraception": "in people who could have children",
}
_HEADED: Final = {"pregnancy": "pregnancy", "older_people": "older people", "children": "children"}
_GROWN_UP: Final = 18 * 12
_STRICT: Final = ("contraindicated", "avoid", "discontinue_one", "contraception", "caution", "benefit_risk", "none")


def tell_group(case: Case, key: str) -> bool:
    """Returns whether facts told what the label says of pregnancy, nursing, children or having children."""
    groups = _GROUPS.get(key, ())
    found = [pair for pair in held(case.reading, PopulationFact) if pair[1].group in groups]
    bans = _banned(case, key)
    headed = _headed(case, key)
    if not (found or bans):
        return (bool(headed) and _by_warnings(case, key, headed)) or (key == "children" and _by_doses(case))
    if key in {"children", "older_people"}:
        return _by_age(case, found, headed)
    group = _SPOKEN[groups[0]]
    advice = min((value.advice for _, value in found if value.advice), key=_STRICT.index, default=None)
    advice = "contraindicated" if bans else advice
    data = {value.data for _, value in found}
    template = _TOLD.get(advice or "") or (_NO_DATA if "none" in data else _ANIMALS if data == {"animal"} else "")
    if not template:
        template = "The label tells what is known of {name} {when}. It is below."
    case.draft.summary = template.format(name=case.name, Name=case.name, group=group, when=_WHEN[groups[0]])
    if case.question.yes_no:
        decide(
            case.draft, case.question.masked, forbidden=advice in {"contraindicated", "avoid"}, warned=advice == "discontinue_one"
        )
    tell(case, [*headed, *bans], most=4)
    tell(case, found)
    if key in {"pregnancy", "contraception", "fertility"}:
        tell(case, [p for p in held(case.reading, PopulationFact) if p[1].group == "contraception" and p not in found], most=2)
    beside(case, [*bans, *found], 2)
    case.draft.say(f"Do not start or stop {case.name} on your own. Talk to your doctor about {group} first.", "advice")
    return True


def is_strict(case: Case, key: str) -> bool:
    """Returns whether a fact says not to use the medicine in this group, or to avoid it."""
    groups = _GROUPS.get(key, ())
    facts = held(case.reading, PopulationFact)
    return bool(_banned(case, key)) or any(
        value.group in groups and value.advice in {"contraindicated", "avoid"} for _, value in facts
    )


def group_facts(case: Case, key: str) -> None:
    """Returns nothing; the facts on a group of people are said behind an answer in the label's words."""
    tell(case, [pair for pair in held(case.reading, PopulationFact) if pair[1].group in _GROUPS.get(key, ())], most=3)


def _headed(case: Case, key: str) -> list[Held[Any]]:
    """Returns the boxed warnings, then the others, that the label heads on a group of people."""
    words = asks(f"group_{key}") if key in _HEADED else re.compile(r"(?!)")
    boxed = [pair for pair in held(case.reading, BoxedWarning) if any(words.search(each.lower()) for each in pair[1].subjects)]
    return [*boxed, *(pair for pair in held(case.reading, Warning_) if words.search(pair[1].subject.lower()))]


def _by_warnings(case: Case, key: str, headed: list[Held[Any]]) -> bool:
    """Returns True; the draft leads with what the label warns of in a group that no other fact speaks of."""
    case.draft.summary = _warned(headed) or f"Take care. The label warns of this in {_HEADED[key]}."
    if case.question.yes_no:
        decide(case.draft, case.question.masked, forbidden=False)
    tell(case, headed, most=4)
    beside(case, headed, 2)
    case.draft.say(f"Do not start or stop {case.name} on your own. Talk to your doctor first.", "advice")
    return True


def _warned(headed: list[Held[Any]]) -> str:
    """Returns what a boxed warning on the group says, to lead with; empty where none does."""
    if not headed or not isinstance(headed[0][1], BoxedWarning):
        return ""
    return f"Take care. The label has a boxed warning, the strongest kind: {listed([thing(one) for one in headed[0][1].subjects])}."


def _banned(case: Case, key: str) -> list[Held[Contraindication]]:
    words = {"pregnancy": r"\bpregnan", "breast_feeding": r"\b(breast|nursing|lactat)"}.get(key)
    if words is None:
        return []
    return [pair for pair in held(case.reading, Contraindication) if re.search(words, pair[1].term, re.IGNORECASE)]


def _by_age(case: Case, found: list[Held[PopulationFact]], headed: list[Held[Any]]) -> bool:
    """Returns whether the ages were told; a child below every age that is named gets that said first."""
    if any(value.group == "geriatric" for _, value in found):
        return _older(case, found, headed)
    years = case.question.person.age_years
    known = [v.min_age_months for _, v in found if v.min_age_months is not None and v.evidence == "established"]
    unknown = [v.min_age_months for _, v in found if v.min_age_months is not None and v.evidence == "not_established"]
    if years is not None and known and years * 12 < min(known):
        case.draft.summary = f"The label does not say it is safe below {age(min(known))}. Ask a doctor first."
    elif known:
        case.draft.summary = f"It depends on the age and the use. The label speaks for children from {age(min(known))}, by use."
    elif {"established", "not_established"} <= {value.evidence for _, value in found}:
        case.draft.summary = f"It depends on the use. For some uses of {case.name} the label says it is not known in children."
    elif any(value.evidence == "not_established" for _, value in found):
        below = f" below {age(max(unknown))}" if unknown else ""
        case.draft.summary = f"The label says it is not known if {case.name} is safe and works in children{below}."
    else:
        return False
    if case.question.yes_no:
        case.draft.verdict = "depends"
    tell(case, found)
    beside(case, found, 2)
    return True


def _by_doses(case: Case) -> bool:
    """Returns whether the ages that doses are given for were told, where no fact speaks of children as such."""
    doses, _ = own_doses(case, of_children(case.reading, held(case.reading, Dosage)))
    young = [pair for pair in doses if (pair[1].min_age_months is not None or pair[1].max_age_months is not None)]
    youngest = min((value.min_age_months or 0 for _, value in young), default=_GROWN_UP)
    if youngest >= _GROWN_UP:
        return False
    years = case.question.person.age_years
    fitting = for_person(young, case.question.person) if years is not None else young
    if fitting:
        of_all = f"from {age(youngest)}, and none for younger children here" if youngest else "for children"
        whom = "for this age" if years is not None else of_all
        case.draft.summary = f"The label gives a dose {whom}. Ask a pharmacist or doctor if it fits your child."
    else:
        case.draft.summary = f"The label gives no dose for this age here. Its doses start at {age(youngest)}. Ask a doctor first."
    if case.question.yes_no:
        case.draft.verdict = "depends"
        case.draft.summary = f"It depends. {case.draft.summary}"
    tell(case, fitting or young, most=6)
    return True


def _older(case: Case, found: list[Held[PopulationFact]], headed: list[Held[Any]]) -> bool:
    """Returns True; the draft tells what the label says of older people."""
    advice = {value.advice for _, value in found}
    told = "The label tells what is known of {name} in older people. It is below."
    if advice & {"avoid", "contraindicated"}:
        told = "The label says to avoid {name} in older people. Talk to your doctor now."
    elif advice & {"caution", "benefit_risk"}:
        told = "The label asks for care with {name} in older people."
    elif any(value.evidence == "not_studied" for _, value in found):
        told = "The label says {name} was not studied in older people, or in too few."
    case.draft.summary = f"{_warned(headed)} {told.format(name=case.name)}".strip()
    if case.question.yes_no:
        case.draft.verdict = "depends"
    tell(case, headed, most=4)
    tell(case, found)
    beside(case, found, 2)
    return True
