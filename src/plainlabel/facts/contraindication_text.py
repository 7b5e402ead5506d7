"""The text of Contraindications made even before it is read: what flattening and wording did to it, undone place by place.

Every change keeps the length of the text, so that places stay right: what is left out becomes blanks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from plainlabel.facts.source import Source
from plainlabel.vocabulary.patterns import pattern

_CODES: Final = ("34070-3", "50570-1", "34071-1", "50569-3")
_LOW_COMMA: Final = "‚"  # noqa: RUF001 - stands for a comma in some labels
# What is found, and what takes its place; the rest of it becomes blanks.
_CHANGES: Final = tuple(
    (pattern(f"contraindication.even_{name}"), told)
    for name, told in (
        ("numbers", ";"),
        ("because", ""),
        ("these_drugs", "Contraindicated with: •"),
        ("dash", "•"),
        ("class_lead", "•"),
        ("reason", ""),
        ("smoke_examples", ";smoking over 35 years of age;"),
        ("examples", ";"),
        ("smoke", "smoking over 35 years of age"),
        ("smoke_age", "smoking over age 35"),
        ("or_have", ";"),
        ("these", ""),
        ("may_be_pregnant", "pregnancy"),
        ("in_last", ";"),
        ("example_bracket", ""),
        ("saint", "St"),
        ("dependent", ""),
        ("for_which", ""),
        ("known_to_change", ""),
        ("run_on", ";"),
        ("known_to", "with"),
        ("behind_reference", ";"),
    )
)
_SHORT_NAMES: Final = pattern("contraindication.even_short_names")
_UNWANTED: Final = pattern("contraindication.even_unwanted")
_INGREDIENT_OF: Final = r"\b(?:ingredients?|components?|excipients?|constituents?) (?:of|in|contained in) (?:the )?"


def even(source: Source) -> Source:
    """Returns the label with the text of its Contraindications made even; the same label where there is nothing to do."""
    changed = {section.id: text for section in source.under(*_CODES) if (text := _even(source, section.text)) != section.text}
    if not changed:
        return source
    sections = [replace(one, text=changed[one.id]) if one.id in changed else one for one in source.label.sections]
    return Source(replace(source.label, sections=tuple(sections)))


def _even(source: Source, text: str) -> str:
    text = text.replace(_LOW_COMMA, ",")
    for what, told in _CHANGES:
        text = what.sub(_filled(told), text)
    text = _SHORT_NAMES.sub(lambda found: found["short"].ljust(len(found.group())), text)
    text = _UNWANTED.sub(_unwanted, text)
    return _without_parts_of_name(source, text)


def _unwanted(found: re.Match[str]) -> str:
    """Returns what is not wanted ("when miosis is undesirable") as an item of its own."""
    told = f"; {found['what']};" if found["link"] else found["what"]
    return told.ljust(len(found.group()))


def _filled(told: str) -> Callable[[re.Match[str]], str]:
    """Returns what puts other words in the place of a match, where they fit."""
    return lambda found: told.ljust(len(found.group())) if len(told) <= len(found.group()) else found.group()


def _without_parts_of_name(source: Source, text: str) -> str:
    """Returns a text in which the name of a product of several parts ("Zorfan, Morfan, and Salt") lists no substances."""
    names = {product.name for product in source.label.products if "," in product.name or " and " in product.name}
    # The longest first: a shorter one may be its beginning.
    for name in sorted(names, key=lambda name: (-len(name), name)):
        first = name.split()[0].strip(",")
        text = re.sub(
            f"(?P<lead>{_INGREDIENT_OF}){re.escape(name)}",
            lambda found, first=first: f"{found['lead']}{first}".ljust(len(found.group())),  # type: ignore[misc]
            text,
            flags=re.IGNORECASE,
        )
    return text
