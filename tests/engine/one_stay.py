"""One stay in Guanxian's county hospital of which every fact is known: what a test changes is what it is about."""

from copy import deepcopy
from typing import Any

Json = dict[str, Any]

NOTHING_OUTSIDE = {"self_funded": "0", "over_limit": "0", "first_pay": "0"}
STAY: Json = {
    "kind": "inpatient",
    "on": "2018-03-05",
    "facility_level": "secondary",
    "place": "county",
    "referral": "not_needed",
    "designated": True,
    "cause": "illness",
    "conditions": [],
    "bill": {"total": "80000", "self_funded": "5000", "over_limit": "0", "first_pay": "0"},
    "reported": {},
}
PERSON: Json = {
    "categories": [],
    "age_group": "adult",
    "continuous_enrolment": True,
    "covered_through_mother": False,
    "local_household": True,
}


def stay(total: str = "80000", self_funded: str = "0", **facts: Any) -> Json:
    """A stay with this bill. A fact given as None is left out, so unknown."""
    visit = deepcopy(STAY)
    visit["bill"] = {"total": total, **NOTHING_OUTSIDE, "self_funded": self_funded}
    visit.update(facts)
    return {name: value for name, value in visit.items() if value is not None}


def case(*visits: Json, person: Json | None = None, **facts: Any) -> Json:
    """A case of Guanxian 2018; without visits, the stay of 80,000 of which 5,000 is self-funded."""
    whole: Json = {
        "scheme": "guanxian-2018",
        "today": "2018-04-01",
        "person": {name: value for name, value in {**PERSON, **(person or {})}.items() if value is not None},
        "year_to_date": {},
        "visits": [deepcopy(visit) for visit in visits] or [deepcopy(STAY)],
    }
    whole.update(facts)
    return {name: value for name, value in whole.items() if value is not None}


def paid(answer: Json) -> dict[str, str]:
    """Layer -> what it pays."""
    return {layer["layer"]: layer["paid"] for layer in answer["layers"]}


def codes(answer: Json) -> set[str]:
    """The codes of the warnings."""
    return {warning["code"] for warning in answer["warnings"]}
