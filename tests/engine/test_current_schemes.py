"""Bills under the schemes of the present day, worked out by hand; and ranges against every way to fill in the gaps."""

from copy import deepcopy
from itertools import product
from typing import Any

import pytest

from engine.errors import CaseError
from engine.estimate import estimate
from engine.wording.explain import as_stated

POOR = {"categories": ["subsistence"]}


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


def borne(scheme: str, amount: str, **person: Any) -> str | None:
    return layers(case(scheme, {"bill": {"borne": amount}}, **person))["serious_illness"]


@pytest.mark.parametrize(
    ("amount", "person", "expected"),
    [
        # Above 16,000: 44,000 = 30,000 × 60% + 14,000 × 65% = 18,000 + 9,100.
        ("60000", {}, "27100.00"),
        ("16000", {}, "0.00"),
        # Above 8,000: 52,000 = 30,000 × 65% + 22,000 × 70% = 19,500 + 15,400.
        ("60000", POOR, "34900.00"),
        # 200,000 above: 30,000 × 60% + 50,000 × 65% + 70,000 × 75% + 50,000 × 85% = 18,000 + 32,500 + 52,500 + 42,500.
        ("216000", {}, "145500.00"),
        # 18,000 + 32,500 + 52,500 + 834,000 × 85% = 811,900: the ceiling.
        ("1000000", {}, "400000.00"),
        # The poor have none: above 8,000: 19,500 + 35,000 + 56,000 + 842,000 × 90% = 868,300.
        ("1000000", POOR, "868300.00"),
    ],
)
def test_serious_illness_of_hunan_counts_its_bands_above_the_threshold(
    amount: str, person: dict[str, Any], expected: str
) -> None:
    assert borne("hunan-2023", amount, **person) == expected


@pytest.mark.parametrize(
    ("scheme", "amount", "person", "expected"),
    [
        # (100,000 - 14,000) × 60% + 70,000 × 65% = 51,600 + 45,500.
        ("taian-2023", "170000", {}, "97100.00"),
        # 51,600 + 100,000 × 65% + 100,000 × 70% + 50,000 × 75% = 51,600 + 65,000 + 70,000 + 37,500.
        ("taian-2023", "350000", {}, "224100.00"),
        # (100,000 - 7,000) × 65% + 100,000 × 70% + 100,000 × 75% + 50,000 × 80% = 60,450 + 70,000 + 75,000 + 40,000.
        ("taian-2023", "350000", POOR, "245450.00"),
        ("taian-2023", "14000", {}, "0.00"),
        # (100,000 - 11,000) × 60% + 70,000 × 70% = 53,400 + 49,000.
        ("henan-serious-illness", "170000", {}, "102400.00"),
        ("zhoukou", "170000", {}, "102400.00"),
        ("luoyang-2024", "170000", {}, "102400.00"),
        # (100,000 - 5,500) × 65% + 70,000 × 75% = 61,425 + 52,500.
        ("zhoukou", "170000", POOR, "113925.00"),
        # 53,400 + 900,000 × 70% = 683,400: the ceiling; the poor have none: 61,425 + 900,000 × 75% = 736,425.
        ("henan-serious-illness", "1000000", {}, "400000.00"),
        ("henan-serious-illness", "1000000", POOR, "736425.00"),
        # Of Xianyang only the threshold may ship: nothing up to it, above it nobody knows; of the poor not even that.
        ("xianyang-2025", "15000", {}, "0.00"),
        ("xianyang-2025", "15000.01", {}, None),
        ("xianyang-2025", "15000", POOR, None),
        # The threshold of Chongqing has no source, that of Jiangxi is "about" half an income.
        ("chongqing-2025", "60000", {"enrolment_tier": "1"}, None),
        ("jiangxi-2025", "60000", {}, None),
        ("nanchang-2022", "60000", {}, None),
    ],
)
def test_serious_illness_elsewhere(scheme: str, amount: str, person: dict[str, Any], expected: str | None) -> None:
    assert borne(scheme, amount, **person) == expected


def test_the_reply_of_luoyang_on_a_bill_from_kunming() -> None:
    away = {"place": "outside", "within_province": False, "referral": "filed", "facility_level": "tertiary"}
    answer = estimate(case("luoyang-2024", {**away, "bill": "2050"}))
    assert answer["paid"] == "0.00"
    assert answer["exact"] is True
    assert answer["layers"][0]["steps"][-1]["clauses"] == ["LUOK24-AWAY"]
    assert layers(case("luoyang-2024", {**away, "bill": "2050.01"}))["basic"] is None


