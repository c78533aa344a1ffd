"""One case in two situations: differences worked out by hand from the rules, and what must be said beside them."""

from typing import Any

import pytest

from engine.compare.compare import compare
from engine.compare.sentences import cost_lines
from engine.errors import MingbaiError
from engine.wording import Words
from tests.engine.one_stay import case, stay

Json = dict[str, Any]
# Guan County's county hospital, 75,000 in scope: basic (75,000 - 500) x 70% = 52,150; borne 22,850;
# serious illness (22,850 - 12,000) x 50% = 5,425; paid 57,575; self-pay 22,425.
CHONGQING: Json = {"scheme": "chongqing-2013", "person": {"enrolment_tier": "1"}}


def chongqing(total: str = "80000", self_funded: str = "0", **facts: Any) -> Json:
    """A stay in Chongqing in tier 1, everything known."""
    return case(stay(total, self_funded, on="2013-04-15", **facts), **CHONGQING)


def rows(found: Json) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(row["layer"], row["a"], row["b"], row["gap"]) for row in found["differences"]]


def row(found: Json, layer: str) -> Json:
    return next(one for one in found["differences"] if one["layer"] == layer)


def told(found: Json, code: str) -> list[str]:
    """The sides of which something is said."""
    return [one["side"] for one in found["notes"] if one["code"] == code]


def test_a_township_or_a_tertiary_hospital() -> None:
    # Township: (75,000 - 200) x 80% = 59,840; borne 15,160; (15,160 - 12,000) x 50% = 1,580; in all 61,420.
    # Tertiary: (75,000 - 900) x 60% = 44,460; borne 30,540; (30,540 - 12,000) x 50% = 9,270; in all 53,730.
    bill = {"total": "80000", "self_funded": "5000", "over_limit": "0", "first_pay": "0", "essential_drugs": "0"}
    found = compare("facility_level=primary", "facility_level=tertiary", case(stay(bill=bill)))
    assert rows(found) == [
        ("basic", "59840.00", "44460.00", "-15380.00"),
        ("serious_illness", "1580.00", "9270.00", "7690.00"),
    ]
    assert found["gap"] == "-7690.00"
    assert found["gap_bounds"] == {"low": "-7690.00", "high": "-7690.00"}
    assert found["gap_exact"]
    basic, serious = found["differences"]
    assert basic["clauses_b"] == ["GX18-IP-DED-L3", "GX18-IP-RATE-L3"]
    assert {"GX18-IP-DED-L1", "GX18-IP-RATE-L1"} <= set(basic["clauses_a"])
    assert "起付线:甲 200,乙 900" in basic["why"]
    # The rules of serious illness are the same; what is borne is not.
    assert serious["steps"] == []
    assert "15,160.00" in serious["why"]
    assert "30,540.00" in serious["why"]


def test_tier_one_or_two() -> None:
    # (75,000 - 300) x 60% = 44,820 and x 65% = 48,555
    found = compare("tier=1", "tier=2", chongqing(self_funded="5000"))
    assert rows(found) == [("basic", "44820.00", "48555.00", "3735.00")]
    assert (found["gap"], found["gap_exact"]) == ("3735.00", True)
    basic = row(found, "basic")
    assert (basic["clauses_a"], basic["clauses_b"]) == (["CQ13-IP-RATE-T1-L2"], ["CQ13-IP-RATE-T2-L2"])
    assert [step["kind"] for step in basic["steps"]] == ["rate"]
    assert (found["a"]["name"], found["b"]["name"]) == ("一档", "二档")


def test_referred_or_not() -> None:
    # With consent (10,840 - 800) x 40% = 4,016; without 800 x 1.05 = 840 and 5 points off: 10,000 x 35% = 3,500.
    given = chongqing("10840", facility_level="tertiary", place="city")
    found = compare("referral=filed", "referral=none", given)
    assert rows(found) == [("basic", "4016.00", "3500.00", "-516.00")]
    basic = row(found, "basic")
    assert basic["clauses_a"] == ["CQ13-IP-DED-L3", "CQ13-IP-RATE-T1-L3"]
    assert "CQ13-REF-PEN" in basic["clauses_b"]
    assert "800 × 1.05" in basic["why"]


def test_guanxian_does_not_look_at_a_referral_within_the_city() -> None:
    found = compare("referral=filed", "referral=none", case())
    assert (found["gap"], found["gap_exact"]) == ("0.00", True)
    assert told(found, "not_read") == ["a", "b"]


def test_guanxian_outside_the_designated_hospitals() -> None:
    # An emergency that was filed counts as usual, 57,575; without, nothing is paid.
    found = compare("referral=emergency", "referral=none", case(stay(self_funded="5000", designated=False)))
    assert rows(found) == [
        ("basic", "52150.00", "0.00", "-52150.00"),
        ("serious_illness", "5425.00", "0.00", "-5425.00"),
    ]
    assert found["gap"] == "-57575.00"
    assert "GX18-EMERG" in row(found, "basic")["clauses_b"]
    assert "不是定点医院" in row(found, "basic")["why"]


