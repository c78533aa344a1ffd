"""Every figure that a place disclosed of a year, in a table that can be taken away: also those that no chart shows."""

import streamlit as st

from app.parts.funds.chart import Row
from app.parts.funds.taking import as_csv, cells, head
from app.parts.markup import table, tag
from app.texts import Texts
from engine.content import Library
from engine.funds.figures import UNCHECKED, Figure
from engine.funds.names import of_whom
from engine.funds.sentences import indicator_name

KEY = "every"


def draw(figures: list[Figure], t: Texts, content: Library) -> None:
    """The table under a fold, and the file; nothing where there is no figure."""
    rows = every(figures, t, content)
    if not rows:
        return
    title = t("这里这一年公布的数,全部 {count} 个", count=len(rows))
    lines: list[object] = [cells(row, t, content) for row in rows]
    drawn = tag(
        "div", table(title, head(t), lines, class_="mb-stack"), class_="mb-scroll mb-words", tabindex="0", role="region"
    )
    with st.container(key=f"mb-chart-{KEY}"):
        st.html(tag("details", tag("summary", title), drawn, class_="mb-fold", data_mb_keep=f"table-{KEY}"))
        with st.container(key=f"mb-take-{KEY}", horizontal=True, gap="small"):
            raw = as_csv(rows, t, content)
            label = t("下载表格 CSV")
            st.download_button(label, raw, f"mingbai-{KEY}.csv", "text/csv", key=f"mb-csv-{KEY}", on_click="ignore")


def every(figures: list[Figure], t: Texts, content: Library) -> list[Row]:
    """The figures as rows, in the order of the documents; what was checked alone, and what is a number."""
    shown = [one for one in figures if one.grade not in UNCHECKED and one.unit != "none"]
    return [Row(_label(one, t, content), one.value, one.unit, one) for one in shown]


def _label(one: Figure, t: Texts, content: Library) -> str:
    whose = of_whom(one.service, one.group, t.words, content)
    return indicator_name(one.indicator, t.words, content) + t.words.aside([whose] if whose else [])
