"""What adds up and what does not: the checks of the fact sheet's section C are found by the rules, and a changed digit
makes a finding appear."""

from decimal import Decimal
from functools import cache

import pytest

from engine.content import library
from engine.funds.figures import Figure, figures
from engine.funds.findings import Finding, checks, findings, shipped_findings
from engine.funds.sentences import in_words
from engine.wording import Words

GUIYANG, LIAONING, LIAOYANG, ANKANG = "431021", "210000", "211000", "610900"
ZHEJIANG, FUYANG, WUJIANG = "330000", "330111", "320509"


@cache
def found_by() -> dict[str, list[Finding]]:
    """Check -> its findings in the shipped figures."""
    every: dict[str, list[Finding]] = {}
    for one in shipped_findings(library()):
        every.setdefault(one.check, []).append(one)
    return every


def one_of(check: str, region: str | None = None, service: str = "", group: str = "") -> Finding:
    """The one finding of a check in a place, of a service and group where several are there."""
    rows = [
        one
        for one in found_by()[check]
        if region in (None, one.region) and service in ("", one.service) and group in ("", one.group)
    ]
    assert len(rows) == 1, rows
    return rows[0]


# code, check, place, verdict, worked out (to two decimals of its unit, half up), how far the claim is off it.
# The arithmetic is the fact sheet's, written out beside each.
TABLE = [
    ("C-01", "paid_per_person", LIAONING, "fits", "1516400.00", None),  # 446 × 3,400; "over 1.5 million"
    ("C-02", "members_of_premium", LIAOYANG, "worked_out", "963333.33", None),  # 17,340,000 ÷ 18
    ("C-03", "first_patient", LIAONING, "off", "65.59", "4.41"),  # 46,900 ÷ (32,300 + 14,600 ÷ 0.5 + 10,000)
    ("C-04", "threshold_needed", LIAONING, "off", "5500.00", "4500.00"),  # 46,900 ÷ 0.7 − 32,300 − 29,200 = 5,500
    ("C-05", "uplift_in_points", LIAONING, "worked_out", "25.88", None),  # 1 − 16,800 ÷ (3,400 ÷ 0.15)
    ("C-05", "uplift_relative", LIAONING, "worked_out", "57.43", None),  # 22,666.67 ÷ 39,466.67
    ("C-05", "uplift_relative_together", LIAONING, "worked_out", "66.05", None),  # 26,066.67 ÷ 39,466.67
    ("C-06", "available", GUIYANG, "off", "682702000.00", "382600.00"),  # 470,438,000 + 212,264,000
    ("C-07", "left", GUIYANG, "off", "192278100.00", "-382600.00"),  # 683,084,600 − 490,806,500, printed 191,895,500
    ("C-08", "left_of_all", GUIYANG, "fits", "191895500.00", "0"),  # 682,702,000 − 490,806,500
    ("C-09", "change", GUIYANG, "fits", "-20368500.00", "0"),  # 470,438,000 − 490,806,500
    ("C-10", "spending_parts", GUIYANG, "fits", "490806500.00", "0"),  # 462,204,900 + 28,601,600
    ("C-11", "payout_parts", GUIYANG, "fits", "462204900.00", "0"),  # 395,930,200 + 66,274,700
    ("C-12", "claims_parts", GUIYANG, "fits", "1155368.00", "0"),  # 129,881 + 1,025,487
    ("C-13", "serious_illness_per_head", GUIYANG, "worked_out", "41.00", None),  # 28,601,600 ÷ 697,600
    ("C-14", "reserve_per_head", GUIYANG, "worked_out", "67.00", None),  # 46,739,200 ÷ 697,600
    ("C-15", "nominal_funding", GUIYANG, "fits", "467392000.00", "3046000.00"),  # (180 + 490) × 697,600
    ("C-16", "premium_of_poor", GUIYANG, "worked_out", "179.92", None),  # 6,400,000 ÷ 35,572
    ("C-16", "premium_of_poor_whole", GUIYANG, "fits", "6402960.00", "-2960.00"),  # 180 × 35,572
    ("C-17", "payout_rate", (GUIYANG, "one_stop"), "fits", "90.21", "-0.0005"),  # 117,132,000 ÷ 129,843,000 = 90.2105
    ("C-18", "payout_rate", (GUIYANG, "special_outpatient"), "worked_out", "62.42", None),  # 30,924,000 ÷ 49,539,200
    ("C-18", "cost_per_claim", (GUIYANG, "special_outpatient"), "worked_out", "559.12", None),  # 49,539,200 ÷ 88,602
    ("C-18", "payout_per_claim", (GUIYANG, "special_outpatient"), "worked_out", "349.02", None),  # 30,924,000 ÷ 88,602
    ("C-19", "payout_rate", (GUIYANG, "cross_province"), "worked_out", "38.18", None),  # 1,981,000 ÷ 5,188,000
    ("C-19", "settled_filings", GUIYANG, "worked_out", "45.85", None),  # 243 ÷ 530
    ("C-19", "cost_per_settlement", GUIYANG, "worked_out", "21349.79", None),  # 5,188,000 ÷ 243
    ("C-19", "payout_per_settlement", GUIYANG, "worked_out", "8152.26", None),  # 1,981,000 ÷ 243
    ("C-20", "serious_illness_ratio", GUIYANG, "worked_out", "80.49", None),  # 23,021,600 ÷ 28,601,600
    ("C-20", "serious_illness_left", GUIYANG, "worked_out", "5580000.00", None),  # 28,601,600 − 23,021,600
    ("C-20", "serious_illness_claims", GUIYANG, "worked_out", "7.09", None),  # 4,943 ÷ 697,600, of a thousand
    ("C-20", "payout_per_claim", (GUIYANG, "cii", "residents"), "worked_out", "4657.41", None),  # 23,021,600 ÷ 4,943
    ("C-21", "payout_per_claim", (GUIYANG, "cii", "registered_poor_and_subsistence"), "worked_out", "5161.44", None),
    ("C-21", "payout_per_claim", (GUIYANG, "outpatient", "registered_poor"), "worked_out", "62.39", None),
    ("C-21", "payout_per_claim", (GUIYANG, "inpatient", "registered_poor"), "worked_out", "3818.17", None),
    ("C-21", "payout_per_person", (GUIYANG, "resubsidy"), "worked_out", "1865.73", None),  # 5,024,400 ÷ 2,693
    ("C-22", "payout_per_claim", (GUIYANG, "inpatient", "residents"), "worked_out", "3048.41", None),
    ("C-22", "payout_per_claim", (GUIYANG, "outpatient", "residents"), "worked_out", "64.63", None),
    ("C-22", "admissions", GUIYANG, "worked_out", "18.62", None),  # 129,881 ÷ 697,600
    ("C-22", "admissions_poor", GUIYANG, "worked_out", "42.48", None),  # 15,111 ÷ 35,572
    ("C-22", "poor_share_members", GUIYANG, "worked_out", "5.10", None),  # 35,572 ÷ 697,600
    ("C-22", "poor_share_stays", GUIYANG, "worked_out", "11.63", None),  # 15,111 ÷ 129,881
    ("C-22", "poor_share_money", GUIYANG, "worked_out", "14.57", None),  # 57,696,300 ÷ 395,930,200
    ("C-23", "fine_over_recovered", GUIYANG, "worked_out", "3.97", None),  # 73,133.80 ÷ 18,433.56
    ("C-24", "refused_mean", GUIYANG, "worked_out", "4500.00", None),  # 4,419,000 ÷ 982
    ("C-25", "collection_rise", GUIYANG, "fits", "697600.00", "2400.00"),  # 1 × 697,600, printed 70万
    ("C-25", "collection_all", GUIYANG, "worked_out", "2790400.00", None),  # 4 × 697,600
    ("C-26", "one_visit_parts", GUIYANG, "off", "13.00", "-1"),  # 10 + 3, printed 12
    ("C-27", "people_of_rate", GUIYANG, "worked_out", "700401.61", None),  # 697,600 ÷ 0.996
    ("C-27", "members_of_population", GUIYANG, "worked_out", "75.83", None),  # 697,600 ÷ 920,000
    ("C-27", "balance_rate", GUIYANG, "worked_out", "30.86", None),  # 145,156,300 ÷ 470,438,000
    ("C-27a", "penalties", GUIYANG, "worked_out", "534896.68", None),  # 251,700 + 73,133.80 + 210,062.88
    ("C-27a", "penalty_mean", GUIYANG, "worked_out", "3226.92", None),  # 251,700 ÷ 78
    ("C-27a", "violating", GUIYANG, "worked_out", "65.55", None),  # 78 ÷ 119
    ("C-27b", "refused_papers_mean", GUIYANG, "worked_out", "15152.27", None),  # 106,065.90 ÷ 7
    ("C-28", "case_parts", FUYANG, "fits", "1930000.00", "0"),  # 550,000 + 150,000 + 1,230,000
    ("C-28", "case_against_claim", FUYANG, "off", "75.98", "4.02"),  # 1,930,000 ÷ 2,540,000, said to be 80 and more
    ("C-28", "case_unpaid", FUYANG, "worked_out", "610000.00", None),  # 2,540,000 − 1,930,000
    ("C-29", "cap_of_case_a", FUYANG, "off", "150000.00", "80000"),  # 230,000 above one year's cap
    ("C-29", "cap_of_case_b", FUYANG, "off", "450000.00", "100000"),  # 550,000 above those of 2013, 2014 and 2015
    ("C-30", "yearly_scale", ZHEJIANG, "worked_out", "1267250000.00", None),  # 50,690,000 × 25
    ("C-30", "beneficiaries", ZHEJIANG, "worked_out", "101380.00", None),  # 2‰ of 50,690,000
    ("C-30", "premium_per_beneficiary", ZHEJIANG, "worked_out", "12500.00", None),  # 25 ÷ 0.002
    ("C-31", "drugs_per_head", ZHEJIANG, "worked_out", "19.73", None),  # 1,000,000,000 ÷ 50,690,000
    ("C-31", "drugs_of_premium", ZHEJIANG, "worked_out", "78.91", None),  # 1,000,000,000 ÷ 1,267,250,000
    ("C-32", "payout_per_case", FUYANG, "worked_out", "53726.85", None),  # 23,210,000 ÷ 432
    ("C-33", "case_layers", FUYANG, "worked_out", "330000.00", None),  # 230,000 + 100,000
    ("C-33", "case_layers_assisted", FUYANG, "worked_out", "390000.00", None),  # and 60,000
    ("C-34", "people_of_district_rate", FUYANG, "worked_out", "686868.69", None),  # 680,000 ÷ 0.99
    ("C-35", "mean_above_cap", FUYANG, "worked_out", "47.06", None),  # 400,000 ÷ (1,000,000 − 150,000)
    ("C-36", "income_per_person", "", "worked_out", "8.79", None),  # 350,000 ÷ 39,812
    ("C-36", "members_at_ten", "", "worked_out", "35000.00", None),  # 350,000 ÷ 10
    ("C-36", "share_at_ten", "", "worked_out", "87.91", None),  # 35,000 ÷ 39,812
    ("C-36", "stays_at_ten", "", "worked_out", "4.51", None),  # 1,580 ÷ 35,000
    ("C-37", "enrolment_task", "", "worked_out", "100.01", None),  # 23,003 ÷ 23,000
    ("C-38", "premium_halves", WUJIANG, "worked_out", "24.00", None),  # half of 48
    ("C-38", "premium_parts", WUJIANG, "fits", "100.00", "0"),  # 95% + 5%
    ("C-38", "premium_ahead", WUJIANG, "worked_out", "45.60", None),  # 95% of 48
    ("C-38", "premium_held", WUJIANG, "worked_out", "2.40", None),  # 5% of 48
    ("C-38", "fee_ceiling", WUJIANG, "worked_out", "2.16", None),  # 4.5% of 48
    # (300,000 − 88,000 × 0.5 − 100,000 × 0.6) ÷ 0.65 + 200,000
    ("C-39", "cap_guanxian_serious_illness", None, "worked_out", "501538.46", None),
    ("C-40", "cap_employees", None, "worked_out", "164210.53", None),  # (150,000 − 34,000 − 36,000) ÷ 0.95 + 80,000
    # The least bill in fen at which the payout, rounded half up, is the cap: the cap less half a fen decides.
    ("C-41", "cap_chongqing_1_primary", None, "worked_out", "87600.00", None),  # 70,000 ÷ 0.8 + 100
    (
        "C-41",
        "cap_chongqing_1_secondary",
        None,
        "worked_out",
        "116966.66",
        None,
    ),  # 69,999.995 ÷ 0.6 + 300
    (
        "C-41",
        "cap_chongqing_1_tertiary",
        None,
        "worked_out",
        "175799.99",
        None,
    ),  # 69,999.995 ÷ 0.4 + 800
    (
        "C-41",
        "cap_chongqing_2_primary",
        None,
        "worked_out",
        "129511.76",
        None,
    ),  # 109,999.995 ÷ 0.85 + 100
    ("C-41", "cap_chongqing_2_secondary", None, "worked_out", "169530.77", None),  # 109,999.995 ÷ 0.65 + 300
    ("C-41", "cap_chongqing_2_tertiary", None, "worked_out", "245244.44", None),  # 109,999.995 ÷ 0.45 + 800
    ("C-42", "cap_guanxian_illness_primary", None, "worked_out", "150200.00", None),  # 120,000 ÷ 0.8 + 200
    ("C-42", "cap_guanxian_illness_secondary", None, "worked_out", "171928.57", None),  # 119,999.995 ÷ 0.7 + 500
    ("C-42", "cap_guanxian_illness_tertiary", None, "worked_out", "200900.00", None),  # 120,000 ÷ 0.6 + 900
    ("C-42", "cap_guanxian_accident_primary", None, "worked_out", "120199.99", None),  # 59,999.995 ÷ 0.5 + 200
    ("C-42", "cap_guanxian_accident_secondary", None, "worked_out", "120499.99", None),  # 59,999.995 ÷ 0.5 + 500
    ("C-42", "cap_guanxian_accident_tertiary", None, "worked_out", "120899.99", None),  # 59,999.995 ÷ 0.5 + 900
    ("C-43", "advert", None, "worked_out", "97.00", None),  # 0.9 + 0.1 × 0.7
    ("C-44", "premium_in_frame", ANKANG, "fits", "25.00", None),  # within 20 to 40
    ("C-45", "floor_liaoning", None, "fits", "50.00", "0"),  # the frame's floor is 50%
    ("C-45", "floor_guanxian", None, "fits", "50.00", "0"),
    ("C-45", "floor_ankang", None, "fits", "50.00", "0"),
    ("C-45", "floor_employee", None, "fits", "85.00", "-35"),
    ("C-45", "rises_liaoning", None, "fits", "0.00", "0"),  # one band alone
    ("C-45", "rises_guanxian", None, "fits", "5.00", "-5"),  # 50, 60, 65: the least step is 5
    ("C-45", "rises_ankang", None, "fits", "10.00", "-10"),  # 50, 60, 70, 80, 90
    ("C-45", "rises_employee", None, "fits", "5.00", "-5"),  # 85, 90, 95
    ("C-45", "rises_beijing", None, "off", "-5.00", "5"),  # 90, 85, 80, 85, 90: it falls
]


