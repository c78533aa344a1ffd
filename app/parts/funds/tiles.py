"""The provinces as tiles: of which we hold disclosures, how recent they are, and whether the whole fund is told."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from app.parts.drawing import layout
from app.parts.funds.chart import Chart, Row
from app.texts import Texts
from engine.content import Library
from engine.funds.figures import NATION, UNCHECKED, Figure, figures
from engine.funds.names import place_name

HEIGHT = 460
NOTHING, SOME, WHOLE = 0, 1, 2  # of a province: nothing, single figures or places, income and spending of all of it
COLOURS = ("#e4e8eb", "#bfe0f5", "#56B4E9")


class _Tile(NamedTuple):
    """A province: its cell (see `grid`), name, the figures held of it and of the places in it, and what they are."""

    cell: dict[str, str]
    name: str
    held: list[Figure]
    kind: int

    @property
    def newest(self) -> str:
        """The newest year of which there is a figure; empty where none says its year."""
        return max((one.year for one in self.held), default="")


@lru_cache(maxsize=4)
def grid(content: Library) -> tuple[dict[str, str], ...]:
    """The tiles of all 34 province-level places: code, short, short_en, column, row."""
    with (content.root / "funds" / "tiles.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def tiles(t: Texts, content: Library) -> Chart:
    """In each tile the newest year of which we hold a figure of the province or a place in it."""
    found = _tiles(t, content)
    held = sorted((one for one in found if one.held), key=lambda one: one.newest, reverse=True)
    without = [one.name for one in found if not one.held]
    whole = [one.name for one in held if one.kind == WHOLE]
    parts = [f"{one.name} {one.newest or t('年份不详')}" for one in held]
    return Chart(
        key="tiles",
        title=t("34 个省级地方里,有 {count} 个的公布数我们收到了;格子里写的是最近哪一年", count=len(held)),
        unit=t("最近的年份"),
        figure=_drawn(found, t, content),
        rows=tuple(row for one in held for row in _rows(one, t, content)),
        alt=t("方格图,每省一格,写着我们手里最近的年份:{parts}。其余的我们手里没有。", parts=t.list(parts)),
        notes=(
            t("深蓝:有全省(市)的基金收入和支出,是{names}。浅蓝:只有省里别的数,或者下面市县的数。", names=t.list(whole)),
            t("灰色的格子是我们手里没有,不是那里没有公布。方格只表示哪一省,不表示边界。"),
            t("手里没有的:{names}。", names=t.list(without)),
        ),
    )


def _tiles(t: Texts, content: Library) -> list[_Tile]:
    names = {region.code: t.pick(region.name, region.name_en) for region in content.regions()}
    known = [one for one in figures(content) if one.region not in ("", NATION) and one.grade not in UNCHECKED]
    found = []
    for cell in grid(content):
        held = [one for one in known if one.region[:2] == cell["code"][:2] and one.nature != "lost"]
        found.append(_Tile(cell, names[cell["code"]], held, _kind(cell["code"], held)))
    return found


def _kind(code: str, held: list[Figure]) -> int:
    of_all = {one.indicator for one in held if one.region == code and one.level == "province" and one.service == "all"}
    if {"fund_income", "expenditure"} <= of_all:
        return WHOLE
    return SOME if held else NOTHING


def _drawn(found: list[_Tile], t: Texts, content: Library) -> object:
    import plotly.graph_objects as go

    columns = 1 + max(int(one.cell["column"]) for one in found)
    depth = 1 + max(int(one.cell["row"]) for one in found)
    z: list[list[int | None]] = [[None] * columns for _ in range(depth)]
    text = [[""] * columns for _ in range(depth)]
    hover = [[""] * columns for _ in range(depth)]
    for one in found:
        row, column = int(one.cell["row"]), int(one.cell["column"])
        z[row][column] = one.kind
        year = (one.newest or t("不详")) if one.held else "–"
        text[row][column] = f"{t.pick(one.cell['short'], one.cell['short_en'])}<br>{year}"
        lines = [f"{place} {years}" for place, years in _by_place(one.held, t, content)]
        hover[row][column] = "<br>".join([one.name, *(lines or [t("我们手里没有")])])
    steps = [[n / WHOLE, colour] for n, colour in enumerate(COLOURS)]
    figure = go.Figure(
        go.Heatmap(
            z=z,
            text=text,
            texttemplate="%{text}",
            hovertext=hover,
            hoverinfo="text",
            colorscale=steps,
            zmin=NOTHING,
            zmax=WHOLE,
            showscale=False,
            xgap=3,
            ygap=3,
        )
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, autorange="reversed", scaleanchor="x", constrain="domain")
    return layout(figure, HEIGHT)


def _by_place(held: Iterable[Figure], t: Texts, content: Library) -> list[tuple[str, str]]:
    """Each place with the years of which it has figures, oldest first."""
    years: dict[str, set[str]] = {}
    for one in held:
        years.setdefault(place_name(one, t.words, content), set()).add(one.year)
    return [(place, _span(sorted(found), t)) for place, found in years.items()]


def _span(years: list[str], t: Texts) -> str:
    known = [one for one in years if one]
    if not known:
        return t("年份不详")
    return known[0] if len(known) == 1 else t("{first}到{last}", first=known[0], last=known[-1])


def _rows(one: _Tile, t: Texts, content: Library) -> list[Row]:
    """A line for each place of a province of which something is held."""
    places: dict[str, list[Figure]] = {}
    for figure in one.held:
        places.setdefault(place_name(figure, t.words, content), []).append(figure)
    return [
        Row(
            one.name if place == one.name else f"{one.name} {place}",
            Decimal(len(own)),
            "count",
            note=_measure(t),
            made_of=tuple(own),
            indicator="figures_held",
            name=_measure(t),
        )
        for place, own in places.items()
    ]


def _measure(t: Texts) -> str:
    return t("我们手里有几个公布的数")
