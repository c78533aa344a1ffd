"""A chart on the page with all that belongs to it: its finding as title, notes, sources, table, and the downloads."""

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

import streamlit as st

from app.parts.drawing import GREY
from app.parts.markup import Markup, join, table, tag
from app.texts import Texts

if TYPE_CHECKING:
    import plotly.graph_objects as go

# The charts' own bar stays out of sight; its picture button is pressed by ours (shell.js).
CONFIG = {"displayModeBar": True, "displaylogo": False, "scrollZoom": False, "doubleClick": False}


# Letters in a line of the caption, its height, and room for the words of an axis and for its title.
CAPTION, CAPTION_LINE, TICKS, AXIS_TITLE = 26, 15, 62, 20


@dataclass(frozen=True)
class Panel:
    """`key`: its name for widgets and files; `title`: what it shows, as a sentence; `unit`: of its axis, in words;
    `alt`: for those who cannot see it; `notes`: what to know before reading it; `sources`: where the numbers are from;
    `head`, `lines`: its table; `csv`: the table as a file.
    """

    key: str
    title: str
    unit: str
    figure: "go.Figure"
    alt: str
    notes: tuple[str, ...]
    sources: Markup
    head: list[str]
    lines: list[list[object]]
    csv: bytes


def panel(shown: Panel, t: Texts) -> None:
    """Draws a chart with its title, table and downloads."""
    name = f"mingbai-{shown.key}"
    _caption(shown, t)
    with st.container(key=f"mb-chart-{shown.key}"):
        title = tag("h3", shown.title, class_="mb-chart-title")
        unit = tag("p", t("单位:{unit}", unit=shown.unit), class_="mb-note")
        st.html(join(title, unit, tag("p", shown.alt, class_="mb-sr")))
        st.plotly_chart(shown.figure, key=f"mb-plot-{shown.key}", config={**CONFIG, **_picture(name)}, theme=None)
        notes = (tag("p", note, class_="mb-note") for note in shown.notes)
        st.html(join(*notes, shown.sources, _table(shown, t)))
        with st.container(key=f"mb-take-{shown.key}", horizontal=True, gap="small"):
            st.html(
                join(
                    _button(t("存成图片 PNG"), "png", name),
                    _button(t("存成图片 SVG"), "svg", name),
                ),
                width="content",
            )
            st.download_button(
                t("下载表格 CSV"),
                shown.csv,
                f"{name}.csv",
                "text/csv",
                key=f"mb-csv-{shown.key}",
                on_click="ignore",
            )


def _caption(shown: Panel, t: Texts) -> None:
    """Title and unit at the foot of the drawing, small: a picture that is taken away must tell what it shows."""
    lines = wrap(t("{title}。单位:{unit}。明白", title=shown.title, unit=shown.unit), CAPTION)
    drawn = shown.figure.layout
    below = CAPTION_LINE * len(lines) + (TICKS if drawn.xaxis.visible is not False and drawn.xaxis.type else 8)
    below += AXIS_TITLE if drawn.xaxis.title.text else 0
    height = drawn.height + below
    first = (CAPTION_LINE * (len(lines) - 1) + 6) / height  # the first line; the others hang below it
    foot = {"x": 0.01, "xref": "container", "xanchor": "left", "y": first, "yref": "container", "yanchor": "bottom"}
    title = {"text": "<br>".join(lines), "font": {"size": 11, "color": GREY, "weight": 400}, **foot}
    shown.figure.update_layout(title=title, height=height, margin={"b": below})


def _picture(name: str) -> dict[str, object]:
    return {"toImageButtonOptions": {"format": "png", "filename": name, "scale": 2}}


def _button(label: str, kind: str, name: str) -> Markup:
    does = {"data_mb_do": "picture", "data_mb_kind": kind, "data_mb_name": name}
    return tag("button", label, type="button", class_="mb-button", **does)


def _table(shown: Panel, t: Texts) -> Markup:
    lines: list[object] = [*shown.lines]
    drawn = table(shown.title, shown.head, lines, class_="mb-stack")
    inside = tag("div", drawn, class_="mb-scroll mb-words", tabindex="0", role="region")
    return tag("details", tag("summary", t("看表格")), inside, class_="mb-fold", data_mb_keep=f"table-{shown.key}")
