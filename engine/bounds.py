"""The guaranteed range: the least and the most over every feasible completion of what is unknown."""

import math
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from engine.columns import Ints, on_each, some
from engine.compiled import BenefitOf, Compiled
from engine.completions import MOST_ROWS, Completions
from engine.facts import LAYERS
from engine.figures import Figure
from engine.filling import MORE_THAN_ANY, Branch, Filling, Owned
from engine.known import KnownCase
from engine.money import FULL_RATE
from engine.run import VisitOutcome, run
from engine.table import Table

MOST_NEARBY = 20_000  # rows of such shifts; more would only be slow
SUMS = ("compliant_self_pay", "above_ceiling")  # the year's sums that bands run on


@dataclass
class Bounds:
    """On `paid`, fen. `high` None: open upward, because a layer cannot be computed. `unknown`: facts that vary."""

    low: int
    high: int | None
    outer: bool = False
    unknown: list[str] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        return self.low == self.high


def bounds(compiled: Compiled, known: KnownCase, usual: dict[str, int], held: frozenset[str] = frozenset()) -> Bounds:
    """The range of what is paid in all, over what the case leaves open (but for what is `held`)."""
    if not known.has_unknown():
        return _of_readings_alone(compiled, known, usual)
    completions = Completions(compiled, known, usual, held)
    sums = _open_sums(compiled, known, held)
    if completions.branches is None:
        return _outer(known, completions)
    found = _Ends()
    spent, outer = 0, False
    for branch in completions.branches:
        table, values = completions.filling.completions(branch)
        if table.rows == 0:
            continue
        outcomes = run(compiled, table)
        for name in sums:
            table = _with_sum(compiled, completions, branch, values, outcomes, table.rows, name)
            spent += table.rows
            if spent > MOST_ROWS:
                return _outer(known, completions)
            outcomes = run(compiled, table)
        paid = found.take(outcomes)
        if sums:
            near, whole = _nearby(compiled, completions, branch, values, on_each(paid, table.rows), sums)
            found.take(run(compiled, near))
            outer = outer or not whole
    low, high, open_above = found.low, found.high, found.open_above
    unknown = completions.unknown_paths() + [f"year_to_date.{name}" for name in sums]
    return Bounds(low or 0, None if open_above else high, outer, unknown)


class _Ends:
    """The least and the most of all rows seen so far, fen."""

    def __init__(self) -> None:
        self.low: int | None = None
        self.high, self.open_above = 0, False

    def take(self, outcomes: list[VisitOutcome]) -> Ints:
        """Takes in the rows of one run; what each of them pays."""
        paid, unsure = _paid(outcomes)
        least = int(np.min(paid))
        self.low = least if self.low is None else min(self.low, least)
        self.high = max(self.high, int(np.max(paid)))
        self.open_above = self.open_above or unsure
        return paid


def _of_readings_alone(compiled: Compiled, known: KnownCase, usual: dict[str, int]) -> Bounds:
    """Everything is known but which reading of the doubtful figures is right."""
    sizes = [len(options) for options in compiled.live.values()]
    grid = np.indices(sizes).reshape(len(sizes), -1) if sizes else np.zeros((0, 1), dtype=np.int64)
    values: dict[Owned, Ints] = {(None, code): grid[n].astype(np.int64) for n, code in enumerate(compiled.live)}
    branch = Branch([False] * len(known.visits))
    table = Filling(compiled, known, usual).table(branch, values, grid.shape[1])
    paid, unsure = _paid(run(compiled, table))
    return Bounds(int(np.min(paid)), None if unsure else int(np.max(paid)))


def _paid(outcomes: list[VisitOutcome]) -> tuple[Ints, bool]:
    """Fen paid in all a row, and whether some row may get more than is computed."""
    paid: Ints = 0
    unsure = False
    for outcome in outcomes:
        for layer in outcome.layers:
            paid = paid + layer.paid
            unsure = unsure or (layer.unknown is not None and some(layer.unknown))
            # Where nothing of the bill is left, no rule that we lack can pay more.
            unsure = unsure or (layer.floor is not None and some(layer.floor & (outcome.self_pay > 0)))
    return paid, unsure


def _outer(known: KnownCase, completions: Completions) -> Bounds:
    """Too many completions: what is reported at the least, the bills at the most. Never narrower than the truth."""
    reported = sum(visit.facts.get(f"reported.{layer}") or 0 for visit in known.visits for layer in LAYERS)
    bills = sum(visit.bill["total"] or 0 for visit in known.visits)
    return Bounds(reported, bills, outer=True, unknown=completions.unknown_paths())


# ---- the year's sum, which neither only raises nor only lowers the payout


def _yearly(compiled: Compiled) -> list[BenefitOf]:
    return [benefit for layer in compiled.layers for benefit in layer.benefits if benefit.settle]


def _open_sums(compiled: Compiled, known: KnownCase, held: frozenset[str]) -> list[str]:
    if compiled.own_year and known.person["covered_through_mother"]:
        return []
    used = {benefit.accumulates for benefit in _yearly(compiled)}
    return [name for name in SUMS if name in used and known.year[name] is None and name not in held]


