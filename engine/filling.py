"""Fills a table from what a case states, what a branch varies, and the usual value of everything else."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np

from engine.columns import Ints, Mask, least, shared
from engine.compiled import Compiled
from engine.facts import CONDITIONS, EXCLUSIONS
from engine.known import KnownCase, KnownVisit
from engine.mechanisms.waiting import NOT_SAID, PAID_IN_WINDOW
from engine.table import Block, Columns, Table

MORE_THAN_ANY = 10**15  # an amount beyond every cap and threshold
SPLIT, ESSENTIAL, CEILING = "split", "essential_drugs", "bill.above_ceiling"
STAYS = "inpatient_stays"
AT_STAYS = ("basic_paid", "accident_paid")  # no stays before = nothing paid for stays


Owned = tuple[int | None, str]  # whose (None: the person's, else the number of the visit), and which column
Values = Mapping[Owned, Ints]


@dataclass
class Variable:
    """A fact that varies: whose (None: the person's), its name, the values to try, and the paths it stands for.

    `of`: for a choice, which of the values stands for each code; `masks`: for a set, the values that are asked for
    together (0: their number counts); `between`: for an amount, further values at which another fact may tell.
    """

    visit: int | None
    name: str
    values: list[int]
    paths: list[str] = field(default_factory=list)
    of: dict[int, int] = field(default_factory=dict)
    masks: frozenset[int] = frozenset()
    between: list[int] = field(default_factory=list)


@dataclass
class Branch:
    """Visits that count or are `closed`, the facts `fixed` on this branch, and those that vary.

    `routed`: the facts fixed to tell benefits apart, each with the codes it stands for; `gates`: those fixed so that
    the visits count.
    """

    closed: list[bool]
    variables: list[Variable] = field(default_factory=list)
    fixed: dict[Owned, int] = field(default_factory=dict)
    routed: dict[Owned, tuple[int, ...]] = field(default_factory=dict)
    gates: list[Owned] = field(default_factory=list)

    def rows(self) -> int:
        """How many completions it has."""
        return math.prod(len(variable.values) for variable in self.variables)


@dataclass
class Rows:
    """The completions of some branches, one below the other.

    `starts`: the first row of each branch, and at the end their number; `cells`: for each branch which combination of
    its variables each of its rows is (those that do not agree with themselves are left out); `values`: a column for
    each fact that is fixed or varies somewhere; `closed`: for each visit the rows in which it does not count.
    """

    branches: list[Branch]
    starts: list[int]
    cells: list[Ints]
    values: dict[Owned, Ints]
    closed: list[Ints]

    @property
    def number(self) -> int:
        """How many rows there are."""
        return self.starts[-1]


class Filling:
    """Makes tables for one case. `usual`: column -> its usual value.

    `dates_open`: cover is decided by which visits a branch closes, so the days of payment and birth say nothing.
    """

    def __init__(
        self, compiled: Compiled, known: KnownCase, usual: Mapping[str, int], dates_open: bool = False
    ) -> None:
        self.compiled, self.known, self.usual, self.dates_open = compiled, known, usual, dates_open

    def table(self, values: Values, rows: int, closed: Sequence[Ints] = ()) -> Table:
        """A table whose columns are the known facts, the values given, and the usual values of what is not read.

        `closed`: for each visit whether it does not count (nothing: they all do).
        """
        people: Columns = {}
        for name, value in self.known.person.items():
            given = values.get((None, name))
            people[name] = given if given is not None else (self.usual.get(name, 0) if value is None else value)
        for name, value in self.known.year.items():
            given = values.get((None, name))
            people[name] = given if given is not None else (self._of_year(name) if value is None else value)
        for code in self.compiled.live:
            people[code] = values.get((None, code), 0)
        if self.dates_open:
            people["enrolled_on"], people["born_on"] = PAID_IN_WINDOW, NOT_SAID
        blocks = [self._block(values, number) for number in range(len(self.known.visits))]
        for block, shut in zip(blocks, closed, strict=False):
            if not shared(shut) or shut:
                block.columns["closed"] = shut
        return Table(rows, people, blocks)

    def rows(self, branches: list[Branch]) -> Rows:
        """All completions of these branches, one a row."""
        columns: list[dict[Owned, Ints]] = []
        cells: list[Ints] = []
        for branch in branches:
            values, own = self._grid(branch)
            columns.append({**branch.fixed, **values})
            cells.append(own)
        counts = [len(own) for own in cells]
        keys = dict.fromkeys(key for values in columns for key in values)
        together = {
            key: _below([values[key] if key in values else self._absent(key) for values in columns], counts)
            for key in keys
        }
        closed = [_below([int(branch.closed[n]) for branch in branches], counts) for n in range(len(self.known.visits))]
        return Rows(branches, [0, *accumulate(counts)], cells, together, closed)

    def _grid(self, branch: Branch) -> tuple[dict[Owned, Ints], Ints]:
        """The column of each variable of a branch, over the combinations that agree with themselves; which they are."""
        rows = branch.rows()
        values: dict[Owned, Ints] = {}
        inner = rows
        for variable in branch.variables:
            inner //= len(variable.values)
            pattern = np.repeat(np.array(variable.values, dtype=np.int64), inner)
            values[(variable.visit, variable.name)] = np.tile(pattern, rows // len(pattern))
        stays = values.get((None, STAYS))
        if stays is None and self.known.year[STAYS] != 0:
            return values, np.arange(rows)
        keep = np.flatnonzero(np.broadcast_to(self._feasible(values, stays), rows))
        return {key: column_[keep] for key, column_ in values.items()}, keep

    def _feasible(self, values: dict[Owned, Ints], stays: Ints | None) -> Mask:
        """Without the rows that say no stays before and yet something paid for stays."""
        keep: Mask = True
        for name in AT_STAYS:
            paid = values.get((None, name))
            if paid is not None:
                keep = keep & ((paid == 0) if stays is None else (paid == 0) | (stays > 0))
            elif self.known.year.get(name) and stays is not None:
                keep = keep & (stays > 0)
        return keep

    def _absent(self, key: Owned) -> int:
        """The value of a column in a branch that does not read it."""
        owner, name = key
        if owner is None and name in self.known.year:
            return self._of_year(name)
        return 0 if name in (SPLIT, ESSENTIAL, CEILING) else self.usual.get(name, 0)

    def headline(self, closed: Sequence[int] | None = None) -> Table:
        """One row: what is known, and the usual value of everything else; `closed`: visits that are not covered."""
        return self.table({}, 1, closed or ())

    def _of_year(self, name: str) -> int:
        """What is not said of the year so far: nothing; but what serious illness paid follows from the burden, and
        where something was paid for stays there was one."""
        if name == STAYS:
            return int(any(self.known.year.get(paid) for paid in AT_STAYS))
        return -1 if name == "serious_illness_paid" and name in self.compiled.counters else 0

    def _block(self, values: Values, number: int) -> Block:
        visit = self.known.visits[number]
        columns: Columns = {}
        for name, value in visit.facts.items():
            given = values.get((number, name))
            columns[name] = given if given is not None else (self.usual.get(name, 0) if value is None else value)
        columns["condition_count"] = _counted(columns["conditions"])
        on = values.get((number, "on"))
        if on is None:
            on = visit.on.first if visit.on else self.compiled.usual_day
        left = values.get((number, "discharged_on"))
        if left is None:
            left = visit.discharged.first if visit.discharged and visit.left_apart else on
        columns["on"], columns["discharged_on"] = on, left
        _bill(columns, visit, number, values)
        return Block(columns)


def _below(parts: Sequence[Ints], counts: Sequence[int]) -> Ints:
    """Columns below each other; a plain number where they all share it."""
    if all(shared(part) and part == parts[0] for part in parts):
        return parts[0]
    if all(shared(part) for part in parts):
        return np.repeat(np.array(parts, dtype=np.int64), counts)
    column, start = np.empty(sum(counts), dtype=np.int64), 0
    for part, count in zip(parts, counts, strict=True):
        column[start : start + count] = part
        start += count
    return column


def _counted(sets: Ints) -> Ints:
    """How many values each set has, at least 1."""
    if type(sets) is int:
        return max(1, sets.bit_count())
    bits = sum((sets >> n) & 1 for n in range(len(CONDITIONS)))
    return np.maximum(bits, 1)


def _bill(columns: Columns, visit: KnownVisit, number: int, values: Values) -> None:
    total = visit.bill["total"] or 0
    split = values.get((number, SPLIT))
    known = sum(visit.bill[name] or 0 for name in EXCLUSIONS)
    columns["total"] = total
    in_scope = columns["in_scope"] = total - known - (0 if split is None else split)
    missing = [name for name in EXCLUSIONS if visit.bill[name] is None]
    for name in EXCLUSIONS:
        value = visit.bill[name]
        if value is None and split is not None and name == missing[0]:
            columns[name] = split
        else:
            columns[name] = value or 0
    for name in (ESSENTIAL, CEILING):
        value = visit.bill[name]
        part = values.get((number, name))
        if part is not None:
            columns[name] = part * in_scope
        else:
            columns[name] = least(value, in_scope) if value else 0
