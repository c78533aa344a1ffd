"""Figures and findings as sentences."""

from collections.abc import Callable
from decimal import Decimal

from engine.content import Library
from engine.funds.amounts import exactly, told
from engine.funds.figures import Figure, indicators
from engine.funds.findings import Finding, checks
from engine.funds.names import of_whom
from engine.funds.terms import named
from engine.wording import Words


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


Say = Callable[[Decimal, str, Words], str]


def value_in_words(one: Figure, words: Words, say: Say | None = None) -> str:
    """A figure's value, "原文缺" where it is lost. `say`: how its numbers are told (`amount`, `exactly`); if not given,
    shortened with what is printed beside it."""
    if one.value is not None:
        said = say(one.value, one.unit, words) if say else told(one.value, one.unit, words, one.printed)
        return words("约 {amount}", amount=said) if one.qualifier == "about" else said
    say = say or told
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
    name = check_name(found, words, content)
    result = told(found.worked_out, found.unit, words)
    sentences = [
        _verdict(found, name, result, words, of_rules=check.scheme is not None),
        *_reading(found, words, content),
        meaning(found, words, content),
    ]
    return (" " if words.lang == "en" else "").join(one for one in sentences if one)


def check_name(found: Finding, words: Words, content: Library) -> str:
    """What was checked; of which care and people, where the check itself leaves that open."""
    check = checks(content)[found.check]
    terms = [one for one in (*named(check.work_out), *named(check.claim)) if not one.elsewhere]
    service = found.service if any(one.service is None for one in terms) else ""
    group = found.group if any(one.group is None for one in terms) else ""
    whose = of_whom(service, group, words, content)
    return words.pick(check.name, check.name_en) + words.aside([whose] if whose else [])


def meaning(found: Finding, words: Words, content: Library) -> str:
    """What a finding means, beside its numbers; empty where the check says nothing of it."""
    check = checks(content)[found.check]
    if found.verdict == "off" and check.says_off:
        template = words.pick(check.says_off, check.says_off_en)
    elif found.worked_out < 0 and check.says_less:
        template = words.pick(check.says_less, check.says_less_en)
    else:
        template = words.pick(check.says, check.says_en)
    return template.format(worked_out=told(abs(found.worked_out), found.unit, words), off=gap_in_words(found, words))


def _verdict(found: Finding, name: str, result: str, words: Words, *, of_rules: bool) -> str:
    if found.printed is None:
        exact = found.whole if found.whole is not None and found.whole != found.worked_out else None
        if exact is not None:
            near = told(exact, found.unit, words)
            return words("{name}:{result},按印的位数正好可以是 {whole}。", name=name, result=result, whole=near)
        return words("{name}:{result}。", name=name, result=result)
    printed = told(found.printed, found.unit, words)
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
    return told(abs(found.off or Decimal(0)), "points" if found.unit == "percent" else found.unit, words)


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
