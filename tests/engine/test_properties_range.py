"""The guaranteed range: no way of filling the gaps in leads outside it, and its ends are reached."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.asked import facts_read
from engine.estimate import estimate
from tests.engine.against_oracle import adds_up, money, open_upward, range_of
from tests.oracle import COMPUTABLE, every_reading, paid, settle
from tests.oracle.completions import (
    amounts,
    completed,
    few_valued,
    known,
    options,
    serious_illness_follows,
    with_days,
    with_fact,
)
from tests.oracle.strategies import NUMBERS, Dice, cases


def told_in_full(case: dict) -> dict:
    """With a day of birth, so that a person who may turn out to be a newborn leaves no second gap."""
    first = min(date.fromisoformat(visit["on"]) for visit in case["visits"])
    person = {"born_on": (first - timedelta(days=200)).isoformat(), **case["person"]}
    return {**case, "person": person}


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_one_unknown_choice_has_exact_ends(scheme, data):
    """The range is that of the values the choice can have, no wider; `paid` is inside it."""
    case = told_in_full(data.draw(cases(scheme, most_visits=2), label="case"))
    path = data.draw(st.sampled_from(few_valued(case)), label="unknown")
    partial = with_fact(case, path, None)
    answer = estimate(partial)
    assert not adds_up(case, answer)
    ranges = [range_of(with_fact(case, path, value)) for value in options(case, path)]
    assert len(set(ranges)) == 1 or path in facts_read(partial), "a fact that decides is not asked for"
    least, most = min(low for low, _ in ranges), [high for _, high in ranges]
    expected = (least, None if None in most else max(most))
    assert (money(answer["bounds"]["low"]), money(answer["bounds"]["high"])) == expected
    assert not answer["bounds"].get("outer")


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_no_completion_leads_outside(scheme, data):
    """Several facts unknown, amounts and the year so far among them."""
    case = told_in_full(data.draw(cases(scheme, most_visits=2), label="case"))
    gaps = data.draw(st.lists(st.sampled_from(few_valued(case) + amounts(case)), max_size=4, unique=True), label="gaps")
    if data.draw(st.booleans(), label="nothing known of the year"):
        gaps = [path for path in gaps if not path.startswith("year_to_date")] + ["year_to_date"]
    partial = case
    for path in gaps:
        partial = with_fact(partial, path, None)
    follows = "year_to_date" in gaps
    answer = estimate(partial)
    low, high = money(answer["bounds"]["low"]), money(answer["bounds"]["high"])
    assert low <= money(answer["paid"])
    for _ in range(4):
        whole = completed(Dice(data.draw(NUMBERS)), partial, gaps)
        for readings in every_reading(scheme):
            filled = serious_illness_follows(whole, readings) if follows else whole
            visits = settle(filled, readings)
            assert low <= paid(visits)
            assert high is None or (paid(visits) <= high and not open_upward(filled, visits, readings))


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_knowing_more_never_widens(scheme, data):
    """Filling in one of two gaps gives a range inside the one before."""
    case = told_in_full(data.draw(cases(scheme, most_visits=2), label="case"))
    first, second = data.draw(st.lists(st.sampled_from(few_valued(case)), min_size=2, max_size=2, unique=True))
    wide = estimate(with_fact(with_fact(case, first, None), second, None))["bounds"]
    narrow = estimate(with_fact(case, first, None))["bounds"]
    assert money(wide["low"]) <= money(narrow["low"])
    assert wide["high"] is None or (narrow["high"] is not None and money(narrow["high"]) <= money(wide["high"]))
    assert known(case, second) is not None


@pytest.mark.parametrize("scheme", ["chongqing-2013", "guanxian-2018", "liaoning-2013"])
@given(data=st.data())
def test_dates_known_in_part(scheme, data):
    """Only the month or the year of a date is told, or no day of payment at all: still nothing leads outside."""
    case = told_in_full(data.draw(cases(scheme, most_visits=1), label="case"))
    case["visits"][0].pop("discharged_on", None)
    whole = {
        "visits.0.on": case["visits"][0]["on"],
        "person.born_on": case["person"]["born_on"],
        "person.enrolled_on": case["person"].get("enrolled_on") or case["visits"][0]["on"],
    }
    lengths = data.draw(st.fixed_dictionaries({path: st.sampled_from((10, 7, 4)) for path in whole}), label="told")
    if data.draw(st.booleans(), label="day of payment unknown"):
        lengths["person.enrolled_on"] = 0
        case["person"]["continuous_enrolment"] = False
    blurred = {path: whole[path][:length] for path, length in lengths.items() if length < 10}
    partial = case
    for path, part in blurred.items():
        partial = with_fact(partial, path, part or None)
    answer = estimate(partial)
    low, high = money(answer["bounds"]["low"]), money(answer["bounds"]["high"])
    for _ in range(6):
        filled = with_days(Dice(data.draw(NUMBERS)), partial, blurred)
        least, most = range_of(filled)
        assert low <= least
        assert high is None or (most is not None and most <= high)
