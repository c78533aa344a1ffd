"""算一算: the estimator. A guided way for a family, one form for a desk, and the result beside it."""

import streamlit as st

from app.outcome import work_out
from app.parts.ask import show
from app.parts.guided import guided
from app.parts.result import printed, result
from app.parts.sheet import sheet
from app.session import GUIDED, SHEET, Session, session, show_in_address, texts, today
from engine.content import library


def page() -> None:
    """Draws the page from the session's answers."""
    now, t, content = session(), texts(), library()
    outcome = work_out(now.answers, today(), content, t) if now.answers.scheme else None
    entry, shown = st.columns([5, 6], gap="large")
    with entry, st.container(key="mb-step"):
        if now.conversation is not None and now.conversation.said:
            st.page_link(now.rooms["ask"], label=t("← 回到问一问,接着说"))
        ways = {GUIDED: t("一步一步来"), SHEET: t("照单子填")}
        show(f"mb-way-{now.lang}", now.way)
        st.segmented_control(
            t("怎么填"),
            list(ways),
            format_func=lambda way: ways[way],
            key=f"mb-way-{now.lang}",
            required=True,
            on_change=_go,
            args=(now,),
            label_visibility="collapsed",
        )
        if now.way == GUIDED:
            guided(now, outcome, content, t)
        else:
            sheet(now, outcome, content, t)
    with shown, st.container(key="mb-result"):
        result(now, outcome, content, t)
    with st.container(key="mb-print"):
        printed(now, outcome, content, t)
    show_in_address(now.answers.scheme)


def _go(now: Session) -> None:
    now.way = st.session_state[f"mb-way-{now.lang}"] or now.way
    now.answers.round += 1  # other fields: a key that changes its kind of field forgets what it showed
