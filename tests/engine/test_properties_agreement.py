"""Random cases with nothing unknown: the engine and the oracle agree to the fen, and so does the range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.estimate import estimate
from tests.engine.against_oracle import adds_up, differences, money, range_of
from tests.oracle import COMPUTABLE
from tests.oracle.strategies import cases

# The year's counters start anew in these, and cases of several years lie inside the scheme's period.
OPEN_ENDED = ("ankang-2016", "employee-large-claims-40k", "wujiang-cii", "beijing-1995")


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_each_layer_of_each_visit(scheme, data):
    case = data.draw(cases(scheme), label="case")
    answer = estimate(case)
    assert not differences(case, answer)
    assert not adds_up(case, answer)
    low, high = range_of(case)
    assert (money(answer["bounds"]["low"]), money(answer["bounds"]["high"])) == (low, high)
    assert not answer["bounds"].get("outer")


@pytest.mark.parametrize("scheme", OPEN_ENDED)
@given(data=st.data())
def test_every_benefit_year_starts_anew(scheme, data):
    case = data.draw(cases(scheme, most_visits=5, several_years=True), label="case")
    assert not differences(case, estimate(case, with_bounds=False))
