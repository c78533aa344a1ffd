"""Numbers as people say them: a value or a range, never a guess."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.talk.plain import masked, plain
from engine.talk.vocabulary import vocabulary

READER = vocabulary().amounts


def read(text: str) -> list[tuple[Decimal, Decimal | None]]:
    """(low, high) in yuan of every number of a text."""
    found = READER.read(plain(masked(text)))
    return [(Decimal(one.low) / 100, None if one.high is None else Decimal(one.high) / 100) for one in found]


# What each way of speaking means, from the fact sheet's table of spoken amounts and from everyday use.
EXACT = {
    "三万五": 35000,
    "8万6": 86000,
    "9万8": 98000,
    "一万二": 12000,
    "四万三": 43000,
    "两百五": 250,
    "8千": 8000,
    "3w": 30000,
    "3.5w": 35000,
    "35k": 35000,
    "12,000": 12000,
    "12,000元": 12000,
    "叁万伍仟元整": 35000,
    "壹仟贰佰元": 1200,
    "三万零五": 30005,
    "三万五百": 30500,
    "三万五千": 35000,
    "一万零八百": 10800,
    "半万": 5000,
    "一万半": 15000,
    "12万": 120000,
    "1.2万": 12000,
    "8萬6": 86000,
    "五万六千七": 56700,
    "2万3千块": 23000,
    "一亿二": 120000000,
    "80000": 80000,
    "八百六": 860,
}
RANGES = {
    "十来万": (100000, 130000),
    "四五千": (4000, 5000),
    "五六万": (50000, 60000),
    "十七八万": (170000, 180000),
    "三万六七": (36000, 37000),
    "三万多": (30000, 39999),
    "三万五千多": (35000, 35999),
    "12000多": (12000, 12999),
    "30多万": (300000, 399999),
    "三十几万": (300000, 399999),
    "几千": (1000, 9999),
    "小一万": (9000, 9999),
    "不到一万": (0, 9999),
    "两万出头": (20000, 23000),
    "千把块": (900, 1500),
    "万把块": (9000, 15000),
    "三万左右": (27000, 33000),
    "将近四万": (36000, 40000),
}


@pytest.mark.parametrize(("said", "worth"), EXACT.items())
def test_said_exactly(said: str, worth: int) -> None:
    assert read(f"住院花了{said}") == [(worth, worth)]


@pytest.mark.parametrize(("said", "ends"), RANGES.items())
def test_a_range_stays_a_range(said: str, ends: tuple[int, int]) -> None:
    assert read(f"花了{said}，能报多少") == [ends]


def test_below_one_yuan() -> None:
    # 1,234 yuan and five mao; three yuan and a half; three yuan five mao and two fen
    assert read("一千二百三十四块五毛") == [(Decimal("1234.5"), Decimal("1234.5"))]
    assert read("三块五") == [(Decimal("3.5"), Decimal("3.5"))]
    assert read("1234.56元") == [(Decimal("1234.56"), Decimal("1234.56"))]


def test_at_least_has_no_upper_end() -> None:
    assert read("至少三万") == [(30000, None)]


def test_two_amounts_stay_two() -> None:
    assert read("总共8000，自费200") == [(8000, 8000), (200, 200)]
    assert read("１２，０００元") == [(12000, 12000)]


def test_a_year_is_no_number() -> None:
    assert (2018, 2018) not in read("二零一八年住院")


def spoken(number: int) -> str:
    """A whole number below one hundred million in Chinese words, worked out apart from the reader."""
    digits = "零一二三四五六七八九"

    def below_myriad(n: int) -> str:
        said, gap = "", False
        for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, n = divmod(n, unit)
            if digit:
                said += ("零" if gap and said else "") + digits[digit] + name
                gap = False
            else:
                gap = True
        return said

    high, low = divmod(number, 10_000)
    if not high:
        return below_myriad(low)
    zero = "零" if low and low < 1000 else ""
    return below_myriad(high) + "万" + (zero + below_myriad(low) if low else "")


@given(st.integers(min_value=1000, max_value=99_999_999))
def test_every_whole_number_in_words_is_read_as_it_is(number: int) -> None:
    assert read(f"花了{spoken(number)}块") == [(number, number)]


@given(st.integers(min_value=100, max_value=9_999_999), st.integers(min_value=0, max_value=99))
def test_every_written_amount_is_read_as_it_is(yuan: int, fen: int) -> None:
    value = Decimal(yuan) + Decimal(fen) / 100
    assert read(f"花了{yuan}.{fen:02d}元") == [(value, value)]
    assert read(f"bill of {yuan:,}.{fen:02d} yuan") == [(value, value)]
