"""What a concentration of an antibody against IL-4R-alpha does to its receptors and their signals.

IL-4 signals through the type I receptor (IL-4R-alpha with the common gamma chain) and type II (with IL-13R-alpha-1); IL-13 through
type II only. The dissociation constant of dupilumab in people was not found in a source that can be cited; the apparent constant is
that of the population pharmacokinetics (Km, 0.01 mg/L = 68 pM), shown with the band 0.002 to 0.1. An antibody against
IL-4R-alpha blocks both cytokines: Zurawski 1995. IL-4 at its receptor: 20 to 300 pM (Keegan; Galizzi 1990).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from plainlabel.action.numbers import one

Array = NDArray[np.float64]
KD_MG_PER_L: Final = 0.01
KD_BAND_MG_PER_L: Final = (0.002, 0.1)
SIGNALS: Final = ("IL-4, type I receptor", "IL-4, type II receptor", "IL-13, type II receptor")


class Binding(Struct, frozen=True):
    """Constants of the receptor and its ligands."""

    kd_mg_per_l: float = KD_MG_PER_L
    il4_pm: float = 1.0
    il4_kd_pm: float = 50.0
    spare_receptors: float = 0.1

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            one(name, getattr(self, name), above=0)


DUPILUMAB: Final = Binding()
BAND: Final = (
    Binding(kd_mg_per_l=KD_BAND_MG_PER_L[1], il4_pm=10.0, il4_kd_pm=20.0, spare_receptors=0.01),
    Binding(kd_mg_per_l=KD_BAND_MG_PER_L[0], il4_pm=0.1, il4_kd_pm=300.0, spare_receptors=1.0),
)
"""The least and the most block that the bands of all constants allow."""


def occupancy(concentration_mg_per_l: Array, binding: Binding = DUPILUMAB) -> Array:
    """Returns the share of IL-4R-alpha that is occupied, 0 to 1."""
    occupied: Array = concentration_mg_per_l / (concentration_mg_per_l + binding.kd_mg_per_l)
    return occupied


def il4_block(concentration_mg_per_l: Array, binding: Binding = DUPILUMAB) -> Array:
    """Returns the share of IL-4 signalling that is blocked (type I and type II alike), 0 to 1: antibody and IL-4 compete."""
    bound = 1 + binding.il4_pm / binding.il4_kd_pm
    against = concentration_mg_per_l / binding.kd_mg_per_l
    blocked: Array = against / (bound + against)
    return blocked


def il13_block(concentration_mg_per_l: Array, binding: Binding = DUPILUMAB) -> Array:
    """Returns the share of IL-13 signalling (type II) that is blocked, 0 to 1: spare receptors must be used up first."""
    free = 1 - occupancy(concentration_mg_per_l, binding)
    blocked: Array = 1 - free * (1 + binding.spare_receptors) / (free + binding.spare_receptors)
    return blocked


def blocks(concentration_mg_per_l: Array, binding: Binding = DUPILUMAB) -> dict[str, Array]:
    """Returns the block of each of `SIGNALS`."""
    il4 = il4_block(concentration_mg_per_l, binding)
    return dict(zip(SIGNALS, (il4, il4, il13_block(concentration_mg_per_l, binding)), strict=True))
