"""`mingbai ask` as a process of its own: one question, a whole talk, facts known beforehand, refusals."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_cli import mingbai, refused

Json = dict[str, Any]
ID_CARD, PHONE = "110101199003074518", "13812345678"  # made up; of the right length and check digit
KNOWN = {"scheme": "guanxian-2018", "today": "2018-06-01"}


def known(folder: Path, facts: Any = KNOWN) -> str:
    """A file of facts known beforehand."""
    file = folder / "facts.json"
    file.write_text(facts if isinstance(facts, str) else json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    return str(file)


def turns(out: str) -> list[Json]:
    return [json.loads(line) for line in out.splitlines()]


def test_one_question_is_answered_with_its_range(tmp_path: Path) -> None:
    code, out, errors = mingbai("ask", "俺娘在县医院住院花了三万五，头一回住", "--json", "--facts", known(tmp_path))
    assert (code, errors) == (0, "")
    (turn,) = turns(out)
    assert turn["intent"] == "estimate"
    assert turn["facts"]["visits.0.bill.total"] == "35000.00"
    assert turn["facts"]["visits.0.kind"] == "inpatient"
    assert turn["facts"]["year_to_date.inpatient_stays"] == 0
    # In the county at the second level: (35,000 - 500) x 70% = 24,150 on an ordinary day, and never below nothing.
    assert "24,150.00" in turn["reply"]
    assert float(turn["bounds"]["low"]) <= 24150 <= float(turn["bounds"]["high"])
    assert turn["ask"]["facts"]
    assert turn["answer"] is None


def test_a_talk_goes_on_line_by_line(tmp_path: Path) -> None:
    lines = "在县医院住院花了三万五\n不清楚\n不对，是五万\n"
    code, out, errors = mingbai("ask", "--json", "--facts", known(tmp_path), given=lines)
    assert (code, errors) == (0, "")
    first, second, third = turns(out)
    assert first["facts"]["visits.0.bill.total"] == second["facts"]["visits.0.bill.total"] == "35000.00"
    assert not set(first["ask"]["facts"]) & set((second["ask"] or {"facts": []})["facts"])
    assert third["intent"] == "correct"
    assert third["facts"]["visits.0.bill.total"] == "50000.00"


def test_without_json_people_read_plain_words(tmp_path: Path) -> None:
    code, out, errors = mingbai("ask", "起付线多少", "--facts", known(tmp_path))
    assert (code, errors) == (0, "")
    assert "500" in out  # the county hospital's own deductible
    assert "{" not in out


def test_an_id_card_and_a_phone_number_do_not_come_back(tmp_path: Path) -> None:
    said = f"我身份证{ID_CARD}，电话{PHONE}，在县医院住院花了三万五"
    for extra in ((), ("--json",)):
        code, out, errors = mingbai("ask", said, "--facts", known(tmp_path), *extra)
        assert code == 0
        for number in (ID_CARD, PHONE):
            assert number not in out + errors
            assert number[4:] not in out + errors


@pytest.mark.parametrize(
    "facts",
    [
        "{",
        "[]",
        '{"visits.0.bill.total": "many"}',
        '{"scheme": "nowhere-2018"}',
        '{"today": "tomorrow"}',
        '{"visits.0.shoe_size": "42"}',
    ],
)
def test_facts_that_cannot_be_taken_are_refused_in_one_line(tmp_path: Path, facts: str) -> None:
    refused(mingbai("ask", "能报多少", "--json", "--facts", known(tmp_path, facts)))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "facts.json" in refused(mingbai("ask", "能报多少", "--facts", str(tmp_path / "facts.json")))
