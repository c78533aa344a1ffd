"""One case to one estimate, explained: the contract's JSON."""

from typing import Any

import pydantic_core

from engine import notices
from engine.bounds import Bounds, bounds
from engine.cap_ends import Ends, supposed, with_caps_at_their_ends
from engine.case import Case, parse_case
from engine.columns import first, holds_first
from engine.compiled import Compiled, compile_scheme
from engine.content import Library, library
from engine.errors import BalanceError
from engine.facts import LAYERS
from engine.filling import Filling
from engine.known import KnownCase, known_case
from engine.listing import layers_not_held
from engine.mechanisms import waiting
from engine.money import yuan
from engine.patterns import cover_patterns
from engine.resolve import scheme_for
from engine.run import VisitOutcome, run
from engine.scheme import Scheme
from engine.trace import steps_of
from engine.usual import asked_as, held_when_likely, usual_values
from engine.wording import LAYER_NAMES, Words
from engine.written import iso_day

Json = dict[str, Any]


def applicable(case: Case, content: Library) -> tuple[Scheme, str | None]:
    """The scheme of a case and the prefecture it names, if any; SchemeError, RegionError."""
    if case.scheme is None:
        on = case.visits[0].discharged_on or case.visits[0].on
        scheme, region = scheme_for(case.region, on.first, content, case.person.insurance)
        return scheme, _prefecture(scheme, region.code)
    scheme = content.scheme(case.scheme)
    if case.region is None:
        return scheme, None
    from engine.resolve import find_region

    return scheme, _prefecture(scheme, find_region(case.region, content).code)


def _prefecture(scheme: Scheme, code: str) -> str | None:
    return next((p for p in scheme.prefectures if p[:4] == code[:4]), None)


def estimate(given: Json, *, lang: str = "zh-Hans", with_bounds: bool = True, content: Library | None = None) -> Json:
    """A case (the contract's JSON) to its estimate. Amounts are yuan as strings with two decimals.

    Raises CaseError, SchemeError, RegionError for input it cannot take, BalanceError for a fault of ours.
    """
    words = Words(lang)
    content = content or library()
    case = parse_case(given)
    scheme, prefecture = applicable(case, content)
    compiled = compile_scheme(scheme)
    known = known_case(case, compiled, prefecture)
    unknown = known.has_unknown()
    usual = usual_values(scheme, content) if unknown else _NOTHING_USUAL
    patterns = cover_patterns(compiled, known) if unknown else None
    filling = Filling(compiled, known, usual, dates_open=patterns is not None)
    outcomes = run(compiled, filling.headline(next(iter(patterns)) if patterns else None))
    answer = _Answer(case, known, compiled, usual, outcomes, words, content)
    return answer.json(bounds(compiled, known, usual) if with_bounds else None)


def to_json(answer: Json) -> str:
    """An estimate as JSON text."""
    return pydantic_core.to_json(answer).decode()


def _range_of(ends: Ends) -> Json:
    """A range of what is paid as the contract writes it."""
    return {"bounds": ends.written(), "exact": ends.exact}


class _Zero(dict[str, int]):
    def __missing__(self, name: str) -> int:
        return 0


_NOTHING_USUAL = _Zero(enrolled_on=waiting.PAID_IN_WINDOW, born_on=waiting.NOT_SAID)


