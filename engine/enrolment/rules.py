"""The figures that a wait and a bonus are reckoned with: `content/enrolment.yaml` names them, the clauses hold them."""

import re
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from engine.content import Library, parse
from engine.document import Document
from engine.written import Written, read

FILE = "enrolment.yaml"
_YEARS = re.compile(r"(\d{1,2})年")  # no message


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Named(_Model):
    """A figure by its clause and its name there."""

    clause: str
    figure: str


class National(_Model):
    """The figures of the whole country."""

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
    """The clauses of what has no figure."""

    since: str
    first_year: str
    exempt: str
    reset: str
    restart: str
    lower: str
    count: str


class Area(_Model):
    """What an area sets itself; `lowered`: by how much its ceiling falls for who joins again after a lapse."""

    bonus_per_year: Named
    bonus_per_zero_claim: Named
    lowered: Named | None = None


class EnrolmentFile(_Model):
    """`content/enrolment.yaml`."""

    national: National
    says: Sayings
    areas: dict[str, Area] = {}


class Figure(NamedTuple):
    """A figure (months, years, fen or basis points) and the clause that says so."""

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
    """The rules of the bonuses: fen a time, `most` in basis points of the ceiling. `exact`: an area's own figures, no
    national least; `lowered`: None where it is not known."""

    years_before: Figure
    per_year: Figure
    per_zero_claim: Figure
    most: Figure
    exact: bool
    lowered: Figure | None


class Rules(NamedTuple):
    """Everything that a reckoning needs."""

    waiting: Waiting
    bonuses: Bonuses
    says: Sayings


def amount_of(text: str) -> int:
    """A figure as a clause writes it ("3个月", "4年", "1000元", "20%"); ValueError for any other writing."""
    return _written(text).amount


def unit_of(text: str) -> str | None:
    """Its unit ("months", "years", "yuan", "rate" …); None for any other writing."""
    try:
        return _written(text).unit
    except ValueError:
        return None


def _written(text: str) -> Written:
    years = _YEARS.fullmatch(text)
    return Written("years", int(years[1])) if years else read(text)


@lru_cache(maxsize=4)
def enrolment_file(content: Library) -> EnrolmentFile:
    """The file of a content folder."""
    return parse(EnrolmentFile, Document(content.root.joinpath(FILE)))


def areas(content: Library) -> list[str]:
    """The codes of the areas whose own figures we hold."""
    return list(enrolment_file(content).areas)


def rules_of(area: str | None, content: Library) -> Rules:
    """The rules in an area (its code); those of the country where None. KeyError for an area that we do not hold."""
    file = enrolment_file(content)
    nation = file.national
    own = file.areas[area] if area else None

    def figure(named: Named) -> Figure:
        return Figure(amount_of(content.clause(named.clause).figures[named.figure]), named.clause)

    waiting = Waiting(
        figure(nation.fixed_wait),
        figure(nation.wait_per_year),
        figure(nation.less_per_repair),
        figure(nation.long_lapse),
        figure(nation.least_after_long),
    )
    bonuses = Bonuses(
        figure(nation.years_before_bonus),
        figure((own or nation).bonus_per_year),
        figure((own or nation).bonus_per_zero_claim),
        figure(nation.most),
        exact=own is not None,
        lowered=figure(own.lowered) if own and own.lowered else None,
    )
    return Rules(waiting, bonuses, file.says)
