"""Parameters of virtual patients: names, published distributions, and draws from them.

A draw is a Latin hypercube (McKay, Beckman, Conover, Technometrics 21 (1979) 239): of every parameter each of `count` equal parts
of its distribution gives its middle, and chance only says which values meet in a patient. Every distribution is the published one;
what a population says of a treatment changes less from seed to seed than with independent draws (docs/explanation/models.md).
"""

from __future__ import annotations

from functools import cache
from statistics import NormalDist
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray

from plainlabel.action.numbers import checked
from plainlabel.action.tables import rows
from plainlabel.errors import UsageError

Array = NDArray[np.float64]
MAX_PATIENTS: Final = 20_000
MAX_PARAMETER: Final = 1e9
"""Far beyond any drawn one: larger ones would only overflow."""


class Distribution(Struct, frozen=True):
    """One model's parameters in their published order: independent, each log-normal."""

    names: tuple[str, ...]
    mean_log: tuple[float, ...]
    sd_log: tuple[float, ...]

    def draw(self, count: int, random: np.random.Generator) -> Array:
        """Returns (parameters, count) drawn parameters."""
        if not 1 <= count <= MAX_PATIENTS:
            raise UsageError(f"{count} virtual patients cannot be drawn", next_step=f"Ask for 1 to {MAX_PATIENTS}")
        spread = _hypercube(len(self.names), count, random)
        return np.exp(np.array(self.mean_log)[:, None] + np.array(self.sd_log)[:, None] * spread)

    def median(self) -> Array:
        """Returns (parameters, 1): the patient in the middle of every distribution."""
        drawn: Array = np.exp(np.array(self.mean_log))[:, None]
        return drawn

    def of_patients(self, parameters: ArrayLike) -> Array:
        """Returns (parameters, patients) from (patients, parameters), checked.

        Raises:
            UsageError: of another length, negative, or no numbers.
        """
        given = np.atleast_2d(checked("model parameters", parameters, least=0.0, most=MAX_PARAMETER))
        if given.shape[1] != len(self.names):
            raise UsageError(f"A patient of this model has {len(self.names)} parameters, not {given.shape[1]}")
        return given.T.copy()


def _hypercube(rows: int, count: int, random: np.random.Generator) -> Array:
    """Returns (rows, count) standard normal values, a Latin hypercube."""
    middles = np.array([NormalDist().inv_cdf((at + 0.5) / count) for at in range(count)])
    values: Array = random.permuted(np.broadcast_to(middles, (rows, count)), axis=1)
    return values


@cache
def distribution(model: str) -> Distribution:
    """Returns the published distribution of a model's parameters (data/<model>.tsv)."""
    every = rows(model)
    return Distribution(
        tuple(row[0] for row in every), tuple(float(row[1]) for row in every), tuple(float(row[2]) for row in every)
    )
