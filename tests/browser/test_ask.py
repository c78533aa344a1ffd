"""A person asks in plain words: a whole conversation, quick replies, and what must never happen."""

import re

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.people import wide_as_its_window

SAID = "冠县,2018年3月俺爹在卫生院住院,花了四万八,头一回住,能报多少?"
EIGHTY = "冠县,2018年3月在县医院住院花了八万,全自费五千,头一回住,能报多少?"
NUMBER, PHONE = "110101199003078888", "13812345678"
MARKUP = "<img src=x onerror=alert(1)><b>粗</b> **星** _线_ $x^2$ [链](javascript:alert(1)) `码` :red[红]"


def box(page: Page):
    return page.get_by_role("textbox", name="说一句,按回车")


def say(page: Page, settled, text: str) -> None:
    """Types a sentence, sends it with Enter and waits for the reply."""
    before = page.locator(".mb-clerk").count()
    box(page).fill(text)
    box(page).press("Enter")
    expect(page.locator(".mb-clerk")).to_have_count(before + 1)
    settled(page)


def press(page: Page, settled, name: str) -> None:
    """Presses a quick reply and waits for what follows."""
    before = page.locator(".mb-clerk").count()
    page.locator(".st-key-mb-quick").get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".mb-clerk")).to_have_count(before + 1)
    settled(page)


def newest(page: Page):
    return page.locator(".st-key-mb-newest")


def figure(page: Page):
    """The range in figures, above its bar."""
    return page.locator(".mb-range")


def open_heard(page: Page) -> None:
    """What was heard stands behind a fold once there is an answer."""
    page.get_by_text(re.compile(r"^我听到的\(\d+\)$")).click()


def to_the_figure(page: Page, settled) -> None:
    """The quick replies of somebody for whom all is as usual."""
    for name in ("是的,都是这样", "是的,都是这样", "都没有", "是的,都是这样"):
        press(page, settled, name)
    expect(figure(page)).to_have_text("报销: 57,575.00 元")


def test_a_whole_conversation_with_a_correction(page: Page, visit, settled, shot) -> None:
    """48,000 in the county hospital, 3,000 of it off the list: 45,000 in scope; basic (45,000 - 500) x 70% = 31,150;
    left 13,850; serious illness (13,850 - 12,000) x 50% = 925; paid 32,075; the family pays 15,925."""
    visit(page, "/ask")
    say(page, settled, SAID)
    expect(newest(page)).to_contain_text("48,000.00 元")
    expect(page.locator(".st-key-mb-heard")).to_contain_text("卫生院")
    wide = page.locator(".mb-bar-maybe").evaluate("bar => bar.offsetWidth")
    say(page, settled, "不对,是县医院")
    heard = page.locator(".st-key-mb-heard")
    expect(heard.get_by_role("button", name="医院级别 县医院(二级) 改")).to_be_visible()
    expect(heard).not_to_contain_text("卫生院")
    say(page, settled, "今年头一回看病,以前没报过账")
    press(page, settled, "是的,都是这样")
    say(page, settled, "全自费三千,超限价没有,先行自付没有")
    assert page.locator(".mb-bar-maybe").evaluate("bar => bar.offsetWidth") < wide
    press(page, settled, "是的,都是这样")
    expect(figure(page)).to_have_text("报销: 32,075.00 元")
    expect(newest(page)).to_contain_text("一共报 32,075.00 元")
    expect(page.locator(".mb-head .mb-first")).to_contain_text("15,925.00 元")
    expect(page.locator(".mb-sure")).to_contain_text("确定到分")
    page.get_by_text("一层一层怎么算的").click()
    layer = page.locator("details[data-mb-keep='basic']")
    layer.locator("summary").first.click()
    expect(layer.get_by_text("(45,000 − 500) × 70% = 31,150.00").first).to_be_visible()
    expect(page.locator(".st-key-mb-quick")).to_have_count(0)
    assert not re.search("48000|31150|二级", page.url)
    shot(page, "ask-answer")


