"""Henan's serious illness, alone (HEN25), as Zhoukou's (ZK22) and under Luoyang's two-rate stays (LUO24, LUOK24)."""

from decimal import Decimal

from tests.oracle.present_day import (
    NOT_HELD,
    Due,
    Later,
    Year,
    away,
    bands,
    by_the_sheet,
    on_the_burden,
    poor,
    rung,
    settle_by,
)
from tests.oracle.sheet import ZERO, Amounts, Band, Sheet, chosen, marginal

READINGS = {"H-BANDS": ["above the threshold", "on the amount itself"]}  # where the edge at 100,000 is counted from
THRESHOLD, THRESHOLD_POOR = Decimal(11000), Decimal(5500)
ABOVE_IT, ABOVE_IT_POOR = bands("0-100000 60", "100000- 70"), bands("0-100000 65", "100000- 75")
ON_ITSELF, ON_ITSELF_POOR = bands("11000-100000 60", "100000- 70"), bands("5500-100000 65", "100000- 75")
SERIOUS_CAP = Decimal(400000)  # the poor have none
STAYS: dict[str, list[Band]] = {  # of the in-scope cost itself: from the deductible to an edge, and above
    "grass-roots": bands("100- 90"),
    "county": bands("400-1500 63", "1500- 83"),
    "city grade two": bands("600-3000 55", "3000- 75"),
    "city grade three": bands("1200-4000 53", "4000- 72"),
    "province": bands("2000-7000 50", "7000- 68"),
    "province grade two": bands("600-4000 53", "4000- 72"),
}
UNDER_THE_DEDUCTIBLE = Decimal(2050)  # of a bill from Kunming: as far as the answer on care outside the province goes


def owed_under(reading: dict[str, str]) -> Later:
    """Of the year's burden, in all."""

    def owed(burden: Decimal, person: dict) -> Decimal:
        cap = None if poor(person) else SERIOUS_CAP
        if reading["H-BANDS"] == "on the amount itself":
            return on_the_burden(burden, ON_ITSELF_POOR if poor(person) else ON_ITSELF, cap)
        excess = max(burden - (THRESHOLD_POOR if poor(person) else THRESHOLD), ZERO)
        return on_the_burden(excess, ABOVE_IT_POOR if poor(person) else ABOVE_IT, cap)

    return owed


def hospital(sheet: Sheet) -> str:
    """As Luoyang's answer names them. One of grade two that the province runs may be told by its grade or its owner."""
    grade = rung(sheet)
    if sheet.hospital_class == "provincial_secondary" and grade in ("grade_2", "top"):
        return "province grade two"
    if sheet.hospital_class == "city_secondary" and grade == "grade_2":
        return "city grade two"
    return {"grade_2": "county", "grade_3": "city grade three", "top": "province"}.get(grade, "grass-roots")


def luoyang(sheet: Sheet, year: Year, person: dict) -> Due:
    """Away from home the answer holds for the province's own hospitals; of other provinces it knows one bill."""
    if sheet.kind != "inpatient" or sheet.cause != "illness":
        return NOT_HELD
    if away(sheet) and sheet.within_province is False:
        return Due(ZERO) if sheet.in_scope <= UNDER_THE_DEDUCTIBLE else NOT_HELD
    here = hospital(sheet)
    if away(sheet) and (sheet.referral == "none" or not here.startswith("province")):
        return NOT_HELD
    return Due(marginal(sheet.in_scope, STAYS[here]))


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    rule = luoyang if case["scheme"] == "luoyang-2024" else by_the_sheet
    return settle_by(case, rule, owed_under(chosen(READINGS, readings)))
