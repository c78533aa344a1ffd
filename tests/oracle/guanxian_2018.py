"""Guanxian county (Liaocheng, Shandong), resident insurance of 2018 (GX18), Shandong's serious-illness cover (SD17).

Fact sheet A.6, A.7; doubtful figures B-003, B-046, B-060 … B-073.
"""

from datetime import date
from decimal import Decimal

from tests.oracle.sheet import (
    ZERO,
    Amounts,
    Band,
    Sheet,
    Years,
    as_listed,
    chosen,
    day,
    fen,
    in_order,
    marginal,
    months_after,
    person_of,
    room,
)

READINGS = {
    "B-060": ["essential drugs", "the rest"],
    "B-062": ["with deductible", "without deductible"],
}
WINDOW_END = date(2017, 12, 31)  # GX18-ENR-WIN
DEDUCTIBLE = {"primary": Decimal(200), "secondary": Decimal(500), "tertiary": Decimal(900)}  # GX18-IP-DED-L1 …
RATE = {"primary": Decimal("0.80"), "secondary": Decimal("0.70"), "tertiary": Decimal("0.60")}  # GX18-IP-RATE-L1 …
ESSENTIAL_RATE = Decimal("0.90")  # GX18-IP-RATE-L1-EM
ACCIDENT_RATE = Decimal("0.50")  # GX18-ACC-RATE, GX18-STU-IP
CHRONIC_RATE = Decimal("0.65")  # GX18-CD-RATE
OUTPATIENT_RATE = Decimal("0.50")  # GX18-OP-RATE
STUDENT_RATE = Decimal("0.90")  # GX18-STU-OP-RATE
STUDENT_FIRST = Decimal(100)  # GX18-STU-OP-DED
MAIN_CAP = Decimal(120000)  # GX18-IP-CAP, GX18-CD-CAP-SIX
CHRONIC_CAP = Decimal(10000)  # GX18-CD-CAP-OTHER
ACCIDENT_CAP = Decimal(60000)  # GX18-ACC-CAP
STUDENT_CAP = Decimal(1000)  # GX18-STU-OP-CAP
OUTPATIENT_CAP = Decimal(120)  # GX18-OP-CAP
CAPS = {
    "stay": ("basic_paid", MAIN_CAP),
    "the six": ("basic_paid", MAIN_CAP),
    "chronic": ("chronic_paid", CHRONIC_CAP),
    "accident stay": ("accident_paid", ACCIDENT_CAP),
    "pupil's accident": ("pupil_accident_paid", STUDENT_CAP),
    "outpatient": ("outpatient_paid", OUTPATIENT_CAP),
}
SIX = {"tumour_chemo_radio", "dialysis", "anti_rejection", "leukaemia", "haemophilia", "severe_mental_illness"}
OTHER_LISTED = {"hypertension_complicated", "diabetes_complicated", "other_listed"}
BANDS: list[Band] = [  # SD17-CII-DED, -B1, -B2, -B3
    (Decimal(12000), Decimal(100000), Decimal("0.50")),
    (Decimal(100000), Decimal(200000), Decimal("0.60")),
    (Decimal(200000), None, Decimal("0.65")),
]
SERIOUS_CAP = Decimal(300000)  # SD17-CII-CAP


def due(burden: Decimal, readings: dict[str, str] | None = None) -> Decimal:
    """Serious illness owed on the year's in-scope cost borne after the basic layer."""
    return min(fen(marginal(burden, BANDS)), SERIOUS_CAP)


def first_covered_day(person: dict) -> date | None:
    """None: covered all along."""
    enrolled, born = day(person.get("enrolled_on")), day(person.get("born_on"))
    if enrolled is None:
        return None
    if person.get("age_group") == "newborn" and born:
        in_time = enrolled.year == born.year or enrolled <= months_after(born, 6)  # GX18-NB-2, B-065
        return None if in_time else months_after(enrolled, 3)  # GX18-NB-3
    return months_after(enrolled, 3) if enrolled > WINDOW_END else None  # GX18-ENR-LATE


def kind_of_care(sheet: Sheet, person: dict) -> str:
    """Which benefit of the leaflet the visit falls under."""
    if sheet.kind == "inpatient":
        return "accident stay" if sheet.cause == "accident" else "stay"
    if sheet.kind == "outpatient":
        pupil = sheet.cause == "accident" and person.get("age_group") == "child_student"
        return "pupil's accident" if pupil else "outpatient"
    if sheet.kind in ("chronic", "major_outpatient"):
        if sheet.conditions & SIX:
            return "the six"
        return "chronic" if sheet.conditions & OTHER_LISTED else "not listed"
    return "no rule"


