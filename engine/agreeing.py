"""Which completions agree with facts that are known by now: a mask over the rows that were run before."""

import numpy as np

from engine.answers import newly_known
from engine.columns import Ints, Mask, shared
from engine.completions import Completions
from engine.facts import EXCLUSIONS
from engine.filling import AT_STAYS, CEILING, ESSENTIAL, SPLIT, STAYS, Branch, Owned, Rows, Variable
from engine.known import KnownCase
from engine.patterns import EVERY_AGE, Pattern, cover_patterns
from engine.telling import AGES, Telling

COVER = ("age_group", "continuous_enrolment", "enrolled_on", "born_on")  # what cover may depend on


class Agreeing:
    """The rows of `completions` that agree with a case in which more is known."""

    def __init__(self, completions: Completions, rows: Rows, new: KnownCase) -> None:
        self.completions, self._rows, self.new = completions, rows, new
        self.known, self.compiled = completions.known, completions.compiled
        self.facts = newly_known(self.known, new)
        self.dated = [a.on != b.on for a, b in zip(self.known.visits, new.visits, strict=True)]
        self.telling = Telling(self.compiled, new, completions.usual, completions.held)
        excluded = self.compiled.excluded
        self.gated = excluded is not None and any(axis.name == name for _, name in self.facts for axis in excluded.axes)

    def rows(self) -> Mask:
        """A mask over all rows."""
        mask = np.zeros(self._rows.number, dtype=np.bool_)
        closings = self._closings()
        for number, branch in enumerate(self._rows.branches):
            here = slice(self._rows.starts[number], self._rows.starts[number + 1])
            ages = closings.get(tuple(branch.closed), 0) & branch.fixed.get(AGES, EVERY_AGE)
            if ages and all(self._routed(key, codes, ages) for key, codes in branch.routed.items()):
                mask[here] = self._of_branch(branch, here, ages)
        return mask

    def _closings(self) -> dict[tuple[bool, ...], int]:
        """Which visits may not count now."""
        patterns = self._patterns()
        if not self.gated and patterns is self.completions.patterns:
            return self.completions.closings or {}
        return self.telling.closings(patterns) or {}

    def _patterns(self) -> dict[Pattern, int]:
        asked = any(self.dated) or any((None, name) in self.facts for name in COVER)
        if not asked or not self.completions.filling.dates_open:
            return self.completions.patterns
        return cover_patterns(self.compiled, self.new, always=True) or self.completions.patterns

    def _routed(self, key: Owned, codes: tuple[int, ...], ages: int) -> bool:
        if key == (None, "age_group") and not any(ages >> code & 1 for code in codes):
            return False
        return key not in self.facts or self.facts[key] in codes

    def _of_branch(self, branch: Branch, here: slice, ages: int) -> Mask:
        mask: Mask = True
        for variable in branch.variables:
            column = self._rows.values[(variable.visit, variable.name)][here]
            if variable.name == "age_group" and ages != EVERY_AGE:
                allowed = [rep for code, rep in variable.of.items() if ages >> code & 1]
                mask = mask & np.isin(column, allowed)
            mask = mask & self._agrees(variable, column, here)
        return mask & self._stays_agree(branch, here) & self._counts(branch, here)

    def _agrees(self, variable: Variable, column: Ints, here: slice) -> Mask:
        """Rows whose value of a variable stands for the one that is known now."""
        name, visit = variable.name, variable.visit
        if visit is not None and name == SPLIT:
            return self._split_agrees(visit, column)
        if visit is not None and name in ("on", "discharged_on"):
            return self._day_agrees(variable, visit, column)
        value = self.facts.get((visit, name))
        if value is None:
            return True
        if visit is not None and name in (ESSENTIAL, CEILING):
            return (column == 0) if value == 0 else (column == 1) | (value < self._in_scope(visit, here))
        if variable.of:
            return column == variable.of.get(value, -1)
        if variable.masks:
            return _same_class(variable, column, value)
        if name == STAYS:
            return column == min(value, max(variable.values))
        if visit is None and name in self.known.year:
            top = max(variable.values)
            return column == value if value in (0, top) else (column == top) | (value < top)
        return column == value

    def _in_scope(self, visit: int, here: slice) -> Ints:
        bill = self.known.visits[visit].bill
        split = self._rows.values.get((visit, SPLIT), 0)
        split = split if shared(split) else split[here]
        return (bill["total"] or 0) - sum(bill[name] or 0 for name in EXCLUSIONS) - split

    def _split_agrees(self, visit: int, column: Ints) -> Mask:
        before, now = self.known.visits[visit].bill, self.new.visits[visit].bill
        missing = [name for name in EXCLUSIONS if before[name] is None]
        told = [now[name] for name in missing if now[name] is not None]
        outside = sum(value or 0 for value in told)
        rest = (before["total"] or 0) - sum(before[name] or 0 for name in EXCLUSIONS)
        if told and outside == rest:
            return column == rest
        return column == 0 if len(told) == len(missing) and outside == 0 else True

    def _day_agrees(self, variable: Variable, visit: int, column: Ints) -> Mask:
        """Rows with a day on the same side of every day from which something is otherwise."""
        day = self.new.visits[visit].on if variable.name == "on" else self.new.visits[visit].discharged
        if day is None:
            return True
        if day.known and day.first in variable.values:
            return column == day.first
        turns = np.array(self.compiled.turning_days())
        sides = np.searchsorted(turns, column, side="right")
        first, last = np.searchsorted(turns, [day.first, day.last], side="right")
        return (sides >= first) & (sides <= last)

    def _stays_agree(self, branch: Branch, here: slice) -> Mask:
        """Without rows that say no stays before and yet something paid for stays."""
        names = [STAYS, *AT_STAYS]
        if not any((None, name) in self.facts for name in names):
            return True
        found = []
        varied = {variable.name for variable in branch.variables}
        for name in names:
            value = self.new.year.get(name)
            found.append(self._rows.values[(None, name)][here] if name in varied and value is None else value)
        stays, *paid = found
        mask: Mask = True
        for amount in paid:
            if stays is not None and amount is not None:
                if shared(stays) and shared(amount):
                    continue  # the case says both
                mask = mask & ((stays > 0) | (amount == 0))
        return mask

    def _counts(self, branch: Branch, here: slice) -> Mask:
        """Rows whose open visits can count, whatever the facts are that a branch leaves aside."""
        excluded = self.compiled.excluded
        if not self.gated or excluded is None:
            return True
        mask: Mask = True
        fixed = {key: code for key, code in branch.fixed.items() if key in branch.routed or key == AGES}
        varied = {(variable.visit, variable.name): variable for variable in branch.variables}
        for visit, closed in enumerate(branch.closed):
            if closed:
                continue
            shut, codes = self.telling.gates(visit, fixed)
            columns: list[Ints] = []
            for place, axis in enumerate(excluded.axes):
                key = (self.telling.owner(axis.name, visit), axis.name)
                variable = varied.get(key)
                if variable is None or len(codes[place]) == 1 or (axis.mask and axis.mask not in variable.masks):
                    shut = shut.all(axis=place, keepdims=True)  # free to be what lets the visit count
                    columns.append(0)
                elif axis.mask:
                    columns.append(((self._rows.values[key][here] & axis.mask) != 0).astype(np.int64))
                else:
                    shut = _by_class(shut, place, codes[place], variable)
                    columns.append(np.searchsorted(sorted(variable.values), self._rows.values[key][here]))
            mask = mask & ~shut[tuple(columns)]
        return mask


def _same_class(variable: Variable, column: Ints, value: int) -> Mask:
    """Rows with a set that meets the same masks; where the number of values counts, one of that number if there is."""
    mask: Mask = True
    for asked in variable.masks - {0}:
        mask = mask & (((column & asked) != 0) == ((value & asked) != 0))
    if 0 in variable.masks:
        sizes = np.array([max(1, int(one).bit_count()) for one in column.tolist()])
        same = mask & (sizes == max(1, value.bit_count()))
        mask = same if np.any(same) else mask
    return mask


def _by_class(shut: Ints, place: int, codes: tuple[int, ...], variable: Variable) -> Ints:
    """Where exclusions hold for every code that a value of the variable stands for, along this axis by such values."""
    classes = []
    for value in sorted(variable.values):
        own = [n for n, code in enumerate(codes) if variable.of.get(code, code) == value]
        classes.append(shut.take(own, axis=place).all(axis=place))
    return np.stack(classes, axis=place)
