"""Beijing's pooling for serious illness of enterprise staff, order no. 6 of 1995 (BJ95), paid as the basic layer.

Fact sheet A.11; doubtful figures B-122 … B-125. Each claim stands alone.
"""

from datetime import timedelta
from decimal import Decimal

from tests.oracle.sheet import ZERO, Amounts, Sheet, as_listed, chosen, fen, in_order, marginal, room

READINGS = {"B-122": ["2000", "0", "5000"]}
CLAIM_WITHIN = timedelta(days=60)  # BJ95-CLAIM-60D


def covered(sheet: Sheet) -> bool:
    """Whether the claim is paid at all."""
    return (
        sheet.without_responsible_party  # BJ95-EXC-2 … -7
        and (sheet.designated or sheet.referral in ("emergency", "filed"))  # BJ95-EXC-1
        and (sheet.claimed is None or sheet.claimed <= sheet.discharged + CLAIM_WITHIN)
    )


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    reading, sheets = chosen(READINGS, readings), in_order(case)
    bands = [  # BJ95-B1 … -B5
        (Decimal(reading["B-122"]), Decimal(5000), Decimal("0.90")),
        (Decimal(5000), Decimal(10000), Decimal("0.85")),
        (Decimal(10000), Decimal(30000), Decimal("0.80")),
        (Decimal(30000), Decimal(50000), Decimal("0.85")),
        (Decimal(50000), None, Decimal("0.90")),
    ]
    paid: list[Amounts] = []
    for sheet in sheets:
        amount: Decimal | None = ZERO
        if covered(sheet):  # what was borne after the basic layer says nothing about that layer
            amount = None if sheet.only_borne else min(fen(marginal(sheet.in_scope, bands)), room(sheet, "basic"))
        paid.append({"basic": sheet.reported.get("basic", amount)})
    return as_listed(sheets, paid)
