"""The guaranteed range of a difference: what B pays less what A pays, over what neither side knows.

A fact that both sides leave open has one value, the same on both, so the ends of the two ranges are not simply set
against each other. A box is some of the shared facts settled, the others open: its difference lies between B's least
less A's most and B's most less A's least. The box that reaches furthest is settled further until nothing shared is open
in it: then the ends are met. Where too many boxes would be needed, the range is an outer one and says so. What lies
outside the list only lowers what either side pays: between two such amounts each side stays between its payouts there.
"""

import heapq
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from engine.bounds import Bounds, bounds
from engine.case import parse_case, with_fact
from engine.columns import Ints
from engine.compiled import Compiled
from engine.content import Library
from engine.facts import BOOLEAN, COUNTERS, EXCLUSIONS, PERSON_CHOICES, SETS, VISIT_CHOICES
from engine.filling import AT_STAYS, SPLIT, STAYS, Filling, Owned
from engine.known import KnownCase, known_case
from engine.patterns import Pattern, cover_patterns
from engine.payouts import paid_in_all
from engine.representatives import representative_sets
from engine.run import run

Json = dict[str, Any]
MOST_BOXES, LEAST_BOXES = 24, 4  # settled for each end: the fewer, the more visits each of them runs
MOST_VALUES = 16  # of a set of diseases or categories
MOST_ROWS = 65_536  # of readings and amounts outside the list
MOST_POINTS = 2049  # amounts outside the list that are tried
COVER = "person.enrolled_on"
NOWHERE = 10**15  # fen, beyond every difference: an end that is open


@dataclass(frozen=True)
class Gap:
    """Fen; None where that end is open. `outer`: the truth may be narrower."""

    low: int | None
    high: int | None
    outer: bool = False


@dataclass
class Sided:
    """One side: its case, and the scheme that works it out. `held`: columns that stay at their usual value."""

    case: Json
    compiled: Compiled
    prefecture: str | None
    usual: dict[str, int]
    content: Library
    held: frozenset[str] = frozenset()

    def known(self, facts: Json, outside: Mapping[int, int]) -> KnownCase:
        """What is known with some facts more; `outside`: visit -> what of an open split lies outside the list."""
        case = self.case
        for path, value in facts.items():
            case = with_fact(case, path, value)
        found = known_case(parse_case(case), self.compiled, self.prefecture)
        for visit, amount in outside.items():
            bill = found.visits[found.order.index(visit)].bill
            first, *others = [name for name in EXCLUSIONS if bill[name] is None]
            bill |= {first: amount, **dict.fromkeys(others, 0)}
        return found

    def bounds(self, box: "_Box", end: int) -> Bounds:
        """The range of what this side pays in a box, its splits at one of their ends."""
        outside = {visit: ends[end] for visit, ends in box.split.items()}
        return bounds(self.compiled, self.known(box.facts, outside), self.usual, self.held, box.cover)

    @cached_property
    def patterns(self) -> dict[Pattern, int] | None:
        """Which visits may be covered, where the days of payment or birth are open."""
        return cover_patterns(self.compiled, self.known({}, {}))


@dataclass(frozen=True)
class _Box:
    """`facts`: path -> value settled; `split`: of each visit whose split is open, the least and the most outside the
    list, fen; `cover`: the pattern of covered visits, where it is settled."""

    facts: Json
    split: dict[int, tuple[int, int]]
    cover: Pattern | None = None
    low: int = -NOWHERE
    high: int = NOWHERE
    shared: tuple[str, ...] = ()
    met: bool = False
    last: bool = False  # nothing in it can be settled further
    children: list["_Box"] = field(default_factory=list)


def gap(a: Sided, b: Sided) -> Gap:
    """The range of what `b` pays less what `a` pays."""
    boxes = _Boxes(a, b)
    root = boxes.measured(_Box({}, boxes.splits()))
    low, low_met = _end(boxes, root, lambda box: box.low)
    high, high_met = _end(boxes, root, lambda box: -box.high)
    return Gap(
        None if low <= -NOWHERE else low,
        None if high <= -NOWHERE else -high,
        not (low_met and high_met),
    )


