"""Hangzhou's central districts from 2023, two tiers (HZ20, HZ23). Community hospitals, grade three, and the others."""

from decimal import Decimal

from tests.oracle.present_day import NOT_HELD, Due, Rule, Year, away, rung, settle_by, stay, table, under
from tests.oracle.sheet import ZERO, Amounts, Sheet, chosen

READINGS = {
    "H-SIGN": ["community only", "everywhere"],  # where the points for a signed doctor count
    "H-DED": ["once a year", "each visit"],  # how often an outpatient bears the deductible
}
TABLE = table(grass_roots="300 80", grade_1="500 75", grade_2="500 75", grade_3="800 70", top="800 70")
CAP = Decimal(300000)
OUTPATIENT_FIRST = Decimal(300)
OUTPATIENT = {  # tier one, children and students; tier two
    "1": {"community": Decimal("0.70"), "other": Decimal("0.60"), "grade three": Decimal("0.40")},
    "2": {"community": Decimal("0.60"), "other": Decimal("0.50"), "grade three": Decimal("0.30")},
}
SIGNED = Decimal("0.03")
YOUNG = ("newborn", "child_student")


def sort_of_hospital(sheet: Sheet) -> str:
    """As the outpatient table names them."""
    return {"grass_roots": "community", "grade_3": "grade three", "top": "grade three"}.get(rung(sheet), "other")


def outpatient_rate(sheet: Sheet, person: dict, reading: dict[str, str]) -> Decimal:
    """Three points more with a signed family doctor."""
    sort = sort_of_hospital(sheet)
    rate = OUTPATIENT["1" if person["age_group"] in YOUNG else person["enrolment_tier"]][sort]
    counts = sort == "community" or reading["H-SIGN"] == "everywhere"
    return rate + (SIGNED if person["family_doctor"] and counts else ZERO)


def rule_under(reading: dict[str, str]) -> Rule:
    """Of care in the city; care elsewhere, accidents and listed outpatient diseases are not held."""

    def rule(sheet: Sheet, year: Year, person: dict) -> Due:
        held = not away(sheet) and sheet.cause == "illness"
        if sheet.kind == "inpatient":
            return under(CAP, sheet, stay(sheet, TABLE) if held else None)
        if sheet.kind != "outpatient" or not held:
            return NOT_HELD
        before = ZERO if reading["H-DED"] == "each visit" else year["deductible_paid"]
        own = min(sheet.in_scope, max(OUTPATIENT_FIRST - before, ZERO))
        year["deductible_paid"] += own
        return Due((sheet.in_scope - own) * outpatient_rate(sheet, person, reading))

    return rule


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    return settle_by(case, rule_under(chosen(READINGS, readings)))
