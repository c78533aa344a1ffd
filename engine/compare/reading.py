"""Which facts can change what a case is paid, here and in a hospital away from home."""

from typing import Any

from engine.asked import facts_read
from engine.case import with_fact
from engine.content import Library

Json = dict[str, Any]
HOME, AWAY = "county", "outside"
OF_GOING_AWAY = ("referral", "within_province")  # facts that many rules look at away from home alone


def reads(case: Json, path: str, content: Library) -> bool:
    """Whether a fact could change what a case is paid if it were not known."""
    asked = "person.enrolled_on" if path == "person.continuous_enrolment" else path
    return asked in facts_read(with_fact(case, path, None), content=content)


def reads_away_only(case: Json, path: str, content: Library) -> bool:
    """Whether a fact of a visit is looked at away from home and not where the visit is; a place that is not said is
    taken as at home."""
    visit, _, name = path.rpartition(".")
    if name not in OF_GOING_AWAY:
        return False
    place, own = f"{visit}.place", place_of(case, visit) or HOME
    if own == AWAY:
        return False
    here, away = (with_fact(case, place, one) for one in (own, AWAY))
    return reads(away, path, content) and not reads(here, path, content)


def place_of(case: Json, visit: str) -> str | None:
    """Where a visit ("visits.0") is; None where that is not said."""
    said = case["visits"][int(visit.rpartition(".")[2])].get("place")
    return None if said is None else str(said)
