"""The drawn pieces: what a family reads, from the same rows everywhere."""

import re

import pytest

from app.outcome import Outcome, work_out
from app.parts import notes
from app.parts.clause import card
from app.parts.family import text_for_family
from app.parts.headline import headline, no_amount, what_to_have_ready
from app.parts.lines import Line, lines
from app.parts.markup import Markup, table, tag
from app.parts.paper import paper
from app.parts.subtraction import subtraction
from app.parts.waterfall import as_table, in_words, waterfall
from app.texts import Texts, readable_formula
from engine.content import library
from tests.app.family_of_guanxian import TODAY, family

T = Texts()
TOLD = [("单子总额", "80,000.00 元")]


def worked_out(*without: str, t: Texts = T, **other: str) -> tuple[Outcome, list[Line]]:
    outcome = work_out(family(*without, **other), TODAY, library(), t)
    assert outcome.answer is not None
    return outcome, lines(outcome.answer, t) if outcome.answer["computable"] else []


def text_of(markup: str) -> str:
    return re.sub(r"<[^>]+>", "", markup)


def test_markup_escapes_what_people_type() -> None:
    assert tag("p", "<b>", Markup("<i>"), class_="a", title='"') == '<p class="a" title="&quot;">&lt;b&gt;<i></p>'
    drawn = table("表", ["a", "b"], [["<x>", "1"], (["y", "2"], "mb-lit")])
    assert '<th scope="row">&lt;x&gt;</th>' in drawn
    assert '<tr class="mb-lit">' in drawn


def test_the_rows_run_from_the_bill_to_what_is_left() -> None:
    _, rows = worked_out()
    assert [(row.sign, row.amount) for row in rows] == [
        ("", 8_000_000),
        ("−", 500_000),
        ("=", 7_500_000),
        ("−", 5_215_000),
        ("=", 2_285_000),
        ("−", 542_500),
        ("=", 2_242_500),
    ]
    assert rows[3].note == "(75,000 − 500) × 70%"
    assert rows[-1].note == "含目录外 5,000.00"


def test_formulas_are_written_as_people_write_them() -> None:
    assert readable_formula("(75000 - 500) × 70%") == "(75,000 − 500) × 70%"
    assert readable_formula("1234567.05 - 999") == "1,234,567.05 − 999"


def test_every_figure_names_its_rules_in_the_same_line() -> None:
    outcome, rows = worked_out()
    assert outcome.answer is not None
    for part in (headline(outcome.answer, T), notes.changes(outcome.changes, "冠县2018年规定", library(), T)):
        for line in re.findall(r"<(?:p|li)\b.*?</(?:p|li)>", str(part)):
            if "元" in line and "<strong>" in line:
                assert "按冠县2018年规定" in line
    for line in text_for_family(outcome, rows, TOLD, T).splitlines():
        if line.startswith(("−", "您家")) and "医保不管" not in line:
            assert "按冠县2018年规定" in line or "按山东2017年标准" in line


def test_the_headline_shows_a_range_first_while_something_is_open() -> None:
    outcome, _ = worked_out("facility_level")
    assert outcome.answer is not None
    first, *others = what_to_have_ready(outcome.answer, T)
    assert "~" in first[1]
    assert ("没说的先按平常情况,要准备", "22,425.00 元") in others
    exact, _ = worked_out()
    assert exact.answer is not None
    assert what_to_have_ready(exact.answer, T)[0] == ("您家要准备", "22,425.00 元")
    assert "估算,不是结算单" in headline(exact.answer, T)


def test_a_layer_opens_to_rule_formula_numbers_clause_and_document() -> None:
    outcome, rows = worked_out()
    assert outcome.answer is not None
    drawn = subtraction(outcome.answer, rows, {"basic": ["县医院(二级)"]}, outcome.scheme, library(), T)
    text = text_of(drawn)
    for said in (
        "(75,000 − 500) × 70% = 52,150.00",
        "GX18-IP-RATE-L2",
        "城乡居民医保政策明白纸",
        "2018-01-01 至 2018-12-31",
        "原文写明",
        "用到的您的数字:县医院(二级)",
    ):
        assert said in text
    lit = re.findall(r'<tr class="mb-lit">.*?</tr>', drawn)
    assert len(lit) == 1
    assert "12,000 ~ 100,000" in text_of(lit[0])
    assert "10,850.00" in text_of(lit[0])


