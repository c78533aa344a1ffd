"""The figures of `content/funds/`: disclosures of places and the national series, one figure a row."""

import csv
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from engine.content import Library, parse
from engine.document import Document
from engine.errors import ContentError
from engine.funds.span import INFINITY, Span, step_of

FILES = ("disclosures.csv", "national.csv", "local.csv")
NATION = "000000"
Nature = Literal["final", "provisional", "press_claim", "derived", "repaired", "lost"]
Level = Literal["national", "province", "prefecture", "county", "township", "hospital", "insurer"]
Qualifier = Literal["", "exact", "about", "over", "under", "range"]
SHARES = ("percent", "permille", "points")
UNCHECKED = ("C", "background")  # grades of what was not checked itself: neither drawn nor held against anything
WORKED_OUT = ("derived", "lost")  # what no document prints


class Figure(BaseModel):
    """One figure of a disclosure.

    `region`: GB/T 2260, empty where the document names no place; `period`: ISO day, month or year, or two with ".."
    between; `value`, or `low` and `high`: in base units (yuan, persons, per cent …), exact; `printed`: as the document
    writes it, where that differs; `readings`: all values that a damaged figure may have; `nature`: how far it is
    settled; `compare_key`: figures may stand beside each other only where it is the same.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str = Field(min_length=1)
    region: str = Field(pattern=r"^(\d{6})?$")
    region_name: str = Field(min_length=1)
    level: Level
    period: str = Field(pattern=r"^((\d{4}(-\d\d){0,2})?(\.\.(\d{4}(-\d\d){0,2})?)?)?$")
    indicator: str
    service: str
    group: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier
    unit: str
    printed: str
    readings: tuple[Decimal, ...]
    nature: Nature
    document: str
    place: str
    locator: str
    grade: str
    note: str
    note_en: str
    compare_key: str

    @field_validator("value", "low", "high", mode="before")
    @classmethod
    def _empty_is_none(cls, text: object) -> object:
        return None if text == "" else text

    @field_validator("readings", mode="before")
    @classmethod
    def _apart(cls, text: object) -> object:
        return tuple(one for one in text.split("|") if one) if isinstance(text, str) else text

    @property
    def year(self) -> str:
        """The year that it belongs to ("2018"), that in which its period ends; "" where it is not known."""
        return self.period.split("..")[-1][:4]

    @property
    def years(self) -> int | None:
        """How many calendar years its period touches; None where it is open."""
        ends = [one[:4] for one in self.period.split("..")]
        return int(ends[-1]) - int(ends[0]) + 1 if all(ends) else None

    @property
    def part_year(self) -> bool:
        """Whether it is of some months only: a month, or from one to another; a day is a state of things."""
        ends = self.period.split("..")
        return len(ends[0]) == 7 or (len(ends) == 2 and ends[0] != "" and any(len(one) > 4 for one in ends))

    @property
    def span(self) -> Span | None:
        """What it may stand for, from how it is printed; None where it is lost."""
        if self.qualifier == "over" and self.low is not None:
            return Span(self.low, self.low, INFINITY)
        if self.qualifier == "under" and self.high is not None:
            return Span(self.high, -INFINITY, self.high)
        if self.value is not None:
            exact = self.step == 1 and self.unit not in SHARES  # counted one by one, or set in whole yuan
            half = Decimal(0) if exact else self.step / 2
            return Span(self.value, self.value - half, self.value + half)
        if self.low is not None and self.high is not None and self.nature != "lost":
            return Span((self.low + self.high) / 2, self.low, self.high)
        return None

    @property
    def step(self) -> Decimal:
        """What the last digit is worth, as it is printed."""
        value = self.value if self.value is not None else Decimal(0)
        return step_of(self.printed) or Decimal(1).scaleb(min(0, int(value.as_tuple().exponent)))


class Indicator(BaseModel):
    """What a figure measures, and how people ask for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    name: str
    name_en: str
    meaning: str
    meaning_en: str
    unit: str
    aliases: list[str] = []


class IndicatorFile(BaseModel):
    """`content/funds/indicators.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    indicators: list[Indicator]


class FundSource(BaseModel):
    """A document of figures alone, which has no clauses."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    title: str
    title_en: str
    issuer: str | None
    issuer_en: str | None
    number: str | None
    date: str | None
    kind: str
    grade: str


class FundSourceFile(BaseModel):
    """`content/funds/sources.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    sources: list[FundSource]


def read_figures(path: Path) -> list[Figure]:
    """The rows of one file; ContentError, with line and column name, for the first that cannot be read."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [one_figure(row, f"{path}:{number}") for number, row in enumerate(csv.DictReader(file), start=2)]


def one_figure(row: dict[str, str], where: str) -> Figure:
    """One row of text cells; ContentError with the place `where`."""
    try:
        return Figure.model_validate(row)
    except (ValidationError, InvalidOperation) as error:
        bad = error.errors()[0]["loc"] if isinstance(error, ValidationError) else ("value",)
        column = str(bad[0]) if bad else ""
        raise ContentError(
            where, "“{column}”这一格写的是“{text}”,读不懂。", column=column, text=str(row.get(column, ""))[:40]
        ) from None


@lru_cache(maxsize=4)
def indicators(content: Library) -> dict[str, Indicator]:
    """Indicator id -> what it measures, in the order of the file."""
    path = content.root / "funds" / "indicators.yaml"
    return {one.id: one for one in parse(IndicatorFile, Document(path)).indicators} if path.exists() else {}


@lru_cache(maxsize=4)
def fund_sources(content: Library) -> dict[str, FundSource]:
    """The documents of figures alone, by id."""
    path = content.root / "funds" / "sources.yaml"
    return {one.id: one for one in parse(FundSourceFile, Document(path)).sources} if path.exists() else {}


@lru_cache(maxsize=4)
def figures(content: Library) -> tuple[Figure, ...]:
    """All figures of a content folder, file by file; ContentError for a row that cannot be read."""
    paths = [content.root / "funds" / name for name in FILES]
    return tuple(one for path in paths if path.exists() for one in read_figures(path))
