"""A figure of a scheme, folded into a table over the facts it depends on.

`when` conditions, adjustments (half, minus 5 points, × 1.05 …) and doubtful readings are worked out once for each
combination of the facts they name, when it is first met; after that a figure is one look-up.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from engine.columns import Ints, least
from engine.facts import BOOLEAN, LEVEL_STANDS_FOR, LEVELS, ORDINARY_CLASS, PERSON_CHOICES, SETS, VISIT_CHOICES
from engine.money import FULL_RATE, half_up
from engine.written import Written, read

Facts = dict[Any, Ints]  # columns by name, and the cells of figures met so far
NO_MATCH = -2
LEVEL_AXIS = "facility_level"
UNMET = -(10**17)
SMALL = 64
LOST_VALUE = "不详"


class Entry(Protocol):
    """What a figure is made of: see `engine.scheme.Value`."""

    @property
    def when(self) -> Mapping[str, str | list[str]]: ...

    @property
    def value(self) -> str: ...

    @property
    def clause(self) -> str: ...

    @property
    def readings(self) -> Mapping[str, Mapping[str, str]]: ...

    @property
    def each(self) -> str | None: ...


@dataclass(frozen=True, eq=False)
class Axis:
    """One fact that a figure tells apart: its name, its values in order, and for sets the mask that is asked for."""

    name: str
    values: tuple[str, ...]
    mask: int = 0

    @cached_property
    def key(self) -> tuple[str, int]:
        """What tells this axis from others."""
        return (self.name, self.mask)

    def code(self, facts: Facts) -> Ints:
        """The number of each row's value, int64."""
        if self.mask:
            asked = (facts[self.name] & self.mask) != 0
            return int(asked) if type(asked) is bool else asked.astype(np.int64)
        if self.name == "stay" or self.name == "condition_count":
            return least(facts[self.name], len(self.values)) - 1
        return facts[self.name]


@dataclass(frozen=True)
class Resolved:
    """What holds in one cell: the amount, and how it came about for the explanation."""

    amount: int
    base: Written | None = None
    changes: tuple[Written, ...] = ()
    clauses: tuple[str, ...] = ()
    times: int = FULL_RATE
    points: int = 0


@dataclass
class Vocabulary:
    """What a scheme may tell apart beyond the fixed choices: its tiers, prefectures, hospital classes and readings."""

    tiers: tuple[str, ...] = ()
    prefectures: tuple[str, ...] = ()
    readings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    classes: tuple[str, ...] = ()

    def axis_values(self, name: str) -> tuple[str, ...] | None:
        """The values of a one-valued axis in order, or None where there is no such axis."""
        fixed = VISIT_CHOICES.get(name) or PERSON_CHOICES.get(name)
        if name == "enrolment_tier":
            return self.tiers
        if name == "prefecture":
            return ("", *self.prefectures)
        if name == "facility_class":
            return (ORDINARY_CLASS, *self.classes)
        return fixed or self.readings.get(name)


