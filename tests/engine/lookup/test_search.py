"""Search: what a word counts depends on the field it stands in."""

import sqlite3

from engine.content import library
from engine.lookup.entries import Entry
from engine.lookup.index import fill
from engine.lookup.search import Within, found_in


def of(identity: str, *, title: str = "甲", text: str = "甲", text_en: str = "") -> Entry:
    return Entry(identity, "clause", "", "DOC", (), title, text, text_en)


def test_the_text_counts_more_than_english_and_english_more_than_the_title() -> None:
    base = sqlite3.connect(":memory:")
    fill(base, [of("T", title="丙丁"), of("E", text_en="丙丁"), of("X", text="丙丁"), of("N")], library())
    found = found_in(base, "丙丁", [], Within(), library())
    assert [hit.id for hit in found] == ["X", "E", "T"]
    assert found[0].score > found[1].score > found[2].score
