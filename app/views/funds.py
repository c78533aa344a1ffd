"""基金公开: a place and a year, what its figures say, where the money came from and went, and what does not add up."""

from collections.abc import Callable

import streamlit as st

from app.parts.funds import bars, every, series
from app.parts.funds import corridor as risk
from app.parts.funds import own as own_figures
from app.parts.funds.chart import Chart
from app.parts.funds.choice import NAMELESS, begin, place_key, places, year_of, years
from app.parts.funds.findings import cards, one_of_each, one_sentence
from app.parts.funds.flow import flow
from app.parts.funds.panel import panel
from app.parts.funds.ratios import compared, not_compared
from app.parts.funds.tiles import tiles
from app.parts.markup import tag
from app.parts.shell import say
from app.session import Session, put_in_address, session, texts
from app.texts import Texts
from engine.content import Library, library
from engine.funds.corridor import has_corridor
from engine.funds.figures import NATION, figures
from engine.funds.findings import shipped_findings
from engine.funds.frames import checked, comparable, comparable_indicators, frame
from engine.funds.ratios import beside_each_other, ratios
from engine.funds.sentences import indicator_name
from engine.funds.words import has_words

OF_A_YEAR = ("money", "payouts", "supervision", "findings")  # what is of one place and year
Draw = Callable[["_Choice", Texts, Library], None]


class _Choice:
    """What is looked at: a place (code; NAMELESS with a name for places that no document names), and a year."""

    def __init__(self, place: str, year: str, content: Library) -> None:
        self.place, self.year = place, year
        self.rows = [one for one in figures(content) if place_key(one) == place and one.year == year]

    @property
    def nation(self) -> bool:
        return self.place == NATION


def page() -> None:
    """Draws the page."""
    now, t, content = session(), texts(), library()
    st.html(tag("h2", t("基金公开")))
    st.html(tag("p", t("医保的钱从哪来、花到哪去,各地公布过的数都在这里,对不上的也写明。"), class_="mb-hint"))
    rooms = _rooms(t, content)
    choice, room = _chosen(rooms, now.lang, t, content)
    found = [one for one in shipped_findings(content) if one.region == _code(choice) and one.year == choice.year]
    sentence = one_sentence(found, t, content)
    if sentence and room in ("money", "findings"):
        st.html(tag("p", tag("strong", sentence), class_="mb-says"))
    slips = len(one_of_each([one for one in found if one.verdict == "off"]))
    if slips and room in ("money", "payouts"):
        told = t("这些数里有 {count} 处对不上,看“对不对得上”。", count=slips)
        st.html(tag("p", told, class_="mb-hint"))
    if room in OF_A_YEAR or room == "compare":  # the others say what they found themselves
        say(sentence or rooms[room][0], now)
    rooms[room][1](choice, t, content)
    of_a_year = {"region": choice.place, "year": choice.year} if room in OF_A_YEAR else {}
    put_in_address(**of_a_year, topic=room)


def _rooms(t: Texts, content: Library) -> dict[str, tuple[str, Draw]]:
    """What can be looked at -> its name, and how it is drawn; what an older edition of the content lacks is not."""
    rooms: dict[str, tuple[str, Draw]] = {
        "money": (t("收支"), _money),
        "payouts": (t("报销"), _payouts),
        "supervision": (t("监管"), _supervision),
        "findings": (t("对不对得上"), _findings),
        "compare": (t("各地对照"), _compare),
    }
    if has_words(content):
        rooms["own"] = (t("自己填"), _own)
    if has_corridor(content):
        rooms["corridor"] = (t("风险走廊"), _corridor)
    return rooms


def _code(choice: _Choice) -> str:
    return "" if choice.place == NAMELESS else choice.place


# ---- what is chosen


