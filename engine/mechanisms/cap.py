"""The cap (封顶线): at most so much, out of one counter that benefits may share."""

from engine.columns import Ints, least, most


def within(pay: Ints, cap: Ints, used: Ints) -> Ints:
    """Fen paid when `used` of the cap is gone already."""
    paid: Ints = least(pay, most(cap - used, 0))
    return paid
