"""`mingbai funds --own`: an office's filled template checked from the shell, kept and removed only when asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

MINGBAI = Path(sys.executable).parent / "mingbai"
HEAD = "地方代码,地方,时间,指标,人群,数,材料,在材料哪里\n"
GOOD = (
    HEAD
    + "431021,桂阳县,2018,基金收入,居民,47043.8万元,总结,一\n"
    + "431021,桂阳县,2018,上年结余,居民,21226.4万元,总结,一\n"
    + "431021,桂阳县,2018,可用基金,居民,68308.46万元,总结,一\n"
)
BAD = HEAD + "431021,桂阳县,2018,基金收入,居民,47043.8,总结,一\n"


def run(state: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [MINGBAI, "funds", *arguments]
    env = {**os.environ, "MINGBAI_STATE": str(state)}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=env)


def written(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "own.csv"
    path.write_text(text, encoding=encoding)
    return str(path)


def test_a_good_file_as_json_and_as_text(tmp_path: Path) -> None:
    name = written(tmp_path, GOOD, "gb18030")
    done = run(tmp_path, "--own", name, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["own"], found["faults"], len(found["figures"])) == (0, True, [], 3)
    finding = next(one for one in found["findings"] if one["check"] == "available")
    assert (finding["verdict"], finding["off"]) == ("off", "382600")  # 683,084,600 − 682,702,000
    assert run(tmp_path, "--own", name).stdout.startswith("对不上的 (1)\n")
    assert not list(tmp_path.glob("funds-own/*"))  # checked, not kept


def test_a_cell_that_cannot_be_read(tmp_path: Path) -> None:
    done = run(tmp_path, "--own", written(tmp_path, BAD))
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "没读懂的格子 (1)",
        "  第 2 行“数”:“47043.8”没写单位。“基金收入”的单位是 元、万元、亿元,请写上。",
    ]


def test_kept_on_request_and_removed(tmp_path: Path) -> None:
    done = run(tmp_path, "--own", written(tmp_path, GOOD), "--keep")
    kept = [path.name for path in (tmp_path / "funds-own").iterdir()]
    assert len(kept) == 1
    assert kept[0] in done.stderr
    listed = json.loads(run(tmp_path, "--kept", "--json").stdout)
    assert [(one["name"], one["own"], len(one["figures"])) for one in listed] == [(kept[0], True, 3)]
    shipped = json.loads(run(tmp_path, "--region", "431021", "--json").stdout)
    assert not any(one["grade"] == "own" for one in shipped["figures"])
    assert run(tmp_path, "--drop", kept[0]).returncode == 0
    assert json.loads(run(tmp_path, "--kept", "--json").stdout) == []


def test_templates(tmp_path: Path) -> None:
    for name in ("t.csv", "t.xlsx"):
        assert run(tmp_path, "--template", str(tmp_path / name)).returncode == 0
        assert run(tmp_path, "--own", str(tmp_path / name)).returncode == 0


def test_what_cannot_be_done_is_one_line(tmp_path: Path) -> None:
    for arguments in (
        ("--own", str(tmp_path / "nothing.csv")),
        ("--own", str(tmp_path)),
        ("--keep",),
        ("--drop", "../x"),
        ("--template", str(tmp_path / "t.pdf")),
        ("--template", str(tmp_path / "no" / "t.csv")),
        ("--own", "a.csv", "--kept"),
    ):
        done = run(tmp_path, *arguments)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1), arguments
