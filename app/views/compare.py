"""比一比: the same case in two situations, side by side, layer by layer."""

import streamlit as st

from app.comparison import begun, things, values_of
from app.parts.ask import show
from app.parts.compare import rows
from app.parts.compare.curve import payout_curve
from app.parts.markup import tag
from app.parts.notes import who_decides
from app.parts.panel import panel
from app.parts.shell import say
from app.session import Session, session, show_in_address, texts, today
from app.texts import Texts
from engine.compare.compare import compare
from engine.compare.sentences import headline
from engine.compare.situations import NOT_REGISTERED
from engine.content import Library, library
from engine.errors import MingbaiError
from engine.scheme import Scheme


def page() -> None:
    """Draws the page from the session's answers, which stay as they are."""
    now, t, content = session(), texts(), library()
    st.html(tag("h2", t("比一比")))
    st.html(tag("p", t("同一张单子,两种情形各报多少,差在哪一条。"), class_="mb-hint"))
    if now.answers.scheme is None or not now.answers.has_totals():
        _nothing_yet(now, t)
    else:
        a, b = _chosen(now, content.scheme(now.answers.scheme), content, t)
        _compared(a, b, now, content, t)
    show_in_address(now.answers.scheme)


def _nothing_yet(now: Session, t: Texts) -> None:
    text = t("先在“算一算”里选好地方、填了单子总额,再到这里来比。")
    st.html(tag("div", tag("p", text), class_="mb-waiting"))
    st.page_link(now.rooms["estimate"], label=t("去算一算"))
    say(text, now)


def _chosen(now: Session, scheme: Scheme, content: Library, t: Texts) -> tuple[str, str]:
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
        return comparison.situations({})
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
    return comparison.situations({what: chosen})


def _other_thing(now: Session, key: str) -> None:
    now.comparison.what = st.session_state[key]


def _other_values(now: Session, what: str, keys: list[str]) -> None:
    a, b = (st.session_state[key] for key in keys)
    now.comparison.chosen[what] = (a, b)


def _compared(a: str, b: str, now: Session, content: Library, t: Texts) -> None:
    try:
        found = compare(a, b, now.answers.case(today()), lang=t.lang, content=content)
    except MingbaiError as error:
        text = error.text(t.words.translate)
        st.html(tag("div", tag("p", text), class_="mb-waiting"))
        say(text, now)
        return
    lines = headline(found, t.words)
    with st.container(key="mb-result"):
        st.html(rows.says(lines))
        st.html(rows.headlines(found, t))
        _show(rows.unregistered(found, content, t))
        st.html(rows.layers(found, content, t))
        chart = payout_curve(found, t)
        if chart:
            panel(chart, t)
        _show(rows.to_know(found, t))
        st.html(who_decides(t))
    say(lines[0], now)


def _show(part: object) -> None:
    if part:
        st.html(str(part))
