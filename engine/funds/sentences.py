"""Figures and findings as sentences."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from engine.content import Library
from engine.funds.figures import Figure, indicators
from engine.funds.findings import Finding, checks
from engine.funds.span import HUNDRED_MILLION, MYRIAD
from engine.wording import Words

SHORTENED = ("yuan", "persons", "person_times")
# From how much on a number is shortened, by what it is divided, the word for it, and how many decimals are kept.
_SHORT = {
    "zh": ((HUNDRED_MILLION * 10, HUNDRED_MILLION, "亿", 2), (MYRIAD * 10, MYRIAD, "万", 2)),  # no message
    "en": ((10**9, 10**9, " billion", 4), (10**6, 10**6, " million", 4)),  # no message
}


def amount(value: Decimal, unit: str, words: Words) -> str:
    """A number as people read it: 470438000 yuan -> 47,043.8万元, 470.438 million yuan."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    name = _UNITS[unit](words) if unit in _UNITS else ""
    for least, divisor, word, decimals in _SHORT["en" if words.lang == "en" else "zh"]:
        if unit in SHORTENED and size >= least:
            return f"{sign}{digits(size / divisor, decimals)}{words.pick(word, word)}{name}"
    return f"{sign}{digits(size)}{name}"


def exactly(value: Decimal, unit: str, words: Words) -> str:
    """The same with every digit: 470438000 yuan -> 470,438,000元."""
    return f"{value:,f}{_UNITS[unit](words) if unit in _UNITS else ''}"


def digits(value: Decimal, most: int = 2) -> str:
    """With at most so many decimals, half up, no zeros behind: 68270.200 -> 68,270.2."""
    cut = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    text = f"{cut:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_UNITS: dict[str, Callable[[Words], str]] = {
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


def period_in_words(period: str, words: Words) -> str:
    """A period as people say it: "2023-01..2023-06" -> 2023年1月到2023年6月; nothing where it is not known."""
    said = [_day_in_words(one, words) for one in period.split("..")]
    if len(said) == 2 and said[0] and said[1]:
        return words("{first}到{last}", first=said[0], last=said[1])
    if len(said) == 2:
        return words("到{last}为止", last=said[1]) if said[1] else words("{first}起", first=said[0])
    return said[0]


def _day_in_words(text: str, words: Words) -> str:
    parts = [int(part) for part in text.split("-") if part]
    if len(parts) == 3:
        return words("{year}年{month}月{day}日", year=parts[0], month=parts[1], day=parts[2])
    if len(parts) == 2:
        return words("{year}年{month}月", year=parts[0], month=parts[1])
    return words("{year}年", year=parts[0]) if parts else ""


def value_in_words(one: Figure, words: Words, *, full: bool = False) -> str:
    """A figure's value: as printed where it is a range or an estimate, "原文缺" where it is lost."""
    say = exactly if full else amount
    if one.value is not None:
        said = say(one.value, one.unit, words)
        return words("约 {amount}", amount=said) if one.qualifier == "about" else said
    if one.qualifier == "over" and one.low is not None:
        return words("{amount} 以上", amount=say(one.low, one.unit, words))
    if one.qualifier == "under" and one.high is not None:
        return words("{amount} 以下", amount=say(one.high, one.unit, words))
    if one.low is not None and one.high is not None:
        return words("{low} 到 {high}", low=say(one.low, one.unit, words), high=say(one.high, one.unit, words))
    return words("原文缺")


def in_words(found: Finding, words: Words, content: Library) -> str:
    """A finding as one or two sentences."""
    check = checks(content)[found.check]
    name = words.pick(check.name, check.name_en)
    result = amount(found.worked_out, found.unit, words)
    sentences = [
        _verdict(found, name, result, words, of_rules=check.scheme is not None),
        *_reading(found, words, content),
        meaning(found, words, content),
    ]
    return (" " if words.lang == "en" else "").join(one for one in sentences if one)


def meaning(found: Finding, words: Words, content: Library) -> str:
    """What a finding means, beside its numbers; empty where the check says nothing of it."""
    check = checks(content)[found.check]
    if found.verdict == "off" and check.says_off:
        template = words.pick(check.says_off, check.says_off_en)
    elif found.worked_out < 0 and check.says_less:
        template = words.pick(check.says_less, check.says_less_en)
    else:
        template = words.pick(check.says, check.says_en)
    return template.format(worked_out=amount(abs(found.worked_out), found.unit, words), off=gap_in_words(found, words))


def _verdict(found: Finding, name: str, result: str, words: Words, *, of_rules: bool) -> str:
    if found.printed is None:
        exact = found.whole if found.whole is not None and found.whole != found.worked_out else None
        if exact is not None:
            near = amount(exact, found.unit, words)
            return words("{name}:{result},按印的位数正好可以是 {whole}。", name=name, result=result, whole=near)
        return words("{name}:{result}。", name=name, result=result)
    printed = amount(found.printed, found.unit, words)
    said = {"name": name, "printed": printed, "result": result}
    if of_rules:
        fits = found.verdict == "fits"
        return words("{name}:合。是 {result}。", **said) if fits else words("{name}:不合。是 {result}。", **said)
    if found.verdict == "fits":
        return words("{name}:对得上。印的是 {printed},算出来 {result}。", **said)
    assert found.off is not None
    gap = gap_in_words(found, words)
    if found.off > 0:
        return words("{name}:对不上。印的是 {printed},算出来 {result},印的多 {gap}。", **said, gap=gap)
    return words("{name}:对不上。印的是 {printed},算出来 {result},印的少 {gap}。", **said, gap=gap)


def gap_in_words(found: Finding, words: Words) -> str:
    """How far a claim lies from the result; shares differ by points."""
    return amount(abs(found.off or Decimal(0)), "points" if found.unit == "percent" else found.unit, words)


def _reading(found: Finding, words: Words, content: Library) -> list[str]:
    if found.reading is None:
        return []
    name = indicator_name(found.reading.indicator, words, content)
    would = exactly(found.reading.value, found.unit, words)
    others = words("、").join(
        f"“{words.pick(checks(content)[other].name, checks(content)[other].name_en)}”" for other in found.reading.checks
    )
    return [words("{name}要是 {value},这里和{others}就一分不差。", name=name, value=would, others=others)]


def indicator_name(indicator: str, words: Words, content: Library) -> str:
    """What an indicator is called."""
    one = indicators(content).get(indicator)
    return words.pick(one.name, one.name_en) if one else indicator
