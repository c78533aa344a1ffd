"""Ankang (Shaanxi), serious-illness cover of the rural cooperative scheme, 2016 (AK16).

Fact sheet A.3; doubtful figures B-030 … B-039. The basic layer is not in the source: only a sheet can say it.
"""

from decimal import Decimal

from tests.oracle.sheet import ZERO, Amounts, Years, as_listed, chosen, fen, in_order, marginal, person_of, room

READINGS = {
    "B-030": ["11000", "10000"],
    "B-033": ["0.90", "0.80"],
}
IN_HOSPITAL = ("inpatient",)  # AK16-SCOPE


def due(burden: Decimal, readings: dict[str, str] | None = None) -> Decimal:
    """Owed on the year's in-patient cost borne after the basic layer."""
    reading = chosen(READINGS, readings)
    return fen(
        marginal(
            burden,
            [  # AK16-CII-DED, -B1 … -B5; no cap
                (Decimal(reading["B-030"]), Decimal(20000), Decimal("0.50")),
                (Decimal(20000), Decimal(30000), Decimal("0.60")),
                (Decimal(30000), Decimal(50000), Decimal("0.70")),
                (Decimal(50000), Decimal(100000), Decimal("0.80")),
                (Decimal(100000), None, Decimal(reading["B-033"])),
            ],
        )
    )


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    reading, person, sheets = chosen(READINGS, readings), person_of(case), in_order(case)
    rides_on_mother = person.get("age_group") == "newborn" and person.get("covered_through_mother") is True
    # B-037: a newborn has a threshold and a year of its own, while the year so far would be its mother's.
    years = Years(case, sheets, before={} if rides_on_mother else None)
    paid: list[Amounts] = []
    for sheet in sheets:
        year, first = years.of(sheet), sheet.reported.get("basic")
        second = sheet.reported.get("serious_illness")
        if sheet.kind not in IN_HOSPITAL:
            paid.append({"basic": first, "serious_illness": second or ZERO})
            continue
        if first is None and not sheet.only_borne:
            year["burden_unknown"] = Decimal(1)
        else:
            own = max(sheet.in_scope - (first or ZERO), ZERO)
            year["compliant_self_pay"] += own
            if second is None and not year["burden_unknown"]:
                owed = due(year["compliant_self_pay"], reading) - year["serious_illness_paid"]
                second = max(min(owed, room(sheet, "serious_illness")), ZERO)
        year["serious_illness_paid"] += second or ZERO
        paid.append({"basic": first, "serious_illness": second})
    return as_listed(sheets, paid)
