"""`mingbai funds`: figures and findings of a place, as JSON and as text; one line for a place without any."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

MINGBAI = Path(sys.executable).parent / "mingbai"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([MINGBAI, "funds", *arguments], capture_output=True, text=True, timeout=120, check=False)


def test_json_has_figures_and_findings() -> None:
    """The printed available sum of Guiyang county is 683,084,600 − 682,702,000 = 382,600 yuan too high."""
    found = json.loads(run("--region", "桂阳县", "--json").stdout)
    assert found["region"] == "431021"
    figure = next(one for one in found["figures"] if one["id"] == "D-034")
    assert (figure["value"], figure["unit"], figure["nature"], figure["grade"]) == (
        "683084600",
        "yuan",
        "final",
        "stated",
    )
    finding = next(one for one in found["findings"] if one["check"] == "available")
    assert (finding["verdict"], finding["off"], finding["worked_out"]) == ("off", "382600", "682702000")
    assert finding["reading"] == {"figure": "D-034", "value": "682702000", "checks": ["left"]}


def test_text_puts_what_does_not_add_up_first() -> None:
    lines = run("--region", "431021").stdout.splitlines()
    assert lines[0] == "对不上的 (3)"
    assert "印的多 38.26万元" in lines[1]


@pytest.mark.parametrize("place", ["成都", "亚特兰蒂斯"])
def test_a_place_without_figures_is_one_line(place: str) -> None:
    done = run("--region", place)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1


def test_all_places() -> None:
    found = json.loads(run("--json").stdout)
    assert found["region"] is None
    assert {"000000", "431021", "120000"} <= {one["region"] for one in found["figures"]}
