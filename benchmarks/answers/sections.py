"""Whether the right medicine and an accepted section come first: `python -m benchmarks.answers.sections EDITION [--misses]`.

A row of MedicationQA's development half counts where its reference answer is taken from a label or from MedlinePlus, names a
section, and a held label of the focus medicine has that section. Right: the first of the answer's `passages` is of a label of that
medicine and stands in an accepted section. `section_map.tsv` says which sections count, `sections.md` why. Two figures: *named*
takes only the section that the reference answer names, *accepted* also those where the label standard puts answers to that type.

Rows fall into two halves by the hash of the question, the same for every version of this program: rules are written from half a.
FDARxBench's figure comes from `cited.py`.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from plainlabel.answers.contract import Answer
from plainlabel.edition.records import Name
from plainlabel.library import Library
from plainlabel.questions.medicine_names import resolve
from plainlabel.vocabulary.sections import BY_CODE, SECTIONS

SHARED = Path(__file__).resolve().parents[3] / "shared"
QUESTIONS = Path("data", "questions")
MAP = Path(__file__).parent / "section_map.tsv"
LEAFLETS = frozenset({"42231-1", "42230-3", "68498-5", "34076-0", "88436-1", "59845-8", "42229-5"})
SOURCES = frozenset({"DailyMed", "MedlinePlus"})
"""Sources whose section names are those of labels or of texts written from labels; "other" names chapters of any web page."""


class Accepted(Struct, frozen=True):
    """Sections that count: LOINC codes, and headings of a patient leaflet."""

    codes: frozenset[str] = frozenset()
    headings: tuple[re.Pattern[str], ...] = ()

    def holds(self, code: str | None, title: str) -> bool:
        """Returns whether a section counts."""
        return code in self.codes or (code in LEAFLETS and any(each.search(title) for each in self.headings))

    def __or__(self, other: Accepted) -> Accepted:
        return Accepted(self.codes | other.codes, self.headings + other.headings)


class Case(Struct, frozen=True):
    """One question with what counts for it, and the set ids of the medicine it is about."""

    question: str
    why: str
    half: str
    source: str
    named: Accepted
    accepted: Accepted
    set_ids: frozenset[str]


class Given(Struct, frozen=True):
    """What an answer gave for a case: reciprocal ranks by the named and by all accepted sections."""

    case: Case
    answer: Answer
    medicine: bool
    named: float
    accepted: float


def half_of(question: str) -> str:
    """Returns "a" or "b" by the hash of the question's letters."""
    letters = re.sub(r"\W+", " ", question.lower()).strip()
    return "ab"[hashlib.sha256(letters.encode()).digest()[0] & 1]


@cache
def section_map() -> tuple[dict[str, str], ...]:
    """Returns the rows of the published map."""
    lines = [line for line in MAP.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    return tuple(dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:])


def of_title(title: str) -> Accepted:
    """Returns the sections that count for the section a reference answer names; none where it is no section of a label."""
    for row in section_map():
        if row["kind"] == "title" and re.search(row["match"], title, re.IGNORECASE):
            return _accepted(row)
    return Accepted()


def of_type(published: str) -> Accepted:
    """Returns the sections that count for a published question type."""
    return next((_accepted(row) for row in section_map() if row["kind"] == "type" and row["match"] == published), Accepted())


def _accepted(row: Mapping[str, str]) -> Accepted:
    codes: set[str] = set()
    for code in row["codes"].split() if row["codes"] != "-" else ():
        codes.add(code.rstrip("+"))
        if code.endswith("+"):
            field = BY_CODE[code.rstrip("+")].field
            codes.update(each.code for each in SECTIONS if field in each.parents[:1])
    headings = () if row["headings"] == "-" else (re.compile(rf"\b(?:{row['headings']})", re.IGNORECASE),)
    return Accepted(frozenset(codes), headings)


def cases(library: Library, rows: Iterable[Mapping[str, Any]]) -> Iterator[Case]:
    """Returns the cases of MedicationQA rows, each question and named section once."""
    types: dict[str, set[str]] = {}
    rows = list(rows)
    for row in rows:
        types.setdefault(row["question"], set()).add(row["type"])
    for (question, title), row in {(row["question"], row["section_title"] or ""): row for row in rows}.items():
        named = of_title(title) if row["source"] in SOURCES else Accepted()
        if not named.codes:
            continue
        accepted = named
        for published in sorted(types[question]):
            accepted |= of_type(published)
        set_ids = _set_ids(library, row["focus"], named)
        if set_ids:
            yield Case(question, title, half_of(question), row["source"], named, accepted, set_ids)


