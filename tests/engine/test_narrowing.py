"""What an answer does to the range, worked by hand: the stay of 80,000 with 5,000 self-funded of `test_bounds`."""

from typing import Any

from engine.case import parse_case
from engine.compiled import compile_scheme
from engine.content import library
from engine.known import known_case
from engine.narrowing import Spread, spread
from engine.usual import usual_values
from tests.engine.one_stay import NOTHING_OUTSIDE, case, stay

ALL = (5757500, 5757500)
NOTHING = (0, 0)


def spread_of(given: dict[str, Any], held: frozenset[str] = frozenset()) -> Spread:
    """The range of a case with its answers."""
    scheme = library().scheme(given["scheme"])
    compiled = compile_scheme(scheme)
    return spread(compiled, known_case(parse_case(given), compiled), usual_values(scheme, library()), held)


def one(**facts: Any) -> dict[str, Any]:
    """The stay with these facts; None: unknown."""
    return stay(self_funded="5000", **facts)


def test_nothing_is_unknown() -> None:
    found = spread_of(case())
    assert (found.bounds.low, found.bounds.high, found.paths()) == (*ALL, [])
    assert found.given({"visits.0.facility_level": "primary"}) == ALL
    assert found.answers("visits.0.facility_level") == {}
    assert not found.matters("visits.0.facility_level")


def test_the_level_of_the_hospital() -> None:
    # Township without essential medicines 61,420, with nothing else 67,320; county 57,575; tertiary 53,730.
    found = spread_of(case(one(facility_level=None)))
    township, tertiary = (6142000, 6732000), (5373000, 5373000)
    assert found.answers("visits.0.facility_level") == {
        "village": township,
        "primary": township,
        "secondary": ALL,
        "tertiary": tertiary,
        "top": tertiary,
    }
    # Essential medicines count in a township hospital only: what they are changes the range, not beside "secondary".
    drugs = "visits.0.bill.essential_drugs"
    assert found.answers(drugs) == {"0.00": (5373000, 6142000), "75000.00": (5373000, 6732000)}
    assert found.given({"visits.0.facility_level": "secondary", drugs: "75000"}) == ALL
    assert found.given({"visits.0.facility_level": "village", drugs: "0"}) == (6142000, 6142000)
    assert found.matters("visits.0.facility_level")
    assert found.matters(drugs)


def test_causes_route_and_exclude() -> None:
    # Accident: 74,500 × 50% and (37,750 - 12,000) × 50%: 50,125; nothing where somebody is liable.
    found = spread_of(case(one(cause=None)))
    assert found.answers("visits.0.cause") == {
        "illness": ALL,
        "accident": (5012500, 5012500),
        "accident_liable": NOTHING,
        "excluded": NOTHING,
    }
    assert found.given({"visits.0.cause": "no such cause"}) is None


def test_facts_that_exclude_only_together() -> None:
    # Not designated is paid only in an emergency, or where a referral was filed.
    found = spread_of(case(one(designated=None, referral=None)))
    assert set(found.paths()) == {"visits.0.designated", "visits.0.referral"}
    assert found.answers("visits.0.designated") == {"false": (0, ALL[1]), "true": ALL}
    assert found.answers("visits.0.referral")["emergency"] == ALL
    assert found.answers("visits.0.referral")["none"] == (0, ALL[1])
    assert found.given({"visits.0.designated": "false", "visits.0.referral": "none"}) == NOTHING
    assert found.given({"visits.0.designated": "false", "visits.0.referral": "emergency"}) == ALL


def test_parts_of_the_split() -> None:
    # Nothing outside: 61,825. All outside: nothing.
    found = spread_of(case(stay(bill={"total": "80000"})))
    most, names = 6182500, [f"visits.0.bill.{name}" for name in NOTHING_OUTSIDE]
    for path in names:
        assert found.answers(path) == {"0.00": (0, most), "80000.00": NOTHING}
    assert found.given(dict.fromkeys(names[:2], "0")) == (0, most)
    assert found.given(dict.fromkeys(names, "0")) == (most, most)
    assert found.given({names[0]: "50000", names[1]: "30000"}) == NOTHING
    assert found.given({names[0]: "50000", names[1]: "30000.01"}) is None  # more than the bill
    assert found.given({names[0]: "5000"}) == (0, most)  # between what was tried: it counts as unknown


