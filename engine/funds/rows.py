"""A row of the template, as a county office fills it in, read to a figure: what is wrong is told cell by cell."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from engine.checks.faults import nearest
from engine.content import Library
from engine.errors import MingbaiError, RegionError
from engine.funds.figures import Figure, Indicator, Level, fund_sources, indicators
from engine.funds.periods import period_of
from engine.funds.printed import Printed, is_formula, narrow, read_printed
from engine.funds.words import FundWords, Sort, fund_words, sort_named
from engine.resolve import find_region
from engine.wording import Words

T = TypeVar("T")
Row = Mapping[str, str]  # column id -> what stands in the cell
OWN = "own"  # the grade of a figure that an office gave itself
LONGEST = 300  # characters of a cell
MOST_ROWS = 10  # that are named in one line of faults


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell: the number of its row (as a table program counts; 0 of a form), the column's id, what
    stands there, and the message."""

    row: int
    column: str
    text: str
    error: MingbaiError

    def says(self, words: Words, content: Library, rows: str = "") -> str:
        """The fault in a line: where (in `rows`, if several have it), what, what to do."""
        message = self.error.text(words.translate)
        row = rows or str(self.row)
        column = next((one for one in fund_words(content).columns if one.id == self.column), None)
        if column is None:
            return words("第 {row} 行:{message}", row=row, message=message)
        name = words.pick(column.name, column.name_en)
        if not self.row:
            return words("“{column}”:{message}", column=name, message=message)
        return words("第 {row} 行“{column}”:{message}", row=row, column=name, message=message)


def told_once(faults: Iterable[Fault], words: Words, content: Library) -> list[str]:
    """Faults as lines; what is wrong in the same way in several rows is one line that names them all."""
    alike: dict[tuple[str, str], list[Fault]] = {}
    for one in faults:
        alike.setdefault((one.column, one.error.text(words.translate)), []).append(one)
    told = []
    for same in alike.values():
        more = ["…"] if len(same) > MOST_ROWS else []
        told.append(same[0].says(words, content, words.list([*(str(one.row) for one in same[:MOST_ROWS]), *more])))
    return told


def read_row(row: Row, number: int, content: Library) -> Figure | list[Fault]:
    """One row as a figure of grade "own", or everything that is wrong with its cells."""
    words = fund_words(content)
    cells = {one.id: row.get(one.id, "").strip() for one in words.columns}
    reading = _Reading(cells, number, content, words)
    return reading.figure() or reading.faults


def stands_for(one: Figure) -> tuple[str, ...]:
    """What a figure is of: two of the same are one number, in the same document."""
    return (one.region, one.period, one.indicator, one.service, one.group, one.nature, one.document)


def cells_of(one: Figure, content: Library) -> dict[str, str]:
    """The row of the template from which a figure of an office is read again."""
    words = fund_words(content)

    def name(sort_id: str, sorts: list[Sort]) -> str:
        return next(sort.name for sort in sorts if sort.id == sort_id)

    return {
        "region": one.region,
        "region_name": one.region_name,
        "period": one.period,
        "indicator": indicators(content)[one.indicator].name,
        "service": name(one.service, words.services),
        "group": name(one.group, words.groups),
        "figure": one.printed,
        "unit": "",
        "nature": name(one.nature, words.natures),
        "document": one.document,
        "place": one.place,
        "note": one.note,
    }


