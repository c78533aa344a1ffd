"""Both ends of the range are reached: answering fact after fact leads to a completion, and the oracle agrees."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, note
from hypothesis import strategies as st

from engine.answers import TOP
from engine.money import yuan
from engine.narrowing import Spread
from tests.engine.against_oracle import money
from tests.engine.test_properties_narrowing import Json, answered, gaps_of, spread_of, without
from tests.oracle import COMPUTABLE, every_reading, paid, settle
from tests.oracle.completions import completed, serious_illness_follows
from tests.oracle.strategies import Dice, cases

SUMS = ("year_to_date.compliant_self_pay", "year_to_date.above_ceiling")


def towards(found: Spread, end: int) -> dict[str, str]:
    """Answers, one after another, that each leave this end (0: the least, 1: the most) where it is."""
    values: dict[str, str] = {}
    wanted = (found.bounds.low, found.bounds.high)[end]
    for path in sorted(found.paths(), key=lambda path: path in SUMS):
        for text in found.answers(path):
            narrowed = found.given({**values, path: text})
            if narrowed is not None and narrowed[end] == wanted:
                values[path] = text
                break
    return values


def sums_of(case: Json, left: list[str]) -> list[Json]:
    """The case with the sums of the year that the range was made of, each a few fen to either side as well."""
    if not left:
        return [case]
    found = spread_of(case)
    assert found._found is not None
    sums = {min(int(fen), TOP) for fen in found._found.sums[left[0].rpartition(".")[2]]}
    tried = {fen + near for fen in sums for near in range(-20, 21)}
    return [answered(case, left[0], yuan(fen)) for fen in sorted(tried) if fen >= 0]


@pytest.mark.parametrize("scheme", COMPUTABLE)
@given(data=st.data())
def test_both_ends_are_reached(scheme: str, data: st.DataObject) -> None:
    case = data.draw(cases(scheme, most_visits=2), label="case")
    gaps = gaps_of(data, case)
    partial = without(case, gaps)
    found = spread_of(partial)
    assume(not found.bounds.outer)
    for end, wanted in enumerate((found.bounds.low, found.bounds.high)):
        if wanted is None:
            continue
        values = towards(found, end)
        whole = partial
        for path, text in values.items():
            whole = answered(whole, path, text)
        left = [path for path in found.paths() if path in SUMS and path not in values]
        reached: set[Decimal | None] = set()
        for told in sums_of(whole, left):
            for readings in every_reading(scheme):
                open_still = [gap for gap in gaps if gap not in values and gap != "year_to_date" and gap not in left]
                filled = completed(Dice(0), told, open_still)
                filled = serious_illness_follows(filled, readings) if "year_to_date" in gaps else filled
                reached.add(paid(settle(filled, readings)))
        note(f"the {('least', 'most')[end]} with {values}: {filled}")
        assert money(yuan(wanted)) in reached
