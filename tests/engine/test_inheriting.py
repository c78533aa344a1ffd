"""Figures laid over an inherited layer: only those that are named change, row by row, cap by cap; slices as a whole."""

from pathlib import Path
from typing import Any

import pytest

from engine.content import Library
from engine.scheme import Scheme
from tests.engine.small_schemes import add, content_of

PROVINCE = """
layers:
  serious_illness:
    benefits:
      - name: ill
        title: 大病
        title_en: serious illness
        settle: [{value: year, clause: P-SUM, grade: stated}]
        bands:
          edges_on: above_threshold
          threshold:
            figures:
              - {when: {categories: [destitute, subsistence]}, value: 7000元, clause: P-POOR, grade: stated}
              - {value: 14000元, clause: P-DED, grade: stated}
            adjustments:
              - {when: {age_group: child_student}, value: 半, clause: P-CHILD, grade: stated}
          rates:
            - {to: 50000元, value: 60%, clause: P-B1, grade: stated}
            - {value: 70%, clause: P-B2, grade: stated}
        caps:
          - {counter: serious_illness_paid, figures: [{value: 400000元, clause: P-CAP, grade: stated}]}
          - {counter: whole_life, starts_from: basic_paid, figures: [{value: 900000元, clause: P-LIFE, grade: stated}]}
notices:
  - {code: reading, if: {paid: serious_illness}, clauses: [P-DED, P-B1], text: 说明, text_en: a note}
"""
OVER = """
inherits: {{serious_illness: province}}
overlays:
  serious_illness:
    ill:
{over}
layers:
  basic:
    benefits:
      - {{name: basic, title: 基本, title_en: basic, lost: {{clause: T-LOST, why: 没有, why_en: none}}}}
"""


@pytest.fixture
def content(tmp_path: Path) -> Library:
    return content_of(tmp_path, province=PROVINCE)


def town(content: Library, *lines: str, name: str = "town") -> Scheme:
    """A scheme that lays these lines over the province's."""
    add(content.root, name, OVER.format(over="\n".join(f"      {line}" for line in lines)))
    return Library(content.root).scheme(name)


def figures(scheme: Scheme) -> dict[str, Any]:
    """Clause -> figure, of the layer."""
    (benefit,) = scheme.layers["serious_illness"].benefits
    assert benefit.bands
    threshold = benefit.bands.threshold
    rows = [*threshold.figures, *threshold.adjustments, *benefit.bands.rates]
    rows += [row for cap in benefit.caps for row in cap.figures]
    return {row.clause: row.value for row in rows}


ALL = {"P-POOR": "7000元", "P-DED": "14000元", "P-CHILD": "半", "P-B1": "60%", "P-B2": "70%", "P-CAP": "400000元",
       "P-LIFE": "900000元"}  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "gone", "own"),
    [
        # One row: that for the poor and what is halved for children stay.
        (["bands: {threshold: [{value: 15000元, clause: T-DED, grade: B}]}"], ["P-DED"], {"T-DED": "15000元"}),
        # The other row; a list of facts has no order.
        (
            ["bands:", "  threshold:",
             "    - {when: {categories: [subsistence, destitute]}, value: 6000元, clause: T-POOR, grade: B}"],
            ["P-POOR"],
            {"T-POOR": "6000元"},
        ),
        # What changes a figure, without the figure.
        (
            ["bands:", "  threshold:", "    adjustments:",
             "      - {when: {age_group: child_student}, value: ×0.60, clause: T-CHILD, grade: B}"],
            ["P-CHILD"],
            {"T-CHILD": "×0.60"},
        ),
        # Slices are one table.
        (
            ["bands:", "  rates:", "    - {to: 80000元, value: 62%, clause: T-B1, grade: B}",
             "    - {to: 160000元, value: 72%, clause: T-B2, grade: B}", "    - {value: 82%, clause: T-B3, grade: B}"],
            ["P-B1", "P-B2"],
            {"T-B1": "62%", "T-B2": "72%", "T-B3": "82%"},
        ),
        # One of two caps.
        (
            ["caps: [{counter: whole_life, figures: [{value: 不封顶, clause: T-LIFE, grade: B}]}]"],
            ["P-LIFE"],
            {"T-LIFE": "不封顶"},
        ),
    ],
    ids=["row", "other row", "adjustment", "slices", "cap"],
)  # fmt: skip
def test_only_what_is_named_changes(content: Library, lines: list[str], gone: list[str], own: dict[str, str]) -> None:
    held = town(content, *lines)
    assert figures(held) == {code: figure for code, figure in ALL.items() if code not in gone} | own
    assert Library(content.root).replaced("town") == set(gone)
    assert figures(content.scheme("province")) == ALL
    assert [cap.starts_from for cap in held.layers["serious_illness"].benefits[0].caps] == [None, "basic_paid"]


def test_an_inherited_notice_cites_no_rule_that_does_not_hold(content: Library) -> None:
    held = town(content, "bands: {threshold: [{value: 15000元, clause: T-DED, grade: B}]}")
    assert [notice.clauses for notice in held.notices] == [["P-B1"]]
    assert [notice.clauses for notice in content.scheme("province").notices] == [["P-DED", "P-B1"]]


def test_two_towns_of_one_province(content: Library) -> None:
    town(content, "bands: {threshold: [{value: 15000元, clause: T-DED, grade: B}]}")
    town(content, "bands: {threshold: [{value: 16000元, clause: U-DED, grade: B}]}", name="village")
    both = Library(content.root)
    assert figures(both.scheme("town"))["T-DED"] == "15000元"
    assert figures(both.scheme("village"))["U-DED"] == "16000元"
    assert "T-DED" not in figures(both.scheme("village"))
    assert figures(both.scheme("province")) == ALL
