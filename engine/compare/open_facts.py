"""Which of the facts that were not said a difference hangs on most."""

from collections.abc import Callable
from typing import Any

from engine.compare.gap import NOWHERE, Gap
from engine.content import Library
from engine.facts import COUNTERS, EXCLUSIONS
from engine.talk.replies import fact_name
from engine.usual import CHOSEN, asked_as
from engine.wording import Words

Json = dict[str, Any]
MOST = 3  # facts that are named
COLUMNS = frozenset((*CHOSEN, *COUNTERS, "enrolled_on", "born_on", "split", "essential_drugs", "bill.above_ceiling"))


def hangs_on(paths: list[str], between: Callable[[frozenset[str]], Gap], content: Library, words: Words) -> list[Json]:
    """Of the unknown facts those that leave the difference widest when each alone is open and the others are as usual.

    {"fact", "name", "title" of its question}, the widest first, at most `MOST`. `between`: the range of the difference
    with these columns at their usual values.
    """
    widths: dict[str, int] = {}
    for path in paths:
        column = _column(path)
        if column in COLUMNS and column not in (_column(one) for one in widths):
            widths[path] = _width(between(COLUMNS - {column}))
    least = _width(between(COLUMNS))
    found = sorted((path for path in widths if widths[path] > least), key=lambda path: -widths[path])
    return [
        {"fact": path, "name": fact_name(path, content, words), "title": asked_as(path, words, content)["title"]}
        for path in found[:MOST]
    ]


def _column(path: str) -> str:
    name = path.rpartition(".")[2]
    if name in EXCLUSIONS:
        return "split"
    return "bill.above_ceiling" if name == "above_ceiling" and ".bill." in path else name


def _width(found: Gap) -> int:
    return (NOWHERE if found.high is None else found.high) - (-NOWHERE if found.low is None else found.low)
