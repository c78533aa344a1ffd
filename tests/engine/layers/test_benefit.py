"""One benefit of a visit and of a year: base, deductible, rate or bands or cliff or fixed sum, cap, and what is lost.

Each test makes up a scheme of its own, so that one rule stands alone.
"""

from pathlib import Path
from typing import Any

import pytest

from engine.estimate import estimate
from tests.engine.one_stay import case, paid, stay
from tests.engine.small_schemes import content_of

Json = dict[str, Any]

HALF = """
layers:
  basic:
    benefits:
      - name: inpatient
        title: 住院
        title_en: in-patient care
        rate: [{value: 50%, clause: X-RATE, grade: stated}]
"""


def asked(folder: Path, body: str, *visits: Json, **facts: Any) -> Json:
    visits_of_2020 = [{**visit, "on": "2020-03-05"} if visit.get("on") == "2018-03-05" else visit for visit in visits]
    return estimate(
        case(*visits_of_2020, scheme="sample", today="2020-06-01", **facts), content=content_of(folder, sample=body)
    )


def by_visit(answer: Json, layer: str = "basic") -> list[str]:
    return [visit["paid"][layer] for visit in answer["visits"]]


def test_a_benefit_never_pays_more_than_the_bill(tmp_path: Path) -> None:
    fixed = """
layers:
  basic:
    benefits:
      - name: delivery
        title: 分娩
        title_en: delivery
        fixed_sum: {each: visit, figures: [{value: 400元, clause: X, grade: stated}]}
"""
    answer = asked(tmp_path, fixed, stay("300"), stay("1000"))
    assert by_visit(answer) == ["300.00", "400.00"]  # each visit anew


def test_the_deductible_comes_off_before_the_rate_and_the_cap_after_it(tmp_path: Path) -> None:
    # (1,000 - 100) × 50% = 450, within 400; rate first it would be 400, cap first (500 - 100).
    capped = (
        HALF
        + """
        deductible: {each: stay, figures: [{value: 100元, clause: X-DED, grade: stated}]}
        caps: [{counter: basic_paid, figures: [{value: 400元, clause: X-CAP, grade: stated}]}]
"""
    )
    answer = asked(tmp_path, capped, stay("1000"))
    assert by_visit(answer) == ["400.00"]
    assert [step["kind"] for step in answer["layers"][0]["steps"]] == ["in_scope", "deductible", "rate", "cap"]


def test_two_benefits_share_a_cap_by_naming_it_alike(tmp_path: Path) -> None:
    # 800 × 50% = 400 leaves 100 of 500 for the outpatient visit, whose 300 × 50% would be 150.
    shared = """
layers:
  basic:
    benefits:
      - name: inpatient
        title: 住院
        title_en: in-patient care
        when: {kind: inpatient}
        rate: [{value: 50%, clause: X, grade: stated}]
        caps: [{counter: basic_paid, figures: [{value: 500元, clause: X-CAP, grade: stated}]}]
      - name: others
        title: 其他
        title_en: others
        rate: [{value: 50%, clause: Y, grade: stated}]
        caps: [{counter: basic_paid, figures: [{value: 500元, clause: X-CAP, grade: stated}]}]
"""
    assert by_visit(asked(tmp_path, shared, stay("800"), stay("300", kind="outpatient"))) == ["400.00", "100.00"]
    used = {"inpatient_stays": "1", "basic_paid": "450"}
    assert by_visit(asked(tmp_path, shared, stay("800"), year_to_date=used)) == ["50.00"]


def test_a_cap_may_start_from_another_amount_of_the_year(tmp_path: Path) -> None:
    own = (
        HALF
        + """
        caps:
          - counter: accident_outpatient_paid
            starts_from: accident_paid
            figures: [{value: 500元, clause: X-CAP, grade: stated}]
"""
    )
    year = {"inpatient_stays": "1", "accident_paid": "350", "basic_paid": "9999"}
    assert by_visit(asked(tmp_path, own, stay("800"), year_to_date=year)) == ["150.00"]


YEARLY = (
    HALF
    + """
        deductible:
          each: year
          figures:
            - {when: {facility_level: primary}, value: 100元, clause: X-1, grade: stated}
            - {when: {facility_level: tertiary}, value: 800元, clause: X-3, grade: stated}
          highest_level: [{value: HIGHEST, clause: X-HIGH, grade: stated}]
"""
)
MIXED = (stay("500", facility_level="primary"), stay("1000", facility_level="tertiary"))


