"""The table a scheme runs over: one row a person (or a completion of one person's unknown facts), all in int64.

`people` holds columns of the person and of the year so far, `visits` one block for the k-th visit of everybody who has
one. A column is a plain number where all rows share it, else as long as the rows (`engine.columns`). Amounts are fen,
dates days since 1970-01-01, choices and sets the numbers of `engine.facts`; `reported.<layer>` is -1 where nothing was
reported.
"""

from dataclasses import dataclass, field
from typing import Any

from engine.columns import Ints

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
