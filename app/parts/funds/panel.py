"""A chart on the page: its title, the figure, sources and grades, its table, and the downloads."""

import csv
import io

import streamlit as st

from app.parts.funds.chart import Chart, Row, nature_in_words, said
from app.parts.markup import Markup, join, table, tag
from app.texts import Texts
from engine.clauses import grade_in_words
from engine.content import Library
from engine.funds.figures import Figure
from engine.funds.listing import document_of, source_of

# The charts' own bar stays out of sight; its picture button is pressed by ours (shell.js).
CONFIG = {"displayModeBar": True, "displaylogo": False, "scrollZoom": False, "doubleClick": False}


def panel(chart: Chart | None, t: Texts, content: Library) -> None:
    """Draws a chart with all that belongs to it; nothing where there is none."""
    if chart is None:
        return
    name = f"mingbai-{chart.key}"
    with st.container(key=f"mb-chart-{chart.key}"):
        title = tag("h3", chart.title, class_="mb-chart-title")
        unit = tag("p", t("单位:{unit}", unit=chart.unit), class_="mb-note")
        st.html(join(title, unit, tag("p", chart.alt, class_="mb-sr")))
        st.plotly_chart(chart.figure, key=f"mb-plot-{chart.key}", config={**CONFIG, **_picture(name)}, theme=None)
        notes = (tag("p", note, class_="mb-note") for note in chart.notes)
        st.html(join(*notes, sources(chart.figures, t, content), _table(chart, t, content)))
        with st.container(key=f"mb-take-{chart.key}", horizontal=True, gap="small"):
            st.html(
                join(
                    _button(t("存成图片 PNG"), "png", name),
                    _button(t("存成图片 SVG"), "svg", name),
                ),
                width="content",
            )
            st.download_button(
                t("下载表格 CSV"),
                as_csv(chart, t, content),
                f"{name}.csv",
                "text/csv",
                key=f"mb-csv-{chart.key}",
                on_click="ignore",
            )


def _picture(name: str) -> dict[str, object]:
    return {"toImageButtonOptions": {"format": "png", "filename": name, "scale": 2}}


def _button(label: str, kind: str, name: str) -> Markup:
    does = {"data_mb_do": "picture", "data_mb_kind": kind, "data_mb_name": name}
    return tag("button", label, type="button", class_="mb-button", **does)


def sources(rows: list[Figure], t: Texts, content: Library) -> Markup:
    """The documents that figures are from, by how good our copy of the figures is."""
    found: dict[str, dict[str, None]] = {}
    if not rows:
        return tag("p", t("出处:各地各自的文件,选了地方就看得到。"), class_="mb-note mb-sources")
    for one in rows:
        found.setdefault(grade_in_words(one.grade, t.words), {})[document_of(one, t.words, content)] = None
    listed = [t("{sources}({grade})", sources=t.list(list(names)), grade=grade) for grade, names in found.items()]
    return tag("p", t("出处:{sources}", sources=t("；").join(listed)), class_="mb-note mb-sources")


def _table(chart: Chart, t: Texts, content: Library) -> Markup:
    head = _head(t)
    lines: list[object] = [_cells(row, t, content) for row in chart.rows]
    inside = tag("div", table(chart.title, head, lines), class_="mb-scroll mb-words", tabindex="0", role="region")
    return tag("details", tag("summary", t("看表格")), inside, class_="mb-fold", data_mb_keep=f"table-{chart.key}")


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
