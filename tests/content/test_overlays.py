"""A prefecture that inherits its province's serious illness and rules two figures itself: each figure has its own
source, and none is another place's.

Made up in `overlays/`: 安阳 has a threshold of 12,000 and at most 300,000 a year from a notice of its own, the rest
from Henan (11,000; 60% to 100,000, 70% above; at most 400,000; for the poor 5,500, 65% and 75%, no cap). 新乡 inherits
the same layer and has nothing of its own.
"""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.authoring.review import review
from engine.check import check
from engine.clauses import citation
from engine.compare.compare import compare
from engine.content import CONTENT, Library
from engine.errors import ContentError
from engine.estimate import estimate
from engine.listing import listing
from engine.lookup.coverage import across, coverage
from engine.lookup.lookup import EVERYTHING, Filters, look_up
from engine.talk.talk import Talk
from engine.wording import Words
from tests.engine.test_current_schemes import case

pytestmark = pytest.mark.slow  # each process makes an index of its own content
Json = dict[str, Any]
ANYANG, XINXIANG, HENAN = "anyang-2025", "xinxiang-2025", "henan-serious-illness"
TODAY = "2026-11-26"
POOR: Json = {"categories": ["subsistence"]}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The shipped content with the two prefectures, its index in a state folder of its own."""
    folder = tmp_path_factory.mktemp("overlays") / "content"
    shutil.copytree(CONTENT, folder)
    shutil.copytree(Path(__file__).parent / "overlays", folder, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGBAI_STATE", str(folder.parent / "state"))
        yield Library(folder)


def borne(content: Library, scheme: str, amount: str, **person: Any) -> Json:
    """The layer of serious illness for what basic cover left of a year."""
    answer = estimate(case(scheme, {"bill": {"borne": amount}}, **person), content=content)
    return next(one for one in answer["layers"] if one["layer"] == "serious_illness")


def cited(layer: Json) -> set[str]:
    return {code for step in layer["steps"] for code in step["clauses"]}


def said(content: Library, text: str) -> Json:
    return Talk(TODAY, {"today": TODAY}, content=content).say(text)


def told(turn: Json) -> tuple[list[str], list[str]]:
    """The figures of an answer, and its clauses."""
    return [one["value"] for one in turn["answer"]["values"]], [one["clause"] for one in turn["citations"]]


def test_it_is_sound(content: Library) -> None:
    assert check(content.root) == []


@pytest.mark.parametrize(
    ("scheme", "amount", "person", "paid"),
    [
        # 158,000 above it: 100,000 × 60% + 58,000 × 70% = 60,000 + 40,600; Henan's: 60,000 + 59,000 × 70%.
        (ANYANG, "170000", {}, "100600.00"),
        (XINXIANG, "170000", {}, "101300.00"),
        (HENAN, "170000", {}, "101300.00"),
        ("luoyang-2024", "170000", {}, "101300.00"),
        ("zhoukou", "170000", {}, "101300.00"),
        # Between the two thresholds: nothing in 安阳; (12,000 - 11,000) × 60% elsewhere.
        (ANYANG, "12000", {}, "0.00"),
        (XINXIANG, "12000", {}, "600.00"),
        (HENAN, "12000", {}, "600.00"),
        # 60,000 + 888,000 × 70% = 681,600 and 60,000 + 889,000 × 70% = 682,300: each stops at the cap of its own place.
        (ANYANG, "1000000", {}, "300000.00"),
        (XINXIANG, "1000000", {}, "400000.00"),
        (HENAN, "1000000", {}, "400000.00"),
        # The notice says nothing of the poor: 100,000 × 65% + 894,500 × 75% = 65,000 + 670,875, uncapped.
        (ANYANG, "1000000", POOR, "735875.00"),
        (XINXIANG, "1000000", POOR, "735875.00"),
    ],
)
def test_a_figure_of_one_place_is_not_anothers(
    content: Library, scheme: str, amount: str, person: Json, paid: str
) -> None:
    assert borne(content, scheme, amount, **person)["paid"] == paid


def test_every_step_cites_where_its_figure_is_from(content: Library) -> None:
    assert cited(borne(content, ANYANG, "1000000")) == {"HEN25-BASIS", "AY25-DED", "HEN25-B1", "HEN25-B2", "AY25-CAP"}
    assert cited(borne(content, XINXIANG, "1000000")) == {
        *("HEN25-BASIS", "HEN25-DED", "HEN25-B1", "HEN25-B2", "HEN25-CAP"),
    }
    poor = cited(borne(content, ANYANG, "1000000", **POOR))
    assert poor == {"HEN25-BASIS", "HEN25-POOR-DED", "HEN25-POOR-B1", "HEN25-POOR-B2"}


def test_the_year_of_a_threshold_is_that_of_its_own_source(content: Library) -> None:
    """安阳's threshold is of 2026, Henan's of 2025: for care in May 2026 only the second is too old."""

    def warned(scheme: str) -> bool:
        answer = estimate(case(scheme, {"bill": {"borne": "170000"}}), content=content)
        return any("2025年公布的数" in one["text"] for one in answer["warnings"])

    assert [warned(scheme) for scheme in (ANYANG, XINXIANG, HENAN)] == [False, True, True]


def test_a_clause_is_filled_and_used_where_its_figure_holds(content: Library) -> None:
    words = Words()
    own, wider, rest = (citation(code, words, content) for code in ("AY25-DED", "HEN25-DED", "HEN25-B1"))
    assert (own["text"], own["used_by"]) == ("安阳的大病起付线是12000元。", [ANYANG])
    assert wider["text"] == "大病保险的起付线是11000元。"
    assert wider["used_by"] == [HENAN, "luoyang-2024", XINXIANG]
    assert rest["used_by"] == [ANYANG, HENAN, "luoyang-2024", XINXIANG]


def test_a_talk_answers_with_the_figure_and_the_clause_of_the_place(content: Library) -> None:
    # People in general first, then the poor.
    values, clauses = told(said(content, "安阳大病起付线多少"))
    assert values == ["12000.00", "5500.00"]
    assert {"AY25-DED", "HEN25-POOR-DED"} <= set(clauses)
    assert "HEN25-DED" not in clauses
    for place in ("新乡", "河南", "洛阳"):
        values, clauses = told(said(content, f"{place}大病起付线多少"))
        assert values == ["11000.00", "5500.00"]
        assert "HEN25-DED" in clauses
        assert "AY25-DED" not in clauses
    values, clauses = told(said(content, "周口大病起付线多少"))
    assert values == ["11000.00", "5500.00"]
    assert {code.partition("-")[0] for code in clauses} == {"ZK22"}


def test_a_look_up_finds_the_rule_of_the_place(content: Library) -> None:
    def found(text: str, filters: Filters = EVERYTHING) -> list[str]:
        return [one["id"] for one in look_up(text, filters, today=date(2026, 11, 26), content=content)["results"]]

    for here in (found("安阳大病起付线"), found("大病起付线", Filters(scheme=ANYANG))):
        assert here[0] == "AY25-DED"
        assert not {"HEN25-DED", "HEN25-CAP"} & set(here)
        assert "HEN25-B1" in here
    for there in (found("新乡大病起付线"), found("河南大病起付线"), found("大病起付线", Filters(scheme=XINXIANG))):
        assert "HEN25-DED" in there[:2]
        assert not {"AY25-DED", "AY25-CAP"} & set(there)
    assert found("HEN25-DED")[0] == "HEN25-DED"  # by its id it is found anywhere
    answer = look_up("安阳大病起付线", today=date(2026, 11, 26), content=content)
    assert (answer["scheme"], answer["lines"][-2]) == (ANYANG, "起付线(门槛) 12000元")


def test_a_comparison_of_the_prefecture_with_its_province(content: Library) -> None:
    found = compare(ANYANG, HENAN, case(ANYANG, {"bill": {"borne": "170000"}}), content=content)
    row = next(one for one in found["differences"] if one["layer"] == "serious_illness")
    assert (row["a"], row["b"], row["gap"]) == ("100600.00", "101300.00", "700.00")  # 1,000 × 70%
    step = next(one for one in row["steps"] if one["kind"] == "deductible")
    assert (step["a"]["clauses"], step["b"]["clauses"]) == (["AY25-DED"], ["HEN25-DED"])


def test_the_lists_know_it(content: Library) -> None:
    words = Words()
    listed = next(one for one in listing(words, content) if one["id"] == ANYANG)
    assert (listed["layers"], listed["layers_computed"]) == (["basic", "serious_illness"], ["serious_illness"])
    row = next(one for one in coverage(words, content) if one["scheme"] == ANYANG)
    # Of three rules of its own and Henan's eleven two do not hold there.
    assert (row["layers"]["serious_illness"], row["clauses"]) == ("computed", 12)
    topic = {one["scheme"]: one["clauses"] for one in across("serious_illness.threshold", words, content)}
    assert topic[ANYANG] == ["AY25-DED", "HEN25-POOR-DED"]
    assert topic[HENAN] == topic[XINXIANG] == ["HEN25-DED", "HEN25-POOR-DED"]


def test_the_second_reader_sees_whose_figure_it_is(content: Library) -> None:
    text = review(ANYANG, content, Words())
    own, wider = text.split("《题名未见(河南省大病保险标准)》")
    lines = (content.root / "schemes/410500/anyang-2025.yaml").read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, start=1) if "12000元" in line)
    assert "12000元   大病保险 · 起付线(门槛) · 换掉“河南大病保险现行规定”的数 " in own
    assert f"schemes/410500/anyang-2025.yaml:{number}]" in own
    assert "300000元   大病保险 · 封顶线 · 换掉“河南大病保险现行规定”的数 " in own
    lines = (content.root / "schemes/410000/henan-serious-illness.yaml").read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, start=1) if "HEN25-B1, " in line)
    assert f"schemes/410000/henan-serious-illness.yaml:{number}]" in wider
    assert "HEN25-DED" not in text
    assert "换掉" not in review(XINXIANG, content, Words())


def test_an_overlay_at_fault_is_told_before_anything_is_computed(content: Library, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(content.root, folder)
    path = folder / "schemes/410500/anyang-2025.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("    serious_illness:\n      threshold_of", "    ill:\n      threshold_of"), encoding="utf-8"
    )
    with pytest.raises(ContentError, match="没有“ill”这一项"):
        Library(folder).scheme(ANYANG)
