"""What the first visit is paid on both sides as its bill grows, by the layers that can be set against each other."""

from typing import Any

import numpy as np

from engine.columns import Ints, Mask
from engine.content import Library
from engine.curve import LARGEST, first_bill, layers_by_bill
from engine.facts import LAYERS
from engine.money import yuan

Json = dict[str, Any]
POINTS = 101  # of a curve
LEAST_TOP, STEP = 20_000_00, 10_000_00  # fen: the curve's last bill is at least the first, and a multiple of the other
LARGEST_TOLD = 1_000_000_00  # fen: no bill above it is named as the one from which something pays


class ByBill:
    """Both sides of a comparison, bill by bill; `cases`: of each side the case with its first visit alone, None without
    cover; `own`: the in-scope bill of that visit, fen.

    `layers`: those that every registered side works out for that bill; `left_out`: the others that a side has.
    """

    def __init__(self, cases: list[Json | None], own: int, content: Library) -> None:
        self.cases, self.own, self._content = cases, own, content
        top = max(LEAST_TOP, -(-2 * own // STEP) * STEP)
        self.bills: Ints = np.arange(POINTS, dtype=np.int64) * (top // (POINTS - 1))
        near = np.array([own or top], dtype=np.int64)
        sides = [layers_by_bill(case, near, content) for case in cases if case is not None]
        able = [{name for name, (_, lost) in side.items() if not lost.any()} for side in sides]
        self.layers = [name for name in LAYERS if all(name in side for side in able)]
        self.left_out = [name for name in LAYERS if any(name in side for side in sides) and name not in self.layers]

    def paid(self, bills: Ints) -> list[tuple[Ints, Mask]]:
        """Of each side: fen paid by `layers`, one entry a bill, and the bills for which one of them is not known."""
        found = []
        for case in self.cases:
            paid, lost = np.zeros(bills.shape, dtype=np.int64), np.zeros(bills.shape, dtype=np.bool_)
            side = layers_by_bill(case, bills, self._content) if case is not None else {}
            for name in self.layers if side else ():
                paid, lost = paid + side[name][0], lost | side[name][1]
            found.append((paid, lost))
        return found

    def curve(self) -> Json | None:
        """{"bills", "a", "b" (None where not known), "own": the same of the visit's own bill, "layers", "left_out"};
        None where there is nothing to draw."""
        if not self.layers:
            return None
        (own_a, _), (own_b, _) = self.paid(np.array([self.own], dtype=np.int64))
        a, b = (
            [None if gone else yuan(int(one)) for one, gone in zip(paid, lost, strict=True)]
            for paid, lost in self.paid(self.bills)
        )
        return {
            "bills": [yuan(int(bill)) for bill in self.bills],
            "a": a,
            "b": b,
            "own": {"bill": yuan(self.own), "a": yuan(int(own_a[0])), "b": yuan(int(own_b[0]))},
            "layers": self.layers,
            "left_out": self.left_out,
        }

    def bill_that_pays(self, amount: int, unit: int = 1) -> int | None:
        """The least in-scope bill (fen, a multiple of `unit`) for which the sides are paid so many fen apart; None
        where no ordinary one is, or where nothing is worked out."""
        if not self.layers or amount <= 0:
            return None

        def apart(units: Ints) -> Mask:
            (a, lost_a), (b, lost_b) = self.paid(units * unit)
            found: Mask = (abs(b - a) >= amount) & ~lost_a & ~lost_b
            return found

        tried = np.linspace(0, LARGEST_TOLD // unit, 2001).astype(np.int64)
        reached = np.flatnonzero(apart(tried))
        return first_bill(apart, int(tried[reached[0]])) * unit if len(reached) else None

    def most_a_year(self, layer: str) -> list[int | None]:
        """Of each side: the most that a layer pays in a year of which nothing is used up, fen; None without an end."""
        found: list[int | None] = []
        for case in self.cases:
            if case is None or layer not in self.layers:
                found.append(None)
                continue
            fresh = {**case, "year_to_date": {}}
            half, whole = layers_by_bill(fresh, np.array([LARGEST // 2, LARGEST]), self._content)[layer][0]
            found.append(int(whole) if half == whole else None)
        return found
