"""Disclosures that an office gives itself: its filled template (CSV, XLSX), read row by row and checked.

Nothing in a file is run: a formula is told and left out. Nothing is lost: what cannot be read is told with its row.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from zipfile import BadZipFile, ZipFile

from engine.content import Library
from engine.errors import MingbaiError
from engine.funds.figures import Figure
from engine.funds.findings import Finding, findings
from engine.funds.rows import Fault, Row, read_row, stands_for
from engine.funds.words import fund_words

LARGEST = 2_000_000  # bytes of a file
LARGEST_UNPACKED = 20_000_000  # bytes of what an XLSX file unpacks to
MOST_ROWS = 1_000
MOST_LINES = 10_000  # with empty ones
MOST_COLUMNS = 60
EXAMPLE = "例"  # no message: a row whose first cell begins so is an example of the template
SHEET = "填表"  # no message: the sheet that is read, else the first


@dataclass(frozen=True)
class Own:
    """What an office gave: its figures (grade "own"), what could not be read, and how many examples were passed over.

    It is never mixed with the shipped figures; the same checks are held against it.
    """

    figures: tuple[Figure, ...] = ()
    faults: tuple[Fault, ...] = ()
    examples: int = 0

    def findings(self, content: Library) -> list[Finding]:
        """What adds up in these figures and what does not."""
        return findings(self.figures, content)

    def joined(self, more: "Own") -> "Own":
        """With more of the same office; of two figures that stand for one thing the earlier stays, and that is told.
        What was told of earlier rows has been read by then."""
        here = {stands_for(one): one for one in self.figures}
        added, faults = [], list(more.faults)
        for one in more.figures:
            earlier = here.get(stands_for(one))
            if earlier is None:
                added.append(one)
            elif earlier.id != one.id:
                said = {"first": earlier.printed, "second": one.printed}
                error = MingbaiError("前面已经收了 {first},这里又写 {second}。没有收;要换,先删掉前面的。", **said)
                faults.append(Fault(int(one.locator or 0), "figure", one.printed, error))
        return Own((*self.figures, *added), tuple(faults), more.examples)

    def without(self, figure_id: str) -> "Own":
        """Without one figure."""
        return replace(self, figures=tuple(one for one in self.figures if one.id != figure_id), faults=())


def read_own(raw: bytes, name: str, content: Library) -> Own:
    """A filled template by the ending of its `name` (.csv, .xlsx).

    MingbaiError where the file as a whole cannot be read: too large, no table, a head missing.
    """
    if len(raw) > LARGEST:
        raise MingbaiError("“{name}”太大了,最多 {most} MB。", name=name[:100], most=LARGEST // 1_000_000)
    readers = {"csv": _csv_rows, "xlsx": _sheet_rows}
    reader = readers.get(name.rsplit(".", 1)[-1].lower())
    if reader is None:
        raise MingbaiError("“{name}”不是 csv 或 xlsx 文件。请用模板另存。", name=name[:100])
    return read_table(reader(raw, name), name, content)


def read_table(table: Iterable[list[str]], name: str, content: Library) -> Own:
    """Rows of cells, the heads first; MingbaiError as for `read_own`."""
    columns: list[str] | None = None
    rows: dict[int, Row] = {}
    faults: list[Fault] = []
    examples = 0
    for number, cells in enumerate(table, start=1):
        if len(rows) >= MOST_ROWS or number > MOST_LINES:
            raise MingbaiError("“{name}”的行太多了,最多 {most} 行。请分成几份。", name=name[:100], most=MOST_ROWS)
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            columns = _columns(cells, name, content)
            faults += _unknown(number, cells, columns)
        elif cells[0].strip().startswith(EXAMPLE):
            examples += 1
        else:
            rows[number] = {column: cell for column, cell in zip(columns, cells, strict=False) if column}
            faults += _beyond(number, cells[len(columns) :])
    if columns is None:
        raise MingbaiError("“{name}”是空的。请先下载模板,填好再交。", name=name[:100])
    read = read_rows(rows, content)
    return replace(read, faults=(*faults, *read.faults), examples=examples)


def read_rows(rows: dict[int, Row], content: Library) -> Own:
    """Rows of the template by their numbers; a row that says again or otherwise what an earlier one says is told."""
    taken: dict[tuple[str, ...], tuple[int, Figure]] = {}
    faults: list[Fault] = []
    for number, row in rows.items():
        found = read_row(row, number, content)
        if isinstance(found, list):
            faults += found
        elif stands_for(found) in taken:
            faults.append(_again(number, row, *taken[stands_for(found)], found))
        else:
            taken[stands_for(found)] = (number, found)
    return Own(tuple(one for _, one in taken.values()), tuple(faults))


def _again(number: int, row: Row, earlier: int, first: Figure, second: Figure) -> Fault:
    said = {"row": earlier, "first": first.printed}
    if (first.value, first.low, first.high) == (second.value, second.low, second.high):
        error = MingbaiError("跟第 {row} 行是同一个数,只收了那一行。请删掉一行。", **said)
    else:
        error = MingbaiError("跟第 {row} 行({first})说的是同一件事,数不一样。这一行没有收,请核对。", **said)
    return Fault(number, "figure", row.get("figure", ""), error)


def _columns(cells: list[str], name: str, content: Library) -> list[str]:
    """The column that stands in each place ("" where it is none of ours); MingbaiError where a needed one is missing
    or one stands twice."""
    heads = fund_words(content).heads
    found = [heads.get(cell.strip()) or heads.get("".join(cell.split()), "") for cell in cells]
    missing = [one.name for one in fund_words(content).columns if one.needed and one.id not in found]
    if missing:
        listed = "、".join(missing)
        raise MingbaiError("“{name}”的第一行里没有这几列:{missing}。请用模板的列名。", name=name[:100], missing=listed)
    twice = next((cells[n] for n, one in enumerate(found) if one and one in found[:n]), None)
    if twice:
        raise MingbaiError("“{name}”里“{column}”这一列有两个。请删掉一个。", name=name[:100], column=twice[:40])
    return found


def _unknown(number: int, cells: list[str], columns: list[str]) -> list[Fault]:
    unread = [cell for cell, column in zip(cells, columns, strict=True) if cell.strip() and not column]
    template = "“{column}”这一列不认识,没有读。列名请照模板写。"
    return [Fault(number, "", cell, MingbaiError(template, column=cell[:40])) for cell in unread]


def _beyond(number: int, cells: list[str]) -> list[Fault]:
    said = " ".join(cell.strip() for cell in cells if cell.strip())
    error = MingbaiError("最后一列后面还写着“{text}”,没有读。请挪到模板的列里。", text=said[:40])
    return [Fault(number, "", said, error)] if said else []


# ---- the two kinds of file


def _csv_rows(raw: bytes, name: str) -> Iterator[list[str]]:
    text = _text(raw, name)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(",\t;", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        raise MingbaiError("“{name}”不是能读的 CSV。请从表格软件里另存为 CSV。", name=name[:100]) from None


def _text(raw: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            if "\0" not in text:
                return text
    raise MingbaiError("“{name}”的文字编码认不出来。请另存为 UTF-8。", name=name[:100])


def _sheet_rows(raw: bytes, name: str) -> Iterator[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    broken = MingbaiError("“{name}”不是能打开的 XLSX 文件。请从表格软件里另存为 XLSX。", name=name[:100])
    try:
        with ZipFile(io.BytesIO(raw)) as packed:
            listed = packed.infolist()
    except BadZipFile:
        raise broken from None
    if sum(one.file_size for one in listed) > LARGEST_UNPACKED:
        raise MingbaiError("“{name}”太大了,最多 {most} MB。", name=name[:100], most=LARGEST // 1_000_000)
    if any("vbaProject" in one.filename for one in listed):
        raise MingbaiError("“{name}”里有宏。请另存为不带宏的 XLSX。", name=name[:100])
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        for row in sheet.iter_rows(max_col=MOST_COLUMNS):
            yield [_cell(one) for one in row]
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, IndexError, SyntaxError, OSError):
        raise broken from None


def _cell(cell: Any) -> str:
    """What a person sees in a cell, where that can be told: a number in its own digits, a share with its sign."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        share = "%" in str(cell.number_format)
        return f"{_plain(number * 100)}%" if share else _plain(number)
    if hasattr(value, "date"):
        return str(value.date().isoformat())
    return str(value)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
