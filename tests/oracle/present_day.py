"""What the present-day tables share: the rungs of hospitals, a stay by deductible and rate, the year's settling.

A table says for each rung what a stay bears and at which rate the rest is paid. What no table says is not held: None.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.sheet import (
    ZERO,
    Amounts,
    Band,
    Sheet,
    Years,
    as_listed,
    fen,
    in_order,
    marginal,
    person_of,
    room,
)

Year = dict[str, Decimal]
Table = dict[str, tuple[Decimal, Decimal]]  # rung -> deductible of a stay, rate of the rest
POOREST = frozenset({"destitute", "subsistence", "relapsed_poor"})  # 特困, 低保, 返贫致贫


def table(**rows: str) -> Table:
    """`grade_2="800 80"`: 800 yuan a stay, then 80%."""
    found = {}
    for rung, row in rows.items():
        deductible, points = row.split()
        found[rung] = (Decimal(deductible), Decimal(points) / 100)
    return found


def bands(*rows: str) -> list[Band]:
    """`"14000-100000 60"`, `"300000- 75"`: between these amounts, at this rate."""
    found: list[Band] = []
    for row in rows:
        span, points = row.split()
        low, high = span.split("-")
        found.append((Decimal(low), Decimal(high) if high else None, Decimal(points) / 100))
    return found


def rung(sheet: Sheet) -> str:
    """Where the hospital stands in a table. A grade-one hospital is one that is no township or community hospital."""
    if sheet.told_level == "primary":
        return "grade_1" if sheet.hospital_class == "grade_1" else "grass_roots"
    names = {"village": "grass_roots", "secondary": "grade_2", "tertiary": "grade_3", "top": "top"}
    return names[str(sheet.told_level)]


@dataclass(frozen=True)
class Due:
    """What a rule owes for a visit, not rounded (None: not held), and the yearly ceiling that it falls under."""

    amount: Decimal | None
    counter: str | None = None
    cap: Decimal | None = None


NOT_HELD = Due(None)


def under(cap: Decimal | None, sheet: Sheet, amount: Decimal | None) -> Due:
    """A stay under the year's ceiling, which one away from home uses up too; of accidents nothing is held."""
    return Due(amount, "basic_paid", cap) if sheet.cause == "illness" else NOT_HELD


Rule = Callable[[Sheet, Year, dict], Due]
Later = Callable[[Decimal, dict], Decimal | None]  # of the year's burden and the person: owed in all


def by_the_sheet(sheet: Sheet, year: Year, person: dict) -> Due:
    """Nothing of the basic layer is held: only a rate that a sheet states can say what it pays."""
    return NOT_HELD if sheet.stated_rate is None else Due(sheet.in_scope * sheet.stated_rate)


def away(sheet: Sheet) -> bool:
    """In another pooling city."""
    return sheet.place == "outside"


def stay(sheet: Sheet, rows: Table, deductible: Decimal | None = None) -> Decimal:
    """By the table; `deductible` where this stay bears another."""
    own, rate = rows[rung(sheet)]
    return max(sheet.in_scope - (own if deductible is None else deductible), ZERO) * rate


def two_diseases(sheet: Sheet) -> str | None:
    """Which of the two has medicine as an outpatient; both together have a ceiling of their own."""
    found = sheet.conditions & {"hypertension", "diabetes"}
    return next(iter(found)) if len(found) == 1 else None


def basic(sheet: Sheet, year: Year, person: dict, rule: Rule) -> Decimal | None:
    """What the basic layer pays; the year's counters move on."""
    due = rule(sheet, year, person)
    if sheet.kind == "inpatient":
        year["inpatient_stays"] += 1
    if sheet.only_borne:
        return None
    amount = sheet.reported.get("basic")
    if amount is None and due.amount is not None:
        amount = fen(due.amount)
        if due.counter and due.cap is not None:
            amount = min(amount, max(due.cap - year[due.counter], ZERO))
        amount = min(amount, room(sheet, "basic"))
    if due.counter:
        year[due.counter] += amount or ZERO
    return amount


def serious(sheet: Sheet, year: Year, person: dict, first: Decimal | None, owed: Later) -> Decimal | None:
    """What serious illness pays: what is owed on the year's burden less what it paid before."""
    if first is None and not sheet.only_borne:
        year["burden_unknown"] = Decimal(1)
    else:
        year["compliant_self_pay"] += max(sheet.in_scope - (first or ZERO), ZERO)
    amount = sheet.reported.get("serious_illness")
    if amount is None and not year["burden_unknown"]:
        in_all = owed(year["compliant_self_pay"], person)
        if in_all is not None:
            left = room(sheet, "serious_illness", {"basic": first})
            amount = max(min(in_all - year["serious_illness_paid"], left), ZERO)
    year["serious_illness_paid"] += amount or ZERO
    return amount


def settle_by(case: dict, rule: Rule, owed: Later | None = None) -> list[Amounts]:
    """Yuan paid by layer, a visit at a time; `owed` is None where serious illness is no part of the scheme."""
    person, sheets = person_of(case), in_order(case)
    years = Years(case, sheets)
    paid: list[Amounts] = []
    for sheet in sheets:
        year = years.of(sheet)
        if excluded(sheet, person):
            layers = ("basic", "serious_illness") if owed else ("basic",)
            amounts: Amounts = {layer: sheet.reported.get(layer, ZERO) for layer in layers}
        else:
            amounts = {"basic": basic(sheet, year, person, rule)}
            if owed:
                amounts["serious_illness"] = serious(sheet, year, person, amounts["basic"], owed)
        if sheet.kind == "inpatient":  # paid for or not
            year[f"stayed at {sheet.told_level}"] = Decimal(1)
        paid.append(amounts)
    return as_listed(sheets, paid)


def excluded(sheet: Sheet, person: dict) -> bool:
    """Employees have a scheme of their own; what a liable person has to pay is covered nowhere (NAT21B-EXC-THIRD)."""
    return person.get("insurance") == "employee" or sheet.cause == "accident_liable"


def on_the_burden(burden: Decimal, slices: list[Band], cap: Decimal | None) -> Decimal:
    """Bands cut on the burden itself, the threshold where the first begins."""
    owed = fen(marginal(burden, slices))
    return owed if cap is None else min(owed, cap)


def poor(person: dict, groups: frozenset[str] = POOREST) -> bool:
    """In one of the groups that a table is kinder to."""
    return bool(set(person.get("categories") or ()) & groups)
