"""比一比: the same case in two situations, side by side, layer by layer."""

from typing import NamedTuple

import streamlit as st

from app.comparison import away_from_home, begun, called, things, values_of
from app.parts.ask import show
from app.parts.compare import rows
from app.parts.compare.curve import payout_curve
from app.parts.markup import join, tag
from app.parts.notes import who_decides
from app.parts.panel import panel
from app.parts.shell import say
from app.session import Session, session, show_in_address, texts, today
from app.texts import Texts
from engine.compare.compare import compare
from engine.compare.headline import beside, first_said, further
from engine.compare.situations import NOT_REGISTERED
from engine.content import Library, library
from engine.errors import MingbaiError
from engine.scheme import Scheme


def page() -> None:
    """Draws the page from the session's answers, which stay as they are."""
    now, t, content = session(), texts(), library()
    with st.container(key="mb-compare-top"):
        hint = tag("p", t("同一张单子,两种情形各报多少,差在哪一条。"), class_="mb-hint")
        st.html(join(tag("h2", t("比一比")), hint))
    if now.answers.scheme is None or not now.answers.has_totals():
        _nothing_yet(now, t)
    else:
        _compared(_chosen(now, content.scheme(now.answers.scheme), content, t), now, content, t)
    show_in_address(now.answers.scheme)


def _nothing_yet(now: Session, t: Texts) -> None:
    lines = [t("先在“算一算”里选好地方、填了单子总额,再到这里来比。")]
    if now.answers.scheme:
        scheme = library().scheme(now.answers.scheme)
        name = t.pick(scheme.short_name, scheme.short_name_en)
        if "visits.0.bill.total" in now.answers.texts:
            why = t("单子总额还没填好,回“算一算”改一下,再到这里来比。")
        else:
            why = t("这里还没有单子。网页重新打开以后,填过的就清空了,我们不留存。")
        lines = [why, t("地方和年份还在:{name}。", name=name)]
    st.html(tag("div", *(tag("p", line) for line in lines), class_="mb-waiting"))
    with st.container(key="mb-go"):
        st.page_link(now.rooms["estimate"], label=t("去算一算"))
    say(lines[0], now)


class _Asked(NamedTuple):
    """What is compared: both situations as `compare` takes them, what they are called, and what is to be known."""

    a: str
    b: str
    called: tuple[str | None, str | None] = (None, None)
    hint: str | None = None


def _chosen(now: Session, scheme: Scheme, content: Library, t: Texts) -> _Asked:
    """What is compared: one thing, and its two values."""
    names = things(now.answers, scheme, content, t)
    comparison = now.comparison
    if comparison.what not in names:
        comparison.what = next(iter(names))
    key = f"mb-compare-what-{now.lang}"
    show(key, comparison.what)
    st.selectbox(
        t("比什么?"), list(names), format_func=names.__getitem__, key=key, on_change=_other_thing, args=(now, key)
    )
    what = comparison.what
    assert what is not None
    if what == NOT_REGISTERED:
        return _Asked(*comparison.situations({}))
    values = values_of(what, now.answers, scheme, content, t)
    labels = {one.value: one.label for one in values}
    chosen = comparison.chosen.get(what)
    if chosen is None or not set(chosen) <= set(labels):
        chosen = begun(what, now.answers, scheme, values, content)
    keys = [f"mb-compare-{side}-{what.replace('.', '-')}-{now.lang}" for side in ("a", "b")]
    for column, side, own, value in zip(st.columns(2), ("a", "b"), keys, chosen, strict=True):
        show(own, value)
        with column:
            st.selectbox(
                rows.called(side, t),
                list(labels),
                format_func=labels.__getitem__,
                key=own,
                on_change=_other_values,
                args=(now, what, keys),
                filter_mode="contains",
            )
    away = away_from_home(what, now.answers.case(today()), content)
    hint = t("转诊备案到市外看病才有差别,这里按到市外看比。") if away else None
    return _Asked(*comparison.situations({what: chosen}, away=away), called(what, *chosen, values), hint)


def _other_thing(now: Session, key: str) -> None:
    now.comparison.what = st.session_state[key]


def _other_values(now: Session, what: str, keys: list[str]) -> None:
    a, b = (st.session_state[key] for key in keys)
    now.comparison.chosen[what] = (a, b)


def _compared(asked: _Asked, now: Session, content: Library, t: Texts) -> None:
    try:
        case = now.answers.case(today())
        found = compare(asked.a, asked.b, case, lang=t.lang, content=content, called=asked.called)
    except MingbaiError as error:
        text = error.text(t.words.translate)
        st.html(tag("div", tag("p", text), class_="mb-waiting"))
        say(text, now)
        return
    first, supposed = first_said(found, t.words), beside(found, t.words)
    with st.container(key="mb-result"):
        if asked.hint:
            st.html(tag("p", asked.hint, class_="mb-note"))
        st.html(join(rows.says(first, supposed), rows.headlines(found, t)))
        sure = further(found, t.words)
        _show(rows.further(sure, t))
        if sure and found["open_facts"]:
            st.page_link(now.rooms["estimate"], label=t("去算一算把没说的补上"))
        _show(rows.premium_apart(found, content, t))
        _show(rows.unregistered(found, content, t))
        if found["not_registered"]:
            st.page_link(now.rooms["waiting"], label=t("不交以后再交,要等多久"))
        st.html(rows.layers(found, content, t))
        chart = payout_curve(found, t)
        if chart:
            panel(chart, t)
        _show(rows.to_know(found, t))
        st.html(who_decides(t))
    say(t.words.joined([*first, *supposed]), now)


def _show(part: object) -> None:
    if part:
        st.html(str(part))
