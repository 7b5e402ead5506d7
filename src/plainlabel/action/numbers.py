"""Numbers from outside, checked before a model sees them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from plainlabel.errors import UsageError


def checked(
    name: str, value: ArrayLike, *, least: float = -math.inf, above: float = -math.inf, most: float = math.inf
) -> NDArray[np.float64]:
    """Returns `value` as an array of at least one dimension, all of it finite and inside its range.

    Raises:
        UsageError: what is no number, not finite, or out of range.
    """
    try:
        numbers = np.atleast_1d(np.asarray(value, dtype=np.float64))
    except (TypeError, ValueError) as error:
        raise UsageError(f"The {name} must be a number") from error
    if not np.all(np.isfinite(numbers)):
        raise UsageError(f"The {name} must be a finite number")
    wrong = numbers[(numbers < least) | (numbers <= above) | (numbers > most)]
    if wrong.size:
        raise UsageError(f"The {name} cannot be {wrong.flat[0]:g}", next_step=_range(least, above, most))
    return numbers


def one(name: str, value: float, *, least: float = -math.inf, above: float = -math.inf, most: float = math.inf) -> float:
    """Returns `value` when it is one finite number inside its range.

    Raises:
        UsageError: what is no number, not finite, or out of range.
    """
    return float(checked(name, value, least=least, above=above, most=most)[0])


def _range(least: float, above: float, most: float) -> str:
    parts = [f"at least {least:g}"] if math.isfinite(least) else []
    parts += [f"more than {above:g}"] if math.isfinite(above) else []
    parts += [f"at most {most:g}"] if math.isfinite(most) else []
    return f"It must be {' and '.join(parts)}"
