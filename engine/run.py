"""Runs a scheme over a table: the k-th visit of everybody at once, each layer handing its leftover to the next."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.compiled import Compiled
from engine.errors import BalanceError
from engine.facts import LAYERS, VISIT_CHOICES
from engine.figures import Facts
from engine.gates import Gates, cover_from, gates
from engine.layers.benefit import State
from engine.layers.settle import settle
from engine.mechanisms.waiting import year_of
from engine.money import ONE, ZERO, Ints, Mask
from engine.table import Table, take

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


def run(compiled: Compiled, table: Table) -> list[VisitOutcome]:
    """Settles every visit of every row. BalanceError if layers and self-pay do not add up to the bill."""
    people = table.people
    state = _start(compiled, people)
    years = _years(compiled, table)
    highest = _highest_deductibles(compiled, table, years)
    first_day = cover_from(compiled, people)
    outcomes = []
    year_before = None
    for number, block in enumerate(table.visits):
        if block.keep is not None:
            people, state = take(people, block.keep), take(state, block.keep)
            first_day = first_day if first_day is None or len(first_day) == 1 else first_day[block.keep]
            if year_before is not None and len(year_before) > 1:
                year_before = year_before[block.keep]
        facts = {**people, **block.columns}
        if years:
            if year_before is not None:
                _new_year(state, years[number] != year_before)
            year_before = years[number]
        if highest:
            facts["highest_deductible"] = highest[number]
        outcomes.append(_visit(compiled, facts, state, first_day))
    return outcomes


def _start(compiled: Compiled, people: Facts) -> State:
    state = {counter: people.get(source, ZERO) for counter, source in compiled.counters.items()}
    if compiled.reads_stay:
        state["stays"] = people["inpatient_stays"]
    if compiled.own_year and people["covered_through_mother"].any():
        shared = people["covered_through_mother"] == ZERO
        state = {counter: np.where(shared, values, ZERO) for counter, values in state.items()}
    if "serious_illness_paid" in state and (state["serious_illness_paid"] < 0).any():
        state["follows.serious_illness_paid"] = ZERO
    state["highest_deductible"] = ZERO
    state["self_funded"] = ZERO
    return state


def _years(compiled: Compiled, table: Table) -> list[Ints] | None:
    """The benefit year of each visit, or None where all visits surely fall into one."""
    if len(table.visits) < 2 or "discharged_on" not in table.visits[0].columns:
        return None
    month, day = compiled.year_starts
    days = [block.columns["discharged_on"] for block in table.visits]
    if all(len(on) == 1 and on[0] == days[0][0] for on in days):
        return None
    found = []
    for on in days:
        year = year_of(on)
        if (month, day) != (1, 1):
            turn = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + np.timedelta64(month - 1, "M")
            first = turn.astype("datetime64[D]").astype(np.int64) + day - 1
            year = np.where(on < first, year - 1, year)
        found.append(year)
    low = min(int(year.min()) for year in found)
    high = max(int(year.max()) for year in found)
    return None if low == high else found


def _new_year(state: State, fresh: Ints) -> None:
    """Counters start anew in the rows whose visit falls into another benefit year than the one before."""
    if fresh.any():
        for name, values in state.items():
            state[name] = np.where(fresh, False if values.dtype == np.bool_ else 0, values)


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
            first_day = first_day if first_day is None or len(first_day) == 1 else first_day[block.keep]
        facts = {**people, **block.columns}
        opened = gates(compiled, facts, first_day).open
        counts = layer.route.amounts(facts) == number
        counts = counts if opened is None else counts & opened
        due = np.where(counts, benefit.deductible.amounts(facts), 0)
        year = years[index] if years else ZERO
        met.append((np.broadcast_to(due, len(place)), np.broadcast_to(year, len(place))))
        places.append(place)
    found = []
    for place, (_, year) in zip(places, met, strict=True):
        top = np.zeros(table.rows, dtype=np.int64)
        own_year = np.zeros(table.rows, dtype=np.int64)
        own_year[place] = year
        for other, (due, of_year) in zip(places, met, strict=True):
            same = of_year == own_year[other]
            top[other] = np.maximum(top[other], np.where(same, due, 0))
        found.append(top[place])
    return found


def _visit(compiled: Compiled, facts: dict[Any, Ints], state: State, first_day: Ints | None) -> VisitOutcome:
    if compiled.reads_stay:
        facts["stay"] = state["stays"] + ONE
    gate = gates(compiled, facts, first_day)
    total = facts["total"]
    left, burden = total, facts["in_scope"]
    outcomes = []
    for name, key in REPORTED:  # what the sheet says was paid is taken as it stands; the rest is left for our sums
        if (reported := facts.get(key)) is None:
            continue
        paid = np.maximum(reported, ZERO)
        left = left - paid
        if name not in compiled.by_name:
            outcomes.append(LayerOutcome(name, paid, columns={"base": burden, "pay": paid, "computed": None}))
    unknown_before = None
    for layer in compiled.layers:
        settled, benefit = settle(layer, facts, state, burden, left, gate.open, unknown_before)
        reported = facts.get(layer.reported_key)
        left = left - (settled.pay if reported is None else np.where(reported < 0, settled.pay, ZERO))
        burden = np.maximum(burden - settled.pay, ZERO)
        unknown_before = (
            settled.unknown
            if unknown_before is None
            else (unknown_before if settled.unknown is None else unknown_before | settled.unknown)
        )
        outcomes.append(LayerOutcome(layer.name, settled.pay, settled.unknown, settled.floor, benefit, settled.columns))
    if compiled.reads_stay:
        counted = facts["kind"] == INPATIENT if "kind" in facts else np.ones(1, dtype=np.bool_)
        state["stays"] = state["stays"] + (counted if gate.open is None else counted & gate.open)
    if len(outcomes) > len(compiled.layers):
        outcomes.sort(key=lambda outcome: LAYERS.index(outcome.name))
    _balance(outcomes, left, total)
    return VisitOutcome(outcomes, left, gate, facts)


def _balance(outcomes: list[LayerOutcome], self_pay: Ints, total: Ints) -> None:
    """Layers and self-pay are the bill, and nobody pays less than nothing; else no figure may be shown."""
    parts = [self_pay, *(outcome.paid for outcome in outcomes)]
    if all(len(part) == 1 for part in (*parts, total)):
        amounts = [part.item(0) for part in parts]
        wrong = sum(amounts) != total.item(0) or min(amounts) < 0
    else:
        wrong = bool((sum(parts, ZERO) != total).any()) or any(bool((part < 0).any()) for part in parts)
    if wrong:
        raise BalanceError("各层报销和自付加起来不等于单子总额,这是程序的错,所以不给金额。")
