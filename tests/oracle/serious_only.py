"""Cities of which only serious illness is held: Tai'an (TA23), and Xianyang's threshold (XY25)."""

from decimal import Decimal

from tests.oracle.present_day import bands, by_the_sheet, on_the_burden, poor, settle_by
from tests.oracle.sheet import ZERO, Amounts, chosen

READINGS: dict[str, list[str]] = {}
TAIAN = bands("14000-100000 60", "100000-200000 65", "200000-300000 70", "300000- 75")  # of the burden itself
TAIAN_POOR = bands("7000-100000 65", "100000-200000 70", "200000-300000 75", "300000- 80")
TAIAN_CAP = Decimal(400000)  # the poor have none
XIANYANG_THRESHOLD = Decimal(15000)
XIANYANG_POOR = frozenset({"destitute", "subsistence", "registered_poor", "relapsed_poor", "low_income"})


def taian(burden: Decimal, person: dict) -> Decimal:
    """特困 and 低保 are the poor here."""
    if poor(person, frozenset({"destitute", "subsistence"})):
        return on_the_burden(burden, TAIAN_POOR, None)
    return on_the_burden(burden, TAIAN, TAIAN_CAP)


def xianyang(burden: Decimal, person: dict) -> Decimal | None:
    """Nothing up to the threshold; bands differ between copies, and what the poor have, whoever they are, does too."""
    return ZERO if burden <= XIANYANG_THRESHOLD and not poor(person, XIANYANG_POOR) else None


def settle(case: dict, readings: dict[str, str] | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time."""
    chosen(READINGS, readings)
    owed = taian if case["scheme"] == "taian-2023" else xianyang
    return settle_by(case, by_the_sheet, owed)
