"""The rate, and the rate that a settlement sheet states where our source lacks it."""

import numpy as np
import pytest

from engine.mechanisms.rate import LOST, pay, stated

PLAIN, NONE_OFF = 10_000, 0  # multiplied by one, nothing added


FINE = 10_000  # hundred-millionths in a basis point


def filled(rate: int, on_sheet: int, times: int = PLAIN, points: int = NONE_OFF) -> int:
    return int(stated(np.array([rate]), np.array([on_sheet]), np.array([times]), np.array([points]))[0])


@pytest.mark.parametrize(
    ("amount", "rate", "paid"),
    [
        (74_500_00, 7_000, 52_150_00),  # 74,500 × 70%
        (15, 7_000, 11),  # 10.5 fen rounds up
        (14, 7_000, 10),  # 9.8
        (1, 4_999, 0),  # 0.4999
        (1, 5_000, 1),  # 0.5
        (74_500_00, 0, 0),
        (74_500_00, 10_000, 74_500_00),
    ],
)
def test_a_rate_is_paid_half_up_to_the_fen(amount: int, rate: int, paid: int) -> None:
    assert pay(np.array([amount]), np.array([rate])).tolist() == [paid]


def test_a_rate_that_the_source_gives_is_not_replaced() -> None:
    assert filled(7_000, on_sheet=5_500) == 7_000 * FINE


def test_a_lost_rate_is_taken_from_the_sheet() -> None:
    assert filled(LOST, on_sheet=5_500) == 5_500 * FINE
    assert filled(LOST, on_sheet=0) == 0


def test_a_lost_rate_stays_lost_without_a_sheet() -> None:
    assert filled(LOST, on_sheet=-1) == LOST


def test_the_scheme_changes_the_stated_rate_as_it_changes_its_own() -> None:
    assert filled(LOST, 5_500, points=-500) == 5_000 * FINE  # 55% - 5 points
    assert filled(LOST, 5_555, times=5_000) == 27_775_000  # 27.775%, not rounded before the money is
    assert filled(LOST, 300, points=-500) == 0  # never below nothing
    assert filled(LOST, 9_800, points=500) == 10_000 * FINE  # never above the whole


def test_every_row_is_filled_alone() -> None:
    one = np.array([PLAIN, PLAIN, PLAIN])
    found = stated(np.array([7_000, LOST, LOST]), np.array([5_500, 5_500, -1]), one, np.zeros(3, dtype=np.int64))
    assert found.tolist() == [7_000 * FINE, 5_500 * FINE, LOST]
