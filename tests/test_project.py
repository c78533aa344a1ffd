"""What holds for the project as a whole: what may stand in it, what imports what, how little the command loads."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

# A path of one machine, or the address of a place that hands out packages, works for nobody else.
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:work|root|home|Users|tmp|var|opt)/\w")
DOWNLOAD = re.compile(r"https?://\S+(?:/simple\b|/packages/|\.whl\b|\.tar\.gz\b|\.tgz\b)")
LOCK_FILES = re.compile(r"(?:uv|poetry|pdm|pixi|yarn)\.lock|Pipfile\.lock|package-lock\.json|pnpm-lock\.yaml")
BINARY = {".mo", ".png", ".jpg", ".ico", ".pdf", ".otf", ".woff2", ".xlsx", ".parquet"}
# A room named after no idea collects what nobody can find again.
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "misc", "common", "pages"}
LONGEST = 400


@pytest.fixture(scope="module")
def files(root: Path) -> list[Path]:
    """What a commit would hold."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout
    found = [root / name for name in listed.split("\0") if name and (root / name).is_file()]
    assert root / "pyproject.toml" in found
    return found


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_nothing_in_the_project_is_tied_to_one_machine(files: list[Path]) -> None:
    faults = [
        f"{path}:{number}: {line.strip()}"
        for path in files
        if path.suffix not in BINARY
        for number, line in enumerate(read(path).splitlines(), 1)
        if MACHINE_PATH.search(line) or DOWNLOAD.search(line)
    ]
    assert not faults, "\n".join(faults)


def test_no_lock_file_with_addresses(files: list[Path]) -> None:
    assert not [path for path in files if LOCK_FILES.fullmatch(path.name)]


def test_constraints_are_names_and_versions_and_cover_what_is_asked_for(root: Path) -> None:
    lines = [line for line in read(root / "constraints.txt").splitlines() if line and not line.startswith("#")]
    assert not [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.!+]*", line)]
    pinned = {canonical(line.split("==")[0]) for line in lines}
    assert len(pinned) == len(lines)
    project = tomllib.loads(read(root / "pyproject.toml"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["test"]
    assert {canonical(re.match(r"[A-Za-z0-9._-]+", line)[0]) for line in asked} <= pinned
    assert "opencc-python-reimplemented" not in pinned


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# How alike two texts are is no money.
LIKENESS = {"likeness.py", "search.py"}
# Disclosures are figures in exact decimals, which `/` divides exactly enough: rates and means that nobody is paid.
DISCLOSURES = "funds"


def test_files_are_short_and_named_after_an_idea(files: list[Path], root: Path) -> None:
    for path in files:
        parts = {part.removesuffix(".py") for part in path.relative_to(root).parts}
        assert not parts & VAGUE, path
        if path.suffix == ".py":
            assert len(read(path).splitlines()) <= LONGEST, path


def test_no_float_and_no_round_near_money(root: Path) -> None:
    faults = [
        f"{path}:{node.lineno}"
        for path in sorted((root / "engine").rglob("*.py"))
        if path.name not in LIKENESS
        for node in inexact(ast.parse(read(path)), decimals=path.parent.name == DISCLOSURES)
    ]
    assert not faults, "\n".join(faults)


def inexact(tree: ast.Module, *, decimals: bool = False) -> Iterator[ast.AST]:
    """Calls of float and round, sums with a written float, and `/`, which in a file that handles paths joins them;
    `decimals`: it divides decimals."""
    may_divide = decimals or any(isinstance(node, ast.ImportFrom) and node.module == "pathlib" for node in tree.body)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("float", "round"):
            yield node
        elif isinstance(node, ast.BinOp):
            written = any(
                isinstance(side, ast.Constant) and isinstance(side.value, float) for side in (node.left, node.right)
            )
            if written or (isinstance(node.op, ast.Div) and not may_divide):
                yield node


@pytest.mark.parametrize("source", ["round(x)", "float(x)", "x * 0.7", "x / 100"])
def test_the_search_for_floats_finds_them(source: str) -> None:
    assert list(inexact(ast.parse(source)))


def test_the_search_for_floats_lets_paths_be() -> None:
    assert not list(inexact(ast.parse('from pathlib import Path\nPath("content") / "schemes"')))


def test_imports_point_one_way(root: Path) -> None:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


CASE = {
    "scheme": "guanxian-2018",
    "today": "2018-04-01",
    "person": {"categories": [], "age_group": "adult"},
    "year_to_date": {},
    "visits": [
        {
            "kind": "inpatient",
            "on": "2018-03-05",
            "facility_level": "secondary",
            "place": "county",
            "referral": "not_needed",
            "designated": True,
            "cause": "illness",
            "conditions": [],
            "bill": {"total": "80000", "self_funded": "5000", "over_limit": "0", "first_pay": "0"},
        }
    ],
}
ESTIMATE_AND_TELL = """
import sys
sys.argv = ["mingbai", "estimate", "-", *sys.argv[1:]]
from app.cli import main
try:
    code = main()
except SystemExit as stop:
    code = stop.code
heavy = {"streamlit", "pandas", "babel", "plotly", "httpx", "pyarrow"}
print(sorted(heavy & sys.modules.keys()), file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("options", [["--json"], [], ["--lang", "en"], ["--lang", "zh-Hant"]])
def test_an_estimate_loads_nothing_of_the_screen(root: Path, options: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ESTIMATE_AND_TELL, *options],
        cwd=root,
        input=json.dumps(CASE),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "[]"
    assert "52150.00" in done.stdout.replace(",", "")
