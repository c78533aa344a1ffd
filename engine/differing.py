"""Whether a fact makes a difference: rows of one branch that differ in nothing else, side by side."""

import math
from dataclasses import replace
from functools import cached_property

import numpy as np

from engine.columns import Ints
from engine.completions import MOST_ROWS, Completions
from engine.filling import Branch, Owned, Rows
from engine.payouts import Payouts, payouts
from engine.sums import shared_sums


class Differing:
    """Looks at the payouts of a case, and where those at the ends of its amounts do not tell, at some between them."""

    def __init__(self, completions: Completions, found: Payouts) -> None:
        self.completions, self.found = completions, found
        self.sums = list(found.sums)

    def matters(self, key: Owned) -> bool:
        """Whether the payout differs with this column and nothing else; of a fact that decides which rule holds or
        whether a visit counts always True."""
        if key[1] in self.sums:
            return self._sum_matters(self.found, self.sums.index(key[1]))
        branches = self.found.rows.branches
        if any(key in branch.routed or key in branch.gates for branch in branches) or self._opens(key):
            return True
        varied = [n for n, branch in enumerate(branches) if any((v.visit, v.name) == key for v in branch.variables)]
        if any(_differs(self.found.rows, n, key, self._alike) for n in varied):
            return True
        return any(self._differs_between(n, key) for n in varied)

    def _opens(self, key: Owned) -> bool:
        """Whether the fact can decide that a visit does not count."""
        telling = self.completions.telling
        return any(key in telling.excluding(visit) for visit in range(len(self.completions.known.visits)))

    def _sum_matters(self, found: Payouts, place: int) -> bool:
        if len(self.sums) > 1:
            return True
        low, high = found.by_way(found.low), found.by_way(found.high)
        unsure = found.by_way(found.unsure)
        return bool((low.min(axis=1) < high.max(axis=1)).any() or (unsure.any(axis=1) & ~unsure.all(axis=1)).any())

    @cached_property
    def _alike(self) -> Ints:
        return _alike(self.completions, self.found, self.sums)

    def _differs_between(self, number: int, key: Owned) -> bool:
        """The same with values between the ends of the amounts that are open beside it."""
        branch = self.found.rows.branches[number]
        finer = _finer(branch, key)
        if finer is None:
            return False
        if finer.rows() > MOST_ROWS:
            return True
        found = payouts(self.completions.filling, [finer], self.sums)
        return found is None or _differs(found.rows, 0, key, _alike(self.completions, found, self.sums))


def _alike(completions: Completions, found: Payouts, sums: list[str]) -> Ints:
    """For each row a number, alike where the same is paid whatever the sums of the year are."""
    tried = found.by_way(found.paid).shape[1]
    shared_ones = len(shared_sums(completions.compiled, sums[0])) if len(sums) == 1 else tried
    paid, unsure = (found.by_way(column)[:, :shared_ones] for column in (found.paid, found.unsure))
    table = np.ascontiguousarray(np.concatenate([paid, unsure], axis=1).astype(np.int64))
    keys = table.view(np.dtype((np.void, table.dtype.itemsize * table.shape[1]))).reshape(-1)
    return np.unique(keys, return_inverse=True)[1][found.way_of]


def _differs(rows: Rows, number: int, key: Owned, alike: Ints) -> bool:
    """Whether some rows of a branch are not alike that differ in this column only."""
    variables = rows.branches[number].variables
    place = next(n for n, variable in enumerate(variables) if (variable.visit, variable.name) == key)
    sizes = [len(variable.values) for variable in variables]
    grid = np.full(math.prod(sizes), -1, dtype=np.int64)
    grid[rows.cells[number]] = alike[rows.starts[number] : rows.starts[number + 1]]
    side_by_side = grid.reshape(math.prod(sizes[:place]), sizes[place], -1)
    most = side_by_side.max(axis=1)
    least = np.where(side_by_side < 0, np.int64(len(alike)), side_by_side).min(axis=1)
    return bool((least < most).any())


def _finer(branch: Branch, key: Owned) -> Branch | None:
    """The branch with values between the ends of its amounts, as many as there is room for; None where it has none."""
    amounts = [v for v in branch.variables if v.between and (v.visit, v.name) != key]
    if not amounts:
        return None
    room = max(MOST_ROWS // branch.rows(), 1)
    variables = []
    for variable in branch.variables:
        if variable in amounts:
            step = max(-(-len(variable.between) // max(room, 2)), 1)
            values = sorted({*variable.values, *variable.between[::step]})
            room = max(room * len(variable.values) // len(values), 1)
            variable = replace(variable, values=values)
        variables.append(variable)
    return replace(branch, variables=variables)
