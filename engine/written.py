"""Figures as people write them in a scheme file ("500元", "70%", "-5点", "半", "91日"), read once.

A written value is a `Written(unit, amount)`. Units: `yuan` (fen), `rate` (basis points), `points` (basis points to
add), `times` (basis points to multiply by), `add` (fen to add), `none` (nothing left), `uncapped`, `lost` (not in our
source), `days`, `months`, `date` (days since 1970-01-01) and `word` (one of the words that the mechanism knows).
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

EPOCH = date(1970, 1, 1).toordinal()
UNCAPPED = 10**15  # fen, beyond every bill
LOST = -1  # the amount of a figure that our source does not give


class Written(NamedTuple):
    """One figure: its unit and its whole-number amount in that unit."""

    unit: str
    amount: int


def day_number(text: str) -> int:
    """An ISO date to days since 1970-01-01; ValueError for any other writing."""
    return date.fromisoformat(text).toordinal() - EPOCH


def iso_day(day: int) -> str:
    """Days since 1970-01-01 to an ISO date."""
    return date.fromordinal(day + EPOCH).isoformat()


def _hundredths(text: str) -> int:
    whole, _, rest = text.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0")[:2] or "0")


_DECIMAL = r"(\d{1,12}(?:\.\d{1,2})?)"
_FORMS: tuple[tuple[str, Callable[[str], Written]], ...] = (
    (rf"\+{_DECIMAL}元", lambda t: Written("add", _hundredths(t))),
    (rf"减{_DECIMAL}元", lambda t: Written("add", -_hundredths(t))),
    (rf"{_DECIMAL}元", lambda t: Written("yuan", _hundredths(t))),
    (rf"{_DECIMAL}%", lambda t: Written("rate", _hundredths(t))),
    (rf"\+{_DECIMAL}点", lambda t: Written("points", _hundredths(t))),
    (rf"-{_DECIMAL}点", lambda t: Written("points", -_hundredths(t))),
    (rf"×{_DECIMAL}", lambda t: Written("times", _hundredths(t) * 100)),
    (r"(半)", lambda t: Written("times", 5_000)),
    (r"(无)", lambda t: Written("none", 0)),
    (r"(不封顶)", lambda t: Written("uncapped", UNCAPPED)),
    (r"(不详)", lambda t: Written("lost", LOST)),
    (r"(\d{1,4})日", lambda t: Written("days", int(t))),
    (r"(\d{1,3})个月", lambda t: Written("months", int(t))),
    (r"(\d{4}-\d\d-\d\d)", lambda t: Written("date", day_number(t))),
)
WORDS = {
    "year": 0,
    "visit": 1,
    "essential": 0,
    "rest": 1,
    "whole_year": 0,
    "top_up": 1,
    "whole": 0,
    "excess": 1,
    "instead": 0,
    "on_top": 1,
}


@lru_cache(maxsize=1024)
def read(text: str) -> Written:
    """Reads one written figure; ValueError where the writing is none of the forms above."""
    for pattern, make in _FORMS:
        match = re.fullmatch(pattern, text, re.ASCII)
        if match:
            return make(match[1])
    if text in WORDS:
        return Written("word", WORDS[text])
    raise ValueError(text)