class Figure:
    """A table of amounts over the axes of a figure; each cell is worked out when it is first met.

    `amounts(facts)` gives int64 amounts a row (NO_MATCH where no entry applies, -1 where the figure is lost);
    `cell(facts)` the cell of each row, for the explanation by `resolved_at`.
    """

    def __init__(self, entries: Sequence[Entry], adjustments: Sequence[Entry], vocabulary: Vocabulary) -> None:
        self._rows = [_Row(entry, vocabulary) for entry in entries]
        self._changes = [_Row(entry, vocabulary) for entry in adjustments]
        self.axes = _axes(self._rows + self._changes, vocabulary)
        self.shape = [len(axis.values) for axis in self.axes]
        self.strides = [math.prod(self.shape[i + 1 :]) for i in range(len(self.shape))]
        self.size = math.prod(self.shape)
        self._before_last = tuple(zip(self.axes[:-1], self.strides[:-1], strict=True))
        self._every_code = tuple(tuple(range(size)) for size in self.shape)
        self.has_lost = any(row.entry.value == LOST_VALUE for row in self._rows)
        self._cells: dict[int, Resolved] = {}
        self._worth: dict[tuple[int, int, int], int] = {}
        self._amounts = np.full(self.size, UNMET, dtype=np.int64)
        self._worth_of = np.full(self.size, UNMET, dtype=np.int64)
        self._unmet = self.size
        if self.size > SMALL and not self._changes and not any(row.readings for row in self._rows):
            self._fill()

    def _fill(self) -> None:
        """Works out all cells at once, where no change and no reading has a say in any."""
        table = np.full(self.shape, NO_MATCH, dtype=np.int64)
        for row in reversed(self._rows):  # the first that holds counts
            wanted = (row.conditions.get(axis.key) for axis in self.axes)
            codes = [
                own if want is None else [code for code in own if code in want]
                for own, want in zip(self._every_code, wanted, strict=True)
            ]
            table[np.ix_(*codes)] = row.amount
        for place, axis in enumerate(self.axes):
            if axis.name == LEVEL_AXIS:
                by_level = np.moveaxis(table, place, 0)
                own = by_level.copy()
                for level, other in LEVEL_STANDS_FOR.items():
                    here, there = LEVELS.index(level), LEVELS.index(other)
                    by_level[here] = np.where(own[here] == NO_MATCH, own[there], own[here])
        self._amounts = table.reshape(-1)
        self._unmet = 0
        met = sorted(set(self._amounts.tolist()))
        self._worth_of = np.searchsorted(met, self._amounts).astype(np.uint8 if len(met) < 256 else np.int64)

    def _meet(self, cells: Ints) -> None:
        """Works out the cells that have not been met before."""
        for cell in set(cells[self._amounts[cells] == UNMET].tolist()):  # np.unique would load numpy.ma
            self._amounts[cell] = self.resolved_at(cell).amount
            self._unmet -= 1

    @property
    def table(self) -> Ints:
        """The amount of every cell."""
        if self._unmet:
            self._meet(np.arange(self.size))
        return self._amounts

    @cached_property
    def complete(self) -> bool:
        """Whether some entry surely applies everywhere."""
        return any(not row.conditions for row in self._rows) or (
            self.size <= SMALL and bool((self.table != NO_MATCH).all())
        )

    def times(self, cells: Ints) -> Ints:
        """What a rate from the sheet is multiplied by in each cell, basis points."""
        if type(cells) is int:
            return self.resolved_at(cells).times
        return self._changed[0].take(cells)

    def points(self, cells: Ints) -> Ints:
        """What is added to a rate from the sheet in each cell, basis points."""
        if type(cells) is int:
            return self.resolved_at(cells).points
        return self._changed[1].take(cells)

    @cached_property
    def _changed(self) -> tuple[Ints, Ints]:
        """For every cell what a rate from the sheet is multiplied by, and what is added to it."""
        every = [self.resolved_at(cell) for cell in range(self.size)]
        return (
            np.array([here.times for here in every], dtype=np.int64),
            np.array([here.points for here in every], dtype=np.int64),
        )

    @cached_property
    def _every_cell(self) -> Ints:
        return np.arange(self.size).reshape(self.shape)

    def _at(self, array: Ints, codes: Sequence[Sequence[int]]) -> Ints:
        """What an array over the axes has at these codes of each."""
        for place, (own, every) in enumerate(zip(codes, self._every_code, strict=True)):
            if len(own) == 1:
                array = array[(slice(None),) * place + (slice(own[0], own[0] + 1),)]
            elif tuple(own) != every:
                array = array.take(own, axis=place)
        return array

    def cell_at(self, codes: Sequence[int]) -> int:
        """The cell at one code of each axis."""
        return sum(code * stride for code, stride in zip(codes, self.strides, strict=True))

    def part(self, codes: Sequence[Sequence[int]]) -> Ints:
        """The cells at these codes of each axis, as an array of as many dimensions."""
        return self._at(self._every_cell, codes)

    def amounts_in(self, codes: Sequence[Sequence[int]]) -> Ints:
        """The amounts at these codes of each axis, as an array of as many dimensions."""
        if self._unmet:
            return self.amounts_at(self.part(codes))
        return self._at(self._amounts.reshape(self.shape), codes)

    def worth_in(self, codes: Sequence[Sequence[int]]) -> Ints:
        """`worth` at these codes of each axis, as an array of as many dimensions."""
        if self._worth_of.dtype == np.int64:
            return self.worth(self.part(codes))
        return self._at(self._worth_of.reshape(self.shape), codes)

    def worth(self, cells: Ints) -> Ints:
        """For each cell a number that is the same where the figure is worth the same."""
        found = self._worth_of.take(cells)
        if self._worth_of.dtype == np.int64 and (found == UNMET).any():
            for cell in set(cells[found == UNMET].tolist()):
                here = self.resolved_at(cell)
                self._worth_of[cell] = self._worth.setdefault((here.amount, here.times, here.points), len(self._worth))
            found = self._worth_of.take(cells)
        return found

    def cell(self, facts: Facts) -> Ints:
        """The cell of each row; kept with the facts, since the explanation asks for it again."""
        if not self.axes:
            return 0
        flat = facts.get(self)
        if flat is None:
            flat = self.axes[-1].code(facts)
            for axis, stride in self._before_last:
                flat = flat + axis.code(facts) * stride
            facts[self] = flat
        return flat

    def amounts(self, facts: Facts) -> Ints:
        """The amount of each row."""
        return self.amounts_at(self.cell(facts))

    def amounts_at(self, cells: Ints) -> Ints:
        """The amount of each cell."""
        if type(cells) is int:
            return self.resolved_at(cells).amount
        found = self._amounts.take(cells)
        if self._unmet and (found == UNMET).any():
            self._meet(cells if self.size > SMALL else np.arange(self.size))
            found = self._amounts.take(cells)
        return found

    def resolved_at(self, cell: int) -> Resolved:
        """How the amount of a cell came about."""
        found = self._cells.get(cell)
        if found is None:
            codes = {
                axis: cell // stride % size
                for axis, stride, size in zip(self.axes, self.strides, self.shape, strict=True)
            }
            found = self._cells[cell] = _resolve(codes, self._rows, self._changes)
        return found


