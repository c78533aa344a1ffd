"""我们有哪些地方的规定: place by layer by year, what is computed, what is only written, what our copy lacks."""

from urllib.parse import urlencode

import streamlit as st

from app.parts.documents import language, to_documents
from app.parts.markup import join, period, table, tag
from app.parts.shell import say
from app.places import place_name, place_of, year_of
from app.session import put_in_address, session, texts
from app.texts import Texts
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
        scheme = content.scheme(row["scheme"])
        region = place_of(scheme, content)
        place = place_name(region, content, t)
        marks = [tag("span", says[row["layers"][layer]], class_=f"mb-have-{row['layers'][layer]}") for layer in layers]
        others = _rules(row["others"], t) or says[ABSENT]
        under = tag("small", period(row["period"]), class_="mb-time mb-phone")
        query = {"region": region, "year": year_of(scheme), **language(now)}
        link = tag("a", row["name"], href=f"lookup?{urlencode(query)}", data_mb_window=True)
        name = join(link, tag("small", place, class_="mb-time"), under)
        cells.append(
            [
                name,
                period(row["period"]),
                *marks,
                others,
                str(row["clauses"]),
                str(row["damage"]),
                period(row["checked"] or t("没有核对过")),
            ]
        )
    head = [t("哪里的"), t("管的时间"), *(t.words(LAYER_NAMES[layer]) for layer in layers)]
    head += [t("参保、办事和别的"), t("条文一共几条"), t("抄本坏了几处"), t("最近核对")]
    caption = t("没有列出来的地方和年份,我们都没有,也不拿别处的来凑。")
    drawn = table(caption, head, cells, class_="mb-stack mb-period-below")
    st.html(tag("h2", t("我们有哪些地方的规定")))
    st.html(tag("div", drawn, class_="mb-scroll mb-words", tabindex="0", role="region", aria_label=caption))
    if content.edition:
        edition = t("内容是 {version} 版,{date}", version=content.edition.version, date=content.edition.date)
        st.html(tag("p", edition, class_="mb-hint"))
    to_documents(documents(content), now, content, t)
    st.page_link(now.rooms["lookup"], label=t("← 回到查政策"))
    say("", now)
    put_in_address()


def _rules(count: int, t: Texts) -> str:
    """How many rules there are; nothing for none. English tells one from many."""
    if count == 1:
        return t("有 1 条")
    return t("有 {count} 条", count=count) if count else ""
