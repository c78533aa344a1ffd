"""Takes what a sentence says into the state of a talk: facts, loose amounts, what follows, and what cannot be."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from engine.content import Library
from engine.facts import EXCLUSIONS, YEAR
from engine.money import parse_yuan, yuan
from engine.scheme import Scheme
from engine.talk import replies
from engine.talk.dates import number
from engine.talk.hospitals import levels_of_names, stand_where
from engine.talk.places import take_places
from engine.talk.questions import NONE_OF_THEM, Ask
from engine.talk.roles import UNKNOWN
from engine.talk.state import State, contradiction
from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary
from engine.wording import Words

Json = dict[str, Any]
LEAST_BILL = 100_00  # fen: a smaller bare number is no bill


@dataclass
class Taken:
    """What is new: `facts`, loose amounts (`ranges`, fen), and what follows from a hospital's name and the like."""

    facts: Json = field(default_factory=dict)
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    implied: Json = field(default_factory=dict)


def take(
    found: Understood, state: State, ask: Ask | None, vocabulary: Vocabulary, words: Words, *, amounts: bool = True
) -> Taken:
    """Takes a sentence's facts into the state. `amounts`: whether sums of money count (not in questions of rules)."""
    content = vocabulary.content
    if found.anew:
        state.forget_visits()
    if vocabulary.patterns["not_paid_back"].search(found.text):
        for path in [path for path in state.said if ".reported." in path]:
            state.forget(path)
    take_places(found, state, vocabulary)
    base = _visit_meant(found, state, vocabulary)
    _still_newborn(found, state)
    new = _facts(found, state, base, amounts)
    ranges = {_shifted(path, base): ends for path, ends in found.ranges.items()} if amounts else {}
    if ask is not None and amounts:
        _of_the_sheet(found, ask, new, vocabulary)
    _count_from_the_first(state, base, new)
    if amounts:
        _put_right(found, state, new)
        named = state.visits() > 1 and vocabulary.patterns["visit_named"].search(found.text) is not None
        _loose(found, state, ask, new, ranges, base, again=named and bool(found.words.get("correct")))
    taken = Taken({path: value for path, value in new.items() if state.said.get(path) != value}, ranges)
    saved = state.copy()
    _reopen_year(new, state)
    for path, value in new.items():
        state.put(path, value)
    for path, ends in ranges.items():
        state.put_range(path, ends)
    _deny(found.denied, state)
    implied = {_shifted(path, base): value for path, value in found.implied.items()}
    state.apart |= {_shifted(path, base): value for path, value in found.apart.items()}
    stands = {_shifted(path, base): code for path, code in found.stands.items()}
    if found.words.get("correct"):  # 不对,是湘雅: a name in place of what was said
        for path in stands.keys() & implied.keys():
            state.forget(path)
    _no_longer_implied([*(path for path in taken.facts if path not in saved.which), *stands], state)
    state.stands |= stands
    taken.implied = {path: value for path, value in implied.items() if not state.knows(path)}
    state.implied |= taken.implied
    before = dict(state.implied)
    follow(state, content)
    of_names = {
        path: value for path, value in state.implied.items() if path not in before and path.startswith("visits.")
    }
    taken.implied |= of_names
    _undo(state, saved, {*new, *ranges}, content, words)
    taken.facts = {path: value for path, value in taken.facts.items() if path in state.said}
    taken.ranges = {path: ends for path, ends in taken.ranges.items() if path in state.ranges}
    return taken


def _of_the_sheet(found: Understood, ask: Ask, new: Json, vocabulary: Vocabulary) -> None:
    """To what the sheet says, 大病没报 is nothing of this layer, and 自费的没有 nothing of all that lies outside."""
    of_year = vocabulary.patterns["of_the_year"].search(found.text)
    for path in ask.facts:
        year = f"{YEAR}.{path.rpartition('.')[2]}_paid"
        if ".reported." in path and not of_year and new.get(year) == yuan(0):
            new[path] = new[year]
    outside = [path for path in ask.facts if path.rpartition(".")[2] in EXCLUSIONS]
    if outside and vocabulary.patterns["nothing_outside"].fullmatch(found.text):
        new |= dict.fromkeys(outside, yuan(0))


