"""Two medicines neither of whose labels names the other, and the risk that both bear: it is told, cited from both, never a yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from plainlabel.answers.case import Case
from plainlabel.answers.class_kin import kin
from plainlabel.answers.partner_kinds import parts_of
from plainlabel.answers.sentences.say import say
from plainlabel.answers.told.held import held
from plainlabel.answers.told.pair_words import ADVICE
from plainlabel.answers.wording import capital, listed
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import BoxedWarning, Interaction, Warning_
from plainlabel.questions.medicine_names import Mention
from plainlabel.questions.patterns import rows
from plainlabel.retrieval.reading import Reading

_MOST: Final = 3
_NO_RISK: Final = frozenset({"no_change"})


class _Risk(Struct, frozen=True):
    """One risk that adds up: in words, how labels warn of it, what is another thing, and who bears it by our list."""

    name: str
    term: re.Pattern[str]
    apart: re.Pattern[str]
    class_words: frozenset[str]
    members: tuple[str, ...]

    def told_by(self, text: str) -> bool:
        """Returns whether a term of a label tells this risk."""
        return bool(self.term.search(text)) and not self.apart.search(text)


class _Bearer(Struct, frozen=True):
    """Who bears a risk: what it is called, the fact of its label that warns of it, None where our list alone tells it."""

    name: str
    reading: Reading | None
    fact: Fact | None

    @property
    def by_label(self) -> bool:
        return self.fact is not None


def tell_shared_risks(case: Case, mention: Mention, other: Reading | None, asked: str) -> bool:
    """Returns whether both medicines bear a risk, by their labels or by our list; the draft warns of it, and says by which."""
    return _tell(case, _shared(case, parts_of(mention), other, asked), other, asked)


def tell_risks_with_group(case: Case, group: str, asked: str) -> bool:
    """Returns whether the medicine bears a risk that a group of medicines bears by our list; the draft warns of it."""
    own = list(case.medicine.ingredients)
    theirs = _Bearer(asked, None, None)
    risks = [risk for risk in _risks() if group in risk.class_words]
    found = [(risk, (one, theirs)) for risk in risks if (one := _bearer(risk, case.name, case.reading, own)) is not None]
    return _tell(case, found, None, asked)


def _tell(case: Case, found: Sequence[tuple[_Risk, tuple[_Bearer, _Bearer]]], other: Reading | None, asked: str) -> bool:
    if not found:
        return False
    first = next((pair for pair in found if all(each.by_label for each in pair[1])), found[0])
    same = [risk.name for risk, both in found if _by(both) == _by(first[1])][:_MOST]
    case.draft.names += [asked, *same]
    case.draft.summary = f"Take care. {_lead(first[1], listed(same))} Together the risk can add up."
    if case.question.yes_no:
        case.draft.verdict = "depends"
        case.draft.summary = f"It depends. {case.draft.summary}"
    for risk, both in found[:_MOST]:
        for each in both:
            _say(case, each, risk.name)
    neither = f"We found no word on {asked} in what is held of the label of {case.name}"
    case.draft.say(f"{neither}{', nor the other way' if other is not None else ''}.", "computed")
    case.draft.say(ADVICE, "advice")
    return True


def add_shared_risks(case: Case, mention: Mention, other: Reading | None, asked: str) -> None:
    """Returns nothing; behind what one label says of the other medicine, the risks that both labels warn of are told too."""
    for risk, both in _shared(case, parts_of(mention), other, asked):
        if all(_by(both)):
            numbers = [case.draft.cite_fact(each.reading, each.fact) for each in both if each.reading and each.fact]
            told = case.draft.statement(f"Both labels warn of {risk.name}, so the risk can add up.", "computed", *numbers)
            before = next((at for at, each in enumerate(case.draft.statements) if each.basis == "advice"), None)
            case.draft.statements.insert(len(case.draft.statements) if before is None else before, told)


def _shared(case: Case, theirs: list[str], other: Reading | None, asked: str) -> list[tuple[_Risk, tuple[_Bearer, _Bearer]]]:
    own = list(case.medicine.ingredients)
    found = []
    for risk in _risks():
        one, two = _bearer(risk, case.name, case.reading, own), _bearer(risk, asked, other, theirs)
        if one is not None and two is not None:
            found.append((risk, (one, two)))
    return found


def _bearer(risk: _Risk, name: str, reading: Reading | None, ingredients: list[str]) -> _Bearer | None:
    """Returns who bears a risk, by a fact of the label before our list; None where neither tells it."""
    fact = _fact(risk, reading) if reading is not None else None
    by_list = risk.class_words & set(kin(ingredients)) or any(
        part.lower() == member or part.lower().startswith(f"{member} ") for part in ingredients for member in risk.members
    )
    return _Bearer(name, reading, fact) if fact is not None or by_list else None


def _fact(risk: _Risk, reading: Reading) -> Fact | None:
    """Returns the fact by which a label tells a risk: a boxed warning, a warning, else a partner that adds to it."""
    boxed = (fact for fact, value in held(reading, BoxedWarning) if any(map(risk.told_by, value.subjects)))
    warned = (fact for fact, value in held(reading, Warning_) if risk.told_by(value.subject))
    partners = (
        fact
        for fact, value in held(reading, Interaction)
        if value.direction == "adds_effect" and value.advice not in _NO_RISK and risk.told_by(value.partner)
    )
    return next((fact for group in (boxed, warned, partners) for fact in group), None)


def _by(both: tuple[_Bearer, _Bearer]) -> tuple[bool, bool]:
    return both[0].by_label, both[1].by_label


def _lead(both: tuple[_Bearer, _Bearer], risk: str) -> str:
    if all(_by(both)):
        return f"Both labels warn of {risk}."
    if not any(_by(both)):
        return f"Our list counts both among medicines that can bring {risk}."
    by_label, by_list = sorted(both, key=lambda each: not each.by_label)
    return f"The label of {by_label.name} warns of {risk}. Our list says {by_list.name} can bring it too."


def _say(case: Case, each: _Bearer, risk: str) -> None:
    if each.fact is not None and each.reading is not None:
        number = case.draft.cite_fact(each.reading, each.fact)
        case.draft.say(f"The label of {each.name}: {say(each.fact.value)}", "label", number)
        return
    numbers = [case.draft.cite_label(each.reading.label, "Active ingredient")] if each.reading is not None else []
    case.draft.say(f"{capital(each.name)} can bring {risk}, by our list.", "computed", *numbers)


@cache
def _risks() -> tuple[_Risk, ...]:
    def cells(text: str) -> tuple[str, ...]:
        return () if text == "-" else tuple(text.split("; "))

    return tuple(
        _Risk(
            row["risk"],
            re.compile(row["term"], re.IGNORECASE),
            re.compile(row["apart"] if row["apart"] != "-" else r"(?!)", re.IGNORECASE),
            frozenset(cells(row["class_words"])),
            cells(row["members"]),
        )
        for row in rows("answer_shared_risks.tsv")
    )
