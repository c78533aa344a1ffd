"""The web app: language, frame, navigation. `mingbai serve` starts it."""

from pathlib import Path

import streamlit as st

from app.parts.shell import frame, top
from app.session import session, texts
from app.views import estimate


def main() -> None:
    """One run of the page for one visitor."""
    now, t = session(), texts()
    st.set_page_config(
        page_title=t("明白 · 看病能报多少"),
        page_icon=str(Path(__file__).resolve().parent / "parts" / "mark.svg"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    page = st.navigation(
        [st.Page(estimate.page, title=t("算一算"), url_path="estimate", default=True)], position="hidden"
    )
    frame(now, t)
    top(now, t)
    page.run()


main()
