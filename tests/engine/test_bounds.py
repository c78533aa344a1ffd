"""The guaranteed range, worked by hand: what each unknown fact can do to a stay of 80,000 with 5,000 self-funded.

Known in full it is paid 57,575: basic (75,000 - 500) × 70% = 52,150, serious illness (22,850 - 12,000) × 50% = 5,425.
"""

from typing import Any

import pytest

from engine.estimate import estimate
from engine.money import parse_yuan
from tests.engine.one_stay import NOTHING_OUTSIDE, case, codes, stay

Json = dict[str, Any]
ALL = "57575.00"


def ranged(answer: Json) -> tuple[str, str | None]:
    return answer["bounds"]["low"], answer["bounds"]["high"]


def one(**facts: Any) -> Json:
    """The stay of 80,000 with these facts; None: unknown."""
    return stay(self_funded="5000", **facts)


# ---- the year so far


def test_a_year_of_which_nothing_is_said() -> None:
    # Least: both caps are used up, nothing is paid.
    # Most: a third stay without deductible, 75,000 × 70% = 52,500, and a burden so far in the band of 65%:
    # 22,500 × 65% = 14,625; together 67,125.
    answer = estimate(case(year_to_date=None))
    assert ranged(answer) == ("0.00", "67125.00")
    assert answer["paid"] == ALL  # as if this were the first bill of the year
    assert (answer["exact"], "assumed" in codes(answer)) == (False, True)
    assert "year_to_date.inpatient_stays" in answer["unknown"]
    assert "year_to_date.basic_paid" in answer["unknown"]


def test_a_year_in_which_nothing_happened_is_known() -> None:
    answer = estimate(case(year_to_date={}))
    assert (ranged(answer), answer["exact"], answer["unknown"]) == ((ALL, ALL), True, [])


def test_the_number_of_stays_alone() -> None:
    # First stay 57,575; third: 52,500 and (22,500 - 12,000) × 50% = 5,250, together 57,750.
    answer = estimate(case(year_to_date={"inpatient_stays": None}))
    assert ranged(answer) == (ALL, "57750.00")
    assert answer["unknown"] == ["year_to_date.inpatient_stays"]


def test_what_basic_paid_before_alone() -> None:
    # Second stay. Least: the cap of 120,000 is used up; serious illness (75,000 - 12,000) × 50% = 31,500.
    # Most: (75,000 - 250) × 70% = 52,325 and (22,675 - 12,000) × 50% = 5,337.50.
    answer = estimate(case(year_to_date={"inpatient_stays": "1", "basic_paid": None}))
    assert ranged(answer) == ("31500.00", "57662.50")
    assert answer["unknown"] == ["year_to_date.basic_paid"]


def test_without_a_stay_before_nothing_was_paid_for_stays() -> None:
    assert ranged(estimate(case(year_to_date={"basic_paid": None}))) == (ALL, ALL)


def test_the_burden_so_far_alone() -> None:
    # Least: serious illness has reached its cap, 52,150 + 0. Most: in the band of 65%, 22,850 × 65% = 14,852.50.
    answer = estimate(case(year_to_date={"compliant_self_pay": None, "serious_illness_paid": None}))
    assert ranged(answer) == ("52150.00", "67002.50")


def test_what_serious_illness_paid_follows_from_the_burden() -> None:
    # On 20,000 it paid (20,000 - 12,000) × 50% = 4,000; on 42,850 it is 15,425; now 11,425 with basic's 52,150.
    answer = estimate(case(year_to_date={"compliant_self_pay": "20000", "serious_illness_paid": None}))
    assert ranged(answer) == ("63575.00", "63575.00")
    assert answer["paid"] == "63575.00"


def test_the_odd_fen_of_a_sum_that_is_rounded_twice() -> None:
    # 75,000.03 × 70% = 52,500.021 -> 52,500.02, borne 22,500.01; 65% of it is 14,625.0065. What is due on the sum
    # is rounded before and after this bill: the difference is 14,625.00 or 14,625.01. Together 67,125.03 at most.
    assert ranged(estimate(case(stay("75000.03"), year_to_date=None))) == ("0.00", "67125.03")


