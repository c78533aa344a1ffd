"""By which words a figure is known: its indicator, its service, its group, and what speaks against a total."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from engine.content import Library
from engine.funds.figures import indicators
from engine.funds.words import FundWords, Said, Sort, fund_words
from engine.talk.numbers import any_of


class Hit(NamedTuple):
    """An indicator and the word by which it is known; `behind`: the word stands behind the figure."""

    said: Said
    word: str
    behind: bool = False


@lru_cache(maxsize=4)
def _fillers(content: Library) -> re.Pattern[str]:
    """What may stand before a word that must stand alone: fillers, and the words of services and groups."""
    words = fund_words(content)
    sorts = [word for one in (*words.services, *words.groups) for word in one.words]
    return re.compile(rf"(?:{any_of([*words.filler, *sorts])}|[\s\0\1“”.:：()-])*")


def known_by(lead: str, tail: str, units: Iterable[str], content: Library) -> Hit | None:
    """The indicator of a figure from the words in front of it and behind it; None where none fits its unit."""
    words = fund_words(content)
    unit_of = indicators(content)
    fitting = [one for one in words.said if unit_of[one.id].unit in set(units)]
    strong = [Hit(one, word) for one in fitting for word in one.strong if word in lead]
    if strong:
        return max(strong, key=lambda hit: len(hit.word))
    near = [(_end_near(lead, word, content), len(word), Hit(one, word)) for one in fitting for word in one.words]
    near += [(_end_alone(lead, word, content), len(word), Hit(one, word)) for one in fitting for word in one.alone]
    best = max(near, key=lambda entry: entry[:2], default=None)
    if best is not None and best[0] >= 0:
        return best[2]
    after = [Hit(one, word, behind=True) for one in fitting for word in one.after if word in tail]
    return max(after, key=lambda hit: len(hit.word), default=None)


def _end(text: str, word: str) -> int:
    at = text.rfind(word)
    return at if at < 0 else at + len(word)


def _end_near(text: str, word: str, content: Library) -> int:
    """Where a word ends behind which nothing but fillers stand."""
    end = _end(text, word)
    return end if end >= 0 and _fillers(content).fullmatch(text[end:]) else -1


def _end_alone(text: str, word: str, content: Library) -> int:
    """The same for a word before which nothing but fillers stand either."""
    end = _end_near(text, word, content)
    return end if end >= 0 and _fillers(content).fullmatch(text[: end - len(word)]) else -1


def last_named(text: str, sorts: list[Sort]) -> Sort | None:
    """The service or group that is named last in a text; of words that end together the longest."""
    ends = [(_end(text, word), len(word), one) for one in sorts for word in one.words]
    best = max(ends, key=lambda entry: entry[:2], default=None)
    return best[2] if best is not None and best[0] >= 0 else None


def against(hit: Hit | None, lead: str, tail: str, words: FundWords) -> str | None:
    """What speaks against a figure being a total of this year, as a message; None where nothing does."""
    left, word = words.left_out, hit.word if hit else "\0"
    rest, behind = lead.replace(word, "\0"), tail.replace(word, "\0")
    if any(one in rest for one in left.compared):
        return "说的是增减,不是总数"
    if any(one in rest for one in left.share):
        return "说的是占比"
    if not (hit and hit.said.each) and (any(one in rest for one in left.each) or behind.lstrip().startswith("/")):
        return "说的是平均每人或每次,不是总数"
    if any(one in rest or one in behind for one in left.target):
        return "说的是目标、预算或预计,不是结果"
    if any(one in rest for one in left.rule):
        return "像是规定里的标准,不是基金的数"
    return None


def of_listed(lead: str, words: FundWords) -> bool:
    """Whether several figures are said of several things at once (分别为): which is whose is not plain."""
    return any(one in lead for one in words.left_out.listed)
