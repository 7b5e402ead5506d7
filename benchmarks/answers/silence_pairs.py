"""Makes the silence pairs: a question and a real label from which every passage that answers it is taken out.

Run `python -m benchmarks.answers.silence_pairs SHARED`: writes silence_pairs.tsv, the same every time. The pairs are drawn by seed
before any answer is seen. They hold facts only: set id, version, rule, a question in our own words, and which stretches of
which sections go; the labels themselves are read from the shared folder. `--read N` prints what is left near N of the
pairs, to be judged.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.answers.cutting import (
    QUESTIONS,
    Rule,
    Spans,
    answering,
    clearly_answered,
    digest,
    holds,
    read_spans,
    rules,
    without,
    written,
)
from msgspec import Struct

from plainlabel.edition.build import compose, finish
from plainlabel.edition.publish import workspace
from plainlabel.edition.workers import stage
from plainlabel.errors import NotHeldError
from plainlabel.label import Label
from plainlabel.labels.documents import Document, documents, read
from plainlabel.library import Library

PAIRS: Final = Path(__file__).parent / "silence_pairs.tsv"
SEED: Final = 20261123
FILES: Final = ("labels_2026-07.jsonl.gz", "labels_2024-01.jsonl.gz")
GOLD: Final = Path(__file__).parents[1] / "facts" / "gold" / "labels.tsv"
_LEAST: Final = 6_000
"""Characters below which a label is too bare to be silent in an interesting way."""
_MOST_OUT: Final = 0.5
"""Share of a label that may be taken out: of what is left something must still be near."""
_PER_RULE: Final = 7
_COLUMNS: Final = ("pair", "half", "set_id", "version", "rule", "question", "spans", "digest")


class Pair(Struct, frozen=True):
    """One question and what is taken out of one label."""

    number: int
    half: str
    set_id: str
    version: int | None
    rule: str
    question: str
    spans: Spans
    digest: str


def pairs() -> tuple[Pair, ...]:
    """Returns the pairs of the repository."""
    return pairs_in(PAIRS)


def pairs_in(file: Path) -> tuple[Pair, ...]:
    """Returns the pairs of a file that `write` wrote."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")][1:]
    return tuple(_pair(*line.split("\t")) for line in lines)


def _pair(number: str, half: str, set_id: str, version: str, rule: str, question: str, spans: str, hashed: str) -> Pair:
    return Pair(int(number), half, set_id, int(version) if version else None, rule, question, read_spans(spans), hashed)


def labels(shared: Path) -> Iterator[Label]:
    """Returns the whole labels of the openFDA files, the newest file first, one a set id."""
    seen: set[str] = set()
    for name in FILES:
        for document in documents([shared / "data" / "openfda_label" / name]):
            label = read(document) if isinstance(document, Document) else None
            if isinstance(label, Label) and label.set_id not in seen:
                seen.add(label.set_id)
                yield label


def draw(shared: Path, questions: Path = QUESTIONS, seed: int = SEED, most: int = _PER_RULE) -> list[Pair]:
    """Returns the pairs: one a medicine, rules taken in turn, up to `most` a rule; halves that share no rule and no label."""
    dice = random.Random(seed)  # noqa: S311 - a draw to repeat, not a secret
    known = rules(questions)
    halves = _halves(known, dice)
    counts: Counter[str] = Counter()
    found: list[Pair] = []
    chosen: list[Label] = []
    for label in one_a_medicine(labels(shared), dice, known):
        taken = _taken(label, counts, dice, known, most)
        if taken is None:
            continue
        rule, spans = taken
        counts[rule.name] += 1
        form = dice.choice(rule.forms)
        question = form.format(n=plain_name(label, dice))
        found.append(Pair(0, halves[rule.name], label.set_id, label.version, rule.name, question, spans, digest(label, spans)))
        chosen.append(label)
    kept = _named(found, chosen, [_asked(pair, known) for pair in found])
    order = {rule.name: place for place, rule in enumerate(known)}
    kept.sort(key=lambda pair: (order[pair.rule], pair.set_id))
    return [
        Pair(number, each.half, each.set_id, each.version, each.rule, each.question, each.spans, each.digest)
        for number, each in enumerate(kept, 1)
    ]


def _halves(several: Sequence[Rule], dice: random.Random) -> dict[str, str]:
    """Returns the half of each rule: within each group every second one, in an order by seed."""
    found: dict[str, str] = {}
    for group in dict.fromkeys(rule.group for rule in several):
        names = [rule.name for rule in several if rule.group == group]
        dice.shuffle(names)
        found |= {name: "training" if place % 2 else "test" for place, name in enumerate(names)}
    return found


def one_a_medicine(several: Iterable[Label], dice: random.Random, known: Sequence[Rule] = ()) -> list[Label]:
    """Returns labels by seed, one for each set of active ingredients; none of the gold file, no bare one."""
    gold = {line.split("\t")[0] for line in GOLD.read_text(encoding="utf-8").splitlines()} if GOLD.is_file() else set()
    partners = [rule for rule in known or rules() if rule.group == "partner"]
    usable = [each for each in several if each.set_id not in gold and _usable(each) and not _is_partner(each, partners)]
    usable.sort(key=lambda each: each.set_id)
    dice.shuffle(usable)
    kept: dict[frozenset[str], Label] = {}
    for each in usable:
        kept.setdefault(_substances(each), each)
    return list(kept.values())


