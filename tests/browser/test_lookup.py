"""A person looks something up: the figure and its clause, one topic everywhere, a document and back."""

import re

from playwright.sync_api import Page, expect

from tests.browser.people import GUANXIAN, fill_in, headline, wide_as_its_window

QUESTION = "三级医院住院起付线多少"


def ask(page: Page, question: str = QUESTION) -> None:
    """Types a question."""
    field = page.get_by_role("textbox", name="要查什么")
    field.fill(question)
    field.press("Enter")


def test_a_question_shows_the_figure_and_its_clause(page: Page, visit, shot, accessible) -> None:
    visit(page, "/lookup?region=371525&year=2018")
    ask(page)
    expect(page.locator(".mb-answer")).to_contain_text("起付线 900元")
    expect(page.locator(".mb-found").first).to_contain_text("GX18-IP-DED-L3")
    assert "三级" not in page.url
    accessible(page)
    shot(page, "lookup")


def test_one_topic_everywhere(page: Page, visit, shot, accessible) -> None:
    visit(page, "/lookup?topic=inpatient.deductible")
    table = page.get_by_role("table")
    for place, figure in (("重庆2013年规定", "起付线 800元"), ("冠县2018年规定", "起付线 900元")):
        expect(table.get_by_role("row", name=place)).to_contain_text(figure)
    expect(table).not_to_contain_text("原文的另一种读法")
    accessible(page)
    shot(page, "lookup-topic")


def test_to_a_document_and_back(page: Page, visit, accessible) -> None:
    visit(page, "/lookup?region=371525&year=2018")
    ask(page)
    page.get_by_role("link", name="《城乡居民医保政策明白纸》").click()
    expect(page.get_by_role("heading", name="城乡居民医保政策明白纸")).to_be_visible()
    expect(page.locator(".st-key-mb-document").get_by_text("GX18-IP-DED-L3")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="← 回到查政策").click()
    expect(page.get_by_role("textbox", name="要查什么")).to_have_value(QUESTION)
    expect(page.locator(".mb-answer")).to_contain_text("起付线 900元")


def test_the_back_button_leads_from_a_document_to_the_results(page: Page, phone: Page, visit, settled) -> None:
    """The address says which document and clause it is, never what was typed; forward leads into the document again."""
    for visitor in (page, phone):
        visit(visitor, "/")
        visitor.get_by_role("link", name="查政策").first.click()
        ask(visitor, f"冠县{QUESTION}")
        visitor.get_by_role("link", name="《城乡居民医保政策明白纸》").click()
        expect(visitor).to_have_url(re.compile(r"/lookup\?document=GX18&clause=GX18-IP-DED-L3$"))
        visitor.go_back()
        expect(visitor).to_have_url(re.compile(r"/lookup$"))
        expect(visitor.get_by_role("textbox", name="要查什么")).to_have_value(f"冠县{QUESTION}")
        expect(visitor.locator(".mb-answer")).to_contain_text("起付线 900元")
        visitor.go_forward()
        expect(visitor.locator(".mb-this")).to_contain_text("GX18-IP-DED-L3")
        settled(visitor)


