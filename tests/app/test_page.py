"""The page as Streamlit runs it, without a browser: fields are views of the answers, languages, refusals."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from app.session import KEY

PATIENCE = 60


@pytest.fixture
def page(root) -> AppTest:
    test = AppTest.from_file(str(root / "app" / "main.py"), default_timeout=PATIENCE)
    test.query_params["region"] = "371525"
    test.query_params["year"] = "2018"
    return test


def shown(page: AppTest) -> str:
    """All that our own markup says."""
    bodies = "".join(element.proto.body for element in page.get("html"))
    return re.sub(r"<style.*?</style>|<script.*?</script>", "", bodies, flags=re.DOTALL)


def field(page: AppTest, kind: str, ending: str):
    return next(one for one in page.get(kind) if one.key and ending in one.key)


def press(page: AppTest, key: str) -> None:
    page.button(key=key).click().run()


def fill_in(page: AppTest) -> None:
    """The family's answers, the guided way."""
    page.run()
    field(page, "radio", "visits-0-kind").set_value("inpatient").run()
    field(page, "radio", "visits-0-facility_level").set_value("secondary").run()
    field(page, "radio", "together-visit").set_value("all").run()
    press(page, "mb-forth")
    for name, amount in (("total", "80000"), ("self_funded", "5000"), ("over_limit", "0"), ("first_pay", "0")):
        field(page, "text_input", f"visits-0-bill-{name}").input(amount).run()
    press(page, "mb-forth")
    field(page, "radio", "continuous_enrolment").set_value("true").run()
    field(page, "radio", "year-so-far").set_value("all").run()


def test_a_family_reaches_its_figure(page: AppTest) -> None:
    fill_in(page)
    assert not page.exception
    text = shown(page)
    assert "22,425.00 元" in text
    assert "57,575.00 元" in text
    assert "确定到分" in text


def test_one_question_at_a_time(page: AppTest) -> None:
    page.run()
    assert [one.key.split("-")[-3] for one in page.radio if "visits" in one.key] == ["kind"]
    field(page, "radio", "visits-0-kind").set_value("unsure").run()
    assert any("facility_level" in one.key for one in page.radio)


def test_the_page_begins_with_the_place(root) -> None:
    page = AppTest.from_file(str(root / "app" / "main.py"), default_timeout=PATIENCE).run()
    assert not page.exception
    assert page.button(key="mb-forth").disabled
    place = field(page, "selectbox", "mb-place")
    place.set_value("500000").run()
    assert dict(page.query_params) == {"region": "500000", "year": "2013"}
    assert not page.button(key="mb-forth").disabled


@pytest.mark.slow
def test_nothing_of_a_person_stands_in_the_address(page: AppTest) -> None:
    fill_in(page)
    assert dict(page.query_params) == {"region": "371525", "year": "2018"}


def test_a_bad_amount_stays_as_typed_with_its_message(page: AppTest) -> None:
    page.run()
    press(page, "mb-forth")
    total = field(page, "text_input", "bill-total")
    total.input("8万").run()
    assert "mb-error" in shown(page)
    assert "元</strong>" not in shown(page)
    assert field(page, "text_input", "bill-total").value == "8万"
    field(page, "text_input", "bill-total").input("80000").run()
    assert "mb-error" not in shown(page)


def test_not_sure_empties_the_field(page: AppTest) -> None:
    page.run()
    press(page, "mb-forth")
    field(page, "text_input", "bill-self_funded").input("5000").run()
    field(page, "checkbox", "bill-self_funded-unsure").check().run()
    assert field(page, "text_input", "bill-self_funded").value == ""
    assert page.session_state[KEY].answers.unsure == {"visits.0.bill.self_funded"}


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "said"), [("zh-Hant", "您家要準備"), ("en", "Have ready")])
def test_another_language_keeps_every_answer(page: AppTest, lang: str, said: str) -> None:
    fill_in(page)
    page.session_state["mb-lang"] = lang
    page.session_state[KEY].lang = lang
    page.run()
    assert not page.exception
    assert said in shown(page)
    assert "22,425.00" in shown(page)
    assert page.query_params["lang"] == lang


@pytest.mark.slow
def test_change_leads_back_to_the_question(page: AppTest) -> None:
    fill_in(page)
    press(page, "mb-change-visits-0-place")
    now = page.session_state[KEY]
    assert now.stage == "visit"
    field(page, "radio", "visits-0-place").set_value("outside").run()
    assert "聊城市以外住院报多少" in shown(page)
    press(page, "mb-change-year")
    assert now.stage == "person"


def sheet(page: AppTest) -> None:
    page.run()
    field(page, "button_group", "mb-way").set_value("sheet").run()


@pytest.mark.slow
def test_the_sheet_takes_all_at_once_and_goes_to_the_next(page: AppTest) -> None:
    sheet(page)
    field(page, "selectbox", "visits-0-kind").set_value("inpatient")
    field(page, "selectbox", "visits-0-facility_level").set_value("secondary")
    for name, amount in (("total", "80000"), ("self_funded", "5000"), ("over_limit", "0"), ("first_pay", "0")):
        field(page, "text_input", f"visits-0-bill-{name}").input(amount)
    field(page, "checkbox", "usual").check()
    field(page, "checkbox", "first").check()
    next(one for one in page.button if "mb-form" in (one.form_id or "")).click().run()
    assert not page.exception
    assert "22,425.00 元" in shown(page)

    press(page, "mb-next-bill")
    assert field(page, "selectbox", "visits-1-kind").value == "inpatient"
    for name, amount in (("total", "10000"), ("self_funded", "0"), ("over_limit", "0"), ("first_pay", "0")):
        field(page, "text_input", f"visits-1-bill-{name}").input(amount)
    next(one for one in page.button if "mb-form" in (one.form_id or "")).click().run()
    # The second stay: (10,000 - 250) x 70% = 6,825; its own 3,175 is above the threshold already: 1,587.50.
    assert "8,412.50" in shown(page)

    press(page, "mb-next-person")
    assert field(page, "text_input", "visits-0-bill-total").value == ""
    assert not page.session_state[KEY].answers.texts
