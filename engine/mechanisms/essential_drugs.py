"""Essential medicines (基本药物) are paid at a rate of their own; the deductible falls on one part first."""

from engine.columns import Ints, choose, least
from engine.money import from_basis_points

ESSENTIAL_FIRST = 0
REST_FIRST = 1


def split(base: Ints, essential: Ints, deductible: Ints, bears: Ints) -> tuple[Ints, Ints]:
    """(essential part, the rest), fen, after the deductible; `bears` says which part it is taken from first."""
    essential = least(essential, base)
    rest = base - essential
    first = choose(bears == ESSENTIAL_FIRST, essential, rest)
    from_first = least(first, deductible)
    from_second = least(base - first, deductible - from_first)
    essential_bears = choose(bears == ESSENTIAL_FIRST, from_first, from_second)
    return essential - essential_bears, rest - (from_first + from_second - essential_bears)


def pay(essential: Ints, essential_rate: Ints, rest: Ints, rate: Ints) -> Ints:
    """Fen paid for both parts, rounded once, half up."""
    return from_basis_points(essential * essential_rate + rest * rate)
