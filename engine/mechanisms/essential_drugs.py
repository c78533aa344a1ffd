"""Essential medicines (基本药物) are paid at a rate of their own; the deductible falls on one part first."""

import numpy as np

from engine.money import Ints, from_basis_points

ESSENTIAL_FIRST = 0
REST_FIRST = 1


def split(base: Ints, essential: Ints, deductible: Ints, bears: Ints) -> tuple[Ints, Ints]:
    """(essential part, the rest), fen, after the deductible; `bears` says which part it is taken from first."""
    essential = np.minimum(essential, base)
    rest = base - essential
    first = np.where(bears == ESSENTIAL_FIRST, essential, rest)
    from_first = np.minimum(first, deductible)
    from_second = np.minimum(base - first, deductible - from_first)
    essential_bears = np.where(bears == ESSENTIAL_FIRST, from_first, from_second)
    return essential - essential_bears, rest - (from_first + from_second - essential_bears)


def pay(essential: Ints, essential_rate: Ints, rest: Ints, rate: Ints) -> Ints:
    """Fen paid for both parts, rounded once, half up."""
    return from_basis_points(essential * essential_rate + rest * rate)
