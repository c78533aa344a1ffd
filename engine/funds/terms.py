"""The terms of a check: a figure of a disclosure, a clause's figure, a number, and what they make together."""

import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

_FIGURE = re.compile(r"(\w+)(?:@(\w*)(?:/(\w*))?)?")


def _truths(part: Any) -> Any:
    if isinstance(part, list):
        return [_truths(one) for one in part]
    if isinstance(part, dict):
        return {key: _truths(one) for key, one in part.items()}
    return {"true": True, "false": False}.get(part, part) if isinstance(part, str) else part


class _Term(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(_Term):
    """A figure by its indicator. `service`, `group`: None where they are those of the other terms that name none;
    `document`: of that document, whatever place is looked at; `worked_out`: one that we derived will do;
    `whole_nation`: the national figure of the same year; `year_before`: of the same place a year earlier."""

    figure: str
    service: str | None = None
    group: str | None = None
    document: str | None = None
    worked_out: bool = False
    whole_nation: bool = False
    year_before: bool = False

    @property
    def elsewhere(self) -> bool:
        """Whether it is looked for beyond the place and year at hand."""
        return self.document is not None or self.whole_nation or self.year_before

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: object) -> object:
        """ "payout@cii/poor" names indicator, service and group at once."""
        given = {"figure": given} if isinstance(given, str) else given
        if not isinstance(given, dict) or not (match := _FIGURE.fullmatch(str(given.get("figure", "")))):
            return given
        parts = {"figure": match[1], "service": match[2] or None, "group": match[3] or None}
        return {**parts, **{key: value for key, value in given.items() if key != "figure"}}


class OfClause(_Term):
    """A figure of a clause: `name` of its placeholder, the `nth` (from 0) where several stand there."""

    clause: str
    name: str = "value"
    nth: int = 0


class Number(_Term):
    """A number, written as in a scheme: "100%", "10元"."""

    number: str


class YearsOf(_Term):
    """How many calendar years the period of a figure touches, one where it is open."""

    years_of: Named


class CapPoint(_Term):
    """The least in-scope cost of one visit at which a layer pays all that it may in a year. `case`: the contract's
    case, without the bill."""

    cap_point: dict[str, Any]
    layer: Literal["basic", "serious_illness"]

    @field_validator("cap_point")
    @classmethod
    def _with_truth(cls, case: dict[str, Any]) -> dict[str, Any]:
        """A content file holds text alone: what is "true" there is true in a case."""
        return {**case, **{key: _truths(case[key]) for key in ("person", "visits") if key in case}}


class RatesOf(_Term):
    """Of the bands of a scheme: the lowest rate, or the least step from a band to the next (negative: it falls)."""

    rates_of: str
    which: Literal["lowest", "least_step"]


class Sum(_Term):
    """All of them together."""

    add: list["Term"] = Field(min_length=2)


class Difference(_Term):
    """The first without all others."""

    subtract: list["Term"] = Field(min_length=2)


class Product(_Term):
    """One times the other."""

    multiply: list["Term"] = Field(min_length=2)


class Quotient(_Term):
    """The first by the second."""

    divide: list["Term"] = Field(min_length=2, max_length=2)


Term = Named | OfClause | Number | YearsOf | CapPoint | RatesOf | Sum | Difference | Product | Quotient
for _model in (Sum, Difference, Product, Quotient):
    _model.model_rebuild()


def parts(term: Term) -> list[Term]:
    """The terms that a term is made of; none where it stands for itself."""
    if isinstance(term, Sum):
        return term.add
    if isinstance(term, Difference):
        return term.subtract
    if isinstance(term, Product):
        return term.multiply
    return term.divide if isinstance(term, Quotient) else []


def named(term: Term | None) -> Iterator[Named]:
    """Every figure that a term names, in order."""
    if isinstance(term, Named):
        yield term
    elif isinstance(term, YearsOf):
        yield term.years_of
    elif term is not None:
        for part in parts(term):
            yield from named(part)


def clauses_of(term: Term) -> Iterator[str]:
    """Every clause that a term names, in order."""
    if isinstance(term, OfClause):
        yield term.clause
    for part in parts(term):
        yield from clauses_of(part)


class Check(_Term):
    """A rule that disclosures are held against.

    `work_out`: what is worked out; `claim`: what a document says it is (None: nothing does, the result itself is told;
    `unclaimed`: the same where this document is silent); `relation`: how the claim must stand to the result; `scheme`:
    the check is of this scheme's rules and needs no disclosure; `unit`: of the result; `round`: it was perhaps set as a
    whole number; `name`: what is checked; `says`: what the result means, with {worked_out} and {off}; `says_less`: the
    same where it is negative, `says_off`: where the claim does not stand.
    """

    id: str
    name: str
    name_en: str
    scheme: str | None = None
    work_out: Term
    claim: Term | None = None
    unclaimed: bool = False
    relation: Literal["equal", "at_most", "at_least"] = "equal"
    unit: str
    round: bool = False
    says: str = ""
    says_en: str = ""
    says_less: str = ""
    says_less_en: str = ""
    says_off: str = ""
    says_off_en: str = ""


class CheckFile(_Term):
    """`content/funds/checks.yaml`."""

    checks: list[Check]