def test_one_deductible_a_year_at_the_highest_level_used_from_the_start(tmp_path: Path) -> None:
    # 800 of the year: 500 come off the first bill, 300 off the second; (1,000 - 300) × 50% = 350.
    assert by_visit(asked(tmp_path, YEARLY.replace("HIGHEST", "whole_year"), *MIXED)) == ["0.00", "350.00"]


def test_one_deductible_a_year_topped_up_when_a_higher_level_comes(tmp_path: Path) -> None:
    # 100 at first: 400 × 50% = 200; then the difference of 700: 300 × 50% = 150.
    assert by_visit(asked(tmp_path, YEARLY.replace("HIGHEST", "top_up"), *MIXED)) == ["200.00", "150.00"]


@pytest.mark.parametrize("highest", ["whole_year", "top_up"])
def test_a_deductible_of_the_year_that_was_borne_before_is_not_taken_again(tmp_path: Path, highest: str) -> None:
    # 300 of 800 were borne: 500 are left to bear; (1,000 - 500) × 50% = 250.
    answer = asked(tmp_path, YEARLY.replace("HIGHEST", highest), MIXED[1], year_to_date={"deductible_paid": "300"})
    assert by_visit(answer) == ["250.00"]


def test_the_deductibles_of_a_year_may_have_a_limit(tmp_path: Path) -> None:
    # 800, then 200 reaches 1,000, then nothing: 1,200, 1,800 and 2,000 × 50%.
    limited = (
        HALF
        + """
        deductible:
          each: stay
          figures: [{value: 800元, clause: X-DED, grade: stated}]
          yearly_most: [{value: 1000元, clause: X-MOST, grade: stated}]
"""
    )
    answer = asked(tmp_path, limited, stay("2000"), stay("2000"), stay("2000"))
    assert by_visit(answer) == ["600.00", "900.00", "1000.00"]
    second = [step for step in answer["layers"][0]["steps"] if step["kind"] == "deductible"][1]
    assert (second["amount"], second["clauses"]) == ("200.00", ["X-DED", "X-MOST"])


SERIOUS = (
    HALF
    + """
  serious_illness:
    benefits:
      - name: serious_illness
        title: 大病
        title_en: serious illness
        base: BASE
        settle: [{value: SETTLE, clause: S-SUM, grade: stated}]
        bands:
          edges_on: EDGES
          threshold: [{value: 1000元, clause: S-DED, grade: stated}]
          rates: [{to: 3000元, value: 50%, clause: S-1, grade: stated}, {value: 60%, clause: S-2, grade: stated}]
        caps: [{counter: serious_illness_paid, figures: [{value: 2000元, clause: S-CAP, grade: stated}]}]
"""
)


def serious(base: str = "burden", settle: str = "year", edges: str = "burden") -> str:
    return SERIOUS.replace("BASE", base).replace("SETTLE", settle).replace("EDGES", edges)


def test_a_year_that_is_settled_anew_pays_what_is_due_on_its_sum(tmp_path: Path) -> None:
    # Borne 800 each time. Sums 800, 1,600, 2,400: due 0, 600 × 50% = 300, 1,400 × 50% = 700; paid 0, 300, 400.
    answer = asked(tmp_path, serious(), *[stay("1600")] * 3)
    assert by_visit(answer, "serious_illness") == ["0.00", "300.00", "400.00"]


def test_a_visit_that_is_settled_alone_starts_from_nothing(tmp_path: Path) -> None:
    # Borne 800 and 1,500: only the second is above 1,000; (1,500 - 1,000) × 50% = 250.
    answer = asked(tmp_path, serious(settle="visit"), stay("1600"), stay("3000"))
    assert by_visit(answer, "serious_illness") == ["0.00", "250.00"]


def test_bands_on_the_burden_and_bands_above_the_threshold(tmp_path: Path) -> None:
    # Borne 4,000. On the burden: 2,000 × 50% + 1,000 × 60% = 1,600. Above the threshold: 3,000 × 50% = 1,500.
    on_burden = asked(tmp_path, serious(), stay("8000"))
    assert by_visit(on_burden, "serious_illness") == ["1600.00"]
    above = asked(tmp_path, serious(edges="above_threshold"), stay("8000"))
    assert by_visit(above, "serious_illness") == ["1500.00"]


