"""A cliff: once the year's sum reaches the threshold, the rate applies to all of it, not to the excess alone."""

from engine.columns import Ints, choose, most
from engine.money import share

WHOLE = 0
EXCESS = 1


def pay(amount: Ints, threshold: Ints, rate: Ints, of: Ints) -> Ints:
    """Fen due on the year's `amount`; the threshold itself is enough (达到)."""
    base = choose(of == WHOLE, amount, amount - threshold)
    return choose(amount >= threshold, share(most(base, 0), rate), 0)
