"""Where a year's money came from and where it went: carried over and income → spending → balance and reserve."""

from decimal import Decimal
from typing import NamedTuple

from app.parts.drawing import BLUE, GREEN, GREY, ORANGE, PINK, SKY, layout
from app.parts.funds.chart import Chart, Row, on_axis, said, scale
from app.texts import Texts
from engine.content import Library
from engine.funds.amounts import amount
from engine.funds.figures import UNCHECKED, Figure
from engine.funds.sentences import indicator_name, period_in_words

SPENT = (("payout", "inpatient"), ("payout", "outpatient"), ("cii_remittance", "cii"))
HEIGHT = 380
ROOM_BELOW = 0.07  # of the height: the words of a thin band hang below it
NATURES = ("final", "provisional")
GROUPS = ("residents", "rural_residents", "all")  # whose fund, the first that has income and spending


class _Step(NamedTuple):
    """A band of the flow, to the pool ("in") or from it ("out")."""

    label: str
    value: Decimal
    colour: str
    of: Figure | None
    way: str
    made_of: tuple[Figure, ...] = ()
    indicator: str = ""

    def row(self) -> Row:
        return Row(self.label, self.value, "yuan", self.of, made_of=self.made_of, indicator=self.indicator)


def flow(rows: list[Figure], t: Texts, content: Library) -> Chart | None:
    """The flow of one place and year in its residents' fund; None where income or spending is not there."""
    for group in GROUPS:
        for nature in NATURES:
            own = {(one.indicator, one.service): one for one in reversed(rows) if _counts(one, group, nature)}
            income, spending = own.get(("fund_income", "all")), own.get(("expenditure", "all"))
            if income and spending and income.period == spending.period:
                return _flow(own, income, spending, t, content)
    return None


def _flow(own: dict[tuple[str, str], Figure], income: Figure, spending: Figure, t: Texts, content: Library) -> Chart:
    into, out = _in(own, t, content), _out(own, spending, t, content)
    carried = own.get(("carry_over", "all")) is not None
    gap = _total(into) - _total(out)
    if gap > 0 and carried:
        out.append(_Step(t("没有细分的"), gap, GREY, None, "out", _of([*into, *out]), "not_told_apart"))
    if gap > 0 and not carried:
        whole = bool(income.period) and not income.part_year
        name = t("当年结余") if whole else t("这段时间的结余")
        out.append(_Step(name, gap, GREEN, None, "out", (income, spending), "net_change"))
    if gap < 0:
        into.append(_Step(t("动用历年结余"), -gap, SKY, None, "in", _of([*into, *out]), "drawn_from_balance"))
    steps = [*into, *out]
    table = [step.row() for step in steps]
    pool = Row(t("一共可用"), _total(into), "yuan", made_of=_of(into), indicator="available")
    if carried:
        table.insert(len(into), pool)
    begin = pool if carried else Row("", income.value, "yuan", income)
    template = "{period}一共可用 {begin},花了 {spent}" if carried else "{period}收入 {begin},支出 {spent}"
    period = period_in_words(income.period, t.words)
    spent = said(Row("", spending.value, "yuan", spending), t)
    notes = [t("宽窄按钱数画。一共可用的钱是收入加上年结余算出来的。")] if carried else [t("宽窄按钱数画。")]
    doubts = [t.pick(one.note, one.note_en) for one in (income, spending) if one.grade != "stated" and one.note]
    notes += dict.fromkeys(doubts)
    if not doubts and (income.part_year or not income.period):
        notes.append(t("这不是一整年的数。") if income.period else t("原文没写是哪段时间的,不当全年的数看。"))
    if income.nature == "provisional":
        notes.append(t("这是快报或月报,以后会变。"))
    divisor, unit = scale([pool.value], "yuan", t)
    parts = t.list([f"{row.label} {said(row, t)}" for row in table])
    return Chart(
        key="flow",
        title=t(template, period=period, begin=said(begin, t), spent=spent),
        unit=unit,
        figure=_sankey(steps, f"{pool.label}<br>{said(pool, t)}", divisor, t),
        rows=tuple(table),
        alt=t("资金流向图:{parts}。", parts=parts),
        notes=tuple(notes),
    )


def _total(steps: list[_Step]) -> Decimal:
    return sum((step.value for step in steps), Decimal(0))


def _of(steps: list[_Step]) -> tuple[Figure, ...]:
    """The figures that steps rest on."""
    return tuple(dict.fromkeys(one for step in steps for one in step.row().figures))


def _counts(one: Figure, group: str, nature: str) -> bool:
    """Whether a figure may enter the flow: printed, checked, of the group and as settled as the others."""
    return one.value is not None and (one.group, one.nature) == (group, nature) and one.grade not in UNCHECKED


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
        rest = (spending, *(one for one, _ in parts))
        steps += [_Step(t("其他支出"), left, GREY, None, "out", rest, "expenditure_other")] if left else []
    else:
        steps = [_Step(indicator_name("expenditure", t.words, content), spending.value, ORANGE, spending, "out")]
    for name, colour in (("balance", GREEN), ("risk_reserve", "#66C7AB")):
        one = own.get((name, "all"))
        if one is not None and one.value is not None:
            steps.append(_Step(indicator_name(name, t.words, content), one.value, colour, one, "out"))
    return steps


def _sankey(steps: list[_Step], whole: str, divisor: Decimal, t: Texts) -> object:
    import plotly.graph_objects as go

    middle = len(steps)
    labels = [f"{step.label}<br>{said(step.row(), t, amount)}" for step in steps]
    hover = [f"{step.label}<br>{said(step.row(), t)}" for step in steps]
    figure = go.Figure(
        go.Sankey(
            arrangement="fixed",
            domain={"y": [ROOM_BELOW, 1]},
            valueformat=",.2f",
            node={
                "label": [*labels, ""],  # the title says it; here it would lie on other words
                "color": [*(step.colour for step in steps), GREY],
                "pad": 18,
                "thickness": 14,
                "line": {"width": 0},
                "customdata": [*hover, whole],
                "hovertemplate": "%{customdata}<extra></extra>",
            },
            link={
                "source": [n if step.way == "in" else middle for n, step in enumerate(steps)],
                "target": [middle if step.way == "in" else n for n, step in enumerate(steps)],
                "value": [on_axis(step.value, divisor) for step in steps],
                "color": [_pale(step.colour) for step in steps],
                "customdata": hover,
                "hovertemplate": "%{customdata}<extra></extra>",
            },
        )
    )
    return layout(figure, HEIGHT)


def _pale(colour: str) -> str:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"
