"""A county office gives its own year: a filled file, one figure by the form, a paragraph of its report."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Page, expect

from engine.content import library
from engine.funds.template import heads
from tests.browser.people import wide_as_its_window

OWN = "/funds?topic=own"
TEXT = (
    "2018年,共筹集基金47043.8万元,上年结余21226.4万元,累计可用基金68308.46万元。"
    "1-12月基金支出49080.65万元,比上年增加3000万元。"
)


def filled(folder: Path, *figures: tuple[str, str]) -> Path:
    cells = {"地方代码": "431021", "地方": "桂阳县", "时间": "2018", "人群": "居民", "材料": "总结", "在材料哪里": "一"}
    names = heads(library())
    text = io.StringIO()
    rows = [{**cells, "指标": indicator, "数": figure} for indicator, figure in figures]
    csv.writer(text).writerows([names, *([row.get(name, "") for name in names] for row in rows)])
    path = folder / "own.csv"
    path.write_text(text.getvalue(), encoding="gb18030")
    return path


def test_a_filled_file_is_checked_before_it_is_shown(page: Page, visit, shot, accessible, tmp_path: Path) -> None:
    visit(page, OWN)
    shot(page, "own-empty")
    whole = (("基金收入", "47043.8万元"), ("上年结余", "21226.4万元"), ("可用基金", "68308.46万元"))
    file = filled(tmp_path, *whole, ("参保率", "99.6"))
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("收下 3 个数,1 处没读懂。").last).to_be_visible()
    expect(page.get_by_text("第 5 行“数”:“99.6”没写单位。")).to_be_visible()
    card = page.locator(".mb-finding").first
    expect(card).to_contain_text("印的多 38.26万元")  # 47,043.8 + 21,226.4 = 68,270.2
    accessible(page)
    shot(page, "own-file")
    with page.expect_download() as taken:
        page.get_by_role("button", name="存成表格 CSV").click()
    taken.value.save_as(tmp_path / "back.csv")
    assert "68308.46万元" in (tmp_path / "back.csv").read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="全部清空").click()
    expect(page.locator(".mb-finding")).to_have_count(0)


def test_a_paragraph_is_proposed_and_confirmed(page: Page, visit, settled, shot, accessible) -> None:
    visit(page, OWN)
    page.get_by_role("radio", name="贴一段话").click()
    settled(page)
    page.get_by_label("是哪里的材料").fill("桂阳县")
    page.get_by_label("材料叫什么").fill("2018年工作总结")
    page.get_by_label("文中没写年份时,是哪一年").fill("2018")
    page.get_by_label("贴一段话").last.fill(TEXT)
    page.get_by_role("button", name="读一读").click()
    expect(page.get_by_text("读出 4 个数。")).to_be_visible()
    settled(page)
    page.get_by_text("没读懂、没有收的 1 处").click()
    expect(page.get_by_text("说的是增减,不是总数")).to_be_visible()
    accessible(page)
    shot(page, "own-text")
    page.get_by_role("button", name="收下勾上的").click()
    expect(page.get_by_text("收下 4 个数,0 处没读懂。").last).to_be_visible()
    expect(page.locator(".mb-finding").first).to_contain_text("印的多 38.26万元")


def test_one_figure_by_the_form(page: Page, visit, settled, shot, accessible) -> None:
    visit(page, OWN)
    page.get_by_role("radio", name="一条一条填").click()
    settled(page)
    page.get_by_placeholder("全称").fill("桂阳县")
    page.get_by_label("时间", exact=True).fill("2018")
    page.get_by_label("指标", exact=True).fill("参保率")
    page.get_by_role("option", name="参保率", exact=True).click()
    page.get_by_label("数", exact=True).fill("99.6")
    page.get_by_label("材料", exact=True).fill("2018年工作总结")
    page.get_by_label("在材料哪里").fill("一(一)")
    page.get_by_role("button", name="收下这一条").click()
    expect(page.get_by_text("“99.6”没写单位。")).to_be_visible()
    accessible(page)
    shot(page, "own-form")
    page.get_by_label("数", exact=True).fill("99.6%")
    page.get_by_role("button", name="收下这一条").click()
    expect(page.get_by_text("收下 1 个数,0 处没读懂。").last).to_be_visible()


def test_who_bears_what(page: Page, visit, shot, accessible) -> None:
    visit(page, "/funds?topic=corridor")
    expect(page.get_by_text("区政府担 175,000.00 元。").first).to_be_visible()
    page.get_by_label("综合成本率(%)").fill("80")
    page.get_by_label("综合成本率(%)").press("Enter")
    expect(page.get_by_text("保险公司得 400,000.00 元,到了上限。").first).to_be_visible()
    accessible(page)
    shot(page, "corridor")
    page.get_by_label("综合成本率(%)").fill("很多")
    page.get_by_label("综合成本率(%)").press("Enter")
    expect(page.get_by_text("“很多”不是综合成本率。").first).to_be_visible()


def test_on_a_phone_nothing_is_wider_than_the_window(phone: Page, visit, settled, shot, accessible) -> None:
    for room in ("own", "corridor"):
        visit(phone, f"/funds?topic={room}")
        wide_as_its_window(phone)
        accessible(phone)
        shot(phone, f"{room}-phone")
    visit(phone, OWN)
    for way in ("一条一条填", "贴一段话"):
        phone.get_by_role("radio", name=way).click()
        settled(phone)
        wide_as_its_window(phone)
        accessible(phone)
        shot(phone, f"own-{way}-phone")
