"""Answers to what a case leaves open, as the case writes them: read, put into the case, and listed."""

from collections.abc import Mapping
from dataclasses import replace

from engine.case import Day, parse_day
from engine.compiled import Compiled
from engine.facts import EXCLUSIONS, PERSON_CHOICES, SETS, VISIT_CHOICES
from engine.figures import Vocabulary
from engine.filling import AT_STAYS, CEILING, ESSENTIAL, STAYS, Owned
from engine.known import KnownCase, KnownVisit
from engine.mechanisms.waiting import NOT_SAID, PAID_IN_WINDOW
from engine.money import parse_yuan

TOP = 999_999_990_000  # fen; more than any cap, and a round sum of the year that a case can still write
DAYS = ("on", "discharged_on", "enrolled_on", "born_on")


def owned(path: str, known: KnownCase) -> Owned:
    """The column of a path: "visits.0.bill.above_ceiling" -> (number of the visit, "bill.above_ceiling")."""
    first, *rest = path.split(".")
    if first != "visits":
        return None, rest[0]
    name = rest[-1] if rest[-1] != "above_ceiling" else CEILING
    return known.order.index(int(rest[0])), name


def answered(known: KnownCase, compiled: Compiled, values: Mapping[str, str]) -> KnownCase | None:
    """The case with these facts known as well; what it knows already stays. None where an answer is none of a case's.

    `values`: path -> the answer as the case writes it, sets as their values with commas between.
    """
    visits = [replace(visit, facts=dict(visit.facts), bill=dict(visit.bill)) for visit in known.visits]
    new = replace(known, person=dict(known.person), year=dict(known.year), visits=visits)
    try:
        for path in sorted(values, key=lambda path: path.endswith("continuous_enrolment")):
            owner, name = owned(path, known)
            if owner is not None:
                _of_visit(new.visits[owner], name, values[path], compiled)
            elif path.startswith("year_to_date."):
                if new.year[name] is None:
                    new.year[name] = int(values[path]) if name == STAYS else parse_yuan(values[path])
            else:
                _of_person(new, name, values[path], compiled)
    except (ValueError, KeyError, IndexError):
        return None
    return None if _disagrees(known, new) else new


def _disagrees(known: KnownCase, new: KnownCase) -> bool:
    """Whether more lies outside the list than the bill is, or something was paid for stays and there were none."""
    outside = (sum(visit.bill[name] or 0 for name in EXCLUSIONS) - (visit.bill["total"] or 0) for visit in new.visits)
    paid = [name for name in AT_STAYS if new.year[name]]
    newly = any(known.year[name] is None for name in (STAYS, *paid))
    return any(more > 0 for more in outside) or (new.year[STAYS] == 0 and bool(paid) and newly)


def _code(name: str, text: str, compiled: Compiled) -> int:
    if name in SETS:
        words = {word for word in text.split(",") if word}
        return sum(1 << SETS[name].index(word) for word in words)
    return choices(name, compiled.vocabulary).index(text)


def choices(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The values of a fact that has a few; none where it is no such fact."""
    return vocabulary.axis_values(name) or ()


def _of_visit(visit: KnownVisit, name: str, text: str, compiled: Compiled) -> None:
    if name in visit.bill:
        if visit.bill[name] is None:
            visit.bill[name] = parse_yuan(text)
    elif name in ("on", "discharged_on"):
        day = _day(text, visit.on if name == "on" else visit.discharged)
        if name == "on":
            visit.on = day
        if name == "discharged_on" or not visit.left_apart:
            visit.discharged = day
    elif visit.facts[name] is None:
        visit.facts[name] = _code(name, text, compiled)


def _day(text: str, told: Day | None) -> Day:
    day = parse_day(text)
    if told is not None and not told.first <= day.first <= day.last <= told.last:
        raise ValueError(text)
    return day


def _of_person(new: KnownCase, name: str, text: str, compiled: Compiled) -> None:
    person = new.person
    if name in DAYS:
        _day_of_person(new, name, text)
        return
    if person[name] is not None:
        return
    code = person[name] = _code(name, text, compiled)
    if name == "categories" and code & new.denied:
        raise ValueError(text)
    if name == "continuous_enrolment" and code and new.enrolled is None and person["enrolled_on"] is None:
        person["enrolled_on"] = PAID_IN_WINDOW
    if name == "age_group" and text != "newborn":
        if person["covered_through_mother"] is None:
            person["covered_through_mother"] = 0
        if person["born_on"] is None and new.born is None:
            person["born_on"] = NOT_SAID


def _day_of_person(new: KnownCase, name: str, text: str) -> None:
    if new.person[name] is not None:
        return
    day = _day(text, new.enrolled if name == "enrolled_on" else new.born)
    new.person[name] = day.first if day.known else None
    if name == "enrolled_on":
        new.enrolled = day
    else:
        new.born = day


def newly_known(known: KnownCase, new: KnownCase) -> dict[Owned, int]:
    """The columns that a case has and the other has not, bills and days of visits left out."""
    found: dict[Owned, int] = {}
    for before, now in ((known.person, new.person), (known.year, new.year)):
        found.update({(None, name): value for name, value in now.items() if value is not None and before[name] is None})
    for number, (visit, later) in enumerate(zip(known.visits, new.visits, strict=True)):
        for name, value in later.facts.items():
            if value is not None and visit.facts[name] is None:
                found[(number, name)] = value
        for name in (ESSENTIAL, CEILING):
            value = later.bill[name]
            if value is not None and visit.bill[name] is None:
                found[(number, name)] = value
    return found


def one_value_sets(name: str, denied: int) -> list[int]:
    """No value, and each alone, as masks."""
    return [0, *(1 << n for n in range(len(SETS[name])) if not denied >> n & 1)]


def set_text(name: str, mask: int) -> str:
    """A set as it is answered: its values with commas between, "" for none."""
    return ",".join(word for n, word in enumerate(SETS[name]) if mask >> n & 1)


def has_choices(name: str) -> bool:
    """Whether a fact has a few values that the contract names."""
    return name in VISIT_CHOICES or name in PERSON_CHOICES or name in ("enrolment_tier", "facility_class")
