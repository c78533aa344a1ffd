"""One case to one estimate: the forms of a bill, what was settled already, and days on which nothing was in force."""

from typing import Any

import pytest

from engine.errors import CaseError, RegionError, SchemeError
from engine.estimate import estimate
from tests.engine.one_stay import case, codes, paid, stay

Json = dict[str, Any]


def test_the_family_with_eighty_thousand() -> None:
    # In scope 80,000 - 5,000 = 75,000; basic (75,000 - 500) × 70% = 52,150; borne 22,850;
    # serious illness (22,850 - 12,000) × 50% = 5,425; paid 57,575; left 80,000 - 57,575 = 22,425.
    answer = estimate(case())
    assert paid(answer) == {"basic": "52150.00", "serious_illness": "5425.00"}
    assert (answer["total"], answer["in_scope"]) == ("80000.00", "75000.00")
    assert (answer["paid"], answer["self_pay"]) == ("57575.00", "22425.00")
    assert answer["visits"] == [
        {"paid": {"basic": "52150.00", "serious_illness": "5425.00"}, "self_pay": "22425.00", "covered": True}
    ]
    assert answer["bounds"] == {"low": "57575.00", "high": "57575.00"}
    assert answer["exact"] is True
    assert (answer["unknown"], answer["assumed"]) == ([], [])
    assert (answer["in_force"], answer["computable"]) == (True, True)
    assert "likely" not in answer


def test_every_step_that_uses_a_figure_names_its_clause() -> None:
    for layer in estimate(case())["layers"]:
        for step in layer["steps"]:
            assert step["clauses"] or step["kind"] == "in_scope", step


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_amounts_are_the_same_in_every_language(lang: str) -> None:
    answer = estimate(case(), lang=lang)
    assert answer["paid"] == "57575.00"
    assert [layer["computed"] for layer in answer["layers"]] == [True, True]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(CaseError):
        estimate(case(), lang="fr")


# ---- what of the bill is known


def test_in_scope_cost_alone_leaves_nothing_outside_and_says_so() -> None:
    answer = estimate(case(stay(bill={"in_scope": "75000"})))
    assert (answer["total"], answer["paid"], answer["self_pay"]) == ("75000.00", "57575.00", "17425.00")
    assert answer["exact"] is True
    assert [fact["fact"] for fact in answer["assumed"]] == [
        "visits.0.bill.self_funded",
        "visits.0.bill.over_limit",
        "visits.0.bill.first_pay",
    ]
    assert "assumed" in codes(answer)
    assert answer["unknown"] == []


def test_what_was_borne_goes_to_the_later_layers_only() -> None:
    # (43,000 - 12,000) × 50% = 15,500
    answer = estimate(case(stay(bill={"borne": "43000"})))
    basic, serious = answer["layers"]
    assert (basic["computed"], basic["paid"], basic["steps"]) == (False, "0.00", [])
    assert basic["why"]
    assert (serious["computed"], serious["paid"]) == (True, "15500.00")
    assert (answer["total"], answer["paid"], answer["self_pay"]) == ("43000.00", "15500.00", "27500.00")
    assert answer["exact"] is True


def test_a_total_with_its_in_scope_part_needs_no_split() -> None:
    answer = estimate(case(stay(bill={"total": "80000", "in_scope": "75000"})))
    assert (answer["paid"], answer["self_pay"], answer["exact"]) == ("57575.00", "22425.00", True)


def test_a_bill_of_nothing_is_paid_nothing() -> None:
    answer = estimate(case(stay("0")))
    assert (answer["paid"], answer["self_pay"], answer["exact"]) == ("0.00", "0.00", True)


def test_the_highest_amount_that_can_be_written() -> None:
    # Basic stops at 120,000, serious illness at 300,000.
    answer = estimate(case(stay("9999999999.99")))
    assert paid(answer) == {"basic": "120000.00", "serious_illness": "300000.00"}
    assert answer["self_pay"] == "9999579999.99"
    assert "capped" in codes(answer)


