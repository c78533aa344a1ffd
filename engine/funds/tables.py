"""Reads tables of figures pasted as text: the two columns of a budget, monthly indicators, the account of one level.

A column of outcomes is read; budgets, the same month a year ago and rises are left out, and that is said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from engine.content import Library
from engine.errors import MingbaiError
from engine.funds.figures import indicators
from engine.funds.known_by import Hit, against, known_by, last_named
from engine.funds.periods import periods
from engine.funds.printed import COUNTED, pattern_of, read_printed, unit_of
from engine.funds.proposals import About, Notes, Taken
from engine.funds.words import FundWords, fund_words

TITLE_LINES = 3  # above a table, that may say its period and unit
_APART = re.compile(r"[^\t|]*(?:[\t|]|$)")
_WIDE_GAP = re.compile(r"\S+(?: \S+)*")
_UNIT = re.compile(r"单位\s*[:：]?\s*([^\s()（）]{1,20})")  # no message
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{1,8})[)）]")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十\d]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]"  # no message
    r"|其中[:：]?|[减加][:：]|\s)*"  # no message
)


class Cell(NamedTuple):
    """What stands in a cell, and where in the text."""

    text: str
    start: int


@dataclass(frozen=True)
class Column:
    """A column of figures: its period and unit, whether its figures are outcomes, and what is doubtful about it."""

    period: str
    unit: str
    outcome: bool
    doubts: tuple[str, ...] = ()


def read_tables(text: str, notes: Notes, about: About, content: Library) -> str:
    """Reads every table of a text into the notes; the text with the tables blanked, each character in its place."""
    figure = pattern_of(content)
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    blanked = [line for _, line in lines]
    for first, last in _blocks(lines, figure):
        title = [line for _, line in lines[max(0, first - TITLE_LINES) : first]]
        _Table(title, lines, first, last, notes, about, content).read()
        blanked[first:last] = ["\0" * len(line) for line in blanked[first:last]]
    return "\n".join(blanked)


def _cells(line: str, start: int) -> list[Cell]:
    """The cells of a line: between tabs or bars, else between gaps of two spaces."""
    if "|" in line:
        start += len(line) - len(line.lstrip(" |"))
        line = line.strip(" |")
    pattern = _APART if "\t" in line or "|" in line else _WIDE_GAP
    found = [(match[0].rstrip("\t|"), start + match.start()) for match in pattern.finditer(line) if match[0]]
    return [Cell(text.strip(), at + len(text) - len(text.lstrip())) for text, at in found]


def _blocks(lines: list[tuple[int, str]], figure: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The runs of lines of several cells, of which some are figures."""
    first, figures = None, False
    for number, (start, line) in enumerate([*lines, (0, "")]):
        cells = _cells(line, start)
        if len(cells) >= 2:
            first = number if first is None else first
            figures = figures or any(figure.fullmatch(one.text) for one in cells[1:])
            continue
        if first is not None and figures:
            yield first, number
        first, figures = None, False


