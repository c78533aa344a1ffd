"""How a person fills in the page: the family of Guan County, 80,000 on the sheet, 5,000 of it off the list.

In scope 75,000; basic (75,000 - 500) x 70% = 52,150; left 22,850; serious illness (22,850 - 12,000) x 50% = 5,425;
paid 57,575; the family pays 22,425.
"""

from playwright.sync_api import Page, expect

GUANXIAN = "/estimate?region=371525&year=2018"
SPLIT = {"全自费是多少?": "5000", "超限价自费是多少?": "0", "先行自付是多少?": "0"}


def choose(page: Page, question: str, answer: str) -> None:
    """Presses an answer of a question."""
    group = page.get_by_role("radiogroup", name=question)
    group.get_by_text(answer, exact=True).click()
    expect(group.get_by_role("radio", name=answer, exact=True)).to_be_checked()


def write(page: Page, question: str, text: str) -> None:
    """Types an answer and goes on with Enter."""
    field = page.get_by_role("textbox", name=question)
    field.fill(text)
    field.press("Enter")


def forth(page: Page, heading: str) -> None:
    """Goes on to the next step."""
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()


def fill_in(page: Page) -> None:
    """All their answers, the guided way, from the step after the place."""
    choose(page, "这次是看的哪一类?", "住院")
    choose(page, "在哪一级医院看的?", "县医院(二级)")
    choose(page, "您这次也都是这样吗?", "都是这样")
    forth(page, "单子上写的")
    write(page, "单子总额是多少?", "80000")
    expect(headline(page)).to_be_visible()
    for question, amount in SPLIT.items():
        write(page, question, amount)
    expect(page.get_by_text("目录外自己出", exact=True).first).to_be_visible()
    forth(page, "看病的人")
    choose(page, "今年的钱是按时交的吗?", "按时交的")
    choose(page, "今年在这次以前,看病报销过吗?", "今年头一回,以前没报过")
    expect(headline(page)).to_contain_text("22,425.00 元")


def headline(page: Page):
    """The figure in large type, with its rules."""
    return page.locator(".mb-head .mb-first")


def wide_as_its_window(page: Page) -> None:
    """Nothing may have to be scrolled sideways."""
    over = page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('[data-testid="stMain"]')]
            .map(part => part.scrollWidth - part.clientWidth)"""
    )
    assert max(over) <= 0, f"wider than the window by {over}"
