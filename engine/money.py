"""Money and rates: integer fen, integer basis points, and the one place where anything is rounded."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from engine.columns import Ints

Number = TypeVar("Number", int, Ints)

FEN_PER_YUAN = 100
FULL_RATE = 10_000  # 100% in basis points
FINE_RATE = FULL_RATE**2  # 100% where a rate from a sheet is multiplied before it is applied
MAX_FEN = 999_999_999_999  # 9,999,999,999.99 yuan
_AMOUNT = re.compile(r"(\d{1,10})(?:\.(\d{1,2}))?", re.ASCII)
_RATE = re.compile(r"([01])(?:\.(\d{1,4}))?", re.ASCII)


def half_up(numerator: Number, denominator: int) -> Number:
    """`numerator / denominator` to the nearest whole, halves up; both are at least 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def from_basis_points(product: Ints) -> Ints:
    """Sums of fen × basis points to fen, rounded half up: the one place where a payout is rounded."""
    return (product + FULL_RATE // 2) // FULL_RATE


def share(amount: Ints, rate: Ints) -> Ints:
    """`rate` (basis points) of `amount` (fen), rounded half up to the fen."""
    return from_basis_points(amount * rate)


def share_finely(amount: Ints, rate: Ints) -> Ints:
    """`rate` (of `FINE_RATE`) of `amount` (fen), rounded half up to the fen; in two parts, so that int64 holds it."""
    many, rest = amount // FULL_RATE, amount % FULL_RATE
    whole, part = many * rate // FULL_RATE, many * rate % FULL_RATE
    return whole + (part * FULL_RATE + rest * rate + FINE_RATE // 2) // FINE_RATE


def plain(value: Any) -> str | None:
    """The written form of a JSON number or string after NFKC, or None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        return None
    return unicodedata.normalize("NFKC", str(value)).strip()


def parse_yuan(value: Any) -> int:
    """Yuan as a string or number ("80000", "12.5") to fen; ValueError for any other writing."""
    match = _AMOUNT.fullmatch(value) if type(value) is str else None
    match = match or _AMOUNT.fullmatch(plain(value) or "")
    if not match:
        raise ValueError(value)
    return int(match[1]) * FEN_PER_YUAN + int((match[2] or "").ljust(2, "0"))


def parse_rate(value: Any) -> int:
    """A rate as a decimal ("0.65") to basis points, at most 1; ValueError for any other writing."""
    match = _RATE.fullmatch(plain(value) or "")
    rate = int(match[1]) * FULL_RATE + int((match[2] or "").ljust(4, "0")) if match else FULL_RATE + 1
    if rate > FULL_RATE:
        raise ValueError(value)
    return rate


def yuan(fen: int) -> str:
    """Fen as yuan with exactly two decimals: 1234567 -> "12345.67"."""
    if fen < 0:
        return f"-{yuan(-fen)}"
    return f"{fen // FEN_PER_YUAN}.{fen % FEN_PER_YUAN:02d}"


@lru_cache(maxsize=512)
def scheme_yuan(fen: int) -> str:
    """`yuan` for the few amounts that a scheme names; amounts of people are never kept."""
    return yuan(fen)


def short_yuan(fen: int) -> str:
    """Fen as yuan for a formula, without needless zeros: 50000 -> "500", 50 -> "0.50"."""
    return str(fen // FEN_PER_YUAN) if fen % FEN_PER_YUAN == 0 else yuan(fen)


def grouped_yuan(fen: int) -> str:
    """Fen as yuan with thousands apart, two decimals: 1234567 -> "12,345.67"."""
    sign, fen = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{fen // FEN_PER_YUAN:,}.{fen % FEN_PER_YUAN:02d}"


def whole_yuan(fen: int) -> str:
    """`grouped_yuan` without needless zeros, for a sentence: 300000 -> "3,000", 50 -> "0.50"."""
    return grouped_yuan(fen).removesuffix(".00")


@lru_cache(maxsize=512)
def grouped(amount: str) -> str:
    """A written amount with thousands apart: "12345.67" -> "12,345.67"."""
    return grouped_yuan(parse_yuan(amount))


def percent(rate: int) -> str:
    """Basis points as a percentage without needless zeros: 6500 -> "65%", 6650 -> "66.5%"."""
    whole, rest = divmod(rate, 100)
    return f"{whole}.{rest:02d}".rstrip("0") + "%" if rest else f"{whole}%"
