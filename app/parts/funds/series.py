"""Years beside each other: money, members, rates by hospital level. A break is never joined by a line."""

from decimal import Decimal

import polars as pl

from app.parts.drawing import SERIES, layout
from app.parts.funds.chart import Chart, Row, doubtful, on_axis, said, scale
from app.texts import Texts
from engine.content import Library
from engine.funds.figures import Figure, figures
from engine.funds.sentences import indicator_name

HEIGHT = 340
Line = tuple[str, str, str]  # indicator, service, group


def series(
    rows: pl.DataFrame, lines: dict[Line, str], key: str, title: str, t: Texts, content: Library
) -> Chart | None:
    """One line for each measure (indicator, service, group -> its name), broken where the figures' compare_key changes;
    None where there is nothing to draw, or one year alone."""
    import plotly.graph_objects as go

    by_id = {one.id: one for one in figures(content)}
    rows = rows.filter(~pl.col("part_year"))
    wanted = [(line, name, rows.filter(_is(line)).sort("year", "compare_key")) for line, name in lines.items()]
    wanted = [one for one in wanted if one[2].height]
    met = sorted({year for _, _, part in wanted for year in part["year"].to_list()})
    if len(met) < 2:
        return None
    years = [str(year) for year in range(int(met[0]), int(met[-1]) + 1)]
    unit = wanted[0][2]["unit"][0]
    divisor, in_words = scale((value for _, _, part in wanted for value in part["value"].to_list()), unit, t)
    figure, table = go.Figure(), []
    for (_, name, part), colour in zip(wanted, SERIES, strict=False):
        pieces = part.partition_by("compare_key", maintain_order=True)
        longest = max(range(len(pieces)), key=lambda n: pieces[n].height)
        for n, piece in enumerate(pieces):
            own = [by_id[one] for one in piece["id"].to_list()]
            figure.add_trace(_trace(own, name, colour, divisor, years, t, legend=n == longest))
            table += [Row(f"{name} {one.year}", one.value, one.unit, one) for one in own]
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=years)
    layout(figure, HEIGHT, yaxis={"rangemode": "tozero", "tickformat": ",", "exponentformat": "none"})
    return Chart(
        key=key,
        title=title,
        unit=in_words,
        figure=figure,
        rows=tuple(sorted(table, key=lambda row: (row.of.year if row.of else "", row.label))),
        alt=t("折线图:{title}。{first}到{last}年。", title=title, first=years[0], last=years[-1]),
        notes=_breaks(wanted, t),
    )


def _is(line: Line) -> pl.Expr:
    indicator, service, group = line
    return (pl.col("indicator") == indicator) & (pl.col("service") == service) & (pl.col("group") == group)


def _trace(
    own: list[Figure], name: str, colour: str, divisor: Decimal, years: list[str], t: Texts, *, legend: bool
) -> object:
    """A piece of a line, with hollow marks for what is not settled; no line over a year that is missing, and none at
    all between quick reports."""
    import plotly.graph_objects as go

    quick = all(one.nature == "provisional" for one in own)
    by_year = {one.year: one for one in own}
    first, last = years.index(own[0].year), years.index(own[-1].year)
    at = [by_year.get(year) for year in years[first : last + 1]]
    open_ = [one is not None and (one.nature == "provisional" or doubtful(one)) for one in at]
    return go.Scatter(
        x=years[first : last + 1],
        y=[on_axis(one.value, divisor) if one else None for one in at],
        connectgaps=False,
        name=name,
        legendgroup=name,
        showlegend=legend,
        mode="markers" if quick else "lines+markers",
        line={"color": colour, "width": 3},
        marker={"size": 9, "color": colour, "symbol": ["circle-open" if one else "circle" for one in open_]},
        text=[said(Row(name, one.value, one.unit, one), t) if one else "" for one in at],
        hovertemplate="%{x} %{text}<extra>" + name + "</extra>",
    )


def _breaks(wanted: list[tuple[Line, str, pl.DataFrame]], t: Texts) -> tuple[str, ...]:
    """What to say of the pieces of a line."""
    settled = [part.filter(pl.col("nature") != "provisional") for _, _, part in wanted]
    natures = {nature for _, _, part in wanted for nature in part["nature"].to_list()}
    notes = [t("线断开的地方,前后算法不同,不能连着比;或者中间的年份没有数。")]
    notes = notes if any(part["compare_key"].n_unique() > 1 or _has_gap(part) for part in settled) else []
    notes += [t("空心、不连线的点是快报,以后会变。")] if "provisional" in natures else []
    return (*notes, t("线上空心的点是推算的,原文没有。")) if "derived" in natures else tuple(notes)