# ---- what a sheet says was settled


def test_a_reported_layer_is_taken_and_the_difference_told() -> None:
    # The sheet pays 50,000; ours is 52,150. Borne 25,000: (25,000 - 12,000) × 50% = 6,500.
    answer = estimate(case(stay(self_funded="5000", reported={"basic": "50000"})))
    assert paid(answer) == {"basic": "50000.00", "serious_illness": "6500.00"}
    assert answer["layers"][0]["reported_difference"] == "-2150.00"
    assert answer["paid"] == "56500.00"


def test_a_reported_layer_that_the_scheme_does_not_have_is_part_of_the_payout() -> None:
    answer = estimate(case(stay(self_funded="5000", reported={"assistance": "10000"})))
    assert paid(answer) == {"basic": "52150.00", "serious_illness": "5425.00", "assistance": "10000.00"}
    assert (answer["paid"], answer["self_pay"]) == ("67575.00", "12425.00")


def test_a_rate_that_the_source_lacks_leaves_the_layer_open() -> None:
    answer = estimate(case(stay(self_funded="5000", place="outside", referral="filed")))
    basic, serious = answer["layers"]
    assert (basic["computed"], serious["computed"]) == (False, False)
    assert (basic["paid"], basic["base"]) == ("0.00", "75000.00")
    assert "incomplete" in codes(answer)
    assert (answer["bounds"]["high"], answer["exact"], answer["computable"]) == (None, False, False)


def test_a_rate_that_the_sheet_states_fills_it() -> None:
    # (75,000 - 500) × 55% = 40,975; borne 34,025: (34,025 - 12,000) × 50% = 11,012.50
    answer = estimate(case(stay(self_funded="5000", place="outside", referral="filed", stated_rate="0.55")))
    assert paid(answer) == {"basic": "40975.00", "serious_illness": "11012.50"}
    assert answer["exact"] is True


def test_an_amount_that_the_sheet_reports_fills_it_too() -> None:
    # Borne 75,000 - 45,000 = 30,000: (30,000 - 12,000) × 50% = 9,000
    answer = estimate(case(stay(self_funded="5000", place="outside", referral="filed", reported={"basic": "45000"})))
    assert paid(answer) == {"basic": "45000.00", "serious_illness": "9000.00"}
    assert all(layer["computed"] for layer in answer["layers"])
    assert "reported_difference" not in answer["layers"][0]


# ---- several visits


def test_visits_are_taken_by_date_and_shown_as_listed() -> None:
    # In March 500, in June half of it: (1,500 - 500) × 70% = 700 and (1,500 - 250) × 70% = 875.
    answer = estimate(case(stay("1500", on="2018-06-01"), stay("1500", on="2018-03-01")))
    assert [visit["paid"]["basic"] for visit in answer["visits"]] == ["875.00", "700.00"]
    assert [step["visit"] for step in answer["layers"][0]["steps"] if step["kind"] == "deductible"] == [1, 0]


def test_visits_of_one_day_are_taken_as_listed() -> None:
    # First a township stay with 200, then a county stay with half of 500: (1,200 - 200) × 80%, (1,250 - 250) × 70%.
    township = stay("1200", facility_level="primary")
    township["bill"]["essential_drugs"] = "0"
    answer = estimate(case(township, stay("1250")))
    assert [visit["paid"]["basic"] for visit in answer["visits"]] == ["800.00", "700.00"]


# ---- days


@pytest.mark.parametrize(
    ("on", "discharged_on"),
    [("2017-12-31", None), ("2019-01-01", None), ("2018-12-30", "2019-01-02"), ("2017", None), ("2019-03", None)],
)
def test_a_day_out_of_force_is_answered_without_a_promise(on: str, discharged_on: str | None) -> None:
    answer = estimate(case(stay(self_funded="5000", on=on, discharged_on=discharged_on)))
    assert answer["in_force"] is False
    assert answer["paid"] == "57575.00"  # what it would have paid in 2018
    assert answer["bounds"] == {"low": "0.00", "high": None}
    assert answer["exact"] is False
    assert "likely" not in answer
    assert "historical" in codes(answer)


