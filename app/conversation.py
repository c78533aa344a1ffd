"""A visitor's conversation as the page shows it: what was said, what is understood, and its hand-over to the estimator.

Pure: no Streamlit, no clock; nothing is kept but in the object itself.
"""

import copy
from dataclasses import dataclass, field
from typing import Any

from app.answers import Answers
from app.questions import NONE_OF_THEM
from app.texts import Texts
from engine.content import Library
from engine.facts import YEAR, fact_of
from engine.money import yuan
from engine.scheme import Scheme
from engine.talk.plain import masked
from engine.talk.replies import fact_name, value_in_words
from engine.talk.state import State
from engine.talk.talk import Talk

Json = dict[str, Any]
ZERO = ("0", "0.00")
FEW = 3  # facts of the year that are still shown one by one


@dataclass
class Said:
    """One message: whose ("person" or "clerk"), its lines, and the question that it ends with."""

    who: str
    lines: list[str]
    question: str | None = None


@dataclass(frozen=True)
class Heard:
    """One row of what was understood. `paths`: the facts that "change" takes back; `how`: "said", "usual" (one "yes"
    said several at once), "implied" (follows from what was said), "loose" (a range) or "unsure"."""

    paths: tuple[str, ...]
    name: str
    value: str
    how: str


@dataclass
class Conversation:
    """`said`: all messages, numbers of persons masked; `turn`: the newest object of the talk; `bounds`, `estimate`: the
    newest range and worked-out answer, which stand until other facts are told; `count`: turns so far."""

    talk: Talk
    said: list[Said] = field(default_factory=list)
    turn: Json = field(default_factory=dict)
    bounds: Json | None = None
    estimate: Json | None = None
    known: Json = field(default_factory=dict)  # the facts that those two rest on
    count: int = 0
    retold: Said | None = None  # how things stand, told once more in another language

    def say(self, text: str) -> None:
        """Takes a sentence. Identity and phone numbers are masked before anything is kept, read or shown."""
        shown = masked(text).strip()
        if not shown:
            return
        self.said.append(Said("person", shown.splitlines()))
        self._answered(self.talk.say(shown))

    def choose(self, value: str, label: str) -> None:
        """Takes a quick reply."""
        self.said.append(Said("person", [label]))
        self._answered(self.talk.choose(value))

    def change(self, paths: tuple[str, ...], label: str) -> None:
        """Takes facts back, so that they are open again and asked for."""
        self.said.append(Said("person", [label]))
        self._answered(self.talk.change(*paths))

    def speak(self, lang: str) -> None:
        """From now on replies are in this language; how things stand is told in it once more."""
        if self.said:
            if self.said[-1] is self.retold:
                self.said.pop()
            self._answered(self.talk.speak(lang, final=self.estimate is not None))
            self.retold = self.said[-1]
        else:
            self.talk = Talk(self.talk.state.today, dict(self.talk.state.said), lang=lang, content=self.talk.content)

    def follow(self, content: Library) -> None:
        """From now on answers come from this content; how things stand is told by it once more."""
        self.talk.follow(content)
        lang = self.talk.words.lang
        self.speak(lang)
        if self.retold:
            self.retold.lines.insert(0, Texts(lang)("规定刚换成了新的一版。前面说过的数,以现在的为准:"))

    def _answered(self, turn: Json) -> None:
        known = self._known()
        if known != self.known:
            self.known, self.bounds, self.estimate = known, None, None
        answer = turn["answer"] or {}
        self.estimate = answer if "layers" in answer else self.estimate
        self.bounds = turn.get("caps_as_stated") or turn["bounds"] or self.bounds
        self.turn = turn
        self.count += 1
        asked = (turn["ask"] or {}).get("title")
        lines = turn["reply"].splitlines()
        if asked and lines and lines[-1].endswith(asked):
            lines.pop()  # it is drawn as the question
        if lines or asked:
            self.said.append(Said("clerk", lines, asked))

    def _known(self) -> Json:
        state = self.talk.state
        return copy.deepcopy({"said": state.said, "implied": state.implied, "ranges": state.ranges})

    # ---- what is understood

    def heard(self, content: Library, t: Texts) -> list[Heard]:
        """Every fact, in the order in which it was said; a year without anything before is one row, and so is one of
        which the person knows nothing."""
        state, words = self.talk.state, t.words
        year = year_of_nothing(state)
        doubted = tuple(path for path in sorted(state.unsure) if path.startswith(f"{YEAR}."))
        if len(doubted) <= FEW:
            doubted = ()
        rows = []
        for path, value in state.said.items():
            if path not in year:
                name = fact_name(path, content, words)
                how = "usual" if path in state.at_once else "said"
                rows.append(Heard((path,), name, value_in_words(path, value, content, words), how))
        if year:
            rows.append(Heard(year, t("今年这次以前"), t("头一回,没报过"), "said"))
        if state.denied and "person.categories" not in state.said:
            path = "person.categories"
            names = value_in_words(path, sorted(state.denied), content, words)
            rows.append(Heard((path,), fact_name(path, content, words), t("不是{names}", names=names), "said"))
        for path, (low, high) in state.ranges.items():
            ends = [value_in_words(path, yuan(fen), content, words) for fen in (low, high)]
            rows.append(Heard((path,), fact_name(path, content, words), " ~ ".join(ends), "loose"))
        for path, value in state.implied.items():
            name = fact_name(path, content, words)
            rows.append(Heard((path,), name, value_in_words(path, value, content, words), "implied"))
        if doubted:
            rows.append(Heard(doubted, t("今年这次以前"), t("不清楚"), "unsure"))
        for path in sorted(state.unsure - set(doubted)):
            rows.append(Heard((path,), fact_name(path, content, words), t("不清楚"), "unsure"))
        return rows

    def scheme(self, content: Library) -> Scheme | None:
        """The scheme that the talk goes by."""
        return self.talk.state.scheme(content)[0]


def year_of_nothing(state: State) -> tuple[str, ...]:
    """The facts of the year so far where all of them say that there was nothing before."""
    year = tuple(path for path in state.said if path.startswith(f"{YEAR}."))
    nothing = len(year) > FEW and all(str(state.said[path]) in ZERO for path in year)
    return year if nothing else ()


def hand_over(conversation: Conversation, content: Library) -> Answers:
    """The estimator's answers: all that was said, as it would have been filled in there.

    What its fields cannot say stays open there: loose amounts, a sum borne in place of a bill, "not in this need".
    """
    state = conversation.talk.state
    answers = Answers()
    scheme = conversation.scheme(content)
    if scheme is None:
        return answers
    answers.choose(scheme.id, state.said.get("region"))
    answers.visits = state.visits()
    doubted = {path for path in state.unsure if path.startswith(f"{YEAR}.")}
    nothing = bool(year_of_nothing(state))
    told = [path for path in (*state.said, *state.implied) if path.startswith(f"{YEAR}.")]
    if nothing or (len(doubted) > FEW and not told):
        answers.nothing_before(True if nothing else None)
    settled = bool(answers.first_time or YEAR in answers.unsure)
    fields = content.questions()
    for path, value in {**state.implied, **state.said}.items():
        if fact_of(path) in fields and not (settled and path.startswith(f"{YEAR}.")):
            answers.put(path, _typed(value))
    for path in state.unsure:
        if not (settled and path.startswith(f"{YEAR}.")):
            answers.not_sure(path)
    answers.before_opened = bool(told) and not settled
    return answers


def _typed(value: Any) -> str:
    """A fact as it would be typed or chosen in the estimator."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(value) or NONE_OF_THEM
    return str(value).removesuffix(".00")
