"""The pay-first share: what the person pays before the deductible."""

import numpy as np
import pytest

from engine.mechanisms.pay_first import apart


@pytest.mark.parametrize(
    ("base", "rate", "first", "left"),
    [
        (1_000_000, 1_000, 100_000, 900_000),  # 10% of 10,000.00
        (1_000_000, 2_000, 200_000, 800_000),
        (1_000_000, 0, 0, 1_000_000),
        (5, 1_000, 1, 4),  # 0.5 fen goes up, and nothing is lost
        (0, 2_000, 0, 0),
    ],
)
def test_a_share_comes_off_first(base: int, rate: int, first: int, left: int) -> None:
    found = apart(np.array([base]), np.array([rate]))
    assert [column.tolist() for column in found] == [[first], [left]]
    assert apart(base, rate) == (first, left)
