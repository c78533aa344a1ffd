"""A scheme made ready for running: every figure folded into a table, every benefit a fixed sequence of mechanisms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from engine.columns import Ints, Mask, choose, most
from engine.figures import Facts, Figure, Vocabulary
from engine.scheme import Bands, Benefit, Deductible, Figures, Layer, Scheme, Value
from engine.written import EPOCH, LOST, UNCAPPED, day_number, read

OPEN_END = 10**6
ON_EXCESS, ON_BURDEN = range(2)
_EDGES_ON = {"above_threshold": ON_EXCESS, "burden": ON_BURDEN}


@dataclass(frozen=True)
class CapOf:
    """A cap and the counter it looks at."""

    counter: str
    figure: Figure

    def tops(self, facts: Facts) -> Ints:
        """Fen a row; a cap that was not found caps nothing."""
        found = self.figure.amounts(facts)
        return choose(found == LOST, UNCAPPED, found) if self.figure.has_lost else found


@dataclass(frozen=True)
class BandsOf:
    """Bands: threshold, lower edges above it (fen, on the burden or on the excess), and a rate for each slice.

    `edges_on`: ON_BURDEN or ON_EXCESS.
    """

    edges_on: Figure
    threshold: Figure
    edges: tuple[int, ...]
    rates: tuple[Figure, ...]

    def on_burden(self, facts: Facts) -> Mask:
        """The rows in which edges are on the burden."""
        on: Mask = self.edges_on.amounts(facts) == ON_BURDEN
        return on

    def ways(self) -> list[tuple[bool, int]]:
        """Every threshold, with edges on the burden or on the excess: (whether on the burden, fen)."""
        on = {word == ON_BURDEN for word in self.edges_on.table.tolist()}
        return sorted((one, threshold) for one in on for threshold in set(self.threshold.table.tolist()))

    def edges_from(self, threshold: Ints, on_burden: Mask) -> list[Ints]:
        """The lower end of each slice, fen a row; the same arrays each time where they are the same for all."""
        if self.threshold.axes or self.edges_on.axes:
            return self._all_edges(threshold, on_burden)
        return self._edges

    def _all_edges(self, threshold: Ints, on_burden: Mask) -> list[Ints]:
        lowest: Ints = choose(on_burden, threshold, 0)
        return [lowest, *(most(lowest, edge) for edge in self.edges)]

    @cached_property
    def _edges(self) -> list[Ints]:
        on_burden = self.edges_on.resolved_at(0).amount == ON_BURDEN
        return self._all_edges(most(self.threshold.resolved_at(0).amount, 0), on_burden)


class BenefitOf:
    """A benefit with its figures; what a scheme leaves out is None."""

    def __init__(self, benefit: Benefit, layer: str, first: bool, vocabulary: Vocabulary) -> None:
        def figure(spec: Figures | None) -> Figure | None:
            return Figure(spec.figures, spec.adjustments, vocabulary) if spec else None

        self.spec = benefit
        self.layer = layer
        self.name = benefit.name
        self.base = benefit.base or ("in_scope" if first else "burden")
        self.settle = figure(benefit.settle)
        self.accumulates = "above_ceiling" if self.base == "above_ceiling" else "compliant_self_pay"
        self.paid_counter = f"{layer}_paid"
        self.pay_first = figure(benefit.pay_first)
        self.deductible = figure(benefit.deductible)
        self.yearly_deductible = bool(benefit.deductible and benefit.deductible.each == "year")
        self.each_visit = _each_visit(benefit.deductible, vocabulary) if benefit.deductible else None
        self.highest_level = figure(benefit.deductible.highest_level) if benefit.deductible else None
        self.yearly_most = figure(benefit.deductible.yearly_most) if benefit.deductible else None
        self.rate = figure(benefit.rate)
        self.essential_rate = figure(benefit.essential_drugs.rate) if benefit.essential_drugs else None
        self.essential_bears = figure(benefit.essential_drugs.deductible_from) if benefit.essential_drugs else None
        self.bands = self._bands(benefit, vocabulary)
        self.cliff = (
            tuple(
                Figure(f.figures, f.adjustments, vocabulary)
                for f in (benefit.cliff.threshold, benefit.cliff.rate, benefit.cliff.of)
            )
            if benefit.cliff
            else None
        )
        self.fixed_sum = figure(benefit.fixed_sum)
        self.with_inpatient = figure(benefit.with_inpatient)
        self.inpatient: BenefitOf | None = None
        self.caps = tuple(CapOf(cap.counter, Figure(cap.figures, cap.adjustments, vocabulary)) for cap in benefit.caps)
        self.lost_above = figure(benefit.lost.above) if benefit.lost else None
        self.rests_on_burden = self.base in ("burden", "own_share") and not benefit.nothing
        self.reported_key = f"reported.{layer}"
        self.unknown_key = f"unknown.{layer}"
        self.follows_key = f"follows.{self.paid_counter}"
        counters = [limit.counter for limit in self.caps] + ([self.paid_counter] if benefit.settle else [])
        if benefit.fixed_sum and benefit.fixed_sum.counter:
            counters.append(benefit.fixed_sum.counter)
        if benefit.lost and benefit.lost.counts:
            counters.append(benefit.lost.counts)
        self.moves = tuple(dict.fromkeys(counters))  # the counters that what it pays is added to

    @staticmethod
    def _bands(benefit: Benefit, vocabulary: Vocabulary) -> BandsOf | None:
        bands = benefit.bands
        if bands is None:
            return None
        return BandsOf(
            edges_on=Figure([_counted_on(bands)], [], vocabulary),
            threshold=Figure(bands.threshold.figures, bands.threshold.adjustments, vocabulary),
            edges=tuple(read(band.to).amount for band in bands.rates[:-1] if band.to),
            rates=tuple(Figure([band], bands.adjustments, vocabulary) for band in bands.rates),
        )

    def figures(self) -> Iterator[Figure]:
        """Every figure that this benefit looks at."""
        single = (
            self.settle,
            self.pay_first,
            self.deductible,
            self.each_visit,
            self.yearly_most,
            self.highest_level,
            self.rate,
            self.essential_rate,
            self.essential_bears,
            self.fixed_sum,
            self.with_inpatient,
            self.lost_above,
        )
        yield from (figure for figure in single if figure)
        if self.bands:
            yield self.bands.edges_on
            yield self.bands.threshold
            yield from self.bands.rates
        yield from self.cliff or ()
        yield from (cap.figure for cap in self.caps)
        if self.inpatient:
            yield from self.inpatient.figures()

    @cached_property
    def told(self) -> tuple[Figure, ...]:
        """The figures that tell some facts apart."""
        return tuple(figure for figure in self.figures() if figure.axes)


class LayerOf:
    """A layer: which benefit a visit falls under, and from when the layer counts."""

    def __init__(self, name: str, layer: Layer, first: bool, vocabulary: Vocabulary) -> None:
        self.name = name
        self.reported_key = f"reported.{name}"
        self.spec = layer
        self.benefits = [BenefitOf(benefit, name, first, vocabulary) for benefit in layer.benefits]
        by_name = {benefit.name: benefit for benefit in self.benefits}
        for benefit in self.benefits:
            if benefit.with_inpatient:
                benefit.inpatient = by_name["inpatient"]
        self.route = Figure([_Numbered(b.spec.when, n) for n, b in enumerate(self.benefits)], [], vocabulary)
        self.pays = np.array([benefit.spec.nothing is None for benefit in self.benefits])
        self.starts = read(layer.starts.value).amount if layer.starts else None
        lost = layer.lost_from
        self.counts_to_lost = Figure([_Numbered(lost.when, 0)], [], vocabulary) if lost else None
        self.lost_from = Figure(lost.reaching.figures, lost.reaching.adjustments, vocabulary) if lost else None


class _Numbered:
    """An entry whose amount is a number of ours: which benefit or exclusion holds, or another one by a reading."""

    def __init__(
        self, when: Mapping[str, str | list[str]], number: int, readings: Mapping[str, Mapping[str, int]] | None = None
    ) -> None:
        self.when = when
        self.value = self._written(number)
        self.clause = ""
        self.each = None
        self.readings = {
            code: {option: self._written(other) for option, other in options.items()}
            for code, options in (readings or {}).items()
        }

    @staticmethod
    def _written(number: int) -> str:
        return f"{number}日"


def _each_visit(deductible: Deductible, vocabulary: Vocabulary) -> Figure | None:
    """1 under the readings by which a yearly deductible comes off each visit, else 0; None without such readings."""
    readings = {code: dict.fromkeys(options, 1) for code, options in deductible.each_readings.items()}
    return Figure([_Numbered({}, 0, readings)], [], vocabulary) if readings else None


def _counted_on(bands: Bands) -> _Numbered:
    """What the edges of bands are on, as an entry of a figure."""
    readings = {
        code: {option: _EDGES_ON[on] for option, on in options.items()}
        for code, options in bands.edges_readings.items()
    }
    return _Numbered({}, _EDGES_ON[bands.edges_on], readings)


class Compiled:
    """A scheme ready for running; made by `compile_scheme`."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.live = {code: tuple(reading.options) for code, reading in scheme.readings.items() if reading.live}
        self.vocabulary = vocabulary = Vocabulary(
            tuple(scheme.tiers), tuple(scheme.prefectures), self.live, tuple(scheme.facility_classes)
        )
        order = scheme.layer_order()
        self.layers = [LayerOf(name, scheme.layers[name], n == 0, vocabulary) for n, name in enumerate(order)]
        self.excluded = (
            Figure([_Numbered(e.when, n) for n, e in enumerate(scheme.exclusions)], [], vocabulary)
            if scheme.exclusions
            else None
        )
        self.notices = [(notice, Figure([_Numbered(notice.when, 0)], [], vocabulary)) for notice in scheme.notices]
        self.start = day_number(scheme.period.start)
        self.end = day_number(scheme.period.end) if scheme.period.end else OPEN_END
        # The day taken where none is said: the first on which every layer counts.
        self.usual_day = max([self.start, *(layer.starts for layer in self.layers if layer.starts is not None)])
        late, newborn = scheme.enrolment.late, scheme.enrolment.newborn
        self.window_end = read(late.window_end.value).amount if late else OPEN_END
        self.late_wait = self._wait(late.wait) if late else None
        self.newborn_wait = self._wait(newborn.wait) if newborn else None
        self.newborn_grace = read(newborn.grace.value).amount if newborn else 0
        self.claim_within = read(scheme.claim_within.value).amount if scheme.claim_within else None
        self.own_year = scheme.enrolment.own_year is not None
        month, day = scheme.year_starts.split("-")
        self.year_starts = (int(month), int(day))
        self.counters = self._counters()
        benefits = [benefit for layer in self.layers for benefit in layer.benefits]
        self.bill_parts = frozenset(
            (["essential_drugs"] if any(b.essential_rate for b in benefits) else [])
            + (["bill.above_ceiling"] if any(b.base in ("above_ceiling", "own_share") for b in benefits) else [])
        )
        self.without_gates = self.excluded is None and self.claim_within is None
        self.by_axis: dict[tuple[str, int], list[Figure]] = {}
        for figure in self.figures():
            for axis in figure.axes:
                self.by_axis.setdefault(axis.key, []).append(figure)
        self.by_name = {layer.name: layer for layer in self.layers}
        self.highest_level = next(
            ((layer, n, b) for layer in self.layers for n, b in enumerate(layer.benefits) if b.highest_level), None
        )
        told = (figure for _, figure in self.notices)
        self.reads = frozenset(axis.name for figure in (*self.figures(), *told) for axis in figure.axes)
        self.reads_stay = "stay" in self.reads

    def turning_days(self) -> list[int]:
        """Days (since 1970-01-01) from which something is otherwise: the period, starts of layers, benefit years."""
        days = {self.start, self.end + 1, *(layer.starts for layer in self.layers if layer.starts is not None)}
        first = date.fromordinal(max(self.start, -25_000) + EPOCH).year
        month, day = self.year_starts
        days |= {date(year, month, day).toordinal() - EPOCH for year in range(first, first + 60)}
        return sorted(days)

    def _wait(self, value: Value) -> tuple[str, Figure]:
        return value.written.unit, Figure([value], [], self.vocabulary)

    def _counters(self) -> dict[str, str]:
        """Counter -> the year-to-date amount it starts from."""
        found: dict[str, str] = {}
        for layer in self.layers:
            for benefit in layer.benefits:
                for cap in benefit.spec.caps:
                    found[cap.counter] = cap.starts_from or cap.counter
                if benefit.settle:
                    found[benefit.accumulates] = benefit.accumulates
                    found[benefit.paid_counter] = benefit.paid_counter
                if benefit.yearly_deductible or benefit.yearly_most:
                    found["deductible_paid"] = "deductible_paid"
                fixed = benefit.spec.fixed_sum
                if fixed and fixed.counter:
                    found[fixed.counter] = fixed.counter
                lost = benefit.spec.lost
                if lost and lost.counts:
                    found.setdefault(lost.counts, lost.counts)
                if fixed and fixed.carry:
                    found["outpatient_balance"] = "outpatient_balance"
        return found

    def figures(self) -> Iterator[Figure]:
        """Every figure of the scheme."""
        if self.excluded:
            yield self.excluded
        for wait in (self.late_wait, self.newborn_wait):
            if wait:
                yield wait[1]
        for layer in self.layers:
            yield layer.route
            if layer.lost_from and layer.counts_to_lost:
                yield from (layer.lost_from, layer.counts_to_lost)
            for benefit in layer.benefits:
                yield from benefit.figures()


_COMPILED: dict[int, Compiled] = {}


def compile_scheme(scheme: Scheme) -> Compiled:
    """A scheme ready for running; the same object for the same scheme."""
    found = _COMPILED.get(id(scheme))
    if found is None or found.scheme is not scheme:
        found = _COMPILED[id(scheme)] = Compiled(scheme)
    return found