@pytest.mark.parametrize(("code", "check", "at", "verdict", "worked_out", "off"), TABLE)
def test_section_c_is_found(
    code: str, check: str, at: str | tuple[str, ...] | None, verdict: str, worked_out: str, off: str | None
) -> None:
    found = one_of(check, *(at if isinstance(at, tuple) else (at,)))
    assert found.verdict == verdict
    assert found.worked_out.quantize(Decimal("0.01"), "ROUND_HALF_UP") == Decimal(worked_out)
    if off is not None:
        assert found.off is not None
        places = Decimal(1).scaleb(min(0, int(Decimal(off).as_tuple().exponent)))
        assert found.off.quantize(places, "ROUND_HALF_UP") == Decimal(off)
    assert in_words(found, Words(), library())


def test_every_code_of_section_c_is_there() -> None:
    """C-01 to C-45, with C-27a and C-27b."""
    codes = {f"C-{n:02}" for n in range(1, 46)} | {"C-27a", "C-27b"}
    assert {code for code, *_ in TABLE} == codes


def test_what_the_fact_sheet_says_more_of_some() -> None:
    # C-02: 1,734万 is printed to the 万, so ± 5,000 ÷ 18 = ± 277.8 members.
    members = one_of("members_of_premium", LIAOYANG)
    assert [int(members.low), int(members.high)] == [963_055, 963_611]
    # C-13, C-14, C-16: whole yuan a head.
    rounds = ("serious_illness_per_head", "reserve_per_head", "premium_of_poor")
    assert [one_of(check, GUIYANG).whole for check in rounds] == [41, 67, 180]
    # C-23: 73,133.80 over 18,433.56, 28,433.56 … 98,433.56.
    each = [f"{ratio:.3f}" for ratio in one_of("fine_over_recovered", GUIYANG).each]
    assert each == ["3.967", "2.572", "1.903", "1.510", "1.252", "1.069", "0.932", "0.827", "0.743"]


