"""The one next question: what narrows the range most, several facts at once where that is natural."""

from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from engine.asked import options_of
from engine.content import Library, Question, parse
from engine.document import Document
from engine.facts import EXCLUSIONS, fact_of, path_of, visit_of
from engine.scheme import Scheme
from engine.talk.figures import Figures
from engine.talk.hospitals import either_level
from engine.talk.state import State
from engine.wording import LAYER_NAMES, Words

NONE_OF_THEM = "none"  # "none of these" of a question that takes several


class Joint(BaseModel):
    """A question that settles several facts: the `usual` answer of each, or their `amounts`. `parts`: what the title
    says of each fact, where only those that are open are to be spoken of. `not_with`: a fact that is not asked here
    once one of these was told to be other than usual. `title_after`: the title once the fact `after` was told."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    order: int
    usual: dict[str, str] = {}
    amounts: list[str] = []
    reported: bool = False
    not_with: dict[str, list[str]] = {}
    parts: dict[str, str] = {}
    parts_en: dict[str, str] = {}
    after: str | None = None
    title_after: str = ""
    title_after_en: str = ""
    title: str
    title_en: str
    why: str
    why_en: str


class JointFile(BaseModel):
    """`content/joint_questions.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    joint: list[Joint]


@lru_cache(maxsize=4)
def joint_questions(content: Library) -> tuple[Joint, ...]:
    """All joint questions, in the author's order."""
    file = parse(JointFile, Document(content.root.joinpath("joint_questions.yaml")))
    return tuple(sorted(file.joint, key=lambda one: one.order))


@dataclass
class Ask:
    """A question: the paths it sets, its answers ("yes"/"no" where `usual` says what yes means; the values of a choice;
    none for amounts and dates), title, why it is asked, and the range left in the worst case, fen."""

    facts: list[str]
    options: list[tuple[str, str]]
    title: str
    why: str
    usual: dict[str, str] = field(default_factory=dict)
    joint: str | None = None
    width: int = 0
    order: int = 0
    several: bool = False
    assumed: dict[str, str] = field(default_factory=dict)  # the usual answer to each fact, as the case writes it

    @property
    def amounts(self) -> bool:
        return not self.options


def next_question(
    state: State, scheme: Scheme | None, figures: Figures | None, content: Library, words: Words
) -> Ask | None:
    """The question to ask now; None where no unknown fact can change the answer any more."""
    if scheme is None:
        return where(words)
    if scheme.frame:
        return None
    if not state.has_totals():
        return _total(state, content, words)
    if figures is None or figures.exact:
        return None
    candidates = _candidates(state, scheme, figures, content, words)
    first = province_open(state, figures) or either_level(state)
    return next((ask for ask in candidates if ask.facts == [first]), None) or _narrowest(candidates, figures)


def province_open(state: State, figures: Figures) -> str | None:
    """The path of whether a hospital outside the city is in the province, where nobody has told and it matters: neither
    is usual."""
    for number in range(state.visits()):
        path = f"visits.{number}.within_province"
        away = state.said.get(f"visits.{number}.place") == "outside"
        if away and _may_ask(path, state) and path in figures.spread.paths() and figures.spread.matters(path):
            return path
    return None


def asked_again(
    paths: tuple[str, ...],
    state: State,
    scheme: Scheme | None,
    figures: Figures | None,
    content: Library,
    words: Words,
) -> Ask | None:
    """The question for facts that were taken back: the joint one that covers them, else that of the first; None where
    there is none to ask. It is asked even where its answer may not change the range: the person wants to say it."""
    open_ = [path for path in paths if _may_ask(path, state) and path not in ("region", "scheme")]
    if scheme is None or scheme.frame or not open_:
        return None
    if len(open_) > 1 and figures is not None:
        for ask in _candidates(state, scheme, figures, content, words):
            if ask.joint and set(ask.facts) & set(open_):
                return ask
    return _single(open_[0], state, scheme, figures, content, words)


def where(words: Words) -> Ask:
    """Where the person is insured."""
    why = words("各地的规定不一样,先要知道按哪里的算。")
    return Ask(["region"], [], words("在哪里参的保?说县、市的名字就行。"), why)


def _total(state: State, content: Library, words: Words) -> Ask | None:
    missing = next(
        n
        for n in range(state.visits())
        if not any(state.knows(f"visits.{n}.bill.{b}") for b in ("total", "in_scope", "borne"))
    )
    question = content.question("visit.bill.total")
    path = f"visits.{missing}.bill.total"
    if path in state.unsure:
        return None
    return Ask([path], [], _title(path, question, state, words), words.pick(question.why, question.why_en))


def _narrowest(candidates: list[Ask], figures: Figures) -> Ask | None:
    """The question that leaves the narrowest range; of those that leave it alike, what the sheet says was paid (without
    it a lost layer stays open), then the one on which most money hangs while everything else is as usual; then the
    author's order."""

    def rank(ask: Ask) -> tuple[int, bool, int, int]:
        paid = any(".reported." in path for path in ask.facts)
        return ask.width, not paid, -_at_stake(ask, candidates, figures), ask.order

    return min(candidates, key=rank, default=None)


def _at_stake(ask: Ask, candidates: list[Ask], figures: Figures) -> int:
    others = {path: text for other in candidates if other is not ask for path, text in other.assumed.items()}
    return _width(figures.spread.given(others), figures)


def _candidates(state: State, scheme: Scheme, figures: Figures, content: Library, words: Words) -> list[Ask]:
    open_ = [path for path in figures.spread.paths() if _may_ask(path, state) and figures.spread.matters(path)]
    if "person.enrolled_on" in open_:  # paid in time settles the day of payment
        open_[open_.index("person.enrolled_on")] = "person.continuous_enrolment"
    open_ = [path for path in dict.fromkeys(open_) if _may_ask(path, state)]
    for layer in figures.lost:
        open_ += [p for n in range(state.visits()) if _may_ask(p := f"visits.{n}.reported.{layer}", state)]
    found: list[Ask] = []
    covered: set[str] = set()
    for joint in joint_questions(content):
        ask = _joint(joint, open_, state, figures, words)
        if ask is not None and not covered >= set(ask.facts):
            found.append(ask)
            covered |= set(ask.facts)
    for path in open_:
        if path not in covered:
            found.append(_single(path, state, scheme, figures, content, words))
    loose = [path for path in state.ranges if path.startswith("visits.") and path not in state.unsure]
    if not found and loose and fact_of(loose[0]) in content.questions():
        found.append(_single(loose[0], state, scheme, figures, content, words))
    return found


def _may_ask(path: str, state: State) -> bool:
    visit, of_a_bill, name = path.rpartition(".bill.")
    if of_a_bill and name in EXCLUSIONS and any(state.knows(f"{visit}.bill.{way}") for way in ("borne", "in_scope")):
        return False  # what is outside the list is no part of it
    return path not in state.unsure and not state.knows(path)


def _joint(joint: Joint, open_: list[str], state: State, figures: Figures, words: Words) -> Ask | None:
    if joint.id in state.opened or (not joint.parts and _otherwise(joint, state)):
        return None
    reported = [path for path in open_ if ".reported." in path]
    if joint.reported != bool(reported) and joint.amounts:
        return None
    last = state.visits() - 1
    facts = []
    for number in range(last + 1):
        names = [*joint.usual, *joint.amounts]
        facts += [path for name in names if (path := path_of(name, number)) not in facts]
    if joint.reported:
        facts += reported
    facts = [path for path in facts if _may_ask(path, state) and not _told_otherwise(joint, path, state)]
    if joint.amounts and not any(path.rpartition(".")[2] in EXCLUSIONS for path in facts):
        return None  # only what was paid is open: that is a question of its own
    asked = [path for path in facts if path in open_]
    if not asked or (len(asked) < 2 and len(facts) < 2):
        return None
    layers = words.list(words(LAYER_NAMES[path.rpartition(".")[2]]) for path in reported)
    of_open = [name for name in joint.parts if any(fact_of(path) == name for path in facts)]
    names = [words.pick(joint.parts[name], joint.parts_en[name]) for name in of_open]
    said = words.list(names) if joint.amounts else words(",").join(names)
    told = joint.after is not None and state.knows(path_of(joint.after, 0))
    titles = (joint.title_after, joint.title_after_en) if told else (joint.title, joint.title_en)
    title = words.pick(*titles).format(layers=layers, parts=said)
    usual = {path: joint.usual[fact_of(path)] for path in facts if fact_of(path) in joint.usual}
    values = usual or dict.fromkeys(facts, "0")
    assumed = {path: _as_case(value) for path, value in values.items()}
    width = _width(figures.spread.given(assumed), figures)
    options = [("yes", words("是的,都是这样")), ("no", words("有不一样的"))] if usual else []
    facts = asked + [path for path in facts if path not in asked]
    why = words.pick(joint.why, joint.why_en)
    return Ask(facts, options, title, why, usual, joint.id, width, joint.order, assumed=assumed)


def _told_otherwise(joint: Joint, path: str, state: State) -> bool:
    """Whether what was told makes the usual answer to a fact unlikely: 转了诊, so not at home."""
    visit = visit_of(path) or 0
    known = {**state.implied, **state.said}
    others = {name: known.get(path_of(name, visit)) for name in joint.not_with.get(fact_of(path), ())}
    return any(value is not None and value != joint.usual[name] for name, value in others.items())


def _otherwise(joint: Joint, state: State) -> bool:
    """Whether a person has said otherwise of one of its facts."""
    known = {**state.implied, **state.said}
    paths = {path_of(name, number) for name in joint.usual for number in range(state.visits())} - state.at_once
    return any(path in state.ranges or str(known.get(path, 0)) not in ("0", "0.00") for path in paths)


def _as_case(value: str) -> str:
    return "" if value == NONE_OF_THEM else value


def _single(path: str, state: State, scheme: Scheme, figures: Figures | None, content: Library, words: Words) -> Ask:
    question = content.question(fact_of(path))
    kind = state.said.get(path_of("visit.kind", visit_of(path) or 0))
    options = [(one.value, words.pick(one.label, one.label_en)) for one in options_of(question, scheme, kind)]
    several = question.fact in ("person.categories", "visit.conditions")
    if several:
        options = [(NONE_OF_THEM, words("都没有")), *options]
    width = 0
    if figures is not None:
        widths = [_width(ends, figures) for ends in figures.spread.answers(path).values()]
        width = max(widths, default=_width(None, figures))
    title, why = _title(path, question, state, words), words.pick(question.why, question.why_en)
    usual = question.assume if question.assume is not None else "0"
    assumed = {} if kind_is_day(path) else {path: usual}
    return Ask([path], options, title, why, {}, None, width, question.order, several, assumed)


def _title(path: str, question: Question, state: State, words: Words) -> str:
    """The question of a fact, with the visit it is about where there are several."""
    title, visit = words.pick(question.title, question.title_en), visit_of(path)
    if visit is None or state.visits() == 1:
        return title
    return words("第 {number} 次:{title}", number=visit + 1, title=title)


def kind_is_day(path: str) -> bool:
    """Whether a fact is a day."""
    return path.rpartition(".")[2] in ("on", "discharged_on", "claimed_on", "born_on", "enrolled_on")


def _width(ends: tuple[int, int | None] | None, figures: Figures) -> int:
    if ends is None or ends[1] is None:
        return 10**15 if figures.high is None else figures.high - figures.low
    return ends[1] - ends[0]
