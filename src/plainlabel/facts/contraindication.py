"""Contraindications as short terms: "known hypersensitivity to zorfanib", "pregnancy", "none".

Read from section 34070-3 (21 CFR 201.57(c)(5)), of over-the-counter labels from "Do not use" (50570-1): what follows
"contraindicated in patients with", what stands before "is contraindicated", the items of lists, noun phrases that stand as
sentences, and the titles of numbered subsections whose text names nothing. What does not come out as a short term is left out, and
"None." is no contraindication.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from typing import Final

from plainlabel.facts.contraindication_drugs import grouped_drugs
from plainlabel.facts.contraindication_terms import is_own, listed_terms, people_clause
from plainlabel.facts.fact import Fact
from plainlabel.facts.full_text import Sentence
from plainlabel.facts.kinds import Contraindication
from plainlabel.facts.restated import whole_passages
from plainlabel.facts.source import Source, distinct
from plainlabel.facts.terms import masked, plain, term, without_brackets
from plainlabel.label import Passage, Section, cells
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
_VERB = pattern("contraindication.verb")
_ALLERGY = pattern("contraindication.allergy")
_SUBJECT = pattern("contraindication.subject")
_TOGETHER = re.compile(r"\b(?:conjunction|combination|together|concomitant\w*|concurrent\w*) with\b", re.IGNORECASE)
_WORD_ITSELF = re.compile(r"\bcontra-?indicat", re.IGNORECASE)
_ARE_ONES = pattern("contraindication.are_ones")
_OTC_LEAD = pattern("contraindication.otc_lead")
_ITEM_OF_HYPERSENSITIVITY = pattern("contraindication.hypersensitivity_item")
_ITEM_OF_ONE_WORD = re.compile(r"(?<=[a-z)\]])\s+(?=[A-Z][a-z]{3,}\s+[A-Z][a-z]{2,}[\s,-]+[a-z(])")
_BINDS = pattern("contraindication.binds")
_BECAUSE_OF = re.compile(r",?\s+because\b", re.IGNORECASE)
_OBJECTS = re.compile(r"\s*,\s*(?:and\s+|or\s+)?(?:to\s+)?|\s+(?:or|and)\s+(?:to\s+)?", re.IGNORECASE)
_BECAUSE = pattern("contraindication.because")
_SUBORDINATE = re.compile(r"\b(?:who|that|which|whom|whose|if|when|where|because|since|due to)\b", re.IGNORECASE)
_DRUG_COLUMN = pattern("contraindication.drug_column")
_WHO_ARE = re.compile(r"^\W*(?:patients\s+|those\s+)?who\s+(?:are|have|had)\b", re.IGNORECASE)
_LINKED: Final = frozenset({"with", "during"})
_INNER = re.compile(
    r"(?<=[a-z)\]])\.?\s+(?=[A-Z][a-z]{2,}(?:[\s,-]+[a-z(]|$)|(?:In|Who|With)\s)|(?<=[a-z)\]])\s*\.\s+(?=[a-z]{3})|\s{4,}(?=[A-Z])|\.?\s+(?=\d{1,2}\.[A-Z])|\s*[;•●▪■]\s*"
)
_NOT_A_TERM = pattern("contraindication.not_a_term")
_MOST_PHRASE_WORDS: Final = 24
_LEAST_WORDS: Final = 3
_REACTION_TO = re.compile(r"((?:reactions?|hypersensitivity|allergy) to)\s?:\s", re.IGNORECASE)
_IN_WHOM = re.compile(r"\bin (?:patients|those|individuals|persons|women|children)\b", re.IGNORECASE)
_VERB_BEFORE = re.compile(r"\s*\b(?:is|are)\s*(?:also\s*)?$", re.IGNORECASE)
_IF = re.compile(r"\W*if\s+(?=allergic|hypersensitive|sensitive|pregnant)", re.IGNORECASE)
# Within how many letters a sentence tells that a list follows.
_MOST_OPENING: Final = 90
# The letter of an item ("b.") that the border between two items left behind.
_LETTER = re.compile(r"(?:^\W*[a-h]\.\s+|\s[a-h]\.?\s*$)")
# The room that a reference left between two items of flattened text.
_GAP = re.compile(r"\s{4,}(?=[A-Z])")
_HAVE = re.compile(r"\W*(?:have|had)\s+(?!been\b|not\b)", re.IGNORECASE)
_SMALL: Final = frozenset(("a", "an", "any", "of", "the", "in", "its", "their", "known", "with", "use"))


def contraindications(source: Source) -> Iterator[Fact]:
    """Returns the contraindications of a label as terms, each with the sentence, item or title it is read from; equal ones once."""
    seen: list[frozenset[str]] = []
    for fact in distinct(_all(source)):
        assert isinstance(fact.value, Contraindication)
        key = _key(fact.value.term)
        if not any(key <= one for one in seen):
            seen.append(key)
            yield fact


def _key(name: str) -> frozenset[str]:
    """Returns the words two terms are told apart by: of a hypersensitivity the substance."""
    allergy = _ALLERGY.match(name)
    words = re.findall(r"\w+", (allergy["objects"] if allergy else name).lower())
    return frozenset(re.sub(r"(?<=[a-z]{3})s$", "", word) for word in words if word not in _SMALL) | (
        {"allergy"} if allergy else set()
    )


def _all(source: Source) -> Iterator[Fact]:
    yield from _alerts(source)
    for section in source.under(_CODE, _DO_NOT_USE):
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
    listing = not stated or (stated[0] is not passages[0] and not _WORD_ITSELF.search(section.text))
    opened = False
    for passage in passages:
        sentence = Sentence(section, passage.start, passage.end, passage.kind)
        text = sentence.plain
        found = _STATED.search(text)
        subject = _SUBJECT.match(text) if not _TOGETHER.search(text) else None
        drugs = grouped_drugs(source, text)
        are = _ARE_ONES.match(text)
        if drugs:
            yield from (Fact(Contraindication(name), sentence.place(source)) for name in drugs)
        elif are is not None:
            names = list(listed_terms(source, are["who"] or are["rest"]))
            yield from (Fact(Contraindication(name), sentence.place(source)) for name in names)
        elif subject is not None:
            names = list(listed_terms(source, subject["who"]))
            yield from (Fact(Contraindication(name), sentence.place(source)) for name in names)
        elif found:
            listing = yield from _of_statement(source, sentence, found)
            opened = opened or listing
            listing = listing or opened
        elif passage.kind == "row":
            yield from _of_row(source, section, passage)
        elif is_own(source, text.strip()):
            continue  # The end of an item that a line break cut before the name of the medicine.
        elif passage.kind == "item" or (opened and _GAP.search(text)) or (_is_phrase(text) and (listing or _is_known(text))):
            yield from _facts(source, sentence, _otc_start(section, text), flattened=listing)


def _otc_start(section: Section, text: str) -> int:
    """Returns where the words begin behind the "on" or "if" of an over-the-counter item under the heading "Do not use"."""
    lead = _OTC_LEAD.match(text) if section.code == _DO_NOT_USE else None
    return lead.end() if lead is not None else 0


def _of_row(source: Source, section: Section, passage: Passage) -> Iterator[Fact]:
    """Returns the drugs a row of a table of contraindicated drugs names: in its second column where that is headed so."""
    block = next((one for one in section.blocks if one.kind == "row" and one.start <= passage.start < one.end), None)
    row = cells(section.text, block) if block is not None else ()
    if len(row) < 2 or any(cell.header for cell in row):
        return
    for part in _OBJECTS.split(without_brackets(section.text[row[1].start : row[1].end])):
        name = term(part)
        if name is not None and len(name.split()) <= _LEAST_WORDS and not _NOT_A_TERM.match(name) and not _DRUG_COLUMN.search(name):
            yield Fact(Contraindication(name), source.place(section, passage.start, passage.end))


def _words(section: Section, passage: Passage) -> str:
    return section.text[passage.start : passage.end]


def _is_phrase(text: str) -> bool:
    """Returns whether a sentence is a noun phrase: short, without a verb of its own."""
    text = _BECAUSE_OF.split(text, maxsplit=1)[0]
    return len(text.split()) <= _MOST_PHRASE_WORDS and not _VERB.search(_WHO_ARE.sub("", without_brackets(text)))


def _is_known(text: str) -> bool:
    """Returns whether a noun phrase outside of a list names a condition or a hypersensitivity."""
    words = plain(text)
    return _ALLERGY.match(words) is not None or find(words) is not None


def _of_statement(source: Source, sentence: Sentence, found: re.Match[str]) -> Generator[Fact, None, bool]:
    """Returns the terms of a sentence that says "contraindicated"; what a statement opens behind its colon is a list."""
    # "a reaction to: morfan or dorfan" lists substances, not conditions.
    rest = _REACTION_TO.sub(r"\1 ", found["rest"], count=1)
    if ":" in rest[:_MOST_OPENING]:
        yield from _facts(source, sentence, found.start("rest") + rest.index(":") + 1, flattened=True)
        return True
    if ":" in sentence.plain[found.start() : found.start("rest")]:
        yield from _facts(source, sentence, found.start("rest"), flattened=True)
        return True
    names = _of_subject(source, sentence, found, rest)
    if names is None and (clause := people_clause(rest)) is not None:
        names = [clause]
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
    return re.sub(rf"^{own}\s+(?:and|with)\s+|\s+(?:and|with)\s+{own}$", "", subject.strip(), flags=re.IGNORECASE)


def _ends_open(text: str) -> bool:
    return text.rstrip().endswith(("with", "who", "in", ":", "following", "conditions"))


def _inner(text: str, start: int) -> list[re.Match[str]]:
    """Returns the borders between items that flattened text runs into one another, in their order."""
    alone = [one for one in _ITEM_OF_ONE_WORD.finditer(text, start) if not _BINDS.search(text[start : one.start()])]
    more = [one for one in _ITEM_OF_HYPERSENSITIVITY.finditer(text, start) if not _BINDS.search(text[start : one.start()])]
    borders = {one.start(): one for one in (*alone, *more, *_INNER.finditer(text, start))}
    return [borders[at] for at in sorted(borders)]


def _facts(source: Source, sentence: Sentence, start: int, *, flattened: bool) -> Iterator[Fact]:
    """Returns the terms of an item; flattened text runs items into one another, each begins with a capital."""
    text = sentence.plain
    position = start
    # What stands in brackets opens no item.
    borders = [
        (one.start(), one.end())
        for one in (_inner(text, start) if flattened else ())
        if text.count("(", 0, one.start()) <= text.count(")", 0, one.start())
    ]
    for stop, following in [*borders, (len(text), len(text))]:
        if stop < len(text) and source.names is not None and source.names.match(text, following):
            continue
        words = text[position:stop]
        head, _, more = words.partition(": ")
        words = head if more and len(head.split()) > 1 and _VERB.search(more) else words
        having = _HAVE.match(words) or _IF.match(words)
        if having is not None:
            position, words = position + having.end(), words[having.end() :]
        first = sentence.start + position + len(words) - len(words.lstrip())
        last = sentence.start + position + len(words.rstrip())
        if not _VERB.search(_SUBORDINATE.split(without_brackets(words), maxsplit=1)[0]):
            place = source.place(sentence.section, first, last)
            clause = people_clause(_LETTER.sub("", words))
            names = listed_terms(source, words) if clause is None else [clause]
            yield from (Fact(Contraindication(name), place) for name in names)
        position = following
