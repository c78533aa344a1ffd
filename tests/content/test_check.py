"""`mingbai check`: every fault with file, line, column and the mend; the shipped content has none.

Each folder of `faults/` holds what differs from the sound content of `faults/base/` by one fault.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel

from app.cli import main
from engine.check import check
from engine.checks.figures import CHANGES, CHOICES, FIGURES
from engine.scheme import Figures, Model, Scheme, Value

FAULTS = Path(__file__).parent / "faults"
SCHEME = "schemes/371500/town-2015.yaml"

# The folder, where the fault is, and what is said of it.
CASES = [
    ("adjustment_of_another_unit", "schemes/371500/town-2015.yaml:35:34", "“deductible”这里不能写“-5点”,单位不对"),
    ("anchor", "schemes/371500/town-2015.yaml:6:9", "这里用了引用或标签“here”"),
    ("assumed_amount", "questions/visit.bill.total.yaml:13:1", "assume 是“a lot”,看不懂"),
    ("assumed_but_no_option", "questions/visit.facility_level.yaml:16:1", "assume 是“tertiary”,可是选项里没有"),
    ("background_alone", "schemes/371500/town-2015.yaml:36:46", "等级是 background 的数不能单独用"),
    (
        "band_below_the_threshold",
        "schemes/371500/town-2015.yaml:54:16",
        "各段重叠:这一段到 9000元,可是前面已经到 10000元",
    ),
    ("band_without_end", "schemes/371500/town-2015.yaml:54:15", "这一段没有写 to,后面的段就永远用不上"),
    ("bands_overlap", "schemes/371500/town-2015.yaml:55:16", "各段重叠:这一段到 40000元,可是前面已经到 50000元"),
    ("bare_digit", "clauses/D1.yaml:37:5", "文字里直接写了数“100”"),
    ("bare_digit_in_english", "clauses/D1.yaml:38:5", "文字里直接写了数“2”"),
    ("benefit_never_reached", "schemes/371500/town-2015.yaml:26:9", "“inpatient”没有 when,后面的几项就永远轮不到"),
    ("benefit_pays_nothing", "schemes/371500/town-2015.yaml:26:9", "这一项没有写怎么报"),
    ("benefits_of_one_name", "schemes/371500/town-2015.yaml:39:9", "这一层里有两个“inpatient”"),
    (
        "benefits_with_a_hole",
        "schemes/371500/town-2015.yaml:25:5",
        "“benefits”有空当:kind: outpatient 的时候没有一条合用",
    ),
    ("braces", "clauses/D1.yaml:37:5", "大括号没有配好"),
    ("cap_in_percent", "schemes/371500/town-2015.yaml:38:46", "“caps”这里不能写“90%”,单位不对"),
    ("cap_of_nothing", "schemes/371500/town-2015.yaml:38:46", "“caps”是 0,就什么也不报了"),
    ("cap_with_a_hole", "schemes/371500/town-2015.yaml:38:13", "“caps”有空当:enrolment_tier: 2 的时候没有一条合用"),
    (
        "clause_of_another_document",
        "schemes/371500/town-2015.yaml:38:61",
        "“D2-CAP”是 D2 的条文,可是 documents 里没有 D2",
    ),
    ("clause_of_another_name", "clauses/D1.yaml:34:5", "条文的编号“D2-EXC”要用文件的编号开头:D1-"),
    ("checked_and_an_end", "schemes/371500/town-2015.yaml:7:44", "checked 只给没有结束日子的规定写"),
    ("checked_on_no_day", "sources/D1.yaml:8:1", "日期“2014-99”写得不对"),
    ("cites_from_in_vain", "schemes/371500/town-2015.yaml:10:14", "没有引用“L1”里的条文"),
    ("class_of_a_reserved_name", "schemes/371500/town-2015.yaml:11:20", "医院类别“ordinary”已经有了"),
    ("clause_twice", "clauses/D1.yaml:34:5", "“D1-CAP”写了两次"),
    ("clauses_unreadable", "clauses/D1.yaml:4:10", "这里多了一个冒号,或者这一行没有对齐"),
    ("code_of_five_digits", "regions.csv:4:1", "代码“37150”要写成六位数字"),
    ("colon_too_many", "schemes/371500/town-2015.yaml:2:10", "这里多了一个冒号,或者这一行没有对齐"),
    ("columns_unlike", "regions.csv:1:1", "第一行要写:code,name,name_en,parent,pinyin"),
    ("confidence_above_all", "schemes/371500/town-2015.yaml:13:15", "把握“160%”超过了 100%"),
    ("confidence_without_percent", "schemes/371500/town-2015.yaml:13:15", "把握要写成百分数,像 85%,现在是“0.6”"),
    ("confidences_add_up_to_too_much", "schemes/371500/town-2015.yaml:13:5", "“B-001”几种读法的把握加起来超过了 100%"),
    ("copy_not_known", "sources/D1.yaml:8:1", "“copy”不能写“photo”"),
    ("counter_misspelt", "schemes/371500/town-2015.yaml:38:14", "没有“basic_payed”这个累计数"),
    ("counter_starts_from_nothing", "schemes/371500/town-2015.yaml:38:35", "没有“paid_before”这个累计数"),
    ("damage_nowhere", "sources/D1.yaml:15:19", "D1 的 places 里没有“九”"),
    ("damage_with_unknown_key", "sources/D1.yaml:15:19", "不认识“why”"),
    ("damage_without_code", "sources/D1.yaml:15:5", "缺“code”"),
    ("damage_without_english", "sources/D1.yaml:15:5", "缺“what_en”"),
    ("date_not_known", "sources/D1.yaml:7:1", "日期“2014-13”写得不对"),
    ("deductible_in_percent", "schemes/371500/town-2015.yaml:33:16", "“deductible”这里不能写“5%”,单位不对"),
    ("document_without_source", "clauses/D2.yaml:1:1", "sources 里没有“D2”这份文件"),
    ("duplicate_key", "schemes/371500/town-2015.yaml:10:1", "“name”写了两次"),
    ("edge_in_percent", "schemes/371500/town-2015.yaml:54:16", "“to”这里不能写“50%”,单位不对"),
    ("edition_of_no_day", "edition.yaml:2:1", "日期“2026-11-31”写得不对"),
    ("enrolment_of_another_unit", "enrolment.yaml:5:3", "“L1-LATE”的“fixed”是 3个月,这里要用的不是这种数"),
    ("enrolment_of_no_clause", "enrolment.yaml:12:103", "没有“L1-BONAS”这条条文"),
    ("enrolment_of_no_figure", "enrolment.yaml:6:3", "“L1-LATE”的 figures 里没有“last”"),
    ("enrolment_of_no_region", "enrolment.yaml:14:3", "regions.csv 里没有“371599”这个地方"),
    ("english_of_no_place", "sources/D1.yaml:22:3", "D1 的 places 里没有“五”"),
    ("falling_rates", "schemes/371500/town-2015.yaml:55:16", "比例往下掉:这一段 45%,比前一段低"),
    ("figure_graded_lost", "schemes/371500/town-2015.yaml:36:46", "等级是 lost,却写了数“70%”"),
    ("not_checked", "clauses/D1.yaml:33:5", "等级“A”是现行规定的,可是 sources/D1 没写核对的日子"),
    ("figure_not_used", "clauses/D1.yaml:9:30", "文字里没有用到 {subsidy}"),
    ("frame_that_computes", "schemes/371500/town-2015.yaml:10:1", "写了 frame: true,可是 basic、serious_illness 能算"),
    ("grade_not_known", "clauses/D1.yaml:33:5", "“grade”不能写“good”"),
    ("id_unlike_its_file", "schemes/371500/town-2015.yaml:1:1", "id 是“town-2051”,文件名却是“town-2015”"),
    ("inherits_from_nobody", "schemes/371500/town-2015.yaml:11:12", "没有叫“town-2051”的规定。看看 town-2015"),
    ("inherits_what_is_not_there", "schemes/371500/town-2015.yaml:11:12", "town-2015 自己没有“assistance”这一层"),
    (
        "inpatient_missing",
        "schemes/371500/town-2015.yaml:36:9",
        "with_inpatient 要用名叫 inpatient 的那一项,这一层里没有",
    ),
    (
        "known_until_before_it_starts",
        "schemes/371500/town-2015.yaml:7:28",
        "“until_known”是 2014-12-31,比开始的日子 2015-01-01 还早",
    ),
    ("languages_differ", "clauses/D1.yaml:7:5", "另一种语言里有 {premium},这里没有"),
    ("last_band_with_end", "schemes/371500/town-2015.yaml:55:16", "最后一段不写 to:超过 100000元 的钱没有比例可用"),
    ("lost_but_graded", "schemes/371500/town-2015.yaml:38:45", "写了不详,等级就要写 lost"),
    ("missing_clause", "schemes/371500/town-2015.yaml:42:16", "没有“D1-RATES”这条条文"),
    ("missing_key", "schemes/371500/town-2015.yaml:38:45", "缺“grade”"),
    ("missing_source", "schemes/371500/town-2015.yaml:9:17", "sources 里没有“D9”这份文件"),
    ("no_such_day", "schemes/371500/town-2015.yaml:7:28", "日期“2015-02-30”写得不对"),
    ("no_such_day_of_the_year", "schemes/371500/town-2015.yaml:10:1", "“13-01”不是一年里的一天"),
    ("no_such_stay", "schemes/371500/town-2015.yaml:35:23", "“stay”不能写“second”"),
    ("not_a_list", "schemes/371500/town-2015.yaml:8:1", "“insurance”要写成一列"),
    ("not_a_mapping", "schemes/371500/town-2015.yaml:42:9", "“lost”要写成一组“名字: 值”"),
    ("not_a_text", "schemes/371500/town-2015.yaml:4:1", "“short_name”要写一段文字"),
    ("not_computed_but_used", "schemes/371500/town-2015.yaml:64:22", "“D1-RATE”写成不算,可是上面算的时候用了它"),
    ("not_computed_unknown", "schemes/371500/town-2015.yaml:64:22", "没有“D1-WHERE”这条条文"),
    ("not_true_or_false", "schemes/371500/town-2015.yaml:14:5", "“live”只能写 true 或 false"),
    (
        "nothing_computed",
        "schemes/371500/town-2015.yaml:1:1",
        "这份规定什么都算不出,就要写 ask_for 和 ask_for_en:该向谁问什么",
    ),
    ("notice_about_nothing", "schemes/371500/town-2015.yaml:58:5", "没有“X-9”这处损坏或读法"),
    ("notice_of_a_missing_layer", "schemes/371500/town-2015.yaml:59:30", "这份规定没有“supplement”这一层"),
    ("notice_of_an_unknown_counter", "schemes/371500/town-2015.yaml:59:10", "没有一条封顶线用“basic”这个累计数"),
    ("option_not_declared", "schemes/371500/town-2015.yaml:49:51", "“B-001”没有“stays”这种读法"),
    (
        "option_that_the_fact_has_not",
        "questions/visit.facility_level.yaml:14:6",
        "“visit.facility_level”不能是“clinic”",
    ),
    ("option_twice", "questions/visit.facility_level.yaml:15:6", "“secondary”写了两次"),
    ("order_not_a_number", "questions/visit.facility_level.yaml:2:1", "“order”要写整数"),
    ("order_twice", "questions/visit.place.yaml:2:1", "order 20 已经给了“visit.facility_level”"),
    (
        "overlay_above_the_first_edge",
        "schemes/none/village-2015.yaml:14:7",
        "各段重叠:这一段到 50000元,可是前面已经到 60000元",
    ),
    ("overlay_in_percent", "schemes/none/village-2015.yaml:14:28", "“threshold”这里不能写“12%”,单位不对"),
    ("overlay_misspelt", "schemes/none/village-2015.yaml:14:7", "不认识“treshold”"),
    (
        "overlay_of_a_layer_of_ones_own",
        "schemes/none/village-2015.yaml:12:3",
        "“basic”这一层没有写从哪里来,不能在这里改它的数",
    ),
    ("overlay_of_a_year_alone", "schemes/none/village-2015.yaml:14:7", "没有换起付线,就不写 threshold_of"),
    (
        "overlay_of_another_benefit",
        "schemes/none/village-2015.yaml:13:5",
        "town-2015 的“serious_illness”这一层没有“inpatient”这一项,只有:serious_illness",
    ),
    ("overlay_of_falling_rates", "schemes/none/village-2015.yaml:17:14", "比例往下掉:这一段 55%,比前一段低"),
    ("overlay_of_no_cap", "schemes/none/village-2015.yaml:14:7", "town-2015 的这一项没有“caps”,没有数可以换"),
    (
        "overlay_of_no_case",
        "schemes/none/village-2015.yaml:16:13",
        "town-2015 的“threshold”里没有同样条件的一行,没有数可以换",
    ),
    (
        "overlay_of_no_figure",
        "schemes/none/village-2015.yaml:14:7",
        "town-2015 的这一项没有“deductible”,没有数可以换",
    ),
    ("overlay_of_no_year", "schemes/none/village-2015.yaml:13:5", "换了起付线,就要写它是哪一年的:threshold_of"),
    ("overlay_twice", "schemes/none/village-2015.yaml:17:13", "“threshold”里同样条件的一行写了两次"),
    ("overlay_without_clause", "schemes/none/village-2015.yaml:14:43", "没有“D1-BENDS”这条条文"),
    ("parent_not_listed", "regions.csv:3:22", "上一级“380000”不在这张表里"),
    ("period_backwards", "schemes/371500/town-2015.yaml:7:28", "“to”是 2014-12-31,比开始的日子 2015-01-01 还早"),
    (
        "period_gap",
        "schemes/371500/town-2016.yaml:7:10",
        "town-2015 到 2015-12-31 为止,这一份从 2016-02-01 才开始,中间的日子没有规定",
    ),
    (
        "periods_overlap",
        "schemes/371500/town-2016.yaml:7:10",
        "从 2015-12-01 到 2015-12-31,town-2015 也管同一个地方、同一种保险",
    ),
    ("pinyin_with_tones", "regions.csv:3:29", "拼音“liáochéng”只写小写字母,不带声调和空格"),
    ("place_not_in_the_source", "clauses/D1.yaml:30:5", "D1 的 places 里没有“五”"),
    ("place_twice", "regions.csv:3:1", "代码“370000”写了两次"),
    ("place_without_english", "sources/D1.yaml:12:3", "“三”没有英文"),
    ("placeholder_that_no_scheme_fills", "clauses/D1.yaml:37:5", "{value} 没有数可填:没有一份规定的数引用“D1-EXC”"),
    ("placeholder_without_a_figure", "clauses/D1.yaml:37:5", "{days} 没有数可填"),
    ("question_about_nothing", "questions/visit.level.yaml:1:1", "没有“visit.level”这个事实"),
    ("rate_above_all", "schemes/371500/town-2015.yaml:36:17", "比例“170%”超过了 100%"),
    ("rate_in_yuan", "schemes/371500/town-2015.yaml:36:17", "“rate”这里不能写“70元”,单位不对"),
    ("reading_not_declared", "schemes/371500/town-2015.yaml:49:65", "上面的 readings 里没有“B-002”"),
    ("reading_not_live", "schemes/371500/town-2015.yaml:49:43", "“B-001”不是 live 的读法,这里用不上"),
    ("reading_of_another_unit", "schemes/371500/town-2015.yaml:49:51", "“settle”这里不能写“50%”"),
    ("reading_of_edges_not_declared", "schemes/371500/town-2015.yaml:52:28", "上面的 readings 里没有“B-002”"),
    ("reading_that_nothing_reads", "schemes/371500/town-2015.yaml:12:3", "“B-001”写了 live: true,却没有一个数用到它"),
    ("register_is_a_list", "coverage.yaml:1:1", "“checked”要写成一组“名字: 值”"),
    ("region_not_listed", "schemes/371500/town-2015.yaml:10:16", "regions.csv 里没有“371599”这个地方"),
    ("region_unlike_its_folder", "schemes/371500/town-2015.yaml:6:1", "region 是 370000,文件却放在 371500 里"),
    ("row_too_short", "regions.csv:4:1", "这一行有 2 格,要有 5 格"),
    ("rule_forgotten", "schemes/371500/town-2015.yaml:9:13", "“D1-WHO”没有用到,也没有写进 not_computed"),
    ("stray_file", "schemes/town-2015.yaml:1:1", "这个文件放错"),
    ("tab", "schemes/371500/town-2015.yaml:24:1", "这里有不能开头的符号"),
    ("tag", "schemes/371500/town-2015.yaml:6:9", "这里用了引用或标签“!!str”"),
    ("tier_not_listed", "schemes/371500/town-2015.yaml:18:12", "“enrolment_tier”不能是“3”"),
    ("topic_not_known", "clauses/D1.yaml:35:5", "“topic”不能写“exclusion”"),
    ("two_documents", "schemes/371500/town-2015.yaml:65:1", "一个文件里有两份"),
    ("unknown_condition", "schemes/371500/town-2015.yaml:18:12", "没有“causes”这个条件"),
    ("unknown_key", "schemes/371500/town-2015.yaml:10:1", "不认识“teirs”"),
    ("unknown_key_in_a_clause", "clauses/D1.yaml:36:5", "不认识“plaec”"),
    ("unknown_key_in_a_figure", "schemes/371500/town-2015.yaml:36:29", "不认识“clauses”"),
    ("unknown_key_like_none", "schemes/371500/town-2015.yaml:10:1", "不认识“colour”"),
    ("unknown_layer", "schemes/371500/town-2015.yaml:43:3", "不认识“serious_ilness”"),
    ("unknown_set_value", "schemes/371500/town-2015.yaml:18:38", "“no_conditions”不能是“flu”"),
    ("unknown_value", "schemes/371500/town-2015.yaml:32:23", "“facility_level”不能是“primery”"),
    ("unreadable_figure", "schemes/371500/town-2015.yaml:36:17", "看不懂数“70”"),
    ("version_not_a_number", "edition.yaml:1:1", "“2026-11”不是版本号"),
    ("word_nearly_right", "schemes/371500/town-2015.yaml:8:13", "“insurance”不能写“residents”"),
    ("word_not_allowed", "schemes/371500/town-2015.yaml:38:77", "“grade”不能写“sure”"),
    ("word_of_another_place", "schemes/371500/town-2015.yaml:49:19", "“settle”这里不能写“whole”"),
]


@pytest.fixture
def laid_out(tmp_path: Path) -> Callable[..., Path]:
    """The sound content with the folders of some faults laid over it."""

    def lay(*names: str) -> Path:
        for name in ("base", *names):
            shutil.copytree(FAULTS / name, tmp_path, dirs_exist_ok=True)
        return tmp_path

    return lay


def found(root: Path) -> list[str]:
    return [str(fault).removeprefix(f"{root}/") for fault in check(root)]


@pytest.mark.parametrize(("name", "place", "words"), CASES, ids=[case[0] for case in CASES])
def test_a_fault_is_told_once_with_its_place_and_its_mend(
    laid_out: Callable[..., Path], name: str, place: str, words: str
) -> None:
    (fault,) = found(laid_out(name))
    assert fault.startswith(f"{place}: {words}")
    mend = fault.removeprefix(f"{place}: {words}")
    assert mend.strip("。?"), "no mend"
    assert "\n" not in fault


def test_every_folder_of_faults_is_tried() -> None:
    assert sorted(path.name for path in FAULTS.iterdir()) == sorted(["base", *(case[0] for case in CASES)])


def test_the_sound_content_has_no_fault(laid_out: Callable[..., Path]) -> None:
    assert found(laid_out()) == []


def test_the_shipped_content_has_no_fault(root: Path) -> None:
    assert found(root / "content") == []


def test_of_an_overlay_nothing_is_told_where_its_layer_cannot_come(laid_out: Callable[..., Path]) -> None:
    root = laid_out("overlay_of_no_case")
    path = root / "schemes/none/village-2015.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("town-2015}", "town-2051}"), encoding="utf-8")
    (fault,) = found(root)
    assert fault.startswith("schemes/none/village-2015.yaml:10:12: 没有叫“town-2051”的规定")


def test_all_faults_of_a_file_are_told_in_the_order_of_their_places(laid_out: Callable[..., Path]) -> None:
    root = laid_out()
    path = root / SCHEME
    text = path.read_text(encoding="utf-8")
    for right, wrong in {
        "tiers:": "teirs:",
        "year: 60%": "year: much",
        "value: 500元": "value: 500",
        "value: 70%": "value: 70元",
        "to: 50000元": "to: 9000元",
        "clauses: [D1-CAP]": "clauses: [D1-CPA]",
    }.items():
        text = text.replace(right, wrong)
    path.write_text(text, encoding="utf-8")
    faults = found(root)
    assert [fault.split(": ")[0].removeprefix(f"{SCHEME}:") for fault in faults] == [
        "10:1",
        "13:15",
        "33:16",
        "36:17",
        "54:16",
        "60:15",
    ]


def test_a_file_in_another_encoding(laid_out: Callable[..., Path]) -> None:
    root = laid_out()
    path = root / SCHEME
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    assert found(root) == [f"{SCHEME}:1:1: 这个文件不是 UTF-8 的文字。请存成 UTF-8。"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("insurance: [resident]", "insurance: [employee]"),  # the frame speaks of residents
        ("{from: 2015-01-01, to: 2015-12-31}", "{from: 2012-01-01, to: 2012-12-31}"),  # and is of November 2012
    ],
)
def test_rates_may_fall_where_no_frame_forbids_it(laid_out: Callable[..., Path], right: str, wrong: str) -> None:
    root = laid_out("falling_rates")
    path = root / SCHEME
    path.write_text(path.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    assert found(root) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("from: 2016-02-01", "from: 2016-01-01"),  # the day after
        ("from: 2016-02-01, to: 2016-12-31", "from: 2018-01-01, to: 2018-12-31"),  # two years that nobody has
    ],
)
def test_periods_may_follow_each_other_or_lie_years_apart(
    laid_out: Callable[..., Path], right: str, wrong: str
) -> None:
    root = laid_out("period_gap")
    path = root / "schemes/371500/town-2016.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")
    assert found(root) == []


def test_a_place_inside_another_may_have_rules_of_its_own(laid_out: Callable[..., Path]) -> None:
    root = laid_out("periods_overlap")
    path = root / "schemes/371500/town-2016.yaml"
    text = path.read_text(encoding="utf-8").replace('region: "371500"', 'region: "370000"')
    (root / "schemes/370000").mkdir()
    path.unlink()
    (root / "schemes/370000/town-2016.yaml").write_text(text, encoding="utf-8")
    assert found(root) == []


def places_of_figures(model: type[BaseModel]) -> Iterator[str]:
    """The names under which the format holds figures."""
    for name, field in model.model_fields.items():
        for kind in kinds(field.annotation):
            if issubclass(kind, (Figures, Value)) and name not in ("figures", "adjustments"):
                yield name
            if issubclass(kind, Model):
                yield from places_of_figures(kind)


def kinds(annotation: Any) -> Iterator[type]:
    if get_args(annotation) and get_origin(annotation) is not Literal:
        for inside in get_args(annotation):
            yield from kinds(inside)
    elif isinstance(annotation, type):
        yield annotation


def test_every_place_of_a_figure_in_the_format_has_its_units() -> None:
    assert set(places_of_figures(Scheme)) == set(FIGURES) | set(CHOICES)
    assert set(CHANGES) - {"bands"} <= set(FIGURES)


def test_the_command_ends_with_0_1_or_2(laid_out: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    root = laid_out()
    assert main(["check", str(root)]) == 0
    shutil.copytree(FAULTS / "unknown_key", root, dirs_exist_ok=True)
    capsys.readouterr()
    assert main(["check", str(root)]) == 1
    assert capsys.readouterr().out.startswith(f"{root}/{SCHEME}:10:1: 不认识“teirs”。")
    assert main(["check", str(root / "nowhere")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert "nowhere" in told.err


def test_a_folder_that_holds_no_content(tmp_path: Path) -> None:
    (fault,) = check(tmp_path)
    assert "这个文件夹里没有规定" in str(fault)
