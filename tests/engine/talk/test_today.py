"""A talk of today: rules in force come first, an older year is asked for by its number, and doubts are told."""

from typing import Any

import pytest

from engine.talk.talk import Talk

Json = dict[str, Any]
TODAY = "2026-11-26"


def said(*sentences: str, today: str = TODAY) -> Json:
    """The last turn of a talk."""
    talk = Talk(today, {"today": today})
    return [talk.say(sentence) for sentence in sentences][-1]


def values(turn: Json) -> list[str]:
    return [value["value"] for value in turn["answer"]["values"]]


@pytest.mark.parametrize(
    ("sentence", "today", "scheme", "value"),
    [
        ("重庆二档封顶线多少", TODAY, "重庆2025年起", "120000.00"),
        ("重庆二档封顶线多少", "2013-05-01", "重庆2013年", "110000.00"),
        ("2013年重庆二级医院起付线多少", TODAY, "重庆2013年", "300.00"),
        ("2018年冠县县医院起付线多少", TODAY, "冠县2018年", "500.00"),
        ("冠县县医院起付线多少", "2018-06-20", "冠县2018年", "500.00"),
        ("湖南大病起付线多少", TODAY, "湖南2023年起", "16000.00"),
        ("西安三级医院起付线多少", TODAY, "西安2023年起", "1200.00"),
        ("洛阳县医院起付线多少", TODAY, "洛阳2024年起", "400.00"),
    ],
)
def test_a_rule_asked_without_a_year_is_that_of_today(sentence: str, today: str, scheme: str, value: str) -> None:
    turn = said(sentence, today=today)
    assert scheme in turn["reply"]
    assert value in values(turn)


def test_a_rule_in_force_says_how_sure_it_is_and_when_it_was_checked() -> None:
    reply = said("湖南大病起付线多少")["reply"]
    assert "A-级和B级" in reply or "B级" in reply
    assert "2026-11-22" in reply
    older = said("2018年冠县县医院起付线多少")["reply"]
    assert "2026-11-22" not in older


def test_a_province_runs_hospitals_of_its_own() -> None:
    """湖南: 200, 500, 800, 1,200 and 2,000 by hospital, and half of each at a later stay of the same level."""
    found = values(said("湖南住院起付线是多少"))
    assert {"200.00", "500.00", "800.00", "1200.00", "2000.00"} <= set(found)


@pytest.mark.parametrize("sentence", ["河南大病报销比例", "周口大病怎么报", "洛阳大病报销比例"])
def test_an_edge_that_the_source_leaves_open_is_printed_and_said_to_be_open(sentence: str) -> None:
    """60% to 100,000 and 70% above, 65% and 75% for the poor; from where the 100,000 counts, no source says."""
    reply = said(sentence)["reply"]
    for rate in ("60%", "65%", "70%", "75%"):
        lines = [line for line in reply.splitlines() if rate in line]
        assert lines, rate
        assert all("100000" in line and "没有写明" in line for line in lines), rate


def test_how_often_a_bare_deductible_is_taken_is_said_to_be_open() -> None:
    lines = [line for line in said("杭州普通门诊起付线多少")["reply"].splitlines() if "300元" in line]
    assert lines
    assert all("没有写明" in line for line in lines)


@pytest.mark.parametrize("place", ["洛阳", "湖南", "泰安"])
def test_what_a_liable_person_has_to_pay_is_refused_with_the_countrys_rule(place: str) -> None:
    turn = said(f"{place} 骑三轮让人撞了,对方全责,住院花了三万,能报多少")
    assert (turn["answer"]["paid"], turn["bounds"]) == ("0.00", {"low": "0.00", "high": "0.00"})
    assert "NAT21B-EXC-THIRD" in [one["clause"] for one in turn["citations"]]
    assert "该由对方承担的钱" in turn["reply"]


NOT_DESIGNATED = "不是医保定点的医院报不报,这份规定里没有写"


