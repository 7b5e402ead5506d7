"""Names of medicines as facts: brands, ingredients, salts, other names, class words, and how a name is folded for look-up.

The data beside this module: names.tsv (built by tools/make_names.py from RxNorm's own names and Drugs@FDA), synonyms.tsv,
class_words.tsv, salts.tsv and ordinary_words.tsv. Compositions are sorted tuples of active moieties in lower case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct

FOLDER = Path(__file__).parent
BRACKETED = re.compile(r"\s*[\[(][^\])]*[\])]")
BIOSIMILAR_SUFFIX = re.compile(r"(?<=[a-z]{4})-[a-z]{4}$")
"""FDA's four meaningless letters behind the core name of a biologic (Guidance "Nonproprietary Naming of Biological Products")."""
NOT_A_BIOSIMILAR_SUFFIX = frozenset({"acid", "free", "like", "type", "base", "zinc", "gold", "iron"})
GREEK = re.compile(r"\.(alpha|beta|gamma|delta|omega|epsilon)\.")
ISOMER = re.compile(r",\s*(?:d|l|dl|\(\+\)|\(-\))-\s*$")
APOSTROPHE_S = re.compile(r"['\u2019`]s\b", re.IGNORECASE)
APOSTROPHE = re.compile(r"['\u2019`]")
LETTER_BESIDE_DIGIT = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
DIGIT = re.compile(r"[0-9]")
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
BETWEEN_INGREDIENTS = re.compile(r"\s*(?:[;,/+&]|\band\b|\bwith\b)\s*")


class VocabularyName(Struct, frozen=True, array_like=True):
    """One name of the vocabulary: written form, kind, one composition a tuple, source ("rxnorm", "drugsfda", "plainlabel").

    `forms` of a brand are route groups, with the release behind a hyphen: "oral", "oral-extended"; () where unknown.
    """

    name: str
    kind: str
    compositions: tuple[tuple[str, ...], ...]
    source: str
    forms: tuple[str, ...] = ()


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
    if text.isascii():
        # Nearly all names are: what only other characters need is left out, which halves the time.
        plain = (
            (APOSTROPHE_S.sub("", text) if "'" in text or "`" in text else text).replace("&", " and ").replace("+", " and ").lower()
        )
    else:
        marked = APOSTROPHE_S.sub("", text.replace("®", " ").replace("™", " ").replace("©", " "))
        parts = unicodedata.normalize("NFKD", marked.replace("&", " and ").replace("+", " and "))
        plain = "".join(c for c in parts if not unicodedata.combining(c)).casefold()
    words = NOT_A_WORD.sub(" ", APOSTROPHE.sub("", plain))
    return " ".join((LETTER_BESIDE_DIGIT.sub(" ", words) if DIGIT.search(words) else words).split())


def singulars(key: str) -> tuple[str, ...]:
    """Returns the singular forms a key may have: "statins" gives "statin"."""
    if len(key) < 5 or not key.endswith("s") or key.endswith("ss"):
        return ()
    forms = [key[:-1]]
    if key.endswith("ies"):
        forms.append(key[:-3] + "y")
    if key.endswith("es"):
        forms.append(key[:-2])
    return tuple(forms)


