"""What every completion of a case pays: all rows in one run, and once more over the year's sums that are not known.

Rows that come to the layers which run on such a sum with the same amounts and facts go one way from there: each way is
run over the sums once, not each row.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from engine.columns import Ints, Mask, on_each, shared, some
from engine.compiled import Compiled
from engine.completions import MOST_ROWS
from engine.facts import COUNTERS, LAYERS
from engine.filling import ESSENTIAL, STAYS, Branch, Filling, Owned, Rows
from engine.known import KnownCase
from engine.run import VisitOutcome, run
from engine.sums import phase, sums_to_try

MOST_NEARBY = 20_000  # rows of sums shifted by a few fen; more would only be slow


@dataclass
class Payouts:
    """Fen paid in all. Each of `rows` goes the way `way_of[row]`; a way has an entry for each sum of the year tried.

    Of each entry: `way`, its `sums`, what it `paid`, and whether more than is computed may be paid (`unsure`); the same
    with the sums next to it: `low`, `high`, `unsure_near`. The entries of a way stand together, each way has as many;
    without open sums every row is one. `whole`: whether all sums were tried that could shift the ends by a fen.
    """

    rows: Rows
    way_of: Ints
    way: Ints
    sums: dict[str, Ints]
    paid: Ints
    unsure: Mask
    low: Ints = field(init=False)
    high: Ints = field(init=False)
    unsure_near: Mask = field(init=False)
    whole: bool = True

    def __post_init__(self) -> None:
        self.low, self.high, self.unsure_near = self.paid, self.paid, self.unsure

    def by_way(self, column: Ints) -> Ints:
        """A column of the entries, with a row for each way."""
        return column.reshape(int(self.way[-1]) + 1, -1)


def payouts(filling: Filling, branches: list[Branch], sums: list[str], every_way: bool = False) -> Payouts | None:
    """What each completion of these branches pays; None where there are too many. `sums`: of the year, not known;
    `every_way`: the ends of each way to the fen, not only those of all."""
    compiled = filling.compiled
    rows = filling.rows(branches)
    outcomes = run(compiled, filling.table(rows.values, rows.number, rows.closed))
    every = np.arange(rows.number)
    if not sums:
        return Payouts(rows, every, every, {}, *paid_in_all(outcomes, rows.number))
    first, way_of = _ways(compiled, rows, outcomes)
    values = {key: column if shared(column) else column[first] for key, column in rows.values.items()}
    closed = [column if shared(column) else column[first] for column in rows.closed]
    way = np.arange(len(first))
    settled = np.broadcast_to(_settles(compiled, filling.known, outcomes), rows.number)[first]
    tried = [np.asarray(sums_to_try(compiled, sums[0], outcomes, rows.number))[first]]
    for place, name in enumerate(sums):
        if place:
            table = filling.table(values, len(way), closed)
            tried.append(sums_to_try(compiled, name, run(compiled, table), len(way)))
        size = tried[-1].shape[1]
        if len(way) * size > MOST_ROWS:
            return None
        again = np.repeat(np.arange(len(way)), size)
        way = way[again]
        values = _taken(values, again)
        closed = [column if shared(column) else column[again] for column in closed]
        values[(None, name)] = tried[-1].reshape(-1)
    outcomes = run(compiled, filling.table(values, len(way), closed))
    own = {name: values[(None, name)] for name in sums}
    found = Payouts(rows, way_of, way, own, *paid_in_all(outcomes, len(way)))
    _nearby(filling, found, values, closed, every_way, settled[way])
    return found


def _taken(values: dict[Owned, Ints], rows: Ints) -> dict[Owned, Ints]:
    return {key: column if shared(column) else column[rows] for key, column in values.items()}


def paid_in_all(outcomes: list[VisitOutcome], rows: int) -> tuple[Ints, Mask]:
    """Fen paid in all a row, and whether the row may get more than is computed."""
    paid: Ints = 0
    unsure: Mask = False
    for outcome in outcomes:
        for layer in outcome.layers:
            paid = paid + layer.paid
            if layer.unknown is not None:
                unsure = unsure | layer.unknown
            if layer.floor is not None:  # where nothing of the bill is left, no rule that we lack can pay more
                unsure = unsure | (layer.floor & (outcome.self_pay > 0))
    return on_each(paid, rows), on_each(unsure, rows)


# ---- rows that go one way


@lru_cache(maxsize=256)
def _settled_from(compiled: Compiled) -> tuple[int, frozenset[str]]:
    """The first layer that runs on a sum of the year, and the columns that only layers before it read."""
    number = next(n for n, layer in enumerate(compiled.layers) if any(b.settle for b in layer.benefits))
    before: set[str] = {ESSENTIAL}
    later: set[str] = {"covered_through_mother"}
    for n, layer in enumerate(compiled.layers):
        own = later if n >= number else before
        figures = [layer.route, *(figure for benefit in layer.benefits for figure in benefit.figures())]
        figures += [figure for figure in (layer.lost_from, layer.counts_to_lost) if figure]
        own |= {axis.name for figure in figures for axis in figure.axes}
        own |= {compiled.counters[limit.counter] for benefit in layer.benefits for limit in benefit.caps}
        own |= {"essential_drugs"} if any(b.essential_rate for b in layer.benefits) else set()
    if compiled.excluded:
        before |= {axis.name for axis in compiled.excluded.axes}
    if "condition_count" in later:
        later.add("conditions")
    if "stay" in later:
        return number, frozenset()
    counters = {name for name in COUNTERS if name not in later and name != "outpatient_balance"}
    return number, frozenset((before | counters | {STAYS, "condition_count"}) - later)


def _ways(compiled: Compiled, rows: Rows, outcomes: list[VisitOutcome]) -> tuple[Ints, Ints]:
    """The first row of each way, and the way of each row."""
    number, only_before = _settled_from(compiled)
    columns = [column for (_, name), column in rows.values.items() if name not in only_before]
    for outcome in outcomes:
        columns += [outcome.facts["in_scope"], outcome.gates.open]
        for name in (layer.name for layer in compiled.layers[:number]):
            layer = next(layer for layer in outcome.layers if layer.name == name)
            columns += [layer.paid, layer.unknown, layer.floor]
    apart = [column for column in columns if column is not None and not shared(column)]
    if not apart:
        return np.zeros(1, dtype=np.int64), np.zeros(rows.number, dtype=np.int64)
    table = np.ascontiguousarray(np.stack(apart, axis=1).astype(np.int64, copy=False))
    keys = table.view(np.dtype((np.void, table.dtype.itemsize * table.shape[1]))).reshape(-1)
    _, first, way_of = np.unique(keys, return_index=True, return_inverse=True)
    return first, way_of


# ---- sums a few fen to either side


def _settles(compiled: Compiled, known: KnownCase, outcomes: list[VisitOutcome]) -> Mask:
    """Whether a layer really settles some of the bill on a sum of the year: rows that shifted sums can change."""
    found: Mask = False
    for outcome in outcomes:
        for layer in outcome.layers:
            own = compiled.by_name.get(layer.name)
            if own is None or not any(benefit.settle for benefit in own.benefits):
                continue
            if own.reported_key in outcome.facts:
                continue
            found = found | (layer.columns["base"] > 0) | (known.year[f"{layer.name}_paid"] is not None)
    return found


def _nearby(
    filling: Filling,
    found: Payouts,
    values: dict[Owned, Ints],
    closed: list[Ints],
    every_way: bool,
    settled: Mask,
) -> None:
    """Tries the entries next to the ends again, with sums a few fen to either side: what was paid so far is rounded
    too, and how it was rounded shifts the ends by a fen."""
    steps = phase(filling.compiled)
    shift = np.arange(-steps, steps + 1, dtype=np.int64)
    ends = outer_ends(filling.known)
    close = _close(found, ends, 2 * steps)  # no such shift gains an entry more
    close = close[settled[close]]
    most = MOST_NEARBY // len(shift) + 1
    found.whole = len(close) <= most
    found.low, found.high, found.unsure_near = found.paid.copy(), found.paid.copy(), found.unsure.copy()
    if every_way:
        close = _with_ends_of_ways(found, close, ends, 2 * steps, settled)
        rest = close[most:]  # not tried: what is due before and after is rounded, each by less than a fen
        found.low[rest] = np.maximum(found.paid[rest] - 2, ends[0])
        found.high[rest] = np.minimum(found.paid[rest] + 2, ends[1])
    close = close[:most]
    if not len(close):
        return
    again = np.repeat(close, len(shift))
    moved = _taken(values, again)
    for name in found.sums:
        moved[(None, name)] = np.maximum(moved[(None, name)] + np.tile(shift, len(close)), 0)
    shut = [column if shared(column) else column[again] for column in closed]
    outcomes = run(filling.compiled, filling.table(moved, len(again), shut))
    paid, unsure = (column.reshape(len(close), len(shift)) for column in paid_in_all(outcomes, len(again)))
    found.low[close], found.high[close] = paid.min(axis=1), paid.max(axis=1)
    found.unsure_near[close] |= unsure.any(axis=1)


def outer_ends(known: KnownCase) -> tuple[int, int]:
    """What is reported at the least, the bills at the most: no payout lies beyond."""
    reported = sum(visit.facts.get(f"reported.{layer}") or 0 for visit in known.visits for layer in LAYERS)
    return reported, sum(visit.bill["total"] or 0 for visit in known.visits)


def _close(found: Payouts, ends: tuple[int, int], slack: int) -> Ints:
    """The entries that a few fen could make an end of all, where that could still be lower or higher."""
    paid, (floor, ceiling) = found.paid, ends
    low, high = int(paid.min()), int(paid.max())
    near = np.zeros(len(paid), dtype=np.bool_)
    if low > floor:
        near = near | (paid <= low + slack)
    if high < ceiling and not some(found.unsure):
        near = near | (paid >= high - slack)
    return np.flatnonzero(near)


def _with_ends_of_ways(found: Payouts, first: Ints, ends: tuple[int, int], slack: int, settled: Mask) -> Ints:
    """These entries, and after them those that a few fen could make an end of their way."""
    paid, (floor, ceiling) = found.by_way(found.paid), ends
    least, most = paid.min(axis=1, keepdims=True), paid.max(axis=1, keepdims=True)
    own = ((paid <= least + slack) & (least > floor)) | ((paid >= most - slack) & (most < ceiling))
    more = own.reshape(-1) & settled
    more[first] = False
    return np.concatenate([first, np.flatnonzero(more)])
