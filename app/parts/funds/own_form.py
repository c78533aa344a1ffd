"""A form for one figure: it is read like a row of the template, so the same is told of it."""

import streamlit as st

from app.parts.ask import AUTOCOMPLETE
from app.parts.markup import tag
from app.session import Session
from app.texts import Texts
from engine.content import Library
from engine.funds.figures import indicators
from engine.funds.own import Own
from engine.funds.rows import Row, read_row
from engine.funds.words import Sort, fund_words

LONGEST = 300
CHOSEN = ("indicator", "service", "group", "nature")  # from a list; all else is typed
NOT_ASKED = ("unit",)  # it stands in the figure


def form(now: Session, content: Library, t: Texts) -> None:
    """The fields of a row, and the button that takes it."""
    lists = _lists(content, t)
    with st.form("mb-own-form", border=False):
        columns = [one for one in fund_words(content).columns if one.id not in NOT_ASKED]
        for number in range(0, len(columns), 2):
            for side, column in zip(st.columns(2), columns[number : number + 2], strict=False):
                label, hint = t.pick(column.name, column.name_en), t.pick(column.hint, column.hint_en)
                key = field_key(column.id, now)
                if key not in st.session_state:
                    st.session_state[key] = now.own_row.get(column.id, "") or (None if column.id in CHOSEN else "")
                with side:
                    if column.id in CHOSEN:
                        names = lists[column.id]
                        st.selectbox(
                            label,
                            list(names),
                            format_func=names.__getitem__,
                            index=None,
                            key=key,
                            placeholder=hint,
                            filter_mode="contains",
                        )
                    else:
                        st.text_input(label, key=key, max_chars=LONGEST, placeholder=hint, autocomplete=AUTOCOMPLETE)
                    _told(column.id, key, now, t)
        st.form_submit_button(t("收下这一条"), type="primary", on_click=_take, args=(now, content))


def _told(column: str, key: str, now: Session, t: Texts) -> None:
    """What is wrong with a field, beside it."""
    for message in (one.error.text(t.words.translate) for one in now.own_row_faults if one.column == column):
        st.html(tag("p", message, class_="mb-error", id=f"mb-error-{key}", data_mb_for=key, role="alert"))


def _lists(content: Library, t: Texts) -> dict[str, dict[str, str]]:
    """What the fields offer: id -> name."""
    words = fund_words(content)

    def named(sorts: list[Sort]) -> dict[str, str]:
        return {one.id: t.pick(one.name, one.name_en) for one in sorts}

    known = {one.id: t.pick(one.name, one.name_en) for one in indicators(content).values() if one.unit in words.units}
    return {
        "indicator": known,
        "service": named(words.services),
        "group": named(words.groups),
        "nature": named(words.natures),
    }


def field_key(column: str, now: Session) -> str:
    """The key of a field: a new one after a row was taken or put in, so that no field remembers."""
    return f"mb-own-{now.own_turn}-{column}-{now.lang if column in CHOSEN else ''}"


def put_in(row: Row, now: Session) -> None:
    """Puts a row into the fields, to be changed."""
    now.own_row, now.own_row_faults = dict(row), []
    now.own_turn += 1


def _take(now: Session, content: Library) -> None:
    columns = [one.id for one in fund_words(content).columns if one.id not in NOT_ASKED]
    row = {one: st.session_state.get(field_key(one, now)) or "" for one in columns}
    found = read_row(row, 0, content)
    if isinstance(found, list):
        now.own_row, now.own_row_faults = row, found
        return
    now.own = now.own.joined(Own((found,)))
    put_in({**row, "figure": "", "indicator": "", "note": ""}, now)  # the next one is of the same document
