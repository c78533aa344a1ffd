"""Hospitals of the province or of a ministry: their level where a scheme sets them apart, and where they stand."""

from typing import Any

import pytest

from engine.talk.talk import Talk
from tests.engine.talk.saying import turns

Json = dict[str, Any]
LEVEL = "visits.0.facility_level"
PLACE, WITHIN = "visits.0.place", "visits.0.within_province"


@pytest.mark.parametrize(
    "hospital",
    [
        "省级三级医院",
        "省属三级",
        "省三级",
        "省里的三级医院",
        "省部属三级",
        "省里大医院",
        "省城的省级医院",
        "部属三甲医院",
        "委属委管三甲",
        "省属的三甲医院",
    ],
)
def test_a_hospital_that_the_province_runs_is_no_city_one(hospital: str) -> None:
    (turn,) = turns(f"洛阳人,{hospital}住院,花了20000")
    assert turn["facts"][LEVEL] == "top"
    # 洛阳, province-run: 2,000 off, to 7,000 50%, above 68%: 5,000 × 50% + 13,000 × 68% = 2,500 + 8,840.
    assert "大概报 11,340.00 元" in turn["reply"]


def test_of_a_bill_with_fen() -> None:
    (turn,) = turns("洛阳,省级三级医院住院,总费用23456.78,全自费1234.50,先行自付678.90,超限价0")
    # In scope 23,456.78 - 1,234.50 - 678.90 = 21,543.38: 5,000 × 50% + 14,543.38 × 68% = 2,500 + 9,889.4984.
    assert "大概报 12,389.50 元" in turn["reply"]


def test_of_its_rules() -> None:
    """蚌埠, 省属三级: 1,200, 65%."""
    (turn,) = turns("蚌埠住省属三级医院报多少")
    assert "报销比例 65%" in turn["reply"]
    assert "起付线 1200元" in turn["reply"]


def test_a_great_hospital_of_the_capital_may_be_of_the_province_or_not() -> None:
    first, second = turns("洛阳人,在省城大医院住院,花了20000", "省里的")
    assert LEVEL not in first["facts"]
    assert first["ask"]["fact"] == LEVEL
    # Province-run 11,340 as above; of another city's hospitals the answer of 洛阳 says nothing.
    assert "是省里或部属的医院,大概报 11,340.00 元;是别的三级医院,报多少我们手里没有" in first["reply"]
    assert second["facts"][LEVEL] == "top"
    assert "大概报 11,340.00 元" in second["reply"]


def test_what_either_kind_of_hospital_comes_to() -> None:
    (turn,) = turns("永兴人,在省城大医院住院,转了诊,花了30000")
    # 湖南: (30,000 - 2,000) × 60% = 16,800, and (30,000 - 1,200) × 65% = 18,720.
    assert "是省里或部属的医院,大概报 16,800.00 元;是别的三级医院,大概报 18,720.00 元" in turn["reply"]


def test_where_a_scheme_does_not_set_them_apart_it_is_one_of_grade_three() -> None:
    talk = Talk("2018-06-20", {"scheme": "guanxian-2018", "today": "2018-06-20"})
    assert talk.say("在省城大医院住院花了2万")["facts"][LEVEL] == "tertiary"


def test_a_place_told_later_opens_what_the_name_leaves_open() -> None:
    first, second = turns("我妈在省里大医院住院花了20000", "洛阳")
    assert first["facts"][LEVEL] == "tertiary"
    assert second["facts"][LEVEL] == "top"
    assert second["implied"][PLACE] == "outside"


@pytest.mark.parametrize("correction", ["写错了,是省属三级", "不是市里的,是省里的", "不对,是省级的医院"])
def test_a_level_put_right_is_taken(correction: str) -> None:
    first, second = turns("洛阳人,三级医院住院,花了20000", correction)
    assert "大概报 13,004.00 元" in first["reply"]
    assert second["facts"][LEVEL] == "top"
    assert "大概报 11,340.00 元" in second["reply"]


def test_a_correction_that_says_nothing_new_or_nothing_is_told_so() -> None:
    *_, known, lost, other = turns("洛阳人,三级医院住院,花了20000", "写错了,是三级", "写错了,是呱呱", "那个什么呱呱")
    assert "这个已经记下了:医院级别" in known["reply"]
    assert "没听懂" in lost["reply"]
    assert "没听懂" in other["reply"]


@pytest.mark.parametrize("name", ["湘雅", "湘雅医院", "湘雅二医院", "湘雅三医院", "湘雅附二"])
def test_a_hospital_of_a_ministry_s_university_is_taken_for_granted(name: str) -> None:
    (turn,) = turns(f"永兴 我妈在{name}住院花了36000,自费4000,先行自付2000,转了诊")
    assert LEVEL not in turn["facts"]
    assert turn["implied"] == {LEVEL: "top", PLACE: "outside", WITHIN: True, "person.age_group": "adult"}
    assert "先当作:医院级别 省里或部属的大医院" in turn["reply"]
    assert turn["facts"]["visits.0.referral"] == "filed"
    # 湖南, run by the province or a ministry: (36,000 - 4,000 - 2,000 - 2,000) × 60%.
    assert "大概报 16,800.00 元" in turn["reply"]
    assert "visits.0.place" not in turn["ask"]["facts"]