def _chosen(rooms: dict[str, tuple[str, Draw]], lang: str, t: Texts, content: Library) -> tuple[_Choice, str]:
    """The place, the year and the room, from the address at first."""
    names, asked, now = places(t, content), st.query_params, session()
    key, room_key = f"mb-fund-place-{lang}", f"mb-fund-room-{lang}"
    if room_key not in st.session_state:
        st.session_state[room_key] = asked["topic"] if asked.get("topic") in rooms else next(iter(rooms))
    labels = {name: label for name, (label, _) in rooms.items()}
    room = st.segmented_control(t("看什么"), list(rooms), format_func=labels.__getitem__, key=room_key, required=True)
    if not now.fund:
        begun = begin(asked.get("region"), asked.get("year"), t, content)
        now.fund = (begun.place, begun.year)
        if begun.missed:
            now.fund_asked = (asked.get("region"), asked.get("year"))
    if room in OF_A_YEAR:
        place, year = now.fund
        left, right = st.columns([2, 1])
        with left:
            at = list(names).index(place)
            place = st.selectbox(t("地方"), list(names), at, format_func=names.__getitem__, key=key)
        known = years(place, content)
        with right:
            at = known.index(year_of(place, year, content))
            year = st.selectbox(
                t("年份"), known, at, format_func=lambda one: one or t("年份不详"), key=f"mb-fund-year-{lang}-{place}"
            )
        now.fund = (place, year)
        _say_missed(now, t, content)
    return _Choice(*now.fund, content), room


def _say_missed(now: Session, t: Texts, content: Library) -> None:
    """What the address asked for and we do not hold, until something else is chosen."""
    if now.fund_asked is None:
        return
    begun = begin(*now.fund_asked, t, content)
    if now.fund != (begun.place, begun.year):
        now.fund_asked = None
        return
    st.html(tag("p", " ".join(begun.missed), class_="mb-nothing"))


# ---- the rooms


def _money(choice: _Choice, t: Texts, content: Library) -> None:
    rows = checked(frame(content))
    own = rows.filter(rows["region"] == _code(choice))
    charts = [flow(choice.rows, t, content)]
    charts += [
        draw(own, "residents", t, content)
        for draw in (series.money_by_year, series.balance_by_year, series.members_by_year, series.heads_by_year)
    ]
    charts.append(None if choice.nation else bars.heads(choice.rows, t, content))
    _all(charts, t("这个地方这一年没有公布收支。"), t, content)
    every.draw(choice.rows, t, content)


def _payouts(choice: _Choice, t: Texts, content: Library) -> None:
    rows = checked(frame(content))
    own = rows.filter(rows["region"] == _code(choice))
    charts = [bars.payouts(choice.rows, t, content), series.rates_by_level(own, "residents", t, content)]
    _all(charts, t("这个地方这一年没有公布报销的数。"), t, content)


def _supervision(choice: _Choice, t: Texts, content: Library) -> None:
    rows = checked(frame(content))
    own = rows.filter(rows["region"] == _code(choice))
    chart = series.recovered_by_year(own, t, content) if choice.nation else bars.supervision(choice.rows, t, content)
    _all([chart], t("这个地方这一年没有公布查处的数。"), t, content)


def _findings(choice: _Choice, t: Texts, content: Library) -> None:
    code = _code(choice)
    found = [one for one in shipped_findings(content) if one.region == code and one.year == choice.year]
    by_id = {one.id: one for one in figures(content)}
    drawn = cards(found, by_id, t, content)
    st.html(drawn or tag("p", t("这些数里没有可以互相核对的。"), class_="mb-nothing"))


def _compare(choice: _Choice, t: Texts, content: Library) -> None:
    rows = checked(frame(content))
    by_ratio = {one.id: t.pick(one.name, one.name_en) for one in ratios(content).values()}
    names = {one: name for one, name in by_ratio.items() if beside_each_other(one, content)}
    names |= {one: indicator_name(one, t.words, content) for one in comparable_indicators(rows)}
    st.html(tag("p", t("只有算法、口径一样的数才放在一起比;不一样的不比。"), class_="mb-hint"))
    indicator = st.selectbox(t("比哪一项"), list(names), format_func=names.__getitem__, key=f"mb-fund-of-{t.lang}")
    charts: list[Chart | None]
    if indicator in by_ratio:
        charts = [compared(one, t, content) for one in beside_each_other(indicator, content)]
    else:
        by_id = {one.id: one for one in figures(content)}
        charts = [bars.places(one, by_id, t, content) for one in comparable(rows, indicator)]
    _all(charts, "", t, content)
    lacking = not_compared(t, content)
    if lacking:
        st.html(tag("p", lacking, class_="mb-hint"))
    _all([tiles(t, content)], "", t, content)


def _own(choice: _Choice, t: Texts, content: Library) -> None:
    own_figures.draw(session(), content, t)


def _corridor(choice: _Choice, t: Texts, content: Library) -> None:
    risk.draw(session(), content, t)


def _all(charts: list[Chart | None], nothing: str, t: Texts, content: Library) -> None:
    if not any(charts):
        st.html(tag("p", nothing, class_="mb-nothing"))
    for chart in charts:
        panel(chart, t, content)