def test_the_year_so_far() -> None:
    # First stay 57,575; third: 52,500 and (22,500 - 12,000) × 50% = 5,250, together 57,750.
    found = spread_of(case(year_to_date={"inpatient_stays": None}))
    stays = found.answers("year_to_date.inpatient_stays")
    assert (stays["0"], stays["2"]) == (ALL, (5775000, 5775000))
    assert found.given({"year_to_date.inpatient_stays": "9"}) == stays["2"]
    # The cap of 120,000 is used up: serious illness alone, of 75,000: 31,500. Without a stay nothing was paid for one.
    found = spread_of(case(year_to_date={"inpatient_stays": None, "basic_paid": None}))
    paid = found.answers("year_to_date.basic_paid")
    assert paid["120000.00"] == (3150000, 3150000)
    assert paid["0.00"] == (ALL[0], 5775000)
    assert found.given({"year_to_date.inpatient_stays": "0", "year_to_date.basic_paid": "120000"}) is None


def test_the_burden_so_far() -> None:
    # None yet: 57,575. Above every band serious illness has paid its 300,000: 52,150 remain.
    found = spread_of(case(year_to_date={"compliant_self_pay": None, "serious_illness_paid": None}))
    path = "year_to_date.compliant_self_pay"
    sums = found.answers(path)
    assert sums["0.00"] == ALL
    assert sums["9999999900.00"] == (5215000, 5215000)
    assert found.matters(path)
    assert found.given({path: "20000"}) == (found.bounds.low, found.bounds.high)  # was not tried: as if unknown


def test_payment_in_the_window_settles_cover() -> None:
    found = spread_of(case(person={"continuous_enrolment": None}))
    assert (found.bounds.low, found.bounds.high) == (0, ALL[1])
    assert {"person.enrolled_on", "person.continuous_enrolment"} <= set(found.paths())
    assert found.answers("person.continuous_enrolment") == {"false": (0, ALL[1]), "true": ALL}
    # Paid in 2018, covered from the same day three months later; the stay begins on 5 March.
    days = found.answers("person.enrolled_on")
    assert days["2017-12-31"] == ALL
    assert {days[day] for day in days if day > "2018"} == {NOTHING}
    assert found.given({"person.enrolled_on": "2017-11-20"}) == ALL
    assert found.given({"person.enrolled_on": "2018-01-01"}) == NOTHING
    assert found.matters("person.enrolled_on")


def test_a_day_of_which_the_month_is_known() -> None:
    found = spread_of(case(one(on="2018-05"), person={"enrolled_on": "2018-02-10"}))  # covered from 10 May
    days = found.answers("visits.0.on")
    assert (days["2018-05-01"], days["2018-05-31"]) == (NOTHING, ALL)
    assert found.given({"visits.0.on": "2018-05-09"}) == NOTHING
    assert found.given({"visits.0.on": "2018-05-10"}) == ALL
    assert found.given({"visits.0.on": "2018-06-01"}) is None  # another month


def test_between_its_ends_an_amount_can_tell() -> None:
    # 100 million: with nothing outside both layers pay up to their caps in any hospital, with all outside nothing;
    # with 99,920,000 outside the level decides as it does on 80,000.
    found = spread_of(case(stay(facility_level=None, bill={"total": "100000000", "essential_drugs": "0"})))
    levels = found.answers("visits.0.facility_level")
    assert len(set(levels.values())) == 1
    assert found.matters("visits.0.facility_level")


def test_what_cannot_change_the_answer() -> None:
    # 150 is below every deductible.
    found = spread_of(case(stay("150", facility_level=None)))
    assert (found.bounds.low, found.bounds.high) == NOTHING
    assert not found.matters("visits.0.facility_level")
    assert not found.matters("person.categories")  # the scheme does not read it


def test_what_is_held_is_not_asked() -> None:
    found = spread_of(case(one(cause=None, facility_level=None)), held=frozenset({"cause"}))
    assert "visits.0.cause" not in found.paths()
    assert found.given({"visits.0.cause": "excluded", "visits.0.facility_level": "secondary"}) == ALL


def test_too_many_ways() -> None:
    bare = {"kind": "inpatient", "on": "2018-03-05", "bill": {"total": "1000"}}
    found = spread_of({"scheme": "guanxian-2018", "visits": [bare] * 12})
    assert found.bounds.outer
    assert "visits.11.cause" in found.paths()
    assert found.answers("visits.0.cause") == {}
    assert found.matters("visits.0.cause")
    assert found.given({"visits.0.cause": "excluded"}) == (found.bounds.low, found.bounds.high)


def test_a_person_of_several_visits() -> None:
    # Two accidents of 10,000. Adults: 9,500 × 50% and, the deductible halved, 9,750 × 50%: 9,625 and a burden
    # below 12,000. Pupils may be spared the deductible (a reading): 5,000 twice.
    visits = [stay("10000", cause="accident"), stay("10000", cause="accident")]
    found = spread_of(case(*visits, person={"age_group": None}))
    ages = found.answers("person.age_group")
    assert (ages["adult"], ages["elderly"]) == ((962500, 962500), (962500, 962500))
    assert ages["child_student"] == (962500, 1000000)
