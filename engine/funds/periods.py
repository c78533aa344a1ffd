"""Periods as people write them (2018, 2018年1-6月, 上半年, 2018年12月31日), in the one form of `Figure.period`."""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

YEAR = r"(?:19|20)\d\d"
PARTS: dict[str, tuple[int, int]] = {
    "上半年": (1, 6),  # no message
    "下半年": (7, 12),  # no message
    "前三季度": (1, 9),  # no message
    "一季度": (1, 3),  # no message
    "二季度": (4, 6),  # no message
    "三季度": (7, 9),  # no message
    "四季度": (10, 12),  # no message
    "全年": (1, 12),  # no message
}
_MONTHS = r"(?P<first>\d{1,2})\s*月?份?\s*[-—–~至到]+\s*(?P<last>\d{1,2})\s*月份?"  # no message
_DAY = r"(?P<month>\d{1,2})\s*月份?(?:\s*(?P<day>\d{1,2})\s*[日号]|[底末])?"  # no message
_NAMED = rf"第?(?P<named>{'|'.join(PARTS)})"  # no message
_YEAR_SAID = rf"(?:(?P<year>{YEAR})\s*年度?\s*)?"  # no message
_BEGINS = r"(?<![\d.-])(?=\d|[上下前第一二三四全])"  # no message
PATTERN = re.compile(rf"{_BEGINS}{_YEAR_SAID}(?:{_MONTHS}|{_DAY}|{_NAMED})?")
_ISO = re.compile(rf"({YEAR})(?:[-./](\d{{1,2}})(?:[-./](\d{{1,2}}))?)?")


class Period(NamedTuple):
    """A period found in a text: where, its year ("" where none is said), and its months or day without the year."""

    start: int
    end: int
    year: str
    rest: str

    def of(self, year: str) -> str:
        """In the form of `Figure.period`, of a year where none is said."""
        return "..".join(f"{self.year or year}{part}" for part in self.rest.split(".."))


def periods(text: str) -> Iterator[Period]:
    """Every period that a text names, in order; months and days that do not exist are left out."""
    for match in PATTERN.finditer(text):
        if match[0]:
            rest = _rest(match)
            if rest is not None:
                yield Period(match.start(), match.end(), match["year"] or "", rest)


def period_of(text: str) -> str | None:
    """A whole cell as a period: "2018年3-12月" -> "2018-03..2018-12"; None where it is none."""
    bare = "".join(text.split())
    ends = bare.split("..") if ".." in bare else [bare]
    isos = [_iso(one) for one in ends]
    if len(ends) <= 2 and all(isos):
        ordered = [one for one in isos if one]
        return "..".join(ordered) if ordered == sorted(ordered) else None
    found = next(periods(bare), None)
    return found.of("") if found and found.year and found[:2] == (0, len(bare)) else None


def _iso(text: str) -> str | None:
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    rest = _day(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    return None if rest is None else f"{match[1]}{rest[: 3 * sum(part is not None for part in match.groups()[1:])]}"


def _rest(match: re.Match[str]) -> str | None:
    """What follows the year: "", "-06", "-12-31", "-01..-06"; None where there is no such month or day."""
    if match["named"] or match["first"]:
        first, last = PARTS[match["named"]] if match["named"] else (int(match["first"]), int(match["last"]))
        if not 1 <= first < last <= 12:
            return None
        return "" if (first, last) == (1, 12) else f"-{first:02d}..-{last:02d}"
    if not match["month"]:
        return ""
    rest = _day(int(match["year"] or 2000), int(match["month"]), int(match["day"] or 1))
    return rest if rest is None or match["day"] else rest[:3]


def _day(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"-{month:02d}-{day:02d}"
