"""What the plots of simulations show: the level over time, blocked signals, a disease; and the table beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from plainlabel.action.simulate import Simulation
from plainlabel.action.simulate_disease import DiseaseSimulation
from plainlabel.interfaces.plots import Line, Plot

_MOST_ROWS: Final = 13
_WEEK: Final = 7.0
_SHORT_DAYS: Final = 3.0
_HOURS: Final = 24.0
_LONG_DAYS: Final = 28.0
_MOST_POINTS: Final = 400


class Table(Struct, frozen=True):
    """The table beside a plot: its heads, its rows as they are read, and which columns hold words instead of figures."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = ()


class _Axis(Struct, frozen=True):
    """The unit of time that reads best, its length in days, and the steps that part it."""

    name: str
    days: float
    steps: tuple[float, ...]


_WEEKS: Final = _Axis("weeks", _WEEK, (1, 2, 4, 8, 13, 26, 52))


def level_plot(found: Simulation) -> Plot:
    """Returns the plot of the level in the blood, with the band of most people or of the label's ranges."""
    axis, curves = _axis(found.time_days), found.concentration_mg_per_l
    low, high, band = _band(curves)
    y_label = "share of the highest level" if found.relative else "level in the blood (mg/L)"
    line = _line(
        "middle person" if "p5" in curves else "middle of the ranges", found.time_days, axis, curves["typical"], low, high, band
    )
    doses = [dose["day"] for dose in found.regimen["doses"]]
    missed = tuple(day / axis.days for day in found.regimen["missed_days"])
    crosses = ", a cross a missed one" if missed else ""
    return Plot(
        title=f"{found.medicine}: level over time",
        description=f"The line is the {line.name}. The band holds {band}. A triangle is a dose{crosses}.",
        x_label=f"{axis.name} after the first dose",
        y_label=y_label,
        lines=(line,),
        marks=tuple(day / axis.days for day in doses),
        missed=missed,
        x_steps=axis.steps,
    )


def signal_plot(found: Simulation) -> Plot | None:
    """Returns the plot of the share of each signal that is blocked; None where the receptor is not modelled."""
    if found.signal_block is None:
        return None
    axis = _axis(found.time_days)
    lines = []
    for name, curve in _alike(found.signal_block).items():
        typical, low, high = ([100 * value for value in curve[each]] for each in ("typical", "low", "high"))
        lines.append(_line(name, found.time_days, axis, typical, low, high, f"{name.partition(',')[0]}: the band"))
    return Plot(
        title=f"{found.medicine}: share of each signal that is blocked",
        description="Computed from the level. The bands show what other published figures of how tightly it binds would give.",
        x_label=f"{axis.name} after the first dose",
        y_label="blocked (percent)",
        lines=tuple(lines),
        y_most=100.0,
        x_steps=axis.steps,
    )


def _alike(signals: Mapping[str, Mapping[str, Sequence[float]]]) -> dict[str, Mapping[str, Sequence[float]]]:
    """Returns the signals, those whose course is the same as one: "IL-4, type I and II receptor"."""
    found: dict[str, Mapping[str, Sequence[float]]] = {}
    for name, curve in signals.items():
        same = next((each for each, held in found.items() if held == curve), None)
        if same is None:
            found[name] = curve
            continue
        cytokine, _, kind = same.partition(", ")
        other = name.partition(", ")[2]
        end = " receptor"
        found[f"{cytokine}, {kind.removesuffix(end)} and {other.removeprefix('type ')}"] = found.pop(same)
    return found


def disease_plot(found: DiseaseSimulation) -> Plot:
    """Returns the plot of the change of the eczema score under placebo and treatment: how far it has fallen, in percent."""
    weeks = [float(week) for week in found.weeks]
    lines = [
        Line(name, tuple(weeks), tuple(max(0.0, -value) for value in curve))
        for name, curve in sorted(found.easi_change_percent.items(), key=lambda each: each[0] == "placebo")
    ]
    return Plot(
        title=f"{found.disease.replace('-', ' ')}: improvement of the skin score in the model",
        description="Mean fall of the EASI score of virtual patients. The trials stand in the table beside it.",
        x_label="weeks",
        y_label="fall of the score (percent)",
        lines=tuple(lines),
        y_most=100.0,
        x_steps=_WEEKS.steps,
    )


