"""Which scheme a place and a day fall under, and which names are refused."""

from pathlib import Path

import pytest

from engine.content import Library, library
from engine.errors import RegionError, SchemeError
from engine.resolve import find_region, scheme_for, schemes_at
from engine.written import day_number
from tests.engine.small_schemes import add


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("371525", "371525"),
        ("冠县", "371525"),
        (" 冠县 ", "371525"),
        ("聊城", "371500"),
        ("聊城市", "371500"),
        ("山东", "370000"),
        ("重庆", "500000"),
        ("广西", "450000"),
        ("桂阳", "431021"),
        ("贵阳", "520100"),
        ("富阳", "330111"),
        ("阜阳", "341200"),
        ("屏南", "350923"),
        ("平南", "450821"),
    ],
)
def test_a_place_is_found_by_its_code_or_chinese_name(text: str, code: str) -> None:
    assert find_region(text, library()).code == code


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Guiyang", ("桂阳县 431021", "贵阳市 520100")),
        ("guiyang", ("桂阳县 431021", "贵阳市 520100")),
        ("GUI YANG", ("桂阳县 431021", "贵阳市 520100")),
        ("Fuyang", ("富阳区 330111", "阜阳市 341200")),
        ("Pingnan", ("屏南县 350923", "平南县 450821")),
    ],
)
def test_pinyin_that_names_two_places_is_refused_with_both(text: str, names: tuple[str, ...]) -> None:
    with pytest.raises(RegionError) as fault:
        find_region(text, library())
    for name in names:
        assert name in str(fault.value)


@pytest.mark.parametrize("text", ["火星", "999999", "", "   ", "37152", "县", "Atlantis", "冠县" * 200])
def test_a_place_that_we_do_not_know_is_refused(text: str) -> None:
    with pytest.raises(RegionError) as fault:
        find_region(text, library())
    assert len(str(fault.value)) < 300


def test_a_name_that_is_nearly_right_is_offered() -> None:
    with pytest.raises(RegionError) as fault:
        find_region("重庆是", library())
    assert "重庆市" in str(fault.value)


REGIONS = """code,name,name_en,parent,pinyin
900000,甲省,Jia Province,,jia
900100,乙市,Yi,900000,yi
900101,丙县,Bing County,900100,bing
900200,丁市,Ding,900000,ding
900201,丙区,Bing District,900200,bing
"""
COMPUTES = """
layers:
  basic:
    benefits: [{name: all, title: 都, title_en: all, rate: [{value: 50%, clause: X, grade: stated}]}]
"""
FRAME = """
frame: "true"
layers:
  basic:
    benefits: [{name: all, title: 都, title_en: all, lost: {clause: X, why: 没有, why_en: none}}]
"""


@pytest.fixture
def content(tmp_path: Path) -> Library:
    """A province with rules of 2019 and 2020, and more as a test adds them."""
    (tmp_path / "regions.csv").write_text(REGIONS, encoding="utf-8")
    add(tmp_path, "province-2019", COMPUTES, '"900000"', "2019-01-01", "2019-12-31")
    add(tmp_path, "province-2020", COMPUTES, '"900000"', "2020-01-01", "2020-12-31")
    return Library(tmp_path)


def found(content: Library, place: str, day: str) -> str:
    return scheme_for(place, day_number(day), content)[0].id


@pytest.mark.parametrize(
    ("day", "scheme"),
    [("2019-01-01", "province-2019"), ("2019-12-31", "province-2019"), ("2020-01-01", "province-2020")],
)
def test_the_day_decides_and_both_ends_of_a_period_count(content: Library, day: str, scheme: str) -> None:
    assert found(content, "甲省", day) == scheme


def test_a_place_falls_under_what_it_lies_in(content: Library) -> None:
    assert found(content, "丙县", "2020-05-01") == "province-2020"
    assert found(content, "900200", "2020-05-01") == "province-2020"


def test_the_most_specific_scheme_applies(content: Library) -> None:
    add(content.root, "city-2020", COMPUTES, '"900100"')
    assert found(content, "丙县", "2020-05-01") == "city-2020"
    add(content.root, "county-2020", COMPUTES, '"900101"')
    assert found(content, "丙县", "2020-05-01") == "county-2020"
    assert found(content, "乙市", "2020-05-01") == "city-2020"
    assert found(content, "丁市", "2020-05-01") == "province-2020"


def test_a_scheme_that_computes_comes_before_a_frame_however_near(content: Library) -> None:
    add(content.root, "county-2020", FRAME, '"900101"')
    assert found(content, "丙县", "2020-05-01") == "province-2020"


def test_a_frame_applies_where_nothing_else_does(content: Library) -> None:
    add(content.root, "county-2021", FRAME, '"900101"', "2021-01-01", "2021-12-31")
    assert found(content, "丙县", "2021-05-01") == "county-2021"


def test_a_scheme_may_hold_for_other_places_too(content: Library) -> None:
    add(content.root, "city-2021", 'also_regions: ["900201"]' + COMPUTES, '"900100"', "2021-01-01", "2021-12-31")
    assert found(content, "丙区", "2021-05-01") == "city-2021"
    with pytest.raises(SchemeError):
        found(content, "丁市", "2021-05-01")


