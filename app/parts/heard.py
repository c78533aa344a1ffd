"""What was understood of a conversation: every fact with "change" beside it, and what it rests on."""

import streamlit as st

from app.conversation import Conversation, Heard
from app.parts.markup import as_label, tag
from app.texts import Texts

FOLDED = 3  # from so many facts on that one "yes" said at once, they stand behind a fold


def understood(rows: list[Heard], conversation: Conversation, t: Texts) -> None:
    """What we heard, each with "change"; what only follows from it, and what the person does not know.

    Once there is an answer it stands behind a fold, so that the answer is in sight.
    """
    if not rows:
        return
    with st.container(key="mb-heard"):
        if conversation.estimate is not None:
            with st.expander(t("我听到的({count})", count=len(rows)), key="mb-heard-fold"):
                _groups(rows, conversation, t)
            return
        st.html(tag("h2", t("我听到的"), class_="mb-heading"))
        usual = [row for row in rows if row.how == "usual"]
        if len(usual) < FOLDED:
            usual = []
        _groups([row for row in rows if row not in usual], conversation, t)
        if usual:
            with st.expander(t("您说“是的”的那几样({count})", count=len(usual)), key="mb-usual"):
                for row in usual:
                    _row(row, conversation, t)


def _groups(rows: list[Heard], conversation: Conversation, t: Texts) -> None:
    """What was said, then what only follows from it, then what is not known."""
    groups = [
        (None, [row for row in rows if row.how in ("said", "usual", "loose")]),
        (t("照您说的先当作"), [row for row in rows if row.how == "implied"]),
        (t("还不清楚的"), [row for row in rows if row.how == "unsure"]),
    ]
    for heading, group in groups:
        if group and heading:
            st.html(tag("h3", heading, class_="mb-heard-of"))
        for row in group:
            _row(row, conversation, t)


def _row(row: Heard, conversation: Conversation, t: Texts) -> None:
    key = f"mb-change-ask-{row.paths[-1].replace('.', '-')}"
    said = t("改一下: {name}", name=row.name)
    st.button(label(row, t), key=key, type="tertiary", on_click=conversation.change, args=(row.paths, said))


def label(row: Heard, t: Texts) -> str:
    """A row's words as the Markdown of its button: name, value, change."""
    value = t("大约 {value}", value=row.value) if row.how == "loose" else row.value
    return f"*{as_label(row.name)}* **{as_label(value)}** {t('改')}"
