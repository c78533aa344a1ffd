"""What an address asks for: shown where we hold it, else said in a line, and the nearest shown."""

import pytest

from app.parts.funds.choice import NAMELESS, begin
from app.texts import Texts
from engine.content import library
from engine.funds.figures import NATION

T = Texts()


@pytest.mark.parametrize(
    ("region", "year", "place", "shown", "missed"),
    [
        ("431021", "2018", "431021", "2018", ()),
        ("桂阳县", "2018", "431021", "2018", ()),  # by its name
        ("100000", "2024", NATION, "2024", ()),  # the nation's code on the other pages
        (NAMELESS, None, NAMELESS, "", ()),
        # 1890 and 2099: the oldest and the newest year that there is of 天津, 2014 and (a month of) 2024
        ("120000", "1890", "120000", "2014", ("天津市1890年的数我们手里没有,先看最近的2014年。",)),
        ("120000", "2099", "120000", "2024", ("天津市2099年的数我们手里没有,先看最近的2024年。",)),
        ("120000", "2023", "120000", "2024", ("天津市2023年的数我们手里没有,先看最近的2024年。",)),  # 2022 is as near
        # 桂阳县 has 2018 and 2019, far more of 2018
        ("431021", "abc", "431021", "2018", ("地址里的“abc”不是年份,先看2018年。",)),
        ("431021", "２０１８", "431021", "2018", ("地址里的“２０１８”不是年份,先看2018年。",)),
        ("110000", "2023", "110000", "", ("北京市的数没写是哪年的,2023年的我们手里没有。",)),
        ("999999", "2024", NATION, "2024", ("地址里的地方“999999”我们不认识,先看全国。",)),
        # 郴州市 has none, 桂阳县 lies in it; 西藏 has none, nor any place in it
        ("431000", "2018", "431021", "2018", ("郴州市公布的数我们手里没有,先看最近的:桂阳县。",)),
        ("540000", "2024", NATION, "2024", ("西藏自治区公布的数我们手里没有,先看最近的:全国。",)),
    ],
)
def test_what_is_not_held_is_said(
    region: str, year: str | None, place: str, shown: str, missed: tuple[str, ...]
) -> None:
    assert begin(region, year, T, library()) == (place, shown, missed)


def test_a_bad_place_and_a_bad_year_are_both_said() -> None:
    begun = begin("x" * 99, "18", T, library())
    assert begun.missed[0] == f"地址里的地方“{'x' * 20}”我们不认识,先看全国。"
    assert begun.missed[1].startswith("地址里的“18”不是年份,先看")
