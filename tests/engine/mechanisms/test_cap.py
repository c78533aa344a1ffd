"""The cap: at most so much, out of one counter."""

import numpy as np
import pytest

from engine.mechanisms.cap import within


@pytest.mark.parametrize(
    ("due", "cap", "used", "paid"),
    [
        (5_000, 12_000, 0, 5_000),  # far below
        (12_000, 12_000, 0, 12_000),  # just there
        (12_001, 12_000, 0, 12_000),  # one fen above
        (5_000, 12_000, 9_000, 3_000),  # 12,000 - 9,000 are left
        (5_000, 12_000, 12_000, 0),  # used up
        (5_000, 12_000, 15_000, 0),  # more used than there ever was: never less than nothing
        (0, 12_000, 0, 0),
    ],
)
def test_a_cap_leaves_what_is_left_of_it(due: int, cap: int, used: int, paid: int) -> None:
    assert within(np.array([due]), np.array([cap]), np.array([used])).tolist() == [paid]
