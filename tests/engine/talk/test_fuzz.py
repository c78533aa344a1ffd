"""Anything that may be typed: no exception, a turn that is whole JSON."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.talk.talk import Talk
from tests.oracle import SCHEMES

pytestmark = pytest.mark.slow
Json = dict[str, Any]
TURN = {"intent", "facts", "reply", "ask", "bounds", "answer", "citations"}
INTENTS = {
    "estimate",
    "rule",
    "compare",
    "explain",
    "define",
    "procedure",
    "funds",
    "correct",
    "out_of_scope",
    "greeting",
}
WORDS = re.split(
    r"\s+",
    """住院 花了 三万五 县医院 卫生院 三甲 不是 没有 低保户 转诊 自费 超限价 先行自付 报了 大病 第二次 要是 不对
    是 呢 多少 起付线 封顶线 2018年 3月5号 昨天 冠县 重庆 桂阳 阜阳 不清楚 为什么 还是 一档 二档 孩子 新生儿 车祸
    透析 押金 自己掏了 今年 上次 这次 总共 合规 ， 。 ？ 、 12000 0 99999999999 3.5w 元 万 % 又 后来 都 也 前头
    the hospital bill of 5000 yuan""",
)


def checked(turn: Json) -> Json:
    """A turn that is whole: the contract's keys, JSON, a reply."""
    assert turn.keys() >= TURN
    assert turn["intent"] in INTENTS
    assert isinstance(turn["reply"], str)
    again = json.loads(json.dumps(turn, ensure_ascii=False).encode("utf-8"))
    assert again["facts"] == turn["facts"]
    if turn["bounds"] and turn["bounds"]["high"] is not None:
        assert float(turn["bounds"]["low"]) <= float(turn["bounds"]["high"])
    if turn["ask"]:
        assert turn["ask"]["fact"] == turn["ask"]["facts"][0]
        assert not set(turn["ask"]["facts"]) & set(turn["facts"])
    return turn


def say(talk: Talk, text: str) -> Json:
    """One checked turn."""
    return checked(talk.say(text))


def warm(scheme: str = "guanxian-2018") -> Talk:
    """A talk that has begun."""
    talk = Talk("2018-06-20", {"scheme": scheme})
    talk.say("在县医院住院花了三万五")
    return talk


ODD = {
    "nothing": "",
    "spaces": " \t\n\r　",
    "ten thousand characters": "住院花了三万五，" * 1250,
    "one character ten thousand times": "万" * 10_000,
    "ten thousand digits": "9" * 10_000,
    "digits with dots": "1.1." * 2500,
    "digits with commas": "1,234," * 1600,
    "ten thousand Chinese digits": "三万五千" * 2500,
    "zeros": "零" * 10_000,
    "emoji": "😀👩‍👩‍👧‍👦🏥住院💊花了3️⃣万🤒",
    "control characters": "".join(map(chr, range(32))) + "住院\x00花了\x7f三万",
    "lone surrogates": "住院\ud800花了\udfff三万五",
    "right to left": "\u202e住院花了三万\u202c مرحبا",
    "zero width": "住\u200b院\u200d花\ufeff了三万",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>住院花了<b>三万</b>",
    "Markdown": "# 住院\n**花了** [三万](javascript:alert(1)) `code` | a | b |\n---",
    "JSON": '{"scheme": "chongqing-2013", "visits.0.bill.total": "1"}',
    "broken JSON": '{"a": [1, 2, {"b": ',
    "format braces": "住院花了{amount}元 {0} {} %s %d {name!r}",
    "regular expression": "(((((a+)+)+)+)+$ [住院 .*?\\",
    "SQL": "'; DROP TABLE visits; --",
    "brackets": "（" * 5000 + "）" * 5000,
    "many negations": "不是" * 3000,
    "many places": "冠县重庆桂阳" * 1000,
    "many days": "3月5号" * 2000,
    "many questions": "多少？" * 3000,
    "impossible days": "2018年13月45号住院，0月0号出院，9999年99月99日",
    "numbers of every script": "١٢٣٤٥ ৫৬৭ Ⅳ ½ ² 〇 ㊿ 住院花了①②③万",
    "a great sum": "住院花了九千九百九十九亿亿亿万",
    "negative": "住院花了-35000元，自费-1",
    "exponent": "住院花了1e400元，NaN，Infinity",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts(name: str) -> None:
    say(Talk("2018-06-20"), ODD[name])
    talk = warm()
    say(talk, ODD[name])
    say(talk, "接着算")


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    say(Talk("2018-06-20", {"scheme": "guanxian-2018"}), text)


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_any_words_of_the_trade(text: str) -> None:
    say(Talk("2018-06-20"), text)
    say(warm(), text)


@given(st.sampled_from(SCHEMES), st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map("".join), max_size=5))
def test_a_talk_of_any_scheme(scheme: str, said: list[str]) -> None:
    talk = Talk("2018-06-20", {"scheme": scheme})
    for text in said:
        say(talk, text)


STEPS = st.one_of(
    st.tuples(st.just("say"), st.lists(st.sampled_from(WORDS), max_size=6).map("".join)),
    st.tuples(st.just("choose"), st.sampled_from(["yes", "no", "unsure", "none", "secondary", "true", "", "1", "a,b"])),
    st.tuples(st.just("option"), st.integers(0, 9)),
    st.tuples(st.just("change"), st.integers(0, 9)),
)


@given(st.lists(STEPS, max_size=10))
def test_a_random_walk(steps: list[tuple[str, Any]]) -> None:
    talk = warm()
    for what, value in steps:
        if what == "say":
            say(talk, value)
        elif what == "choose":
            checked(talk.choose(value))
        elif what == "option" and talk.ask and talk.ask.options:
            checked(talk.choose(talk.ask.options[value % len(talk.ask.options)][0]))
        elif what == "change":
            known = sorted(talk.state.said)
            checked(talk.change(known[value % len(known)] if known else "visits.0.on"))


def test_what_is_said_does_not_depend_on_other_talks() -> None:
    one = [warm().say("没有") for _ in range(2)]
    say(Talk("2018-06-20", {"scheme": "chongqing-2013"}), "一档，二级医院住院五千")
    assert one[0] == one[1] == warm().say("没有")
