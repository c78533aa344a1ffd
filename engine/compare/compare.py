"""One case in two situations: both estimates, the difference layer by layer, its range, and payout against bill."""

from typing import Any

import numpy as np

from engine.asked import facts_read
from engine.case import parse_case, with_fact
from engine.columns import Ints
from engine.compare.gap import Gap, Sided, gap
from engine.compare.rows import SIDES, differences
from engine.compare.situations import Situation, situation
from engine.compare.unregistered import cost, without_cover
from engine.compiled import compile_scheme
from engine.content import Library, library
from engine.curve import paid_by_bill
from engine.errors import CaseError, MingbaiError
from engine.estimate import applicable, estimate
from engine.facts import COUNTERS, YEAR, fact_of, path_of
from engine.money import parse_yuan, yuan
from engine.scheme import Scheme
from engine.talk.replies import fact_name, value_in_words
from engine.usual import held_when_likely, usual_values
from engine.wording import Words

Json = dict[str, Any]
POINTS = 101  # of a curve
LEAST_TOP, STEP = 20_000_00, 10_000_00  # fen: the curve's last bill is at least the first, and a multiple of the other
MOST_VISITS = 3  # whose facts are looked at for what only one side reads
FACTS_OF_PERSON = ("categories", "age_group", "insurance", "enrolment_tier", "local_household")
FACTS_OF_VISIT = ("kind", "facility_level", "place", "referral", "designated", "cause", "conditions")


class _Side:
    """A situation worked out. `scheme` is None where nobody is registered."""

    def __init__(self, written: str, given: Json, words: Words, content: Library) -> None:
        self.words, self.content = words, content
        self.situation: Situation = situation(written, given, content)
        self.case = self.situation.case
        self.scheme: Scheme | None = None
        self.answer: Json = {}
        if self.case is not None:
            self.scheme, self.prefecture = applicable(parse_case(self.case), content)
            self.answer = estimate(self.case, lang=words.lang, content=content)

    def named(self, *, with_scheme: bool) -> str:
        """What the side is called: its scheme where that tells the sides apart, and what is said otherwise."""
        if self.scheme is None:
            return self.words("没参保")
        name = self.words.pick(self.scheme.short_name, self.scheme.short_name_en)
        said, parts = self.situation.said, [name] if with_scheme else []
        for path, value in said.items():
            first = path_of(fact_of(path), 0)
            if path != first and said.get(first) == value:
                continue  # the same for every visit
            text = value_in_words(path, value, self.content, self.words)
            question = self.content.questions().get(fact_of(path))
            chosen = question is not None and value in [option.value for option in question.options]
            named = path != first or not chosen  # a number, or "none of them", says nothing by itself
            fact = fact_name(path, self.content, self.words)
            parts.append(self.words("{name} {value}", name=fact, value=text) if named else text)
        return self.words("、").join(parts) or self.words("照现在的情况")

    def sided(self, held: frozenset[str] = frozenset()) -> Sided:
        """What the range of a difference is worked out from."""
        assert self.case is not None
        assert self.scheme is not None
        usual = usual_values(self.scheme, self.content)
        return Sided(self.case, compile_scheme(self.scheme), self.prefecture, usual, self.content, held)

    def one_visit(self) -> Json | None:
        """The case as its first visit alone, as the sheet's own sums have no part in it."""
        if self.case is None:
            return None
        visit = {name: part for name, part in self.case["visits"][0].items() if name not in ("reported", "stated_rate")}
        return {**self.case, "visits": [visit]}