def _count_from_the_first(state: State, base: int, new: Json) -> None:
    """The year so far is what was before the first visit told of: 第二次住院, said of the second, is none before it."""
    path = f"{YEAR}.inpatient_stays"
    if base == 0 or not new.get(path):
        return  # none before is none before all of them
    told = [state.said.get(f"visits.{n}.kind") for n in range(base)]
    years = {str(state.said.get(f"visits.{n}.on", ""))[:4] for n in range(base + 1)} - {""}
    before = int(new.pop(path)) - told.count("inpatient")
    if before >= 0 and None not in told and len(years) < 2:
        new[path] = before


def _no_longer_implied(new: Iterable[str], state: State) -> None:
    """Another hospital than was said: what followed from the first one is open again."""
    for path in new:
        visit, _, name = path.rpartition(".")
        if name == "facility_level":
            state.stands.pop(path, None)
            state.which.discard(path)
            for followed in ("place", "referral", "within_province"):
                state.implied.pop(f"{visit}.{followed}", None)


def _deny(denied: list[str], state: State) -> None:
    """What somebody is not is taken out of what they were said to be; where nothing is left that is open again."""
    state.denied |= set(denied)
    known = state.said.get("person.categories")
    if known and set(known) & set(denied):
        left = [one for one in known if one not in denied]
        if left:
            state.put("person.categories", left)
        else:
            state.said.pop("person.categories")


def _reopen_year(new: Json, state: State) -> None:
    """A stay before this one after all: what "nothing before" said of the year is open again."""
    if str(new.get(f"{YEAR}.inpatient_stays", "0")) == "0":
        return
    for path in [path for path in state.at_once if path.startswith(f"{YEAR}.")]:
        state.forget(path)
    state.at_once.clear()


def supposed(found: Understood, state: State) -> Json:
    """What a sentence supposes ("if it were …"), by path; nothing of it is taken."""
    base = state.visits() - 1
    named = {_shifted(path, base): value for path, value in found.implied.items() if path in found.stands}
    return named | {f"visits.{base}.{key}": value for key, value in found.visits[0].items()} | found.facts


def changes(found: Understood, state: State) -> bool:
    """Whether a sentence says otherwise what was known before."""
    said = {f"visits.0.{key}": value for key, value in found.visits[0].items()} | found.facts
    loose = any(path in state.said or path in state.ranges for path in found.ranges)
    named = {path: found.implied[path] for path in found.stands if path in found.implied}
    return (
        bool(found.put_right)
        or loose
        or any(state.knows(path) and {**state.implied, **state.said}[path] != value for path, value in named.items())
        or any(state.knows(path) and state.said.get(path) != value for path, value in said.items())
    )


def _facts(found: Understood, state: State, base: int, amounts: bool) -> Json:
    everywhere = found.every_visit and len(found.visits) == 1 and state.visits() > 1
    places = range(state.visits()) if everywhere else [base]
    new: Json = {}
    for n, visit in enumerate(found.visits):
        for key, value in visit.items():
            if amounts or not key.startswith(("bill.", "reported.")):
                new |= {f"visits.{place + n}.{key}": value for place in places}
    for path, value in found.facts.items():
        if path == "person.categories" and found.anybody():
            continue
        if amounts or not path.startswith(f"{YEAR}.") or path.endswith("stays"):
            new[path] = value
    return new


def _still_newborn(found: Understood, state: State) -> None:
    """A newborn spoken of as a child stays a newborn."""
    if found.facts.get("person.age_group") == "child_student" and state.said.get("person.age_group") == "newborn":
        found.facts.pop("person.age_group")


def _visit_meant(found: Understood, state: State, words: Vocabulary) -> int:
    """Which visit a sentence speaks of: the last one told of, or a new one where it tells another whole bill."""
    ranges = any(path.endswith("bill.total") for path in found.ranges)
    has_bill = ranges or "bill.total" in found.visits[0]
    last = state.visits() - 1
    named = words.patterns["visit_named"].search(found.text) if last else None
    if named:
        nth = words.facts.ordinals.get(named[1][-1]) or number(named[1][-1]) or 1
        return min(nth - 1, last)
    if (
        state.has_totals()
        and has_bill
        and words.patterns["another_visit"].search(found.text)
        and not found.words.get("correct")
    ):
        return last + 1
    return last if state.said or state.ranges else 0


