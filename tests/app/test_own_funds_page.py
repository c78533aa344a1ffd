"""Own figures on the page as Streamlit runs it: proposed, confirmed, changed, kept by an operator alone."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.session import KEY
from tests.app.test_page import opened, press, shown

TEXT = (
    "2018年,共筹集基金47043.8万元,上年结余21226.4万元,累计可用基金68308.46万元;其中大病补偿2302.16万元,参保率达99.6%。"
)


@pytest.fixture
def page(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("MINGBAI_STATE", str(tmp_path))
    monkeypatch.delenv("MINGBAI_OPERATOR", raising=False)
    test = opened(root, "funds")
    test.query_params["topic"] = "own"
    test.run()
    test.session_state[KEY].own_way = "text"
    return test.run()


def read_text(page: AppTest) -> None:
    for name, value in (("region_name", "桂阳县"), ("document", "总结"), ("year", "2018")):
        page.text_input(key=f"mb-own-text-{name}").input(value)
    page.text_area(key="mb-own-text-text").input(TEXT)
    press(page, "mb-own-read")


def buttons(page: AppTest) -> set[str]:
    return {one.key for one in page.button}


def test_what_is_ticked_is_taken_and_checked(page: AppTest) -> None:
    read_text(page)
    boxes = [one for one in page.checkbox if one.key.startswith("mb-own-box")]
    assert [one.value for one in boxes] == [True] * 5
    boxes[3].uncheck()
    press(page, "mb-own-confirm-it")
    assert not page.exception
    assert "收下 4 个数,0 处没读懂。" in shown(page)
    assert "印的多 38.26万元" in shown(page)  # 68,308.46 − (47,043.8 + 21,226.4)
    assert len([one for one in page.checkbox if one.key.startswith("mb-own-box")]) == 1  # what was not taken stays


def test_one_is_taken_to_the_form_and_changed(page: AppTest) -> None:
    read_text(page)
    change = next(one for one in page.selectbox if one.key.startswith("mb-own-change-"))
    change.select_index(2).run()
    press(page, "mb-own-change-it")
    now = page.session_state[KEY]
    assert now.own_way == "form"
    figure = next(one for one in page.text_input if "-figure-" in one.key)
    assert figure.value == "68308.46万元"
    figure.input("68270.2万元")
    next(one for one in page.button if one.label == "收下这一条").click().run()
    assert [(one.indicator, one.printed) for one in page.session_state[KEY].own.figures] == [
        ("available", "68270.2万元")
    ]
    assert len(now.own_prose.proposals) == 4


def test_nobody_but_an_operator_keeps_anything(page: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    read_text(page)
    press(page, "mb-own-confirm-it")
    assert "mb-own-keep" not in buttons(page)
    assert not list(tmp_path.glob("funds-own/*"))
    monkeypatch.setenv("MINGBAI_OPERATOR", "1")
    page.run()
    press(page, "mb-own-keep")
    kept = [path.name for path in tmp_path.glob("funds-own/*.csv")]
    assert len(kept) == 1
    assert page.session_state[KEY].own.figures == ()
    assert "这是自己填的数,没有跟公布的数混在一起。" in shown(page)
    assert "您自己填的,没有核实过" in shown(page)
    monkeypatch.delenv("MINGBAI_OPERATOR")
    page.run()
    assert f"mb-own-gone-{kept[0]}" not in buttons(page)
    monkeypatch.setenv("MINGBAI_OPERATOR", "1")
    page.run()
    press(page, f"mb-own-gone-{kept[0]}")
    assert not list(tmp_path.glob("funds-own/*.csv"))
    assert not page.exception


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
@pytest.mark.parametrize("way", ["file", "form", "text"])
def test_in_every_language(page: AppTest, lang: str, way: str) -> None:
    read_text(page)
    press(page, "mb-own-confirm-it")
    now = page.session_state[KEY]
    now.lang, now.own_way = lang, way
    page.run()
    assert not page.exception


def test_a_sum_in_myriads_is_read_back_in_hundred_millions(page: AppTest) -> None:
    """47,043.8万 = 4.70438亿, 21,226.4万 = 2.12264亿; 2,302.16万 is below 1亿, 99.6% no sum."""
    read_text(page)
    labels = [one.label.replace("\\", "") for one in page.checkbox if one.key.startswith("mb-own-box")]
    assert labels[0].startswith("基金收入 47043.8万元(4.7亿元)(")
    assert labels[1].startswith("上年结余 21226.4万元(2.12亿元)(")
    assert not any("亿" in label for label in labels[3:])
