"""The antibodies whose population pharmacokinetics are published: parameters with their sources, patients, concentrations.

Dupilumab: Kovalenko 2020 (Clin Pharmacol Drug Dev 9:756), Model 3, phase 3 in atopic dermatitis; its reference weight of 75 kg is
assumed from Kovalenko 2016. Tralokinumab: Soehoel 2022. Lebrikizumab: Zhu 2017, in asthma.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray

from plainlabel.action.linear_kinetics import RateConstants, rate_constants
from plainlabel.action.numbers import checked
from plainlabel.action.regimens import Regimen
from plainlabel.action.saturable import Amounts, amounts
from plainlabel.errors import UsageError

Array = NDArray[np.float64]
MAX_RESULTS: Final = 5_000_000
"""Patients times days: more take over twenty seconds on a slow machine, and would fill the memory."""


class Antibody(Struct, frozen=True):
    """One population model. Clearances and volumes are those of the reference weight; the exponents scale with weight.

    Attributes:
        variability_sd_log: between-subject SD of the logarithm of (volume, elimination).
        correlation: of those two.
        vmax_mg_per_l_per_day: saturable elimination, None where there is none.
        steady_interval_days: the longest interval the model was checked for.
    """

    name: str
    source: str
    reference_kg: float
    weight_range_kg: tuple[float, float]
    ka_per_day: float
    volume_l: float
    elimination_l_per_day: float
    exchange_l_per_day: float
    peripheral_l: float
    bioavailability: float
    volume_exponent: float
    clearance_exponent: float
    exchange_exponent: float
    peripheral_exponent: float
    variability_sd_log: tuple[float, float]
    correlation: float
    steady_interval_days: float
    usual_regimen: str
    rates_scale_with_weight: bool = True
    ktr_per_day: float | None = None
    vmax_mg_per_l_per_day: float | None = None
    km_mg_per_l: float = 0.01


_MTT_DAYS: Final = 0.105
DUPILUMAB: Final = Antibody(
    name="dupilumab",
    source="Kovalenko 2020, Model 3 (phase 3, atopic dermatitis)",
    reference_kg=75.0,
    weight_range_kg=(40.0, 150.0),
    ka_per_day=0.306,
    volume_l=2.76,
    elimination_l_per_day=0.0448 * 2.76,
    exchange_l_per_day=0.211 * 2.76,
    peripheral_l=0.211 / 0.310 * 2.76,
    bioavailability=0.642,
    volume_exponent=0.919,
    clearance_exponent=0.919,  # the rate constants do not change with weight, so clearances go with the volume
    exchange_exponent=0.919,
    peripheral_exponent=0.919,
    variability_sd_log=(0.216, 0.301),
    correlation=-0.373,
    steady_interval_days=28.0,
    usual_regimen="600 mg then 300 mg every 2 weeks",
    rates_scale_with_weight=False,
    ktr_per_day=4 / _MTT_DAYS,
    vmax_mg_per_l_per_day=1.07,
)
TRALOKINUMAB: Final = Antibody(
    name="tralokinumab",
    source="Soehoel 2022",
    reference_kg=75.0,
    weight_range_kg=(40.0, 150.0),
    ka_per_day=0.184,
    volume_l=2.71,
    elimination_l_per_day=0.149,
    exchange_l_per_day=0.159,
    peripheral_l=1.44,
    bioavailability=0.761,
    volume_exponent=0.783,
    clearance_exponent=0.873,
    exchange_exponent=0.873,
    peripheral_exponent=0.783,
    variability_sd_log=(0.401, 0.313),
    correlation=0.61,
    steady_interval_days=28.0,
    usual_regimen="600 mg then 300 mg every 2 weeks",
)
LEBRIKIZUMAB: Final = Antibody(
    name="lebrikizumab",
    source="Zhu 2017 (asthma)",
    reference_kg=70.0,
    weight_range_kg=(40.0, 150.0),
    ka_per_day=0.239,
    volume_l=4.10,
    elimination_l_per_day=0.156,
    exchange_l_per_day=0.284,
    peripheral_l=1.45,
    bioavailability=0.856,
    volume_exponent=0.814,
    clearance_exponent=1.0,
    exchange_exponent=0.479,
    peripheral_exponent=0.692,
    variability_sd_log=(0.124**0.5, 0.105**0.5),
    correlation=0.0,
    steady_interval_days=28.0,
    usual_regimen="500 mg at weeks 0 and 2 then 250 mg every 2 weeks",
)
ANTIBODIES: Final = {one.name: one for one in (DUPILUMAB, TRALOKINUMAB, LEBRIKIZUMAB)}


def antibody(name: str) -> Antibody:
    """Returns the model of an antibody by its generic name.

    Raises:
        UsageError: no model of it is held.
    """
    found = ANTIBODIES.get(name.strip().lower())
    if found is None:
        raise UsageError(f"There is no pharmacokinetic model of {name!r}", next_step=f"There are: {', '.join(ANTIBODIES)}")
    return found


def typical(drug: Antibody, weight_kg: ArrayLike) -> RateConstants:
    """Returns the rate constants of typical patients of these weights."""
    return _scaled(drug, checked("weight in kg", weight_kg, least=2, most=400), 1.0, 1.0)


def population(drug: Antibody, weight_kg: ArrayLike, count: int, random: np.random.Generator) -> RateConstants:
    """Returns the rate constants of `count` drawn patients, of one weight or of one each."""
    if not 1 <= count <= 100_000:
        raise UsageError(f"{count} patients cannot be drawn", next_step="Ask for 1 to 100000")
    weights = checked("weight in kg", weight_kg, least=2, most=400)
    first, second = random.standard_normal((count, 2)).T
    second = drug.correlation * first + np.sqrt(1 - drug.correlation**2) * second
    volume_sd, elimination_sd = drug.variability_sd_log
    return _scaled(drug, np.broadcast_to(weights, (count,)), np.exp(volume_sd * first), np.exp(elimination_sd * second))


def _scaled(drug: Antibody, weight_kg: Array, volume_factor: Array | float, elimination_factor: Array | float) -> RateConstants:
    """Returns rate constants; `elimination_factor` is on ke for dupilumab, on clearance for the others, as published."""
    ratio = weight_kg / drug.reference_kg
    typical_volume = drug.volume_l * ratio**drug.volume_exponent
    volume = typical_volume * volume_factor
    held = volume if drug.rates_scale_with_weight else typical_volume  # dupilumab varies in ke itself
    exchange = drug.exchange_l_per_day * ratio**drug.exchange_exponent
    return rate_constants(
        ka_per_day=drug.ka_per_day,
        ke_per_day=drug.elimination_l_per_day * ratio**drug.clearance_exponent * elimination_factor / held,
        kcp_per_day=exchange / held,
        kpc_per_day=exchange / (drug.peripheral_l * ratio**drug.peripheral_exponent),
        volume_l=volume,
        bioavailability=drug.bioavailability,
        ktr_per_day=drug.ktr_per_day,
    )


def course(drug: Antibody, patients: RateConstants, given: Regimen, days: Array) -> Amounts:
    """Returns the amounts of every patient at `days`, which must ascend within the regimen's horizon.

    Raises:
        UsageError: days that do not ascend or are too many.
    """
    if days.size * patients.volume_l.size > MAX_RESULTS:
        raise UsageError("Too many patients and days at once", next_step="Ask for fewer")
    checked("days", days, least=0, most=given.horizon_days + 1)
    if np.any(np.diff(days) <= 0):
        raise UsageError("The days must ascend")
    vmax = drug.vmax_mg_per_l_per_day
    loss = None if vmax is None else np.full(patients.volume_l.size, vmax)
    return amounts(patients, given.doses, days, loss, drug.km_mg_per_l)


def half_life_days(patients: RateConstants) -> Array:
    """Returns the terminal half-life of the linear part."""
    total = patients.ke_per_day + patients.kcp_per_day + patients.kpc_per_day
    product = patients.ke_per_day * patients.kpc_per_day
    fast = (total + np.sqrt(total**2 - 4 * product)) / 2
    slow = np.where(product > 0, product / fast, patients.ke_per_day)
    half_life: Array = np.log(2) / slow
    return half_life