def test_the_reading_that_reconciles() -> None:
    """C-06 to C-08: with 682,702,000 available, both sums hold to the fen; no other figure would do."""
    for check, other in (("available", "left"), ("left", "available")):
        reading = one_of(check, GUIYANG).reading
        assert reading is not None
        assert (reading.figure, reading.value, reading.checks) == ("D-034", Decimal(682_702_000), (other,))
    assert "682,702,000元" in in_words(one_of("available", GUIYANG), Words(), library())


def test_the_deficit_is_said() -> None:
    said = in_words(one_of("change", GUIYANG), Words(), library())
    assert "支出比收入多2,036.85万元,动用了历年结余" in said


def test_what_was_worked_out_by_hand_is_what_the_rules_find() -> None:
    """The rows marked as derived hold the same numbers (D-003b … D-137b)."""
    rows = {one.id: one.value if one.value is not None else one.high for one in figures(library())}
    derived = {
        "D-003b": one_of("first_patient", LIAONING),
        "D-011": one_of("members_of_premium", LIAOYANG),
        "D-027b": one_of("premium_of_poor_whole", GUIYANG),
        "D-035": one_of("available", GUIYANG),
        "D-038": one_of("serious_illness_per_head", GUIYANG),
        "D-041": one_of("left_of_all", GUIYANG),
        "D-042": one_of("change", GUIYANG),
        "D-121b": one_of("premium_halves", WUJIANG),
        "D-126b": one_of("yearly_scale", ZHEJIANG),
        "D-137b": one_of("case_against_claim", FUYANG),
    }
    for figure, found in derived.items():
        value = rows[figure]
        assert value is not None
        assert found.worked_out.quantize(Decimal(1).scaleb(int(value.as_tuple().exponent)), "ROUND_HALF_UP") == value


