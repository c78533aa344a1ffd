"""What one visitor's session holds: the answers, the language, the step of the way. Nothing of it is kept elsewhere.

Only region, year and language stand in the address.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.answers import Answers
from app.comparison import Comparison
from app.conversation import Conversation
from app.places import COUNTRY, NOWHERE, not_held, place_of, scheme_of_address, year_of
from app.texts import FOLDERS, Texts
from engine.content import Library, library
from engine.errors import MingbaiError
from engine.funds.own import Own
from engine.funds.proposals import Prose
from engine.funds.rows import Fault, Row
from engine.talk.talk import Talk

KEY = "mingbai"
GUIDED, SHEET = "guided", "sheet"
CHINA = timezone(timedelta(hours=8))


@dataclass
class Session:
    """`content`: what this visitor was last answered from; `stage`: the step of the guided way; `goto`: a field to
    bring into view, with `turn` growing at each wish."""

    content: Library
    lang: str = "zh-Hans"
    way: str = GUIDED
    stage: str = "place"
    answers: Answers = field(default_factory=Answers)
    comparison: Comparison = field(default_factory=Comparison)
    goto: str | None = None
    turn: int = 0
    conversation: Conversation | None = None
    shown: int = 0  # turns of the conversation that were brought into view
    looked_up: str = ""  # what was typed on the page 查政策
    looked_in: dict[str, str] = field(default_factory=dict)  # the place and topic chosen there
    read: str = ""  # the document, and the clause of it, that was brought into view
    not_held: str | None = None  # what the address named and we do not hold
    fund: tuple[str, str] | None = None  # the place and year looked at on the page 基金公开
    fund_asked: tuple[str | None, str | None] | None = None  # what the address asked for there and we do not hold
    enrolment: dict[str, str] = field(default_factory=dict)  # what was typed on the page 断交和连续交
    rooms: dict[str, StreamlitPage] = field(default_factory=dict)
    # Fund figures that an office gave here: what was taken, how it gives more, and what is not finished yet.
    own: Own = field(default_factory=Own)
    own_way: str = "file"
    own_turn: int = 0
    own_error: MingbaiError | None = None
    own_row: Row = field(default_factory=dict)
    own_row_faults: list[Fault] = field(default_factory=list)
    own_prose: Prose | None = None

    def bring(self, key: str) -> None:
        """Asks the page to bring a field into view after this run."""
        self.goto = key
        self.turn += 1


def session() -> Session:
    """The session of this visitor, begun from the address at the first run."""
    if KEY not in st.session_state:
        asked = st.query_params
        begun = Session(library(), lang=_language(asked.get("lang")))
        begun.not_held = not_held(asked.get("region"), asked.get("year"), begun.content, Texts(begun.lang))
        region = asked.get("region")
        named = scheme_of_address(region, asked.get("year"), begun.content, today())
        begun.answers.choose(named, region if named and region not in (COUNTRY, NOWHERE) else None)
        if begun.answers.scheme:
            begun.stage = "visit"
        st.session_state[KEY] = begun
    found: Session = st.session_state[KEY]
    if found.content is not library():
        _follow(found, library())
    return found


def _follow(now: Session, content: Library) -> None:
    """A newer edition came into use: what this visitor said is worked out by it, unless it lacks their scheme."""
    now.content = content
    talk = now.conversation
    said = talk.talk.state.said.get("scheme") if talk else None
    if {said, now.answers.scheme} - {None, *content.scheme_ids()}:
        start_again(now)
    elif talk:
        talk.follow(content)


def _language(asked: str | None) -> str:
    if asked in FOLDERS:
        return asked
    locale = (st.context.locale or "").lower()
    return "zh-Hant" if locale.startswith("zh") and locale.endswith(("-tw", "-hk", "-mo", "hant")) else "zh-Hans"


def texts() -> Texts:
    """The words of this visitor's language."""
    return Texts(session().lang)


def today() -> str:
    """The day in China, where the bills are."""
    return datetime.now(CHINA).date().isoformat()


def conversation(now: Session) -> Conversation:
    """The visitor's conversation; a new one knows the place and year of the address."""
    if now.conversation is None:
        given = {"scheme": now.answers.scheme} if now.answers.scheme else {}
        now.conversation = Conversation(Talk(today(), given, lang=now.lang))
    elif now.conversation.talk.lang != now.lang:
        now.conversation.speak(now.lang)
    return now.conversation


def start_again(now: Session) -> None:
    """Empties the conversation, and what it handed over to the estimator with it."""
    now.conversation = None
    now.answers = Answers(round=now.answers.round + 1)
    now.enrolment = {}
    now.stage = "place"
    now.shown = 0


def show_in_address(scheme_id: str | None, **more: str | None) -> None:
    """Writes region, year and language into the address, and nothing else but `more`: a topic or a document, never
    words of a person."""
    place: dict[str, str | None] = {}
    if scheme_id:
        scheme = library().scheme(scheme_id)
        answers = session().answers
        own = answers.region if answers.scheme == scheme_id else None
        place = {"region": own or place_of(scheme, library()), "year": year_of(scheme)}
    put_in_address(**more, **place)


def put_in_address(**parts: str | None) -> None:
    """Writes language, and what is given and not empty, into the address: a region, a year, a topic, a document or a
    clause of it.

    At every run, also where this run knows these parts already: a link from a page to itself hands them over without
    changing the address, and only a changed address gives the browser something to go back to. The same parts keep
    their order: another order would be another step back.
    """
    now = session()
    wanted = {"lang": now.lang} if now.lang != "zh-Hans" else {}
    wanted |= {name: value for name, value in parts.items() if value}
    standing = dict(st.query_params)
    st.query_params.from_dict(standing if standing == wanted else wanted)
