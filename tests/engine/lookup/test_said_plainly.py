"""What a clerk and a patient stumbled over: the place, the year and the person that are meant come before any figure,
and a figure is never shown without whose it is, for whom, and how sure it is."""

from datetime import date

import pytest

from engine.lookup.coverage import across, coverage
from engine.lookup.lookup import Filters, look_up
from engine.wording import Words

GUANXIAN = Filters(scheme="guanxian-2018")
EVERYWHERE = Filters()


@pytest.mark.parametrize(
    ("question", "filters", "named"),
    [
        ("桂阳县 大病保险 比例", GUANXIAN, "桂阳县"),
        ("重庆 一档 三级医院 报销比例", GUANXIAN, "重庆"),
        ("上海 住院起付线", Filters(region="冠县"), "上海"),
    ],
)
def test_another_place_than_the_chosen_one(question: str, filters: Filters, named: str) -> None:
    found = look_up(question, filters)
    assert found["results"] == found["lines"] == []
    assert named in found["nothing"]
    assert "冠县" in found["nothing"]


@pytest.mark.parametrize(
    "question", ["聊城 住院起付线", "去济南住院 起付线多少", "北京看病回来怎么报", "省外住院 备案 广州"]
)
def test_a_place_around_or_of_care_is_no_other(question: str) -> None:
    """聊城 is the city that 冠县 lies in; to the others one goes for care."""
    assert look_up(question, GUANXIAN)["results"]


@pytest.mark.parametrize(
    ("question", "filters", "year"),
    [
        ("冠县 2020 起付线", EVERYWHERE, "2020"),
        ("2020年重庆住院起付线", EVERYWHERE, "2020"),
        ("起付线", Filters(region="冠县", on="2020"), "2020"),
    ],
)
def test_a_year_that_is_not_held(question: str, filters: Filters, year: str) -> None:
    """It is said, no figure answers, and the rules of the year that we hold come as the nearest only."""
    found = look_up(question, filters)
    assert found["results"] == found["lines"] == []
    assert f"{year}年的规定我们手里没有" in found["nothing"]
    assert found["nearest"]


def test_this_year_is_another_than_ours() -> None:
    found = look_up("今年安康大病报多少", today=date(2026, 11, 26))
    assert "2026年的规定我们手里没有" in found["note"]


def test_this_year_s_rules_answer_where_we_hold_them() -> None:
    """重庆's rules of 2025 are open: 2026 is theirs, not that of 2013. Tier 1, third level: 50%."""
    found = look_up("今年重庆一档住院三级报多少", today=date(2026, 11, 26))
    assert {one["scheme"] for one in found["results"]} == {"chongqing-2025"}
    assert any("50%" in line for line in found["lines"])


def test_a_year_that_a_rule_names_is_held() -> None:
    # GX18-SUBS-2017: the subsidy of 2017, which the sheet for 2018 gives.
    assert look_up("2017年政府补助多少", GUANXIAN)["results"][0]["id"] == "GX18-SUBS-2017"


