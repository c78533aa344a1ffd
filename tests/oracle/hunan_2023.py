"""Hunan, every prefecture, from 2023 (HN23, HN25, HNG22)."""

from decimal import Decimal

from tests.oracle.present_day import (
    NOT_HELD,
    Due,
    Year,
    away,
    bands,
    poor,
    rung,
    settle_by,
    stay,
    table,
    two_diseases,
    under,
)
from tests.oracle.sheet import ZERO, Amounts, Sheet, chosen, fen, marginal

READINGS: dict[str, list[str]] = {}
TABLE = table(grass_roots="200 85", grade_1="500 82", grade_2="800 80", grade_3="1200 65", top="2000 60")
CAP = Decimal(150000)  # a year, in-patient
DEDUCTIBLES_A_YEAR = Decimal(3000)
MEDICINE_RATE = Decimal("0.70")
MEDICINE_CAP = {"hypertension": Decimal(360), "diabetes": Decimal(600)}
THRESHOLD, THRESHOLD_POOR = Decimal(16000), Decimal(8000)
BANDS = bands("0-30000 60", "30000-80000 65", "80000-150000 75", "150000- 85")  # of what is above the threshold
MORE_FOR_THE_POOR = Decimal("0.05")
SERIOUS_CAP = Decimal(400000)


def owed(burden: Decimal, person: dict) -> Decimal:
    """特困, 低保, 返贫致贫: half the threshold, five points more in every band, no ceiling."""
    if poor(person):
        slices = [(low, high, rate + MORE_FOR_THE_POOR) for low, high, rate in BANDS]
        return fen(marginal(max(burden - THRESHOLD_POOR, ZERO), slices))
    return min(fen(marginal(max(burden - THRESHOLD, ZERO), BANDS)), SERIOUS_CAP)


def deductible(sheet: Sheet, year: Year) -> Decimal:
    """Half at a level where the person was in hospital before in that year; with earlier ones 3,000 at most.

    Whether a township hospital and a grade-one hospital are of the same level is not said: they are taken to be.
    """
    here = f"stayed at {sheet.told_level}"
    before = bool(year[here]) if sheet.same_level_before is None else sheet.same_level_before
    due = TABLE[rung(sheet)][0] / (2 if before else 1)
    return min(due, max(DEDUCTIBLES_A_YEAR - year["deductible_paid"], ZERO))


def inpatient(sheet: Sheet, year: Year) -> Due:
    """Not held: accidents, care outside the province, and care away from home that was not filed."""
    far = away(sheet) and (sheet.within_province is False or sheet.referral == "none")
    amount = None
    if sheet.cause == "illness" and not far:
        due = deductible(sheet, year)
        year["deductible_paid"] += min(due, sheet.in_scope)
        amount = stay(sheet, TABLE, due)
    return under(CAP, sheet, amount)


def rule(sheet: Sheet, year: Year, person: dict) -> Due:
    """Outpatient care has a rate and no ceiling that may be shown; medicine for both diseases has none either."""
    if sheet.kind == "inpatient":
        return inpatient(sheet, year)
    disease = two_diseases(sheet)
    if sheet.kind == "chronic" and disease and rung(sheet) not in ("grade_3", "top"):
        return Due(sheet.in_scope * MEDICINE_RATE, "chronic_paid", MEDICINE_CAP[disease])
    return NOT_HELD


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    chosen(READINGS, readings)
    return settle_by(case, rule, owed)
