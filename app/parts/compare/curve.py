"""Payout against the size of the bill, for both sides of a comparison."""

import csv
import io
from typing import TYPE_CHECKING, Any

from app.parts.compare.rows import called
from app.parts.drawing import BLUE, GREY, ORANGE, layout
from app.parts.markup import tag
from app.parts.panel import Panel
from app.texts import Texts
from engine.compare.rows import SIDES
from engine.money import parse_yuan

if TYPE_CHECKING:
    import plotly.graph_objects as go

Json = dict[str, Any]
HEIGHT = 360
EVERY = 10  # points of the curve from one line of the table to the next
COLOURS, DASHES = {"a": BLUE, "b": ORANGE}, {"a": "solid", "b": "dash"}


def payout_curve(found: Json, t: Texts) -> Panel | None:
    """The chart; None where there is none to draw."""
    curve = found["curve"]
    if curve is None or not any(one is not None for side in SIDES for one in curve[side]):
        return None
    title = _title(found, t)
    names = {side: f"{called(side, t)} {found[side]['name']}" for side in SIDES}
    head = [t("能报的费用"), *names.values(), t("乙比甲")]
    every = [_line(curve, place, t) for place in range(len(curve["bills"]))]
    notes = [t("横着是能进报销范围的费用,竖着是报销的钱;没说的按平常情况。")]
    if len(found["a"]["visits"] or found["b"]["visits"]) > 1:
        notes.append(t("有几张单子的,按第一张画。"))
    if any(one is None for side in SIDES for one in curve[side]):
        notes.append(t("规定没写全、算不出的那一段不画。"))
    return Panel(
        key="compare",
        title=title,
        unit=t("元"),
        figure=_figure(found, names, t),
        alt=t("折线图:{title}。费用从 0 到 {top} 元。", title=title, top=t.money(curve["bills"][-1])),
        notes=tuple(notes),
        sources=tag("p", t("出处:上面每一层的条款。"), class_="mb-note mb-sources"),
        head=head,
        lines=[list(line) for line in every[::EVERY]],
        csv=_csv([head, *every]),
    )


def _gaps(curve: Json) -> list[tuple[int, int]]:
    """(bill, what B pays more), fen, where both are worked out."""
    rows = zip(curve["bills"], curve["a"], curve["b"], strict=True)
    return [(parse_yuan(bill), parse_yuan(b) - parse_yuan(a)) for bill, a, b in rows if None not in (a, b)]


def _title(found: Json, t: Texts) -> str:
    """What the chart shows, in a sentence."""
    dearest = max(_premiums(found), key=lambda one: parse_yuan(one["amount"]), default=None)
    if dearest and dearest["bill"]:
        bill, amount = t.money(dearest["bill"]), t.money(dearest["amount"])
        return t("费用到 {bill} 元,报的就抵得上一年交的 {amount} 元", bill=bill, amount=amount)
    gaps = _gaps(found["curve"])
    if not gaps:
        return t("有一样算不出,只画算得出的")
    bill, most = max(gaps, key=lambda one: abs(one[1]))
    if not most:
        return t("不管费用多少,两样报得一样多")
    values = {"more": called("b" if most > 0 else "a", t), "amount": t.money(abs(most)), "bill": t.money(bill)}
    if all(gap * most >= 0 for _, gap in gaps):
        return t("{more}报得多,费用 {bill} 元时多 {amount} 元", **values)
    turn = next(at for at, gap in gaps if _first_sign(gaps) * gap < 0)
    return t("费用到 {turn} 元上下,换一样报得多;{bill} 元时{more}多 {amount} 元", turn=t.money(turn), **values)


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
    own = next(found[side] for side in SIDES if found[side]["scheme"])["in_scope"]
    figure.add_vline(x=own, line={"color": GREY, "width": 1, "dash": "dot"})
    figure.add_annotation(x=own, y=1, yref="paper", text=t("您的单子"), showarrow=False, xanchor="left", yanchor="top")
    axis = {"type": "linear", "tickformat": ",", "exponentformat": "none", "rangemode": "tozero"}
    return layout(figure, HEIGHT, xaxis=axis, yaxis=axis)


def _csv(rows: list[list[object]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([[str(cell).replace(",", "") for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")
