"""A fixed sum (定额): paid in full up to what is left of it, with what earlier years left over."""

from engine.columns import Ints, least, most


def available(quota: Ints, carried: Ints, used: Ints) -> Ints:
    """Fen still to be had this year."""
    left: Ints = most(quota + carried - used, 0)
    return left


def pay(base: Ints, left: Ints) -> Ints:
    """Fen paid: the cost itself, at most what is left."""
    return least(base, left)
