"""Our figures against an official text: found in the cited section, in any usual writing; what is missing is named."""

from pathlib import Path

import pytest

from engine.content import library
from engine.lookup.held import add, held_texts
from engine.lookup.official import missing_figures, occurs
from engine.wording import Words

# The leaflet's second chapter as an official text might print it, in-patient part only: deductibles 200, 500 and 900,
# rates 80%, 70% and 60%, essential drugs 90%.
LEAFLET = """一、缴费
每人190元。
二、待遇
(一)门诊
无。
(二)住院
1、起付线:一级医院200元,二级医院{secondary}元,三级医院900元。
2、比例:一级80%(基本药物90%),二级70%,三级60%。
"""


@pytest.mark.parametrize(
    ("figure", "text", "there"),
    [
        ("500元", "起付标准为500元", True),
        ("500元", "起付标准为1500元", False),
        ("500元", "起付标准为500.5元", False),
        ("12000元", "超过12,000元的部分", True),
        ("12000元", "超过1.2万元的部分", True),
        ("200000元", "二十万以下按20万元计", True),
        ("200000元", "按2万元计", False),
        ("70%", "报销70％", True),
        ("70%", "70元", False),
        ("5%", "65%", False),
    ],
)
def test_a_figure_in_a_text(figure: str, text: str, there: bool) -> None:
    assert occurs(figure, text) is there


def held(folder: Path, monkeypatch: pytest.MonkeyPatch, secondary: int) -> None:
    """The leaflet held here as the official text of GX18."""
    monkeypatch.setenv("MINGBAI_STATE", str(folder / "state"))
    file = folder / "leaflet.txt"
    file.write_text(LEAFLET.format(secondary=secondary), encoding="utf-8")
    add(file, "GX18")


def told(prefix: str) -> list[str]:
    """The lines on clauses that begin so."""
    return [one.line(Words()) for one in missing_figures(library()) if one.clause.startswith(prefix)]


def test_every_figure_of_the_section_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(tmp_path, monkeypatch, 500)
    assert held_texts().keys() == {"GX18"}
    assert told("GX18-IP-DED-L2") == told("GX18-IP-RATE") == []


def test_a_figure_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(tmp_path, monkeypatch, 400)
    (line,) = told("GX18-IP-DED-L2")
    assert "GX18-IP-DED-L2" in line
    assert "500元" in line


def test_a_section_that_is_not_there_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held(tmp_path, monkeypatch, 500)
    without = [one for one in missing_figures(library()) if not one.section]
    assert without  # the leaflet above has no third chapter
    assert all(not one.place.startswith("二(二)1") for one in without)


def test_a_text_without_a_source_is_checked_against_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINGBAI_STATE", str(tmp_path))
    file = tmp_path / "own.txt"
    file.write_text("一、起付线500元。", encoding="utf-8")
    add(file)
    assert held_texts() == {}
    assert missing_figures(library()) == []