@pytest.mark.parametrize(
    ("on", "discharged_on"), [("2018-01-01", None), ("2018-12-31", None), ("2017-12-28", "2018-01-03"), ("2018", None)]
)
def test_the_first_and_the_last_day_are_in_force(on: str, discharged_on: str | None) -> None:
    answer = estimate(case(stay(self_funded="5000", on=on, discharged_on=discharged_on)))
    assert answer["in_force"] is True
    assert answer["bounds"] == {"low": "57575.00", "high": "57575.00"}
    assert "historical" not in codes(answer)


def test_a_scheme_that_has_ended_since_says_so_and_nothing_else_changes() -> None:
    before, after = estimate(case()), estimate(case(today="2019-01-01"))
    assert "historical" in codes(after)
    assert "historical" not in codes(estimate(case(today="2018-12-31")))
    for name in ("paid", "layers", "visits", "bounds", "exact", "in_force"):
        assert after[name] == before[name], name


@pytest.mark.parametrize(
    ("enrolled_on", "covered_from"),
    [("2018-02-10", "2018-05-10"), ("2018-11-30", "2019-02-28"), ("2018-01-31", "2018-04-30"), ("2017-12-31", None)],
)
def test_a_late_payment_waits_three_months(enrolled_on: str, covered_from: str | None) -> None:
    answer = estimate(case(person={"enrolled_on": enrolled_on}))
    assert answer.get("cover_from") == covered_from
    assert ("waiting_period" in codes(answer)) is (covered_from is not None)
    assert answer["paid"] == ("57575.00" if covered_from is None else "0.00")
    assert answer["exact"] is True


@pytest.mark.parametrize(("on", "expected"), [("2018-05-09", "0.00"), ("2018-05-10", "57575.00")])
def test_the_waiting_period_looks_at_the_day_of_admission(on: str, expected: str) -> None:
    late = stay(self_funded="5000", on=on, discharged_on="2018-05-20")
    answer = estimate(case(late, person={"enrolled_on": "2018-02-10"}))
    assert (answer["paid"], answer["exact"]) == (expected, True)
    assert answer["visits"][0]["covered"] is (expected != "0.00")


# ---- which scheme


def test_a_place_and_a_day_find_the_scheme() -> None:
    answer = estimate(case(scheme=None, region="冠县"))
    assert (answer["scheme"], answer["paid"]) == ("guanxian-2018", "57575.00")


def test_the_day_of_discharge_finds_the_scheme() -> None:
    crossing = stay(self_funded="5000", on="2017-12-28", discharged_on="2018-01-03")
    assert estimate(case(crossing, scheme=None, region="371525"))["scheme"] == "guanxian-2018"
    with pytest.raises(SchemeError):
        estimate(case(stay(on="2018-12-30", discharged_on="2019-01-02"), scheme=None, region="371525"))


def test_an_unknown_scheme_names_what_is_near() -> None:
    with pytest.raises(SchemeError) as fault:
        estimate(case(scheme="guanxian2018"))
    assert "guanxian-2018" in str(fault.value)


def test_an_unknown_place_is_refused_beside_a_scheme_too() -> None:
    with pytest.raises(RegionError):
        estimate(case(region="火星"))


def test_a_tier_that_the_scheme_does_not_have_is_refused() -> None:
    tiered = case(stay(on="2013-03-05"), scheme="chongqing-2013", person={"enrolment_tier": "3"})
    with pytest.raises(CaseError) as fault:
        estimate(tiered)
    assert fault.value.path == "person.enrolment_tier"


def test_the_case_is_left_as_it_was() -> None:
    given = case(stay(reported={"basic": "1"}, place="outside"), year_to_date={"basic_paid": None})
    before = repr(given)
    estimate(given)
    assert repr(given) == before
