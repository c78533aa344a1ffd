"""What the page compares, and the chart of payout against bill."""

from decimal import Decimal

import pytest

from app.answers import Answers
from app.comparison import (
    REFERRAL,
    SCHEME,
    SETTING,
    Comparison,
    away_from_home,
    begun,
    called,
    things,
    values_of,
)
from app.parts.compare.curve import payout_curve
from app.texts import Texts
from engine.compare.compare import compare
from engine.compare.situations import NOT_REGISTERED
from engine.content import library
from tests.engine.one_stay import case, stay

T, CONTENT = Texts(), library()
GUANXIAN, CHONGQING = CONTENT.scheme("guanxian-2018"), CONTENT.scheme("chongqing-2013")
LUOYANG = CONTENT.scheme("luoyang-2024")
LEVEL = "visit.facility_level"


def test_only_what_the_rules_look_at_can_be_compared() -> None:
    answers = Answers(scheme="guanxian-2018")
    assert "person.enrolment_tier" not in things(answers, GUANXIAN, CONTENT, T)
    assert "person.enrolment_tier" in things(answers, CHONGQING, CONTENT, T)
    assert {SCHEME, NOT_REGISTERED} <= set(things(answers, GUANXIAN, CONTENT, T))


def test_it_begins_with_things_as_they_are() -> None:
    answers = Answers(scheme="guanxian-2018", texts={"visits.0.facility_level": "tertiary"})
    values = values_of(LEVEL, answers, GUANXIAN, CONTENT, T)
    a, b = begun(LEVEL, answers, GUANXIAN, values, CONTENT)
    assert a == "tertiary"
    assert b != "tertiary"
    assert Comparison(LEVEL).situations({LEVEL: (a, "primary")}) == (
        "facility_level=tertiary",
        "facility_level=primary",
    )
    assert Comparison(NOT_REGISTERED).situations({}) == ("as_is", "not_registered")


def test_every_scheme_can_be_chosen() -> None:
    answers = Answers(scheme="guanxian-2018")
    values = values_of(SCHEME, answers, GUANXIAN, CONTENT, T)
    assert {one.value for one in values} == set(CONTENT.scheme_ids())
    assert begun(SCHEME, answers, GUANXIAN, values, CONTENT)[0] == "guanxian-2018"


def test_the_chart_tells_of_ones_own_bill_first_and_then_where_the_difference_is_largest() -> None:
    # 75,000 in scope: 52,150 + 5,425 = 57,575; (75,000 - 900) x 60% = 44,460, + (30,540 - 12,000) x 50% = 9,270:
    # 53,730; 3,845 less. 150,000: (149,500 x 70% = 104,650, borne 45,350, + 16,675) - (149,100 x 60% = 89,460, borne
    # 60,540, + 24,270) = 121,325 - 113,730 = 7,595.
    panel = payout_curve(compare("as_is", "facility_level=tertiary", case()), T)
    assert panel is not None
    assert panel.title == "这张单子能报的 75,000.00 元,甲多报 3,845.00 元"
    assert "画出来的这一段里,差得最多的大约是 150,000.00 元的时候:甲大约多报 7,595.00 元。" in panel.notes
    assert panel.figure.layout.xaxis.title.text == "能进报销范围的费用(元)"
    assert panel.lines[-1] == ["150,000.00", "121,325.00", "113,730.00", "-7,595.00"]
    rows = panel.csv.decode("utf-8-sig").splitlines()
    assert len(rows) == 102
    assert [Decimal(cell) for cell in rows[-1].split(",")] == [150000, 121325, 113730, -7595]


@pytest.mark.parametrize("other", ["place=outside", "zhejiang-2014"])
def test_where_one_side_is_not_worked_out_there_is_no_chart(other: str) -> None:
    assert payout_curve(compare("as_is", other, case()), T) is None
    assert payout_curve(compare("place=outside", "not_registered", case()), T) is None


def test_the_chart_says_which_layers_it_draws() -> None:
    """重庆 2025: the threshold of serious illness has no reliable source; basic (30,000 - 300) x 5% = 1,485."""
    given = case(stay("30000", on="2026-03-05"), scheme="chongqing-2025", today="2026-11-26")
    panel = payout_curve(compare("tier=1", "tier=2", given), T)
    assert panel is not None
    assert panel.title == "这张单子能报的 30,000.00 元,乙多报 1,485.00 元(只画基本医保)"
    assert "没有画进去的:大病保险。" in panel.notes


def test_the_chart_says_that_a_line_may_stop_at_a_cap() -> None:
    given = case(stay("30000", on="2026-03-05"), scheme="luoyang-2024", today="2026-11-26")
    panel = payout_curve(compare("as_is", "facility_level=tertiary", given), T)
    assert panel is not None
    assert any("到了封顶线,线就停在那里" in note for note in panel.notes)


def test_the_premium_stands_in_the_chart() -> None:
    # (771.43 - 500) x 70% = 190.00
    panel = payout_curve(compare("as_is", "not_registered", case()), T)
    assert panel is not None
    assert panel.title == "这张单子能报的 75,000.00 元,不参保少报 57,575.00 元"
    assert "费用到 771.43 元,报的就抵得上一年交的 190.00 元。" in panel.notes
    assert [trace.name for trace in panel.figure.data][-1] == "一年交 190.00 元"


# ---- what is compared at first


def test_hospital_place_and_referral_are_compared_together() -> None:
    """County hospital against what comes next, by their everyday names."""
    answers = Answers(scheme="luoyang-2024", texts={"visits.0.facility_level": "secondary"})
    values = values_of(SETTING, answers, LUOYANG, CONTENT, T)
    a, b = begun(SETTING, answers, LUOYANG, values, CONTENT)
    assert called(SETTING, a, b, values) == ("本县县医院", "本市三级医院")
    assert Comparison(SETTING).situations({SETTING: (a, b)}) == (a, b)
    # A hospital of the province is away from home even where nobody said so.
    answers.texts["visits.0.facility_level"] = "top"
    names = called(SETTING, *begun(SETTING, answers, LUOYANG, values, CONTENT), values)
    assert names == ("省城省级医院(已备案)", "省城省级医院(没备案)")
    assert next(iter(things(answers, LUOYANG, CONTENT, T))) == SETTING


def test_a_referral_is_compared_where_it_matters() -> None:
    """In Luoyang's own county nobody asks for one; outside the city it does matter. 重庆 2013 asks within the city."""
    answers = Answers(scheme="luoyang-2024", texts={"visits.0.bill.total": "30000"})
    values = values_of(REFERRAL, answers, LUOYANG, CONTENT, T)
    a, b = begun(REFERRAL, answers, LUOYANG, values, CONTENT)
    away = away_from_home(REFERRAL, answers.case("2026-11-26"), CONTENT)
    assert Comparison(REFERRAL).situations({REFERRAL: (a, b)}, away=away) == (
        "place=outside,facility_level=top,referral=filed",  # no county hospital is where one is sent
        "place=outside,facility_level=top,referral=none",
    )
    answers.texts["visits.0.facility_level"] = "tertiary"
    assert away_from_home(REFERRAL, answers.case("2026-11-26"), CONTENT) == "place=outside"
    answers = Answers(scheme="chongqing-2013", texts={"visits.0.bill.total": "30000", "visits.0.place": "city"})
    assert not away_from_home(REFERRAL, answers.case("2026-11-26"), CONTENT)