def test_a_province_run_hospital_of_henan_in_another_city() -> None:
    away = {"place": "outside", "within_province": True, "referral": "filed", "facility_level": "top", "bill": "10000"}
    # (7,000 - 2,000) × 50% + 3,000 × 68% = 2,500 + 2,040.
    assert layers(case("luoyang-2024", {**away, "facility_class": "ordinary"}))["basic"] == "4540.00"
    # Of grade two: (4,000 - 600) × 53% + 6,000 × 72% = 1,802 + 4,320.
    assert layers(case("luoyang-2024", {**away, "facility_class": "provincial_secondary"}))["basic"] == "6122.00"
    assert layers(case("luoyang-2024", {**away, "facility_level": "tertiary"}))["basic"] is None  # not in the answer
    assert layers(case("luoyang-2024", {**away, "referral": "none"}))["basic"] is None


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


@pytest.mark.parametrize(
    ("scheme", "visit", "person", "expected"),
    [
        # 60 × 70% at a village clinic, 194.5 × 60% = 116.70 at grade one; 200 a year at most.
        ("xian-2023", {"facility_level": "village", "bill": "60"}, {}, "42.00"),
        ("xian-2023", {"facility_level": "primary", "bill": "194.5"}, {}, "116.70"),
        ("xian-2023", {"facility_level": "village", "bill": "1000"}, {}, "200.00"),
        # Nanchang: 60%, with a signed doctor 65% (points are added: not 60% × 1.05 = 63%).
        ("nanchang-2022", {"facility_level": "primary", "bill": "100"}, {"family_doctor": False}, "60.00"),
        ("nanchang-2022", {"facility_level": "primary", "bill": "100"}, {"family_doctor": True}, "65.00"),
        # Chongqing pays nothing at grade three.
        ("chongqing-2025", {"facility_level": "tertiary", "bill": "500"}, {"enrolment_tier": "1"}, "0.00"),
    ],
)
def test_outpatient_care(scheme: str, visit: dict[str, Any], person: dict[str, Any], expected: str) -> None:
    assert layers(case(scheme, {"kind": "outpatient", **visit}, **person))["basic"] == expected


@pytest.mark.parametrize(
    ("level", "tier", "person", "expected"),
    [
        # (1,000 - 300) × 70%, 60%, 40% in tier one, 60%, 50%, 30% in tier two.
        ("village", "1", {}, "490.00"),
        ("secondary", "1", {}, "420.00"),
        ("tertiary", "1", {}, "280.00"),
        ("village", "2", {}, "420.00"),
        ("secondary", "2", {}, "350.00"),
        ("tertiary", "2", {}, "210.00"),
        ("tertiary", "2", {"age_group": "child_student"}, "280.00"),  # a child of tier two as tier one
        ("village", "1", {"family_doctor": True}, "511.00"),  # × 73%
    ],
)
def test_outpatient_care_of_hangzhou(level: str, tier: str, person: dict[str, Any], expected: str) -> None:
    visit = {"kind": "outpatient", "facility_level": level, "bill": "1000"}
    who = {"enrolment_tier": tier, "family_doctor": False, **person}
    assert layers(case("hangzhou-2023", visit, **who))["basic"] == expected


@pytest.mark.parametrize(
    ("scheme", "level", "disease", "bill", "expected"),
    [
        ("hunan-2023", "primary", "hypertension", "100", "70.00"),
        ("hunan-2023", "secondary", "hypertension", "1000", "360.00"),
        ("hunan-2023", "primary", "diabetes", "1000", "600.00"),
        ("nanchang-2022", "primary", "hypertension", "100", "60.00"),
        ("nanchang-2022", "secondary", "diabetes", "100", "50.00"),
        ("nanchang-2022", "primary", "hypertension", "1000", "400.00"),
        ("nanchang-2022", "primary", "diabetes", "1000", "500.00"),
        ("hunan-2023", "tertiary", "diabetes", "1000", None),  # not said for grade three
    ],
)
def test_medicine_for_hypertension_and_diabetes(
    scheme: str, level: str, disease: str, bill: str, expected: str | None
) -> None:
    visit = {"kind": "chronic", "conditions": [disease], "facility_level": level, "bill": bill}
    assert layers(case(scheme, visit))["basic"] == expected


