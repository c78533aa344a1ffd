"""Pay-first share (先行自付比例): a share of the in-scope cost that the person pays before the deductible."""

from engine.columns import Ints
from engine.money import share


def apart(base: Ints, rate: Ints) -> tuple[Ints, Ints]:
    """(what the person pays first, what is left for deductible and rate), fen; `rate` in basis points, half up."""
    first = share(base, rate)
    return first, base - first
