"""Essential medicines at a rate of their own: which part bears the deductible, and what each part is paid."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.mechanisms.essential_drugs import ESSENTIAL_FIRST, REST_FIRST, pay, split


def parts(base: int, essential: int, deductible: int, bears: int) -> list[int]:
    found = split(np.array([base]), np.array([essential]), np.array([deductible]), np.array([bears]))
    return [int(part[0]) for part in found]


@pytest.mark.parametrize(
    ("base", "essential", "deductible", "bears", "expected"),
    [
        (10_000, 4_000, 200, ESSENTIAL_FIRST, [3_800, 6_000]),
        (10_000, 4_000, 200, REST_FIRST, [4_000, 5_800]),
        (1_000, 60, 200, ESSENTIAL_FIRST, [0, 800]),  # 60 are not enough: the rest bears 140
        (1_000, 940, 200, REST_FIRST, [800, 0]),  # 60 of the rest are not enough: essential medicines bear 140
        (1_000, 0, 200, ESSENTIAL_FIRST, [0, 800]),
        (1_000, 1_000, 200, REST_FIRST, [800, 0]),
        (150, 50, 200, ESSENTIAL_FIRST, [0, 0]),  # all of it is below the deductible
        (1_000, 5_000, 200, ESSENTIAL_FIRST, [800, 0]),  # essential medicines are at most the whole
        (1_000, 400, 0, ESSENTIAL_FIRST, [400, 600]),
    ],
)
def test_the_deductible_falls_on_one_part_first(
    base: int, essential: int, deductible: int, bears: int, expected: list[int]
) -> None:
    assert parts(base, essential, deductible, bears) == expected


def test_the_payout_is_rounded_once() -> None:
    # 5 fen × 90% + 5 fen × 80% = 4.5 + 4 = 8.5 -> 9; and 5 × 90% + 1 × 80% = 4.5 + 0.8 = 5.3 -> 5 (apart: 5 + 1 = 6).
    both = pay(np.array([5, 5]), np.array([9_000]), np.array([5, 1]), np.array([8_000]))
    assert both.tolist() == [9, 5]


@given(
    base=st.integers(0, 10**12),
    essential=st.integers(0, 10**12),
    deductible=st.integers(0, 10**8),
    bears=st.sampled_from([ESSENTIAL_FIRST, REST_FIRST]),
)
def test_the_two_parts_are_what_the_deductible_leaves(base: int, essential: int, deductible: int, bears: int) -> None:
    found = parts(base, essential, deductible, bears)
    assert sum(found) == max(base - deductible, 0)
    assert 0 <= found[0] <= min(essential, base)
    assert 0 <= found[1] <= base - min(essential, base)
