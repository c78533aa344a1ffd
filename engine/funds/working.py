"""Works out a term in one disclosure: figures by their indicator, clauses' figures, and what they make together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, reduce
from itertools import pairwise

from engine.clauses import fillings, schemes_of
from engine.content import Library
from engine.curve import cap_point
from engine.funds.figures import NATION, UNCHECKED, WORKED_OUT, Figure
from engine.funds.span import Span, exact
from engine.funds.terms import (
    CapPoint,
    Difference,
    Named,
    Number,
    OfClause,
    Product,
    RatesOf,
    Sum,
    Term,
    YearsOf,
    parts,
)
from engine.money import FEN_PER_YUAN, FULL_RATE
from engine.written import read

# A share is worked with as a part of one, and told in its own unit.
SCALE = {"percent": 100, "points": 100, "permille": 1000}
_NATURES = ("final", "repaired", "press_claim", "provisional", *WORKED_OUT)
_GRADES = ("stated", "A", "repaired", "inferred", "B", "derived", "C", "background", "own", "lost")


class MissingError(Exception):
    """A figure that a term needs is not there."""


@dataclass(frozen=True)
class Disclosure:
    """The figures of one place and year; `every`: those of all places, for terms that look elsewhere; `instead`:
    figure id -> what to take for it."""

    own: tuple[Figure, ...]
    every: tuple[Figure, ...]
    content: Library
    instead: dict[str, Span] = field(default_factory=dict)


@dataclass
class Working:
    """One go at a check: the disclosure, the service and group that terms share, and what was used.

    `home`: the figure by which the result is of a place and year: the first that is not of another year or place.
    """

    at: Disclosure
    service: str = ""
    group: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    clauses: dict[str, None] = field(default_factory=dict)
    home: Figure | None = None

    def span(self, term: Term) -> Span:
        """The result of a term. MissingError, ZeroDivisionError."""
        inner = [self.span(part) for part in parts(term)]
        if isinstance(term, Sum):
            return reduce(Span.__add__, inner)
        if isinstance(term, Difference):
            return reduce(Span.__sub__, inner)
        if isinstance(term, Product):
            return reduce(Span.__mul__, inner)
        return inner[0] / inner[1] if inner else self._leaf(term)

    def _leaf(self, term: Term) -> Span:
        if isinstance(term, Named):
            return self._of_figure(self.figure(term))
        if isinstance(term, YearsOf):
            return exact(Decimal(self.figure(term.years_of).years or 1))
        if isinstance(term, OfClause):
            self.clauses[term.clause] = None
            return of_clause(term.clause, term.name, term.nth, self.at.content)
        if isinstance(term, CapPoint):
            bill = cap_point(term.cap_point, term.layer, self.at.content)
            if bill is None:
                raise MissingError
            return exact(Decimal(bill) / FEN_PER_YUAN)
        if isinstance(term, RatesOf):
            return of_rates(term, self.at.content)
        assert isinstance(term, Number)
        return of_number(term.number)

    def figure(self, term: Named) -> Figure:
        """The figure that a term names: the most settled one, of these the best sourced. MissingError."""
        rows = [one for one in self.rows(term) if one.id in self.at.instead or one.span is not None]
        if not rows:
            raise MissingError
        best = min(rows, key=lambda one: (_NATURES.index(one.nature), _GRADES.index(one.grade)))
        self.figures[best.id] = best
        if self.home is None and not (term.whole_nation or term.year_before):
            self.home = best
        return best

    def rows(self, term: Named) -> Iterator[Figure]:
        """The figures that a term may mean."""
        shared = not (term.document or term.whole_nation)
        service, group = term.service or (self.service if shared else ""), term.group or (self.group if shared else "")
        for one in self.at.every if term.elsewhere else self.at.own:
            of_kind = one.indicator == term.figure and (one.nature != "derived" or term.worked_out)
            of_both = service in ("", one.service) and group in ("", one.group)
            if of_kind and of_both and one.grade not in UNCHECKED and self._is_at(one, term):
                yield one

    def _is_at(self, one: Figure, term: Named) -> bool:
        """Whether a figure is of the place and year that a term looks at."""
        here = self.at.own[0] if self.at.own else None
        if term.document is not None:
            return one.document == term.document
        if here is None or not term.elsewhere:
            return True
        if term.whole_nation:
            return one.region == NATION and one.year == here.year
        before = str(int(here.year) - 1) if here.year else ""
        return (one.region, one.region_name, one.year) == (here.region, here.region_name, before)

    def _of_figure(self, one: Figure) -> Span:
        span = self.at.instead.get(one.id, one.span)
        assert span is not None
        return span / exact(Decimal(SCALE[one.unit])) if one.unit in SCALE else span


def of_number(text: str) -> Span:
    """A number as a scheme writes it ("12000元", "70%", "×2") or a bare one, in yuan, parts of one, or as it is."""
    try:
        written = read(text)
    except ValueError:
        return exact(Decimal(text.rstrip("倍人")))  # no message
    return exact(Decimal(written.amount) / (FEN_PER_YUAN if written.unit == "yuan" else FULL_RATE))


@lru_cache(maxsize=256)
def of_clause(clause_id: str, name: str, nth: int, content: Library) -> Span:
    """A figure of a clause by the name of its placeholder. KeyError for an unknown clause or name."""
    clause = content.clause(clause_id)
    return of_number(fillings(clause, schemes_of(clause.document, content))[name][nth])


def of_rates(term: RatesOf, content: Library) -> Span:
    """The lowest rate of a scheme's bands, or the least step from one to the next."""
    layers = content.scheme(term.rates_of).layers.values()
    every = [one.bands.rates for layer in layers for one in layer.benefits if one.bands]
    rates = [of_number(band.value).at for bands in every for band in bands]
    steps = [after - before for before, after in pairwise(rates)]
    return exact(min(rates) if term.which == "lowest" else min(steps, default=Decimal(0)))
