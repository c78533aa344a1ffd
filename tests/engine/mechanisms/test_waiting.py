"""Waiting periods and newborns: the first covered day."""

from calendar import monthrange
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.mechanisms.waiting import (
    ALWAYS,
    NOT_SAID,
    PAID_IN_WINDOW,
    after_late_payment,
    months_later,
    of_newborn,
    year_of,
)
from engine.money import Ints
from engine.written import day_number, iso_day


def days(*texts: str) -> Ints:
    return np.array([day_number(text) for text in texts], dtype=np.int64)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2018-02-10", 3, "2018-05-10"),
        ("2018-11-30", 3, "2019-02-28"),  # February has no 30th: its last day
        ("2019-11-30", 3, "2020-02-29"),  # a leap year
        ("2018-01-31", 3, "2018-04-30"),
        ("2018-12-31", 6, "2019-06-30"),
        ("2018-10-31", 3, "2019-01-31"),
        ("2020-02-29", 12, "2021-02-28"),
        ("1969-12-31", 2, "1970-02-28"),  # before the day that is counted from
        ("2018-02-10", 0, "2018-02-10"),
    ],
)
def test_the_same_day_so_many_months_later(day: str, months: int, later: str) -> None:
    assert iso_day(int(months_later(days(day), months)[0])) == later


@given(day=st.dates(date(1900, 1, 1), date(2900, 12, 31)), months=st.integers(0, 24))
def test_months_later_is_what_a_calendar_says(day: date, months: int) -> None:
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    expected = date(year, month, min(day.day, monthrange(year, month)[1]))
    assert iso_day(int(months_later(days(day.isoformat()), months)[0])) == expected.isoformat()


@given(day=st.dates(date(1900, 1, 1), date(2900, 12, 31)))
def test_the_year_of_a_day(day: date) -> None:
    assert year_of(days(day.isoformat())).tolist() == [day.year]


def test_only_a_payment_after_the_window_waits() -> None:
    end = day_number("2017-12-31")
    paid = np.array([PAID_IN_WINDOW, *days("2017-12-31", "2018-01-01")])
    first = days("2018-04-01")
    assert after_late_payment(paid, end, first).tolist() == [ALWAYS, ALWAYS, first[0]]


@pytest.mark.parametrize(
    ("born", "enrolled", "waits"),
    [
        ("2018-01-15", "2018-12-31", False),  # nearly a year old, but in the year of birth
        ("2017-09-10", "2018-03-10", False),  # to the day six months
        ("2017-09-10", "2018-03-11", True),  # a day later, and not in the year of birth
        ("2017-08-31", "2018-02-28", False),  # February has no 31st
        ("2017-08-31", "2018-03-01", True),
    ],
)
def test_a_newborn_is_covered_from_birth_when_enrolled_in_time(born: str, enrolled: str, waits: bool) -> None:
    first = days("2018-07-01")
    found = of_newborn(days(enrolled), days(born), 6, first)
    assert found.tolist() == [first[0] if waits else ALWAYS]


def test_a_newborn_of_whom_nothing_was_said_does_not_wait() -> None:
    first = days("2018-07-01")
    assert of_newborn(np.array([PAID_IN_WINDOW]), days("2015-01-01"), 6, first).tolist() == [ALWAYS]
    assert of_newborn(days("2018-03-11"), np.array([NOT_SAID]), 6, first).tolist() == [ALWAYS]
