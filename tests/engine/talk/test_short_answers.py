"""Short answers and what they settle: nothing on the sheet, all of it in the list, the figure as it stands, ages."""

from typing import Any

import pytest

from engine.talk.talk import Talk
from tests.engine.talk.saying import TODAY, turns

Json = dict[str, Any]
BILL = "visits.0.bill"
SERIOUS = "visits.0.reported.serious_illness"
CHONGQING = "重庆二档,我在县医院住院花了20000,自费500,超限价0,先行自付0"


@pytest.mark.parametrize("answer", ["没有", "大病没报", "大病没报过", "大病保险没有报"])
def test_nothing_of_a_layer_on_the_sheet_is_nothing_paid(answer: str) -> None:
    first, second = turns(CHONGQING, answer)
    assert first["ask"]["facts"] == [SERIOUS]
    assert second["facts"][SERIOUS] == "0.00"
    assert SERIOUS not in second["ask"]["facts"]
    # 重庆 tier 2, grade 2: (19,500 - 300) × 75%
    assert "大概报 14,400.00 元" in second["reply"]


@pytest.mark.parametrize("wish", ["按现在的算", "就照现在的算", "就按这些算吧"])
def test_the_figure_as_it_stands(wish: str) -> None:
    _, turn = turns(CHONGQING, wish)
    assert turn["answer"]["paid"] == "14400.00"
    assert "照现在知道的,报 14,400.00 元" in turn["reply"]
    assert "没有算进去" in turn["reply"]


@pytest.mark.parametrize("said", ["都在目录里", "都能报", "全部在目录内", "没有自费的"])
def test_all_of_it_in_the_list_is_nothing_outside(said: str) -> None:
    (turn,) = turns(f"洛阳人,县医院住院花了20000,{said}")
    assert [turn["facts"][f"{BILL}.{part}"] for part in ("self_funded", "over_limit", "first_pay")] == ["0.00"] * 3


@pytest.mark.parametrize("said", ["都能报吗", "不是都在目录里", "都能报多少"])
def test_what_is_asked_or_denied_is_not_said(said: str) -> None:
    (turn,) = turns(f"洛阳人,县医院住院花了20000,{said}")
    assert not [path for path in turn["facts"] if path.endswith(("self_funded", "over_limit", "first_pay"))]


def test_nothing_self_funded_answers_the_whole_question_of_the_sheet() -> None:
    *_, asked, turn = turns("洛阳人,县医院住院花了20000", "是的", "自费的没有")
    assert len(asked["ask"]["facts"]) == 3
    assert {turn["facts"][path] for path in asked["ask"]["facts"]} == {"0.00"}


def test_of_the_sheet_only_what_is_missing_is_asked() -> None:
    *_, one = turns("洛阳人,县医院住院花了20000,全自费100,先行自付200", "是的")
    assert one["ask"]["facts"] == [f"{BILL}.over_limit"]
    *_, two = turns("洛阳人,县医院住院花了20000,全自费100", "是的")
    assert two["ask"]["title"] == "单子上“超限价自费”、“先行自付”各是多少?没有就说没有。"


@pytest.mark.parametrize("said", ["转了诊", "在长沙看的,转了诊"])
def test_who_was_referred_is_not_asked_whether_it_was_at_home(said: str) -> None:
    (turn,) = turns(f"永兴人住院花了36000,三级医院,{said}")
    assert "本县" not in turn["ask"]["title"]


def test_on_which_side_of_the_border() -> None:
    first, second = turns("湖南郴州人在外地住院备案了花2万", "省里的")
    assert first["ask"]["fact"] == "visits.0.within_province"
    assert second["facts"]["visits.0.within_province"] is True
    assert "visits.0.facility_level" not in second["facts"]


@pytest.mark.parametrize("who", ["未成年人", "未成年", "不满18岁", "不到十八岁", "十七岁以下", "18岁以下", "16岁"])
def test_a_minor_is_no_grown_up(who: str) -> None:
    _, put_right, known = turns(f"重庆二档,{who},在县医院住院花了20000", "不对,花了19500", "自费0,超限价0,先行自付0")
    assert put_right["facts"]["person.age_group"] == "child_student"
    assert known["facts"]["person.age_group"] == "child_student"


def test_a_minor_s_figure() -> None:
    _, turn = turns(f"{CHONGQING},未成年人", "没有")
    # Five points more than a grown-up's 75%: (19,500 - 300) × 80%
    assert "大概报 15,360.00 元" in turn["reply"]


def test_how_old_is_not_said_by_under_seventy() -> None:
    (turn,) = turns("重庆二档,不满70岁,在县医院住院花了20000")
    assert "person.age_group" not in turn["facts"]


@pytest.mark.parametrize(
    ("hospital", "paid"),
    [
        ("市级二级医院", "14,070.00"),  # 600 off: 2,400 × 55% + 17,000 × 75% = 1,320 + 12,750
        ("市里的二级医院", "14,070.00"),
        ("省级二级医院", "13,322.00"),  # 600 off: 3,400 × 53% + 16,000 × 72% = 1,802 + 11,520
    ],
)
def test_classes_of_grade_two(hospital: str, paid: str) -> None:
    (turn,) = turns(f"洛阳人,{hospital}住院花了20000")
    assert f"大概报 {paid} 元" in turn["reply"]
    assert turn.get("implied", {}).get("visits.0.place") != "county"


def test_classes_of_grade_two_answered() -> None:
    talk = Talk(TODAY)
    talk.say("洛阳人,二级医院住院花了20000")
    talk.say("是的")
    turn = talk.change("visits.0.facility_class")
    assert turn["ask"]["fact"] == "visits.0.facility_class"
    assert talk.say("市里的二级")["facts"]["visits.0.facility_class"] == "city_secondary"


def test_a_yes_to_a_question_for_an_amount_is_not_passed_over() -> None:
    _, turn = turns(CHONGQING, "都对")
    assert "没听懂" in turn["reply"]


def test_a_nod_is_a_yes() -> None:
    _, turn = turns("洛阳人,县医院住院花了20000", "嗯。")
    assert turn["facts"]["visits.0.cause"] == "illness"
