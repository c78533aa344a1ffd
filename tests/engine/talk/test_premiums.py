"""What a premium costs, by place and year of cover: a place's own figure, else the nation's floor as such."""

from typing import Any

import pytest

from engine.talk.talk import Talk

Json = dict[str, Any]
TODAY = "2026-11-26"


def asked(sentence: str, today: str = TODAY) -> Json:
    return Talk(today).say(sentence)


def cited(turn: Json) -> list[str]:
    return [one["clause"] for one in turn["citations"]]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("泰安2026年交多少钱", "泰安市"),  # 390 and 530 of one weak page are not held
        ("杭州2026年交多少钱", "杭州市"),
        ("安徽宿州2026年缴费", "宿州市"),
        ("北京2026年居民医保缴费多少", "北京市"),  # its own document is of 1995
        ("四川2026年居民医保交多少", "四川省"),
        ("泰安2026年是不是交390", "泰安市"),
        ("聊城2026年交费多少,二档呢", "聊城市"),
    ],
)
def test_a_place_without_its_own_figure_is_told_so_beside_the_nation_s_floor(sentence: str, place: str) -> None:
    """NAT25P-PREM: cover 2026, at least 400, grade A; NAT26-PREM: of 2027 nothing is known."""
    turn = asked(sentence)
    assert turn["intent"] == "rule"
    assert f"{place}2026年、2027年的居民医保个人交多少,我们手里没有" in turn["reply"]
    assert f"不是{place}的数" in turn["reply"]
    assert "不低于400元" in turn["reply"]
    assert "A级" in turn["reply"]
    assert cited(turn)[:2] == ["NAT25P-PREM", "NAT26-PREM"]
    assert "390" not in turn["reply"]


@pytest.mark.parametrize(
    ("sentence", "first"),
    [("特困人员医保要交钱吗", "NAT21A-FULL"), ("洛阳低保户2026年要交多少", "NAT21A-FIXED")],
)
def test_who_pays_for_people_in_need_comes_first(sentence: str, first: str) -> None:
    turn = asked(sentence)
    assert cited(turn)[0] == first
    assert "B级" in turn["reply"]


def test_a_year_that_our_copy_does_not_say_is_not_taken_for_this_one() -> None:
    """吴江: the fund's 48 yuan of an unknown year are no premium of 2026."""
    turn = asked("吴江2026年居民医保缴费")
    assert "48元" not in turn["reply"]
    assert cited(turn)[0] == "NAT25P-PREM"


def test_a_year_of_which_nothing_is_known_has_no_figure_anywhere() -> None:
    turn = asked("聊城2027年居民医保缴费")
    assert cited(turn) == ["NAT26-PREM"]
    assert "400" not in turn["reply"]


@pytest.mark.parametrize(
    ("sentence", "first", "figure"),
    [
        ("湖南2026年居民医保缴费标准", "HN26-PREM", "400元"),
        ("湖南低保户2026年医保交多少", "HN26-HALF", "200元"),
        ("重庆2026年二档交多少", "CQ26-PREM", "775元"),
        ("过了期,2026年2月才交湖南医保要多少钱", "HN26-LATE", "1100元"),  # 400 + 700
    ],
)
def test_a_place_s_own_figure_of_the_year_comes_first(sentence: str, first: str, figure: str) -> None:
    turn = asked(sentence)
    assert first in cited(turn)[:2]
    assert figure in turn["reply"]
    assert "B级" in turn["reply"]
    assert "2026年的居民医保个人交多少,我们手里没有" not in turn["reply"]


@pytest.mark.parametrize(
    ("sentence", "says", "clauses"),
    [
        # In 2026: cover 2026 was paid for in autumn 2025, that of 2027 is paid for in autumn 2026.
        ("今年交多少", "“今年”是2026年。管2026年的,是2025年秋天交的", ["NAT25P-PREM", "NAT26-PREM", "NAT26-SUBS"]),
        ("明年的医保费交多少", "“明年”是2027年", ["NAT26-PREM"]),
        ("去年医保费多少", "2025年秋天交的,管2026年", ["NAT24P-PREM-2025", "NAT25P-SUBS"]),
        ("居民医保交多少钱", "没说是哪一年的", ["NAT25P-PREM", "NAT26-PREM", "NAT26-SUBS"]),
        ("洛阳明年居民医保缴费标准", "“明年”是2027年", ["NAT26-PREM"]),
        ("长沙去年医保交多少钱", "“去年”是2025年", ["NAT24P-PREM-2025", "NAT25P-SUBS"]),  # HN26 is of 2026
    ],
)
def test_a_year_told_by_a_word_is_that_of_the_day_of_asking(sentence: str, says: str, clauses: list[str]) -> None:
    turn = asked(sentence)
    assert says in turn["reply"]
    assert cited(turn) == clauses


@pytest.mark.parametrize(("sentence", "year"), [("后年医保交多少", 2028), ("2035年居民医保交多少", 2035)])
def test_a_year_far_off_is_said_not_to_be_known(sentence: str, year: int) -> None:
    turn = asked(sentence)
    assert f"{year}年的居民医保个人交多少,我们没有查到" in turn["reply"]
    assert cited(turn) == []


def test_last_year_is_another_one_a_year_later() -> None:
    """In 2027 去年 is 2026: 400 at least, and 724 of subsidy."""
    assert cited(asked("去年医保费多少", "2027-03-01")) == ["NAT25P-PREM", "NAT26-SUBS"]


def test_years_that_were_lapsed_are_no_year() -> None:
    """断交12年 is how long, not 2012: of no year, so of this one and the next."""
    turn = asked("断交12年,补缴一年交多少钱")
    assert "NAT26-EARLIER" not in cited(turn)
    assert "NAT24-REPAIR" in cited(turn)  # a lapsed year is paid off at the current local premium


def test_an_older_scheme_still_answers_for_its_own_year() -> None:
    turn = asked("冠县2018年交多少钱")
    assert cited(turn)[0].startswith("GX18")
    assert "个人每人交190元" in turn["reply"]
