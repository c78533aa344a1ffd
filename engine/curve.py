"""What one visit is paid as its bill grows: the same case for many bills at once."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.case import parse_case
from engine.columns import Ints, Mask
from engine.compiled import compile_scheme
from engine.content import Library
from engine.errors import CaseError
from engine.estimate import applicable
from engine.facts import EXCLUSIONS
from engine.filling import Filling
from engine.known import known_case
from engine.payouts import paid_in_all
from engine.run import VisitOutcome, run
from engine.usual import usual_values

Json = dict[str, Any]
LARGEST = 10**10  # fen: a hundred million yuan


def curve(given: Json, totals: Ints, content: Library) -> dict[str, Ints]:
    """Layer -> fen paid, one entry a bill, for bills of so many fen that are wholly in scope.

    `given`: the contract's case with one visit; its own bill does not count, what it leaves unknown takes the usual
    value. CaseError for a case of several visits, and whatever `parse_case` refuses.
    """
    outcome = _settled(given, totals, content)
    return {layer.name: np.broadcast_to(layer.paid, totals.shape) for layer in outcome.layers}


def paid_by_bill(given: Json, totals: Ints, content: Library) -> tuple[Ints, Mask]:
    """Fen paid by all layers together, one entry a bill, and the bills for which some layer cannot be computed; of
    the case and the bills as `curve` has them."""
    outcome = _settled(given, totals, content)
    lost = np.zeros(totals.shape, dtype=np.bool_)
    for layer in outcome.layers:
        if layer.unknown is not None:
            lost = lost | layer.unknown
    return paid_in_all([outcome], len(totals))[0], lost


def layers_by_bill(given: Json, totals: Ints, content: Library) -> dict[str, tuple[Ints, Mask]]:
    """Layer -> fen paid, one entry a bill, and the bills for which it cannot be computed; of the case and the bills as
    `curve` has them."""
    found = {}
    for layer in _settled(given, totals, content).layers:
        lost = np.zeros(totals.shape, dtype=np.bool_) if layer.unknown is None else layer.unknown
        found[layer.name] = np.broadcast_to(layer.paid, totals.shape), np.broadcast_to(lost, totals.shape)
    return found


def _settled(given: Json, totals: Ints, content: Library) -> VisitOutcome:
    visits = [{**visit, "bill": {"total": "1", **dict.fromkeys(EXCLUSIONS, "0")}} for visit in given["visits"]]
    case = parse_case({**given, "visits": visits})
    if len(case.visits) != 1:
        raise CaseError("visits", "画报销曲线只能有一次就诊。")
    scheme, prefecture = applicable(case, content)
    compiled = compile_scheme(scheme)
    known = known_case(case, compiled, prefecture)
    filling = Filling(compiled, known, usual_values(scheme, content))
    table = filling.table({}, len(totals))
    table.visits[0].columns["total"] = table.visits[0].columns["in_scope"] = totals
    (outcome,) = run(compiled, table)
    return outcome


def cap_point(given: Json, layer: str, content: Library) -> int | None:
    """The least in-scope bill (fen) at which a layer pays the most that it ever does; None where it pays without end.

    Payouts that rise with the bill are taken for granted, as they are in every layer with a yearly cap.
    """
    most = int(curve(given, np.array([LARGEST]), content)[layer][0])
    if int(curve(given, np.array([LARGEST // 2]), content)[layer][0]) < most:
        return None
    return first_bill(lambda points: curve(given, points, content)[layer] >= most)


def least_bill(given: Json, amount: int, content: Library) -> int | None:
    """The least in-scope bill (fen) for which so many fen are paid in all; None where they never are, or where some
    layer cannot be computed. Payouts that rise with the bill are taken for granted."""
    paid, lost = paid_by_bill(given, np.array([LARGEST]), content)
    if lost.any() or int(paid[0]) < amount:
        return None
    return first_bill(lambda points: paid_by_bill(given, points, content)[0] >= amount)


def first_bill(holds: Callable[[Ints], Mask], largest: int = LARGEST) -> int:
    """The least bill (fen) for which something holds that holds for every larger one up to `largest`."""
    low, high = 0, largest
    while high - low > 1:
        points = np.unique(np.linspace(low, high, 2001).astype(np.int64))
        reached = np.flatnonzero(holds(points))
        high = int(points[reached[0]])
        low = int(points[reached[0] - 1]) if reached[0] else high - 1
    return high
