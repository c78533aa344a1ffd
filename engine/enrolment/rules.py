"""The figures that a wait and a bonus are reckoned with: `content/enrolment.yaml` names them, the clauses hold them."""

import re
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from engine.clauses import fillings, schemes_of
from engine.content import Library, parse
from engine.document import Document
from engine.written import Written, read

FILE = "enrolment.yaml"
_YEARS = re.compile(r"(\d{1,2})年")  # no message
_YEAR = re.compile(r"\d{4}")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Named(_Model):
    """A figure by its clause and its name there."""

    clause: str
    figure: str


class National(_Model):
    """The figures of the whole country; `since`: the first year that the rules hold."""

    since: Named
    fixed_wait: Named
    wait_per_year: Named
    less_per_repair: Named
    long_lapse: Named
    least_after_long: Named
    years_before_bonus: Named
    bonus_per_year: Named
    bonus_per_zero_claim: Named
    most: Named


class Sayings(_Model):
    """The clauses of what has no figure; `next_premium`: what is known of the premium of the year to come."""

    first_year: str
    begins: str
    exempt: str
    reset: str
    restart: str
    lower: str
    count: str
    next_premium: str


class AreaBonus(_Model):
    """What an area adds itself; `lowered`: by how much its ceiling falls for who joins again after a lapse."""

    per_year: Named
    per_zero_claim: Named
    lowered: Named | None = None


class Area(_Model):
    """What is known of an area; what it lacks is that of its province, where it has it.

    `cap`: its own serious-illness ceiling; `premium`: what a resident pays a year, tier by tier; `late`: the clause of
    what paying outside the window costs.
    """

    bonus: AreaBonus | None = None
    cap: Named | None = None
    premium: Named | None = None
    late: str | None = None


class EnrolmentFile(_Model):
    """`content/enrolment.yaml`."""

    national: National
    says: Sayings
    areas: dict[str, Area] = {}


class Figure(NamedTuple):
    """A figure (months, years, a year, fen or basis points) and the clause that says so."""

    amount: int
    clause: str


class Waiting(NamedTuple):
    """The rules of waiting: months, but `long_lapse` in years."""

    fixed: Figure
    per_year: Figure
    less_per_repair: Figure
    long_lapse: Figure
    least_after_long: Figure


class Bonuses(NamedTuple):
    """The rules of the bonuses: fen a time, `most` in basis points of the ceiling; `since`: the first year that they
    hold. `exact`: an area's own figures, no national least; `lowered`: None where it is not known."""

    since: Figure
    years_before: Figure
    per_year: Figure
    per_zero_claim: Figure
    most: Figure
    exact: bool
    lowered: Figure | None


class Rules(NamedTuple):
    """Everything that a reckoning needs; `premium`: one figure a tier, none where it is not known."""

    waiting: Waiting
    bonuses: Bonuses
    says: Sayings
    cap: Figure | None
    premium: list[Figure]
    late: str | None


def amount_of(text: str) -> int:
    """A figure as a clause writes it ("3个月", "4年", "2025", "1000元", "20%"); ValueError for any other writing."""
    return _written(text).amount


def unit_of(text: str) -> str | None:
    """Its unit ("months", "years", "year", "yuan", "rate" …); None for any other writing."""
    try:
        return _written(text).unit
    except ValueError:
        return None


def _written(text: str) -> Written:
    if _YEAR.fullmatch(text):
        return Written("year", int(text))
    years = _YEARS.fullmatch(text)
    return Written("years", int(years[1])) if years else read(text)


@lru_cache(maxsize=4)
def enrolment_file(content: Library) -> EnrolmentFile:
    """The file of a content folder."""
    return parse(EnrolmentFile, Document(content.root.joinpath(FILE)))


def areas(content: Library) -> list[str]:
    """The codes of the areas of which we hold something."""
    return list(enrolment_file(content).areas)


def area_of(region: str, content: Library) -> str | None:
    """The nearest area of which we hold something that a place (its code) is or lies in; None where there is none."""
    held = areas(content)
    return next((code for code in _around(region) if code in held), None)


def rules_of(area: str | None, content: Library) -> Rules:
    """The rules in an area (its code); those of the country where None. KeyError for an area that we do not hold."""
    file = enrolment_file(content)
    own = _own(area, file) if area else Area()
    return Rules(
        _waiting(file.national, content),
        _bonuses(file.national, own.bonus, content),
        file.says,
        _figures(own.cap, content)[0] if own.cap else None,
        _figures(own.premium, content) if own.premium else [],
        own.late,
    )


def set_by(area: str, part: str, content: Library) -> str | None:
    """The code of the area that a part ("bonus", "cap" …) of an area's rules comes from, itself or one around it."""
    file = enrolment_file(content)
    return next((code for code in _around(area) if getattr(file.areas.get(code), part, None) is not None), None)


def _own(area: str, file: EnrolmentFile) -> Area:
    """What an area has, filled up from its prefecture and its province."""
    filled = file.areas[area]
    for code in _around(area)[1:]:
        outer = file.areas.get(code, Area())
        missing = {name: getattr(outer, name) for name in Area.model_fields if getattr(filled, name) is None}
        filled = filled.model_copy(update=missing)
    return filled


def _around(area: str) -> tuple[str, str, str]:
    """An area, its prefecture, its province."""
    return area, f"{area[:4]}00", f"{area[:2]}0000"


def _waiting(nation: National, content: Library) -> Waiting:
    named = (nation.fixed_wait, nation.wait_per_year, nation.less_per_repair, nation.long_lapse)
    return Waiting(*(_figures(one, content)[0] for one in (*named, nation.least_after_long)))


def _bonuses(nation: National, own: AreaBonus | None, content: Library) -> Bonuses:
    def figure(named: Named) -> Figure:
        return _figures(named, content)[0]

    return Bonuses(
        since=figure(nation.since),
        years_before=figure(nation.years_before_bonus),
        per_year=figure(own.per_year if own else nation.bonus_per_year),
        per_zero_claim=figure(own.per_zero_claim if own else nation.bonus_per_zero_claim),
        most=figure(nation.most),
        exact=own is not None,
        lowered=figure(own.lowered) if own and own.lowered else None,
    )


def _figures(named: Named, content: Library) -> list[Figure]:
    """A figure of a clause; several where the schemes that cite it set several, tier by tier."""
    clause = content.clause(named.clause)
    texts = fillings(clause, schemes_of(clause.document, content))[named.figure]
    return [Figure(amount_of(text), named.clause) for text in texts]
