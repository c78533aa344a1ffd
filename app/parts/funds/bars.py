"""Figures of one year beside each other as bars: payouts by service and group, heads, supervision, places."""

from decimal import Decimal
from textwrap import wrap

import polars as pl

from app.parts.drawing import GREEN, SKY, layout
from app.parts.funds.chart import (
    Chart,
    Row,
    doubtful,
    nature_in_words,
    on_axis,
    said,
    scale,
)
from app.parts.waterfall import beside
from app.texts import Texts
from engine.content import Library
from engine.funds.amounts import amount
from engine.funds.figures import Figure
from engine.funds.names import group_name, place_name, service_name
from engine.funds.sentences import indicator_name, period_in_words

BAR, AROUND = 56, 24  # pixels
NOTE = 20  # letters in a line of a note
HEADS = ("premium_per_capita_personal", "subsidy_per_capita", "premium_per_capita_cii", "funding_per_capita")
REFUSED = ("refused_amount", "deducted_unreasonable", "deducted_over_ceiling")
WATCHED = (*REFUSED, "recovered", "penalty", "violation_amount")
# Payouts of services that are not parts of each other; 一站式 and 特殊门诊 lie within in-patients and outpatients.
PAID = (
    "inpatient",
    "outpatient",
    "cii",
    "special_outpatient",
    "one_stop",
    "cross_province",
    "resubsidy",
    "supplementary",
)


