"""content/regions.csv: places by their code of GB/T 2260."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def regions(root: Path) -> dict[str, dict[str, str]]:
    with (root / "content" / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert Counter(row["code"] for row in rows).most_common(1)[0][1] == 1
    return {row["code"]: row for row in rows}


def test_every_province_and_every_prefecture_is_there(regions: dict[str, dict[str, str]]) -> None:
    provinces = [code for code in regions if code.endswith("0000")]
    prefectures = [code for code in regions if code.endswith("00") and not code.endswith("0000")]
    assert (len(provinces), len(prefectures)) == (34, 333)


def test_a_place_lies_in_the_place_that_its_code_says(regions: dict[str, dict[str, str]]) -> None:
    for code, row in regions.items():
        assert re.fullmatch(r"\d{6}", code)
        assert re.fullmatch(r"[a-z]+", row["pinyin"]), code
        assert row["name"], code
        assert row["name_en"], code
        if code.endswith("0000"):
            assert row["parent"] == ""
        else:
            assert row["parent"] in {code[:2] + "0000", code[:4] + "00"} - {code}
            assert row["parent"] in regions


@pytest.mark.parametrize(
    ("code", "name", "parent"),
    [
        ("371525", "冠县", "聊城市"),
        ("610900", "安康市", "陕西省"),
        ("500115", "长寿区", "重庆市"),
        ("431021", "桂阳县", "郴州市"),
        ("520100", "贵阳市", "贵州省"),
        ("330111", "富阳区", "杭州市"),
        ("341200", "阜阳市", "安徽省"),
        ("350923", "屏南县", "宁德市"),
        ("450821", "平南县", "贵港市"),
        ("320509", "吴江区", "苏州市"),
    ],
)
def test_the_places_of_the_schemes_and_their_namesakes(
    regions: dict[str, dict[str, str]], code: str, name: str, parent: str
) -> None:
    assert regions[code]["name"] == name
    assert regions[regions[code]["parent"]]["name"] == parent


def test_places_that_sound_alike_share_their_pinyin(regions: dict[str, dict[str, str]]) -> None:
    sounds = {code: row["pinyin"] for code, row in regions.items()}
    assert sounds["431021"] == sounds["520100"] == "guiyang"
    assert sounds["330111"] == sounds["341200"] == "fuyang"
    assert sounds["350923"] == sounds["450821"] == "pingnan"
    assert sounds["320500"] == sounds["341300"] == "suzhou"
