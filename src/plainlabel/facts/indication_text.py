"""Indications named in running text and lists: each condition with the people and the role the words around it tell.

The text is read statement by statement: a sentence that says "indicated" (or an over-the-counter use), with the list behind it. A
statement is parted into chunks (items, flattened items). In each, conditions are what a pattern finds behind "treatment of" and the
mentions the trained model finds (`conditions.mentions`); what stands behind "who", "caused by", "following" is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from plainlabel.facts.conditions.context import known_names
from plainlabel.facts.conditions.mentions import mentions
from plainlabel.facts.conditions.tokens import sentences
from plainlabel.facts.fact import Fact
from plainlabel.facts.indication_acts import only_prevents, with_act
from plainlabel.facts.indication_kept import WITH_ANOTHER
from plainlabel.facts.indication_lists import of_each_cause, parted
from plainlabel.facts.indication_people import made, who_of
from plainlabel.facts.indication_phrases import is_one, ruled_condition, with_tail
from plainlabel.facts.indication_procedures import activities, examinations, procedure
from plainlabel.facts.indication_statements import Named, Statement, bare_list, chunks, is_list, statements
from plainlabel.facts.kinds import Indication
from plainlabel.facts.population import Population
from plainlabel.facts.source import Source
from plainlabel.facts.terms import term
from plainlabel.label import Passage, Section
from plainlabel.vocabulary.abbreviations import defined_abbreviations
from plainlabel.vocabulary.clinical_keys import ordered_key
from plainlabel.vocabulary.clinical_names import find, normalise
from plainlabel.vocabulary.patterns import pattern

_ACT = pattern("indication.act")
_IN_PEOPLE = pattern("indication.in_people")
_ORGANS = pattern("indication.organs")
_NO_NAME = pattern("indication.no_name")
_ASIDE = pattern("indication.aside")
_QUALIFIERS = pattern("indication.qualifiers")
_BEHIND = pattern("indication.behind")
_TREATED = pattern("indication.treated")
_ITEM_HEAD = re.compile(r"\W*(?P<head>[A-Z][^.:;\n]{3,90}?)\s*:\s")
_INFECTIONS = re.compile(r"\b(?:other|serious|severe|following|systemic|the)\s+infections\b[^.;]{0,80}$", re.IGNORECASE)
_UNDERGONE: Final = frozenset(("undergoing", "receiving"))
_EXAMPLES: Final = frozenset(("including", "such as"))
_ANEW = pattern("indication.anew")
_OPENS_PEOPLE = pattern("indication.opens_people")
_MEASURE = pattern("indication.a_measure")
_VERB_LEAD = pattern("indication.verb_lead")
_HEADS = re.compile(r"\s?:|\s(?:kinase|receptor|factor|antigen|protein|gene)\b")
_PEOPLE_COLON = pattern("indication.people_colon")
_ONLY_WHO = pattern("indication.only_who")
_INDICATED = re.compile(r"\bindicat", re.IGNORECASE)
_GENUS = re.compile(r"\b[A-Z]\.\s?$")
_LINKED = re.compile(r"[\s,/]*(?:and|or|and/or|with or without|&)?(?:\s+(?:of|the|as well as))*[\s,]*", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ITEM_SIGNS: Final = frozenset("\n•●▪■◦○‣∙")
_ABBREVIATION: Final = 6


def of_text(source: Source, section: Section, passages: Sequence[Passage]) -> Iterator[Fact]:
    """Returns the indications that the running text of a section names; a name found again in other words counts once."""
    if not passages:
        return
    said = list(statements(section, passages))
    if not _INDICATED.search(section.text):
        # Lists of a text that nowhere says "indicated" need no opening.
        starts = {one.start for one in said}
        said = sorted([*said, *(one for one in bare_list(section, passages) if one.start not in starts)])
    if not said:
        return
    found = [
        Named(one.start, one.end, one.text)
        for one in mentions(section.text[: passages[-1].end])
        if any(statement.start <= one.start < statement.end for statement in said)
    ]
    found += [
        one
        for statement in said
        if is_list(section, statement) or _names_infections(section, statement)
        for one in _listed(section, statement, found)
    ]
    found = sorted(one for one in found if not _HEADS.match(section.text, one.end))
    abbreviations = defined_abbreviations(section.text)
    seen: list[str] = []
    first: list[tuple[str, Indication]] = []
    for statement in said:
        for fact in _of_statement(source, section, statement, found):
            assert isinstance(fact.value, Indication)
            whole = " ".join(abbreviations.get(word, word) for word in fact.value.condition.split())
            alike = next((value for words, value in first if _same(whole, words)), None)
            if not any(_same(whole, one) for one in seen):
                yield fact
                first.append((whole, fact.value))
            elif alike is not None and fact.value.adults and {alike.role, fact.value.role} == {None, WITH_ANOTHER}:
                # The same condition, now with another medicine or alone: told in the words of the first.
                yield Fact(replace(fact.value, condition=alike.condition), fact.place)
            seen.append(whole)
    yield from _explained(source, section, passages, said, seen)


def _explained(
    source: Source, section: Section, passages: Sequence[Passage], said: Sequence[Statement], seen: list[str]
) -> Iterator[Fact]:
    """Returns the known conditions that head an item of a list whose items explain themselves in sentences ("Gout: a ...")."""
    opening = next((one for one in said if ":" in section.text[one.start : one.end]), said[0] if said else None)
    if opening is None:
        return
    for passage in passages:
        if passage.start < opening.end or any(one.start <= passage.start < one.end for one in said):
            continue
        head = _ITEM_HEAD.match(section.text, passage.start, passage.end)
        name = term(head["head"]) if head else None
        known = find(name) if name else None
        if (
            name
            and known
            and known.how in {"name", "qualified"}
            and not _ORGANS.match(name)
            and not any(_same(name, one) or _same(one, name) for one in seen)
        ):
            seen.append(name)
            lead = section.text[opening.start : opening.end].partition(":")[0]
            yield Fact(made(name, lead), source.place(section, passage.start, passage.end))


def _names_infections(section: Section, statement: Statement) -> bool:
    """Returns whether a statement lists the infections it is about ("infections due to staphylococci, including septicemia")."""
    end = section.text.find("including", statement.start, statement.end)
    return end >= 0 and _INFECTIONS.search(section.text[statement.start : end]) is not None


def _listed(section: Section, statement: Statement, found: Sequence[Named]) -> Iterator[Named]:
    """Returns the known names of a list that the model did not take for mentions (long lists under headings of organs)."""
    text = section.text[statement.start : statement.end]
    taken = {at for one in found for at in range(one.start, one.end)}
    for sentence in sentences(text):
        for first, last in known_names(sentence):
            start, end = statement.start + sentence[first].start, statement.start + sentence[last - 1].end
            if taken.isdisjoint(range(start, end)):
                yield Named(start, end, section.text[start:end])


def _same(one: str, other: str) -> bool:
    """Returns whether a condition only repeats one named before: in fewer words, by its abbreviation or by a synonym."""
    left, right = find(one), find(other)
    if set(ordered_key(one).split()) <= set(ordered_key(other).split()):
        return True
    if left is None or right is None or left.condition != right.condition:
        return False
    return (left.how == "name" and right.how == "name") or min(len(one), len(other)) <= _ABBREVIATION


def _of_statement(source: Source, section: Section, statement: Statement, found: list[Named]) -> Iterator[Fact]:
    other = examinations(section, statement) or activities(section, statement)
    if other:
        yield from (Fact(one, source.place(section, statement.start, statement.end)) for one in other)
        return
    parts = chunks(section.text, statement, found)
    lead = section.text[parts[0][0] : parts[0][1]]
    any_found = False
    whose = _PEOPLE_COLON.search(lead) is not None
    # "to reduce the risk of X in adults with: Y, Z": what is listed is whom it is for.
    people = _OPENS_PEOPLE.search(lead) is not None and only_prevents(lead) == "risk"
    for start, end in parts[:1] if people else parts:
        words = section.text[start:end]
        if whose and any_found and _ONLY_WHO.match(words):
            # "treatment of X in adults: who have Y": Y tells whom.
            continue
        named = list(_named(section, start, end, found, first=start == parts[0][0]))
        for at, one in enumerate(named):
            any_found = True
            own = _segment(section.text, start, end, named, at)
            told = own if who_of(own) != Population() else words if len(named) == 1 else own
            if who_of(told) == Population():
                told = f"{lead} {told}" if start != parts[0][0] else section.text[start : named[0].start] + " " + told
            role = f"{lead} {own}" if start != parts[0][0] and lead.rstrip().endswith(":") else words if len(named) == 1 else own
            before = section.text[start : max(start, one.start)]
            opened = section.text[parts[0][0] : start].rpartition(":")[0] or lead
            flat = " ".join(_BRACKET.sub(" ", words).split()).replace(" ,", ",")
            conditions = [
                each for part in filter(None, parted(_without_name(source, one.words))) for each in of_each_cause(part, flat)
            ]
            for part in (_VERB_LEAD.sub("", one) for one in conditions):
                # Behind "prevents bleeding in people with:" stand the diseases of those people.
                acted = part if start != parts[0][0] and _OPENS_PEOPLE.search(lead) else with_act(part, before, opened, lead)
                yield Fact(made(acted, told, role), source.place(section, start, end))
    if not any_found:
        yield from procedure(source, section, statement)


def _without_name(source: Source, words: str) -> str:
    """Returns a condition without the name of the medicine that flattened text runs into it; "" where none is left."""
    found = source.names.search(words) if source.names is not None else None
    if found is None or found.start() <= 3:
        return words
    rest = words[: found.start()].strip()
    return rest if find(rest) is not None else ""


def _segment(text: str, start: int, end: int, named: list[Named], at: int) -> str:
    """Returns the words behind a condition up to the next one; where they only link the two, those behind the next too."""
    for one, following in pairwise(named[at:]):
        between = text[one.end : following.start]
        if not _LINKED.fullmatch(_BRACKET.sub(" ", between)):
            return text[named[at].start : following.start]
    return text[(named[at].start if len(named) > 1 else start) : end]


def _named(section: Section, start: int, end: int, found: list[Named], *, first: bool) -> Iterator[Named]:
    """Returns the conditions a chunk names: that of the pattern, and the mentions it does not hold."""
    words = section.text[start:end]
    told = [one for one in found if start <= one.start and one.end <= end and _is_named(section.text, start, one)]
    listed = start == 0 or section.text[:start].rstrip(" ")[-1] in _ITEM_SIGNS
    ruled = ruled_condition(words, first=first, listed=listed)
    if ruled is not None:
        inside = [one for one in told if one.words.lower() in ruled.lower()]
        exact = find(ruled)
        several = len({normalise(one.words) for one in inside}) > 1 and not is_one(ruled)
        at = words.find(ruled)
        place = (start + at, start + at + len(ruled)) if at >= 0 else (inside[0].start, inside[0].end) if inside else (start, start)
        # "X in patients with Y": what is treated is X where that is a known condition, else Y.
        people = [one for one in told if one.start >= place[1] and _IN_PEOPLE.search(section.text[place[1] : one.start])]
        known = (
            exact is not None
            or bool(inside)
            or _TREATED.search(words[: _before(words, ruled)]) is not None
            or "prophylaxis" in ruled
        )
        if exact is None and not inside and people and _MEASURE.search(ruled):
            # "reduction of elevated cholesterol in patients with X": what is measured is no condition, X is.
            known = False
        if not several and (known or not people):
            yield Named(*place, ruled)
            told = [one for one in told if one not in inside and one.start > place[0]]
        if known:
            told = [one for one in told if one not in people]
        ruled = None if several or not (known or not people) else ruled
    taken: set[str] = {normalise(ruled) or ""} if ruled else set()
    for one in told:
        name = normalise(one.words)
        floor = max((other.end for other in found if start <= other.start and other.end <= one.start), default=start)
        wide = _widened(section.text, floor, end, one)
        if wide is not None and name not in taken and not (name is None and len(one.words) < 6):
            taken.add(name or "")
            yield wide


def _before(words: str, ruled: str) -> int:
    """Returns where a condition begins in the words it is read from, which may hold brackets it has lost."""
    at = words.find(ruled)
    return max(at if at >= 0 else words.find(" ".join(ruled.split()[:2])), 0)


def _is_named(text: str, start: int, one: Named) -> bool:
    """Returns whether a mention stands where the use is told: not in brackets, not behind "who" or "caused by"."""
    before = text[start : one.start]
    if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
        return False
    asides = list(_ASIDE.finditer(before))
    if not asides:
        return True
    last = asides[-1].group().lower()
    if last == "including" and _INFECTIONS.search(before[: asides[-1].start()]):
        # "infections due to staphylococci, including septicemia" names the infections.
        return True
    # What people undergo or receive treatment for is not what this medicine is for; nor are the examples of one condition others.
    return last not in _UNDERGONE and bool((_ANEW if last in _EXAMPLES else _ACT).search(before, asides[-1].end()))


def _widened(text: str, start: int, end: int, one: Named) -> Named | None:
    """Returns a mention with the words before and behind it that belong to its name."""
    before = _GENUS.search(text[start : one.start]) or _QUALIFIERS.search(text[start : one.start])
    first = start + before.start(before.lastgroup or 0) if before else one.start
    behind = _BEHIND.match(text, one.end, end)
    last = behind.end() if behind else one.end
    name = _ORGANS.sub("", text[first:last])
    tail = with_tail(name, text[last:end])
    if tail is not None:
        return Named(first, last, tail)
    words = term(name) or term(one.words)
    return None if words is None or _NO_NAME.match(words) else Named(first, last, words)
