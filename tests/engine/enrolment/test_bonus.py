"""The bonuses to the serious-illness ceiling: by hand, against the oracle, and never above a fifth of it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.content import library
from engine.enrolment.bonus import bonus
from engine.enrolment.history import History, Span
from engine.enrolment.rules import rules_of
from engine.money import parse_yuan
from tests.oracle import enrolment as oracle

NATION = rules_of(None, library()).bonuses
SHANDONG = rules_of("370000", library()).bonuses
JIANGXI = rules_of("360000", library()).bonuses
YEARS = st.integers(0, 60)
CAPS = st.integers(1, 2_000_000)  # whole yuan, as areas set them


def yuan(low: int, high: int | None) -> Span:
    return Span(low * 100, None if high is None else high * 100)


@pytest.mark.parametrize(
    ("history", "rules", "together"),
    [
        # Of the country only the least is known: the 5th year adds 1,000 or more, however much the area gives.
        (History(straight=5, zero_claim=0, bonus_used=False), NATION, yuan(1000, None)),
        (History(straight=4, zero_claim=0), NATION, yuan(0, 0)),
        (History(straight=6, zero_claim=2, bonus_used=False), NATION, yuan(4000, None)),  # (6 - 4 + 2) × 1,000
        # With the ceiling its fifth is the end: 20% × 250,000 = 50,000.
        (History(straight=6, zero_claim=2, bonus_used=False, cap=parse_yuan("250000")), NATION, yuan(4000, 50000)),
        # Jiangxi's own 3,000, both added up: (6 - 4) × 3,000 + 2 × 3,000.
        (History(straight=6, zero_claim=2, bonus_used=False), JIANGXI, yuan(12000, 12000)),
        # 30 years: 26 × 3,000 + 30 × 3,000 = 168,000, but a fifth of 400,000 is 80,000.
        (History(straight=30, zero_claim=30, bonus_used=False, cap=parse_yuan("400000")), SHANDONG, yuan(80000, 80000)),
        # A payment that drew on the bonus: the years without a claim go, the straight years stay: (7 - 4) × 3,000.
        (History(straight=7, zero_claim=3, bonus_used=True), SHANDONG, yuan(9000, 9000)),
        (History(straight=7, zero_claim=3), SHANDONG, yuan(9000, 18000)),  # not known whether
        # A lapse: the straight years begin anew; of the others nothing is written.
        (History(lapsed=1, straight=7, zero_claim=3, bonus_used=False), SHANDONG, yuan(0, 9000)),
        # Five years of no claim were five straight years at least: 1 × 3,000 + 5 × 3,000, no end.
        (History(zero_claim=5, bonus_used=False), SHANDONG, yuan(18000, None)),
        (History(straight=5), SHANDONG, yuan(3000, 18000)),  # none to five of them without a claim
        (History(), NATION, yuan(0, None)),
        # What the area adds, as the person knows it, is exact: 2 × 2,000.
        (History(straight=6, zero_claim=0, per_time=parse_yuan("2000")), NATION, yuan(4000, 4000)),
    ],
)
def test_both_bonuses_by_hand(history: History, rules, together: Span) -> None:
    assert bonus(history, rules).together == together


@pytest.mark.parametrize(
    ("history", "rules", "cap"),
    [
        # 400,000 + 2 × 3,000 + 2 × 3,000.
        (History(lapsed=0, straight=6, zero_claim=2, bonus_used=False, cap=40000000), SHANDONG, yuan(412000, 412000)),
        # Joining again after a lapse: 400,000 - 3,000, the years without a claim kept or not.
        (History(lapsed=2, straight=6, zero_claim=3, cap=40000000), SHANDONG, yuan(397000, 406000)),
        # Jiangxi's own figure for a lapse is not in our copy.
        (History(lapsed=2, straight=6, zero_claim=3, cap=40000000), JIANGXI, None),
        (History(straight=6, zero_claim=2), SHANDONG, None),
    ],
)
def test_the_ceiling_with_both(history: History, rules, cap: Span | None) -> None:
    assert bonus(history, rules).cap == cap


def test_what_a_lapse_lowers() -> None:
    assert bonus(History(lapsed=3), SHANDONG).lowered == parse_yuan("3000")
    assert bonus(History(lapsed=3), NATION).lowered is None
    assert bonus(History(lapsed=0), NATION).lowered == 0


@given(YEARS, st.data(), CAPS, st.integers(1000, 50_000))
def test_as_the_oracle_and_never_above_a_fifth(straight: int, data: st.DataObject, cap: int, per_time: int) -> None:
    zero_claim = data.draw(st.integers(0, straight))
    own = bonus(
        History(straight=straight, zero_claim=zero_claim, bonus_used=False, cap=cap * 100, per_time=per_time * 100),
        NATION,
    )
    expected = oracle.raised(straight, zero_claim, Decimal(per_time), Decimal(cap))
    assert own.together.exact
    assert Decimal(own.together.low) / 100 == expected
    assert 5 * own.together.low <= cap * 100


@given(YEARS, st.data(), CAPS, st.integers(1000, 50_000), st.booleans())
def test_the_range_holds_whatever_turns_out(
    straight: int, data: st.DataObject, cap: int, per_time: int, bonus_used: bool
) -> None:
    zero_claim = data.draw(st.integers(0, straight))
    true = oracle.raised(straight, 0 if bonus_used else zero_claim, Decimal(per_time), Decimal(cap)) * 100
    whole = {"straight": straight, "zero_claim": zero_claim, "bonus_used": bonus_used, "per_time": per_time * 100}
    known = {name: value for name, value in whole.items() if data.draw(st.booleans())}
    low, high = bonus(History(**known, cap=cap * 100), NATION).together
    assert low <= true <= (true if high is None else high)
    assert 5 * (high or 0) <= cap * 100


@given(YEARS, st.data(), CAPS)
def test_one_more_faithful_year_never_lowers_the_ceiling(straight: int, data: st.DataObject, cap: int) -> None:
    zero_claim = data.draw(st.integers(0, straight))
    before = History(straight=straight, zero_claim=zero_claim, bonus_used=False, cap=cap * 100)
    one_more = History(straight=min(straight + 1, 60), zero_claim=zero_claim, bonus_used=False, cap=cap * 100)
    assert bonus(one_more, SHANDONG).together.low >= bonus(before, SHANDONG).together.low
