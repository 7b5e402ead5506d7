"""Builds src/plainlabel/vocabulary/names.tsv and ordinary_words.tsv from the shared data: `python tools/make_names.py SHARED`.

Sources: RxNorm 2015, only its own name strings (preferred labels of the form "ingredient strength [Brand]"; synonyms, which may
come from licensed vocabularies, are not read); the RxNorm strings of 2026 in the ingredient map; Drugs@FDA Products of 2019.
Ordinary words are counted over the label texts and questions; only the words go out. The output is sorted: the same input gives
the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from plainlabel.vocabulary.names import composition, fold, moiety, read_table, singulars, split_generic, written

VOCABULARY = Path(__file__).parents[1] / "src" / "plainlabel" / "vocabulary"
HEADER = "name\tkind\tcompositions\tforms\tsource\n"
COMPONENT = re.compile(
    r"^(?:[\d.]+ MG )?(?:\d+ HR )?(?:[\d.]+ (?:ACTUAT|ML|HR) )?(?:\d+ HR )?(?P<name>.+?) (?P<strength>[\d.,]+(?:E\d+)?) ?"
    r"(?:MG|MCG|UNT|MEQ|MCI|ML|CELLS|%|ACTUAT|BAU|AU|PNU|MMOL|GM|NG|L|VV|IR|CFU|ORG|HR|TABLET|G|UG)\b.*$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\d+ ")
"""A count left in front of a name ("10 vials"): packs that are written otherwise are not read."""
BRAND = re.compile(r"\[([^\]]+)\]\s*$")
REFORMULATED = re.compile(r"\s+Reformulated\s+(?P<month>[A-Z][a-z]{2})\w*\s+(?P<year>\d{4})$")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ALLERGEN = re.compile(r"\b(pollen|allergenic|venom|feathers?|dander|epithelia)\b", re.IGNORECASE)
CONTAINER = re.compile(
    r"\s+(?:IN (?:PLASTIC|AQUEOUS|SODIUM|DEXTROSE|WATER|LACTATED|RINGER).*|PRESERVATIVE[- ]FREE|PHARMACY BULK PACKAGE"
    r"|\(?(?:COPACKAGED|AUTOINJECTOR|NEEDLE-?FREE)\)?.*)$"
)
IN_FORCE = frozenset({"1", "2"})
"""Drugs@FDA marketing status: 1 prescription, 2 over the counter, 3 discontinued, 4 tentative."""
ORDINARY_DOCUMENTS = 3
"""A word written in lower case in so many labels or questions is ordinary, unless it names an ingredient."""

ROUTE_WORDS = (
    ("mouth", r"sublingual|buccal|mucous|mouthwash|dental|periodontal|oral rinse|oral gel"),
    ("eye", r"ophthalmic|intravitreal|intraocular"),
    ("ear", r"\botic"),
    ("nasal", r"nasal"),
    ("inhalation", r"inhal|nebul"),
    ("transdermal", r"transdermal"),
    ("rectal", r"rectal|suppository|enema"),
    ("vaginal", r"vaginal|intrauterine"),
    ("injection", r"inject|syringe|subcutaneous|infusion"),
    ("skin", r"topical|shampoo|medicated pad"),
    ("oral", r"\boral|chewable|disintegrating|extended release (?:tablet|capsule)|delayed release (?:tablet|capsule)"),
)
"""The route a dose form tells in RxNorm ("Oral Tablet", "Pen Injector") and Drugs@FDA ("TABLET;ORAL")."""
RELEASE_WORDS = (("-extended", r"extended|sustained|controlled"), ("-delayed", r"delayed|enteric"))
LINE_COMPOSITIONS = 12
"""A first word shared by brands of more compositions than this says nothing."""

Compositions = dict[str, set[tuple[str, ...]]]
Forms = dict[str, set[str]]
"""Route groups by folded brand, "-extended" or "-delayed" behind them where the form says so."""


def components(text: str) -> tuple[str, ...]:
    """Returns the substance names in an RxNorm strength string, () when one of them has no strength or cannot be read."""
    flat = BRAND.sub("", text)
    if "{" in flat:
        flat = re.sub(r"\d+ \(|[{}()]", " ", flat).replace(" Pack", " ")
    names = []
    for part in flat.split(" / "):
        found = COMPONENT.match(" ".join(part.split()))
        if not found or COUNTED.match(found["name"]) or found["name"].count("(") != found["name"].count(")"):
            return ()
        names.append(found["name"])
    return tuple(name for name in names if not name.casefold().startswith("inert ingredient"))


def form_of(text: str) -> set[str]:
    """Returns the route and release a dose form tells, as {"oral-extended"}; empty where it tells no route."""
    found = next((route for route, words in ROUTE_WORDS if re.search(words, text, re.IGNORECASE)), "")
    release = next((name for name, words in RELEASE_WORDS if re.search(words, text, re.IGNORECASE)), "")
    return {found + release} if found else set()


def forms_of_brands(shared: Path) -> Forms:
    """Returns the forms of each brand in RxNorm's strings and Drugs@FDA's Products."""
    forms: Forms = defaultdict(set)
    for text in rxnorm_strings(shared):
        if bracket := BRAND.search(text):
            forms[fold(REFORMULATED.sub("", bracket[1]))] |= form_of(BRAND.sub("", text))
    with zipfile.ZipFile(shared / "data/drugsfda/drugsatfda_2019-07-02.zip") as archive:
        for _number, _product, form, _strength, _reference, name, *_ in _table(archive, "Products.txt"):
            forms[fold(CONTAINER.sub("", name.strip()))] |= form_of(form)
    return forms


def rxnorm_strings(shared: Path) -> Iterator[str]:
    """Returns RxNorm's preferred labels of 2015, then the bracketed strings of 2026."""
    with gzip.open(shared / "data/terminology/rxnorm_bioportal_2015.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["Preferred Label"]
    with gzip.open(shared / "data/terminology/ingredient_rxcui_map_2026.json.gz", "rt", encoding="utf-8") as file:
        for entry in json.load(file)["ingredients"].values():
            yield from (text for text in entry["synonyms"] if "[" in text)


def rxnorm(shared: Path) -> tuple[Compositions, set[str]]:
    """Returns the compositions of each brand and the substance names in RxNorm's strings."""
    dated: dict[str, dict[tuple[int, int], set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    branded: set[str] = set()
    unbranded: set[str] = set()
    for text in rxnorm_strings(shared):
        found = components(text)
        bracket = BRAND.search(text)
        if not found:
            continue
        if bracket:
            brand = bracket[1]
            again = REFORMULATED.search(brand)
            when = (int(again["year"]), MONTHS.index(again["month"])) if again else (0, 0)
            dated[REFORMULATED.sub("", brand)][when].add(composition(found))
            branded.update(found)
        elif not any(ALLERGEN.search(name) for name in found):
            unbranded.update(found)
    # a few strings without brackets begin with the brand ("Tums 500 MG")
    brands = {fold(brand) for brand in dated}
    substances = branded | {name for name in unbranded if fold(name) not in brands}
    return {brand: by_date[max(by_date)] for brand, by_date in dated.items()}, substances


def drugs_at_fda(shared: Path) -> tuple[Compositions, set[str]]:
    """Returns the compositions of each Drugs@FDA name, discontinued ones only where none is in force, and the substances."""
    with zipfile.ZipFile(shared / "data/drugsfda/drugsatfda_2019-07-02.zip") as archive:
        status = {tuple(row[1:3]): row[0] for row in _table(archive, "MarketingStatus.txt")}
        products = list(_table(archive, "Products.txt"))
    current: Compositions = defaultdict(set)
    former: Compositions = defaultdict(set)
    substances: set[str] = set()
    for number, product, _form, _strength, _reference, name, active, *_ in products:
        found = tuple(part.strip() for part in active.split(";") if part.strip())
        substances.update(found)
        (current if status.get((number, product)) in IN_FORCE else former)[CONTAINER.sub("", name.strip())].add(composition(found))
    return {**former, **current}, substances


def _table(archive: zipfile.ZipFile, member: str) -> Iterator[list[str]]:
    lines = archive.read(member).decode("latin-1").split("\n")
    width = lines[0].count("\t") + 1
    for line in lines[1:]:
        cells = line.rstrip("\r").split("\t")
        if len(cells) >= width:
            yield cells


def lines_of_brands(brands: Compositions, ordinary_words: frozenset[str]) -> Compositions:
    """Returns, for the first words that are no brand themselves ("NicoDerm" of "NicoDerm CQ"), the compositions behind them.

    One word must be no ordinary one, and stand for at most LINE_COMPOSITIONS; several words must begin several brands.
    """
    lines: dict[str, set[str]] = defaultdict(set)
    held = {fold(brand) for brand in brands}
    for brand in brands:
        words = brand.split()
        for length in range(1, len(words)):
            head = " ".join(words[:length])
            key = fold(head)
            if key not in held and len(key) > 4 and not all(word in ordinary_words for word in key.split()):
                lines[head].add(brand)
    # "Thera-D" begins with the word of "Thera Tears" too: a name that stands for both stands for what both hold.
    keys = {brand: fold(brand) for brand in brands}
    whole = {head: {brand for brand, key in keys.items() if key.startswith(f"{fold(head)} ")} for head in lines}
    compositions = {head: {one for brand in members for one in brands[brand]} for head, members in whole.items()}
    return {
        head: found
        for head, found in compositions.items()
        if len(found) <= LINE_COMPOSITIONS and (len(lines[head]) > 1 or (len(head.split()) == 1 and head.isalpha()))
    }


def is_generic(name: str, compositions: set[tuple[str, ...]], known: frozenset[str]) -> bool:
    """Returns whether a name only lists ingredients: it begins with one of them, or each part of it is one."""
    first = fold(name).split()[:1]
    if any(fold(one).split()[:1] == first for moieties in compositions for one in moieties):
        return True
    return all(moiety(part) in known for part in split_generic(name))


WORD = re.compile(r"(?<!\w)[a-z]{3,}(?!\w)")
WORD_OUTSIDE_ADDRESSES = re.compile(r"(?<![\w.@/])[a-z]{3,}(?!\w|\.[a-z])")


def lower_case_words(shared: Path, word: re.Pattern[str] = WORD) -> Counter[str]:
    """Returns in how many label records each word stands in lower case."""
    counts: Counter[str] = Counter()
    for path in sorted((shared / "data/openfda_label").glob("labels_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                counts.update(set(word.findall(line.replace("\\n", " "))))
    return counts


def asked_words(shared: Path) -> Counter[str]:
    """Returns how often each lower-case word stands in consumers' questions of the LiveQA set (not the medicine questions)."""
    text = (shared / "data/questions/liveqa_TREC-2017-LiveQA-Medical-Test.xml").read_text(encoding="utf-8", errors="replace")
    return Counter(re.findall(r"(?<![\w-])[a-z]{3,}(?![\w-])", re.sub(r"<[^>]*>", " ", text)))


def ordinary(shared: Path) -> list[str]:
    """Returns the ordinary words, sorted: frequent in labels or asked by people, and not the name of an ingredient."""
    known = {key for substance in substances_of(shared) for key in (fold(substance), fold(moiety(substance)))}
    counts = lower_case_words(shared)
    asked = asked_words(shared)
    # A brand stands in lower case in its own web address: that alone makes it no ordinary word.
    written_out = lower_case_words(shared, WORD_OUTSIDE_ADDRESSES)
    known |= {brand for brand in brands_on_labels(shared) if written_out[brand] < ORDINARY_DOCUMENTS}
    frequent = {word for word, count in counts.items() if count >= ORDINARY_DOCUMENTS}
    spoken = {word for word, count in asked.items() if count >= 2 and counts[word] >= 2}
    return sorted(word for word in frequent | spoken if word not in known and not known.intersection(singulars(word)))


def brands_on_labels(shared: Path) -> set[str]:
    """Returns the folded brand names of the labels."""
    found: set[str] = set()
    for path in sorted((shared / "data/openfda_label").glob("labels_*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                found.update(fold(brand) for brand in json.loads(line)["openfda"].get("brand_name", ()))
    return found


def substances_of(shared: Path) -> set[str]:
    """Returns the substance names of all sources."""
    return rxnorm(shared)[1] | drugs_at_fda(shared)[1]


def forms_of_lines(forms: Forms, lines: Compositions) -> Forms:
    """Returns the forms of the first words of brands: those of all the brands they begin."""
    heads = {fold(head) for head in lines}
    return {head: {form for key, found in forms.items() if key.startswith(f"{head} ") for form in found} for head in heads}


def name_rows(shared: Path, ordinary_words: frozenset[str]) -> list[tuple[str, ...]]:
    """Returns (fold key, name, kind, compositions, forms, source) rows, sorted."""
    rx_brands, rx_substances = rxnorm(shared)
    fda_names, fda_substances = drugs_at_fda(shared)
    substances = {s for s in rx_substances | fda_substances if len(s) < 80}
    known = frozenset(moiety(substance) for substance in substances)
    rows: dict[tuple[str, str], tuple[str, set[tuple[str, ...]], str]] = {}

    def add(name: str, kind: str, compositions: set[tuple[str, ...]], source: str) -> None:
        key = fold(name)
        compositions = {one for one in compositions if one}
        if not compositions or len(key) < 2 or key.isdigit() or (kind != "brand" and key in lay):
            return
        if kind == "brand" and ((key, "ingredient") in rows or (key, "generic") in rows):
            return
        rows.setdefault((key, kind), (written(name), compositions, source))

    lay = {fold(name) for name, _, kind in read_table("synonyms.tsv") if kind == "lay"}
    for substance in sorted(substances):
        one = moiety(substance)
        add(one, "ingredient", {(one,)}, "rxnorm" if substance in rx_substances else "drugsfda")
    for substance in sorted(substances):
        if (fold(substance), "ingredient") not in rows:
            add(substance.lower(), "generic", {(moiety(substance),)}, "rxnorm" if substance in rx_substances else "drugsfda")
    brands_only = {
        name: found for names in (fda_names, rx_brands) for name, found in names.items() if not is_generic(name, found, known)
    }
    lines = lines_of_brands(brands_only, ordinary_words)
    for brands, source in ((rx_brands, "rxnorm"), (fda_names, "drugsfda"), (lines, "rxnorm")):
        for brand in sorted(brands):
            if not is_generic(brand, brands[brand], known):
                add(brand, "brand", brands[brand], source)
    forms = forms_of_brands(shared)
    forms.update(forms_of_lines(forms, lines))
    out = [
        (
            key,
            name,
            kind,
            " | ".join(sorted(" + ".join(one) for one in found)),
            " ".join(sorted(forms[key])) if kind == "brand" else "",
            source,
        )
        for (key, kind), (name, found, source) in rows.items()
    ]
    return sorted(out)


def main() -> None:
    """Writes the two tables."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared")
    words = ordinary(shared)
    head = "# Words of ordinary and medical English, counted in label texts and questions by tools/make_names.py.\nword\n"
    (VOCABULARY / "ordinary_words.tsv").write_text(head + "".join(f"{word}\n" for word in words), encoding="utf-8")
    source = "# Built by tools/make_names.py from RxNorm's own names (2015; brand strings of 2026) and Drugs@FDA (2019-07-02).\n"
    lines = ["\t".join(row[1:]) + "\n" for row in name_rows(shared, frozenset(words))]
    (VOCABULARY / "names.tsv").write_text(source + HEADER + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
