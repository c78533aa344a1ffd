"""Laws of a comparison, for every scheme and random cases; the range of a difference held against the oracle."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.compare.compare import compare
from tests.engine.against_oracle import money, open_upward
from tests.engine.test_properties_range import told_in_full
from tests.oracle import COMPUTABLE, every_reading, paid, settle
from tests.oracle.completions import completed, few_valued, known, options, with_fact
from tests.oracle.strategies import NUMBERS, Dice, cases

CHANGED = ("facility_level", "place", "referral", "designated", "kind", "cause")


def signed(text: str | None) -> Decimal | None:
    """A difference, perhaps below zero."""
    if text is None:
        return None
    return -money(text[1:]) if text.startswith("-") else money(text)


def without_sheet(case: dict) -> dict:
    """What a sheet says was paid holds only where the case is as it is."""
    bare = {name: part for name, part in case.items() if name != "visits"}
    visits = [{k: v for k, v in visit.items() if k not in ("reported", "stated_rate")} for visit in case["visits"]]
    return {**bare, "visits": visits}


def change(data: st.DataObject, case: dict) -> tuple[str, str, object]:
    """A fact of the first visit, and another value of it: as a situation is written, its path, the value."""
    name = data.draw(st.sampled_from(CHANGED), label="changed")
    path = f"visits.0.{name}"
    value = data.draw(st.sampled_from([one for one in options(case, path) if one != known(case, path)]), label="to")
    return f"{path}={str(value).lower() if isinstance(value, bool) else value}", path, value


def check_laws(found: dict) -> None:
    gaps = [signed(row["gap"]) for row in found["differences"]]
    between = signed(found["gap"])
    if between is not None:
        assert between == money(found["b"]["paid"]) - money(found["a"]["paid"])
        assert sum(gaps, Decimal(0)) == between
        low, high = (signed(found["gap_bounds"][end]) for end in ("low", "high"))
        assert low is None or low <= between
        assert high is None or between <= high
    for row in found["differences"]:
        if row["gap"] is not None:
            assert signed(row["gap"]) == (money(row["b"] or "0.00") - money(row["a"] or "0.00"))
        assert row["why"]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_the_difference_is_the_sum_of_its_layers_and_turns_with_its_sides(scheme, data):
    case = data.draw(cases(scheme, most_visits=2), label="case")
    written, _, _ = change(data, case)
    there, back = compare("as_is", written, case), compare(written, "as_is", case)
    check_laws(there)
    check_laws(back)
    if there["gap"] is None:
        assert back["gap"] is None
    else:
        assert signed(there["gap"]) == -signed(back["gap"])
    if "gap_outer" not in there and "gap_outer" not in back:
        ends = [signed(there["gap_bounds"][end]) for end in ("low", "high")]
        turned = [signed(back["gap_bounds"][end]) for end in ("high", "low")]
        assert ends == [None if end is None else -end for end in turned]


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_another_scheme(scheme, data):
    case = data.draw(cases(scheme, most_visits=2), label="case")
    other = data.draw(st.sampled_from([one for one in COMPUTABLE if one != scheme]), label="other")
    check_laws(compare("as_is", other, case))


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_without_cover_what_is_paid_is_lost(scheme, data):
    case = data.draw(cases(scheme, most_visits=2), label="case")
    found = compare("as_is", "not_registered", case)
    check_laws(found)
    assert found["b"]["self_pay"] == found["a"]["total"]
    if found["gap"] is not None:
        assert signed(found["gap"]) == -money(found["a"]["paid"])


@pytest.mark.slow
@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_no_completion_on_both_sides_leads_outside(scheme, data):
    """The same value of every unknown fact, and the same reading of every doubtful figure, on both sides."""
    case = without_sheet(told_in_full(data.draw(cases(scheme, most_visits=1), label="case")))
    written, path, value = change(data, case)
    splits = [f"visits.0.bill.{name}" for name in ("self_funded",) if name in case["visits"][0]["bill"]]
    open_ = [one for one in few_valued(case) + splits if one != path]
    gaps = data.draw(st.lists(st.sampled_from(open_), min_size=1, max_size=3, unique=True), label="gaps")
    partial = case
    for gap in gaps:
        partial = with_fact(partial, gap, None)
    found = compare("as_is", written, partial)
    low, high = (signed(found["gap_bounds"][end]) for end in ("low", "high"))
    for _ in range(4):
        whole = completed(Dice(data.draw(NUMBERS)), partial, gaps)
        for readings in every_reading(scheme):
            sides = (whole, with_fact(whole, path, value))
            settled = [settle(one, readings) for one in sides]
            if any(open_upward(one, visits, readings) for one, visits in zip(sides, settled, strict=True)):
                continue  # more may be paid than the oracle knows
            between = paid(settled[1]) - paid(settled[0])
            assert low is None or low <= between
            assert high is None or between <= high


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["chongqing-2013", "guanxian-2018", "liaoning-2013"])
@given(data=st.data())
def test_one_unknown_choice_has_exact_ends(scheme, data):
    """The ends are met by the values that the choice can have."""
    case = without_sheet(told_in_full(data.draw(cases(scheme, most_visits=1), label="case")))
    written, path, value = change(data, case)
    gap = data.draw(st.sampled_from([one for one in few_valued(case) if one != path]), label="gap")
    found = compare("as_is", written, with_fact(case, gap, None))
    if "gap_outer" in found or None in found["gap_bounds"].values():
        return
    between = []
    for own in options(case, gap):
        here = with_fact(case, gap, own)
        for readings in every_reading(scheme):
            sides = [paid(settle(one, readings)) for one in (here, with_fact(here, path, value))]
            between.append(sides[1] - sides[0])
    assert [signed(found["gap_bounds"][end]) for end in ("low", "high")] == [min(between), max(between)]
