"""Ways from a rule to the whole document that it stands in."""

import streamlit as st

from app.parts.markup import tag
from app.session import Session
from app.texts import Texts
from engine.content import Library


def to_documents(documents: list[str], now: Session, content: Library, t: Texts) -> None:
    """Links to whole documents; what was typed on this page and others stays."""
    if not documents:
        return
    with st.container(key="mb-documents", gap="small"):
        st.html(tag("p", t("看整份文件:"), class_="mb-hint"))
        for document in documents:
            source = content.source(document)
            title = t("《{title}》", title=t.pick(source.title, source.title_en))
            st.page_link(now.rooms["lookup"], label=title, query_params={"document": document, **language(now)})


def language(now: Session) -> dict[str, str]:
    """The part of an address that says the language; none for the usual one."""
    return {"lang": now.lang} if now.lang != "zh-Hans" else {}