class _Answer:
    """Puts the estimate of one case together."""

    def __init__(
        self,
        case: Case,
        known: KnownCase,
        compiled: Compiled,
        usual: dict[str, int],
        outcomes: list[VisitOutcome],
        words: Words,
        content: Library,
    ) -> None:
        self.case, self.known, self.compiled, self.usual = case, known, compiled, usual
        self.outcomes, self.words, self.content = outcomes, words, content
        self.found: Bounds | None = None
        self.scheme = compiled.scheme
        self.steps = [steps_of(outcome, known.order[n], compiled, words) for n, outcome in enumerate(outcomes)]
        self.outside = [self._outside(n) for n in range(len(outcomes))]

    def _outside(self, number: int) -> bool:
        """Whether a visit's day lies outside the scheme's period."""
        day = self.known.visits[number].discharged
        return day is not None and not (self.compiled.start <= day.first and day.last <= self.compiled.end)

    def json(self, found: Bounds | None) -> Json:
        """The contract's object; `found` is the range, if it was asked for."""
        self.found = found
        total = sum(first(o.facts["total"]) for o in self.outcomes)
        paid = sum(first(layer.paid) for o in self.outcomes for layer in o.layers)
        self_pay = sum(first(o.self_pay) for o in self.outcomes)
        if paid + self_pay != total:
            raise BalanceError("各层报销和自付加起来不等于单子总额,这是程序的错,所以不给金额。")
        layers = [
            self._layer(name) for name in LAYERS if any(layer.name == name for o in self.outcomes for layer in o.layers)
        ]
        assumed = self._assumed()
        answer: Json = {
            "scheme": self.scheme.id,
            "scheme_name": self.words.pick(self.scheme.name, self.scheme.name_en),
            "short_name": self.words.pick(self.scheme.short_name, self.scheme.short_name_en),
            "period": {
                "from": self.scheme.period.start,
                "to": self.scheme.period.end,
                "checked": self.scheme.period.checked,
            },
            "in_force": not any(self.outside),
            "computable": any(layer["computed"] and self._works_out(layer["layer"]) for layer in layers),
            "total": yuan(total),
            "in_scope": yuan(sum(first(o.facts["in_scope"]) for o in self.outcomes)),
            "paid": yuan(paid),
            "self_pay": yuan(self_pay),
            "layers": layers,
            "visits": self._visits(),
            "warnings": notices.warnings(
                self.case,
                self.known,
                self.compiled,
                self.outcomes,
                self.steps,
                self.words,
                assumed,
                self.outside,
            ),
            "assumed": assumed,
            "not_held": self._not_held(),
        }
        cover = self._cover_from()
        if cover:
            answer["cover_from"] = cover
        if not answer["computable"] and self.scheme.ask_for:
            answer["ask_for"] = self.words.pick(self.scheme.ask_for, self.scheme.ask_for_en or self.scheme.ask_for)
        if found is not None:
            answer.update(self._range(found))
        return answer

    # ---- layers and visits

    def _layer(self, name: str) -> Json:
        mine = [(n, layer) for n, o in enumerate(self.outcomes) for layer in o.layers if layer.name == name]
        unknown = [n for n, layer in mine if holds_first(layer.unknown)]
        settled_before = name == "basic" and all(visit.borne for visit in self.known.visits)
        entry: Json = {
            "layer": name,
            "paid": yuan(sum(first(layer.paid) for _, layer in mine)),
            "computed": not unknown and not settled_before,
            "steps": [step for n, _ in mine for step in self.steps[n].get(name, ())],
        }
        own = self.compiled.by_name[name].spec if name in self.compiled.by_name else None
        if own and own.short_name:
            entry["short_name"] = self.words.pick(own.short_name, own.short_name_en or own.short_name)
        if settled_before:
            entry["why"] = self.words("基本医保已经报完,这里只从剩下的钱算起。")
            entry["steps"] = []
        elif unknown:
            entry["why"] = notices.why_not(self.compiled, name, dict(mine)[unknown[0]], self.words)
            entry["base"] = yuan(sum(first(dict(mine)[n].columns["base"]) for n in unknown))
        differs = self._differs(mine)
        if differs is not None:
            entry["reported_difference"] = yuan(differs)
        return entry

    def _not_held(self) -> str | None:
        """Which further layers residents may have whose rules we do not hold, in a sentence."""
        missing = layers_not_held(self.scheme)
        if not missing:
            return None
        names = self.words.list(self.words(LAYER_NAMES[name]) for name in missing)
        return self.words("{layers}在这里报多少,规定不在我们手里,没有算进去。", layers=names)

    def _works_out(self, name: str) -> bool:
        """Whether a layer of this case is a sum or an amount of the sheet, not just a benefit that pays nobody here."""
        own = self.compiled.by_name.get(name)
        mine = [layer for o in self.outcomes for layer in o.layers if layer.name == name]
        return own is None or any(own.benefits[layer.benefit].spec.nothing is None for layer in mine)

    def _differs(self, mine: list[tuple[int, Any]]) -> int | None:
        """By how much the sheet's amount differs from ours, fen, where it reports one and we can compute it."""
        found = None
        for n, layer in mine:
            reported = self.outcomes[n].facts.get(f"reported.{layer.name}")
            computed = layer.columns.get("computed")
            unknown = layer.columns.get("computed_unknown")
            if reported is None or first(reported) < 0 or computed is None or self.known.visits[n].borne:
                continue
            if holds_first(unknown):
                continue
            found = (found or 0) + first(reported) - first(computed)
        return found

    def _visits(self) -> list[Json]:
        entries: list[Json] = [{} for _ in self.outcomes]
        for n, outcome in enumerate(self.outcomes):
            entry: Json = {
                "paid": {layer.name: yuan(first(layer.paid)) for layer in outcome.layers},
                "self_pay": yuan(first(outcome.self_pay)),
                "covered": outcome.counts,
            }
            for layer in outcome.layers:
                if "left_of_quota" in layer.columns and "outpatient_balance" in self.compiled.counters:
                    entry["outpatient_balance"] = yuan(
                        max(first(layer.columns["left_of_quota"]) - first(layer.paid), 0)
                    )
            entries[self.known.order[n]] = entry
        return entries

    def _cover_from(self) -> str | None:
        from engine.gates import cover_from

        day = cover_from(self.compiled, self.outcomes[0].facts)
        return None if day is None or first(day) == waiting.ALWAYS else iso_day(first(day))

    # ---- what is not known

    def _assumed(self) -> list[Json]:
        """Facts that the scheme reads and the case does not say, as they are asked for, with the usual value taken."""
        paths = list(self.found.unknown) if self.found is not None else []
        for n, visit in enumerate(self.known.visits):
            paths += [f"visits.{self.known.order[n]}.bill.{name}" for name in visit.assumed_bill]
        return [asked_as(path, self.words, self.content) for path in paths]

    def _range(self, found: Bounds) -> Json:
        if any(self.outside):
            entry = _range_of(Ends(0, None))
        else:
            ends = with_caps_at_their_ends(self.compiled, self.known, self.usual, found)
            entry = _range_of(ends)
            if ends != (found.low, found.high):
                text, clauses = supposed(self.scheme, self.words)
                entry["caps_as_stated"] = {
                    **_range_of(Ends(found.low, found.high)),
                    "premise": text,
                    "clauses": clauses,
                }
        entry["unknown"] = found.unknown
        if found.outer:
            entry["outer"] = True
        if found.unknown and not any(self.outside):
            likely = bounds(self.compiled, self.known, self.usual, held_when_likely(self.content))
            given = [path for path in found.unknown if path not in likely.unknown]
            given += entry.get("caps_as_stated", {}).get("clauses", [])
            if given and not likely.outer and likely.high is not None:
                entry["likely"] = {"low": yuan(likely.low), "high": yuan(likely.high), "given": given}
        return entry
