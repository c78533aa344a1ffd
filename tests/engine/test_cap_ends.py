"""A person's own cap: one that the source does not give may be used up already, one with a bonus may be elsewhere."""

import copy
from pathlib import Path
from typing import Any

import pytest

from engine.compare.compare import compare
from engine.compare.sentences import as_text
from engine.content import Library, library
from engine.estimate import estimate
from engine.talk.talk import Talk
from engine.wording import Words
from engine.wording.explain import explain
from tests.engine.one_stay import case, stay
from tests.engine.small_schemes import content_of

CASE = case(stay("10000", on="2020-05-01"), scheme="sample", today="2026-11-26")
# Basic: 60% above 1,000, its cap not found. Serious illness: 50% of what is borne above 2,000, at most 3,000 a year;
# a bonus raises that by at most 20%, a lapse lowers it by 500.
SAMPLE = """
layers:
  basic:
    benefits:
      - name: inpatient
        title: 住院
        title_en: in hospital
        deductible: {each: stay, figures: [{value: 1000元, clause: X, grade: B}]}
        rate: [{value: 60%, clause: X, grade: B}]
        caps: [{counter: basic_paid, figures: [{value: 不详, clause: X-CAP, grade: lost}]}]
  serious_illness:
    benefits:
      - name: serious_illness
        title: 大病
        title_en: serious illness
        base: burden
        settle: [{value: year, clause: Y, grade: B}]
        bands:
          edges_on: burden
          threshold: [{value: 2000元, clause: Y, grade: B}]
          rates: [{value: 50%, clause: Y, grade: B}]
        caps:
          - counter: serious_illness_paid
            figures: [{value: 3000元, clause: Y-CAP, grade: B}]
            bonus: {most: {value: 20%, clause: Y-BONUS, grade: B}, lowered: {value: 500元, clause: Y-LAPSE, grade: B}}
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return content_of(tmp_path_factory.mktemp("caps"), sample=SAMPLE)


def of(total: str, content: Library, **year: str) -> dict[str, Any]:
    given = copy.deepcopy(CASE)
    given["visits"][0]["bill"]["total"] = total
    given["year_to_date"] = year
    return estimate(given, content=content)


def test_a_cap_that_was_not_found_may_be_used_up(sample: Library) -> None:
    """The figure supposes that it is not reached; the range goes down to what is paid where it is."""
    found = of("10000", sample)
    # Basic (10,000 - 1,000) × 60% = 5,400; of 4,600 borne (4,600 - 2,000) × 50% = 1,300.
    assert found["paid"] == "6700.00"
    stated = found["caps_as_stated"]
    assert stated["bounds"] == {"low": "6700.00", "high": "6700.00"}
    assert stated["exact"] is True
    # Basic nothing, the whole 10,000 borne: (10,000 - 2,000) × 50% = 4,000, above the lowered cap of 3,000 - 500.
    assert found["bounds"] == {"low": "2500.00", "high": "6700.00"}
    assert found["exact"] is False
    assert stated["clauses"] == ["X-CAP", "Y-BONUS", "Y-LAPSE"]


def test_a_bonus_or_a_lapse_moves_a_cap_that_holds(sample: Library) -> None:
    found = of("20000", sample, serious_illness_paid="0")
    # Basic (20,000 - 1,000) × 60% = 11,400; of 8,600 borne (8,600 - 2,000) × 50% = 3,300, capped at 3,000.
    assert found["paid"] == "14400.00"
    # With the cap at 3,000 × 1.2 = 3,600 the whole 3,300 are paid; lowest: 18,000 × 50% capped at 2,500, no basic.
    assert found["bounds"] == {"low": "2500.00", "high": "14700.00"}
    # What the year has had already comes off: 3,000 - 1,000 as the cap stands, 3,300 - 1,000 with the raised one.
    found = of("20000", sample, serious_illness_paid="1000")
    assert found["paid"] == "13400.00"
    assert found["bounds"]["high"] == "13700.00"


def test_where_no_cap_can_matter_nothing_is_supposed(sample: Library) -> None:
    """Nothing of 1,000 is above the deductible, nothing of what is borne above the threshold."""
    found = of("1000", sample)
    assert found["bounds"] == {"low": "0.00", "high": "0.00"}
    assert found["exact"] is True
    assert "caps_as_stated" not in found


def test_what_is_shown_is_the_figure_and_what_it_supposes() -> None:
    given = {**CASE, "scheme": "bengbu-2023"}
    given["visits"] = [{**CASE["visits"][0], "on": "2026-05-01"}]
    lines = explain(estimate(given), Words()).splitlines()
    # (10,000 - 500) × 80% = 7,600.
    assert "您家要准备 2,400.00 元" in lines
    assert any(line.startswith("前提:今年报的钱还没到封顶线") and "最少报 0.00 元" in line for line in lines)


def test_two_hospitals_differ_by_so_much_as_long_as_the_cap_is_not_reached() -> None:
    given = {**CASE, "scheme": "bengbu-2023"}
    given["visits"] = [{**CASE["visits"][0], "on": "2026-05-01"}]
    found = compare("as_is", "facility_level=tertiary", given)
    # City hospital (10,000 - 800) × 70% = 6,440; that is 1,160 less than 7,600.
    assert found["gap"] == "-1160.00"
    assert found["gap_as_stated"]["gap_bounds"] == {"low": "-1160.00", "high": "-1160.00"}
    # With the cap used up either side may pay nothing.
    assert found["gap_bounds"] == {"low": "-7600.00", "high": "6440.00"}
    assert found["gap_exact"] is False
    said = as_text(found, Words(), library())
    assert "照现在的情况多报 1,160.00 元。" in said
    assert "前提:今年报的钱还没到封顶线" in said


def test_a_talk_closes_on_the_figure_and_says_what_it_supposes() -> None:
    talk = Talk(today="2026-11-26", lang="zh-Hans")
    talk.say("蚌埠县医院住院花了1万,头一回住院,就是一般生病")
    turn = talk.say("没有")
    assert turn["answer"]["paid"] == "7600.00"
    assert turn["bounds"] == {"low": "0.00", "high": "7600.00"}
    assert turn["caps_as_stated"] == {"low": "7600.00", "high": "7600.00"}
    assert "前提:今年报的钱还没到封顶线" in turn["reply"]


def test_a_bill_is_refused_by_no_cap_in_a_layer_that_is_not_computed(tmp_path: Path) -> None:
    """A layer without figures says nothing of its cap."""
    body = SAMPLE.replace("rate: [{value: 60%, clause: X, grade: B}]", "rate: [{value: 不详, clause: X, grade: lost}]")
    found = of("100000", content_of(tmp_path, sample=body))
    assert "capped" not in {one["code"] for one in found["warnings"]}
    assert found["bounds"] == {"low": "0.00", "high": None}
