"""A later stay of a year where the rules of today do not say whether its deductible is lower."""

from typing import Any

import pytest

from engine.estimate import estimate

Json = dict[str, Any]
SILENT = ("bengbu-2023", "suzhou-anhui-2023", "xian-2023", "hangzhou-2023", "chongqing-2025", "luoyang-2024")


def case(scheme: str, stays: int, *, age: str = "adult", levels: tuple[str, ...] = ("tertiary",)) -> Json:
    person = {"age_group": age, "insurance": "resident"}
    if scheme in ("chongqing-2025", "hangzhou-2023"):
        person["enrolment_tier"] = "1"
    common = {"kind": "inpatient", "cause": "illness", "place": "city", "referral": "not_needed", "designated": True}
    bill = {"total": "20000.00"}
    visits = [{**common, "facility_level": level, "on": "2026-10-01", "bill": bill} for level in levels]
    return {"scheme": scheme, "person": person, "year_to_date": {"inpatient_stays": stays}, "visits": visits}


def told(given: Json) -> list[Json]:
    answer = estimate(given, with_bounds=False)
    return [one for one in answer["warnings"] if one.get("about") == "later_stays"]


@pytest.mark.parametrize("scheme", SILENT)
def test_rules_that_are_silent_on_later_stays_say_so(scheme: str) -> None:
    (warning,) = told(case(scheme, 1))
    assert warning["code"] == "incomplete"
    assert "没有写" in warning["text"]
    assert warning["clauses"]
    assert told(case(scheme, 0)) == []


@pytest.mark.parametrize("scheme", SILENT)
def test_the_second_visit_of_a_case_is_a_later_stay(scheme: str) -> None:
    assert len(told(case(scheme, 0, levels=("tertiary", "tertiary")))) == 1


@pytest.mark.parametrize("scheme", ["hunan-2023", "liaocheng-2025"])
def test_rules_that_speak_of_later_stays_need_no_such_warning(scheme: str) -> None:
    """Hunan halves it at the same level, Liaocheng at the second stay; a stay at another level is ruled, too."""
    assert told(case(scheme, 1)) == []
    assert told(case(scheme, 0, levels=("tertiary", "top" if scheme == "hunan-2023" else "tertiary"))) == []


def test_a_rule_for_some_people_says_nothing_of_others() -> None:
    """Nanchang: people over 70 and children under 6 bear none from the fourth stay on; of others nothing is written."""
    assert len(told(case("nanchang-2022", 1))) == 1
    assert told(case("nanchang-2022", 1, age="elderly")) == []


def test_another_year_begins_anew() -> None:
    given = case("bengbu-2023", 0, levels=("tertiary", "tertiary"))
    given["visits"][0]["on"] = "2025-10-01"
    assert told(given) == []


def test_nothing_is_said_of_rules_of_the_past() -> None:
    given = case("chongqing-2013", 1)
    given["person"]["enrolment_tier"] = "1"
    given["visits"][0]["on"] = "2013-10-01"
    assert told(given) == []