@pytest.mark.parametrize("name", ["湘雅常德医院", "湘雅路卫生院"])
def test_what_only_carries_the_name_is_none(name: str) -> None:
    (turn,) = turns(f"永兴人,在{name}住院花了36000")
    assert turn.get("implied", {}).get(LEVEL) is None


def test_the_same_hospital_lies_elsewhere_for_others() -> None:
    """From 南昌 it is outside the province; from 长沙 it is not told where in the city."""
    away, home = turns("南昌人在湘雅住院花了30000")[0], turns("长沙人在湘雅住院花了30000")[0]
    assert (away["implied"][PLACE], away["implied"][WITHIN]) == ("outside", False)
    assert PLACE not in home["implied"]


def test_a_hospital_s_name_in_place_of_another() -> None:
    _, turn = turns("永兴县,我妈在县医院住院花了30000", "不对,是湘雅医院")
    assert LEVEL not in turn["facts"]
    # (30,000 - 2,000) × 60%
    assert "大概报 16,800.00 元" in turn["reply"]


@pytest.mark.parametrize("what_if", ["要是转到湘雅呢", "转到省里的医院少报多少", "要是转到省里的三级医院呢"])
def test_going_to_the_province_is_no_going_out_of_it(what_if: str) -> None:
    first, turn = turns("永兴县,我妈在县医院住院花了36000,自费4000,先行自付2000", what_if)
    assert turn["intent"] == "compare"
    # County (30,000 - 800) × 80% = 23,360; province (30,000 - 2,000) × 60% = 16,800: 6,560 less.
    assert "16,800.00" in turn["reply"]
    assert "多报 6,560.00 元" in turn["reply"]
    assert "在本省 在" in turn["reply"]
    assert "省外" not in turn["reply"]
    assert turn["facts"] == first["facts"]


@pytest.mark.parametrize("what_if", ["要是转到湘雅呢", "转到省里的医院报多少"])
def test_without_a_bill_it_is_what_the_rules_say(what_if: str) -> None:
    _, turn = turns("永兴县", what_if)
    assert "60%" in turn["reply"]
    assert "2000元" in turn["reply"]
    assert "省外" not in turn["reply"]


@pytest.mark.parametrize("hospital", ["河南省人民医院", "河南省肿瘤医院", "河南省中医院"])
def test_a_province_in_a_hospital_s_name_is_not_where_somebody_is_insured(hospital: str) -> None:
    (turn,) = turns(f"洛阳人,在{hospital}住院花了20000")
    assert turn["facts"]["region"] == "410300"
    assert turn["facts"][LEVEL] == "top"


@pytest.mark.parametrize(
    ("said", "level"),
    [("错了,是县里的", "secondary"), ("省属的", "top"), ("不是市里的,是镇上的", "primary"), ("是省级的", "top")],
)
def test_a_level_put_right_in_a_word_or_two(said: str, level: str) -> None:
    _, turn = turns("洛阳人,三级医院住院,花了20000", said)
    assert turn["facts"][LEVEL] == level


@pytest.mark.parametrize("what_if", ["要是去省城大医院呢", "要是去长沙的医院呢"])
def test_elsewhere_of_no_level_is_worked_out_for_both(what_if: str) -> None:
    first, turn = turns("永兴县,我爸在县人民医院住院花了20000", what_if)
    paid = [option["estimate"]["paid"] for option in turn["answer"]["options"]]
    # (20,000 - 800) × 80%; by the province (20,000 - 2,000) × 60%; of a city (20,000 - 1,200) × 65%.
    assert paid == ["15360.00", "10800.00", "12220.00"]
    assert turn["facts"] == first["facts"]


def test_what_is_not_held_is_no_nought() -> None:
    _, turn = turns("永兴县,我爸在县人民医院住院花了20000", "要是去广州的医院呢")
    assert "算不出。到湖南省外住院报多少,我们手里的材料没有" in turn["reply"]
    assert "报 0.00 元" not in turn["reply"]


@pytest.mark.parametrize("answer", ["省里的", "是省属的三级医院"])
def test_which_of_the_great_hospitals_it_was_does_not_move_it(answer: str) -> None:
    first, second = turns("永兴人,去省城大医院住院花了20000", answer)
    assert first["ask"]["fact"] == LEVEL
    assert second["facts"][LEVEL] == "top"
    assert {**second.get("implied", {}), **second["facts"]}[PLACE] == "outside"
    assert "本县" not in second["ask"]["title"]
