"""Columns: a plain whole number where all rows share it, an int64 array with one entry a row where they differ.

A single case is a table whose columns are all plain numbers, so the same mechanisms cost no more there than the sums
themselves; a payout curve, a range or a province's claims are the same code over arrays. The functions here are what
plain operators cannot do on both.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

Ints = Any  # int | NDArray[np.int64]; numpy's stubs know no arithmetic on the two together
Mask = Any  # bool | NDArray[np.bool_]


def least(one: Ints, other: Ints) -> Ints:
    """The smaller of two columns, row by row."""
    if type(one) is int and type(other) is int:
        return one if one < other else other
    return np.minimum(one, other)


def most(one: Ints, other: Ints) -> Ints:
    """The larger of two columns, row by row."""
    if type(one) is int and type(other) is int:
        return one if one > other else other
    return np.maximum(one, other)


def choose(mask: Mask, yes: Ints, no: Ints) -> Ints:
    """`yes` where the mask holds, else `no`."""
    if type(mask) is bool:
        return yes if mask else no
    return np.where(mask, yes, no)


def some(mask: Mask) -> bool:
    """Whether the mask holds in some row."""
    return mask if type(mask) is bool else bool(mask.any())


def negated(mask: Mask) -> Mask:
    """The rows in which a mask does not hold."""
    return (not mask) if type(mask) is bool else ~mask


def first(column: Ints) -> int:
    """The value of the first row."""
    return column if type(column) is int else int(column.item(0))


def holds_first(mask: Mask) -> bool:
    """Whether a mask (None: no row) holds in the first row."""
    return mask is not None and (mask if type(mask) is bool else bool(mask.item(0)))


def shared(column: Ints) -> bool:
    """Whether all rows share one value."""
    return type(column) in (int, bool)


def take(columns: Mapping[Any, Ints], rows: Ints) -> dict[Any, Ints]:
    """Some rows of each column; a column that all rows share stays as it is."""
    return {name: values if shared(values) else values[rows] for name, values in columns.items()}


def in_a_row(rows: Ints) -> Ints:
    """Rising numbers of rows; as a slice, which copies nothing, where none is left out between them."""
    first, last = int(rows[0]), int(rows[-1])
    return slice(first, last + 1) if last - first + 1 == len(rows) else rows


def on_each(column: Ints, rows: int) -> Ints:
    """A column as an array with one entry a row."""
    return np.broadcast_to(column, rows)
