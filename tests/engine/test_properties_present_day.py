"""Random cases under today's rules: the engine and the oracle agree to the fen, and on the range with one fact open.

The range is that with the ceilings as the scheme states them: one that is not held counts as not reached.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.estimate import estimate
from engine.wording.explain import as_stated
from tests.engine.against_oracle import adds_up, differences, money, range_of
from tests.oracle import PRESENT_DAY
from tests.oracle.completions import with_fact
from tests.oracle.present_day_cases import open_choices, present_day_cases


@pytest.mark.parametrize("scheme", PRESENT_DAY)
@given(data=st.data())
def test_each_layer_of_each_visit(scheme, data):
    case = data.draw(present_day_cases(scheme), label="case")
    answer = estimate(case)
    assert not differences(case, answer)
    assert not adds_up(case, answer)
    stated = as_stated(answer)["bounds"]
    assert (money(stated["low"]), money(stated["high"])) == range_of(case)


@pytest.mark.parametrize("scheme", PRESENT_DAY)
@given(data=st.data())
def test_one_open_choice_has_exact_ends(scheme, data):
    """The range is that of the values the choice can have, no wider."""
    case = data.draw(present_day_cases(scheme, most_visits=1), label="case")
    choices = open_choices(case)
    path = data.draw(st.sampled_from(sorted(choices)), label="open")
    answer = estimate(with_fact(case, path, None))
    assert not adds_up(case, answer)
    ranges = [range_of(with_fact(case, path, value)) for value in choices[path]]
    most = [high for _, high in ranges]
    expected = (min(low for low, _ in ranges), None if None in most else max(most))
    stated = as_stated(answer)["bounds"]
    assert (money(stated["low"]), money(stated["high"])) == expected
    assert not answer["bounds"].get("outer")
