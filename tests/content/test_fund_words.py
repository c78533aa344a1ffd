"""`mingbai check` on the words of disclosures: a name that nothing has is a fault, with its line and what was meant."""

import shutil
from pathlib import Path

import pytest

from engine.check import check

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            "{id: fund_income, service: all",
            "{id: fund_incom, service: all",
            "没有“fund_incom”这个指标。是不是“fund_income”?",
        ),
        (
            "{id: cii_remittance, service: cii",
            "{id: cii_remittance, service: ciii",
            "没有“ciii”这个项目或人群。是不是“cii”?",
        ),
        ("registered_poor: enrolled_persons_poor", "registered_poor: enrolled_poor", "没有“enrolled_poor”这个指标"),
        ("  persons: [人, 名, 位]\n", "", "没写“persons”这个单位怎么说"),
    ],
)
def test_a_wrong_name_is_told(root: Path, tmp_path: Path, before: str, after: str, says: str) -> None:
    content = tmp_path / "content"
    shutil.copytree(root / "content", content)
    words = content / "funds" / "words.yaml"
    text = words.read_text(encoding="utf-8")
    assert before in text
    words.write_text(text.replace(before, after), encoding="utf-8")
    faults = [str(one) for one in check(content)]
    assert len([one for one in faults if says in one and "words.yaml:" in one]) == 1, faults
