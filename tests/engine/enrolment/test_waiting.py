"""Months of waiting: by hand, against the oracle, and the laws that hold for everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.content import library
from engine.enrolment.history import History, Span
from engine.enrolment.rules import rules_of
from engine.enrolment.waiting import months, wait
from engine.errors import CaseError
from tests.oracle import enrolment as oracle

RULES = rules_of(None, library()).waiting
LAPSES = st.integers(1, 30)
READINGS = st.booleans()


@pytest.mark.parametrize(
    ("lapsed", "repaired", "plain", "other"),
    [
        (1, 0, 4, 3),  # 3 + 1; 3 + 0 where the first year does not count
        (1, 1, 3, 3),  # 3 + 1 - 1; the fixed wait stays
        (3, 0, 6, 5),  # 3 + 3; 3 + 2
        (3, 2, 4, 3),  # 3 + 3 - 2; 3 + 2 - 2
        (3, 3, 3, 3),
        (4, 0, 7, 6),  # 3 + 4; 3 + 3
        (4, 4, 6, 6),  # 3 + 0, but at least 6 after four years
        (5, 0, 8, 7),  # 3 + 5; 3 + 4
        (5, 1, 7, 6),
        (5, 5, 6, 6),
        (10, 4, 9, 8),  # 3 + 10 - 4; 3 + 9 - 4
    ],
)
def test_months_by_hand(lapsed: int, repaired: int, plain: int, other: int) -> None:
    assert months(lapsed, repaired, RULES, first_counts=True) == plain
    assert months(lapsed, repaired, RULES, first_counts=False) == other
    assert wait(History(lapsed=lapsed, repaired=repaired), RULES) == Span(other, plain)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (History(exempt=True), Span(0, 0)),
        (History(exempt=True, lapsed=5), Span(0, 0)),
        (History(lapsed=0, in_window=True), Span(0, 0)),
        (History(lapsed=0, in_window=False), Span(3, 3)),
        (History(lapsed=0), Span(0, 3)),
        (History(lapsed=5, in_window=True, repaired=0), Span(7, 8)),  # a lapse waits in the window too
        (History(), Span(0, None)),
        (History(in_window=False), Span(3, None)),
        (History(lapsed=3), Span(3, 6)),  # all paid off, or none: 3 to 3 + 3
        (History(lapsed=5), Span(6, 8)),
        (History(repaired=2), Span(3, None)),  # two years at least were lapsed, and both are paid off
        (History(repaired=4), Span(6, None)),  # four in a row: at least 6
    ],
)
def test_what_is_not_known_leaves_a_range(history: History, expected: Span) -> None:
    assert wait(history, RULES) == expected


@given(LAPSES, st.data(), READINGS)
def test_as_the_oracle(lapsed: int, data: st.DataObject, first_counts: bool) -> None:
    repaired = data.draw(st.integers(0, lapsed))
    own = months(lapsed, repaired, RULES, first_counts=first_counts)
    assert own == oracle.months(lapsed, repaired, first_counts)


@given(LAPSES, st.data(), READINGS)
def test_a_longer_lapse_never_shortens_the_wait(lapsed: int, data: st.DataObject, first_counts: bool) -> None:
    repaired = data.draw(st.integers(0, lapsed))
    longer = months(lapsed + 1, repaired, RULES, first_counts=first_counts)
    assert longer >= months(lapsed, repaired, RULES, first_counts=first_counts)


@given(LAPSES, st.data(), READINGS)
def test_paying_off_never_lengthens_the_wait(lapsed: int, data: st.DataObject, first_counts: bool) -> None:
    repaired = data.draw(st.integers(0, lapsed - 1))
    more = months(lapsed, repaired + 1, RULES, first_counts=first_counts)
    assert 3 <= more <= months(lapsed, repaired, RULES, first_counts=first_counts)


@given(LAPSES, st.data(), READINGS)
def test_the_range_holds_whatever_turns_out(lapsed: int, data: st.DataObject, first_counts: bool) -> None:
    repaired = data.draw(st.integers(0, lapsed))
    true = oracle.months(lapsed, repaired, first_counts)
    for known in (
        History(),
        History(lapsed=lapsed),
        History(repaired=repaired),
        History(lapsed=lapsed, repaired=repaired),
    ):
        low, high = wait(known, RULES)
        assert low <= true <= (true if high is None else high)


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"lapsed": -1}, "lapsed"),
        ({"lapsed": 61}, "lapsed"),
        ({"lapsed": 2, "repaired": 3}, "repaired"),
        ({"straight": 2, "zero_claim": 3}, "zero_claim"),
        ({"cap": 0}, "cap"),
        ({"cap": 999_999}, "cap"),  # one fen below 10,000 yuan
        ({"cap": 1_000_000_001}, "cap"),  # one above ten million
        ({"per_time": 0}, "per_time"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(said: dict[str, int], path: str) -> None:
    with pytest.raises(CaseError) as error:
        History(**said)
    assert error.value.path == path
    assert "\n" not in str(error.value)
