"""The sheet for a desk: one form, no mouse."""

from playwright.sync_api import Page, expect

from tests.browser.people import GUANXIAN, headline

AT_MOST = 60  # presses of Tab


def to(page: Page, name: str) -> None:
    """Goes on with Tab until the focus is on a field or button of that name."""
    for _ in range(AT_MOST):
        here = page.evaluate(
            """() => { const one = document.activeElement;
                const box = one.type === 'checkbox' && one.closest('label');
                return one.getAttribute('aria-label') || (box || one).innerText || ''; }"""
        )
        if here.strip().startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {name}")


def pick(page: Page, question: str, number: str) -> None:
    """Types the number of an answer, then Enter."""
    to(page, question)
    page.keyboard.type(number)
    page.keyboard.press("Enter")


def write(page: Page, question: str, text: str) -> None:
    to(page, question)
    page.keyboard.type(text)


def open_sheet(page: Page, visit) -> None:
    visit(page, GUANXIAN)
    page.get_by_text("照单子填").click()
    expect(page.get_by_role("textbox", name="单子总额是多少?")).to_be_visible()


def test_the_keyboard_is_enough(page: Page, visit, settled, shot) -> None:
    open_sheet(page, visit)
    pick(page, "这次是看的哪一类?", "1")
    pick(page, "在哪一级医院看的?", "2")
    write(page, "单子总额是多少?", "80000")
    write(page, "全自费是多少?", "5000")
    write(page, "超限价自费是多少?", "0")
    write(page, "先行自付是多少?", "0")
    to(page, "没填的少见情况,都是平常的")
    page.keyboard.press("Space")
    to(page, "今年头一回,以前没报过")
    page.keyboard.press("Space")
    to(page, "算")
    page.keyboard.press("Enter")
    expect(headline(page)).to_contain_text("22,425.00 元")
    shot(page, "sheet-result")

    to(page, "同一人下一张")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="单子总额是多少?")).to_have_value("")
    settled(page)
    write(page, "单子总额是多少?", "10000")
    write(page, "全自费是多少?", "0")
    write(page, "超限价自费是多少?", "0")
    write(page, "先行自付是多少?", "0")
    page.keyboard.press("Enter")
    # The second stay: (10,000 - 250) x 70% = 6,825; its 3,175 is above the threshold already: 1,587.50.
    expect(page.get_by_role("table", name="每张单子(按冠县2018年规定,元)")).to_contain_text("8,412.50")
    expect(headline(page)).to_contain_text("24,012.50 元")  # 22,425 + 1,587.50
    shot(page, "sheet-second-bill")

    to(page, "下一位")
    page.keyboard.press("Enter")
    expect(headline(page)).to_have_count(0)
    expect(page.get_by_role("textbox", name="单子总额是多少?")).to_have_value("")


def test_what_cannot_be_read_is_told_beside_its_field(page: Page, visit, shot) -> None:
    open_sheet(page, visit)
    write(page, "单子总额是多少?", "80000")
    write(page, "全自费是多少?", "五千")
    page.keyboard.press("Enter")
    expect(page.locator(".mb-error")).to_contain_text("80000")
    expect(page.get_by_role("textbox", name="全自费是多少?")).to_have_value("五千")
    expect(headline(page)).to_have_count(0)
    shot(page, "sheet-bad-amount")


def test_the_sheet_on_a_phone(phone: Page, visit, shot, accessible) -> None:
    open_sheet(phone, visit)
    over = phone.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
    accessible(phone)
    shot(phone, "sheet")