def bars(rows: list[Row], key: str, title: str, alt: str, t: Texts, notes: tuple[str, ...] = ()) -> Chart | None:
    """Bars from the first row down; a value that is lost or unsettled is hatched, a range is drawn from end to end."""
    import plotly.graph_objects as go

    if not rows:
        return None
    ends = [_ends(row) for row in rows]
    divisor, unit = scale([most for _, most in ends], rows[0].unit, t)
    figure = go.Figure(
        go.Bar(
            orientation="h",
            y=[beside(row.label, said(row, t, amount)) for row in rows],
            base=[on_axis(least, divisor) for least, _ in ends],
            x=[on_axis(most - least, divisor) for least, most in ends],
            marker={
                "color": [SKY if row.unit == "yuan" else GREEN for row in rows],
                "pattern": {"shape": ["/" if doubtful(row.of) else "" for row in rows], "fgcolor": "#ffffff"},
            },
            customdata=[[row.label, said(row, t), nature_in_words(row, t), _folded(row.note)] for row in rows],
            hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}%{customdata[3]}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed", type="category")
    figure.update_xaxes(type="linear", visible=False, rangemode="tozero")
    layout(figure, BAR * len(rows) + AROUND, showlegend=False)
    if any(doubtful(row.of) for row in rows):
        notes = (*notes, t("斜纹的是推算的、修复的、丢了一部分的数,或者只是说法。"))
    return Chart(key, title, unit, figure, tuple(rows), alt, notes)


def _folded(note: str) -> str:
    """A note beneath the rest, in lines that a phone has room for."""
    return "".join(f"<br>{line}" for line in wrap(note, NOTE))


def _ends(row: Row) -> tuple[Decimal, Decimal]:
    """Where a bar begins and ends: a range that is all we know of a lost figure from its least to its most."""
    if row.value is not None:
        return Decimal(0), row.value
    if row.of is not None and row.of.low is not None and row.of.high is not None:
        return row.of.low, row.of.high
    known = row.of.low if row.of is not None and row.of.low is not None else row.of.high if row.of else None
    return Decimal(0), known or Decimal(0)


def payouts(rows: list[Figure], t: Texts, content: Library) -> Chart | None:
    """What was paid, by service and by group."""
    settled = [one for one in rows if one.nature in ("final", "provisional", "repaired")]
    found = [one for one in settled if one.indicator == "payout" and one.service in PAID and one.span is not None]
    found.sort(key=lambda one: (PAID.index(one.service), -(one.value or one.low or Decimal(0))))
    table = [Row(_of_whom(one, t, content), one.value, one.unit, one, t.pick(one.note, one.note_en)) for one in found]
    if not table:
        return None
    told = t.list([f"{row.label} {said(row, t)}" for row in table])
    most = max(table, key=lambda row: _ends(row)[1])
    title = t("补得最多的是{what}:{amount}", what=most.label, amount=said(most, t))
    title = title if len(table) > 2 else t("补了:{rows}", rows=told)
    alt = t("条形图,按项目和人群的补偿:{rows}。", rows=told)
    overlap = {one.service for one in found} & {"special_outpatient", "one_stop"}
    note = t("这些项目有重叠:贫困户的钱也在全部里,特殊门诊和一站式也在住院、门诊里,不能加起来。")
    return bars(table, "payouts", title, alt, t, (note,) if overlap else ())


def heads(rows: list[Figure], t: Texts, content: Library) -> Chart | None:
    """Money a head: what a person pays, what government adds, what serious illness takes."""
    found = [one for name in HEADS for one in rows if one.indicator == name]
    table = [
        Row(_named(one, t, content), one.value, one.unit, one, t.pick(one.note, one.note_en))
        for one in found
        if one.value is not None or one.low is not None
    ]
    if not table:
        return None
    title = t("每人一年:{rows}", rows=t.list([f"{row.label} {said(row, t)}" for row in table[:2]]))
    alt = t("条形图,按人头的钱:{rows}。", rows=t.list([f"{row.label} {said(row, t)}" for row in table]))
    return bars(table, "per-head", title, alt, t)


def supervision(rows: list[Figure], t: Texts, content: Library) -> Chart | None:
    """What was refused, taken back and fined."""
    found = [one for name in WATCHED for one in rows if one.indicator == name and one.unit == "yuan"]
    table = [Row(_named(one, t, content), one.value, one.unit, one, t.pick(one.note, one.note_en)) for one in found]
    if not table:
        return None
    most = max(table, key=lambda row: row.value or Decimal(0))
    title = t("金额最大的一项是{what}:{amount}", what=most.label, amount=said(most, t))
    alt = t("条形图,监管查处的钱:{rows}。", rows=t.list([f"{row.label} {said(row, t)}" for row in table]))
    return bars(table, "supervision", title, alt, t, (t("各项分开公布,有没有重叠没有说,不能加起来。"),))


def places(one_set: pl.DataFrame, by_id: dict[str, Figure], t: Texts, content: Library) -> Chart | None:
    """Places beside each other, of figures that may be compared."""
    found = [by_id[identity] for identity in one_set["id"].to_list()]
    table = [_of_place(one, t, content) for one in found if one.value is not None or one.low is not None]
    if len(table) < 2:
        return None
    name = indicator_name(found[0].indicator, t.words, content)
    ordered = sorted(table, key=lambda row: -_ends(row)[1])
    title = t("{name},最高的是{place}:{amount}", name=name, place=ordered[0].label, amount=said(ordered[0], t))
    alt = t("条形图,{name}:{rows}。", name=name, rows=t.list([f"{row.label} {said(row, t)}" for row in ordered]))
    note = t("年份不一样的,先看年份再比。")
    return bars(ordered, f"places-{found[0].compare_key}", title, alt, t, (note,))


def _of_place(one: Figure, t: Texts, content: Library) -> Row:
    period = period_in_words(one.period, t.words) or t("年份不详")
    label = place_name(one, t.words, content) + t.words.aside([period])
    return Row(label, one.value, one.unit, one, t.pick(one.note, one.note_en))


def _named(one: Figure, t: Texts, content: Library) -> str:
    """An indicator with whom it is of, where that is not everybody."""
    name = indicator_name(one.indicator, t.words, content)
    whose = group_name(one.group, t.words, content) or (
        service_name(one.service, t.words, content) if one.service == "accident" else ""
    )
    return name + t.words.aside([whose] if whose else [])


def _of_whom(one: Figure, t: Texts, content: Library) -> str:
    """A service with whom it is of."""
    whose = group_name(one.group, t.words, content)
    service = service_name(one.service, t.words, content)
    return service + t.words.aside([whose] if whose else [])
