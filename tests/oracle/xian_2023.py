"""Xi'an from 2023 (XA23): stays, and outpatient care at the village clinic and in grade one."""

from decimal import Decimal

from tests.oracle.present_day import NOT_HELD, Due, Year, away, settle_by, stay, table, under
from tests.oracle.sheet import Amounts, Sheet, chosen

READINGS: dict[str, list[str]] = {}
TABLE = table(grass_roots="150 80", grade_1="150 80", grade_2="400 70", grade_3="1200 60", top="2000 50")
CAP = Decimal(200000)
OUTPATIENT = {"village": Decimal("0.70"), "primary": Decimal("0.60")}
OUTPATIENT_CAP = Decimal(200)


def rule(sheet: Sheet, year: Year, person: dict) -> Due:
    """Care away from the city and accidents are not held."""
    held = not away(sheet) and sheet.cause == "illness"
    if sheet.kind == "inpatient":
        return under(CAP, sheet, stay(sheet, TABLE) if held else None)
    if sheet.kind == "outpatient" and held and sheet.told_level in OUTPATIENT:
        return Due(sheet.in_scope * OUTPATIENT[sheet.told_level], "outpatient_paid", OUTPATIENT_CAP)
    return NOT_HELD


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    chosen(READINGS, readings)
    return settle_by(case, rule)