def read_table(name: str) -> Iterator[list[str]]:
    """Returns the rows of a tab-separated vocabulary file, without comments and the header."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
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
    """Returns the ingredient by the folded alias ("paracetamol" gives "acetaminophen")."""
    return {fold(name): ingredient for name, ingredient, kind in read_table("synonyms.tsv") if kind == "alias"}


@cache
def moiety(substance: str) -> str:
    """Returns the active moiety of a substance name, lower case: "ATORVASTATIN CALCIUM TRIHYDRATE" gives "atorvastatin".

    Salts and hydrates go, biosimilar suffixes go, one name is chosen among aliases. What is nothing without its salt keeps it
    ("calcium carbonate"). The rule reads names, not structures: an ester counts as its parent ("fluticasone propionate").
    """
    name = base_name(substance)
    return aliases().get(fold(name), name)


def base_name(substance: str) -> str:
    """Returns the substance name in lower case without brackets, qualifiers, biosimilar suffix and salt, not yet an alias."""
    salts = words_of_salts()
    whole = " ".join(ISOMER.sub("", GREEK.sub(r"\1", substance.casefold())).split()).strip(" ,.;")
    name = BRACKETED.sub("", whole).strip(" ,.;") or whole.strip("()[] ")
    suffix = BIOSIMILAR_SUFFIX.search(name)
    if suffix and suffix.group()[1:] not in NOT_A_BIOSIMILAR_SUFFIX:
        name = name[: suffix.start()]
    head, hyphen, rest = name.partition("-")
    words = [word for word in (rest if hyphen and head in salts["prefix"] else name).split() if word not in salts["qualifier"]]
    while (
        len(words) > 1
        and words[-1].strip(",") in salts["salt"]
        and not all(word.strip(",") in salts["cation"] for word in words[:-1])
    ):
        words.pop()
    return " ".join(words).strip(" ,") or name


def composition(substances: Iterable[str]) -> tuple[str, ...]:
    """Returns the sorted, distinct active moieties of several substance names; a diluent counts only where it is alone."""
    found = {moiety(substance) for substance in substances if substance.strip()}
    return tuple(sorted(found - words_of_salts()["diluent"] or found))


def written(name: str) -> str:
    """Returns a name as people write it: words in capitals get one capital, short ones ("XR") stay, mixed writing stays."""
    return " ".join(word.capitalize() if len(word) > 3 else word for word in name.split()) if name.isupper() else name


def and_joined(names: Sequence[str]) -> str:
    """Returns names as a list in words: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def split_generic(generic: str) -> tuple[str, ...]:
    """Returns the ingredients a generic name lists: "ACETAMINOPHEN, CAFFEINE AND CODEINE" gives three; lower case."""
    name = BRACKETED.sub(lambda bracket: bracket.group() if bracket.start() == 0 else "", generic.casefold()).strip()
    return tuple(part.strip("() ") for part in BETWEEN_INGREDIENTS.split(name) if part.strip("() "))


@cache
def vocabulary() -> tuple[VocabularyName, ...]:
    """Returns every name of names.tsv and synonyms.tsv."""
    named = [
        VocabularyName(name, kind, _compositions(compositions), source, tuple(forms.split()))
        for name, kind, compositions, forms, source in read_table("names.tsv")
    ]
    other = [
        VocabularyName(name, "brand" if kind == "brand" else "synonym", _compositions(ingredients), "plainlabel")
        for name, ingredients, kind in read_table("synonyms.tsv")
    ]
    return (*named, *other)


def _compositions(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(sorted(one.split(" + "))) for one in text.split(" | "))


@cache
def class_words() -> tuple[ClassWord, ...]:
    """Returns the lay class words of class_words.tsv."""
    return tuple(
        ClassWord(name, tuple(filter(None, classes.split("; "))), tuple(filter(None, ingredients.split("; "))))
        for names, classes, ingredients in read_table("class_words.tsv")
        for name in names.split("; ")
    )


@cache
def ordinary_word_list() -> tuple[str, ...]:
    """Returns words of ordinary and medical English in the order of their files: counted ones, then our own."""
    texts = [(FOLDER / table).read_text(encoding="utf-8") for table in ("ordinary_words.tsv", "plain_words.tsv")]
    return tuple(dict.fromkeys(word for text in texts for word in text.partition("\nword\n")[2].split()))


@cache
def ordinary_words() -> frozenset[str]:
    """Returns words of ordinary and medical English: never corrected into a name of a medicine."""
    return frozenset(ordinary_word_list())


@cache
def everyday_words() -> dict[str, str]:
    """Returns the kind ("food", "mineral") by name of the substances people mostly mention as something else than a medicine."""
    return {fold(word): kind for word, kind in read_table("everyday.tsv")}
