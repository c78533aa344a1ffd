"""A figure as people print it: 47043.8万元, 4.7亿, 99.6%, 47,043.8, 150余万元, 20—40元; its value in base units."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from engine.content import Library
from engine.errors import MingbaiError
from engine.funds.figures import Indicator, Qualifier
from engine.funds.span import amount_of
from engine.funds.words import fund_words, number_words
from engine.talk.numbers import any_of

LONGEST = 60  # characters of a figure
MOST_DIGITS = 15
# Units of things that are counted one by one: a bare number is that many.
COUNTED = ("persons", "person_times", "institutions", "cases", "items", "copies", "papers", "steps", "cities", "count")
BELOW_ZERO = ("net_change", "balance")  # what may be less than nothing
MOST_PERCENT = 120  # a task may be more than done
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALE = "万亿|万|亿"  # no message
_MASKED = re.compile(r"[xX*×＊□○●?]")
_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.\s]|$)")


@dataclass(frozen=True)
class Printed:
    """`text`: as printed, narrow characters; exact decimals in the base unit of its indicator."""

    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: Qualifier


def narrow(text: str) -> str:
    """Full-width digits, points and signs as narrow ones, a true minus as a hyphen."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").replace("﹣", "-").strip()


def is_formula(text: str) -> bool:
    """Whether a table program would take a cell for a formula."""
    return bool(_FORMULA.match(text))


@lru_cache(maxsize=4)
def pattern_of(content: Library) -> re.Pattern[str]:
    """A printed figure, with what is said around it and the word of its unit."""
    words, numbers = fund_words(content), number_words(content)
    before = any_of([*numbers.above, *numbers.about, *numbers.nearly, *numbers.below])
    after = any_of([*numbers.above, *numbers.about, *numbers.below])
    more = any_of([*numbers.more, numbers.some_more])
    unit = any_of([one for listed in words.units.values() for one in listed])
    up_to = any_of(numbers.up_to)
    return re.compile(
        rf"(?P<before>{before})?\s*(?P<sign>-)?\s*"
        rf"(?:(?P<low>{NUMBER})\s*(?P<low_scale>{SCALE})?\s*(?P<low_unit>{unit})?\s*(?:{up_to})\s*)?"
        rf"(?P<number>{NUMBER})(?P<more>{more})?\s*(?P<scale>{SCALE})?(?P<late>{more})?\s*(?P<unit>{unit})?"
        rf"(?P<after>{after}|{more})?"
    )


def read_printed(text: str, unit: str, indicator: Indicator, content: Library) -> Printed:
    """A figure of an indicator, from what is printed and the unit of its column (or "").

    MingbaiError says what is wrong with it and what to write.
    """
    written = narrow(text)
    _refuse(written, text)
    match = pattern_of(content).fullmatch(written)
    beside = narrow(unit)
    if match and beside and not (match["unit"] or match["scale"]):
        written += beside
        match = pattern_of(content).fullmatch(written)
    elif beside and not written.endswith(beside):
        raise MingbaiError("“{text}”跟单位那一格的“{unit}”不一样。请只写一处。", text=text[:LONGEST], unit=unit[:20])
    if match is None:
        raise MingbaiError("“{text}”读不懂。请照材料印的写,像 47043.8万元、99.6%、35572人。", text=text[:LONGEST])
    _fits(match, indicator, content)
    found = printed_of(match, written, content)
    _likely(found, indicator)
    return found


def _refuse(written: str, text: str) -> None:
    if not written:
        raise MingbaiError("这一格空着。请照材料印的写;材料里没有数,就删掉这一行。")
    if is_formula(written):
        raise MingbaiError("“{text}”是公式。请写成数。", text=text[:LONGEST])
    if _MASKED.search(written):
        raise MingbaiError("“{text}”里有遮住的数位。请写完整的数;不知道,就删掉这一行。", text=text[:LONGEST])
    if len(written) > LONGEST or sum(char.isdigit() for char in written) > 2 * MOST_DIGITS:
        raise MingbaiError("“{text}”太长了,不像一个数。", text=text[:LONGEST])


def _fits(match: re.Match[str], indicator: Indicator, content: Library) -> None:
    """Refuses a unit that is not the indicator's, or none where one is needed."""
    allowed = fund_words(content).units.get(indicator.unit, [])
    said = {"indicator": indicator.name, "text": match[0], "units": "、".join(_with_scales(allowed, indicator.unit))}
    for word in (match["unit"], match["low_unit"]):
        if word and word not in allowed:
            raise MingbaiError("“{text}”的单位不对:“{indicator}”的单位是 {units}。请核对指标和单位。", **said)
    if not match["unit"] and not match["scale"] and indicator.unit not in COUNTED:
        raise MingbaiError("“{text}”没写单位。“{indicator}”的单位是 {units},请写上。", **said)
    if match["scale"] and indicator.unit in ("percent", "permille", "points", "years", "days"):
        raise MingbaiError("“{text}”的单位不对:“{indicator}”的单位是 {units}。请核对指标和单位。", **said)


def _likely(found: Printed, indicator: Indicator) -> None:
    """Refuses what no such figure can be: a share far above all, less than nothing, part of a person."""
    said = {"text": found.text[:LONGEST], "indicator": indicator.name}
    for value in (found.value, found.low, found.high):
        if value is None:
            continue
        if value < 0 and not indicator.id.startswith(BELOW_ZERO):
            raise MingbaiError("“{text}”是负数,“{indicator}”不会是负数。请核对。", **said)
        if indicator.unit == "percent" and value > MOST_PERCENT:
            raise MingbaiError("“{text}”太大了,“{indicator}”到不了这么多。请核对。", **said)
        if indicator.unit in COUNTED and value != value.to_integral_value():
            raise MingbaiError("“{text}”不是整数。是不是漏了“万”?请核对。", **said)


def _with_scales(allowed: list[str], unit: str) -> list[str]:
    scaled = [f"{scale}{allowed[0]}" for scale in ("万", "亿")] if unit == "yuan" else []  # no message
    return [allowed[0], *scaled]


def printed_of(match: re.Match[str], text: str, content: Library) -> Printed:
    """The figure of a match of `pattern_of`."""
    numbers = number_words(content)
    scale = match["scale"] or ""
    value = _whole(amount_of(match["number"] + scale))
    value = -value if match["sign"] else value
    if match["low"]:
        low = _whole(amount_of(match["low"] + (match["low_scale"] or scale)))
        if low >= value:
            raise MingbaiError("“{text}”前面的数不比后面的小。请核对。", text=text[:LONGEST])
        return Printed(text, None, low, value, "range")
    around = (match["before"], match["after"])
    if match["more"] or match["late"] or any(word in numbers.above for word in around if word):
        return Printed(text, None, value, None, "over")
    if match["after"] in (*numbers.more, numbers.some_more):
        return Printed(text, None, value, None, "over")
    if any(word in numbers.below for word in around if word):
        return Printed(text, None, None, value, "under")
    about = any(word in (*numbers.about, *numbers.nearly) for word in around if word)
    return Printed(text, value, None, None, "about" if about else "exact")


def _whole(value: Decimal | None) -> Decimal:
    """Without zeros behind the point, which the printing does not warrant."""
    assert value is not None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def unit_of(word: str, content: Library) -> tuple[str, ...]:
    """The units that a word may stand for."""
    return tuple(unit for unit, listed in fund_words(content).units.items() if word in listed)
