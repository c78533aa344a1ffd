"""Reading a case of the contract: amounts as Decimal yuan, dates as dates, what is left out as the contract says."""

import calendar
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")
ZERO = Decimal(0)
EXCLUSIONS = ("self_funded", "over_limit", "first_pay")

Band = tuple[Decimal, Decimal | None, Decimal]  # from, to (None: no end), rate
Amounts = dict[str, Decimal | None]  # by layer; None: not computed


def fen(amount: Decimal) -> Decimal:
    """Half up to the fen: the one rounding of a layer."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def yuan(value: object) -> Decimal:
    """An amount of a case; left out or null is nothing."""
    return Decimal(str(value)) if value is not None else ZERO


def day(value: str | None) -> date | None:
    """An ISO day."""
    return date.fromisoformat(value) if value else None


def months_after(start: date, months: int) -> date:
    """The same day so many months later; the last day of a month that lacks it."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def marginal(amount: Decimal, bands: list[Band]) -> Decimal:
    """Each rate on the part of the amount inside its own band; not rounded."""
    total = ZERO
    for low, high, rate in bands:
        inside = (amount if high is None else min(amount, high)) - low
        total += max(inside, ZERO) * rate
    return total


@dataclass(frozen=True)
class Sheet:
    """One visit as its settlement sheet shows it."""

    place_in_list: int
    kind: str
    on: date
    discharged: date
    claimed: date | None
    level: str
    place: str
    referral: str
    designated: bool
    cause: str
    conditions: frozenset[str]
    total: Decimal
    in_scope: Decimal
    only_borne: bool  # the case says only what was borne after the basic layer: later layers alone are asked for
    self_funded: Decimal
    essential_drugs: Decimal
    above_ceiling: Decimal
    stated_rate: Decimal | None
    reported: dict[str, Decimal]
    told_level: str | None  # as the case says it; `level` is for documents that know three
    hospital_class: str | None  # of those that some schemes set apart within a level
    within_province: bool | None
    same_level_before: bool | None

    @property
    def without_responsible_party(self) -> bool:
        """Neither somebody else's liability nor one of the excluded causes."""
        return self.cause in ("illness", "accident")


def read(visit: dict, place_in_list: int) -> Sheet:
    """A visit of the contract, all facts known."""
    bill = visit["bill"]
    only_borne = bill.get("borne") is not None
    total = yuan(next(bill[key] for key in ("total", "in_scope", "borne") if bill.get(key) is not None))
    in_scope = total - sum((yuan(bill.get(key)) for key in EXCLUSIONS), ZERO)
    on = day(visit["on"])
    assert on is not None
    rate = visit.get("stated_rate")
    level = visit.get("facility_level")
    return Sheet(
        place_in_list=place_in_list,
        kind=visit["kind"],
        on=on,
        discharged=day(visit.get("discharged_on")) or on,
        claimed=day(visit.get("claimed_on")),
        # The older documents set neither village clinics nor province-run hospitals apart from their neighbours.
        level={"village": "primary", "top": "tertiary"}.get(level, level),
        place=visit.get("place"),
        referral=visit.get("referral"),
        designated=visit.get("designated") is not False,
        cause=visit.get("cause"),
        conditions=frozenset(visit.get("conditions") or ()),
        total=total,
        in_scope=in_scope,
        only_borne=only_borne,
        self_funded=yuan(bill.get("self_funded")),
        essential_drugs=min(yuan(bill.get("essential_drugs")), in_scope),
        above_ceiling=min(yuan(bill.get("above_ceiling")), in_scope),
        stated_rate=None if rate is None else Decimal(str(rate)),
        reported={layer: yuan(amount) for layer, amount in (visit.get("reported") or {}).items() if amount is not None},
        told_level=level,
        hospital_class=visit.get("facility_class"),
        within_province=visit.get("within_province"),
        same_level_before=visit.get("same_level_before"),
    )


def in_order(case: dict) -> list[Sheet]:
    """The visits as they are taken: by date, then as listed."""
    sheets = [read(visit, place) for place, visit in enumerate(case["visits"])]
    return sorted(sheets, key=lambda sheet: sheet.on)


def as_listed(sheets: list[Sheet], paid: list[Amounts]) -> list[Amounts]:
    """Results of visits in order, put back to the places the visits have in the list.

    A reported layer that the scheme does not have is taken as it stands.
    """
    by_place = sorted(zip(sheets, paid, strict=True), key=lambda pair: pair[0].place_in_list)
    return [{**sheet.reported, **amounts} for sheet, amounts in by_place]


def room(sheet: Sheet, layer: str, amounts: Amounts | None = None) -> Decimal:
    """What is left of the bill for a layer that is computed: what a sheet reports and earlier layers paid is gone."""
    gone = {**sheet.reported, **(amounts or {})}
    return max(sheet.total - sum((amount or ZERO for name, amount in gone.items() if name != layer), ZERO), ZERO)


def calendar_year(when: date) -> int:
    """The benefit year of nearly every scheme."""
    return when.year


class Years:
    """Counters of each benefit year: what the case says of the first visit's year, nothing for the others."""

    def __init__(
        self,
        case: dict,
        sheets: list[Sheet],
        year_of: Callable[[date], int] = calendar_year,
        before: dict | None = None,
    ):
        self._year_of = year_of
        self._years: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
        said = (case.get("year_to_date") or {}) if before is None else before
        first = self.of(sheets[0])
        for name, amount in said.items():
            if name != "note":
                first[name] = yuan(amount)

    def of(self, sheet: Sheet) -> dict[str, Decimal]:
        """The counters of the year in which the visit ended."""
        return self._years[self._year_of(sheet.discharged)]


def person_of(case: dict) -> dict:
    """The person, or nobody in particular."""
    return case.get("person") or {}


def chosen(live: dict[str, list[str]], readings: dict[str, str] | None) -> dict[str, str]:
    """One reading for each live code; the first where none is named."""
    picked = {code: options[0] for code, options in live.items()}
    for code, option in (readings or {}).items():
        if option not in live.get(code, ()):
            raise ValueError(f"{code} has no live reading {option!r}")
        picked[code] = option
    return picked
