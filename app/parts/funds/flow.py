"""Where a year's money came from and where it went: carried over and income → spending → balance and reserve."""

from decimal import Decimal
from typing import NamedTuple

from app.parts.drawing import BLUE, GREEN, GREY, ORANGE, PINK, SKY, layout
from app.parts.funds.chart import Chart, Row, on_axis, said, scale
from app.texts import Texts
from engine.content import Library
from engine.funds.figures import Figure
from engine.funds.sentences import indicator_name
from engine.funds.working import UNCHECKED

SPENT = (("payout", "inpatient"), ("payout", "outpatient"), ("cii_remittance", "cii"))
HEIGHT = 380
GROUPS = ("residents", "rural_residents", "all")  # whose fund, the first that has income and spending


class _Step(NamedTuple):
    """A band of the flow, to the pool ("in") or from it ("out")."""

    label: str
    value: Decimal
    colour: str
    of: Figure | None
    way: str


def flow(rows: list[Figure], t: Texts, content: Library) -> Chart | None:
    """The flow of one place and year in its residents' fund; None where income or spending is not there."""
    for group in GROUPS:
        own = {(one.indicator, one.service): one for one in reversed(rows) if one.group == group and _counts(one)}
        income, spending = own.get(("fund_income", "all")), own.get(("expenditure", "all"))
        if income and spending and income.value is not None and spending.value is not None:
            return _flow(own, spending, t, content)
    return None


def _flow(own: dict[tuple[str, str], Figure], spending: Figure, t: Texts, content: Library) -> Chart:
    steps = [*_in(own, t, content), *_out(own, spending, t, content)]
    total_in = sum((step.value for step in steps if step.way == "in"), Decimal(0))
    total_out = sum((step.value for step in steps if step.way == "out"), Decimal(0))
    if total_out < total_in:
        steps.append(_Step(t("没有细分的"), total_in - total_out, GREY, None, "out"))
    table = tuple(Row(step.label, step.value, "yuan", step.of) for step in steps)
    pool = Row(t("一共可用"), total_in, "yuan")
    spent = said(Row("", spending.value, "yuan"), t)
    title = t("一共可用 {available},花了 {spent}", available=said(pool, t), spent=spent)
    divisor, unit = scale([total_in], "yuan", t)
    parts = t.list([f"{row.label} {said(row, t)}" for row in table])
    return Chart(
        key="flow",
        title=title,
        unit=unit,
        figure=_sankey(steps, divisor, t),
        rows=(*table[: sum(step.way == "in" for step in steps)], pool, *table[sum(s.way == "in" for s in steps) :]),
        alt=t("资金流向图:{parts}。", parts=parts),
        notes=(t("宽窄按钱数画。一共可用的钱是收入加上年结余算出来的。"),),
    )


def _counts(one: Figure) -> bool:
    """Whether a figure may enter the flow: printed, settled and checked."""
    return one.value is not None and one.nature == "final" and one.grade not in UNCHECKED


def _in(own: dict[tuple[str, str], Figure], t: Texts, content: Library) -> list[_Step]:
    found = []
    for name, colour in (("carry_over", SKY), ("fund_income", BLUE)):
        one = own.get((name, "all"))
        if one is not None and one.value is not None:
            found.append(_Step(indicator_name(name, t.words, content), one.value, colour, one, "in"))
    return found


def _out(own: dict[tuple[str, str], Figure], spending: Figure, t: Texts, content: Library) -> list[_Step]:
    assert spending.value is not None
    parts = [(own[key], key) for key in SPENT if key in own]
    left = spending.value - sum((one.value or Decimal(0) for one, _ in parts), Decimal(0))
    names = {"inpatient": t("住院补偿"), "outpatient": t("门诊补偿"), "cii": t("交给大病保险")}
    colours = {"inpatient": ORANGE, "outpatient": "#F5C56B", "cii": PINK}
    if parts and left >= 0:
        steps = [_Step(names[key[1]], one.value or Decimal(0), colours[key[1]], one, "out") for one, key in parts]
        steps += [_Step(t("其他支出"), left, GREY, None, "out")] if left else []
    else:
        steps = [_Step(indicator_name("expenditure", t.words, content), spending.value, ORANGE, spending, "out")]
    for name, colour in (("balance", GREEN), ("risk_reserve", "#66C7AB")):
        one = own.get((name, "all"))
        if one is not None and one.value is not None:
            steps.append(_Step(indicator_name(name, t.words, content), one.value, colour, one, "out"))
    return steps


def _sankey(steps: list[_Step], divisor: Decimal, t: Texts) -> object:
    import plotly.graph_objects as go

    middle = len(steps)
    labels = [f"{step.label}<br>{said(Row(step.label, step.value, 'yuan', step.of), t)}" for step in steps]
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            valueformat=",.2f",
            node={
                "label": [*labels, ""],  # the title says it; here it would lie on other words
                "color": [*(step.colour for step in steps), GREY],
                "pad": 18,
                "thickness": 14,
                "line": {"width": 0},
                "hoverinfo": "skip",
            },
            link={
                "source": [n if step.way == "in" else middle for n, step in enumerate(steps)],
                "target": [middle if step.way == "in" else n for n, step in enumerate(steps)],
                "value": [on_axis(step.value, divisor) for step in steps],
                "color": [_pale(step.colour) for step in steps],
                "hoverinfo": "skip",
            },
        )
    )
    return layout(figure, HEIGHT)


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"