def compare(a: str, b: str, given: Json, *, lang: str = "zh-Hans", content: Library | None = None) -> Json:
    """The same case in the situations `a` and `b` (see `situations`); amounts in yuan as text, None where unknown.

    "a", "b": their estimates, with "name", "situation", and "moved" {"from", "to"} where the days were moved;
    "differences": layer by layer, see `rows`;
    "gap": what B pays less what A pays, None where a layer is not computed; "gap_bounds" {"low", "high"}: guaranteed;
    "gap_exact"; "gap_outer" where the truth may be narrower; "gap_likely" where rare facts are as usual;
    "gap_as_stated": these three with the caps as the schemes state them, where a person's own may be elsewhere;
    "facts": [{"fact", "name", "a", "b"}], facts that can change what one side pays and not the other;
    "notes": [{"code", "side", "text"}], side "a", "b" or "both";
    "not_registered": see `cost`, None where both sides are registered;
    "curve": {"bills", "a", "b"}, what the first visit is paid as its in-scope bill grows.
    Raises what `estimate` raises.
    """
    words, content = Words(lang), content or library()
    parse_case(given)
    sides = [_Side(written, given, words, content) for written in (a, b)]
    registered = [side for side in sides if side.scheme is not None]
    if not registered:
        raise CaseError("", "两边都没参保,没有什么好比的。")
    for side in sides:
        side.answer = side.answer or without_cover(registered[0].answer, words)
    schemes = {side.scheme.id for side in registered if side.scheme}
    for side in sides:
        side.answer["name"] = side.named(with_scheme=len(schemes) > 1 or len(registered) == 1)
        side.answer["situation"] = side.situation.written
        moved = side.situation.moved
        side.answer["moved"] = None if moved is None else {"from": moved[0], "to": moved[1]}
    first, second = sides
    rows = differences(first.answer, second.answer, words)
    found: Json = {"a": first.answer, "b": second.answer, "differences": rows}
    found |= _gap(first, second, rows, content)
    found["facts"] = _read_by_one(first, second, words, content)
    found["notes"] = _notes(sides, words, content)
    found["not_registered"] = _unregistered(sides, registered[0], words, content)
    found["curve"] = _curve(sides, registered[0], content)
    return found


# ---- the difference


def _gap(a: _Side, b: _Side, rows: list[Json], content: Library) -> Json:
    computed = all(row["gap"] is not None for row in rows) and a.answer["computable"] and b.answer["computable"]
    between = parse_yuan(b.answer["paid"]) - parse_yuan(a.answer["paid"])
    found = _range(a, b, frozenset())
    stated: Json = {"gap_bounds": _written(found), "gap_exact": found.low is not None and found.low == found.high}
    entry: Json = {"gap": yuan(between) if computed else None, **stated}
    if found.outer:
        entry["gap_outer"] = True
    if any("caps_as_stated" in side.answer for side in (a, b)):
        entry |= {"gap_bounds": _written(_from_both(a, b)), "gap_exact": False, "gap_outer": True}
        entry["gap_as_stated"] = {**stated, "gap_outer": found.outer}
    if stated["gap_exact"] or not (a.answer["in_force"] and b.answer["in_force"]):
        return entry
    likely = _range(a, b, held_when_likely(content))
    if likely.low is not None and likely.high is not None and likely != found:
        entry["gap_likely"] = {**_written(likely), **({"outer": True} if likely.outer else {})}
    return entry


def _written(found: Gap) -> Json:
    return {
        "low": None if found.low is None else yuan(found.low),
        "high": None if found.high is None else yuan(found.high),
    }


def _range(a: _Side, b: _Side, held: frozenset[str]) -> Gap:
    """The range of the difference; without cover, and on a day on which a scheme does not hold, from both ranges."""
    if a.scheme is not None and b.scheme is not None and a.answer["in_force"] and b.answer["in_force"]:
        return gap(a.sided(held), b.sided(held))
    return _from_both(a, b)


def _from_both(a: _Side, b: _Side) -> Gap:
    """The range of the difference, where nothing is known to be the same on both sides."""
    (low_a, high_a), (low_b, high_b) = (_ends(side) for side in (a, b))
    low = None if high_a is None else low_b - high_a
    return Gap(low, None if high_b is None else high_b - low_a, bool(a.answer.get("outer") or b.answer.get("outer")))


def _ends(side: _Side) -> tuple[int, int | None]:
    bounds = side.answer["bounds"]
    return parse_yuan(bounds["low"]), None if bounds["high"] is None else parse_yuan(bounds["high"])


# ---- what only one side looks at, and what else must be said


def _read_by_one(a: _Side, b: _Side, words: Words, content: Library) -> list[Json]:
    """Facts of the person and the visits that can change what one side pays, and not what the other pays."""
    if a.case is None or b.case is None:
        return []
    found = []
    for path in _facts(a.case):
        read = [_reads(side, path, content) for side in (a, b)]
        if read[0] is not read[1]:
            name = fact_name(path, content, words)
            found.append({"fact": path, "name": name, **dict(zip(SIDES, read, strict=True))})
    return found


