"""Names of medicines as facts: brands, ingredients, salts, other names, class words, and how a name is folded for look-up.

The data beside this module: names.tsv (built by tools/make_names.py from RxNorm's own names and Drugs@FDA), synonyms.tsv,
class_words.tsv, salts.tsv and ordinary_words.tsv. Compositions are sorted tuples of active moieties in lower case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from msgspec import Struct

BRACKETED = re.compile(r"\s*[\[(][^\])]*[\])]")
BIOSIMILAR_SUFFIX = re.compile(r"(?<=[a-z]{5})-[a-z]{4}$")
"""FDA's four meaningless letters behind the core name of a biologic (Guidance "Nonproprietary Naming of Biological Products")."""
NOT_A_BIOSIMILAR_SUFFIX = frozenset({"acid", "free", "like", "type", "base", "zinc", "gold", "iron"})
APOSTROPHE_S = re.compile(r"['’`]s\b")
APOSTROPHE = re.compile(r"['’`]")
LETTER_BESIDE_DIGIT = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
BETWEEN_INGREDIENTS = re.compile(r"\s*(?:[;,/+&]|\band\b|\bwith\b)\s*")


class VocabularyName(Struct, frozen=True, array_like=True):
    """One name of the vocabulary: written form, kind, one composition a tuple, source ("rxnorm", "drugsfda", "plainlabel")."""

    name: str
    kind: str
    compositions: tuple[tuple[str, ...], ...]
    source: str


class ClassWord(Struct, frozen=True, array_like=True):
    """One lay class word and its members: FDA class names (EPC, MoA, CS, PE) and ingredients ("*" stands for any letters)."""

    name: str
    classes: tuple[str, ...]
    ingredients: tuple[str, ...]


def fold(text: str) -> str:
    """Returns the key a name is looked up by: lower-case words and numbers, each one space apart.

    Accents, trademark signs, possessive 's, hyphens and all punctuation go; "&" and "+" become "and"; letters and digits that
    touch are parted, so that "B12", "B-12" and "b 12" are one.
    """
    text = APOSTROPHE_S.sub("", text.replace("®", " ").replace("™", " ").replace("©", " ")).replace("&", " and ").replace("+", " and ")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    words = NOT_A_WORD.sub(" ", APOSTROPHE.sub("", plain))
    return " ".join(LETTER_BESIDE_DIGIT.sub(" ", words).split())


def read_table(name: str) -> Iterator[list[str]]:
    """Returns the rows of a tab-separated vocabulary file, without comments and the header."""
    lines = (files("plainlabel.vocabulary") / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    next(rows)
    return rows


@cache
def words_of_salts() -> dict[str, frozenset[str]]:
    """Returns the words of salts.tsv by kind: "salt", "cation", "qualifier", "prefix", "diluent"."""
    kinds: dict[str, set[str]] = {kind: set() for kind in ("salt", "cation", "qualifier", "prefix", "diluent")}
    for word, kind in read_table("salts.tsv"):
        kinds[kind].add(word)
    return {kind: frozenset(words) for kind, words in kinds.items()}


@cache
def aliases() -> dict[str, str]:
    """Returns the ingredient by alias ("paracetamol" gives "acetaminophen")."""
    return {name: ingredient for name, ingredient, kind in read_table("synonyms.tsv") if kind == "alias"}


@cache
def moiety(substance: str) -> str:
    """Returns the active moiety of a substance name, lower case: "ATORVASTATIN CALCIUM TRIHYDRATE" gives "atorvastatin".

    Salts and hydrates go, biosimilar suffixes go, one name is chosen among aliases. What is nothing without its salt keeps it
    ("calcium carbonate"). The rule reads names, not structures: an ester counts as its parent ("fluticasone propionate").
    """
    name = base_name(substance)
    return aliases().get(name, name)


def base_name(substance: str) -> str:
    """Returns the substance name in lower case without brackets, qualifiers, biosimilar suffix and salt, not yet an alias."""
    salts = words_of_salts()
    whole = " ".join(substance.casefold().split()).strip(" ,.;")
    name = BRACKETED.sub("", whole).strip(" ,.;") or whole.strip("()[] ")
    suffix = BIOSIMILAR_SUFFIX.search(name)
    if suffix and suffix.group()[1:] not in NOT_A_BIOSIMILAR_SUFFIX:
        name = name[: suffix.start()]
    head, hyphen, rest = name.partition("-")
    words = [word for word in (rest if hyphen and head in salts["prefix"] else name).split() if word not in salts["qualifier"]]
    while len(words) > 1 and words[-1].strip(",") in salts["salt"] and not all(word.strip(",") in salts["cation"] for word in words[:-1]):
        words.pop()
    return " ".join(words).strip(" ,") or name


def composition(substances: Iterable[str]) -> tuple[str, ...]:
    """Returns the sorted, distinct active moieties of several substance names; a diluent counts only where it is alone."""
    found = {moiety(substance) for substance in substances if substance.strip()}
    return tuple(sorted(found - words_of_salts()["diluent"] or found))


def written(name: str) -> str:
    """Returns a name as people write it: words in capitals get one capital, short ones ("XR") stay, mixed writing stays."""
    return " ".join(word.capitalize() if len(word) > 3 else word for word in name.split()) if name.isupper() else name


def split_generic(generic: str) -> tuple[str, ...]:
    """Returns the ingredients a generic name lists: "ACETAMINOPHEN, CAFFEINE AND CODEINE" gives three; lower case."""
    name = BRACKETED.sub(lambda bracket: bracket.group() if bracket.start() == 0 else "", generic.casefold()).strip()
    return tuple(part.strip("() ") for part in BETWEEN_INGREDIENTS.split(name) if part.strip("() "))


@cache
def vocabulary() -> tuple[VocabularyName, ...]:
    """Returns every name of names.tsv and synonyms.tsv."""
    named = [
        VocabularyName(name, kind, tuple(tuple(one.split(" + ")) for one in compositions.split(" | ")), source)
        for name, kind, compositions, source in read_table("names.tsv")
    ]
    other = [
        VocabularyName(name, "synonym", (tuple(sorted(ingredient.split(" + "))),), "plainlabel")
        for name, ingredient, _ in read_table("synonyms.tsv")
    ]
    return (*named, *other)


@cache
def class_words() -> tuple[ClassWord, ...]:
    """Returns the lay class words of class_words.tsv."""
    return tuple(
        ClassWord(name, tuple(filter(None, classes.split("; "))), tuple(filter(None, ingredients.split("; "))))
        for names, classes, ingredients in read_table("class_words.tsv")
        for name in names.split("; ")
    )


@cache
def ordinary_words() -> frozenset[str]:
    """Returns words of ordinary and medical English: never corrected into a name of a medicine."""
    return frozenset(word for word, *_ in read_table("ordinary_words.tsv"))


@cache
def everyday_words() -> frozenset[str]:
    """Returns names of substances people mostly mention as food, drink or a thing of the house."""
    return frozenset(word for word, *_ in read_table("everyday.tsv"))
