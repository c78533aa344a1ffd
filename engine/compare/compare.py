"""One case in two situations: both estimates, the difference layer by layer, its range, and payout against bill."""

from collections.abc import Iterator
from typing import Any

from engine.bounds import bounds
from engine.cap_ends import not_found, supposed
from engine.case import parse_case, with_fact
from engine.compare.by_bill import ByBill
from engine.compare.gap import Gap, Sided, gap
from engine.compare.open_facts import hangs_on
from engine.compare.reading import HOME, place_of, reads, reads_away_only
from engine.compare.rows import SIDES, differences
from engine.compare.situations import Situation, situation
from engine.compare.unregistered import cost, premium_apart, without_cover
from engine.compiled import compile_scheme
from engine.content import Library, library
from engine.errors import CaseError, MingbaiError
from engine.estimate import applicable, estimate
from engine.facts import COUNTERS, YEAR, fact_of, path_of
from engine.listing import layers_computed
from engine.money import parse_yuan, yuan
from engine.scheme import Scheme, Value
from engine.talk.replies import fact_name, value_in_words
from engine.usual import held_when_likely, usual_values
from engine.wording import LAYER_NAMES, Words

Json = dict[str, Any]
MOST_VISITS = 3  # whose facts are looked at for what only one side reads
FACTS_OF_PERSON = ("categories", "age_group", "insurance", "enrolment_tier", "local_household")
FACTS_OF_VISIT = ("kind", "facility_level", "place", "referral", "designated", "cause", "conditions")


class _Side:
    """A situation worked out. `scheme` is None where nobody is registered."""

    def __init__(self, written: str, given: Json, words: Words, content: Library, called: str | None) -> None:
        self.words, self.content, self.called = words, content, called
        self.situation: Situation = situation(written, given, content)
        self.case = self.situation.case
        self.scheme: Scheme | None = None
        self.answer: Json = {}
        if self.case is not None:
            self.scheme, self.prefecture = applicable(parse_case(self.case), content)
            self.answer = estimate(self.case, lang=words.lang, content=content)

    def named(self, *, with_scheme: bool) -> str:
        """What the side is called: its scheme where that tells the sides apart, and what is said otherwise."""
        if self.called:
            return self.called
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
        return self.words.list(parts) or self.words("照现在的情况")

    def sided(self, held: frozenset[str] = frozenset()) -> Sided:
        """What the range of a difference is worked out from."""
        assert self.case is not None
        assert self.scheme is not None
        usual = usual_values(self.scheme, self.content)
        return Sided(self.case, compile_scheme(self.scheme), self.prefecture, usual, self.content, held)

    def ends(self, held: frozenset[str]) -> tuple[int, int | None, bool]:
        """The least and the most paid, fen, and whether that may be too wide; `held`: columns at their usual value."""
        if held and self.scheme is not None and self.answer["in_force"]:
            sided = self.sided()
            found = bounds(sided.compiled, sided.known({}, {}), sided.usual, held)
            return found.low, found.high, found.outer
        low, high = (self.answer["bounds"][end] for end in ("low", "high"))
        return parse_yuan(low), None if high is None else parse_yuan(high), bool(self.answer.get("outer"))

    def premise(self) -> str | None:
        """What the figures of this side suppose of yearly caps; None where they suppose nothing."""
        if stated := self.answer.get("caps_as_stated"):
            return str(stated["premise"])
        if self.scheme is None:
            return None
        lost = {value.clause for value in self._caps_not_found()}
        told = {clause for one in self.answer["warnings"] for clause in one["clauses"] if one["code"] == "incomplete"}
        return supposed(self.scheme, self.words)[0] if lost & told else None

    def _caps_not_found(self) -> Iterator[Value]:
        assert self.scheme is not None
        for layer in self.scheme.layers.values():
            for benefit in layer.benefits:
                for cap in benefit.caps:
                    yield from not_found(cap)

    def one_visit(self) -> Json | None:
        """The case as its first visit alone, as the sheet's own sums have no part in it."""
        if self.case is None:
            return None
        visit = {name: part for name, part in self.case["visits"][0].items() if name not in ("reported", "stated_rate")}
        return {**self.case, "visits": [visit]}


