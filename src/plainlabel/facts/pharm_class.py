"""Pharmacologic classes: FDA's, from the label's record, and the one the label gives itself.

Of 1,466 openFDA records 756 have no established pharmacologic class. Most of those labels say what the medicine is, in the words
the labeling rule asks for ("X is a (class) indicated for ...", 21 CFR 201.57(c)(2)) or, in older labels, at the start of the
description or of the clinical pharmacology. A class ends in one of the nouns of vocabulary/class_heads.tsv; what does not ("a white
powder") is no class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import ClassFact
from plainlabel.facts.record import classes_of
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.terms import plain, term, without_brackets
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.patterns import pattern

_INDICATIONS: Final = "34067-9"
_PURPOSE: Final = "55105-1"
_DESCRIPTION: Final = "34089-3"
_ELSEWHERE: Final = ("43679-0", "34089-3", "34090-1")  # mechanism of action, description, clinical pharmacology
_INDICATED = re.compile(r"\b(?:is|are) (?:an?|the) (?P<class>[^.;\n]{3,160}?),? (?:that is |which is )?indicated\b", re.IGNORECASE)
_IS_A = re.compile(r"\b(?:is (?:an?|the)|are(?: an?| the)?) (.{3,160})")
_ADJECTIVES = re.compile(r"(?<=al),\s(?=anti-?inflammatory)|(?<=active),\s(?=\w+\s)")
_OF = re.compile(
    r"\b(?:inhibitor|agonist|antagonist|blocker|activator|modulator)s? of (?:the )?(?P<what>[^,;.(]{2,60}?)"
    r"(?=[,;.(]|$|\s(?:that|which|and|with|for|in)\b)"
)
_LOOKS = re.compile(
    r"^(?:(?:sterile|clear|colorless|white|aqueous|non-?pyrogenic|isotonic|preservative-free|buffered),?\s+)+", re.IGNORECASE
)
_APPOSITION = re.compile(r"[\w-]*(?:\s\([^()]*\))?,\s+(?:which is\s+)?(?:an?|the)\s+(?P<class>[^.;]{3,160})")
# "a member of the green class of local menders": "green local menders".
_MEMBER_OF = re.compile(
    r"^(?:an? )?(?:member|representative) of (?:the |a )?(?P<kind>(?:[\w-]+ ){1,3}?)(?:class|family|group) of "
    r"(?P<of>[\w-]+(?: [\w-]+){0,3})",
    re.IGNORECASE,
)
_THE_AGENT = re.compile(
    r"\b(?:of|contains?|containing) the (?P<class>(?:[\w-]+ ){1,4}[\w-]+)\s+(?:drug |called |named )?", re.IGNORECASE
)
_PARTS = re.compile(r"\s*,?\s*\b(?:and|with)\b\s+(?!-)|,\s+(?=an?\b)", re.IGNORECASE)
_NAMED_PART = re.compile(r"^[^,]*,\s*(?=(?:an?|the)\s)|^an?\s+(?:fixed[- ]dose |fixed )?combination of\s+", re.IGNORECASE)
# "beta 2 -adrenergic": the number was set below the line.
_SUBSCRIPT = re.compile(r"\b(?P<letter>alpha|beta)\s?-?\s?(?P<number>\d)\s-\s?(?=[a-z])", re.IGNORECASE)
_STOP = pattern("class.stop")
_ARTICLE = re.compile(r"^(?:an?|the|synthetic|potent|new|novel|potent,|sterile)\s+", re.IGNORECASE)
# Says nothing without the words before it, or was cut in the middle.
_VAGUE = pattern("class.vague")
_NO_CLASS = pattern("class.none")
_COMBINED = re.compile(r"(?:fixed[- ]dose |fixed )?(?:combination|mixture) of\b", re.IGNORECASE)
_LEADING = re.compile(r"^purposes?\W+", re.IGNORECASE)
_NEXT_PURPOSE = re.compile(r"(?<=[a-z)])\s+(?=[A-Z][a-z])")
_PURPOSE_WORDS: Final = 5
_BARE_WORDS: Final = 7
_WITHIN: Final = 400
"""How far into a description or pharmacology section a medicine introduces itself."""


def _heads() -> re.Pattern[str]:
    text = (files("plainlabel.vocabulary") / "class_heads.tsv").read_text(encoding="utf-8")
    nouns = [line for line in text.splitlines() if line and not line.startswith("#")]
    return re.compile(
        r"(?:^|[\s/-])(?:" + "|".join(sorted(map(re.escape, nouns), key=len, reverse=True)) + r"|anti[a-z-]{4,} (?:agent|drug))s?$",
        re.IGNORECASE,
    )


_HEAD: Final = _heads()


def pharm_classes(source: Source) -> Iterator[Fact]:
    """Returns FDA's classes of a label, about the label as a whole, then the class it gives itself with its place."""
    yield from classes_of(source.label.classes)
    yield from distinct(_own(source))


def _own(source: Source) -> Iterator[Fact]:
    sections = list(source.under(_INDICATIONS))
    found = [fact for section in sections for fact in _indicated(source, section, source.full_text(section))]
    # Many labels say what the medicine is in the Highlights only.
    found = found or [fact for section in sections for fact in _indicated(source, section, source.passages(section))]
    if not found and source.names is not None:
        found = [fact for section in source.under(*_ELSEWHERE) for fact in _introduced(source, section, source.names)][:1]
        found = found or list(distinct(_apposed(source, source.names)))[: _substances(source)]
        found = found or list(_agent_named(source, source.names))
    yield from found or _purpose(source)


