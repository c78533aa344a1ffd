"""The guided way: place and year, the visit, the sheet, the person; a step a screen, rare facts asked together."""

import streamlit as st

from app.outcome import Outcome, layers_reportable
from app.parts.ask import UNSURE, ask, choice_key, heading, show
from app.parts.markup import tag
from app.parts.place import choose_place, what_we_have
from app.questions import STAGES, choices, is_ordinary, kind_of, stage_of, title, usual_answer
from app.session import Session
from app.texts import Texts
from engine.content import Library
from engine.facts import YEAR, fact_of, path_of

ALL, SOME = "all", "some"


def guided(now: Session, outcome: Outcome | None, content: Library, t: Texts) -> None:
    """The step that the person is at, and the way on and back."""
    names = {
        "place": t("地方和年份"),
        "visit": t("看的什么病、在哪看"),
        "sheet": t("单子上写的"),
        "person": t("看病的人"),
    }
    if outcome is None:
        now.stage = "place"
    number = STAGES.index(now.stage)
    heading(names[now.stage], t("第 {number} 步,共 {count} 步", number=number + 1, count=len(STAGES)))
    if now.stage == "place":
        choose_place(now, content, t)
        if outcome is not None:
            st.html(tag("p", what_we_have(outcome, t), class_="mb-hint"))
    elif outcome is not None:
        _questions(now, outcome, content, t)
    with st.container(horizontal=True):
        if number:
            st.button(t("上一步"), key="mb-back", on_click=_step, args=(now, number - 1), width="stretch")
        if number + 1 < len(STAGES):
            st.button(
                t("下一步"),
                key="mb-forth",
                type="primary",
                on_click=_step,
                args=(now, number + 1),
                width="stretch",
                disabled=outcome is None,
            )


def _step(now: Session, number: int) -> None:
    now.stage = STAGES[number]
    now.bring("mb-step")


def paths_of(now: Session, outcome: Outcome) -> list[str]:
    """The facts of this step: those still open, and those said already."""
    answers = now.answers
    here = [
        path
        for path in (*outcome.asked, *answers.texts, *answers.unsure, *outcome.faults)
        if path != YEAR and stage_of(path) == now.stage
    ]
    mine = f"visits.{answers.visit}."
    return list(dict.fromkeys(path for path in here if path.startswith(mine) or not path.startswith("visits.")))


def in_order(paths: list[str], content: Library) -> list[str]:
    """Facts in asking order."""
    return sorted(paths, key=lambda path: content.question(fact_of(path)).order)


def _questions(now: Session, outcome: Outcome, content: Library, t: Texts) -> None:
    """One thing at a time: the questions answered so far, and the first that is open.

    The sheet's amounts come together, as on paper; the day may stay open, so it holds nothing up.
    """
    answers = now.answers
    paths = in_order(paths_of(now, outcome), content)
    before = [path for path in paths if path.startswith(YEAR)]
    rest = [path for path in paths if path not in before and ".reported." not in path]
    together = [path for path in rest if is_ordinary(content.question(fact_of(path)), answers.kind())]
    if len(together) < 2:
        together = []
    days = [path for path in rest if now.stage == "visit" and kind_of(fact_of(path)) == "date"]
    for path in rest:
        if path in together or path in days:
            continue
        ask(path, now, outcome, content, t)
        if now.stage != "sheet" and not _answered(path, now, outcome):
            return
    if together and _together(together, now, outcome, content, t) is None:
        return
    if now.stage == "person" and (before or answers.first_time or YEAR in answers.unsure):
        _year_so_far(before, now, outcome, content, t)
    elif now.stage == "person" and not rest:
        st.html(tag("p", t("看病的人不用再说什么了。"), class_="mb-hint"))
    for path in days:
        ask(path, now, outcome, content, t)
    if now.stage == "sheet":
        _reported(now, outcome, content, t)


def _answered(path: str, now: Session, outcome: Outcome) -> bool:
    return (path in now.answers.texts or path in now.answers.unsure) and path not in outcome.faults


