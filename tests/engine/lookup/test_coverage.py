"""The register of what we hold, and one topic across all schemes."""

import pytest

from engine.content import library
from engine.lookup.coverage import across, coverage
from engine.wording import Words

PARTLY, RULES_ONLY, ABSENT = "partly", "rules_only", "absent"


@pytest.mark.parametrize(
    ("scheme", "layers"),
    [
        # 辽宁's bulletin speaks of serious-illness insurance alone: figures for rural members, none for others.
        ("liaoning-2013", {"basic": ABSENT, "serious_illness": PARTLY, "assistance": ABSENT, "supplement": ABSENT}),
        # 陕西 is a frame: floors and limits of serious illness, no figure to compute with.
        ("shaanxi-2012", {"basic": ABSENT, "serious_illness": RULES_ONLY, "assistance": ABSENT, "supplement": ABSENT}),
        # Of assistance we have who gets it and in what forms, no amounts.
        ("medical-assistance-frame", {"basic": ABSENT, "serious_illness": ABSENT, "assistance": RULES_ONLY,
                                      "supplement": ABSENT}),
    ],
)  # fmt: skip
def test_how_far_a_scheme_goes(scheme: str, layers: dict[str, str]) -> None:
    row = next(row for row in coverage(Words()) if row["scheme"] == scheme)
    assert row["layers"] == layers
    assert row["checked"] == "2026-11-25"


def test_rules_without_a_layer_are_counted() -> None:
    # 屏南's speech is about enrolment alone: no layer, but the eight rules PN17-INTEG … PN17-ID.
    row = next(row for row in coverage(Words()) if row["scheme"] == "pingnan-2018")
    assert set(row["layers"].values()) == {ABSENT}
    assert row["clauses"] == 8


def test_one_topic_across_all() -> None:
    """Of the documents up to 2018 冠县 (200, 500, 900 by level) and 重庆 have hospital deductibles; 北京 had one, which
    our copy lost."""
    rows = {row["scheme"]: row for row in across("inpatient.deductible", Words())}
    older = {name for name in rows if library().scheme(name).period.end}
    assert older == {"guanxian-2018", "chongqing-2013", "liaocheng-2022"}
    assert "丢了" in rows["beijing-1995"]["lines"][0]
    assert "A-" in rows["hunan-2023"]["lines"][-1]  # its figures stand in reposts only
    text = "".join(rows["guanxian-2018"]["lines"]).replace(",", "")
    assert all(figure in text for figure in ("200", "500", "900"))


def test_a_topic_without_figures_is_told_in_words() -> None:
    (row,) = across("fraud", Words())
    assert row["scheme"] == "guanxian-2018"
    assert "假材料" in row["lines"][0]
