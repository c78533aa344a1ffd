"""The range of a talk beside it: what is usual stands with it, and what it supposes."""

from app.conversation import Conversation
from app.parts.range_bar import how_sure, one_line, range_now
from app.texts import Texts
from engine.content import library
from engine.talk.talk import Talk

T = Texts()


def told(sentence: str) -> Conversation:
    talk = Conversation(Talk("2026-11-26", lang="zh-Hans"))
    talk.say(sentence)
    return talk


def test_the_usual_figure_stands_with_the_range() -> None:
    """(30,000 - 800) × 80% = 23,360 at a county hospital of Hunan."""
    talk = told("永兴县县医院住院花了3万")
    assert "元,平常 23,360.00" in one_line(talk, T)
    assert "没说的按平常情况:报 23,360.00 元" in str(range_now(talk, library(), T))


def test_a_cap_that_was_not_found_is_a_condition_of_the_range() -> None:
    assert "前提(封顶线)不变的话" in how_sure(1, {"caps_as_stated": {"low": "0.00", "high": "0.01"}}, False, T)
