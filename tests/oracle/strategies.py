"""Random cases of each scheme whose facts are all known, crowded round the points where the payout bends.

A person, a year so far and a visit are each thrown from a number of their own: cases differ more than hypothesis makes
them differ, and a number of 0 is the plainest one, so that a failing case still shrinks to few visits and plain parts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from random import Random

from hypothesis import strategies as st

from tests.oracle import breaks, scheme_file
from tests.oracle.sheet import FEN, ZERO, fen, months_after

KINDS = ("inpatient", "outpatient", "chronic", "major_outpatient", "maternity", "prenatal", "special_drug")
LEVELS = ("village", "primary", "secondary", "tertiary", "top")
PLACES = ("county", "city", "outside")
REFERRALS = ("not_needed", "filed", "none", "emergency")
CAUSES = ("illness", "accident", "accident_liable", "excluded")
_LIKELY_CAUSES = ("illness", "illness", "accident", "accident", "accident", "accident_liable", "excluded")
AGES = ("newborn", "child_student", "adult", "elderly")
CONDITIONS = (
    "tumour_chemo_radio",
    "dialysis",
    "anti_rejection",
    "leukaemia",
    "haemophilia",
    "severe_mental_illness",
    "hypertension",
    "hypertension_complicated",
    "diabetes",
    "diabetes_complicated",
    "child_major_disease",
    "other_listed",
)
MOST = Decimal("9999999999.99")


@dataclass(frozen=True)
class Habit:
    """What cases of a scheme look like. `window_end`: payment after it is late."""

    first_day: date
    last_day: date
    reports_basic: bool  # the source has no basic rates, so a sheet says what was paid
    kinds: tuple[str, ...] = ("inpatient",) * 8 + KINDS
    levels: tuple[str, ...] = LEVELS
    window_end: date | None = None
    categories: tuple[tuple[str, ...], ...] = ((), ("low_income",), ("subsistence", "severe_disability"))
    tiers: tuple[str | None, ...] = (None,)
    insurance: tuple[str | None, ...] = (None,)
    counters: tuple[tuple[str, Decimal], ...] = ()  # of the year so far, with the cap that each may have used up


_SERIOUS = (("serious_illness_paid", Decimal(300000)),)
HABITS = {
    "chongqing-2013": Habit(
        date(2013, 1, 1),
        date(2013, 12, 31),
        reports_basic=False,
        kinds=("inpatient", "major_outpatient") * 3 + KINDS,
        window_end=date(2012, 12, 20),
        tiers=("1", "2"),
        counters=(
            ("basic_paid", Decimal(70000)),
            ("basic_paid", Decimal(110000)),
            ("outpatient_paid", Decimal(60)),
            ("chronic_paid", Decimal(1000)),
            ("deductible_paid", Decimal(800)),
            ("outpatient_balance", Decimal(25)),
        ),
    ),
    "guanxian-2018": Habit(
        date(2018, 1, 1),
        date(2018, 12, 31),
        reports_basic=False,
        kinds=("inpatient", "outpatient", "inpatient", "chronic", "inpatient") * 3 + KINDS,
        levels=(*LEVELS, "primary"),
        window_end=date(2017, 12, 31),
        counters=(
            ("basic_paid", Decimal(120000)),
            ("outpatient_paid", Decimal(120)),
            ("chronic_paid", Decimal(10000)),
            ("accident_paid", Decimal(1000)),
            ("accident_paid", Decimal(60000)),
            ("deductible_paid", Decimal(100)),
        ),
    ),
    "beijing-1995": Habit(date(1996, 1, 1), date(1999, 12, 31), reports_basic=False),
    "liaoning-2013": Habit(
        date(2013, 1, 1),
        date(2013, 12, 31),
        reports_basic=True,
        insurance=(None, None, None, "nrcms", "urban_resident", "employee"),
    ),
    "liaoyang-2013": Habit(
        date(2013, 1, 1),
        date(2013, 12, 31),
        reports_basic=True,
        insurance=(None, None, None, "nrcms", "urban_resident", "employee"),
    ),
    "ankang-2016": Habit(date(2016, 1, 1), date(2016, 12, 31), reports_basic=True),
    "employee-large-claims-40k": Habit(date(2010, 1, 1), date(2010, 12, 31), reports_basic=True),
    "wujiang-cii": Habit(
        date(2014, 4, 1),
        date(2015, 3, 31),
        reports_basic=True,
        insurance=("resident", "employee"),
        categories=(
            ("low_income",),
            ("low_income",),
            ("low_income", "severe_disability"),
            (),
            ("subsistence",),
            ("low_income", "subsistence"),
            ("destitute", "low_income"),
            ("registered_poor",),
        ),
    ),
    "guiyang-county-2018": Habit(
        date(2018, 1, 1),
        date(2018, 12, 31),
        reports_basic=True,
        categories=(
            ("registered_poor",),
            ("registered_poor",),
            ("registered_poor", "subsistence"),
            ("subsistence",),
            (),
            ("low_income",),
        ),
        counters=(("supplement_paid", Decimal(1500)), ("supplement_paid", Decimal(30000))),
    ),
}
_ACCUMULATING = (
    "liaoning-2013",
    "liaoyang-2013",
    "ankang-2016",
    "employee-large-claims-40k",
    "wujiang-cii",
    "guiyang-county-2018",
    "guanxian-2018",
)


class Dice:
    """Random choices from one number; from 0 always the first, the least and the usual."""

    def __init__(self, number: int):
        self._random = Random(number) if number else None

    def pick(self, values: Sequence) -> object:
        """One of a few values."""
        return self._random.choice(values) if self._random else values[0]

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(low, high) if self._random else low

    def rarely(self, one_in: int = 8) -> bool:
        """True now and then."""
        return self._random is not None and self._random.randrange(one_in) == 0

    def near(self, points: Sequence[Decimal]) -> Decimal:
        """Where something bends, to the fen or a fen beside it."""
        return max(self.pick(points) + self.between(-1, 1) * FEN, ZERO)

    def spread(self, most: int = 300000) -> Decimal:
        """Any amount, with as many small ones as large."""
        return self.between(0, most * 100 // self.pick((1, 10, 100))) * FEN

    def amount(self, points: Sequence[Decimal], most: int = 300000) -> Decimal:
        """Mostly near a point."""
        return self.spread(most) if self.rarely(3) else self.near(points)

    def part_of(self, whole: Decimal) -> Decimal:
        """Some of an amount: often none or all of it."""
        share = self.pick((0, self.between(0, 10000), self.between(0, 10000), 10000))
        return (whole * share / 10000).quantize(FEN, ROUND_DOWN)

    def some(self, values: Sequence, most: int) -> list:
        """A few of them."""
        return self._random.sample(list(values), self.between(0, most)) if self._random else []


def text(amount: Decimal) -> str:
    """Yuan as the contract writes them."""
    return str(fen(min(max(amount, ZERO), MOST)))


def person(dice: Dice, scheme: str, first_visit: date) -> dict:
    """Everything of a person that the contract has a field for."""
    habit = HABITS[scheme]
    age = dice.pick(("adult", "child_student", "newborn", "elderly"))
    who: dict = {
        "categories": list(dice.pick(habit.categories)),
        "age_group": age,
        "enrolment_tier": dice.pick(habit.tiers),
        "continuous_enrolment": True,
        "covered_through_mother": age == "newborn" and dice.rarely(2),
        "local_household": not dice.rarely(15),
    }
    insurance = dice.pick(habit.insurance)
    if insurance:
        who["insurance"] = insurance
    if habit.window_end is None:
        return who
    if age == "newborn":
        born = first_visit - timedelta(days=dice.between(0, 300))
        who["born_on"] = born.isoformat()
        due = [born, months_after(born, 6), date(born.year, 12, 31), habit.window_end, months_after(first_visit, -3)]
    else:
        due = [habit.window_end, months_after(first_visit, -3), first_visit - timedelta(days=90)]
    if dice.rarely(3):
        enrolled = dice.pick(due) + timedelta(days=dice.between(-1, 1))
        if age == "newborn":
            enrolled = max(enrolled, date.fromisoformat(who["born_on"]))
        who["enrolled_on"] = enrolled.isoformat()
        who["continuous_enrolment"] = dice.rarely(2)
    elif age != "newborn" and dice.rarely(3):
        who["enrolled_on"] = (habit.window_end - timedelta(days=40)).isoformat()
        who["continuous_enrolment"] = dice.rarely(2)
    return who


def year_so_far(dice: Dice, scheme: str) -> dict:
    """The year before the first visit: nothing, or caps nearly full and a burden near an edge."""
    year: dict = {"inpatient_stays": dice.pick((0, 0, 1, 2, 3))}
    if not dice.rarely(2):
        return year
    for counter, full in HABITS[scheme].counters:
        if dice.rarely(2):
            nearly = full - dice.amount((ZERO, Decimal(100)), 3000)
            year[counter] = text(nearly if dice.rarely(2) else dice.part_of(full))
    if scheme in _ACCUMULATING:
        key, points = "compliant_self_pay", breaks.BURDEN.get(scheme, (Decimal(12000), Decimal(100000)))
        if scheme == "employee-large-claims-40k":
            key, points = "above_ceiling", breaks.ABOVE_CEILING
        burden = dice.amount(points, 150000)
        year[key] = text(burden)
        owed = getattr(scheme_file(scheme), "due", None)
        if owed and scheme != "wujiang-cii" and not dice.rarely(6):
            year["serious_illness_paid"] = text(owed(burden))  # otherwise the case says that nothing was paid
        elif scheme == "wujiang-cii" and dice.rarely(2):
            year["serious_illness_paid"] = text(burden * Decimal("0.60"))
    return year


def bill_and_sheet(dice: Dice, scheme: str, kind: str) -> tuple[dict, dict]:
    """A bill, and what of it a sheet reports as settled."""
    habit, reported = HABITS[scheme], {}
    if habit.reports_basic:
        own = dice.amount(breaks.BURDEN[scheme], 150000)
        settled = dice.pick((ZERO, dice.spread(50000)))
        in_scope = own + settled
        if not dice.rarely(12):
            reported["basic"] = text(settled)
    else:
        in_scope = dice.amount(breaks.IN_SCOPE[scheme], 400000)
        if dice.rarely(12):
            reported["basic"] = text(dice.part_of(in_scope))
    bill: dict = {}
    if scheme == "employee-large-claims-40k":
        above = dice.amount(breaks.ABOVE_CEILING, 100000)
        in_scope += above
        bill["above_ceiling"] = text(above)
    elif scheme == "wujiang-cii":
        above = dice.pick((ZERO, ZERO, dice.spread(20000)))
        in_scope += above
        bill["above_ceiling"] = text(above)
    if scheme == "guanxian-2018":
        bill["essential_drugs"] = text(dice.part_of(in_scope))
    way = dice.pick(("total",) * 9 + ("in_scope", "borne"))
    if way == "borne" and "serious_illness" in layers(scheme) and "above_ceiling" not in bill:
        bill.pop("essential_drugs", None)
        return {**bill, "borne": text(in_scope)}, {}
    if way == "in_scope":
        return {**bill, "in_scope": text(in_scope)}, reported
    outside = {"self_funded": ZERO, "over_limit": ZERO, "first_pay": ZERO}
    for name in outside:
        if dice.rarely(3):
            outside[name] = dice.spread(20000)
    if scheme == "wujiang-cii" and kind == "inpatient" and dice.rarely(4):
        outside["self_funded"] = dice.amount(breaks.SELF_FUNDED, 40000)
    bill |= {"total": text(in_scope + sum(outside.values())), **{name: text(part) for name, part in outside.items()}}
    for layer in ("serious_illness", "assistance", "supplement"):
        taken = sum((Decimal(paid) for paid in reported.values()), ZERO)
        if layer in layers(scheme) and dice.rarely(10):
            reported[layer] = text(dice.part_of(max(in_scope - taken, ZERO)))
    return bill, reported


def layers(scheme: str) -> tuple[str, ...]:
    """Layers that a sheet of the scheme may name."""
    return {
        "chongqing-2013": ("basic",),
        "beijing-1995": ("basic",),
        "wujiang-cii": ("basic", "serious_illness", "assistance"),
        "guiyang-county-2018": ("basic", "serious_illness", "assistance", "supplement"),
    }.get(scheme, ("basic", "serious_illness"))


def visit_on(dice: Dice, scheme: str, on: date) -> dict:
    """One visit of that day."""
    habit = HABITS[scheme]
    kind = dice.pick(habit.kinds)
    ordinary = not dice.rarely(2)
    visit: dict = {
        "kind": kind,
        "on": on.isoformat(),
        "facility_level": dice.pick(habit.levels),
        "place": "county" if ordinary else dice.pick(PLACES),
        "referral": "not_needed" if ordinary else dice.pick(REFERRALS),
        "designated": ordinary or not dice.rarely(4),
        "cause": "illness" if ordinary else dice.pick(_LIKELY_CAUSES),
        "conditions": conditions_of(dice, kind),
    }
    visit["bill"], visit["reported"] = bill_and_sheet(dice, scheme, kind)
    ends = on
    if dice.rarely(3):
        ends = min(on + timedelta(days=dice.between(0, 20)), date(on.year, 3 if on.month < 4 else 12, 31))
        visit["discharged_on"] = ends.isoformat()
    if scheme == "beijing-1995" and not dice.rarely(3):
        visit["claimed_on"] = (ends + timedelta(days=dice.pick((0, 30, 59, 60, 61)))).isoformat()
    if not visit["reported"].get("basic") and "borne" not in visit["bill"]:
        asked = scheme == "guiyang-county-2018" or (scheme == "guanxian-2018" and visit["place"] == "outside")
        if asked and dice.rarely(2):
            visit["stated_rate"] = dice.pick(("0.55", "0.6", "0.95", "1", "0.4567"))
    return visit


def conditions_of(dice: Dice, kind: str) -> list[str]:
    """Diseases: where they decide, one or a few; elsewhere mostly none."""
    if kind in ("chronic", "major_outpatient"):
        return dice.some(CONDITIONS, 3) if dice.rarely(3) else [dice.pick(CONDITIONS)]
    return dice.some(CONDITIONS, 2) if dice.rarely(4) else dice.pick(([], ["child_major_disease"]))


def day_of(dice: Dice, scheme: str, several_years: bool) -> date:
    """Any day of the scheme's period, its edges among them."""
    habit = HABITS[scheme]
    last = habit.last_day.replace(year=habit.last_day.year + 2) if several_years else habit.last_day
    edges = [habit.first_day, date(2013, 2, 28), date(2013, 3, 1), habit.last_day]
    any_day = habit.first_day + timedelta(days=dice.between(0, (last - habit.first_day).days))
    return dice.pick([edge for edge in edges if habit.first_day <= edge <= last]) if dice.rarely(4) else any_day


NUMBERS = st.integers(0, 2**32 - 1)
_DAYS = st.lists(NUMBERS, min_size=1, max_size=3)
_VISITS = {most: st.lists(NUMBERS, min_size=1, max_size=most) for most in range(1, 6)}


@st.composite
def cases(draw: st.DrawFn, scheme: str, most_visits: int = 4, several_years: bool = False) -> dict:
    """A case of the contract with nothing left unknown. Visits often share a day."""
    days = [day_of(Dice(number), scheme, several_years) for number in draw(_DAYS)]
    numbers = draw(_VISITS[most_visits])
    listed = [visit_on(Dice(number), scheme, days[place % len(days)]) for place, number in enumerate(numbers)]
    first = min(date.fromisoformat(visit["on"]) for visit in listed)
    return {
        "scheme": scheme,
        "person": person(Dice(draw(NUMBERS)), scheme, first),
        "year_to_date": year_so_far(Dice(draw(NUMBERS)), scheme),
        "visits": listed,
    }
