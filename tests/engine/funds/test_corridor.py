"""Wujiang's risk corridor: worked out by hand, and against the Decimal oracle for any premium and cost."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.content import library
from engine.errors import CaseError
from engine.funds.corridor import OVER, UNDER, WITHIN, corridor, cost_at, in_words
from engine.money import MAX_FEN
from engine.wording import Words
from tests.oracle import wujiang_corridor as oracle

CONTENT = library()
TEN_MILLION = 1_000_000_000  # fen
PREMIUM = st.integers(1, MAX_FEN)
RATIO = st.integers(0, 20_000)  # basis points


def shares(premium: int, cost: int) -> dict[str, int]:
    return {one.party: one.amount for one in corridor(premium, cost, CONTENT).shares}


# Of a premium of 10,000,000 yuan: 97% are 9,700,000, 103% are 10,300,000, 4% are 400,000.
BY_HAND = [
    (9_700_000, {}, 300_000),  # the edges belong to the corridor: the insurer keeps 10,000,000 − 9,700,000
    (10_300_000, {}, -300_000),
    (9_850_000, {}, 150_000),
    # 9,700,000 − 9,600,000 = 100,000, half and half; the insurer has 300,000 + 50,000
    (9_600_000, {"insurer": 50_000, "special_fund": 50_000}, 350_000),
    # 97% − 89% = 8%, half of it is 4%: just at the ceiling
    (8_900_000, {"insurer": 400_000, "special_fund": 400_000}, 700_000),
    # 9,700,000 − 8,000,000 = 1,700,000; half would be 850,000, above 400,000
    (8_000_000, {"insurer": 400_000, "special_fund": 1_300_000}, 700_000),
    (0, {"insurer": 400_000, "special_fund": 9_300_000}, 700_000),
    # 11,000,000 − 10,300,000 = 700,000: 350,000, 175,000, 175,000; the insurer loses 300,000 + 350,000
    (11_000_000, {"insurer": -350_000, "pooled_fund": -175_000, "district": -175_000}, -650_000),
]


@pytest.mark.parametrize(("cost", "expected", "insurer"), BY_HAND)
def test_by_hand(cost: int, expected: dict[str, int], insurer: int) -> None:
    found = corridor(TEN_MILLION, cost * 100, CONTENT)
    assert {one.party: one.amount for one in found.shares} == {name: yuan * 100 for name, yuan in expected.items()}
    assert found.insurer == insurer * 100


def test_the_ceiling_binds_below_89_percent_and_not_at_it() -> None:
    assert not corridor(TEN_MILLION, cost_at(TEN_MILLION, 8_900), CONTENT).capped
    # one fen less cost: half of 80,000,001 fen is 40,000,000.5, half up one fen above the 40,000,000 of 4%
    assert corridor(TEN_MILLION, cost_at(TEN_MILLION, 8_900) - 1, CONTENT).capped


def test_what_cannot_be_halved_is_rounded_once() -> None:
    # premium 100 fen: 103% are 103 fen; 106 are 3 above: 1.5 → 2, 0.75 → 1, the district has nothing left
    assert shares(100, 106) == {"insurer": -2, "pooled_fund": -1, "district": 0}
    # premium 150 fen: 97% are 145.5 → 146; 145 are 1 below: 0.5 → 1, within 4% = 6 fen
    assert shares(150, 145) == {"insurer": 1, "special_fund": 0}


@given(PREMIUM, RATIO)
def test_as_the_oracle_has_it(premium: int, ratio: int) -> None:
    cost = min(cost_at(premium, ratio), MAX_FEN)
    expected = oracle.shared(Decimal(premium).scaleb(-2), Decimal(cost).scaleb(-2))
    assert shares(premium, cost) == {name: int(amount.scaleb(2)) for name, amount in expected.items()}


@given(PREMIUM, st.integers(0, MAX_FEN))
def test_shares_sum_to_what_lies_beyond_and_the_year_comes_out(premium: int, cost: int) -> None:
    found = corridor(premium, cost, CONTENT)
    assert sum(one.amount for one in found.shares) == -found.beyond
    others = sum(one.amount for one in found.shares if one.party != "insurer")
    assert found.insurer + others == premium - cost
    assert found.clause == (UNDER if cost < found.low else OVER if cost > found.high else WITHIN)
    assert all(one.clause == found.clause for one in found.shares)


@given(PREMIUM, st.lists(st.integers(0, 20_000), min_size=2, max_size=12))
def test_more_cost_never_leaves_anyone_more(premium: int, ratios: list[int]) -> None:
    for less, more in pairwise(sorted(min(cost_at(premium, one), MAX_FEN) for one in ratios)):
        before, after = corridor(premium, less, CONTENT), corridor(premium, more, CONTENT)
        assert after.insurer <= before.insurer
        had, has = shares(premium, less), shares(premium, more)
        assert all(has.get(party, 0) <= had.get(party, 0) for party in (*had, *has))


@given(PREMIUM, st.sampled_from(["low", "high"]))
def test_nothing_jumps_at_the_edges(premium: int, edge: str) -> None:
    at = getattr(corridor(premium, premium, CONTENT), edge)
    for cost in (at - 1, at, at + 1):
        if 0 <= cost <= MAX_FEN:
            assert all(abs(amount) <= 1 for amount in shares(premium, cost).values())


@given(PREMIUM, RATIO)
def test_the_insurer_never_takes_more_than_its_ceiling(premium: int, ratio: int) -> None:
    cost = min(cost_at(premium, ratio), MAX_FEN)
    most = int(oracle.fen(Decimal(premium).scaleb(-2) * Decimal("0.04")).scaleb(2))
    found = corridor(premium, cost, CONTENT)
    assert shares(premium, cost).get("insurer", 0) <= most
    assert not found.capped or shares(premium, cost)["insurer"] == most


@pytest.mark.parametrize(("premium", "cost"), [(0, 0), (-1, 5), (MAX_FEN + 1, 5), (100, -1), (100, MAX_FEN + 1)])
def test_amounts_that_cannot_be(premium: int, cost: int) -> None:
    with pytest.raises(CaseError, match="要"):
        corridor(premium, cost, CONTENT)


def test_in_sentences() -> None:
    over = in_words(corridor(TEN_MILLION, 1_100_000_000, CONTENT), Words(), CONTENT)
    assert over == [
        "综合成本率 110%,高于 103%:超出来 700,000.00 元,要分担。",
        "保险公司担 350,000.00 元。",
        "医保统筹基金担 175,000.00 元。",
        "区政府担 175,000.00 元。",
        "连同走廊里面的,保险公司这一年一共亏 650,000.00 元。",
    ]
    under = in_words(corridor(TEN_MILLION, 800_000_000, CONTENT), Words(), CONTENT)
    assert under[1] == "保险公司得 400,000.00 元,到了上限。"
    assert in_words(corridor(300, 290, CONTENT), Words(), CONTENT)[0].startswith("综合成本率 约 96.67%,低于 97%")