def test_an_open_end_holds_as_far_as_the_source_speaks(content: Library) -> None:
    add(content.root, "open-2021", COMPUTES, '"900000"', "2021-01-01", "null, until_known: 2022-06-30")
    assert found(content, "甲省", "2022-06-30") == "open-2021"
    with pytest.raises(SchemeError):
        found(content, "甲省", "2022-07-01")


def test_a_day_without_rules_names_the_nearest_periods(content: Library) -> None:
    with pytest.raises(SchemeError) as fault:
        found(content, "丙县", "2021-05-01")
    assert "province-2020(2020-01-01 – 2020-12-31)" in str(fault.value)
    assert "丙县" in str(fault.value)


def test_a_place_without_any_rules_is_told_so() -> None:
    with pytest.raises(SchemeError) as fault:
        scheme_for("贵阳", day_number("2018-03-05"), library())
    assert "贵阳市" in str(fault.value)


def test_a_short_name_that_two_places_share_is_refused_with_both(content: Library) -> None:
    with pytest.raises(RegionError) as fault:
        find_region("丙", content)
    assert "丙县 900101" in str(fault.value)
    assert "丙区 900201" in str(fault.value)
    assert find_region("丙区", content).code == "900201"


@pytest.mark.parametrize(
    ("place", "day", "scheme"),
    [
        ("431000", "2026-05-01", "hunan-2023"),  # 郴州
        ("430100", "2026-05-01", "hunan-2023"),  # 长沙
        ("桂阳", "2026-05-01", "hunan-2023"),  # a county of 郴州; its own rules are of 2018
        ("桂阳", "2018-05-01", "guiyang-county-2018"),
        ("冠县", "2026-05-01", "liaocheng-2025"),
        ("冠县", "2024-12-31", "liaocheng-2022"),
        ("冠县", "2018-05-01", "guanxian-2018"),
        ("重庆", "2026-05-01", "chongqing-2025"),
        ("重庆", "2013-05-01", "chongqing-2013"),
        ("341300", "2026-05-01", "suzhou-anhui-2023"),
        ("洛阳", "2026-05-01", "luoyang-2024"),
        ("周口", "2022-05-01", "zhoukou"),
        ("郑州", "2026-05-01", "henan-serious-illness"),
        ("南昌", "2026-05-01", "nanchang-2022"),
        ("上饶", "2026-05-01", "jiangxi-2025"),  # only a frame: of Jiangxi's other cities we have no figures
    ],
)
def test_a_place_of_ours_on_a_day(place: str, day: str, scheme: str) -> None:
    assert scheme_for(place, day_number(day), library())[0].id == scheme


@pytest.mark.parametrize(
    ("place", "day", "nearest"),
    [
        ("重庆", "2018-05-01", ["chongqing-2013", "chongqing-2025"]),
        ("重庆", "2024-05-01", ["chongqing-2025", "chongqing-2013"]),
        ("宿州", "2020-01-01", ["suzhou-anhui-2023"]),
        ("冠县", "2020-01-01", ["guanxian-2018", "liaocheng-2022", "liaocheng-2025"]),
    ],
)
def test_no_scheme_of_another_time_steps_in(place: str, day: str, nearest: list[str]) -> None:
    with pytest.raises(SchemeError) as fault:
        scheme_for(place, day_number(day), library())
    said = str(fault.value)
    assert "不管这一天" in said
    assert sorted(nearest, key=said.index) == nearest


def test_a_scheme_of_the_insurance_that_is_asked_for_comes_first(content: Library) -> None:
    add(content.root, "county-2020", COMPUTES, '"900101"')
    insured = [scheme_for("丙县", day_number("2020-05-01"), content, name)[0].id for name in (None, "resident")]
    assert insured == ["county-2020", "county-2020"]
    workers = content.root / "schemes" / "none" / "province-2020.yaml"
    workers.write_text(workers.read_text(encoding="utf-8").replace("[resident]", "[employee]"), encoding="utf-8")
    again = Library(content.root)
    assert scheme_for("丙县", day_number("2020-05-01"), again, "employee")[0].id == "province-2020"
    assert scheme_for("丙县", day_number("2020-05-01"), again)[0].id == "county-2020"


def test_the_scheme_in_force_today_is_the_first_of_a_place() -> None:
    def named(place: str, today: str | None) -> list[str]:
        return [one.id for one in schemes_at(place, library(), day_number(today) if today else None)]

    assert named("重庆", "2026-11-26") == ["chongqing-2025", "chongqing-2013"]
    assert named("重庆", "2013-05-01") == ["chongqing-2013", "chongqing-2025"]
    assert named("重庆", "2018-05-01") == ["chongqing-2013", "chongqing-2025"]  # what was, before what is to come
    assert named("冠县", "2026-11-26")[0] == "liaocheng-2025"
    assert named("冠县", None)[0] == "guanxian-2018"
