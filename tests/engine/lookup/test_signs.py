"""The signs that a text is found by."""

import pytest

from engine.content import library
from engine.lookup.signs import is_number, is_pair, is_thing, pairs, signs, stem, telling
from engine.lookup.sounds import in_chinese
from engine.talk.vocabulary import vocabulary


def test_pairs_of_neighbours_and_lone_characters() -> None:
    assert pairs("起付线500元") == ["起付", "付线", "元"]
    assert pairs("no Chinese") == []


@pytest.mark.parametrize(
    ("word", "bare"), [("premiums", "premium"), ("policies", "policy"), ("illness", "illness"), ("paid", "paid")]
)
def test_words_lose_their_endings(word: str, bare: str) -> None:
    assert stem(word) == bare


def test_figures_and_things() -> None:
    found = signs("门槛费1,000元 65.5%", library())
    assert {"n1000", "n65d5", "n65d5p"} <= set(found)
    assert "n1000p" not in found
    assert any(is_thing(sign) and sign in signs("起付线", library()) for sign in found)
    assert [is_number("n1000"), is_thing("a7"), is_pair("起付"), is_pair("deductible")] == [True, True, True, False]


def test_question_words_tell_nothing() -> None:
    assert telling("在哪里", library()) == set()
    assert "高铁" in telling("高铁站在哪里", library())


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("qifuxian", "起付线"),
        ("da bing bao xian", "大病保险"),
        ("guiyang qifuxian", "guiyang 起付线"),  # a name that two places may have stays as typed
        ("deductible at a hospital", None),
        ("起付线", None),
        ("GX18-LAW", None),
        ("", None),
    ],
)
def test_pinyin(typed: str, read: str | None) -> None:
    assert in_chinese(typed.casefold(), vocabulary(library())) == read
