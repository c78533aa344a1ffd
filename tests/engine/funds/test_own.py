"""What an office gives itself: filled templates read row by row, and checked by the rules of the shipped figures."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from engine.content import library
from engine.errors import MingbaiError
from engine.funds.figures import figures
from engine.funds.findings import shipped_findings
from engine.funds.keeping import FOLDER, drop, keep, kept_own
from engine.funds.listing import own_as_text, own_disclosed
from engine.funds.own import MOST_ROWS, SHEET, Own, read_own
from engine.funds.rows import read_row, told_once
from engine.funds.template import heads, rows_csv, template_csv, template_xlsx
from engine.funds.words import fund_words
from engine.wording import Words

CONTENT = library()
# Guiyang county's year as its report prints it (fact sheet, section D).
YEAR = [
    ("基金收入", "47043.8万元"),
    ("上年结余", "21226.4万元"),
    ("可用基金", "68308.46万元"),
    ("基金支出", "49080.65万元"),
    ("结余(不含风险金)", "14515.63万元"),
    ("风险金", "4673.92万元"),
]


def row(indicator: str, figure: str, **other: str) -> list[str]:
    cells = {
        "地方代码": "431021",
        "地方": "桂阳县",
        "时间": "2018",
        "指标": indicator,
        "人群": "居民",
        "数": figure,
        "材料": "2018年工作总结",
        "在材料哪里": "一(二)",
        **other,
    }
    return [cells.get(head, "") for head in heads(CONTENT)]


def as_csv(*rows: list[str], encoding: str = "utf-8", separator: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([heads(CONTENT), *rows])
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: list[object], sheet: str = SHEET) -> bytes:
    book = Workbook()
    book.worksheets[0].title = sheet
    for one in (heads(CONTENT), *rows):
        book.worksheets[0].append(one)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def read(raw: bytes, name: str = "a.csv") -> Own:
    return read_own(raw, name, CONTENT)


def told(own: Own) -> list[str]:
    return [one.says(Words(), CONTENT) for one in own.faults]


WHOLE_YEAR = [row(*one) for one in YEAR]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (as_csv(*WHOLE_YEAR), "a.csv"),
        (as_csv(*WHOLE_YEAR, encoding="utf-8-sig"), "a.CSV"),
        (as_csv(*WHOLE_YEAR, encoding="gb18030"), "a.csv"),
        (as_csv(*WHOLE_YEAR, separator="\t"), "a.csv"),
        (as_csv(*WHOLE_YEAR, separator=";"), "a.csv"),
        (as_xlsx(*WHOLE_YEAR), "a.xlsx"),
        (as_xlsx(*WHOLE_YEAR, sheet="Sheet1"), "a.xlsx"),
    ],
)
def test_a_filled_template_is_read_and_checked(raw: bytes, name: str) -> None:
    own = read(raw, name)
    assert not own.faults
    assert [one.printed for one in own.figures] == [figure for _, figure in YEAR]
    assert {(one.grade, one.region, one.group, one.service) for one in own.figures} == {
        ("own", "431021", "residents", "all")
    }
    found = {one.check: one for one in own.findings(CONTENT)}
    # 470,438,000 + 212,264,000 = 682,702,000, printed 683,084,600: 382,600 too much
    assert (found["available"].verdict, found["available"].off) == ("off", Decimal(382_600))
    assert found["available"].reading is not None
    assert found["available"].reading.value == Decimal(682_702_000)
    assert found["change"].worked_out == Decimal(-20_368_500)  # 470,438,000 − 490,806,500
    said = own_as_text(own, Words(), CONTENT)
    assert "可用基金要是 682,702,000元" in said  # the figure is named though it is none of ours


def test_own_figures_stay_out_of_what_is_shipped() -> None:
    before = shipped_findings(CONTENT)
    own = read(as_csv(row("基金收入", "1元")))
    own.findings(CONTENT)
    assert shipped_findings(CONTENT) == before
    assert not any(one.grade == "own" for one in figures(CONTENT))
    told_of = own_disclosed(own, Words(), CONTENT)
    assert [one["grade"] for one in told_of["figures"]] == ["own"]
    assert told_of["own"] is True


def test_the_template_and_its_examples() -> None:
    for raw, name in ((template_csv(CONTENT), "a.csv"), (template_xlsx(CONTENT), "a.xlsx")):
        own = read(raw, name)
        assert (own.figures, own.faults) == ((), ())
    assert read(template_csv(CONTENT)).examples == 2
    book = load_workbook(io.BytesIO(template_xlsx(CONTENT)))
    assert book.sheetnames == [SHEET, "例子", "指标", "项目", "人群", "性质"]
    listed = {line[0]: line[2] for line in book["指标"].iter_rows(min_row=2, values_only=True)}
    assert (listed["基金收入"], listed["参保率"], listed["补偿人次"]) == ("元", "%", "人次")
    cells = [cell.value for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert not any(str(value).startswith("=") for value in cells)


def test_the_examples_would_be_read_if_they_were_no_examples() -> None:
    columns = [one.id for one in fund_words(CONTENT).columns]
    for line in list(csv.reader(io.StringIO(template_csv(CONTENT).decode("utf-8-sig"))))[1:]:
        cells = dict(zip(columns, line, strict=True))
        assert not isinstance(read_row({**cells, "region": "431021"}, 2, CONTENT), list)


def test_bad_cells_are_told_row_by_row_and_good_rows_stay() -> None:
    own = read(
        as_csv(
            row("基金收入", "47043.8"),  # row 2: no unit
            row("基金收人", "1万元"),  # row 3
            row("参保率", "99.6%"),
            row("参保率", "99.6%", 时间="2018年13月", 地方代码="43102"),  # row 5: two cells
            row("基金支出", "=1+1"),
            row("参保率", "99.7%"),  # row 7: says otherwise than row 4
            row("参保率", "99.6%"),  # row 8: says the same again
            row("风险金", "1元", 地方代码="371525"),
            row("风险金", "1元", 材料="GY18"),
            row("风险金", "1元", 说明="=HYPERLINK(1)"),
        )
    )
    assert [one.printed for one in own.figures] == ["99.6%"]
    assert told(own) == [
        "第 2 行“数”:“47043.8”没写单位。“基金收入”的单位是 元、万元、亿元,请写上。",
        "第 3 行“指标”:没有“基金收人”这个指标。是不是“基金收入”?请照指标表写。",
        "第 5 行“地方”:地方代码“43102”不是六位数字。请核对。",
        "第 5 行“时间”:“2018年13月”不是时间。请写成 2018、2018年1-6月 或 2018-12-31。",
        "第 6 行“数”:“=1+1”是公式。请写成数。",
        "第 7 行“数”:跟第 4 行(99.6%)说的是同一件事,数不一样。这一行没有收,请核对。",
        "第 8 行“数”:跟第 4 行是同一个数,只收了那一行。请删掉一行。",
        "第 9 行“地方”:371525是冠县,不是“桂阳县”。请核对代码和地方。",
        "第 10 行“材料”:“GY18”是我们自己文件的代号。请写您那份材料的名字。",
        "第 11 行“说明”:这一格像公式。请写成字,不要以 = + - @ 开头。",
    ]


def test_columns_that_are_not_ours_are_told() -> None:
    line = ",".join(heads(CONTENT))
    first = ",".join(row("参保率", "99.6%"))
    own = read(f"{line},备用\n{first},什么,再来\n".encode())
    assert len(own.figures) == 1
    assert told(own) == [
        "第 1 行:“备用”这一列不认识,没有读。列名请照模板写。",
        "第 2 行:最后一列后面还写着“再来”,没有读。请挪到模板的列里。",
    ]


def test_a_place_outside_our_register_is_taken_with_its_code() -> None:
    own = read(as_csv(row("参保率", "99.6%", 地方代码="654201", 地方="塔城市")))
    assert [(one.region, one.region_name, one.level) for one in own.figures] == [("654201", "塔城市", "county")]
    assert "不认识地名" in told(read(as_csv(row("参保率", "99.6%", 地方代码="", 地方="某某市"))))[0]


def test_cells_of_a_workbook_as_a_person_sees_them() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(row("参保率", ""), row("基金收入", "", 单位="万元"), row("基金支出", ""))))
    sheet = book[SHEET]
    at = heads(CONTENT).index("数") + 1
    sheet.cell(2, at, 0.996).number_format = "0.0%"
    sheet.cell(3, at, 47043.8)
    sheet.cell(4, at, "=47043.8*2")
    raw = io.BytesIO()
    book.save(raw)
    own = read(raw.getvalue(), "a.xlsx")
    assert [(one.printed, one.value) for one in own.figures] == [
        ("99.6%", Decimal("99.6")),
        ("47043.8万元", Decimal(470_438_000)),
    ]
    assert told(own) == ["第 4 行“数”:“=47043.8*2”是公式。请写成数。"]


def _packed(name: str, content: bytes) -> bytes:
    raw = io.BytesIO(as_xlsx())
    with ZipFile(raw, "a") as book:
        book.writestr(name, content)
    return raw.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY a{n} "{("&a" + str(n - 1) + ";") * 10 if n else "&a;"}">'.encode() for n in range(10)
)


def _bomb() -> bytes:
    raw = io.BytesIO()
    with ZipFile(io.BytesIO(as_xlsx())) as whole, ZipFile(raw, "w") as book:
        for one in whole.infolist():
            sheet = one.filename == "xl/worksheets/sheet1.xml"
            book.writestr(one.filename, BOMB + b"]><worksheet>&a9;</worksheet>" if sheet else whole.read(one))
    return raw.getvalue()


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (b"", "a.csv", "空的"),
        (b"\n\n", "a.csv", "空的"),
        (b"a,b\n1,2\n", "a.csv", "没有这几列"),
        (b"\x00\x01" * 50, "a.csv", "编码"),
        (b"x" * 2_000_001, "a.csv", "太大"),
        (b"PK nothing", "a.xlsx", "不是能打开的 XLSX"),
        (as_csv(), "a.xlsx", "不是能打开的 XLSX"),
        (_packed("xl/vbaProject.bin", b"x"), "a.xlsx", "有宏"),
        (_packed("xl/media/zero", b"\0" * 21_000_000), "a.xlsx", "太大"),
        (_bomb(), "a.xlsx", "不是能打开的 XLSX"),
        (as_csv(), "a.xls", "不是 csv 或 xlsx"),
        (as_csv(), "a", "不是 csv 或 xlsx"),
        (as_csv(*([row("基金收入", "1元")] * (MOST_ROWS + 1))), "a.csv", "行太多"),
        ((",".join([*heads(CONTENT), "数"]) + "\n").encode(), "a.csv", "有两个"),
    ],
)
def test_files_that_cannot_be_read_are_one_line(raw: bytes, name: str, says: str) -> None:
    with pytest.raises(MingbaiError, match=says) as told:
        read(raw, name)
    assert "\n" not in str(told.value)


def test_what_is_taken_away_is_read_again_the_same() -> None:
    own = read(
        as_csv(*WHOLE_YEAR, row("参保率", "约99.6%", 说明="口径,见“附件”"), row("补偿金额", "3,092.4", 单位="万元"))
    )
    again = read(rows_csv(own.figures, CONTENT))
    assert again.figures == own.figures  # the rows stand in the same places
    assert not again.faults


def test_more_of_the_same_office_never_replaces_silently() -> None:
    own = read(as_csv(row("参保率", "99.6%")))
    more = own.joined(read(as_csv(row("参保率", "99.6%"), row("参保率", "98%", 时间="2017"))))
    assert [one.printed for one in more.figures] == ["99.6%", "98%"]
    other = more.joined(read(as_csv(row("参保率", "99.9%"))))
    assert other.figures == more.figures
    assert told(other) == ["第 2 行“数”:前面已经收了 99.6%,这里又写 99.9%。没有收;要换,先删掉前面的。"]
    assert more.without(more.figures[0].id).figures == more.figures[1:]


def test_what_an_operator_keeps_is_listed_as_own_and_can_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGBAI_STATE", str(tmp_path))
    assert kept_own(CONTENT) == []
    own = read(as_csv(*WHOLE_YEAR))
    name = keep(own, CONTENT)
    assert name.startswith("431021-2018-")
    assert keep(own, CONTENT) == name  # the same again replaces itself
    assert [(one.name, one.own.figures) for one in kept_own(CONTENT)] == [(name, own.figures)]
    (tmp_path / FOLDER / "broken.csv").write_bytes(b"\x00")
    assert [one.name for one in kept_own(CONTENT)] == [name]
    for wrong in ("../other", "nothing.csv"):
        with pytest.raises(MingbaiError, match="没有留下"):
            drop(wrong)
    drop(name)
    assert kept_own(CONTENT) == []
    with pytest.raises(MingbaiError, match="没有可以留下的"):
        keep(Own(), CONTENT)


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("MINGBAI_STATE", str(blocked))
    with pytest.raises(MingbaiError, match="写不进去"):
        keep(read(as_csv(*WHOLE_YEAR)), CONTENT)


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12) | st.sampled_from(
    ["", "=1", "@x", "2018", "桂阳县", "基金收入", "47043.8万元", "99.6%", "1e9", "١٢", "½", "-", '"', "例", "\ufeff"]
)


@given(st.lists(st.lists(CELL, min_size=12, max_size=13), max_size=6))
def test_whatever_stands_in_the_cells_is_read_or_told(lines: list[list[str]]) -> None:
    own = read(as_csv(*lines))
    filled = sum(any(cell.strip() for cell in line) for line in lines)
    told_rows = {one.row for one in own.faults}
    assert len(own.figures) + own.examples + len(told_rows) >= filled


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx"]))
def test_whatever_bytes_come_there_is_an_answer(raw: bytes, name: str) -> None:
    try:
        said = own_as_text(read(raw, name), Words(), CONTENT)
    except MingbaiError as error:
        said = str(error)
    assert said


def test_the_same_fault_in_several_rows_is_one_line() -> None:
    """Two rows without a document, one of which is of no indicator of ours."""
    own = read(as_csv(row("基金收入", "47043.8万元", 材料=""), row("基金收如", "47043.8万元", 材料="")))
    assert told_once(own.faults, Words(), CONTENT) == [
        "第 2、3 行“材料”:这一格空着,请填上。",
        "第 3 行“指标”:没有“基金收如”这个指标。是不是“基金收入”?请照指标表写。",
    ]