def test_no_figure_without_a_place() -> None:
    found = look_up("起付线", Filters(on="2018-06"))
    assert found["lines"] == []


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("shanghai deductible", "Shanghai"),
        ("曲阜 住院 报销", "曲阜"),
        ("平南 缴费", "平南"),
        ("打狂犬疫苗 报不报", "狂犬疫苗"),
        ("体检 能报吗", "体检"),
        ("种牙 报销", "种牙"),
        ("小孩打疫苗报吗", "疫苗"),
        ("大学生贷款", "贷款"),
        ("医保卡丢了怎么办", "只查"),
        ("guiyang daibing baoxian", "贵阳"),  # two places sound so
        ("成都转到重庆看病报多少", "成都"),  # insured in the one, treated in the other
        ("冠县职工医保住院报多少", "只管城乡居民医保"),
        ("辽宁 城镇居民 大病 报多少", "只管新农合"),
    ],
)
def test_what_is_not_held_is_said(question: str, says: str) -> None:
    found = look_up(question)
    assert found["results"] == []
    assert says in found["nothing"]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        # WJ-SP-LOW-DED-*: 4,000 and 7,000 hold for low-income households; the general rule is lost (WJ-SP-GEN).
        ("吴江 大病 起付线", ["7000元(低收入家庭", "4000元(低收入家庭", "丢了"]),
        # WJ-SF-DED-*: outside the catalogue 30,000, on assistance 6,000, the bands lost.
        ("吴江 自费部分 起付", ["30000元", "6000元(低保", "丢了"]),
        # CQ13-CMD-CAP-*: children's major diseases 100,000 and 150,000, in place of 70,000 and 110,000.
        ("重庆 儿童重大疾病 封顶", ["100000元", "150000元"]),
        # AK16-CII-B5: lost, 90% inferred, at least 80%; AK16-CII-DED: 11,000 or 10,000.
        (
            "安康 十万以上报多少",
            ["90%(100000 元以上、这个数抄本里没有,是推断的、也可能是 80%)", "11000元(也可能是 10000元)"],
        ),
        # GX18-CD-CAP-OTHER 10,000 and GX18-CD-CAP-SIX 120,000.
        ("冠县 慢性病 封顶", ["10000元", "120000元"]),
        # U4-BASIS: only the part above the ceiling; it has no threshold of its own.
        ("超过四万的大额 报几成", ["只算超过基本医保封顶线的部分", "85%"]),
        # BJ95-B1: the lower edge is lost, 2,000 is what is commonly said.
        ("北京 大病 起付", ["2000元(这个数抄本里丢了"]),
        ("1998年北京大病报销比例", ["90%", "85%", "80%"]),
        ("冠县市里大医院第二回住院起付线", ["450元(市里的大医院(三级)、第 2 次住院)"]),  # half of 900
    ],
)
def test_a_figure_carries_its_condition_and_grade(question: str, lines: list[str]) -> None:
    told = "\n".join(look_up(question)["lines"])
    assert all(line in told for line in lines), told
    assert "70000元" not in told
    assert "起付线(门槛) 0元" not in told


def test_an_accident_begins_with_yes_or_no() -> None:
    """GX18-ACC-THIRD: with a liable party nothing; without one 200, 500, 900 by level, 50%, at most 60,000."""
    lines = look_up("冠县车祸报不报")["lines"]
    assert "有责任人的伤害" in lines[0]
    assert "不报" in lines[0]
    told = "\n".join(lines)
    assert all(figure in told for figure in ("200元", "500元", "900元", "50%", "60000元"))
    assert len(lines) == len(set(lines))
    assert "另一种读法" not in told


def test_equal_readings_are_one() -> None:
    # CQ13-REF-PEN: 800 and 5% are 840; 100 and 300 are as they are where no consent is needed.
    lines = look_up("重庆2013 没转诊 起付线")["lines"]
    assert [line for line in lines if "840元" in line] == ["起付线 840元(市里的大医院(三级))"]
    assert "另一种读法" not in "".join(lines)


def test_the_province_s_standard_of_another_year() -> None:
    """SD17 is Shandong's standard of 2017, quoted in the sheet of 冠县 for 2018."""
    found = look_up("冠县大病起付线")
    assert (found["whose"], found["period"]) == ("山东2017年标准", "2017年")
    assert found["results"][0]["period"] == "2017年"
    assert {one["id"][:4] for one in look_up("山東 大病保險 起付線")["results"]} == {"SD17"}


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("吴江 保费 个人交多少", "WJ-PREM"),  # 48 a head, members pay nothing
        ("安康 十万以上报多少", "AK16-CII-B5"),
        ("营口大病报多少", "YK13-0"),
        ("冠县 新生儿 怎么参保", "GX18-NB-2"),
        ("冠县报销要带什么证件", "SD17-CLAIM"),
        ("报销要带哪些东西,我在重庆", "CQ13-CLAIM-DOCS"),
        ("起付线", "term-deductible"),
        ("qifuxian", "term-deductible"),
    ],
)
def test_what_stands_first(question: str, first: str) -> None:
    assert look_up(question)["results"][0]["id"] == first


