"""The guaranteed range: the least and the most over every feasible completion of what is unknown."""

from dataclasses import dataclass, field

import numpy as np

from engine.columns import Ints
from engine.compiled import Compiled
from engine.completions import Completions
from engine.filling import Filling, Owned
from engine.known import KnownCase
from engine.patterns import Pattern
from engine.payouts import Payouts, outer_ends, paid_in_all, payouts
from engine.run import run
from engine.sums import open_sums


@dataclass
class Bounds:
    """On `paid`, fen. `high` None: open upward, because a layer cannot be computed. `unknown`: facts that vary;
    `readings`: live readings that vary."""

    low: int
    high: int | None
    outer: bool = False
    unknown: list[str] = field(default_factory=list)
    readings: frozenset[str] = frozenset()

    @property
    def exact(self) -> bool:
        return self.low == self.high


def bounds(
    compiled: Compiled,
    known: KnownCase,
    usual: dict[str, int],
    held: frozenset[str] = frozenset(),
    cover: Pattern | None = None,
) -> Bounds:
    """The range of what is paid in all, over what the case leaves open (but for what is `held`).

    `cover`: only where the visits are covered like this, one of `cover_patterns`.
    """
    if not known.has_unknown():
        return of_readings_alone(compiled, known, usual)
    completions = Completions(compiled, known, usual, held, cover)
    sums = open_sums(compiled, known, held)
    found = None if completions.branches is None else payouts(completions.filling, completions.branches, sums)
    return range_of(known, completions, sums, found)


def range_of(known: KnownCase, completions: Completions, sums: list[str], found: Payouts | None) -> Bounds:
    """The range of these payouts (None: there are too many completions)."""
    if found is None:
        return _outer(known, completions)
    unknown = completions.unknown_paths() + [f"year_to_date.{name}" for name in sums]
    high = None if found.unsure_near.any() else int(found.high.max())
    return Bounds(int(found.low.min()), high, not found.whole, unknown, completions.readings())


def of_readings_alone(compiled: Compiled, known: KnownCase, usual: dict[str, int]) -> Bounds:
    """Everything is known but which reading of the doubtful figures is right."""
    sizes = [len(options) for options in compiled.live.values()]
    grid = np.indices(sizes).reshape(len(sizes), -1) if sizes else np.zeros((0, 1), dtype=np.int64)
    values: dict[Owned, Ints] = {(None, code): grid[n].astype(np.int64) for n, code in enumerate(compiled.live)}
    rows = grid.shape[1]
    paid, unsure = paid_in_all(run(compiled, Filling(compiled, known, usual).table(values, rows)), rows)
    return Bounds(int(paid.min()), None if unsure.any() else int(paid.max()), readings=frozenset(compiled.live))


def _outer(known: KnownCase, completions: Completions) -> Bounds:
    """Too many completions: what is reported at the least, the bills at the most. Never narrower than the truth."""
    low, high = outer_ends(known)
    return Bounds(low, high, outer=True, unknown=completions.unknown_paths(), readings=completions.readings())
