"""Traditional script: OpenCC, and what it gets wrong where it cuts our sentences into other words than we meant."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# What OpenCC writes where it means another word -> what is meant; no message.
_MENDED = [
    (re.compile(pattern), meant)
    for pattern, meant in (
        (r"(?<![公英海華千萬鄰阿])里(?!程)", "裡"),  # no message: 抄本里; a mile and 阿里 stay
        (r"(?<![\d一二三四五六七八九十兩幾每])隻", "只"),  # no message: 不是只花; a count of animals stays
        (r"(?<![標抽書竹])籤", "簽"),  # no message: 簽合同; a label stays
        ("髮票", "發票"),  # no message
        ("錶格", "表格"),  # no message
    )
]


@lru_cache(maxsize=1)
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("s2tw")


def traditional(text: str) -> str:
    """A text of simplified script in the traditional one, as it is written in Taiwan."""
    converted: str = _converter().convert(text)
    for wrong, meant in _MENDED:
        converted = wrong.sub(meant, converted)
    return converted
