"""Marginal bands (分段): each rate applies to its own slice of the amount."""

from collections.abc import Sequence

from engine.columns import Ints, least, most
from engine.money import from_basis_points


def slices(amount: Ints, edges: Sequence[Ints]) -> list[Ints]:
    """What of the amount (fen) falls into each band; `edges` are the lower ends, rising, the last band is open."""
    inside = [most(amount - edges[-1], 0)]
    for low, high in zip(edges[-2::-1], edges[:0:-1], strict=True):
        inside.append(least(most(amount - low, 0), high - low))
    return inside[::-1]


def pay(inside: Sequence[Ints], rates: Sequence[Ints]) -> Ints:
    """Fen paid for all slices, rounded once, half up."""
    due = inside[0] * rates[0]
    for part, rate in zip(inside[1:], rates[1:], strict=True):
        due = due + part * rate
    return from_basis_points(due)