def test_a_later_stay_at_the_same_level_bears_half_and_a_year_3000_at_most() -> None:
    # Secondary twice: (10,000 - 800) × 80% + (10,000 - 400) × 80% = 7,360 + 7,680.
    same = [{"bill": "10000"}, {"bill": "10000", "on": "2026-06-01"}]
    assert layers(case("hunan-2023", *same))["basic"] == "15040.00"
    # Another level first: (10,000 - 1,200) × 65% = 5,720, then the whole 800: 7,360.
    other = [{"bill": "10000", "facility_level": "tertiary"}, {"bill": "10000", "on": "2026-06-01"}]
    assert layers(case("hunan-2023", *other))["basic"] == "13080.00"
    # Province-run three times: 2,000, then 1,000 reaches 3,000, then nothing: 8,000, 9,000, 10,000 × 60%.
    top = [{"bill": "10000", "facility_level": "top", "on": f"2026-0{n}-01"} for n in (5, 6, 7)]
    assert layers(case("hunan-2023", *top))["basic"] == "16200.00"
    # In another year the count begins anew: 7,360 twice.
    years = [{"bill": "10000", "on": "2025-12-01"}, {"bill": "10000", "on": "2026-06-01"}]
    assert layers(case("hunan-2023", *years))["basic"] == "14720.00"


def test_repeat_stays_of_liaocheng() -> None:
    # Grade three: (10,000 - 900), (10,000 - 450), 10,000, each × 60%.
    stays = [{"bill": "10000", "facility_level": "tertiary", "on": f"2026-0{n}-01"} for n in (5, 6, 7)]
    assert layers(case("liaocheng-2025", *stays))["basic"] == "17190.00"


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        # Outside the province, filed: 1,000 first, (9,000 - 600) × 60%. It is no factor 0.9 on (10,000 - 600) × 60%.
        ({"within_province": False, "referral": "filed"}, "5040.00"),
        ({"within_province": False, "referral": "emergency"}, "5040.00"),
        ({"within_province": False, "referral": "none"}, "4440.00"),  # 2,000 first, (8,000 - 600) × 60%
        ({"within_province": True, "referral": "filed"}, "5640.00"),  # (10,000 - 600) × 60%
    ],
)
def test_nanchang_away_from_home(visit: dict[str, Any], expected: str) -> None:
    away = {"place": "outside", "facility_level": "tertiary", "bill": "10000", **visit}
    assert layers(case("nanchang-2022", away))["basic"] == expected


def test_bengbu_has_a_table_of_its_own_for_care_elsewhere() -> None:
    away = {"place": "outside", "referral": "filed", "facility_level": "top", "bill": "10000"}
    assert layers(case("bengbu-2023", {**away, "within_province": True}))["basic"] is None  # no rate in the source
    # With the sheet's rate: (10,000 - 2,000) × 50% in the province, (10,000 - 2,500) × 45% outside.
    near = {**away, "within_province": True, "stated_rate": "0.5"}
    far = {**away, "within_province": False, "stated_rate": "0.45"}
    assert layers(case("bengbu-2023", near))["basic"] == "4000.00"
    assert layers(case("bengbu-2023", far))["basic"] == "3375.00"


def test_nanchang_from_the_fourth_stay() -> None:
    year = {"inpatient_stays": 3, "basic_paid": "100"}
    old = estimate(case("nanchang-2022", {"bill": "10000"}, year=year, age_group="elderly"))
    # Over seventy or not: (10,000 - 400) × 80% or 10,000 × 80%; serious illness stays open above.
    assert old["bounds"]["low"] == "7680.00"
    assert old["layers"][0]["paid"] == "7680.00"
    adult = estimate(case("nanchang-2022", {"bill": "10000"}, year=year))
    assert not any(one.get("about") == "N-AGE" for one in adult["warnings"])
    assert any(one.get("about") == "N-AGE" for one in old["warnings"])


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


def test_an_unknown_level_stops() -> None:
    """No level is taken for granted: the range runs from the least that a level pays to the most."""
    found = estimate(case("xian-2023", {"bill": "10000", "facility_level": None}))
    # Special (10,000 - 2,000) × 50% to grade one (10,000 - 150) × 80%.
    assert found["bounds"] == {"low": "4000.00", "high": "7880.00"}
    assert found["exact"] is False
    assert found["unknown"] == ["visits.0.facility_level"]


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
