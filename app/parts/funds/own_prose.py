"""Running text: its figures are proposed as rows, and a person confirms, changes or drops each."""

import streamlit as st

from app.parts.ask import AUTOCOMPLETE
from app.parts.funds.own_form import put_in
from app.parts.markup import as_label, tag
from app.session import Session
from app.texts import Texts
from engine.content import Library
from engine.errors import MingbaiError
from engine.funds.amounts import amount, axis_of
from engine.funds.figures import indicators
from engine.funds.own import read_rows
from engine.funds.printed import read_printed
from engine.funds.proposals import About, Proposal, Prose
from engine.funds.prose import LONGEST, read_prose
from engine.funds.sentences import indicator_name
from engine.funds.span import times_of
from engine.funds.words import fund_words, sort_name

ABOUT = ("region_name", "region", "document", "year")


def prose(now: Session, content: Library, t: Texts) -> None:
    """The text and whose it is; then what was read of it."""
    words = fund_words(content)
    labels = {
        "region_name": t("是哪里的材料"),
        "region": t("地方代码"),
        "document": t("材料叫什么"),
        "year": t("文中没写年份时,是哪一年"),
    }
    for number in range(0, len(ABOUT), 2):
        for side, name in zip(st.columns(2), ABOUT[number : number + 2], strict=True):
            with side:
                st.text_input(labels[name], key=_key(name), max_chars=100, autocomplete=AUTOCOMPLETE)
    groups = {one.id: t.pick(one.name, one.name_en) for one in words.groups}
    label = t("文中没写人群时,是谁的")
    st.selectbox(label, list(groups), format_func=groups.__getitem__, key=f"{_key('group')}-{now.lang}", index=1)
    example = t("像:2018年共筹集基金47043.8万元,上年结余21226.4万元……表格也可以贴。")
    st.text_area(t("贴一段话"), key=_key("text"), max_chars=LONGEST, height=200, placeholder=example)
    st.button(t("读一读"), key="mb-own-read", type="primary", on_click=_read, args=(now, content))
    if now.own_error is not None:
        st.html(tag("p", now.own_error.text(t.words.translate), class_="mb-error", role="alert"))
    if now.own_prose is not None:
        _proposed(now.own_prose, now, content, t)


def _key(name: str) -> str:
    return f"mb-own-text-{name}"


def _read(now: Session, content: Library) -> None:
    said = {name: (st.session_state.get(_key(name)) or "").strip() for name in ABOUT}
    group = st.session_state.get(f"{_key('group')}-{now.lang}") or "all"
    text = st.session_state.get(_key("text")) or ""
    try:
        now.own_prose, now.own_error = read_prose(text, About(group=group, **said), content), None
    except MingbaiError as error:
        now.own_error = error
    now.own_turn += 1


def _proposed(found: Prose, now: Session, content: Library, t: Texts) -> None:
    if not found.proposals:
        st.html(tag("p", t("这段话里没有读出数来。"), class_="mb-nothing"))
    else:
        hint = t("读出 {count} 个数。看清楚再收:有疑问的没有勾上。", count=len(found.proposals))
        st.html(tag("p", hint, class_="mb-hint"))
    for number, one in enumerate(found.proposals):
        key = box_key(number, now)
        if key not in st.session_state:
            st.session_state[key] = one.sure
        st.checkbox(as_label(label(one, content, t)), key=key)
    if found.proposals:
        with st.container(key="mb-own-confirm", horizontal=True, gap="small", vertical_alignment="bottom"):
            st.button(t("收下勾上的"), key="mb-own-confirm-it", type="primary", on_click=_confirm, args=(now, content))
            numbers = {label(one, content, t): n for n, one in enumerate(found.proposals)}
            key = f"mb-own-change-{now.own_turn}-{now.lang}"
            which = numbers.get(st.selectbox(t("要改哪一条"), list(numbers), index=None, key=key) or "")
            st.button(t("拿去改"), key="mb-own-change-it", on_click=_change, args=(now, which), disabled=which is None)
    if found.unread:
        listed = (tag("li", one.says(t.words)) for one in found.unread)
        summary = tag("summary", t("没读懂、没有收的 {count} 处", count=len(found.unread)))
        st.html(tag("details", summary, tag("ul", *listed), class_="mb-fold", data_mb_keep="own-unread"))


def box_key(number: int, now: Session) -> str:
    """The key of a proposal's box."""
    return f"mb-own-box-{now.own_turn}-{number}"


def label(one: Proposal, content: Library, t: Texts) -> str:
    """A proposal in a line: what it is, how much, where it stands, and what is doubtful."""
    words = fund_words(content)
    row = one.row
    name = indicator_name(row["indicator"], t.words, content)
    service = sort_name(row["service"], words.services, t.words)
    group = sort_name(row["group"], words.groups, t.words)
    said = t(
        "{name} {figure}({period},{service},{group},{place})",
        name=name,
        figure=row["figure"] + _read_back(one, content, t),
        period=row["period"] or t("年份不详"),
        service=service,
        group=group,
        place=row["place"],
    )
    doubts = [t.words.translate(doubt) for doubt in one.doubts]
    return t("{said} — 请核对:{doubts}", said=said, doubts=t.list(doubts)) if doubts else said


def _read_back(one: Proposal, content: Library, t: Texts) -> str:
    """In 亿 or 万 what is printed in a smaller unit: 78,800万元 -> (7.88亿元); nothing where that says no more."""
    indicator = indicators(content)[one.row["indicator"]]
    try:
        printed = read_printed(one.row["figure"], one.row.get("unit", ""), indicator, content)
    except MingbaiError:
        return ""  # told when it is taken
    times = times_of(printed.text)
    if printed.value is None or times is None or axis_of(printed.value, indicator.unit, t.words)[0] <= times:
        return ""
    return t.words.aside([amount(printed.value, indicator.unit, t.words)])


def _confirm(now: Session, content: Library) -> None:
    """Takes what is ticked; the rest stays, to be ticked, changed or left."""
    assert now.own_prose is not None
    ticked = [n for n in range(len(now.own_prose.proposals)) if st.session_state.get(box_key(n, now))]
    rows = {n + 1: now.own_prose.proposals[n].row for n in ticked}
    read = read_rows(rows, content)
    now.own = now.own.joined(read)
    wrong = {fault.row - 1 for fault in read.faults}
    _leave([n for n in ticked if n not in wrong], now)


def _change(now: Session, number: int) -> None:
    assert now.own_prose is not None
    row = now.own_prose.proposals[number].row
    _leave([number], now)
    put_in(row, now)
    now.own_way = "form"


def _leave(numbers: list[int], now: Session) -> None:
    """Takes proposals out of the list."""
    assert now.own_prose is not None
    rest = tuple(one for n, one in enumerate(now.own_prose.proposals) if n not in numbers)
    now.own_prose = Prose(rest, now.own_prose.unread)
    now.own_turn += 1
