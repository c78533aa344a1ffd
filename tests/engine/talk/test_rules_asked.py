"""Which rules a question means: a rule only named, the year, care away from home, two places, no ceiling."""

from typing import Any

import pytest

from tests.engine.talk.saying import turns

Json = dict[str, Any]


def asked(*sentences: str) -> Json:
    return turns(*sentences)[-1]


def values(turn: Json) -> set[str | None]:
    return {value["value"] for value in turn["answer"]["values"]}


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("2018年冠县住院起付线", {"200.00", "500.00"}),  # GX18-IP-DED-L1, -L2
        ("西安三级医院报销比例", {"0.60"}),
        ("蚌埠县医院起付线", {"500.00"}),
        ("湖南第二次住院起付线", {"100.00", "250.00", "400.00", "600.00", "1000.00"}),  # half of each
    ],
)
def test_a_rule_that_is_only_named_is_asked_for(sentence: str, says: set[str]) -> None:
    turn = asked(sentence)
    assert turn["intent"] == "rule"
    assert says <= values(turn)
    assert turn["facts"] == {}


@pytest.mark.parametrize(
    "sentence",
    ["俺娘在县医院住院，转诊", "没有自费", "在县医院住院，没断过，连续参保", "我断交过", "花了三万，起付线500"],
)
def test_a_story_that_ends_with_such_a_word_stays_one(sentence: str) -> None:
    assert asked(sentence)["intent"] == "estimate"


def test_a_year_that_no_rule_of_ours_is_of_has_no_figure() -> None:
    turn = asked("2020年洛阳起付线多少")
    assert turn["answer"]["values"] == []
    assert "2020年的规定我们手里没有" in turn["reply"]
    assert "12393" in turn["reply"]


@pytest.mark.parametrize("sentence", ["缴费标准 2018 冠县", "冠县2018年缴费标准"])
def test_a_year_may_be_named_by_its_number_alone(sentence: str) -> None:
    assert "个人每人交190元" in asked(sentence)["reply"]


def test_a_month_alone_names_no_year() -> None:
    """In November 十二月 lies in the year before; the rules that are asked of are still today's."""
    turn = asked("洛阳十二月住院的起付线是多少")
    assert "400.00" in values(turn)


def test_a_year_to_come_is_told_to_be_one() -> None:
    turn = asked("明年洛阳县医院起付线多少")
    assert "2027年还没到,规定到时候可能会变" in turn["reply"]
    assert "400.00" in values(turn)
    assert "还没到" not in asked("去年洛阳县医院起付线多少")["reply"]


def test_a_rule_of_the_past_is_no_rule_of_now() -> None:
    turn = asked("安康现在大病起付线多少")
    assert turn["answer"]["values"] == []
    assert "2026年的规定我们手里没有" in turn["reply"]
    assert "这是过去的规定" in asked("安康大病起付线多少")["reply"]
    assert "这是过去的规定" not in asked("西安三级医院起付线多少")["reply"]


def test_what_a_place_lacks_is_answered_by_the_nation_s_least() -> None:
    """西安 says nothing of 两病 and nothing of assistance: at least 50%, at least 70%."""
    for sentence, least in (("西安高血压两病报销多少", "报50%以上"), ("西安医疗救助怎么报", "不低于70%")):
        turn = asked(sentence)
        assert "全国的规定是这样" in turn["reply"]
        assert least in turn["reply"]


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("洛阳省级二级医院报销比例多少", {"0.53", "0.72"}),
        ("洛阳市级二级医院起付线多少", {"600.00"}),
        ("西安三级特等医院起付线", {"2000.00"}),
    ],
)
def test_a_class_of_hospital_is_told_apart(sentence: str, says: set[str]) -> None:
    assert values(asked(sentence)) == says


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("西安摔伤住院报多少比例", "意外伤害、生育和门诊慢特病报多少,我们手里的抄件没有"),
        ("洛阳车祸住院报吗", "应当由第三人(肇事的、有责任的人)承担的,基本医保不报"),  # NAT21B-EXC-THIRD
        ("聊城在国外看病报吗", "在境外看病的,基本医保不报"),
    ],
)
def test_an_injury_is_not_told_the_figures_of_an_illness(sentence: str, says: str) -> None:
    turn = asked(sentence)
    assert says in turn["reply"]
    assert values(turn) == set()
    assert "63%" not in turn["reply"]


