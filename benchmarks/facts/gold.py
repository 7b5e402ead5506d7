"""Precision and recall of every kind of fact against the gold file: 40 labels read by eye (see gold/README.md).

Run `python benchmarks/facts/gold.py SHARED [--kind KIND] [--errors] [--label SET_ID]`. A found fact is right when a gold fact of
the label has the same key fields; each gold fact serves once. The fields beside the key are scored over the matched pairs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from plainlabel.facts.extract import extract
from plainlabel.vocabulary.clinical_names import normalise, normalise_reaction
from plainlabel.vocabulary.partner_names import same_partner

sys.path.insert(0, str(Path(__file__).parent))
import draw

GOLD = Path(__file__).parent / "gold"

KEYS: dict[str, tuple[str, ...]] = {
    "product": ("name",),
    "appearance": ("colors", "imprint"),
    "ingredient": ("role", "name"),
    "class": ("class_kind", "name"),
    "indication": ("condition",),
    "limitation": ("term",),
    "dosage": ("low", "high", "unit", "every_hours", "per_day", "once"),
    "adjustment": ("organ", "needed", "severity"),
    "strength": ("strength",),
    "boxed_warning": ("present",),
    "contraindication": ("term",),
    "warning": ("number", "subject"),
    "adverse_reaction": ("term", "rate_percent", "comparator_percent"),
    "interaction": ("partner",),
    "population": ("group", "evidence", "min_age_months"),
    "storage": ("condition", "low_c", "high_c", "low_f", "high_f", "days", "hours", "months"),
    "missed_dose": ("take", "within_hours", "until_next_hours", "late"),
    "stopping": ("taper",),
    "overdose": (),
    "pharmacokinetic": ("parameter", "low", "high", "unit"),
    "metabolism": ("enzyme", "role", "negated"),
    "mechanism": ("target",),
    "administration": ("aspect", "value", "allowed"),
    "effect": ("result", "comparator_result", "week"),
    "functional_study": ("subject",),
    "schedule": ("schedule",),
    "date": ("what", "date"),
    "term": ("topic", "role"),
}
TERMS = frozenset(
    "name section condition term subject partner target end_point value strength imprint enzyme".split()  # noqa: SIM905
)
LISTS = {"colors", "subjects", "signs", "risks", "pathways", "active", "advice", "routes"}
_WORD = re.compile(r"[a-z0-9.]+")
_EMPTY = frozenset({"the", "a", "an", "of", "and", "or", "in", "to", "with", "for", "by", "on", "known", "patients"})


class Score(NamedTuple):
    """Counts of one kind: facts found, gold facts, pairs that match, value fields equal and compared in those pairs."""

    found: int
    gold: int
    right: int
    fields_right: int
    fields: int


def score(
    shared: Path, only: str | None = None, label_only: str | None = None, half: str | None = None
) -> tuple[dict[str, Score], list[str]]:
    """Returns the counts a kind over the gold labels (of one half, where asked), and a line for every error."""
    opened = {line.split("\t")[0] for line in (GOLD / "opened.tsv").read_text(encoding="utf-8").splitlines()}
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KEYS}
    errors: list[str] = []
    for stratum, label in draw.drawn(shared):
        path = GOLD / f"{label.set_id}.jsonl"
        if half is not None and (label.set_id in opened) != (half == "opened"):
            continue
        if not path.exists() or (label_only and label.set_id != label_only):
            continue
        found = _by_kind(msgspec.to_builtins(fact.value) for fact in extract(label)[0])
        wanted = _by_kind(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line)
        for kind in KEYS if only is None else (only,):
            told = _compare(kind, _selected(kind, found.get(kind, [])), wanted.get(kind, []), counts[kind])
            errors += [f"{label.set_id[:8]} {stratum} {kind} {error}" for error in told]
    return {kind: Score(*(one[key] for key in Score._fields)) for kind, one in counts.items()}, errors


def _selected(kind: str, facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the facts the gold file speaks of.

    Of the term inventory the twelve topics it covers, as advice, once a label; of warnings all but the alerts of over-the-counter
    labels, which by its rules it does not hold (they were not read by anybody, so neither right nor wrong is known of them).
    """
    if kind == "warning":
        return [one for one in facts if one.get("number") != "alert"]
    if kind != "term":
        return facts
    seen: dict[str, dict[str, Any]] = {}
    for one in facts:
        # The gold file calls everything said for the person "advice"; the inventory tells advice and reactions apart.
        topic = WIDER.get(one["topic"], one["topic"])
        if topic in TOPICS and one["role"] in {"advice", "reaction"}:
            seen.setdefault(topic, {**one, "topic": topic, "role": "advice"})
    return list(seen.values())


WIDER = {"weight_gain": "weight", "weight_loss": "weight", "hair_loss": "hair", "vaccines": "live_vaccines"}
TOPICS = frozenset(
    "alcohol driving grapefruit live_vaccines weight hair sleep sun smoking surgery food breast_feeding".split()  # noqa: SIM905
)


