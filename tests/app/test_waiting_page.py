"""The page 断交和连续交, without a browser: every field may stay empty, a bad one is told beside itself, and each half
stands alone."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app.session import KEY


@pytest.fixture
def page(root) -> AppTest:
    test = AppTest.from_file(str(root / "app" / "main.py"), default_timeout=60)
    test._page_hash = calc_hash("waiting")
    return test.run()


def shown(page: AppTest) -> str:
    bodies = "".join(element.proto.body for element in page.get("html"))
    return re.sub(r"<style.*?</style>|<script.*?</script>", "", bodies, flags=re.DOTALL)


def write(page: AppTest, name: str, text: str) -> None:
    next(one for one in page.text_input if f"enrolment-{name}-" in one.key).input(text).run()


def choose(page: AppTest, name: str, value: str) -> None:
    next(one for one in page.selectbox if f"enrolment-{name}-" in one.key).set_value(value).run()


def test_with_nothing_filled_in_it_says_what_to_fill_in_and_tells_the_rules(page: AppTest) -> None:
    assert not page.exception
    assert "填了断交几年,这里就说要等几个月。" in shown(page)
    assert "比如断交2年、一年不补" in shown(page)
    assert "填了连着交几年、几年没报过,这里就说封顶线能多多少。" in shown(page)
    assert "NAT24-WAIT-3M" in shown(page)
    assert "。、" not in shown(page)


def test_a_lapse_of_five_years(page: AppTest) -> None:
    write(page, "lapsed", "5")
    assert "交了以后,先等6个月到8个月。" in shown(page)  # all paid off, at least 6; none, 3 + 5
    assert "居民医保不能报" in shown(page)
    write(page, "repaired", "0")
    assert "交了以后,先等7个月或者8个月。" in shown(page)  # 3 + 4 or 3 + 5
    choose(page, "exempt", "true")
    assert "新生儿这样的人不用等,交了就能报。" in shown(page)
    assert not page.exception


def test_a_long_lapse_has_a_short_table_and_all_of_it_in_a_fold(page: AppTest) -> None:
    write(page, "lapsed", "30")
    open_rows, folded = shown(page).split('data-mb-keep="enrolment-rows"')
    assert len(re.findall(r'scope="row"', open_rows)) == 7
    assert "4年" in open_rows
    assert "27年" in open_rows  # the last that changes anything: 3 + 30 - 27 = 6
    assert "29年" not in open_rows
    assert "29年" in folded


def test_the_bonuses_of_shandong(page: AppTest) -> None:
    for name, text in (("straight", "4"), ("zero_claim", "1年"), ("cap", "40万")):
        write(page, name, text)
    choose(page, "area", "370000")
    choose(page, "bonus_used", "false")
    assert "能多 3,000 元" in shown(page)  # no year beyond four; 1 × 3,000 without a claim, whatever year it is
    assert "SD24-BONUS" in shown(page)
    assert "每次加 3,000 元,是山东省的数。<span" in shown(page)  # what is not sure is told of this sentence


def test_elsewhere_is_the_first_of_the_places(page: AppTest) -> None:
    area = next(one for one in page.selectbox if "enrolment-area-" in one.key)
    assert area.options[0] == "别的地方,或者不清楚(按国家规定算)"
    assert "山东省 泰安市" in area.options
    choose(page, "area", "370900")
    write(page, "straight", "6")
    assert "原来的封顶线按泰安市的 400,000 元算" in shown(page)


def test_a_document_is_named_once_for_all_of_its_clauses(page: AppTest) -> None:
    write(page, "lapsed", "5")
    halves = shown(page).split('data-mb-keep="enrolment-')
    assert [half.count("https://www.gov.cn/") for half in halves[-2:]] == [1, 1]


def test_a_bad_field_is_told_beside_itself_and_mended(page: AppTest) -> None:
    write(page, "lapsed", "2")
    write(page, "repaired", "3")
    assert "补交的年数不能比断交的年数多" in shown(page)
    assert "有 1 格要改" in shown(page)
    write(page, "repaired", "<b>")
    assert "年数请写 0 到 60 的整数。" in shown(page)
    write(page, "repaired", "1")
    assert "mb-error" not in shown(page)
    assert "先等3个月或者4个月" in shown(page)  # 3 + 1 - 1, 3 + 2 - 1


def test_every_bad_field_keeps_its_message_and_the_other_half_its_result(page: AppTest) -> None:
    write(page, "lapsed", "5")
    write(page, "straight", "x")
    write(page, "cap", "40")
    assert "先等6个月到8个月" in shown(page)
    assert "年数请写 0 到 60 的整数。" in shown(page)
    assert "这里写的是 40 元,请核对" in shown(page)
    assert "有 2 格要改" in shown(page)
    write(page, "repaired", "6")
    assert shown(page).count("mb-error") == 3
    assert "先等" not in shown(page)


def test_nothing_of_it_stands_in_the_address_and_it_survives_another_language(page: AppTest) -> None:
    write(page, "lapsed", "5")
    assert dict(page.query_params) == {}
    page.session_state["mb-lang"] = "en"
    page.session_state[KEY].lang = "en"
    page.run()
    assert not page.exception
    assert "After paying you first wait 6 months to 8 months." in shown(page)


@pytest.mark.parametrize(("region", "area"), [("431023", "430000"), ("370900", "370900"), ("371525", "370000")])
def test_the_place_of_the_bill_is_the_one_to_begin_with(root, region: str, area: str) -> None:
    """A county of Hunan has the province's figures, Tai'an its own, one of Liaocheng those of Shandong."""
    page = AppTest.from_file(str(root / "app" / "main.py"), default_timeout=60)
    page._page_hash = calc_hash("waiting")
    page.query_params["region"] = region
    page.run()
    assert next(one for one in page.selectbox if "enrolment-area-" in one.key).value == area
