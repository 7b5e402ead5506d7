"""The built-in starter behind a person's own edition, which holds only what was fetched.

An edition is never mixed: what is asked is answered from one of the two, whole, and the answer names which. The own edition goes
first. Only where it holds fewer of the medicines asked about does the starter answer, and it says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from plainlabel.answers.contract import Answer
from plainlabel.answers.search import FoundCondition, FoundMedicine, SearchResult


def starter_folder() -> Path:
    """Returns the folder of the starter's edition; it is made where it was not used before."""
    from plainlabel.edition.starter import starter_edition  # noqa: PLC0415 - most runs never need it

    return starter_edition()


def notice(names: Sequence[str] = ()) -> str:
    """Returns the words that go with what came from the starter."""
    named = ", ".join(names)
    return (
        f"Your own edition does not hold {named or 'this'}. This is from the built-in copy, which holds facts only."
        f" Get the whole label with `plainlabel add {names[0] if names else 'NAME'}`."
    )


def is_held(answer: Answer) -> bool:
    """Returns whether the edition that gave an answer holds every medicine it is about; safety comes before that."""
    if answer.outcome in {"emergency", "not_about_medicines"}:
        return True
    return bool(answer.medicines) and all(one.set_id for one in answer.medicines)


def better(own: Answer, starter: Answer) -> Answer:
    """Returns the answer of the starter, with a notice, where it holds more of what was asked about; else the own one."""
    held, there = (sum(one.set_id is not None for one in answer.medicines) for answer in (own, starter))
    gained = own.outcome != "answered" and starter.outcome == "answered" and there >= held
    if there <= held and not gained:
        return own
    known = {one.asked.casefold() for one in own.medicines if one.set_id}
    names = [one.name for one in starter.medicines if one.set_id and one.asked.casefold() not in known]
    return replace(starter, notices=(*starter.notices, notice(names)))


def together(own: SearchResult, starter: SearchResult, limit: int) -> SearchResult:
    """Returns what both found, the own finds first. Passages are those of the own edition: the starter holds no texts."""
    return replace(
        own,
        medicines=_joined(own.medicines, starter.medicines)[:limit],
        did_you_mean=tuple(dict.fromkeys((*own.did_you_mean, *starter.did_you_mean))),
        classes=_joined(own.classes, starter.classes)[:limit],
        conditions=_conditions(own.conditions, starter.conditions),
    )


def _joined(own: tuple[FoundMedicine, ...], starter: tuple[FoundMedicine, ...]) -> tuple[FoundMedicine, ...]:
    """Returns the medicines of both by name; one without a label only where neither has a label of it."""
    found: dict[str, FoundMedicine] = {}
    for one in sorted((*own, *starter), key=lambda one: one.set_id is None):
        found.setdefault(one.name.casefold(), one)
    return tuple(found.values())


def _conditions(own: tuple[FoundCondition, ...], starter: tuple[FoundCondition, ...]) -> tuple[FoundCondition, ...]:
    medicines: dict[str, dict[str, None]] = {}
    for one in (*own, *starter):
        medicines.setdefault(one.condition, {}).update(dict.fromkeys(one.medicines))
    return tuple(FoundCondition(condition, tuple(names)) for condition, names in medicines.items())
