"""The deductible: what a person bears first, each stay or once a year."""

import numpy as np
import pytest

from engine.mechanisms.deductible import once_a_year, per_stay


@pytest.mark.parametrize(
    ("base", "deductible", "taken", "left"),
    [
        (80_000, 500, 500, 79_500),
        (500, 500, 500, 0),
        (300, 500, 300, 0),  # never more than there is
        (300, 0, 0, 300),
        (0, 500, 0, 0),
    ],
)
def test_each_stay_bears_its_own(base: int, deductible: int, taken: int, left: int) -> None:
    found = per_stay(np.array([base]), np.array([deductible]))
    assert [column.tolist() for column in found] == [[taken], [left]]


@pytest.mark.parametrize(
    ("base", "due", "already", "taken", "left"),
    [
        (1_000, 800, 0, 800, 200),
        (1_000, 800, 300, 500, 500),  # 500 of the year's 800 are still due
        (1_000, 800, 800, 0, 1_000),
        (1_000, 800, 900, 0, 1_000),  # a year that has borne more takes nothing back
        (400, 800, 300, 400, 0),  # 500 due, but there is less
    ],
)
def test_one_deductible_serves_the_year(base: int, due: int, already: int, taken: int, left: int) -> None:
    found = once_a_year(np.array([base]), np.array([due]), np.array([already]))
    assert [column.tolist() for column in found] == [[taken], [left]]
