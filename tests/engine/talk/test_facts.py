"""What a sentence says, and what it does not: read by hand from the words, one row a sentence."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.talk.talk import Talk

Json = dict[str, Any]
SCHEME = "guanxian-2018"
TODAY = "2018-06-01"
V = "visits.0."
SAID: list[tuple[str, Json]] = [
    (
        "在县医院住院花了三万五",
        {f"{V}bill.total": "35000.00", f"{V}facility_level": "secondary", f"{V}kind": "inpatient"},
    ),
    ("住院总共3.5w", {f"{V}bill.total": "35000.00", f"{V}kind": "inpatient"}),
    ("住院费叁万伍仟元整", {f"{V}bill.total": "35000.00"}),
    ("住院一共三万零五", {f"{V}bill.total": "30005.00"}),
    ("住院花了12,000", {f"{V}bill.total": "12000.00"}),
    ("卫生院住院，共计八百六十块五", {f"{V}bill.total": "860.50", f"{V}facility_level": "primary"}),
    ("在三甲住院花了８万６", {f"{V}bill.total": "86000.00", f"{V}facility_level": "tertiary"}),
    ("住院花了五万，自费八千", {f"{V}bill.total": "50000.00", f"{V}bill.self_funded": "8000.00"}),
    ("去年12月3号住院花了两万", {f"{V}on": "2017-12-03", f"{V}bill.total": "20000.00"}),
    ("今年第三次住院，花了九千", {"year_to_date.inpatient_stays": 2, f"{V}bill.total": "9000.00"}),
    ("喝醉了摔的，住院花了两万", {f"{V}cause": "excluded", f"{V}bill.total": "20000.00"}),
    ("我是低保户，住院花了两万", {"person.categories": ["subsistence"], f"{V}bill.total": "20000.00"}),
    ("不是低保户，住院花了两万", {f"{V}bill.total": "20000.00"}),
    ("門診花了兩百五", {f"{V}kind": "outpatient", f"{V}bill.total": "250.00"}),
]
# Amounts and words that say less than they seem to: none of these facts may be taken as certain.
NOT_SAID = [
    ("住院花了十来万", f"{V}bill.total"),
    ("住院花了四五千", f"{V}bill.total"),
    ("住院不到一万", f"{V}bill.total"),
    ("住院花了三万多", f"{V}bill.total"),
    ("不是低保户，住院花了两万", "person.categories"),
    ("别人说三甲医院报得少", f"{V}bill.total"),
    ("住院几次算第二次", "year_to_date.inpatient_stays"),
    ("要是转诊了能多报点不", f"{V}referral"),
]


def told(said: str) -> Json:
    """The turn after one sentence of an enrollee of 2018."""
    return Talk(TODAY, {"scheme": SCHEME}).say(said)


@pytest.mark.parametrize(("said", "facts"), SAID)
def test_what_was_said_is_understood(said: str, facts: Json) -> None:
    found = told(said)["facts"]
    assert {path: found.get(path) for path in facts} == facts


@pytest.mark.parametrize(("said", "path"), NOT_SAID)
def test_what_was_not_said_is_not_taken(said: str, path: str) -> None:
    assert path not in told(said)["facts"]


def test_someone_who_is_not_poor_is_not_every_other_kind_either() -> None:
    talk = Talk(TODAY, {"scheme": SCHEME})
    talk.say("不是低保户，住院花了两万")
    assert "subsistence" in talk.state.denied


def test_a_bill_that_nobody_knows_is_not_asked_for_without_end() -> None:
    talk = Talk(TODAY, {"scheme": SCHEME})
    assert talk.say("住院了，能报多少")["ask"]["fact"] == f"{V}bill.total"
    turn = talk.say("不清楚")
    assert turn["ask"] is None
    assert turn["bounds"] == {"low": "0.00", "high": None}
    assert "总费用" in turn["reply"]
    assert talk.say("总费用三万五")["facts"][f"{V}bill.total"] == "35000.00"


@pytest.mark.parametrize("said", ["不对，是五万", "说错了，五万", "更正：总费用五万"])
def test_the_only_amount_is_put_right(said: str) -> None:
    talk = Talk(TODAY, {"scheme": SCHEME})
    talk.say("在县医院住院花了三万五")
    turn = talk.say(said)
    assert turn["intent"] == "correct"
    assert turn["facts"][f"{V}bill.total"] == "50000.00"


@pytest.mark.parametrize(
    "said",
    [
        "住院" * 5000,
        "9" * 10_000,
        "万" * 3000,
        "👵🏥💊" * 500,
        "\x00\x07\x1b[31m住院\u202e花了三万\u200b五",
        "<script>alert(1)</script>住院花了三万五",
        "' OR 1=1; --",
        "{}[]$&%s{0}{name}",
        "   \n\t ",
        "",
    ],
    ids=["long", "digits", "units", "emoji", "control", "html", "sql", "format", "blank", "empty"],
)
def test_odd_input_gets_an_answer(said: str) -> None:
    turn = told(said)
    assert turn["reply"].strip()
    json.dumps(turn)
    assert "<script" not in turn["reply"]


@given(st.text(max_size=80))
def test_any_text_gets_an_answer(said: str) -> None:
    turn = told(said)
    assert turn["reply"].strip()
    json.dumps(turn, ensure_ascii=False).encode("utf-8", "surrogatepass")
