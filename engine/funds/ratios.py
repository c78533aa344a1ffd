"""Places compared by what does not grow with their size: money a head, months that a balance lasts, a share paid."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

from engine.content import Library, parse
from engine.document import Document
from engine.funds.figures import UNCHECKED, Figure, figures
from engine.funds.terms import Term
from engine.funds.working import SCALE, Disclosure, MissingError, Working


class Ratio(BaseModel):
    """How places are compared.

    `work_out`: as in a check; every figure in it names its service. `of`: the compare keys that may enter; `unit` of
    the result and how many `decimals` of it are told; `formula`: the same in words; `note`: what to know of it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    name: str
    name_en: str
    formula: str
    formula_en: str
    note: str
    note_en: str
    work_out: Term
    unit: str
    decimals: int = Field(ge=0, le=2)
    of: list[str] = Field(min_length=2)


class RatioFile(BaseModel):
    """`content/funds/ratios.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    ratios: list[Ratio]


@dataclass(frozen=True)
class Compared:
    """A ratio of one place and year: `value` in the ratio's unit, rounded half up, and the figures it is made of."""

    ratio: str
    region: str
    year: str
    value: Decimal
    figures: tuple[Figure, ...]


@lru_cache(maxsize=4)
def ratios(content: Library) -> dict[str, Ratio]:
    """Ratio id -> ratio, in the order of the file; none where an older content has no such file."""
    path = content.root / "funds" / "ratios.yaml"
    return {one.id: one for one in parse(RatioFile, Document(path)).ratios} if path.exists() else {}


@lru_cache(maxsize=64)
def of_places(ratio_id: str, content: Library) -> tuple[Compared, ...]:
    """A ratio of every place and year that disclosed all of it; KeyError for an unknown ratio."""
    ratio = ratios(content)[ratio_id]
    years: dict[tuple[str, str, str], list[Figure]] = {}
    for one in _entering(ratio, figures(content)):
        years.setdefault((one.region, one.year, one.group), []).append(one)
    found = (_worked_out(ratio, rows, content) for rows in years.values())
    return tuple(one for one in found if one is not None)


def beside_each_other(ratio_id: str, content: Library) -> list[list[Compared]]:
    """The years in which several places can be compared, the newest first; in each the places, the highest first."""
    years: dict[str, list[Compared]] = {}
    for one in of_places(ratio_id, content):
        years.setdefault(one.year, []).append(one)
    several = [years[year] for year in sorted(years, reverse=True) if len({one.region for one in years[year]}) > 1]
    return [sorted(one_year, key=lambda one: -one.value) for one_year in several]


def _entering(ratio: Ratio, rows: tuple[Figure, ...]) -> Iterator[Figure]:
    """The figures of a ratio's scope: settled, checked, of one whole year and a place that is named."""
    for one in rows:
        settled = one.nature == "final" and one.grade not in UNCHECKED
        if settled and one.compare_key in ratio.of and one.region and one.year and one.years == 1 and not one.part_year:
            yield one


def _worked_out(ratio: Ratio, rows: list[Figure], content: Library) -> Compared | None:
    """The ratio of one place and year; None where a figure is missing."""
    used = Working(Disclosure(tuple(rows), (), content))
    try:
        result = used.span(ratio.work_out).at * SCALE.get(ratio.unit, 1)
    except (MissingError, ZeroDivisionError):
        return None
    value = result.quantize(Decimal(1).scaleb(-ratio.decimals), ROUND_HALF_UP)
    return Compared(ratio.id, rows[0].region, rows[0].year, value, tuple(used.figures.values()))
