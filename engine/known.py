"""What a case states, as the numbers of a table: a column name -> int, None where the fact is unknown."""

from dataclasses import dataclass

from engine.case import Case, Day, Visit, YearToDate
from engine.compiled import Compiled
from engine.errors import CaseError
from engine.facts import COUNTERS, EXCLUSIONS, LAYERS, PERSON_CHOICES, SETS, VISIT_CHOICES
from engine.figures import Vocabulary
from engine.mechanisms.waiting import NOT_SAID, PAID_IN_WINDOW
from engine.money import parse_yuan
from engine.run import benefit_year
from engine.scheme import Scheme

Known = dict[str, int | None]
IN_TIME = -(10**6)
INPATIENT = VISIT_CHOICES["kind"].index("inpatient")
OF_SOME_SCHEMES = ("facility_class", "within_province", "same_level_before", "family_doctor")


@dataclass
class KnownVisit:
    """A visit. `on`, `discharged` may be partly known; `assumed_bill`: exclusions that the contract takes as 0."""

    facts: Known
    on: Day | None
    discharged: Day | None
    bill: Known
    assumed_bill: tuple[str, ...] = ()
    borne: bool = False
    left_apart: bool = False  # the day of discharge is stated, not taken to be that of admission


@dataclass
class KnownCase:
    """The person, the year so far, and the visits in the order in which they are settled."""

    person: Known
    year: Known
    year_known: bool
    visits: list[KnownVisit]
    order: list[int]
    denied: int = 0
    enrolled: Day | None = None
    born: Day | None = None

    def has_unknown(self) -> bool:
        """Whether anything is left open (also what the scheme does not read)."""
        values = [*self.person.values(), *self.year.values()]
        for visit in self.visits:
            values += [*visit.facts.values(), *visit.bill.values()]
        days = [day for visit in self.visits for day in (visit.on, visit.discharged)]
        partly = any(day is None or not day.known for day in days)
        return partly or any(value is None for value in values)


def _choice(value: object, values: tuple[str, ...]) -> int | None:
    if value is None:
        return None
    return int(value) if isinstance(value, bool) else values.index(str(value))


def _mask(words: list[str] | None, values: tuple[str, ...]) -> int | None:
    return None if words is None else sum(1 << values.index(word) for word in set(words))


def _reported(visit: Visit) -> Known:
    return {
        f"reported.{layer}": getattr(visit.reported, layer)
        for layer in LAYERS
        if getattr(visit.reported, layer) is not None
    }


def _class(visit: Visit, number: int, vocabulary: Vocabulary) -> int | None:
    """The number of a hospital's class; CaseError for one that the scheme does not have."""
    if visit.facility_class is None or not vocabulary.classes:
        return None
    known = vocabulary.axis_values("facility_class") or ()
    if visit.facility_class not in known:
        raise CaseError(
            f"visits.{number}.facility_class", "这份规定分的医院类别只有:{classes}。", classes="、".join(known)
        )
    return known.index(visit.facility_class)


def _leave_unread(facts: Known, compiled: Compiled) -> None:
    """A fact that only some schemes ask for is not open in one that does not."""
    for name in OF_SOME_SCHEMES:
        if name in facts and name not in compiled.reads:
            facts[name] = 0


def _visit(visit: Visit, number: int, compiled: Compiled) -> KnownVisit:
    facts: Known = {name: _choice(getattr(visit, name), values) for name, values in VISIT_CHOICES.items()}
    facts["conditions"] = _mask(visit.conditions, SETS["conditions"])
    facts["facility_class"] = _class(visit, number, compiled.vocabulary)
    _leave_unread(facts, compiled)
    facts["stated_rate"] = -1 if visit.stated_rate is None else visit.stated_rate
    facts["claimed_on"] = visit.claimed_on.last if visit.claimed_on else IN_TIME
    facts.update(_reported(visit))
    bill: Known = {name: getattr(visit.bill, name) for name in (*EXCLUSIONS, "essential_drugs")}
    bill["bill.above_ceiling"] = visit.bill.above_ceiling
    reads = compiled.bill_parts
    for name in ("essential_drugs", "bill.above_ceiling"):
        if bill[name] is None and name not in reads:
            bill[name] = 0
    total = visit.bill.total
    assumed: tuple[str, ...] = ()
    borne = visit.bill.borne is not None
    if total is None:
        total = visit.bill.borne if borne else visit.bill.in_scope
        assumed = tuple(name for name in EXCLUSIONS if bill[name] is None)
        bill.update(dict.fromkeys(EXCLUSIONS, 0))
        if borne:
            facts.setdefault("reported.basic", 0)
    elif visit.bill.in_scope is not None and any(bill[name] is None for name in EXCLUSIONS):
        outside = total - visit.bill.in_scope - sum(bill[name] or 0 for name in EXCLUSIONS)
        first = next(name for name in EXCLUSIONS if bill[name] is None)
        bill.update({name: (outside if name == first else 0) for name in EXCLUSIONS if bill[name] is None})
    bill["total"] = total
    return KnownVisit(
        facts, visit.on, visit.discharged_on or visit.on, bill, assumed, borne, visit.discharged_on is not None
    )


