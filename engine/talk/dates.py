"""Days as people say them: 2018年8月8号, 三月, 去年十一月, 上个月20号, 前天; relative ones against a day passed in."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from engine.talk.numbers import any_of

_DIGIT = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"〇": 0}  # no message
_DIGITS = "零一二三四五六七八九"  # no message
_TEN, _TWENTY, _TWO = "十", "廿", "两"  # no message
_N = "".join(("[", r"\d", *_DIGIT, _TEN, _TWENTY, "]"))
_YEAR = "(?P<year>(?:19|20)\\d\\d|\\d\\d|[一二]?[" + "".join(_DIGIT) + "]{2,4})年"  # no message
_MONTH = "(?P<month>" + _N + "{1,3})月(?:份|里|间|头|底|初)?"  # no message
_DAY = rf"(?P<day>{_N}{{1,3}})(?:日|号)"  # no message
_ISO = r"(?P<iso>(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?)(?![\d万千块元])"  # no message
_BACK = rf"(?P<back>{_N}{{1,2}})天(?:以)?前"  # no message
_ENGLISH = (
    r"(?P<en>(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    r"(?P<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"(?:\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?![\d]))?,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d))"
)
_HOW_LONG = re.compile(r"\d\d年$")  # no message
_WITH_A_YEAR = re.compile(r"年|year|(?:19|20)\d\d")  # no message
# A year in a question: no amount of money, no number of anything.
YEAR_NAMED = re.compile(r"(?<![\d.])((?:19[89]|20[0-4])\d)(?![\d.]*\d)(?!\s*(?:元|块|万|人|%))")  # no message
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DayWords(BaseModel):
    """Words of days (`patterns.yaml`): how many years, days or months they lie back; characters that must not stand
    before one."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    years_back: dict[str, int]
    days_back: dict[str, int]
    months_back: dict[str, int]
    not_before: list[str]


@dataclass(frozen=True)
class Said:
    """A day in a text: where it stands, and ISO text ("2018-03-05", "2018-03", "2018"; "" where it has no place)."""

    start: int
    end: int
    iso: str


class Days:
    """Reads the days of a plain text."""

    def __init__(self, words: DayWords) -> None:
        self.words = words
        years = f"(?<![{''.join(words.not_before)}])(?P<ago>{any_of(list(words.years_back))})"
        dates = (
            _ISO,
            rf"(?:{_YEAR}|{years})[的份]?\s*(?:{_MONTH}(?:的?{_DAY})?)?",  # no message
            rf"(?P<near>{any_of(list(words.months_back))})(?:的?{_DAY})?",  # no message
            rf"{_MONTH}(?:的?{_DAY})?",  # no message
            rf"(?P<days>{any_of(list(words.days_back))})",
            _BACK,
            _ENGLISH,
            rf"(?<![\d月]){_DAY}",  # no message
        )
        self.patterns = [re.compile(pattern) for pattern in dates]

    def read(self, text: str, today: date | None) -> list[Said]:
        """Every day that a text names, in order. Without `today` what is relative to it stays unread.

        A month or day without a year belongs to the year (and month) named before it, else to the last that has been.
        """
        taken: list[re.Match[str]] = []
        for pattern in self.patterns:
            for match in pattern.finditer(text):
                free = all(match.end() <= other.start() or other.end() <= match.start() for other in taken)
                if match[0] and free:
                    taken.append(match)
        found: list[Said] = []
        year = month = None
        for match in sorted(taken, key=lambda one: one.start()):
            iso = self._iso(match, today, year, month)
            found.append(Said(match.start(), match.end(), iso or ""))
            if iso:
                parts = [int(part) for part in iso.split("-")]
                year, month = parts[0], parts[1] if len(parts) > 1 else None
        return found

    def _iso(self, match: re.Match[str], today: date | None, year: int | None, month: int | None) -> str | None:
        got = match.groupdict()
        try:
            if got.get("iso"):
                return _written(*(int(part) for part in re.split(r"[-/.]", got["iso"])))
            if got.get("en"):
                day = got["d1"] or got["d2"]
                return _written(int(got["y"]), _MONTHS.index(got["mon"]) + 1, int(day) if day else None)
            if got.get("days") or got.get("back"):
                back = number(got["back"]) if got.get("back") else self.words.days_back[got["days"]]
                return None if today is None or back is None else (today - timedelta(days=back)).isoformat()
            if got.get("near"):
                return self._near(got, today)
            return self._in_year(got, today, year, month)
        except (ValueError, OverflowError):
            return None

    def _near(self, got: dict[str, str | None], today: date | None) -> str | None:
        if today is None:
            return None
        months = today.year * 12 + today.month - 1 - self.words.months_back[got["near"] or ""]
        return _written(months // 12, months % 12 + 1, number(got["day"]) if got.get("day") else None)

    def _in_year(
        self, got: dict[str, str | None], today: date | None, year: int | None, month: int | None
    ) -> str | None:
        own = number(got["month"]) if got.get("month") else None
        day = number(got["day"]) if got.get("day") else None
        if got.get("year"):
            return _written(_full_year(got["year"] or ""), own, day)
        if got.get("ago"):
            return None if today is None else _written(today.year - self.words.years_back[got["ago"] or ""], own, day)
        if own is None:  # a day alone belongs to the month just named
            return _written(year, month, day) if year and month else None
        if year is None:
            if today is None:
                return None
            year = today.year if (own, day or 1) <= (today.month, today.day if day else 31) else today.year - 1
        return _written(year, own, day)


def years_of(days: list[Said], text: str) -> list[int]:
    """The years that a text names, in order: 2026年, 今年, 去年五月, 2018. Not how many they were (断交12年), nor what
    year a month alone lies in."""
    found = {match.start(): int(match[1]) for match in YEAR_NAMED.finditer(text)}
    for day in days:
        said = text[day.start : day.end]
        if day.iso and _WITH_A_YEAR.search(said) and not _HOW_LONG.match(said):
            found[day.start] = int(day.iso[: len("2026")])
    return list(dict.fromkeys(found[place] for place in sorted(found)))


def _full_year(text: str) -> int:
    year = int("".join(str(_DIGIT.get(char, char)) for char in text))
    return year if year > 1000 else 2000 + year if year < 50 else 1900 + year


def number(text: str | None) -> int | None:
    """A count as said: 12, 十二, 廿三, 二十; None where it is none."""
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace(_TWENTY, f"{_DIGITS[2]}{_TEN}")
    head, ten, tail = text.partition(_TEN)
    if ten:
        tens = _DIGIT.get(head, 1 if not head else None)
        ones = _DIGIT.get(tail, 0 if not tail else None)
        return None if tens is None or ones is None else tens * 10 + ones
    digits = [_DIGIT.get(char, 2 if char == _TWO else None) for char in text]
    return None if None in digits else int("".join(str(d) for d in digits))


def _written(year: int, month: int | None = None, day: int | None = None) -> str:
    """ISO text; ValueError where there is no such day."""
    checked = date(year, month or 1, day or 1)
    return checked.isoformat() if day else f"{year:04d}-{month:02d}" if month else f"{year:04d}"