def test_the_threshold_that_is_asked_about_is_no_amount_of_a_case() -> None:
    turn = asked("湖南大病起付线1.6万怎么来的")
    assert not [path for path in turn["facts"] if ".reported." in path or ".bill." in path]
    assert "16000元" in turn["reply"]


@pytest.mark.parametrize(
    ("sentence", "region"),
    [("常德人在长沙三甲住院备案了花了5万", "430700"), ("南昌人在赣州住院花了5万", "360100")],
)
def test_who_is_from_one_place_and_treated_in_another_stays_insured_at_home(sentence: str, region: str) -> None:
    facts = asked(sentence)["facts"]
    assert (facts["region"], facts["visits.0.place"], facts["visits.0.within_province"]) == (region, "outside", True)


def test_where_somebody_works_is_not_whose_rules_are_meant() -> None:
    reply = asked("在北京打工,湖南的医保能用吗")["reply"]
    assert "湖南2023年起" in reply
    assert "北京1995年" not in reply


def test_no_ceiling_is_no_number() -> None:
    """河南: 400,000 for people in general, no ceiling for those in need."""
    turn = asked("河南大病封顶线多少")
    assert values(turn) == {"400000.00", None}
    assert "不封顶(" in turn["reply"]
    assert "0000000000" not in turn["reply"]


@pytest.mark.parametrize(
    ("sentence", "says", "not_said"),
    [
        ("蚌埠去合肥看病起付线多少", "2000元", "800元"),  # another city of 安徽: BB23-OUT-DED-IN
        ("蚌埠去南京看病起付线多少", "2500元", "800元"),  # another province: BB23-OUT-DED-FAR
        ("南昌转诊到上海先自付多少", "10%", "60%"),  # JXA25-FILED
        ("长沙去省外住院起付线多少", "到湖南省外住院报多少,我们手里的材料没有", "1200元"),
        ("聊城去济南住院报销比例多少", "到聊城以外住院报多少,我们手里的材料没有", "60%"),
        ("杭州去外地住院不备案少报多少", "到杭州以外住院报多少,我们手里的抄件没有", "%"),
    ],
)
def test_care_away_from_home_is_not_told_the_figures_of_home(sentence: str, says: str, not_said: str) -> None:
    reply = asked(sentence)["reply"]
    assert says in reply
    assert not_said not in reply


def test_a_layer_that_is_not_held_is_not_passed_off_as_another() -> None:
    """郑州: only the province's serious illness is held, 11,000; that is no deductible of a stay."""
    reply = asked("郑州住院起付线多少")["reply"]
    assert reply.index("您问的这一层,这份规定里没有数") < reply.index("11000元")


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        # 长沙 by its province: 80% in a county hospital; 重庆: 70% and 75% by tier.
        ("长沙和重庆哪个住院报得多", ["湖南2023年起", "报销比例 80%(县医院(二级))", "重庆2025年起", "75%(二档"]),
        ("洛阳和西安县医院起付线哪个高", ["起付线 400元(县医院(二级))", "西安2023年起的规定:\n起付线 400元"]),
        ("聊城和泰安大病起付线差多少", ["我们手里没有,不猜", "起付线(门槛) 14000元"]),
    ],
)
def test_two_places_stand_side_by_side_and_no_fact_is_taken(sentence: str, says: list[str]) -> None:
    turn = asked(sentence)
    assert turn["intent"] == "compare"
    assert all(text in turn["reply"] for text in says), turn["reply"]
    assert turn["facts"] == {}


@pytest.mark.parametrize(
    ("sentence", "region"),
    [
        ("安徽宿州住院花了两万", "341300"),
        ("湖南郴州人住院花了两万", "431000"),
        ("山东省聊城市冠县的，住院花了两万", "371525"),
    ],
)
def test_a_place_told_with_its_province_is_one_place(sentence: str, region: str) -> None:
    facts = asked(sentence)["facts"]
    assert facts["region"] == region
    assert "visits.0.place" not in facts


def test_before_a_bill_a_question_is_told_what_the_rules_say_already() -> None:
    turn = asked("西安三级医院住院能报多少")
    assert "报销比例 60%" in turn["reply"]
    assert "起付线 1200元" in turn["reply"]
    assert turn["ask"]["fact"] == "visits.0.bill.total"
    assert "没有基本医保住院报多少" in asked("泰安住院报多少")["reply"]
