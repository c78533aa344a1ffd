"""Ways from a rule to the whole document that it stands in."""

from urllib.parse import urlencode

import streamlit as st

from app.parts.markup import Markup, tag
from app.session import Session
from app.texts import Texts
from engine.content import Library


def to_documents(
    documents: list[str], now: Session, content: Library, t: Texts, clauses: dict[str, str] | None = None
) -> None:
    """Links to whole documents; what was typed on this page and others stays. `clauses`: document -> the clause of it
    that one comes from, which is brought into view there."""
    if not documents:
        return
    with st.container(key="mb-documents", gap="small"):
        st.html(tag("p", t("看整份文件:"), class_="mb-hint"))
        for document in documents:
            source = content.source(document)
            query = {"document": document, **language(now)}
            if clauses and document in clauses:
                query["clause"] = clauses[document]
            title = t.title(t.pick(source.title, source.title_en))
            st.page_link(now.rooms["lookup"], label=title, query_params=query)


def to_clause(clause_id: str, document: str, t: Texts) -> Markup:
    """A link to a clause in its document, in a window of its own: nothing typed here is lost."""
    query = urlencode({"document": document, "clause": clause_id, **({"lang": t.lang} if t.lang != "zh-Hans" else {})})
    return tag("a", t("{clause}(看原处)", clause=clause_id), href=f"lookup?{query}", data_mb_window=True)


def language(now: Session) -> dict[str, str]:
    """The part of an address that says the language; none for the usual one."""
    return {"lang": now.lang} if now.lang != "zh-Hans" else {}
