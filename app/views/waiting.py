"""断交和连续交: how long to wait after a lapse, and what years paid in a row bring; every field may stay empty."""

from collections.abc import Callable

import streamlit as st

from app.parts import waiting
from app.parts.markup import tag
from app.parts.shell import say
from app.places import place_name
from app.session import Session, session, texts
from app.texts import Texts
from engine.content import library
from engine.enrolment.history import history_of
from engine.enrolment.rules import areas
from engine.enrolment.telling import told
from engine.errors import CaseError

NOT_KNOWN = ""
AREA = "area"


def page() -> None:
    """Draws the fields in two groups, each with its result below."""
    now, t, content = session(), texts(), library()
    st.html(tag("h2", t("断交要等多久,连着交有什么奖励")))
    st.html(tag("p", t("知道几项填几项,不知道的空着,结果就是一个范围。不留存。"), class_="mb-hint"))
    draw = Fields(now, t)
    with st.container(key="mb-wait"):
        st.html(tag("h3", t("断交了,等多久")))
        _fields_of_the_wait(draw, t)
        wait = st.container()
    with st.container(key="mb-bonus"):
        st.html(tag("h3", t("连着交,大病保险封顶线多多少")))
        _fields_of_the_bonus(draw, t)
        bonus = st.container()
    said = {name: text for name, text in now.enrolment.items() if name != AREA}
    try:
        found = told(history_of(said), now.enrolment.get(AREA) or None, t.words, content)
    except CaseError as error:
        draw.refuse(error)
        return
    with wait:
        st.html(waiting.wait(found["wait"], content, t))
    with bonus:
        st.html(waiting.bonus(found["bonus"], content, t))
    say(t.list([found["wait"]["sentences"][0], found["bonus"]["sentences"][0]]), now)


class Fields:
    """The fields as views of what the session holds; under each there is room for what is wrong with it."""

    def __init__(self, now: Session, t: Texts) -> None:
        self.now, self.t = now, t
        self.below: dict[str, Callable[[str], object]] = {}

    def text(self, name: str, label: str, hint: str) -> None:
        """A number of years, or an amount."""
        key = self._key(name)
        self._keep(name, st.text_input(label, key=key, placeholder=hint, autocomplete="off"))

    def choice(self, name: str, label: str, options: dict[str, str]) -> None:
        """One of some answers, "not sure" among them."""
        key = self._key(name)
        words = {NOT_KNOWN: self.t("不清楚"), **options}
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
        names = {code: place_name(code, library(), t) for code in areas(library())}
        draw.choice(AREA, t("在哪个省参保(有当地数的)"), names)
        draw.text("cap", t("当地大病保险原来的封顶线(元)"), t("比如 400000"))
        draw.text("per_time", t("当地每次奖励加多少(元)"), t("不知道就空着"))
