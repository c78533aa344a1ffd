"""Liaocheng of 2022 to 2024, and from 2025 on (LC22), where neither the rate of grade two nor the ceiling is held."""

from decimal import Decimal

from tests.oracle.present_day import NOT_HELD, Due, Rule, Year, away, rung, settle_by, stay, table, under
from tests.oracle.sheet import ZERO, Amounts, Sheet, chosen

READINGS: dict[str, list[str]] = {}
TABLES = {
    "liaocheng-2022": table(grass_roots="100 90", grade_1="200 80", grade_2="500 70", grade_3="900 60"),
    "liaocheng-2025": table(grass_roots="100 90", grade_1="200 80", grade_3="900 60"),
}
CAPS = {"liaocheng-2022": Decimal(120000), "liaocheng-2025": None}


def rule_of(scheme: str) -> Rule:
    """The second stay of a year bears half of its deductible, later ones none."""
    rows, cap = TABLES[scheme], CAPS[scheme]

    def rule(sheet: Sheet, year: Year, person: dict) -> Due:
        if sheet.kind != "inpatient":
            return NOT_HELD
        here = "grade_3" if rung(sheet) == "top" else rung(sheet)
        if away(sheet) or here not in rows:
            return under(cap, sheet, None)
        whole, rate = rows[here]
        nth = year["inpatient_stays"] + 1
        deductible = whole if nth == 1 else whole / 2 if nth == 2 else ZERO
        return under(cap, sheet, stay(sheet, {rung(sheet): (deductible, rate)}))

    return rule


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    chosen(READINGS, readings)
    return settle_by(case, rule_of(case["scheme"]))
