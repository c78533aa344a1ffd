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
TODAY = st.integers(2024, 2060)
CAPS = st.integers(10_000, 2_000_000)  # whole yuan, as areas set them
CAP = parse_yuan("400000")


def yuan(low: int, high: int | None) -> Span:
    return Span(low * 100, None if high is None else high * 100)


# In 2026 the rules have held for two years, 2025 and 2026: so many years can bring something, no more.
@pytest.mark.parametrize(
    ("history", "rules", "together"),
    [
        # Counted from 2025 two years in a row are none beyond four; with the years before, 2025 and 2026 are the fifth
        # and the sixth: 0 or 2 × 3,000. Without a claim were 2025 and 2026: 2 × 3,000.
        (History(straight=6, zero_claim=2, bonus_used=False), SHANDONG, yuan(6000, 12000)),
        (History(straight=6, zero_claim=2, bonus_used=False), JIANGXI, yuan(6000, 12000)),
        # 30 and 20 years are no more than that; the fifth of 400,000, 80,000, is not reached.
        (History(straight=30, zero_claim=20, bonus_used=False, cap=CAP), SHANDONG, yuan(6000, 12000)),
        # Of the country only the least is known: the 5th year adds 1,000 or more, or nothing yet.
        (History(straight=5, zero_claim=0, bonus_used=False), NATION, yuan(0, None)),
        (History(straight=4, zero_claim=0), NATION, yuan(0, 0)),
        (History(straight=6, zero_claim=2, bonus_used=False), NATION, yuan(2000, None)),  # 0 + 2 × 1,000
        # With the ceiling its fifth is the end: 20% × 250,000 = 50,000.
        (History(straight=6, zero_claim=2, bonus_used=False, cap=parse_yuan("250000")), NATION, yuan(2000, 50000)),
        # A payment that drew on the bonus: the years without a claim go, the straight years stay.
        (History(straight=7, zero_claim=3, bonus_used=True), SHANDONG, yuan(0, 6000)),
        (History(straight=7, zero_claim=3), SHANDONG, yuan(0, 12000)),  # not known whether
        # A lapse of 2026: the straight years begin anew; of 2025 without a claim nothing is written.
        (History(lapsed=1, straight=7, zero_claim=3, bonus_used=False), SHANDONG, yuan(0, 3000)),
        (History(lapsed=2, straight=7, zero_claim=3, bonus_used=False), SHANDONG, yuan(0, 0)),
        (History(lapsed=5, straight=7, zero_claim=3, bonus_used=False), SHANDONG, yuan(0, 0)),
        # How many years in a row is not known: none to two beyond four.
        (History(zero_claim=5, bonus_used=False), SHANDONG, yuan(6000, 12000)),
        (History(straight=5), SHANDONG, yuan(0, 9000)),  # the fifth year, and none to two without a claim
        (History(), NATION, yuan(0, None)),
        (History(), SHANDONG, yuan(0, 12000)),
        # What the area adds, as the person knows it, is exact: none or 2 × 2,000.
        (History(straight=6, zero_claim=0, per_time=parse_yuan("2000")), NATION, yuan(0, 4000)),
    ],
)
def test_both_bonuses_in_2026_by_hand(history: History, rules, together: Span) -> None:
    assert bonus(history, rules, 2026).together == together


@pytest.mark.parametrize(
    ("this_year", "together"),
    [
        (2024, yuan(0, 0)),  # before the rules
        (2025, yuan(3000, 6000)),  # 2025 without a claim; as the tenth straight year it adds, or not
        (2028, yuan(12000, 24000)),  # four years held, none beyond four; or all four of them
        (2029, yuan(18000, 30000)),  # five years without a claim; five years held, one beyond four; or all five
        (2031, yuan(30000, 39000)),  # seven without a claim; three of seven beyond four, or the fifth to the tenth, six
    ],
)
def test_a_payer_of_ten_years_as_time_goes_on(this_year: int, together: Span) -> None:
    history = History(straight=10, zero_claim=10, bonus_used=False)
    assert bonus(history, SHANDONG, this_year).together == together