def test_the_yearly_cap_holds_over_all_visits(tmp_path: Path) -> None:
    # Borne 4,000 and 4,000: due 1,600, then 2,000 × 50% + 5,000 × 60% = 4,000 within 2,000: 400 are left.
    answer = asked(tmp_path, serious(), stay("8000"), stay("8000"))
    assert by_visit(answer, "serious_illness") == ["1600.00", "400.00"]


def test_the_base_may_be_what_lies_above_the_ceiling(tmp_path: Path) -> None:
    # 3,500 above the ceiling: 2,000 × 50% + 500 × 60% = 1,300.
    high = stay("8000")
    high["bill"]["above_ceiling"] = "3500"
    answer = asked(tmp_path, serious(base="above_ceiling"), high)
    assert by_visit(answer, "serious_illness") == ["1300.00"]


def test_the_base_may_be_the_own_share_below_the_ceiling_less_assistance(tmp_path: Path) -> None:
    # Borne 4,000, of which 1,000 lie above the ceiling and 500 came from assistance: 2,500; 1,500 × 50% = 750.
    high = stay("8000", reported={"assistance": "500"})
    high["bill"]["above_ceiling"] = "1000"
    answer = asked(tmp_path, serious(base="own_share"), high)
    assert paid(answer) == {"basic": "4000.00", "serious_illness": "750.00", "assistance": "500.00"}


def test_the_next_layer_stands_on_what_was_reported(tmp_path: Path) -> None:
    # The sheet's 5,000 leave 3,000: 2,000 × 50% = 1,000.
    answer = asked(tmp_path, serious(), stay("8000", reported={"basic": "5000"}))
    assert paid(answer) == {"basic": "5000.00", "serious_illness": "1000.00"}


CLIFF = (
    HALF
    + """
  serious_illness:
    benefits:
      - name: special
        title: 特别救助
        title_en: special help
        base: burden
        settle: [{value: year, clause: W-BASIS, grade: stated}]
        cliff:
          threshold: [{value: 1000元, clause: W-DED, grade: stated}]
          rate: [{value: 60%, clause: W-RATE, grade: stated}]
          of: [{value: whole, clause: W-OF, grade: stated}]
"""
)


def test_a_cliff_pays_for_the_whole_year_once_it_is_reached(tmp_path: Path) -> None:
    # Borne 600, 1,000, 500: sums 600, 1,600, 2,100: due 0, 960, 1,260; paid 0, 960, 300.
    answer = asked(tmp_path, CLIFF, stay("1200"), stay("2000"), stay("1000"))
    assert by_visit(answer, "serious_illness") == ["0.00", "960.00", "300.00"]


def test_reaching_the_cliff_is_enough(tmp_path: Path) -> None:
    # Borne 1,000: 600; borne 999.99: nothing.
    assert by_visit(asked(tmp_path, CLIFF, stay("2000")), "serious_illness") == ["600.00"]
    assert by_visit(asked(tmp_path, CLIFF, stay("1999.98")), "serious_illness") == ["0.00"]


QUOTA = """
layers:
  basic:
    benefits:
      - name: outpatient
        title: 门诊
        title_en: outpatient care
        fixed_sum:
          each: year
          counter: outpatient_paid
          carry: true
          carry_clause: X-CARRY
          figures: [{value: 60元, clause: X-QUOTA, grade: stated}]
"""


def test_a_fixed_sum_of_the_year_is_used_up_visit_by_visit(tmp_path: Path) -> None:
    # 60 and 25 carried over: 70, then 15 of 40, then nothing.
    year = {"outpatient_balance": "25"}
    answer = asked(tmp_path, QUOTA, stay("70"), stay("40"), stay("40"), year_to_date=year)
    assert by_visit(answer) == ["70.00", "15.00", "0.00"]
    assert [visit["outpatient_balance"] for visit in answer["visits"]] == ["15.00", "0.00", "0.00"]


def test_a_break_in_enrolment_loses_what_was_carried_over(tmp_path: Path) -> None:
    year, broken = {"outpatient_balance": "25"}, {"continuous_enrolment": False}
    assert by_visit(asked(tmp_path, QUOTA, stay("70"), year_to_date=year, person=broken)) == ["60.00"]


