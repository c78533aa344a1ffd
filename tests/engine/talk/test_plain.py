"""What is done with a person's text before it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.talk.plain import LONGEST, MASK, language_of, masked, plain

# Made-up numbers in the form of an identity card and of phones; none belongs to anybody.
NUMBERS = [
    "371525190001010011",
    "37152519000101001X",
    "371525 19000101 0011",
    "371525-19000101-0011",
    "３７１５２５１９０００１０１００１１",
    "371525000101001",
    "13800000000",
    "138 0000 0000",
    "138-0000-0000",
    "+8613800000000",
    "0635-5230000",
    "6222020000000000000",
    "一三八零零零零零零零零",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_numbers_of_a_person_are_masked(number: str) -> None:
    text = masked(f"我的号是{number}，住院花了35000")
    assert MASK in text
    assert "35000" in text
    digits = [char for char in text.replace("35000", "") if char.isdigit()]
    assert digits == []


def test_amounts_and_days_are_not_masked() -> None:
    said = "2018年3月5号住院，花了1234567.89元，报了80000"
    assert masked(said) == said


def test_width_script_case_and_spaces() -> None:
    assert plain("縣醫院　住院　３.５Ｗ") == "县医院 住院 3.5w"


def test_a_full_width_comma_parts_amounts() -> None:
    assert plain("8000，200") == "8000，200"


def test_languages() -> None:
    assert language_of("縣醫院起付線是多少") == "zh-Hant"
    assert language_of("县医院起付线是多少") == "zh-Hans"
    assert language_of("What is the deductible at the county hospital?") == "en"
    assert language_of("CT花了3w") == "zh-Hans"


@given(st.text(max_size=300))
def test_any_text_becomes_plain(text: str) -> None:
    made = plain(masked(text))
    made.encode()  # no lone half of a pair is left
    assert len(made) <= LONGEST * 20
    assert not any(ord(char) < 32 for char in made)
