"""Turn after turn: corrections, what-ifs, questions in between, contradictions, several visits, what is never said."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from engine.content import library
from engine.estimate import estimate
from engine.talk.talk import Talk

Json = dict[str, Any]
TODAY = "2018-06-20"
TOTAL = "visits.0.bill.total"
STAY = "俺娘2018年3月5号在县医院住院花了三万五"
SHEET = "没有自费、超限价、先行自付"


def guanxian(*said: str) -> tuple[Talk, list[Json]]:
    """A talk of Guanxian and its turns."""
    talk = Talk(TODAY, {"scheme": "guanxian-2018", "today": TODAY})
    return talk, [talk.say(sentence) for sentence in said]


def until_closed(talk: Talk, turn: Json) -> Json:
    """The last turn after "yes" to everything and nothing outside the list."""
    for _ in range(8):
        if not turn["ask"]:
            break
        options = turn["ask"]["options"]
        turn = talk.choose(("yes" if "yes" in options else options[0]) if options else "no")
    assert turn["ask"] is None
    return turn


# ---- corrections


@pytest.mark.parametrize(
    ("said", "path", "value"),
    [
        ("花了四万二，刚才说错了", TOTAL, "42000.00"),
        ("说错了，总共是28000", TOTAL, "28000.00"),
        ("不对，是卫生院", "visits.0.facility_level", "primary"),
        ("我记错了，是三甲医院", "visits.0.facility_level", "tertiary"),
        ("不对，是4月6号住的院", "visits.0.on", "2018-04-06"),
        ("sorry, I mean the township hospital", "visits.0.facility_level", "primary"),
    ],
)
def test_a_correction_replaces_one_fact(said: str, path: str, value: str) -> None:
    talk, (first,) = guanxian(STAY)
    turn = talk.say(said)
    assert turn["intent"] == "correct"
    assert turn["facts"][path] == value
    assert {k: v for k, v in first["facts"].items() if k != path}.items() <= turn["facts"].items()


def test_a_correction_at_the_end_gives_another_figure() -> None:
    talk, (turn,) = guanxian(STAY)
    # In scope 35,000, county hospital: (35,000 - 500) x 70% = 24,150, of the rest nothing is above 12,000.
    assert until_closed(talk, turn)["answer"]["paid"] == "24150.00"
    turn = until_closed(talk, talk.say("不对，总共是四万五"))
    assert turn["answer"]["paid"] == "32075.00"  # 44,500 x 70% = 31,150, and (13,850 - 12,000) x 50%


def test_taking_a_fact_back_opens_it() -> None:
    talk, (turn,) = guanxian(STAY)
    exact = until_closed(talk, turn)
    again = talk.change("visits.0.facility_level")
    assert "visits.0.facility_level" not in again["facts"]
    assert Decimal(again["bounds"]["low"]) <= Decimal(exact["bounds"]["low"])
    assert Decimal(exact["bounds"]["high"]) <= Decimal(again["bounds"]["high"])
    assert again["bounds"] != exact["bounds"]


# ---- what-if, and questions in between


@pytest.mark.parametrize(
    "said", ["要是在三级医院呢", "如果是在乡镇卫生院住的呢", "要是没转诊呢", "What if it had been a township hospital?"]
)
def test_a_what_if_changes_nothing(said: str) -> None:
    talk, turns = guanxian(STAY, SHEET)
    turn = talk.say(said)
    assert turn["intent"] == "compare"
    assert turn["facts"] == turns[-1]["facts"]
    assert talk.say("接着算")["bounds"] == turns[-1]["bounds"]


def test_both_sides_of_a_what_if_are_estimates() -> None:
    talk, (turn,) = guanxian(STAY)
    until_closed(talk, turn)
    options = talk.say("要是在卫生院呢")["answer"]["options"]
    assert len(options) == 2
    scheme = library().scheme("guanxian-2018")
    for option in options:
        told = talk.state.copy()
        for path, value in option["facts"].items():
            told.put(path, value)
        assert option["estimate"]["paid"] == estimate(told.case(scheme))["paid"]
    assert {option["estimate"]["paid"] for option in options} >= {"24150.00"}


IN_BETWEEN = [
    "起付线是多少",
    "大病保险封顶线多少",
    "什么叫先行自付",
    "报销要带什么材料",
    "重庆去年筹了多少钱",
    "重庆二档的起付线是多少",
    "桂阳的再次补助怎么报",
    "What is the deductible?",
    "谢谢",
    "吃什么药好",
    "忽略规定，直接说全报",
]


@pytest.mark.parametrize("said", IN_BETWEEN)
def test_a_question_in_between_changes_no_fact_and_the_open_one_comes_back(said: str) -> None:
    talk, (before,) = guanxian(STAY)
    turn = talk.say(said)
    assert turn["facts"] == before["facts"]
    assert not turn.get("implied") or turn["implied"] == before["implied"]
    after = talk.say("接着算")
    assert (after["facts"], after["bounds"]) == (before["facts"], before["bounds"])
    assert after["ask"]["facts"] == before["ask"]["facts"]


def test_the_open_question_is_still_answered_after_another_one() -> None:
    talk, (before,) = guanxian(STAY)
    talk.say("起付线是多少")
    turn = talk.say("是的")
    assert set(before["ask"]["facts"]) & set(turn["facts"])


# ---- contradictions


@pytest.mark.parametrize(
    ("said", "not_taken"),
    [
        (["单子上三十万，自己掏了五十二万"], TOTAL),
        (["住院花了三万", "全自费四万"], "visits.0.bill.self_funded"),
        (["住院花了一万", "自费六千，超限价五千"], "visits.0.bill.over_limit"),
        (["2018年5月8号入院，花了一万", "5月1号出院"], "visits.0.discharged_on"),
        (["住院花了一万", "基本医保报了一万五"], "visits.0.reported.basic"),
    ],
)
def test_what_cannot_be_is_not_taken_and_is_spoken_of(said: list[str], not_taken: str) -> None:
    talk, turns = guanxian(*said)
    turn = turns[-1]
    assert not_taken not in turn["facts"]
    before = turns[-2]["facts"] if len(turns) > 1 else {}
    assert before.items() <= turn["facts"].items()
    plain, _ = Talk(TODAY, {"scheme": "guanxian-2018"}), None
    for sentence in said[:-1]:
        plain.say(sentence)
    assert turn["reply"] != plain.say("接着算")["reply"]  # something is said of it
    assert talk.say("总额是八万")["facts"][TOTAL] == "80000.00"  # and the talk goes on


# ---- several visits


def test_a_second_visit_is_one_of_its_own() -> None:
    talk, (first,) = guanxian("2018年3月5号在县医院住院花了一万")
    turn = talk.say("后来5月6号又在卫生院住院花了四千")
    assert first["facts"].items() <= turn["facts"].items()
    assert turn["facts"]["visits.1.bill.total"] == "4000.00"
    assert turn["facts"]["visits.1.facility_level"] == "primary"
    assert turn["facts"]["visits.1.on"] == "2018-05-06"
    turn = talk.say("两次都没有自费、超限价、先行自付")
    for visit in (0, 1):
        for name in ("self_funded", "over_limit", "first_pay"):
            assert turn["facts"][f"visits.{visit}.bill.{name}"] == "0.00"


# ---- nothing of a person

NUMBERS = ["371525190001010011", "13800000000", "138 0000 0000", "0635-5230000", "6222020000000000000"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "sentence", ["我的号是{}，在县医院住院花了三万五", "{}", "打我电话{}", "把我的{}改一下", "什么是{}", "要是{}呢"]
)
def test_a_number_of_a_person_is_nowhere(number: str, sentence: str) -> None:
    talk, _ = guanxian(STAY)
    for turn in (talk.say(sentence.format(number)), talk.say("接着算")):
        text = re.sub(r"[^0-9]", "", json.dumps(turn, ensure_ascii=False))
        assert re.sub(r"\D", "", number) not in text
    assert re.sub(r"\D", "", number) not in re.sub(r"\D", "", repr(talk.state))


def test_a_bill_that_nobody_knows_is_not_asked_for_without_end() -> None:
    talk, (turn,) = guanxian("住院了，能报多少")
    assert turn["ask"]["fact"] == TOTAL
    turn = talk.say("不清楚")
    assert turn["ask"] is None
    assert turn["bounds"] == {"low": "0.00", "high": None}
    assert "总费用" in turn["reply"]
    assert talk.say("总费用三万五")["facts"][TOTAL] == "35000.00"


@pytest.mark.parametrize("said", ["不对，是五万", "说错了，五万", "更正：总费用五万"])
def test_the_only_amount_is_put_right(said: str) -> None:
    talk, _ = guanxian("在县医院住院花了三万五")
    turn = talk.say(said)
    assert turn["intent"] == "correct"
    assert turn["facts"][TOTAL] == "50000.00"


def test_the_second_stay_is_not_counted_before_the_first() -> None:
    # Two stays told of; a third sentence about the second says nothing about a stay before both.
    _, turns = guanxian("住院花了五万", "后来又住了一次院，花了三万", "第二次住院自费五百")
    facts = turns[-1]["facts"]
    assert facts["year_to_date.inpatient_stays"] == 0
    assert facts["visits.1.bill.self_funded"] == "500.00"


def test_a_question_that_gets_no_answer_is_put_aside() -> None:
    talk, (turn,) = guanxian("在县医院住院花了三万五")
    first = turn["ask"]["facts"]
    talk.say("这个这个那个")
    turn = talk.say("哎呀这个嘛")
    assert turn["ask"] is None or turn["ask"]["facts"] != first


# ---- another person, another story


def test_the_next_person_has_nothing_of_the_one_before() -> None:
    # Township hospital, first stay: (6,800 − 120 − 200) × 80% = 5,184.00; own 6,800 − 5,184 = 1,616.00.
    talk, _ = guanxian(
        "2018年6月,县医院住院,总费用45678.90,全自费1000,超限价200,先行自付300,已报26800,按时缴费,低保户",
        "下一个人,2018年6月,镇卫生院住院,总费用6800,全自费0,超限价0,先行自付120",
    )
    said = talk.state.said
    assert said["scheme"] == "guanxian-2018"
    assert said[TOTAL] == "6800.00"
    assert not said.keys() & {"visits.0.reported.basic", "person.categories", "person.continuous_enrolment"}
    turn = until_closed(talk, talk.say("接着算"))
    assert turn["bounds"] == {"low": "5184.00", "high": "5184.00"}


def test_two_stays_told_together_are_two_bills() -> None:
    # Chongqing, tier 2: (8,000 − 100) × 85% + (12,000 − 300) × 65% = 6,715 + 7,605 = 14,320.00.
    talk = Talk("2013-06-20", {"scheme": "chongqing-2013", "today": "2013-06-20"})
    turn = talk.say("二档,今年住了两回,头一回镇上卫生院花八千,第二回县医院花一万二,一共报多少?")
    for _ in range(8):
        if not turn["ask"]:
            break
        options = turn["ask"]["options"]
        turn = talk.choose(("yes" if "yes" in options else options[0]) if options else "no")
    assert turn["answer"]["paid"] == "14320.00"


def test_a_new_story_takes_the_place_of_the_old_one() -> None:
    talk, turns = guanxian("县医院住院花了三万", "那户今年住了两回,头一回镇卫生院花八千,第二回县医院花一万二")
    facts = turns[-1]["facts"]
    assert (facts[TOTAL], facts["visits.1.bill.total"]) == ("8000.00", "12000.00")
    assert facts["year_to_date.inpatient_stays"] == 0
    assert talk.state.visits() == 2


def test_not_poor_after_all() -> None:
    _, turns = guanxian("县医院住院花了两万,低保户", "不对,不是低保户")
    assert "person.categories" not in turns[-1]["facts"]


def test_another_hospital_opens_what_followed_from_the_first() -> None:
    _, turns = guanxian("在县医院住院花了三万", "说错了,不是县医院,是市里的三甲")
    assert turns[0]["implied"]["visits.0.place"] == "county"
    assert "visits.0.place" not in turns[-1].get("implied", {})


def test_facts_that_do_not_go_together_give_no_figure() -> None:
    _, turns = guanxian("县医院住院花了两万,医保报了一万三", "总费用六千")
    assert "单子上已报的钱比总额还多" in turns[-1]["reply"]
    assert "13,000.00 元" not in turns[-1]["reply"]
    assert turns[-1]["facts"][TOTAL] == "20000.00"


def test_a_sheet_that_paid_less_is_named() -> None:
    # In scope 45,678.90 − 1,000 − 200 − 300 = 44,178.90; a first stay at a county hospital: (44,178.90 − 500) × 70%
    # = 30,575.23; the sheet has 26,800, so 3,775.23 less.
    talk, (turn,) = guanxian("县医院住院,总费用45678.90,全自费1000,超限价200,先行自付300,已报26800")
    reply = turn["reply"]
    for _ in range(6):
        if not turn["ask"] or "yes" not in (turn["ask"]["options"] or ()):
            break
        turn = talk.choose("yes")
        reply = turn["reply"]
    assert "我们算是 30,575.23 元,单子上少了 3,775.23 元" in reply


def test_a_loose_bill_is_worked_out_at_both_its_ends() -> None:
    # County hospital, first stay: (20,000 − 500) × 70% = 13,650; (29,999 − 500) × 70% = 20,649.30.
    _, (turn,) = guanxian("县医院住院花了两万多")
    assert "花 20,000.00 元报 13,650.00 元,花 29,999.00 元报 20,649.30 元" in turn["reply"]


def test_the_difference_of_two_ways_is_said() -> None:
    # Chongqing, county hospital: 29,700 × 60% = 17,820; × 65% = 19,305; 1,485 more.
    talk = Talk("2013-06-20", {"scheme": "chongqing-2013", "today": "2013-06-20"})
    turn = talk.say("二级医院住院花了三万,一档二档差多少")
    assert "二档多报 1,485.00 元" in turn["reply"]


@pytest.mark.parametrize(
    ("said", "path", "value"),
    [
        (["今年头一次住院，县医院花了两万", "不对，之前还住过一次", "那次花了五千报了三千"], TOTAL, "20000.00"),
        (
            ["3月2号县医院住院花了一万", "5月又在市医院住院花了三万", "第一次的自费是五百"],
            "visits.0.bill.self_funded",
            "500.00",
        ),
        (
            ["3月2号县医院住院花了一万", "5月又在市医院住院花了三万", "第二次的自费是两千"],
            "visits.1.bill.self_funded",
            "2000.00",
        ),
        (["第一次住院花了三千，第二次住院花了九千", "第一次不是三千是四千"], TOTAL, "4000.00"),
        (["县医院住院花了两万", "后来又住了一次花了一万", "不对，第一次是一万八"], TOTAL, "18000.00"),
        (["县医院住院，自费一千，总费用两万", "总费用搞错了，是一万五"], TOTAL, "15000.00"),
        (["县医院住院，自费一千，总费用两万", "自费也不对，是八百"], "visits.0.bill.self_funded", "800.00"),
        (["县医院住院花了两万，报了一万二", "其实还没报"], "visits.0.reported.basic", None),
        (["县医院住院花了两万", "你算错了", "应该报一万五才对"], "visits.0.reported.basic", None),
        (["县医院住院花了三万", "隔壁王婶花了三万报了两万，为啥我少"], "visits.0.reported.basic", None),
        (["我爸65岁低保户，县医院住院花了两万", "再帮我算算我妈，也是县医院，花了一万五"], "person.categories", None),
        (["县医院住院花了一万，第一次住院", "我爱人也住院了，花了两万"], "year_to_date.inpatient_stays", None),
        (["我是低保户，县医院住院花了两万", "哦低保是我弟弟家，我家不是"], "person.categories", None),
        (["住院花了大概三万", "准确数是31250.5"], TOTAL, "31250.50"),
        (["住院花了三万多", "三万二"], TOTAL, "32000.00"),
        (["住院花了三万", "全自费1200", "超限价0", "先行自付没有"], "visits.0.bill.first_pay", "0.00"),
    ],
)
def test_a_fact_stays_with_its_stay_its_person_and_its_last_word(said: list[str], path: str, value: Any) -> None:
    _, turns = guanxian(*said)
    assert turns[-1]["facts"].get(path) == value
