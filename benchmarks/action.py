"""Speed of the action models beside the usual ways, in one run, as CPU time: dupilumab's course and the atopic dermatitis model.

Run `python -m benchmarks.action`. It needs SciPy, and uses Numba, libRoadRunner and diffrax where they are installed. Without Numba
the right-hand side of the disease model is plain Python, and the ratio says nothing of the published program. The usual ways are
slow: they are measured on a sample of the patients, and the time is multiplied.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks import action_others
from numpy.typing import NDArray
from scipy.integrate import odeint, solve_ivp

from plainlabel.action import disease_ad
from plainlabel.action.linear_kinetics import RateConstants
from plainlabel.action.pharmacokinetics import DUPILUMAB, course, population
from plainlabel.action.regimens import Dose, regimen
from plainlabel.action.virtual_patients import distribution

Array = NDArray[np.float64]
PATIENTS = 1000
WEEKS = 52
WORDS = "600 mg then 300 mg every 2 weeks"
PK_SAMPLE = 12
PK_CHECKED = 3
DISEASE_SAMPLE = 4
VMAX, KM = 1.07, 0.01


def measure(_: Path | None = None) -> dict[str, Any]:
    """Returns seconds, errors and ratios of both models."""
    return {"pk": _pk(), "disease": _disease()}


def _timed(work: Callable[[], Any], runs: int = 1) -> tuple[float, Any]:
    """Returns the CPU seconds of the best of `runs`, and what came of it."""
    best, result = float("inf"), None
    for _ in range(runs):
        started = time.process_time()
        result = work()
        best = min(best, time.process_time() - started)
    return best, result


def _pk() -> dict[str, float]:
    patients = population(DUPILUMAB, 75.0, PATIENTS, np.random.default_rng(1))
    given, days = regimen(WORDS, WEEKS), np.arange(0.0, 7 * WEEKS + 1, 7.0)
    ours_s, ours = _timed(lambda: course(DUPILUMAB, patients, given, days).concentration_mg_per_l, runs=3)
    each_s, theirs = _timed(lambda: np.array([_six_states(patients, at, given.doses, days) for at in range(PK_SAMPLE)]))
    exact = np.array([_six_states(patients, at, given.doses, days, exact=True) for at in range(PK_CHECKED)])
    odeint_s = each_s / PK_SAMPLE * PATIENTS
    others = {
        name: found
        for name, program in (("roadrunner", action_others.roadrunner), ("diffrax", action_others.diffrax))
        if (found := program(patients, given, days, ours)) is not None
    }
    return {
        "patients": PATIENTS,
        "weeks": WEEKS,
        "ours_s": ours_s,
        "odeint_s": odeint_s,
        "ratio": odeint_s / ours_s,
        "ours_worst_error": _worst(ours[:PK_CHECKED], exact),
        "odeint_worst_error": _worst(theirs[:PK_CHECKED], exact),
        **{f"{name}_{key}": value for name, found in others.items() for key, value in found.items()},
        **{f"{name}_ratio": found["seconds"] / ours_s for name, found in others.items()},
    }


def _worst(found: Array, exact: Array) -> float:
    seen = exact > 0.078
    return float(np.abs(found[seen] / exact[seen] - 1).max())


def _six_states(patients: RateConstants, at: int, doses: tuple[Dose, ...], days: Array, *, exact: bool = False) -> Array:
    """Returns one patient's concentrations by odeint (or DOP853 at 1e-12), restarted at every dose."""
    assert patients.ktr_per_day is not None
    ktr, ka, ke, volume = (
        float(x[at]) for x in (patients.ktr_per_day, patients.ka_per_day, patients.ke_per_day, patients.volume_l)
    )
    kcp, kpc, fraction = float(patients.kcp_per_day[at]), float(patients.kpc_per_day[at]), float(patients.bioavailability[at])

    def slopes(_: float, y: Array) -> list[float]:
        depot, first, second, third, central, peripheral = y
        out = (ke + kcp) * central + VMAX * central / (KM + central / volume) - kpc * peripheral
        chain = [-ktr * depot, ktr * (depot - first), ktr * (first - second), ktr * second - ka * third]
        return [*chain, ka * third - out, kcp * central - kpc * peripheral]

    state, found = np.zeros(6), np.zeros(days.size)
    stops = [*(dose.day for dose in doses), float(days[-1])]
    for dose, end in zip(doses, stops[1:], strict=True):
        state[0] += fraction * dose.dose_mg
        inside = days[(days > dose.day) & (days < end)]
        times = np.array([dose.day, *inside, end])
        if exact:
            states = solve_ivp(slopes, (dose.day, end), state, method="DOP853", t_eval=times, rtol=1e-12, atol=1e-12).y.T
        else:
            states = odeint(slopes, state, times, tfirst=True, rtol=1e-8, atol=1e-10)
        state = states[-1].copy()
        found[(days > dose.day) & (days <= end)] = states[1:, 4][np.isin(times[1:], days)] / volume
    return found


