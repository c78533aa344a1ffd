"""Two cities of Anhui: Bengbu (BB23) and Suzhou 宿州 (SZA23), both without a ceiling in their source."""

from decimal import Decimal

from tests.oracle.present_day import NOT_HELD, Due, Rule, Year, away, settle_by, stay, table
from tests.oracle.sheet import ZERO, Amounts, Sheet, chosen

READINGS: dict[str, list[str]] = {}
TABLES = {
    "bengbu-2023": table(grass_roots="200 85", grade_1="200 85", grade_2="500 80", grade_3="800 70", top="1200 65"),
    "suzhou-anhui-2023": table(
        grass_roots="200 85", grade_1="200 85", grade_2="500 80", grade_3="700 75", top="1000 70"
    ),
}
FILED_IN_THE_PROVINCE, FILED_ELSEWHERE = Decimal(2000), Decimal(2500)  # Bengbu's deductibles away from the city


def bengbu_away(sheet: Sheet) -> Due:
    """The rate is one of 45% to 75%: only a sheet can say which."""
    if sheet.referral == "none" or sheet.stated_rate is None:
        return NOT_HELD
    deductible = FILED_IN_THE_PROVINCE if sheet.within_province else FILED_ELSEWHERE
    return Due(max(sheet.in_scope - deductible, ZERO) * sheet.stated_rate)


def rule_of(scheme: str) -> Rule:
    """Stays only."""

    def rule(sheet: Sheet, year: Year, person: dict) -> Due:
        if sheet.kind != "inpatient" or sheet.cause != "illness":
            return NOT_HELD
        if away(sheet):
            return bengbu_away(sheet) if scheme == "bengbu-2023" else NOT_HELD
        return Due(stay(sheet, TABLES[scheme]))

    return rule


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    chosen(READINGS, readings)
    return settle_by(case, rule_of(case["scheme"]))
