"""Schemes of one place and one insurance: their periods neither overlap nor leave a gap that looks like a slip."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from engine.checks.faults import Faults
from engine.document import Document
from engine.scheme import Scheme
from engine.written import day_number, iso_day

FOR_EVER = 10**6
# Where more than a year is missing, the documents of the years between are not in our hands; a shorter gap is a slip.
LONGEST_GAP = 366


class Held(NamedTuple):
    """A scheme with its first and last day, days since 1970-01-01."""

    scheme: Scheme
    document: Document
    first: int
    last: int


def check_periods(schemes: Iterable[tuple[Scheme, Document]], faults: Faults) -> None:
    """A frame stands behind the schemes that compute, and a place inside another has the more specific scheme."""
    held = [one for one in map(_held, schemes) if one]
    held.sort(key=lambda one: (one.first, one.scheme.id))
    for one, other in combinations(held, 2):
        if not _same(one.scheme, other.scheme):
            continue
        if other.first <= one.last:
            _overlap(one, other, faults)
        elif not any(_between(one, other, third) for third in held) and other.first - one.last - 1 in range(
            1, LONGEST_GAP + 1
        ):
            faults.at(
                other.document,
                ("period", "from"),
                "{other} 到 {last} 为止,这一份从 {first} 才开始,中间的日子没有规定。请核对两份的 period。",
                other=one.scheme.id,
                last=iso_day(one.last),
                first=iso_day(other.first),
            )


def _held(pair: Sequence[Scheme | Document]) -> Held | None:
    scheme, document = pair
    assert isinstance(scheme, Scheme) and isinstance(document, Document)
    period = scheme.period
    end = period.end or period.until_known
    try:
        return Held(scheme, document, day_number(period.start), day_number(end) if end else FOR_EVER)
    except ValueError:
        return None  # said with the dates of the scheme


def _same(one: Scheme, other: Scheme) -> bool:
    places = [{code for code in (s.region, *s.also_regions) if code} for s in (one, other)]
    return bool(places[0] & places[1] and set(one.insurance) & set(other.insurance)) and one.frame == other.frame


def _between(one: Held, other: Held, third: Held) -> bool:
    return (
        third.document is not one.document
        and third.document is not other.document
        and _same(third.scheme, other.scheme)
        and one.last < third.last
        and third.first < other.first
    )


def _overlap(one: Held, other: Held, faults: Faults) -> None:
    last = min(one.last, other.last)
    if last == FOR_EVER:
        faults.at(
            other.document,
            ("period", "from"),
            "从 {first} 起,{other} 也管同一个地方、同一种保险。改一份的 period,或者让一份只管更小的地方。",
            first=iso_day(other.first),
            other=one.scheme.id,
        )
    else:
        faults.at(
            other.document,
            ("period", "from"),
            "从 {first} 到 {last},{other} 也管同一个地方、同一种保险。改一份的 period,或者让一份只管更小的地方。",
            first=iso_day(other.first),
            last=iso_day(last),
            other=one.scheme.id,
        )
