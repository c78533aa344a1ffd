"""Figures as a scheme file writes them, and days as numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.written import Written, day_number, iso_day, read


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("500元", Written("yuan", 50_000)),
        ("500.5元", Written("yuan", 50_050)),
        ("0.01元", Written("yuan", 1)),
        ("+200元", Written("add", 20_000)),
        ("减100元", Written("add", -10_000)),
        ("70%", Written("rate", 7_000)),
        ("66.55%", Written("rate", 6_655)),
        ("66.5%", Written("rate", 6_650)),
        ("-5点", Written("points", -500)),
        ("+2.5点", Written("points", 250)),
        ("×1.05", Written("times", 10_500)),
        ("×2", Written("times", 20_000)),
        ("半", Written("times", 5_000)),
        ("无", Written("none", 0)),
        ("不详", Written("lost", -1)),
        ("91日", Written("days", 91)),
        ("3个月", Written("months", 3)),
        ("1970-01-02", Written("date", 1)),
        ("year", Written("word", 0)),
        ("visit", Written("word", 1)),
        ("top_up", Written("word", 1)),
        ("on_top", Written("word", 1)),
    ],
)
def test_what_a_figure_is_worth(text: str, written: Written) -> None:
    assert read(text) == written


def test_uncapped_is_more_than_any_bill() -> None:
    unit, amount = read("不封顶")
    assert unit == "uncapped"
    assert amount > 60 * 999_999_999_999  # sixty visits at the highest amount that can be written


@pytest.mark.parametrize(
    "text",
    [
        "500",
        "500 元",
        "-500元",
        "1,000元",
        "500.123元",
        "5万元",
        "70",
        "0.7",
        "%",
        "5点",
        "-5",
        "×",
        "1.05",
        "一半",
        "没有",
        "91",
        "91天",
        "3月",
        "2018-02-30",
        "2018-2-3",
        "2018",
        "",
        " 500元",
        "500元 ",
        "months",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    try:
        found = read(text)
    except ValueError:
        return
    pytest.fail(f"{text} was read as {found}")


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_days_are_counted_from_1970(day: date) -> None:
    number = day_number(day.isoformat())
    assert number == (day - date(1970, 1, 1)).days
    assert iso_day(number) == day.isoformat()
