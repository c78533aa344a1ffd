"""One layer of one visit: every row goes to the benefit that it falls under, and to no other."""

from pathlib import Path

import numpy as np
import pytest

from engine.batch import claims, settle
from engine.compiled import compile_scheme
from engine.content import library
from engine.estimate import estimate
from engine.facts import CONDITIONS, LEVELS, PERSON_CHOICES, VISIT_CHOICES
from engine.mechanisms.waiting import NOT_SAID, PAID_IN_WINDOW
from engine.written import day_number
from tests.engine.one_stay import case, stay
from tests.engine.small_schemes import content_of

KIND, CAUSE = VISIT_CHOICES["kind"].index, VISIT_CHOICES["cause"].index


def test_rows_of_different_benefits_are_settled_side_by_side() -> None:
    """Four people in one table of Guanxian 2018, each under the first reading of what is doubtful."""
    compiled = compile_scheme(library().scheme("guanxian-2018"))
    ones = np.ones(4, dtype=np.int64)
    bills = np.array([75_000_00, 100_00, 1_000_00, 10_000_00])
    visits = {
        "kind": np.array([KIND("inpatient"), KIND("outpatient"), KIND("chronic"), KIND("inpatient")]),
        "facility_level": np.array([LEVELS.index(name) for name in ("secondary", "village", "tertiary", "tertiary")]),
        "cause": np.array([CAUSE("illness"), CAUSE("illness"), CAUSE("illness"), CAUSE("accident")]),
        "conditions": np.array([0, 0, 1 << CONDITIONS.index("dialysis"), 0]),
        "place": ones * VISIT_CHOICES["place"].index("county"),
        "referral": ones * VISIT_CHOICES["referral"].index("not_needed"),
        "designated": ones,
        "essential_drugs": ones * 0,
        "stated_rate": ones * -1,
        "on": ones * day_number("2018-03-05"),
        "discharged_on": ones * day_number("2018-03-05"),
        "total": bills,
        "in_scope": bills,
    }
    people = {
        "age_group": ones * PERSON_CHOICES["age_group"].index("adult"),
        "insurance": ones * PERSON_CHOICES["insurance"].index("resident"),
        "enrolled_on": ones * PAID_IN_WINDOW,
        "born_on": ones * NOT_SAID,
        **dict.fromkeys(compiled.live, ones * 0),
    }
    paid = settle(compiled, claims(np.arange(4), visits, people))
    # (75,000 - 500) × 70%; 100 × 50%; 1,000 × 65%; (10,000 - 900) × 50%
    assert paid["basic"].tolist() == [52_150_00, 50_00, 650_00, 4_550_00]
    # (22,850 - 12,000) × 50%; the others bear less than 12,000
    assert paid["serious_illness"].tolist() == [5_425_00, 0, 0, 0]


STARTING = """
layers:
  basic:
    starts: {value: 2020-03-01, clause: X-START, grade: stated}
    benefits:
      - {name: inpatient, title: 住院, title_en: in-patient, rate: [{value: 50%, clause: X, grade: stated}]}
"""


@pytest.mark.parametrize(
    ("on", "discharged_on", "expected"),
    [
        ("2020-02-20", "2020-02-29", "0.00"),
        ("2020-02-20", "2020-03-01", "500.00"),  # the day of discharge decides
        ("2020-03-01", "2020-03-05", "500.00"),
    ],
)
def test_a_layer_may_start_within_the_period(tmp_path: Path, on: str, discharged_on: str, expected: str) -> None:
    given = case(stay("1000", on=on, discharged_on=discharged_on), scheme="sample", today="2020-06-01")
    answer = estimate(given, content=content_of(tmp_path, sample=STARTING))
    assert (answer["paid"], answer["exact"]) == (expected, True)
    early = [warning["clauses"] for warning in answer["warnings"] if warning["code"] == "historical"]
    assert early == ([["X-START"]] if expected == "0.00" else [])


SECOND_RULE = """
layers:
  basic:
    lost_from:
      amount: self_funded
      when: {kind: inpatient}
      reaching: [{value: 1000元, clause: X-2, grade: stated}]
      why: 第二条的比例没有
      why_en: the rates of the second rule are lost
    benefits:
      - {name: all, title: 都报, title_en: all, rate: [{value: 50%, clause: X, grade: stated}]}
"""


def test_a_second_rule_whose_bands_are_lost_opens_the_layer_from_its_amount_on(tmp_path: Path) -> None:
    content = content_of(tmp_path, sample=SECOND_RULE)

    def computed(*self_funded: str, kind: str = "inpatient") -> bool:
        visits = [stay("5000", self_funded=amount, on="2020-03-05", kind=kind) for amount in self_funded]
        return estimate(case(*visits, scheme="sample"), content=content)["layers"][0]["computed"]

    assert computed("999.99")
    assert not computed("1000")
    assert not computed("400", "600")  # the year's sum
    assert computed("400", "599.99")
    assert computed("2000", kind="outpatient")  # only stays add up


ROUTES = """
layers:
  basic:
    benefits:
      - {name: one, title: 一, title_en: one, when: {place: outside}, rate: [{value: 10%, clause: X-1, grade: stated}]}
      - {name: two, title: 二, title_en: two, when: {kind: inpatient}, rate: [{value: 20%, clause: X-2, grade: stated}]}
      - {name: three, title: 三, title_en: three, rate: [{value: 30%, clause: X-3, grade: stated}]}
"""


@pytest.mark.parametrize(
    ("kind", "place", "expected"),
    [
        ("inpatient", "outside", "100.00"),  # both would hold: the first counts
        ("inpatient", "county", "200.00"),
        ("outpatient", "county", "300.00"),
    ],
)
def test_the_first_benefit_that_holds_counts(tmp_path: Path, kind: str, place: str, expected: str) -> None:
    given = case(stay("1000", kind=kind, place=place, on="2020-03-05"), scheme="sample")
    assert estimate(given, content=content_of(tmp_path, sample=ROUTES))["paid"] == expected
