"""The table a scheme runs over: one row a person (or a completion of one person's unknown facts), all in int64.

`people` holds columns of the person and of the year so far, `visits` one block for the k-th visit of everybody who has
one. A column is as long as the rows, or one long where all rows share it. Amounts are fen, dates days since 1970-01-01,
choices and sets the numbers of `engine.facts`; `reported.<layer>` is -1 where nothing was reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.money import Ints

Columns = dict[Any, Ints]
NOT_GIVEN = -1


@dataclass
class Block:
    """The k-th visit. `keep`: which rows of the block before have one (None: all of them)."""

    columns: Columns
    keep: Ints | None = None


@dataclass
class Table:
    """Rows of people with their visits."""

    rows: int
    people: Columns
    visits: list[Block] = field(default_factory=list)


_SMALL = {value: np.array([value], dtype=np.int64) for value in range(-1, 32)}
for _shared in _SMALL.values():
    _shared.flags.writeable = False


def column(value: int | bool) -> Ints:
    """One value for all rows; not to be written into."""
    return _SMALL[value] if value in _SMALL else np.array([value], dtype=np.int64)


def take(columns: Mapping[Any, Ints], rows: Ints) -> Columns:
    """Some rows of each column; a column that all rows share stays as it is."""
    return {name: values if len(values) == 1 else values[rows] for name, values in columns.items()}
