"""One set of categories or conditions for each class that a scheme tells apart."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from engine.columns import Ints
from engine.facts import SETS


def representative_sets(name: str, masks: Iterable[int], denied: int) -> list[int]:
    """Sets (bit masks of `SETS[name]`, none with a `denied` value) that meet the masks in every feasible way.

    The smallest of each class; where the number of values counts too (a mask of 0), also the largest.
    """
    asked = set(masks)
    every, size = _all_sets(name)
    if denied:
        allowed = np.flatnonzero((every & denied) == 0)
        every, size = every[allowed], size[allowed]
    told = np.zeros(len(every), dtype=np.int64)
    for mask in asked - {0}:
        told = told * 2 + ((every & mask) != 0)
    ends = [_first_of_each(told, size)]
    if 0 in asked:
        ends.append(_first_of_each(told, -size))
    return list(dict.fromkeys(every[np.stack(ends, axis=1).reshape(-1)].tolist()))


@lru_cache
def _all_sets(name: str) -> tuple[Ints, Ints]:
    """Every set as a mask, and how many values it has."""
    every = np.arange(1 << len(SETS[name]), dtype=np.int64)
    return every, np.array([int(value).bit_count() for value in every])


def _first_of_each(told: Ints, size: Ints) -> Ints:
    """For each class in order, the place of its first set with the least `size`."""
    order = np.lexsort((size, told))
    sorted_told = told[order]
    return order[np.flatnonzero(np.concatenate(([True], sorted_told[1:] != sorted_told[:-1])))]
