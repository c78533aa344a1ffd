"""`mingbai compare`: the contract's JSON, the text, and one line for what it cannot take."""

import json
from pathlib import Path

import pytest

from tests.app.test_cli import mingbai, refused
from tests.engine.one_stay import case

ROW = {"layer", "what", "a", "b", "gap", "clauses_a", "clauses_b", "why"}


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case()), encoding="utf-8")
    return str(path)


def test_json(file: str) -> None:
    code, out, errors = mingbai("compare", "as_is", "facility_level=tertiary", file, "--json")
    assert (code, errors) == (0, "")
    found = json.loads(out)
    # County 52,150 + 5,425; tertiary (75,000 - 900) x 60% = 44,460, (30,540 - 12,000) x 50% = 9,270
    assert (found["a"]["paid"], found["b"]["paid"], found["gap"]) == ("57575.00", "53730.00", "-3845.00")
    assert all(set(row) >= ROW for row in found["differences"])


def test_text_says_the_difference_its_rules_and_what_is_left_out(file: str) -> None:
    code, out, _ = mingbai("compare", "guanxian-2018", "chongqing-2013,tier=1", file)
    assert code == 0
    # 52,150 − (75,000 − 300) × 60% = 7,330; serious illness, which one side lacks, decides nothing.
    assert "只比基本医保,冠县2018年规定多报 7,330.00 元。" in out
    assert "重庆2013年规定、一档的大病保险,规定不在我们手里,这里没有算。" in out
    assert "CQ13-IP-RATE-T1-L2" in out
    assert "照重庆2013年规定比的时候,看病的日子 2018-03-05 当作 2013-03-05。" in out


def test_no_cover_in_english(file: str) -> None:
    code, out, _ = mingbai("compare", "as_is", "not_registered", file, "--lang", "en")
    assert code == 0
    assert "Not registered, 57,575.00 yuan less of this bill is paid" in out
    assert not any("\u4e00" <= char <= "\u9fff" for char in out)


def test_an_amount_that_cannot_be_worked_out_is_not_shown(file: str) -> None:
    code, out, _ = mingbai("compare", "as_is", "place=outside", file)
    assert code == 0
    assert "市外算不出,所以比不了。" in out
    assert "0.00 元" not in out.replace("57,575.00 元", "").replace("52,150.00 元", "")


@pytest.mark.slow
def test_what_it_cannot_take_is_one_line(file: str) -> None:
    assert "referral" in refused(mingbai("compare", "as_is", "referal=none", file))
    assert "both sides" in refused(mingbai("compare", "as_is", "bill.total=1", file, "--lang", "en")).lower()
    assert "没参保" in refused(mingbai("compare", "not_registered", "not_registered", file))
    assert "nowhere" in refused(mingbai("compare", "as_is", "tier=1", f"{file}.nowhere"))
    assert "JSON" in refused(mingbai("compare", "as_is", "tier=1", "-", given="[1]"))
    assert "visits" in refused(mingbai("compare", "as_is", "tier=1", "-", given='{"scheme": "guanxian-2018"}'))


def test_help_tells_the_grammar() -> None:
    code, out, _ = mingbai("compare", "--help")
    assert code == 0
    for word in ("as_is", "not_registered", "year=2013", "conditions=dialysis+diabetes"):
        assert word in out
