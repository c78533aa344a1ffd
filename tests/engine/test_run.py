"""A scheme run over a table: visits in order, counters carried from one to the next, benefit years, and the balance."""

from pathlib import Path

import numpy as np
import pytest

from engine.columns import Ints
from engine.compiled import compile_scheme
from engine.content import Library
from engine.errors import BalanceError
from engine.estimate import estimate
from engine.facts import COUNTERS, LEVELS
from engine.run import LayerOutcome, VisitOutcome, run
from engine.table import Block, Columns, Table
from engine.written import day_number
from tests.engine.one_stay import case, codes, paid, stay
from tests.engine.small_schemes import content_of

# 100 off the first stay of the year, half of it off the second, nothing off later ones; half of the rest, up to 1,000
# a year.
STAYS = """
layers:
  basic:
    benefits:
      - name: inpatient
        title: 住院
        title_en: in-patient care
        when: {kind: inpatient}
        deductible:
          each: stay
          figures: [{value: 100元, clause: X-DED, grade: stated}]
          adjustments:
            - {when: {stay: "2"}, value: 半, clause: X-2ND, grade: stated}
            - {when: {stay: 3+}, value: 无, clause: X-3RD, grade: stated}
        rate: [{value: 50%, clause: X-RATE, grade: stated}]
        caps: [{counter: basic_paid, figures: [{value: 1000元, clause: X-CAP, grade: stated}]}]
      - name: others
        title: 其他
        title_en: others
        rate: [{value: 50%, clause: Y-RATE, grade: stated}]
        caps: [{counter: outpatient_paid, figures: [{value: 100元, clause: Y-CAP, grade: stated}]}]
"""


def whole(*values: int) -> Ints:
    return np.array(values, dtype=np.int64)


def visit(*fen: int, on: str = "2020-03-05", kind: int = 0, keep: Ints | None = None, **more: Ints) -> Block:
    day = day_number(on)
    columns: Columns = {"kind": kind, "total": whole(*fen), "in_scope": whole(*fen), "on": day}
    return Block({**columns, "discharged_on": day, **more}, keep)


def people(**columns: Ints) -> Columns:
    return {**dict.fromkeys((*COUNTERS, "inpatient_stays"), 0), **columns}


def outcomes(content: Library, rows: int, *visits: Block, **person: Ints) -> list[VisitOutcome]:
    return run(compile_scheme(content.scheme("sample")), Table(rows, people(**person), list(visits)))


def basic(found: list[VisitOutcome]) -> list[list[int]]:
    return [outcome.layers[0].paid.tolist() for outcome in found]


@pytest.fixture
def content(tmp_path: Path) -> Library:
    return content_of(tmp_path, sample=STAYS)


def test_stays_are_counted_and_the_cap_is_used_up(content: Library) -> None:
    # (1,000 - 100) / 2 = 450; (1,000 - 50) / 2 = 475; 1,000 / 2 = 500, but 1,000 - 925 = 75 are left; then nothing.
    found = outcomes(content, 1, *[visit(1_000_00) for _ in range(4)])
    assert basic(found) == [[450_00], [475_00], [75_00], [0]]
    assert [outcome.self_pay.tolist() for outcome in found] == [[550_00], [525_00], [925_00], [1_000_00]]


def test_every_row_has_a_year_of_its_own(content: Library) -> None:
    # First stay 450; second 475; third 500; third with 900 used up 100.
    found = outcomes(content, 4, visit(1_000_00), inpatient_stays=whole(0, 1, 2, 5), basic_paid=whole(0, 0, 0, 900_00))
    assert basic(found) == [[450_00, 475_00, 500_00, 100_00]]


def test_only_stays_are_counted_as_stays(content: Library) -> None:
    found = outcomes(content, 1, visit(100_00, kind=1), visit(1_000_00), visit(1_000_00))
    assert basic(found) == [[50_00], [450_00], [475_00]]


def test_people_with_fewer_visits_drop_out(content: Library) -> None:
    """Rows 0 and 2 come back; row 2 comes a third time."""
    found = outcomes(
        content,
        3,
        visit(1_000_00, 200_00, 300_00),
        visit(1_000_00, 500_00, keep=whole(0, 2)),
        visit(600_00, keep=whole(1)),
    )
    # 900 / 2, 100 / 2, 200 / 2; then 950 / 2 and 450 / 2; then 600 / 2
    assert basic(found) == [[450_00, 50_00, 100_00], [475_00, 225_00], [300_00]]


def test_a_visit_that_does_not_count_is_no_stay_either(content: Library) -> None:
    found = outcomes(content, 1, visit(1_000_00, closed=whole(1)), visit(1_000_00))
    assert basic(found) == [[0], [450_00]]


def test_a_new_benefit_year_starts_anew(content: Library) -> None:
    found = outcomes(
        content,
        1,
        visit(1_000_00, on="2020-12-30"),
        visit(1_000_00, on="2020-12-31"),
        visit(1_000_00, on="2021-01-01"),
        inpatient_stays=whole(1),
        basic_paid=whole(100_00),
    )
    # Second stay 475, third 500 but 1,000 - 575 = 425 are left; in the new year a first stay.
    assert basic(found) == [[475_00], [425_00], [450_00]]


