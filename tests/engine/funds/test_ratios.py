"""Places compared by money a head and by months: worked out by hand from what they disclosed."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from engine.check import check
from engine.content import library
from engine.funds.figures import NATION, figures
from engine.funds.ratios import beside_each_other, of_places, ratios

TIANJIN, GUIYANG = "120000", "431021"


def values(ratio: str) -> dict[tuple[str, str], Decimal]:
    return {(one.region, one.year): one.value for one in of_places(ratio, library())}


def test_income_and_spending_a_head() -> None:
    """In yuan, half up:
    the nation 2022: 1,012,890,000,000 / 983,491,000 = 1,029.89 -> 1,030; 935,344,000,000 / 983,491,000 = 951.04 -> 951
    天津 2022: 5,548,000,000 / 5,338,000 = 1,039.34 -> 1,039; 7,038,000,000 / 5,338,000 = 1,318.47 -> 1,318
    桂阳县 2018: 470,438,000 / 697,600 = 674.37 -> 674;  天津 2018: 5,971,000,000 / 5,415,000 = 1,102.68 -> 1,103"""
    income, spending = values("income_per_head"), values("spending_per_head")
    assert income[NATION, "2022"] == 1030
    assert spending[NATION, "2022"] == 951
    assert income[TIANJIN, "2022"] == 1039
    assert spending[TIANJIN, "2022"] == 1318
    assert income[GUIYANG, "2018"] == 674
    assert income[TIANJIN, "2018"] == 1103


def test_months_that_a_balance_lasts() -> None:
    """The nation 2022: 7,534.13 / (9,353.44 / 12) = 7,534.13 / 779.4533 = 9.666 -> 9.7;
    天津 2022: 78.57 / (70.38 / 12) = 78.57 / 5.865 = 13.396 -> 13.4."""
    months = values("balance_months")
    assert months[NATION, "2022"] == Decimal("9.7")
    assert months[TIANJIN, "2022"] == Decimal("13.4")


def test_what_is_of_another_scope_is_left_out() -> None:
    """Neither a month (天津 2024-01), half a year (绍兴), an unknown period (北京), an account with what was sent up
    (塔城, 河口), a quick report nor what was only worked out (the nation 2018, 2020); nor 桂阳's spending, which holds
    what it sent up for serious illness."""
    for ratio in ("income_per_head", "spending_per_head", "balance_months"):
        found = values(ratio)
        assert {region for region, _ in found} <= {NATION, TIANJIN, GUIYANG}
        assert (TIANJIN, "2024") not in found
        assert not {(NATION, "2018"), (NATION, "2020")} & set(found)
    assert (GUIYANG, "2018") not in values("spending_per_head")
    assert {
        one.nature for ratio in ratios(library()) for got in of_places(ratio, library()) for one in got.figures
    } == {"final"}


def test_places_stand_beside_each_other_in_one_year_only() -> None:
    """天津 has members and money for 2014 to 2022, balances from 2019; the nation from 2021; 桂阳县 2018."""
    years = {
        ratio: [(one[0].year, [each.region for each in one]) for one in beside_each_other(ratio, library())]
        for ratio in ratios(library())
    }
    assert years["income_per_head"] == [
        ("2022", [TIANJIN, NATION]),  # 1,039 and 1,030
        ("2021", [TIANJIN, NATION]),  # 5,335,000,000 / 5,374,000 = 992.74; 972,448,000,000 / 1,008,659,000 = 964.10
        ("2018", [TIANJIN, GUIYANG]),
    ]
    assert [year for year, _ in years["spending_per_head"]] == ["2022", "2021"]
    assert [year for year, _ in years["balance_months"]] == ["2022", "2021"]
    assert years["payout_per_case"] == []  # 桂阳县 alone: 395,930,200 / 129,881
    assert [one.value for one in of_places("payout_per_case", library())] == [3048]  # 3,048.41
    assert [one.value for one in of_places("payout_share", library())] == [Decimal("38.2")]  # 1,981 / 5,188 = 38.184%


def test_every_scope_names_keys_that_figures_have() -> None:
    known = {one.compare_key for one in figures(library())}
    for one in ratios(library()).values():
        assert set(one.of) <= known, one.id


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("divide: [fund_income@all", "divide: [fund_incom@all", "fund_income"),
        ("- national_fund_income_residents", "- national_fund_incom_residents", "national_fund_incom_residents"),
        ("unit: months", "unit: moons", "moons"),
    ],
)
def test_check_finds_a_fault(tmp_path: Path, before: str, after: str, says: str) -> None:
    folder = Path(shutil.copytree(library().root, tmp_path / "content"))
    path = folder / "funds" / "ratios.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    faults = [str(fault) for fault in check(folder)]
    assert any(says in fault and "ratios.yaml" in fault for fault in faults), faults
