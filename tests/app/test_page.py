"""The page as Streamlit runs it, without a browser: fields are views of the answers, languages, refusals."""

import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from app.session import KEY

PATIENCE = 60


def opened(root, name: str) -> AppTest:
    """The app at one of its addresses, before its first run."""
    test = AppTest.from_file(str(root / "app" / "main.py"), default_timeout=PATIENCE)
    test._page_hash = calc_hash(name)  # `switch_page` knows pages that are files only
    return test


@pytest.fixture
def page(root) -> AppTest:
    test = opened(root, "estimate")
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
    page = opened(root, "estimate").run()
    assert not page.exception
    assert page.button(key="mb-forth").disabled
    place = field(page, "selectbox", "mb-place")
    place.set_value("500000").run()
    assert dict(page.query_params) == {"region": "500000", "year": "2025"}
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


@pytest.fixture
def talk(root) -> AppTest:
    return opened(root, "ask").run()


def say(page: AppTest, text: str) -> None:
    page.chat_input(key="mb-say").set_value(text).run()


def test_the_first_screen_has_its_doors(root) -> None:
    page = opened(root, "home").run()
    assert not page.exception
    assert "不登录、不留存" in shown(page)
    doors = ["ask", "estimate", "compare", "lookup", "funds", "coverage", "waiting"]
    assert [one.proto.page for one in page.get("page_link")] == doors


def test_what_is_typed_is_shown_as_text_and_masked(talk: AppTest) -> None:
    say(talk, "<b>县医院</b> **住院** $x$ 110101199003078888")
    assert not talk.exception
    text = shown(talk)
    assert "&lt;b&gt;县医院&lt;/b&gt; **住院** $x$ ***" in text
    assert "110101199003078888" not in text
    assert not talk.markdown


def test_quick_replies_and_change(talk: AppTest) -> None:
    say(talk, "冠县,2018年3月在县医院住院花了八万,全自费五千,头一回住,能报多少?")
    assert "mb-bar" in shown(talk)
    while quick := [
        one for one in talk.button if one.key.startswith("mb-quick-") and one.key.endswith(("-yes", "-no"))
    ]:
        quick[0].click().run()  # yes, all as usual; no, none of these
    assert not talk.exception
    assert "57,575.00 元" in shown(talk)
    assert talk.button(key="mb-over")
    talk.button(key="mb-change-ask-visits-0-facility_level").click().run()
    assert not talk.exception
    assert "在哪一级医院看的?" in shown(talk)
    field(talk, "button", "-tertiary").click().run()
    # (75,000 - 900) x 60% = 44,460; left 30,540; (30,540 - 12,000) x 50% = 9,270; 80,000 - 53,730 is left to pay.
    assert "26,270.00 元" in shown(talk)


def test_start_again_empties_everything(talk: AppTest) -> None:
    say(talk, "冠县,2018年3月在县医院住院花了八万")
    talk.button(key="mb-again").click().run()
    assert not talk.exception
    assert "80,000.00" not in shown(talk)
    assert not talk.session_state[KEY].conversation.said
    assert dict(talk.query_params) == {}


def test_another_language_says_the_question_in_it(talk: AppTest) -> None:
    say(talk, "冠县,2018年3月在县医院住院花了八万")
    talk.session_state["mb-lang"] = "en"
    talk.session_state[KEY].lang = "en"
    talk.run()
    assert not talk.exception
    assert "Is this the first time this year" in shown(talk)
    assert any(one.label == "Not sure" for one in talk.button)


def test_a_comparison_keeps_the_answers_and_speaks_every_language(page: AppTest) -> None:
    fill_in(page)
    before = dict(page.session_state[KEY].answers.texts)
    page._page_hash = calc_hash("compare")
    page.run()
    assert not page.exception
    assert "本县县医院多报 3,845.00 元" in shown(page)
    field(page, "selectbox", "compare-what").set_value("not_registered").run()
    assert "57,385.00 元" in shown(page)
    for lang, said in (("en", "What it would cost not to register"), ("zh-Hant", "不參保要多花多少")):
        page.session_state["mb-lang"] = lang
        page.session_state[KEY].lang = lang
        page.run()
        assert not page.exception
        assert said in shown(page)
    assert page.session_state[KEY].answers.texts == before
    assert dict(page.query_params) == {"lang": "zh-Hant", "region": "371525", "year": "2018"}


def test_a_hospital_class_is_asked_for_where_the_scheme_sets_one_apart(root) -> None:
    """Hunan: of grade one there is the township hospital, and another kind with figures of its own."""
    page = opened(root, "estimate")
    page.query_params["region"] = "430000"
    page.query_params["year"] = "2023"
    page.run()
    field(page, "radio", "visits-0-kind").set_value("inpatient").run()
    field(page, "radio", "visits-0-facility_level").set_value("secondary").run()
    assert not any("facility_class" in one.key for one in page.radio)
    field(page, "radio", "visits-0-facility_level").set_value("primary").run()
    choice = field(page, "radio", "visits-0-facility_class")
    assert choice.options == ["一级医院,不是卫生院、社区医院", "都不是", "不清楚"]
