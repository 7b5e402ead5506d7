"""What a label passage advises about a topic: forbids, advises against, asks for care, does not know, or says nothing changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, Literal, cast

from plainlabel.questions.patterns import rows
from plainlabel.retrieval.reading import Found

Cue = Literal["no_effect", "ban", "avoid", "caution", "no_data", "mentioned"]
STRICTEST_FIRST: Final[tuple[Cue, ...]] = ("ban", "avoid", "caution", "no_data", "no_effect", "mentioned")
NEAR: Final = 90
"""Characters on each side of the topic in which advice on it is looked for: about one clause."""
_BAN_SECTIONS: Final = frozenset({"34070-3", "50570-1"})


@cache
def _cues() -> tuple[tuple[str, str], ...]:
    return tuple((row["cue"], row["pattern"]) for row in rows("answer_cues.tsv"))


def topic_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Returns a pattern for any of the words at a word's beginning; each word of a phrase may end as it likes."""
    parts = [r"\W+".join(re.escape(part) + r"\w*" for part in re.findall(r"[\w'-]+", word.lower())) for word in words]
    kept = [part for part in parts if part]
    return re.compile(r"\b(?:" + "|".join(kept) + ")", re.IGNORECASE) if kept else re.compile(r"(?!)")


def cue_of(found: Found, topic: re.Pattern[str]) -> Cue:
    """Returns what the passage advises; a passage of the contraindications forbids without saying so again."""
    text = (found.text or "").lower()
    beside = [text[max(0, match.start() - NEAR) : match.end() + NEAR] for match in topic.finditer(text)] or [text[: 2 * NEAR]]
    for cue, pattern in _cues():
        if any(re.search(pattern.replace("{T}", topic.pattern), words) for words in beside):
            return cast("Cue", cue)
    return "ban" if found.section.code in _BAN_SECTIONS else "mentioned"


def strictest(found: Iterable[tuple[Cue, Found]]) -> tuple[Cue, Found] | None:
    """Returns the passage with the strictest cue, the first of equals; None for none."""
    ranked = sorted(found, key=lambda each: STRICTEST_FIRST.index(each[0]))
    return ranked[0] if ranked else None