# ---- the bill


def test_a_total_of_which_the_split_is_not_known() -> None:
    # Least: all of it is outside the list. Most: none of it: 79,500 × 70% = 55,650, (24,350 - 12,000) × 50% = 6,175.
    answer = estimate(case(stay(bill={"total": "80000"})))
    assert ranged(answer) == ("0.00", "61825.00")
    assert answer["paid"] == "61825.00"
    assert set(answer["unknown"]) == {f"visits.0.bill.{name}" for name in NOTHING_OUTSIDE}


def test_one_part_of_the_split_is_known() -> None:
    # Least: the other 75,000 are above price limits. Most: nothing else is outside.
    answer = estimate(case(stay(bill={"total": "80000", "self_funded": "5000"})))
    assert ranged(answer) == ("0.00", ALL)
    assert set(answer["unknown"]) == {"visits.0.bill.over_limit", "visits.0.bill.first_pay"}


def test_essential_medicines_in_a_township_hospital() -> None:
    # None: (75,000 - 200) × 80% = 59,840, (15,160 - 12,000) × 50% = 1,580; all: 74,800 × 90% = 67,320, borne 7,680.
    answer = estimate(case(one(facility_level="primary")))
    assert ranged(answer) == ("61420.00", "67320.00")
    assert answer["unknown"] == ["visits.0.bill.essential_drugs"]


def test_a_reading_opens_the_range_without_a_fact_being_unknown() -> None:
    # Essential medicines bear the 200: 3,800 × 90% + 6,000 × 80% = 8,220; the rest: 3,600 + 5,800 × 80% = 8,240.
    township = stay("10000", facility_level="primary")
    township["bill"]["essential_drugs"] = "4000"
    answer = estimate(case(township))
    assert (answer["paid"], ranged(answer)) == ("8220.00", ("8220.00", "8240.00"))
    assert (answer["exact"], answer["unknown"]) == (False, [])
    assert "reading" in codes(answer)


# ---- the visit


def test_the_level_of_the_hospital() -> None:
    # Township without essential medicines 61,420 (above), county 57,575,
    # tertiary (75,000 - 900) × 60% = 44,460 and (30,540 - 12,000) × 50% = 9,270: 53,730.
    bill = {"total": "80000", **NOTHING_OUTSIDE, "self_funded": "5000", "essential_drugs": "0"}
    answer = estimate(case(stay(bill=bill, facility_level=None)))
    assert ranged(answer) == ("53730.00", "61420.00")
    assert answer["unknown"] == ["visits.0.facility_level"]
    # Essential medicines matter in a township hospital only, and there up to 67,320.
    answer = estimate(case(one(facility_level=None)))
    assert ranged(answer) == ("53730.00", "67320.00")
    assert set(answer["unknown"]) == {"visits.0.facility_level", "visits.0.bill.essential_drugs"}


def test_the_cause() -> None:
    # Illness 57,575; accident 74,500 × 50% and (37,750 - 12,000) × 50%: 50,125; somebody liable: nothing.
    answer = estimate(case(one(cause=None)))
    assert (ranged(answer), answer["unknown"]) == (("0.00", ALL), ["visits.0.cause"])


def test_whether_the_hospital_is_designated() -> None:
    assert ranged(estimate(case(one(designated=None)))) == ("0.00", ALL)
    assert ranged(estimate(case(one(designated=None, referral="emergency")))) == (ALL, ALL)


def test_the_place_of_which_one_rate_is_lost() -> None:
    answer = estimate(case(one(place=None)))
    assert (ranged(answer), answer["exact"]) == (("0.00", None), False)


def test_the_kind_of_visit_of_which_some_have_no_rule() -> None:
    assert ranged(estimate(case(one(kind=None)))) == ("0.00", None)


# ---- the person


