"""Runs every benchmark, prints one table of budgets and results, and files the results by version.

`python -m benchmarks` runs all of them, `python -m benchmarks reading asking` some (those are printed, not filed). Each module
has `measure(shared) -> dict`; it runs in a process of its own, so that one cannot warm or fill the memory of another.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.budgets import BUDGETS, Budget

import plainlabel

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).parent / "results"
MODULES = ("reading", "names", "building", "searching", "asking", "answers", "action", "starting")
_ONE = "--in-this-process"

Results = dict[str, dict[str, Any]]


def main(arguments: Sequence[str]) -> int:
    """Returns 0 when every benchmark ran and kept its budget, 1 when one failed or broke it, 2 when there is nothing to measure."""
    shared = _shared()
    if shared is None:
        print("The real labels are not here: set PLAINLABEL_SHARED to the folder that holds data/MANIFEST.tsv", file=sys.stderr)
        return 2
    if arguments[:1] == [_ONE]:
        print(json.dumps(_measure(arguments[1], shared)))
        return 0
    unknown = set(arguments) - set(MODULES)
    if unknown:
        print(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(MODULES)}", file=sys.stderr)
        return 2
    results = {name: _in_own_process(name) for name in (arguments or MODULES)}
    print("\n".join(_page(results)))
    if not arguments:
        _file(results)
    return 1 if _broken(results) else 0


def _shared() -> Path | None:
    folder = Path(os.environ.get("PLAINLABEL_SHARED") or ROOT.parent / "shared")
    return folder if (folder / "data" / "MANIFEST.tsv").is_file() else None


def _measure(name: str, shared: Path) -> dict[str, Any]:
    measured: dict[str, Any] = importlib.import_module(f"benchmarks.{name}").measure(shared)
    return dict(_flat(measured))


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        elif value is None or isinstance(value, int | float | str):
            yield f"{before}{name}", value
        # Lists are cases for whoever works on them, often words of others: they are neither printed nor filed.


def _in_own_process(name: str) -> dict[str, Any]:
    if importlib.util.find_spec(f"benchmarks.{name}") is None:
        return {"error": "there is no such benchmark yet"}
    print(f"measuring {name} ...", file=sys.stderr, flush=True)
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "benchmarks", _ONE, name], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or ["no reason given"])[-1]}
    # What a benchmark prints on its way stands before the last line.
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**result, "benchmark_s": round(time.perf_counter() - started, 1)}


def _page(results: Results) -> Iterator[str]:
    """Yields the page that is printed and filed: the budgets first, then everything that was measured."""
    yield f"# PlainLabel {plainlabel.__version__}: measured"
    yield ""
    yield f"{_today()}, {_machine()}"
    yield ""
    budgets = [budget for budget in BUDGETS if budget.module in results]
    yield from ("| what | budget | measured | kept |", "|---|---|---|---|") if budgets else ()
    for budget in budgets:
        yield f"| {budget.what} | {budget.limit_text} | {_figure(_found(budget, results))} | {_kept(budget, results)} |"
    for name, values in results.items():
        yield from ("", f"## {name}", "", "| measured | result |", "|---|---|")
        yield from (f"| {key} | {_figure(value)} |" for key, value in values.items())


def _found(budget: Budget, results: Results) -> object:
    return results.get(budget.module, {}).get(budget.key)


def _kept(budget: Budget, results: Results) -> str:
    found = _found(budget, results)
    if not isinstance(found, int | float):
        return "not measured"
    return "yes" if budget.kept(float(found)) else "NO"


def _broken(results: Results) -> bool:
    over = any(_kept(budget, results) != "yes" for budget in BUDGETS if budget.module in results)
    return over or any("error" in values for values in results.values())


def _figure(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def _today() -> str:
    return dt.datetime.now(dt.UTC).date().isoformat()


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _file(results: Results) -> None:
    RESULTS.mkdir(exist_ok=True)
    version = plainlabel.__version__
    record = {"version": version, "date": _today(), "machine": _machine(), "results": results}
    (RESULTS / f"{version}.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    (RESULTS / f"{version}.md").write_text("\n".join(_page(results)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
