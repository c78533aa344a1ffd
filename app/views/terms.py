"""词语解释: every term in one line, with an everyday example and what it is often confused with."""

import streamlit as st

from app.parts.markup import tag
from app.parts.shell import say
from app.session import session, texts
from engine.content import library
from engine.talk.glossary import glossary


def page() -> None:
    """Draws all terms, those that begin alike apart from each other."""
    now, t = session(), texts()
    book = glossary(library())
    st.html(tag("h2", t("词语解释")))
    parts = []
    for term in book.terms:
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