def mean_the_only_amount(found: Understood, state: State) -> None:
    """不对,是五万: an amount that no word explains, in place of the only amount that was told."""
    told = [value for path, value in state.said.items() if is_amount(path) and parse_yuan(value)]
    loose = [role for role in found.loose if role.role == UNKNOWN and role.amount and role.amount.exact]
    if found.words.get("correct") and not found.says_something() and len(told) == len(loose) == 1:
        found.put_right.append((parse_yuan(told[0]), loose[0]))
        found.loose.clear()


def _put_right(found: Understood, state: State, new: Json) -> None:
    """An amount in place of one that was denied: the fact that had the denied amount takes the new one."""
    for denied, role in found.put_right:
        if role.amount is None or not role.amount.exact:
            continue
        had = [path for path, value in state.said.items() if is_amount(path) and value == yuan(denied)]
        path = had[0] if had else f"visits.{state.visits() - 1}.bill.total"
        found.readings.append((role.amount.text, role.amount.low, role.amount.low))
        new[path] = yuan(role.amount.low)


def _loose(
    found: Understood,
    state: State,
    ask: Ask | None,
    new: Json,
    ranges: dict[str, tuple[int, int]],
    base: int,
    *,
    again: bool,
) -> None:
    """An amount that no word explains: the answer to our question, else the bill where none was told."""
    loose = [
        role.amount for role in found.loose if role.role == UNKNOWN and role.amount and role.amount.high is not None
    ]
    wanted = [path for path in ask.facts if is_amount(path) and path not in new] if ask else []
    if not loose:
        return
    if wanted and len(loose) in (len(wanted), 1) and (len(wanted) == 1 or len(loose) == len(wanted)):
        matched = list(zip(wanted, loose, strict=False))
    else:
        path = f"visits.{base}.bill.total"
        exact = path in state.ranges and len(loose) == 1 and loose[0].exact  # 准确数是31250.5
        known = state.knows(path) and not exact and not again
        told = path in new or path in ranges or known or f"visits.{base}.bill.borne" in new
        money = [amount for amount in loose if amount.money or amount.low >= LEAST_BILL]
        matched = [] if told or len(money) != 1 else [(path, money[0])]
    for path, amount in matched:
        assert amount.high is not None
        found.readings.append((amount.text, amount.low, amount.high))
        if amount.exact:
            new[path] = yuan(amount.low)
        else:
            ranges[path] = (amount.low, amount.high)


# ---- what follows, and what cannot be


def follow(state: State, content: Library) -> None:
    """What follows from what was said: no stay before means nothing borne of stays where only stays count; one who
    pays a scheme's premium has the household registration that it asks for."""
    scheme, _ = state.scheme(content)
    if scheme is None:
        return
    levels_of_names(state, scheme)
    stand_where(state, scheme)
    no_stay = str(state.said.get(f"{YEAR}.inpatient_stays")) == "0"
    if no_stay and _only_stays_count(scheme) and not state.knows(f"{YEAR}.compliant_self_pay"):
        state.implied[f"{YEAR}.compliant_self_pay"] = yuan(0)
    enrolled = "person.enrolment_tier" in state.said or state.said.get("person.continuous_enrolment") is True
    asks_for_it = any("local_household" in exclusion.when for exclusion in scheme.exclusions)
    if enrolled and asks_for_it and not state.knows("person.local_household"):
        state.implied["person.local_household"] = True


def _only_stays_count(scheme: Scheme) -> bool:
    """Whether the year's sum of serious illness is made of hospital stays alone."""
    layer = scheme.layers.get("serious_illness")
    kinds: set[str] = set()
    for benefit in layer.benefits if layer else ():
        if benefit.nothing and set(benefit.when) == {"kind"}:
            own = benefit.when["kind"]
            kinds |= set(own if isinstance(own, list) else [own])
    return {"outpatient", "chronic", "major_outpatient"} <= kinds


