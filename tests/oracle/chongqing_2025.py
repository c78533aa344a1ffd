"""Chongqing from 2025, two tiers (CQ21, CQ23, CQ24). The serious-illness threshold has no source: not held."""

from decimal import Decimal

from tests.oracle.present_day import NOT_HELD, Due, Year, away, rung, settle_by, stay, table, under
from tests.oracle.sheet import ZERO, Amounts, Sheet, chosen

READINGS: dict[str, list[str]] = {}
TIERS = {
    "1": table(grade_1="100 80", grade_2="300 70", grade_3="800 50"),
    "2": table(grade_1="100 85", grade_2="300 75", grade_3="800 55"),
}
CAP = {"1": Decimal(80000), "2": Decimal(120000)}
MINORS = ("newborn", "child_student")
MORE_FOR_MINORS = Decimal("0.05")
# The table has no row of its own for grass-roots and none for province-run hospitals: they are of grade one and three.
NEXT = {"grass_roots": "grade_1", "top": "grade_3"}


def rule(sheet: Sheet, year: Year, person: dict) -> Due:
    """Stays at home. Outpatient care at grade three is not paid, elsewhere its ceiling is not held."""
    here = NEXT.get(rung(sheet), rung(sheet))
    if sheet.kind == "outpatient" and sheet.cause == "illness" and here == "grade_3":
        return Due(ZERO)
    if sheet.kind != "inpatient":
        return NOT_HELD
    tier = person["enrolment_tier"]
    if away(sheet):
        return under(CAP[tier], sheet, None)
    deductible, rate = TIERS[tier][here]
    if person["age_group"] in MINORS:
        rate += MORE_FOR_MINORS
    return under(CAP[tier], sheet, stay(sheet, {rung(sheet): (deductible, rate)}))


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    chosen(READINGS, readings)
    return settle_by(case, rule, lambda burden, person: None)
