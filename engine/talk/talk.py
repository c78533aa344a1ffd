"""A conversation: each turn takes a person's sentence and gives the contract's object, the one next question in it."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from engine.case import parse_day
from engine.content import Library, library
from engine.facts import fact_of
from engine.talk import courtesies, looking_up, replies, weighing
from engine.talk.carrying_on import carried_on
from engine.talk.glossary import glossary
from engine.talk.hospitals import sets_top_apart
from engine.talk.intents import END, intent_of
from engine.talk.places import schemes_named, take_places
from engine.talk.plain import MASK, masked, plain
from engine.talk.questions import Ask
from engine.talk.standing import standing
from engine.talk.state import State, check_given
from engine.talk.taking import (
    Taken,
    above_ceiling,
    as_fact,
    changes,
    mean_the_only_amount,
    supposed,
    take,
    take_answer,
    unsure_of,
)
from engine.talk.turn import Turn
from engine.talk.understand import Reader
from engine.talk.understood import Setting, Understood
from engine.talk.vocabulary import vocabulary
from engine.wording import Words
from engine.written import EPOCH

Json = dict[str, Any]
CARRIED_ON = ("rule", "procedure", "funds")  # questions that another place or year may take up
# Words after which a sentence without facts is still an answer or a wish.
EXPECTED = {"again", "as_it_stands", "estimate", "unsure"}
NOTHING_BEFORE = "nothing_before"  # the joint question to which 是头一回 is a whole yes
# What a short answer to our question may be taken for by its words alone.
MISTAKEN = ("rule", "out_of_scope", "greeting", "procedure")


class Talk:
    """One conversation. Nothing of it is kept anywhere else.

    `today`: ISO day that words like 去年 refer to; `given`: facts known beforehand, by path (CaseError for a path or a
    value that a case does not have); `lang`: the language of replies, that of each question where None.
    """

    def __init__(
        self, today: str, given: Json | None = None, *, lang: str | None = None, content: Library | None = None
    ) -> None:
        self.content = content or library()
        facts = check_given(given or {}, self.content)
        told_today = (given or {}).get("today")
        self.state = State(today=told_today or today, said=facts)
        self.sure_today = bool(told_today) or "scheme" not in facts
        self.lang = lang
        self.reader = reader_of(self.content)
        self.ask: Ask | None = None
        self.place: str | None = None  # the place that a question of rules named last
        self.year_told: str | None = None  # the scheme of which it was said that the year is taken for granted
        self.words = Words(lang or "zh-Hans")
        self.wanted: tuple[str, ...] = ()  # facts just taken back, to be asked for again
        self.last_asked: str | None = None  # the question of rules that was asked last, plain
        self.told: set[str] = set()  # remarks that are made once
        self.cited: list[str] = []  # the clauses of the last reply that rested on any
        self.missed = 0  # sentences in a row that told nothing

    def say(self, text: str) -> Json:
        """One turn: the person's sentence, to the contract's object."""
        self.wanted = ()
        before = self._next_person(text)
        carried = self._carried_on(text)
        text = carried or text
        found = self.reader.read(text, self._today(), self._setting(text))
        self.words = Words(self.lang or found.lang)
        known = bool(self.state.said.keys() - {"scheme", "region"} or self.state.ranges)
        mean_the_only_amount(found, self.state)
        answered = self._short_answer(found)
        named = bool(glossary(self.content).in_text(found.text))
        intent = intent_of(found, self.reader, known=known, asked=self.ask is not None, glossary=named)
        if answered and intent in MISTAKEN:
            intent = "estimate"
        if self._asks_for_grounds(found):
            intent = "explain"
        if intent == "correct" and not changes(found, self.state):
            intent = "estimate"
        turn = Turn(intent, found, self.words, answered)
        self.last_asked = found.text if intent in CARRIED_ON else None
        if before:
            turn.say(self.words("换一个人,从头算起;地方还按刚才的。"))
        if found.anew:
            turn.say(self.words("按您刚说的几次重新算,前面说的那张单子不算在里头。"))
        return self._turn(turn, masked=MASK in found.text)

    def _asks_for_grounds(self, found: Understood) -> bool:
        """Whether a sentence asks for nothing but what the last reply rests on."""
        else_ = found.topics or found.regions or found.says_something()
        known = self.cited or self.state.has_totals()
        return bool(known and not else_ and self.reader.patterns["asks_for_grounds"].search(found.text))

    def _next_person(self, text: str) -> bool:
        """下一个人: all that was known is another person's; only place and scheme stay. Whether it was said."""
        known = self.state.said.keys() - {"scheme", "region"} or self.state.ranges
        if not known or not self.reader.patterns["next_person"].search(plain(masked(text))):
            return False
        kept = {path: value for path, value in self.state.said.items() if path in ("scheme", "region")}
        self.state = State(today=self.state.today, said=kept)
        self.ask, self.missed = None, 0
        return True

    def _carried_on(self, text: str) -> str | None:
        """The last question of rules, asked of the place or the year of this sentence; the place that we asked for is
        taken too."""
        if self.last_asked is None:
            return None
        asked = self.ask is not None and self.ask.facts == ["region"] and not self.ask.options
        carried = carried_on(text, self.last_asked, self.reader, self._today(), place_asked=asked)
        if carried and asked:
            take_places(self.reader.read(text, self._today(), Setting()), self.state, self.reader.words)
            self.ask = None
        return carried

    def choose(self, value: str) -> Json:
        """One turn: the answer to the open question as its buttons carry it ("yes", "no", "unsure", an option)."""
        self.wanted = ()
        if self.ask is not None:
            take_answer(value, self.ask, self.state, self.content)
        return self._turn(Turn("estimate", Understood("", self.words.lang), self.words), masked=False)

    def change(self, *paths: str) -> Json:
        """One turn: takes back facts, so that they are open again, and asks for them."""
        for path in paths:
            self.state.forget(path)
            self.state.unsure.discard(path)
        self.wanted = paths
        return self._turn(Turn("correct", Understood("", self.words.lang), self.words), masked=False)

    def speak(self, lang: str, *, final: bool = False) -> Json:
        """From now on replies are in this language. Nothing is taken: how things stand and the open question are said
        in it once more. `final`: with the figure as it stands."""
        self.lang, self.words = lang, Words(lang)
        turn = Turn("estimate", Understood("", lang), self.words)
        standing(self, turn, final=final)
        return self._finished(turn)

    def follow(self, content: Library) -> None:
        """From now on answers come from this content. What was said stays; it must have the scheme that was named."""
        self.content, self.reader = content, reader_of(content)

    def _today(self) -> date:
        return date.fromordinal(parse_day(self.state.today).last + EPOCH)

    def _setting(self, text: str) -> Setting:
        scheme, _ = self.state.scheme(self.content)
        if scheme is None:
            scheme = next(iter(schemes_named(text, self.reader.words)), None)  # its own list of words may be meant
        ceiling = scheme is not None and above_ceiling(scheme)
        return Setting(
            self.state.has_totals(),
            scheme.id if scheme else None,
            ceiling,
            self.sure_today,
            self.state.visits() > 1,
            scheme is not None and sets_top_apart(scheme),
        )

    def _turn(self, turn: Turn, *, masked: bool) -> Json:
        if masked:
            turn.say(turn.words("号码已经遮掉,没有留下;算报销用不着证件号和电话。"))
        HANDLERS.get(turn.intent, _estimate)(self, turn)
        return self._finished(turn)

    def _finished(self, turn: Turn) -> Json:
        if turn.intent != "explain":
            self.cited = [one["clause"] for one in turn.out["citations"]]
        turn.out["facts"] = dict(self.state.said)
        if self.state.implied:
            turn.out["implied"] = dict(self.state.implied)
        turn.out["reply"] = "\n".join(turn.lines)
        turn.out["lang"] = turn.words.lang
        return turn.out

    def _short_answer(self, found: Understood) -> bool:
        """对 / 没有 / 不清楚 / a button's words to the open question; whether it was one."""
        if found.words.get("unsure"):
            named = [hit.what for hit in self.reader.sums.roles.named(found.text)]
            unsure_of(found, named, self.state, self.ask)
            return True
        noise = self.reader.patterns["noise"]
        bare = noise.sub("", found.text)
        if (
            self.ask is not None
            and self.ask.joint == NOTHING_BEFORE
            and self.reader.patterns["first_time"].fullmatch(bare)
        ):
            return take_answer("yes", self.ask, self.state, self.content)
        if self._option_said(bare):
            found.as_an_answer()
            return True
        if self.ask is None or found.says_something():
            return False
        for value, label in self.ask.options:
            if bare and bare in (value, noise.sub("", label)):
                return take_answer(value, self.ask, self.state, self.content)
        intents = self.reader.words.intents
        bare = bare or found.text.rstrip(END)  # 嗯 is all noise
        for value, words in (("yes", intents.yes), ("no", intents.no)):
            if bare and bare in {noise.sub("", word) or word for word in words}:
                return take_answer(value, self.ask, self.state, self.content)
        return False

    def _option_said(self, bare: str) -> bool:
        """Takes 省里的, 县里 … as the answer to the open question, or in place of what was told of a hospital; whether
        it was one."""
        choice = self.ask is not None and not self.ask.joint and bool(self.ask.options) and len(self.ask.facts) == 1
        path = self.ask.facts[0] if self.ask is not None and choice else None
        said = path and self._in_short(bare, path)
        if self.ask is not None and said and said in dict(self.ask.options):
            return take_answer(said, self.ask, self.state, self.content)
        for name in ("within_province", "facility_level"):  # what was told of it before is put right
            path = f"visits.{self.state.visits() - 1}.{name}"
            said = self._in_short(bare, path) if self.state.knows(path) else None
            if said:
                self.state.put(path, as_fact(path, said))
                return True
        return False

    def _in_short(self, bare: str, path: str) -> str | None:
        """The value of a fact that a word or two say."""
        question = self.content.questions().get(fact_of(path))
        noise = self.reader.patterns["noise"]
        short = {bare, self.reader.patterns["answer_lead"].sub("", bare)}
        options = question.options if question else ()
        return next((one.value for one in options if short & {noise.sub("", word) for word in one.said}), None)


