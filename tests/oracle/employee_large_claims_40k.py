"""Employees' fund for cost above a basic ceiling of 40,000, city not named (U4).

Fact sheet A.10; doubtful figures B-118 … B-121. The basic layer is not in the source: only a sheet can say it.
"""

from decimal import Decimal

from tests.oracle.sheet import ZERO, Amounts, Band, Years, as_listed, chosen, fen, in_order, marginal, room

READINGS: dict[str, list[str]] = {}
BANDS: list[Band] = [  # U4-B1 … -B3
    (ZERO, Decimal(40000), Decimal("0.85")),
    (Decimal(40000), Decimal(80000), Decimal("0.90")),
    (Decimal(80000), None, Decimal("0.95")),
]
CAP = Decimal(150000)  # U4-CAP


def due(above: Decimal, readings: dict[str, str] | None = None) -> Decimal:
    """Owed on the year's in-scope cost above the basic ceiling (U4-BASIS)."""
    return min(fen(marginal(above, BANDS)), CAP)


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    chosen(READINGS, readings)
    sheets = in_order(case)
    years = Years(case, sheets)
    paid: list[Amounts] = []
    for sheet in sheets:
        year, first, second = years.of(sheet), sheet.reported.get("basic"), sheet.reported.get("serious_illness")
        year["above_ceiling"] += sheet.above_ceiling
        if second is None:
            owed = due(year["above_ceiling"]) - year["serious_illness_paid"]
            second = max(min(owed, room(sheet, "serious_illness")), ZERO)
        year["serious_illness_paid"] += second
        paid.append({"basic": first, "serious_illness": second})
    return as_listed(sheets, paid)
