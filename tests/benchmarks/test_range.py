"""How long the range of one bill takes, in every scheme: with hardly anything known, with a little, with nearly all.

.venv/bin/pytest tests/benchmarks --benchmark-columns=median,max      (meant: at most 30 ms each; no test asserts it)
"""

from typing import Any

import pytest

from engine.bounds import bounds
from engine.case import parse_case
from engine.compiled import compile_scheme
from engine.content import library
from engine.known import known_case
from engine.usual import usual_values
from tests.oracle import SCHEMES

TOTAL = {"bill": {"total": "80000"}}
LEVEL = {"kind": "inpatient", "facility_level": "tertiary"}
ORDINARY = {"place": "county", "referral": "not_needed", "designated": True, "cause": "illness", "conditions": []}
PERSON = {"categories": [], "age_group": "adult", "continuous_enrolment": True, "local_household": True}


def case(scheme: str, told: str) -> dict[str, Any]:
    """One bill of which this is told."""
    if told == "only the total":
        return {"scheme": scheme, "visits": [TOTAL]}
    if told == "kind and level too":
        return {"scheme": scheme, "visits": [{**LEVEL, **TOTAL}]}
    own = library().scheme(scheme)
    insurance = own.insurance[0] if own.insurance else None
    person = {**PERSON, "insurance": insurance, "enrolment_tier": own.tiers[0] if own.tiers else None}
    return {"scheme": scheme, "person": person, "visits": [{**LEVEL, **ORDINARY, **TOTAL, "on": own.period.start}]}


@pytest.mark.parametrize("told", ["only the total", "kind and level too", "all but the split and the year so far"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_range(benchmark: Any, scheme: str, told: str) -> None:
    """From what is known to the range."""
    own = library().scheme(scheme)
    compiled = compile_scheme(own)
    known = known_case(parse_case(case(scheme, told)), compiled)
    found = benchmark(bounds, compiled, known, usual_values(own, library()))
    assert found.high is None or found.low <= found.high
