"""By how much faithful payers' serious-illness ceiling rises, and what a lapse does to it (国办发〔2024〕38号)."""

from typing import NamedTuple

from engine.enrolment.history import History, Span
from engine.enrolment.rules import Bonuses
from engine.money import share


class Bonus(NamedTuple):
    """Fen throughout, but `held`, `countable` and `times_…`. `held`: for how many years the rules have held;
    `countable`: the most years without a claim that can count; `together`: both bonuses; `most`: the share of the
    ceiling that they stay within (None: the ceiling is not known, and `together` is what the years alone come to);
    `lowered`: what a lapse takes off (None: not known how much); `change`: both bonuses less that; `cap`: the ceiling
    with it (None where a part of it is not known)."""

    held: int
    countable: int
    times_straight: Span
    times_zero: Span
    straight: Span
    zero: Span
    together: Span
    most: int | None
    lowered: int | None
    change: Span | None
    cap: Span | None


def bonus(history: History, rules: Bonuses, this_year: int) -> Bonus:
    """The bonuses over everything that is unknown, as they stand in `this_year`: only years in which the rules held
    bring any."""
    held = max(this_year - rules.since.amount + 1, 0)
    countable = max(held - (history.lapsed or 0), 0)  # a year that lapsed was not paid
    times_straight, times_zero = _times_straight(history, rules, held), _times_zero(history, countable)
    per_year, per_zero = (history.per_time or one.amount for one in (rules.per_year, rules.per_zero_claim))
    exact = rules.exact or history.per_time is not None
    straight, zero = _money(times_straight, per_year, exact=exact), _money(times_zero, per_zero, exact=exact)
    most = None if history.cap is None else share(history.cap, rules.most.amount)
    together = _within(_sum(straight, zero), most)
    lowered = _lowered(history, rules)
    change = None if lowered is None else _plus(together, -lowered)
    cap = None
    if history.cap is not None and change is not None and change.high is not None:
        cap = _plus(change, history.cap)
    return Bonus(held, countable, times_straight, times_zero, straight, zero, together, most, lowered, change, cap)


def _times_straight(history: History, rules: Bonuses, held: int) -> Span:
    """How often the ceiling rises for years paid in a row; after a lapse the count begins anew.

    Not written is from which year they are counted: from the first in which the rules held (the least), or with the
    years before, of which none adds anything itself (the most).
    """
    if history.lapsed:
        return Span(0, 0)
    before = rules.years_before.amount
    fewest = history.straight if history.straight is not None else history.zero_claim or 0  # these were paid
    low = max(min(fewest, held) - before, 0)
    return Span(low, held if history.straight is None else min(max(history.straight - before, 0), held))


def _times_zero(history: History, countable: int) -> Span:
    """How often it rises for years without a claim; a payment that drew on the bonus takes them all. What a lapse does
    to them is not written, so it may take them or not."""
    if history.bonus_used:
        return Span(0, 0)
    most = history.straight if history.zero_claim is None else history.zero_claim
    sure = history.bonus_used is False and not history.lapsed
    least = min(history.zero_claim or 0, countable) if sure else 0
    return Span(least, countable if most is None else min(most, countable))


def _money(times: Span, each: int, *, exact: bool) -> Span:
    """`exact`: each time so much; otherwise at least so much."""
    if times.high == 0:
        return Span(0, 0)
    return Span(times.low * each, times.high * each if exact and times.high is not None else None)


def _sum(one: Span, other: Span) -> Span:
    return Span(one.low + other.low, None if one.high is None or other.high is None else one.high + other.high)


def _plus(span: Span, amount: int) -> Span:
    return Span(span.low + amount, None if span.high is None else span.high + amount)


def _within(span: Span, most: int | None) -> Span:
    if most is None:
        return span
    return Span(min(span.low, most), most if span.high is None else min(span.high, most))


def _lowered(history: History, rules: Bonuses) -> int | None:
    if not history.lapsed:
        return 0
    return rules.lowered.amount if rules.lowered else None
