"""Liaoyang (Liaoning), serious-illness cover of the rural cooperative scheme, 2013 (LY13).

Fact sheet A.1; doubtful figures B-010, B-011, B-016. The basic layer is not in the source: only a sheet can say it.
"""

from datetime import date
from decimal import Decimal

from tests.oracle.sheet import ZERO, Amounts, Years, as_listed, chosen, fen, in_order, person_of, room

READINGS: dict[str, list[str]] = {}
START = date(2013, 1, 1)  # LY13-START, by day of discharge
THRESHOLD = Decimal(10000)  # LY13-CII-DED
RATE = Decimal("0.50")  # LY13-CII-RATE
IN_HOSPITAL = ("inpatient",)  # LY13-CII-BASIS
NOT_FOR = ("urban_resident", "employee")  # B-016


def due(burden: Decimal, readings: dict[str, str] | None = None) -> Decimal:
    """Owed on the year's in-patient cost borne after the basic layer."""
    return fen(max(burden - THRESHOLD, ZERO) * RATE)


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    chosen(READINGS, readings)
    person, sheets = person_of(case), in_order(case)
    years = Years(case, sheets)
    paid: list[Amounts] = []
    for sheet in sheets:
        year, first, second = years.of(sheet), sheet.reported.get("basic"), sheet.reported.get("serious_illness")
        if sheet.discharged < START or sheet.kind not in IN_HOSPITAL:
            paid.append({"basic": first, "serious_illness": second or ZERO})
            continue
        if first is None and not sheet.only_borne:
            year["burden_unknown"] = Decimal(1)
        else:
            own = max(sheet.in_scope - (first or ZERO), ZERO)
            year["compliant_self_pay"] += own
            if second is None and not year["burden_unknown"] and person.get("insurance") not in NOT_FOR:
                owed = due(year["compliant_self_pay"]) - year["serious_illness_paid"]
                second = max(min(owed, room(sheet, "serious_illness")), ZERO)
        year["serious_illness_paid"] += second or ZERO
        paid.append({"basic": first, "serious_illness": second})
    return as_listed(sheets, paid)
