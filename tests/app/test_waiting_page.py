"""The page 断交和连续交, without a browser: every field may stay empty, and a bad one is told beside itself."""

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


def test_with_nothing_filled_in_the_rules_are_told(page: AppTest) -> None:
    assert not page.exception
    assert "断交几年还不知道,没法说等几个月。" in shown(page)
    assert "NAT24-WAIT-3M" in shown(page)


def test_a_lapse_of_five_years(page: AppTest) -> None:
    write(page, "lapsed", "5")
    assert "要等6个月到8个月。" in shown(page)  # all paid off, at least 6; none, 3 + 5
    write(page, "repaired", "0")
    assert "要等7个月到8个月。" in shown(page)  # 3 + 4 or 3 + 5
    choose(page, "exempt", "true")
    assert "新生儿这样的人不用等,交了就能报。" in shown(page)
    assert not page.exception


def test_the_bonuses_of_shandong(page: AppTest) -> None:
    for name, text in (("straight", "6"), ("zero_claim", "2"), ("cap", "400,000")):
        write(page, name, text)
    choose(page, "area", "370000")
    choose(page, "bonus_used", "false")
    assert "能多 12,000.00 元" in shown(page)  # (6 - 4) × 3,000 + 2 × 3,000
    assert "SD24-BONUS" in shown(page)


def test_a_bad_field_is_told_beside_itself_and_mended(page: AppTest) -> None:
    write(page, "lapsed", "2")
    write(page, "repaired", "3")
    assert "补交的年数不能比断交的年数多" in shown(page)
    assert "mb-head" not in shown(page)
    write(page, "repaired", "<b>")
    assert "年数请写 0 到 60 的整数。" in shown(page)
    write(page, "repaired", "1")
    assert "mb-error" not in shown(page)
    assert "要等4个月到5个月" not in shown(page)
    assert "要等3个月到4个月" in shown(page)  # 3 + 1 - 1, 3 + 2 - 1


def test_nothing_of_it_stands_in_the_address_and_it_survives_another_language(page: AppTest) -> None:
    write(page, "lapsed", "5")
    assert dict(page.query_params) == {}
    page.session_state["mb-lang"] = "en"
    page.session_state[KEY].lang = "en"
    page.run()
    assert not page.exception
    assert "The wait is 6 months to 8 months." in shown(page)