def covered(sheet: Sheet, person: dict) -> bool:
    """Whether the visit is paid for at all."""
    since = first_covered_day(person)
    return (
        sheet.without_responsible_party  # GX18-ACC-THIRD
        and (sheet.designated or sheet.referral in ("emergency", "filed"))  # GX18-EMERG
        and (since is None or sheet.on >= since)
        and kind_of_care(sheet, person) != "not listed"  # GX18-CD-LIST
        and (kind_of_care(sheet, person) != "outpatient" or sheet.level == "primary")  # GX18-OP-RATE
    )


def stay_deductible(sheet: Sheet, nth: Decimal) -> Decimal:
    """By level; half for the second stay of the year, none from the third on (B-068)."""
    if nth >= 3:
        return ZERO
    return DEDUCTIBLE[sheet.level] / (2 if nth == 2 else 1)


def illness_stay(sheet: Sheet, nth: Decimal, reading: dict[str, str]) -> Decimal | None:
    """Before the cap."""
    deductible = stay_deductible(sheet, nth)
    if sheet.place == "outside":  # GX18-OUT-RATE: only a sheet can say it
        return None if sheet.stated_rate is None else max(sheet.in_scope - deductible, ZERO) * sheet.stated_rate
    if sheet.level != "primary":
        return max(sheet.in_scope - deductible, ZERO) * RATE[sheet.level]
    essential, rest = sheet.essential_drugs, sheet.in_scope - sheet.essential_drugs
    first = min(deductible, essential if reading["B-060"] == "essential drugs" else rest)
    if reading["B-060"] == "essential drugs":
        essential, rest = essential - first, max(rest - (deductible - first), ZERO)
    else:
        essential, rest = max(essential - (deductible - first), ZERO), rest - first
    return essential * ESSENTIAL_RATE + rest * RATE["primary"]


def accident_stay(sheet: Sheet, nth: Decimal, person: dict, reading: dict[str, str]) -> Decimal:
    """Before the cap."""
    free = person.get("age_group") == "child_student" and reading["B-062"] == "without deductible"
    deductible = ZERO if free else stay_deductible(sheet, nth)
    return max(sheet.in_scope - deductible, ZERO) * ACCIDENT_RATE


def basic(sheet: Sheet, year: dict[str, Decimal], person: dict, reading: dict[str, str]) -> Decimal | None:
    """What the basic layer pays of a covered visit; the year's counters move on."""
    care = kind_of_care(sheet, person)
    nth = year["inpatient_stays"] + 1
    if sheet.kind == "inpatient":
        year["inpatient_stays"] = nth
    counter, cap = CAPS.get(care, (None, None))
    amount: Decimal | None
    if care == "stay":
        amount = illness_stay(sheet, nth, reading)
    elif care == "accident stay":
        amount = accident_stay(sheet, nth, person, reading)
    elif care in ("the six", "chronic"):
        amount = sheet.in_scope * CHRONIC_RATE
    elif care == "pupil's accident":
        own = min(sheet.in_scope, max(STUDENT_FIRST - year["deductible_paid"], ZERO))
        year["deductible_paid"] += own
        amount = (sheet.in_scope - own) * STUDENT_RATE
    elif care == "outpatient":
        amount = sheet.in_scope * OUTPATIENT_RATE
    else:
        amount = None
    if amount is not None and cap is not None:
        amount = min(fen(amount), max(cap - year[counter], ZERO), room(sheet, "basic"))
    if "basic" in sheet.reported:
        amount = sheet.reported["basic"]
    if sheet.only_borne:
        return None
    if amount is not None and counter:
        year[counter] += amount
    return amount


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    reading, person, sheets = chosen(READINGS, readings), person_of(case), in_order(case)
    years = Years(case, sheets)
    for sheet in sheets[:1]:  # one figure of the year so far serves both accident caps
        years.of(sheet)["pupil_accident_paid"] = years.of(sheet)["accident_paid"]
    paid: list[Amounts] = []
    for sheet in sheets:
        year = years.of(sheet)
        if not covered(sheet, person):
            amounts = {layer: sheet.reported.get(layer, ZERO) for layer in ("basic", "serious_illness")}
            paid.append(amounts)
            continue
        first = basic(sheet, year, person, reading)
        if first is None and not sheet.only_borne:
            year["burden_unknown"] = Decimal(1)
            paid.append({"basic": None, "serious_illness": sheet.reported.get("serious_illness")})
            continue
        own = max(sheet.in_scope - (first or ZERO), ZERO)
        year["compliant_self_pay"] += own
        if "serious_illness" in sheet.reported:
            second: Decimal | None = sheet.reported["serious_illness"]
        elif year["burden_unknown"]:
            second = None
        else:
            owed = due(year["compliant_self_pay"]) - year["serious_illness_paid"]
            second = max(min(owed, room(sheet, "serious_illness", {"basic": first})), ZERO)
        year["serious_illness_paid"] += second or ZERO
        paid.append({"basic": first, "serious_illness": second})
    return as_listed(sheets, paid)
