"""How the range narrows: as if the answer stood in the case, and no completion that has these answers lies outside."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.bounds import Bounds, bounds
from engine.case import parse_case
from engine.compiled import compile_scheme
from engine.content import library
from engine.errors import CaseError
from engine.facts import COUNTERS, SETS
from engine.known import known_case
from engine.money import yuan
from engine.narrowing import Range, Spread, spread
from engine.usual import usual_values
from tests.engine.against_oracle import money, open_upward
from tests.oracle import COMPUTABLE, every_reading, paid, settle
from tests.oracle.completions import amounts, at, completed, few_valued, options, serious_illness_follows, with_fact
from tests.oracle.sheet import EXCLUSIONS
from tests.oracle.strategies import NUMBERS, Dice, cases

Json = dict[str, Any]
TRUTHS = ("designated", "local_household", "continuous_enrolment", "covered_through_mother")
YEAR = (*COUNTERS, "inpatient_stays")


def spread_of(case: Json) -> Spread:
    """The range of a case with its answers."""
    scheme = library().scheme(case["scheme"])
    compiled = compile_scheme(scheme)
    return spread(compiled, known_case(parse_case(case), compiled), usual_values(scheme, library()))


def range_of(case: Json) -> Bounds:
    """The range alone."""
    scheme = library().scheme(case["scheme"])
    compiled = compile_scheme(scheme)
    return bounds(compiled, known_case(parse_case(case), compiled), usual_values(scheme, library()))


def answered(case: Json, path: str, text: str) -> Json:
    """The case with an answer in it, written as a case writes it."""
    name = path.rpartition(".")[2]
    value: Any = text
    if name in SETS:
        value = [word for word in text.split(",") if word]
    elif name in TRUTHS:
        value = text == "true"
    elif name == "inpatient_stays":
        value = int(text)
    if path.startswith("year_to_date.") and case.get("year_to_date") is None:
        case = {**case, "year_to_date": dict.fromkeys(YEAR)}
    return with_fact(case, path, value)


def gaps_of(data: st.DataObject, case: Json, most: int = 5) -> list[str]:
    """Facts to leave open, the whole year so far among them now and then."""
    paths = few_valued(case) + amounts(case)
    gaps = data.draw(st.lists(st.sampled_from(paths), min_size=1, max_size=most, unique=True), label="gaps")
    if data.draw(st.booleans(), label="nothing known of the year"):
        gaps = [path for path in gaps if not path.startswith("year_to_date")] + ["year_to_date"]
    return gaps


def without(case: Json, gaps: list[str]) -> Json:
    """The case with these facts unknown."""
    for path in gaps:
        case = with_fact(case, path, None)
    return case


def holds(wide: Range, narrow: Range) -> bool:
    """Whether one range lies in another."""
    return wide[0] <= narrow[0] and (wide[1] is None or (narrow[1] is not None and narrow[1] <= wide[1]))


def may_be_wider(path: str) -> bool:
    """Answers whose range is only promised to hold the truth: what `given` says of them."""
    return path.rpartition(".")[2] in (*EXCLUSIONS, "outpatient_paid", "outpatient_balance")


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_an_answer_narrows_as_if_it_stood_in_the_case(scheme: str, data: st.DataObject) -> None:
    case = data.draw(cases(scheme, most_visits=2), label="case")
    partial = without(case, gaps_of(data, case))
    found = spread_of(partial)
    alone = range_of(partial)
    assert (found.bounds.low, found.bounds.high, found.bounds.unknown) == (alone.low, alone.high, alone.unknown)
    assume(found.paths())
    path = data.draw(st.sampled_from(found.paths()), label="path")
    answers = found.answers(path)
    assert answers or found.bounds.outer
    assume(answers)
    answer = data.draw(st.sampled_from(sorted(answers)), label="answer")
    _same(found, answered_or_not(partial, {path: answer}), answers[answer], may_be_wider(path))


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_several_answers_at_once(scheme: str, data: st.DataObject) -> None:
    case = data.draw(cases(scheme, most_visits=2), label="case")
    partial = without(case, gaps_of(data, case))
    found = spread_of(partial)
    assume(len(found.paths()) > 1)
    chosen = data.draw(st.lists(st.sampled_from(found.paths()), min_size=2, max_size=4, unique=True), label="paths")
    values = {path: data.draw(st.sampled_from(sorted(found.answers(path)) or [""]), label=path) for path in chosen}
    together = found.given(values)
    assume(together is not None)
    _same(found, answered_or_not(partial, values), together, any(may_be_wider(path) for path in values))


def answered_or_not(case: Json, values: dict[str, str]) -> Bounds | None:
    """The range with these answers; None where the case would not take them (an amount that does not fit another)."""
    for path, text in values.items():
        case = answered(case, path, text)
    try:
        return range_of(case)
    except CaseError:
        return None


def _same(found: Spread, truth: Bounds | None, got: Range | None, wider: bool) -> None:
    assume(truth is not None and not truth.outer and not found.bounds.outer)
    assert truth is not None
    assert got is not None
    assert holds(got, (truth.low, truth.high))
    assert wider or got == (truth.low, truth.high)


def text_of(value: Any) -> str:
    """A fact of a case as it is answered."""
    if isinstance(value, list):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_completions_with_these_answers_stay_inside(scheme: str, data: st.DataObject) -> None:
    """By the oracle: a case is filled in, some of what it was filled with is answered."""
    case = data.draw(cases(scheme, most_visits=2), label="case")
    gaps = gaps_of(data, case)
    partial = without(case, gaps)
    found = spread_of(partial)
    whole = completed(Dice(data.draw(NUMBERS)), partial, gaps)
    asked = [path for path in found.paths() if at_or_none(whole, path) is not None]
    assume(asked)
    told = data.draw(st.lists(st.sampled_from(asked), min_size=1, max_size=3, unique=True), label="told")
    values = {path: text_of(at_or_none(whole, path)) for path in told}
    for readings in every_reading(scheme):
        filled = serious_illness_follows(whole, readings) if "year_to_date" in gaps else whole
        visits = settle(filled, readings)
        got = found.given(values)
        assert got is not None, values
        assert money(yuan(got[0])) <= paid(visits)
        assert got[1] is None or (paid(visits) <= money(yuan(got[1])) and not open_upward(filled, visits, readings))


def at_or_none(case: Json, path: str) -> Any:
    """The fact at a path, or None."""
    holder, name = at(case, path)
    return holder.get(name)


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_what_does_not_matter_changes_nothing(scheme: str, data: st.DataObject) -> None:
    """By the oracle: completions that differ in such a fact only are paid alike."""
    case = data.draw(cases(scheme, most_visits=2), label="case")
    gaps = gaps_of(data, case)
    partial = without(case, gaps)
    found = spread_of(partial)
    idle = [path for path in gaps if path != "year_to_date" and not found.matters(path)]
    assume(idle)
    path = data.draw(st.sampled_from(idle), label="path")
    for _ in range(3):
        whole = completed(Dice(data.draw(NUMBERS)), partial, gaps)
        others = (
            [with_fact(whole, path, value) for value in options(case, path)]
            if path in few_valued(case)
            else [completed(Dice(data.draw(NUMBERS)), with_fact(whole, path, None), [path]) for _ in range(3)]
        )
        for readings in every_reading(scheme):
            sums = set()
            for each in others:
                filled = serious_illness_follows(each, readings) if "year_to_date" in gaps else each
                sums.add(paid(settle(filled, readings)))
            assert len(sums) == 1