def test_what_the_scheme_does_not_read_leaves_the_range_closed() -> None:
    answer = estimate(case(person={"categories": None, "local_household": None, "age_group": None}))
    assert (ranged(answer), answer["unknown"]) == ((ALL, ALL), [])


def test_the_age_after_an_accident() -> None:
    # Adults 37,250 + 12,875 = 50,125; pupils also without deductible: 37,500 and (37,500 - 12,000) × 50% = 12,750.
    answer = estimate(case(one(cause="accident"), person={"age_group": None}))
    assert (ranged(answer), answer["unknown"]) == (("50125.00", "50250.00"), ["person.age_group"])


def test_continuous_enrolment_is_a_payment_in_the_window() -> None:
    assert ranged(estimate(case(person={"enrolled_on": None}))) == (ALL, ALL)


@pytest.mark.parametrize("continuous", [None, False])
def test_without_it_a_late_payment_is_possible(continuous: bool | None) -> None:
    answer = estimate(case(person={"continuous_enrolment": continuous}))
    assert ranged(answer) == ("0.00", ALL)
    assert answer["paid"] == ALL
    assert {"person.enrolled_on", "person.continuous_enrolment"} & set(answer["unknown"])


@pytest.mark.parametrize(
    ("enrolled_on", "on", "expected"),
    [
        ("2018-02", "2018-05-15", ("0.00", ALL)),  # covered from some day between 1 and 28 May
        ("2018-02", "2018-05-28", (ALL, ALL)),
        ("2018-02", "2018-05-27", ("0.00", ALL)),
        ("2018-02", "2018-04-30", ("0.00", "0.00")),
        ("2018-02-10", "2018-05", ("0.00", ALL)),  # covered from 10 May
        ("2018-02-10", "2018-06", (ALL, ALL)),
        ("2018-02-10", "2018-04", ("0.00", "0.00")),
        ("2017", "2018-03-05", (ALL, ALL)),  # any day of 2017 is in the window
        ("2018", "2018-12-31", ("0.00", ALL)),
        ("2017-12", "2018-01", (ALL, ALL)),
    ],
)
def test_days_of_which_only_the_month_or_year_is_known(enrolled_on: str, on: str, expected: tuple[str, str]) -> None:
    answer = estimate(case(one(on=on), person={"enrolled_on": enrolled_on}))
    assert ranged(answer) == expected
    assert answer["exact"] is (expected[0] == expected[1])


# ---- very little known


def test_a_total_alone() -> None:
    answer = estimate({"scheme": "guanxian-2018", "visits": [{"bill": {"total": "80000"}}]})
    low, high = ranged(answer)
    assert low == "0.00"
    assert high is None  # what is paid outside the city, or for a delivery, our source does not say
    assert "likely" not in answer or set(answer["likely"]["given"]) <= set(answer["unknown"])


def test_the_likely_range_lies_within_the_guaranteed_one() -> None:
    answer = estimate(case(one(facility_level=None, cause=None)))
    likely = answer["likely"]
    # Illness, as most visits are: from tertiary 53,730 to a township hospital with essential medicines only, 67,320.
    assert (likely["low"], likely["high"], likely["given"]) == ("53730.00", "67320.00", ["visits.0.cause"])
    assert parse_yuan(answer["bounds"]["low"]) <= parse_yuan(likely["low"])
    assert parse_yuan(likely["high"]) <= parse_yuan(answer["bounds"]["high"])


@pytest.mark.parametrize("visits", [3, 12])
def test_too_many_ways_give_a_range_that_is_never_too_narrow(visits: int) -> None:
    bare = {"kind": "inpatient", "on": "2018-03-05", "bill": {"total": "1000"}}
    answer = estimate({"scheme": "guanxian-2018", "visits": [bare] * visits})
    assert ranged(answer) in [("0.00", f"{visits}000.00"), ("0.00", None)]
    assert answer["outer"] is True
    assert answer["exact"] is False
    assert {"visits.0.facility_level", f"visits.{visits - 1}.cause"} <= set(answer["unknown"])
