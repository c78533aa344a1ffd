"""What is said once beside a figure, and what is not asked twice."""

import re
from typing import Any

import pytest

from engine.talk.talk import Talk
from tests.engine.talk.saying import TODAY, turns

Json = dict[str, Any]
SURE = "没有和官方原文核对过"
CHECKED = "最后核对是2026-11-22"


def test_the_first_range_of_today_s_rules_says_how_sure_it_is_and_the_next_does_not() -> None:
    first, second = turns("长沙人在县医院住院花了3万", "是的")
    assert first["bounds"]["low"] != first["bounds"]["high"]
    assert SURE in first["reply"]
    assert CHECKED in first["reply"]
    assert second["bounds"] != first["bounds"]
    assert SURE not in second["reply"]
    assert CHECKED not in second["reply"]


def test_an_older_scheme_says_nothing_of_it() -> None:
    (turn,) = turns("2018年3月5号在冠县县医院住院花了3万")
    assert CHECKED not in turn["reply"]


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("2030年在洛阳住院花3万", "2030年还没到,规定到时候可能会变"),
        ("2026年12月20号在洛阳住院花3万", "2026-12-20还没到"),
        ("2026年5月20号在洛阳住院花3万", None),
        ("2026年在洛阳住院花3万", None),  # some day of this year, that may be over
    ],
)
def test_a_day_to_come_is_told_to_be_one(sentence: str, says: str | None) -> None:
    (turn,) = turns(sentence)
    assert (says in turn["reply"]) if says else ("还没到" not in turn["reply"])


def test_a_tier_where_there_are_none_is_not_swallowed() -> None:
    first, second = turns("湖南人在县医院住院花3万,交的一档", "是的")
    assert "不分缴费档次,您说的“一档”在这里用不上" in first["reply"]
    assert "档次" not in second["reply"]
    (turn,) = turns("重庆人在二级医院住院花3万,交的一档")
    assert "不分缴费档次" not in turn["reply"]


@pytest.mark.parametrize(
    "stay",
    ["长沙人在县医院住院花了3万", "洛阳人在县医院住院花了3万", "杭州人住院花了3万", "西安人在三级医院住院花了3万"],
)
@pytest.mark.parametrize("first", ["是头一回", "是头一回住院", "头一回"])
def test_who_said_that_it_is_the_first_stay_is_not_asked_so_again(stay: str, first: str) -> None:
    """Nothing before this stay is asked of what is left open, never as 今年是头一回看病报销."""
    talk = Talk(TODAY)
    talk.say(stay)
    turn = talk.say(first)
    assert turn["facts"]["year_to_date.inpatient_stays"] == 0
    for _ in range(8):
        if not turn["ask"]:
            break
        assert "今年是头一回" not in turn["ask"]["title"]
        options = turn["ask"]["options"]
        turn = talk.choose(("yes" if "yes" in options else options[0]) if options else "no")
    assert not turn["ask"]


def test_it_is_the_first_time_answers_the_whole_question() -> None:
    talk = Talk(TODAY)
    talk.say("长沙人，在长沙的三级医院住院花了3万")
    turn = talk.say("都对")
    assert "今年是头一回看病报销" in turn["ask"]["title"]
    turn = talk.say("是头一回")
    assert turn["facts"]["year_to_date.basic_paid"] == "0.00"
    assert "没听懂" not in turn["reply"]


def test_in_or_out_of_the_province_is_asked_and_not_taken_for_granted() -> None:
    """湖南: a filed stay elsewhere in the province is paid as at home, what is paid outside is not held."""
    talk = Talk(TODAY)
    turn = talk.say("湖南郴州人在外地住院备案了花2万")
    assert turn["ask"]["fact"] == "visits.0.within_province"
    assert "大概报" not in turn["reply"]
    turn = talk.say("在")
    assert turn["facts"]["visits.0.within_province"] is True
    assert "没听懂" not in turn["reply"]
    # 800 off, or by another level more: (20,000 - 800) × 80% = 15,360 for a county hospital, as is usual.
    assert "15,360.00" in turn["reply"]


def test_where_both_sides_of_the_border_can_be_worked_out_both_are_told() -> None:
    """南昌, a secondary hospital: 400 off and 80%; out of the province 10% of it first where filed."""
    (turn,) = turns("南昌人在外地二级医院住院备案了花了2万")
    # (20,000 - 400) × 80% = 15,680; filed elsewhere 10% first: (18,000 - 400) × 80% = 14,080.
    assert "医院在本省的,大概报 15,680.00 元;出了省的,大概报 14,080.00 元" in turn["reply"]


def test_a_hospital_of_another_province_is_out_of_the_province() -> None:
    (turn,) = turns("南昌转诊到上海住院花了3万")
    assert turn["facts"]["visits.0.place"] == "outside"
    assert turn["facts"]["visits.0.within_province"] is False


def test_what_is_left_out_is_told_in_the_language_of_the_talk() -> None:
    turn = Talk(TODAY, lang="en").say("永兴县县医院住院花了3万")
    assert not re.search(r"[\u4e00-\u9fff]{6}", turn["reply"])