def _together(paths: list[str], now: Session, outcome: Outcome, content: Library, t: Texts) -> str | None:
    """Rare facts as one question: all as usual, something is different, not sure."""
    answers = now.answers
    key = choice_key(f"together-{now.stage}-{answers.visit}", now)
    usual = {path: usual_answer(content.question(fact_of(path))) or "" for path in paths}
    with st.container(gap="small"):
        lines = []
        for path, value in usual.items():
            labels = dict(choices(content.question(fact_of(path)), outcome.scheme, answers.kind(), t))
            lines.append(tag("li", title(path, content, t), " ", tag("strong", labels.get(value, value))))
        st.html(tag("div", tag("p", t("下面几样,平常都是这样:")), tag("ul", *lines, class_="mb-usual")))
        labels = {ALL: t("都是这样"), SOME: t("有不一样的"), UNSURE: t("不清楚")}
        state = together_state(usual, answers.texts, answers.unsure, now.stage in answers.opened)
        show(key, state)
        st.radio(
            t("您这次也都是这样吗?"),
            list(labels),
            format_func=lambda one: labels[one],
            index=None,
            key=key,
            on_change=_taken_together,
            args=(key, usual, now),
            horizontal=True,
        )
    if state == SOME:
        for path in paths:
            ask(path, now, outcome, content, t)
    return state


def together_state(usual: dict[str, str], texts: dict[str, str], unsure: set[str], opened: bool) -> str | None:
    """What the question for rare facts shows, read from the answers themselves."""
    said = {path: texts[path] for path in usual if path in texts}
    doubted = [path for path in usual if path in unsure]
    if opened or any(usual[path] != text for path, text in said.items()):
        return SOME
    if doubted:
        return UNSURE if len(doubted) == len(usual) else SOME
    return ALL if len(said) == len(usual) else None


def _taken_together(key: str, usual: dict[str, str], now: Session) -> None:
    chosen = st.session_state[key]
    now.answers.opened.discard(now.stage)
    for path, value in usual.items():
        if chosen == ALL:
            now.answers.put(path, value)
        elif chosen == UNSURE:
            now.answers.not_sure(path)
    if chosen == SOME:
        now.answers.opened.add(now.stage)


def _year_so_far(paths: list[str], now: Session, outcome: Outcome, content: Library, t: Texts) -> None:
    """The year before this bill, as one question that settles all its amounts when it is the first time."""
    answers = now.answers
    key = choice_key("year-so-far", now)
    labels = {ALL: t("今年头一回,以前没报过"), SOME: t("今年这次以前看过、报过"), UNSURE: t("不清楚")}
    opened = answers.before_opened or any(path in answers.texts for path in paths)
    unsure = YEAR in answers.unsure
    state = ALL if answers.first_time else SOME if opened else UNSURE if unsure else None
    show(key, state)
    st.radio(
        t("今年在这次以前,看病报销过吗?"),
        list(labels),
        format_func=lambda one: labels[one],
        index=None,
        key=key,
        on_change=_year_told,
        args=(key, now),
    )
    if state == SOME:
        for path in paths:
            ask(path, now, outcome, content, t)


def _year_told(key: str, now: Session) -> None:
    now.answers.unsure.discard(YEAR)
    now.answers.nothing_before({ALL: True, SOME: False}.get(st.session_state[key]))


def _reported(now: Session, outcome: Outcome, content: Library, t: Texts) -> None:
    """Amounts that the sheet says were paid: taken as they are, and needed where our source lacks the figures."""
    answers = now.answers
    layers = layers_reportable(outcome.scheme, outcome.answer)
    paths = [path_of(f"visit.reported.{layer}", answers.visit) for layer in layers]
    lost = bool(outcome.answer) and not all(layer["computed"] for layer in outcome.answer["layers"])
    said = any(path in answers.texts or path in outcome.faults for path in paths)
    with st.expander(t("单子上已经印了报销多少的,填在这里"), expanded=lost or said, key="mb-reported"):
        for path in paths:
            ask(path, now, outcome, content, t)
