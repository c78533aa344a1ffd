"""The frame around every page: looks, the page's language, and a small script that Streamlit itself has no place for.

The script says Streamlit's own English strings in the visitor's language, keeps one polite live region, ties a message
to its field, keeps folds open while the result changes, and copies or prints on a press of a button.
"""

import json
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.parts.markup import join, tag
from app.session import Session
from app.texts import NAMES, Texts

HERE = Path(__file__).resolve().parent
SCRIPT = (HERE / "shell.js").read_text(encoding="utf-8")


def streamlit_strings(t: Texts) -> dict[str, str]:
    """Streamlit's own strings -> ours. What it has no words for here stays hidden by look.css."""
    return {
        "Press Enter to apply": t("按回车键就算"),
        "Press Enter to submit form": t("按回车键就算"),
        "Choose an option": t("请选"),
        "Choose options": t("请选"),
        "Choose an option or start typing": t("请选"),
        "No results": t("没有这一项"),
        "No options to select": t("没有可选的"),
        "No options to select.": t("没有可选的"),
        "Select all": t("全选"),
        "Clear value": t("清空"),
        "Clear all": t("全部清空"),
        "open": t("打开"),
        "close": t("合上"),
        "Close": t("合上"),
        "Clear": t("清空"),
        "Open": t("打开"),
        "Fullscreen": t("放大"),
        "View fullscreen": t("放大"),
        "Exit fullscreen": t("不放大了"),
        "Close fullscreen": t("不放大了"),
        "Running...": t("正在算…"),
        "RUNNING...": t("正在算…"),
        "Running…": t("正在算…"),
        "Stop": t("停"),
        "CONNECTING": t("正在连接…"),
        "Connecting": t("正在连接…"),
        "Connection error": t("连不上了"),
        "Streamlit server is not responding. Are you connected to the internet?": t(
            "请稍等一会儿,或者重新打开这一页。"
        ),
        "Is Streamlit still running?": t("请稍等一会儿,或者重新打开这一页。"),
        "Skip to main content": t("跳到正文"),
        "Page not found": t("没有这一页"),
        "The page that you have requested does not seem to exist. Running the app's main page.": t(
            "这个地址没有页面,这里是首页。"
        ),
        "Send message": t("说出去"),
        "Upload": t("选文件"),
        "Drag and drop a file here": t("把文件拖到这里"),
    }


def frame(now: Session, t: Texts) -> None:
    """Draws what every page carries; called once a run, before the page."""
    st.html(HERE / "look.css")
    script = (
        SCRIPT.replace('"__WORDS__"', _for_script(streamlit_strings(t)))
        .replace('"__LANG__"', _for_script(t.lang))
        .replace('"__COPIED__"', _for_script(t("已复制")))
    )
    with st.container(key="mb-shell"):
        st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _for_script(value: object) -> str:
    """JSON that cannot end a script element."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def top(now: Session, t: Texts, *, first: bool) -> None:
    """The name, the promise, and the choice of language; `first`: on the first screen they are the screen."""
    with st.container(key="mb-first-top" if first else "mb-top"):
        name, languages = st.columns([4, 1], vertical_alignment="center")
    with name:
        st.html(
            tag(
                "header",
                tag("h1", tag("span", "明白", lang="zh-Hans"), " ", tag("small", t("看病能报多少,一层一层讲给您听"))),
                tag("p", t("不登录、不留存。只按您选的地方和年份的规定估算,最后以医保窗口为准。")),
                class_="mb-top",
            )
        )
    with languages:
        if st.session_state.get("mb-lang") != now.lang:
            st.session_state["mb-lang"] = now.lang
        st.segmented_control(
            t("语言"),
            list(NAMES),
            format_func=NAMES.__getitem__,
            key="mb-lang",
            required=True,
            on_change=_speak,
            args=(now,),
            label_visibility="collapsed",
        )


def _speak(now: Session) -> None:
    now.lang = st.session_state["mb-lang"] or now.lang


def doors(now: Session, page: StreamlitPage, t: Texts) -> None:
    """The ways through the app, in sight on every page but the first; nothing is lost on them. A page that has no door
    of its own has one while it is shown, so that the page one is on is always lit."""
    labels = {
        "home": t("首页"),
        "ask": t("问一问"),
        "estimate": t("算一算"),
        "compare": t("比一比"),
        "lookup": t("查政策"),
    }
    labels |= {name: room.title for name, room in now.rooms.items() if room == page and name not in labels}
    with st.container(key="mb-doors", horizontal=True, gap="small"):
        for name, label in labels.items():
            here = page == now.rooms[name]
            with st.container(key=f"mb-door-{name}{'-here' if here else ''}", width="content"):
                st.page_link(now.rooms[name], label=label)


def say(sentence: str, now: Session, *, figure: bool | str = False, time: int = 0) -> None:
    """What the live region reads out, and the field to bring into view. The same sentence is read out again only at
    another `time`.

    On a phone a `figure` stands at the foot of the window too (that sentence, or the text given), and leads to the
    result.
    """
    shown = figure if isinstance(figure, str) else sentence
    foot = tag("button", shown, type="button", class_="mb-foot", data_mb_do="result") if figure else None
    st.html(
        join(
            tag("span", sentence, class_="mb-sr", data_mb_say=time, aria_hidden="true"),
            tag("span", class_="mb-sr", data_mb_goto=now.goto or "", data_mb_turn=now.turn),
            foot,
        )
    )
