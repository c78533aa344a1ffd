"""Random cases of the present-day schemes whose facts are all known, crowded round the points where a payout bends.

Each part is thrown from a number of its own, as in `strategies`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import strategies as st

from tests.oracle import anhui, chongqing_2025, hangzhou_2023, henan, hunan_2023, liaocheng, nanchang_2022, xian_2023
from tests.oracle.present_day import Table
from tests.oracle.sheet import FEN, ZERO, in_order
from tests.oracle.strategies import CAUSES, LEVELS, NUMBERS, PLACES, REFERRALS, Dice, text

AGES = ("adult", "child_student", "newborn", "elderly")
GROUPS = (
    [],
    [],
    ["subsistence"],
    ["destitute", "severe_disability"],
    ["relapsed_poor"],
    ["low_income"],
    ["registered_poor"],
)
_OUTSIDE_THE_LIST = ("self_funded", "over_limit", "first_pay")


@dataclass(frozen=True)
class Ways:
    """What cases of a scheme look like. `points`: in-scope amounts at which what is paid bends."""

    points: tuple[Decimal, ...]
    kinds: tuple[str, ...] = ("inpatient",) * 6 + ("outpatient", "maternity")
    classes: tuple[tuple[str, str], ...] = ()  # the level, and a class that hospitals of it may be of
    first_day: date = date(2025, 1, 1)
    last_day: date = date(2026, 11, 30)
    counters: tuple[tuple[str, int], ...] = ()  # of the year so far, with the ceiling that each may have used up
    tiers: tuple[str, ...] = ()
    signed: bool = False  # whether a family doctor matters
    burden: bool = False  # whether serious illness adds up the year
    borne: bool = True  # whether a case may say only what was borne after the basic layer


def _bends(rows: Table, cap: Decimal | None = None) -> set[Decimal]:
    """Whole and half deductibles, and the bills that reach a ceiling."""
    found = {share for deductible, _ in rows.values() for share in (deductible, deductible / 2)}
    return found | ({cap / rate + deductible for deductible, rate in rows.values()} if cap else set())


def _points(*found: set[Decimal]) -> tuple[Decimal, ...]:
    return tuple(sorted(point.quantize(FEN, ROUND_HALF_UP) for point in set().union(*found)))


def _yuan(*amounts: int) -> set[Decimal]:
    return {Decimal(amount) for amount in amounts}


def _fills(ceiling: int, points: int) -> set[Decimal]:
    """The bill that reaches a ceiling at a rate."""
    return {Decimal(ceiling * 100) / points}


_EDGES = {edge for slices in henan.STAYS.values() for low, high, _ in slices for edge in (low, high) if edge}
# The ceiling is full (400,000 - 53,400) / 0.70 above 100,000, or (400,000 - 60,000) / 0.70 above 111,000.
_HENAN_BURDEN = _yuan(5500, 11000, 100000, 105500, 111000, 595143, 596715)
_SERIOUS = (("serious_illness_paid", 400000),)
_GRADE_1 = (("primary", "grade_1"),)
_MEDICINE = ("inpatient", "inpatient", "chronic", "outpatient", "maternity")
WAYS = {
    "hunan-2023": Ways(
        # 360 and 600 of medicine at 70%; edges of serious illness for a burden that is told; the year's deductibles.
        _points(
            _bends(hunan_2023.TABLE, hunan_2023.CAP),
            _fills(360, 70) | _fills(600, 70),
            _yuan(3000, 8000, 16000, 46000, 96000, 166000),
        ),
        kinds=("inpatient",) * 6 + _MEDICINE,
        classes=_GRADE_1,
        first_day=date(2023, 1, 1),
        counters=(("basic_paid", 150000), ("deductible_paid", 3000), ("chronic_paid", 360), ("chronic_paid", 600)),
        burden=True,
    ),
    "chongqing-2025": Ways(
        _points(*(_bends(chongqing_2025.TIERS[tier], chongqing_2025.CAP[tier]) for tier in ("1", "2"))),
        counters=(("basic_paid", 80000), ("basic_paid", 120000)),
        tiers=("1", "2"),
        burden=True,
    ),
    "liaocheng-2022": Ways(
        _points(_bends(liaocheng.TABLES["liaocheng-2022"], Decimal(120000))),
        classes=_GRADE_1,
        first_day=date(2022, 1, 1),
        last_day=date(2024, 12, 31),
        counters=(("basic_paid", 120000),),
        borne=False,
    ),
    "liaocheng-2025": Ways(_points(_bends(liaocheng.TABLES["liaocheng-2025"])), classes=_GRADE_1, borne=False),
    "hangzhou-2023": Ways(
        _points(_bends(hangzhou_2023.TABLE, hangzhou_2023.CAP)),
        kinds=("inpatient", "outpatient") * 4 + ("chronic",),
        classes=_GRADE_1,
        counters=(("basic_paid", 300000), ("deductible_paid", 300)),
        tiers=("1", "2"),
        signed=True,
        borne=False,
    ),
    "luoyang-2024": Ways(
        _points(_EDGES, _yuan(2050, 11000, 30000, 350000)),
        classes=(
            ("secondary", "city_secondary"),
            ("secondary", "provincial_secondary"),
            ("top", "provincial_secondary"),
        ),
        counters=_SERIOUS,
        burden=True,
    ),
    "bengbu-2023": Ways(_points(_bends(anhui.TABLES["bengbu-2023"]), _yuan(2000, 2500)), borne=False),
    "suzhou-anhui-2023": Ways(_points(_bends(anhui.TABLES["suzhou-anhui-2023"])), borne=False),
    "xian-2023": Ways(
        _points(_bends(xian_2023.TABLE, xian_2023.CAP), _fills(200, 70) | _fills(200, 60)),
        kinds=("inpatient",) * 3 + ("outpatient", "chronic"),
        counters=(("basic_paid", 200000), ("outpatient_paid", 200)),
        borne=False,
    ),
    "nanchang-2022": Ways(
        # 400 and 500 of medicine at 60% and 50%; 400 and 600 of deductible behind shares of 10% and 20%.
        _points(
            _bends(nanchang_2022.TABLE, nanchang_2022.CAP),
            _fills(400, 60) | _fills(500, 60) | _fills(400, 50) | _fills(500, 50),
            _fills(400, 90) | _fills(600, 90) | _fills(400, 80) | _fills(600, 80),
        ),
        kinds=("inpatient",) * 4 + ("outpatient", "chronic"),
        counters=(("basic_paid", 100000), ("chronic_paid", 400), ("chronic_paid", 500)),
        signed=True,
        burden=True,
    ),
    "taian-2023": Ways(_points(_yuan(7000, 14000, 100000, 200000, 300000, 584533)), counters=_SERIOUS, burden=True),
    "henan-serious-illness": Ways(_points(_HENAN_BURDEN), counters=_SERIOUS, burden=True),
    "zhoukou": Ways(_points(_HENAN_BURDEN), first_day=date(2022, 5, 1), counters=_SERIOUS, burden=True),
    "xianyang-2025": Ways(_points(_yuan(5000, 7500, 15000)), counters=_SERIOUS, burden=True),
}
# Nothing of the basic layer is held: a sheet says what it paid.
ONLY_SERIOUS = ("taian-2023", "henan-serious-illness", "zhoukou", "xianyang-2025")


def person(dice: Dice, scheme: str) -> dict:
    """Everything of a person that these schemes ask for."""
    ways = WAYS[scheme]
    who: dict = {
        "categories": list(dice.pick(GROUPS)),
        "age_group": dice.pick(AGES),
        "continuous_enrolment": True,
        "covered_through_mother": False,
        "local_household": True,
    }
    if ways.tiers:
        who["enrolment_tier"] = dice.pick(ways.tiers)
    if ways.signed:
        who["family_doctor"] = dice.rarely(2)
    if dice.rarely(15):
        who["insurance"] = "employee"
    return who


def year_so_far(dice: Dice, scheme: str) -> dict:
    """The year before the first visit; with stays in it, each visit of the case says what came before at its level."""
    ways = WAYS[scheme]
    year: dict = {"inpatient_stays": dice.pick((0, 0, 1, 2, 3))}
    for counter, full in ways.counters:
        if dice.rarely(4):
            nearly = Decimal(full) - dice.amount((ZERO, Decimal(100)), 3000)
            year[counter] = text(nearly if dice.rarely(2) else dice.part_of(Decimal(full)))
            if counter in ("basic_paid", "deductible_paid"):
                year["inpatient_stays"] = max(year["inpatient_stays"], 1)
    if ways.burden and dice.rarely(3):
        year["compliant_self_pay"] = text(dice.amount(ways.points, 150000))
    return year


def bill(dice: Dice, scheme: str) -> tuple[dict, dict]:
    """A bill, and what of it a sheet reports as settled."""
    ways, reported = WAYS[scheme], {}
    in_scope = dice.amount(ways.points, 400000)
    if scheme in ONLY_SERIOUS and not dice.rarely(8):
        settled = dice.pick((ZERO, dice.spread(100000)))
        in_scope += settled
        reported["basic"] = text(settled)
    elif dice.rarely(10):
        reported["basic"] = text(dice.part_of(in_scope))
    way = dice.pick(("total",) * 8 + ("in_scope", "borne"))
    if way == "borne" and ways.borne:
        return {"borne": text(in_scope)}, {}
    if way == "in_scope":
        return {"in_scope": text(in_scope)}, reported
    outside = {name: dice.spread(20000) if dice.rarely(4) else ZERO for name in _OUTSIDE_THE_LIST}
    if ways.burden and dice.rarely(12):
        left = in_scope - Decimal(reported.get("basic", "0"))
        reported["serious_illness"] = text(dice.part_of(left))
    total = {"total": text(in_scope + sum(outside.values())), **{name: text(part) for name, part in outside.items()}}
    return total, reported


def conditions(dice: Dice, kind: str) -> list[str]:
    """Mostly one of the two diseases that have outpatient medicine."""
    if kind != "chronic":
        return []
    return list(dice.pick((["hypertension"], ["diabetes"], ["hypertension", "diabetes"], ["dialysis"], [])))


def visit(dice: Dice, scheme: str, on: date) -> dict:
    """One visit of that day, every fact told."""
    ways, kind = WAYS[scheme], dice.pick(WAYS[scheme].kinds)
    level = dice.pick(LEVELS)
    # Hangzhou's table says that it is the city's; elsewhere where outpatient care is had is not said, and not asked.
    at_home = not dice.rarely(4) or (kind != "inpatient" and scheme != "hangzhou-2023")
    told: dict = {
        "kind": kind,
        "on": on.isoformat(),
        "facility_level": level,
        "facility_class": "ordinary",
        "place": dice.pick(("county", "city")) if at_home else "outside",
        "within_province": at_home or dice.rarely(2),
        "referral": "not_needed" if at_home else dice.pick(REFERRALS),
        "designated": True,
        "cause": dice.pick(CAUSES) if dice.rarely(6) else "illness",
        "conditions": conditions(dice, kind),
    }
    told["bill"], told["reported"] = bill(dice, scheme)
    classes = [name for where, name in ways.classes if where == level]
    if classes and dice.rarely(2):
        told["facility_class"] = dice.pick(classes)
    if not ways.classes:
        del told["facility_class"]
    if dice.rarely(4):
        told["discharged_on"] = min(on + timedelta(days=dice.between(0, 40)), ways.last_day).isoformat()
    if not told["reported"].get("basic") and "borne" not in told["bill"] and dice.rarely(2):
        told["stated_rate"] = dice.pick(("0.45", "0.6", "0.4567"))  # what only Bengbu's rule asks a sheet for
    return told


def day_of(dice: Dice, scheme: str) -> date:
    """Mostly of one year, so that visits meet what was paid before."""
    ways = WAYS[scheme]
    last = (ways.last_day - ways.first_day).days
    return ways.first_day + timedelta(days=dice.between(0, last if dice.rarely(4) else min(last, 200)))


def with_levels_before(dice: Dice, case: dict) -> dict:
    """In the year of which the case tells only how many stays came before, each visit says if one was at its level."""
    stays, sheets = case["year_to_date"]["inpatient_stays"], in_order(case)
    if not stays:
        return case
    seen = set(dice.some(LEVELS, 2)) or {dice.pick(LEVELS)}
    for sheet in sheets:
        if sheet.discharged.year == sheets[0].discharged.year:
            case["visits"][sheet.place_in_list]["same_level_before"] = sheet.told_level in seen
            if sheet.kind == "inpatient":
                seen.add(sheet.told_level)
    return case


_NUMBERS = {most: st.lists(NUMBERS, min_size=1, max_size=most) for most in (1, 2, 4)}


@st.composite
def present_day_cases(draw: st.DrawFn, scheme: str, most_visits: int = 4) -> dict:
    """A case of the contract with nothing left unknown. Visits may share a day."""
    days = [day_of(Dice(number), scheme) for number in draw(_NUMBERS[2])]
    numbers = draw(_NUMBERS[most_visits])
    listed = [visit(Dice(number), scheme, days[place % len(days)]) for place, number in enumerate(numbers)]
    dice = Dice(draw(NUMBERS))
    case = {
        "scheme": scheme,
        "person": person(dice, scheme),
        "year_to_date": year_so_far(dice, scheme),
        "visits": listed,
    }
    return with_levels_before(dice, case)


def open_choices(case: dict) -> dict[str, tuple]:
    """Of a case of one visit: path of a fact with a few values -> each value that it can have."""
    told, ways = case["visits"][0], WAYS[case["scheme"]]
    found: dict[str, tuple] = {
        "person.categories": GROUPS,
        "person.age_group": AGES,
        "visits.0.facility_level": LEVELS,
        "visits.0.referral": REFERRALS,
        "visits.0.cause": CAUSES,
    }
    if ways.tiers:
        found["person.enrolment_tier"] = ways.tiers
    if ways.classes:
        found["visits.0.facility_class"] = ("ordinary", *sorted({name for _, name in ways.classes}))
    if "same_level_before" in told:
        found["visits.0.same_level_before"] = (True, False)
    if told["kind"] == "inpatient":
        found |= {"visits.0.place": PLACES, "visits.0.within_province": (True, False)}
    return found
