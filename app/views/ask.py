"""问一问: a conversation, the running range beside it, and what was understood."""

import streamlit as st

from app.conversation import Conversation, hand_over
from app.outcome import Outcome
from app.parts import chat, notes
from app.parts.family import text_for_family
from app.parts.headline import headline, no_amount
from app.parts.heard import understood
from app.parts.lines import lines
from app.parts.markup import tag
from app.parts.paper import paper
from app.parts.range_bar import one_line, range_now
from app.parts.result import take_away
from app.parts.shell import say
from app.parts.subtraction import subtraction
from app.parts.weighed import cited, weighed
from app.session import Session, conversation, session, show_in_address, start_again, texts, today
from app.texts import Texts
from engine.content import Library, library


def page() -> None:
    """Draws the page from the session's conversation."""
    now, t, content = session(), texts(), library()
    talk = conversation(now)
    spoken, beside = st.columns([6, 5], gap="large")
    with spoken, st.container(key="mb-talk"):
        if talk.said:
            beneath = [weighed(talk.turn.get("answer") or {}, content, t), cited(talk, content, t)]
            chat.draw_messages(talk.said, beneath, t)
        else:
            st.html(chat.welcome(t))
        chat.quick_replies(talk, now, t)
        st.chat_input(t("说一句,按回车"), key="mb-say", max_chars=2000, on_submit=_said, args=(talk,))
    with beside, st.container(key="mb-result"):
        _beside(talk, now, content, t)
    if talk.count != now.shown:
        now.shown = talk.count
        now.bring("mb-newest")
    newest = chat.spoken(talk.said[-1]) if talk.said else ""
    say(newest, now, figure=one_line(talk, t), time=talk.count)
    scheme = talk.scheme(content)
    show_in_address(scheme.id if scheme else None)


def _said(talk: Conversation) -> None:
    talk.say(st.session_state["mb-say"] or "")


def _beside(talk: Conversation, now: Session, content: Library, t: Texts) -> None:
    """The range, the estimate once there is one, what was heard, and the ways on."""
    if not talk.said:
        return
    bar = range_now(talk, content, t)
    if bar:
        with st.container(key="mb-range"):
            st.html(bar)
    rows = talk.heard(content, t)
    scheme = talk.scheme(content)
    if scheme is not None and talk.estimate is not None:
        _explained(Outcome(scheme, answer=talk.estimate), [(row.name, row.value) for row in rows], content, t)
    understood(rows, talk, t)
    with st.container(horizontal=True, gap="small", key="mb-onward"):
        if scheme is not None and st.button(t("去算一算接着填"), key="mb-over"):
            _over(talk, now, content)
            st.switch_page(now.rooms["estimate"])
        st.button(t("重新开始"), key="mb-again", on_click=start_again, args=(now,))


def _explained(outcome: Outcome, said: list[tuple[str, str]], content: Library, t: Texts) -> None:
    """The estimate, its layers behind a fold, and what to send to the family."""
    answer = outcome.answer
    assert answer is not None
    rows = lines(answer, t) if answer["computable"] else []
    if not answer["computable"]:
        st.html(no_amount(answer, t))
    else:
        st.html(headline(answer, t))
        layers = subtraction(answer, rows, {}, outcome.scheme, content, t)
        st.html(tag("details", tag("summary", t("一层一层怎么算的")), layers, class_="mb-fold", data_mb_keep="layers"))
    told = notes.warnings(outcome, content, t)
    if told:
        st.html(told)
    st.html(notes.who_decides(t))
    take_away(text_for_family(outcome, rows, said, t), t)
    with st.container(key="mb-print"):
        st.html(paper(outcome, rows, said, today(), content, t))


def _over(talk: Conversation, now: Session, content: Library) -> None:
    """Hands all that was said over to the estimator."""
    round_ = now.answers.round
    now.answers = hand_over(talk, content)
    now.answers.round = round_ + 1  # fresh fields: none remembers what it showed before
    now.stage = "visit"
