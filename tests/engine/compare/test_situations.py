"""What a situation makes of a case."""

from typing import Any

from engine.compare.situations import situation
from engine.content import library
from tests.engine.one_stay import case, stay


def made(written: str, given: dict[str, Any]) -> dict[str, Any]:
    found = situation(written, given, library()).case
    assert found is not None
    return found


def test_as_it_is() -> None:
    given = case()
    assert made("as_is", given) == given


def test_a_fact_of_a_visit_stands_for_all_of_them_unless_one_is_named() -> None:
    given = case(stay(), stay())
    both = made("place=city", given)
    assert [visit["place"] for visit in both["visits"]] == ["city", "city"]
    one = made("visits.1.place=city", given)
    assert [visit["place"] for visit in one["visits"]] == ["county", "city"]
    assert [visit["place"] for visit in given["visits"]] == ["county", "county"]


def test_sets_and_yes_or_no() -> None:
    found = made("conditions=dialysis+diabetes, categories=none, designated=false", case())
    assert found["visits"][0]["conditions"] == ["dialysis", "diabetes"]
    assert found["person"]["categories"] == []
    assert found["visits"][0]["designated"] is False


def test_all_days_move_together() -> None:
    """2016-02-29 has no like in 2013; the day of payment stays as far before the visit."""
    given = case(
        stay(on="2016-02-29", discharged_on="2016-03-04"), person={"enrolled_on": "2015-11", "born_on": "1980"}
    )
    found = situation("chongqing-2013", given, library())
    assert found.moved == ("2016-02-29", "2013-02-28")
    assert found.case is not None
    assert found.case["visits"][0]["discharged_on"] == "2013-03-04"
    assert (found.case["person"]["enrolled_on"], found.case["person"]["born_on"]) == ("2012-11", "1977")


def test_a_tier_of_another_scheme_is_not_known() -> None:
    given = case(person={"enrolment_tier": "高档"})
    found = situation("chongqing-2013", given, library())
    assert found.case is not None
    assert found.case["person"]["enrolment_tier"] is None
    assert found.left_out == ["person.enrolment_tier"]


def test_a_place_and_the_day_of_the_visit() -> None:
    found = made("region=冠县", case())
    assert (found.get("scheme"), found["region"]) == (None, "冠县")