def level_table(found: Simulation) -> Table:
    """Returns the level and its band at even times."""
    axis, curves = _axis(found.time_days), found.concentration_mg_per_l
    low, high, _ = _band(curves)
    unit = "share of the highest" if found.relative else "mg/L"
    rows = [
        (f"{found.time_days[at] / axis.days:.3g}", *(f"{curve[at]:.3g}" for curve in (curves["typical"], low, high)))
        for at in _even(found.time_days)
    ]
    return Table((axis.name, f"middle ({unit})", "from", "to"), tuple(rows))


def signal_table(found: Simulation) -> Table | None:
    """Returns the share of each signal that is blocked at even times, in percent with its band."""
    if found.signal_block is None:
        return None
    axis = _axis(found.time_days)
    rows = [
        (
            f"{found.time_days[at] / axis.days:.3g}",
            *(
                f"{_share(curve['typical'][at])} ({_share(min(curve['low'][at], curve['high'][at]))} to "
                f"{_share(max(curve['low'][at], curve['high'][at]))})"
                for curve in found.signal_block.values()
            ),
        )
        for at in _even(found.time_days)
    ]
    heads = tuple(f"{signal.replace('_', ' ')}, blocked" for signal in found.signal_block)
    return Table((axis.name, *heads), tuple(rows))


def disease_table(found: DiseaseSimulation) -> Table:
    """Returns the mean fall of the score and the share with a fall of three quarters, by arm, every four weeks."""
    arms = list(found.easi_change_percent)
    weeks = [at for at, week in enumerate(found.weeks) if week % 4 == 0]
    heads = [head for arm in arms for head in (f"{arm}: fall of the score", f"{arm}: fell by 75% or more")]
    rows = [
        (
            f"{found.weeks[at]}",
            *(
                f"{value:.0f}%"
                for arm in arms
                for value in (max(0.0, -found.easi_change_percent[arm][at]), found.easi_75_percent[arm][at])
            ),
        )
        for at in weeks
    ]
    return Table(("week", *heads), tuple(rows))


def trial_table(found: DiseaseSimulation) -> Table | None:
    """Returns what trials measured with what the model gives beside it; None where no trial is held."""
    if not found.trials:
        return None
    rows = [
        (
            f"{one.endpoint}, week {one.week}",
            one.trial,
            *(f"{value:g}{one.unit}" for value in (one.value, one.placebo)),
            *("not modelled" if value is None else f"{value:.0f}{one.unit}" for value in (one.model, one.model_placebo)),
            one.source,
        )
        for one in found.trials
    ]
    drug = found.drug
    heads = "what", "trial", f"{drug}, measured", "placebo, measured", f"{drug}, model", "placebo, model", "source"
    return Table(heads, tuple(rows), words=(1, 6))


def _axis(days: Sequence[float]) -> _Axis:
    longest = days[-1] if days else 1.0
    if longest <= _SHORT_DAYS:
        return _Axis("hours", 1 / _HOURS, (1, 2, 3, 6, 12))
    return _WEEKS if longest > _LONG_DAYS else _Axis("days", 1.0, (1, 2, 4, 7))


def _band(curves: Mapping[str, Sequence[float]]) -> tuple[Sequence[float], Sequence[float], str]:
    if "p5" in curves:
        return curves["p5"], curves["p95"], "9 of 10 people"
    return curves["low"], curves["high"], "the ranges the label states"


def _line(
    name: str, days: Sequence[float], axis: _Axis, typical: Sequence[float], low: Sequence[float], high: Sequence[float], band: str
) -> Line:
    step = max(1, len(days) // _MOST_POINTS)
    at = sorted({*range(0, len(days), step), len(days) - 1})
    below = [min(a, b) for a, b in zip(low, high, strict=True)]
    above = [max(a, b) for a, b in zip(low, high, strict=True)]
    x, y, low, high = (tuple(curve[place] for place in at) for curve in ([day / axis.days for day in days], typical, below, above))
    return Line(name, x, y, low, high, band)


def _even(days: Sequence[float]) -> list[int]:
    """Returns the places of at most thirteen even times, whole weeks where the course is long."""
    longest = days[-1]
    count = _MOST_ROWS - 1
    if longest > _LONG_DAYS:
        weeks = round(longest / _WEEK)
        count = max(1, next(weeks // step for step in range(1, weeks + 1) if weeks // step < _MOST_ROWS))
    wanted = [longest * place / count for place in range(count + 1)]
    return sorted({_nearest(days, day) for day in wanted})


def _nearest(days: Sequence[float], day: float) -> int:
    return min(range(len(days)), key=lambda at: abs(days[at] - day))


def _share(value: float) -> str:
    return "over 99.9%" if value > 0.999 else f"{100 * value:.1f}%"