def test_own_rules_stand_before_the_province_s() -> None:
    ids = [one["id"] for one in look_up("辽阳 大病 从哪天算")["results"]]
    assert ids.index("LY13-START") < ids.index("LN13-START")


def test_place_beside_place_where_none_was_named() -> None:
    """The rule for all before the exception (GY18-POOR-PREM: the registered poor pay nothing)."""
    found = look_up("今年保费多少钱")
    first = [one["id"] for one in found["results"]]
    assert len({one["scheme"] for one in found["results"]}) >= 5
    assert first[0] != "GY18-POOR-PREM"
    late = look_up("过了时间没交还能补吗")
    assert {one["scheme"] for one in late["results"]} >= {"pingnan-2018", "chongqing-2013", "guanxian-2018"}
    assert "没有说是哪里的" in late["note"]


def test_the_four_senses_of_major_illness() -> None:
    senses = {"term-serious_illness", "term-large_claim_fund", "term-social_pooling_1995", "term-commercial_ci"}
    assert {one["id"] for one in look_up("大病")["results"][:4]} == senses
    asked = [one["id"] for one in look_up("大病统筹和大病保险一样吗")["results"][:2]]
    assert set(asked) == {"term-serious_illness", "term-social_pooling_1995"}


def test_care_in_another_place() -> None:
    """冠县's rules do not give the rate outside the city (GX18-OUT-RATE), and Beijing's do not step in."""
    found = look_up("冠县去北京看病能报多少")
    assert {one["scheme"] for one in found["results"]} <= {"guanxian-2018", "liaocheng-2022", "liaocheng-2025"}
    assert "GX18-OUT-RATE" in [one["id"] for one in found["results"][:5]]
    assert found["lines"] == []


@pytest.mark.parametrize("question", ["老家河南 长住冠县 参保", "明年 缴费"])
def test_an_unknown_word_along_is_no_hindrance(question: str) -> None:
    assert look_up(question, GUANXIAN)["results"]


def test_the_rules_of_the_province_are_said_to_be_that() -> None:
    assert "鞍山" in look_up("鞍山大病报多少")["note"]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("吴江 大病 起付线", "年份抄本里丢了"),  # B-129: 2013 or later
        ("超过四万的大额 报几成", "没写是哪一年"),  # U4: undated
        ("安康 大病 起付线", "推断"),  # B-034
    ],
)
def test_a_year_that_our_copy_does_not_state(question: str, says: str) -> None:
    assert says in look_up(question)["results"][0]["period"]


def test_before_the_start_of_cover() -> None:
    # LN13-START: cost from 2013-03-01 on counts.
    found = look_up("大病起付线", Filters(region="辽宁", on="2013-02"))
    assert found["lines"] == []
    assert "2013-03-01" in found["nothing"]


def test_the_register_does_not_promise_what_is_lost() -> None:
    rows = {row["scheme"]: row for row in coverage(Words())}
    assert rows["guiyang-county-2018"]["layers"]["serious_illness"] == "rules_only"  # GY18-CII-RATE: not in the source
    assert rows["beijing-1995"]["layers"]["basic"] == "partly"  # BJ95-B1: its lower edge is lost
    assert rows["pingnan-2018"]["others"] == 8
    assert rows["changsha-special-drugs-2016"]["others"] == 11


def test_one_topic_everywhere_is_whole() -> None:
    rows = {row["scheme"]: row for row in across("exclusions", Words())}
    # CQ13-EXC-1 … -12.
    assert [code for code in rows["chongqing-2013"]["clauses"] if code.startswith("CQ13-EXC-")] == [
        f"CQ13-EXC-{number}" for number in range(1, 13)
    ]
    assert len(rows["chongqing-2013"]["lines"]) >= 12
    # Beijing's order has no rule on childbirth.
    assert "beijing-1995" not in {row["scheme"] for row in across("maternity", Words())}
