"""No number comes out of nowhere: each in a reply is of the turn, of what was said, of the rules, or a sum of them."""

import json
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest

from engine.clauses import citation
from engine.content import library
from engine.estimate import estimate
from engine.money import yuan
from engine.talk.talk import Talk
from engine.wording import Words
from tests.oracle import COMPUTABLE

Json = dict[str, Any]
TODAY = "2018-06-20"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
KNOWN = {"12393", "12333", "12345", "120", "1", "2", "3", "4", "5"}  # phones, and the numbers of a short list
ASKED = ["为什么这么少", "起付线多少", "封顶线多少", "大病怎么报", "要是在三级医院呢", "要什么材料", "给个大概的数"]


def numbers(text: str) -> set[str]:
    """Every number of a text, without commas and idle zeros; of a rate also its percentage."""
    found = set()
    for one in NUMBER.findall(text):
        value = Decimal(one.replace(",", "").rstrip("."))
        found |= {_plain(value)} | ({_plain(value * 100)} if value <= 1 else set())
    return found


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


@lru_cache(maxsize=1)
def of_clauses() -> frozenset[str]:
    """The numbers of all clauses in both languages, and of what they are cited by."""
    content, found = library(), set[str]()
    for file in (content.root / "clauses").glob("*.yaml"):
        for clause in content.clauses(file.stem):
            for lang in ("zh-Hans", "en"):
                found |= numbers(json.dumps(citation(clause.id, Words(lang), content), ensure_ascii=False))
    return frozenset(found)


def may_be_said(talk: Talk, turn: Json, said: list[str]) -> set[str]:
    """The numbers that a reply may hold: those of the turn's object, of what was said, of the rules, and the sums that
    the engine works out of them."""
    state = talk.state
    scheme, _ = state.scheme(talk.content)
    assert scheme is not None
    rest = json.dumps({key: value for key, value in turn.items() if key != "reply"}, ensure_ascii=False)
    allowed = KNOWN | of_clauses() | numbers(" ".join([rest, scheme.short_name, *said]))
    allowed |= {_plain(Decimal(end) / 100) for ends in state.ranges.values() for end in ends}
    total = state.total()
    weighed = [Decimal(one["estimate"]["paid"]) for one in (turn["answer"] or {}).get("options", ()) if one["estimate"]]
    allowed |= {_plain(abs(one - other)) for one in weighed for other in weighed}
    if total is not None:
        allowed |= numbers(json.dumps(estimate(state.case(scheme, amounts=state.ends()[0]), with_bounds=False)))
        usual = estimate(state.case(scheme, amounts=state.ends()[-1]), with_bounds=False)
        ends = [usual["paid"], *(end for end in (turn["bounds"] or {}).values() if end)]
        allowed |= numbers(json.dumps(usual)) | {_plain(Decimal(yuan(total)) - Decimal(end)) for end in ends}
        first = usual["layers"][0]
        less = sum(Decimal(step["amount"]) for step in first["steps"] if step["kind"] == "deductible")
        allowed.add(_plain(Decimal(usual["in_scope"]) - less - Decimal(first["paid"])))  # the share of a rate
        allowed.add(_plain(Decimal(usual["total"]) - Decimal(usual["in_scope"])))
    return allowed


@pytest.mark.slow
@pytest.mark.parametrize("scheme", COMPUTABLE)
@pytest.mark.parametrize("said", ["在县医院住院花了三万五千零七", "住院花了四万多，自费1234.56"])
def test_no_number_comes_out_of_nowhere(scheme: str, said: str) -> None:
    talk, sentences = Talk(TODAY, {"scheme": scheme, "today": TODAY}), [said]
    turn = talk.say(said)
    for sentence in [*ASKED, "不清楚", "是的", *ASKED]:
        extra = numbers(turn["reply"]) - may_be_said(talk, turn, sentences)
        assert not extra, (sentences[-1], turn["reply"])
        sentences.append(sentence)
        turn = talk.say(sentence)
