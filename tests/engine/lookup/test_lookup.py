"""Looking up: questions find their clauses, what we do not hold is said, filters narrow and bad ones are refused."""

from pathlib import Path

import pytest
import yaml

from engine.clauses import clause_text, schemes_with
from engine.content import library
from engine.errors import MingbaiError
from engine.lookup.entries import documents
from engine.lookup.lookup import Filters, look_up
from engine.wording import Words

QUESTIONS = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8"))
RESULT = {"id", "scheme", "topic", "text", "source", "period", "grade", "score"}


@pytest.mark.parametrize(("question", "scheme", "wanted"), QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_a_question_finds_its_clause(question: str, scheme: str | None, wanted: list[str]) -> None:
    found = look_up(question, Filters(scheme=scheme))["results"]
    first = [one["id"] for one in found[:3]]
    assert set(first) & set(wanted), first
    assert all(one.keys() >= RESULT for one in found)
    if scheme:
        assert {one["scheme"] for one in found} == {scheme}


def clauses() -> list[tuple[str, str]]:
    """(clause, its document) of all content."""
    return [(clause.id, name) for name in documents(library()) for clause in library().clauses(name)]


@pytest.mark.slow
@pytest.mark.parametrize("document", documents(library()))
def test_an_exact_phrase_finds_its_clause(document: str) -> None:
    """The middle of each clause's text, with the scheme as filter, puts the clause among the first three."""
    for clause in library().clauses(document):
        schemes = schemes_with(clause, library())
        filters = Filters(scheme=schemes[0].id if schemes else None)
        text = clause_text(clause.id, Words(), library())
        phrase = text[2:42]
        alike = {c.id for c in library().clauses(document) if phrase in clause_text(c.id, Words(), library())}
        first = [one["id"] for one in look_up(phrase, filters)["results"][:3]]
        assert alike & set(first), f"{clause.id} {phrase}: {first}"


@pytest.mark.parametrize(
    ("question", "filters", "says"),
    [
        ("克拉玛依 住院起付线", Filters(), "克拉玛依"),  # a place of which we hold nothing
        ("沈阳 大病起付线", Filters(region="成都"), "成都"),
        ("阜阳 大病保险 封顶", Filters(), "阜阳"),  # sounds like 富阳, of which we do
        ("起付线", Filters(scheme="guanxian-2018", on="2025-01-01"), "冠县"),  # a time
        ("产前检查", Filters(scheme="liaoyang-2013"), "重庆"),  # a matter: who has it is named
        ("特药怎么申请", Filters(scheme="guanxian-2018"), "长沙"),
        ("住院起付线", Filters(scheme="ankang-2016"), "写到的有"),
        ("明天下雨吗", Filters(), "只查"),  # no insurance at all
        ("冠县 养老保险 交多少钱", Filters(), "只查"),  # another one
        ("冠县 哪里好玩", Filters(), "没有写到"),
        ("重庆 退休金 怎么算", Filters(), "只查"),  # other offices' business, in words that ours uses too
        ("女儿 上小学 报名 截止", Filters(), "只查"),
        ("火车票 退票 手续费", Filters(), "只查"),
    ],
)
def test_nothing_here_is_said(question: str, filters: Filters, says: str) -> None:
    found = look_up(question, filters)
    assert found["results"] == []
    assert says in found["nothing"]


def test_another_office_named_along_is_no_hindrance() -> None:
    assert look_up("上小学的孩子住院报多少", Filters(scheme="guanxian-2018"))["results"]


def test_what_is_nearest_is_of_the_same_province() -> None:
    """成都 is in Sichuan, of which we hold nothing: all places are named. 济南 is in Shandong, as 冠县 is."""
    near = look_up("济南 住院报几成")["nothing"]
    assert "冠县" in near
    assert "重庆" not in near


@pytest.mark.parametrize(
    ("filters", "schemes"),
    [
        # 冠县 lies in 聊城, whose own rules are of 2022 and later.
        (Filters(region="冠县"), {"guanxian-2018", "liaocheng-2022", "liaocheng-2025"}),
        (Filters(region="371525", on="2018-05"), {"guanxian-2018"}),
        (Filters(region="辽阳"), {"liaoyang-2013", "liaoning-2013"}),  # the city, not its county of the same name
        (Filters(region="辽阳市"), {"liaoyang-2013", "liaoning-2013"}),
        # In force in June 2018 and with a threshold of their own; the last two have no end that we know.
        (
            Filters(on="2018-06", topic="serious_illness.threshold"),
            {"guanxian-2018", "guiyang-county-2018", "wujiang-cii", "employee-large-claims-40k"},
        ),
    ],
)
def test_filters_narrow(filters: Filters, schemes: set[str]) -> None:
    found = {one["scheme"] for one in look_up("大病保险起付线", filters)["results"]}
    assert found
    assert found <= schemes


@pytest.mark.parametrize(
    "filters",
    [
        Filters(scheme="guanxian-2019"),
        Filters(region="亚特兰蒂斯"),
        Filters(region="guiyang"),  # two places sound so
        Filters(on="去年"),
        Filters(on="2018-13"),
        Filters(topic="inpatient.everything"),
    ],
)
def test_a_bad_filter_is_refused(filters: Filters) -> None:
    with pytest.raises(MingbaiError) as error:
        look_up("起付线", filters)
    assert "\n" not in str(error.value)


def test_the_figure_comes_first() -> None:
    """冠县's deductible at a third-level hospital is 900 yuan, half at the second stay, none from the third on."""
    found = look_up("三级医院起付线多少", Filters(scheme="guanxian-2018"))
    assert [value["value"] for value in found["values"]] == ["900.00", "450.00", "0.00"]
    assert "900元" in found["lines"][0]


def test_the_language_is_the_question_s() -> None:
    assert look_up("deductible at a county hospital", Filters(scheme="guanxian-2018"))["lang"] == "en"
    assert look_up("縣醫院報幾成", Filters(scheme="guanxian-2018"))["lang"] == "zh-Hant"
    assert look_up("xianyiyuan qifuxian", Filters(scheme="guanxian-2018"))["lang"] == "zh-Hans"


def test_every_rule_has_its_clause() -> None:
    """`content/rule_codes.yaml`: every code has clauses that exist, and every clause has a code."""
    codes = yaml.safe_load((library().root / "rule_codes.yaml").read_text(encoding="utf-8"))["codes"]
    known = {clause for clause, _ in clauses()}
    assert all(codes.values())
    told = {clause for carried in codes.values() for clause in carried}
    assert told == known


@pytest.mark.parametrize(("scheme", "value"), [("chongqing-2013", "840.00"), ("guanxian-2018", "900.00")])
def test_without_a_referral_the_figure_is_the_one_elsewhere(scheme: str, value: str) -> None:
    # Chongqing: 800 × 1.05 = 840 at a third-level hospital of another county; Guanxian asks for none within the city.
    found = look_up("没转诊直接去三级起付按多少", Filters(scheme=scheme))
    assert found["values"][0]["value"] == value
    assert found["values"][0]["when"]["referral"] == "none"


def test_a_word_alone_is_explained_first() -> None:
    first = look_up("起付线")["results"][0]
    assert first["topic"] == "glossary"
    assert look_up("起付线", Filters(scheme="guanxian-2018"))["results"][0]["topic"] == "inpatient.deductible"
