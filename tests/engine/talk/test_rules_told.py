"""What a question of rules is told: figures as the sum goes and once, the nation's wait, who need not pay, changes."""

from typing import Any

import pytest

from engine.talk.talk import Talk
from tests.engine.talk.saying import TODAY, turns

Json = dict[str, Any]


def said(*sentences: str) -> Json:
    return turns(*sentences)[-1]


def values(turn: Json) -> list[str | None]:
    return [value["value"] for value in turn["answer"]["values"]]


# ---- later stays


@pytest.mark.parametrize("sentence", ["蚌埠第二次住院起付线", "洛阳第二次住院起付线减半吗", "重庆第二次住院门槛费多少"])
def test_whether_a_later_stay_bears_less_is_said_first_where_it_is_not_written(sentence: str) -> None:
    lines = said(sentence)["reply"].split("\n")
    assert "起付线减不减,这里没有写" in lines[1]  # after whose rules they are
    assert "没有写" not in said("湖南第二次住院起付线")["reply"]
    assert "没有写" not in said("蚌埠县医院起付线")["reply"]


def test_a_later_stay_is_told_its_own_figures_and_no_others() -> None:
    """Hunan: half of 200, 500, 800, 1,200 and 2,000; a year's deductibles are 3,000 at most."""
    reply = said("永兴县第三次住院门槛费多少")["reply"]
    for amount in ("100元", "250元", "400元", "600元", "1000元", "最多收3000元", "减一半"):
        assert amount in reply
    for whole in ("200元", "500元", "800元", "1200元"):
        assert whole not in reply


def test_a_later_stay_is_warned_of_with_the_range() -> None:
    assert "起付线减不减,这份规定里没有写" in said("蚌埠县医院花了2万,今年第二次住院")["reply"]
    assert "减不减" not in said("蚌埠县医院花了2万")["reply"]


# ---- serious illness


@pytest.mark.parametrize("sentence", ["永兴县 大病能报吗", "永兴县大病怎么报", "永兴县 大病报多少"])
def test_serious_illness_is_told_from_the_threshold_to_the_cap(sentence: str) -> None:
    """16,000, for those in need 8,000; 60, 65, 75, 85 %, 5 points more for those in need; 400,000, for them none."""
    turn = said(sentence)
    others = ["0.60", "0.65", "0.75", "0.85"]
    poor = ["0.65", "0.70", "0.80", "0.90"]
    assert values(turn) == ["16000.00", "8000.00", *others, *poor, "400000.00", None]
    reply = turn["reply"]
    assert reply.index("16000元") < reply.index("60%") < reply.index("400000元")
    assert len(reply.split("\n")) <= 11


def test_where_no_place_is_named_serious_illness_has_the_nation_s_bounds() -> None:
    turn = said("大病怎么报")
    assert "不低于60%" in turn["reply"]
    assert turn["ask"]["fact"] == "region"


# ---- the wait


def test_a_lapse_of_last_year_is_told_the_nation_s_wait_beside_the_place_s() -> None:
    reply = said("永兴县去年没交,今年交了,能报吗")["reply"]
    assert "先等3个月到4个月" in reply  # 3, and 1 for the lapsed year in one reading
    assert "1100元" in reply


def test_two_years_told_by_words_are_two() -> None:
    assert "先等3个月到5个月" in said("前年和去年都没交,今年想交,要等多久")["reply"]  # 3 + 2 at the most


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("今年11月补交今年的,明年1月住院能报吗", "还报不了"),  # November and 3 months: February
        ("今年8月补交的,今年11月住院能报吗", "要看是几号交的"),  # August and 3 months: November
        ("今年3月补交的,10月住院能报吗", "固定等待期到那时满了"),  # March and 3 months: June
        ("去年12月补交的,今年2月住院能报吗", "到2026年3月才满"),
    ],
)
def test_months_that_are_told_say_whether_the_wait_is_over(sentence: str, says: str) -> None:
    assert says in said(sentence)["reply"]


def test_a_payment_that_may_be_in_the_window_is_not_reckoned() -> None:
    assert "还报不了" not in said("今年11月交的,明年1月住院能报吗")["reply"]


@pytest.mark.parametrize(
    "sentence", ["冠县 断了两年再交,要等多久", "冠县交晚了等多久", "冠县补缴能少等吗", "泰安断交两年", "补缴能少等吗"]
)
def test_what_places_leave_to_the_nation_is_not_denied(sentence: str) -> None:
    reply = said(sentence)["reply"]
    assert "没有写到" not in reply
    assert "3个月" in reply


