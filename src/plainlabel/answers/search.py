"""What `search` gives: medicines by name, classes, conditions and passages that fit some words."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct, field

from plainlabel.edition.names import fold
from plainlabel.edition.opened import Edition
from plainlabel.edition.records import Hit, LabelRecord
from plainlabel.facts.kinds import Indication
from plainlabel.questions.medicine_names import Mention, resolve
from plainlabel.vocabulary.clinical_keys import name_key
from plainlabel.vocabulary.conditions import by_key

MOST_FOUND: Final = 20
MOST_CONDITIONS: Final = 40


class FoundMedicine(Struct, frozen=True):
    """A medicine found by name: how it matched, and its label."""

    name: str
    match: str
    ingredients: tuple[str, ...]
    set_id: str | None
    key: str | None = None


class FoundPassage(Struct, frozen=True):
    """A passage found by its words; `text` is None in an edition of facts."""

    set_id: str
    name: str
    section_code: str | None
    section: str
    section_id: str
    start: int | None
    end: int | None
    text: str | None
    score: float


class FoundCondition(Struct, frozen=True):
    """A condition found among the approved uses, and the medicines approved for it."""

    condition: str
    medicines: tuple[str, ...]


class SearchResult(Struct, frozen=True):
    """What `search` found: medicines by name, classes with their members, conditions, passages, and names meant perhaps."""

    words: str
    medicines: tuple[FoundMedicine, ...] = ()
    did_you_mean: tuple[str, ...] = ()
    classes: tuple[FoundMedicine, ...] = ()
    conditions: tuple[FoundCondition, ...] = ()
    passages: tuple[FoundPassage, ...] = field(default=())


def search(
    edition: Edition, words: str, *, limit: int = MOST_FOUND, conditions: Sequence[FoundCondition] | None = None
) -> SearchResult:
    """Returns medicines, classes, conditions and passages that fit `words`; any text is a search.

    `conditions` are those of the edition (`conditions_of`) where the caller keeps them.
    """
    bounded = " ".join(words[:500].split())
    mentions = resolve(bounded, edition)
    named = [*_medicines_of(edition, mentions), *starting_with(edition, bounded)]
    return SearchResult(
        words=bounded,
        medicines=_distinct(named)[:limit],
        did_you_mean=tuple(dict.fromkeys(name for each in mentions if each.match == "ambiguous" for name in each.candidates)),
        classes=tuple(each for mention in mentions if mention.match == "class" for each in _members(edition, mention))[:limit],
        conditions=_conditions(conditions_of(edition) if conditions is None else conditions, bounded)[:limit],
        passages=_passages(edition, bounded, limit),
    )


def _medicines_of(edition: Edition, mentions: tuple[Mention, ...]) -> Iterator[FoundMedicine]:
    for mention in mentions:
        if mention.match not in {"class", "ambiguous"}:
            for key in mention.medicines:
                yield from _medicine(edition, key, mention.match)
            if mention.name is not None and not mention.medicines:
                parts = mention.name.ingredients[0] if len(mention.name.ingredients) == 1 else ()
                yield FoundMedicine(mention.name.name, mention.match, parts, None)


def _members(edition: Edition, mention: Mention) -> Iterator[FoundMedicine]:
    for key in mention.medicines:
        yield from _medicine(edition, key, "class")


def _medicine(edition: Edition, key: str, match: str) -> Iterator[FoundMedicine]:
    medicine = edition.medicine(key)
    if medicine is not None:
        yield FoundMedicine(medicine.name, match, medicine.ingredients, edition.label(medicine.labels[0]).set_id, key)


def starting_with(edition: Edition, words: str) -> list[FoundMedicine]:
    """Returns the medicines that have a name beginning with `words`, at least three letters of it."""
    key = fold(words)
    if len(key) < 3:
        return []
    keys = edition.name_keys()
    found: list[FoundMedicine] = []
    for each in _from(keys, key):
        for name in edition.names(each):
            for medicine in name.medicines[:3] if name.kind != "class" else ():
                found += _medicine(edition, medicine, "prefix")
        if len(found) > MOST_FOUND:
            break
    return found


def conditions_of(edition: Edition) -> tuple[FoundCondition, ...]:
    """Returns every condition a medicine of the edition is approved for, those with most medicines first."""
    found: dict[str, dict[str, None]] = {}
    for key, fact in edition.facts_of_kind("indication"):
        if isinstance(fact.value, Indication):
            found.setdefault(fact.value.condition.lower(), {})[title_of_label(edition.label(key))] = None
    ranked = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    return tuple(FoundCondition(condition, tuple(medicines)) for condition, medicines in ranked)


def _conditions(held: Sequence[FoundCondition], words: str) -> tuple[FoundCondition, ...]:
    """Returns the conditions in which `words` or another name of theirs begin a word, those that are just that first."""
    if len(words) < 3:
        return ()
    concept = by_key().get(name_key(words))
    names = {each.lower() for each in (concept.names if concept else ())} | {words.lower()}
    # What was typed may be the beginning of a word; another name ("MI") must be all of it.
    begun = re.compile(rf"(?<![^\W_])(?:{re.escape(words.lower())}|(?:{'|'.join(map(re.escape, sorted(names)))})(?![^\W_]))")
    found = [each for each in held if begun.search(each.condition)]
    return tuple(sorted(found, key=lambda each: each.condition not in names)[:MOST_CONDITIONS])


def _passages(edition: Edition, words: str, limit: int) -> tuple[FoundPassage, ...]:
    return tuple(each for hit in edition.search(words, limit=limit) if (each := _passage(edition, hit)) is not None)


def _passage(edition: Edition, hit: Hit) -> FoundPassage | None:
    key, start, end = hit.label, hit.start, hit.end
    label = edition.label(key)
    record = next((each for each in edition.sections(key) if each.ordinal == hit.section), None)
    if record is None:
        return None
    text = edition.section(key, record.id).text[start:end] if edition.kind == "full" else None
    title = f"{record.number} {record.title}".strip() if record.number else record.title
    quoted = text is not None
    return FoundPassage(
        label.set_id,
        title_of_label(label),
        record.code,
        title,
        record.id,
        start if quoted else None,
        end if quoted else None,
        text,
        round(hit.score, 4),
    )


def _from(keys: Sequence[str], prefix: str) -> Iterator[str]:
    for place in range(bisect.bisect_left(keys, prefix), len(keys)):
        if not keys[place].startswith(prefix):
            return
        yield keys[place]


def _distinct(found: list[FoundMedicine]) -> tuple[FoundMedicine, ...]:
    seen: dict[str, FoundMedicine] = {}
    for each in found:
        seen.setdefault(each.key or each.name, each)
    return tuple(seen.values())


def title_of_label(label: LabelRecord) -> str:
    """Returns what a label is called: its first product, else its title."""
    return label.products[0].name if label.products else label.title
