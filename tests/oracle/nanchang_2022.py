"""Nanchang by its document of 2022 (NC22), away from home by Jiangxi's pay-first shares (JXA25).

The deductible of grade one differs between copies, the serious-illness threshold is not held.
"""

from decimal import Decimal

from tests.oracle.present_day import NOT_HELD, Due, Rule, Year, away, rung, settle_by, table, two_diseases, under
from tests.oracle.sheet import ZERO, Amounts, Sheet, chosen, fen

READINGS = {"N-AGE": ["charged", "free"]}  # whether a minor is under six, an elderly person over seventy
TABLE = table(grade_2="400 80", grade_3="600 60", top="600 60")
CAP = Decimal(100000)
PAY_FIRST_FILED, PAY_FIRST_OTHERWISE = Decimal("0.10"), Decimal("0.20")
OUTPATIENT_RATE, SIGNED = Decimal("0.60"), Decimal("0.05")
MEDICINE_RATE = {"grass_roots": Decimal("0.60"), "grade_1": Decimal("0.60"), "grade_2": Decimal("0.50")}
MEDICINE_CAP = {"hypertension": Decimal(400), "diabetes": Decimal(500)}


def pay_first(sheet: Sheet) -> Decimal:
    """The share borne before the rules apply: none inside the province."""
    if not away(sheet) or sheet.within_province:
        return ZERO
    return PAY_FIRST_FILED if sheet.referral in ("filed", "emergency") else PAY_FIRST_OTHERWISE


def spared(age: str, nth: Decimal, reading: dict[str, str]) -> bool:
    """No deductible from the fourth stay on for people over seventy and children under six; a newborn is one."""
    return nth >= 4 and (age == "newborn" or (age in ("child_student", "elderly") and reading["N-AGE"] == "free"))


def rule_under(reading: dict[str, str]) -> Rule:
    """Stays in grade two and three, outpatient care in grade one and below, medicine for one of two diseases."""

    def rule(sheet: Sheet, year: Year, person: dict) -> Due:
        here = rung(sheet)
        if sheet.kind == "inpatient":
            if here not in TABLE:
                return under(CAP, sheet, None)
            deductible, rate = TABLE[here]
            if spared(person["age_group"], year["inpatient_stays"] + 1, reading):
                deductible = ZERO
            first = fen(sheet.in_scope * pay_first(sheet))  # an amount of the sheet, to the fen
            return under(CAP, sheet, max(sheet.in_scope - first - deductible, ZERO) * rate)
        disease = two_diseases(sheet)
        if sheet.kind == "chronic" and disease and here in MEDICINE_RATE:
            return Due(sheet.in_scope * MEDICINE_RATE[here], "chronic_paid", MEDICINE_CAP[disease])
        if sheet.kind == "outpatient" and sheet.cause == "illness" and here in ("grass_roots", "grade_1"):
            return Due(sheet.in_scope * (OUTPATIENT_RATE + (SIGNED if person["family_doctor"] else ZERO)))
        return NOT_HELD

    return rule


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    return settle_by(case, rule_under(chosen(READINGS, readings)), lambda burden, person: None)
