"""Fills a table from what a case states, what a branch varies, and the usual value of everything else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.compiled import Compiled
from engine.facts import CONDITIONS, EXCLUSIONS
from engine.known import KnownCase, KnownVisit
from engine.mechanisms.waiting import NOT_SAID, PAID_IN_WINDOW
from engine.money import ZERO, Ints
from engine.patterns import Pattern
from engine.table import Block, Columns, Table, column

MORE_THAN_ANY = 10**15  # an amount beyond every cap and threshold
KIND = "kind"
SPLIT, ESSENTIAL, CEILING, PATTERN = "split", "essential_drugs", "bill.above_ceiling", "pattern"
STAYS = "inpatient_stays"
AT_STAYS = ("basic_paid", "accident_paid")  # no stays before = nothing paid for stays


Owned = tuple[int | None, str]  # whose (None: the person's, else the number of the visit), and which column
Values = Mapping[Owned, Ints]


@dataclass
class Variable:
    """A fact that varies: whose (None: the person's), its name, the values to try, and the paths it stands for."""

    visit: int | None
    name: str
    values: list[int]
    paths: list[str] = field(default_factory=list)


@dataclass
class Branch:
    """Visits of given kinds, open or closed, with the facts that vary on this branch."""

    kinds: list[int | None]
    closed: list[bool]
    variables: list[Variable]
    fixed: dict[Owned, int] = field(default_factory=dict)

    def rows(self) -> int:
        return int(np.prod([len(v.values) for v in self.variables], dtype=np.int64)) if self.variables else 1


class Filling:
    """Makes tables for one case. `usual`: column -> its usual value; `patterns`: what unknown dates leave open."""

    def __init__(
        self, compiled: Compiled, known: KnownCase, usual: Mapping[str, int], patterns: Sequence[Pattern] | None = None
    ) -> None:
        self.compiled, self.known, self.usual, self.patterns = compiled, known, usual, patterns

    def table(self, branch: Branch, values: Values, rows: int) -> Table:
        """A table whose columns are the known facts, a branch's values, and the usual values of what is not read."""
        people: Columns = {}
        for name, value in self.known.person.items():
            given = values.get((None, name))
            people[name] = (
                given
                if given is not None
                else column(branch.fixed.get((None, name), self.usual.get(name, 0)) if value is None else value)
            )
        for name, value in self.known.year.items():
            given = values.get((None, name))
            people[name] = given if given is not None else column(self._of_year(name) if value is None else value)
        for code in self.compiled.live:
            people[code] = values.get((None, code), ZERO)
        shut = None
        if self.patterns is not None:
            table = np.array(self.patterns, dtype=np.int64)
            pattern = values.get((None, PATTERN))
            shut = table[pattern] if pattern is not None else table[:1]
            people["enrolled_on"], people["born_on"] = column(PAID_IN_WINDOW), column(NOT_SAID)
        blocks = [
            self._block(branch, values, number, None if shut is None else shut[:, number])
            for number in range(len(self.known.visits))
        ]
        return Table(rows, people, blocks)

    def headline(self) -> Table:
        """One row: what is known, and the usual value of everything else."""
        kinds = [
            visit.facts[KIND] if visit.facts[KIND] is not None else self.usual[KIND] for visit in self.known.visits
        ]
        return self.table(Branch(kinds, [False] * len(kinds), []), {}, 1)

    def _of_year(self, name: str) -> int:
        """What is not said of the year so far: nothing; but what serious illness paid follows from the burden."""
        return -1 if name == "serious_illness_paid" and name in self.compiled.counters else 0

    def _block(self, branch: Branch, values: Values, number: int, shut: Ints | None) -> Block:
        visit, kind = self.known.visits[number], branch.kinds[number]
        columns: Columns = {}
        for name, value in visit.facts.items():
            given = values.get((number, name))
            fixed = (
                kind if name == KIND and kind is not None else branch.fixed.get((number, name), self.usual.get(name, 0))
            )
            columns[name] = given if given is not None else column(fixed if value is None else value)
        columns["condition_count"] = _counted(columns["conditions"])
        on = visit.on.first if visit.on else self.compiled.start
        columns["on"] = column(on)
        columns["discharged_on"] = column(visit.discharged.last if visit.discharged else on)
        if shut is not None or branch.closed[number]:
            closed = column(branch.closed[number])
            columns["closed"] = closed if shut is None else np.maximum(shut, closed)
        _bill(columns, visit, number, values)
        return Block(columns)


def _counted(sets: Ints) -> Ints:
    """How many values each set has, at least 1."""
    if len(sets) == 1:
        return column(max(1, int(sets[0]).bit_count()))
    bits = sum(((sets >> n) & 1 for n in range(len(CONDITIONS))), ZERO)
    return np.maximum(bits, 1)


def _bill(columns: Columns, visit: KnownVisit, number: int, values: Values) -> None:
    total = visit.bill["total"] or 0
    split = values.get((number, SPLIT))
    known = sum(visit.bill[name] or 0 for name in EXCLUSIONS)
    columns["total"] = column(total)
    in_scope = columns["in_scope"] = column(total - known) if split is None else np.where(split == 1, 0, total - known)
    missing = [name for name in EXCLUSIONS if visit.bill[name] is None]
    for name in EXCLUSIONS:
        value = visit.bill[name]
        if value is None and split is not None and name == missing[0]:
            columns[name] = np.where(split == 1, total - known, 0)
        else:
            columns[name] = column(value or 0)
    for name in (ESSENTIAL, CEILING):
        value = visit.bill[name]
        part = values.get((number, name))
        if part is not None:
            columns[name] = part * in_scope
        else:
            columns[name] = np.minimum(column(value), in_scope) if value else ZERO
