"""One layer of one visit: each row goes to the first benefit whose `when` holds."""

from typing import Any

import numpy as np

from engine.columns import Ints, Mask, choose, first, in_a_row, on_each, shared, some, take
from engine.compiled import LayerOf
from engine.figures import Facts
from engine.layers import benefit as one
from engine.layers.benefit import Settled, State, either


def settle(
    layer: LayerOf,
    facts: Facts,
    state: State,
    burden: Ints,
    left: Ints,
    opened: Mask | None,
    unknown_before: Mask | None,
) -> tuple[Settled, int]:
    """What the layer pays a row, and the number of the benefit (of the first row, for the explanation)."""
    if layer.starts is not None:
        started = facts["discharged_on"] >= layer.starts
        opened = started if opened is None else opened & started
    route = layer.route.amounts(facts)
    number = first(route)
    if shared(route) or bool((route == number).all()):
        settled = one.settle(layer.benefits[number], facts, state, burden, left, opened, unknown_before)
    else:
        settled = _apart(layer, route, facts, state, (burden, left, opened, unknown_before))
    if layer.lost_from is not None:
        _from_where_lost(layer, facts, state, settled, opened, route)
    return settled, number


def _from_where_lost(
    layer: LayerOf, facts: Facts, state: State, settled: Settled, opened: Mask | None, route: Ints
) -> None:
    """Marks rows in which a second rule, whose figures are lost, may pay as well; not where the layer pays nothing."""
    spec = layer.spec.lost_from
    assert spec is not None and layer.lost_from is not None and layer.counts_to_lost is not None
    paying: Mask = bool(layer.pays[route]) if shared(route) else layer.pays[route]
    paying = paying if opened is None else paying & opened
    counts = (layer.counts_to_lost.amounts(facts) == 0) & paying
    so_far = state["self_funded"] + choose(counts, facts[spec.amount], 0)
    state["self_funded"] = so_far
    reached = (so_far >= layer.lost_from.amounts(facts)) & paying
    reported = facts.get(f"reported.{layer.name}")
    if reported is not None:
        reached = reached & (reported < 0)
    if some(reached):
        settled.unknown = either(settled.unknown, reached)
        settled.columns["lost_from"] = reached
        settled.pay = choose(reached, 0, settled.pay)


def _apart(layer: LayerOf, route: Ints, facts: Facts, state: State, amounts: tuple[Any, ...]) -> Settled:
    """Rows that fall under different benefits, each group settled alone and put back in its place."""
    rows = len(route)
    pay = np.zeros(rows, dtype=np.int64)
    base = np.zeros(rows, dtype=np.int64)
    unknown = np.zeros(rows, dtype=np.bool_)
    floor = np.zeros(rows, dtype=np.bool_)
    uncounted = np.zeros(rows, dtype=np.int64)
    before = dict(state)
    for number in np.flatnonzero(np.bincount(route)).tolist():
        group = in_a_row(np.flatnonzero(route == number))
        own = take(before, group)
        mine = [None if values is None or shared(values) else values[group] for values in amounts]
        burden, left, opened, unknown_before = (
            own_ if own_ is not None else whole for own_, whole in zip(mine, amounts, strict=True)
        )
        settled = one.settle(layer.benefits[number], take(facts, group), own, burden, left, opened, unknown_before)
        pay[group] = settled.pay
        base[group] = settled.columns["base"]
        uncounted[group] = settled.uncounted
        if settled.unknown is not None:
            unknown[group] = settled.unknown
        if settled.floor is not None:
            floor[group] = settled.floor
        for name, values in own.items():
            if name not in before:
                state.setdefault(name, np.zeros(rows, dtype=np.bool_))
            elif shared(before[name]) and values is before[name]:
                continue
            if shared(state[name]):
                state[name] = on_each(state[name], rows).copy()
            elif name in before and state[name] is before[name]:
                state[name] = state[name].copy()
            state[name][group] = values
    return Settled(pay, unknown, floor, {"base": base}, uncounted)