@pytest.mark.parametrize("sentence", ["洛阳 骨头断了两年再做手术,要等多久", "腿断了三年前的旧伤报吗"])
def test_a_broken_bone_is_no_lapse(sentence: str) -> None:
    assert "等待期" not in said(sentence)["reply"]


def test_a_lapse_in_shandong_lowers_the_ceiling_too() -> None:
    assert "降低3000元" in said("冠县 断了两年再交,要等多久")["reply"]


@pytest.mark.parametrize("sentence", ["冠县 2025年起等待期变了吗", "等待期多长", "等待期怎么算"])
def test_how_long_the_wait_is_now_is_no_matter_of_words(sentence: str) -> None:
    reply = said(sentence)["reply"]
    assert "等满3个月" in reply
    assert "60天" not in reply
    assert "听说" not in reply


def test_what_the_word_means_may_be_asked_as_before() -> None:
    assert said("什么是等待期")["answer"]["terms"] == ["waiting_period"]
    assert "满3个月" in said("冠县2018年等待期多长")["reply"]


# ---- who need not pay, what changed


@pytest.mark.parametrize("sentence", ["冠县 哪些人不用交钱", "泰安 谁不用交钱", "谁不用交钱"])
def test_who_need_not_pay_is_the_nation_s_frame(sentence: str) -> None:
    reply = said(sentence)["reply"]
    assert "特困人员" in reply
    assert "全额资助" in reply
    assert "定额资助" in reply
    assert "职工" not in reply


def test_hunan_says_itself_who_need_not_pay() -> None:
    reply = said("永兴县 谁不用交钱")["reply"]
    assert reply.index("重度残疾人") < reply.index("全额资助")
    assert "个人交200元" in reply


@pytest.mark.parametrize("sentence", ["聊城2025年医保政策变了吗", "冠县2025年的政策跟以前比有啥变化"])
def test_what_changed_is_told_as_far_as_it_is_held(sentence: str) -> None:
    reply = said(sentence)["reply"]
    for part in ("2025年起施行", "等满3个月", "报65%", "报75%", "二级医院住院报多少,没有找到可靠的出处"):
        assert part in reply
    assert "调高" not in reply


def test_a_place_of_which_no_change_is_held_says_so() -> None:
    assert "蚌埠市自己改了哪些,我们手里没有" in said("蚌埠今年医保政策有什么变化")["reply"]
    turn = said("2025年政策变了没有")
    assert "2025年起施行" in turn["reply"]
    assert turn["ask"]["fact"] == "region"


# ---- how sure, and what it rests on


def test_a_doubt_names_the_layer_that_it_is_of() -> None:
    """Luoyang's stays are of grade A, only the province's serious illness is A-."""
    reply = said("洛阳县医院住院花了5万")["reply"]
    assert "大病保险的数(A-级)" in reply
    assert "这里的数(A-级)" not in reply


def test_a_doubt_of_a_place_is_none_of_the_nation_s() -> None:
    """The nation's wait is of grade A, what Shandong takes off is B."""
    reply = said("泰安断交两年")["reply"]
    assert "山东省的数(B级)" in reply
    assert "这里的数(B级)" not in reply


def test_how_sure_and_the_last_check_are_said_once() -> None:
    talk = Talk(TODAY)
    first = talk.say("蚌埠县医院起付线多少")["reply"]
    second = talk.say("蚌埠县医院报销比例")["reply"]
    assert (first.count("最后核对"), first.count("(B级)")) == (1, 1)
    assert (second.count("最后核对"), second.count("(B级)")) == (0, 0)


def test_what_an_answer_rests_on_names_document_issuer_day_and_clause() -> None:
    turn = said("洛阳县医院起付线多少", "依据哪一条")
    for part in ("编号20240627195454223", "洛阳市医疗保障局", "2024年6月28日", "LUO24-DED-COUNTY"):
        assert part in turn["reply"]
    assert "LUO24-DED-COUNTY" in {one["clause"] for one in turn["citations"]}
    assert "LUO24-DED-COUNTY" in said("洛阳县医院住院花了5万", "依据哪一条")["reply"]
    assert "LUO24-DED-COUNTY" in said("洛阳县医院起付线多少", "which clause is that")["reply"]
