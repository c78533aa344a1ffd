"""Later stays of a year: whether a scheme's in-patient deductible hangs on which stay it is, or leaves that unsaid."""

from collections.abc import Sequence
from itertools import product

from engine.columns import first, holds_first
from engine.compiled import BenefitOf, Compiled
from engine.figures import Figure
from engine.filling import STAYS
from engine.known import INPATIENT, KnownCase
from engine.run import VisitOutcome, benefit_year

HANGS_ON = ("stay", "same_level_before")  # what a rule of later stays looks at


def deductible_of(benefit: BenefitOf) -> Figure | None:
    """What a stay bears first: the deductible of each stay, or the threshold of bands; None where it is a year's."""
    if benefit.yearly_deductible:
        return None
    return benefit.deductible or (benefit.bands.threshold if benefit.bands else None)


def tells_stays_apart(figure: Figure, codes: Sequence[Sequence[int]], compiled: Compiled) -> bool:
    """Whether an amount hangs on which stay of the year it is, under some reading. `codes`: of each axis those that are
    meant; of the stay itself every one is looked at."""
    varied = [axis.name in HANGS_ON or axis.name in compiled.live for axis in figure.axes]
    fixed = [own if not free else [0] for own, free in zip(codes, varied, strict=True)]
    open_ = [range(len(axis.values)) if free else [0] for axis, free in zip(figure.axes, varied, strict=True)]
    for here in product(*fixed):
        cells = [figure.cell_at(here) + figure.cell_at(way) for way in product(*open_)]
        if len({figure.resolved_at(cell).amount for cell in cells}) > 1:
            return True
    return False


def later_without_a_rule(compiled: Compiled, known: KnownCase, outcomes: list[VisitOutcome]) -> list[str] | None:
    """The clauses of a deductible that a later stay of this case bears whole because the rules of today do not speak of
    later stays; None where no stay does."""
    if compiled.scheme.period.checked is None:
        return None
    before: dict[int, int] = {}  # benefit year -> stays so far
    for outcome in outcomes:
        year = benefit_year(first(outcome.facts.get("discharged_on", 0)), compiled.year_starts)
        before = before or {year: known.year[STAYS] or 0}  # the year so far is that of the first visit, a stay or not
        if not outcome.counts or first(outcome.facts.get("kind", INPATIENT)) != INPATIENT:
            continue
        clauses = _borne_whole(compiled, outcome) if before.get(year) else None
        if clauses:
            return clauses
        before[year] = before.get(year, 0) + 1
    return None


def _borne_whole(compiled: Compiled, outcome: VisitOutcome) -> list[str] | None:
    """The clauses of the deductible that a stay bears, where it is the same at every stay."""
    basic = next((layer for layer in outcome.layers if layer.name == "basic"), None)
    if basic is None or "basic" not in compiled.by_name or holds_first(basic.unknown):
        return None
    if first(outcome.facts.get("reported.basic", -1)) >= 0:
        return None
    figure = deductible_of(compiled.by_name["basic"].benefits[basic.benefit])
    if figure is None or first(figure.amounts(outcome.facts)) <= 0:
        return None
    codes = [[first(axis.code(outcome.facts))] for axis in figure.axes]
    if tells_stays_apart(figure, codes, compiled):
        return None
    return list(figure.resolved_at(first(figure.cell(outcome.facts))).clauses)