def test_the_back_button_leads_to_where_a_document_was_opened(page: Page, visit, settled) -> None:
    """From the register, and in the place, year and language that were chosen."""
    visit(page, "/coverage?lang=en")
    page.get_by_role("link", name="Plain-language sheet on resident medical insurance").click()
    expect(page.locator(".st-key-mb-document")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/lookup\?document=GX18&lang=en$"))
    settled(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/coverage\?lang=en$"))
    expect(page.get_by_role("table")).to_be_visible()
    visit(page, "/lookup?region=371525&year=2018")
    ask(page)
    page.get_by_role("link", name="《城乡居民医保政策明白纸》").click()
    expect(page.locator(".mb-this")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/lookup\?region=371525&year=2018$"))
    expect(page.locator(".mb-answer")).to_contain_text("起付线 900元")


def test_one_step_back_is_one_page_back(page: Page, visit, settled) -> None:
    """What a page adds to its own address (place, language) is no step of its own."""
    visit(page, "/estimate?lang=en&region=371525&year=2018")
    for door in ("Look up rules", "Compare"):
        page.get_by_role("link", name=door).click()
        settled(page)
    expect(page).to_have_url(re.compile(r"/compare\?lang=en&region=371525&year=2018$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"/lookup\?lang=en&region=371525&year=2018$"))
    expect(page.get_by_role("textbox", name="What to look up")).to_be_visible()
    settled(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/estimate\?lang=en&region=371525&year=2018$"))


def test_from_a_step_to_its_document_and_back(page: Page, visit) -> None:
    visit(page, GUANXIAN)
    fill_in(page)
    page.locator("details[data-mb-keep='basic'] > summary").click()
    expect(page.get_by_text("GX18-IP-RATE-L2").first).to_be_visible()
    page.get_by_role("link", name="《城乡居民医保政策明白纸》").click()
    expect(page.locator(".st-key-mb-document").get_by_text("GX18-IP-RATE-L2").first).to_be_visible()
    page.get_by_role("link", name="← 回到算一算").click()
    expect(headline(page)).to_contain_text("22,425.00 元")
    expect(page.get_by_text("您的回答")).to_be_visible()


def test_nothing_here_is_said(page: Page, visit) -> None:
    visit(page, "/lookup")
    ask(page, "克拉玛依住院报销")
    expect(page.locator(".mb-nothing")).to_contain_text("克拉玛依")
    expect(page.locator(".mb-found")).to_have_count(0)


def test_on_a_phone(phone: Page, visit, shot, accessible) -> None:
    for number, path in enumerate(("/lookup?topic=inpatient.rate", "/coverage", "/terms", "/lookup?document=GX18")):
        visit(phone, path)
        wide_as_its_window(phone)
        accessible(phone)
        shot(phone, f"lookup-phone-{number}")


def test_titles_are_whole_on_a_phone(phone: Page, visit) -> None:
    visit(phone, "/coverage?lang=en")
    links = phone.locator(".st-key-mb-documents a span")
    expect(links.filter(has_text="“National drug catalogue of basic medical, maternity")).to_be_visible()
    assert links.evaluate_all("(all) => all.filter((one) => one.scrollWidth > one.clientWidth).length") == 0
    wide_as_its_window(phone)


def test_an_advert_is_marked_as_one(page: Page, visit, shot, accessible) -> None:
    visit(page, "/lookup")
    ask(page, "重庆渝北私立医院报90%")
    first = page.locator(".mb-found").first
    expect(first.get_by_role("heading")).to_have_text("广告,不是规定 · 住院报几成")
    expect(first).to_contain_text("XX13-ADV-3")
    expect(page.locator(".mb-advert")).to_have_count(1)
    expect(page.locator(".mb-nothing")).to_contain_text("标着“广告”的不是规定")
    accessible(page)
    shot(page, "lookup-advert")


def test_a_document_speaks_the_language_of_the_reader(page: Page, visit) -> None:
    """What stands at a place, and what is damaged there; the heading is the one of the Chinese document."""
    for lang, heading, damage in (
        ("en", "三(4) Threshold and rates by band", "it may be 11,000 yuan or 10,000 yuan"),
        ("zh-Hant", "三(4) 起付線和分段比例", "可能是11000元,也可能是10000元"),
    ):
        visit(page, f"/lookup?document=AK16&lang={lang}")
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        page.locator(".st-key-mb-document details > summary").click()
        expect(page.locator(".st-key-mb-document details")).to_contain_text(damage)


def test_a_clause_is_marked_where_it_stands(page: Page, visit, shot, accessible) -> None:
    """From the clause of an answer to its place in the document, marked and in sight."""
    visit(page, "/lookup?document=GX18&clause=GX18-IP-DED-L2")
    marked = page.locator(".mb-this")
    expect(marked).to_contain_text("GX18-IP-DED-L2")
    expect(marked).to_be_in_viewport()
    accessible(page)
    shot(page, "lookup-clause")


def test_a_clause_opens_beside_what_was_typed(page: Page, visit) -> None:
    visit(page, "/lookup?region=371525&year=2018")
    ask(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="GX18-IP-DED-L3").first.click()
    expect(opened.value.locator(".mb-this")).to_contain_text("GX18-IP-DED-L3")
    expect(page.get_by_role("textbox", name="要查什么")).to_have_value(QUESTION)


def test_a_document_opens_at_its_head(page: Page, visit) -> None:
    visit(page, "/lookup?document=CQ13")
    expect(page.get_by_role("heading", name="2013年城乡居民医保报销(重庆)")).to_be_in_viewport()


def test_the_choice_of_a_place_outlives_a_document(page: Page, visit) -> None:
    visit(page, "/lookup?region=371525&year=2018")
    ask(page)
    page.get_by_role("link", name="《城乡居民医保政策明白纸》").click()
    page.get_by_role("link", name="← 回到查政策").click()
    expect(page.get_by_text("冠县2018年规定").first).to_be_visible()
    ask(page, "桂阳县 大病保险 比例")
    expect(page.locator(".mb-nothing")).to_contain_text("桂阳县")
    expect(page.locator(".mb-answer")).to_have_count(0)


def test_an_address_that_we_do_not_hold_is_said(page: Page, visit) -> None:
    for path, says in (("region=371525&year=2024", "2024年"), ("region=310000", "上海")):
        visit(page, f"/lookup?{path}")
        expect(page.locator(".mb-nothing")).to_contain_text(says)


def test_a_term_is_found(page: Page, visit, accessible) -> None:
    visit(page, "/terms")
    field = page.get_by_role("textbox", name="找哪个词")
    field.fill("封顶")
    field.press("Enter")
    expect(page.locator("#term-cap")).to_be_visible()
    expect(page.locator("#term-deductible")).to_have_count(0)
    accessible(page)
