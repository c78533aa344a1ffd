"""Whether the wait is over in the month of some care, where a question tells both months: 11月补交, 明年1月住院."""

import re
from datetime import date

from pydantic import BaseModel, ConfigDict

from engine.clauses import figure_in_words
from engine.talk.dates import number as count_of
from engine.wording import Words

A_YEAR = 12


class MonthsTold(BaseModel):
    """How months are told: `paid` and `care` are patterns whose groups 1 and 2 are the year's word and the month;
    `years`: a word -> how many years it lies ahead; `late`: words by which a payment is off the window."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    paid: str
    care: str
    years: dict[str, int]
    late: list[str]


def month_lines(text: str, told: MonthsTold, wait: int, today: date, words: Words) -> list[str]:
    """What a wait of so many months comes to; nothing where a month is not told or the payment may be in time."""
    paid = re.search(told.paid, text)
    care = re.search(told.care, text[paid.end() :]) if paid else None
    if paid is None or care is None or not any(word in text for word in told.late):
        return []
    now = today.year * A_YEAR + today.month
    begins = _month(paid, told, today.year, no_later=now)
    there = _month(care, told, today.year, no_earlier=begins)
    if begins is None or there is None:
        return []
    ends = begins + wait
    values = {"paid": _named(begins, words), "ends": _named(ends, words), "care": _named(there, words), "count": wait}
    if there < ends:
        first = words("还报不了:{paid}过了集中缴费期才交,要等满{count}个月,到{ends}才满;{care}还在等。", **values)
    elif there == ends:
        first = words("要看是几号交的:{paid}过了集中缴费期才交,等满{count}个月就在{ends}里头。", **values)
    else:
        first = words("固定等待期到那时满了:{paid}过了集中缴费期才交,要等满{count}个月,到{ends}满。", **values)
    return [first, words("以前断交过的,还要再多等;从哪一天数起,请问参保地医保窗口。")]


def _month(
    match: re.Match[str], told: MonthsTold, year: int, *, no_later: int | None = None, no_earlier: int | None = None
) -> int | None:
    """A month as a count from year 0; one without a year is the last that has begun, or the next that is to come."""
    number = count_of(match[2])
    if number is None or not 1 <= number <= A_YEAR:
        return None
    if match[1]:
        return (year + told.years[match[1]]) * A_YEAR + number
    there = year * A_YEAR + number
    if no_later is not None and there > no_later:
        return there - A_YEAR
    return there + A_YEAR if no_earlier is not None and there < no_earlier else there


def _named(month: int, words: Words) -> str:
    year, number = divmod(month - 1, A_YEAR)
    return figure_in_words(f"{year}-{number + 1:02d}", words)
