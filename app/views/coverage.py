"""我们有哪些地方的规定: place by layer by year, what is computed, what is only written, what our copy lacks."""

import streamlit as st

from app.parts.documents import to_documents
from app.parts.markup import join, table, tag
from app.parts.shell import say
from app.places import place_name, place_of
from app.session import session, texts
from engine.content import library
from engine.lookup.coverage import ABSENT, COMPUTED, PARTLY, RULES_ONLY, coverage
from engine.lookup.entries import documents
from engine.wording import LAYER_NAMES


def page() -> None:
    """Draws the register."""
    now, t, content = session(), texts(), library()
    says = {COMPUTED: t("能算"), PARTLY: t("能算一部分"), RULES_ONLY: t("只有条文"), ABSENT: t("抄本里没有")}
    rows = coverage(t.words, content)
    layers = list(rows[0]["layers"])
    cells: list[list[object]] = []
    for row in rows:
        place = place_name(place_of(content.scheme(row["scheme"]), content), content, t)
        marks = [tag("span", says[row["layers"][layer]], class_=f"mb-have-{row['layers'][layer]}") for layer in layers]
        under = tag("small", row["period"], class_="mb-time mb-phone")
        name = join(row["name"], tag("small", place, class_="mb-time"), under)
        cells.append(
            [name, row["period"], *marks, str(row["clauses"]), str(row["damage"]), row["checked"] or t("没有核对过")]
        )
    head = [t("哪里的"), t("管的时间"), *(t.words(LAYER_NAMES[layer]) for layer in layers)]
    head += [t("条文有几条"), t("抄本坏了几处"), t("最近核对")]
    caption = t("没有列出来的地方和年份,我们都没有,也不拿别处的来凑。")
    drawn = table(caption, head, cells)
    st.html(tag("h2", t("我们有哪些地方的规定")))
    st.html(tag("div", drawn, class_="mb-scroll mb-words", tabindex="0", role="region", aria_label=caption))
    to_documents(documents(content), now, content, t)
    st.page_link(now.rooms["lookup"], label=t("← 回到查政策"))
    say("", now)
