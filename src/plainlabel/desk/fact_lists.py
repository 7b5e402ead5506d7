"""Lists of facts compared: those an answer was written from, and those the label gives now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from plainlabel.answers.sentences.say import say
from plainlabel.desk.checked import ChangedFact, CheckedList
from plainlabel.desk.published import FactList
from plainlabel.facts.kinds import FactValue, Indication
from plainlabel.vocabulary.clinical_keys import name_key
from plainlabel.vocabulary.conditions import by_key
from plainlabel.vocabulary.names import fold

_SUBJECTS: Final = ("name", "condition", "term", "partner", "subject", "group", "schedule", "parameter", "aspect", "enzyme")
"""The fields that say what a fact is about: two facts of one subject are one fact that changed."""

_TOLD: Final = re.compile(r"\b(?:approved|indicated|used (?:for|to|in)|treats?|treatment of|uses)\b", re.IGNORECASE)
_LIST: Final = 3
_REACH: Final = 800
_LONG_NAME: Final = 4


def subject(value: FactValue) -> tuple[str, str]:
    """Returns what a fact is about: its kind, and its first term, folded."""
    for field in _SUBJECTS:
        term = getattr(value, field, None)
        if isinstance(term, str):
            return str(value.__struct_config__.tag), fold(term)
    return str(value.__struct_config__.tag), ""


def near(value: FactValue, now: Iterable[FactValue]) -> FactValue | None:
    """Returns the fact of `now` that is about the same, None where there is none."""
    wanted = subject(value)
    return next((one for one in now if subject(one) == wanted), None)


def compared(then: FactList, now: Sequence[FactValue], *, complete: bool, from_version: bool) -> CheckedList:
    """Returns what is other in a list; what is missing in a label that is not held whole is not said to be gone."""
    added = [one for one in now if one not in then.facts]
    gone = [one for one in then.facts if one not in now]
    changed = []
    for old in tuple(gone):
        new = near(old, added)
        if new is not None:
            gone.remove(old)
            added.remove(new)
            if say(old) != say(new):
                changed.append(ChangedFact(say(old), say(new)))
    return CheckedList(
        set_id=then.set_id,
        kind=then.kind,
        compared_with="version" if from_version else "answer",
        then=len(then.facts),
        now=len(now),
        added=tuple(dict.fromkeys(map(say, added))),
        gone=tuple(dict.fromkeys(map(say, gone))) if complete else (),
        changed=tuple(dict.fromkeys(changed)),
    )


def missing_in_words(text: str, set_id: str, uses: Sequence[Indication], *, asked_for_uses: bool) -> CheckedList | None:
    """Returns the uses of the label that a text leaves out which tells its uses; None where it tells none.

    A text tells the uses where it was asked for them and names one, or where it lists three or more behind words like "approved".
    """
    named = [one for one in uses if _names(text, one)]
    if not (asked_for_uses and named) and not _lists(text, uses):
        return None
    subjects = {subject(one) for one in named}
    missing = [one for one in uses if subject(one) not in subjects]
    then = len(subjects)
    now = len({subject(one) for one in uses})
    return CheckedList(set_id, "indication", "words", then, now, added=tuple(dict.fromkeys(map(say, missing))))


def _lists(text: str, uses: Sequence[Indication]) -> bool:
    parts = (text[found.start() : found.start() + _REACH] for found in _TOLD.finditer(text))
    return any(len({subject(one) for one in uses if _names(part, one)}) >= _LIST for part in parts)


def _names(text: str, use: Indication) -> bool:
    words = f" {fold(text)} "
    return any(f" {name} " in words for name in _names_of(use))


def _names_of(use: Indication) -> Iterator[str]:
    """Yields the folded names of a condition; of its other names those that are no mere letters."""
    known = by_key().get(name_key(use.name or use.condition))
    for name in filter(None, (use.condition, use.name, *(known.names if known else ()))):
        key = fold(name)
        if name in (use.condition, use.name) or len(key) >= _LONG_NAME:
            yield key
