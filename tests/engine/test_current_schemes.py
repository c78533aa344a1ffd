"""Schemes of the present day beside their bills, which stand in tests/cases: ranges, warnings, clauses, regions."""

from copy import deepcopy
from itertools import product
from typing import Any

import pytest

from engine.clauses import citation
from engine.content import library
from engine.errors import CaseError
from engine.estimate import estimate
from engine.wording import Words
from engine.wording.explain import as_stated, explain
from tests.oracle import PRESENT_DAY


def case(scheme: str, *visits: dict[str, Any], year: dict[str, Any] | None = None, **person: Any) -> dict[str, Any]:
    """A case of in-patient stays at home for an illness; a plain text as `bill` is the total, all of it in scope."""
    usual: dict[str, Any] = {"kind": "inpatient", "on": "2026-05-01", "facility_level": "secondary", "place": "county"}
    usual |= {"referral": "not_needed", "designated": True, "cause": "illness", "conditions": []}
    whole = []
    for visit in visits:
        bill = visit["bill"]
        if isinstance(bill, str):
            bill = {"total": bill, "self_funded": "0", "over_limit": "0", "first_pay": "0"}
        whole.append({**usual, **visit, "bill": bill})
    who = {"categories": [], "age_group": "adult", "continuous_enrolment": True, **person}
    return {"scheme": scheme, "person": who, "year_to_date": year or {}, "visits": whole}


def layers(given: dict[str, Any]) -> dict[str, str | None]:
    """Layer -> paid, None where it is not computed."""
    return {one["layer"]: one["paid"] if one["computed"] else None for one in estimate(given)["layers"]}


def test_the_reply_of_luoyang_on_a_bill_from_kunming() -> None:
    away = {"place": "outside", "within_province": False, "referral": "filed", "facility_level": "tertiary"}
    answer = estimate(case("luoyang-2024", {**away, "bill": "2050"}))
    assert answer["exact"] is True
    assert answer["layers"][0]["steps"][-1]["clauses"] == ["LUOK24-AWAY"]


def test_the_threshold_of_jiangxi_is_about_half_an_income() -> None:
    assert layers(case("jiangxi-2025", {"bill": {"borne": "60000"}}))["serious_illness"] is None


def test_a_prefecture_gets_its_provinces_scheme_and_no_other_prefectures_table() -> None:
    """郴州 and 长沙 by Hunan's: (10,000 - 800) × 80%. 郑州 has Henan's serious illness, not Luoyang's basic table."""
    for code in ("431000", "430100", "431021"):
        given = {**case("hunan-2023", {"bill": "10000"}), "scheme": None, "region": code}
        answer = estimate(given)
        assert (answer["scheme"], answer["paid"]) == ("hunan-2023", "7360.00")
    given = {**case("luoyang-2024", {"bill": "10000"}), "scheme": None, "region": "410100"}
    answer = estimate(given)
    assert answer["scheme"] == "henan-serious-illness"
    assert answer["layers"][0]["computed"] is False


def test_nanchang_from_the_fourth_stay() -> None:
    year = {"inpatient_stays": 3, "basic_paid": "100"}
    old = estimate(case("nanchang-2022", {"bill": "10000"}, year=year, age_group="elderly"))
    # Over seventy or not: (10,000 - 400) × 80% or 10,000 × 80%; serious illness stays open above.
    assert old["bounds"]["low"] == "7680.00"
    assert old["layers"][0]["paid"] == "7680.00"
    adult = estimate(case("nanchang-2022", {"bill": "10000"}, year=year))
    assert not any(one.get("about") == "N-AGE" for one in adult["warnings"])
    assert any(one.get("about") == "N-AGE" for one in old["warnings"])
    newborn = estimate(case("nanchang-2022", {"bill": "10000"}, year=year, age_group="newborn"))
    assert not any(one.get("about") == "N-AGE" for one in newborn["warnings"])


def test_a_class_that_the_scheme_does_not_have_is_refused() -> None:
    with pytest.raises(CaseError) as fault:
        estimate(case("hunan-2023", {"bill": "100", "facility_class": "moon"}))
    assert "grade_1" in str(fault.value)


def test_a_pay_first_share_is_a_step_with_its_clause() -> None:
    away = {"place": "outside", "facility_level": "tertiary", "bill": "10000", "within_province": False}
    steps = estimate(case("nanchang-2022", {**away, "referral": "filed"}))["layers"][0]["steps"]
    share = next(step for step in steps if step["kind"] == "pay_first")
    assert (share["formula"], share["amount"], share["clauses"]) == ("10000 × 10%", "1000.00", ["JXA25-FILED"])
    rate = next(step for step in steps if step["kind"] == "rate")
    assert (rate["formula"], rate["amount"]) == ("(9000 - 600) × 60%", "5040.00")


