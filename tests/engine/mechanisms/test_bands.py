"""Marginal bands: each rate on its own slice, rounded once."""

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.mechanisms.bands import pay, slices
from engine.money import Ints

# Shandong's serious-illness bands of 2017, fen and basis points: 12,000 – 100,000 – 200,000, at 50%, 60%, 65%.
EDGES = (1_200_000, 10_000_000, 20_000_000)
RATES = (5_000, 6_000, 6_500)


def whole(*values: int) -> Ints:
    return np.array(values, dtype=np.int64)


def columns(values: tuple[int, ...]) -> list[Ints]:
    return [whole(value) for value in values]


def inside(amount: int, edges: tuple[int, ...] = EDGES) -> list[int]:
    return [int(part[0]) for part in slices(whole(amount), columns(edges))]


def paid(amount: int, edges: tuple[int, ...] = EDGES, rates: tuple[int, ...] = RATES) -> int:
    return int(pay(slices(whole(amount), columns(edges)), columns(rates))[0])


def test_each_slice_holds_what_lies_between_its_edges() -> None:
    assert inside(15_000_000) == [8_800_000, 5_000_000, 0]  # 150,000: 88,000 and 50,000
    assert inside(25_000_000) == [8_800_000, 10_000_000, 5_000_000]  # 250,000: the last slice is open
    assert inside(1_200_001) == [1, 0, 0]


def test_nothing_lies_below_the_threshold() -> None:
    assert inside(0) == [0, 0, 0]
    assert inside(1_200_000) == [0, 0, 0]


def test_an_edge_belongs_to_either_side_without_changing_money() -> None:
    # 100,000: 88,000 × 50% = 44,000; one fen more adds 0.6 fen, which rounds up to one.
    assert paid(10_000_000) == 4_400_000
    assert paid(10_000_001) == 4_400_001


def test_the_slices_are_paid_at_their_own_rates() -> None:
    # 250,000: 88,000 × 50% + 100,000 × 60% + 50,000 × 65% = 44,000 + 60,000 + 32,500 = 136,500
    assert paid(25_000_000) == 13_650_000


def test_the_sum_is_rounded_not_each_slice() -> None:
    # 1 fen in each of two slices at 50%: 0.5 + 0.5 = 1 fen; rounded apart it would be 2.
    assert paid(2, (0, 1), (5_000, 5_000)) == 1


def test_a_threshold_above_the_first_edge_empties_the_first_slice() -> None:
    assert inside(2_500_000, (1_500_000, 1_500_000, 2_000_000)) == [0, 500_000, 500_000]


def test_every_row_has_its_own_threshold() -> None:
    edges = [whole(1_000, 2_000), whole(5_000, 5_000)]
    low, high = slices(whole(6_000, 6_000), edges)
    assert low.tolist() == [4_000, 3_000]
    assert high.tolist() == [1_000, 1_000]


@given(
    amount=st.integers(0, 999_999_999_999),
    edges=st.lists(st.integers(0, 60_000_000), min_size=1, max_size=5, unique=True).map(sorted),
    rates=st.lists(st.integers(0, 10_000), min_size=5, max_size=5),
)
def test_bands_are_what_decimals_say(amount: int, edges: list[int], rates: list[int]) -> None:
    due = Decimal(0)
    tops = [*edges[1:], None]
    parts = []
    for low, top, rate in zip(edges, tops, rates, strict=False):
        part = max(0, (amount if top is None else min(amount, top)) - low)
        parts.append(part)
        due += Decimal(part) * Decimal(rate) / 10_000
    assert inside(amount, tuple(edges)) == parts
    expected = int(due.quantize(Decimal(1), ROUND_HALF_UP))
    assert paid(amount, tuple(edges), tuple(rates[: len(edges)])) == expected