def of_guiyang() -> list[Figure]:
    return [one for one in figures(library()) if one.region == GUIYANG]


def changed(identity: str, **fields: object) -> list[Figure]:
    """Guiyang county's figures with one of them changed."""
    return [one.model_copy(update=fields) if one.id == identity else one for one in of_guiyang()]


@pytest.mark.parametrize(
    ("identity", "value", "printed", "checks_off"),
    [
        (
            "D-046",
            "395930500",
            "39593.05万元",
            {"payout_parts", "spending_by_service"},
        ),  # 300 off; rounding may do 150
        ("D-047", "1025488", "", {"claims_parts"}),
        ("D-037", "28601900", "2860.19万元", {"spending_parts", "spending_by_service"}),
        ("D-064", "90.22", "", {"payout_rate"}),
        ("D-036", "490806900", "49080.69万元", {"spending_parts", "spending_by_service"}),
    ],
)
def test_a_changed_digit_makes_a_finding_appear(identity: str, value: str, printed: str, checks_off: set[str]) -> None:
    before = {one.check for one in findings(of_guiyang(), library()) if one.verdict == "off"}
    rows = changed(identity, value=Decimal(value), printed=printed)
    after = {one.check for one in findings(rows, library()) if one.verdict == "off"}
    assert after - before == checks_off


