"""Payout against the size of the bill, for both sides of a comparison."""

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.parts.compare.rows import called
from app.parts.drawing import BLUE, GREY, ORANGE, layout
from app.parts.markup import tag
from app.parts.panel import Panel
from app.texts import Texts
from engine.compare.rows import SIDES
from engine.money import parse_yuan
from engine.wording.explain import layer_name

if TYPE_CHECKING:
    import plotly.graph_objects as go

Json = dict[str, Any]
HEIGHT = 360
EVERY = 10  # points of the curve from one line of the table to the next
COLOURS, DASHES = {"a": BLUE, "b": ORANGE}, {"a": "solid", "b": "dash"}


def payout_curve(found: Json, t: Texts) -> Panel | None:
    """The chart; None where there is none to draw."""
    curve = found["curve"]
    if curve is None:
        return None
    title = _title(found, t)
    names = {side: f"{called(side, t)} {found[side]['name']}" for side in SIDES}
    head = [t("能报的费用"), *names.values(), t("乙比甲")]
    every = [_line(curve, place, t) for place in range(len(curve["bills"]))]
    return Panel(
        key="compare",
        title=title,
        unit=t("元"),
        figure=_figure(found, names, t),
        alt=t("折线图:{title}。费用从 0 到 {top} 元。", title=title, top=t.money(curve["bills"][-1])),
        notes=tuple(_notes(found, t)),
        sources=tag("p", t("出处:上面每一层的条款。"), class_="mb-note mb-sources"),
        head=head,
        lines=[list(line) for line in every[::EVERY]],
        csv=_csv([head, *every]),
    )


def _notes(found: Json, t: Texts) -> Iterator[str]:
    """What to know before reading the chart."""
    curve = found["curve"]
    yield t("横着是能进报销范围的费用,竖着是报销的钱;没说的按平常情况。")
    if curve["left_out"]:
        yield t("没有画进去的:{layers}。", layers=_layers(curve["left_out"], t))
    if any(note["code"] == "caps" for note in found["notes"]):
        yield t("一年最多报多少没有查到或者会变:到了封顶线,线就停在那里,不再往上走。")
    if peak := _peak(curve, t):
        yield peak
    for one in _premiums(found):
        if one["bill"]:
            bill, amount = t.money(one["bill"]), t.money(one["amount"])
            yield t("费用到 {bill} 元,报的就抵得上一年交的 {amount} 元。", bill=bill, amount=amount)
    if len(found["a"]["visits"] or found["b"]["visits"]) > 1:
        yield t("有几张单子的,按第一张画。")
    if any(one is None for side in SIDES for one in curve[side]):
        yield t("规定没写全、算不出的那一段不画。")


def _layers(names: list[str], t: Texts) -> str:
    return t.list([layer_name(name, t.words) for name in names])


def _gaps(curve: Json) -> list[tuple[int, int]]:
    """(bill, what B pays more), fen, where both are worked out."""
    rows = zip(curve["bills"], curve["a"], curve["b"], strict=True)
    return [(parse_yuan(bill), parse_yuan(b) - parse_yuan(a)) for bill, a, b in rows if None not in (a, b)]


def _title(found: Json, t: Texts) -> str:
    """What the chart shows of the person's own bill, in a sentence; which layers, where not all are drawn."""
    curve = found["curve"]
    own = curve["own"]
    gap = parse_yuan(own["b"]) - parse_yuan(own["a"])
    values = {"bill": t.money(own["bill"]), "amount": t.money(abs(gap))}
    if found["not_registered"]:
        said = t("这张单子能报的 {bill} 元,不参保少报 {amount} 元", **values)
    elif gap:
        more = called("b" if gap > 0 else "a", t)
        said = t("这张单子能报的 {bill} 元,{more}多报 {amount} 元", more=more, **values)
    else:
        said = t("这张单子能报的 {bill} 元,两样报得一样多", **values)
    return t("{said}(只画{layers})", said=said, layers=_layers(curve["layers"], t)) if curve["left_out"] else said


def _peak(curve: Json, t: Texts) -> str | None:
    """At which bill the two are furthest apart, and from where the other one pays more; None where they never are."""
    gaps = _gaps(curve)
    bill, most = max(gaps, key=lambda one: abs(one[1]), default=(0, 0))
    if not most:
        return None
    values = {"bill": t.money(bill), "amount": t.money(abs(most)), "more": called("b" if most > 0 else "a", t)}
    said = t("画出来的这一段里,差得最多的大约是 {bill} 元的时候:{more}大约多报 {amount} 元。", **values)
    turn = next((at for at, gap in gaps if _first_sign(gaps) * gap < 0), None)
    return said if turn is None else said + t("{turn} 元上下,换一样报得多。", turn=t.money(turn))


def _premiums(found: Json) -> list[Json]:
    """What may have to be paid for a year, where one side is not registered; not where it is nothing."""
    cost = found["not_registered"]
    return [one for one in cost["premium"] if parse_yuan(one["amount"])] if cost else []


def _first_sign(gaps: list[tuple[int, int]]) -> int:
    return next(gap for _, gap in gaps if gap)


def _line(curve: Json, place: int, t: Texts) -> list[object]:
    bill, a, b = (curve[name][place] for name in ("bills", *SIDES))
    lost = t("算不了")
    gap = lost if None in (a, b) else t.money(parse_yuan(b) - parse_yuan(a))
    return [t.money(bill), *(lost if one is None else t.money(one) for one in (a, b)), gap]


def _figure(found: Json, names: dict[str, str], t: Texts) -> "go.Figure":
    import plotly.graph_objects as go

    curve, figure = found["curve"], go.Figure()
    for side in SIDES:
        figure.add_trace(
            go.Scatter(
                x=curve["bills"],
                y=curve[side],
                name=names[side],
                mode="lines",
                line={"color": COLOURS[side], "width": 3, "dash": DASHES[side]},
                text=[t.money(one) if one is not None else "" for one in curve[side]],
                hovertemplate="%{x:,} → %{text}<extra></extra>",
            )
        )
    for one in _premiums(found):
        label = t("一年交 {amount} 元", amount=t.money(one["amount"]))
        ends = [curve["bills"][0], curve["bills"][-1]]
        line = {"color": GREY, "width": 2, "dash": "dot"}
        figure.add_trace(
            go.Scatter(x=ends, y=[one["amount"]] * 2, name=label, mode="lines", line=line, hoverinfo="skip")
        )
    own = curve["own"]["bill"]
    figure.add_vline(x=own, line={"color": GREY, "width": 1, "dash": "dot"})
    figure.add_annotation(x=own, y=1, yref="paper", text=t("您的单子"), showarrow=False, xanchor="left", yanchor="top")
    axis = {"type": "linear", "tickformat": ",", "exponentformat": "none", "rangemode": "tozero"}
    across, up = t("能进报销范围的费用(元)"), t("报销的钱(元)")
    titled = {"font": {"size": 12}, "standoff": 6}
    x, y = ({**axis, "title": {"text": text, **titled}} for text in (across, up))
    return layout(figure, HEIGHT, xaxis=x, yaxis=y)


def _csv(rows: list[list[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([[str(cell).replace(",", "") for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")
