"""The sheet: every fact as one form in the order in which settlement sheets are printed, for a desk without a mouse.

What is left empty is not known. The form's fields depend only on the scheme, so that the hand learns their order.
"""

import streamlit as st

from app.answers import Answers
from app.outcome import PROBE_TOTAL, Outcome, layers_reportable
from app.parts.ask import AUTOCOMPLETE, EXAMPLES, choice_key, error, field_key, show, take_some
from app.parts.guided import in_order
from app.parts.markup import tag
from app.parts.place import choose_place
from app.questions import choices, is_ordinary, kind_of, usual_answer
from app.session import Session, today
from app.texts import Texts
from engine.asked import facts_read
from engine.compiled import compile_scheme
from engine.content import Library
from engine.errors import MingbaiError
from engine.facts import YEAR, fact_of, path_of

# Two boxes of the form that settle several facts at once.
USUAL, FIRST = "usual", "first"


def sheet(now: Session, outcome: Outcome | None, content: Library, t: Texts) -> None:
    """The form with its buttons."""
    choose_place(now, content, t)
    if outcome is None:
        return
    answers = now.answers
    if answers.visits > 1:
        _which_bill(now, t)
    paths = fields(answers, outcome, content)
    with st.form(f"mb-form-{answers.round}-{answers.visit}", border=False):
        cells = [*(path for path in paths if not path.startswith(YEAR)), USUAL]
        if answers.visit == 0:
            cells += [FIRST, *(path for path in paths if path.startswith(YEAR))]
        for number in range(0, len(cells), 2):  # line by line, so that Tab goes as the eye does
            for side, cell in zip(st.columns(2), cells[number : number + 2], strict=False):
                with side:
                    _cell(cell, now, outcome, content, t)
        sent = (now, paths, content)
        st.form_submit_button(t("算"), type="primary", on_click=_take, args=sent, width="stretch")
        st.form_submit_button(t("同一人下一张"), key="mb-next-bill", on_click=_next_bill, args=sent, width="stretch")
    st.button(t("下一位"), key="mb-next-person", on_click=_next_person, args=(now,), width="stretch")
    _why(paths, content, t)


def _field_key(path: str, now: Session) -> str:
    chosen = kind_of(fact_of(path)) in ("choice", "yes_no", "set")
    return choice_key(path, now) if chosen else field_key(path, now.answers)


def _cell(cell: str, now: Session, outcome: Outcome, content: Library, t: Texts) -> None:
    answers = now.answers
    if cell == USUAL:
        show(_key(answers, USUAL), False)
        st.checkbox(t("没填的少见情况,都是平常的"), key=_key(answers, USUAL))
    elif cell == FIRST:
        show(_key(answers, FIRST), answers.first_time)
        st.checkbox(t("今年头一回,以前没报过"), key=_key(answers, FIRST))
    else:
        _field(cell, now, outcome, content, t)


def _key(answers: Answers, name: str) -> str:
    return f"mb-{answers.round}-sheet-{answers.visit}-{name}"


def fields(answers: Answers, outcome: Outcome, content: Library) -> list[str]:
    """The form's facts: all that the scheme may read for any visit, in the order of a sheet."""
    blank = {"scheme": answers.scheme, "today": today(), "visits": [{"bill": {"total": PROBE_TOTAL}}]}
    try:
        read = [fact_of(path) for path in facts_read(blank, content=content)]
    except MingbaiError:
        read = []
    named = {axis.name for figure in compile_scheme(outcome.scheme).figures() for axis in figure.axes}
    told = [
        fact for name in sorted(named) for fact in (f"visit.{name}", f"person.{name}") if fact in content.questions()
    ]
    facts = ["visit.on", "visit.bill.total", *read, *told]
    facts += [f"visit.reported.{layer}" for layer in layers_reportable(outcome.scheme, None)]
    if "person.enrolled_on" in facts:
        facts.append("person.continuous_enrolment")
    said = [path for path in (*answers.texts, *outcome.faults) if not path.startswith("visits.")]
    mine = [path for path in answers.texts if path.startswith(f"visits.{answers.visit}.")]
    paths = dict.fromkeys([*(path_of(fact, answers.visit) for fact in facts), *said, *mine])
    return in_order([path for path in paths if answers.visit == 0 or path.startswith("visits.")], content)


