"""One question on screen, as a view of the answers: title, field, what is wrong, hint, why we ask, and "not sure"."""

import streamlit as st

from app.answers import Answers
from app.outcome import Outcome
from app.parts.markup import join, tag
from app.questions import NONE_OF_THEM, choices, kind_of
from app.session import Session
from app.texts import Texts
from engine.content import Library, Question
from engine.facts import fact_of

UNSURE = "unsure"
# Nothing is to be filled in from another visit: what a browser remembers of a bill is somebody's illness.
AUTOCOMPLETE = "off"
EXAMPLES = {"date": "2018-03-05", "rate": "0.65", "count": "0", "amount": "80000"}


def field_key(path: str, answers: Answers) -> str:
    """The key of a fact's field: a new one after "next person", so that no field remembers."""
    return f"mb-{answers.round}-{path.replace('.', '-')}"


def choice_key(path: str, now: Session) -> str:
    """The key of a field of choices: the browser keeps their words, so each language has its own field."""
    return f"{field_key(path, now.answers)}-{now.lang}"


def show(key: str, value: object) -> None:
    """Makes a field show what the answers hold."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def ask(path: str, now: Session, outcome: Outcome, content: Library, t: Texts) -> None:
    """Draws one question of the guided way."""
    question = content.question(fact_of(path))
    kind = kind_of(question.fact)
    with st.container(gap="small"):
        if kind in ("choice", "yes_no"):
            _one_of(path, question, now, outcome, t)
        elif kind == "set":
            _some_of(path, question, now, outcome, t)
        else:
            _written(path, question, now, t)
        error(path, now, outcome)
        hint(question, t)


def hint(question: Question, t: Texts) -> None:
    """What to look for on the sheet, and why we ask."""
    why = tag("details", tag("summary", t("为什么问")), t.pick(question.why, question.why_en))
    st.html(tag("div", t.pick(question.hint, question.hint_en), why, class_="mb-hint"))


def error(path: str, now: Session, outcome: Outcome) -> None:
    """What is wrong with what was typed, beside its field."""
    message = outcome.faults.get(path)
    if message:
        key = field_key(path, now.answers)
        st.html(tag("p", message, class_="mb-error", id=f"mb-error-{key}", data_mb_for=key, role="alert"))


def _one_of(path: str, question: Question, now: Session, outcome: Outcome, t: Texts) -> None:
    answers = now.answers
    key = choice_key(path, now)
    labels = dict(choices(question, outcome.scheme, answers.kind(), t)) | {UNSURE: t("不清楚")}
    current = UNSURE if path in answers.unsure else answers.texts.get(path)
    show(key, current if current in labels else None)
    st.radio(
        t.pick(question.title, question.title_en),
        list(labels),
        format_func=lambda value: labels[value],
        index=None,
        key=key,
        on_change=_chosen,
        args=(path, key, answers),
    )


def _chosen(path: str, key: str, answers: Answers) -> None:
    value = st.session_state[key]
    if value == UNSURE:
        answers.not_sure(path)
    else:
        answers.put(path, value)


def _some_of(path: str, question: Question, now: Session, outcome: Outcome, t: Texts) -> None:
    answers = now.answers
    key = choice_key(path, now)
    labels = dict(choices(question, outcome.scheme, answers.kind(), t)) | {UNSURE: t("不清楚")}
    current = [UNSURE] if path in answers.unsure else (answers.texts.get(path) or "").split(",")
    show(key, [value for value in current if value in labels])
    st.pills(
        t.pick(question.title, question.title_en),
        list(labels),
        format_func=lambda value: labels[value],
        selection_mode="multi",
        key=key,
        on_change=_chosen_some,
        args=(path, key, answers),
    )


def _chosen_some(path: str, key: str, answers: Answers) -> None:
    before = [UNSURE] if path in answers.unsure else (answers.texts.get(path) or "").split(",")
    take_some(path, list(st.session_state[key] or []), before, answers)


def take_some(path: str, chosen: list[str], before: list[str], answers: Answers) -> None:
    """Several answers at once; "none of these" and "not sure" go with nothing else, the newest press counts."""
    newest = [value for value in chosen if value not in before]
    alone = (NONE_OF_THEM, UNSURE)
    if any(value in alone for value in newest):
        chosen = newest[-1:]
    else:
        chosen = [value for value in chosen if value not in alone or len(chosen) == 1]
    if chosen == [UNSURE]:
        answers.not_sure(path)
    else:
        answers.put(path, ",".join(chosen))


def _written(path: str, question: Question, now: Session, t: Texts) -> None:
    answers = now.answers
    key = field_key(path, answers)
    needed = question.fact == "visit.bill.total"
    show(key, answers.texts.get(path, ""))
    unit = {"amount": t("(元)"), "count": t("(次)")}.get(kind_of(question.fact), "")
    st.text_input(
        t.pick(question.title, question.title_en) + unit,
        key=key,
        placeholder=t("没有就写 0") if not needed and unit else EXAMPLES[kind_of(question.fact)],
        autocomplete=AUTOCOMPLETE,
        on_change=_typed,
        args=(path, key, answers),
    )
    if not needed:
        box = f"{key}-unsure"
        show(box, path in answers.unsure)
        st.checkbox(t("不清楚"), key=box, on_change=_doubted, args=(path, box, answers))


def _typed(path: str, key: str, answers: Answers) -> None:
    answers.put(path, st.session_state[key])


def _doubted(path: str, box: str, answers: Answers) -> None:
    if st.session_state[box]:
        answers.not_sure(path)
    else:
        answers.unsure.discard(path)


def heading(text: str, small: str | None = None) -> None:
    """The heading of a step."""
    st.html(join(tag("p", small, class_="mb-step-of") if small else None, tag("h2", text, class_="mb-heading")))