def compare(
    a: str,
    b: str,
    given: Json,
    *,
    lang: str = "zh-Hans",
    content: Library | None = None,
    called: tuple[str | None, str | None] = (None, None),
) -> Json:
    """The same case in the situations `a` and `b` (see `situations`); amounts in yuan as text, None where unknown.

    `called`: what the sides are called, where that is not to be made of what the situations say.

    "a", "b": their estimates, with "name", "situation", and "moved" {"from", "to"} where the days were moved;
    "differences": layer by layer, see `rows`;
    "gap": what B pays less what A pays, None where a layer is not computed; "gap_bounds" {"low", "high"}: guaranteed;
    "gap_exact"; "gap_outer" where the truth may be narrower; "gap_likely" where rare facts are as usual;
    "gap_as_stated": these three with the caps as the schemes state them, where a person's own may be elsewhere;
    "facts": [{"fact", "name", "a", "b"}], facts that can change what one side pays and not the other;
    "notes": [{"code", "side", "text"}], side "a", "b" or "both";
    "open_facts": where an end of the range is open, the unknown facts that it hangs on most, see `hangs_on`;
    "not_registered": see `cost`, None where both sides are registered;
    "premium_apart": see there, None where both sides pay the same;
    "caps_apart": [{"layer", "what", "a", "b"}], the most that a layer pays in a year, yuan, where that differs;
    "curve": what the first visit is paid as its in-scope bill grows, see `ByBill.curve`.
    Raises what `estimate` raises.
    """
    words, content = Words(lang), content or library()
    parse_case(given)
    sides = [_Side(written, given, words, content, name) for written, name in zip((a, b), called, strict=True)]
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
    found["open_facts"] = _open_facts(first, second, found, words, content)
    found["facts"] = _read_by_one(first, second, words, content)
    found["notes"] = _notes(sides, words, content)
    bills = _by_bill(sides, registered[0], content)
    found["not_registered"] = _unregistered(sides, registered[0], bills, words, content)
    found["premium_apart"] = _premium_apart(first, second, bills, words, content)
    found["caps_apart"] = _caps_apart(bills, words) if found["premium_apart"] else []
    found["curve"] = bills.curve() if bills else None
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
        if _alike(a, b):
            return Gap(0, 0)
        return gap(a.sided(held), b.sided(held))
    return _from_both(a, b, held)


def _alike(a: _Side, b: _Side) -> bool:
    """Whether the sides differ in nothing that their scheme looks at."""
    if a.case is None or b.case is None or a.scheme is None or b.scheme is None or a.scheme.id != b.scheme.id:
        return False
    one, other = a.case, b.case
    for path in {**a.situation.said, **b.situation.said}:
        one, other = with_fact(one, path, None), with_fact(other, path, None)
        if reads(a.case, path, a.content) or reads(b.case, path, b.content):
            return False
    return one == other


def _from_both(a: _Side, b: _Side, held: frozenset[str] = frozenset()) -> Gap:
    """The range of the difference, where nothing is known to be the same on both sides."""
    (low_a, high_a, wide_a), (low_b, high_b, wide_b) = (side.ends(held) for side in (a, b))
    low = None if high_a is None else low_b - high_a
    return Gap(low, None if high_b is None else high_b - low_a, wide_a or wide_b)


def _open_facts(a: _Side, b: _Side, found: Json, words: Words, content: Library) -> list[Json]:
    bounds_shown = found.get("gap_as_stated", found)["gap_bounds"]
    if None not in bounds_shown.values() or not (a.answer["in_force"] and b.answer["in_force"]):
        return []
    paths = list(dict.fromkeys((*a.answer["unknown"], *b.answer["unknown"])))
    return hangs_on(paths, lambda held: _range(a, b, held), content, words)


# ---- what only one side looks at, and what else must be said


def _read_by_one(a: _Side, b: _Side, words: Words, content: Library) -> list[Json]:
    """Facts of the person and the visits that can change what one side pays, and not what the other pays."""
    if a.case is None or b.case is None:
        return []
    found = []
    for path in _facts(a.case):
        read = [reads(case, path, content) for case in (a.case, b.case)]
        if read[0] is not read[1]:
            name = fact_name(path, content, words)
            found.append({"fact": path, "name": name, **dict(zip(SIDES, read, strict=True))})
    return found


