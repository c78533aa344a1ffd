"""The first screen: who we are and what we promise stand above it; here are the doors, and a place to ask at once."""

import streamlit as st

from app.parts.markup import tag
from app.parts.shell import say
from app.session import conversation, session, show_in_address, texts
from engine.content import library


def page() -> None:
    """Draws the doors. What is asked here is answered on the page 问一问."""
    now, t = session(), texts()
    doors = {
        "ask": (t("问一问"), t("像说话一样问")),
        "estimate": (t("算一算"), t("照单子填")),
        "compare": (t("比一比"), t("两种情形各报多少")),
        "lookup": (t("查政策"), t("找规定")),
    }
    with st.container(key="mb-gates", horizontal=True, gap="small"):
        for name, (title, how) in doors.items():
            st.page_link(now.rooms[name], label=f"**{title}** {how}", width="stretch")
    with st.container(key="mb-more-doors", horizontal=True, gap="small"):
        st.page_link(now.rooms["funds"], label=t("基金公开"))
        st.page_link(now.rooms["coverage"], label=t("我们有哪些地方的规定"))
        st.page_link(now.rooms["waiting"], label=t("断交要等多久,连着交有什么奖励"))
    with st.container(key="mb-talk"):
        st.html(tag("p", t("或者就在这里说一句:"), class_="mb-hint"))
        text = st.chat_input(t("说一句,按回车"), key="mb-say-first", max_chars=2000)
    talk = conversation(now)
    if text:
        talk.say(text)
        st.switch_page(now.rooms["ask"])
    say("", now)
    scheme = talk.scheme(library()) if talk.said else None
    show_in_address(scheme.id if scheme else now.answers.scheme)
