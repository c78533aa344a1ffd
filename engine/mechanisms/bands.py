"""Marginal bands (分段): each rate applies to its own slice of the amount."""

from collections.abc import Sequence

import numpy as np

from engine.money import ZERO, Ints, from_basis_points


def slices(amount: Ints, edges: Sequence[Ints]) -> list[Ints]:
    """What of the amount (fen) falls into each band; `edges` are the lower ends, rising, the last band is open."""
    inside = [np.maximum(amount - edges[-1], ZERO)]
    for low, high in zip(edges[-2::-1], edges[:0:-1], strict=True):
        inside.append(np.minimum(np.maximum(amount - low, ZERO), high - low))
    return inside[::-1]


def pay(inside: Sequence[Ints], rates: Sequence[Ints]) -> Ints:
    """Fen paid for all slices, rounded once, half up."""
    due = inside[0] * rates[0]
    for part, rate in zip(inside[1:], rates[1:], strict=True):
        due = due + part * rate
    return from_basis_points(due)