def _edges(compiled: Compiled, name: str) -> list[int]:
    """Sums of the year at which the payout of one more yuan changes: cap points, cliffs, where figures are lost."""
    found: set[int] = set()
    for benefit in _yearly(compiled):
        if benefit.accumulates != name:
            continue
        if benefit.cliff:
            found |= set(benefit.cliff[0].table.tolist())
        if benefit.lost_above is not None:
            found |= set(benefit.lost_above.table.tolist())
        if benefit.bands and benefit.caps:
            for threshold in set(benefit.bands.threshold.table.tolist()):
                for shift in range(len(benefit.bands.rates[0].table)):
                    rates = [int(f.table[min(shift, len(f.table) - 1)]) for f in benefit.bands.rates]
                    for cap in set(benefit.caps[-1].figure.table.tolist()):
                        found.add(_cap_point(benefit.bands.on_burden, threshold, list(benefit.bands.edges), rates, cap))
        if benefit.bands and not _rising(benefit):
            for threshold in set(benefit.bands.threshold.table.tolist()):
                found |= {edge if benefit.bands.on_burden else edge + threshold for edge in benefit.bands.edges}
    return sorted(edge for edge in found if edge > 0)


def _rising(benefit: BenefitOf) -> bool:
    assert benefit.bands is not None
    tops = [(int(f.table.min()), int(f.table.max())) for f in benefit.bands.rates]
    return all(before[1] <= after[0] for before, after in pairwise(tops))


def _cap_point(on_burden: bool, threshold: int, edges: list[int], rates: list[int], cap: int) -> int:
    """The first sum at which the bands come to the cap; MORE_THAN_ANY where they never do."""
    start, due = threshold, 0
    tops = [edge if on_burden else edge + threshold for edge in edges]
    for top, rate in zip([*tops, MORE_THAN_ANY], rates, strict=True):
        here = max(top - start, 0) * rate
        if rate and due + here >= cap * FULL_RATE:
            return start + -(-(cap * FULL_RATE - due) // rate)
        due, start = due + here, max(top, start)
    return MORE_THAN_ANY


def _with_sum(
    compiled: Compiled,
    completions: Completions,
    branch: Branch,
    values: dict[Owned, Ints],
    outcomes: list[VisitOutcome],
    rows: int,
    name: str,
) -> Table:
    """The branch again, each row with the sums of the year that matter to it."""
    names = {layer.name for layer in compiled.layers if any(b.settle and b.accumulates == name for b in layer.benefits)}
    added: Ints = 0
    sums: list[Ints] = []  # of this case's visits up to each of them
    for outcome in outcomes:
        for layer in outcome.layers:
            if layer.name in names:
                added = added + layer.columns["base"]
        sums.append(on_each(added, rows))
    candidates = [np.zeros(rows, dtype=np.int64), np.full(rows, MORE_THAN_ANY // 8, dtype=np.int64)]
    for edge in _edges(compiled, name):
        for near in (-1, 0, 1):
            candidates.append(np.full(rows, max(edge + near, 0), dtype=np.int64))
            candidates += [np.maximum(edge + near - so_far, 0) for so_far in sums]
    every = np.stack(candidates, axis=1)
    repeated = {key: np.repeat(column_, every.shape[1]) for key, column_ in values.items()}
    repeated[(None, name)] = every.reshape(-1)
    values.clear()
    values.update(repeated)
    return completions.filling.table(branch, values, every.size)


def _phase(compiled: Compiled) -> int:
    """Sums this many fen apart round alike under all rates of the year's bands (20 for rates in whole 5%)."""
    rates = {int(rate) for benefit in _yearly(compiled) for figure in _rates(benefit) for rate in figure.table.tolist()}
    return FULL_RATE // math.gcd(FULL_RATE, *(rate for rate in rates if rate > 0))


def _rates(benefit: BenefitOf) -> list[Figure]:
    own = list(benefit.bands.rates) if benefit.bands else []
    return own + ([benefit.cliff[1]] if benefit.cliff else []) + ([benefit.rate] if benefit.rate else [])


def _nearby(
    compiled: Compiled,
    completions: Completions,
    branch: Branch,
    values: dict[Owned, Ints],
    paid: Ints,
    sums: list[str],
) -> tuple[Table, bool]:
    """The rows next to both ends again, with sums a few fen to either side: what was paid so far is rounded too, and
    how it was rounded shifts the ends by a fen. Also whether all such rows are there."""
    phase = _phase(compiled)
    shift = np.arange(-phase, phase + 1, dtype=np.int64)
    slack = 2 * phase  # no such shift gains a row more
    close = np.flatnonzero((paid >= paid.max() - slack) | (paid <= paid.min() + slack))
    kept = close[: MOST_NEARBY // len(shift) + 1]
    moved = {key: np.repeat(column_[kept], len(shift)) for key, column_ in values.items()}
    for name in sums:
        key = (None, name)
        moved[key] = np.maximum(moved[key] + np.tile(shift, len(kept)), 0)
    return completions.filling.table(branch, moved, len(kept) * len(shift)), len(kept) == len(close)
