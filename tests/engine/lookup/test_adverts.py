"""An advert of a private hospital in Chongqing: found by who quotes it, told as an advert, never among the figures."""

import pytest

from engine.lookup.lookup import Filters, look_up

HIGHEST = "XX13-ADV-3"  # up to 90% for residents of 渝北
NO_RULE = "标着“广告”的不是规定"


@pytest.mark.parametrize(
    "question",
    [
        "重庆渝北私立医院报90%",
        "重庆住院报90%",  # no rule of Chongqing has 90%; 90 days of waiting are no share
        "渝北说居民医保最高报90%",
        "重庆医院的广告说住院报90%",
        "private hospital in Chongqing pays 90%",
    ],
)
def test_what_an_advert_says_is_found_by_who_quotes_it(question: str) -> None:
    found = look_up(question, lang="zh-Hans")
    first = found["results"][0]
    assert first["id"] == HIGHEST
    assert first["advert"]
    assert first["text"].startswith("这是医院的广告,不是医保规定")
    assert found["note"].startswith(NO_RULE)
    assert first["scheme"] is None


def test_without_a_place_too() -> None:
    """Two claims have 90%: that of employees and that of residents."""
    found = look_up("私立医院说能报90%")
    assert {one["id"] for one in found["results"][:2]} == {"XX13-ADV-2", HIGHEST}


@pytest.mark.parametrize("question", ["重庆 广告", "重庆新兴医院"])
def test_by_its_name(question: str) -> None:
    assert look_up(question)["results"][0]["advert"]


def test_the_rules_follow_and_alone_give_figures() -> None:
    """Chongqing's highest rate is 85%: tier 2, a hospital of the first level."""
    found = look_up("重庆渝北私立医院报90%")
    assert not any(one["advert"] for one in found["results"][1:])
    assert {one["scheme"] for one in found["results"][1:]} <= {"chongqing-2025", "chongqing-2013"}
    assert found["scheme"] == "chongqing-2025"
    assert any("85%" in line for line in found["lines"])
    assert not any("90%" in line for line in found["lines"])


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("重庆三级医院住院报多少", Filters()),
        ("重庆居民医保规定", Filters()),
        ("住院报90%", Filters(scheme="guanxian-2018")),
        ("私立医院说能报90%", Filters(region="冠县")),  # another place's advert
        ("私立医院能报吗", Filters()),
        ("重庆医疗救助报多少", Filters()),
    ],
)
def test_who_quotes_no_advert_meets_none(question: str, filters: Filters) -> None:
    found = look_up(question, filters)
    assert not any(one["advert"] for one in found["results"])
    assert NO_RULE not in (found["note"] or "")


def test_a_private_hospital_is_in_no_rule() -> None:
    assert "“私立”" in look_up("私立医院能报吗")["nothing"]
