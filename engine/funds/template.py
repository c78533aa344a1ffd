"""The template that a county office fills in (CSV, XLSX): one figure a row, with examples and the indicators."""

import csv
import io
from collections.abc import Callable, Iterable
from functools import lru_cache

from engine.content import Library
from engine.errors import MingbaiError
from engine.funds.figures import Figure, indicators
from engine.funds.own import EXAMPLE, SHEET
from engine.funds.rows import cells_of
from engine.funds.words import fund_words
from engine.wording import Words

EMPTY_ROWS = 300  # rows of the sheet that are made ready to be filled in


def heads(content: Library) -> list[str]:
    """The heads of the columns; they are Chinese in every language, as the file is read by them."""
    return [one.name for one in fund_words(content).columns]


def template_of(name: str, content: Library) -> bytes:
    """The template by the ending of a file's name; MingbaiError for another ending."""
    makers: dict[str, Callable[[Library], bytes]] = {"csv": template_csv, "xlsx": template_xlsx}
    maker = makers.get(name.rsplit(".", 1)[-1].lower())
    if maker is None:
        raise MingbaiError("模板只有 csv 和 xlsx 两种。请把“{name}”的结尾改成其中一种。", name=name[:100])
    return maker(content)


def template_csv(content: Library) -> bytes:
    """The empty template with its examples, in UTF-8 with the mark that table programs look for."""
    return as_csv([heads(content), *examples(content)])


def rows_csv(figures: Iterable[Figure], content: Library) -> bytes:
    """Figures of an office as a filled template."""
    return as_csv([heads(content), *(list(cells_of(one, content).values()) for one in figures)])


def as_csv(rows: Iterable[list[str]]) -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def examples(content: Library) -> list[list[str]]:
    """The example rows, marked so that they are passed over when the file is read."""
    columns = fund_words(content).columns
    rows = [[one.example for one in columns], [one.example2 for one in columns]]
    return [[f"{EXAMPLE}:{row[0]}", *row[1:]] for row in rows]


def indicator_rows(words: Words, content: Library) -> list[list[str]]:
    """Name, what it means, and how its unit is written, of every indicator that has figures."""
    units = fund_words(content).units
    return [
        [words.pick(one.name, one.name_en), words.pick(one.meaning, one.meaning_en), units[one.unit][0]]
        for one in indicators(content).values()
        if one.unit in units
    ]


@lru_cache(maxsize=2)
def template_xlsx(content: Library) -> bytes:
    """The template as a workbook: to be filled in, examples, indicators, services and groups; no macro, no formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    words = fund_words(content)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.append(heads(content))
    sheets: dict[str, list[list[str]]] = {
        "例子": [heads(content), [one.hint for one in words.columns], *examples(content)],  # no message
        "指标": [["指标", "是什么", "单位"], *indicator_rows(Words(), content)],  # no message
        "项目": [["项目"], *([one.name] for one in words.services)],  # no message
        "人群": [["人群"], *([one.name] for one in words.groups)],  # no message
        "性质": [["性质"], *([one.name] for one in words.natures)],  # no message
    }
    for title, rows in sheets.items():
        other = book.create_sheet(title)
        for row in rows:
            other.append(row)
    for other in book.worksheets:
        for number, column in enumerate(other.iter_cols(max_row=1), start=1):
            column[0].font = Font(bold=True)
            other.column_dimensions[get_column_letter(number)].width = 18
        other.freeze_panes = "A2"
    choices = {"indicator": "指标", "service": "项目", "group": "人群", "nature": "性质"}  # no message
    for number, column_of in enumerate(words.columns, start=1):
        letter = get_column_letter(number)
        for (cell,) in sheet.iter_rows(min_row=2, max_row=EMPTY_ROWS, min_col=number, max_col=number):
            cell.number_format = "@"  # what is typed stays as it is typed
        if column_of.id in choices:
            title = choices[column_of.id]
            listed = DataValidation("list", formula1=f"'{title}'!$A$2:$A${len(sheets[title])}", showErrorMessage=False)
            sheet.add_data_validation(listed)
            listed.add(f"{letter}2:{letter}{EMPTY_ROWS}")
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()
