"""Which place and which year: what everything else hangs on."""

import streamlit as st

from app.outcome import Outcome
from app.parts.ask import show
from app.places import place_name, places, years_label
from app.session import Session
from app.texts import Texts
from engine.content import Library


def choose_place(now: Session, content: Library, t: Texts) -> None:
    """The place, then its years; a place with one year has it chosen already."""
    found = places(content, t)
    labels = {place.code: place.label for place in found}
    own = next((place for place in found if now.answers.scheme in place.schemes), None)
    show(f"mb-place-{now.lang}", own.code if own else None)
    st.selectbox(
        t("在哪里参的保?"),
        list(labels),
        format_func=lambda code: labels[code],
        index=None,
        key=f"mb-place-{now.lang}",
        placeholder=t("请选,也可以打字找"),
        on_change=_placed,
        args=(now, {place.code: place.schemes[0] for place in found}),
        filter_mode="contains",
    )
    if own is None:
        return
    years = {one: years_label(content.scheme(one), len(own.schemes) > 1, t) for one in own.schemes}
    show(f"mb-year-{now.lang}", now.answers.scheme)
    st.radio(
        t("哪一年的规定?"),
        list(years),
        format_func=lambda one: years[one],
        key=f"mb-year-{now.lang}",
        on_change=_dated,
        args=(now,),
        horizontal=True,
    )
    _prefecture(now, content, t)


def _placed(now: Session, first: dict[str, str]) -> None:
    code = st.session_state[f"mb-place-{now.lang}"]
    now.answers.choose(first.get(code) if code else None)


def _dated(now: Session) -> None:
    now.answers.choose(st.session_state[f"mb-year-{now.lang}"])


def _prefecture(now: Session, content: Library, t: Texts) -> None:
    """The city, where a province's rules set some cities apart."""
    assert now.answers.scheme is not None
    own = content.scheme(now.answers.scheme).prefectures
    if not own:
        return
    labels = {code: place_name(code, content, t) for code in own} | {"": t("别的市")}
    show(f"mb-prefecture-{now.lang}", now.answers.prefecture or "")
    st.radio(
        t("是下面这些市吗?"),
        list(labels),
        format_func=lambda code: labels[code],
        key=f"mb-prefecture-{now.lang}",
        on_change=_in_prefecture,
        args=(now,),
    )


def _in_prefecture(now: Session) -> None:
    now.answers.prefecture = st.session_state[f"mb-prefecture-{now.lang}"] or None


def what_we_have(outcome: Outcome, t: Texts) -> str:
    """One sentence on the scheme that was chosen."""
    return t("用的是:{name}。", name=t.pick(outcome.scheme.name, outcome.scheme.name_en))
