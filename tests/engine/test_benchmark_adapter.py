"""Our engine as a peer of the benchmarks reads the scheme file beside it: another figure there is another result."""

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
# Three stays of a low-income person, fen: tertiary 85,000.00, county 23,456.75, tertiary 150,000.05.
YEAR: dict[str, Any] = {"category": 1, "stays": [(3, 8_500_000), (2, 2_345_675), (3, 15_000_005)]}


@pytest.fixture(scope="module")
def ours() -> ModuleType:
    """The adapter, loaded from its file as the bench does."""
    spec = importlib.util.spec_from_file_location("ours", BENCHMARKS / "ours.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def columns(case: dict[str, Any]) -> dict[str, Any]:
    stays = case["stays"]
    level, bill = (np.array(column, dtype=np.int64) for column in zip(*stays, strict=True))
    ones = np.ones(len(stays), dtype=np.int64)
    return {"person_id": ones, "level": level, "category": ones * case["category"], "compliant": bill, "total": bill}


def batch(peer: Any, case: dict[str, Any]) -> list[list[int]]:
    return [layer.tolist() for layer in peer.run(peer.prep(columns(case)))]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """A copy of the scheme file with one figure changed."""
    copy = tmp_path / "content"
    shutil.copytree(BENCHMARKS / "content", copy)
    file = next(copy.glob("schemes/*/reference-policy.yaml"))
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return copy


BASIC = [50_460_00, 16_244_73, 53_295_27]
AID = [11_635_00, 1_803_01, 16_561_99]


def test_a_year_worked_by_hand(ours: ModuleType) -> None:
    # Basic:   (85,000 - 900) × 60% = 50,460
    #          (23,456.75 - 250) × 70% = 16,244.725 -> 16,244.73
    #          150,000.05 × 60% = 90,000.03, but 120,000 - 66,704.73 = 53,295.27 are left
    # Borne:   34,540; 7,212.02, together 41,752.02; 96,704.78, together 138,456.80
    # Serious: 22,540 × 50% = 11,270; 29,752.02 × 50% = 14,876.01, less 11,270 = 3,606.01;
    #          44,000 + 38,456.80 × 60% = 67,074.08, less 14,876.01 = 52,198.07
    # Aid:     (34,540 - 11,270) × 50% = 11,635; (7,212.02 - 3,606.01) × 50% = 1,803.005 -> 1,803.01;
    #          (96,704.78 - 52,198.07) × 50% = 22,253.355 -> 22,253.36, but 30,000 - 13,438.01 = 16,561.99 are left
    assert batch(ours.Ours(), YEAR) == [BASIC, [11_270_00, 3_606_01, 52_198_07], AID]


def test_the_explanation_comes_to_the_same(ours: ModuleType) -> None:
    peer = ours.Ours()
    answer = json.loads(peer.explain(YEAR))
    by_layer = [[visit["paid"][layer] for visit in answer["visits"]] for layer in ours.LAYERS]
    assert by_layer[0] == ["50460.00", "16244.73", "53295.27"]
    assert by_layer[1] == ["11270.00", "3606.01", "52198.07"]
    assert by_layer[2] == ["11635.00", "1803.01", "16561.99"]
    for layer in answer["layers"]:
        assert layer["computed"]
        assert {step["visit"] for step in layer["steps"]} == {0, 1, 2}
    formulas = [step["formula"] for layer in answer["layers"] for step in layer["steps"]]
    assert "(85000 - 900) × 60%" in formulas


@pytest.mark.parametrize(
    ("old", "new", "layer", "expected"),
    [
        # The first stay bears 1,000: 84,000 × 60% = 50,400.
        ("value: 900元", "value: 1000元", 0, 50_400_00),
        # 84,100 × 65% = 54,665
        ("value: 60%, clause: REF-RATE-L3", "value: 65%, clause: REF-RATE-L3", 0, 54_665_00),
        # (34,540 - 10,000) × 50% = 12,270
        ("value: 12000元", "value: 10000元", 1, 12_270_00),
        # 23,270 × 80% = 18,616
        ("value: 50%, clause: REF-AID-1", "value: 80%, clause: REF-AID-1", 2, 18_616_00),
    ],
)
def test_another_figure_in_the_file_is_another_result(
    ours: ModuleType, tmp_path: Path, old: str, new: str, layer: int, expected: int
) -> None:
    peer = ours.Ours(changed(tmp_path, old, new))
    assert batch(peer, YEAR)[layer][0] == expected
    answer = json.loads(peer.explain(YEAR))
    assert answer["visits"][0]["paid"][ours.LAYERS[layer]] == f"{expected // 100}.{expected % 100:02d}"


def test_the_three_categories(ours: ModuleType) -> None:
    # A county stay of 10,500: 10,000 × 70% = 7,000, left 3,500: nothing, 50%, 70%.
    for category, aid in ((0, 0), (1, 1_750_00), (2, 2_450_00)):
        assert batch(ours.Ours(), {"category": category, "stays": [(2, 10_500_00)]}) == [[7_000_00], [0], [aid]]
