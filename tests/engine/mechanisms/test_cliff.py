"""A cliff: once the threshold is reached the rate applies to everything (or to the excess, under the other reading)."""

import numpy as np
import pytest

from engine.mechanisms.cliff import EXCESS, WHOLE, pay


@pytest.mark.parametrize(
    ("amount", "of", "due"),
    [
        (9_999_99, WHOLE, 0),  # one fen short of 10,000
        (10_000_00, WHOLE, 6_000_00),  # reached is enough: 10,000 × 60%
        (10_000_01, WHOLE, 6_000_01),  # 6,000.006 rounds up to 6,000.01
        (25_000_00, WHOLE, 15_000_00),  # 25,000 × 60%
        (9_999_99, EXCESS, 0),
        (10_000_00, EXCESS, 0),  # nothing lies above it yet
        (25_000_00, EXCESS, 9_000_00),  # 15,000 × 60%
        (0, WHOLE, 0),
    ],
)
def test_wujiangs_sixty_percent(amount: int, of: int, due: int) -> None:
    found = pay(np.array([amount]), np.array([10_000_00]), np.array([6_000]), np.array([of]))
    assert found.tolist() == [due]
