"""Loose amounts at their ends: every end is there, nothing that cannot be, and too many leave the range wide."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.talk.corners import MOST_CORNERS, corners
from engine.talk.talk import Talk

B = "visits.0.bill."
TOTAL, SELF_FUNDED, OVER_LIMIT, FIRST_PAY = (f"{B}{n}" for n in ("total", "self_funded", "over_limit", "first_pay"))
SHARES = st.integers(0, 1_000_000)


def test_without_loose_amounts_there_is_one_corner() -> None:
    assert corners({}, {TOTAL: 100}) == [{}]


def test_every_end_meets_every_other() -> None:
    found = corners({TOTAL: (900, 1000), SELF_FUNDED: (100, 200)}, {})
    assert sorted((one[TOTAL], one[SELF_FUNDED]) for one in found) == [(900, 100), (900, 200), (1000, 100), (1000, 200)]


def test_a_bill_is_no_less_than_its_parts() -> None:
    # 总共四五千, 自费 4,500 said exactly: a bill of 4,000 cannot be, one of 4,500 can.
    found = corners({TOTAL: (400_000, 500_000)}, {SELF_FUNDED: 450_000})
    assert [one[TOTAL] for one in found] == [450_000, 500_000]


def test_parts_are_no_more_than_an_exact_bill() -> None:
    # A bill of 1,000; 700 to 900 and 200 to 400 outside the list: together at most 1,000, at least 900.
    found = corners({SELF_FUNDED: (700, 900), OVER_LIMIT: (200, 400)}, {TOTAL: 1000})
    sums = {one[SELF_FUNDED] + one[OVER_LIMIT] for one in found}
    assert (min(sums), max(sums)) == (900, 1000)


def test_what_cannot_be_at_all_stays_for_the_case_to_refuse() -> None:
    assert corners({TOTAL: (100, 200)}, {SELF_FUNDED: 300}) == [{TOTAL: 200}, {TOTAL: 200}]


def test_too_many_bills_go_up_and_down_together() -> None:
    loose = {f"visits.{n}.bill.total": (n, n + 10) for n in range(6)}
    found = corners(loose, {})
    assert found == [{path: ends[0] for path, ends in loose.items()}, {path: ends[1] for path, ends in loose.items()}]


def test_parts_beyond_the_most_corners_stay_open() -> None:
    loose = {f"visits.{n}.bill.{name}": (0, 10) for n in range(2) for name in ("total", "self_funded", "over_limit")}
    found = corners(loose, {})
    assert len(found) == MOST_CORNERS == 16
    assert len(found[0]) == 4  # both bills and two of the parts: 2^4


@given(SHARES, SHARES, SHARES, SHARES, SHARES, SHARES)
def test_between_the_corners_lies_everything_that_can_be(
    total: int, more: int, self_funded: int, more_of_it: int, first_pay: int, more_paid: int
) -> None:
    """What is left of a bill after its parts is, for any amounts inside, between the least and the most of a corner."""
    total += self_funded + first_pay
    loose = {
        TOTAL: (total, total + more),
        SELF_FUNDED: (self_funded, self_funded + more_of_it),
        FIRST_PAY: (first_pay, first_pay + more_paid),
    }
    left = [one[TOTAL] - one[SELF_FUNDED] - one[FIRST_PAY] for one in corners(loose, {})]
    assert min(left) == max(total - self_funded - more_of_it - first_pay - more_paid, 0)
    assert max(left) == total + more - self_funded - first_pay


def test_four_loose_amounts_leave_the_whole_range() -> None:
    # Guanxian, county hospital, first stay, adult: 70% above 500; the parts come off the bill first.
    # Least: (8,000 − 3 × 600 − 500) × 70% = 5,700 × 70% = 3,990.00; most: (10,000 − 3 × 300 − 500) × 70% = 6,020.00.
    talk = Talk("2018-06-20", {"scheme": "guanxian-2018", "today": "2018-06-20"})
    talk.say("今年头一回看病，之前没报过账，县医院住院，2018年3月5号，一般生病，不是低保户，普通人家，按时缴的费，大人")
    for path, ends in {
        TOTAL: (800_000, 1_000_000),
        SELF_FUNDED: (30_000, 60_000),
        OVER_LIMIT: (30_000, 60_000),
        FIRST_PAY: (30_000, 60_000),
    }.items():
        talk.state.put_range(path, ends)
    turn = talk.say("接着算")
    for _ in range(6):
        if not turn["ask"] or "yes" not in (turn["ask"]["options"] or ()):
            break
        turn = talk.choose("yes")
    assert Decimal(turn["bounds"]["low"]) == Decimal("3990.00")
    assert Decimal(turn["bounds"]["high"]) == Decimal("6020.00")


def test_a_loose_bill_below_its_parts_is_no_contradiction() -> None:
    talk = Talk("2018-06-20", {"scheme": "guanxian-2018", "today": "2018-06-20"})
    turn = talk.say("县医院住院总共四五千，自费4500")
    assert talk.state.ranges == {TOTAL: (400_000, 500_000)}
    assert turn["facts"][SELF_FUNDED] == "4500.00"
    assert turn["bounds"]["low"] == "0.00"
