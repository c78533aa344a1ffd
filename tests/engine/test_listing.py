"""The schemes as a list: what they are and how much of them can be computed."""

from pathlib import Path

import pytest

from engine.content import library
from engine.listing import completeness, listing
from engine.wording import Words
from tests.engine.small_schemes import content_of

RATE = "rate: [{value: 50%, clause: X, grade: stated}]"
LOST_RATE = "rate: [{value: 不详, clause: X, grade: lost}]"
LOST = "lost: {clause: X, why: 没有, why_en: none}"
LOST_ABOVE = "lost: {clause: X, why: 没有, why_en: none, above: [{value: 1000元, clause: X, grade: stated}]}"
NOTHING = "nothing: {clause: X, grade: stated, why: 不报, why_en: none}"


def test_guanxian_as_it_is_listed() -> None:
    row = next(row for row in listing(Words()) if row["id"] == "guanxian-2018")
    assert row["region"] == "371525"
    assert row["period"] == {"from": "2018-01-01", "to": "2018-12-31"}
    assert row["layers"] == row["layers_computed"] == ["basic", "serious_illness"]
    assert row["complete"] == "computed"
    assert "冠县" in row["name"]


def test_the_list_is_in_the_language_that_was_asked_for() -> None:
    row = next(row for row in listing(Words("en")) if row["id"] == "guanxian-2018")
    assert "Guan County" in row["name"]
    assert "冠縣" in next(row for row in listing(Words("zh-Hant")) if row["id"] == "guanxian-2018")["name"]


def test_every_scheme_is_listed_once_in_order_of_its_id() -> None:
    ids = [row["id"] for row in listing(Words())]
    assert ids == sorted(library().scheme_ids())
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("basic", "serious", "complete", "computed"),
    [
        (RATE, RATE, "computed", ["basic", "serious_illness"]),
        (RATE, LOST, "partly", ["basic"]),
        (LOST_RATE, RATE, "partly", ["serious_illness"]),
        (LOST, LOST_RATE, "rules_only", []),
        (NOTHING, LOST, "rules_only", []),
        (LOST, LOST_ABOVE, "partly", ["serious_illness"]),  # computed as far as its amount
    ],
)
def test_how_complete_a_scheme_is(tmp_path: Path, basic: str, serious: str, complete: str, computed: list[str]) -> None:
    body = f"""
layers:
  serious_illness:
    benefits: [{{name: all, title: 都, title_en: all, {serious}}}]
  basic:
    benefits: [{{name: all, title: 都, title_en: all, {basic}}}]
"""
    content = content_of(tmp_path, sample=body)
    assert completeness(content.scheme("sample")) == complete
    (row,) = listing(Words(), content)
    assert row["layers"] == ["basic", "serious_illness"]  # in the order in which they pay, however they are written
    assert row["layers_computed"] == computed
    assert row["complete"] == complete
    assert row["says"]


CAP_NOT_FOUND = RATE + ", caps: [{counter: basic_paid, figures: [{value: 不详, clause: X, grade: lost}]}]"
LOST_AT_SECONDARY = "when: {facility_level: secondary}, " + LOST
LOST_AWAY = "when: {place: outside}, " + LOST


@pytest.mark.parametrize(
    ("first", "complete", "says"),
    [
        (CAP_NOT_FOUND, "partly", "基本医保能算,有的情况算不了;没有大病保险、医疗救助的规定"),
        (LOST_AT_SECONDARY, "partly", "基本医保能算,有的情况算不了;没有大病保险、医疗救助的规定"),
        (LOST_AWAY, "computed", "基本医保能算;没有大病保险、医疗救助的规定"),
    ],
)
def test_what_is_missing_of_care_at_home_is_said(tmp_path: Path, first: str, complete: str, says: str) -> None:
    body = f"""
layers:
  basic:
    benefits:
      - {{name: one, title: 一, title_en: one, {first}}}
      - {{name: all, title: 都, title_en: all, {RATE}}}
"""
    content = content_of(tmp_path, sample=body)
    (row,) = listing(Words(), content)
    assert (row["complete"], row["says"]) == (complete, says)
