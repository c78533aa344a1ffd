"""Every fact that a talk leaves open, filled in some feasible way, so that the oracle can say what would be paid."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.talk.state import flat
from tests.oracle import every_reading, paid, settle
from tests.oracle.completions import YEAR_AMOUNTS, days_of, options, serious_illness_follows
from tests.oracle.sheet import EXCLUSIONS, ZERO, yuan
from tests.oracle.strategies import HABITS, Dice, text

Json = dict[str, Any]
CHOICES = ("kind", "facility_level", "place", "referral", "designated", "cause", "conditions")
OF_STAYS = ("basic_paid", "accident_paid")
PARTS = ("essential_drugs", "above_ceiling")


def facts_of(case: Json) -> Json:
    """A case as facts by path, nothing in it that is empty."""
    return {path: value for path, value in flat(case).items() if value is not None and path != "today"}


def without(case: Json, paths: list[str]) -> Json:
    """The same case with these facts taken out, and what was only there because of them."""
    changed = deepcopy(case)
    for path in paths:
        *above, name = path.split(".")
        here: Any = changed
        for step in above:
            here = (here[int(step)] if isinstance(here, list) else here.get(step)) or {}
        here.pop(name, None)
        if name == "continuous_enrolment":
            here.pop("enrolled_on", None)
        if name in ("compliant_self_pay", "above_ceiling") and path.startswith("year_to_date"):
            here.pop("serious_illness_paid", None)
    return changed


class Filling:
    """One way to fill in a case with gaps. `calm`: most gaps take the first of their values; of the amounts that a
    sheet may report those are filled in that the source cannot work out, and those in `asked`."""

    def __init__(self, dice: Dice, case: Json, asked: Sequence[str] = ()) -> None:
        self.dice, self.asked = dice, asked
        self.calm = dice.rarely(2)
        self.case = deepcopy(case)
        self.scheme: str = case["scheme"]

    def filled(self) -> Json:
        """The whole case; no fact in it is unknown."""
        for visit in self.case["visits"]:
            self._visit(visit)
        self._person()
        self._year()
        self._lost_layers()
        return self.case

    def _one_of(self, values: tuple[Any, ...]) -> Any:
        return deepcopy(values[0] if self.calm and not self.dice.rarely(5) else self.dice.pick(values))

    def _visit(self, visit: Json) -> None:
        for name in CHOICES:
            if visit.get(name) is None:
                visit[name] = self._one_of(options(self.case, f"visits.0.{name}"))
        visit["on"] = self._day(visit.get("on") or "")
        bill = visit["bill"]
        if bill.get("borne") is not None:
            return
        whole = yuan(bill["total"] if bill.get("total") is not None else bill["in_scope"])
        if bill.get("total") is not None:
            for name in EXCLUSIONS:
                if bill.get(name) is None:
                    inside = max(yuan(bill.get(part)) for part in PARTS)
                    rest = whole - inside - sum((yuan(bill.get(other)) for other in EXCLUSIONS), ZERO)
                    bill[name] = text(self._part(rest))
            whole -= sum((yuan(bill[name]) for name in EXCLUSIONS), ZERO)
        for name in PARTS:
            if bill.get(name) is None:
                bill[name] = text(self._part(whole))

    def _part(self, whole: Decimal) -> Decimal:
        return ZERO if self.calm and not self.dice.rarely(4) else self.dice.part_of(max(whole, ZERO))

    def _day(self, told: str) -> str:
        if len(told) == 10:
            return told
        habit = HABITS[self.scheme]
        first, last = days_of(self.scheme, told) if told else (habit.first_day, habit.last_day)
        return (first + timedelta(days=self.dice.between(0, (last - first).days))).isoformat()

    def _person(self) -> None:
        person, habit = self.case["person"], HABITS[self.scheme]
        first = min(date.fromisoformat(visit["on"]) for visit in self.case["visits"])
        if person.get("categories") is None:
            denied = set(person.get("categories_denied") or ())
            may_be = options(self.case, "person.categories")
            person["categories"] = self._one_of(tuple(one for one in may_be if not denied & set(one)))
        if person.get("age_group") is None:
            person["age_group"] = self._one_of(("adult", "elderly", "child_student", "newborn"))
        for name, values in (("enrolment_tier", habit.tiers), ("insurance", habit.insurance)):
            served = tuple(value for value in values if value is not None)
            if person.get(name) is None and served:
                person[name] = self._one_of(served)
        for name, value in (("covered_through_mother", False), ("local_household", True)):
            if person.get(name) is None:
                person[name] = value if self.calm else self.dice.rarely(3) is not value
        if person["age_group"] != "newborn":
            person["covered_through_mother"] = False
        if not person.get("born_on"):
            person["born_on"] = (first - timedelta(days=self.dice.between(0, 300))).isoformat()
        if person.get("continuous_enrolment") is None:
            person["continuous_enrolment"] = self.calm or not self.dice.rarely(2)
        if person["continuous_enrolment"] is False and not person.get("enrolled_on"):
            born = date.fromisoformat(person["born_on"]) if person["age_group"] == "newborn" else date.min
            start = habit.window_end or habit.first_day
            paid_on = start + timedelta(days=self.dice.between(-30, max(200, (first - start).days)))
            person["enrolled_on"] = max(paid_on, born).isoformat()

    def _year(self) -> None:
        year: Json = self.case.get("year_to_date") or {}
        self.case["year_to_date"] = year
        used = any(yuan(year.get(name)) for name in OF_STAYS)
        if year.get("inpatient_stays") is None:
            nth = 0 if self.calm and not self.dice.rarely(4) else self.dice.between(0, 3)
            year["inpatient_stays"] = max(nth, 1) if used else nth
        full = dict(HABITS[self.scheme].counters)
        for name in YEAR_AMOUNTS:
            if year.get(name) is None:
                points = (ZERO, full.get(name, Decimal(7000)), Decimal(12000), Decimal(40000))
                nothing = self.calm and not self.dice.rarely(3)
                year[name] = "0" if nothing else text(self.dice.amount(points, 200000))
                if name in OF_STAYS and not int(year["inpatient_stays"]):
                    year[name] = "0"
        year.setdefault("assistance_paid", "0")

    def _lost_layers(self) -> None:
        """A sheet says what the source cannot work out."""
        for number, visit in enumerate(self.case["visits"]):
            visit["reported"] = dict(visit.get("reported") or {})
            if visit["bill"].get("borne") is not None:
                continue
            for layer in ("basic", "serious_illness", "assistance", "supplement"):
                amounts = settle(_settled_before(self.case, {}))[number]
                asked = f"visits.{number}.reported.{layer}" in self.asked and layer not in visit["reported"]
                if amounts.get(layer, ZERO) is None or asked:
                    bill = visit["bill"]
                    scope = yuan(bill["total"] if bill.get("total") is not None else bill["in_scope"])
                    scope -= sum((yuan(bill.get(name)) for name in EXCLUSIONS), ZERO)
                    scope -= sum((amount or ZERO for other, amount in amounts.items() if other != layer), ZERO)
                    visit["reported"][layer] = text(self.dice.part_of(max(scope, ZERO)))


def _settled_before(case: Json, readings: dict[str, str]) -> Json:
    """What serious illness paid before follows from the burden, where it was not said."""
    if case["year_to_date"].get("serious_illness_paid") is not None:
        return case
    found = serious_illness_follows(case, readings or every_reading(case["scheme"])[0])
    found["year_to_date"].setdefault("serious_illness_paid", "0")
    if found["year_to_date"]["serious_illness_paid"] is None:
        found["year_to_date"]["serious_illness_paid"] = "0"
    return found


def payouts(case: Json) -> list[Decimal]:
    """What a whole case is paid, by the oracle, under each combination of live readings."""
    readings = every_reading(case["scheme"])
    return [paid(settle(_settled_before(deepcopy(case), reading), reading)) for reading in readings]


def told_in_full(case: Json) -> Json:
    """The case as `estimate` takes it, what follows from the burden so far written out."""
    return _settled_before(deepcopy(case), {})


def headline(case: Json) -> Decimal:
    """What a whole case is paid, by the oracle, under the readings that count first."""
    reading = every_reading(case["scheme"])[0]
    return paid(settle(_settled_before(deepcopy(case), reading), reading))