class _Reading:
    """One go at a row: the cells, and what was found wrong."""

    def __init__(self, cells: dict[str, str], number: int, content: Library, words: FundWords) -> None:
        self.cells = cells
        self.number = number
        self.content = content
        self.words = words
        self.faults: list[Fault] = []

    def figure(self) -> Figure | None:
        self._check_text()
        region = self._cell("region_name", self._region)
        period = self._cell("period", _period)
        indicator = self._cell("indicator", self._indicator)
        service = self._cell("service", lambda text: self._sort(text or "all", self.words.services))
        group = self._cell("group", lambda text: self._sort(text or "all", self.words.groups))
        nature = self._cell("nature", lambda text: self._sort(text or "final", self.words.natures))
        printed = self._cell("figure", lambda text: self._printed(text, indicator)) if indicator else None
        self._cell("document", self._document)
        if self.faults:
            return None
        assert region and period and indicator and service and group and nature and printed
        return self._made(region, period, indicator, (service, group, nature), printed)

    def _made(
        self, region: tuple[str, str], period: str, indicator: Indicator, sorts: tuple[str, str, str], printed: Printed
    ) -> Figure:
        code, name = region
        service, group, nature = sorts
        document, place, note = (self.cells[key] for key in ("document", "place", "note"))
        key = "|".join((code, name, period, indicator.id, *sorts, printed.text, document, place))
        return Figure.model_validate(
            {
                "id": f"own-{sha256(key.encode()).hexdigest()[:10]}",
                "region": code,
                "region_name": name,
                "level": _level(code),
                "period": period,
                "indicator": indicator.id,
                "service": service,
                "group": group,
                "value": printed.value,
                "low": printed.low,
                "high": printed.high,
                "qualifier": printed.qualifier,
                "unit": indicator.unit,
                "printed": printed.text,
                "readings": (),
                "nature": nature,
                "document": document,
                "place": place,
                "locator": str(self.number),
                "grade": OWN,
                "note": note,
                "note_en": note,
                "compare_key": f"own_{indicator.id}_{service}_{group}",
            }
        )

    def _cell(self, column: str, read: Callable[[str], T]) -> T | None:
        try:
            return read(self.cells[column])
        except MingbaiError as error:
            self._fault(column, error)
            return None

    def _fault(self, column: str, error: MingbaiError) -> None:
        if not any(one.column == column for one in self.faults):
            self.faults.append(Fault(self.number, column, self.cells[column], error))

    def _check_text(self) -> None:
        """What holds for every cell."""
        for column in self.words.columns:
            text = self.cells[column.id]
            if column.needed and not text:
                self._fault(column.id, MingbaiError("这一格空着,请填上。"))
            elif len(text) > LONGEST:
                self._fault(column.id, MingbaiError("这一格太长了,最多 {most} 个字。", most=LONGEST))
            elif column.id != "figure" and is_formula(text):
                self._fault(column.id, MingbaiError("这一格像公式。请写成字,不要以 = + - @ 开头。"))

    def _region(self, name: str) -> tuple[str, str]:
        """The code and the name of the place. A place outside our register is taken with the code it gives."""
        code = narrow(self.cells["region"])
        if not code:
            found = find_region(name, self.content)
            return found.code, found.name
        if not re.fullmatch(r"[1-9]\d{5}", code, re.ASCII):
            raise RegionError("地方代码“{code}”不是六位数字。请核对。", code=code[:40])
        known = next((one for one in self.content.regions() if one.code == code), None)
        if known and not known.name.startswith(name.rstrip("省市区县")):  # no message
            raise RegionError(
                "{code}是{known},不是“{name}”。请核对代码和地方。", code=code, known=known.name, name=name
            )
        return code, known.name if known else name

    def _indicator(self, name: str) -> Indicator:
        every = indicators(self.content)
        for one in every.values():
            if one.unit != "none" and name in (one.id, one.name, one.name_en, *one.aliases):
                return one
        near = nearest(name, [word for one in every.values() for word in (one.name, *one.aliases)])
        if near:
            raise MingbaiError("没有“{name}”这个指标。是不是“{near}”?请照指标表写。", name=name[:40], near=near)
        raise MingbaiError("没有“{name}”这个指标。请照指标表写。", name=name[:40])

    def _sort(self, name: str, sorts: list[Sort]) -> str:
        found = sort_named(name, sorts)
        if found is None:
            known = "、".join(one.name for one in sorts)
            raise MingbaiError("没有“{name}”。可以写的是:{known}。", name=name[:40], known=known)
        return found.id

    def _printed(self, text: str, indicator: Indicator) -> Printed:
        return read_printed(text, self.cells["unit"], indicator, self.content)

    def _document(self, title: str) -> str:
        """Its title. The name of a document of ours would lend an office's figure our source."""
        ours = {path.stem for path in self.content.root.glob("sources/*.yaml")}
        if title in ours or title in fund_sources(self.content):
            raise MingbaiError("“{title}”是我们自己文件的代号。请写您那份材料的名字。", title=title[:40])
        return title


def _period(text: str) -> str:
    found = period_of(narrow(text))
    if found is None:
        raise MingbaiError("“{text}”不是时间。请写成 2018、2018年1-6月 或 2018-12-31。", text=text[:40])
    return found


def _level(code: str) -> Level:
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"
