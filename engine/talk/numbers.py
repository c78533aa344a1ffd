"""The words of numbers (`content/vocabulary/numbers.yaml`)."""

import re

from pydantic import BaseModel, ConfigDict


class Numbers(BaseModel):
    """How numbers are said."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    digits: dict[str, list[str]]
    units: dict[str, list[str]]
    large: dict[str, list[str]]
    half: str
    some: str
    more: list[str]
    some_more: str
    handful: str
    little_over: list[str]
    just_below: list[str]
    below: list[str]
    strictly_below: list[str]
    nearly: list[str]
    about: list[str]
    above: list[str]
    several: list[str]
    up_to: list[str]
    sign: list[str]
    money: list[str]
    tenths: list[str]
    hundredths: list[str]
    counts: list[str]
    share_before: list[str]
    not_after: list[str]
    share_after: list[str]
    each: list[str]
    stay_long: list[str]


def any_of(words: list[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
