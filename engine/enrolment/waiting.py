"""Months of waiting after a lapse or a late payment, in both readings of the first lapsed year (国办发〔2024〕38号)."""

from engine.enrolment.history import History, Span
from engine.enrolment.rules import Waiting


def months(lapsed: int, repaired: int, rules: Waiting, *, first_counts: bool) -> int:
    """Months to wait after `lapsed` years in a row (at least 1), `repaired` of them paid off.

    `first_counts`: whether the first lapsed year adds to the variable wait already. Paying off takes from that alone.
    """
    total = rules.fixed.amount + variable(lapsed, repaired, rules, first_counts=first_counts)
    return max(total, rules.least_after_long.amount) if is_long(lapsed, rules) else total


def variable(lapsed: int, repaired: int, rules: Waiting, *, first_counts: bool) -> int:
    """The variable wait alone, what was paid off taken from it; never below nothing."""
    counted = lapsed if first_counts else max(lapsed - 1, 0)
    return max(rules.per_year.amount * counted - rules.less_per_repair.amount * repaired, 0)


def is_long(lapsed: int, rules: Waiting) -> bool:
    """Whether a lapse is so long that some wait stays whatever is paid off."""
    return lapsed >= rules.long_lapse.amount


def wait(history: History, rules: Waiting, *, first_counts: bool | None = None) -> Span:
    """How long somebody waits, over everything that is unknown; `first_counts` None: in either reading."""
    if history.exempt:
        return Span(0, 0)
    readings = (True, False) if first_counts is None else (first_counts,)
    if history.lapsed is None and not history.repaired:
        least = rules.fixed.amount if history.in_window is False else 0
        return Span(least, None)
    if history.lapsed == 0:
        return Span(
            rules.fixed.amount if history.in_window is False else 0, 0 if history.in_window else rules.fixed.amount
        )
    # More lapsed years never shorten the wait, more years paid off never lengthen it: the ends are at the ends.
    fewest = history.repaired or 0 if history.lapsed is None else history.lapsed
    paid_off = fewest if history.repaired is None else history.repaired
    low = min(months(fewest, paid_off, rules, first_counts=one) for one in readings)
    if history.lapsed is None:
        return Span(low, None)
    return Span(low, max(months(fewest, history.repaired or 0, rules, first_counts=one) for one in readings))