def _estimate(talk: Talk, turn: Turn) -> None:
    """Facts of a case, told or put right: what was heard, and how things stand now."""
    found, words = turn.found, turn.words
    taken = take(found, talk.state, talk.ask, talk.reader.words, words)
    if found.text and not turn.answered and not _understood(talk, turn, taken):
        turn.say(_known_already(talk, found) or _not_understood(talk, words))
    else:
        talk.missed = 0
    turn.say(
        replies.heard(taken.facts, taken.ranges, talk.content, words),
        replies.read_back(found.readings, words),
        replies.taken_for_granted(taken.implied, talk.content, words),
        *replies.notes(found.notes, words),
        talk.state.wrong,
    )
    wrong, talk.state.wrong = talk.state.wrong, None
    if talk.state.scheme(talk.content)[0] is None and looking_up.ask_which_place(talk, turn):
        return
    scheme, _ = talk.state.scheme(talk.content)
    if scheme is not None and not scheme.frame and not talk.state.has_totals() and not wrong:
        looking_up.before_a_bill(talk, turn, scheme)
    standing(talk, turn, final=bool(found.words.get("as_it_stands")), quiet=bool(wrong))


def _understood(talk: Talk, turn: Turn, taken: Taken) -> bool:
    """Whether a sentence told something new, or is a wish that we know."""
    found = turn.found
    if taken.facts or taken.ranges or taken.implied or found.regions or talk.state.wrong or found.notes:
        return True
    bare = talk.reader.patterns["noise"].sub("", found.text)
    intents = talk.reader.words.intents
    short = talk.ask is None and bare in (*intents.yes, *intents.no)  # to a question it would have been an answer
    return short or bool(found.words.keys() & EXPECTED)


