"""A question of rules carried on to another place or year, and a place that is all that was said."""

from typing import Any

import pytest

from tests.engine.talk.saying import turns

Json = dict[str, Any]


def test_the_place_that_was_asked_for_brings_the_answer() -> None:
    """洛阳, county hospital: 400."""
    first, second = turns("县医院住院起付线多少", "洛阳")
    assert first["ask"]["fact"] == "region"
    assert second["intent"] == "rule"
    assert "400.00" in [value["value"] for value in second["answer"]["values"]]
    assert second["facts"]["region"] == "410300"


def test_another_place_is_asked_the_same() -> None:
    """西安, grade 3: 1,200, as in 洛阳; 60% there: the question was of the deductible."""
    *_, last = turns("洛阳三级医院起付线多少", "那西安呢?")
    assert [value["value"] for value in last["answer"]["values"]] == ["1200.00"]
    assert "西安2023年起" in last["reply"]


def test_another_year_is_asked_the_same() -> None:
    *_, last = turns("湖南的", "今年交多少", "那明年呢")
    assert "“明年”是2027年" in last["reply"]
    assert [one["clause"] for one in last["citations"]] == ["NAT26-PREM"]


def test_a_province_goes_before_the_one_that_was_told() -> None:
    """山东 takes 3,000 off; of 江西 only the bonus is held."""
    _, second, third = turns("我要问山东", "断交后再参保封顶线降多少", "那江西呢")
    assert second["citations"][0]["clause"] == "SD24-BREAK"
    assert third["citations"][0]["clause"] == "SR25-BONUS"
    assert "断交以后再参保降多少,江西省定的数我们手里没有" in third["reply"]


@pytest.mark.parametrize(("sentence", "region"), [("长沙人", "430100"), ("西安", "610100"), ("湖南的", "430000")])
def test_a_place_alone_is_where_somebody_is_insured(sentence: str, region: str) -> None:
    (turn,) = turns(sentence)
    assert turn["intent"] == "estimate"
    assert turn["facts"] == {"region": region}
    assert turn["ask"]["fact"] == "visits.0.bill.total"


def test_after_a_story_a_place_carries_nothing_on() -> None:
    *_, last = turns("洛阳起付线多少", "我在县医院住院花了3万", "长沙")
    assert last["intent"] == "estimate"


def test_a_place_or_day_that_is_not_held_is_said_without_the_names_of_files() -> None:
    (turn,) = turns("2022年5月在湖南县医院住院花了3万")
    assert "湖南2023年起的规定" in turn["reply"]
    assert "hunan-2023" not in turn["reply"]
    (turn,) = turns("四川人住院花了3万")
    assert "没有四川省的规定" in turn["reply"]
    assert "mingbai" not in turn["reply"]


@pytest.mark.parametrize("later", ["今年的是好多", "今年呢"])
def test_a_year_is_carried_on_in_dialect(later: str) -> None:
    """永兴, cover of 2026: 400 a head."""
    *_, last = turns("永兴县居民医保今年交多少", "明年交好多钱", later)
    assert "个人每人交400元" in last["reply"]


def test_a_tier_is_carried_on() -> None:
    """重庆: tiers one and two at 400 and 775."""
    _, other, year = turns("重庆二档2026年交多少", "一档呢", "明年呢")
    assert "400元" in other["reply"]
    assert "重庆市2027年的居民医保个人交多少,我们手里没有" in year["reply"]


def test_a_group_and_then_a_year_and_a_place_are_carried_on() -> None:
    """泰安: no cap for 低保; the topic stays that of caps."""
    _, poor, year, place = turns("泰安大病封顶多少", "低保呢", "2027年呢", "冠县呢")
    assert poor["answer"]["topic"] == "serious_illness.cap"
    assert "不封顶" in poor["reply"]
    assert "2027年还没到" in year["reply"]
    assert "不封顶" in year["reply"]
    assert "聊城" in place["reply"]
    assert place["answer"]["topic"] == "serious_illness.cap"


def test_medicine_for_the_two_diseases_is_a_rule_of_the_whole_province() -> None:
    """山东 since 2024-10-01: 75%."""
    for turn in turns("泰安高血压药费报多少", "聊城的两病报多少", "冠县呢"):
        assert turn["intent"] == "rule"
        assert "2024年10月1日起,高血压、糖尿病的门诊用药报75%" in turn["reply"]
        assert "ZB24-TWO" in [one["clause"] for one in turn["citations"]]
        assert turn["ask"] is None
