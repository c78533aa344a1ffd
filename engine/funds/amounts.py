"""How a number is told: shortened to the unit that a reader counts in, with the exact one kept beside it."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from engine.funds.span import HUNDRED_MILLION, MYRIAD, times_of
from engine.wording import Words

SHORTENED = ("yuan", "persons", "person_times")


class _Short(NamedTuple):
    """From how much on a number is shortened, by what it is divided, the word for it, how many decimals are kept."""

    least: int
    divisor: int
    word: str
    decimals: int


_PLAIN = _Short(0, 1, "", 2)
_SHORT = {
    "zh": (_Short(HUNDRED_MILLION, HUNDRED_MILLION, "亿", 2), _Short(MYRIAD * 10, MYRIAD, "万", 2)),  # no message
    "en": (_Short(10**9, 10**9, " billion", 4), _Short(10**6, 10**6, " million", 4)),  # no message
}
_WORDS = {HUNDRED_MILLION: "亿", MYRIAD: "万", 1: ""}  # no message


def amount(value: Decimal, unit: str, words: Words) -> str:
    """A number as people read it: 470438000 yuan -> 4.7亿元, 470.438 million yuan; at most two decimals (four in
    English), half up; below 10万 in yuan with both places of 角 and 分, or none."""
    short = _short(value, unit, words)
    if short.divisor == 1:
        return f"{_counted(value, unit)}{_name(unit, words)}"
    return f"{digits(value / short.divisor, short.decimals)}{words.pick(short.word, short.word)}{_name(unit, words)}"


def told(value: Decimal, unit: str, words: Words, printed: str = "") -> str:
    """The same, and beside it the exact number where some of it was cut off or `printed` has it in a smaller unit:
    470438000 yuan, "47043.8万元" -> 4.7亿元(47,043.8万元)."""
    near, short = amount(value, unit, words), _short(value, unit, words)
    if short.divisor == 1:
        return near
    rest = value / short.divisor
    cut = digits(rest, short.decimals) != digits(rest, 12)
    as_printed = times_of(printed) if words.lang != "en" else None
    smaller = as_printed is not None and as_printed < short.divisor
    if not cut and not smaller:
        return near
    if as_printed is None or as_printed > short.divisor:
        as_printed = MYRIAD if words.lang != "en" and short.divisor > MYRIAD and not value % (MYRIAD // 100) else 1
    word = _WORDS[as_printed]
    beside = _counted(value, unit) if as_printed == 1 else digits(value / as_printed, 12)
    return near + words.aside([f"{beside}{words.pick(word, word)}{_name(unit, words)}"])


def exactly(value: Decimal, unit: str, words: Words) -> str:
    """A number with every digit: 470438000 yuan -> 470,438,000元."""
    return f"{value:,f}{_name(unit, words)}"


def axis_of(most: Decimal, unit: str, words: Words) -> tuple[Decimal, str]:
    """By what an axis is divided whose largest value is `most`, and its unit in words: 亿元, 万元 or 元."""
    short = _short(most, unit, words)
    return Decimal(short.divisor), f"{words.pick(short.word, short.word)}{_name(unit, words)}".strip()


def digits(value: Decimal, most: int = 2) -> str:
    """With at most so many decimals, half up, no zeros behind: 68270.200 -> 68,270.2."""
    cut = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    text = f"{cut:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _counted(value: Decimal, unit: str) -> str:
    """A number in its base unit: yuan with 角 and 分 or without, of all else at most two decimals."""
    text = digits(value)
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,f}" if unit == "yuan" and "." in text else text


def _short(value: Decimal, unit: str, words: Words) -> _Short:
    """How a number is shortened."""
    if unit not in SHORTENED:
        return _PLAIN
    return next((one for one in _SHORT["en" if words.lang == "en" else "zh"] if abs(value) >= one.least), _PLAIN)


def unit_name(unit: str, words: Words) -> str:
    """A unit in words: yuan -> 元."""
    return _name(unit, words).strip()


def _name(unit: str, words: Words) -> str:
    return UNITS[unit](words) if unit in UNITS else ""


UNITS: dict[str, Callable[[Words], str]] = {
    "yuan": lambda words: words("元"),
    "persons": lambda words: words("人"),
    "person_times": lambda words: words("人次"),
    "percent": lambda _: "%",
    "permille": lambda _: "‰",
    "points": lambda words: words("个百分点"),
    "times": lambda words: words("倍"),
    "institutions": lambda words: words("家"),
    "cases": lambda words: words("例"),
    "items": lambda words: words("项"),
    "copies": lambda words: words("份"),
    "papers": lambda words: words("份"),
    "steps": lambda words: words("步"),
    "cities": lambda words: words("个市"),
    "count": lambda words: words("个"),
    "drugs": lambda words: words("种"),
    "days": lambda words: words("天"),
    "months": lambda words: words("个月"),
    "years": lambda words: words("岁"),
    "km": lambda words: words("公里"),
    "mu": lambda words: words("亩"),
}