def _disease() -> dict[str, Any]:
    names = distribution("atopic_dermatitis").names
    parameters = distribution("atopic_dermatitis").draw(PATIENTS, np.random.default_rng(1))
    ours_s, ours = _timed(lambda: disease_ad.treat(parameters, disease_ad.baseline(parameters), disease_ad.INTERVENTIONS), runs=2)
    slopes, compiled = _compiled(names)
    _published_way(slopes, parameters[:, 0])  # compiles
    each_s, theirs = _timed(lambda: [_published_way(slopes, parameters[:, at]) for at in range(DISEASE_SAMPLE)])
    theirs_s = each_s / DISEASE_SAMPLE * PATIENTS
    expected = np.array(theirs)
    found = ours[:, :DISEASE_SAMPLE].transpose(1, 0, 2)
    return {
        "patients": PATIENTS,
        "interventions": len(disease_ad.INTERVENTIONS),
        "ours_s": ours_s,
        "odeint_s": theirs_s,
        "numba": compiled,
        "ratio": theirs_s / ours_s,
        "worst_difference": float((np.abs(found - expected) / np.maximum(1, expected)).max()),
    }


def _compiled(names: tuple[str, ...]) -> tuple[Callable[..., Any], bool]:
    """Returns the right-hand side, compiled by Numba where that is installed."""
    source = f"def slopes(y, t, k, e, added, trial):\n    {', '.join(names)} = k\n" + _SLOPES
    space: dict[str, Any] = {"np": np}
    exec(compile(source, "slopes", "exec"), space)  # noqa: S102  # our own text, below
    if importlib.util.find_spec("numba") is None:
        return space["slopes"], False
    return importlib.import_module("numba").njit(space["slopes"]), True


_SLOPES = """
    s, p, th1, th2, th17, th22, il4, il13, il17, il22, il31, ifn, tslp, ox = y
    i4, i13, i17, i22 = (1 - e[0]) * il4, (1 - e[1]) * il13, (1 - e[2]) * il17, (1 - e[3]) * il22
    i31, ts, o, g = (1 - e[4]) * il31, (1 - e[5]) * tslp, (1 - e[6]) * ox, ifn + added
    slowed = (1 + b1 * i4) * (1 + b2 * i13) * (1 + b3 * i17) * (1 + b4 * i22) * (1 + b5 * i31)
    cleared = (1 + d4 * p) * (1 + d5 * i17) * (1 + d6 * i22) * (1 + d7 * g) / ((1 + b7 * i4) * (1 + b8 * i13))
    n, lost = 4 + k9 * g + k10 * i4, d9 / (1 + b9 * o)
    return np.array([
        (1 - s) * (k1 + k2 * i22 + k3 * trial) / slowed - s * (d1 * (1 + d3 * p) + d2 * i31),
        d8 / (1 + b6 * s) - p * (cleared + d8),
        k5 * p * (1 + k9 * g) / n - lost * th1, k6 * p * (1 + k10 * i4) / n - lost * th2,
        k7 * p / n - lost * th17, k8 * p / n - lost * th22,
        k11 * th2 + k12 - d10 * il4, k13 * th2 + k14 - d11 * il13, k15 * th17 + k16 - d12 * il17,
        k17 * th22 + k18 - d13 * il22, k19 * th2 + k20 - d14 * il31, k21 * th1 + k22 - d15 * ifn,
        k23 * p + k24 - d16 * tslp, k25 * ts + k26 - d17 * ox])
"""


def _published_way(slopes: Callable[..., Any], k: Array) -> list[list[float]]:
    """Returns EASI (interventions, weeks) of one patient: odeint over 1,000 weeks, then over 24 for every intervention."""
    options = {"rtol": 1e-8, "atol": 1e-8, "mxstep": 10_000}
    untreated = (k, np.zeros(7), 0.0, 0.0)
    start = odeint(slopes, np.array(disease_ad.START), np.linspace(0, 1000, 1001), args=untreated, **options)[-1]
    found = []
    for one in disease_ad.INTERVENTIONS:
        acting = (k, np.array(one.inhibitions()), one.ifn_gamma_added, 1.0)
        states = odeint(slopes, start, np.arange(25.0), args=acting, **options)
        found.append([float(disease_ad.easi(states[week])) for week in disease_ad.TREATMENT_WEEKS])
    return found


if __name__ == "__main__":
    print(json.dumps(measure(), indent=1))