def _set_ids(library: Library, focus: str, named: Accepted) -> frozenset[str]:
    """Returns the set ids of the held labels of a focus; none where no such label has a section that counts."""
    labels = {key for name in names_of(library, focus) for medicine in name.medicines for key in labels_of(library, medicine)}
    if not any(named.holds(section.code, section.title) for key in labels for section in library.edition.sections(key)):
        return frozenset()
    return frozenset(library.edition.label(key).set_id for key in labels)


def names_of(library: Library, focus: str) -> tuple[Name, ...]:
    """Returns the medicines a focus field names; no classes."""
    return tuple(each.name for each in resolve(focus, library.edition) if each.name and each.match not in {"class", "none"})


def labels_of(library: Library, medicine: str) -> tuple[int, ...]:
    found = library.edition.medicine(medicine)
    return found.labels if found else ()


def ask(library: Library, case: Case) -> Given:
    """Returns what the library answers to a case, ranked."""
    answer = library.ask(case.question)
    medicine = any(each.set_id in case.set_ids for each in answer.medicines)
    return Given(case, answer, medicine, _rank(answer, case, case.named), _rank(answer, case, case.accepted))


def _rank(answer: Answer, case: Case, accepted: Accepted) -> float:
    places = (
        place
        for place, each in enumerate(answer.passages, 1)
        if each.set_id in case.set_ids and accepted.holds(each.section_code, each.section)
    )
    return 1 / next(places, 10**6)


def scores(given: Sequence[Given]) -> dict[str, float]:
    """Returns the figures over some cases."""
    total = max(1, len(given))
    found: dict[str, float] = {"rows": len(given), "right_medicine": sum(each.medicine for each in given) / total}
    for name in ("accepted", "named"):
        ranks = [getattr(each, name) for each in given]
        found[f"{name}_first"] = sum(rank == 1 for rank in ranks) / total
        found[f"{name}_in_three"] = sum(rank >= 1 / 3 for rank in ranks) / total
        found[f"{name}_mrr"] = sum(rank for rank in ranks if rank > 0.01) / total
    return {key: round(value, 4) for key, value in found.items()}


def measure_library(library: Library, shared: Path) -> dict[str, dict[str, float]]:
    """Returns the figures of an open library: as a whole, by half and by source."""
    return {title: scores(given) for title, given in grouped(asked(library, shared)).items()}


def asked(library: Library, shared: Path) -> list[Given]:
    """Returns what the library gives for every case of MedicationQA's development half."""
    return [ask(library, case) for case in cases(library, rows_of(shared, "medicationqa_dev.jsonl"))]


def grouped(given: Sequence[Given]) -> dict[str, list[Given]]:
    """Returns the cases as a whole, by half and by source."""
    found = {"all": list(given)}
    for each in given:
        found.setdefault(f"half {each.case.half}", []).append(each)
        found.setdefault(each.case.source, []).append(each)
    return dict(sorted(found.items()))


def rows_of(shared: Path, name: str) -> list[dict[str, Any]]:
    """Returns the rows of a question file."""
    return [json.loads(line) for line in (shared / QUESTIONS / name).read_text(encoding="utf-8").splitlines()]


def first_of(answer: Answer) -> str:
    """Returns the section that came first, or the outcome where none did."""
    if not answer.passages:
        return answer.outcome
    return f"{answer.passages[0].section_code} {answer.passages[0].section[:60]}"


def main(arguments: Sequence[str]) -> None:
    """Prints the figures; with --misses the questions too."""
    with Library.open(Path(arguments[0])) as library:
        given = asked(library, SHARED)
        for title, members in grouped(given).items():
            print(title, json.dumps(scores(members)))
    if "--misses" in arguments:
        wanted = [arguments[place + 1] for place, each in enumerate(arguments) if each == "--half"]
        for each in given:
            if (each.accepted < 1 or each.named < 1) and (not wanted or each.case.half in wanted):
                mark = "MISS" if each.accepted < 1 else "named"
                kind = f"{each.answer.type}/{each.answer.topic}"
                named = sorted(each.case.named.codes)[:4]
                print(mark, each.case.half, kind, "|", each.case.question, "|", each.case.why, named, "->", first_of(each.answer))


if __name__ == "__main__":
    main(sys.argv[1:])