@pytest.mark.parametrize(("word", "expected"), [("instead", "400.00"), ("on_top", "900.00")])
def test_a_fixed_sum_stands_instead_of_the_stay_or_on_top_of_it(tmp_path: Path, word: str, expected: str) -> None:
    # The stay: 1,000 × 50% = 500; the sum: 400.
    delivery = (
        HALF.replace("- name: inpatient\n", "- name: inpatient\n        when: {kind: inpatient}\n")
        + f"""
      - name: delivery
        title: 分娩
        title_en: delivery
        fixed_sum: {{each: visit, figures: [{{value: 400元, clause: X-DEL, grade: stated}}]}}
        with_inpatient: [{{value: {word}, clause: X-DEL, grade: stated}}]
"""
    )
    assert by_visit(asked(tmp_path, delivery, stay("1000", kind="maternity"))) == [expected]


def test_both_together_are_no_more_than_the_cost(tmp_path: Path) -> None:
    # 600 × 50% = 300 and 400 are 700, of a cost of 600.
    delivery = (
        HALF.replace("- name: inpatient\n", "- name: inpatient\n        when: {kind: inpatient}\n")
        + """
      - name: delivery
        title: 分娩
        title_en: delivery
        fixed_sum: {each: visit, figures: [{value: 400元, clause: X-DEL, grade: stated}]}
        with_inpatient: [{value: on_top, clause: X-DEL, grade: stated}]
"""
    )
    assert by_visit(asked(tmp_path, delivery, stay("600", kind="maternity"))) == ["600.00"]


LOST = (
    HALF
    + """
        lost: {clause: X-LOST, why: 原文没有, why_en: not in our sourceMORE}
"""
)


def test_a_benefit_whose_figures_are_lost_is_not_computed(tmp_path: Path) -> None:
    answer = asked(tmp_path, LOST.replace("MORE", ""), stay("1000"))
    layer = answer["layers"][0]
    assert (layer["computed"], layer["paid"], layer["why"], layer["base"]) == (False, "0.00", "原文没有", "1000.00")
    assert answer["bounds"] == {"low": "0.00", "high": None}
    assert "X-LOST" in layer["steps"][-1]["clauses"]


def test_figures_may_be_lost_only_from_an_amount_on(tmp_path: Path) -> None:
    above = LOST.replace("MORE", ", above: [{value: 1000元, clause: X-LOST, grade: stated}]")
    assert by_visit(asked(tmp_path, above, stay("1000"))) == ["500.00"]
    answer = asked(tmp_path, above, stay("1000.01"))
    assert (answer["layers"][0]["computed"], answer["bounds"]["high"]) == (False, None)


def test_what_is_computed_may_be_the_least_of_it(tmp_path: Path) -> None:
    floor = LOST.replace("MORE", ', floor: "true"')
    answer = asked(tmp_path, floor, stay("1000"))
    assert (answer["layers"][0]["computed"], answer["paid"]) == (True, "500.00")
    assert answer["bounds"] == {"low": "500.00", "high": None}
    assert answer["exact"] is False


def test_a_layer_after_one_that_is_not_computed_is_not_computed_either(tmp_path: Path) -> None:
    body = (
        serious()
        .replace("- {value: 50%", "- {value: 不详")
        .replace("[{value: 50%, clause: X-RATE", "[{value: 不详, clause: X-RATE")
    )
    body = body.replace("clause: X-RATE, grade: stated", "clause: X-RATE, grade: lost")
    answer = asked(tmp_path, body, stay("8000"))
    assert [layer["computed"] for layer in answer["layers"]] == [False, False]
    # The sheet's amount gives the next layer its base back: 8,000 - 5,000 = 3,000; 2,000 × 50%.
    answer = asked(tmp_path, body, stay("8000", reported={"basic": "5000"}))
    assert [layer["computed"] for layer in answer["layers"]] == [True, True]
    assert paid(answer) == {"basic": "5000.00", "serious_illness": "1000.00"}


def test_a_benefit_may_say_that_nothing_is_paid(tmp_path: Path) -> None:
    nothing = """
layers:
  basic:
    benefits:
      - name: none
        title: 无
        title_en: none
        nothing: {clause: X-NO, grade: stated, not_covered: "true", why: 不报, why_en: not paid}
"""
    answer = asked(tmp_path, nothing, stay("1000"))
    assert (answer["paid"], answer["exact"], answer["layers"][0]["computed"]) == ("0.00", True, True)
    assert answer["layers"][0]["steps"][-1]["clauses"] == ["X-NO"]
    assert "not_covered" in {warning["code"] for warning in answer["warnings"]}
