"""The waterfall from the bill to what is left, with its words for those who cannot see it, and its table."""

from textwrap import wrap
from typing import TYPE_CHECKING

from app.parts.drawing import FONT, INK
from app.parts.lines import Line
from app.parts.markup import Markup, table, tag
from app.texts import Texts
from engine.money import yuan

if TYPE_CHECKING:
    import plotly.graph_objects as go

# After Okabe and Ito, light enough for dark figures on them: the bill and what is left of it; what comes off.
WHOLE, OFF = "#56B4E9", "#2BB893"
ROW_HEIGHT, AROUND = 56, 24  # pixels
LETTERS = 18  # in a line beside a bar


def bars(rows: list[Line]) -> list[Line]:
    """The rows that are bars: the bill, what comes off, what is left at the end."""
    last = len(rows) - 1
    return [row for n, row in enumerate(rows) if n in (0, last) or (row.sign == "−" and row.amount)]


def waterfall(rows: list[Line], t: Texts) -> "go.Figure":
    """The figure, without its heading; amounts go in as text, so that no binary fraction touches them."""
    import plotly.graph_objects as go

    shown = bars(rows)
    last = len(shown) - 1
    figure = go.Figure(
        go.Waterfall(
            orientation="h",
            y=[beside(row.label, t.money(row.amount or 0)) for row in shown],
            x=[("-" if row.sign == "−" else "") + yuan(row.amount or 0) for row in shown],
            measure=["absolute" if n == 0 else "total" if n == last else "relative" for n in range(len(shown))],
            totals={"marker": {"color": WHOLE}},
            decreasing={"marker": {"color": OFF}},
            connector={"line": {"color": "#8a949e", "width": 1}},
            hoverinfo="skip",
        )
    )
    figure.update_layout(
        height=ROW_HEIGHT * len(shown) + AROUND,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"type": "linear", "visible": False, "fixedrange": True, "rangemode": "tozero"},
        yaxis={
            "autorange": "reversed",
            "fixedrange": True,
            "automargin": True,
            "tickfont": {"size": 14, "color": INK},
        },
        showlegend=False,
        plot_bgcolor="rgba(0,0,0,0)",
        paper_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT},
    )
    return figure


def beside(label: str, amount: str) -> str:
    """The words beside a bar, amount below: on a small bar they would find no room."""
    return "<br>".join([*wrap(label, LETTERS), f"<b>{amount}</b>"])


def heading(name: str, t: Texts) -> Markup:
    """The chart's heading, which wraps where the chart's own would be cut."""
    return tag("h3", t("从单子到自己出(按{name})", name=name))


def in_words(rows: list[Line], name: str, t: Texts) -> str:
    """What the chart shows, as a sentence."""
    said = []
    for row in bars(rows):
        says = "减去{label} {amount} 元" if row.sign == "−" else "{label} {amount} 元"
        said.append(t(says, label=row.label, amount=t.money(row.amount or 0)))
    return t("瀑布图,按{name}:{rows}。", name=name, rows=t.list(said))


def as_table(rows: list[Line], name: str, t: Texts) -> Markup:
    """The chart's numbers."""
    caption = t("图里的数(按{name},元)", name=name)
    lines: list[object] = [
        [f"{row.sign} {row.label}".strip(), t("算不了") if row.amount is None else t.money(row.amount)] for row in rows
    ]
    return tag(
        "details",
        tag("summary", t("看表格")),
        table(caption, [t("项目"), t("金额")], lines),
        class_="mb-fold",
        data_mb_keep="table",
    )