def above_ceiling(scheme: Scheme) -> bool:
    """Whether a scheme pays for what lies above another one's ceiling."""
    return any(benefit.base == "above_ceiling" for layer in scheme.layers.values() for benefit in layer.benefits)


def _undo(state: State, saved: State, new: set[str], content: Library, words: Words) -> None:
    """Facts that do not go together: the amounts and days just said are not taken, and `state.wrong` says why."""
    scheme, _ = state.scheme(content)
    fault = contradiction(state, scheme)
    if fault is None:
        return
    for path in new:
        if ".bill." in path or ".reported" in path or path == fault.path or path.endswith(("_on", ".on")):
            state.forget(path)
            if path in saved.said:
                state.said[path] = saved.said[path]
            if path in saved.ranges:
                state.ranges[path] = saved.ranges[path]
    if contradiction(state, scheme) is not None:
        for name in ("said", "implied", "ranges", "unsure", "denied", "opened", "apart", "stands", "which"):
            setattr(state, name, getattr(saved, name))
    state.wrong = replies.of_error(fault, words)


# ---- answers to our question


def take_answer(value: str, ask: Ask, state: State, content: Library) -> bool:
    """Takes "yes", "no", "unsure" or an option's value as the answer to a question; whether it fitted."""
    if value == "unsure":
        state.unsure |= {path for path in ask.facts if not state.knows(path)}
        return True
    if ask.joint and ask.usual:
        if value == "yes":
            for path, usual in ask.usual.items():
                state.put(path, as_fact(path, usual))
            state.at_once |= set(ask.usual)
        elif value == "no":
            state.opened.add(ask.joint)
        else:
            return False
    elif ask.amounts:
        if value != "no" or not all(is_amount(path) and not path.endswith(".total") for path in ask.facts):
            return False
        for path in ask.facts:
            if ask.joint and ".reported." in path:  # beside what lies outside the list it may be said of that alone
                state.unsure.add(path)
            else:
                state.put(path, yuan(0))
    else:
        chosen = _chosen(value, ask)
        if chosen is None:
            return False
        state.put(ask.facts[0], chosen)
    follow(state, content)
    return True


def _chosen(value: str, ask: Ask) -> Any:
    """A choice's value as the case writes it; None where the answer does not fit."""
    options = dict(ask.options)
    if value in ("yes", "no"):
        value = {"yes": "true", "no": "false" if "false" in options else NONE_OF_THEM}[value]
    parts = value.split(",")
    if any(part not in options for part in parts):
        return None
    return [part for part in parts if part != NONE_OF_THEM] if ask.several else as_fact(ask.facts[0], value)


def unsure_of(found: Understood, roles_named: list[str], state: State, ask: Ask | None) -> None:
    """What the person does not know: what the sentence names, else what we asked."""
    named = {f"visits.0.{role}" for role in roles_named if role.startswith(("bill.", "reported."))}
    named |= {f"{YEAR}.{role.removeprefix('year.')}" for role in roles_named if role.startswith("year.")}
    if not named and ask is not None and not found.says_something():
        named = set(ask.facts)
    state.unsure |= {path for path in named if not state.knows(path)}


def is_amount(path: str) -> bool:
    """Whether a fact is a sum of money."""
    return ".bill." in path or ".reported." in path or (path.startswith(f"{YEAR}.") and not path.endswith("stays"))


def as_fact(path: str, value: str) -> Any:
    """An answer as the case writes it."""
    if value == NONE_OF_THEM and path.endswith((".conditions", ".categories")):
        return []  # of a referral "none" is an answer like others
    if value in ("true", "false"):
        return value == "true"
    if path.endswith("inpatient_stays"):
        return int(value)
    return yuan(0) if is_amount(path) and value == "0" else value


def _shifted(path: str, by: int) -> str:
    if not path.startswith("visits.") or not by:
        return path
    _, number, rest = path.split(".", 2)
    return f"visits.{int(number) + by}.{rest}"