def _has_gap(part: pl.DataFrame) -> bool:
    """Whether a year between the first and the last is missing."""
    years = sorted({int(year) for year in part["year"].to_list()})
    return bool(years) and years[-1] - years[0] + 1 > len(years)


def money_by_year(rows: pl.DataFrame, group: str, t: Texts, content: Library) -> Chart | None:
    """Income, spending and the year's balance."""
    names = ("fund_income", "expenditure", "net_change")
    lines = {(name, "all", group): indicator_name(name, t.words, content) for name in names}
    title = _money_title(rows, group, t)
    return series(rows, lines, "years", title, t, content) if title else None


def _money_title(rows: pl.DataFrame, group: str, t: Texts) -> str | None:
    whole = (pl.col("nature") == "final") & ~pl.col("part_year")
    income = rows.filter(_is(("fund_income", "all", group)) & whole)
    spending = rows.filter(_is(("expenditure", "all", group)) & whole)
    both = income.join(spending, on="year").sort("year")
    if not both.height:
        return None
    latest = both.tail(1).to_dicts()[0]
    gap = latest["value"] - latest["value_right"]
    more = t("收入比支出多") if gap >= 0 else t("支出比收入多")
    size = said(Row("", abs(gap), "yuan"), t)
    return t("{year}年{more} {gap}", year=latest["year"], more=more, gap=size)


def balance_by_year(rows: pl.DataFrame, group: str, t: Texts, content: Library) -> Chart | None:
    """The balance that has come together."""
    lines = {("balance_accumulated", "all", group): indicator_name("balance_accumulated", t.words, content)}
    latest = _latest(rows, ("balance_accumulated", "all", group))
    if latest is None:
        return None
    title = t("到{year}年末累计结余 {amount}", year=latest["year"], amount=said(Row("", latest["value"], "yuan"), t))
    return series(rows, lines, "balance", title, t, content)


def members_by_year(rows: pl.DataFrame, group: str, t: Texts, content: Library) -> Chart | None:
    """How many are insured."""
    latest = _latest(rows, ("enrolled_persons", "all", group))
    if latest is None:
        return None
    many = said(Row("", latest["value"], "persons"), t)
    title = t("{year}年参保 {amount}", year=latest["year"], amount=many)
    lines = {("enrolled_persons", "all", group): indicator_name("enrolled_persons", t.words, content)}
    return series(rows, lines, "members", title, t, content)


def heads_by_year(rows: pl.DataFrame, group: str, t: Texts, content: Library) -> Chart | None:
    """What a person pays and what government adds, by year."""
    names = ("premium_per_capita_personal", "subsidy_per_capita")
    lines = {(name, "all", group): indicator_name(name, t.words, content) for name in names}
    latest = _latest(rows, ("subsidy_per_capita", "all", group))
    if latest is None:
        return None
    title = t("{year}年财政每人至少补 {amount}", year=latest["year"], amount=said(Row("", latest["value"], "yuan"), t))
    return series(rows, lines, "heads", title, t, content)


def recovered_by_year(rows: pl.DataFrame, t: Texts, content: Library) -> Chart | None:
    """What the insurance offices took back."""
    line = ("recovered", "all", "all")
    latest = _latest(rows, line)
    if latest is None:
        return None
    title = t("{year}年追回医保基金 {amount}", year=latest["year"], amount=said(Row("", latest["value"], "yuan"), t))
    return series(rows, {line: indicator_name("recovered", t.words, content)}, "recovered", title, t, content)


def rates_by_level(rows: pl.DataFrame, group: str, t: Texts, content: Library) -> Chart | None:
    """How much of the in-scope cost of a stay is paid, by the level of the hospital."""
    services = {
        "inpatient": t("各级一起"),
        "inpatient_primary": t("一级及以下"),
        "inpatient_secondary": t("二级"),
        "inpatient_tertiary": t("三级"),
    }
    lines = {("catalogue_pay_rate", service, group): name for service, name in services.items()}
    latest = _latest(rows, ("catalogue_pay_rate", "inpatient", group))
    if latest is None:
        return None
    rate = said(Row("", latest["value"], "percent"), t)
    title = t("{year}年住院,政策范围内的费用报了 {rate}", year=latest["year"], rate=rate)
    return series(rows, lines, "rates", title, t, content)


def _latest(rows: pl.DataFrame, line: Line) -> dict[str, object] | None:
    known = (pl.col("nature") != "lost") & pl.col("value").is_not_null() & ~pl.col("part_year")
    found = rows.filter(_is(line) & known).sort("year")
    return found.tail(1).to_dicts()[0] if found.height else None
