"""The provinces as tiles: where figures were disclosed that we hold, and where none were."""

import csv
from collections import Counter
from decimal import Decimal
from functools import lru_cache

from app.parts.drawing import layout
from app.parts.funds.chart import Chart, Row
from app.texts import Texts
from engine.content import Library
from engine.funds.figures import NATION, figures

HEIGHT = 460


@lru_cache(maxsize=4)
def grid(content: Library) -> tuple[dict[str, str], ...]:
    """The tiles of all 34 province-level places: code, short, short_en, column, row."""
    with (content.root / "funds" / "tiles.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def tiles(t: Texts, content: Library) -> Chart:
    """How many figures we hold of each province and the places in it."""
    import plotly.graph_objects as go

    counted = Counter(f"{one.region[:2]}0000" for one in figures(content) if one.region not in ("", NATION))
    names = {region.code: t.pick(region.name, region.name_en) for region in content.regions()}
    cells = [(cell, counted[cell["code"]]) for cell in grid(content)]
    columns = 1 + max(int(cell["column"]) for cell, _ in cells)
    depth = 1 + max(int(cell["row"]) for cell, _ in cells)
    z: list[list[int | None]] = [[None] * columns for _ in range(depth)]
    text = [[""] * columns for _ in range(depth)]
    hover = [[""] * columns for _ in range(depth)]
    for cell, count in cells:
        row, column = int(cell["row"]), int(cell["column"])
        z[row][column] = 1 if count else 0
        text[row][column] = f"{t.pick(cell['short'], cell['short_en'])}<br>{count or '–'}"
        many = t("{count} 个数", count=count) if count else t("我们手里没有")
        hover[row][column] = f"{names[cell['code']]} {many}"
    figure = go.Figure(
        go.Heatmap(
            z=z,
            text=text,
            texttemplate="%{text}",
            hovertext=hover,
            hoverinfo="text",
            colorscale=[[0, "#e4e8eb"], [1, "#56B4E9"]],
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=3,
            ygap=3,
        )
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, autorange="reversed", scaleanchor="x", constrain="domain")
    layout(figure, HEIGHT)
    rows = tuple(_row(names[cell["code"]], count, t) for cell, count in sorted(cells, key=lambda one: -one[1]))
    held = [row for row, (_, count) in zip(rows, sorted(cells, key=lambda one: -one[1]), strict=True) if count]
    return Chart(
        key="tiles",
        title=t("34 个省级地方里,{count} 个有公布的数", count=len(held)),
        unit=t("个数"),
        figure=figure,
        rows=rows,
        alt=t("方格图,每省一格。有数的:{names}。其余的我们手里没有。", names=t.list([row.label for row in held])),
        notes=(t("灰色的格子是我们手里没有,不是那里没有公布。方格只表示哪一省,不表示边界。"),),
    )


def _row(name: str, count: int, t: Texts) -> Row:
    return Row(name, Decimal(count), "count", None, "" if count else t("我们手里没有"))
