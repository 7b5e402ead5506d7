"""The budgets of the design, as data: which measured figure each one looks at."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Budget(Struct, frozen=True):
    """One budget: `key` of what `module` measures stays at most (or at least) `limit`."""

    what: str
    module: str
    key: str
    limit: float
    unit: str
    side: Literal["at most", "at least"] = "at most"

    @property
    def limit_text(self) -> str:
        """Returns the budget in words: "at most 1 s"."""
        return f"{self.side} {self.limit:g} {self.unit}"

    def kept(self, found: float) -> bool:
        """Returns whether `found` keeps the budget."""
        return found <= self.limit if self.side == "at most" else found >= self.limit


BUDGETS = (
    Budget("reading SPL XML, against a bare lxml parse of the same bytes", "reading", "ratio", 3, "x"),
    Budget("building the full edition of 1,024 labels on 2 cores", "building", "seconds", 60, "s"),
    Budget("peak memory of that build", "building", "peak_gb", 1.5, "GB"),
    Budget("one question, whole process, built-in edition", "starting", "cold_ask_s", 1.0, "s"),
    Budget("asking, warm, full edition, median", "asking", "median_ms", 15, "ms"),
    Budget("asking, warm, full edition, p99", "asking", "p99_ms", 60, "ms"),
    Budget("course of 1,000 patients over 52 weeks, against odeint a patient at a time", "action", "pk.ratio", 50, "x", "at least"),
    Budget("worst relative error of that course", "action", "pk.ours_worst_error", 1e-6, "of the level"),
)
"""The budgets that `python -m benchmarks` looks at; pages under load are measured by `benchmarks.load` on a quiet machine."""
