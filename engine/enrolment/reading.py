"""What somebody typed about how they paid: every field read by itself, and what is wrong with it told of that field."""

from collections.abc import Mapping
from typing import NamedTuple

from engine.content import Library
from engine.enrolment.history import AMOUNTS, MOST_YEARS, YEARS, History, faults_of
from engine.enrolment.rules import rules_of
from engine.errors import CaseError
from engine.money import parse_yuan, plain, whole_yuan
from engine.talk.dates import number
from engine.talk.vocabulary import vocabulary

YES_NO = {"true": True, "false": False}
YEAR_WORDS = ("年", "years", "year")  # no message


class Heard(NamedTuple):
    """The history of what could be taken; `faults`: field -> why it could not be, which leaves it unknown."""

    history: History
    faults: dict[str, CaseError]


def heard(said: Mapping[str, str], content: Library) -> Heard:
    """What was typed: field -> text; yes and no as "true" and "false"; left out or empty: not known."""
    facts: dict[str, int | bool] = {}
    faults: dict[str, CaseError] = {}
    for name, text in said.items():
        written = plain(text) or ""
        if written:
            try:
                facts[name] = _read(name, written, content)
            except CaseError as error:
                faults[name] = error
    for fault in (*faults_of(facts), *_below_the_least(facts, content)):
        faults.setdefault(fault.path, fault)
    sound = {name: value for name, value in facts.items() if name not in faults}
    return Heard(History(**sound), faults)  # type: ignore[arg-type]


def _read(name: str, text: str, content: Library) -> int | bool:
    if name in YEARS:
        return _years(name, text)
    return _amount(name, text, content) if name in AMOUNTS else YES_NO[text]


def _years(name: str, text: str) -> int:
    """2, 2年, 两年."""
    for word in YEAR_WORDS:
        text = text.removesuffix(word)
    years = number(text.strip())
    if years is None or years > MOST_YEARS:
        raise CaseError(name, "年数请写 0 到 {most} 的整数。", most=MOST_YEARS)
    return years


def _amount(name: str, text: str, content: Library) -> int:
    """400000, 400,000, 40万, 4万5: as a conversation reads an amount, but nothing loose and nothing beside it."""
    found = list(vocabulary(content).amounts.read(text.casefold()))
    if len(found) == 1 and found[0].exact and found[0].end - found[0].start == len(text):
        return found[0].low
    try:
        return parse_yuan(text)
    except ValueError:
        raise CaseError(name, "这个金额没看懂。请写元,像 400000,也可以写 40万。") from None


def _below_the_least(facts: Mapping[str, int | bool], content: Library) -> list[CaseError]:
    """A bonus that is less than the country allows."""
    least = rules_of(None, content).bonuses.per_year.amount
    if 0 < facts.get("per_time", 0) < least:
        text = "国家定的是每次不少于 {least} 元。请核对当地的数。"
        return [CaseError("per_time", text, least=whole_yuan(least))]
    return []
