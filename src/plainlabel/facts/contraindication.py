"""Contraindications as short terms: "known hypersensitivity to zorfanib", "pregnancy", "none".

Read from section 34070-3 (21 CFR 201.57(c)(5)), of over-the-counter labels from "Do not use" (50570-1): what follows
"contraindicated in patients with", what stands before "is contraindicated", the items of lists, noun phrases that stand as
sentences, and the titles of numbered subsections whose text names nothing. What does not come out as a short term is left out, and
"None." is no contraindication.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from itertools import pairwise
from typing import Final

from plainlabel.facts.contraindication_drugs import grouped_drugs
from plainlabel.facts.contraindication_items import HAVE, MARKS, SUBORDINATE, VERB, borders_within, items_within, of_item
from plainlabel.facts.contraindication_keys import is_said, key_of
from plainlabel.facts.contraindication_otc import of_the_panel
from plainlabel.facts.contraindication_overlap import after_stopping, applied_to_more, of_overlap
from plainlabel.facts.contraindication_passages import GAP, WORD_ITSELF, parts_of, row_drugs
from plainlabel.facts.contraindication_terms import is_own, listed_terms, people_clause
from plainlabel.facts.contraindication_text import even
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence
from plainlabel.facts.kinds import Contraindication
from plainlabel.facts.restated import whole_passages
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.terms import masked, plain, term, without_brackets
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.clinical_names import find
from plainlabel.vocabulary.patterns import pattern

_CODE: Final = "34070-3"
_DO_NOT_USE: Final = "50570-1"
_OTC_WARNINGS: Final = ("34071-1", "50569-3")
_OVER_THE_COUNTER: Final = frozenset(("55105-1", "55106-9"))
_ALERT = pattern("contraindication.alert")
_NONE = pattern("contraindication.none")
_NONE_IN_TITLE = re.compile(r"\bnone\b", re.IGNORECASE)
_STATED = pattern("contraindication.stated")
_BEFORE = pattern("contraindication.before")
_ALLERGY = pattern("contraindication.allergy")
_SUBJECT = pattern("contraindication.subject")
_TOGETHER = re.compile(r"\b(?:conjunction|combination|together|concomitant\w*|concurrent\w*) with\b", re.IGNORECASE)
_ARE_ONES = pattern("contraindication.are_ones")
_OTC_LEAD = pattern("contraindication.otc_lead")
_BECAUSE_OF = re.compile(r",?\s+(?:because\b|due to the (?:potential |increased )?risk\b)", re.IGNORECASE)
_BECAUSE = pattern("contraindication.because")
_WHO_ARE = pattern("contraindication.who_phrase")
_RUN_ON_HEADING = pattern("contraindication.run_on_heading")
# A heading before what it heads.
_BARE_ALLERGY = re.compile(r"(?:known )?(?:hypersensitivity|allergy)", re.IGNORECASE)
# Behind these words the list has not begun.
_OPENS = re.compile(
    r"\b(?:following|with|who|whom|have|in|of|to|use|conditions|patients|women|receiving|taking|these|any)\s*$|\bfollowing\b|^\s*$",
    re.IGNORECASE,
)
_HEADED = re.compile(r"\W*(?P<head>[A-Z][^.:;]{3,90}):\s+[A-Z]")
# The rest of a statement that a reference or a full stop cut off.
_GOES_ON = re.compile(r"\W*(?:with|receiving|taking|undergoing)\s[a-z]")
_REACTIONS_TO = pattern("contraindication.reactions_to")
_SUBSTANCE = re.compile(r"\b(?:to|with|of|from|for|and|or|other|containing|using|concomitant)\s", re.IGNORECASE)
# "... or in patients with": behind a clause on some people the statement goes on with others.
_AND_IN_OTHERS = re.compile(
    r"\bin (?:those|patients|individuals) with\s(?!.*\bin (?:whom|those|patients|individuals) (?:whom|who|whose)\b)",
    re.IGNORECASE | re.DOTALL,
)
_LINKED: Final = frozenset({"with", "during"})
_NOT_A_TERM = pattern("contraindication.not_a_term")
_GROUP = pattern("contraindication.group")
# "patients with gout or who have asthma": of people, and no verb of the sentence.
_OR_WHO = re.compile(r"\bwho (?:have had|have|had|are)\b(?! been)", re.IGNORECASE)
_MOST_PHRASE_WORDS: Final = 24
_REACTION_TO = re.compile(r"((?:reactions?|hypersensitivity|allergy) to)\s?:\s", re.IGNORECASE)
_IN_WHOM = re.compile(r"\bin (?:patients|those|individuals|persons|women|children)\b", re.IGNORECASE)
_VERB_BEFORE = re.compile(r"\s*\b(?:is|are)\s*(?:also\s*)?$", re.IGNORECASE)
_NUMBER = re.compile(r"^\W*\(?\d{1,2}[.)]\s+(?=[A-Z])")
# "Concomitant morfan should also not be used."
_NOT_WITH_IT = pattern("contraindication.not_with_it")
# Within how many letters a sentence tells that a list follows.
_MOST_OPENING: Final = 90
_LEAST_BORDERS: Final = 2
# Verbs that an item of people may hold: "Women who are pregnant".
_RUNNING = re.compile(r"\bwho (?:are|have|had|may be|may become)\b", re.IGNORECASE)


def contraindications(source: Source) -> Iterator[Fact]:
    """Returns the contraindications of a label as terms, each with the sentence, item or title it is read from; equal ones once."""
    source = even(source)
    seen: list[tuple[frozenset[str], str]] = []
    every = list(distinct(_all(source)))
    to_what = any(isinstance(one.value, Contraindication) and _ALLERGY.match(one.value.term) for one in every)
    for fact in every:
        assert isinstance(fact.value, Contraindication)
        if to_what and _BARE_ALLERGY.fullmatch(fact.value.term):
            continue
        if _runs_into_name(source, fact.value.term):
            continue
        key = key_of(fact.value.term)
        if not any(is_said(key, one, first) for one, first in seen):
            seen.append((key, fact.value.term.split()[0].lower()))
            yield fact


def _runs_into_name(source: Source, name: str) -> bool:
    """Returns whether a term is a heading that flattened text runs into the name of the medicine ("Liver Disease Zorfan")."""
    own = source.names.search(name) if source.names is not None else None
    return own is not None and own.start() > 0 and not own.end() < len(name) and not _SUBSTANCE.search(name)


def _all(source: Source) -> Iterator[Fact]:
    yield from _alerts(source)
    for read in of_the_panel(source):
        yield from [read] if isinstance(read, Fact) else _of_text(source, read[0], read[1:])
    for section in source.under(_CODE):
        passages = whole_passages(source, section)
        if _NONE_IN_TITLE.search(section.title) or (passages and _NONE.match(masked(_words(section, passages[0])))):
            continue
        found = list(_of_text(source, section, passages))
        yield from found
        if not found and section.code != _CODE and section.number and section.title:
            name = term(section.title)
            if name and not _NOT_A_TERM.match(name):
                yield Fact(Contraindication(name), source.place(section))


def _alerts(source: Source) -> Iterator[Fact]:
    """Returns what the allergy alert of an over-the-counter label forbids."""
    if not any(section.code in _OVER_THE_COUNTER for section in source.label.sections):
        return
    for section in source.under(*_OTC_WARNINGS):
        for found in _ALERT.finditer(section.text):
            place = source.place(section, found.start(), found.end())
            yield from (Fact(Contraindication(name), place) for name in listed_terms(source, found["rest"]))


def _of_text(source: Source, section: Section, passages: Sequence[Passage]) -> Iterator[Fact]:
    # A section that never says "contraindicated" lists what it forbids; behind a colon a list goes on over the sentences between.
    stated = [one for one in passages if _STATED.search(section.text, one.start, one.end)]
    listing = not stated or (stated[0] is not passages[0] and not WORD_ITSELF.search(section.text))
    opened = False
    reaction: str | None = None
    for sentence in (part for one in passages for part in parts_of(section, one)):
        text = sentence.plain
        names = _whole(source, sentence, reaction)
        if reaction is None or sentence.kind != "item":
            opens = _REACTIONS_TO.search(text)
            reaction = opens["lead"] if opens is not None else None
        found = _STATED.search(text)
        if names is not None:
            listing = opened = opened or (found is not None and ":" in found.group()[:_MOST_OPENING])
            yield from (Fact(Contraindication(name), sentence.place(source)) for name in names)
        elif found:
            listing = yield from _of_statement(source, sentence, found)
            opened = opened or listing
            listing = listing or opened
        else:
            yield from _of_listed(source, sentence, listing=listing, opened=opened, stated=bool(stated))
        yield from (Fact(Contraindication(name), sentence.place(source)) for name in after_stopping(source, text))


def _whole(source: Source, sentence: Sentence, reaction: str | None) -> list[str] | None:
    """Returns the terms of a sentence that one rule tells in whole; `reaction` is what opened the list it stands in."""
    text = sentence.plain
    if reaction is not None and sentence.kind == "item" and not VERB.search(SUBORDINATE.split(text, maxsplit=1)[0]):
        # "hypersensitivity to: (item) (item)"
        return list(listed_terms(source, f"{reaction} {text.strip(MARKS)}"))
    told = applied_to_more(source, text)
    if told is not None:
        return told
    # A long text holds other items too: they are parted first.
    drugs = grouped_drugs(source, text) or (None if items_within(source, text) else of_overlap(source, text))
    if drugs:
        return drugs
    are = _ARE_ONES.match(text)
    if are is not None:
        who = are["who"] and _RUN_ON_HEADING.split(are["who"].strip())[-1]
        return list(listed_terms(source, who or are["rest"]))
    subject = _SUBJECT.match(_NUMBER.sub("", text)) if not _TOGETHER.search(text) else None
    return list(listed_terms(source, subject["who"])) if subject is not None else None


def _of_listed(source: Source, sentence: Sentence, *, listing: bool, opened: bool, stated: bool) -> Iterator[Fact]:
    """Returns the terms of a row, an item, or a sentence that goes on with what another has opened."""
    section, text = sentence.section, sentence.plain
    if sentence.kind == "row":
        yield from (Fact(Contraindication(name), sentence.place(source)) for name in row_drugs(sentence))
        return
    if is_own(source, text.strip()):
        return  # The end of an item that a line break cut before the name of the medicine.
    headed = _HEADED.match(text) if listing or opened else None
    if headed is not None and not VERB.search(headed["head"]):
        # "Pregnant women: zorfanib may ...": a name, then its reason.
        names = list(listed_terms(source, headed["head"]))
        yield from (Fact(Contraindication(name), sentence.place(source)) for name in names)
    elif stated and _GOES_ON.match(text) and _is_phrase(text):
        yield from of_item(source, sentence, 0, flattened=listing)
    elif (
        sentence.kind == "item"
        or (opened and GAP.search(text))
        or (_is_phrase(text) and (listing or _is_known(text)))
        or (listing and _are_phrases(source, text))
    ):
        yield from of_item(source, sentence, _otc_start(section, text), flattened=listing)


def _otc_start(section: Section, text: str) -> int:
    """Returns where the words begin behind the "on" or "if" of an over-the-counter item under the heading "Do not use"."""
    lead = _OTC_LEAD.match(text) if section.code == _DO_NOT_USE else None
    return lead.end() if lead is not None else 0


def _words(section: Section, passage: Passage) -> str:
    return section.text[passage.start : passage.end]


def _are_phrases(source: Source, text: str) -> bool:
    """Returns whether a text is noun phrases that flattening ran together ("Men with gout Women who are pregnant")."""
    if VERB.search(_RUNNING.sub("", text)):
        return False
    borders = [0, *(one.end() for one in borders_within(source, text)), len(text)]
    return len(borders) > _LEAST_BORDERS and all(_is_phrase(text[one:other]) for one, other in pairwise(borders))


def _is_phrase(text: str) -> bool:
    """Returns whether a sentence is a noun phrase: short, without a verb of its own."""
    text = _NUMBER.sub("", without_brackets(_BECAUSE_OF.split(text, maxsplit=1)[0]))
    having = HAVE.match(text)
    text = _OR_WHO.sub("", text[having.end() :] if having else text)
    return all(len(part.split()) <= _MOST_PHRASE_WORDS for part in text.split(";")) and not VERB.search(_WHO_ARE.sub("", text))


def _is_known(text: str) -> bool:
    """Returns whether a noun phrase outside of a list names a condition or a hypersensitivity."""
    words = plain(text)
    return _ALLERGY.match(words) is not None or _GROUP.match(words) is not None or find(words) is not None


def _of_statement(source: Source, sentence: Sentence, found: re.Match[str]) -> Generator[Fact, None, bool]:
    """Returns the terms of a sentence that says "contraindicated"; what a statement opens behind its colon is a list."""
    # "a reaction to: morfan or dorfan" lists substances, not conditions.
    rest = _REACTION_TO.sub(r"\1 ", found["rest"], count=1)
    if ":" in rest[:_MOST_OPENING]:
        before = rest[: rest.index(":")]
        if not _OPENS.search(before):
            yield from (Fact(Contraindication(name), sentence.place(source)) for name in listed_terms(source, before))
        yield from of_item(source, sentence, found.start("rest") + rest.index(":") + 1, flattened=True)
        return True
    if ":" in sentence.plain[found.start() : found.start("rest")]:
        yield from of_item(source, sentence, found.start("rest"), flattened=True)
        return True
    names = _of_subject(source, sentence, found, rest)
    if names is None and (clause := people_clause(rest)) is not None:
        names = [clause, *(listed_terms(source, rest[more.start() :]) if (more := _AND_IN_OTHERS.search(rest)) else ())]
    if names is not None:
        yield from (Fact(Contraindication(name), sentence.place(source)) for name in names)
        return False
    lead = f"{found['link']} " if (found["link"] or "").lower() in _LINKED else ""
    names = list(listed_terms(source, rest))
    for name in names:
        shown = term(f"use {lead}{name}") or name if lead else name
        yield Fact(Contraindication(shown), sentence.place(source))
    return not rest.strip(" .:") or (not names and _ends_open(found.group()))


def _of_subject(source: Source, sentence: Sentence, found: re.Match[str], rest: str) -> list[str] | None:
    """Returns the terms that stand before "is contraindicated"; None where what follows tells them."""
    subject = _BEFORE.match(sentence.plain[: found.start()])
    if subject is not None:
        partner = _partner(source, subject["rest"])
        together = "oncomitant" in subject.group() or "dministration" in subject.group()
        own = is_own(source, partner)
        if (not own and (together or _BECAUSE.match(rest))) or (own and _BECAUSE.match(rest) and _IN_WHOM.search(partner)):
            return list(listed_terms(source, partner))
    before = _VERB_BEFORE.sub("", sentence.plain[: found.start()]).strip()
    besides = _NOT_WITH_IT.match(before) if not rest.strip(" .") else None
    if besides is not None:
        return list(listed_terms(source, besides["what"]))
    if before and found["link"] and not is_own(source, before) and is_own(source, rest):
        # "Morfans are contraindicated with ZORFAN": what is not to be used stands before.
        return list(listed_terms(source, before))
    return None


def _partner(source: Source, subject: str) -> str:
    """Returns what the medicine is not to be used with: a subject without its own name ("morfan and ZORFAN")."""
    names = source.names
    if names is None:
        return subject
    own = names.pattern
    later = rf"\s+(?:and|with)\s+{own}(?:\s+\w+)?(?:,?\s+or\s+within\s.*)?$"
    return re.sub(rf"^{own}\s+(?:and|with)\s+|{later}", "", subject.strip(), flags=re.IGNORECASE)


def _ends_open(text: str) -> bool:
    return text.rstrip().endswith(("with", "who", "in", ":", "following", "conditions"))
