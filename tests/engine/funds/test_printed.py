"""Figures and periods as people write them."""

from decimal import Decimal

import pytest

from engine.content import library
from engine.errors import MingbaiError
from engine.funds.figures import indicators
from engine.funds.periods import period_of, periods
from engine.funds.printed import read_printed

CONTENT = library()


def read(text: str, indicator: str, unit: str = ""):
    return read_printed(text, unit, indicators(CONTENT)[indicator], CONTENT)


@pytest.mark.parametrize(
    ("text", "unit", "indicator", "value"),
    [
        ("47043.8万元", "", "fund_income", "470438000"),  # 47,043.8 × 10,000
        ("4.7亿", "", "fund_income", "470000000"),  # 4.7 × 100,000,000
        ("4.7亿元", "", "fund_income", "470000000"),
        ("47,043.8", "万元", "fund_income", "470438000"),
        ("\uff14\uff17\uff0c\uff10\uff14\uff13\uff0e\uff18", "万元", "fund_income", "470438000"),  # full-width
        ("106065.9元", "", "refused_amount", "106065.9"),
        ("-226.14万元", "", "net_change", "-2261400"),
        ("\u2212226.14", "万元", "net_change", "-2261400"),  # a true minus
        ("99.6%", "", "participation_rate", "99.6"),
        ("99.6", "%", "participation_rate", "99.6"),
        ("35572", "", "enrolled_persons", "35572"),  # people are counted one by one
        ("514.89万人", "", "enrolled_persons", "5148900"),
        ("1155368人次", "", "claims_count", "1155368"),
    ],
)
def test_exact_figures(text: str, unit: str, indicator: str, value: str) -> None:
    found = read(text, indicator, unit)
    assert (found.value, found.qualifier) == (Decimal(value), "exact")


@pytest.mark.parametrize(
    ("text", "qualifier", "value", "low", "high"),
    [
        ("150余万元", "over", None, "1500000", None),
        ("35万多元", "over", None, "350000", None),
        ("超过5亿元", "over", None, "500000000", None),
        ("100元以下", "under", None, None, "100"),
        ("约92万元", "about", "920000", None, None),
        ("20—40万元", "range", None, "200000", "400000"),
    ],
)
def test_loose_figures_stay_loose(text: str, qualifier: str, value, low, high) -> None:
    found = read(text, "fund_income")
    expected = tuple(one and Decimal(one) for one in (value, low, high))
    assert (found.qualifier, (found.value, found.low, found.high)) == (qualifier, expected)


@pytest.mark.parametrize(
    ("text", "unit", "indicator", "says"),
    [
        ("", "", "fund_income", "空着"),
        ("47,043.8", "", "fund_income", "没写单位"),  # 元 or 万元: it is not guessed
        ("99.6", "", "participation_rate", "没写单位"),
        ("99.6%", "", "fund_income", "单位不对"),
        ("35572人次", "", "enrolled_persons", "单位不对"),
        ("4.7亿元", "万元", "fund_income", "不一样"),
        ("47,04.38万元", "", "fund_income", "读不懂"),
        ("四千万元", "", "fund_income", "读不懂"),
        ("=SUM(A1:A3)", "", "fund_income", "公式"),
        ("+1", "", "fund_income", "公式"),
        ("xx万元", "", "fund_income", "遮住"),
        ("**0元", "", "fund_income", "遮住"),
        ("40—20万元", "", "fund_income", "不比后面的小"),
        ("1" * 40 + "元", "", "fund_income", "太长"),
    ],
)
def test_what_is_no_figure_is_told(text: str, unit: str, indicator: str, says: str) -> None:
    with pytest.raises(MingbaiError, match=says):
        read(text, indicator, unit)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2018", "2018"),
        ("2018年", "2018"),
        ("2018年度", "2018"),
        ("2018年1-12月", "2018"),
        ("2018年1-6月", "2018-01..2018-06"),
        ("2018年3月至12月", "2018-03..2018-12"),
        ("2018年上半年", "2018-01..2018-06"),
        ("2018年前三季度", "2018-01..2018-09"),
        ("2018年第一季度", "2018-01..2018-03"),
        ("2018年6月", "2018-06"),
        ("2018年6月底", "2018-06"),
        ("2018年12月31日", "2018-12-31"),
        ("2018-12-31", "2018-12-31"),
        ("2018/6", "2018-06"),
        ("2018-03..2018-12", "2018-03..2018-12"),
        ("2018年13月", None),
        ("2018年2月30日", None),
        ("2018-02-30", None),
        ("2019..2018", None),
        ("上半年", None),
        ("去年", None),
        ("", None),
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert period_of(text) == period


def test_periods_in_a_sentence() -> None:
    text = "2019年筹资于2018年9月份启动,截至2019年1月18日;1-12月,3-12月,共12项"
    assert [(one.year, one.rest) for one in periods(text)] == [
        ("2019", ""),
        ("2018", "-09"),
        ("2019", "-01-18"),
        ("", ""),
        ("", "-03..-12"),
    ]
