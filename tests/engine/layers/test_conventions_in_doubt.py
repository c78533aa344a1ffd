"""Conventions that a document leaves open: from where edges count, how often a deductible is taken."""

from pathlib import Path

from tests.engine.layers.test_benefit import HALF, asked, by_visit, serious
from tests.engine.one_stay import stay

IN_DOUBT = """
readings:
  E:
    options: {above the threshold: 60%, on the amount itself: 40%}
    live: true
    about: 没有写明。
    about_en: It is not said.
"""


def test_bands_whose_edges_may_be_counted_either_way(tmp_path: Path) -> None:
    body = IN_DOUBT + serious(edges="above_threshold").replace(
        "edges_on: above_threshold",
        "edges_on: above_threshold\n          edges_readings: {E: {on the amount itself: burden}}",
    )
    # Borne 4,000: 3,000 × 50%, or 2,000 × 50% + 1,000 × 60%; basic pays 4,000 of the 8,000 in either.
    answer = asked(tmp_path, body, stay("8000"))
    assert by_visit(answer, "serious_illness") == ["1500.00"]
    assert answer["bounds"] == {"low": "5500.00", "high": "5600.00"}
    assert [one["about"] for one in answer["warnings"] if one["code"] == "reading"] == ["E"]
    # Borne 3,000: 2,000 × 50% in either.
    alike = asked(tmp_path, body, stay("6000"))
    assert (alike["paid"], alike["exact"]) == ("4000.00", True)
    assert not [one for one in alike["warnings"] if one["code"] == "reading"]
    # The cap of 2,000: reached at 1,000 + 3,000 + 500 / 60%, or at 3,000 + 1,000 / 60%; beyond both all is one.
    assert asked(tmp_path, body, stay("20000"))["exact"] is True


def test_a_deductible_of_the_year_or_of_each_visit(tmp_path: Path) -> None:
    body = IN_DOUBT.replace("above the threshold", "once").replace("on the amount itself", "each time") + (
        HALF
        + """
        deductible:
          each: year
          each_readings: {E: {each time: stay}}
          figures: [{value: 300元, clause: X-DED, grade: stated}]
"""
    )
    # 700 × 50%, then 1,000 × 50% or 700 × 50%.
    answer = asked(tmp_path, body, stay("1000"), stay("1000"))
    assert by_visit(answer) == ["350.00", "500.00"]
    assert answer["bounds"] == {"low": "700.00", "high": "850.00"}
    assert asked(tmp_path, body, stay("1000"))["exact"] is True
