"""Measures the answers and prints one table by version: `python -m benchmarks.answers SHARED [--edition FOLDER] [--file]`.

Without --edition the full edition of the shared labels is built for the run. --only names some parts; --fuzz sets how many
made-up questions are asked (the full run: 100000); --file keeps the figures in by_version.tsv, from which the columns of
other versions come.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.answers import cited, fuzz, sections, shape, silence, support, understanding
from benchmarks.asking import full_library

import plainlabel
from plainlabel.library import Library

BY_VERSION: Final = Path(__file__).parent / "by_version.tsv"
GOALS: Final[dict[str, str]] = {
    "silence test.risk": "<= .05",
    "silence test.coverage": ">= .85",
    "shape.quotes verbatim": "= quotes",
    "shape.label statements cited": "= label statements",
    "shape.median ms": "<= 15",
    "shape.p99 ms": "<= 60",
    "fuzz.fuzz errors": "0",
    "fuzz.fuzz slower than 1 s": "0",
    "support.support share": ">= .99",
    "understanding.types": ">= .78",
    "understanding.medicines": ">= .92",
}


def main(arguments: Sequence[str]) -> int:
    """Returns 0; prints the table."""
    options = _options(arguments)
    if options.edition is not None:
        os.environ["PLAINLABEL_BENCH_EDITION"] = str(options.edition)
    parts: dict[str, Callable[[Library], Mapping[str, Any]]] = {
        "understanding": lambda library: understanding.measure_library(library, options.shared),
        "sections": lambda library: _sections(library, options.shared),
        "shape": lambda library: shape.measure(library, options.shared),
        "fuzz": lambda library: fuzz.measure(library, options.fuzz, options.seed),
        "support": lambda _: support.judged(),
        "silence": lambda _: silence.measure(options.shared, options.keep),
    }
    unknown = set(options.only) - set(parts)
    if unknown:
        print(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(parts)}", file=sys.stderr)
        return 2
    with full_library(options.shared) as library:
        found = {name: dict(measure(library)) for name, measure in parts.items() if not options.only or name in options.only}
    figures = {key: _figure(value) for name, values in found.items() for key, value in _flat(name, values)}
    table = read_table()
    table[plainlabel.__version__] = {**table.get(plainlabel.__version__, {}), **figures}
    if options.file:
        write_table(table)
    print("\n".join(page(table, figures)))
    if "silence" in found:
        print("\n".join(silence.drawn(found["silence"]["curve"])))
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("shared", type=Path)
    parser.add_argument("--edition", type=Path)
    parser.add_argument("--keep", type=Path, help="folder for the small editions of the silence pairs")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--fuzz", type=int, default=fuzz.SHORT_RUN)
    parser.add_argument("--seed", type=int, default=fuzz.SEED)
    parser.add_argument("--file", action="store_true")
    return parser.parse_args(arguments)


def _sections(library: Library, shared: Path) -> dict[str, Any]:
    scores = {title: sections.scores(members) for title, members in sections.grouped(sections.asked(library, shared)).items()}
    return {**scores, "fdarxbench": cited.measure_library(library, shared)[0]}


def _flat(before: str, values: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Yields figures by dotted name. Lists are cases for whoever works on them, often words of others: they are not kept."""
    for name, value in values.items():
        if isinstance(value, Mapping) and not all(isinstance(each, int) for each in value.values()):
            yield from _flat(f"{before} {name}" if before == "silence" else f"{before}.{name}", value)
        elif isinstance(value, Mapping):
            yield f"{before}.{name}", ", ".join(f"{key} {count}" for key, count in sorted(value.items()))
        elif value is None or isinstance(value, int | float | str):
            yield f"{before}.{name}", value


def _figure(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else "-" if value is None else str(value)


def read_table() -> dict[str, dict[str, str]]:
    """Returns the filed figures by version and name."""
    if not BY_VERSION.is_file():
        return {}
    lines = [line.split("\t") for line in BY_VERSION.read_text(encoding="utf-8").splitlines()]
    versions = lines[0][1:]
    return {version: {line[0]: line[place] for line in lines[1:] if line[place] != ""} for place, version in enumerate(versions, 1)}


def write_table(table: Mapping[str, Mapping[str, str]]) -> None:
    """Returns nothing; files the figures, a column a version."""
    names = list(dict.fromkeys(name for values in table.values() for name in values))
    lines = ["\t".join(("measured", *table))]
    lines += ["\t".join((name, *(values.get(name, "") for values in table.values()))) for name in names]
    BY_VERSION.write_text("\n".join(lines) + "\n", encoding="utf-8")


def page(table: Mapping[str, Mapping[str, str]], names: Mapping[str, str]) -> Iterator[str]:
    """Yields the table in Markdown: what was measured now, with its goal and what earlier versions had."""
    yield f"| measured | goal | {' | '.join(table)} |"
    yield f"|---|---|{'---|' * len(table)}"
    for name in names:
        yield f"| {name} | {GOALS.get(name, '')} | {' | '.join(values.get(name, '') for values in table.values())} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
