"""The risk corridor of Wujiang's serious-illness contract: who bears what at a cost ratio, with its clauses."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import streamlit as st

from app.parts.ask import AUTOCOMPLETE
from app.parts.clause import card
from app.parts.drawing import GREEN, RED, layout
from app.parts.funds.chart import on_axis, scale
from app.parts.markup import Markup, table, tag
from app.parts.shell import say
from app.session import Session
from app.texts import Texts
from engine.content import Library
from engine.errors import MingbaiError
from engine.funds.corridor import OVER, UNDER, WITHIN, Corridor, corridor, cost_at, in_words, party_name
from engine.money import parse_yuan, plain

if TYPE_CHECKING:
    import plotly.graph_objects as go

RATIO, COST = "ratio", "cost"
MOST_PERCENT = 1_000
PREMIUM, AT_RATIO, AT_COST = "10000000", "110", "11000000"  # what the fields begin with
ROW_HEIGHT, AROUND = 48, 64  # pixels
CHART = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
Bar = tuple[str, int]  # who, and what it is left with (below 0: what it pays), fen


def draw(now: Session, content: Library, t: Texts) -> None:
    """The calculator: premium and cost ratio in, who bears what out."""
    st.html(tag("h3", t("风险走廊:赔多赔少,谁来担"), class_="mb-chart-title"))
    hint = t("苏州吴江区的大病保险交给保险公司办。赔付加相关费用占保费的比例不同,盈亏由谁担,这里按它的规定算。")
    st.html(tag("p", hint, class_="mb-hint"))
    found = _asked(content, t)
    if isinstance(found, MingbaiError):
        st.html(tag("p", found.text(t.words.translate), class_="mb-error", role="alert"))
        return
    said = in_words(found, t.words, content)
    st.html(tag("div", tag("ul", *(tag("li", one) for one in said)), class_="mb-answer"))
    say(" ".join(said), now)
    rows = bars(found, t)
    st.html(tag("h4", title(found, t), class_="mb-chart-title"))
    st.plotly_chart(figure(rows, t), key="mb-corridor", config=CHART, alt=alt(rows, t), theme=None)
    st.html(as_table(rows, t))
    used = dict.fromkeys((WITHIN, found.clause))
    others = [one for one in (UNDER, OVER) if one not in used]
    st.html(tag("div", *(card(one, None, content, t) for one in used)))
    rest = tag("summary", t("走廊的另一边怎么分"))
    st.html(tag("details", rest, *(card(one, None, content, t) for one in others), class_="mb-fold"))


def _asked(content: Library, t: Texts) -> Corridor | MingbaiError:
    """The year that the fields say, or what is wrong with them."""
    ways = {RATIO: t("综合成本率"), COST: t("赔付加相关费用")}
    left, right = st.columns(2)
    with left:
        premium = _field("premium", t("全年保费(元)"), PREMIUM)
        way = st.radio(t("知道哪一个?"), list(ways), format_func=ways.__getitem__, key="mb-corridor-way")
    with right:
        if way == RATIO:
            ratio = _field("ratio", t("综合成本率(%)"), AT_RATIO)
        else:
            cost = _field("cost", t("一年的赔付加相关费用(元)"), AT_COST)
    try:
        fen = _yuan(premium)
        return corridor(fen, cost_at(fen, _basis_points(ratio)) if way == RATIO else _yuan(cost), content)
    except MingbaiError as error:
        return error


def _field(name: str, label: str, begin: str) -> str:
    key = f"mb-corridor-{name}"
    if key not in st.session_state:
        st.session_state[key] = begin
    return st.text_input(label, key=key, max_chars=30, autocomplete=AUTOCOMPLETE)


def _yuan(text: str) -> int:
    try:
        return parse_yuan((plain(text) or "").replace(",", "").removesuffix("元"))
    except ValueError:
        raise MingbaiError("“{text}”不是钱数。请写成 10000000 或 12345.67。", text=text[:40]) from None


def _basis_points(text: str) -> int:
    """A ratio in per cent ("96.5") as basis points; at most two decimals."""
    written = (plain(text) or "").removesuffix("%")
    try:
        found = Decimal(written) * 100
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or found != found.to_integral_value() or not 0 <= found <= MOST_PERCENT * 100:
        raise MingbaiError(
            "“{text}”不是综合成本率。请写 0 到 {most} 的数,像 96.5,最多两位小数。", text=text[:40], most=MOST_PERCENT
        )
    return int(found)


# ---- the chart


def bars(found: Corridor, t: Texts) -> list[Bar]:
    """What each party is left with: the insurer in all, the others their share."""
    others = [(party_name(one.party, t.words), one.amount) for one in found.shares if one.party != "insurer"]
    return [(party_name("insurer", t.words), found.insurer), *others]


def title(found: Corridor, t: Texts) -> str:
    """The chart's finding: what the year leaves or lacks in all, and whose it is."""
    gap = found.premium - found.cost
    alone = found.clause == WITHIN
    if gap == 0:
        return t("保费正好够赔付和费用")
    if gap > 0:
        says = t("保费多出 {amount} 元,都归保险公司") if alone else t("保费多出 {amount} 元,这样分")
    else:
        says = t("保费差 {amount} 元,都由保险公司担") if alone else t("保费差 {amount} 元,这样担")
    return says.format(amount=t.money(abs(gap)))


def figure(rows: list[Bar], t: Texts) -> "go.Figure":
    """Bars to the right for what is left, to the left for what is paid; amounts go in as text, exactly."""
    import plotly.graph_objects as go

    yuan = [Decimal(amount).scaleb(-2) for _, amount in rows]
    divisor, unit = scale(yuan, "yuan", t)
    drawn = go.Figure(
        go.Bar(
            orientation="h",
            y=[party for party, _ in rows],
            x=[on_axis(one, divisor) for one in yuan],
            text=[_signed(amount, t) for _, amount in rows],
            textposition="auto",
            marker={"color": [RED if amount < 0 else GREEN for _, amount in rows]},
            hoverinfo="skip",
        )
    )
    layout(drawn, ROW_HEIGHT * len(rows) + AROUND)
    drawn.update_yaxes(autorange="reversed")
    drawn.update_xaxes(title={"text": unit}, type="linear")
    return drawn


def _signed(amount: int, t: Texts) -> str:
    return t("担 {amount} 元", amount=t.money(-amount)) if amount < 0 else t("余 {amount} 元", amount=t.money(amount))


def alt(rows: list[Bar], t: Texts) -> str:
    """What the chart shows, as a sentence."""
    said = t.list([f"{party} {_signed(amount, t)}" for party, amount in rows])
    return t("条形图:{rows}。", rows=said)


def as_table(rows: list[Bar], t: Texts) -> Markup:
    """The chart's numbers."""
    lines: list[object] = [[party, _signed(amount, t)] for party, amount in rows]
    drawn = table(t("谁得多少、担多少"), [t("谁"), t("多少")], lines)
    return tag("details", tag("summary", t("看表格")), drawn, class_="mb-fold", data_mb_keep="table-corridor")
