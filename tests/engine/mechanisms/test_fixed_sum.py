"""A fixed sum: the cost itself, up to what is left of the sum and of what earlier years left over."""

import numpy as np
import pytest

from engine.mechanisms.fixed_sum import available, pay


@pytest.mark.parametrize(
    ("quota", "carried", "used", "left"),
    [
        (60, 0, 0, 60),
        (60, 25, 0, 85),  # Chongqing 2013: 60 of this year and 25 carried over
        (60, 25, 70, 15),
        (60, 0, 60, 0),
        (60, 0, 80, 0),  # never less than nothing
    ],
)
def test_what_is_left_of_it(quota: int, carried: int, used: int, left: int) -> None:
    assert available(np.array([quota]), np.array([carried]), np.array([used])).tolist() == [left]


@pytest.mark.parametrize(("cost", "left", "paid"), [(70, 85, 70), (70, 60, 60), (70, 0, 0), (0, 85, 0)])
def test_it_pays_the_cost_itself(cost: int, left: int, paid: int) -> None:
    assert pay(np.array([cost]), np.array([left])).tolist() == [paid]
