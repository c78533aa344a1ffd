"""查政策: a question in a person's own words; the figure, then the rules; a document whole; one topic everywhere."""

from datetime import date

import streamlit as st

from app.parts import found
from app.parts.documents import to_documents
from app.parts.markup import tag
from app.parts.shell import say
from app.places import places
from app.session import Session, put_in_address, session, show_in_address, texts, today
from app.texts import Texts
from engine.content import Library, library
from engine.errors import MingbaiError
from engine.lookup.coverage import across
from engine.lookup.entries import documents
from engine.lookup.lookup import Filters, look_up

EVERYWHERE = ""
THIS = "mb-this-clause"  # the clause that one came for


def page() -> None:
    """Draws the page: a document where the address names one, else the search."""
    now, t, content = session(), texts(), library()
    document = st.query_params.get("document")
    if document is not None and document in documents(content):
        _document(document, now, content, t)
    else:
        _search(now, content, t)
    with st.container(key="mb-more", horizontal=True, gap="small"):
        st.page_link(now.rooms["coverage"], label=t("我们有哪些地方的规定"))
        st.page_link(now.rooms["waiting"], label=t("断交要等多久"))
        st.page_link(now.rooms["terms"], label=t("词语解释"))


def _search(now: Session, content: Library, t: Texts) -> None:
    key = f"mb-look-{now.lang}"
    if key not in st.session_state:
        st.session_state[key] = now.looked_up
    st.text_input(
        t("要查什么(写好按回车键)"),
        key=key,
        max_chars=200,
        placeholder=t("像平常说话,比如:没转诊直接去三级,起付线多少"),
    )
    now.looked_up = text = st.session_state[key].strip()
    scheme, topic = _filters(now, content, t)
    if now.not_held:
        st.html(tag("p", now.not_held, class_="mb-nothing"))
    if text:
        _results(text, scheme, topic, now, content, t)
    elif topic:
        _everywhere(topic, scheme, now, content, t)
    else:
        st.html(tag("p", t("写一句,或者先选题目,各地的规定并排看。"), class_="mb-hint"))
        say("", now)
    show_in_address(scheme, topic=topic)


def _filters(now: Session, content: Library, t: Texts) -> tuple[str | None, str | None]:
    """The place and year (as a scheme) and the topic, from the address at first."""
    schemes = [one for place in places(content, t) for one in place.schemes]
    names = {EVERYWHERE: t("各地都查")} | {
        one: t.pick(content.scheme(one).short_name, content.scheme(one).short_name_en) for one in schemes
    }
    topics = {EVERYWHERE: t("不限题目"), **found.topic_names(t)}
    left, right = st.columns(2)
    keys = (f"mb-look-place-{now.lang}", f"mb-look-topic-{now.lang}")
    begun = (
        now.looked_in.get("scheme", now.answers.scheme or EVERYWHERE),
        now.looked_in.get("topic", st.query_params.get("topic", EVERYWHERE)),
    )
    for key, value, known in zip(keys, begun, (names, topics), strict=True):
        if key not in st.session_state:
            st.session_state[key] = value if value in known else EVERYWHERE
    with left:
        scheme = st.selectbox(t("地方和年份"), list(names), format_func=names.__getitem__, key=keys[0])
    with right:
        topic = st.selectbox(t("题目"), list(topics), format_func=topics.__getitem__, key=keys[1])
    if now.looked_in and now.looked_in != {"scheme": scheme, "topic": topic}:
        now.not_held = None  # another choice: the address's is done with
    now.looked_in = {"scheme": scheme, "topic": topic}
    return scheme or None, topic or None


def _results(text: str, scheme: str | None, topic: str | None, now: Session, content: Library, t: Texts) -> None:
    try:
        day = date.fromisoformat(today())
        answer = look_up(text, Filters(scheme=scheme, topic=topic), today=day, lang=now.lang, content=content)
    except MingbaiError as error:
        st.html(tag("p", error.text(t.words.translate), class_="mb-error", role="alert"))
        return
    for told in (answer["note"], answer["nothing"]):
        if told:
            st.html(tag("p", told, class_="mb-nothing"))
    results = answer["results"] or answer["nearest"]
    if not results:
        say(answer["nothing"], now)
        return
    figures = found.figures(answer, t)
    if figures:
        st.html(figures)
    with st.container(key="mb-found", gap="small"):
        for one in results[:5]:
            st.html(found.card(one, t, content))
        if results[5:]:
            with st.expander(t("还有 {count} 条", count=len(results[5:]))):
                for one in results[5:]:
                    st.html(found.card(one, t, content))
    first: dict[str, str] = {}
    for one in results:
        first.setdefault(one["document"], one["id"])
    to_documents([one for one in documents(content) if one in first], now, content, t, first)
    heard = t("找到 {count} 条。第一条:{text}", count=len(results), text=results[0]["text"])
    say(answer["nothing"] or heard, now)


def _everywhere(topic: str, scheme: str | None, now: Session, content: Library, t: Texts) -> None:
    rows = [row for row in across(topic, t.words, content) if scheme in (None, row["scheme"])]
    if rows:
        st.html(found.across(rows, topic, content, t))
        say(t("{count} 个地方的规定,列成一张表。", count=len(rows)), now)
        return
    nothing = t("我们手里的规定没有写到这一项。")
    st.html(tag("p", nothing, class_="mb-nothing"))
    say(nothing, now)


def _document(document: str, now: Session, content: Library, t: Texts) -> None:
    with st.container(key="mb-back", horizontal=True, gap="small"):
        st.page_link(now.rooms["lookup"], label=t("← 回到查政策"))
        if now.answers.scheme:
            st.page_link(now.rooms["estimate"], label=t("← 回到算一算"))
    wanted = st.query_params.get("clause")
    with st.container(key="mb-document"):
        st.html(found.document(document, content, t))
        for rule, this in found.rules(document, wanted, content, t):
            if this:
                with st.container(key=THIS):
                    st.html(rule)
            else:
                st.html(rule)
    if now.read != f"{document} {wanted}":
        now.read = f"{document} {wanted}"
        now.bring(THIS if wanted else "mb-back")
    say("", now)
    put_in_address(document=document, clause=wanted)