def test_a_misprint_made_by_us_is_traced_to_its_figure() -> None:
    """With 682,702,000 printed and the carry-over's digits turned (212,246,000), the carry-over is what does not fit:
    put back, three other sums hold. 470,438,000 + 212,264,000 = 682,702,000."""
    rows = [
        one.model_copy(update={"D-034": {"value": Decimal(682_702_000), "printed": "68270.2万元"}}.get(one.id, {}))
        for one in changed("D-033", value=Decimal(212_246_000), printed="21224.6万元")
    ]
    (found,) = (one for one in findings(rows, library()) if one.check == "available")
    assert found.reading is not None
    assert (found.reading.figure, found.reading.value) == ("D-033", Decimal(212_264_000))


def test_settled_and_provisional_are_not_mixed() -> None:
    rows = changed("D-032", nature="provisional")
    used = {name for one in findings(rows, library()) for name in one.figures if one.check in ("available", "change")}
    assert not used


def test_a_digit_in_the_nation_s_balance() -> None:
    """2021: 9,724.48 − 9,296.37 = 428.11 against 428.10, within the hundredth printed; 2024: 7,663.70 + 519.42 =
    8,183.12 against 8,183.02, a tenth off."""
    year = next(one for one in found_by()["year_balance"] if (one.year, one.group) == ("2021", "residents"))
    assert year.verdict == "fits"
    step = next(one for one in found_by()["balance_step"] if one.year == "2024")
    assert (step.verdict, step.off) == ("off", Decimal(-10_000_000))


def test_a_check_that_says_something_says_it_in_both_languages() -> None:
    for check in checks(library()).values():
        assert check.name
        assert check.name_en
        for chinese, english in (
            (check.says, check.says_en),
            (check.says_less, check.says_less_en),
            (check.says_off, check.says_off_en),
        ):
            assert bool(chinese) == bool(english), check.id


def test_what_a_check_leaves_open_is_named() -> None:
    """Mean payouts of 桂阳县 2018: 395,930,200 / 129,881 = 3,048.41 a stay, of poor people 57,696,300 / 15,111 =
    3,818.17, of all claims 462,204,900 / 1,155,368 = 400.05; each says of which care and whom it is."""
    county = [one for one in shipped_findings(library()) if (one.region, one.year) == ("431021", "2018")]
    said = {in_words(one, Words(), library()) for one in county if one.check == "payout_per_claim"}
    assert "平均一次补多少(住院):3,048.41元。" in said
    assert "平均一次补多少(住院、建档立卡贫困户):3,818.17元。" in said
    assert "平均一次补多少:400.05元。" in said
    parts = next(one for one in county if one.check == "payout_parts")
    assert in_words(parts, Words(), library()).startswith("住院加门诊,等于全部补偿:")  # the check says it itself
