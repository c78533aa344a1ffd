"""By how much faithful payers' serious-illness ceiling rises, and what a lapse does to it (国办发〔2024〕38号)."""

from typing import NamedTuple

from engine.enrolment.history import History, Span
from engine.enrolment.rules import Bonuses
from engine.money import share


class Bonus(NamedTuple):
    """Fen throughout, but `times_…`. `together`: both bonuses; `most`: the share of the ceiling that they stay within
    (None: the ceiling is not known, and `together` is what the years alone come to); `lowered`: what a lapse takes off
    (None: not known how much); `cap`: the ceiling with both (None where a part of it is not known)."""

    times_straight: Span
    times_zero: Span
    straight: Span
    zero: Span
    together: Span
    most: int | None
    lowered: int | None
    cap: Span | None


def bonus(history: History, rules: Bonuses) -> Bonus:
    """The bonuses over everything that is unknown."""
    times_straight, times_zero = _times_straight(history, rules), _times_zero(history)
    per_year, per_zero = (history.per_time or one.amount for one in (rules.per_year, rules.per_zero_claim))
    exact = rules.exact or history.per_time is not None
    straight, zero = _money(times_straight, per_year, exact=exact), _money(times_zero, per_zero, exact=exact)
    most = None if history.cap is None else share(history.cap, rules.most.amount)
    together = _within(_sum(straight, zero), most)
    lowered = _lowered(history, rules)
    cap = None
    if history.cap is not None and together.high is not None and lowered is not None:
        cap = Span(history.cap + together.low - lowered, history.cap + together.high - lowered)
    return Bonus(times_straight, times_zero, straight, zero, together, most, lowered, cap)


def _times_straight(history: History, rules: Bonuses) -> Span:
    """How often the ceiling rises for years paid in a row; after a lapse the count begins anew."""
    if history.lapsed:
        return Span(0, 0)
    if history.straight is not None:
        times = max(history.straight - rules.years_before.amount, 0)
        return Span(times, times)
    return Span(max((history.zero_claim or 0) - rules.years_before.amount, 0), None)  # at least these were paid


def _times_zero(history: History) -> Span:
    """How often it rises for years without a claim; a payment that drew on the bonus takes them all. What a lapse does
    to them is not written, so it may take them or not."""
    if history.bonus_used:
        return Span(0, 0)
    most = history.straight if history.zero_claim is None else history.zero_claim
    sure = history.bonus_used is False and not history.lapsed
    return Span((history.zero_claim or 0) if sure else 0, most)


def _money(times: Span, each: int, *, exact: bool) -> Span:
    """`exact`: each time so much; otherwise at least so much."""
    high = times.high if times.high in (0, None) or not exact else times.high * each
    return Span(times.low * each, high if exact or times.high == 0 else None)


def _sum(one: Span, other: Span) -> Span:
    return Span(one.low + other.low, None if one.high is None or other.high is None else one.high + other.high)


def _within(span: Span, most: int | None) -> Span:
    if most is None:
        return span
    return Span(min(span.low, most), most if span.high is None else min(span.high, most))


def _lowered(history: History, rules: Bonuses) -> int | None:
    if not history.lapsed:
        return 0
    return rules.lowered.amount if rules.lowered else None
