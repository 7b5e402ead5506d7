"""Plain answers computed from the models: how fast, how long it stays, what a missed dose does. Figures with units, and words."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from plainlabel.action import receptors
from plainlabel.action.linear_kinetics import RateConstants
from plainlabel.action.pharmacokinetics import Antibody, course, half_life_days, population, typical
from plainlabel.action.regimens import Regimen, regimen
from plainlabel.action.spans import figure, span
from plainlabel.action.stated_figures import StatedFigures, missed_dose_share, stay

Array = NDArray[np.float64]
LLOQ_MG_PER_L: Final = 0.078
"""Below it dupilumab is not found in blood (lower limit of quantification, label)."""
_BLOCKED: Final = 0.95
_SETTLED: Final = 1.1
_LONGEST_WEEKS: Final = 40
_NEARLY_NOTHING: Final = 0.01
_SAMPLE: Final = 200
_BY_DOSE_WEEKS: Final = 40
"""Weeks of dosing after which the level is steady with every regimen these models know."""


def of_antibody(drug: Antibody, people: RateConstants, weight_kg: float, given: Regimen) -> dict[str, Any]:
    """Returns the answers for an antibody; `missed_dose` and `washout` are None where no repeated dose is told."""
    sample = people.take(np.arange(min(people.volume_l.size, _SAMPLE)))
    answers: dict[str, Any] = {"how_fast": _how_fast(drug, weight_kg, given), "washout": None, "missed_dose": None}
    if given.interval_days is not None and given.maintenance_mg is not None and given.interval_days >= 1:
        plan = f"{given.maintenance_mg!r} mg every {given.interval_days!r} days"
        answers["washout"] = _washout(drug, sample, plan, given.interval_days)
        answers["missed_dose"] = _missed(drug, sample, plan, given.interval_days)
    return answers


def one_answer(drug: Antibody, kind: str, weight_kg: float = 75.0, patients: int = 60) -> dict[str, Any]:
    """Returns one answer ("how_fast", "washout", "missed_dose") for the usual regimen: quicker than all, times to half a week."""
    given = regimen(drug.usual_regimen, 16)
    if kind == "how_fast":
        return _how_fast(drug, weight_kg, given)
    people = population(drug, weight_kg, patients, np.random.default_rng(1))
    every = given.interval_days or 14.0
    plan = f"{given.maintenance_mg!r} mg every {every!r} days"
    return _missed(drug, people, plan, every) if kind == "missed_dose" else _washout(drug, people, plan, every, step_days=3.5)


def of_stated(figures: StatedFigures, interval_days: float | None) -> dict[str, Any]:
    """Returns the answers for a medicine whose label states a half-life."""
    found = stay(figures)
    peak = figures.tmax_hours
    first = "" if peak is None else f"The level is highest about {span(peak)} after a dose. "
    answers: dict[str, Any] = {
        "how_fast": {
            "peak_hours": peak,
            "steady_days": found.steady_days,
            "words": f"{first}In the model regular doses bring a steady level after about {_span(found.steady_days)} "
            "(4 to 5 half-lives). Its effect can come sooner or later.",
        },
        "washout": {
            "half_life_days": found.half_life_days,
            "nearly_gone_days": found.nearly_gone_days,
            "one_percent_days": found.one_percent_days,
            "words": f"In the model half is gone after {_span(found.half_gone_days)}. About 3% is left "
            f"{_span(found.nearly_gone_days)} after the last dose (five half-lives).",
        },
        "missed_dose": None,
    }
    if interval_days is not None:
        left = missed_dose_share(figures, interval_days)
        answers["missed_dose"] = {
            "share_left": left,
            "words": f"In the model one missed dose lowers the level before the next one to {_percent(left)} of the usual.",
        }
    return answers


def _how_fast(drug: Antibody, weight_kg: float, given: Regimen) -> dict[str, Any]:
    """Returns hours to 95% occupancy after the first dose, day of the first peak, weeks to a steady level."""
    until = min(given.horizon_days, given.interval_days or 28.0, 28.0)
    days = np.concatenate([np.arange(1, 97) / 96, np.arange(5, 4 * until + 1) / 4])
    first = course(drug, typical(drug, weight_kg), given, days[days <= given.horizon_days]).concentration_mg_per_l[0]
    answer: dict[str, Any] = {
        "first_peak_day": float(days[first.argmax()]),
        "first_peak_mg_per_l": float(first.max()),
        "steady_weeks": _steady_weeks(drug, weight_kg, given),
    }
    if drug.name == "dupilumab":
        reached = np.flatnonzero(receptors.occupancy(first) >= _BLOCKED)
        answer["receptor_95_percent_hours"] = float(24 * days[reached[0]]) if reached.size else None
        answer["words"] = (
            "In the model the receptor is nearly fully occupied within hours of the first dose. "
            "The skin takes weeks to follow (see the trials)."
        )
    else:
        answer["words"] = f"In the model the first peak comes after about {answer['first_peak_day']:.0f} days."
    return answer


def _steady_weeks(drug: Antibody, weight_kg: float, given: Regimen) -> float | None:
    """Returns the weeks after which levels before a dose stay within a tenth of the final one."""
    if given.interval_days is None or given.interval_days < 1:
        return None
    undisturbed = regimen(given.words, 104) if not (given.missed_days or given.late_days or given.stopped_day is not None) else None
    if undisturbed is None:
        return None
    days = np.array([dose.day for dose in undisturbed.doses[1:]])
    if days.size < 2:
        return None
    troughs = course(drug, typical(drug, weight_kg), undisturbed, days).concentration_mg_per_l[0]
    off = np.flatnonzero(np.maximum(troughs / troughs[-1], troughs[-1] / np.maximum(troughs, 1e-9)) > _SETTLED)
    return float(days[off[-1] + 1 if off.size else 0] / 7) if not off.size or off[-1] + 1 < days.size else None


def _washout(drug: Antibody, people: RateConstants, plan: str, interval: float, step_days: float = 1.0) -> dict[str, Any]:
    """Returns the weeks from the last steady dose until it is no longer found: for dupilumab computed, else by half-lives."""
    if drug.vmax_mg_per_l_per_day is None:
        gone = 5 * half_life_days(people) / 7
        what = "until about 3% is left (five half-lives)"
    else:
        last = interval * np.floor(_BY_DOSE_WEEKS * 7 / interval)
        weeks = (last + 7 * _LONGEST_WEEKS) / 7
        given = regimen(plan, weeks, stop_week=last / 7)
        days = last + np.arange(step_days, 7 * _LONGEST_WEEKS, step_days)
        levels = course(drug, people, given, days).concentration_mg_per_l
        below = levels < LLOQ_MG_PER_L
        gone = np.where(below.any(axis=1), days[below.argmax(axis=1)] - last, 7.0 * _LONGEST_WEEKS) / 7
        what = f"until the level is below {LLOQ_MG_PER_L:g} mg/L, where it is no longer found"
    low, middle, high = (float(one) for one in np.percentile(gone, [5, 50, 95]))
    span = f"about {middle:.0f} weeks after the last dose ({low:.0f} to {high:.0f} in 9 of 10 people)"
    return {
        "weeks": {"p5": low, "p50": middle, "p95": high},
        "words": f"In the model it takes {span} {what}.",
    }


def _missed(drug: Antibody, people: RateConstants, plan: str, interval: float) -> dict[str, Any]:
    """Returns the level before the next dose, as usual and after one missed dose, at a steady level."""
    number = int(_BY_DOSE_WEEKS * 7 / interval) + 1
    end = (number + 1) * interval
    days = np.array([(number - 1) * interval, number * interval])
    usual = course(drug, people, regimen(plan, end / 7), days[1:]).concentration_mg_per_l[:, 0]
    without = course(drug, people, regimen(plan, end / 7, missed=(number,)), days[1:]).concentration_mg_per_l[:, 0]
    share = float(np.median(without / np.maximum(usual, 1e-12)))
    answer: dict[str, Any] = {
        "usual_trough_mg_per_l": float(np.median(usual)),
        "trough_after_missed_mg_per_l": _three(without),
        "share_of_usual": share,
        "words": f"In the model one missed dose lowers the level before the next one to about {100 * share:.0f}% of the usual.",
    }
    if drug.name == "dupilumab":
        blocked = receptors.il4_block(without)
        answer["il4_block_after_missed"] = _three(blocked)
    return answer


def _three(values: Array) -> dict[str, float]:
    return dict(zip(("p5", "p50", "p95"), (float(one) for one in np.percentile(values, [5, 50, 95])), strict=True))


def _span(days: tuple[float, float]) -> str:
    return span((24 * days[0], 24 * days[1]))


def _percent(shares: tuple[float, float]) -> str:
    """Returns shares as percent: "about 42%", "about 5 to 42%", "less than 1%"."""
    low, high = (figure(100 * share) for share in shares)
    if shares[1] < _NEARLY_NOTHING:
        return "less than 1%"
    if shares[0] < _NEARLY_NOTHING:
        return f"at most {high}%"
    return f"about {low}%" if low == high else f"about {low} to {high}%"