def test_two_schemes_of_two_years() -> None:
    # Chongqing, tier 1, secondary: (75,000 - 300) x 60% = 44,820, and no rules of serious illness in our hands:
    # 44,820 - 57,575 = -12,755.
    found = compare("guanxian-2018", "chongqing-2013,tier=1", case())
    assert rows(found) == [
        ("basic", "52150.00", "44820.00", "-7330.00"),
        ("serious_illness", "5425.00", None, "-5425.00"),
    ]
    assert (found["gap"], found["gap_exact"]) == ("-12755.00", True)
    assert "不在我们手里" in row(found, "serious_illness")["why"]
    assert found["b"]["moved"] == {"from": "2018-03-05", "to": "2013-03-05"}
    assert found["b"]["in_force"]
    assert (told(found, "moved"), told(found, "not_held")) == (["b"], ["a", "b"])
    assert [warning["code"] for warning in found["b"]["warnings"]] == ["historical"]
    # Guanxian halves the deductible of a second stay; Chongqing asks for the tier and the household.
    read = {one["fact"]: (one["a"], one["b"]) for one in found["facts"]}
    assert read["person.enrolment_tier"] == (False, True)
    assert read["person.local_household"] == (False, True)
    assert read["year_to_date.inpatient_stays"] == (True, False)


def test_the_day_of_a_scheme_that_does_not_hold_is_not_moved_unasked() -> None:
    late = case(stay(on="2019-03-05"))
    found = compare("as_is", "tier=1", late)
    assert found["a"]["moved"] is None
    assert told(found, "not_in_force") == ["both"]
    # Both are what would be paid inside the period; outside it nothing is sure.
    assert found["gap_bounds"] == {"low": None, "high": None}


def test_the_same_place_in_another_year() -> None:
    found = compare("as_is", "year=2018", case(stay(on="2019-03-05")))
    assert found["b"]["moved"] == {"from": "2019-03-05", "to": "2018-03-05"}
    with pytest.raises(MingbaiError, match="guanxian-2018"):
        compare("as_is", "year=2013", case())


def test_a_layer_without_its_figure_has_no_amount() -> None:
    found = compare("as_is", "place=outside", case())
    assert rows(found) == [("basic", "52150.00", None, None), ("serious_illness", "5425.00", None, None)]
    assert found["gap"] is None
    # What is paid outside Liaocheng is not in the source: nothing less than nothing, and no end above.
    assert found["gap_bounds"] == {"low": "-57575.00", "high": None}
    assert row(found, "basic")["clauses_b"] == ["GX18-OUT-RATE"]
    assert found["curve"] is None  # nothing of it can be drawn on both sides


def test_a_frame_has_no_amount_at_all() -> None:
    found = compare("as_is", "zhejiang-2014", case())
    assert found["gap"] is None
    assert all(one["b"] is None for one in found["differences"])


# ---- not registered


def test_without_cover_everything_is_left_to_pay() -> None:
    found = compare("as_is", "not_registered", case())
    assert (found["gap"], found["gap_exact"], found["b"]["self_pay"]) == ("-57575.00", True, "80000.00")
    assert rows(found) == [("basic", "52150.00", None, "-52150.00"), ("serious_illness", "5425.00", None, "-5425.00")]
    cost = found["not_registered"]
    # 57,575 - 190 = 57,385. (771.43 - 500) x 70% = 190.001, rounded 190.00; of 771.42 it is 189.994: 189.99.
    (premium,) = cost["premium"]
    assert cost["lost"] == "57575.00"
    assert (premium["amount"], premium["clause"]) == ("190.00", "GX18-PREM-2018")
    assert (premium["net"], premium["bill"]) == ("57385.00", "771.43")
    assert "190元" in premium["text"]


def test_the_premium_goes_by_the_tier() -> None:
    cost = compare("not_registered", "as_is", chongqing())["not_registered"]
    assert [(one["amount"], one["clause"]) for one in cost["premium"]] == [("60.00", "CQ13-PREM-T1")]
    unsaid = compare("not_registered", "as_is", case(stay(on="2013-04-15"), scheme="chongqing-2013"))["not_registered"]
    assert [one["amount"] for one in unsaid["premium"]] == ["60.00", "150.00"]


def test_the_premium_of_the_year_of_the_visit() -> None:
    """Hunan for 2026: 400, nothing for the destitute; for other years we have none."""
    for person, day, amounts in (
        ({}, "2026-03-05", ["400.00"]),
        ({"categories": ["destitute"]}, "2026-03-05", ["0.00"]),
        ({"categories": None}, "2026-03-05", ["400.00", "200.00", "0.00"]),  # what most people pay first
        ({}, "2024-03-05", []),
    ):
        given = case(stay(on=day), scheme="hunan-2023", person=person or {"categories": []}, today="2026-11-26")
        cost = compare("as_is", "not_registered", given)["not_registered"]
        assert [one["amount"] for one in cost["premium"]] == amounts
        # (1,300 - 800) x 80% = 400; (1,050 - 800) x 80% = 200; a premium of nothing has nothing to make up for.
        bills = [{"400.00": "1,300.00", "200.00": "1,050.00"}[one] for one in amounts if one != "0.00"]
        lines = [line for line in cost_lines(cost, Words()) if "抵得上" in line]
        assert len(lines) == len(bills)
        assert all(bill in line for bill, line in zip(bills, lines, strict=True))
        assert {one["year"] for one in cost["premium"]} <= {"2026"}
        assert bool(cost["why"]) is not bool(amounts)


