"""The explanation: what was done, by which formula, to which amount, under which clause."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.content import Library
from engine.estimate import estimate
from tests.engine.one_stay import case, stay

Json = dict[str, Any]
FORMATS = Library(Path(__file__).resolve().parent.parent / "content" / "formats")


def steps(answer: Json, layer: str = "basic") -> list[Json]:
    return next(entry["steps"] for entry in answer["layers"] if entry["layer"] == layer)


def told(answer: Json, layer: str = "basic") -> list[tuple[str, str, str, list[str]]]:
    return [(step["kind"], step["formula"], step["amount"], step["clauses"]) for step in steps(answer, layer)]


def one(kind: str, answer: Json, layer: str = "basic") -> Json:
    """The last step of a kind."""
    return [step for step in steps(answer, layer) if step["kind"] == kind][-1]


def test_a_county_stay_from_the_bill_to_the_layer() -> None:
    answer = estimate(case())
    assert told(answer) == [
        ("in_scope", "80000 - 5000", "75000.00", []),
        ("deductible", "500", "500.00", ["GX18-IP-DED-L2"]),
        ("rate", "(75000 - 500) × 70%", "52150.00", ["GX18-IP-RATE-L2"]),
    ]
    assert told(answer, "serious_illness") == [
        ("base", "22850", "22850.00", ["SD17-CII-BASIS"]),
        ("deductible", "12000", "12000.00", ["SD17-CII-DED"]),
        ("bands", "(22850 - 12000) × 50%", "5425.00", ["SD17-CII-B1"]),
    ]


def test_all_three_exclusions_are_in_the_formula() -> None:
    bill = {"total": "10000", "self_funded": "1000.50", "over_limit": "200", "first_pay": "0.05"}
    assert one("in_scope", estimate(case(stay(bill=bill))))["formula"] == "10000 - 1000.50 - 200 - 0.05"


def test_the_table_of_the_bands_adds_up() -> None:
    # In scope 400,000: basic 399,500 × 70% = 279,650, stopped at 120,000; borne 280,000:
    # 88,000 × 50% + 100,000 × 60% + 80,000 × 65% = 44,000 + 60,000 + 52,000 = 156,000
    answer = estimate(case(stay("400000")))
    bands = one("bands", answer, "serious_illness")
    assert bands["formula"] == "(100000 - 12000) × 50% + (200000 - 100000) × 60% + (280000 - 200000) × 65%"
    assert bands["clauses"] == ["SD17-CII-B1", "SD17-CII-B2", "SD17-CII-B3"]
    assert bands["amount"] == "156000.00"
    columns = ("from", "to", "rate", "inside", "paid", "clause")
    assert [tuple(row[name] for name in columns) for row in bands["table"]] == [
        ("12000.00", "100000.00", "50%", "88000.00", "44000.00", "SD17-CII-B1"),
        ("100000.00", "200000.00", "60%", "100000.00", "60000.00", "SD17-CII-B2"),
        ("200000.00", None, "65%", "80000.00", "52000.00", "SD17-CII-B3"),
    ]


def test_below_the_threshold_the_bands_pay_nothing() -> None:
    bands = one("bands", estimate(case(stay("10000"))), "serious_illness")
    assert bands["amount"] == "0.00"
    assert {row["inside"] for row in bands["table"]} == {"0.00"}


def test_the_second_and_third_stay_show_what_changed_the_deductible() -> None:
    answer = estimate(case(stay("1000"), stay("1000"), stay("1000")))
    found = [step for step in steps(answer) if step["kind"] == "deductible"]
    assert [(step["visit"], step["amount"]) for step in found] == [(0, "500.00"), (1, "250.00"), (2, "0.00")]
    assert [step["clauses"] for step in found] == [
        ["GX18-IP-DED-L2"],
        ["GX18-IP-DED-L2", "GX18-IP-DED-2ND"],
        ["GX18-IP-DED-L2", "GX18-IP-DED-3RD"],
    ]
    assert [step["formula"].split(" ")[0] for step in found] == ["500"] * 3
    assert found[1]["formula"] == "500 ÷ 2"


def test_a_bill_below_the_deductible_bears_only_itself() -> None:
    answer = estimate(case(stay("300")))
    assert one("deductible", answer)["amount"] == "300.00"
    assert one("rate", answer)["amount"] == "0.00"


def test_essential_medicines_are_shown_apart() -> None:
    # Essential medicines bear the 200: 3,800 × 90% + 6,000 × 80% = 3,420 + 4,800 = 8,220
    township = stay("10000", facility_level="primary")
    township["bill"]["essential_drugs"] = "4000"
    step = one("essential_drugs", estimate(case(township)))
    assert (step["formula"], step["amount"]) == ("3800 × 90% + 6000 × 80%", "8220.00")
    assert set(step["clauses"]) == {"GX18-IP-RATE-L1-EM", "GX18-IP-RATE-L1"}


def test_the_cap_shows_what_was_left_of_it() -> None:
    # (10,000 - 250) × 70% = 6,825; of 120,000 there are 2,000 left.
    answer = estimate(case(stay("10000"), year_to_date={"inpatient_stays": "1", "basic_paid": "118000"}))
    assert one("rate", answer)["amount"] == "6825.00"
    cap = one("cap", answer)
    assert (cap["formula"], cap["amount"], cap["clauses"]) == ("120000 - 118000", "2000.00", ["GX18-IP-CAP"])


def test_a_cap_that_does_not_hold_is_not_told() -> None:
    assert "cap" not in {step["kind"] for step in steps(estimate(case()))}


def test_the_sum_of_the_year_and_what_was_paid_before() -> None:
    # Borne 22,850 and 18,525 before: 41,375, 29,375 × 50% = 14,687.50; paid before 3,262.50; now 11,425.
    before = {"compliant_self_pay": "18525", "serious_illness_paid": "3262.50"}
    found = told(estimate(case(year_to_date=before)), "serious_illness")
    assert ("of_the_year", "18525 + 22850", "41375.00", ["SD17-CII-BASIS"]) in found
    assert found[-1] == ("paid_before", "14687.50 - 3262.50", "11425.00", [])


def test_what_the_sheet_reports_is_one_step() -> None:
    answer = estimate(case(stay(self_funded="5000", reported={"basic": "50000"})))
    assert told(answer)[1:] == [("reported", "50000", "50000.00", [])]


def test_a_layer_that_cannot_be_computed_names_the_clause_that_is_lost() -> None:
    answer = estimate(case(stay(place="outside", referral="filed")))
    assert steps(answer)[-1]["kind"] == "not_computed"
    assert steps(answer)[-1]["clauses"] == ["GX18-OUT-RATE"]


def test_a_visit_that_does_not_count_has_no_steps_but_the_bill() -> None:
    answer = estimate(case(stay(cause="accident_liable")))
    assert [step["kind"] for step in steps(answer)] == ["in_scope"]
    assert steps(answer, "serious_illness") == []
    reason = next(warning for warning in answer["warnings"] if warning["code"] == "not_covered")
    assert reason["clauses"] == ["GX18-ACC-THIRD"]


def test_a_rate_with_points_off_shows_them() -> None:
    # (10,000 - 800) × (80% - 10 points) = 6,440
    visit = stay("10000", on="2024-05-01", place="outside", referral="filed")
    step = one("rate", estimate(case(visit, scheme="tilted-bands", today="2024-06-01"), content=FORMATS))
    assert step["amount"] == "6440.00"
    assert step["formula"] == "(10000 - 800) × (80% - 10%)"
    assert step["clauses"] == ["HN23-RATE-L2", "HN23-AWAY"]


def test_bands_within_a_hospital_level() -> None:
    # (1,500 - 400) × 63% + (10,000 - 1,500) × 83% = 693 + 7,055
    visit = stay("10000", on="2024-05-01")
    step = one("bands", estimate(case(visit, scheme="banded-hospitals", today="2024-06-01"), content=FORMATS))
    assert (step["formula"], step["amount"]) == ("(1500 - 400) × 63% + (10000 - 1500) × 83%", "7748.00")


VARIED = [
    case(),
    case(stay("400000")),
    case(stay("123.45")),
    case(stay("1000"), stay("80000.01"), stay("30000.99")),
    case(stay("50000", cause="accident"), person={"age_group": "child_student"}),
    case(stay("777.77", kind="outpatient", facility_level="village")),
    case(stay("8888.88", kind="chronic", conditions=["dialysis"])),
    case(stay("12345.67", place="outside", referral="filed", stated_rate="0.5555")),
    case(stay("300", kind="outpatient", cause="accident"), person={"age_group": "child_student"}),
]


def sums(formula: str) -> Decimal:
    """What a formula of +, -, ×, ÷, brackets and percentages comes to."""
    tokens = list(_tokens(formula))

    def sum_() -> Decimal:
        value = product()
        while tokens and tokens[0] in "+-":
            value = value + product() if tokens.pop(0) == "+" else value - product()
        return value

    def product() -> Decimal:
        value = single()
        while tokens and tokens[0] in "×÷":
            value = value * single() if tokens.pop(0) == "×" else value / single()
        return value

    def single() -> Decimal:
        token = tokens.pop(0)
        if token == "(":
            value = sum_()
            assert tokens.pop(0) == ")"
            return value
        return Decimal(token[:-1]) / 100 if token.endswith("%") else Decimal(token)

    value = sum_()
    assert not tokens, formula
    return value


def _tokens(formula: str) -> Iterator[str]:
    word = ""
    for letter in formula:
        if letter in "+-×÷() ":
            if word:
                yield word
            word = ""
            if letter != " ":
                yield letter
        else:
            word += letter
    if word:
        yield word


@pytest.mark.parametrize("given", VARIED, ids=range(len(VARIED)))
def test_every_formula_comes_to_its_amount(given: Json) -> None:
    """The formula of a step, worked out in decimals, is the amount beside it; the last step is the layer's payout."""
    answer = estimate(given)
    for layer in answer["layers"]:
        for step in layer["steps"]:
            if set(step["formula"]) <= set("0123456789.+-×÷() %"):
                expected = sums(step["formula"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
                # A deductible shows what is due; no more is taken than the bill holds.
                if step["kind"] != "deductible" or Decimal(step["amount"]) >= expected:
                    assert Decimal(step["amount"]) == expected, step
        for number, visit in enumerate(answer["visits"]):
            mine = [step for step in layer["steps"] if step["visit"] == number]
            if layer["computed"] and mine:
                assert mine[-1]["amount"] == visit["paid"][layer["layer"]]


@pytest.mark.parametrize("given", VARIED, ids=range(len(VARIED)))
def test_formulas_and_clauses_are_the_same_in_every_language(given: Json) -> None:
    chinese, english = estimate(given), estimate(given, lang="en")
    for ours, theirs in zip(chinese["layers"], english["layers"], strict=True):
        for one_step, other in zip(ours["steps"], theirs["steps"], strict=True):
            assert one_step["clauses"] == other["clauses"]
            assert one_step["amount"] == other["amount"]
            assert not any("一" <= letter <= "鿿" for letter in other["what"] + other["formula"]), other
