"""How a difference is said: one-sided ranges the right way round, and no winner by a layer that only one side has."""

from typing import Any

import pytest

from engine.compare.compare import compare
from engine.compare.headline import range_in_words, which_pays_more
from engine.compare.sentences import gap_in_words
from engine.wording import Words
from tests.engine.one_stay import case

WORDS = Words()


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (None, "-80000.00", "乙至少少报 80,000.00 元"),  # the difference is at most −80,000
        (None, "500.00", "乙最多多报 500.00 元"),
        ("-500.00", None, "乙最多少报 500.00 元"),
        ("500.00", None, "乙至少多报 500.00 元"),
    ],
)
def test_a_range_with_one_end(low: str | None, high: str | None, says: str) -> None:
    found: dict[str, Any] = {"b": {"name": "乙"}}
    assert says in range_in_words(low, high, found, WORDS)


def test_a_layer_that_one_side_lacks_decides_nothing() -> None:
    """冠县 2018 pays (75,000 − 500) × 70% = 52,150 of basic cover, 重庆 2013 in tier 2 (75,000 − 300) × 65% = 48,555:
    3,595 more; its serious illness, which 重庆's rules lack, is no part of that."""
    found = compare("as_is", "chongqing-2013,tier=2", case())
    assert "冠县2018年规定多报 3,595.00 元" in which_pays_more(found, WORDS)
    (serious,) = (row for row in found["differences"] if row["layer"] == "serious_illness")
    assert gap_in_words(serious, found, WORDS) == "差多少说不准"
