"""Many people at once: claims as columns, one entry a visit, settled by the same code as a single case."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.columns import Ints
from engine.compiled import Compiled
from engine.facts import COUNTERS
from engine.run import run
from engine.table import Block, Columns, Table


@dataclass
class Claims:
    """Claims ready to run: the table, and for each block of visits where its entries stand in the columns."""

    table: Table
    places: list[Ints]
    visits: int


def claims(person_id: Ints, columns: Mapping[str, Ints], people: Mapping[str, Ints]) -> Claims:
    """Claims of many people, sorted by person and then by date.

    `person_id`: one entry a visit. `columns`: facts of a visit as `engine.table` has them (amounts in fen), one entry
    a visit; `total` and `in_scope` must be there. `people`: facts of the person, one entry a visit too (the first
    counts). Amounts of the year so far are 0 but for those among `people`.
    """
    visits = len(person_id)
    starts = np.ones(visits, dtype=np.bool_)
    starts[1:] = person_id[1:] != person_id[:-1]
    first = np.flatnonzero(starts)
    count = np.diff(first, append=visits)
    shared: Columns = dict.fromkeys((*COUNTERS, "inpatient_stays"), 0)
    shared.update({name: values[first] for name, values in people.items()})
    blocks, places = [], []
    place, left = first, count
    number = 0
    while len(place):
        keep = None
        if number:
            keep = np.flatnonzero(left > number)
            place, left = place[keep] + 1, left[keep]
            if not len(place):
                break
        blocks.append(Block({name: values[place] for name, values in columns.items()}, keep))
        places.append(place)
        number += 1
    return Claims(Table(len(first), shared, blocks), places, visits)


def settle(compiled: Compiled, ready: Claims) -> dict[str, Ints]:
    """Layer -> fen paid, one entry a visit in the order of the claims. BalanceError if a bill does not add up."""
    paid = {layer.name: np.zeros(ready.visits, dtype=np.int64) for layer in compiled.layers}
    for outcome, place in zip(run(compiled, ready.table), ready.places, strict=True):
        for layer in outcome.layers:
            paid[layer.name][place] = layer.paid
    return paid
