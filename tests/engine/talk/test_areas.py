"""Bonuses and lapses: the figures of a province before the nation's, all years paid off, who need not wait."""

from typing import Any

import pytest

from engine.talk.talk import Talk

Json = dict[str, Any]
TODAY = "2026-11-26"


def asked(sentence: str) -> Json:
    return Talk(TODAY).say(sentence)


def cited(turn: Json) -> list[str]:
    return [one["clause"] for one in turn["citations"]]


@pytest.mark.parametrize(
    ("sentence", "first", "says"),
    [
        ("江西连续参保奖励多少", "SR25-BONUS", ["提高3000元", "可以叠加", "20%"]),
        ("南昌零报销奖励多少", "SR25-BONUS", ["提高3000元"]),
        ("聊城连续参保奖励多少", "SD24-BONUS", ["提高3000元", "20%"]),
        ("山东断交后封顶线减多少", "SD24-BREAK", ["降低3000元"]),
        ("泰安断交以后封顶线降多少", "SD24-BREAK", ["降低3000元"]),
        # Two years under the rules, from 2025: at most (6 - 4) × 3,000 for years paid and 2 × 3,000 for years without
        # a claim.
        ("上饶人连续交了6年,奖励多少", "SR25-BONUS", ["最多能多 12,000 元"]),
    ],
)
def test_a_province_with_figures_of_its_own_answers_first(sentence: str, first: str, says: list[str]) -> None:
    turn = asked(sentence)
    assert turn["intent"] == "rule"
    assert cited(turn)[0] == first
    assert all(text in turn["reply"] for text in says), turn["reply"]
    assert "没有山东的规定" not in turn["reply"]


@pytest.mark.parametrize("sentence", ["湖南连续参保奖励多少", "四川零报销奖励多少"])
def test_a_province_without_is_told_so_beside_the_nation_s_least(sentence: str) -> None:
    turn = asked(sentence)
    assert "我们手里没有" in turn["reply"]
    assert "每次不少于1000元" in turn["reply"]
    assert "3000元" not in turn["reply"]


def test_without_a_place_what_a_lapse_takes_off_is_left_to_the_provinces() -> None:
    turn = asked("断交以后大病封顶线要降多少")
    assert cited(turn)[0] == "NAT24-LOWER"
    assert "降多少由各省定" in turn["reply"]


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("断交5年全部补缴", "先等6个月。"),  # 3 + 5 - 5 or 3 + 4 - 5, but after four years at least 6
        ("断交5年,都补上了,还要等几个月", "先等6个月。"),
        ("断交2年全补上等多久", "先等3个月。"),  # 3 + 2 - 2, 3 + 1 - 2: the fixed three stay
        ("断交三年补齐了要等多久", "先等3个月。"),
        ("断交4年一年没补要等几个月", "先等6个月或者7个月。"),  # 3 + 3 or 3 + 4
        ("断交三年没有全补要等多久", "先等3个月到6个月。"),  # how many were paid off is open: 3 + 0 to 3 + 3
        ("断交5年,补交两年要等多久", "先等6个月。"),  # 3 + 5 - 2 = 6; 3 + 4 - 2 = 5, but at least 6
    ],
)
def test_all_years_or_none_paid_off(sentence: str, says: str) -> None:
    assert says in asked(sentence)["reply"]


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("我2024年和2025年没交,2026年交了,今年能报吗", "等5个月;从第二年起才加的,等4个月"),  # two years: 3 + 1, 3 + 2
        ("2022到2024年没交医保,要等几个月", "等6个月;从第二年起才加的,等5个月"),  # three years: 3 + 2, 3 + 3
        ("两年没交医保,现在想补,要补多少钱", "等5个月;从第二年起才加的,等4个月"),
    ],
)
def test_years_that_were_not_paid_are_counted(sentence: str, says: str) -> None:
    assert says in asked(sentence)["reply"]


def test_a_child_just_born_does_not_wait() -> None:
    assert cited(asked("孩子今年10月出生,现在交医保要等几个月")) == ["NAT24-EXEMPT"]


@pytest.mark.parametrize("sentence", ["特困人员断交", "特困人员断交后要不要等", "低保户断缴后要等几个月"])
def test_somebody_in_need_is_told_who_is_exempt_and_that_it_does_not_name_them(sentence: str) -> None:
    turn = asked(sentence)
    assert {"NAT24-EXEMPT", "NAT24-WAIT-3M"} <= set(cited(turn))
    assert "算不算在里头没有写" in turn["reply"]
    assert "60天" not in turn["reply"]


def test_a_bonus_of_which_nothing_is_told_is_not_reckoned() -> None:
    reply = asked("零报销一年加多少")["reply"]
    assert "每次不少于1000元" in reply
    assert "没法说" not in reply


def test_residents_rules_are_not_told_to_employees() -> None:
    turn = asked("职工医保断交要等几个月")
    assert cited(turn) == []
    assert "没有职工医保的" in turn["reply"]
    assert "不管" not in asked("居民医保断交要等几个月")["reply"]


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("医疗救助低保报多少", "NAT21A-RATE"),
        ("生孩子能全报吗", "NAT25M-BIRTH"),
        ("创新药目录里的药医保报不报", "NAT25D-COMMERCIAL"),
        ("急诊没备案能按备案报吗", "NAT22-EMERGENCY"),
        ("职工医保个人账户能给家里人交居民医保吗", "NAT24-ACCOUNT"),
        ("中央财政补助西部多少", "NAT24P-CENTRE"),
        ("打疫苗医保报吗", "NAT21B-EXC-PUBLIC"),
        ("去上海看病要先备案吗", "NAT22-VALID"),  # a place of care, not that of insurance
    ],
)
def test_what_the_nation_demands_of_every_place(sentence: str, first: str) -> None:
    assert cited(asked(sentence))[0] == first