def _known_already(talk: Talk, found: Understood) -> str | None:
    """That what a sentence tells was told before; None where it tells nothing."""
    told = {path: value for path, value in supposed(found, talk.state).items() if talk.state.said.get(path) == value}
    return replies.known_already(told, talk.content, talk.words)


def _not_understood(talk: Talk, words: Words) -> str:
    """What is said of a sentence that told nothing; after the second in a row our question is put aside."""
    talk.missed += 1
    if talk.ask is None or talk.missed < 2:
        return words("这句我没听懂。您可以说在哪里住的院、一共花了多少钱。")
    talk.missed = 0
    talk.state.unsure |= {path for path in talk.ask.facts if not talk.state.knows(path)}
    return words("这句我也没听懂。刚才问的先放一边,想起来随时说。")


@lru_cache(maxsize=4)
def reader_of(content: Library) -> Reader:
    """The reader of a content folder, one for all talks: what it learns from the examples takes a second."""
    return Reader(vocabulary(content))


HANDLERS: dict[str, Callable[[Talk, Turn], None]] = {
    "estimate": _estimate,
    "correct": _estimate,
    "rule": looking_up.rule,
    "procedure": looking_up.rule,
    "define": looking_up.define,
    "funds": looking_up.funds,
    "compare": weighing.compare,
    "explain": weighing.explain,
    "greeting": courtesies.greet,
    "out_of_scope": courtesies.refuse,
}
