"""The scheme format holds what present-day schemes need: fixtures with sums worked out by hand."""

from pathlib import Path
from typing import Any

import pytest

from engine.content import Library
from engine.estimate import estimate

LIBRARY = Library(Path(__file__).parent / "formats")


def paid(scheme: str, bills: list[str], categories: tuple[str, ...] = (), **visit: Any) -> dict[str, str]:
    """Layer -> paid, for in-patient stays with these in-scope costs."""
    facts = {"facility_level": "secondary", "place": "county", "referral": "not_needed", **visit}
    case: dict[str, Any] = {
        "scheme": scheme,
        "year_to_date": {},
        "person": {
            "categories": list(categories),
            "age_group": "adult",
            "continuous_enrolment": True,
            "local_household": True,
        },
        "visits": [
            {
                "kind": "inpatient",
                "on": "2024-05-01",
                "designated": True,
                "cause": "illness",
                "conditions": [],
                **facts,
                "bill": {"total": bill, "self_funded": "0", "over_limit": "0", "first_pay": "0"},
            }
            for bill in bills
        ],
    }
    return {layer["layer"]: layer["paid"] for layer in estimate(case, content=LIBRARY)["layers"]}


@pytest.mark.parametrize(
    ("level", "bill", "expected"),
    [
        ("secondary", "10000", "7748.00"),  # (1500 - 400) × 63% + (10000 - 1500) × 83% = 693 + 7055
        ("secondary", "1000", "378.00"),  # (1000 - 400) × 63%
        ("secondary", "400", "0.00"),
        ("tertiary", "10000", "5804.00"),  # (4000 - 1200) × 53% + (10000 - 4000) × 72% = 1484 + 4320
    ],
)
def test_two_rates_within_a_hospital_level(level: str, bill: str, expected: str) -> None:
    assert paid("banded-hospitals", [bill], facility_level=level)["basic"] == expected


@pytest.mark.parametrize(
    ("bills", "visit", "expected"),
    [
        (["10000"], {}, "7360.00"),  # (10000 - 800) × 80%
        (["10000", "10000"], {}, "15040.00"),  # 7360 + (10000 - 400) × 80% = 7360 + 7680
        # Province-run: 2000, then 1000 reaches the year's 3000, the third stay bears nothing: 8000, 9000, 10000 × 60%.
        (["10000", "10000", "10000"], {"facility_level": "top"}, "16200.00"),
        (["10000"], {"place": "outside", "referral": "filed"}, "6440.00"),  # 9200 × (80% - 10%)
        (["10000"], {"place": "outside", "referral": "none"}, "5520.00"),  # 9200 × (80% - 20%)
    ],
)
def test_repeat_stays_and_care_away_from_home(bills: list[str], visit: dict[str, str], expected: str) -> None:
    assert paid("tilted-bands", bills, **visit)["basic"] == expected


def test_bands_above_the_threshold_and_the_tilt_to_the_poor() -> None:
    # Tertiary, in scope 169342.86: basic (169342.86 - 1200) × 65% = 109292.859 -> 109292.86, burden 60050.00.
    # Above 16000: 44050 = 30000 × 60% + 14050 × 65% = 18000 + 9132.50.
    assert paid("tilted-bands", ["169342.86"], facility_level="tertiary") == {
        "basic": "109292.86",
        "serious_illness": "27132.50",
    }
    # For the poor: above 8000: 52050 = 30000 × 65% + 22050 × 70% = 19500 + 15435.
    assert paid("tilted-bands", ["169342.86"], ("subsistence",), facility_level="tertiary") == {
        "basic": "109292.86",
        "serious_illness": "34935.00",
    }


def test_the_poor_have_no_cap() -> None:
    # In scope 1000000: basic stops at 150000, burden 850000.
    # Above 16000: 834000 = 30000 × 60% + 50000 × 65% + 70000 × 75% + 684000 × 85%
    #            = 18000 + 32500 + 52500 + 581400 = 684400, capped at 400000.
    assert paid("tilted-bands", ["1000000"], facility_level="tertiary")["serious_illness"] == "400000.00"
    # Above 8000: 842000 = 30000 × 65% + 50000 × 70% + 70000 × 80% + 692000 × 90%
    #           = 19500 + 35000 + 56000 + 622800 = 733300.
    assert (
        paid("tilted-bands", ["1000000"], ("destitute",), facility_level="tertiary")["serious_illness"] == "733300.00"
    )


def test_the_example_of_a_province_with_bands_on_the_burden() -> None:
    # Borne 170000, threshold 10000: (100000 - 10000) × 50% + (170000 - 100000) × 60% = 45000 + 42000.
    case = {
        "scheme": "province-example",
        "person": {"categories": []},
        "year_to_date": {},
        "visits": [{"kind": "inpatient", "on": "2014-05-01", "bill": {"borne": "170000"}}],
    }
    assert estimate(case, content=LIBRARY)["paid"] == "87000.00"


@pytest.mark.parametrize(
    ("level", "bill", "expected"),
    [
        ("primary", "60", "42.00"),  # 60 × 70%
        ("secondary", "194.5", "38.90"),  # 194.50 × 20%
    ],
)
def test_the_examples_of_a_city_for_outpatient_care(level: str, bill: str, expected: str) -> None:
    assert paid("outpatient-example", [bill], kind="outpatient", facility_level=level) == {"basic": expected}


@pytest.mark.parametrize(
    ("bills", "visit", "expected"),
    [
        (["10000"], {}, "5760.00"),  # (10000 - 400) × 60%
        (["10000"], {"facility_class": "specialist"}, "5580.00"),  # (10000 - 700) × 60%
        (["10000", "10000"], {}, "11580.00"),  # 5760 + (10000 - 300) × 60% = 5760 + 5820
        # 250, 150, and not less than nothing: 9750, 9850, 10000 × 60%.
        (["10000", "10000", "10000"], {"facility_level": "tertiary"}, "17760.00"),
        # First 10000 × 10% = 1000, then (9000 - 400) × 60%; never × 0.9 of the whole.
        (["10000"], {"place": "outside", "referral": "filed", "within_province": False}, "5160.00"),
        (
            ["10000"],
            {"place": "outside", "referral": "none", "within_province": False},
            "4560.00",
        ),  # (8000 - 400) × 60%
        (["10000"], {"place": "outside", "referral": "none", "within_province": True}, "5760.00"),
    ],
)
def test_a_sum_off_a_class_and_a_share_paid_first(bills: list[str], visit: dict[str, Any], expected: str) -> None:
    assert paid("new-words", bills, **visit)["basic"] == expected


def test_what_is_paid_first_does_not_count_for_serious_illness() -> None:
    # Borne 10000 - 5160 = 4840, of which 1000 was paid first: (3840 - 1000) × 50% = 1420.
    away = paid("new-words", ["10000"], place="outside", referral="filed", within_province=False)
    assert away["serious_illness"] == "1420.00"
    # At home: 10000 - 5760 = 4240; (4240 - 1000) × 50% = 1620.
    assert paid("new-words", ["10000"])["serious_illness"] == "1620.00"
