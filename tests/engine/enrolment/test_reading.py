"""What was typed: as people write numbers, each field by itself, and nothing loose or implausible taken."""

import pytest

from engine.content import library
from engine.enrolment.history import History
from engine.enrolment.reading import heard


@pytest.mark.parametrize(
    ("text", "years"),
    [("2", 2), ("2年", 2), ("两年", 2), ("２", 2), (" 2 年 ", 2), ("十二", 12), ("2 years", 2), ("0", 0), ("60", 60)],
)
def test_years(text: str, years: int) -> None:
    assert heard({"lapsed": text}, library()) == (History(lapsed=years), {})


@pytest.mark.parametrize("text", ["61", "-1", "2.5", "几年", "<b>", "年", "1234", "2年半"])
def test_what_is_no_number_of_years(text: str) -> None:
    own = heard({"lapsed": text}, library())
    assert own.history == History()
    assert str(own.faults["lapsed"]) == "lapsed: 年数请写 0 到 60 的整数。"


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("400000", 40_000_000),
        ("400,000", 40_000_000),
        ("40万", 40_000_000),
        ("四十万", 40_000_000),
        ("40万元", 40_000_000),
        ("４０００００", 40_000_000),
        ("4万5", 4_500_000),  # 45,000 yuan
        ("40W", 40_000_000),
    ],
)
def test_amounts(text: str, fen: int) -> None:
    assert heard({"cap": text}, library()) == (History(cap=fen), {})


@pytest.mark.parametrize("text", ["四十来万", "40万左右", "不到40万", "-400000", "30万到40万", "很多", "40万 50万"])
def test_a_loose_amount_is_not_taken(text: str) -> None:
    own = heard({"cap": text}, library())
    assert own.history == History()
    assert "没看懂" in str(own.faults["cap"])


@pytest.mark.parametrize("text", ["40", "9999.99", "10000000.01", "1亿"])
def test_an_implausible_ceiling_is_questioned(text: str) -> None:
    own = heard({"cap": text}, library())
    assert own.history == History()
    assert "请核对" in str(own.faults["cap"])


def test_less_than_the_national_least_is_refused() -> None:
    own = heard({"per_time": "999.99"}, library())
    assert "1,000" in str(own.faults["per_time"])
    assert heard({"per_time": "1000"}, library()).faults == {}


def test_every_wrong_field_is_told_and_the_others_stay() -> None:
    said = {"lapsed": "2", "repaired": "3", "straight": "x", "zero_claim": "2", "cap": "4", "bonus_used": "true"}
    own = heard(said, library())
    assert set(own.faults) == {"repaired", "straight", "cap"}
    assert own.history == History(lapsed=2, zero_claim=2, bonus_used=True)


def test_nothing_typed_is_nothing_known() -> None:
    assert heard({"lapsed": "", "cap": " ", "in_window": ""}, library()) == (History(), {})