def _purpose(source: Source) -> Iterator[Fact]:
    """Returns the purposes of an over-the-counter label (21 CFR 201.66(c)(3)): short terms, one for each active ingredient."""
    for section in source.under(_PURPOSE):
        lines = [plain(section.text[block.start : block.end]) for block in section.blocks]
        names = [name for line in lines if (name := _LEADING.sub("", line).strip(" .*"))]
        run_in = _NEXT_PURPOSE.split(names[0]) if len(names) == 1 else []
        # In a name with capitals throughout ("Skin Protectant") nothing shows where another begins.
        names = run_in if len(run_in) == _substances(source) and any(re.search(r"\s[a-z]", one) for one in run_in) else names
        if any(len(name.split()) > _PURPOSE_WORDS for name in names):
            continue
        for name in names:
            yield Fact(ClassFact("label", name), source.place(section))


def _indicated(source: Source, section: Section, sentences: tuple[Passage, ...]) -> Iterator[Fact]:
    for sentence in sentences:
        said = _INDICATED.search(section.text, sentence.start, sentence.end)
        named = list(_names(said["class"])) if said else []
        bare = _bare(said["class"]) if said and not named else None
        for name in named or ([bare] if bare else []):
            yield Fact(ClassFact("label", name), source.place(section, sentence.start, sentence.end))


def _introduced(source: Source, section: Section, names: re.Pattern[str]) -> Iterator[Fact]:
    """Returns the class after the medicine's name and "is a", near the start of a section."""
    for sentence in source.full_text(section):
        if sentence.start > _WITHIN:
            return
        text = section.text[sentence.start : sentence.end]
        named = names.search(text)
        said = _IS_A.search(text[named.end() : named.end() + 220]) if named else None
        if said and said.start() <= 60:
            name = _class(said.group(1))
            if name is not None:
                yield Fact(ClassFact("label", name), source.place(section, sentence.start, sentence.end))


def _apposed(source: Source, names: re.Pattern[str]) -> Iterator[Fact]:
    """Returns the class behind the medicine's name in the description: "contains (name), a selective (class), in the form of"."""
    for section in source.under(_DESCRIPTION):
        for sentence in source.full_text(section):
            if sentence.start > _WITHIN:
                break
            text = section.text[sentence.start : sentence.end]
            for named in names.finditer(text):
                said = _APPOSITION.match(text, named.end())
                name = _class(said["class"]) if said else None
                if name is not None:
                    yield Fact(ClassFact("label", name), source.place(section, sentence.start, sentence.end))


def _substances(source: Source) -> int:
    return len({one.name for product in source.label.products for one in product.active}) or 1


def _names(phrase: str) -> Iterator[str]:
    """Returns the class or classes of a phrase; a combination names one for each of its parts."""
    whole = _class(phrase)
    if whole is not None:
        yield whole
        return
    for part in _PARTS.split(phrase):
        name = _class(_NAMED_PART.sub("", part))
        if name is not None:
            yield name


def _bare(phrase: str) -> str | None:
    """Returns what a label says it is though the last noun is no known class: right before "indicated" nothing else stands."""
    words = term(_ARTICLE.sub("", without_brackets(plain(phrase))))
    return words if words and not _NO_CLASS.search(phrase) and len(words.split()) <= _BARE_WORDS else None


def _agent_named(source: Source, names: re.Pattern[str]) -> Iterator[Fact]:
    """Returns the class that stands before the medicine's name in the description ("contains the (class) agent (name)")."""
    for section in source.under(_DESCRIPTION):
        for sentence in source.full_text(section):
            if sentence.start > _WITHIN:
                break
            for said in _THE_AGENT.finditer(section.text, sentence.start, sentence.end):
                name = _class(said["class"]) if names.match(section.text, said.end()) else None
                if name is not None and " " in name:
                    yield Fact(ClassFact("label", name), source.place(section, sentence.start, sentence.end))
                    return


def _class(phrase: str) -> str | None:
    """Returns a phrase as a class when, cut where its description goes on, it ends in a class noun."""
    phrase = _SUBSCRIPT.sub(r"\g<letter>\g<number>-", phrase)
    phrase = _MEMBER_OF.sub(lambda found: f"{found['kind'].strip()} {found['of']}", phrase, count=1)
    whole = _ADJECTIVES.sub(" ", _LOOKS.sub("", _ARTICLE.sub("", without_brackets(plain(phrase)))))
    for words in dict.fromkeys((whole, _STOP.sub("", whole))):
        cut = _LOOKS.sub("", words.strip(" ,"))
        while (shorter := _ARTICLE.sub("", cut)) != cut:
            cut = shorter
        joined = any(_HEAD.search(part) for part in cut.split(" and ")[:-1]) and not cut.lower().endswith("conjugate")
        if _HEAD.search(cut) and not joined and not _COMBINED.match(cut) and not _VAGUE.fullmatch(cut):
            return term(cut)
        of = _OF.search(whole) if _VAGUE.fullmatch(cut) else None
        if of is not None:
            return term(f"{cut} of {of['what']}")
    return None
