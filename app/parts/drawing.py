"""What all charts share: colours after Okabe and Ito, letters, and a quiet layout."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import plotly.graph_objects as go

BLUE, ORANGE, GREEN, YELLOW, GREY, RED = "#0072B2", "#E69F00", "#009E73", "#F0E442", "#8a949e", "#D55E00"
SKY, PINK = "#56B4E9", "#CC79A7"
SERIES = (BLUE, ORANGE, GREEN, PINK, SKY, RED)
INK = "#1b1f23"
FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"


def layout(figure: "go.Figure", height: int, **more: object) -> "go.Figure":
    """The looks that all charts share; on a phone nothing is dragged or zoomed."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        plot_bgcolor="rgba(0,0,0,0)",
        paper_bgcolor="#ffffff",
        font={"family": FONT, "size": 14, "color": INK},
        dragmode=False,
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "x": 0},
        hoverlabel={"bgcolor": "#ffffff", "font": {"family": FONT, "size": 14, "color": INK}},
        **more,
    )
    figure.update_xaxes(fixedrange=True, automargin=True, gridcolor="#e4e8eb", zerolinecolor="#8a949e")
    figure.update_yaxes(fixedrange=True, automargin=True, gridcolor="#e4e8eb", zerolinecolor="#8a949e")
    return figure
