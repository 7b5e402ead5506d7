"""Receptor occupancy and block of the signals."""

import numpy as np
import pytest

from plainlabel.action import receptors
from plainlabel.action.receptors import BAND, DUPILUMAB, Binding
from plainlabel.errors import UsageError

LEVELS = np.geomspace(1e-4, 200, 50)


def test_half_the_receptors_at_the_constant():
    assert receptors.occupancy(np.array([0.01]))[0] == pytest.approx(0.5)


def test_everything_rises_from_nothing_to_nearly_all():
    for curve in (receptors.occupancy(LEVELS), *receptors.blocks(LEVELS).values()):
        assert np.all(np.diff(curve) > 0)
        assert 0 <= curve[0] < 0.02
        assert 0.99 < curve[-1] < 1
    assert receptors.il13_block(np.zeros(1))[0] == receptors.il4_block(np.zeros(1))[0] == 0


def test_il4_block_in_the_form_of_the_source():
    for level in (0.01, 1.0, 60.0):
        bound = 1 + 1 / 50
        assert receptors.il4_block(np.array([level]))[0] == pytest.approx(1 - bound / (bound + level / 0.01))


def test_spare_receptors_hold_the_il13_signal_up():
    level = np.array([0.05])
    assert receptors.il13_block(level)[0] < receptors.occupancy(level)[0]


def test_the_band_encloses_the_middle():
    middle, low, high = (receptors.blocks(LEVELS, one) for one in (DUPILUMAB, *BAND))
    for signal in receptors.SIGNALS:
        assert np.all(low[signal] <= middle[signal])
        assert np.all(middle[signal] <= high[signal])


@pytest.mark.parametrize("kd", [0, -1, float("nan")])
def test_constants_must_be_positive(kd):
    with pytest.raises(UsageError):
        Binding(kd_mg_per_l=kd)
