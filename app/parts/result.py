"""The result on screen, in the order that is the same everywhere: what to have ready, how sure, the running
subtraction, each line opens, what would change it, the answers each with "change", who decides."""

from typing import Any

import streamlit as st

from app.answers import Answers
from app.outcome import Outcome
from app.parts import notes
from app.parts.ask import choice_key, field_key
from app.parts.documents import to_documents
from app.parts.family import steps_heading, text_for_family
from app.parts.headline import headline, no_amount, one_sentence
from app.parts.lines import Line, clauses_of, lines
from app.parts.markup import join, tag
from app.parts.paper import paper
from app.parts.shell import say
from app.parts.subtraction import subtraction
from app.parts.waterfall import as_table, heading, in_words, waterfall
from app.questions import kind_of, said, short, stage_of
from app.session import GUIDED, Session, today
from app.texts import Texts
from engine.content import Library
from engine.facts import YEAR, fact_of, visit_of

Json = dict[str, Any]
CHART = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def result(now: Session, outcome: Outcome | None, content: Library, t: Texts) -> None:
    """The whole result; where there is none yet, what is missing."""
    answer = outcome.answer if outcome else None
    if outcome is None or answer is None:
        _waiting(now, outcome, t)
        if outcome is not None:
            _your_answers(now, outcome, content, t)
        return
    rows = lines(answer, t) if answer["computable"] else []
    name = answer["short_name"]
    if not answer["computable"]:
        st.html(no_amount(answer, t))
        sentence = t("按{name},这里算不出金额。", name=name)
    else:
        st.html(headline(answer, t))
        sentence = one_sentence(answer, t)
        _sums(rows, now, outcome, content, t)
    _show(notes.warnings(outcome, content, t))
    if answer["computable"]:
        _show(notes.changes(outcome.changes, name, content, t))
        st.page_link(now.rooms["compare"], label=t("和别的情形比一比"))
        _show(notes.assumed(answer, content, t))
        first = _documents(answer, content)
        to_documents(list(first), now, content, t, first)
    _your_answers(now, outcome, content, t)
    st.html(notes.who_decides(t))
    take_away(text_for_family(outcome, rows, _told(now.answers, content, t), t), t)
    say(sentence, now, figure=bool(answer["computable"]))


def _documents(answer: Json, content: Library) -> dict[str, str]:
    """The documents in which the clauses of the answer stand, in order of use, each with the first of them."""
    found: dict[str, str] = {}
    for clause in clauses_of(answer):
        found.setdefault(content.clause(clause).document, clause)
    return found


def printed(now: Session, outcome: Outcome | None, content: Library, t: Texts) -> None:
    """The sheet of paper that waits for the printer."""
    if outcome is None or outcome.answer is None:
        return
    rows = lines(outcome.answer, t) if outcome.answer["computable"] else []
    st.html(paper(outcome, rows, _told(now.answers, content, t), today(), content, t))


def _sums(rows: list[Line], now: Session, outcome: Outcome, content: Library, t: Texts) -> None:
    answer = outcome.answer
    assert answer is not None
    name = answer["short_name"]
    _show(notes.suppositions(outcome.suppositions, name, t))
    start = steps_heading(answer, t)
    numbers = numbers_used(answer, rows, now.answers, content, t)
    st.html(notes.section(start, subtraction(answer, rows, numbers, outcome.scheme, content, t)))
    _show(notes.each_bill(answer, t))
    st.html(tag("div", heading(name, t), class_="mb-part"))
    st.plotly_chart(
        waterfall(rows, t),
        config=CHART,
        alt=in_words(rows, name, t),
        key="mb-waterfall",
        width="stretch",
        theme=None,
    )
    st.html(as_table(rows, name, t))


def _show(part: object) -> None:
    if part:
        st.html(str(part))


def _waiting(now: Session, outcome: Outcome | None, t: Texts) -> None:
    """Why there is no figure, and never an old one."""
    if outcome is None:
        text = t("先选在哪里参的保,再填单子,这里就出数。")
    elif outcome.faults:
        count = len(outcome.faults)
        text = t("有 {count} 格要改,改好了这里就出数。", count=count)
    elif outcome.message:
        text = outcome.message
    else:
        text = t("填了单子总额,这里就出数。别的不清楚也行,先给您一个范围。")
    st.html(tag("div", tag("p", text), class_="mb-waiting"))
    say(text if outcome is not None else "", now)


