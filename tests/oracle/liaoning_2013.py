"""Liaoning, serious-illness cover of the rural cooperative scheme, 2013 (LN13): the cities without a text of their own.

Fact sheet A.1; doubtful figures B-010 … B-016. The basic layer is not in the source: only a sheet can say it.
"""

from datetime import date
from decimal import Decimal

from tests.oracle.sheet import ZERO, Amounts, Years, as_listed, chosen, fen, in_order, person_of, room

READINGS = {"B-012": ["year", "stay"]}
START = date(2013, 3, 1)  # LN13-START, by day of discharge
THRESHOLD = Decimal(10000)  # LN13-CII-DED
RATE = Decimal("0.50")  # LN13-CII-RATE; LN13-CII-CAP: none
NOT_FOR = ("urban_resident", "employee")  # LN13-WHO, B-016


def due(burden: Decimal, readings: dict[str, str] | None = None) -> Decimal:
    """Owed on the cost borne after the basic layer."""
    return fen(max(burden - THRESHOLD, ZERO) * RATE)


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    reading, person, sheets = chosen(READINGS, readings), person_of(case), in_order(case)
    years = Years(case, sheets)
    paid: list[Amounts] = []
    for sheet in sheets:
        year, first, second = years.of(sheet), sheet.reported.get("basic"), sheet.reported.get("serious_illness")
        if sheet.discharged < START:
            paid.append({"basic": first, "serious_illness": second or ZERO})
            continue
        if first is None and not sheet.only_borne:
            year["burden_unknown"] = Decimal(1)
            own = None
        else:
            own = max(sheet.in_scope - (first or ZERO), ZERO)
            year["compliant_self_pay"] += own
        if second is None and own is not None and person.get("insurance") not in NOT_FOR:
            if reading["B-012"] == "stay":
                second = min(due(own), room(sheet, "serious_illness"))
            elif not year["burden_unknown"]:
                owed = due(year["compliant_self_pay"]) - year["serious_illness_paid"]
                second = max(min(owed, room(sheet, "serious_illness")), ZERO)
        year["serious_illness_paid"] += second or ZERO
        paid.append({"basic": first, "serious_illness": second})
    return as_listed(sheets, paid)