# ---- what is not known stays open

LEVELS = ["village", "primary", "secondary", "tertiary", "top"]
GRADE_1 = {"facility_class": ["ordinary", "grade_1"]}
OF_LUOYANG = {"facility_class": ["ordinary", "city_secondary", "provincial_secondary"]}
AWAY = {"place": "outside", "referral": "filed", "stated_rate": "0.5"}
SIGNED = {"person.family_doctor": [True, False], "person.enrolment_tier": ["1", "2"]}
OPEN: list[tuple[str, dict[str, Any], dict[str, list[Any]], dict[str, Any]]] = [
    ("hunan-2023", {"facility_level": "primary"}, GRADE_1, {}),
    ("hunan-2023", {"facility_level": None}, {"facility_level": LEVELS, **GRADE_1}, {}),
    ("hunan-2023", {}, {"same_level_before": [True, False]}, {"inpatient_stays": 1}),
    ("luoyang-2024", {}, OF_LUOYANG, {}),
    ("luoyang-2024", {"facility_level": "top"}, OF_LUOYANG, {}),
    ("liaocheng-2025", {"facility_level": "primary"}, GRADE_1, {}),
    ("bengbu-2023", AWAY, {"within_province": [True, False]}, {}),
    ("hangzhou-2023", {"kind": "outpatient", "facility_level": "village"}, SIGNED, {}),
]


@pytest.mark.parametrize(("scheme", "visit", "open_", "year"), OPEN)
def test_the_range_is_that_over_every_answer(
    scheme: str, visit: dict[str, Any], open_: dict[str, list[Any]], year: dict[str, Any]
) -> None:
    """Each fact left out is filled in with every value it can have, one case each; the range has just those ends."""
    given = case(scheme, {"bill": "30000", **visit}, year=year)
    found = estimate(given)
    paid = []
    for values in product(*open_.values()):
        filled = deepcopy(given)
        for name, value in zip(open_, values, strict=True):
            (filled["person"] if name.startswith("person.") else filled["visits"][0])[name.removeprefix("person.")] = (
                value
            )
        answer = as_stated(estimate(filled))
        assert answer["exact"]
        paid.append(answer["paid"])
    ends = {"low": min(paid, key=float), "high": max(paid, key=float)}
    assert as_stated(found)["bounds"] == ends
    paths = {name if name.startswith("person.") else f"visits.0.{name}" for name in open_}
    assert set(found["unknown"]) == paths


# ---- a layer of a wider place


def test_a_layer_of_the_province_keeps_its_own_documents() -> None:
    answer = estimate(case("luoyang-2024", {"bill": {"borne": "60000"}}))
    # (60,000 - 11,000) × 60%.
    assert answer["layers"][1]["paid"] == "29400.00"
    cited = {code for step in answer["layers"][1]["steps"] for code in step["clauses"]}
    assert cited == {"HEN25-BASIS", "HEN25-DED", "HEN25-B1"}
    assert any(one.get("grades") == ["A-"] for one in answer["warnings"])


def test_a_layer_of_a_later_standard_is_told() -> None:
    told = [
        one["text"]
        for on in ("2024-05-01", "2025-05-01")
        for one in estimate(case("luoyang-2024", {"bill": {"borne": "60000"}, "on": on}))["warnings"]
        if one["code"] == "historical"
    ]
    assert len(told) == 1
    assert "全省2025年的标准" in told[0]


# ---- what a source does not say


@pytest.mark.parametrize("scheme", ["henan-serious-illness", "zhoukou", "luoyang-2024"])
def test_where_the_edge_of_henans_bands_counts_from_is_told_where_it_matters(scheme: str) -> None:
    """Up to a burden of 100,000 both readings pay 60% of what is above 11,000."""

    def told(amount: str) -> list[dict[str, Any]]:
        answer = estimate(case(scheme, {"bill": {"borne": amount}}))
        return [one for one in answer["warnings"] if one.get("about") == "H-BANDS"]

    assert not told("100000")
    (warning,) = told("170000")
    assert warning["code"] == "reading"
    assert "先按起付线以上的钱数" in warning["text"]


def test_how_often_hangzhous_outpatient_deductible_is_taken_is_told_where_it_matters() -> None:
    def told(*bills: str) -> bool:
        visits = [{"kind": "outpatient", "facility_level": "village", "bill": bill} for bill in bills]
        answer = estimate(case("hangzhou-2023", *visits, enrolment_tier="1", family_doctor=False))
        return any(one.get("about") == "H-DED" for one in answer["warnings"])

    assert not told("1000")
    assert told("1000", "1000")


