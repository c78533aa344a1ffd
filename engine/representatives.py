"""One set of categories or conditions for each class that a scheme tells apart."""

from collections.abc import Iterable

import numpy as np

from engine.facts import SETS


def representative_sets(name: str, masks: Iterable[int], denied: int) -> list[int]:
    """Sets (bit masks of `SETS[name]`, none with a `denied` value) that meet the masks in every feasible way.

    The smallest of each class; where the number of values counts too (a mask of 0), also the largest.
    """
    asked = set(masks)
    every = np.arange(1 << len(SETS[name]), dtype=np.int64)
    every = every[(every & denied) == 0]
    told = np.zeros(len(every), dtype=np.int64)
    for mask in asked - {0}:
        told = told * 2 + ((every & mask) != 0)
    size = np.array([int(value).bit_count() for value in every])
    found = []
    for group in np.unique(told):
        rows = np.flatnonzero(told == group)
        found.append(int(every[rows[np.argmin(size[rows])]]))
        if 0 in asked:
            found.append(int(every[rows[np.argmax(size[rows])]]))
    return list(dict.fromkeys(found))
