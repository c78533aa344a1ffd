"""A lapsed payer on a phone: from the first screen to the months, and the sums behind them."""

from playwright.sync_api import Page, expect

from tests.browser.people import wide_as_its_window, write


def test_a_lapse_on_a_phone(phone: Page, visit, shot, accessible) -> None:
    visit(phone, "/")
    phone.get_by_role("link", name="断交要等多久,连着交有什么奖励").click()
    write(phone, "到现在连着断交了几年", "5")
    result = phone.locator(".st-key-mb-wait")
    expect(result.get_by_text("交了以后,先等6个月到8个月。")).to_be_visible()
    row = result.get_by_role("row", name="0年")
    expect(row).to_contain_text("8个月")
    result.get_by_text("为什么").click()
    expect(result.get_by_text("NAT24-WAIT-FIRST").first).to_be_visible()
    write(phone, "连着交了几年(断过的,写断交以前的)", "x")
    expect(phone.locator(".st-key-mb-bonus")).to_contain_text("有 1 格要改")
    expect(result.get_by_text("交了以后,先等6个月到8个月。")).to_be_visible()
    wide_as_its_window(phone)
    accessible(phone)
    shot(phone, "waiting-phone")


def test_the_bonuses_at_a_desk(page: Page, visit, shot, accessible) -> None:
    visit(page, "/waiting")
    write(page, "连着交了几年(断过的,写断交以前的)", "6")
    write(page, "其中最近连着几年一分没报", "2")
    write(page, "当地大病保险原来的封顶线(元)", "40万")
    # Of the years since 2025 none may be beyond four, and whether the bonus was drawn on is not known; at most a fifth.
    expect(page.locator(".st-key-mb-bonus")).to_contain_text("最多不超过 80,000 元")
    page.get_by_role("combobox", name="在哪里参保").click()
    page.get_by_role("option", name="山东省 泰安市").click()
    expect(page.locator(".st-key-mb-bonus")).to_contain_text("每次加 3,000 元,是山东省的数。")
    accessible(page)
    shot(page, "waiting")
