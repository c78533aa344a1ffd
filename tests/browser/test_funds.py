"""A person looks at the money: the sentence, the flow, what does not add up, what can be taken away."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.people import wide_as_its_window

GUIYANG = "/funds?region=431021&year=2018"


def test_the_year_in_a_sentence_and_its_flow(page: Page, visit, shot, accessible) -> None:
    visit(page, GUIYANG)
    expect(page.get_by_text("这一年支出比收入多2,036.85万元,动用了历年结余。").first).to_be_visible()
    chart = page.locator(".st-key-mb-chart-flow")
    expect(chart.locator(".js-plotly-plot")).to_contain_text("3.96亿元")
    chart.get_by_text("看表格").click()
    expect(chart.get_by_role("row", name="风险金 4,673.92万元")).to_contain_text("46,739,200元")
    accessible(page)
    shot(page, "funds")


def test_a_picture_and_a_table_to_take_away(page: Page, visit, tmp_path: Path) -> None:
    visit(page, GUIYANG)
    chart = page.locator(".st-key-mb-chart-flow")
    expect(chart.locator(".js-plotly-plot")).to_contain_text("3.96亿元")
    for label, name, begins in (
        ("存成图片 PNG", "mingbai-flow.png", b"\x89PNG"),
        ("存成图片 SVG", "mingbai-flow.svg", b"<svg"),
        ("下载表格 CSV", "mingbai-flow.csv", "\ufeff项目,地方,地方代码,时间,指标".encode()),
    ):
        with page.expect_download() as taken:
            chart.get_by_role("button", name=label).click()
        assert taken.value.suggested_filename == name
        taken.value.save_as(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_what_does_not_add_up(page: Page, visit, shot, accessible) -> None:
    visit(page, f"{GUIYANG}&topic=findings")
    card = page.locator(".mb-finding").first
    expect(card).to_contain_text("印的多 38.26万元")
    expect(card).to_contain_text("可用基金是 682,702,000元,就处处对得上")
    accessible(page)
    shot(page, "funds-findings")


def test_on_a_phone_nothing_is_wider_than_the_window(phone: Page, visit, shot, accessible) -> None:
    for room in ("money", "payouts", "supervision", "findings", "compare"):
        visit(phone, f"{GUIYANG}&topic={room}")
        wide_as_its_window(phone)
        accessible(phone)
        shot(phone, f"funds-{room}-phone")


def test_the_address_carries_place_year_and_room_alone(page: Page, visit, settled) -> None:
    visit(page, GUIYANG)
    page.get_by_role("radio", name="监管").click()
    settled(page)
    expect(page.locator(".st-key-mb-chart-supervision")).to_be_visible()
    expect(page).to_have_url("/funds?region=431021&year=2018&topic=supervision")


def test_another_year_outlives_another_room(page: Page, visit, settled) -> None:
    visit(page, "/funds?region=000000&year=2024")
    expect(page.locator(".st-key-mb-chart-flow")).to_contain_text("11,180.91亿元")
    page.get_by_role("combobox", name="年份").click()
    page.get_by_role("option", name="2022", exact=True).click()
    settled(page)
    expect(page.locator(".st-key-mb-chart-flow")).to_contain_text("10,128.9亿元")
    for room in ("风险走廊", "收支"):
        page.get_by_role("radio", name=room).click()
        settled(page)
    expect(page.locator(".st-key-mb-chart-flow")).to_contain_text("10,128.9亿元")
    expect(page).to_have_url("/funds?region=000000&year=2022&topic=money")


def test_an_address_that_asks_for_what_we_lack(page: Page, visit, settled) -> None:
    """It is said what was asked, the nearest is shown, and another choice ends it."""
    visit(page, "/funds?region=120000&year=1890")
    said = page.get_by_text("天津市1890年的数我们手里没有,先看最近的2014年。")
    expect(said).to_be_visible()
    expect(page).to_have_url("/funds?region=120000&year=2014&topic=money")
    page.get_by_role("combobox", name="年份").click()
    page.get_by_role("option", name="2022", exact=True).click()
    settled(page)
    expect(said).not_to_be_visible()
    visit(page, "/funds?region=999999&year=abc")
    expect(page.get_by_text("地址里的地方“999999”我们不认识,先看全国。")).to_be_visible()
    expect(page.get_by_text("地址里的“abc”不是年份,先看")).to_be_visible()


def test_every_figure_of_a_year(phone: Page, visit, accessible) -> None:
    """The balance of half a year is in no chart, and in the list."""
    visit(phone, "/funds?region=330600&year=2023")
    listed = phone.locator(".st-key-mb-chart-every")
    listed.get_by_text("这里这一年公布的数,全部 5 个").first.click()
    balance = listed.locator("tr", has_text="历年累计结余")
    expect(balance).to_be_visible()
    expect(balance).to_contain_text("22.45亿元")
    wide_as_its_window(phone)
    accessible(phone)


def test_places_are_compared_with_the_sum_told(page: Page, visit, accessible) -> None:
    visit(page, "/funds?topic=compare")
    chart = page.locator(".st-key-mb-chart-ratio-income_per_head-2022")
    expect(chart.get_by_role("heading")).to_have_text("2022年每人一年收进多少:天津市 1,039元、全国 1,030元")
    expect(chart).to_contain_text("算法:基金收入 ÷ 参保人数,四舍五入。")
    accessible(page)
