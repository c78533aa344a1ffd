"""The conversation on screen: messages, and the quick replies to the open question."""

import streamlit as st

from app.conversation import Conversation, Said
from app.parts.markup import Markup, as_label, join, tag
from app.session import Session
from app.texts import Texts
from engine.talk.questions import NONE_OF_THEM, Ask

UNSURE, NOTHING = "unsure", "no"
SHOWN = 12  # the newest messages; those before are folded away


def draw_messages(said: list[Said], beneath: list[Markup | None], t: Texts) -> None:
    """All messages, the newest in a place of its own so that it can be brought into view, with what belongs to it."""
    with st.container(key="mb-before"):
        st.html(messages(said[:-1], t))
    with st.container(key="mb-newest"):
        st.html(join(messages(said[-1:], t), *beneath))


def messages(said: list[Said], t: Texts) -> Markup:
    """Messages, the newest last; nothing that was typed is ever markup."""
    drawn = [_message(one, t) for one in said]
    before, newest = drawn[:-SHOWN], drawn[-SHOWN:]
    fold = None
    if before:
        summary = tag("summary", t("前面还有 {count} 句", count=len(before)))
        fold = tag("details", summary, tag("div", *before, class_="mb-chat"), class_="mb-fold", data_mb_keep="before")
    return tag("div", fold, *newest, class_="mb-chat")


def _message(one: Said, t: Texts) -> Markup:
    who = t("您") if one.who == "person" else t("明白")
    lines = [tag("p", line) for line in one.lines if line.strip()]
    question = tag("p", one.question, class_="mb-question") if one.question else None
    return tag("div", tag("span", who, class_="mb-who-says"), *lines, question, class_=f"mb-said mb-{one.who}")


def spoken(one: Said) -> str:
    """A message as it is read out."""
    return " ".join([*one.lines, one.question or ""]).strip()


# ---- answering by a press


def quick_replies(conversation: Conversation, now: Session, t: Texts) -> None:
    """The open question's answers as buttons, and "not sure"; why we ask behind a fold."""
    ask = conversation.talk.ask
    if ask is None or not conversation.said:
        return
    key = f"mb-quick-{conversation.count}-{now.lang}"
    with st.container(key="mb-quick", gap="small"):
        if conversation.said[-1].question != ask.title:
            st.html(tag("p", ask.title, class_="mb-question"))
        if ask.several:
            _several(ask, conversation, key, t)
        else:
            _buttons(ask, conversation, key, t)
        if ask.why:
            why = tag("details", tag("summary", t("为什么问")), tag("p", ask.why), class_="mb-hint")
            st.html(why)


def answers_to(ask: Ask, t: Texts) -> list[tuple[str, str]]:
    """(value, label) of the buttons: the question's options, "none of these" for parts of a bill, and "not sure"."""
    answers = list(ask.options)
    if ask.amounts and all(".bill." in path and not path.endswith(".total") for path in ask.facts):
        answers.append((NOTHING, t("都没有") if len(ask.facts) > 1 else t("没有")))
    if ask.facts != ["region"]:
        answers.append((UNSURE, t("不清楚")))
    return answers


def _buttons(ask: Ask, conversation: Conversation, key: str, t: Texts) -> None:
    with st.container(horizontal=True, gap="small"):
        for value, label in answers_to(ask, t):
            st.button(as_label(label), key=f"{key}-{value}", on_click=conversation.choose, args=(value, label))


def _several(ask: Ask, conversation: Conversation, key: str, t: Texts) -> None:
    labels = dict(ask.options)
    st.pills(
        ask.title,
        list(labels),
        format_func=lambda value: as_label(labels[value]),
        selection_mode="multi",
        key=key,
        label_visibility="collapsed",
    )
    with st.container(horizontal=True, gap="small"):
        st.button(t("就这些"), key=f"{key}-done", type="primary", on_click=_chosen, args=(conversation, key, labels, t))
        st.button(t("不清楚"), key=f"{key}-{UNSURE}", on_click=conversation.choose, args=(UNSURE, t("不清楚")))


def _chosen(conversation: Conversation, key: str, labels: dict[str, str], t: Texts) -> None:
    chosen = list(st.session_state.get(key) or [])
    if chosen:
        values = without_none(chosen)
        conversation.choose(",".join(values), t.list([labels[value] for value in values]))


def without_none(chosen: list[str]) -> list[str]:
    """What was chosen; "none of these" counts only where it stands alone."""
    return [value for value in chosen if value != NONE_OF_THEM] or [NONE_OF_THEM]


def welcome(t: Texts) -> Markup:
    """What one can say, before anything was said."""
    examples = [
        t("我娘在县医院住院花了三万五,头一回住,能报多少?"),
        t("冠县卫生院的起付线是多少?"),
        t("一档划算还是二档划算?"),
    ]
    lead = tag("p", t("像说话一样问。不清楚的就说不清楚,我先给您一个范围,再问最要紧的一句。"))
    return tag(
        "div",
        lead,
        tag("p", t("比如:")),
        tag("ul", *(tag("li", example) for example in examples)),
        tag("p", t("不要写身份证号和电话;写了我也会遮掉。"), class_="mb-note"),
        tag("p", t("不登录、不留存。只按您选的地方和年份的规定估算,最后以医保窗口为准。"), class_="mb-note mb-phone"),
        class_="mb-waiting",
    )
