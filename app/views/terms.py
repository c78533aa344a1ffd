"""词语解释: every term in one line, with an everyday example and what it is often confused with."""

import streamlit as st

from app.parts.markup import Markup, tag
from app.parts.shell import say
from app.session import put_in_address, session, texts
from engine.content import library
from engine.talk.glossary import Term, glossary
from engine.talk.plain import masked, plain


def page() -> None:
    """Draws all terms, those that begin alike apart from each other."""
    now, t = session(), texts()
    book = glossary(library())
    st.html(tag("h2", t("词语解释")))
    asked = st.text_input(t("找哪个词"), key=f"mb-term-{now.lang}", max_chars=40, placeholder=t("比如:起付线"))
    shown = [term for term in book.terms if _named(term, asked)]
    parts: list[Markup] = []
    index = [tag("a", t.pick(term.term, term.term_en), href=f"#term-{term.id}") for term in shown]
    st.html(tag("nav", *(part for link in index for part in (link, " ")), class_="mb-index", aria_label=t("词语解释")))
    if not shown:
        st.html(tag("p", t("没有这个词。换个说法试试。"), class_="mb-nothing"))
    for term in shown:
        other = t.pick(term.term_en, term.term)
        differs = [book.by_id[one] for one in term.differs if one in book.by_id]
        names = t.list([t.pick(one.term, one.term_en) for one in differs])
        parts.append(
            tag(
                "article",
                tag("h3", t.pick(term.term, term.term_en), " ", tag("small", other)),
                tag("p", t.pick(term.meaning, term.meaning_en), class_="mb-rule"),
                tag("p", t.pick(term.example, term.example_en)),
                tag("p", t("别和这些弄混:{terms}", terms=names), class_="mb-tag") if differs else None,
                class_="mb-found",
                id=f"term-{term.id}",
            )
        )
    with st.container(key="mb-terms"):
        st.html(tag("div", *parts))
    st.page_link(now.rooms["lookup"], label=t("← 回到查政策"))
    say("", now)
    put_in_address()


def _named(term: Term, asked: str) -> bool:
    """Whether a name of a term has what was typed, in any of the scripts; nothing typed is in all."""
    wanted = plain(masked(asked))
    return any(wanted in plain(name) for name in (term.term, *term.also, term.term_en, *term.also_en, term.pinyin))
