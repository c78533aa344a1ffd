"""Wujiang district (Suzhou), serious-illness cover (WJ): only the low-income rule has its figures left.

Fact sheet A.13; doubtful figures B-129 … B-134. The basic layer and medical assistance come from the sheet.
"""

from datetime import date
from decimal import Decimal

from tests.oracle.sheet import ZERO, Amounts, Sheet, Years, as_listed, chosen, fen, in_order, person_of, room

READINGS = {"B-132": ["whole own share", "part above the threshold"]}
THRESHOLD = {"employee": Decimal(4000), "resident": Decimal(7000)}  # WJ-SP-LOW-DED-EMP, -RES
RATE = Decimal("0.60")  # WJ-SP-LOW-RATE
SELF_FUNDED_FROM, SELF_FUNDED_FROM_ASSISTED = Decimal(30000), Decimal(6000)  # WJ-SF-DED-GEN, -ASSISTED
ASSISTED = {"subsistence", "destitute"}


def benefit_year(when: date) -> int:
    """April to March (WJ-YEAR), named by the year it begins in."""
    return when.year if when.month >= 4 else when.year - 1


def threshold(person: dict) -> Decimal | None:
    """For low-income households registered in the district and not on real-time assistance (WJ-SP-LOW-WHO)."""
    categories = set(person.get("categories") or ())
    if "low_income" in categories and person.get("local_household") is True and not categories & ASSISTED:
        return THRESHOLD.get(person.get("insurance", ""))
    return None


def due(burden: Decimal, from_: Decimal, readings: dict[str, str] | None = None) -> Decimal:
    """Owed once the year's own share reaches the threshold, the threshold itself included (B-133)."""
    if burden < from_:
        return ZERO
    whole = chosen(READINGS, readings)["B-132"] == "whole own share"
    return fen((burden if whole else burden - from_) * RATE)


def of_the_year(year: dict[str, Decimal], from_: Decimal | None, reading: dict[str, str]) -> Decimal | None:
    """Still owed on the year's own share. None where only the lost bands (B-130) could say: they may give more."""
    if year["compliant_self_pay"] == 0:
        return ZERO
    if from_ is None:
        return None
    owed = due(year["compliant_self_pay"], from_, reading) - year["serious_illness_paid"]
    return owed if owed > 0 else None


def counts(sheet: Sheet) -> bool:
    """At a designated hospital, or elsewhere as an approved emergency, referral or residence (WJ-SP-SCOPE)."""
    return sheet.designated or sheet.referral in ("emergency", "filed")


def own_share(sheet: Sheet) -> Decimal | None:
    """In-catalogue cost borne, less assistance and what is above the basic ceiling (WJ-SP-SCOPE, -NET-1, B-134)."""
    if not counts(sheet):
        return ZERO
    if "basic" not in sheet.reported and not sheet.only_borne:
        return None
    taken = sheet.reported.get("basic", ZERO) + sheet.above_ceiling + sheet.reported.get("assistance", ZERO)
    return max(sheet.in_scope - taken, ZERO)


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    return _walk(case, readings)[0]


def more_is_possible(case: dict, readings: dict[str, str] | None = None) -> bool:
    """Whether the low-income rule is what pays: a floor, since the lost bands may give more (B-130)."""
    return _walk(case, readings)[1]


def _walk(case: dict, readings: dict[str, str] | None) -> tuple[list[Amounts], bool]:
    reading, person, sheets = chosen(READINGS, readings), person_of(case), in_order(case)
    years, from_ = Years(case, sheets, benefit_year), threshold(person)
    assisted = bool(set(person.get("categories") or ()) & ASSISTED)
    self_funded_from = SELF_FUNDED_FROM_ASSISTED if assisted else SELF_FUNDED_FROM
    paid: list[Amounts] = []
    floor = False
    for sheet in sheets:
        year, own = years.of(sheet), own_share(sheet)
        if sheet.kind == "inpatient" and counts(sheet):
            year["self_funded"] += sheet.self_funded
        year["compliant_self_pay"] += own or ZERO
        if own is None:
            year["burden_unknown"] = Decimal(1)
        second = sheet.reported.get("serious_illness")
        lost_bands = year["self_funded"] >= self_funded_from  # B-131
        if second is None and not counts(sheet):
            second = ZERO
        elif second is None and not year["burden_unknown"] and not lost_bands:
            second = of_the_year(year, from_, reading)
            left = room(sheet, "serious_illness")
            floor = floor or bool(second and second < left)  # of a bill that is paid nothing more can be paid
            second = None if second is None else min(second, left)
        if counts(sheet):
            year["serious_illness_paid"] += second or ZERO
        paid.append({"basic": sheet.reported.get("basic"), "serious_illness": second})
    return as_listed(sheets, paid), floor
