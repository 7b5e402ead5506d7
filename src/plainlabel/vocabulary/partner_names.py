"""Normal names of what a medicine interacts with: "MAOIs" are monoamine oxidase inhibitors, "inhibitors of E" are "E inhibitors".

A name is folded by rules first (how labels write enzymes, what acts on them and what they work on, partner_rules.tsv), then
looked up by its telling words in the names of classes (partner_names.tsv). What neither knows keeps its own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from plainlabel.vocabulary.clinical_keys import word_key
from plainlabel.vocabulary.names import read_table

_WORD: Final = re.compile(r"[^\W_]+")
_ENDINGS: Final = re.compile(r"(?<=\w{4})(?:ing|ion|ed|e)$")
_ENZYME: Final = re.compile(r"\b(?:cyp|ugt|oatp|oat|oct|mate|bcrp)\w*")
_SHORT: Final = re.compile(r"\b[A-Z][\w-]*[A-Z]s?\b")


def partner_name(words: str, abbreviations: Mapping[str, str] | None = None) -> str | None:
    """Returns the normal name of a partner, None where its own words are all there is; `abbreviations` are the label's own."""
    return _named(words) or (_named(_spelled_out(words, abbreviations)) if abbreviations else None)


def other_name(words: str, abbreviations: Mapping[str, str] | None = None) -> str | None:
    """Returns the normal name of a partner where its words differ from the partner's own, not only its letters or number."""
    name = partner_name(words, abbreviations)
    return None if name is None or _key(name) == _key(words) else name


def same_partner(one: str, other: str) -> bool:
    """Returns whether two phrases name one partner in other words."""
    return _key(_named(one) or one) == _key(_named(other) or other)


@cache
def other_names(words: str) -> tuple[str, ...]:
    """Returns the other names of a class of medicines that this is a name of, none for what is none."""
    name = _classes().get(_key(_folded(words)))
    return tuple(each for each in _written().get(name or "", ()) if each.lower() != words.lower())


@cache
def _named(words: str) -> str | None:
    """Returns the name of the class, else an enzyme's in the order of our own; None for other words."""
    folded = _folded(words)
    name = _classes().get(_key(folded))
    if name is not None:
        return name
    if folded == " ".join(words.lower().split()) or not _rule_applies(folded):
        return None
    return _ENZYME.sub(lambda found: found.group().upper(), folded).replace("pgp", "P-gp")


def _rule_applies(folded: str) -> bool:
    return folded.endswith((" inhibitors", " inducers", " substrates")) and (_ENZYME.search(folded) or "pgp" in folded) is not None


@cache
def _folded(words: str) -> str:
    """Returns a phrase in small letters after the rules of partner_rules.tsv, in their order."""
    text = words.lower()
    for pattern, into in _rules():
        text = pattern.sub(into, text)
    return " ".join(text.split()).strip(" -,;:.")


@cache
def _key(text: str) -> frozenset[str]:
    """Returns the telling words of a phrase, in any order, number and form: "affecting", "affect" and "affects" are one."""
    return frozenset(_ENDINGS.sub("", word_key(word)) for word in _WORD.findall(text.lower()) if word not in _empty()) or frozenset(
        {text.lower()}
    )


def _spelled_out(words: str, abbreviations: Mapping[str, str]) -> str:
    """Returns a phrase with the abbreviations that the label defines in full."""
    return _SHORT.sub(
        lambda found: abbreviations.get(found.group()) or abbreviations.get(found.group().removesuffix("s")) or found.group(), words
    )


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Returns the rules; a piece in ⟨angle brackets⟩ stands for the pattern of the row of that name."""
    pieces: dict[str, str] = {}
    rules = []
    for name, source, into in read_table("partner_rules.tsv"):
        told = re.sub(r"⟨(\w+)⟩", lambda piece: pieces[piece.group(1)], source)
        if name:
            pieces[name] = told
        else:
            rules.append((re.compile(told), into))
    return tuple(rules)


@cache
def _empty() -> frozenset[str]:
    return frozenset(word for name, others in read_table("partner_names.tsv") if name == "-" for word in others.split("; "))


@cache
def _written() -> dict[str, tuple[str, ...]]:
    """Returns every way to write a class by its name, the name first."""
    return {name: (name, *others.split("; ")) for name, others in read_table("partner_names.tsv") if name != "-"}


@cache
def _classes() -> dict[frozenset[str], str]:
    return {_key(_folded(each)): name for name, every in _written().items() for each in every}