def _end(boxes: "_Boxes", root: _Box, reach: Any) -> tuple[int, bool]:
    """The least `reach` of all boxes, the furthest settled first, and whether it is met."""
    queue = [(reach(root), 0, root)]
    count, left = 0, max(MOST_BOXES // len(boxes.a.case["visits"]), LEAST_BOXES)
    while True:
        least, _, box = queue[0]
        if box.met or box.last or left <= 0:
            return least, box.met
        if not box.children:
            box.children.extend(boxes.measured(child) for child in boxes.settle(box))
            left -= len(box.children)
        if not box.children:
            return least, False
        heapq.heappop(queue)
        for child in box.children:
            count += 1
            heapq.heappush(queue, (reach(child), count, child))


class _Boxes:
    """Measures boxes and settles them further."""

    def __init__(self, a: Sided, b: Sided) -> None:
        self.a, self.b = a, b
        self.same = a.compiled is b.compiled
        # Tiers, classes of hospitals and what was paid this year are a scheme's own: another scheme's are other facts.
        self.own = () if self.same else ("enrolment_tier", "facility_class", *COUNTERS)

    def splits(self) -> dict[int, tuple[int, int]]:
        """Visit -> what may lie outside the list, where both sides leave it open alike."""
        found: dict[int, tuple[int, int]] = {}
        if "split" in self.a.held:
            return found
        for number, visit in enumerate(parse_case(self.a.case).visits):
            bill = visit.bill
            missing = [name for name in EXCLUSIONS if getattr(bill, name) is None]
            if bill.total is not None and bill.in_scope is None and missing:
                found[number] = (0, bill.total - sum(getattr(bill, name) or 0 for name in EXCLUSIONS))
        return found

    def measured(self, box: _Box) -> _Box:
        """The box with the ends of its difference."""
        low_a, low_b = (side.bounds(box, 1) for side in (self.a, self.b))
        high_a, high_b = low_a, low_b
        one_split = all(least == most for least, most in box.split.values())
        if not one_split:
            high_a, high_b = (side.bounds(box, 0) for side in (self.a, self.b))
        open_a, open_b = ({*low.unknown, *high.unknown} for low, high in ((low_a, high_a), (low_b, high_b)))
        shared = [
            path
            for path in (*high_a.unknown, *low_a.unknown)
            if path in open_b and path.rpartition(".")[2] not in self.own
        ]
        readings = (low_a.readings | high_a.readings) & (low_b.readings | high_b.readings)
        exact = not any(found.outer for found in (low_a, high_a, low_b, high_b))
        low = -NOWHERE if high_a.high is None else low_b.low - high_a.high
        high = NOWHERE if high_b.high is None else high_b.high - low_a.low
        still = any(lo.low == hi.high for lo, hi in ((low_a, high_a), (low_b, high_b)))  # a side that cannot differ
        met = low == high or (exact and (still or (not shared and not readings and one_split)))
        last = False
        if exact and not met and not open_a and not open_b:
            low, high, met = self._row_by_row(box) or (low, high, False)
            last = True
        once = tuple(dict.fromkeys(shared))
        return replace(box, low=low, high=high, shared=once, met=met, last=last, children=[])

    def _row_by_row(self, box: _Box) -> tuple[int, int, bool] | None:
        """The ends, and whether they are met, where nothing is open but the live readings and one visit's split: the
        same reading and the same split on both sides. None where there are too many rows."""
        sizes = {**dict(_sizes(self.a)), **dict(_sizes(self.b))}
        readings = math.prod(sizes.values())
        ends = next(iter(box.split.values()), (0, 0))
        if len(box.split) > 1 or 2 * readings > MOST_ROWS:
            return None
        points = np.unique(np.linspace(*ends, min(MOST_POINTS, MOST_ROWS // readings)).astype(np.int64))
        codes = np.indices(list(sizes.values())).reshape(len(sizes), readings).astype(np.int64)
        values: dict[Owned, Ints] = {(None, code): np.repeat(codes[n], len(points)) for n, code in enumerate(sizes)}
        for visit in box.split:
            values[(self._settled_as(visit), SPLIT)] = np.tile(points, readings)
        paid, unsure = [], []
        for side in (self.a, self.b):
            filling = Filling(side.compiled, side.known(box.facts, {}), side.usual, dates_open=box.cover is not None)
            rows = readings * len(points)
            own, lost = paid_in_all(run(side.compiled, filling.table(values, rows, box.cover or ())), rows)
            paid.append(own.reshape(readings, len(points)))
            unsure.append(bool(lost.any()))
        a, b = paid
        met = (int((b - a).min()), int((b - a).max()))
        low = min(int((b[:, 1:] - a[:, :-1]).min(initial=met[0])), met[0])
        high = max(int((b[:, :-1] - a[:, 1:]).max(initial=met[1])), met[1])
        ends_met = (low, high) == met
        return -NOWHERE if unsure[0] else low, NOWHERE if unsure[1] else high, ends_met

    def _settled_as(self, visit: int) -> int:
        """The place of a visit in the order in which visits are settled."""
        return self.a.known({}, {}).order.index(visit)

    # ---- settling further

    def settle(self, box: _Box) -> Iterator[_Box]:
        """The boxes that this one falls into; none where nothing of it can be settled."""
        for path in box.shared:
            if path == COVER and self.same and box.cover is None and self.a.patterns == self.b.patterns:
                yield from (replace(box, cover=pattern) for pattern in self.a.patterns or ())
                return
            if path == COVER:
                path = "person.continuous_enrolment"
            values = [] if path in box.facts else self._values(path)
            if values:
                yield from (replace(box, facts={**box.facts, path: value}) for value in values)
                return
        widest = max(box.split, key=lambda n: box.split[n][1] - box.split[n][0], default=None)
        if widest is None:
            return
        low, high = box.split[widest]
        if low == high:
            return
        middle = (low + high) // 2
        for ends in ((low, middle), (middle + 1, high)):
            yield replace(box, split={**box.split, widest: ends})

    def _values(self, path: str) -> list[Any]:
        """The values that settle a fact, one for each way in which either scheme tells them apart; none of an amount
        or a day."""
        name = path.rpartition(".")[2]
        choices = VISIT_CHOICES.get(name) or PERSON_CHOICES.get(name)
        if choices:
            return [value == "true" for value in choices] if choices == BOOLEAN else list(choices)
        if name == "enrolment_tier":
            return list(self.a.compiled.scheme.tiers)
        if name == STAYS:
            return self._stays()
        return self._sets(name) if name in SETS else []

    def _stays(self) -> list[str]:
        year = self.a.known({}, {}).year
        first = int(any(year.get(name) for name in AT_STAYS))
        most = max((len(axis.values) for axis in self._axes() if axis.name == "stay"), default=1)
        return [str(number) for number in range(first, most + 1)]

    def _sets(self, name: str) -> list[list[str]]:
        masks = {axis.mask for axis in self._axes() if axis.name == name and axis.mask}
        if name == "conditions" and any(axis.name == "condition_count" for axis in self._axes()):
            masks.add(0)
        denied = self.a.known({}, {}).denied if name == "categories" else 0
        found = representative_sets(name, masks, denied)
        if len(found) > MOST_VALUES:
            return []
        return [[word for n, word in enumerate(SETS[name]) if mask >> n & 1] for mask in found]

    def _axes(self) -> Iterator[Any]:
        for side in (self.a, self.b):
            for figure in (*side.compiled.figures(), *(figure for _, figure in side.compiled.notices)):
                yield from figure.axes


def _sizes(side: Sided) -> Iterator[tuple[str, int]]:
    return ((code, len(options)) for code, options in side.compiled.live.items())
