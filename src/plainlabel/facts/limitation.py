"""Limitations of use: what a medicine is said not to be for, by short terms.

Read from Indications and Usage (21 CFR 201.57(c)(2)): sentences that say that something is not indicated, not recommended, not
established; the items of lists such a sentence opens. Other sections add only what they say the medicine is not approved or not
indicated for. Groups of age and pregnancy are left to the facts on them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final

from plainlabel.facts.contraindication_otc import A_USE
from plainlabel.facts.drug_facts import items, panel
from plainlabel.facts.excerpt import own_passages
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence, full_sections
from plainlabel.facts.kinds import Limitation
from plainlabel.facts.limitation_approved import approved_for, of_another_act
from plainlabel.facts.limitation_elsewhere import said_elsewhere
from plainlabel.facts.limitation_parts import MOST_WORDS, SPLIT, parts_of, short
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.clinical_keys import ordered_key
from plainlabel.vocabulary.patterns import pattern

_CODE: Final = "34067-9"
_SHORTEST: Final = 3
_OPENING = pattern("limitation.opening")
_NOT_FOR = pattern("limitation.not_for")
_NOT_WITH = pattern("limitation.not_with")
_UNKNOWN = pattern("limitation.unknown")
_UNKNOWN_OF = pattern("limitation.unknown_of")
_LEAD = pattern("limitation.lead")
_CUT = pattern("limitation.cut")
_NOT_A_TERM = pattern("limitation.not_a_term")
_GROUPS = pattern("limitation.groups")
_LIST = pattern("limitation.list")
_PATIENTS_WITH = re.compile(r"\s(?:in|for)\s(?:adult\s)?(?:patients|those|individuals|people)\s(?:with|who have)\s", re.IGNORECASE)
# What is true of some patients only makes no short term.
_WHO = re.compile(r"(?:^|\s)(?:who|whose|whom|where|that)(?:\s|$)", re.IGNORECASE)
# "gout who are young": "young gout"; "gout who experience itch": "itch in gout".
_WHO_ARE = pattern("limitation.who_are")
# What begins anew behind "or" is a thing of its own.
_NO_ANSWER = re.compile(r"(?:in|by|from) (?:humans|man|(?:\w+[\s-]){0,4}(?:trials?|studies|study))", re.IGNORECASE)
# "Use on more than a fifth of the skin is not established in gout": gout itself is no limitation.
_MORE_THAN = re.compile(r"^(?:on |for |with )?(?:more|longer|greater|larger) than\b", re.IGNORECASE)
# A list in sentences: each group of people is one, up to the first with a verb.
_FOLLOWING_PEOPLE = re.compile(r"\bin the following (?:patient )?(?:populations?|groups?|patients)?\s?:", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:is|are|has|have|should|may|can|must|was|were)\b[^.]*\b(?:indicated|approved|used|recommended|shown)\b", re.IGNORECASE
)
_BUT = re.compile(r",\s+but\b.*$", re.IGNORECASE)
_ANEW = pattern("limitation.anew")
_ITEMS = pattern("limitation.item_border")
_SUBJECT_NOT = pattern("limitation.subject_not")
_ONLY_WHO_CANNOT = pattern("limitation.only_who_cannot")
_NO_EVIDENCE = pattern("limitation.no_evidence")
_FOLLOWING = pattern("limitation.following")
_LONG_TERM = pattern("limitation.long_term")
_TIME = re.compile(r"(?:before|prior to|after|during)\s", re.IGNORECASE)
_FOR_WANT = re.compile(r"\s+due to (?:an? |the )?(?:lack|insufficient|inadequate|limited|absence)\b.*$", re.IGNORECASE)
_GIVEN_WHEN = re.compile(
    r"^(?:.* )?when (?:administered|given) (?=(?:after|before|during|within|more than|less than)\s)", re.IGNORECASE
)
_PRESENCE = re.compile(r"\bin the (?:(?P<is>presence)|absence) of\b", re.IGNORECASE)
_SUCH = re.compile(r"\bsuch (?=[a-zA-Z])(?!as\b)")
_SAYS_NOT = re.compile(r"\s+(?:is|are|has|have|should) not\b")
_LEAST_LISTS: Final = 2
_AS_NEEDED = re.compile(r"\bas[- ]needed (?:basis|use)\b", re.IGNORECASE)
_OR_USE = re.compile(r"(?<=\w)\suse$", re.IGNORECASE)
_USE_IN = re.compile(r"^(?:(?:use|treatment|therapy)\s)?(?:in|of|for)\s(?=\w)|^use\s(?:in|for)\s", re.IGNORECASE)
_HARD_NOT = pattern("limitation.hard_not")
_PEOPLE_WHO = pattern("limitation.people_who")
_WHEN = pattern("limitation.when")
_AGE_GROUP = pattern("limitation.age_group")
_DURATION = pattern("limitation.duration")
_SINGLE = pattern("limitation.single")
_RESERVED = pattern("limitation.reserved")
_INTERCHANGEABLY = pattern("limitation.interchangeably")
_NO_VALUE = pattern("limitation.no_value")
_OPENS_USES = pattern("limitation.opens_uses")
_IN_PATIENTS_WHO = pattern("limitation.in_patients_who")
# How far before a sentence a heading that says what it is may begin.
_HEADING_BEFORE: Final = 40
_MOST_WHO_WORDS: Final = 16


def limitations(source: Source) -> Iterator[Fact]:
    """Returns the limitations of use of a label, equal ones once."""
    seen: list[set[str]] = []
    told = list(_all(source))
    approved = approved_for(source) if told else frozenset()
    for said, sentence in told:
        name = of_another_act(sentence, said) if ordered_key(said) in approved else said
        key = set(ordered_key(name or "").split())
        if name is not None and not any(key <= one or one <= key for one in seen):
            seen.append(key)
            yield Fact(Limitation(name), sentence.place(source))


def _all(source: Source) -> Iterator[tuple[str, Sentence]]:
    # Some labels state a limitation in the Highlights only.
    said = list(_of_uses(source, full_sections(source, _CODE), _passages)) or list(_of_uses(source, source.under(_CODE), _excerpts))
    yield from said
    yield from _of_the_panel(source)
    for words, sentence, groups in said_elsewhere(source):
        names = list(_terms(source, words, groups=groups))
        yield from ((name, sentence) for name in names if groups or not _GROUPS.search(name))


def _of_the_panel(source: Source) -> Iterator[tuple[str, Sentence]]:
    """Returns the uses that an over-the-counter panel names under "Do not use" ("for regular toe care")."""
    for piece in panel(source, "do_not_use"):
        for start, end in items(piece):
            use = A_USE.match(piece.section.text[start:end])
            if use is not None:
                yield use["what"], Sentence(piece.section, start, end, "item")


def _of_uses(
    source: Source, sections: Iterable[Section], passages: Callable[[Source, Section], Iterable[Passage]]
) -> Iterator[tuple[str, Sentence]]:
    """Returns the terms of Indications and Usage; groups of age count where they stand under "Limitations of Use"."""
    for section in sections:
        listing = False
        limiting = _OPENING.search(section.title) is not None
        for passage in passages(source, section):
            sentence = Sentence(section, passage.start, passage.end, passage.kind)
            text = " ".join(sentence.bare.split())
            opened = _OPENING.search(section.text, max(0, passage.start - _HEADING_BEFORE), passage.end) is not None
            limiting = opened or (limiting and not _OPENS_USES.search(text))
            listing = listing and not _STATES.search(text)
            if listing and passage.kind in {"item", "paragraph"} and not _LIST.search(text) and not _says(text):
                yield from ((name, sentence) for name in _terms(source, text, groups=limiting))
                continue
            listing = bool(_says(text)) and (text.rstrip().endswith(":") or bool(_FOLLOWING_PEOPLE.search(text)))
            for statement in _statements(source, text):
                yield from ((name, sentence) for name in _of_sentence(source, statement, groups=limiting))


def _excerpts(source: Source, section: Section) -> Iterator[Passage]:
    """Returns all passages of a section, those of Highlights among them."""
    return (one for one in source.passages(section) if one.kind not in {"image", "heading"})


def _passages(source: Source, section: Section) -> Iterator[Passage]:
    """Returns the passages to read: all of a chapter without subsections, where the excerpt may begin within the limitations."""
    alone = not any(child.number and child.text for child in source.children(section))
    for one in source.passages(section) if alone else own_passages(source, section):
        if one.kind not in {"image", "heading"}:
            yield one


def _statements(source: Source, text: str) -> list[str]:
    """Returns the statements that flattening ran together: behind a list the medicine's name begins another."""
    own = source.names
    if own is None or text.count(":") < _LEAST_LISTS:
        return [text]
    starts = [one.start() for one in own.finditer(text) if one.start() and _SAYS_NOT.match(text, one.end())]
    return [text[one:other].strip() for one, other in pairwise([0, *starts, len(text)])]


