"""A chart of fund figures on the page: the sources and grades of its figures, and its table."""

import csv
import io

from app.parts.funds.chart import Chart, Row, nature_in_words, said
from app.parts.markup import Markup, tag
from app.parts.panel import Panel
from app.parts.panel import panel as draw
from app.texts import Texts
from engine.clauses import grade_in_words
from engine.content import Library
from engine.funds.figures import Figure
from engine.funds.listing import document_of, source_of


def panel(chart: Chart | None, t: Texts, content: Library) -> None:
    """Draws a chart with all that belongs to it; nothing where there is none."""
    if chart is None:
        return
    draw(
        Panel(
            key=chart.key,
            title=chart.title,
            unit=chart.unit,
            figure=chart.figure,
            alt=chart.alt,
            notes=chart.notes,
            sources=sources(chart.figures, t, content),
            head=_head(t),
            lines=[_cells(row, t, content) for row in chart.rows],
            csv=as_csv(chart, t, content),
        ),
        t,
    )


def sources(rows: list[Figure], t: Texts, content: Library) -> Markup:
    """The documents that figures are from, by how good our copy of the figures is."""
    found: dict[str, dict[str, None]] = {}
    if not rows:
        return tag("p", t("出处:各地各自的文件,选了地方就看得到。"), class_="mb-note mb-sources")
    for one in rows:
        found.setdefault(grade_in_words(one.grade, t.words), {})[document_of(one, t.words, content)] = None
    listed = [t("{sources}({grade})", sources=t.list(list(names)), grade=grade) for grade, names in found.items()]
    return tag("p", t("出处:{sources}", sources=t("；").join(listed)), class_="mb-note mb-sources")


def _head(t: Texts) -> list[str]:
    return [t("项目"), t("数"), t("精确的数"), t("是什么样的数"), t("出处"), t("说明")]


def _cells(row: Row, t: Texts, content: Library) -> list[object]:
    one = row.of
    source = source_of(one, t.words, content) if one else t("由上面的数算出")
    note = row.note or (t.pick(one.note, one.note_en) if one else "")
    return [row.label, said(row, t), said(row, t, full=True), nature_in_words(row, t), source, note]


def as_csv(chart: Chart, t: Texts, content: Library) -> bytes:
    """The table as a spreadsheet program opens it, with the bare number and unit beside the words."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_head(t), t("数值"), t("单位"), t("编号")])
    for row in chart.rows:
        one = row.of
        number = "" if row.value is None else f"{row.value:f}"
        writer.writerow([*map(str, _cells(row, t, content)), number, row.unit, one.id if one else ""])
    return out.getvalue().encode("utf-8-sig")