def _by_kind(facts: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    sorted_: dict[str, list[dict[str, Any]]] = {}
    for one in facts:
        sorted_.setdefault(one["kind"], []).append(one)
    return sorted_


def _compare(kind: str, found: list[dict[str, Any]], wanted: list[dict[str, Any]], counts: Counter[str]) -> Iterator[str]:
    counts["found"] += len(found)
    counts["gold"] += len(wanted)
    pairs = _pairs(kind, found, wanted)
    for at, one in enumerate(found):
        if at not in pairs:
            yield f"WRONG  {_short(one)}"
            continue
        best = wanted[pairs[at]]
        equal, every = _agreement(kind, one, best)
        counts["right"] += 1
        counts["fields_right"] += equal
        counts["fields"] += every
        if equal < every:
            yield f"FIELDS {_short(one)} GOLD {_short(best)}"
    for at in set(range(len(wanted))) - set(pairs.values()):
        yield f"MISSED {_short(wanted[at])}"


def _pairs(kind: str, found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> dict[int, int]:
    """Returns the most pairs of found and gold facts with equal keys (augmenting paths); those with most equal fields first.

    In the order found a shorter fact could take the gold fact of a fuller one, which then counted twice as an error.
    """
    fits = {
        at: sorted(
            (place for place, gold in enumerate(wanted) if _fits(kind, one, gold)),
            key=lambda place, one=one: -_agreement(kind, one, wanted[place])[0],  # type: ignore[misc]
        )
        for at, one in enumerate(found)
    }
    held: dict[int, int] = {}  # gold fact -> found fact

    def placed(at: int, asked: set[int]) -> bool:
        for place in fits[at]:
            if place not in asked:
                asked.add(place)
                if place not in held or placed(held[place], asked):
                    held[place] = at
                    return True
        return False

    for at in range(len(found)):
        placed(at, set())
    return {at: place for place, at in held.items()}


def _fits(kind: str, one: dict[str, Any], gold: dict[str, Any]) -> bool:
    return all(same(field, one.get(field), gold.get(field)) for field in KEYS[kind])


def _agreement(kind: str, one: dict[str, Any], gold: dict[str, Any]) -> tuple[int, int]:
    fields = (set(one) | set(gold)) - set(KEYS[kind]) - {"kind", "place", "name", "code", "count"}
    if "rate_percent" in gold:  # of a table row nothing tells how it was reported
        fields -= {"seriousness"}
    return sum(same(field, one.get(field), gold.get(field)) for field in fields), len(fields)


def same(field: str, one: Any, other: Any) -> bool:
    """Returns whether two values of a field agree: numbers within 3 percent, closed words equal, terms by words, lists by half."""
    if field in LISTS:
        left, right = list(one or ()), list(other or ())
        hits = sum(any(_same_term(a, b) for b in right) for a in left)
        return (not left and not right) or (hits > 0 and 2 * hits >= max(len(left), len(right)))
    if isinstance(one, str) and isinstance(other, str):
        if field == "partner" and same_partner(one, other):  # "MAOIs" are monoamine oxidase inhibitors
            return True
        return one == other or ((field in TERMS or field in {"of", "population", "dose", "severity"}) and _same_term(one, other))
    if isinstance(one, int | float) and isinstance(other, int | float) and not isinstance(one, bool):
        return abs(one - other) <= 0.03 * max(abs(one), abs(other))
    return (one or None) == (other or None)


def _same_term(one: str, other: str) -> bool:
    for normal in (normalise, normalise_reaction):
        if (name := normal(one)) is not None and name == normal(other):
            return True
    left, right = _words(one), _words(other)
    small, large = sorted((left, right), key=len)
    return bool(small) and small <= large and 2 * len(small) >= len(large)


def _words(text: str) -> frozenset[str]:
    words = (word.strip(".") for word in _WORD.findall(text.lower()))
    return frozenset(re.sub(r"(?<=[a-z]{3})s$", "", word) for word in words if word and word not in _EMPTY)


def _short(fact: dict[str, Any]) -> str:
    told = {key: value for key, value in fact.items() if key != "kind" and value not in (None, False, [], ())}
    return json.dumps(told)[:260]


def table(scores: dict[str, Score]) -> str:
    """Returns the table of the README: a row a kind, the total last."""
    rows = ["| kind | gold | found | precision | recall | fields |", "|---|---|---|---|---|---|"]
    total = Score(*(sum(one[at] for one in scores.values()) for at in range(len(Score._fields))))
    for kind, one in [*scores.items(), ("all", total)]:
        rows.append(
            f"| {kind} | {one.gold} | {one.found} | {_share(one.right, one.found)} | {_share(one.right, one.gold)} "
            f"| {_share(one.fields_right, one.fields)} |"
        )
    return "\n".join(rows)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def main() -> None:
    """Prints the table, and the errors where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--kind")
    arguments.add_argument("--label")
    arguments.add_argument("--half", choices=("opened", "closed"), help="the labels developers have seen, or those they have not")
    arguments.add_argument("--errors", action="store_true")
    asked = arguments.parse_args()
    scores, errors = score(asked.shared, asked.kind, asked.label, asked.half)
    print(table({asked.kind: scores[asked.kind]} if asked.kind else scores))
    if asked.errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
