"""A figure as far as its printing tells it: what is printed, and the least and the most that it may stand for."""

import re
from dataclasses import dataclass
from decimal import Decimal

INFINITY = Decimal("Infinity")
WIDE = Decimal("0.5")
MYRIAD, HUNDRED_MILLION = 10**4, 10**8
_TIMES = {"万": MYRIAD, "亿": HUNDRED_MILLION, "万亿": MYRIAD * HUNDRED_MILLION}  # no message
_PRINTED = re.compile(r"(-?\d[\d,]*)(?:\.(\d+))?\s*(万亿|万|亿)?")  # no message


@dataclass(frozen=True)
class Span:
    """A number `at` that may be anything from `low` to `high` (infinite where nothing bounds it); exact decimals."""

    at: Decimal
    low: Decimal
    high: Decimal

    def __add__(self, other: "Span") -> "Span":
        return Span(self.at + other.at, self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Span") -> "Span":
        return Span(self.at - other.at, self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Span") -> "Span":
        ends = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(_times(self.at, other.at), min(ends), max(ends))

    def __truediv__(self, other: "Span") -> "Span":
        """ZeroDivisionError where the divisor may be 0."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError
        ends = [_over(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(self.at / other.at, min(ends), max(ends))

    def meets(self, other: "Span") -> bool:
        """Whether both may stand for the same number."""
        return self.low <= other.high and other.low <= self.high

    @property
    def whole(self) -> Decimal | None:
        """The one whole number that it may stand for, where it is known closely enough for that to mean something."""
        least = self.low.to_integral_value(rounding="ROUND_CEILING") if self.high - self.low < WIDE else None
        return least if least is not None and least <= self.high else None


def exact(value: Decimal) -> Span:
    """A number that is just what it says."""
    return Span(value, value, value)


def _times(one: Decimal, other: Decimal) -> Decimal:
    return Decimal(0) if one == 0 or other == 0 else one * other


def _over(one: Decimal, other: Decimal) -> Decimal:
    return Decimal(0) if not other.is_finite() else one / other


def step_of(printed: str) -> Decimal | None:
    """What the last printed digit is worth, in base units: "47043.8万元" -> 1000; None where there is no number."""
    found = _PRINTED.search(printed)
    if found is None:
        return None
    return Decimal(_TIMES.get(found[3] or "", 1)).scaleb(-len(found[2] or ""))


def times_of(printed: str) -> int | None:
    """By what a printed number counts: "47043.8万元" -> 10000, "190元" -> 1; None where there is none."""
    found = _PRINTED.search(printed)
    return None if found is None else _TIMES.get(found[3] or "", 1)


def amount_of(printed: str) -> Decimal | None:
    """A printed number in base units: "47043.8万元" -> 470438000; None where there is none."""
    found = _PRINTED.search(printed)
    if found is None:
        return None
    return Decimal(f"{found[1].replace(',', '')}.{found[2] or 0}") * _TIMES.get(found[3] or "", 1)
