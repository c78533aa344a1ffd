"""Guiyang county 桂阳 (Chenzhou, Hunan), resident insurance of 2018 (GY18): thresholds and the second subsidy.

Fact sheet A.9; doubtful figures B-092 … B-102. Basic rates and serious-illness bands are not in the source.
"""

from decimal import Decimal

from tests.oracle.sheet import ZERO, Amounts, Sheet, Years, as_listed, chosen, fen, in_order, person_of, room

READINGS = {"B-092": ["plus 10 points", "times 1.10"]}
THRESHOLD, THRESHOLD_POOR = Decimal(10000), Decimal(5000)  # GY18-CII-DED, -DED-POOR
SUBSIDY_RATE = Decimal("0.50")  # GY18-RESUB-IP-RATE, -SP-RATE
SUBSIDY_CAP = {"stays": Decimal(30000), "special outpatient": Decimal(1500)}  # GY18-RESUB-IP-CAP, -SP-CAP


def covered(sheet: Sheet) -> bool:
    """GY18-ACC: injuries with a liable party are refused."""
    return sheet.without_responsible_party


def basic(sheet: Sheet, poor: bool, reading: dict[str, str]) -> Decimal | None:
    """Only a sheet can say it, the amount or the ordinary rate (B-092)."""
    if "basic" in sheet.reported:
        return sheet.reported["basic"]
    if sheet.stated_rate is None or sheet.only_borne:
        return None
    rate = sheet.stated_rate
    if poor and sheet.kind in ("inpatient", "outpatient"):  # GY18-POOR-RATE
        rate = rate + Decimal("0.10") if reading["B-092"] == "plus 10 points" else rate * Decimal("1.10")
    return min(fen(sheet.in_scope * min(rate, Decimal(1))), room(sheet, "basic"))


def subsidised(sheet: Sheet) -> str | None:
    """Which of the two second subsidies the visit may draw on."""
    if sheet.kind == "inpatient":
        return "stays"
    return "special outpatient" if sheet.kind in ("chronic", "major_outpatient") else None


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    reading, person, sheets = chosen(READINGS, readings), person_of(case), in_order(case)
    categories = set(person.get("categories") or ())
    poor = "registered_poor" in categories  # GY18-RESUB-WHO
    threshold = THRESHOLD_POOR if categories & {"registered_poor", "subsistence"} else THRESHOLD
    years = Years(case, sheets)
    for name in SUBSIDY_CAP:  # one figure of the year so far serves both caps
        years.of(sheets[0])[name] = years.of(sheets[0])["supplement_paid"]
    paid: list[Amounts] = []
    for sheet in sheets:
        if covered(sheet):
            paid.append(pay(sheet, years.of(sheet), poor, threshold, reading))
            continue
        amounts = {layer: sheet.reported.get(layer, ZERO) for layer in ("basic", "serious_illness", "supplement")}
        paid.append(amounts)
    return as_listed(sheets, paid)


def pay(sheet: Sheet, year: dict[str, Decimal], poor: bool, threshold: Decimal, reading: dict[str, str]) -> Amounts:
    """What a covered visit is paid; the year's counters move on."""
    first = basic(sheet, poor, reading)
    second, third = sheet.reported.get("serious_illness"), sheet.reported.get("supplement")
    own = None
    if first is None and not sheet.only_borne:
        year["burden_unknown"] = Decimal(1)
    else:
        own = max(sheet.in_scope - (first or ZERO), ZERO)
        year["compliant_self_pay"] += own
    # B-095: up to the threshold nothing is owed; the bands above it are not in the source.
    if second is None and own is not None and not year["burden_unknown"] and year["compliant_self_pay"] <= threshold:
        second = ZERO
    subsidy = subsidised(sheet) if poor else None
    if third is None:
        if subsidy is None:
            third = ZERO
        elif own is not None and second is not None:
            half = fen(max(own - second, ZERO) * SUBSIDY_RATE)  # B-102
            left = room(sheet, "supplement", {"basic": first, "serious_illness": second})
            third = min(half, max(SUBSIDY_CAP[subsidy] - year[subsidy], ZERO), left)
    if subsidy:
        year[subsidy] += third or ZERO
    return {"basic": first, "serious_illness": second, "supplement": third}
