"""Overdose: signs, antidote, dialysis, poison centre, whether there is any experience: one fact a label.

Read from Overdosage (34088-5); an over-the-counter label has the poison centre in its warnings (50565-1, 34071-1). What a
sentence on treatment names as supportive care is no antidote: an antidote is a substance of a closed list that is given to
reverse the medicine.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import structs

from plainlabel.facts.fact import Fact, Place
from plainlabel.facts.full_text import Sentence, sentences
from plainlabel.facts.guarded import Guarded
from plainlabel.facts.kinds import Overdose
from plainlabel.facts.reaction_terms import is_known
from plainlabel.facts.reactions.lexicon import is_reaction_term
from plainlabel.facts.reactions.words import counts
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term
from plainlabel.vocabulary.patterns import pattern

_SECTION = "34088-5"
_OVER_THE_COUNTER = ("50565-1", "34071-1")
_ANIMALS = pattern("overdose.animals")
_SIGNS_AFTER = pattern("overdose.signs_after")
_SIGNS_BEFORE = Guarded(pattern("overdose.signs_before"))
_SIGNS_NOT = pattern("overdose.signs_not")
_SIGNS_CUT = pattern("overdose.signs_cut")
_SIGNS_SPLIT = pattern("overdose.signs_split")
_SIGNS_LEAD = pattern("overdose.signs_lead")
_SIGNS_NOT_TERM = pattern("overdose.signs_not_term")
_NO_ANTIDOTE = pattern("overdose.no_antidote")
_ANTIDOTE = pattern("overdose.antidote")
_ANTIDOTE_USE = pattern("overdose.antidote_use")
_ANTIDOTE_NOT = pattern("overdose.antidote_not")
_DIALYSIS = pattern("overdose.dialysis")
_DIALYSIS_NO = pattern("overdose.dialysis_no")
_DIALYSIS_YES = pattern("overdose.dialysis_yes")
_DIALYSIS_UNKNOWN = pattern("overdose.dialysis_unknown")
_POISON = pattern("overdose.poison_center")
_NO_EXPERIENCE = pattern("overdose.no_experience")
_NO_EXPERIENCE_NOT = pattern("overdose.no_experience_not")
# A cheap test: every wording of signs holds one of these.
_CUES = (
    "ign", "ymptom", "anifest", "ffect", "eaction", "vent", "inding", "eature", "resentation", "omplication", "oxicit",
    "onsequence", "dos", "oison", "exposure", "ntoxication", "ngestion", "xcess", "xperienced", "eveloped",
)  # fmt: skip
_MOST_SIGN_WORDS = 6
# Words behind which a name only says where or of what: its head stands before them.
_LINKS = frozenset({"of", "in", "with", "from", "at", "on", "to", "by", "for", "causing", "involving"})
_NO_HEADS = frozenset(
    ["effects", "reports", "increase", "increases", "outcomes", "occurrence", "changes", "concentration", "phase"]
)
_MORE_HEADS = frozenset({"reflexes", "loss", "respiration", "perspiration", "defects", "rate", "perception"})
_SIGN_ENDINGS = ("ness", "itis", "emia", "uria", "osis", "lgia", "pnea")


def overdoses(source: Source) -> Iterator[Fact]:
    """Returns what the label says of overdose, as one fact at the first sentence that says any of it."""
    every = list(sentences(source, _SECTION))
    if not every:
        yield from _over_the_counter(source)
        return
    value, first = _read(every)
    if value.antidote and source.names and source.names.search(value.antidote):
        value = structs.replace(value, antidote=None)
    # A section that names nothing of these still says that there is too much of it.
    yield Fact(value, (first or every[0]).place(source))


def _over_the_counter(source: Source) -> Iterator[Fact]:
    """Returns the poison centre that an over-the-counter label names."""
    place: Place | None = None
    for sentence in sentences(source, *_OVER_THE_COUNTER):
        if _POISON.search(sentence.text):
            place = sentence.place(source)
            break
    if place is not None:
        yield Fact(Overdose(poison_center=True), place)


def _read(every: list[Sentence]) -> tuple[Overdose, Sentence | None]:
    """Returns what the sentences say together, and the first of them that says anything."""
    signs: dict[str, None] = {}
    antidotes: list[str] = []
    no_antidote = poison = inexperienced = False
    dialysis: set[bool] = set()
    first: Sentence | None = None
    for sentence in every:
        text = sentence.plain
        before = (len(signs), len(antidotes), len(dialysis), no_antidote, poison, inexperienced)
        signs.update(dict.fromkeys(_signs(text)))
        lacking = bool(_NO_ANTIDOTE.search(text))
        no_antidote |= lacking
        antidotes += [] if lacking else _antidotes(text)
        dialysis |= _dialysis(text)
        poison |= bool(_POISON.search(text))
        inexperienced |= bool(_NO_EXPERIENCE.search(text) and not _NO_EXPERIENCE_NOT.search(text))
        if first is None and before != (len(signs), len(antidotes), len(dialysis), no_antidote, poison, inexperienced):
            first = sentence
    antidote = antidotes[0] if antidotes else None
    removed = next(iter(dialysis)) if len(dialysis) == 1 else None
    return Overdose(tuple(signs), antidote, no_antidote and antidote is None, removed, poison, inexperienced), first


def _signs(text: str) -> list[str]:
    """Returns the signs a sentence lists, none where it speaks of treatment, animals or the absence of signs."""
    found = _SIGNS_AFTER.search(text) if any(cue in text for cue in _CUES) else None
    if found is None:
        found = _SIGNS_BEFORE.search(text)
    if (
        found is None
        or _ANIMALS.search(text)
        or _SIGNS_NOT.search(found["list"][:80])
        or _SIGNS_NOT.search(text[: found.start("list")])
    ):
        return []
    listed = found["list"]
    barred = _SIGNS_NOT.search(listed)
    listed = listed[: barred.start()].rpartition(",")[0] if barred else listed
    terms = (_sign(piece) for piece in _SIGNS_SPLIT.split(listed))
    return [one for one in terms if one is not None]


def _sign(piece: str) -> str | None:
    words = _SIGNS_CUT.sub("", piece).strip()
    while (shorter := _SIGNS_LEAD.sub("", words)) != words:
        words = shorter
    name = term(words)
    if name is None or len(name.split()) > _MOST_SIGN_WORDS or _SIGNS_NOT_TERM.match(name) or not _can_be_sign(name):
        return None
    return name if name.isupper() or re.match(r"[A-Z]{2}|[A-Z]-", name) else name[0].lower() + name[1:]


@lru_cache(maxsize=4_096)
def _can_be_sign(name: str) -> bool:
    """Returns whether words name what can happen to a person: a known reaction, or words with such a head."""
    if is_known(name) or is_reaction_term(name):
        return True
    words = name.lower().split()
    head = words[next((at for at, word in enumerate(words) if word in _LINKS), len(words)) - 1]
    return head.endswith(_SIGN_ENDINGS) or (len(words) > 1 and head in _sign_heads())


@cache
def _sign_heads() -> frozenset[str]:
    """Returns the last words of terms that labels list among adverse reactions, more often there than elsewhere."""
    listed: Counter[str] = Counter()
    for name, (reactions, warnings, others) in counts().items():
        listed[name[-1]] += 2 * reactions + warnings - others
    return (frozenset(word for word, often in listed.items() if often > 0) | _MORE_HEADS) - _NO_HEADS


def _antidotes(text: str) -> list[str]:
    if not _ANTIDOTE_USE.search(text) or _ANTIDOTE_NOT.search(text):
        return []
    return [found["name"] for found in _ANTIDOTE.finditer(text)]


def _dialysis(text: str) -> set[bool]:
    """Returns whether dialysis removes the medicine, nothing where the sentence does not tell."""
    if not _DIALYSIS.search(text) or _DIALYSIS_UNKNOWN.search(text):
        return set()
    if _DIALYSIS_NO.search(text):
        return {False}
    return {True} if _DIALYSIS_YES.search(text) else set()