def _facts(case: Json) -> list[str]:
    visits = min(len(case["visits"]), MOST_VISITS)
    paths = [f"person.{name}" for name in FACTS_OF_PERSON]
    paths += [f"visits.{number}.{name}" for number in range(visits) for name in FACTS_OF_VISIT]
    return [*paths, f"{YEAR}.inpatient_stays"]


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
        for path, value in side.situation.said.items() if side.called is None else ():
            if code_text := _not_read(side, path, value, name):
                note(code_text[0], key, code_text[1])
        if premise := side.premise():
            note("caps", key, words("前提:{premise}。不是这样的话,差多少不一定。", premise=premise))
        if layers_computed(side.scheme) == ["serious_illness"] and not side.answer["computable"]:
            note(
                "only_serious", key, words("{name}里只有大病保险;住院基本医保报多少没有,请问当地医保窗口。", name=name)
            )
        if side.answer.get("not_held"):
            note("not_held", key, str(side.answer["not_held"]))
    return found


def _not_read(side: _Side, path: str, value: Any, name: str) -> tuple[str, str] | None:
    """That a fact of the situation does not matter, as a note's code and text; None where it does, or where a layer
    that is not worked out might look at it."""
    assert side.case is not None
    words, fact = side.words, fact_name(path, side.content, side.words)
    if reads_away_only(side.case, path, side.content):
        visit = path.rpartition(".")[0]
        own = place_of(side.case, visit)
        place = value_in_words(f"{visit}.place", own or HOME, side.content, words)
        if own is None:
            text = words("医院在哪里没说,当作{place}:那里不看“{fact}”;去市外才看。", place=place, fact=fact)
        else:
            text = words("医院在{place},不看“{fact}”;去市外才看。", place=place, fact=fact)
        return "away_only", text
    whole = side.answer["computable"] and all(layer["computed"] for layer in side.answer["layers"])
    if not whole or reads(side.case, path, side.content):
        return None
    text = value_in_words(path, value, side.content, words)
    return "not_read", words("{name}这里不看“{fact}”,是“{value}”也不变。", name=name, fact=fact, value=text)


def _paid_before(case: Json) -> bool:
    """Whether something was paid this year before the case."""
    year = parse_case(case).year_to_date
    return year is not None and any(getattr(year, name) for name in COUNTERS)


# ---- without cover


def _unregistered(
    sides: list[_Side], registered: _Side, bills: ByBill | None, words: Words, content: Library
) -> Json | None:
    if all(side.scheme is not None for side in sides):
        return None
    assert registered.scheme is not None
    assert registered.case is not None
    return cost(registered.answer, registered.case, bills, registered.scheme, words, content)


# ---- payout against bill, and what the sides cost a year


def _by_bill(sides: list[_Side], registered: _Side, content: Library) -> ByBill | None:
    """What each side pays for its first visit as the bill grows, all of it in scope; None where that cannot be run."""
    first = registered.one_visit()
    assert first is not None
    try:
        own = registered.answer
        if registered.case is not None and len(registered.case["visits"]) > 1:
            own = estimate(first, with_bounds=False, content=content)
        return ByBill([side.one_visit() for side in sides], parse_yuan(own["in_scope"]), content)
    except MingbaiError:
        return None


def _premium_apart(a: _Side, b: _Side, bills: ByBill | None, words: Words, content: Library) -> Json | None:
    if a.scheme is None or a.case is None or b.case is None or b.scheme is None or b.scheme.id != a.scheme.id:
        return None
    return premium_apart((a.case, b.case), bills, a.scheme, words, content)


def _caps_apart(bills: ByBill | None, words: Words) -> list[Json]:
    found = []
    for layer in bills.layers if bills else ():
        assert bills is not None
        a, b = bills.most_a_year(layer)
        if a is not None and b is not None and a != b:
            found.append({"layer": layer, "what": words(LAYER_NAMES[layer]), "a": yuan(a), "b": yuan(b)})
    return found
