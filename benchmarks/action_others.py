"""The dupilumab course of other programs, for `action`: libRoadRunner on our SBML, and diffrax; each where it is installed."""

from __future__ import annotations

import importlib
import importlib.util
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plainlabel.action.linear_kinetics import RateConstants
from plainlabel.action.pharmacokinetics import DUPILUMAB
from plainlabel.action.regimens import Regimen
from plainlabel.action.sbml import sbml

Array = NDArray[np.float64]
VMAX, KM = 1.07, 0.01
ROADRUNNER_SAMPLE = 20
DIFFRAX_SAMPLE = 200
SEEN_MG_PER_L = 0.078


def roadrunner(patients: RateConstants, given: Regimen, weekly: Array, ours: Array) -> dict[str, float] | None:
    """Returns CPU seconds for all patients (from a sample) and the worst difference to `ours`; None where it is not installed.

    Its method for stiff systems fails after many doses, when what waits to be absorbed is all but gone; so the other one runs.
    """
    if importlib.util.find_spec("roadrunner") is None:
        return None
    program = importlib.import_module("roadrunner")
    program.Logger.setLevel(program.Logger.LOG_FATAL)
    run = program.RoadRunner(sbml(DUPILUMAB, given, 75.0))
    run.integrator.relative_tolerance, run.integrator.absolute_tolerance = 1e-6, 1e-7
    run.integrator.setValue("stiff", False)
    run.timeCourseSelections = ["time", "C"]
    found = []
    started = time.process_time()
    for at in range(ROADRUNNER_SAMPLE):
        run.resetAll()
        for name, values in _rates(patients).items():
            run[name] = float(values[at])
        found.append(np.array(run.simulate(0, weekly[-1], weekly.size)["C"]))
    seconds = (time.process_time() - started) / ROADRUNNER_SAMPLE * ours.shape[0]
    return {"seconds": seconds, "worst_difference": _worst(np.array(found), ours[:ROADRUNNER_SAMPLE])}


def diffrax(patients: RateConstants, given: Regimen, weekly: Array, ours: Array) -> dict[str, float] | None:
    """Returns CPU seconds for all patients (from a sample, compiled before) and the worst difference; None where not installed."""
    if importlib.util.find_spec("diffrax") is None:
        return None
    jax, dx = importlib.import_module("jax"), importlib.import_module("diffrax")
    jax.config.update("jax_enable_x64", True)
    jnp = jax.numpy
    interval = given.interval_days or 14.0
    inside = jnp.array([day for day in weekly[1:] if day <= interval])

    def slopes(_: Any, y: Any, a: Any) -> Any:
        ka, ke, kcp, kpc, volume, _fraction, ktr = a
        depot, first, second, third, central, peripheral = y
        out = (ke + kcp) * central + VMAX * central / (KM + central / volume) - kpc * peripheral
        chain = [-ktr * depot, ktr * (depot - first), ktr * (first - second), ktr * second - ka * third]
        return jnp.array([*chain, ka * third - out, kcp * central - kpc * peripheral])

    def one(a: Any) -> Any:
        def step(y: Any, dose: Any) -> Any:
            solved = dx.diffeqsolve(
                dx.ODETerm(slopes),
                dx.Kvaerno5(),
                0.0,
                interval,
                0.001,
                y.at[0].add(dose * a[5]),
                args=a,
                stepsize_controller=dx.PIDController(rtol=1e-8, atol=1e-10),
                saveat=dx.SaveAt(ts=inside),
                max_steps=20_000,
            )
            return solved.ys[-1], solved.ys[:, 4] / a[4]

        return jax.lax.scan(step, jnp.zeros(6), jnp.array([dose.dose_mg for dose in given.doses]))[1].reshape(-1)

    rates = _rates(patients)
    rates["ktr"] = patients.ktr_per_day if patients.ktr_per_day is not None else np.full_like(rates["ka"], 1e3)
    sample = jnp.array(np.stack(list(rates.values()), axis=1)[:DIFFRAX_SAMPLE])
    every = jax.jit(jax.vmap(one))
    every(sample).block_until_ready()
    started = time.process_time()
    found = np.array(every(sample).block_until_ready())
    seconds = (time.process_time() - started) / DIFFRAX_SAMPLE * ours.shape[0]
    return {"seconds": seconds, "worst_difference": _worst(found, ours[:DIFFRAX_SAMPLE, 1 : 1 + found.shape[1]])}


def _rates(patients: RateConstants) -> dict[str, Array]:
    return {
        "ka": patients.ka_per_day,
        "ke": patients.ke_per_day,
        "kcp": patients.kcp_per_day,
        "kpc": patients.kpc_per_day,
        "V": patients.volume_l,
        "F": patients.bioavailability,
    }


def _worst(found: Array, ours: Array) -> float:
    seen = ours > SEEN_MG_PER_L
    return float(np.abs(found[seen] / ours[seen] - 1).max())
