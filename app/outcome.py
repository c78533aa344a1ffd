"""From answers to everything that a result shows: the estimate, what is wrong where, what would change it.

Pure: no Streamlit, no clock; nothing is kept.
"""

from dataclasses import dataclass, field
from typing import Any

from app.answers import Answers, with_answer
from app.questions import Choice, choices, kind_of, usual_answer
from app.texts import Texts
from engine.asked import facts_read
from engine.content import Library
from engine.errors import CaseError, MingbaiError
from engine.estimate import estimate
from engine.facts import YEAR, fact_of, path_of
from engine.money import half_up, parse_yuan, yuan
from engine.scheme import Scheme

Json = dict[str, Any]
# A bill large enough that no ceiling or threshold hides a question.
PROBE_TOTAL = "1000000"
SUPPOSED_SHARES = (10, 20)  # percent of the bill outside the list
MOST_CHANGES = 8
SPLIT = ("self_funded", "over_limit", "first_pay")
# Always on offer: the day decides whether the scheme holds, the sheet's own figures stand in where ours are lost.
ALWAYS = ("visit.on", "visit.bill.total")


@dataclass(frozen=True)
class Change:
    """One fact said otherwise: its path, the other answer, and by how much self-pay differs, fen."""

    path: str
    answer: Choice
    self_pay: int
    difference: int


@dataclass(frozen=True)
class Supposition:
    """What if so many percent of the bill were outside the list."""

    percent: int
    outside: int
    self_pay: int
    paid: int


@dataclass
class Outcome:
    """`answer`: the contract's estimate, None where there is none to show; `faults`: path -> message; `message`: what
    is wrong with the case as a whole; `asked`: paths still open that can change the answer, in asking order.
    """

    scheme: Scheme
    answer: Json | None = None
    faults: dict[str, str] = field(default_factory=dict)
    message: str | None = None
    asked: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    suppositions: list[Supposition] = field(default_factory=list)


def work_out(answers: Answers, today: str, content: Library, t: Texts) -> Outcome:
    """All that the page shows for these answers; the scheme must be chosen."""
    assert answers.scheme is not None
    found = Outcome(content.scheme(answers.scheme))
    for path, fact in answers.faults(content).items():
        question = content.question(fact)
        found.faults[path] = t.pick(question.error, question.error_en)
    found.asked = _asked(answers, today, content)
    if found.faults:
        return found
    if not answers.has_totals():
        found.answer = _frame(answers, found.scheme, today, content, t)
        return found
    case = answers.case(today)
    try:
        found.answer = estimate(case, lang=t.lang, content=content)
    except CaseError as error:
        sentence = t.words.translate(error.template).format(**error.values)
        path = _field_of(error.path)
        if path is None:
            found.message = sentence
        else:
            found.faults[path] = sentence
    except MingbaiError as error:
        found.message = error.text(t.words.translate)
    if found.answer and found.answer["computable"] and found.answer["in_force"]:
        case = _person_as_usual(case, found.answer, content)
        if all(layer["computed"] for layer in found.answer["layers"]):
            found.suppositions = _suppositions(answers, case, found.answer, content)
        found.changes = _changes(answers, case, found, content, t)
    return found


def _frame(answers: Answers, scheme: Scheme, today: str, content: Library, t: Texts) -> Json | None:
    """A scheme that computes nothing says so before any bill is typed; others wait for the bill."""
    if not scheme.frame:
        return None
    try:
        answer = estimate(answers.case(today, total=PROBE_TOTAL), lang=t.lang, content=content)
    except MingbaiError:
        return None
    return None if answer["computable"] else answer


def _field_of(path: str) -> str | None:
    """The field that a fault of the engine belongs to."""
    if path.endswith(".reported"):
        return f"{path}.basic"
    return path if path.count(".") else None


def _asked(answers: Answers, today: str, content: Library) -> list[str]:
    """Open facts that can change the answer, and those always on offer."""
    case = answers.case(today, total=PROBE_TOTAL)
    try:
        read = facts_read(case, content=content)
    except CaseError:  # the bill does not add up yet: ask as if it were not split
        split = {f"visits.{n}.bill.{name}" for n in range(answers.visits) for name in SPLIT}
        reported = {path for path in answers.texts if ".reported." in path or ".bill." in path}
        read = _or_nothing(answers.case(today, total=PROBE_TOTAL, without=frozenset(split | reported)), content)
    except MingbaiError:
        read = []
    if "person.enrolled_on" in read and "person.continuous_enrolment" not in answers.texts:
        # Paid in time settles the day of payment.
        read.insert(read.index("person.enrolled_on"), "person.continuous_enrolment")
        read.remove("person.enrolled_on")
    read += [path for n in range(answers.visits) for fact in ALWAYS if (path := path_of(fact, n)) not in answers.texts]
    questions = content.questions()
    return sorted(dict.fromkeys(read), key=lambda path: questions[fact_of(path)].order)