def _usable(label: Label) -> bool:
    size = sum(len(section.text) for section in label.sections)
    return size >= _LEAST and bool(_substances(label)) and not label.partial


def _is_partner(label: Label, partners: Sequence[Rule]) -> bool:
    """Returns whether this is the label of a medicine that other questions name: it would answer them from its own side."""
    named = " ".join([*(product.name for product in label.products), *_substances(label)])
    return any(holds(rule, named) for rule in partners)


def _substances(label: Label) -> frozenset[str]:
    return frozenset(active.name.lower() for product in label.products for active in product.active)


def _names(label: Label) -> str:
    named = [name for product in label.products for name in (product.name, product.generic or "")]
    return " ".join([*named, *_substances(label), *(each.name for each in label.classes)])


def _taken(label: Label, counts: Counter[str], dice: random.Random, known: Sequence[Rule], most: int) -> tuple[Rule, Spans] | None:
    """Returns the rule asked least so far that this label answers clearly, and what is to be taken out for it."""
    several = list(known)
    dice.shuffle(several)
    whole = "\n".join(section.text for section in label.sections)
    for rule in sorted(several, key=lambda each: counts[each.name]):
        if counts[rule.name] >= most or not rule.clear.search(whole) or _about_itself(rule, label):
            continue
        spans = answering(rule, label)
        left = without(label, spans)
        size = sum(len(section.text) for section in left.sections)
        if spans and clearly_answered(rule, label, spans) and size >= _MOST_OUT * len(whole) and not answering(rule, left):
            return rule, spans
    return None


def _about_itself(rule: Rule, label: Label) -> bool:
    """Returns whether the medicine's own names or classes hold what is asked for: potassium of potassium acetate."""
    names = _names(label).lower()
    asked = {word for form in rule.forms for word in re.findall(r"[a-z]{6,}", form.lower())}
    return holds(rule, names) or any(word in names for word in asked)


def plain_name(label: Label, dice: random.Random) -> str:
    """Returns what the question calls the medicine: its brand, or the ingredient where there is but one."""
    brand = label.products[0].name
    generic = label.products[0].generic or ""
    plain = generic if len(_substances(label)) == 1 and 0 < len(generic.split()) <= 3 else brand
    name = dice.choice((brand, plain))
    return name.title() if name.isupper() and dice.random() < 0.5 else name.lower() if name == plain else name


def _asked(pair: Pair, several: Sequence[Rule]) -> str:
    """Returns the medicine's name out of the question."""
    rule = next(each for each in several if each.name == pair.rule)
    for form in rule.forms:
        before, after = form.split("{n}")
        if pair.question.startswith(before) and pair.question.endswith(after):
            return pair.question[len(before) : len(pair.question) - len(after)]
    raise AssertionError(pair.question)


def _named(found: list[Pair], chosen: list[Label], names: list[str]) -> list[Pair]:
    """Returns the pairs whose medicine is found by its name among all the labels drawn: names are measured elsewhere."""
    with tempfile.TemporaryDirectory(prefix="plainlabel-pairs-") as folder, built(chosen, Path(folder)) as library:
        return [pair for pair, name in zip(found, names, strict=True) if _shown(library, name) == pair.set_id]


def _shown(library: Library, name: str) -> str | None:
    try:
        return library.show(name).label.set_id
    except NotHeldError:
        return None


def built(several: Iterable[Label], out: Path) -> Library:
    """Returns the library of a full edition of these labels, built in `out`."""
    with workspace(out) as folder:
        manifest = compose((stage(label, facts_only=False) for label in several), folder, "full", lambda _: None)
        return Library.open(finish(folder, out, manifest).path)


def usual_names(found: list[Pair], chosen: list[Label]) -> list[Pair]:
    """Returns the pairs whose medicine is found by what the question calls it."""
    with tempfile.TemporaryDirectory(prefix="plainlabel-pairs-") as folder, built(chosen, Path(folder)) as library:
        return [pair for pair in found if any(each.set_id == pair.set_id for each in library.ask(pair.question).medicines)]


def write(several: Sequence[Pair], file: Path = PAIRS, seed: int = SEED) -> None:
    """Returns nothing; writes a pairs file."""
    lines = [
        "# Silence pairs: a question, and the stretches of a real label without which nothing in it answers. Made by",
        f"# {file.stem}.py, seed {seed}. spans: section id and offsets in its stored text; digest: hash of the words taken out.",
        "\t".join(_COLUMNS),
    ]
    lines += [
        "\t".join(
            (
                str(each.number),
                each.half,
                each.set_id,
                str(each.version or ""),
                each.rule,
                each.question,
                written(each.spans),
                each.digest,
            )
        )
        for each in several
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Returns 0; writes the pairs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    shared = parser.parse_args(arguments).shared
    made = draw(shared)
    write(made)
    print(f"{len(made)} pairs, {len({each.rule for each in made})} rules, {dict(Counter(each.half for each in made))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
