"""A family compares its bill: other hospitals, another scheme, no cover; side by side at a desk, one below the other on
a phone. The bill is that of `people`: 80,000, 5,000 of it off the list, 57,575 paid in the county hospital."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.people import GUANXIAN, choose, fill_in, forth, headline, wide_as_its_window, write


def pick(page: Page, question: str, answer: str) -> None:
    """Chooses an answer from a list by typing a part of it."""
    page.get_by_role("combobox", name=question).fill(answer)
    page.get_by_role("option", name=answer).first.click()


def to_compare(page: Page, visit) -> None:
    """From the first field to the comparison."""
    visit(page, GUANXIAN)
    fill_in(page)
    page.get_by_role("link", name="和别的情形比一比").click()
    expect(page.get_by_role("heading", name="比一比")).to_be_visible()


def boxes(page: Page) -> list[dict[str, float]]:
    """Where the two figures in large type stand."""
    found = page.locator(".mb-two").first.locator("> div")
    expect(found).to_have_count(2)
    return [found.nth(place).bounding_box() or {} for place in (0, 1)]


def test_another_hospital_layer_by_layer(page: Page, visit, settled, shot, accessible) -> None:
    # Tertiary: (75,000 - 900) x 60% = 44,460; (30,540 - 12,000) x 50% = 9,270; in all 53,730; 57,575 - 53,730 = 3,845.
    to_compare(page, visit)
    expect(page.locator(".mb-says")).to_have_text("本县县医院多报 3,845.00 元。")
    basic, serious = (page.locator(".mb-compare > li").nth(place) for place in (0, 1))
    expect(basic).to_contain_text("起付线:甲 500,乙 900")
    expect(serious).to_contain_text("乙多报 3,845.00 元")
    basic.get_by_text("怎么算的,哪一条").first.click()
    expect(basic.get_by_text("GX18-IP-DED-L2")).to_be_visible()
    left, right = boxes(page)
    assert left["y"] == right["y"]
    assert left["x"] < right["x"]
    expect(page.locator(".st-key-mb-chart-compare .js-plotly-plot")).to_be_visible()
    accessible(page)
    shot(page, "compare")


def test_no_cover_and_another_scheme(page: Page, visit, settled, shot, accessible) -> None:
    to_compare(page, visit)
    pick(page, "比什么?", "没参保会怎样")
    settled(page)
    # 57,575 - 190 = 57,385
    expect(page.get_by_text("交的钱扣掉,不参保还是多花 57,385.00 元。")).to_be_visible()
    shot(page, "compare-unregistered")
    pick(page, "比什么?", "换一个地方或年份的规定")
    settled(page)
    pick(page, "乙", "重庆城乡居民合作医疗保险(2013年")
    settled(page)
    expect(page.get_by_text("看病的日子")).to_have_count(0)  # the family did not say the day
    expect(page.locator(".mb-compare > li").last).to_contain_text("这一层的规定不在我们手里")
    accessible(page)
    shot(page, "compare-schemes")


def test_nothing_is_lost_and_the_address_says_nothing(page: Page, visit, settled, tmp_path: Path) -> None:
    to_compare(page, visit)
    settled(page)
    expect(page).to_have_url("/compare?region=371525&year=2018")
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载表格 CSV").click()
    taken.value.save_as(tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_text(encoding="utf-8-sig").startswith("能报的费用,")
    page.get_by_role("link", name="算一算").click()
    expect(headline(page)).to_have_count(1)  # here there were two
    expect(headline(page)).to_contain_text("22,425.00 元")


def test_on_a_phone_the_answer_is_on_the_first_screen(phone: Page, visit, settled, shot, accessible) -> None:
    """Which pays more, and what either leaves to pay, without scrolling; the layers one side below the other."""
    to_compare(phone, visit)
    settled(phone)
    expect(phone.locator(".mb-says")).to_be_in_viewport(ratio=1)
    for card in (0, 1):
        expect(phone.locator(".mb-heads > div").nth(card)).to_be_in_viewport(ratio=1)
    first, second = (phone.locator(".mb-compare > li").first.locator(".mb-two > div").nth(n) for n in (0, 1))
    assert (second.bounding_box() or {})["y"] > (first.bounding_box() or {})["y"]
    wide_as_its_window(phone)
    accessible(phone)
    shot(phone, "compare-phone")


def test_one_press_of_back_goes_back(page: Page, visit, settled) -> None:
    """The address says place and year, and that is no page of its own."""
    to_compare(page, visit)
    settled(page)
    page.go_back()
    expect(page).to_have_url(re.compile("/estimate"))
    expect(headline(page)).to_have_count(1)
    expect(headline(page)).to_contain_text("22,425.00 元")


def test_opened_again_the_place_is_still_there_and_the_bill_is_not(page: Page, visit, settled) -> None:
    to_compare(page, visit)
    settled(page)
    page.reload()
    settled(page)
    waiting = page.locator(".mb-waiting")
    expect(waiting).to_contain_text("填过的就清空了,我们不留存")
    expect(waiting).to_contain_text("地方和年份还在:冠县2018年规定。")
    expect(page).to_have_url("/compare?region=371525&year=2018")
    page.get_by_role("link", name="去算一算").click()
    expect(page.get_by_text("这次是看的哪一类?")).to_be_visible()


def test_where_a_referral_does_not_matter_at_home_it_is_compared_away(page: Page, visit, settled) -> None:
    """Luoyang looks at it outside the city; what is paid there without one is not in its answers: no chart."""
    visit(page, "/estimate?region=410300&year=2024")
    choose(page, "这次是看的哪一类?", "住院")
    choose(page, "在哪一级医院看的?", "县医院(二级)")
    forth(page, "单子上写的")
    write(page, "单子总额是多少?", "30000")
    page.get_by_role("link", name="和别的情形比一比").click()
    expect(page.locator(".st-key-mb-chart-compare .js-plotly-plot")).to_be_visible()
    settled(page)
    pick(page, "比什么?", "转诊备案")
    settled(page)
    expect(page.get_by_text("转诊备案到市外看病才有差别,这里按到市外看比。")).to_be_visible()
    expect(page.locator(".mb-says")).to_have_text("两样都算不出,所以比不了。")
    expect(page.locator(".st-key-mb-chart-compare")).to_have_count(0)


def test_a_bill_of_nothing_is_refused_at_its_field(page: Page, visit) -> None:
    visit(page, GUANXIAN)
    choose(page, "这次是看的哪一类?", "住院")
    choose(page, "在哪一级医院看的?", "县医院(二级)")
    forth(page, "单子上写的")
    write(page, "单子总额是多少?", "0")
    expect(page.get_by_text("要填单子总额,不能是 0。")).to_be_visible()


def test_without_a_bill_it_leads_to_the_estimator(page: Page, visit) -> None:
    visit(page, "/compare")
    page.get_by_role("link", name="去算一算").click()
    expect(page.get_by_text("在哪里参的保?")).to_be_visible()