def _or_nothing(case: Json, content: Library) -> list[str]:
    try:
        return facts_read(case, content=content)
    except MingbaiError:
        return []


def layers_reportable(scheme: Scheme, answer: Json | None) -> list[str]:
    """The layers whose amount a sheet may state, those we cannot work out first."""
    lost = [layer["layer"] for layer in (answer or {"layers": []})["layers"] if not layer["computed"]]
    return [*lost, *(name for name in scheme.layer_order() if name not in lost)]


def _person_as_usual(case: Json, answer: Json, content: Library) -> Json:
    """The case with what the figure takes for granted about the person said aloud.

    The same figure comes out, many times quicker: the days of cover need no opening for each "what if".
    """
    settled = case
    for one in answer["assumed"]:
        path = "person.continuous_enrolment" if one["fact"] == "person.enrolled_on" else one["fact"]
        usual = usual_answer(content.question(fact_of(path))) if path.startswith("person.") else None
        if usual is not None:
            settled = with_answer(settled, path, usual)
    try:
        same = estimate(settled, with_bounds=False, content=content)["self_pay"] == answer["self_pay"]
    except MingbaiError:
        same = False
    return settled if same else case


def _suppositions(answers: Answers, case: Json, answer: Json, content: Library) -> list[Supposition]:
    """What a tenth and a fifth outside the list would mean, where nobody knows the split yet."""
    if len(case["visits"]) != 1 or any(case["visits"][0]["bill"].get(name) is not None for name in SPLIT):
        return []
    found = []
    for percent in SUPPOSED_SHARES:
        outside = half_up(parse_yuan(answer["total"]) * percent, 100)
        supposed = case
        for name in SPLIT:
            part = yuan(outside if name == "self_funded" else 0)
            supposed = with_answer(supposed, f"visits.0.bill.{name}", part)
        try:
            then = estimate(supposed, with_bounds=False, content=content)
        except MingbaiError:
            return []
        found.append(Supposition(percent, outside, parse_yuan(then["self_pay"]), parse_yuan(then["paid"])))
    return found


def _changes(answers: Answers, case: Json, found: Outcome, content: Library, t: Texts) -> list[Change]:
    """Other answers, one at a time, that would leave another amount to pay; only facts that people can choose."""
    assert found.answer is not None
    now = parse_yuan(found.answer["self_pay"])
    able = _computed(found.answer)
    changes: list[Change] = []
    for path, current in _changeable(answers, found, content):
        for other in _others(path, current, answers, found.scheme, content, t):
            if path.endswith(".referral") and other.value == "not_needed":
                continue  # whether it is needed is not for the person to change
            try:
                then = estimate(with_answer(case, path, other.value), with_bounds=False, content=content)
            except MingbaiError:
                continue
            difference = parse_yuan(then["self_pay"]) - now
            told = any(one.path == path and one.difference == difference for one in changes)
            if difference and not told and _computed(then) == able:
                changes.append(Change(path, other, now + difference, difference))
    return changes[:MOST_CHANGES]


def _computed(answer: Json) -> set[str]:
    return {layer["layer"] for layer in answer["layers"] if layer["computed"]}


def _changeable(answers: Answers, found: Outcome, content: Library) -> list[tuple[str, str]]:
    """Facts of the bill being filled in, with the answer that the figure rests on now."""
    assert found.answer is not None
    facts = ("facility_level", "referral", "place", "enrolment_tier", "inpatient_stays", "age_group")
    worked_out = min(answers.visit, answers.counted() - 1)  # a bill only just begun is not in the figure yet
    paths = [path_of(f"visit.{name}", worked_out) for name in facts[:3]]
    paths += ["person.enrolment_tier", f"{YEAR}.inpatient_stays", "person.age_group"]
    assumed = {one["fact"]: one["value"] for one in found.answer["assumed"]}
    rows = []
    for path in paths:
        usual = usual_answer(content.question(fact_of(path)))
        if path == f"{YEAR}.inpatient_stays" and answers.first_time:
            rows.append((path, "0"))
        elif path in answers.texts:
            rows.append((path, answers.texts[path]))
        elif path in assumed or path in found.asked:
            rows.append((path, assumed.get(path) or usual or "0"))
    return rows


def _others(path: str, current: str, answers: Answers, scheme: Scheme, content: Library, t: Texts) -> list[Choice]:
    fact = fact_of(path)
    if kind_of(fact) == "count":
        if answers.kind() not in (None, "inpatient") or answers.visits > 1:
            return []  # with several bills in hand the number of a stay follows from them
        nth = int(current) + 2
        return [Choice(str(nth - 1), t("今年第 {nth} 次住院", nth=nth))]
    return [
        one for one in choices(content.question(fact), scheme, answers.kind() or "inpatient", t) if one.value != current
    ]