def test_a_scheme_that_says_no_premium() -> None:
    bill = {"total": None, "borne": "60000"}
    cost = compare("as_is", "not_registered", case(stay(bill=bill), scheme="wujiang-cii"))["not_registered"]
    assert cost["premium"] == []
    assert "那一年交多少" in cost["why"]


# ---- what is not known


def test_one_value_of_an_unknown_fact_on_both_sides() -> None:
    # Five points of what is above the deductible: 74,900 x 5% = 3,745 township, 74,700 x 5% = 3,735 county,
    # 74,200 x 5% = 3,710 tertiary; no cap is near (74,900 x 80% = 59,920 of 70,000). Each side alone spans
    # 74,200 x 40% = 29,680 ... 63,665.
    found = compare("tier=1", "tier=2", chongqing(self_funded="5000", facility_level=None))
    assert found["gap_bounds"] == {"low": "3710.00", "high": "3745.00"}
    assert "gap_outer" not in found


def test_one_reading_on_both_sides() -> None:
    # An emergency outside the city: with the penalty 315 off and 55%, 60% of 10,000; without 300 off and 60%, 65% of
    # 10,015: 6,000 - 5,500 = 500, or 6,509.75 - 6,009 = 500.75.
    given = chongqing("10315", place="outside", referral="emergency")
    found = compare("tier=1", "tier=2", given)
    assert found["gap_bounds"] == {"low": "500.00", "high": "500.75"}
    assert "gap_outer" not in found


def test_one_split_of_the_bill_on_both_sides() -> None:
    # 5% of what is in scope and above 300: nothing when all is outside the list, (10,300 - 300) x 5% = 500 when
    # nothing is. Between the amounts tried, 10,300 / 2,048 = 5.03 apart, either side moves by 60%, 65% of that.
    given = chongqing(bill={"total": "10300"})
    found = compare("tier=1", "tier=2", given)
    low, high = (found["gap_bounds"][end] for end in ("low", "high"))
    assert -4 <= float(low) <= 0
    assert 500 <= float(high) <= 504
    assert found["gap_outer"]


def test_a_fact_of_one_side_alone() -> None:
    # Guanxian asks for no tier: 57,575 for sure; Chongqing 44,820 or 48,555.
    found = compare("as_is", "chongqing-2013", case())
    assert found["gap_bounds"] == {"low": "-12755.00", "high": "-9020.00"}
    assert "gap_outer" not in found


# ---- payout against bill


def test_the_curve_is_what_a_bill_of_that_size_is_paid() -> None:
    found = compare("tier=1", "tier=2", chongqing())["curve"]
    place = found["bills"].index("16000.00")
    # (16,000 - 300) x 60% = 9,420; x 65% = 10,205
    assert (found["a"][place], found["b"][place]) == ("9420.00", "10205.00")
    assert found["bills"][-1] == "160000.00"
    assert found["a"][0] == "0.00"


# ---- what a sheet of another situation says


def test_what_a_sheet_says_was_paid_does_not_hold_elsewhere() -> None:
    found = compare("as_is", "facility_level=tertiary", case(stay(self_funded="5000", reported={"basic": "50000"})))
    assert row(found, "basic")["a"] == "50000.00"
    assert row(found, "basic")["b"] == "44460.00"
    assert told(found, "left_out") == ["b"]


def test_what_a_side_is_called() -> None:
    found = compare("place=city", "visits.1.place=city,inpatient_stays=2", case(stay(), stay()))
    assert found["a"]["name"] == "本市别的县(区)"
    assert found["b"]["name"] == "第 2 次医院在 本市别的县(区)、今年这次以前住院 2 次"


def test_what_was_paid_this_year_was_paid_under_other_rules() -> None:
    found = compare("as_is", "chongqing-2013", case(year_to_date={"inpatient_stays": 1, "basic_paid": "1000"}))
    assert told(found, "year_so_far") == ["b"]
    assert told(compare("as_is", "chongqing-2013", case()), "year_so_far") == []


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("foo", "不是规定的名字"),
        ("referal=none", "referral"),
        ("referral=nope", "not_needed, filed, none, emergency"),
        ("bill.total=3", "同一张单子"),
        ("visits.4.place=city", "只有 1 次"),
        ("not_registered,tier=1", "没参保"),
        ("guanxian-2018,chongqing-2013", "只能写一份规定"),
        ("year=18", "四位数"),
        ("", "不能空着"),
        ("chongqing-2013,tier=9", "1、2"),
    ],
)
def test_what_cannot_be_read_is_said(written: str, says: str) -> None:
    with pytest.raises(MingbaiError, match=says):
        compare("as_is", written, case())


def test_two_people_without_cover() -> None:
    with pytest.raises(MingbaiError, match="两边都没参保"):
        compare("not_registered", "not_registered", case())