def test_what_is_not_paid_is_a_line_with_its_reason() -> None:
    outcome, rows = worked_out(cause="excluded")
    assert outcome.answer is not None
    basic = next(row for row in rows if row.layer == "basic")
    assert basic.amount == 0
    assert "不报" in basic.note
    assert text_of(subtraction(outcome.answer, rows, {}, outcome.scheme, library(), T)).count(basic.note) >= 1


def test_the_chart_has_the_same_amounts_in_words_and_as_a_table() -> None:
    _, rows = worked_out()
    name = "冠县2018年规定"
    bars = waterfall(rows, T).data[0]
    assert list(bars.x) == ["80000.00", "-5000.00", "-52150.00", "-5425.00", "22425.00"]
    assert list(bars.measure) == ["absolute", "relative", "relative", "relative", "total"]
    for amount in ("80,000.00", "5,000.00", "52,150.00", "5,425.00", "22,425.00"):
        assert amount in in_words(rows, name, T)
        assert amount in as_table(rows, name, T)


def test_the_paper_lists_every_clause() -> None:
    outcome, rows = worked_out()
    text = text_of(paper(outcome, rows, TOLD, TODAY, library(), T))
    for clause in ("GX18-IP-DED-L2", "GX18-IP-RATE-L2", "SD17-CII-DED", "SD17-CII-B1"):
        assert clause in text
    assert "22,425.00 元" in text
    assert "没有留底" in text


@pytest.mark.parametrize("scheme", ["pingnan-2018", "zhejiang-2014", "medical-assistance-frame", "shaanxi-2012"])
def test_a_scheme_that_computes_nothing_shows_no_amount_anywhere(scheme: str) -> None:
    outcome = work_out(family(scheme=scheme), TODAY, library(), T)
    assert outcome.answer is not None
    assert not outcome.answer["computable"]
    drawn = [no_amount(outcome.answer, T), paper(outcome, [], [], TODAY, library(), T)]
    drawn.append(text_for_family(outcome, [], [], T))
    for text in map(text_of, drawn):
        assert "算不出金额" in text
        assert outcome.answer["ask_for"] in text
        assert not re.search(r"\d+\.\d\d\s*元", text)


def test_warnings_are_plain_and_carry_their_clauses() -> None:
    outcome, _ = worked_out()
    text = text_of(str(notes.warnings(outcome, library(), T)))
    assert "已经过期" in text
    assert "SD17-SRC" in text
    assert "没有说" not in text  # what was taken for usual has a list of its own


def test_a_sheet_that_differs_is_told_by_how_much() -> None:
    answers = family()
    answers.put("visits.0.reported.basic", "52000")
    outcome = work_out(answers, TODAY, library(), T)
    assert outcome.answer is not None
    drawn = subtraction(outcome.answer, lines(outcome.answer, T), {}, outcome.scheme, library(), T)
    assert "52,150.00 元" in text_of(drawn)
    assert "少了 150.00 元" in text_of(drawn)
    assert "照单子上已报的算" in headline(outcome.answer, T)


def test_an_unknown_clause_draws_nothing() -> None:
    assert card("NOBODY-KNOWS", library().scheme("guanxian-2018"), library(), T) == ""


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_other_languages_say_the_same_figures(lang: str) -> None:
    t = Texts(lang)
    outcome, rows = worked_out(t=t)
    text = text_for_family(outcome, rows, TOLD, t)
    assert "22,425.00" in text
    assert "52,150.00" in text
    if lang == "en":
        without_name = text.replace("80,000.00 元", "").replace("单子总额", "")
        assert not re.search(r"[\u4e00-\u9fff]", without_name)


def test_nothing_looks_like_a_seal_or_a_number_of_a_paper() -> None:
    outcome, rows = worked_out()
    text = text_of(paper(outcome, rows, TOLD, TODAY, library(), T))
    assert not re.search(r"编号|盖章|公章|№|No\.", text)


def test_a_card_of_the_present_day_says_what_is_missing_and_when_it_was_checked() -> None:
    text = card("BB23-DED-L2", library().scheme("bengbu-2023"), library(), T)
    for said in (
        "蚌埠市蚌山区人民政府信息公开网",
        "题名没有见到",
        "文号没有见到",
        "2026年11月22日",
        "www.bengshan.gov.cn",
    ):
        assert said in text
    assert 'href="http' not in text  # an address is no link
    assert "最后核对" not in card("GX18-IP-DED-L2", library().scheme("guanxian-2018"), library(), T)
