"""The scheme format holds what present-day schemes need: two fixtures, with sums worked out by hand."""

from pathlib import Path
from typing import Any

import pytest

from engine.content import Library
from engine.estimate import estimate

LIBRARY = Library(Path(__file__).parent / "formats")


def paid(scheme: str, bills: list[str], categories: tuple[str, ...] = (), **visit: str) -> dict[str, str]:
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
