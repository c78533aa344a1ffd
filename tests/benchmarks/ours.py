"""Our engine as a peer of the benefit bench: the reference policy is the scheme file beside this module.

peers.py batch --path tests/benchmarks --peers ours:Ours,policyengine,openfisca,decimal
"""

from pathlib import Path
from typing import Any

import numpy as np

from engine.batch import Claims, claims, settle
from engine.compiled import compile_scheme
from engine.content import Library
from engine.estimate import estimate, to_json
from engine.facts import CATEGORIES, LEVELS
from engine.money import yuan

SCHEME = "reference-policy"
LAYERS = ("basic", "serious_illness", "assistance")
NOBODY, LOW_INCOME, DESTITUTE = 0, 1 << CATEGORIES.index("low_income"), 1 << CATEGORIES.index("destitute")
NAMES = {1: ["low_income"], 2: ["destitute"]}


class Ours:
    """`prep`: claims as int64 columns to a table; `run`: (basic, serious, aid) in fen, one entry a stay."""

    def __init__(self, content: Path = Path(__file__).parent / "content") -> None:
        self.library = Library(content)
        self.compiled = compile_scheme(self.library.scheme(SCHEME))

    def prep(self, cols: dict[str, Any]) -> Claims:
        # Hospital levels 1 to 3 stand at these places of LEVELS, behind the village clinic.
        assert LEVELS[1:4] == ("primary", "secondary", "tertiary")
        category = np.array([NOBODY, LOW_INCOME, DESTITUTE], dtype=np.int64)[cols["category"]]
        visits = {"facility_level": cols["level"], "in_scope": cols["compliant"], "total": cols["compliant"]}
        return claims(cols["person_id"], visits, {"categories": category})

    def run(self, native: Claims) -> tuple[Any, Any, Any]:
        paid = settle(self.compiled, native)
        return tuple(paid[layer] for layer in LAYERS)  # type: ignore[return-value]

    def explain(self, case: dict[str, Any]) -> str:
        """One person-year, every step, as JSON: what `mingbai estimate --json` says without the range."""
        return to_json(estimate(self.case(case), with_bounds=False, content=self.library))

    @staticmethod
    def case(case: dict[str, Any]) -> dict[str, Any]:
        """The bench's case as a case of ours; every fact is known."""
        bill = {"self_funded": "0", "over_limit": "0", "first_pay": "0"}
        visits = [
            {
                "kind": "inpatient",
                "on": "2026-03-01",
                "facility_level": LEVELS[level],
                "place": "county",
                "referral": "not_needed",
                "designated": True,
                "cause": "illness",
                "conditions": [],
                "bill": {"total": yuan(fen), **bill},
            }
            for level, fen in case["stays"]
        ]
        person = {
            "categories": NAMES.get(case["category"], []),
            "age_group": "adult",
            "local_household": True,
            "continuous_enrolment": True,
            "covered_through_mother": False,
        }
        return {"scheme": SCHEME, "person": person, "year_to_date": {}, "visits": visits}
