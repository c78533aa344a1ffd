"""How a number is told: the unit that a reader counts in, the exact number beside it."""

from decimal import Decimal

import pytest

from engine.content import library
from engine.funds.amounts import amount, axis_of, exactly, told
from engine.funds.figures import figures
from engine.funds.sentences import value_in_words
from engine.wording import Words

ZH, EN = Words(), Words("en")


@pytest.mark.parametrize(
    ("value", "unit", "printed", "short", "whole"),
    [
        # 788,000,000 / 10^8 = 7.88, nothing cut off; the page has it in 万元, so that stays beside it
        ("788000000", "yuan", "78800万元", "7.88亿元", "7.88亿元(78,800万元)"),
        # 1,073,839,500 / 10^8 = 10.738395, half up 10.74
        ("1073839500", "yuan", "107,383.95万元", "10.74亿元", "10.74亿元(107,383.95万元)"),
        ("470438000", "yuan", "47043.8万元", "4.7亿元", "4.7亿元(47,043.8万元)"),  # 4.70438
        ("682702000", "yuan", "", "6.83亿元", "6.83亿元(68,270.2万元)"),  # 6.82702, worked out: in 万元 to the end
        ("1267250050", "yuan", "", "12.67亿元", "12.67亿元(1,267,250,050元)"),  # 126,725.005万元 has three decimals
        ("1123772000000", "yuan", "11237.72亿元", "11,237.72亿元", "11,237.72亿元"),  # as printed
        ("24000000", "yuan", "0.24亿元", "2,400万元", "2,400万元"),  # printed in a larger unit, nothing cut off
        ("99999999", "yuan", "", "10,000万元", "10,000万元(99,999,999元)"),  # below 1亿; 9,999.9999 rounds up
        ("100000000", "yuan", "", "1亿元", "1亿元"),
        ("382600", "yuan", "", "38.26万元", "38.26万元"),
        ("106065.90", "yuan", "106065.90", "10.61万元", "10.61万元(106,065.90元)"),  # 10.606590
        ("99999.99", "yuan", "", "99,999.99元", "99,999.99元"),  # below 10万 nothing is shortened
        ("6215.4", "yuan", "6215.40", "6,215.40元", "6,215.40元"),
        ("190", "yuan", "190元", "190元", "190元"),
        ("-2261400", "yuan", "-226.14万元", "-226.14万元", "-226.14万元"),
        ("1155368", "person_times", "", "115.54万人次", "115.54万人次(1,155,368人次)"),  # 115.5368
        ("942133000", "persons", "94213.3万人", "9.42亿人", "9.42亿人(94,213.3万人)"),  # 9.42133
        ("68.1", "percent", "68.1%", "68.1%", "68.1%"),
    ],
)
def test_one_rule_for_every_number(value: str, unit: str, printed: str, short: str, whole: str) -> None:
    assert amount(Decimal(value), unit, ZH) == short
    assert told(Decimal(value), unit, ZH, printed) == whole


def test_english_counts_in_millions() -> None:
    assert told(Decimal(470_438_000), "yuan", EN, "47043.8万元") == "470.438 million yuan"  # nothing cut off
    assert told(Decimal(1_073_839_512), "yuan", EN) == "1.0738 billion yuan (1,073,839,512 yuan)"  # 1.073839512


def test_every_digit() -> None:
    assert exactly(Decimal(470_438_000), "yuan", ZH) == "470,438,000元"


def test_an_axis_follows_the_same_rule() -> None:
    assert axis_of(Decimal(100_000_000), "yuan", ZH) == (Decimal(10**8), "亿元")
    assert axis_of(Decimal(99_999_999), "yuan", ZH) == (Decimal(10**4), "万元")
    assert axis_of(Decimal(99_999), "yuan", ZH) == (Decimal(1), "元")
    assert axis_of(Decimal(942_133_000), "persons", ZH) == (Decimal(10**8), "亿人")
    assert axis_of(Decimal(81), "percent", ZH) == (Decimal(1), "%")
    assert axis_of(Decimal(470_438_000), "yuan", EN) == (Decimal(10**6), "million yuan")


def test_a_figure_is_told_with_what_its_document_prints() -> None:
    by_id = {one.id: one for one in figures(library())}
    assert value_in_words(by_id["D-032"], ZH) == "4.7亿元(47,043.8万元)"
    assert value_in_words(by_id["D-032"], ZH, amount) == "4.7亿元"
    assert value_in_words(by_id["D-031"], ZH) == "约 92万人"
    assert value_in_words(by_id["D-005"], ZH) == "150万元 以上"


def test_no_sum_of_a_hundred_million_is_left_in_myriads() -> None:
    """From 100,000,000 on every sum and count is led by 亿."""
    large = [one for one in figures(library()) if one.value is not None and abs(one.value) >= 10**8]
    assert large
    for one in (one for one in large if one.unit in ("yuan", "persons", "person_times")):
        assert "亿" in value_in_words(one, ZH).split("(")[0], one.id
