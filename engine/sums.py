"""The year's sums, on which bands run: neither only raising nor only lowering the payout.

A sum that is not known goes to the points where the slope of the payout changes, and a few fen to either side of them.
"""

import math
from functools import lru_cache
from itertools import pairwise

import numpy as np

from engine.columns import Ints, on_each
from engine.compiled import BenefitOf, Compiled
from engine.figures import Figure
from engine.filling import MORE_THAN_ANY
from engine.known import KnownCase
from engine.money import FULL_RATE
from engine.run import VisitOutcome
from engine.written import LOST

SUMS = ("compliant_self_pay", "above_ceiling")
BEYOND = MORE_THAN_ANY // 8  # a sum beyond every edge


def open_sums(compiled: Compiled, known: KnownCase, held: frozenset[str]) -> list[str]:
    """The sums that some benefit runs on and that the case does not say."""
    if compiled.own_year and known.person["covered_through_mother"]:
        return []
    used = {benefit.accumulates for benefit in _yearly(compiled)}
    return [name for name in SUMS if name in used and known.year[name] is None and name not in held]


def _yearly(compiled: Compiled) -> list[BenefitOf]:
    return [benefit for layer in compiled.layers for benefit in layer.benefits if benefit.settle]


@lru_cache(maxsize=256)
def edges(compiled: Compiled, name: str) -> tuple[int, ...]:
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
            for on_burden, threshold in benefit.bands.ways():
                for shift in range(len(benefit.bands.rates[0].table)):
                    rates = [int(f.table[min(shift, len(f.table) - 1)]) for f in benefit.bands.rates]
                    for cap in set(benefit.caps[-1].figure.table.tolist()) - {LOST}:
                        found.add(_cap_point(on_burden, threshold, list(benefit.bands.edges), rates, cap))
        if benefit.bands and not _rising(benefit):
            for on_burden, threshold in benefit.bands.ways():
                found |= {edge if on_burden else edge + threshold for edge in benefit.bands.edges}
    return tuple(sorted(edge for edge in found if edge > 0))


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


def shared_sums(compiled: Compiled, name: str) -> list[int]:
    """Sums that are tried in every row: none, beyond every edge, and next to each edge."""
    return [0, BEYOND, *(max(edge + near, 0) for edge in edges(compiled, name) for near in (-1, 0, 1))]


def sums_to_try(compiled: Compiled, name: str, outcomes: list[VisitOutcome], rows: int) -> Ints:
    """Sums of the year that matter to each row, one row of them a row: int64, (rows, number of sums)."""
    names = {layer.name for layer in compiled.layers if any(b.settle and b.accumulates == name for b in layer.benefits)}
    added: Ints = 0
    tried = [np.full(rows, value, dtype=np.int64) for value in shared_sums(compiled, name)]
    for outcome in outcomes:  # and those that come to an edge with this case's visits so far
        for layer in outcome.layers:
            if layer.name in names:
                added = added + layer.columns["base"]
        so_far = on_each(added, rows)
        tried += [np.maximum(edge + near - so_far, 0) for edge in edges(compiled, name) for near in (-1, 0, 1)]
    return np.stack(tried, axis=1)


@lru_cache(maxsize=256)
def phase(compiled: Compiled) -> int:
    """Sums this many fen apart round alike under all rates of the year's bands (20 for rates in whole 5%)."""
    rates = {int(rate) for benefit in _yearly(compiled) for figure in _rates(benefit) for rate in figure.table.tolist()}
    return FULL_RATE // math.gcd(FULL_RATE, *(rate for rate in rates if rate > 0))


def _rates(benefit: BenefitOf) -> list[Figure]:
    own = list(benefit.bands.rates) if benefit.bands else []
    return own + ([benefit.cliff[1]] if benefit.cliff else []) + ([benefit.rate] if benefit.rate else [])