def test_a_hospital_that_is_not_designated_is_spoken_of_at_once() -> None:
    assert NOT_DESIGNATED in said("西安不是定点医院住院花了两万能报多少")["reply"]
    assert NOT_DESIGNATED not in said("西安定点医院住院花了两万能报多少")["reply"]
    assert NOT_DESIGNATED not in said("2018年冠县不是定点医院住院花了两万能报多少")["reply"]  # has a rule of it


@pytest.mark.parametrize("place", ["湖南", "周口", "西安"])
def test_whether_a_hospital_that_is_not_designated_is_paid_is_not_guessed(place: str) -> None:
    turn = said(f"{place}不是定点医院能报吗")
    assert NOT_DESIGNATED in turn["reply"]
    assert turn["citations"] == []


def test_two_rates_within_a_level_are_told_with_their_edge() -> None:
    turn = said("洛阳县医院的报销比例是多少")
    told = {
        value["value"]: value["when"] for value in turn["answer"]["values"] if not value["when"].get("facility_class")
    }
    assert told["0.63"]["to"] == "1500.00"
    assert told["0.83"]["from"] == "1500.00"


def test_a_premium_names_its_year() -> None:
    reply = said("湖南居民医保2026年要交多少钱")["reply"]
    assert "2026年的医保" in reply
    assert "400元" in reply


def test_a_stay_of_a_prefecture_is_worked_out_by_its_province() -> None:
    """长沙, county hospital, 20,000: (20,000 - 800) × 80% = 15,360."""
    turn = said(
        "我是长沙的，2026年5月3号在县医院住院花了两万",
        "没有自费、超限价、先行自付，生病，本县定点医院，不用转诊，今年头一回住院，没报过也没掏过，不是困难户",
    )
    assert turn["bounds"] == {"low": "15360.00", "high": "15360.00"}


def test_what_only_some_schemes_ask_for_is_no_fact_elsewhere() -> None:
    sentence = "去外省三级医院住院，转诊办了的，花了五万，签了家庭医生"
    given = {"scheme": "nanchang-2022", "today": TODAY}
    facts = Talk(TODAY, given).say(sentence)["facts"]
    assert facts["visits.0.within_province"] is False
    assert facts["person.family_doctor"] is True
    facts = Talk(TODAY, {"scheme": "guanxian-2018", "today": TODAY}).say(sentence)["facts"]
    assert not {"visits.0.within_province", "person.family_doctor"} & set(facts)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        # Three years lapsed: 3 fixed and 1 for each, the first year read both ways: 3 + 3 or 3 + 2.
        ("长沙断交3年要等几个月", "等6个月;从第二年起才加的,等5个月"),
        ("江西断交3年要等几个月", "等6个月;从第二年起才加的,等5个月"),
        ("湖南新生儿2026年5月出生参保要等3个月吗", "新生儿等特殊的人不用等"),
        ("长沙居民医保2027年交多少钱", "参加2027年居民医保的,在2026年秋天交,个人缴费多少我们没有查到"),
        ("2027年湖南居民医保缴费多少", "参加2027年居民医保的,在2026年秋天交,个人缴费多少我们没有查到"),
        ("冠县2018年交多少钱", "个人每人交190元"),  # a year that is named is that year's
    ],
)
def test_what_places_leave_to_the_nation_is_said_beside_them(question: str, says: str) -> None:
    assert says in said(question)["reply"]


@pytest.mark.parametrize("question", ["杭州大病保险起付线", "蚌埠大病保险报多少", "西安大病保险起付线"])
def test_basic_cover_s_figures_are_no_answer_on_serious_illness(question: str) -> None:
    turn = said(question)
    assert values(turn) == []
    assert "没有写到这一项" in turn["reply"]


def test_no_figure_on_the_sheet_is_not_nothing_paid() -> None:
    """周口's basic layer is not held: "none" to what the sheet says of it leaves it open, it does not make it 0."""
    talk = Talk(TODAY, {"today": TODAY})
    talk.say("周口2026年5月在市三级医院住院花了20万,能报多少")
    turn = talk.say("没有")
    assert "报不了" not in turn["reply"]
    assert turn["bounds"]["high"] is None or turn["bounds"]["low"] != turn["bounds"]["high"]