def _field(path: str, now: Session, outcome: Outcome, content: Library, t: Texts) -> None:
    question = content.question(fact_of(path))
    kind = kind_of(question.fact)
    answers = now.answers
    key = _field_key(path, now)
    label = t.pick(question.title, question.title_en)
    if kind in ("choice", "yes_no", "set"):
        # A number before each answer: the desk types it, then Enter.
        # Levels carry their own number: a village clinic is 0, so that 1, 2, 3 are 一级, 二级, 三级. The list never
        # changes while the form stands: a field of choices remembers a place in its list.
        options = choices(question, outcome.scheme, None, t)
        first = 0 if options and options[0].value == "village" else 1
        labels = {one.value: f"{number} {one.label}" for number, one in enumerate(options, start=first)}
        if kind == "set":
            show(key, [value for value in (answers.texts.get(path) or "").split(",") if value in labels])
            st.multiselect(label, list(labels), format_func=labels.get, key=key, placeholder=t("不清楚就空着"))
        else:
            show(key, answers.texts.get(path) if answers.texts.get(path) in labels else None)
            st.selectbox(
                label, list(labels), format_func=labels.get, index=None, key=key, placeholder=t("不清楚就空着")
            )
    else:
        show(key, answers.texts.get(path, ""))
        empty = t("不清楚就空着")
        if kind in ("date", "rate"):
            empty = t("像 {example},不清楚就空着", example=EXAMPLES[kind])
        elif question.fact == "visit.bill.total":
            empty = t("像 {example}", example=EXAMPLES[kind])
        st.text_input(label, key=key, placeholder=empty, autocomplete=AUTOCOMPLETE)
    error(path, now, outcome)


def _take(now: Session, paths: list[str], content: Library) -> None:
    """The form as it was sent."""
    answers = now.answers
    for path in paths:
        value = st.session_state.get(_field_key(path, now))
        if isinstance(value, list):
            before = (answers.texts.get(path) or "").split(",")
            take_some(path, value, before, answers)
        elif value or path in answers.texts:
            answers.put(path, value)
    if answers.visit == 0 and st.session_state.get(_key(answers, FIRST)):
        if not any(path.startswith(YEAR) for path in answers.texts):
            answers.nothing_before(True)
    elif answers.visit == 0 and answers.first_time:
        answers.first_time = False
    if st.session_state.get(_key(answers, USUAL)):
        for path in paths:
            question = content.question(fact_of(path))
            if path not in answers.texts and is_ordinary(question, answers.kind()):
                answers.put(path, usual_answer(question))
    wrong = answers.faults(content)
    if wrong:
        now.bring(_field_key(next(path for path in (*paths, *wrong) if path in wrong), now))


def _which_bill(now: Session, t: Texts) -> None:
    answers = now.answers
    labels = {n: t("第 {number} 张", number=n + 1) for n in range(answers.visits)}
    show(f"mb-which-{now.lang}", answers.visit)
    st.segmented_control(
        t("这个人的单子"),
        list(labels),
        format_func=lambda n: labels[n],
        key=f"mb-which-{now.lang}",
        required=True,
        on_change=_other_bill,
        args=(now,),
    )


def _other_bill(now: Session) -> None:
    now.answers.visit = st.session_state[f"mb-which-{now.lang}"] or 0


def _next_bill(now: Session, paths: list[str], content: Library) -> None:
    """Takes the form, then begins the next bill; a bill without its total is finished first."""
    _take(now, paths, content)
    if now.answers.next_bill():
        now.bring(choice_key(f"visits.{now.answers.visit}.kind", now))
    else:
        now.bring(field_key(f"visits.{now.answers.visit}.bill.total", now.answers))


def _next_person(now: Session) -> None:
    now.answers.next_person()
    now.bring(choice_key("visits.0.kind", now))


def _why(paths: list[str], content: Library, t: Texts) -> None:
    """Hints and reasons for all fields, below the form so that they cost the hand no Tab."""
    items = []
    for path in paths:
        question = content.question(fact_of(path))
        items += [
            tag("dt", t.pick(question.title, question.title_en)),
            tag("dd", t.pick(question.hint, question.hint_en), " ", t.pick(question.why, question.why_en)),
        ]
    inside = tag("details", tag("summary", t("每一格在单子的哪里、为什么问")), tag("dl", *items), class_="mb-fold")
    st.html(inside)
