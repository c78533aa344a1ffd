"""The national frame, every cell of the fact table a second time: the clause, its grade, its words with the figures."""

import re

import pytest

from engine.clauses import clause_text
from engine.content import library
from engine.scheme import Scheme
from engine.wording import Words

CONTENT = library()
NATION: Scheme = CONTENT.scheme("national-2024")
CLAUSES = [clause for document in NATION.documents for clause in CONTENT.clauses(document)]

# Year of cover -> the notice's year, the premium in yuan. What is C, derived or not found is not here.
PREMIUMS = {
    2019: (2018, 220), 2020: (2019, 250), 2022: (2021, 320), 2024: (2023, 380), 2025: (2024, 400), 2026: (2025, 400),
}  # fmt: skip
# Year -> the subsidy in yuan.
SUBSIDIES = {2018: 490, 2019: 520, 2021: 580, 2023: 640, 2024: 670, 2025: 700, 2026: 724}

# Clause, grade, and the figures that its sentence says, in order.
CELLS = [
    ("NAT18-CII", "A", ["2018年", "20元"]),
    ("NAT19-CII", "A", ["2019年", "15元"]),
    ("NAT21P-CENTRE", "A", ["2021年", "80%", "60%"]),
    ("NAT23W-SUBS", "B", ["2017年", "450元", "2022年", "610元"]),
    ("NAT24P-CENTRE", "A", ["2024年", "80%", "60%"]),
    ("NAT26-SUBS", "A", ["2026年", "724元", "24元"]),
    ("NAT19-CII-DED", "A", ["50%"]),
    ("NAT19-CII-RATE", "A", ["50%", "60%"]),
    ("NAT19-CII-POOR", "A", ["50%", "5个百分点"]),
    ("NAT21B-CII-DED", "B", ["50%"]),
    ("NAT21B-CII-RATE", "B", ["60%"]),
    ("NAT21B-DED", "B", ["10%"]),
    ("NAT21B-RATE", "B", ["75%"]),
    ("NAT21A-RATE", "B", ["70%"]),
    ("NAT24-START", "A", ["2025年"]),
    ("NAT24-WAIT-3M", "A", ["3个月"]),
    ("NAT24-WAIT-YEAR", "A", ["1个月"]),
    ("NAT24-REPAIR", "A", ["1个月"]),
    ("NAT24-LEAST", "A", ["4年", "4年", "6个月"]),
    ("NAT24-BONUS-YEARS", "A", ["4年", "1000元"]),
    ("NAT24-BONUS-ZERO", "A", ["1000元"]),
    ("NAT24-BONUS-MOST", "A", ["20%"]),
    ("NAT24-RESET", "B", []),
    ("NAT24-RESTART", "B", []),
    ("NAT24-LOWER", "B", []),
    ("NAT24-ACCOUNT", "B", []),
    ("NAT19M-RATE", "A", ["50%"]),
    ("NAT24C-A", "B", ["100%"]),
    ("NAT24C-B", "B", []),  # 5 to 30% is C
    ("NAT24C-OFF", "B", []),
    ("NAT24S-TEN", "A", ["10种"]),
    ("NAT24S-WHEN", "A", ["2024年"]),
    ("NAT22-FILED", "A", ["10个百分点"]),
    ("NAT22-NONE", "A", ["20个百分点"]),
    ("NAT22-VALID", "A", ["6个月"]),
    ("NAT25D-COUNT", "A", ["2025年", "2026年", "1月", "1日", "3253种", "1857种", "1396种", "114种", "29种"]),
    ("NAT25D-COMMERCIAL", "A", ["19种"]),
    ("NAT25M-BIRTH", "B", ["2026年", "7个"]),
]
UNITS = re.compile(r"\d+(?:元|%|个百分点|个月|个|年|月|日|种)")


def said(code: str) -> list[str]:
    return UNITS.findall(clause_text(code, Words(), CONTENT))


@pytest.mark.parametrize(("code", "grade", "figures"), CELLS, ids=[cell[0] for cell in CELLS])
def test_each_cell(code: str, grade: str, figures: list[str]) -> None:
    assert CONTENT.clause(code).grade == grade
    assert said(code) == figures


def test_every_figure_of_a_clause_is_compared_above() -> None:
    compared = {code for code, _, _ in CELLS}
    left = [one for one in CLAUSES if one.figures and one.id not in compared and one.topic != "enrolment.premium"]
    assert [one.id for one in left] == []


def test_each_premium_names_its_year_of_cover_and_the_autumn_before() -> None:
    found = {}
    for clause in CLAUSES:
        if "premium" in clause.figures:
            assert clause.grade == "A"
            cover, paid, premium = said(clause.id)
            found[int(cover.rstrip("年"))] = (int(paid.rstrip("年")), int(premium.rstrip("元")))
    assert found == PREMIUMS
    assert all(paid == cover - 1 for cover, (paid, _) in found.items())


def test_each_subsidy_is_of_the_notice_s_own_year() -> None:
    found = {}
    for clause in CLAUSES:
        if "subsidy" in clause.figures:
            assert clause.grade == "A"
            year, subsidy, *_ = said(clause.id)
            found[int(year.rstrip("年"))] = int(subsidy.rstrip("元"))
    assert found == SUBSIDIES


def test_what_has_no_source_is_said_and_has_no_figure() -> None:
    lost = {one.id for one in CLAUSES if one.grade == "lost"}
    assert lost == {"NAT26-PREM", "NAT26-EARLIER", "NAT21A-LOCAL", "NAT24-WAIT-FIRST", "NAT24-WAIT-FROM", "NAT24-COUNT"}
    assert said("NAT26-PREM") == ["2027年", "2026年", "2027年"]
    assert said("NAT26-EARLIER") == ["2019年", "2021年", "2023年"]
    assert not any("元" in figure or "%" in figure for code in lost for figure in said(code))


def test_what_is_graded_worse_stands_nowhere() -> None:
    """C: premiums of 60, 90, 280, subsidies of 280, 320, 550; assistance from 5, 10, 25%; class B 5 to 30%. BG: 350."""
    for clause in CLAUSES:
        text = clause_text(clause.id, Words(), CONTENT)
        assert not {"60元", "90元", "280元", "350元", "550元", "180元"} & set(UNITS.findall(text)), clause.id
    assistance = [one for one in CLAUSES if one.topic == "assistance"]
    assert {figure for one in assistance for figure in said(one.id)} == {"70%"}


def test_the_catalogue_is_the_place_of_treatment_s_and_the_rates_are_the_place_of_insurance_s() -> None:
    """Many pages state the reverse."""
    catalogue, rates = (clause_text(f"NAT22-{name}", Words(), CONTENT) for name in ("CATALOGUE", "RATES"))
    assert "看就医地" in catalogue
    assert "参保" not in catalogue
    assert "看参保地" in rates
    assert all(word in rates for word in ("起付线", "比例", "封顶线", "病种"))


def test_the_ten_diseases_and_the_six_exclusions() -> None:
    ten = clause_text("NAT24S-TEN", Words(), CONTENT).split("直接结算。")[1].rstrip("。").split("、")
    assert len(ten) == 10
    assert sum(one.topic == "exclusions" and one.document == "NAT21B" for one in CLAUSES) == 6


def test_it_computes_nothing_and_says_whom_to_ask() -> None:
    assert NATION.frame
    assert NATION.region is None
    assert (NATION.period.end, NATION.period.checked) == (None, "2026-11-22")
    assert NATION.ask_for
    assert NATION.ask_for_en
