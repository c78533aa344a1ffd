"""`mingbai ask` as a process of its own: one question, a conversation, facts from a file, and what is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_cli import mingbai, refused

pytestmark = pytest.mark.slow  # a process each
Json = dict[str, Any]
STAY = "在县医院住院花了三万五"
TURN = {"intent", "facts", "reply", "ask", "bounds", "answer", "citations"}


def facts_file(folder: Path, facts: Any) -> str:
    """A file of facts known beforehand; text goes in as it is."""
    file = folder / "known.json"
    text = facts if isinstance(facts, str) else json.dumps(facts, ensure_ascii=False)
    file.write_text(text, encoding="utf-8")
    return str(file)


def asked(*words: str, given: str = "", cwd: Path | None = None) -> list[Json]:
    """The turns that `ask --json` prints, one object a line."""
    code, out, errors = mingbai("ask", "--json", *words, given=given, cwd=cwd)
    assert (code, errors) == (0, "")
    turns = [json.loads(line) for line in out.splitlines()]
    for turn in turns:
        assert turn.keys() >= TURN
    return turns


def test_one_question(tmp_path: Path) -> None:
    (turn,) = asked(STAY, "--facts", facts_file(tmp_path, {"scheme": "guanxian-2018"}), cwd=tmp_path)
    assert turn["intent"] == "estimate"
    assert turn["facts"]["scheme"] == "guanxian-2018"
    assert turn["facts"]["visits.0.bill.total"] == "35000.00"
    assert turn["ask"]["fact"] == turn["ask"]["facts"][0]
    assert [file.name for file in tmp_path.iterdir()] == ["known.json"]  # nothing is written


def test_one_question_in_plain_text() -> None:
    code, out, errors = mingbai("ask", "冠县2018年县医院起付线是多少")
    assert (code, errors) == (0, "")
    assert "500" in out
    assert not out.startswith("{")


def test_in_plain_text_the_answers_of_a_question_are_offered() -> None:
    """In 外地 the side of the border is asked: 在 or 不在; what the bill comes to is not chosen from answers."""
    code, out, errors = mingbai("ask", "湖南郴州人在外地住院备案了花2万")
    assert (code, errors) == (0, "")
    assert out.splitlines()[-1] == "可以这样答:在 / 不在"
    code, out, errors = mingbai("ask", "湖南郴州人")
    assert "可以这样答" not in out


def test_a_conversation_is_a_line_in_and_a_line_out(tmp_path: Path) -> None:
    file = facts_file(tmp_path, {"scheme": "guanxian-2018"})
    lines = [STAY, "", "起付线是多少", "不对，是卫生院"]
    turns = asked("--facts", file, given="\n".join(lines) + "\n")
    assert [turn["intent"] for turn in turns] == ["estimate", "rule", "correct"]  # an empty line is none
    assert turns[0]["facts"] == turns[1]["facts"]
    assert turns[2]["facts"]["visits.0.facility_level"] == "primary"


def test_a_conversation_in_plain_text_ends_with_the_input() -> None:
    code, out, errors = mingbai("ask", given="你好\n冠县人，在县医院住院花了三万五")
    assert (code, errors) == (0, "")
    assert "35,000" in out
    assert mingbai("ask", given="") == (0, "", "")


def test_what_is_no_utf8_is_no_fault() -> None:
    code, out, errors = mingbai("ask", "--json", given=b"\xff\xfe\xb8\xd7\n\xe4\xbd\xa0\xe5\xa5\xbd\n")
    assert (code, errors) == (0, "")
    assert len(out.splitlines()) == 2


# ---- languages


@pytest.mark.parametrize(
    ("said", "lang"),
    [("在縣醫院住院花了三萬五", "zh-Hant"), (STAY, "zh-Hans"), ("I was in the county hospital, 35000 yuan", "en")],
)
def test_the_reply_is_in_the_language_of_the_question(said: str, lang: str, tmp_path: Path) -> None:
    (turn,) = asked(said, "--facts", facts_file(tmp_path, {"scheme": "guanxian-2018"}))
    assert turn["lang"] == lang
    assert turn["facts"]["visits.0.bill.total"] == "35000.00"
    assert has_chinese(turn["reply"]) or lang == "en"


@pytest.mark.parametrize("lang", ["en", "zh-Hant", "zh-Hans"])
def test_a_language_may_be_told(lang: str, tmp_path: Path) -> None:
    file = facts_file(tmp_path, {"scheme": "guanxian-2018"})
    turns = asked("--lang", lang, "--facts", file, given=f"{STAY}\nWhat is the deductible?\n")
    assert {turn["lang"] for turn in turns} == {lang}
    assert len({turn["reply"] for turn in turns}) == 2


def has_chinese(text: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in text)


# ---- facts known beforehand


def test_facts_known_beforehand_are_kept(tmp_path: Path) -> None:
    known = {
        "scheme": "guanxian-2018",
        "today": "2018-06-20",
        "visits.0.kind": "inpatient",
        "visits.0.bill.total": "12000",
        "person.categories": [],
        "year_to_date.basic_paid": "0.00",
        "visits.0.designated": True,
    }
    (turn,) = asked("能报多少", "--facts", facts_file(tmp_path, known))
    told = {path: value for path, value in turn["facts"].items() if path != "visits.0.bill.total"}
    assert told == {path: value for path, value in known.items() if path not in ("today", "visits.0.bill.total")}
    assert float(turn["facts"]["visits.0.bill.total"]) == 12000
    assert turn["bounds"]["high"] is not None


@pytest.mark.parametrize(
    ("today", "said", "on"),
    [
        ("2018-06-20", "前天住院花了一万", "2018-06-18"),
        ("2018-06-20", "上个月20号住院花了一万", "2018-05-20"),
        ("2018-01-02", "去年十一月住院花了一万", "2017-11"),
    ],
)
def test_days_count_from_the_day_in_the_file(today: str, said: str, on: str, tmp_path: Path) -> None:
    (turn,) = asked(said, "--facts", facts_file(tmp_path, {"scheme": "guanxian-2018", "today": today}))
    assert turn["facts"]["visits.0.on"] == on
    assert "today" not in turn["facts"]


def test_a_place_may_stand_in_for_the_scheme(tmp_path: Path) -> None:
    (turn,) = asked("2018年3月5号住院花了一万", "--facts", facts_file(tmp_path, {"region": "冠县"}))
    assert turn["facts"]["region"] == "371525"
    assert turn["bounds"]["high"] is not None


BAD: dict[str, tuple[Any, str]] = {
    "a misspelt path": ({"visits.0.facility_levl": "secondary"}, "facility_level"),
    "a path of nothing": ({"visit.kind": "inpatient"}, "visit"),
    "a wrong value": ({"visits.0.facility_level": "county"}, "facility_level"),
    "a wrong amount": ({"scheme": "guanxian-2018", "visits.0.bill.total": "3万"}, "visits.0.bill.total"),
    "a sum below zero": ({"visits.0.bill.total": "-1"}, "visits.0.bill.total"),
    "a wrong day": ({"visits.0.on": "2018-02-30"}, "visits.0.on"),
    "a wrong today": ({"today": "yesterday"}, "today"),
    "an unknown scheme": ({"scheme": "guanxian-2081"}, "guanxian-2018"),
    "an unknown place": ({"region": "火星"}, "火星"),
    "parts above the total": ({"visits.0.bill.total": "100", "visits.0.bill.self_funded": "101"}, "self_funded"),
    "a list": ([], "JSON"),
    "a text": ('"scheme"', "JSON"),
    "no JSON": ("scheme: guanxian-2018", "JSON"),
    "half of JSON": ('{"scheme": ', "JSON"),
    "nothing": ("", "JSON"),
    "a key written twice": ('{"scheme": "guanxian-2018", "scheme": "ankang-2016"}', "scheme"),
    "visits without end": ({"visits.99999999.bill.total": "1"}, "visits.99999999"),
}
QUICK = {"a misspelt path", "a wrong value", "an unknown scheme", "half of JSON"}


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in BAD]
)
def test_facts_that_cannot_be_are_refused_in_one_line(name: str, tmp_path: Path) -> None:
    facts, said = BAD[name]
    line = refused(mingbai("ask", STAY, "--json", "--facts", facts_file(tmp_path, facts), cwd=tmp_path))
    assert said in line
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    assert "none.json" in refused(mingbai("ask", STAY, "--facts", str(tmp_path / "none.json")))
    assert refused(mingbai("ask", STAY, "--facts", str(tmp_path)))


def test_a_language_that_we_do_not_speak_is_refused_in_one_line() -> None:
    assert "fr" in refused(mingbai("ask", STAY, "--lang", "fr"))


def test_bad_facts_are_refused_before_the_first_line_is_read(tmp_path: Path) -> None:
    refused(mingbai("ask", "--facts", facts_file(tmp_path, {"visits.0.knd": "inpatient"}), given=f"{STAY}\n"))


def test_a_number_of_a_person_is_nowhere() -> None:
    for words in ([], ["--json"]):
        code, out, errors = mingbai("ask", "371525190001010011，电话13800000000，住院花了三万五", *words)
        assert (code, errors) == (0, "")
        assert "371525190001010011" not in out
        assert "13800000000" not in out


@pytest.mark.slow
def test_odd_lines_end_no_conversation() -> None:
    lines = [
        "\x00\x01",
        "😀" * 200,
        "<script>alert(1)</script>",
        '{"a": 1}',
        "9" * 5000,
        "住院花了三万五" * 700,
        "你好",
    ]
    assert len(asked(given="\n".join(lines))) == len(lines)
