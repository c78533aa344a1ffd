"""The figures of content/funds: every row is read, none is missing, and printing tells precision."""

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from engine.check import check
from engine.content import library
from engine.errors import ContentError
from engine.funds.figures import figures, indicators, read_figures
from engine.funds.span import INFINITY, Span, amount_of, exact, step_of


def test_every_row_of_the_fact_sheet_is_there() -> None:
    """D-001 to D-143, some of them split (D-027a, D-027b)."""
    ids = {re.sub(r"[a-z]$", "", one.id) for one in figures(library())}
    assert {f"D-{n:03}" for n in range(1, 144)} <= ids
    assert {f"N-{n:03}" for n in range(1, 522)} <= ids


@pytest.mark.parametrize(
    ("printed", "amount", "step"),
    [
        ("47043.8万元", "470438000", "1000"),
        ("1,734万元", "17340000", "10000"),
        ("11237.72亿元", "1123772000000", "1000000"),
        ("99.6%", "99.6", "0.1"),
        ("73133.80", "73133.80", "0.01"),
        ("约92万人口", "920000", "10000"),
    ],
)
def test_how_a_figure_is_printed_tells_its_precision(printed: str, amount: str, step: str) -> None:
    assert amount_of(printed) == Decimal(amount)
    assert step_of(printed) == Decimal(step)


def test_every_printed_figure_is_its_value() -> None:
    """Where a row says how it is printed and holds one value, both are the same number."""
    for one in figures(library()):
        printed = amount_of(one.printed)
        if one.value is not None and printed is not None and one.qualifier == "exact" and "∶" not in one.printed:
            assert printed == one.value, one.id


def test_spans() -> None:
    """[9.5, 10.5] + [1, 1] = [10.5, 11.5]; 10 ÷ [4, 5] = [2, 2.5]; what is over 150万 has no upper end."""
    ten = Span(Decimal(10), Decimal("9.5"), Decimal("10.5"))
    assert ten + exact(Decimal(1)) == Span(Decimal(11), Decimal("10.5"), Decimal("11.5"))
    quotient = exact(Decimal(10)) / Span(Decimal(4), Decimal(4), Decimal(5))
    assert (quotient.low, quotient.high) == (Decimal(2), Decimal("2.5"))
    over = next(one for one in figures(library()) if one.id == "D-005").span
    assert over is not None
    assert (over.low, over.high) == (Decimal(1_500_000), INFINITY)
    with pytest.raises(ZeroDivisionError):
        ten / Span(Decimal(0), Decimal(-1), Decimal(1))


def test_units_are_those_of_the_indicators() -> None:
    known = indicators(library())
    assert {one.id for one in figures(library()) if known[one.indicator].unit != one.unit} == set()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A content folder to spoil."""
    return Path(shutil.copytree(library().root, tmp_path / "content"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "before", "after", "says"),
    [
        (
            "disclosures.csv",
            ",fund_income,all,residents,470438000,",
            ",fund_incom,all,residents,470438000,",
            "fund_income",
        ),
        ("disclosures.csv", "D-033,", "D-032,", "写了两次"),
        ("disclosures.csv", ",470438000,", ",4704万,", "读不懂"),
        ("checks.yaml", "claim: available", "claim: availabel", "available"),
        ("checks.yaml", "clause: LN13-CII-RATE", "clause: LN13-CII-RAET", "LN13-CII-RAET"),
        ("indicators.yaml", "  - id: population\n", "  - id: enrolled_persons\n", "写了两次"),
    ],
)
def test_check_finds_a_fault(copy: Path, file: str, before: str, after: str, says: str) -> None:
    path = copy / "funds" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    faults = [str(fault) for fault in check(copy)]
    assert any(says in fault and file in fault for fault in faults), faults


def test_a_cell_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    source = library().root / "funds" / "local.csv"
    lines = source.read_text(encoding="utf-8").splitlines()
    broken = tmp_path / "local.csv"
    broken.write_text("\n".join([lines[0], lines[1].replace(",final,", ",finl,")]), encoding="utf-8")
    with pytest.raises(ContentError, match="nature"):
        read_figures(broken)
