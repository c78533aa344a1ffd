"""An office's own year: template, filled file, form or running text; checked by the same rules before it is shown."""

import os

import streamlit as st

from app.parts.funds.findings import cards
from app.parts.funds.own_form import form
from app.parts.funds.own_prose import prose
from app.parts.markup import Markup, join, table, tag
from app.parts.shell import say
from app.session import Session
from app.texts import Texts
from engine.clauses import grade_in_words
from engine.content import Library
from engine.errors import MingbaiError
from engine.funds.figures import Figure
from engine.funds.keeping import drop, keep, kept_own
from engine.funds.listing import source_of
from engine.funds.own import LARGEST, Own, read_own
from engine.funds.rows import OWN, told_once
from engine.funds.sentences import indicator_name, period_in_words, value_in_words
from engine.funds.template import indicator_rows, rows_csv, template_csv, template_xlsx
from engine.funds.words import fund_words, sort_name

FILE, FORM, TEXT = "file", "form", "text"
OPERATOR = "MINGBAI_OPERATOR"  # set where whoever runs the program lets the page keep and remove files


def draw(now: Session, content: Library, t: Texts) -> None:
    """The ways to give figures, then what was given: what is wrong with it, what adds up, the figures."""
    st.html(tag("h3", t("自己填一年的数"), class_="mb-chart-title"))
    hint = t("填了就按同样的规则核对。只在您这次打开的页面里,关了就没有;不会混进已经公布的数。不要写个人的姓名和号码。")
    st.html(tag("p", hint, class_="mb-hint"))
    ways = {FILE: t("交填好的表"), FORM: t("一条一条填"), TEXT: t("贴一段话")}
    if now.own_way not in ways:
        now.own_way = FILE
    key = f"mb-own-way-{now.lang}"
    st.session_state[key] = now.own_way
    st.segmented_control(
        t("怎么填"), list(ways), format_func=ways.__getitem__, key=key, required=True, on_change=_way, args=(now, key)
    )
    {FILE: _file, FORM: form, TEXT: prose}[now.own_way](now, content, t)
    _given(now, content, t)
    _kept(now, content, t)


def _way(now: Session, key: str) -> None:
    now.own_way = st.session_state[key]


# ---- a filled file


def _file(now: Session, content: Library, t: Texts) -> None:
    with st.container(key="mb-own-templates", horizontal=True, gap="small"):
        _download(t("下载模板 XLSX"), template_xlsx(content), t("基金公开模板") + ".xlsx", "mb-own-xlsx")
        _download(t("下载模板 CSV"), template_csv(content), t("基金公开模板") + ".csv", "mb-own-csv")
    key = f"mb-own-file-{now.own_turn}"
    most = LARGEST // 1_000_000
    st.file_uploader(
        t("交填好的模板(csv 或 xlsx,最多 {most} MB)", most=most),
        type=["csv", "xlsx"],
        key=key,
        max_upload_size=most,
        on_change=_take_file,
        args=(now, key, content),
    )
    if now.own_error is not None:
        st.html(tag("p", now.own_error.text(t.words.translate), class_="mb-error", role="alert"))
    head = [t("指标"), t("是什么"), t("单位")]
    rows: list[object] = list(indicator_rows(t.words, content))
    listed = tag("div", table(t("可以填的指标"), head, rows), class_="mb-scroll", tabindex="0", role="region")
    st.html(tag("details", tag("summary", t("可以填哪些指标")), listed, class_="mb-fold"))


def _download(label: str, raw: bytes, name: str, key: str) -> None:
    st.download_button(label, raw, name, key=key, on_click="ignore")


def _take_file(now: Session, key: str, content: Library) -> None:
    file = st.session_state.get(key)
    if file is None:
        return
    try:
        now.own = now.own.joined(read_own(file.getvalue(), file.name, content))
        now.own_error = None
    except MingbaiError as error:
        now.own_error = error
    now.own_turn += 1  # a new field: the file is not kept beside what was read of it


# ---- what was given


