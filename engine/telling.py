"""What the figures of a scheme still tell apart, where some facts of a case are known, fixed, or left open.

Made anew for each case: what it remembers goes when the case goes.
"""

import math
from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from engine.columns import Ints
from engine.compiled import BenefitOf, Compiled
from engine.facts import PERSON_CHOICES
from engine.figures import NO_MATCH, Axis, Figure
from engine.filling import STAYS, Owned
from engine.known import KnownCase
from engine.patterns import EVERY_AGE, Pattern

MOST_BRANCHES = 100
Fixed = Mapping[Owned, int]
Codes = tuple[int, ...]
AGES: Owned = (None, "ages")  # a mask of the age groups that a branch is for


class Told(NamedTuple):
    """An axis on which a figure differs, the codes it can take, and for each a number, alike where worth the same."""

    axis: Axis
    codes: Codes
    alike: Codes


class _AxisAt(NamedTuple):
    """An axis at one visit: whose fact it is, and the codes it can take where nothing is fixed."""

    key: Owned
    mask: int
    of_age: bool
    codes: Codes


class Telling:
    """Answers for one case. `held`: facts that stay at their usual value. `visit` is always the number of a visit."""

    def __init__(self, compiled: Compiled, known: KnownCase, usual: Mapping[str, int], held: frozenset[str]) -> None:
        self.compiled, self.known, self.usual, self.held = compiled, known, usual, held
        self._axes: dict[tuple[Figure, int], list[_AxisAt]] = {}
        self._told: dict[tuple[Figure, tuple[Codes, ...]], list[Told]] = {}
        self._met: dict[tuple[Figure, tuple[Codes, ...]], frozenset[int]] = {}

    def owner(self, name: str, visit: int) -> int | None:
        """Whose fact it is: None for the person's and for readings."""
        return None if name in self.known.person or name in self.compiled.live else visit

    def value(self, name: str, visit: int) -> int | None:
        """What is known of a fact."""
        facts = self.known.visits[visit].facts
        value = facts[name] if name in facts else self.known.person.get(name)
        return self.usual[name] if value is None and name in self.held else value

    def codes(self, figure: Figure, visit: int, fixed: Fixed) -> tuple[Codes, ...]:
        """The codes that each axis of a figure can take."""
        axes = self._axes.get((figure, visit))
        if axes is None:
            axes = self._axes[(figure, visit)] = [self._axis_at(axis, visit) for axis in figure.axes]
        found: list[Codes] = []
        for axis in axes:
            given = fixed.get(axis.key)
            if given is not None:
                found.append((int((given & axis.mask) != 0),) if axis.mask else (given,))
            elif axis.of_age:
                ages = fixed.get(AGES, EVERY_AGE)
                found.append(axis.codes if ages == EVERY_AGE else tuple(c for c in axis.codes if ages >> c & 1))
            else:
                found.append(axis.codes)
        return tuple(found)

    def _axis_at(self, axis: Axis, visit: int) -> _AxisAt:
        key = (self.owner(axis.name, visit), axis.name)
        of_age = axis.name == "age_group" and self.value("age_group", visit) is None
        return _AxisAt(key, axis.mask, of_age, tuple(self._open_codes(axis, visit)))

    def _open_codes(self, axis: Axis, visit: int) -> list[int]:
        name, size = axis.name, len(axis.values)
        if name in self.compiled.live:
            return list(range(size))
        if name == "stay":
            low, high = self._stays_before(visit)
            return sorted({min(n, size - 1) for n in range(low, min(high, 70) + 1)})
        if name == "condition_count":
            conditions = self.value("conditions", visit)
            counts = range(1, size + 1) if conditions is None else [max(1, conditions.bit_count())]
            return [min(n, size) - 1 for n in counts]
        known = self.value(name, visit)
        if axis.mask:
            if known is not None:
                return [int((known & axis.mask) != 0)]
            denied = self.known.denied if name == "categories" else 0
            return [0] if axis.mask & ~denied == 0 else [0, 1]
        if known is not None:
            return [known]
        if name == "insurance":
            return [PERSON_CHOICES["insurance"].index(served) for served in self.compiled.scheme.insurance]
        return list(range(size))

    def _stays_before(self, visit: int) -> tuple[int, int]:
        known = self.known.year[STAYS]
        if known is None and STAYS in self.held:
            known = self.usual[STAYS]
        return (0, 99) if known is None else (known, known + visit)

    def told_apart(self, figure: Figure, visit: int, fixed: Fixed) -> list[Told]:
        """The axes along which a figure still differs."""
        codes = self.codes(figure, visit, fixed)
        found = self._told.get((figure, codes))
        if found is None:
            found = self._told[(figure, codes)] = _told(figure, codes)
        return found

    def met(self, figure: Figure, visit: int, fixed: Fixed) -> frozenset[int]:
        """The amounts that a figure can have."""
        codes = self.codes(figure, visit, fixed)
        found = self._met.get((figure, codes))
        if found is None:
            found = self._met[(figure, codes)] = frozenset(figure.amounts_in(codes).reshape(-1).tolist())
        return found

    def reachable(self, visit: int, fixed: Fixed) -> list[BenefitOf]:
        """The benefits that a visit can fall under."""
        found = []
        for layer in self.compiled.layers:
            met = self.met(layer.route, visit, fixed)
            found += [benefit for n, benefit in enumerate(layer.benefits) if n in met]
        return found

    def openings(self, visit: int, fixed: Fixed) -> tuple[bool, bool]:
        """Whether a visit can count, and whether it can be excluded."""
        excluded = self.compiled.excluded
        if excluded is None:
            return True, False
        met = self.met(excluded, visit, fixed)
        return NO_MATCH in met, bool(met - {NO_MATCH})

    def excluding(self, visit: int) -> list[Owned]:
        """The facts that can decide whether a visit is excluded."""
        told = self.told_apart(self.compiled.excluded, visit, {}) if self.compiled.excluded else []
        return [(self.owner(one.axis.name, visit), one.axis.name) for one in told]

    def gates(self, visit: int, fixed: Fixed) -> tuple[Ints, tuple[Codes, ...]]:
        """Where exclusions hold, over the codes of each of their axes; the scheme must have some."""
        assert self.compiled.excluded is not None
        codes = self.codes(self.compiled.excluded, visit, fixed)
        return self.compiled.excluded.amounts_in(codes) != NO_MATCH, codes

    def closings(self, patterns: Mapping[Pattern, int]) -> dict[tuple[bool, ...], int] | None:
        """Which visits may not count: by a fact of the visit, by one of the person (then all), by the days of cover
        (`patterns`); each with the age groups it goes with. None: too many."""
        person = self.known.person
        usual: Fixed = {(None, name): self.usual[name] for name in PERSON_CHOICES if person[name] is None}
        options, everyone = [], False
        for visit in range(len(self.known.visits)):
            may_open, may_close = self.openings(visit, {})
            own_close = self.openings(visit, usual)[1]
            everyone = everyone or (may_close and may_open and not own_close)
            options.append([False] * may_open + [True] * (own_close or not may_open))
        if math.prod(len(option) for option in options) > MOST_BRANCHES:
            return None
        found: dict[tuple[bool, ...], int] = {}
        for own in product(*options):
            for pattern, ages in patterns.items():
                closed = tuple(a or bool(b) for a, b in zip(own, pattern, strict=True))
                found[closed] = found.get(closed, 0) | ages
        if everyone:
            found[(True,) * len(options)] = EVERY_AGE
        return found


def _told(figure: Figure, codes: tuple[Codes, ...]) -> list[Told]:
    if all(len(own) == 1 for own in codes):
        return []
    worth = figure.worth_in(codes)
    found = []
    for place, axis in enumerate(figure.axes):
        if len(codes[place]) > 1:
            numbers: dict[bytes, int] = {}
            slices = (part.tobytes() for part in worth.swapaxes(place, 0))
            alike = tuple(numbers.setdefault(text, len(numbers)) for text in slices)
            if len(numbers) > 1:
                found.append(Told(axis, codes[place], alike))
    return found