def test_quick_replies_and_not_sure(page: Page, visit, settled, shot) -> None:
    """The family of `people.py`: 57,575 of 80,000 is paid."""
    visit(page, "/ask")
    say(page, settled, EIGHTY)
    expect(page.get_by_role("img", name=re.compile("报销: .* ~ .* 元、单子 80,000.00 元"))).to_be_visible()
    page.get_by_text("为什么问").click()
    expect(page.locator(".st-key-mb-quick details p")).to_be_visible()
    shot(page, "ask-talk")
    to_the_figure(page, settled)
    open_heard(page)
    page.get_by_role("button", name="缴费 按时交的 改").click()
    expect(newest(page)).to_contain_text("按时交")
    settled(page)
    press(page, settled, "不清楚")
    expect(figure(page)).to_contain_text("~")
    open_heard(page)
    expect(page.get_by_role("button", name="缴费 不清楚 改")).to_be_visible()


def test_what_is_typed_stays_text(page: Page, visit, settled) -> None:
    visit(page, "/ask")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    say(page, settled, MARKUP)
    said = page.locator(".mb-person p")
    expect(said).to_have_text(MARKUP)
    assert said.evaluate("one => one.children.length") == 0
    expect(page.locator("[data-testid='stMain'] :is(img, .katex)")).to_have_count(0)


def test_numbers_of_persons_are_nowhere(page: Page, visit, settled) -> None:
    visit(page, "/ask")
    say(page, settled, f"冠县,我身份证{NUMBER},电话{PHONE},2018年3月住院花了三万")
    expect(page.locator(".mb-person")).to_contain_text("***")
    everything = page.content() + page.url + page.evaluate("() => JSON.stringify([{...localStorage}, document.cookie])")
    everything += page.evaluate("() => [...document.querySelectorAll('input, textarea')].map(one => one.value).join()")
    assert NUMBER not in everything
    assert PHONE not in everything


def test_to_the_estimator_and_back(page: Page, visit, settled) -> None:
    visit(page, "/ask")
    say(page, settled, EIGHTY)
    to_the_figure(page, settled)
    page.get_by_role("button", name="去算一算接着填").click()
    expect(page).to_have_url(re.compile("/estimate"))
    expect(page.locator(".mb-head .mb-first")).to_contain_text("22,425.00 元")
    group = page.get_by_role("radiogroup", name="在哪一级医院看的?")
    expect(group.get_by_role("radio", name="县医院(二级)", exact=True)).to_be_checked()
    page.get_by_role("link", name="回到问一问").click()
    expect(page).to_have_url(re.compile("/ask"))
    expect(figure(page)).to_have_text("报销: 57,575.00 元")
    expect(page.locator(".mb-person").first).to_contain_text("花了八万")
    page.get_by_role("link", name="算一算").click()
    expect(page.locator(".mb-head .mb-first")).to_contain_text("22,425.00 元")
    page.get_by_role("link", name="问一问", exact=True).click()
    settled(page)
    page.get_by_role("button", name="重新开始").click()
    expect(page.locator(".mb-said")).to_have_count(0)
    expect(page.locator(".mb-range-box")).to_have_count(0)


def _compose(keyboard: CDPSession, text: str) -> None:
    keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def test_enter_that_ends_a_word_of_an_input_method_does_not_send(page: Page, visit, settled) -> None:
    visit(page, "/ask")
    box(page).click()
    keyboard = page.context.new_cdp_session(page)
    _compose(keyboard, "guanxian")
    # What an input method does with Enter: a key that the page sees as being composed.
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 13}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    keyboard.send("Input.insertText", {"text": "冠县住院花了三万"})
    for composing in ("true", "false"):  # the second is Safari's: the word is ended first, the key comes after
        box(page).evaluate(
            f"""one => one.dispatchEvent(new KeyboardEvent('keydown', {{key: 'Enter', code: 'Enter', keyCode: 229,
                which: 229, isComposing: {composing}, bubbles: true, cancelable: true}}))"""
        )
    page.wait_for_timeout(500)
    expect(page.locator(".mb-said")).to_have_count(0)
    expect(box(page)).to_have_value("冠县住院花了三万")
    box(page).press("Enter")
    expect(page.locator(".mb-person")).to_contain_text("冠县住院花了三万")


