"""Waiting periods (等待期) and newborns: the first covered day, as day numbers (days since 1970-01-01)."""

import numpy as np

from engine.columns import Ints, choose

ALWAYS = -(10**6)  # covered from the start; long before any day of a case
PAID_IN_WINDOW = -(10**6)  # the enrolment day of somebody who paid as usual
NOT_SAID = -(10**6)


def months_later(day: Ints, months: int) -> Ints:
    """The same day so many months later; a day that the month lacks falls back to its last one."""
    if type(day) is int:
        return months_later(np.array([day]), months).item(0)
    date = day.astype("datetime64[D]")
    month = date.astype("datetime64[M]")
    of_month = (date - month).astype(np.int64)
    target = month + np.timedelta64(months, "M")
    length = ((target + np.timedelta64(1, "M")).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(
        np.int64
    )
    days: Ints = target.astype("datetime64[D]").astype(np.int64) + np.minimum(of_month, length - 1)
    return days


def year_of(day: Ints) -> Ints:
    """Calendar years."""
    if type(day) is int:
        return year_of(np.array([day])).item(0)
    return day.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def after_late_payment(enrolled: Ints, window_end: int, first_day: Ints) -> Ints:
    """First covered day: `first_day` where the payment came after the window, else ALWAYS."""
    return choose(enrolled > window_end, first_day, ALWAYS)


def of_newborn(enrolled: Ints, born: Ints, grace_months: int, first_day: Ints) -> Ints:
    """ALWAYS where enrolled in the year of birth or within the months of grace, else `first_day`."""
    in_time = (year_of(enrolled) == year_of(born)) | (enrolled <= months_later(born, grace_months))
    return choose((enrolled == PAID_IN_WINDOW) | (born == NOT_SAID) | in_time, ALWAYS, first_day)