class _Row:
    """An entry with its conditions as sets of codes a fact."""

    def __init__(self, entry: Entry, vocabulary: Vocabulary) -> None:
        self.entry = entry
        self.conditions: dict[tuple[str, int], frozenset[int]] = {}
        self.sizes: dict[str, int] = {}
        for name, wanted in entry.when.items():
            words = [wanted] if isinstance(wanted, str) else wanted
            if name.removeprefix("no_") in SETS:
                name, wanted_code = name.removeprefix("no_"), int(not name.startswith("no_"))
                mask = sum(1 << SETS[name].index(word) for word in words)
                self.conditions[(name, mask)] = frozenset({wanted_code})
            elif name in ("stay", "condition_count"):
                self.sizes[name] = max(int(word.rstrip("+")) for word in words)
                self.conditions[(name, 0)] = frozenset(_ordinals(words))
            else:
                values = vocabulary.axis_values(name) or ()
                self.conditions[(name, 0)] = frozenset(values.index(word) for word in words)
        self.readings = {code: tuple(others) for code, others in entry.readings.items()}
        self._on: list[tuple[Axis, frozenset[int]]] | None = None
        self._written = read(entry.value)

    @property
    def amount(self) -> int:
        """The figure as it stands, in its unit."""
        return self._written.amount

    def holds(self, cell: Mapping[Axis, int], level: int | None) -> bool:
        """Whether every condition is met; `level` replaces the cell's level where another stands for it."""
        for axis, wanted in self._conditions_on(cell):
            code = level if level is not None and axis.name == LEVEL_AXIS else cell[axis]
            if code not in wanted:
                return False
        return True

    def _conditions_on(self, cell: Mapping[Axis, int]) -> list[tuple[Axis, frozenset[int]]]:
        if self._on is None:
            self._on = [(axis, self.conditions[axis.key]) for axis in cell if axis.key in self.conditions]
        return self._on

    def written(self, cell: Mapping[Axis, int]) -> Written:
        """The figure as this cell's readings have it."""
        if self.readings:
            for axis, code in cell.items():
                others = self.entry.readings.get(axis.name)
                if others and axis.values[code] in others:
                    return read(others[axis.values[code]])
        return self._written


def _ordinals(words: Sequence[str]) -> set[int]:
    codes: set[int] = set()
    for word in words:
        number = int(word.rstrip("+"))
        codes |= set(range(number - 1, 64)) if word.endswith("+") else {number - 1}
    return codes


def _axes(rows: Sequence[_Row], vocabulary: Vocabulary) -> tuple[Axis, ...]:
    axes: dict[tuple[str, int], Axis] = {}
    for row in rows:
        for name, mask in row.conditions:
            if mask:
                values: tuple[str, ...] = BOOLEAN
            elif name in ("stay", "condition_count"):
                size = max(r.sizes.get(name, 1) for r in rows) + 1
                values = (*tuple(str(n) for n in range(1, size)), f"{size}+")
            else:
                values = vocabulary.axis_values(name) or ()
            axes[(name, mask)] = Axis(name, values, mask)
        for code in row.readings:
            axes[(code, 0)] = Axis(code, vocabulary.readings[code])
        if row.entry.each == "extra_condition":
            axes[("condition_count", 0)] = Axis("condition_count", tuple(str(n) for n in range(1, 13)))
    return tuple(axes.values())


def _resolve(cell: Mapping[Axis, int], rows: Sequence[_Row], changes: Sequence[_Row]) -> Resolved:
    level = None
    row = next((r for r in rows if r.holds(cell, None)), None)
    if row is None:
        for axis, code in cell.items():
            other = LEVEL_STANDS_FOR.get(axis.values[code]) if axis.name == LEVEL_AXIS else None
            if other:
                level = LEVELS.index(other)
                row = next((r for r in rows if r.holds(cell, level)), None)
    if row is None:
        return Resolved(NO_MATCH)
    base = row.written(cell)
    clauses = [row.entry.clause]
    amount, times, points, done = base.amount, FULL_RATE, 0, []
    for change in changes:
        if not change.holds(cell, level):
            continue
        written = change.written(cell)
        repeat = 1
        if change.entry.each == "extra_condition":
            count = next(int(axis.values[code]) for axis, code in cell.items() if axis.name == "condition_count")
            repeat = count - 1
            if repeat == 0:
                continue
        clauses.append(change.entry.clause)
        for _ in range(repeat):
            done.append(written)
            if written.unit == "points":
                points += written.amount
                amount = max(0, min(FULL_RATE, amount + written.amount)) if base.unit != "lost" else amount
            elif written.unit == "times":
                times = half_up(times * written.amount, FULL_RATE)
                amount = half_up(amount * written.amount, FULL_RATE) if base.unit != "lost" else amount
            elif written.unit == "add":
                amount = max(0, amount + written.amount)
            elif written.unit == "none":
                amount = 0
            else:
                base, amount = written, written.amount
    return Resolved(amount, base, tuple(done), tuple(dict.fromkeys(clauses)), times, points)
