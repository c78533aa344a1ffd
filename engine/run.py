"""Runs a scheme over a table: the k-th visit of everybody at once, each layer handing its leftover to the next."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from engine.columns import Ints, Mask, choose, holds_first, most, on_each, shared, some, take
from engine.compiled import Compiled
from engine.errors import BalanceError
from engine.facts import LAYERS, VISIT_CHOICES
from engine.figures import Facts
from engine.gates import Gates, cover_from, gates
from engine.layers.benefit import State, either
from engine.layers.settle import settle
from engine.mechanisms.waiting import year_of
from engine.table import Table
from engine.written import EPOCH

REPORTED = tuple((name, f"reported.{name}") for name in LAYERS)
INPATIENT = VISIT_CHOICES["kind"].index("inpatient")


@dataclass(slots=True)
class LayerOutcome:
    """What a layer pays at one visit: fen a row, and rows that cannot be computed or may get more."""

    name: str
    paid: Ints
    unknown: Mask | None = None
    floor: Mask | None = None
    benefit: int = 0
    columns: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class VisitOutcome:
    """One visit: its layers in order, what is left to pay (fen), and why it does not count where it does not."""

    layers: list[LayerOutcome]
    self_pay: Ints
    gates: Gates
    facts: Facts = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Whether nothing shuts the visit of the first row out before any layer looks at it."""
        return self.gates.open is None or holds_first(self.gates.open)


def run(compiled: Compiled, table: Table) -> list[VisitOutcome]:
    """Settles every visit of every row. BalanceError if layers and self-pay do not add up to the bill."""
    people = table.people
    state = _start(compiled, people)
    years = _years(compiled, table)
    highest = _highest_deductibles(compiled, table, years)
    first_day = cover_from(compiled, people)
    states = _YearStates(state, years)
    outcomes = []
    for number, block in enumerate(table.visits):
        if block.keep is not None:
            people = take(people, block.keep)
            states.keep(block.keep)
            first_day = first_day if first_day is None or shared(first_day) else first_day[block.keep]
        facts = {**people, **block.columns}
        if highest:
            facts["highest_deductible"] = highest[number]
        state = states.at(number)
        outcomes.append(_visit(compiled, facts, state, first_day))
        states.put(number, state)
    return outcomes


class _YearStates:
    """The counters of each benefit year apart: a stay may be discharged after one that began later.

    What is known of the year so far belongs to the year of the first visit; other years start from nothing.
    """

    def __init__(self, state: State, years: list[Ints] | None) -> None:
        self.years = years
        if years is None:
            self.states = {0: state}
            return
        every = sorted({int(year) for column in years for year in np.unique(column)})
        self.states = {
            year: {name: choose(years[0] == year, values, 0) for name, values in state.items()} for year in every
        }

    def keep(self, rows: Ints) -> None:
        """Leaves the rows of people who come again."""
        self.states = {year: take(state, rows) for year, state in self.states.items()}

    def at(self, number: int) -> State:
        """The counters that the visit of each row meets."""
        if self.years is None:
            return self.states[0]
        here = self.years[number]
        merged: State = {}
        for year, state in self.states.items():
            if shared(here) and here != year:
                continue
            for name, values in state.items():
                merged[name] = choose(here == year, values, merged.get(name, False if _is_mask(values) else 0))
        return merged

    def put(self, number: int, state: State) -> None:
        """Keeps what the visit moved in the year that it belongs to."""
        if self.years is None:
            self.states = {0: state}
            return
        here = self.years[number]
        for year, before in self.states.items():
            if shared(here) and here != year:
                continue
            self.states[year] = {
                name: choose(here == year, values, before.get(name, False if _is_mask(values) else 0))
                for name, values in state.items()
            }


def _start(compiled: Compiled, people: Facts) -> State:
    state = {counter: people.get(source, 0) for counter, source in compiled.counters.items()}
    if compiled.reads_stay:
        state["stays"] = people["inpatient_stays"]
    if compiled.own_year and some(people["covered_through_mother"] != 0):
        shared = people["covered_through_mother"] == 0
        state = {counter: choose(shared, values, 0) for counter, values in state.items()}
    if "serious_illness_paid" in state and some(state["serious_illness_paid"] < 0):
        state["follows.serious_illness_paid"] = 0
    state["highest_deductible"] = 0
    state["self_funded"] = 0
    return state


def _years(compiled: Compiled, table: Table) -> list[Ints] | None:
    """The benefit year of each visit, or None where all visits surely fall into one."""
    if len(table.visits) < 2 or "discharged_on" not in table.visits[0].columns:
        return None
    days = [block.columns["discharged_on"] for block in table.visits]
    if all(shared(on) and on == days[0] for on in days):
        return None
    found = [benefit_year(on, compiled.year_starts) for on in days]
    low = min(int(np.min(year)) for year in found)
    high = max(int(np.max(year)) for year in found)
    return None if low == high else found


