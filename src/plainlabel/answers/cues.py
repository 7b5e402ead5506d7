"""What a label passage advises about a topic: forbids, advises against, asks for care, does not know, or says nothing changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, Literal, cast

from plainlabel.questions.patterns import rows
from plainlabel.retrieval.reading import Found
from plainlabel.vocabulary.topics import NO_TOPIC

Cue = Literal["no_effect", "ban", "avoid", "caution", "no_data", "mentioned"]
STRICTEST_FIRST: Final[tuple[Cue, ...]] = ("ban", "avoid", "caution", "no_data", "no_effect", "mentioned")
NEAR: Final = 90
"""Characters on each side of the topic in which advice on it is looked for: about one clause."""
BAN_SECTIONS: Final = frozenset({"34070-3", "50570-1"})
_SENTENCE_WORDS: Final = 5
_CUT: Final = re.compile(r"(Not|And|Or|With|Including|Such|Than|To)\b(?! (use|prevent|treat))")
_UNDER_CONDITIONS: Final = re.compile(
    r"\b(unless|except (on|when|if|as)|without (first )?(asking|talking|telling|consult\w*|checking|medical|your|the advice)|"
    r"(until|before) (you (have )?)?(talk\w*|ask\w*|check\w*|consult\w*)|if possible|whenever possible)\b"
)
_SOME_CASES: Final = re.compile(
    r"\b(severe\w*|moderate\w*|acute|active|uncontrolled|decompensated|advanced|end[- ]stage|egfr|clearance|less than|below|above|"
    r"greater than|certain|some|recent|unstable|untreated|within|class|type|child-pugh|status|known|documented|"
    r"progressive)\b|[<>\u2264\u2265]"
)
_WARNING_TITLE: Final = re.compile(
    r"\bincreas\w+ (the |\w+ )?risk|\bthat (increase|decrease|affect)\b|\binteractions with\b", re.IGNORECASE
)
_PLURAL: Final = re.compile(r"(?<=\w{4}[^aious'])s\Z")
_VERB: Final = re.compile(r"\b(is|are|was|were|has|have|had|may|can|should|will|does|do|occur\w*|associated)\b")


@cache
def _cues() -> tuple[tuple[str, str], ...]:
    return tuple((row["cue"], row["pattern"]) for row in rows("answer_cues.tsv"))


def _advises(pattern: str, topic: str, words: str) -> bool:
    """Returns whether words give the advice of a cue on a topic.

    A pattern with all names of a topic in it takes longer to make than a question may; it is made only for words that fit the rest.
    """
    fits = _without_topic(pattern).search(words) is not None
    return _on(pattern, topic).search(words) is not None if fits and "{T}" in pattern else fits


@cache
def _without_topic(pattern: str) -> re.Pattern[str]:
    """Returns a cue without the topic, which stands first or last in its alternative: it finds wherever the whole does."""
    return re.compile(pattern.replace(r"\b{T}", "").replace("{T}", ""))


@lru_cache(maxsize=64)
def _on(pattern: str, topic: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{T}", f"(?:{topic})"))


def topic_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Returns a pattern for any of the words at a word's beginning; each word of a phrase may end as it likes.

    A plural finds its singular too: what is known as "seizures" stands in a label as "seizure disorder".
    """
    parts = [r"\W+".join(_beginning(part) + r"\w*" for part in re.findall(r"[\w'-]+", word.lower())) for word in words]
    kept = [part for part in parts if part]
    return re.compile(rf"\b{NO_TOPIC}(?:" + "|".join(kept) + ")", re.IGNORECASE) if kept else re.compile(r"(?!)")


def _beginning(word: str) -> str:
    return re.escape(_PLURAL.sub("", word))


def cue_of(found: Found, topic: re.Pattern[str]) -> Cue:
    """Returns what the passage advises on the topic.

    In the contraindications advice against something forbids it, and so does a bare list item; a sentence that only happens to hold
    the word ("reactions in alcoholic patients who took another medicine") calls for care, no more.
    """
    text = (found.text or "").lower()
    beside = [text[max(0, match.start() - NEAR) : match.end() + NEAR] for match in topic.finditer(text)] or [text[: 2 * NEAR]]
    banning = found.section.code in BAN_SECTIONS
    for cue, pattern in _cues():
        if any(_advises(pattern, topic.pattern, words) for words in beside):
            return "ban" if banning and cue == "avoid" else cast("Cue", cue)
    if not banning and _WARNING_TITLE.search(found.section.title):
        return "caution"  # A row of a table says what its heading says: "Drugs that increase bleeding risk".
    if banning:
        return "ban" if _bare_item(found, text) else "caution"
    return "mentioned"


def _bare_item(found: Found, text: str) -> bool:
    """Returns whether a passage is an item of a list or a phrase without a verb of its own."""
    return found.kind in {"item", "row"} or not _VERB.search(text)


def by_strictness(found: Iterable[tuple[Cue, Found]]) -> list[tuple[Cue, Found]]:
    """Returns passages by what they advise, the strictest first; of equals whole sentences, then those of the contraindications."""
    return sorted(
        found,
        key=lambda each: (STRICTEST_FIRST.index(each[0]), is_fragment(each[1]), each[1].section.code not in BAN_SECTIONS),
    )


def forbids(cue: Cue, found: Found, topic: re.Pattern[str], *, of_an_illness: bool) -> bool:
    """Returns whether a passage carries a plain no: it forbids, and not only in some cases.

    A ban "without asking your doctor", or in a severe or active illness where the question names none of these, does not.
    """
    text = (found.text or "").lower()
    if cue != "ban" or _UNDER_CONDITIONS.search(text):
        return False
    beside = [text[max(0, match.start() - NEAR) : match.end() + NEAR // 2] for match in topic.finditer(text)]
    return not (of_an_illness and any(_SOME_CASES.search(words) for words in beside))


def is_fragment(found: Found) -> bool:
    """Returns whether a passage reads as a piece of a list or of a table, not as a sentence."""
    text = (found.text or "").strip(" \u2022\u25cf\u25aa-")
    return found.kind == "row" or not text[:1].isupper() or len(text.split()) < _SENTENCE_WORDS or bool(_CUT.match(text))
