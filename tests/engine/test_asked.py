"""Which facts can still change an estimate, in the order in which they are asked."""

from typing import Any

import pytest

from engine.asked import facts_read
from engine.content import library
from engine.errors import CaseError, SchemeError
from engine.estimate import estimate
from tests.engine.one_stay import NOTHING_OUTSIDE, case, stay


def test_a_case_that_is_known_in_full_asks_nothing() -> None:
    assert facts_read(case()) == []


def test_what_the_scheme_does_not_read_is_not_asked() -> None:
    person = {"categories": None, "local_household": None, "age_group": None, "covered_through_mother": None}
    assert facts_read(case(person=person)) == []


@pytest.mark.parametrize(
    ("name", "also"),
    [
        ("facility_level", {"visits.0.bill.essential_drugs"}),  # they matter in a township hospital
        ("cause", set()),
        ("designated", set()),
        ("place", set()),
    ],
)
def test_an_unknown_fact_of_the_visit_is_asked(name: str, also: set[str]) -> None:
    assert set(facts_read(case(stay(**{name: None})))) == {f"visits.0.{name}", *also}


def test_referral_is_asked_only_where_the_hospital_is_not_a_designated_one() -> None:
    assert facts_read(case(stay(referral=None))) == []
    assert facts_read(case(stay(referral=None, designated=False))) == ["visits.0.referral"]


def test_conditions_are_asked_only_for_chronic_care() -> None:
    chronic = stay("1000", kind="chronic", facility_level="primary", conditions=None)
    assert "visits.0.conditions" in facts_read(case(chronic))
    assert "visits.0.conditions" not in facts_read(case(stay(conditions=None)))


def test_a_bill_without_its_split_is_asked_for_the_three() -> None:
    asked = facts_read(case(stay(bill={"total": "80000"})))
    assert set(asked) == {f"visits.0.bill.{name}" for name in NOTHING_OUTSIDE}


def test_an_unknown_year_is_asked_for_what_this_visit_reads() -> None:
    asked = set(facts_read(case(year_to_date=None)))
    assert {"year_to_date.inpatient_stays", "year_to_date.basic_paid", "year_to_date.compliant_self_pay"} <= asked
    # An illness treated in hospital uses up neither the outpatient sum nor that for accidents.
    assert not asked & {"year_to_date.outpatient_paid", "year_to_date.chronic_paid", "year_to_date.accident_paid"}


def test_the_second_visit_is_asked_as_the_second() -> None:
    two = case(stay(), stay(on="2018-06-01", cause=None))
    assert facts_read(two) == ["visits.1.cause"]


def test_visits_are_named_as_they_are_listed() -> None:
    two = case(stay(on="2018-06-01", cause=None), stay(on="2018-03-01"))
    assert facts_read(two) == ["visits.0.cause"]


def test_facts_come_in_asking_order() -> None:
    asked = facts_read({"scheme": "guanxian-2018", "visits": [{"bill": {"total": "80000"}}]})
    assert {"visits.0.kind", "visits.0.facility_level", "visits.0.bill.self_funded"} <= set(asked)
    questions = library().questions()
    names = [path.replace("visits.0.", "visit.") for path in asked]
    orders = [questions[name].order for name in names]
    assert orders == sorted(orders)
    assert len(set(asked)) == len(asked)


def test_every_fact_that_leaves_the_range_open_is_asked() -> None:
    given: dict[str, Any] = case(stay(facility_level=None, bill={"total": "80000"}), year_to_date=None)
    assert set(estimate(given)["unknown"]) <= set(facts_read(given))


def test_a_bad_case_is_refused() -> None:
    with pytest.raises(CaseError):
        facts_read(case(visits=[]))
    with pytest.raises(SchemeError):
        facts_read(case(scheme="nowhere-1900"))
