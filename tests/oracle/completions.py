"""What an unknown fact may turn out to be: the values that a case with gaps could still have."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from tests.oracle import scheme_file
from tests.oracle.sheet import EXCLUSIONS, ZERO, months_after, yuan
from tests.oracle.strategies import (
    AGES,
    CAUSES,
    CONDITIONS,
    HABITS,
    KINDS,
    LEVELS,
    PLACES,
    REFERRALS,
    Dice,
    text,
)

_GROUPS = ("subsistence", "destitute", "registered_poor", "low_income")
_CHOICES: dict[str, tuple] = {
    "kind": KINDS,
    "facility_level": LEVELS,
    "place": PLACES,
    "referral": REFERRALS,
    "designated": (True, False),
    "cause": CAUSES,
    "conditions": ([], *([one] for one in CONDITIONS), list(CONDITIONS)),
    "age_group": AGES,
    "categories": tuple(list(some) for size in range(3) for some in combinations(_GROUPS, size)),
    "local_household": (True, False),
    "continuous_enrolment": (True, False),
}
YEAR_AMOUNTS = (
    "basic_paid",
    "outpatient_paid",
    "chronic_paid",
    "accident_paid",
    "compliant_self_pay",
    "above_ceiling",
    "supplement_paid",
    "deductible_paid",
    "outpatient_balance",
)


def options(case: dict, path: str) -> tuple:
    """Every value of a fact that has only a few (of sets, those that any of the schemes could tell apart)."""
    name = path.rpartition(".")[2]
    if name == "enrolment_tier":
        return HABITS[case["scheme"]].tiers
    if name == "insurance":
        return HABITS[case["scheme"]].insurance
    return _CHOICES[name]


def at(case: dict, path: str) -> tuple[dict, str]:
    """The object of a case that holds the fact, and its key there."""
    *above, name = path.split(".")
    here: dict | list = case
    for step in above:
        here = here[int(step)] if isinstance(here, list) else here[step]
    assert isinstance(here, dict)
    return here, name


def with_fact(case: dict, path: str, value: object) -> dict:
    """The same case with one fact set (None: unknown)."""
    changed = deepcopy(case)
    holder, name = at(changed, path)
    holder[name] = deepcopy(value)
    return changed


def known(case: dict, path: str) -> object:
    """The fact, or None."""
    holder, name = at(case, path)
    return holder.get(name)


def few_valued(case: dict) -> list[str]:
    """Paths of the facts of a case that have a few values each and are known."""
    person = ["person.categories", "person.local_household"]
    if not case["person"].get("covered_through_mother"):  # who rides on its mother is a newborn
        person.append("person.age_group")
    if case["person"].get("enrolled_on"):
        person.append("person.continuous_enrolment")  # without a date of payment it says more than its own value
    if len(HABITS[case["scheme"]].tiers) > 1:
        person.append("person.enrolment_tier")
    if case["scheme"] == "wujiang-cii":
        person.append("person.insurance")
    names = ("kind", "facility_level", "place", "referral", "designated", "cause", "conditions")
    return person + [f"visits.{number}.{name}" for number in range(len(case["visits"])) for name in names]


def amounts(case: dict) -> list[str]:
    """Paths of the amounts of a case that may be unknown."""
    found = [f"year_to_date.{name}" for name in YEAR_AMOUNTS if name in case["year_to_date"]]
    found += ["year_to_date.inpatient_stays"]
    for number, visit in enumerate(case["visits"]):
        names = [*EXCLUSIONS, "essential_drugs", "above_ceiling"]
        found += [f"visits.{number}.bill.{name}" for name in names if name in visit["bill"]]
    return found


def completed(dice: Dice, case: dict, paths: list[str]) -> dict:
    """The case with the unknown facts at these paths filled in some feasible way."""
    whole = deepcopy(case)
    if whole.get("year_to_date") is None:
        whole["year_to_date"] = {}
        paths = [*paths, "year_to_date.inpatient_stays", *(f"year_to_date.{name}" for name in YEAR_AMOUNTS)]
    for path in paths:
        if path == "year_to_date":
            continue
        holder, name = at(whole, path)
        if name in EXCLUSIONS:
            others = sum((yuan(holder.get(other)) for other in EXCLUSIONS if other != name), ZERO)
            holder[name] = text(dice.part_of(yuan(holder["total"]) - others))
        elif name in ("essential_drugs", "above_ceiling") and "bill" in path:
            holder[name] = None  # a part of what is in scope: filled once that is known
        elif name == "inpatient_stays":
            holder[name] = dice.between(0, 4)
        elif name in YEAR_AMOUNTS:
            holder[name] = text(dice.amount((ZERO, *_edges(case["scheme"])), 200000))
        else:
            holder[name] = deepcopy(dice.pick(options(case, path)))
    for visit in whole["visits"]:
        bill = visit["bill"]
        scope = yuan(bill.get("total", bill.get("in_scope"))) - sum((yuan(bill.get(name)) for name in EXCLUSIONS), ZERO)
        for name in ("essential_drugs", "above_ceiling"):
            if name in bill and bill[name] is None:
                bill[name] = text(dice.part_of(scope))
    year = whole["year_to_date"]
    for_stays = ("basic_paid", "accident_paid")
    if "year_to_date.inpatient_stays" in paths and any(
        yuan(year.get(name)) for name in for_stays if f"year_to_date.{name}" not in paths
    ):
        year["inpatient_stays"] = max(year["inpatient_stays"], 1)
    if not year.get("inpatient_stays"):  # no stays before: nothing was paid for stays
        year |= {name: "0" for name in for_stays if f"year_to_date.{name}" in paths}
    return whole


def with_days(dice: Dice, case: dict, blurred: dict[str, str]) -> dict:
    """The case with a whole day for each date of which only a part is told (or nothing: ""), none before the birth."""
    whole = deepcopy(case)
    born = None
    for path in sorted(blurred, key=lambda path: not path.endswith("born_on")):
        holder, name = at(whole, path)
        first, last = days_of(case["scheme"], blurred[path])
        first = max(first, born) if born and born <= last else first
        found = first + timedelta(days=dice.between(0, (last - first).days))
        born = found if name == "born_on" else born
        holder[name] = found.isoformat()
    return whole


def days_of(scheme: str, part: str) -> tuple[date, date]:
    """First and last day of a year, a month, or of anything that matters to the scheme."""
    if not part:
        start = HABITS[scheme].window_end or HABITS[scheme].first_day
        return start - timedelta(days=60), start + timedelta(days=420)
    if len(part) == 4:
        return date(int(part), 1, 1), date(int(part), 12, 31)
    first = date.fromisoformat(f"{part}-01")
    return first, months_after(first, 1) - timedelta(days=1)


def _edges(scheme: str) -> list[Decimal]:
    return [full for _, full in HABITS[scheme].counters] + [Decimal(7000), Decimal(12000), Decimal(40000)]


def serious_illness_follows(case: dict, readings: dict[str, str]) -> dict:
    """The case with what serious illness paid before worked out from the burden so far, where it was unknown."""
    year = case["year_to_date"]
    owed = getattr(scheme_file(case["scheme"]), "due", None)
    if owed is None or case["scheme"] == "wujiang-cii":
        return case
    burden = "above_ceiling" if case["scheme"] == "employee-large-claims-40k" else "compliant_self_pay"
    paid = text(owed(yuan(year.get(burden)), readings))
    return {**case, "year_to_date": {**year, "serious_illness_paid": paid}}
