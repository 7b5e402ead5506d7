"""How a medicine acts, from facts: what it acts on, the signals named, what is not known, studies of function."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import class_names
from plainlabel.answers.fact_groups import gathered
from plainlabel.answers.sentences.about import mechanism
from plainlabel.answers.sentences.words import thing
from plainlabel.answers.told.body import tell_body
from plainlabel.answers.told.held import Held, beside, held, tell
from plainlabel.answers.told.patterns import asks
from plainlabel.answers.wording import article, in_sentence, listed
from plainlabel.facts.kinds import Mechanism

_PLAIN: Final = {
    "inhibits": "blocks",
    "binds": "binds to",
    "antagonizes": "blocks",
    "agonizes": "turns on",
    "stimulates": "turns on",
}


def plain_act(verb: str) -> str:
    """Returns what a medicine does to its target in a plain verb."""
    return _PLAIN.get(verb, verb)


def acts_in_words(value: Mechanism) -> str:
    """Returns what the medicine does to its target, also where the label adds that how this helps is not known."""
    return mechanism(replace(value, unknown=False))


def acts_together(known: Sequence[Held[Mechanism]]) -> list[Held[Mechanism]]:
    """Returns the acts, each with all the targets of its verb and signals: told, they are one sentence with all its places."""
    values = [replace(value, unknown=False) for _, value in known]
    whole = {(one.action, one.pathways): one for one in gathered(values)}
    return [(fact, whole[value.action, value.pathways]) for fact, value in known]


def acts_on(case: Case, known: Sequence[Held[Mechanism]]) -> str:
    """Returns a sentence on what the medicine does to what: at most two acts, one that repeats the other left out."""
    targets: dict[str, list[str]] = {}
    for _, one in known:
        target, named = thing(one.target or ""), targets.setdefault(plain_act(one.action or ""), [])
        if not any(set(target.lower().split()) <= set(other.lower().split()) for other in named):
            named.append(target)
    case.draft.names += [thing(one.target or "") for _, one in known]
    acts = [f"{verb} {listed(named[: 1 if ' and ' in named[0] else 2])}" for verb, named in targets.items()]
    return f"{case.name} {listed(acts[: 1 if ' and ' in acts[0] else 2])}."


def tell_action(case: Case) -> bool:
    """Returns whether facts told how the medicine acts, or what the body does with it where that is asked."""
    if asks("asks_body_figures").search(case.question.masked):
        return tell_body(case)
    found = held(case.reading, Mechanism)
    known = [pair for pair in found if pair[1].action and pair[1].target]
    if known:
        value = known[0][1]
        case.draft.names += [thing(value.target or ""), *value.pathways]
        case.draft.summary = acts_on(case, known)
        classes = class_names(case.reading.label, "EPC")
        if classes:
            case.draft.names.append(in_sentence(classes[0]))
            case.draft.summary += f" It is {article(in_sentence(classes[0]))}."
        if any(one.unknown for _, one in found):
            case.draft.summary += " How this helps is not fully known."
        tell(case, acts_together(known), words=acts_in_words)
        if pathways := list(dict.fromkeys(each for _, one in known for each in one.pathways)):
            case.draft.names += pathways
    elif found:
        case.draft.summary = f"The label says it is not fully known how {case.name} works."
    else:
        return False
    tell(case, [pair for pair in found if pair[1].unknown], words=lambda _: "The label says it is not fully known how it works.")
    beside(case, found, 3)
    return True
