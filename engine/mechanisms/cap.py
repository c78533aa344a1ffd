"""The cap (封顶线): at most so much, out of one counter that benefits may share."""

import numpy as np

from engine.money import ZERO, Ints


def within(pay: Ints, cap: Ints, used: Ints) -> Ints:
    """Fen paid when `used` of the cap is gone already."""
    paid: Ints = np.minimum(pay, np.maximum(cap - used, ZERO))
    return paid