def test_the_benefit_year_of_a_stay_is_that_of_its_discharge(content: Library) -> None:
    crossing = visit(1_000_00, on="2020-12-30")
    crossing.columns["discharged_on"] = whole(day_number("2021-01-02"))
    assert basic(outcomes(content, 1, visit(1_000_00, on="2020-12-01"), crossing)) == [[450_00], [450_00]]


def test_a_benefit_year_may_start_in_the_course_of_a_year(tmp_path: Path) -> None:
    content = content_of(tmp_path, sample='year_starts: "07-01"' + STAYS)
    days = ("2020-01-05", "2020-06-30", "2020-07-01", "2021-06-30")
    found = outcomes(content, 1, *[visit(1_000_00, on=day) for day in days])
    assert basic(found) == [[450_00], [475_00], [450_00], [475_00]]


def test_rows_may_differ_in_their_benefit_years(content: Library) -> None:
    second = visit(1_000_00, 1_000_00, on="2020-12-31")
    second.columns["discharged_on"] = whole(day_number("2020-12-31"), day_number("2021-01-01"))
    assert basic(outcomes(content, 2, visit(1_000_00), second)) == [[450_00], [475_00, 450_00]]


def test_a_layer_that_only_the_sheet_knows_is_taken_as_it_stands(content: Library) -> None:
    (found,) = outcomes(content, 2, visit(1_000_00, **{"reported.assistance": whole(200_00, -1)}))
    assert [(layer.name, layer.paid.tolist()) for layer in found.layers] == [
        ("basic", [450_00, 450_00]),
        ("assistance", [200_00, 0]),
    ]
    assert found.self_pay.tolist() == [350_00, 550_00]


def test_layers_and_self_pay_are_the_bill(content: Library) -> None:
    amounts = (0, 1, 99_99, 100_00, 100_01, 12_345_67, 999_999_999_999)
    (found,) = outcomes(content, len(amounts), visit(*amounts))
    total = sum(layer.paid for layer in found.layers) + found.self_pay
    assert total.tolist() == list(amounts)
    assert (found.self_pay >= 0).all()


def test_what_does_not_add_up_is_an_error_of_its_own(content: Library) -> None:
    """More is reported than the bill holds: a case is refused for that, a table made by a program is not."""
    with pytest.raises(BalanceError):
        outcomes(content, 1, visit(1_000_00, **{"reported.assistance": whole(1_000_01)}))


def test_the_parts_of_an_outcome() -> None:
    layer = LayerOutcome("basic", whole(5))
    assert (layer.unknown, layer.floor, layer.benefit, layer.columns) == (None, None, 0, {})


# ---- Guanxian 2018, through the front door


def test_serious_illness_adds_up_over_the_year_without_counting_twice() -> None:
    # County stays of 30,000: (30,000 - 500) × 70% = 20,650, borne 9,350: below 12,000.
    # (30,000 - 250) × 70% = 20,825, borne 9,175: 18,525 in all, 6,525 × 50% = 3,262.50.
    # 30,000 × 70% = 21,000, borne 9,000: 27,525, 15,525 × 50% = 7,762.50, less 3,262.50 = 4,500.
    answer = estimate(case(stay("30000"), stay("30000"), stay("30000")))
    assert [visit["paid"] for visit in answer["visits"]] == [
        {"basic": "20650.00", "serious_illness": "0.00"},
        {"basic": "20825.00", "serious_illness": "3262.50"},
        {"basic": "21000.00", "serious_illness": "4500.00"},
    ]
    assert paid(answer) == {"basic": "62475.00", "serious_illness": "7762.50"}


def test_the_year_so_far_counts_like_the_visits_it_stands_for() -> None:
    before = {"inpatient_stays": "2", "basic_paid": "41475", "compliant_self_pay": "18525"}
    before["serious_illness_paid"] = "3262.50"
    answer = estimate(case(stay("30000"), year_to_date=before))
    assert paid(answer) == {"basic": "21000.00", "serious_illness": "4500.00"}


def test_six_chronic_diseases_share_the_cap_of_stays_and_others_do_not() -> None:
    dialysis = stay("10000", kind="chronic", conditions=["dialysis"])
    listed = stay("10000", kind="chronic", conditions=["other_listed"])
    used = {"inpatient_stays": "1", "basic_paid": "118000", "chronic_paid": "9000"}
    # 10,000 × 65% = 6,500: 2,000 of 120,000 are left, and 1,000 of 10,000.
    answer = estimate(case(dialysis, listed, year_to_date=used))
    assert [visit["paid"]["basic"] for visit in answer["visits"]] == ["2000.00", "1000.00"]
    assert "capped" in codes(answer)


@pytest.mark.parametrize(
    ("level", "expected"),
    # (10,000 - 200) × 80%, (10,000 - 500) × 70%, (10,000 - 900) × 60%; a village ward as a township hospital's, a
    # province-run hospital as a tertiary one
    [
        ("village", "7840.00"),
        ("primary", "7840.00"),
        ("secondary", "6650.00"),
        ("tertiary", "5460.00"),
        ("top", "5460.00"),
    ],
)
def test_each_level_of_hospital(level: str, expected: str) -> None:
    given = stay("10000", facility_level=level)
    given["bill"]["essential_drugs"] = "0"
    assert estimate(case(given))["paid"] == expected
    assert level in LEVELS
