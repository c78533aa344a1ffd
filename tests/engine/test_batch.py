"""Many people at once, on the policy of the benchmarks: the same figures as one by one, worked by hand."""

from pathlib import Path

import numpy as np
import pytest

from engine.batch import claims, settle
from engine.compiled import Compiled, compile_scheme
from engine.content import Library
from engine.errors import BalanceError
from engine.facts import CATEGORIES, LEVELS

ROOT = Path(__file__).resolve().parent.parent
PRIMARY, SECONDARY, TERTIARY = (LEVELS.index(name) for name in ("primary", "secondary", "tertiary"))
NOBODY = 0
LOW_INCOME, DESTITUTE = (1 << CATEGORIES.index(name) for name in ("low_income", "destitute"))


@pytest.fixture(scope="module")
def policy() -> Compiled:
    return compile_scheme(Library(ROOT / "benchmarks" / "content").scheme("reference-policy"))


def settled(policy: Compiled, *stays: tuple[int, int, int, int]) -> dict[str, list[int]]:
    """Stays as (person, level, in scope in fen, category), to what each layer pays of each."""
    person, level, bill, category = (np.array(column, dtype=np.int64) for column in zip(*stays, strict=True))
    ready = claims(person, {"facility_level": level, "in_scope": bill, "total": bill}, {"categories": category})
    return {layer: paid.tolist() for layer, paid in settle(policy, ready).items()}


def test_people_with_one_two_and_three_stays(policy: Compiled) -> None:
    paid = settled(
        policy,
        (7, SECONDARY, 10_000_00, NOBODY),  # 9,500 × 70% = 6,650
        (8, TERTIARY, 50_000_00, NOBODY),  # 49,100 × 60% = 29,460; borne 20,540, 8,540 × 50% = 4,270
        (8, SECONDARY, 20_000_00, NOBODY),  # 19,750 × 70% = 13,825; borne 6,175 more: 3,087.50
        (9, PRIMARY, 1_000_00, DESTITUTE),  # 800 × 80% = 640; 360 × 70% = 252
        (9, PRIMARY, 1_000_00, DESTITUTE),  # 900 × 80% = 720; 280 × 70% = 196
        (9, TERTIARY, 1_000_00, DESTITUTE),  # third stay: 1,000 × 60% = 600; 400 × 70% = 280
    )
    assert paid["basic"] == [6_650_00, 29_460_00, 13_825_00, 640_00, 720_00, 600_00]
    assert paid["serious_illness"] == [0, 4_270_00, 3_087_50, 0, 0, 0]
    assert paid["assistance"] == [0, 0, 0, 252_00, 196_00, 280_00]


def test_caps_hold_over_the_stays_of_a_person(policy: Compiled) -> None:
    paid = settled(
        policy,
        # 299,500 × 70% = 209,650, stopped at 120,000; borne 180,000: 44,000 + 80,000 × 60% = 92,000;
        # left 88,000 × 50% = 44,000, stopped at 30,000.
        (1, SECONDARY, 300_000_00, LOW_INCOME),
        # Only serious illness has some of its cap left: 190,000 in all, 44,000 + 90,000 × 60% = 98,000, less 92,000.
        (1, SECONDARY, 10_000_00, LOW_INCOME),
    )
    assert paid == {
        "basic": [120_000_00, 0],
        "serious_illness": [92_000_00, 6_000_00],
        "assistance": [30_000_00, 0],
    }


def test_halves_of_a_fen_go_up_in_every_layer(policy: Compiled) -> None:
    # 0.05 above the deductible × 70% = 0.035 -> 0.04; left 500.01 × 50% = 250.005 -> 250.01
    paid = settled(policy, (1, SECONDARY, 500_05, LOW_INCOME))
    assert (paid["basic"], paid["assistance"]) == ([4], [250_01])


def test_the_order_of_people_is_kept_however_many_stays_each_has(policy: Compiled) -> None:
    stays = [(person, SECONDARY, (person + 1) * 1_000_00, NOBODY) for person in range(5) for _ in range(person % 3 + 1)]
    # First stay 500 off, second 250, third nothing; 70%.
    expected, seen = [], {}
    for person, _, bill, _ in stays:
        off = (500_00, 250_00, 0)[seen.get(person, 0)]
        seen[person] = seen.get(person, 0) + 1
        expected.append((bill - off) * 7 // 10)
    assert settled(policy, *stays)["basic"] == expected


def test_one_stay_alone(policy: Compiled) -> None:
    assert settled(policy, (3, SECONDARY, 500_00, NOBODY))["basic"] == [0]


def test_a_bill_smaller_than_nothing_is_an_error(policy: Compiled) -> None:
    with pytest.raises(BalanceError):
        settled(policy, (3, SECONDARY, -1, NOBODY))
