"""What is asked without a place: the national frame answers where it can, and the place is still asked for."""

import pytest

from engine.talk.talk import Talk

TODAY = "2026-11-26"


@pytest.mark.parametrize(
    ("said", "first", "words"),
    [
        # Three years lapsed: 3 + 3 months, or 3 + 2 where the first year does not count; all paid off 3.
        ("断交三年要等几个月", "NAT24-WAIT-3M", ["先等3个月到6个月", "等6个月;从第二年起才加的,等5个月"]),
        ("断了5年,补交两年要等多久", "NAT24-WAIT-3M", ["先等6个月"]),  # 3 + 5 - 2, 3 + 4 - 2 = 5, but at least 6
        ("断缴了怎么办", "NAT24-WAIT-3M", ["固定等待期"]),
        # In 2026 five straight years are two since 2025, none beyond four; or one beyond, with the years before.
        (
            "连续交五年封顶线加多少",
            "NAT24-BONUS-YEARS",
            ["可能还没有奖励", "加 0 次;早年也算的,加 1 次"],
        ),
        ("去外地看病报销降多少", "NAT22-FILED", ["10个百分点", "20个百分点"]),
        ("跨省看病用哪里的目录", "NAT22-CATALOGUE", ["看就医地"]),
        ("体检报不报", "NAT21B-EXC-FITNESS", ["体检"]),
        ("丙类药报不报", "NAT24C-OFF", ["全由您自己付"]),
        ("乙类药怎么报", "NAT24C-B", ["先自己付一份"]),
        ("新医保目录有多少种药", "NAT25D-COUNT", ["3253种"]),
        ("全国大病起付线最高是多少", "NAT21B-CII-DED", ["50%"]),  # named: also what places set themselves, as limits
        ("国家规定救助比例不低于多少", "NAT21A-RATE", ["70%"]),
        ("两病门诊报多少", "NAT19M-RATE", ["50%"]),
    ],
)
def test_a_question_without_a_place(said: str, first: str, words: list[str]) -> None:
    turn = Talk(TODAY).say(said)
    assert first in [one["clause"] for one in turn["citations"]][:3]
    assert all(word in turn["reply"] for word in words), turn["reply"]
    assert "2026-11-22" in turn["reply"]  # when it was last checked


@pytest.mark.parametrize(
    ("said", "clauses"),
    [
        # In autumn 2026 one pays for 2027, of which nothing was found; 2026 was paid for in autumn 2025.
        ("今年交多少钱", ["NAT25P-PREM", "NAT26-PREM", "NAT26-SUBS"]),
        ("居民医保交多少钱", ["NAT25P-PREM", "NAT26-PREM", "NAT26-SUBS"]),
        ("明年医保交多少钱", ["NAT26-PREM"]),
        ("2025年居民医保交多少钱", ["NAT24P-PREM-2025", "NAT25P-SUBS"]),
        ("去年医保费多少", ["NAT24P-PREM-2025", "NAT25P-SUBS"]),
        ("2019年医保费多少", ["NAT18-PREM", "NAT19-SUBS"]),
        ("2021年医保费多少", ["NAT26-EARLIER", "NAT21P-SUBS"]),
        ("2010年医保费多少", ["NAT26-EARLIER"]),
        ("2026年政府补助多少", ["NAT26-SUBS", "NAT25P-PREM", "NAT26-PREM"]),
    ],
)
def test_every_premium_names_its_year_of_cover(said: str, clauses: list[str]) -> None:
    turn = Talk(TODAY).say(said)
    assert [one["clause"] for one in turn["citations"]] == clauses


def test_a_year_of_which_nothing_is_held_is_not_filled_from_another() -> None:
    turn = Talk("2028-03-01").say("今年交多少钱")
    assert turn["citations"] == []
    assert "400" not in turn["reply"]


def test_the_place_is_still_asked_for() -> None:
    turn = Talk(TODAY).say("断交三年要等几个月")
    assert turn["ask"]["fact"] == "region"
    assert "在哪里参的保" in turn["reply"]


def test_what_places_set_themselves_is_left_to_them() -> None:
    turn = Talk(TODAY).say("起付线多少")
    assert turn["citations"] == []
    assert turn["ask"]["fact"] == "region"


def test_a_place_with_rules_of_its_own_answers_itself() -> None:
    turn = Talk(TODAY).say("湖南过了缴费期才交要等几个月")
    assert {one["clause"].partition("-")[0] for one in turn["citations"]} <= {"HN23", "HN25", "HNG22", "HN26"}


def test_a_place_without_rules_gets_what_holds_everywhere_and_is_told_that_we_have_none_of_its_own() -> None:
    turn = Talk(TODAY).say("四川断交两年要等几个月")
    assert "没有四川的规定" in turn["reply"]
    assert "等5个月;从第二年起才加的,等4个月" in turn["reply"]  # 3 + 2, 3 + 1
    assert turn["citations"][0]["clause"] == "NAT24-WAIT-3M"


def test_the_bonus_is_that_of_the_day_of_the_question() -> None:
    # In 2029 the rules have held for five years: one beyond four, or the fifth to the ninth of ten, five at the most.
    reply = Talk("2029-06-01").say("连续交十年封顶线加多少")["reply"]
    assert "从2025年数,加 1 次;早年也算的,加 5 次" in reply
