"""What the page compares, and the chart of payout against bill."""

from decimal import Decimal

from app.answers import Answers
from app.comparison import SCHEME, Comparison, begun, things, values_of
from app.parts.compare.curve import payout_curve
from app.texts import Texts
from engine.compare.compare import compare
from engine.compare.situations import NOT_REGISTERED
from engine.content import library
from tests.engine.one_stay import case

T, CONTENT = Texts(), library()
GUANXIAN, CHONGQING = CONTENT.scheme("guanxian-2018"), CONTENT.scheme("chongqing-2013")
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


def test_the_chart_says_where_the_difference_is_largest() -> None:
    # 150,000 in scope: (149,500 x 70% = 104,650, borne 45,350, + 16,675) - (149,100 x 60% = 89,460, borne 60,540,
    # + 24,270) = 121,325 - 113,730 = 7,595
    panel = payout_curve(compare("as_is", "facility_level=tertiary", case()), T)
    assert panel is not None
    assert panel.title == "甲报得多,费用 150,000.00 元时多 7,595.00 元"
    assert panel.lines[-1] == ["150,000.00", "121,325.00", "113,730.00", "-7,595.00"]
    rows = panel.csv.decode("utf-8-sig").splitlines()
    assert len(rows) == 102
    assert [Decimal(cell) for cell in rows[-1].split(",")] == [150000, 121325, 113730, -7595]


def test_what_cannot_be_worked_out_is_not_drawn() -> None:
    panel = payout_curve(compare("as_is", "place=outside", case()), T)
    assert panel is not None
    assert panel.lines[-1][2:] == ["算不了", "算不了"]
    assert payout_curve(compare("place=outside", "not_registered", case()), T) is not None


def test_the_premium_stands_in_the_chart() -> None:
    panel = payout_curve(compare("as_is", "not_registered", case()), T)
    assert panel is not None
    assert panel.title == "费用到 771.43 元,报的就抵得上一年交的 190.00 元"
    assert [trace.name for trace in panel.figure.data][-1] == "一年交 190.00 元"