def test_the_readings_agree_where_all_years_lie_after_2025() -> None:
    # Six straight years in 2030 are 2025 to 2030: two beyond four in either reading; 2 × 3,000 + 6 × 3,000.
    own = bonus(History(straight=6, zero_claim=6, bonus_used=False), SHANDONG, 2030)
    assert own.times_straight == Span(2, 2)
    assert own.together == yuan(24000, 24000)


@pytest.mark.parametrize(
    ("history", "rules", "cap"),
    [
        # 400,000 + 2 × 3,000, and as much again where the years before 2025 count.
        (History(lapsed=0, straight=6, zero_claim=2, bonus_used=False, cap=CAP), SHANDONG, yuan(406000, 412000)),
        # Joining again after a lapse of 2026: 400,000 - 3,000, the year 2025 without a claim kept or not.
        (History(lapsed=1, straight=6, zero_claim=3, cap=CAP), SHANDONG, yuan(397000, 400000)),
        (History(lapsed=2, straight=6, zero_claim=3, cap=CAP), SHANDONG, yuan(397000, 397000)),
        # Jiangxi's own figure for a lapse is not in our copy.
        (History(lapsed=2, straight=6, zero_claim=3, cap=CAP), JIANGXI, None),
        (History(straight=6, zero_claim=2), SHANDONG, None),
    ],
)
def test_the_ceiling_with_both(history: History, rules, cap: Span | None) -> None:
    assert bonus(history, rules, 2026).cap == cap


def test_what_a_lapse_lowers() -> None:
    assert bonus(History(lapsed=3), SHANDONG, 2026).lowered == parse_yuan("3000")
    assert bonus(History(lapsed=3), SHANDONG, 2026).change == yuan(-3000, -3000)
    assert bonus(History(lapsed=3), NATION, 2026).lowered is None
    assert bonus(History(lapsed=3), NATION, 2026).change is None
    assert bonus(History(lapsed=0), NATION, 2026).lowered == 0


@given(YEARS, st.data(), CAPS, st.integers(1000, 50_000), TODAY)
def test_as_the_oracle_and_never_above_a_fifth(
    straight: int, data: st.DataObject, cap: int, per_time: int, this_year: int
) -> None:
    zero_claim = data.draw(st.integers(0, straight))
    history = History(
        straight=straight, zero_claim=zero_claim, bonus_used=False, cap=cap * 100, per_time=per_time * 100
    )
    low, high = bonus(history, NATION, this_year).together
    ends = [
        oracle.raised(straight, zero_claim, Decimal(per_time), Decimal(cap), this_year, early)
        for early in (False, True)
    ]
    assert [Decimal(low) / 100, Decimal(high or 0) / 100] == ends
    assert 5 * (high or 0) <= cap * 100


@given(YEARS, st.data(), CAPS, st.integers(1000, 50_000), st.booleans(), st.booleans(), TODAY)
def test_the_range_holds_whatever_turns_out(
    straight: int, data: st.DataObject, cap: int, per_time: int, bonus_used: bool, early: bool, this_year: int
) -> None:
    zero_claim = data.draw(st.integers(0, straight))
    left = 0 if bonus_used else zero_claim
    true = oracle.raised(straight, left, Decimal(per_time), Decimal(cap), this_year, early) * 100
    whole = {"straight": straight, "zero_claim": zero_claim, "bonus_used": bonus_used, "per_time": per_time * 100}
    known = {name: value for name, value in whole.items() if data.draw(st.booleans())}
    low, high = bonus(History(**known, cap=cap * 100), NATION, this_year).together
    assert low <= true <= (true if high is None else high)
    assert 5 * (high or 0) <= cap * 100


@given(YEARS, st.data(), CAPS, TODAY)
def test_one_more_faithful_year_never_lowers_the_ceiling(
    straight: int, data: st.DataObject, cap: int, this_year: int
) -> None:
    zero_claim = data.draw(st.integers(0, straight))
    before = History(straight=straight, zero_claim=zero_claim, bonus_used=False, cap=cap * 100)
    one_more = History(straight=min(straight + 1, 60), zero_claim=zero_claim, bonus_used=False, cap=cap * 100)
    assert bonus(one_more, SHANDONG, this_year + 1).together.low >= bonus(before, SHANDONG, this_year).together.low
