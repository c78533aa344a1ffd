"""Which visits are covered, over every day on which a person may have paid or been born, where that is not known."""

import math
from collections.abc import Iterator
from itertools import product

import numpy as np

from engine.case import Day
from engine.columns import Ints
from engine.compiled import OPEN_END, Compiled
from engine.facts import PERSON_CHOICES
from engine.gates import NEWBORN, cover_from
from engine.known import KnownCase
from engine.mechanisms.waiting import NOT_SAID, PAID_IN_WINDOW

Pattern = tuple[int, ...]  # 1 where the visit is not covered
NEWBORN_DAYS = 400
MOST_DAYS = 8
EVERY_AGE = (1 << len(PERSON_CHOICES["age_group"])) - 1


def cover_patterns(compiled: Compiled, known: KnownCase, always: bool = False) -> dict[Pattern, int] | None:
    """The feasible patterns, the usual one (covered) first, each with the ages it goes with (a mask of age groups).

    None where no rule asks for the dates, or they are known and not `always` is asked for.
    """
    person = known.person
    if not (compiled.late_wait or compiled.newborn_wait):
        return None
    age_open = (
        compiled.newborn_wait is not None and person["age_group"] is None and person["enrolled_on"] != PAID_IN_WINDOW
    )
    dates_open = any(visit.on is None or not visit.on.known for visit in known.visits)
    settled = person["enrolled_on"] is not None and not _born_open(compiled, known) and not age_open
    if settled and not dates_open and not always:
        return None
    days = [days_tried(visit.on, compiled) for visit in known.visits]
    if math.prod(len(day) for day in days) > MOST_DAYS:
        count = len(days)  # cover begins once: before any of the visits, or after the last
        return {(1,) * uncovered + (0,) * (count - uncovered): EVERY_AGE for uncovered in range(count + 1)}
    found: dict[Pattern, int] = {}
    enrolled, born = _enrolled(known, compiled, max(day[-1] for day in days)), _births(compiled, known, days)
    for age, first in _first_days(compiled, known, enrolled, born):
        for ons in product(*days):
            for pattern in _shut(ons, first):
                found[pattern] = found.get(pattern, 0) | ages_of(age)
    return dict(sorted(found.items()))


def days_that_tell(compiled: Compiled, known: KnownCase, name: str) -> list[int]:
    """Days of payment ("enrolled_on") or birth ("born_on"), one for each way in which the visits can be covered."""
    days = [days_tried(visit.on, compiled) for visit in known.visits]
    enrolled, born = _enrolled(known, compiled, max(day[-1] for day in days)), _births(compiled, known, days)
    asked, across = (enrolled, 1) if name == "enrolled_on" else (born, 0)
    told = np.zeros(len(asked), dtype=np.int64)
    for _, first in _first_days(compiled, known, enrolled, born):
        for on in {on for day in days for on in day}:
            shut = np.broadcast_to(on < first, (len(enrolled), len(born)))
            told = told * 4 + shut.any(axis=across) * 2 + shut.all(axis=across)
            told = np.unique(told, return_inverse=True)[1]
    return [int(day) for day, before, now in zip(asked, [-1, *told], told, strict=False) if before != now]


def _first_days(compiled: Compiled, known: KnownCase, enrolled: Ints, born: Ints) -> Iterator[tuple[int, Ints]]:
    """For each age group and reading that cover depends on: the first day of cover, (days of payment, of birth)."""
    age = known.person["age_group"]
    wait_codes = {axis.name for wait in (compiled.late_wait, compiled.newborn_wait) if wait for axis in wait[1].axes}
    readings = [range(len(options)) if code in wait_codes else (0,) for code, options in compiled.live.items()]
    for own in [age] if age is not None else [NEWBORN, NEWBORN + 1]:
        for codes in product(*readings):
            people = {"enrolled_on": enrolled[:, None], "born_on": born[None, :], "age_group": own}
            people.update(zip(compiled.live, codes, strict=True))
            first = cover_from(compiled, people)
            assert first is not None
            yield own, first


def _born_open(compiled: Compiled, known: KnownCase) -> bool:
    person = known.person
    may_be_newborn = compiled.newborn_wait is not None and person["age_group"] in (None, NEWBORN)
    return may_be_newborn and person["born_on"] is None and person["enrolled_on"] != PAID_IN_WINDOW


def _births(compiled: Compiled, known: KnownCase, days: list[list[int]]) -> Ints:
    if known.person["born_on"] is not None:
        return np.array([known.person["born_on"]])
    return np.array(_born(known, min(day[0] for day in days)) if _born_open(compiled, known) else [NOT_SAID])


def _shut(ons: tuple[int, ...], first: Ints) -> list[Pattern]:
    """The patterns of visits on these days, over all first days of cover."""
    days = sorted(set(ons))
    before = np.bincount(np.searchsorted(days, first).reshape(-1), minlength=len(days) + 1)  # days too early
    return [tuple(int(on in days[:count]) for on in ons) for count in np.flatnonzero(before).tolist()]


def ages_of(age: int) -> int:
    """The age groups that cover is decided alike for: newborns, or everybody else."""
    return 1 << NEWBORN if age == NEWBORN else EVERY_AGE & ~(1 << NEWBORN)


def days_tried(on: Day | None, compiled: Compiled) -> list[int]:
    """The ends of what is known of the day of a visit."""
    if on is None:
        return [compiled.start, compiled.start + 364 if compiled.end == OPEN_END else compiled.end]
    return [on.first] if on.known else [on.first, on.last]


def _enrolled(known: KnownCase, compiled: Compiled, last: int) -> Ints:
    if known.person["enrolled_on"] is not None:
        return np.array([known.person["enrolled_on"]], dtype=np.int64)
    if known.enrolled is not None:
        return np.arange(known.enrolled.first, known.enrolled.last + 1, dtype=np.int64)
    start = compiled.window_end + 1 if compiled.window_end != OPEN_END else last - NEWBORN_DAYS
    end = max(last, start) + NEWBORN_DAYS  # a newborn may be enrolled after the visit and still be covered from birth
    late = np.arange(max(start, last - 800), end + 1, dtype=np.int64)
    return np.concatenate([np.array([PAID_IN_WINDOW], dtype=np.int64), late])


def _born(known: KnownCase, first: int) -> list[int]:
    if known.born is not None:
        return [*list(range(known.born.first, known.born.last + 1, 7)), known.born.last]
    return [NOT_SAID, *range(first - NEWBORN_DAYS, first + 1, 25)]