def benefit_year(on: Ints, starts: tuple[int, int]) -> Ints:
    """The year in which the benefit year of each day begins; it begins on the month and day `starts`."""
    if type(on) is int:
        day = date.fromordinal(on + EPOCH)
        return day.year - ((day.month, day.day) < starts)
    year = year_of(on)
    if starts == (1, 1):
        return year
    turn = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + np.timedelta64(starts[0] - 1, "M")
    begins = turn.astype("datetime64[D]").astype(np.int64) + starts[1] - 1
    return np.where(on < begins, year - 1, year)


def _is_mask(values: Ints) -> bool:
    return type(values) is bool or (not shared(values) and values.dtype == np.bool_)


def _highest_deductibles(compiled: Compiled, table: Table, years: list[Ints] | None) -> list[Ints] | None:
    """For each visit the highest yearly deductible that its row meets in that year, where a benefit asks for it."""
    if compiled.highest_level is None:
        return None
    layer, number, benefit = compiled.highest_level
    assert benefit.deductible is not None
    people, place = table.people, np.arange(table.rows)
    first_day = cover_from(compiled, people)
    met, places = [], []
    for index, block in enumerate(table.visits):
        if block.keep is not None:
            people, place = take(people, block.keep), place[block.keep]
            first_day = first_day if first_day is None or shared(first_day) else first_day[block.keep]
        facts = {**people, **block.columns}
        opened = gates(compiled, facts, first_day).open
        counts = layer.route.amounts(facts) == number
        counts = counts if opened is None else counts & opened
        due = choose(counts, benefit.deductible.amounts(facts), 0)
        year = years[index] if years else 0
        met.append((on_each(due, len(place)), on_each(year, len(place))))
        places.append(place)
    found = []
    for place, (_, year) in zip(places, met, strict=True):
        top = np.zeros(table.rows, dtype=np.int64)
        own_year = np.zeros(table.rows, dtype=np.int64)
        own_year[place] = year
        for other, (due, of_year) in zip(places, met, strict=True):
            same = of_year == own_year[other]
            top[other] = most(top[other], choose(same, due, 0))
        found.append(top[place])
    return found


def _visit(compiled: Compiled, facts: dict[Any, Ints], state: State, first_day: Ints | None) -> VisitOutcome:
    if compiled.reads_stay:
        facts["stay"] = state["stays"] + 1
    gate = gates(compiled, facts, first_day)
    total = facts["total"]
    left, burden = total, facts["in_scope"]
    outcomes = []
    for name, key in REPORTED:  # what the sheet says was paid is taken as it stands; the rest is left for our sums
        if (reported := facts.get(key)) is None:
            continue
        paid = most(reported, 0)
        left = left - paid
        if name not in compiled.by_name:
            outcomes.append(LayerOutcome(name, paid, columns={"base": burden, "pay": paid, "computed": None}))
    unknown_before = None
    for layer in compiled.layers:
        settled, benefit = settle(layer, facts, state, burden, left, gate.open, unknown_before)
        reported = facts.get(layer.reported_key)
        left = left - (settled.pay if reported is None else choose(reported < 0, settled.pay, 0))
        burden = most(burden - settled.pay - settled.uncounted, 0)
        unknown_before = either(unknown_before, settled.unknown)
        outcomes.append(LayerOutcome(layer.name, settled.pay, settled.unknown, settled.floor, benefit, settled.columns))
    if compiled.reads_stay:
        counted = facts["kind"] == INPATIENT if "kind" in facts else True
        state["stays"] = state["stays"] + (counted if gate.open is None else counted & gate.open)
    if len(outcomes) > len(compiled.layers):
        outcomes.sort(key=lambda outcome: LAYERS.index(outcome.name))
    _balance(outcomes, left, total)
    return VisitOutcome(outcomes, left, gate, facts)


def _balance(outcomes: list[LayerOutcome], self_pay: Ints, total: Ints) -> None:
    """Layers and self-pay are the bill, and nobody pays less than nothing; else no figure may be shown."""
    parts = [self_pay, *(outcome.paid for outcome in outcomes)]
    if all(shared(part) for part in (*parts, total)):
        wrong = sum(parts) != total or min(parts) < 0
    else:
        wrong = some(sum(parts) != total) or any(some(part < 0) for part in parts)
    if wrong:
        raise BalanceError("各层报销和自付加起来不等于单子总额,这是程序的错,所以不给金额。")