class _Table:
    """One table: its heads, its rows, and the lines above it."""

    def __init__(
        self,
        title: list[str],
        lines: list[tuple[int, str]],
        first: int,
        last: int,
        notes: Notes,
        about: About,
        content: Library,
    ) -> None:
        self.notes, self.about, self.content = notes, about, content
        self.words: FundWords = fund_words(content)
        self.figure = pattern_of(content)
        self.rows = [(number, _cells(lines[number][1], lines[number][0])) for number in range(first, last)]
        self.title = "\n".join(title)
        said = [one for one in periods(self.title) if one.year]
        self.year = said[-1].year if said else about.year
        self.period = said[-1].of("") if said else about.year
        self.units = [word for found in _UNIT.findall(self.title) for word in re.split(r"[、,,/]", found)]

    def read(self) -> None:
        heads = self._heads()
        for number, cells in self.rows[1:] if heads else self.rows:
            label = next((n for n, one in enumerate(cells) if one.text and not self.figure.fullmatch(one.text)), None)
            if label is not None:
                self._row(number, cells, label, heads)

    def _heads(self) -> dict[int, Column | str]:
        """Column number -> what its figures are, or "unit" for the column of units; empty where there are no heads."""
        cells = self.rows[0][1]
        if any(self.figure.fullmatch(one.text) for one in cells[1:]):
            return {}
        return {n: self._column(one.text) for n, one in enumerate(cells)}

    def _column(self, head: str) -> Column | str:
        words = self.words.table
        bare = _IN_BRACKETS.sub("", head).strip()
        if bare in words.unit:
            return "unit"
        inside = _IN_BRACKETS.search(head)
        unit = inside[1] if inside and unit_of(inside[1].lstrip("万亿"), self.content) else ""  # no message
        outcome = any(word in head for word in words.outcome) and not any(word in head for word in words.no_outcome)
        named = next((one for one in periods(head) if one.year or one.rest), None)
        if named:
            return Column(named.of(self.year), unit, outcome)
        if any(word in head for word in words.year_before) and self.year:
            return Column(str(int(self.year) - 1), unit, outcome, ("时间是按“上年”两个字定的",))
        return Column(self._so_far(head), unit, outcome)

    def _so_far(self, head: str) -> str:
        """The title's period; from January on where a column adds up the year's months."""
        month = re.fullmatch(r"(\d{4})-(\d\d)", self.period)
        if month and month[2] != "01" and any(word in head for word in self.words.table.cumulative):
            return f"{month[1]}-01..{self.period}"
        return self.period

    def _row(self, number: int, cells: list[Cell], label: int, heads: dict[int, Column | str]) -> None:
        name = _NUMBERING.sub("", cells[label].text)
        inside = _IN_BRACKETS.search(name)
        units = [inside[1]] if inside else []
        units += [one.text for n, one in enumerate(cells) if heads.get(n) == "unit" and one.text]
        lead = _IN_BRACKETS.sub("", name)
        for n, cell in enumerate(cells):
            column = heads.get(n, Column(self.period, "", True, ("表头没写,请核对",)))
            if n > label and isinstance(column, Column) and self.figure.fullmatch(cell.text):
                self._figure(number, cell, lead, [*units, column.unit, *self.units], column)

    def _figure(self, number: int, cell: Cell, lead: str, units: list[str], column: Column) -> None:
        end = cell.start + len(cell.text)
        hit = self._known(cell.text, lead, units)
        why = against(hit, lead, "", self.words)
        if not column.outcome:
            why = "这一列是预算、同期或增减,不是结果"
        if hit is None or why is not None:
            self.notes.leave(cell.start, end, why or "没认出说的是什么")
            return
        indicator = indicators(self.content)[hit.said.id]
        unit = next((one for one in units if _base(one) in self.words.units[indicator.unit]), "")
        try:
            printed = read_printed(cell.text, unit, indicator, self.content)
        except MingbaiError:
            self.notes.leave(cell.start, end, "没写单位,或者单位不对")
            return
        service = last_named(lead, self.words.services)
        group = last_named(lead, self.words.groups) or last_named(self.title, self.words.groups)
        doubts = (*column.doubts, *(("项目和人群请核对",) if hit.said.strong else ()))
        if not unit and indicator.unit in COUNTED and units:
            doubts = (*doubts, "没写单位,请核对")
        self.notes.taken.append(
            Taken(
                hit.said.id,
                hit.said.service if hit.said.service not in ("", "all") else service.id if service else "all",
                group.id if group else hit.said.group or self.about.group,
                column.period,
                printed,
                cell.start,
                end,
                f"表第{number + 1}行",  # no message
                doubts if column.period else (*doubts, "没写年份,请填上"),
            )
        )

    def _known(self, text: str, lead: str, units: list[str]) -> Hit | None:
        match = self.figure.fullmatch(text)
        assert match is not None
        words = [match["unit"]] if match["unit"] else [_base(one) for one in units if one]
        listed = [unit for word in words for unit in unit_of(word, self.content)]
        return known_by(lead, "", listed, self.content) or known_by(lead, "", COUNTED, self.content)


def _base(unit: str) -> str:
    """A unit without 万 or 亿 before it."""
    return unit.strip().lstrip("万亿")  # no message
