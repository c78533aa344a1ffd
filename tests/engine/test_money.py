"""Reading and writing money and rates, and the one place where anything is rounded."""

import json
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.money import (
    FULL_RATE,
    MAX_FEN,
    from_basis_points,
    grouped_yuan,
    half_up,
    parse_rate,
    parse_yuan,
    percent,
    plain,
    scheme_yuan,
    share,
    short_yuan,
    yuan,
)


def refused(parse: Callable[[object], int], written: object) -> bool:
    try:
        parse(written)
    except ValueError:
        return True
    return False


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("80000", 8_000_000),
        ("12.5", 1_250),
        ("12.50", 1_250),
        ("0", 0),
        ("0.01", 1),
        ("9999999999.99", MAX_FEN),
        ("０１２３．４５", 12_345),  # full-width digits, as a phone's Chinese keyboard writes them
        ("0000080000", 8_000_000),
        (80000, 8_000_000),
        (Decimal("80000.50"), 8_000_050),
    ],
)
def test_amounts_that_can_be_read(written: object, fen: int) -> None:
    assert parse_yuan(written) == fen


BAD_AMOUNTS = [
    "-1",
    "+1",
    "1e3",
    "1E3",
    "1,000",
    "1，000",
    "3万",
    "三万",
    "1.234",
    "1.",
    ".5",
    "",
    " ",
    "1 000",
    "¥5",
    "5元",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "10000000000",
    "99999999999.99",
    "１．２３４",
    "٣",  # a digit of another script
    True,
    False,
    None,
    [],
    {},
    float("nan"),
    float("inf"),
    1e22,
    -5,
    12.345,
]


@pytest.mark.parametrize("written", BAD_AMOUNTS)
def test_amounts_that_cannot_be_read(written: object) -> None:
    assert refused(parse_yuan, written)


@pytest.mark.parametrize(
    ("written", "basis_points"),
    [("0", 0), ("1", FULL_RATE), ("0.65", 6_500), ("0.6655", 6_655), ("1.0000", FULL_RATE), (Decimal("0.5"), 5_000)],
)
def test_rates_that_can_be_read(written: object, basis_points: int) -> None:
    assert parse_rate(written) == basis_points


@pytest.mark.parametrize("written", ["1.0001", "65%", "65", "-0.1", "0.12345", "", "1e-1", True, None, "2", ".5"])
def test_rates_that_cannot_be_read(written: object) -> None:
    assert refused(parse_rate, written)


def test_the_plain_form_of_a_value() -> None:
    assert plain(" ８０ ") == "80"
    assert plain(12) == "12"
    assert plain(True) is None
    assert plain(None) is None
    assert plain(["80"]) is None


@pytest.mark.parametrize(
    ("fen", "full", "short", "grouped"),
    [
        (0, "0.00", "0", "0.00"),
        (5, "0.05", "0.05", "0.05"),
        (50, "0.50", "0.50", "0.50"),
        (100, "1.00", "1", "1.00"),
        (1_234_567, "12345.67", "12345.67", "12,345.67"),
        (8_000_000, "80000.00", "80000", "80,000.00"),
        (MAX_FEN, "9999999999.99", "9999999999.99", "9,999,999,999.99"),
    ],
)
def test_amounts_as_they_are_written(fen: int, full: str, short: str, grouped: str) -> None:
    assert (yuan(fen), short_yuan(fen), grouped_yuan(fen)) == (full, short, grouped)
    assert scheme_yuan(fen) == full


def test_a_difference_may_be_negative() -> None:
    assert yuan(-5) == "-0.05"
    assert yuan(-1_234_567) == "-12345.67"
    assert grouped_yuan(-1_234_567) == "-12,345.67"


@pytest.mark.parametrize(
    ("basis_points", "written"),
    [(0, "0%"), (6_500, "65%"), (6_650, "66.5%"), (6_655, "66.55%"), (5, "0.05%"), (10_000, "100%"), (3_000, "30%")],
)
def test_rates_as_they_are_written(basis_points: int, written: str) -> None:
    assert percent(basis_points) == written


@given(fen=st.integers(0, MAX_FEN))
def test_an_amount_that_is_written_can_be_read_again(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen
    assert parse_yuan(json.loads(yuan(fen), parse_float=Decimal)) == fen
    assert parse_yuan(short_yuan(fen)) == fen
    assert parse_yuan(grouped_yuan(fen).replace(",", "")) == fen


def test_halves_go_up() -> None:
    assert half_up(5, 10) == 1
    assert half_up(15, 10) == 2
    assert half_up(25, 10) == 3  # not to the even neighbour
    assert half_up(24, 10) == 2
    assert half_up(0, 10) == 0


@given(numerator=st.integers(0, 10**15), denominator=st.integers(1, 10**6))
def test_half_up_is_what_decimals_say(numerator: int, denominator: int) -> None:
    quotient, rest = divmod(numerator, denominator)
    # The fraction is compared with a half as integers: a decimal of 1/3 would be cut somewhere.
    assert half_up(numerator, denominator) == quotient + (1 if 2 * rest >= denominator else 0)
    exact = Decimal(numerator) / FULL_RATE
    assert half_up(numerator, FULL_RATE) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(amount=st.integers(0, MAX_FEN), rate=st.integers(0, FULL_RATE))
def test_a_share_is_what_decimals_say(amount: int, rate: int) -> None:
    expected = int((Decimal(amount) * Decimal(rate) / FULL_RATE).quantize(Decimal(1), ROUND_HALF_UP))
    assert share(np.array([amount]), np.array([rate])).tolist() == [expected]
    assert from_basis_points(np.array([amount * rate])).tolist() == [expected]
    assert 0 <= expected <= amount