def _says(text: str) -> re.Match[str] | None:
    return _NOT_FOR.search(text) or _UNKNOWN.search(text) or _NOT_WITH.search(text)


def _of_sentence(source: Source, text: str, *, groups: bool) -> Iterator[str]:
    """Returns the terms of a sentence that limits the use; `groups` where groups of age are limitations too."""
    able = _ONLY_WHO_CANNOT.search(text)
    if able is not None:
        yield f"{able['who']} who can {able['what'].strip()}"
    plain_words = _in_words(text) if groups else None
    if plain_words is not None:
        yield plain_words
    when = _WHEN.search(text)
    if when is not None and groups and len(when["when"].split()) <= MOST_WORDS:
        yield when["when"].strip()
        return
    said = _said(source, text)
    if said is not None:
        yield from _terms(source, said, groups=groups)
        return
    yield from _unknown(source, text, groups=groups)


def _said(source: Source, text: str) -> str | None:
    """Returns the phrase of what a sentence says the medicine is not for, None where it says nothing of the kind."""
    subject = _SUBJECT_NOT.match(text)
    if subject is not None:
        own = source.names and re.search(rf"\s(?:of|with) {source.names.pattern}(?: \w+)?$", subject["rest"], re.IGNORECASE)
        what = subject["rest"][: own.start()] if own else subject["rest"]
        if not (source.names and source.names.search(what)):
            return what
    found = _NOT_FOR.search(text)
    if found is not None and not _HARD_NOT.search(text[: found.end()]):
        opens = text[: found.start("rest")].rstrip().endswith(":")
        return f": {found['rest']}" if opens else found["rest"]
    together = _NOT_WITH.search(text)
    return together["rest"] if together is not None else None