def test_the_newest_answer_is_heard_once(page: Page, visit, settled) -> None:
    visit(page, "/ask")
    live = page.locator("#mb-live")
    expect(live).to_have_attribute("aria-live", "polite")
    page.evaluate(
        """() => { window.heard = []; new MutationObserver(() => {
            const text = document.getElementById('mb-live').textContent; if (text) window.heard.push(text); })
            .observe(document.getElementById('mb-live'), {childList: true, characterData: true, subtree: true}); }"""
    )
    say(page, settled, EIGHTY)
    press(page, settled, "是的,都是这样")
    heard = page.evaluate("() => window.heard")
    assert len(heard) == 2
    assert "单子总额 80,000.00 元" in heard[0]
    assert heard[1].endswith("吧?")


def test_the_keyboard_is_enough(page: Page, visit, settled) -> None:
    visit(page)
    expect(box(page)).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type(EIGHTY)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/ask"))
    expect(figure(page)).to_contain_text("~")
    settled(page)
    quick = page.locator(".st-key-mb-quick button").first
    for _ in range(20):
        if quick.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    for _ in range(2):
        before = page.locator(".mb-clerk").count()
        page.keyboard.press("Enter")
        expect(page.locator(".mb-clerk")).to_have_count(before + 1)
        settled(page)
        # The button is gone with its question: the focus stands before the next one's answers, on none of them, so
        # that a key pressed twice says nothing; Tab goes to the first.
        expect(page.locator(".st-key-mb-quick")).to_be_focused()
        page.keyboard.press("Enter")
        settled(page)
        assert page.locator(".mb-clerk").count() == before + 1
        page.keyboard.press("Tab")
        expect(page.locator(".st-key-mb-quick button").first).to_be_focused()


def test_another_language_answers_in_it(page: Page, visit, settled) -> None:
    visit(page, "/ask?region=371525&year=2018&lang=en")
    field = page.get_by_role("textbox", name="Say it, then press Enter")
    field.fill("The county hospital stay cost 35,000 yuan")
    field.press("Enter")
    expect(page.locator(".mb-clerk").last).to_contain_text("Guan County")


def test_other_languages(page: Page, visit, settled, shot) -> None:
    visit(page, "/ask")
    say(page, settled, EIGHTY)
    page.get_by_text("繁體", exact=True).click()
    expect(page.locator(".st-key-mb-heard")).to_contain_text("我聽到的")
    settled(page)
    shot(page, "ask-zh-Hant")
    page.get_by_text("English", exact=True).click()
    expect(page.locator(".mb-range")).to_contain_text("yuan")
    expect(newest(page)).to_contain_text("was nothing claimed before this year")
    expect(page.get_by_role("button", name="Not sure")).to_be_visible()
    expect(page).to_have_url(re.compile("lang=en"))
    settled(page)
    shot(page, "ask-en")


def test_on_a_phone(phone: Page, visit, settled, shot, accessible) -> None:
    visit(phone)
    wide_as_its_window(phone)
    shot(phone, "first")
    visit(phone, "/ask")
    wide_as_its_window(phone)
    say(phone, settled, EIGHTY)
    wide_as_its_window(phone)
    expect(phone.locator(".st-key-mb-quick").get_by_role("button", name="不清楚")).to_be_in_viewport()
    foot = phone.locator(".mb-foot")
    expect(foot).to_contain_text("报销: 0.00 ~")
    beneath = "() => document.querySelector('.st-key-mb-say').getBoundingClientRect().bottom"
    assert phone.evaluate(beneath) <= foot.evaluate("one => one.getBoundingClientRect().top")
    foot.click()
    expect(phone.locator(".mb-range-box")).to_be_in_viewport()
    accessible(phone)
    foot.click()
    expect(newest(phone)).to_be_in_viewport()
    shot(phone, "ask-talk")
    to_the_figure(phone, settled)
    phone.get_by_text("一层一层怎么算的").click()
    wide_as_its_window(phone)
    accessible(phone)
    shot(phone, "ask-answer")


def test_copied_and_printed(page: Page, visit, settled, accessible) -> None:
    visit(page, "/ask")
    say(page, settled, EIGHTY)
    accessible(page)
    to_the_figure(page, settled)
    accessible(page)
    page.get_by_role("button", name="复制给家人").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "您家要准备: 22,425.00 元(按冠县2018年规定)" in copied
    page.emulate_media(media="print")
    expect(page.locator(".mb-paper")).to_contain_text("22,425.00 元")
    expect(page.locator(".mb-said").first).to_be_hidden()