def _facts(case: Json) -> list[str]:
    visits = min(len(case["visits"]), MOST_VISITS)
    paths = [f"person.{name}" for name in FACTS_OF_PERSON]
    paths += [f"visits.{number}.{name}" for number in range(visits) for name in FACTS_OF_VISIT]
    return [*paths, f"{YEAR}.inpatient_stays"]


def _reads(side: _Side, path: str, content: Library) -> bool:
    """Whether a fact could change what a side pays if it were not known."""
    assert side.case is not None
    asked = "person.enrolled_on" if path == "person.continuous_enrolment" else path
    return asked in facts_read(with_fact(side.case, path, None), content=content)


def _notes(sides: list[_Side], words: Words, content: Library) -> list[Json]:
    """What is otherwise than one might think, for each side; what holds for both is said once."""
    found: list[Json] = []

    def note(code: str, side: str, text: str) -> None:
        same = next((one for one in found if (one["code"], one["text"]) == (code, text)), None)
        if same:
            same["side"] = "both"
        else:
            found.append({"code": code, "side": side, "text": text})

    for key, side in zip(SIDES, sides, strict=True):
        if side.scheme is None or side.case is None:
            continue
        name = words.pick(side.scheme.short_name, side.scheme.short_name_en)
        moved = side.situation.moved
        if moved:
            note(
                "moved",
                key,
                words("照{name}比的时候,看病的日子 {day} 当作 {then}。", day=moved[0], name=name, then=moved[1]),
            )
        if not side.answer["in_force"]:
            note("not_in_force", key, words("看病那天不归{name}管,下面是“要是在那段时间里”的数。", name=name))
        if side.situation.elsewhere and _paid_before(side.case):
            note("year_so_far", key, words("今年已经报过的钱照您填的算;换了规定,报过的多半不是这个数。"))
        for path in side.situation.left_out:
            fact = fact_name(path, content, words) if not path.endswith("reported") else words("单子上已报的钱")
            note("left_out", key, words("{fact}是照现在的情况来的,换了情况就不算进去了。", fact=fact))
        for path, value in side.situation.said.items():
            if not _reads(side, path, content):
                fact, text = fact_name(path, content, words), value_in_words(path, value, content, words)
                note(
                    "not_read",
                    key,
                    words("{name}这里不看“{fact}”,是“{value}”也不变。", name=name, fact=fact, value=text),
                )
        if stated := side.answer.get("caps_as_stated"):
            note("caps", key, words("前提:{premise}。", premise=stated["premise"]))
        if side.answer.get("not_held"):
            note("not_held", key, str(side.answer["not_held"]))
    return found


def _paid_before(case: Json) -> bool:
    """Whether something was paid this year before the case."""
    year = parse_case(case).year_to_date
    return year is not None and any(getattr(year, name) for name in COUNTERS)


# ---- without cover


def _unregistered(sides: list[_Side], registered: _Side, words: Words, content: Library) -> Json | None:
    if all(side.scheme is not None for side in sides):
        return None
    assert registered.scheme is not None
    assert registered.case is not None
    return cost(registered.answer, registered.case, registered.one_visit(), registered.scheme, words, content)


# ---- payout against bill


def _curve(sides: list[_Side], registered: _Side, content: Library) -> Json | None:
    """What each side pays for its first visit as the bill grows, all of it in scope; None where that cannot be run."""
    own = parse_yuan(registered.answer["in_scope"])
    top = max(LEAST_TOP, -(-2 * own // STEP) * STEP)
    bills = np.arange(POINTS, dtype=np.int64) * (top // (POINTS - 1))
    try:
        paid = [_paid(side, bills, content) for side in sides]
    except MingbaiError:
        return None
    return {"bills": [yuan(int(bill)) for bill in bills], **dict(zip(SIDES, paid, strict=True))}


def _paid(side: _Side, bills: Ints, content: Library) -> list[str | None]:
    case = side.one_visit()
    if case is None:
        return [yuan(0)] * len(bills)
    paid, lost = paid_by_bill(case, bills, content)
    return [None if gone else yuan(int(one)) for one, gone in zip(paid, lost, strict=True)]