@pytest.mark.parametrize("scheme", PRESENT_DAY)
@pytest.mark.parametrize(
    "visit",
    [
        {"bill": "30000"},
        {"bill": {"borne": "30000"}},
        {"kind": "outpatient", "bill": "300"},
        {"kind": "chronic", "conditions": ["hypertension"], "bill": "300"},
    ],
    ids=["stay", "borne", "outpatient", "medicine"],
)
def test_what_a_liable_person_has_to_pay_is_covered_nowhere(scheme: str, visit: dict[str, Any]) -> None:
    on = "2024-05-01" if scheme == "liaocheng-2022" else "2026-05-01"
    answer = estimate(case(scheme, {**visit, "on": on, "cause": "accident_liable"}))
    assert (answer["paid"], answer["exact"]) == ("0.00", True)
    (told,) = [one for one in answer["warnings"] if one["code"] == "not_covered"]
    assert told["clauses"] == ["NAT21B-EXC-THIRD"]
    assert ["B"] in [one.get("grades") for one in answer["warnings"]]
    assert not any(one["code"] in ("incomplete", "historical") for one in answer["warnings"])


def test_a_clause_of_the_country_belongs_to_a_place_only_where_that_cites_it() -> None:
    content, words = library(), Words()
    assert set(PRESENT_DAY) < set(citation("NAT21B-EXC-THIRD", words, content)["schemes"])
    assert citation("NAT21B-DED", words, content)["schemes"] == ["national-2024"]
    own = {clause.id for clause in content.clauses_of(content.scheme("hunan-2023"))}
    assert {code for code in own if code.startswith("NAT")} == {"NAT21B-EXC-THIRD", "NAT22-FILED", "NAT22-NONE"}


SAID_OF_THE_HOSPITAL = "不是医保定点的医院报不报,这份规定里没有写"


def said_of_the_hospital(answer: dict[str, Any]) -> list[str]:
    return [one["code"] for one in answer["warnings"] if SAID_OF_THE_HOSPITAL in one["text"]]


@pytest.mark.parametrize("scheme", PRESENT_DAY)
def test_a_hospital_that_is_not_designated_is_in_none_of_todays_rules(scheme: str) -> None:
    """What a sheet says was paid of it stands; a sum of ours says that it is one for a designated hospital."""
    for bill in ({"bill": {"in_scope": "30000"}, "reported": {"basic": "0"}}, {"bill": "9000", "stated_rate": "0.5"}):
        answer = estimate(case(scheme, {**bill, "designated": False}, age_group="adult", enrolment_tier="1"))
        ours = any(step["kind"] in ("rate", "bands") for layer in answer["layers"] for step in layer["steps"])
        assert said_of_the_hospital(answer) == (["incomplete"] if ours else [])
        if ours:
            assert SAID_OF_THE_HOSPITAL in explain(answer, Words())
        for other in (True, None):
            assert not said_of_the_hospital(estimate(case(scheme, {**bill, "designated": other}, enrolment_tier="1")))


def test_a_hospital_that_is_not_designated_needs_no_word_where_nothing_is_paid_anyway() -> None:
    visit = {"bill": "9000", "designated": False}
    assert said_of_the_hospital(estimate(case("xian-2023", visit)))
    assert not said_of_the_hospital(estimate(case("xian-2023", visit, insurance="employee")))
    guanxian = {**visit, "on": "2018-05-01"}  # has a rule of it: nothing is paid
    assert not said_of_the_hospital(estimate(case("guanxian-2018", guanxian)))


# ---- the year of a threshold


@pytest.mark.parametrize(
    ("scheme", "on", "told"),
    [
        ("hunan-2023", "2025-05-01", False),
        ("hunan-2023", "2026-05-01", True),
        ("taian-2023", "2023-05-01", False),
        ("taian-2023", "2026-05-01", True),
        ("xianyang-2025", "2026-05-01", True),
    ],
)
def test_a_threshold_older_than_the_year_of_care_warns(scheme: str, on: str, told: bool) -> None:
    answer = estimate(case(scheme, {"bill": {"borne": "20000"}, "on": on}))
    old = [one for one in answer["warnings"] if one["code"] == "historical" and "起付线" in one["text"]]
    assert bool(old) is told


@pytest.mark.parametrize("scheme", ["hunan-2023", "luoyang-2024", "chongqing-2025", "xian-2023", "liaocheng-2025"])
def test_what_the_country_allows_is_told_where_care_away_is_not_held(scheme: str) -> None:
    visit = {"bill": "30000", "place": "outside", "within_province": False, "referral": "filed"}
    answer = estimate(case(scheme, visit))
    assert answer["layers"][0]["computed"] is False
    told = [one for one in answer["warnings"] if "NAT22-FILED" in one["clauses"]]
    assert [one["clauses"] for one in told] == [["NAT22-FILED", "NAT22-NONE"]]
