"""A cliff: once the year's sum reaches the threshold, the rate applies to all of it, not to the excess alone."""

import numpy as np

from engine.money import Ints, share

WHOLE = 0
EXCESS = 1


def pay(amount: Ints, threshold: Ints, rate: Ints, of: Ints) -> Ints:
    """Fen due on the year's `amount`; the threshold itself is enough (达到)."""
    base = np.where(of == WHOLE, amount, amount - threshold)
    return np.where(amount >= threshold, share(np.maximum(base, 0), rate), 0)
