"""Which product of a label a dose is told for: one label may cover two brands whose doses differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from plainlabel.answers.case import Case
from plainlabel.answers.sentences.words import thing
from plainlabel.answers.told.held import Held
from plainlabel.answers.wording import listed
from plainlabel.edition.records import LabelRecord
from plainlabel.facts.fact import Fact
from plainlabel.facts.kinds import Dosage
from plainlabel.retrieval.reading import Found

_BETWEEN: Final = re.compile(r"\s*(?:[,;/]|\band\b)\s*")
_LONGEST_TITLE: Final = 80
_MOST_WORDS: Final = 3
_FEWEST_LETTERS: Final = 4


def brands_of(label: LabelRecord) -> tuple[str, ...]:
    """Returns the brand names that a label covers, the longest first: those of its products and those of its title."""
    titles = [product.name for product in label.products]
    if len(label.title) <= _LONGEST_TITLE:
        titles += _BETWEEN.split(label.title)
    substances = {
        word for product in label.products for word in _substances(product.generic, (each.name for each in product.active))
    }
    named = {one.strip().lower(): one.strip() for one in titles if one}
    kept = [one for key, one in named.items() if _is_brand(key) and not set(key.split()) & substances]
    return tuple(sorted(kept, key=len, reverse=True))


def _is_brand(name: str) -> bool:
    return len(name) >= _FEWEST_LETTERS and len(name.split()) <= _MOST_WORDS


def _substances(generic: str | None, active: Iterable[str]) -> set[str]:
    return {word for name in (generic or "", *active) for word in re.findall(r"[a-z]{4,}", name.lower())}


def named_in(text: str, brands: Sequence[str]) -> tuple[str, ...]:
    """Returns the brands that a text names; one that stands inside a longer one counts as the longer one alone."""
    left, found = text.lower(), []
    for brand in brands:
        pattern = re.compile(rf"(?<!\w){re.escape(brand.lower())}(?!\w)")
        if pattern.search(left):
            found.append(brand)
            left = pattern.sub(" ", left)
    return tuple(found)


def asked_brand(case: Case, brands: Sequence[str]) -> str | None:
    """Returns the one of a label's brands that the question asks about, None where it asks for an ingredient or another brand."""
    return next((brand for brand in brands if brand.lower() == case.name.lower()), None)


def own_doses(case: Case, doses: Sequence[Held[Dosage]]) -> tuple[list[Held[Dosage]], tuple[str, ...]]:
    """Returns the doses that may be told as those of the product asked for, and the other products that the rest are of.

    What a dose stands for is told by the condition of a dose, else by its heading; a dose told for no product is of all.
    """
    brands = brands_of(case.reading.label)
    if len(brands) < 2:
        return list(doses), ()
    asked = asked_brand(case, brands)
    own: list[Held[Dosage]] = []
    others: dict[str, None] = {}
    for fact, value in doses:
        named = _products(fact, brands)
        if asked is not None and named and not _among(asked, named):
            others.update(dict.fromkeys(named))
            continue
        for_asked = asked is not None and value.condition is not None and bool(named_in(value.condition, brands))
        own.append((fact, replace(value, condition=None) if for_asked else value))
    return own, tuple(others)


def is_of_another(case: Case, fact: Fact) -> bool:
    """Returns whether a fact is a dose of another product of the label than the one asked for."""
    if not isinstance(fact.value, Dosage):
        return False
    brands = brands_of(case.reading.label)
    asked = asked_brand(case, brands) if len(brands) > 1 else None
    named = _products(fact, brands) if asked is not None else ()
    return asked is not None and bool(named) and not _among(asked, named)


def _products(fact: Fact, brands: Sequence[str]) -> tuple[str, ...]:
    condition = fact.value.condition if isinstance(fact.value, Dosage) else None
    return named_in(condition or "", brands) or named_in(fact.place.section, brands)


def _among(asked: str, named: Sequence[str]) -> bool:
    """Returns whether a product is among those named; names that differ in figures alone are of one product."""
    return _letters(asked) in {_letters(each) for each in named}


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", re.sub(r"(?<=\d)\s*(?:mg|mcg|ml|g)\b", "", name.lower()))


def write_products(case: Case) -> None:
    """Returns nothing; the products of the label keep their capitals where the draft names them."""
    draft = case.draft
    brands = [brand for brand in brands_of(case.reading.label) if brand.lower() != case.name.lower()]
    for brand in brands:
        word = re.compile(rf"(?<![\w\u201c]){re.escape(thing(brand))}(?!\w)")
        written = _written(brand)
        draft.summary = word.sub(written, draft.summary)
        draft.statements = [replace(each, text=word.sub(written, each.text)) for each in draft.statements]


def _written(brand: str) -> str:
    return brand.title() if brand.isupper() and len(brand) > _FEWEST_LETTERS else brand


def tell_others(case: Case, others: Sequence[str]) -> None:
    """Returns nothing; the draft says that what is held of the label gives doses of other products only."""
    named = listed([_written(other) for other in others])
    case.not_held(f"the dose of {case.name}")
    case.draft.names += [case.name, named]
    number = case.draft.cite_label(case.reading.label)
    case.draft.summary = (
        f"We hold no dose of {case.name}. The part of the label held here gives the doses of {named}, which differ."
    )
    case.draft.say(f"The doses that are held stand for {named}, so they are not told as those of {case.name}.", "label", number)
    case.draft.certain = True


def of_asked(case: Case, found: Sequence[Found]) -> list[Found]:
    """Returns the passages that may be told of the product asked for: none whose own words or heading name another one alone."""
    brands = brands_of(case.reading.label)
    asked = asked_brand(case, brands) if len(brands) > 1 else None
    if asked is None:
        return list(found)
    kept = []
    for each in found:
        named = named_in(each.text or "", brands) or named_in(each.section.title or "", brands)
        if not named or _among(asked, named):
            kept.append(each)
    return kept
