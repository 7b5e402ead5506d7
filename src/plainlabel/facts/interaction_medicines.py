"""The names of medicines: those that tell a partner of an interaction, and those of one word that tell one in a sentence."""

from __future__ import annotations

from functools import cache

from plainlabel.vocabulary.names import fold, ordinary_words, vocabulary, words_of_salts


def is_medicine(word: str) -> bool:
    """Returns whether one word of a sentence is an ingredient."""
    return word.lower() in substances()


@cache
def medicines() -> frozenset[str]:
    """Returns every name of a medicine, folded; a brand that is an ordinary word ("Duration") does not tell."""
    ordinary = ordinary_words()
    return frozenset(
        fold(entry.name)
        for entry in vocabulary()
        if entry.kind in {"ingredient", "generic"} or (entry.kind == "brand" and entry.name.lower() not in ordinary)
    )


@cache
def substances() -> frozenset[str]:
    """Returns the ingredients of one word that are medicines when they stand in a sentence ("water" and "iron" do not tell)."""
    ordinary = ordinary_words()
    salts = words_of_salts()["salt"] | words_of_salts()["cation"]
    names = [entry.name.lower() for entry in vocabulary() if entry.kind in {"ingredient", "generic"}]
    first = [name.split()[0] for name in names if " " in name and set(name.split()[1:]) <= salts]
    return frozenset(
        name
        for name in (*names, *(one for one in first if not one.endswith(("um", "ous", "ic", "in", "esium"))))
        if " " not in name and len(name) > 4 and name not in ordinary
    )