def _given(now: Session, content: Library, t: Texts) -> None:
    own = now.own
    if not own.figures and not own.faults:
        say("", now)
        return
    count = t("收下 {count} 个数,{faults} 处没读懂。", count=len(own.figures), faults=len(own.faults))
    say(count, now)
    st.html(join(tag("h3", t("您填的"), class_="mb-chart-title"), tag("p", count, class_="mb-hint")))
    if own.faults:
        st.html(faults(own, content, t))
    if not own.figures:
        return
    st.html(checked(own, content, t))
    with st.container(key="mb-own-take", horizontal=True, gap="small"):
        _download(t("存成表格 CSV"), rows_csv(own.figures, content), t("自己填的数") + ".csv", "mb-own-save")
        st.button(t("全部清空"), key="mb-own-empty", on_click=_empty, args=(now,))
        if may_keep():
            st.button(t("留在这台机器上"), key="mb-own-keep", on_click=_keep, args=(now, content))
    _drop_one(now, content, t)


def _empty(now: Session) -> None:
    now.own, now.own_error = Own(), None


def _keep(now: Session, content: Library) -> None:
    try:
        keep(now.own, content)
        _empty(now)
    except MingbaiError as error:
        now.own_error = error


def _drop_one(now: Session, content: Library, t: Texts) -> None:
    names = {one.id: f"{indicator_name(one.indicator, t.words, content)} {one.printed}" for one in now.own.figures}
    with st.container(key="mb-own-drop", horizontal=True, gap="small", vertical_alignment="bottom"):
        key = f"mb-own-which-{now.lang}"
        chosen = st.selectbox(
            t("删掉哪一条"), list(names), format_func=lambda one: names.get(one, ""), index=None, key=key
        )
        st.button(t("删掉"), key="mb-own-drop-it", on_click=_without, args=(now, chosen), disabled=chosen is None)


def _without(now: Session, figure_id: str) -> None:
    now.own = now.own.without(figure_id)


def may_keep() -> bool:
    """Whether whoever runs the program lets the page write into the folder of own figures."""
    return bool(os.environ.get(OPERATOR))


# ---- what is kept on this machine


def _kept(now: Session, content: Library, t: Texts) -> None:
    for one in kept_own(content):
        first = next(iter(one.own.figures), None)
        place = f"{first.region_name} {first.year}" if first else one.name
        with st.expander(t("留在这台机器上的:{place}", place=place)):
            st.html(tag("p", t("这是自己填的数,没有跟公布的数混在一起。"), class_="mb-hint"))
            if one.own.faults:
                st.html(faults(one.own, content, t))
            st.html(checked(one.own, content, t))
            if may_keep():
                st.button(t("删掉这一份"), key=f"mb-own-gone-{one.name}", on_click=_gone, args=(now, one.name))


def _gone(now: Session, name: str) -> None:
    try:
        drop(name)
    except MingbaiError as error:
        now.own_error = error


# ---- pieces


def faults(own: Own, content: Library, t: Texts) -> Markup:
    """What could not be read, with its rows and what to do."""
    listed = (tag("li", one) for one in told_once(own.faults, t.words, content))
    return tag("section", tag("h4", t("没读懂的格子")), tag("ul", *listed), class_="mb-nothing")


def checked(own: Own, content: Library, t: Texts) -> Markup:
    """What adds up and what does not, then the figures."""
    found = own.findings(content)
    by_id = {one.id: one for one in own.figures}
    nothing = tag("p", t("这些数里没有可以互相核对的。"), class_="mb-hint")
    return join(cards(found, by_id, t, content) or nothing, _table(own.figures, content, t))


def _table(rows: tuple[Figure, ...], content: Library, t: Texts) -> Markup:
    words = fund_words(content)
    lines: list[object] = [
        [
            indicator_name(one.indicator, t.words, content),
            value_in_words(one, t.words),
            f"{one.region_name} {period_in_words(one.period, t.words)}",
            sort_name(one.service, words.services, t.words),
            sort_name(one.group, words.groups, t.words),
            source_of(one, t.words, content),
        ]
        for one in rows
    ]
    head = [t("指标"), t("数"), t("地方和时间"), t("项目"), t("人群"), t("出处")]
    caption = t("自己填的 {count} 个数({grade})", count=len(rows), grade=grade_in_words(OWN, t.words))
    return tag(
        "div", table(caption, head, lines, class_="mb-stack"), class_="mb-scroll mb-words", tabindex="0", role="region"
    )
