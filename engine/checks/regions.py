"""regions.csv: every place once, by its code, inside a place that is there too."""

import csv
import re
from pathlib import Path

from engine.checks.faults import Faults

COLUMNS = ("code", "name", "name_en", "parent", "pinyin")
CODE = re.compile(r"\d{6}", re.ASCII)
PINYIN = re.compile(r"[a-z]*", re.ASCII)


def check_regions(path: Path, faults: Faults) -> set[str] | None:
    """The codes of all places; None where there is no list, or none that can be read."""
    if not path.exists():
        return None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        faults.add(f"{path}:1:1", "这个文件不是 UTF-8 的文字。请存成 UTF-8。")
        return None
    except OSError as error:
        faults.add(f"{path}:1:1", "打不开这个文件({problem})。看看它在不在,让不让读。", problem=error.strerror)
        return None
    if not lines or tuple(lines[0].split(",")) != COLUMNS:
        faults.add(f"{path}:1:1", "第一行要写:{names}。请改过来。", names=",".join(COLUMNS))
        return None
    rows = [(number, row) for number, line in enumerate(lines[1:], 2) if line for row in csv.reader([line])]
    codes: set[str] = set()
    for number, row in rows:
        if len(row) != len(COLUMNS):
            faults.add(
                f"{path}:{number}:1",
                "这一行有 {found} 格,要有 {wanted} 格。请补齐。",
                found=len(row),
                wanted=len(COLUMNS),
            )
            continue
        if not CODE.fullmatch(row[0]):
            faults.add(_place(path, number, row, 0), "代码“{code}”要写成六位数字。请改过来。", code=row[0])
        elif row[0] in codes:
            faults.add(_place(path, number, row, 0), "代码“{code}”写了两次。留一个,删一个。", code=row[0])
        codes.add(row[0])
    for number, row in rows:
        if len(row) == len(COLUMNS):
            _row(path, number, row, codes, faults)
    return codes


def _row(path: Path, number: int, row: list[str], codes: set[str], faults: Faults) -> None:
    for column in (1, 2):
        if not row[column].strip():
            faults.add(_place(path, number, row, column), "缺“{name}”。请补上。", name=COLUMNS[column])
    if row[3] and row[3] not in codes:
        faults.add(_place(path, number, row, 3), "上一级“{code}”不在这张表里。补上它,或者改过来。", code=row[3])
    elif row[3] == row[0]:
        faults.add(_place(path, number, row, 3), "上一级写的是它自己。请改过来。")
    if not PINYIN.fullmatch(row[4]):
        faults.add(_place(path, number, row, 4), "拼音“{given}”只写小写字母,不带声调和空格。请改过来。", given=row[4])


def _place(path: Path, number: int, row: list[str], column: int) -> str:
    return f"{path}:{number}:{1 + sum(len(cell) + 1 for cell in row[:column])}"
