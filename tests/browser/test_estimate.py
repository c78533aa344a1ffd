"""A person fills in the page for Guan County, sees the right amount, opens a layer and reads its clause."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import GUANXIAN, choose, fill_in, forth, headline, wide_as_its_window, write

LATIN_OF_STREAMLIT = re.compile(r"\b(Press|Enter|Choose|option|Running|Stop|Fullscreen|Menu|Skip|Select|Clear|Help)\b")


def test_the_family_of_guanxian(page: Page, visit, shot) -> None:
    visit(page, "/estimate")
    place = page.get_by_role("combobox", name="在哪里参的保?")
    place.fill("冠县")
    place.press("Enter")
    # What holds there today comes first; the rules of an older bill are chosen.
    expect(page.get_by_role("radio", name="聊城城乡居民医保(2025年起)")).to_be_checked()
    choose(page, "哪一年的规定?", "冠县城乡居民医保(2018年),大病保险用山东省2017年标准")
    forth(page, "看的什么病、在哪看")
    fill_in(page)
    expect(headline(page)).to_contain_text("按冠县2018年规定")
    expect(page.locator(".mb-sure")).to_contain_text("确定到分")
    lines = page.locator(".mb-lines")
    for amount in ("80,000.00", "5,000.00", "75,000.00", "52,150.00", "22,850.00", "5,425.00", "22,425.00"):
        expect(lines.locator(".mb-amount", has_text=amount).first).to_be_visible()

    layer = page.locator("details", has_text="基本医保").first
    layer.locator("summary").click()
    for said in ("(75,000 − 500) × 70% = 52,150.00", "GX18-IP-RATE-L2", "《城乡居民医保政策明白纸》", "原文写明"):
        expect(layer.get_by_text(said).first).to_be_visible()
    page.locator("details[data-mb-keep='serious_illness'] > summary").click()
    expect(page.locator(".mb-lit")).to_contain_text("10,850.00")
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    expect(page.get_by_text("少报 3,845.00 元")).to_be_visible()
    assert "80000" not in page.url
    shot(page, "guided-result")


def test_opened_layers_stay_open_while_the_result_changes(page: Page, visit) -> None:
    visit(page, GUANXIAN)
    fill_in(page)
    page.locator("details[data-mb-keep='basic'] > summary").click()
    expect(page.get_by_text("GX18-IP-RATE-L2").first).to_be_visible()
    choose(page, "今年在这次以前,看病报销过吗?", "不清楚")
    expect(headline(page)).to_contain_text("~")
    expect(page.get_by_text("GX18-IP-RATE-L2").first).to_be_visible()


def test_a_bad_amount_is_told_beside_its_field(page: Page, visit, shot) -> None:
    visit(page, GUANXIAN)
    forth(page, "单子上写的")
    write(page, "单子总额是多少?", "8万")
    total = page.get_by_role("textbox", name="单子总额是多少?")
    message = page.locator(".mb-error")
    expect(message).to_contain_text("80000")
    expect(total).to_have_value("8万")
    expect(total).to_have_attribute("aria-invalid", "true")
    expect(total).to_have_attribute("aria-describedby", message.get_attribute("id") or "")
    expect(headline(page)).to_have_count(0)
    shot(page, "bad-amount")
    write(page, "单子总额是多少?", "80000")
    expect(message).to_have_count(0)
    expect(headline(page)).to_be_visible()
    write(page, "全自费是多少?", "90000")
    expect(page.locator(".mb-error")).to_contain_text("比单子总额还多")
    expect(headline(page)).to_have_count(0)


def test_change_leads_back_to_the_question(page: Page, visit) -> None:
    visit(page, GUANXIAN)
    fill_in(page)
    page.get_by_text("您的回答").click()
    page.get_by_role("button", name="医院级别: 县医院(二级) · 改").click()
    expect(page.get_by_role("heading", name="看的什么病、在哪看")).to_be_visible()
    choose(page, "在哪一级医院看的?", "市里的大医院(三级)")
    expect(headline(page)).to_contain_text("26,270.00 元")  # 22,425 + 3,845


def test_other_languages(page: Page, visit, shot) -> None:
    visit(page, GUANXIAN)
    fill_in(page)
    for language, code, said in (("繁體", "zh-Hant", "您家要準備"), ("English", "en", "Have ready")):
        page.get_by_text(language, exact=True).click()
        expect(headline(page)).to_contain_text(said)
        expect(headline(page)).to_contain_text("22,425.00")
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page).to_have_url(re.compile(f"lang={code}"))
        shot(page, f"result-{code}")
    expect(page.get_by_role("radio", name="First time this year, nothing paid before")).to_be_checked()


def test_the_frame_speaks_chinese(page: Page, visit, server, accessible) -> None:
    visit(page, GUANXIAN)
    fill_in(page)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    words = page.evaluate(
        """() => [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(one =>
            ['aria-label', 'title', 'placeholder'].map(name => one.getAttribute(name) ?? ''))
            .concat(document.body.innerText.split('\\n'))"""
    )
    assert [text for text in words if LATIN_OF_STREAMLIT.search(text)] == []
    page.locator("details[data-mb-keep='basic'] > summary").click()
    page.get_by_text("您的回答").click()
    accessible(page)
    # What stands there before any script has run.
    first = page.request.get(server, headers={"Accept": "text/html"}).text()
    assert '<html lang="zh-Hans">' in first
    assert "<title>明白</title>" in first


def test_an_address_without_a_page_is_told_in_the_visitors_language(page: Page, visit) -> None:
    visit(page, "/nothing-here")
    told = page.get_by_role("dialog")
    expect(told).to_contain_text("没有这一页")
    expect(told).to_contain_text("这个地址没有页面,这里是首页。")
    expect(told).not_to_contain_text("Page")


def test_it_can_be_heard_copied_and_printed(page: Page, visit, shot) -> None:
    visit(page, GUANXIAN)
    fill_in(page)
    live = page.locator("#mb-live")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_contain_text("22,425.00 元")

    page.get_by_role("button", name="复制给家人").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "您家要准备: 22,425.00 元(按冠县2018年规定)" in copied
    assert "12393" in copied

    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.emulate_media(media="print")
    sheet = page.locator(".mb-paper")
    expect(sheet).to_be_visible()
    for said in ("22,425.00 元", "GX18-IP-RATE-L2", "SD17-CII-B1", "估算,不是结算单"):
        expect(sheet).to_contain_text(said)
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    shot(page, "print")


def test_on_a_phone(phone: Page, visit, shot, accessible) -> None:
    visit(phone, GUANXIAN)
    wide_as_its_window(phone)
    shot(phone, "guided-first-question")
    fill_in(phone)
    wide_as_its_window(phone)
    expect(phone.locator(".mb-foot")).to_have_count(1)  # the one before has gone
    phone.locator(".mb-foot").click()
    phone.locator("details[data-mb-keep='serious_illness'] > summary").click()
    expect(phone.locator(".mb-lit")).to_be_visible()
    wide_as_its_window(phone)
    accessible(phone)
    shot(phone, "guided-result")


@pytest.mark.parametrize("address", ["/", "/ask", "/estimate", GUANXIAN, "/estimate?region=350923&year=2018"])
def test_nobody_is_kept_out(page: Page, visit, accessible, address: str) -> None:
    visit(page, address)
    accessible(page)


def test_a_scheme_without_figures_shows_no_amount(page: Page, visit, shot) -> None:
    visit(page, "/estimate?region=350923&year=2018")
    result = page.locator(".st-key-mb-result")
    expect(result).to_contain_text("这里算不出金额")
    expect(result).to_contain_text("请问屏南县的医保窗口")
    forth(page, "单子上写的")
    write(page, "单子总额是多少?", "80000")
    expect(page.get_by_text("您的回答")).to_be_visible()
    expect(result).to_contain_text("这里算不出金额")
    told = result.locator(".mb-head").inner_text() + (result.locator(".mb-family").text_content() or "")
    assert not re.search(r"\d元|\d 元", told.replace("80,000.00 元", ""))
    shot(page, "no-amount")
