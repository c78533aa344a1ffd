"""断交和连续交: how long to wait after a lapse, and what years paid in a row bring; every field may stay empty."""

from collections.abc import Callable

import streamlit as st

from app.parts import waiting
from app.parts.markup import Markup, tag
from app.parts.shell import say
from app.places import place_name
from app.session import Session, session, texts, today
from app.texts import Texts
from engine.content import Library, library
from engine.enrolment.lines import Json
from engine.enrolment.reading import Heard, heard
from engine.enrolment.rules import area_of, areas
from engine.enrolment.telling_bonus import bonus_told
from engine.enrolment.telling_waiting import wait_told
from engine.errors import CaseError

NOT_KNOWN = ""
AREA = "area"
OF_THE_WAIT = ("lapsed", "repaired", "in_window", "exempt")
OF_THE_BONUS = ("straight", "zero_claim", "bonus_used", "cap", "per_time")


def page() -> None:
    """Draws the fields in two groups, each with its result below."""
    now, t, content = session(), texts(), library()
    st.html(tag("h2", t("断交要等多久,连着交有什么奖励")))
    st.html(tag("p", t("知道几项填几项,不知道的空着,结果就是一个范围。不留存。"), class_="mb-hint"))
    draw = Fields(now, t)
    _place(draw, t)
    with st.container(key="mb-wait"):
        st.html(tag("h3", t("断交了,等多久")))
        _fields_of_the_wait(draw, t)
        wait = st.container()
    with st.container(key="mb-bonus"):
        st.html(tag("h3", t("连着交,大病保险封顶线多多少")))
        _fields_of_the_bonus(draw, t)
        bonus = st.container()
    area = now.enrolment.get(AREA) or None
    read = heard({name: text for name, text in now.enrolment.items() if name != AREA}, content)
    for fault in read.faults.values():
        draw.refuse(fault)
    said = []
    with wait:
        found = wait_told(read.history, area, t.words, content)
        said.append(_result(found, OF_THE_WAIT, read, waiting.wait, t))
    with bonus:
        found = bonus_told(read.history, area, int(today()[:4]), t.words, content)
        said.append(_result(found, OF_THE_BONUS, read, waiting.bonus, t))
    say(" ".join(said), now)


def _result(
    found: Json, fields: tuple[str, ...], read: Heard, drawn: Callable[[Json, Library, Texts], Markup], t: Texts
) -> str:
    """Draws the result of one half, or how many of its fields are to be mended; what is read out of it."""
    wrong = [name for name in fields if name in read.faults]
    if wrong:
        st.html(waiting.to_mend(len(wrong), t))
        return t("有 {count} 格要改,改好了这里就有结果。", count=len(wrong))
    st.html(drawn(found, library(), t))
    return str(found["headline"])


class Fields:
    """The fields as views of what the session holds; under each there is room for what is wrong with it."""

    def __init__(self, now: Session, t: Texts) -> None:
        self.now, self.t = now, t
        self.below: dict[str, Callable[[str], object]] = {}

    def text(self, name: str, label: str, hint: str) -> None:
        """A number of years, or an amount."""
        key = self._key(name)
        self._keep(name, st.text_input(label, key=key, placeholder=hint, autocomplete="off"))

    def choice(self, name: str, label: str, options: dict[str, str], none: str | None = None) -> None:
        """One of some answers, "not sure" (or `none`) among them."""
        key = self._key(name)
        words = {NOT_KNOWN: none or self.t("不清楚"), **options}
        self._keep(name, st.selectbox(label, list(words), format_func=words.__getitem__, key=key) or NOT_KNOWN)

    def yes_no(self, name: str, label: str) -> None:
        """Yes, no, or not sure."""
        self.choice(name, label, {"true": self.t("是"), "false": self.t("不是")})

    def refuse(self, error: CaseError) -> None:
        """Says what is wrong with a field beside it."""
        self.below[error.path](tag("p", self.t.words(error.template, **error.values), class_="mb-error", role="alert"))

    def _key(self, name: str) -> str:
        key = f"mb-enrolment-{name}-{self.now.lang}"
        st.session_state.setdefault(key, self.now.enrolment.get(name, NOT_KNOWN))
        return key

    def _keep(self, name: str, value: str) -> None:
        self.now.enrolment[name] = value
        self.below[name] = st.container().html


def _place(draw: Fields, t: Texts) -> None:
    names = {code: place_name(code, library(), t) for code in areas(library())}
    draw.now.enrolment.setdefault(AREA, _of_the_bill(draw.now))
    draw.choice(AREA, t("在哪里参保(列出来的,我们有当地的数)"), names, t("别的地方,或者不清楚(按国家规定算)"))


def _of_the_bill(now: Session) -> str:
    """The area of the place that was chosen for a bill, where we hold figures of it."""
    answers = now.answers
    here = answers.region or (library().scheme(answers.scheme).region if answers.scheme else None)
    return (area_of(here, library()) if here else None) or NOT_KNOWN


def _fields_of_the_wait(draw: Fields, t: Texts) -> None:
    left, right = st.columns(2)
    with left:
        draw.text("lapsed", t("到现在连着断交了几年"), t("没断过就写 0"))
        draw.text("repaired", t("断了的补交几年"), t("不补就写 0"))
    with right:
        draw.yes_no("in_window", t("是在集中缴费期里交的吗"))
        draw.yes_no("exempt", t("是刚出生的孩子这样不用等的人吗"))


def _fields_of_the_bonus(draw: Fields, t: Texts) -> None:
    left, right = st.columns(2)
    with left:
        draw.text("straight", t("连着交了几年(断过的,写断交以前的)"), t("比如 6"))
        draw.text("zero_claim", t("其中最近连着几年一分没报"), t("报过就写 0"))
        draw.yes_no("bonus_used", t("后来大病保险报销,用到过奖励的额度吗"))
    with right:
        draw.text("cap", t("当地大病保险原来的封顶线(元)"), t("比如 40万"))
        draw.text("per_time", t("当地每次奖励加多少(元)"), t("不知道就空着"))