def known_case(case: Case, compiled: Compiled, prefecture: str | None = None) -> KnownCase:
    """The facts of a case for one scheme; CaseError for a tier that the scheme does not have."""
    scheme, person = compiled.scheme, case.person
    facts: Known = {name: _choice(getattr(person, name), values) for name, values in PERSON_CHOICES.items()}
    facts["categories"] = _mask(person.categories, SETS["categories"])
    facts["enrolment_tier"] = None if scheme.tiers else 0
    if person.enrolment_tier is not None and scheme.tiers:
        if person.enrolment_tier not in scheme.tiers:
            raise CaseError("person.enrolment_tier", "这份规定的缴费档次只有:{tiers}。", tiers="、".join(scheme.tiers))
        facts["enrolment_tier"] = scheme.tiers.index(person.enrolment_tier)
    if facts["insurance"] is None and len(scheme.insurance) == 1:
        facts["insurance"] = PERSON_CHOICES["insurance"].index(scheme.insurance[0])
    if facts["covered_through_mother"] is None and person.age_group not in (None, "newborn"):
        facts["covered_through_mother"] = 0
    prefectures = ("", *scheme.prefectures)
    _leave_unread(facts, compiled)
    facts["prefecture"] = prefectures.index(prefecture) if prefecture in prefectures else 0
    facts["born_on"] = person.born_on.first if person.born_on and person.born_on.known else None
    if person.enrolled_on is not None:
        facts["enrolled_on"] = person.enrolled_on.first if person.enrolled_on.known else None
    else:
        facts["enrolled_on"] = PAID_IN_WINDOW if person.continuous_enrolment else None
    if facts["born_on"] is None and person.born_on is None and person.age_group not in (None, "newborn"):
        facts["born_on"] = NOT_SAID
    year: Known = {
        name: getattr(case.year_to_date, name) if case.year_to_date else None for name in (*COUNTERS, "inpatient_stays")
    }
    order = sorted(range(len(case.visits)), key=lambda n: (_sort_day(case.visits, n), n))
    return KnownCase(
        facts,
        year,
        case.year_to_date is not None,
        _seen_in_turn([_visit(case.visits[n], n, compiled) for n in order], case.year_to_date, compiled),
        order,
        _mask(list(person.categories_denied), SETS["categories"]) or 0,
        person.enrolled_on,
        person.born_on,
    )


def _seen_in_turn(visits: list[KnownVisit], year: YearToDate | None, compiled: Compiled) -> list[KnownVisit]:
    """Fills in whether a stay is at a level where the person was in hospital in that year, as far as the case tells."""
    if "same_level_before" not in compiled.reads:
        return visits
    none_before = year is not None and year.inpatient_stays == 0
    first = _year_of(visits[0], compiled)  # the year so far is that of the first visit, a stay or not
    before: list[tuple[int | None, int | None]] = []  # benefit year and level of each earlier stay, None: not known
    for visit in visits:
        here = _year_of(visit, compiled)
        level = visit.facts["facility_level"]
        levels = {other for then, other in before if None in (then, here) or then == here}
        if not none_before and (None in (first, here) or first == here):
            levels.add(None)  # what came before the first visit listed is not told level by level
        if visit.facts["same_level_before"] is None and level is not None:
            if level in levels:
                visit.facts["same_level_before"] = 1
            elif None not in levels:
                visit.facts["same_level_before"] = 0
        if visit.facts["kind"] in (None, INPATIENT):
            before.append((here, level if visit.facts["kind"] == INPATIENT else None))
    return visits


def _year_of(visit: KnownVisit, compiled: Compiled) -> int | None:
    day = visit.discharged
    return benefit_year(day.first, compiled.year_starts) if day is not None and day.known else None


def _sort_day(visits: list[Visit], number: int) -> int:
    """The first possible day; a visit without a date stays after the one listed before it."""
    for n in range(number, -1, -1):
        day = visits[n].on
        if day is not None:
            first: int = day.first
            return first
    return IN_TIME


def assumed_code(name: str, text: str | None, scheme: Scheme) -> int:
    """The usual value of a fact, as its question file writes it, as a number of a table."""
    values = VISIT_CHOICES.get(name) or PERSON_CHOICES.get(name)
    if name == "enrolment_tier":
        return scheme.tiers.index(text) if text in scheme.tiers else 0
    if name == "facility_class":
        return 0
    if name in SETS:
        return _mask([word for word in (text or "").split(",") if word], SETS[name]) or 0
    if values:
        return values.index(str(text)) if text in values else 0
    return int(text or 0) if name == "inpatient_stays" else parse_yuan(text or "0")
