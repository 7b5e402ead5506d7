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
BAN_SECTIONS: Final = frozenset({"34070-3", "50570-1"})
_VERB: Final = re.compile(r"\b(is|are|was|were|has|have|had|may|can|should|will|does|do|occur\w*|associated)\b")


@cache
def _cues() -> tuple[tuple[str, str], ...]:
    return tuple((row["cue"], row["pattern"]) for row in rows("answer_cues.tsv"))


def topic_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Returns a pattern for any of the words at a word's beginning; each word of a phrase may end as it likes."""
    parts = [r"\W+".join(re.escape(part) + r"\w*" for part in re.findall(r"[\w'-]+", word.lower())) for word in words]
    kept = [part for part in parts if part]
    return re.compile(r"\b(?:" + "|".join(kept) + ")", re.IGNORECASE) if kept else re.compile(r"(?!)")


def cue_of(found: Found, topic: re.Pattern[str]) -> Cue:
    """Returns what the passage advises on the topic.

    In the contraindications advice against something forbids it, and so does a bare list item; a sentence that only happens to hold
    the word ("reactions in alcoholic patients who took another medicine") calls for care, no more.
    """
    text = (found.text or "").lower()
    beside = [text[max(0, match.start() - NEAR) : match.end() + NEAR] for match in topic.finditer(text)] or [text[: 2 * NEAR]]
    banning = found.section.code in BAN_SECTIONS
    for cue, pattern in _cues():
        if any(re.search(pattern.replace("{T}", topic.pattern), words) for words in beside):
            return "ban" if banning and cue == "avoid" else cast("Cue", cue)
    if banning:
        return "ban" if _bare_item(found, text) else "caution"
    return "mentioned"


def _bare_item(found: Found, text: str) -> bool:
    """Returns whether a passage is an item of a list or a phrase without a verb of its own."""
    return found.kind in {"item", "row"} or not _VERB.search(text)


def strictest(found: Iterable[tuple[Cue, Found]]) -> tuple[Cue, Found] | None:
    """Returns the passage with the strictest cue, the first of equals; None for none."""
    ranked = sorted(found, key=lambda each: STRICTEST_FIRST.index(each[0]))
    return ranked[0] if ranked else None
