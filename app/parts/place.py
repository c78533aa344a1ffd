"""Which place and which year: what everything else hangs on."""

import streamlit as st

from app.outcome import Outcome
from app.parts.ask import show
from app.places import COUNTRY, NOWHERE, place_name, place_of, places_served, years_label
from app.session import Session, today
from app.texts import Texts
from engine.content import Library

ELSEWHERE = (COUNTRY, NOWHERE)  # places that are none


def choose_place(now: Session, content: Library, t: Texts) -> None:
    """The place, then the rules that hold there; where there is one scheme it is chosen already."""
    found = {place.code: place for place in places_served(content, t, today())}
    own = found.get(_here(now, content) or "")
    show(f"mb-place-{now.lang}", own.code if own else None)
    st.selectbox(
        t("在哪里参的保?"),
        list(found),
        format_func=lambda code: found[code].label,
        index=None,
        key=f"mb-place-{now.lang}",
        placeholder=t("请选,也可以打字找"),
        on_change=_placed,
        args=(now, {code: place.schemes[0] for code, place in found.items()}),
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


def _here(now: Session, content: Library) -> str | None:
    """The code of the place that is chosen."""
    answers = now.answers
    return answers.region or (place_of(content.scheme(answers.scheme), content) if answers.scheme else None)


def _placed(now: Session, first: dict[str, str]) -> None:
    code = st.session_state[f"mb-place-{now.lang}"]
    now.answers.choose(first.get(code) if code else None, code if code in first and code not in ELSEWHERE else None)


def _dated(now: Session) -> None:
    now.answers.choose(st.session_state[f"mb-year-{now.lang}"], now.answers.region)


def _prefecture(now: Session, content: Library, t: Texts) -> None:
    """The city, where a province's rules set some cities apart and the place chosen is not in one of them."""
    assert now.answers.scheme is not None
    scheme = content.scheme(now.answers.scheme)
    if not scheme.prefectures or _here(now, content) not in (scheme.region, *scheme.prefectures):
        return
    labels = {code: place_name(code, content, t) for code in scheme.prefectures} | {"": t("别的市")}
    chosen = now.answers.region
    show(f"mb-prefecture-{now.lang}", chosen if chosen in scheme.prefectures else "")
    st.radio(
        t("是下面这些市吗?"),
        list(labels),
        format_func=lambda code: labels[code],
        key=f"mb-prefecture-{now.lang}",
        on_change=_in_prefecture,
        args=(now,),
    )


def _in_prefecture(now: Session) -> None:
    now.answers.region = st.session_state[f"mb-prefecture-{now.lang}"] or None


def what_we_have(outcome: Outcome, t: Texts) -> str:
    """One sentence on the scheme that was chosen."""
    return t("用的是:{name}。", name=t.pick(outcome.scheme.name, outcome.scheme.name_en))
