"""The ready-made situations of a scheme: only what it tells apart, and each one can be worked out as a situation."""

import pytest

from engine.compare.compare import compare
from engine.compare.ready_made import ready_made
from engine.content import library
from engine.wording import Words
from tests.engine.one_stay import case, stay

WORDS, CONTENT = Words(), library()


def labels(scheme: str) -> list[str]:
    return [one.label for one in ready_made(CONTENT.scheme(scheme), WORDS, CONTENT)]


def test_luoyang_pays_a_province_run_hospital_only_when_filed() -> None:
    """Outside the province nothing is known, filed or not: one choice is enough."""
    assert labels("luoyang-2024") == [
        "本县乡镇卫生院",
        "本县县医院",
        "本市三级医院",
        "省城省级医院(已备案)",
        "省城省级医院(没备案)",
        "省外三级医院",
    ]


def test_a_scheme_that_does_not_look_at_the_province_has_one_hospital_away() -> None:
    assert labels("chongqing-2025") == ["本县乡镇卫生院", "本县县医院", "本市三级医院", "市外三级医院"]
    assert "本市三级医院(没备案)" in labels("chongqing-2013")  # a penalty within the city


def test_a_scheme_that_does_not_look_at_the_level_has_none() -> None:
    assert labels("taian-2023") == []


def test_the_county_hospital_against_the_provinces_own() -> None:
    # County 24,348 (see test_headline). Province: 5,000 x 50% + 23,000 x 68% = 2,500 + 15,640 = 18,140; 6,208 less.
    by_label = {one.label: one.written for one in ready_made(CONTENT.scheme("luoyang-2024"), WORDS, CONTENT)}
    names = ("本县县医院", "省城省级医院(已备案)")
    given = case(stay("30000", on="2026-03-05"), scheme="luoyang-2024", today="2026-11-26")
    found = compare(*(by_label[name] for name in names), given, called=names)
    basic = next(row for row in found["differences"] if row["layer"] == "basic")
    assert (basic["a"], basic["b"], basic["gap"]) == ("24348.00", "18140.00", "-6208.00")
    assert (found["a"]["name"], found["b"]["name"]) == names
    assert not any(note["code"] in ("not_read", "away_only") for note in found["notes"])


@pytest.mark.parametrize("scheme", ["bengbu-2023", "hunan-2023", "nanchang-2022", "xian-2023", "guanxian-2018"])
def test_each_can_be_compared(scheme: str) -> None:
    given = case(stay("30000", on="2026-03-05"), scheme=scheme, today="2026-11-26")
    for one in ready_made(CONTENT.scheme(scheme), WORDS, CONTENT):
        assert compare(one.written, "as_is", given)["a"]["situation"] == one.written