def numbers_used(answer: Json, rows: list[Line], answers: Answers, content: Library, t: Texts) -> dict[str, list[str]]:
    """Layer -> what this person said that it uses: all of it for the first, what is left for the others."""
    told = _told(answers, content, t)
    layers = [layer["layer"] for layer in answer["layers"]]
    found: dict[str, list[str]] = {}
    left = {row.layer: rows[n - 1] for n, row in enumerate(rows) if row.layer}
    for number, layer in enumerate(layers):
        if number == 0:
            found[layer] = [f"{name} {given}" for name, given in told]
        else:
            before = left.get(layer)
            if before is not None and before.amount is not None:
                found[layer] = [f"{before.label} {t.yuan(before.amount)}"]
    return found


def _told(answers: Answers, content: Library, t: Texts) -> list[tuple[str, str]]:
    """(name, answer) for all that was said, in asking order."""
    found = []
    for path in sorted(answers.said(), key=lambda path: (_visit(path), content.question(fact_of(path)).order)):
        found.append((_named(path, answers, content, t), said(path, answers.texts[path], content, t)))
    if answers.first_time:
        found.append((t("今年这次以前"), t("头一回,没报过")))
    return found


def _visit(path: str) -> int:
    return visit_of(path) or 0


def _named(path: str, answers: Answers, content: Library, t: Texts) -> str:
    if answers.visits > 1 and path.startswith("visits."):
        return t("第 {number} 张 {name}", number=_visit(path) + 1, name=short(path, content, t))
    return short(path, content, t)


def _your_answers(now: Session, outcome: Outcome, content: Library, t: Texts) -> None:
    """Everything that was answered, each with "change"."""
    answers = now.answers
    paths = sorted(
        {*answers.texts, *answers.unsure} - {YEAR}, key=lambda p: (_visit(p), content.question(fact_of(p)).order)
    )
    before = answers.first_time or YEAR in answers.unsure
    if not paths and not before:
        return
    with st.expander(t("您的回答({count})", count=len(paths) + before), key="mb-answers"):
        for path in paths:
            # What cannot be read is not repeated: a label is Markdown.
            given = t("不清楚") if path in answers.unsure else t("要改")
            if path in answers.texts and path not in outcome.faults:
                given = said(path, answers.texts[path], content, t)
            label = t("{name}: {answer} · 改", name=_named(path, answers, content, t), answer=given)
            key = f"mb-change-{path.replace('.', '-')}"
            st.button(label, key=key, type="tertiary", on_click=_change, args=(now, path))
        if before:
            given = t("头一回,没报过") if answers.first_time else t("不清楚")
            label = t("{name}: {answer} · 改", name=t("今年这次以前"), answer=given)
            st.button(label, key="mb-change-year", type="tertiary", on_click=_change, args=(now, YEAR))


def _change(now: Session, path: str) -> None:
    answers = now.answers
    if path.startswith("visits."):
        answers.visit = _visit(path)
    if now.way == GUIDED:
        now.stage = "person" if path == YEAR else stage_of(path)
        question = None if path == YEAR else library_question(path)
        if question and question.usual and stage_of(path) != "sheet":
            answers.opened.add(now.stage)
    chosen = path == YEAR or kind_of(fact_of(path)) in ("choice", "yes_no", "set")
    name = "year-so-far" if path == YEAR else path
    now.bring(choice_key(name, now) if chosen else field_key(name, answers))


def library_question(path: str) -> Any:
    """The question of a fact, from the shipped content."""
    from engine.content import library

    return library().question(fact_of(path))


def take_away(text: str, t: Texts) -> None:
    """Copy for the family, and print."""
    copy = tag("button", t("复制给家人"), type="button", data_mb_do="copy")
    paper_ = tag("button", t("打印"), type="button", data_mb_do="print")
    shown = tag(
        "details",
        tag("summary", t("先看看要发的字")),
        tag("pre", text, id="mb-family", class_="mb-family"),
        class_="mb-fold",
        data_mb_keep="family",
    )
    st.html(join(tag("div", copy, paper_, class_="mb-do"), shown))
