"""A figure over the facts that it depends on: the first entry that holds, then every change that holds, in order."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from engine.facts import CATEGORIES, LEVELS, VISIT_CHOICES
from engine.figures import NO_MATCH, Facts, Figure, Vocabulary
from engine.scheme import Value

WORDS = Vocabulary(tiers=("1", "2"), prefectures=("210100", "210200"), readings={"B-060": ("essential", "rest")})


def entry(value: str, clause: str = "X-1", **more: Any) -> Value:
    return Value(value=value, clause=clause, grade="stated", **more)


def figure(entries: Sequence[Value], changes: Sequence[Value] = ()) -> Figure:
    return Figure(entries, changes, WORDS)


def facts(**codes: int | Sequence[int]) -> Facts:
    return {name: np.atleast_1d(np.array(code, dtype=np.int64)) for name, code in codes.items()}


def level(name: str) -> int:
    return LEVELS.index(name)


def categories(*names: str) -> int:
    return sum(1 << CATEGORIES.index(name) for name in names)


def amounts(made: Figure, **codes: int | Sequence[int]) -> list[int]:
    return np.atleast_1d(made.amounts(facts(**codes))).tolist()


DEDUCTIBLE = [
    entry("200元", "D-1", when={"facility_level": "primary"}),
    entry("500元", "D-2", when={"facility_level": "secondary"}),
    entry("900元", "D-3", when={"facility_level": "tertiary"}),
]


def test_a_figure_without_conditions_is_the_same_for_everybody() -> None:
    plain = figure([entry("12000元")])
    assert plain.axes == ()
    assert plain.complete
    assert amounts(plain, facility_level=[0, 1, 2]) == [1_200_000]


def test_the_first_entry_that_holds_counts() -> None:
    rate = figure([entry("50%", when={"place": "outside"}), entry("70%"), entry("90%", when={"place": "county"})])
    county, outside = VISIT_CHOICES["place"].index("county"), VISIT_CHOICES["place"].index("outside")
    assert amounts(rate, place=[outside, county]) == [5_000, 7_000]
    assert rate.complete


def test_every_row_looks_up_its_own_level() -> None:
    assert amounts(figure(DEDUCTIBLE), facility_level=[level("tertiary"), level("primary"), level("secondary")]) == [
        90_000,
        20_000,
        50_000,
    ]


def test_a_level_that_is_not_set_apart_has_its_neighbours_figure() -> None:
    # A village clinic counts as a township hospital, a province-run hospital as a tertiary one.
    assert amounts(figure(DEDUCTIBLE), facility_level=[level("village"), level("top")]) == [20_000, 90_000]


def test_a_level_that_is_set_apart_has_its_own_figure() -> None:
    own = figure([*DEDUCTIBLE, entry("2000元", when={"facility_level": "top"})])
    assert amounts(own, facility_level=[level("top"), level("tertiary")]) == [200_000, 90_000]


def test_no_entry_that_holds_is_no_amount() -> None:
    only = figure([entry("500元", when={"facility_level": "secondary"})])
    assert amounts(only, facility_level=[level("secondary"), level("tertiary")]) == [50_000, NO_MATCH]
    assert not only.complete


def test_an_entry_may_ask_for_several_facts_at_once() -> None:
    rate = figure([entry("90%", when={"facility_level": "primary", "place": ["county", "city"]}), entry("80%")])
    places = [VISIT_CHOICES["place"].index(name) for name in ("county", "city", "outside", "county")]
    levels = [level("primary")] * 3 + [level("secondary")]
    assert amounts(rate, facility_level=levels, place=places) == [9_000, 9_000, 8_000, 8_000]


def test_a_set_holds_where_one_of_the_named_is_in_it() -> None:
    rate = figure([entry("80%", when={"categories": ["destitute", "subsistence"]}), entry("50%")])
    rows = [0, categories("destitute"), categories("low_income"), categories("low_income", "subsistence")]
    assert amounts(rate, categories=rows) == [5_000, 8_000, 5_000, 8_000]


def test_tiers_and_prefectures_are_those_of_the_scheme() -> None:
    rate = figure([entry("40%", when={"enrolment_tier": "1"}), entry("45%", when={"enrolment_tier": "2"})])
    assert amounts(rate, enrolment_tier=[0, 1]) == [4_000, 4_500]
    threshold = figure([entry("8000元", when={"prefecture": "210200"}), entry("10000元")])
    # 0 stands for no prefecture of the list.
    assert amounts(threshold, prefecture=[0, 1, 2]) == [1_000_000, 1_000_000, 800_000]


@pytest.mark.parametrize(("stay", "fen"), [(1, 90_000), (2, 45_000), (3, 0), (4, 0), (17, 0)])
def test_the_second_stay_bears_half_and_the_third_and_later_nothing(stay: int, fen: int) -> None:
    changes = [entry("半", "C-2", when={"stay": "2"}), entry("无", "C-3", when={"stay": "3+"})]
    made = figure(DEDUCTIBLE, changes)
    assert amounts(made, facility_level=level("tertiary"), stay=stay) == [fen]


def test_changes_apply_in_order() -> None:
    # 65% - 5 points = 60%, then half of it: 30%; the other way round it would be 27.5%.
    made = figure([entry("65%")], [entry("-5点"), entry("半")])
    assert amounts(made) == [3_000]


def test_half_of_an_odd_fen_goes_up() -> None:
    assert amounts(figure([entry("0.05元")], [entry("半")])) == [3]  # 2.5 fen


def test_times_rounds_half_up() -> None:
    # Chongqing's penalty: 100 × 1.05 = 105; 0.10 × 1.05 = 0.105 -> 0.11
    assert amounts(figure([entry("100元")], [entry("×1.05")])) == [10_500]
    assert amounts(figure([entry("0.10元")], [entry("×1.05")])) == [11]


def test_points_stay_between_nothing_and_the_whole() -> None:
    assert amounts(figure([entry("3%")], [entry("-5点")])) == [0]
    assert amounts(figure([entry("98%")], [entry("+5点")])) == [10_000]


def test_a_change_may_add_take_away_or_replace() -> None:
    assert amounts(figure([entry("1000元")], [entry("+200元")])) == [120_000]
    assert amounts(figure([entry("1000元")], [entry("无")])) == [0]
    assert amounts(figure([entry("1000元")], [entry("700元")])) == [70_000]


def test_each_further_disease_adds_its_own_sum() -> None:
    # Chongqing 2013: 1,000 a year, and 200 for each disease beyond the first.
    cap = figure([entry("1000元")], [entry("+200元", each="extra_condition")])
    assert amounts(cap, condition_count=[1, 2, 4]) == [100_000, 120_000, 160_000]


def test_a_reading_may_have_another_figure() -> None:
    wait = figure([entry("essential", readings={"B-060": {"rest": "rest"}})])
    assert amounts(wait, **{"B-060": [0, 1]}) == [0, 1]


def test_a_reading_may_decide_whether_a_change_applies() -> None:
    made = figure([entry("500元")], [entry("无", when={"B-060": "rest"})])
    assert amounts(made, **{"B-060": [0, 1]}) == [50_000, 0]


def test_a_lost_figure_keeps_what_would_be_done_to_it() -> None:
    rate = figure([entry("不详", "R-1")], [entry("-5点", "R-2"), entry("×0.5", "R-3")])
    cell = rate.cell(facts(place=0))
    assert amounts(rate) == [-1]
    assert rate.has_lost
    assert rate.points(cell) == -500
    assert rate.times(cell) == 5_000


def test_the_explanation_names_every_clause_that_took_part() -> None:
    changes = [entry("半", "C-2", when={"stay": "2"}), entry("无", "C-3", when={"stay": "3+"})]
    made = figure(DEDUCTIBLE, changes)
    first, second = (
        made.resolved_at(int(made.cell(facts(facility_level=level("secondary"), stay=stay))[0])) for stay in (1, 2)
    )
    assert (first.amount, first.clauses, first.changes) == (50_000, ("D-2",), ())
    assert (second.amount, second.clauses) == (25_000, ("D-2", "C-2"))
    assert second.base is not None
    assert second.base.amount == 50_000


def test_a_clause_that_is_named_twice_is_told_once() -> None:
    made = figure([entry("100元", "D-1")], [entry("×1.05", "D-1"), entry("+1元", "D-9")])
    assert made.resolved_at(0).clauses == ("D-1", "D-9")


def test_cells_that_are_worth_the_same_are_told_alike() -> None:
    made = figure(DEDUCTIBLE)
    cells = made.cell(facts(facility_level=[level("village"), level("primary"), level("secondary")]))
    village, township, county = made.worth(cells).tolist()
    assert village == township != county


@pytest.mark.parametrize(
    ("when", "rows", "holds"),
    [
        ({"stay": ["1", "2"]}, {"stay": [1, 2, 3]}, [True, True, False]),
        ({"designated": "false"}, {"designated": [0, 1]}, [True, False]),
        ({"kind": ["chronic", "major_outpatient"]}, {"kind": [0, 2, 3]}, [False, True, True]),
        ({"age_group": "child_student"}, {"age_group": [0, 1, 2]}, [False, True, False]),
    ],
)
def test_conditions_on_other_facts(
    when: Mapping[str, str | list[str]], rows: dict[str, list[int]], holds: list[bool]
) -> None:
    found = amounts(figure([entry("1%", when=dict(when)), entry("0%")]), **rows)
    assert [amount == 100 for amount in found] == holds
