"""What decides before any layer whether a visit counts: cover, exclusions, the deadline for claiming."""

from typing import NamedTuple

from engine.columns import Ints, Mask, choose
from engine.compiled import Compiled
from engine.facts import PERSON_CHOICES
from engine.figures import Facts, Figure
from engine.mechanisms import waiting

NEWBORN = PERSON_CHOICES["age_group"].index("newborn")


class Gates(NamedTuple):
    """`open`: None where every row's visit counts; the rest says why not (None: the scheme has no such rule)."""

    open: Mask | None
    covered: Mask | None
    excluded: Ints | None
    in_time: Mask | None


WIDE_OPEN = Gates(None, None, None, None)


def cover_from(compiled: Compiled, people: Facts) -> Ints | None:
    """First covered day of each row (`waiting.ALWAYS`: from the start), or None where no such rule exists."""
    enrolled = people.get("enrolled_on")
    if enrolled is None or not (compiled.late_wait or compiled.newborn_wait):
        return None
    first_day: Ints = waiting.ALWAYS
    if compiled.late_wait:
        day = _after(compiled.late_wait, enrolled, people)
        first_day = waiting.after_late_payment(enrolled, compiled.window_end, day)
    if compiled.newborn_wait:
        day = _after(compiled.newborn_wait, enrolled, people)
        newborn = waiting.of_newborn(enrolled, people["born_on"], compiled.newborn_grace, day)
        first_day = choose(people["age_group"] == NEWBORN, newborn, first_day)
    return first_day


def _after(wait: tuple[str, Figure], enrolled: Ints, people: Facts) -> Ints:
    unit, figure = wait
    if unit == "days":
        return enrolled + figure.amounts(people)
    return waiting.months_later(enrolled, figure.resolved_at(0).amount)


def gates(compiled: Compiled, facts: Facts, first_day: Ints | None) -> Gates:
    """Whether each row's visit counts."""
    if first_day is None and compiled.without_gates and "closed" not in facts:
        return WIDE_OPEN
    covered = None if first_day is None else facts["on"] >= first_day
    excluded = None
    if compiled.excluded:
        excluded = compiled.excluded.amounts(facts)
    in_time = None
    if compiled.claim_within is not None:
        in_time = facts["claimed_on"] <= facts["discharged_on"] + compiled.claim_within
    opened = covered
    closed = facts.get("closed")
    for barrier in (None if excluded is None else excluded < 0, in_time, None if closed is None else closed == 0):
        if barrier is not None:
            opened = barrier if opened is None else opened & barrier
    if opened is True:
        opened = None
    return Gates(opened, covered, excluded, in_time)
