"""Chongqing resident cooperative insurance of 2013 (CQ13), basic layer only.

Fact sheet A.4; doubtful figures B-040 … B-052.
"""

from datetime import date, timedelta
from decimal import Decimal

from tests.oracle.sheet import ZERO, Amounts, Sheet, Years, as_listed, chosen, day, fen, in_order, person_of, room

READINGS = {
    "B-046": ["91", "90"],
    "B-047": ["with penalty", "without penalty"],
    "B-048": ["instead of in-patient rules", "on top of in-patient rules"],
    "B-049": ["whole year", "top-up"],
    "B-052": ["excluded", "paid as designated"],
}
WINDOW_END = date(2012, 12, 20)  # CQ13-ENR-WIN
DEDUCTIBLE = {"primary": Decimal(100), "secondary": Decimal(300), "tertiary": Decimal(800)}  # CQ13-IP-DED-L1/-L2/-L3
RATE = {  # CQ13-IP-RATE-T1-L1 … -T2-L3
    "1": {"primary": Decimal("0.80"), "secondary": Decimal("0.60"), "tertiary": Decimal("0.40")},
    "2": {"primary": Decimal("0.85"), "secondary": Decimal("0.65"), "tertiary": Decimal("0.45")},
}
CAP = {"1": Decimal(70000), "2": Decimal(110000)}  # CQ13-IP-CAP-T1/-T2
CHILD_CAP = {"1": Decimal(100000), "2": Decimal(150000)}  # CQ13-CMD-CAP-T1/-T2
CHRONIC_RATE = {"primary": Decimal("0.80"), "secondary": Decimal("0.60"), "tertiary": Decimal("0.40")}  # CQ13-CD-RATE
CHRONIC_CAP, CHRONIC_CAP_MORE = Decimal(1000), Decimal(200)  # CQ13-CD-CAP, -CAP-ADD
QUOTA = Decimal(60)  # CQ13-OP-QUOTA
ANTENATAL, DELIVERY = Decimal(100), Decimal(400)  # CQ13-MAT-PRE, -DEL
COUNTER = {  # of the year; a delivery has none
    "inpatient": "basic_paid",
    "major_outpatient": "basic_paid",
    "chronic": "chronic_paid",
    "outpatient": "outpatient_paid",
    "prenatal": "antenatal_paid",
}
DEDUCTIBLE_TIMES, POINTS_OFF = Decimal("1.05"), Decimal("0.05")  # CQ13-REF-PEN, B-040


def covered(sheet: Sheet, person: dict, reading: dict[str, str]) -> bool:
    """Whether the visit is paid for at all."""
    enrolled = day(person.get("enrolled_on"))
    late = enrolled is not None and enrolled > WINDOW_END
    if person.get("local_household") is False:  # CQ13-WHO
        return False
    if not sheet.without_responsible_party:  # CQ13-EXC-6, -7, -11
        return False
    if not sheet.designated and not (sheet.referral == "emergency" and reading["B-052"] == "paid as designated"):
        return False  # CQ13-EXC-2
    if late and sheet.on < enrolled + timedelta(days=int(reading["B-046"])):  # CQ13-ENR-LATE
        return False
    # CQ13-SD-CERT: special-disease care is for named diseases.
    return sheet.kind not in ("chronic", "major_outpatient") or bool(sheet.conditions)


def penalised(sheet: Sheet, reading: dict[str, str]) -> bool:
    """Care that needed consent or registration and went without it (CQ13-REF-L3, -REF-OUT)."""
    if sheet.place == "outside":
        unclear = sheet.referral in ("emergency", "not_needed") and reading["B-047"] == "with penalty"
        return sheet.referral == "none" or unclear
    return sheet.place == "city" and sheet.level == "tertiary" and sheet.referral == "none"


def deductible(sheet: Sheet, reading: dict[str, str]) -> Decimal:
    return DEDUCTIBLE[sheet.level] * (DEDUCTIBLE_TIMES if penalised(sheet, reading) else 1)