def _unknown(source: Source, text: str, *, groups: bool) -> Iterator[str]:
    """Returns the terms of a sentence that tells what is not known, or of no value."""
    unknown = _UNKNOWN.search(text)
    if unknown is None:
        useless = _NO_VALUE.search(text) or _NO_EVIDENCE.search(text)
        if useless is not None and not _HARD_NOT.search(text[: useless.start("rest")]):
            yield from _terms(source, useless["rest"], groups=groups)
        return
    long = _LONG_TERM.search(text)
    if long is not None:
        yield " ".join(long.group().lower().split())
        return
    rest = unknown["rest"].strip(" .")
    before = _UNKNOWN_OF.search(text[: unknown.start("rest")])
    if rest and not _NO_ANSWER.fullmatch(rest) and not (before and _MORE_THAN.search(before["rest"])):
        yield from _terms(source, rest, groups=groups)
    elif before is not None:
        yield from _terms(source, before["rest"], groups=groups)


def _in_words(text: str) -> str | None:
    """Returns the term of a limit of time or exchange, which names no condition."""
    lasting = _DURATION.search(text)
    if lasting is not None:
        return f"use longer than {lasting['time'].lower().removeprefix('no more than ')}"
    single = _SINGLE.search(text)
    if single is not None:
        return f"more than a single {single['what'].lower()}"
    if _RESERVED.search(text):
        return "use where alternative treatment options are adequate"
    return "interchangeable use" if _INTERCHANGEABLY.search(text) else None


def _terms(source: Source, rest: str, *, groups: bool = False) -> Iterator[str]:
    """Returns the terms a phrase lists: it is parted at "or" only where each part is a known name."""
    rest = _BUT.sub("", rest)
    parts = _ANEW.split(rest)
    if len(parts) == 1 and _FOLLOWING.match(rest):
        # A flattened list: a capital behind a small word opens an item.
        parts = _ITEMS.split(_FOLLOWING.sub("", rest).strip())
    for part in parts:
        needed = _AS_NEEDED.search(part)
        if needed is not None:
            yield needed.group().lower()
            continue
        found = list(_terms_of(source, _FOLLOWING.sub("", part).strip(), groups=groups))
        yield from found
        people = None if found else _PEOPLE_WHO.match(part)
        if people is not None and len(people["who"].split()) <= _MOST_WHO_WORDS:
            yield " ".join(people["who"].split())


def _terms_of(source: Source, rest: str, *, groups: bool) -> Iterator[str]:
    """Returns the terms of one thing a phrase names."""
    rest = _PRESENCE.sub(lambda found: "with" if found["is"] else "without", _SUCH.sub("", rest))
    people = rest
    while (shorter := _USE_IN.sub("", people)) != people:
        people = shorter
    if groups and _AGE_GROUP.match(people):
        cut = _CUT.search(people, 4)
        group = term(people[: cut.start()] if cut else people, _MOST_WHO_WORDS)
        if group is not None:
            yield group
            return
    while (shorter := _LEAD.sub("", rest, count=1)) != rest:
        rest = shorter
    cut = _CUT.search(rest, 4)
    words = _PATIENTS_WITH.sub(" in ", " ".join((rest[: cut.start()] if cut else rest).split())).strip(" .,;:•")
    while (shorter := _LEAD.sub("", words, count=1)) != words:
        words = shorter
    words = _FOR_WANT.sub("", words)
    told = _WHO_ARE.fullmatch(words)
    if told is not None:
        words = f"{told['state']} {told['of']}" if told["are"] else f"{told['what']} in {told['of']}"
    alone = _IN_PATIENTS_WHO.sub("", _OR_USE.sub("", words))
    words = alone if len(alone.split()) > 1 else words
    if (who := _WHO.search(words)) is not None:
        ends = [one.start() for one in SPLIT.finditer(words, 0, who.start())]
        words = words[: ends[-1]] if ends and "," in words[ends[-1] : who.start()] else ""
    for part in parts_of(_GIVEN_WHEN.sub("administration ", words)):
        name = short(part)
        if (
            name is not None
            and (len(name) > _SHORTEST or name.isupper())
            and not _NOT_A_TERM.match(name)
            and not (source.names and source.names.match(name))
        ):
            yield f"use {name}" if _TIME.match(name) else name
