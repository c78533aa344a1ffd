"""The web app: language, frame, navigation. `mingbai serve` starts it."""

from pathlib import Path

import streamlit as st

from app.parts.shell import doors, frame, top
from app.session import session, texts
from app.views import ask, compare, coverage, estimate, funds, home, lookup, terms, waiting


def main() -> None:
    """One run of the page for one visitor."""
    now, t = session(), texts()
    st.set_page_config(
        page_title=t("明白 · 看病能报多少"),
        page_icon=str(Path(__file__).resolve().parent / "parts" / "mark.svg"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    now.rooms = {
        "home": st.Page(home.page, title=t("明白 · 看病能报多少"), url_path="home", default=True),
        "ask": st.Page(ask.page, title=t("问一问"), url_path="ask"),
        "estimate": st.Page(estimate.page, title=t("算一算"), url_path="estimate"),
        "compare": st.Page(compare.page, title=t("比一比"), url_path="compare"),
        "lookup": st.Page(lookup.page, title=t("查政策"), url_path="lookup"),
        "funds": st.Page(funds.page, title=t("基金公开"), url_path="funds"),
        "coverage": st.Page(coverage.page, title=t("我们有哪些地方的规定"), url_path="coverage"),
        "waiting": st.Page(waiting.page, title=t("断交和连续交"), url_path="waiting"),
        "terms": st.Page(terms.page, title=t("词语解释"), url_path="terms"),
    }
    page = st.navigation(list(now.rooms.values()), position="hidden")
    frame(now, t)
    first = page == now.rooms["home"]
    top(now, t, first=first)
    if not first:
        doors(now, page, t)
    page.run()


main()