def rate(sheet: Sheet, tier: str, reading: dict[str, str]) -> Decimal:
    return RATE[tier][sheet.level] - (POINTS_OFF if penalised(sheet, reading) else 0)


def cap_left(sheet: Sheet, year: dict[str, Decimal], person: dict) -> Decimal:
    """Of the yearly cap that stays and major diseases share (B-044, B-051)."""
    child = person.get("age_group") in ("child_student", "newborn") and "child_major_disease" in sheet.conditions
    cap = (CHILD_CAP if child else CAP)[person["enrolment_tier"]]
    return max(cap - year["basic_paid"], ZERO)


def stay(sheet: Sheet, year: dict[str, Decimal], person: dict, reading: dict[str, str]) -> Decimal:
    """By in-patient rules, within the cap."""
    above = max(sheet.in_scope - deductible(sheet, reading), ZERO)
    return min(fen(above * rate(sheet, person["enrolment_tier"], reading)), cap_left(sheet, year, person))


def major(sheet: Sheet, year: dict[str, Decimal], person: dict, reading: dict[str, str]) -> Decimal:
    """One deductible a year, at the highest level used (B-049): `year["major_deductible"]` is the one due by now."""
    if reading["B-049"] == "top-up":
        year["major_deductible"] = max(year["major_deductible"], deductible(sheet, reading))
    own = min(sheet.in_scope, max(year["major_deductible"] - year["deductible_paid"], ZERO))
    year["deductible_paid"] += own
    amount = fen((sheet.in_scope - own) * rate(sheet, person["enrolment_tier"], reading))
    return min(amount, cap_left(sheet, year, person))


def basic(sheet: Sheet, year: dict[str, Decimal], person: dict, reading: dict[str, str]) -> Decimal | None:
    """What is paid of a covered visit; the year's counters move on."""
    reported = sheet.reported.get("basic")
    if sheet.kind == "special_drug" or sheet.only_borne:
        return reported
    if sheet.kind == "maternity":
        amount = min(DELIVERY, sheet.in_scope)
        if reported is None and reading["B-048"] == "on top of in-patient rules":
            more = min(stay(sheet, year, person, reading), sheet.in_scope - amount)
            year["basic_paid"] += more
            amount += more
        return min(amount, room(sheet, "basic")) if reported is None else reported
    if sheet.kind == "prenatal":
        amount = min(sheet.in_scope, max(ANTENATAL - year["antenatal_paid"], ZERO))
    elif sheet.kind == "outpatient":
        carries = person.get("continuous_enrolment") is True  # CQ13-OP-CARRY, -RESET
        carried = year["outpatient_balance"] if carries else ZERO
        left = max(QUOTA + carried - year["outpatient_paid"], ZERO)
        amount = min(sheet.in_scope, left)
    elif sheet.kind == "chronic":
        cap = CHRONIC_CAP + CHRONIC_CAP_MORE * (len(sheet.conditions) - 1)
        left = max(cap - year["chronic_paid"], ZERO)
        amount = min(fen(sheet.in_scope * CHRONIC_RATE[sheet.level]), left)
    elif sheet.kind == "major_outpatient":
        amount = major(sheet, year, person, reading)
    else:
        amount = stay(sheet, year, person, reading)
    amount = min(amount, room(sheet, "basic")) if reported is None else reported
    year[COUNTER[sheet.kind]] += amount
    return amount


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    reading, person, sheets = chosen(READINGS, readings), person_of(case), in_order(case)
    years = Years(case, sheets)
    if reading["B-049"] == "whole year":
        for sheet in sheets:
            if sheet.kind == "major_outpatient" and covered(sheet, person, reading):
                year = years.of(sheet)
                year["major_deductible"] = max(year["major_deductible"], deductible(sheet, reading))
    paid: list[Amounts] = []
    for sheet in sheets:
        if covered(sheet, person, reading):
            paid.append({"basic": basic(sheet, years.of(sheet), person, reading)})
        else:
            paid.append({"basic": sheet.reported.get("basic", ZERO)})
    return as_listed(sheets, paid)
