"""One benefit of one visit, over all rows at once: base → deductible → rate, bands, cliff or fixed sum → cap.

A benefit settles each visit alone or the year's sum anew (then it pays what is due on the sum less what was paid).
Every intermediate column is a step of the explanation: `Columns` is what `trace.py` reads.
"""

from typing import Any

from engine.columns import Ints, Mask, choose, first, least, most, negated, some
from engine.compiled import BandsOf, BenefitOf, CapOf
from engine.figures import Facts
from engine.mechanisms import bands, cap, cliff, deductible, essential_drugs, fixed_sum, pay_first, rate
from engine.money import FULL_RATE, share_finely

Columns = dict[str, Any]
State = dict[str, Any]  # counters in fen; "unknown.<layer>" masks of rows
YEAR = 0
ON_TOP = 1


class Settled:
    """What a benefit pays a row, fen; `unknown`: rows that cannot be computed; `floor`: rows that may get more;
    `uncounted`: what the person bears and later layers leave out, fen."""

    __slots__ = ("columns", "floor", "pay", "uncounted", "unknown")

    def __init__(
        self, pay: Ints, unknown: Mask | None, floor: Mask | None, columns: Columns, uncounted: Ints = 0
    ) -> None:
        self.pay, self.unknown, self.floor, self.columns, self.uncounted = pay, unknown, floor, columns, uncounted


def either(one: Mask | None, other: Mask | None) -> Mask | None:
    """Rows in one mask or the other; None means no row."""
    if one is None or other is None:
        return other if one is None else one
    return one | other


def settle(
    benefit: BenefitOf,
    facts: Facts,
    state: State,
    burden: Ints,
    left: Ints,
    opened: Mask | None,
    unknown_before: Mask | None,
) -> Settled:
    """Pays one benefit and moves its counters in `state`.

    `burden`: in-scope cost that earlier layers left, fen; `left`: what of the whole bill is unpaid, and not reported
    for some layer, fen;
    `opened`: rows whose visit counts; `unknown_before`: rows in which an earlier layer could not be computed.
    """
    base = _base(benefit, facts, burden)
    if opened is not None:
        base = choose(opened, base, 0)
    unknown = unknown_before if benefit.rests_on_burden else None
    if unknown is not None and opened is not None:
        unknown = unknown & opened
    columns: Columns = {"base": base}
    if benefit.settle:
        due, lost = _of_the_year(benefit, facts, state, base, columns, unknown)
        before = state.get(benefit.unknown_key)
        if unknown is not None or before is not None:
            state[benefit.unknown_key] = either(unknown, before)
        if before is not None:  # an earlier visit matters only where the year's sum is settled
            unknown = either(unknown, before & (benefit.settle.amounts(facts) == YEAR))
    else:
        due, lost = _of_the_visit(benefit, facts, state, base, columns, opened)
    unknown = either(unknown, lost)
    floor = None
    if benefit.spec.lost:
        unknown, floor = _lost(benefit, facts, columns, due, unknown)
    if opened is not None:
        due = choose(opened, due, 0)
        unknown = None if unknown is None else unknown & opened
    if unknown is not None:
        due = choose(unknown, 0, due)
    columns["computed"] = due
    pay = least(due, left)
    reported = facts.get(benefit.reported_key)
    if reported is not None:
        given = reported >= 0
        pay = choose(given, reported, pay)
        columns["computed_unknown"] = unknown
        unknown = None if unknown is None else unknown & negated(given)
        floor = None if floor is None else floor & negated(given)
    moved = pay if opened is None else choose(opened, pay, 0)  # a visit that does not count adds nothing to the year
    for counter in benefit.moves:
        state[counter] = state[counter] + moved
    columns["pay"] = pay
    return Settled(pay, unknown, floor, columns, columns.get("pay_first", 0))


def _base(benefit: BenefitOf, facts: Facts, burden: Ints) -> Ints:
    if benefit.base == "in_scope":
        in_scope: Ints = facts["in_scope"]
        return in_scope
    if benefit.base == "above_ceiling":
        above: Ints = least(facts["bill.above_ceiling"], facts["in_scope"])
        return above
    if benefit.base == "own_share":
        aid = facts.get("reported.assistance")
        net: Ints = burden - facts["bill.above_ceiling"]
        if aid is not None:
            net = net - most(aid, 0)
        return most(net, 0)
    return burden


def _of_the_year(
    benefit: BenefitOf, facts: Facts, state: State, base: Ints, columns: Columns, unknown: Mask | None
) -> tuple[Ints, Mask | None]:
    """Due on the year's sum less what was paid; where a reading settles each visit alone, due on the visit."""
    before = state[benefit.accumulates]
    amount = before + base
    state[benefit.accumulates] = amount
    paid = state[benefit.paid_counter]
    assert benefit.settle is not None
    alone = benefit.settle.amounts(facts)
    always_the_year = not benefit.settle.axes and first(alone) == YEAR
    if not always_the_year:
        amount = choose(alone == YEAR, amount, base)
    if benefit.follows_key in state:  # not said: it follows from the burden so far
        paid = choose(paid < 0, _due(benefit, facts, before, {})[0], paid)
        state[benefit.paid_counter] = paid
    due, lost = _due(benefit, facts, amount, columns)
    if not always_the_year:
        paid = choose(alone == YEAR, paid, 0)
    columns.update(before=before, amount=amount, paid_before=paid, due=due)
    return most(due - paid, 0), lost


def _due(benefit: BenefitOf, facts: Facts, amount: Ints, columns: Columns) -> tuple[Ints, Mask | None]:
    """What a sum of the year is worth in all, and rows where a rate is lost."""
    due, lost = _share(benefit, facts, amount, columns)
    for limit in benefit.caps:
        due = _capped(limit, due, limit.tops(facts), 0, columns)
    return due, lost


def _capped(limit: CapOf, due: Ints, top: Ints, used: Ints, columns: Columns) -> Ints:
    columns.setdefault("caps", []).append((limit, due, top, used))
    return cap.within(due, top, used)


def _of_the_visit(
    benefit: BenefitOf, facts: Facts, state: State, base: Ints, columns: Columns, opened: Mask | None
) -> tuple[Ints, Mask | None]:
    amount: Ints = base
    lost: Mask | None = None
    columns["amount"] = base
    if benefit.fixed_sum:
        return _fixed(benefit, facts, state, base, columns, opened)
    if benefit.pay_first:
        shares = benefit.pay_first.amounts(facts)
        columns["pay_first_rate"] = shares
        columns["pay_first"], base = pay_first.apart(base, shares)
        amount = base
    if benefit.deductible:
        due = benefit.deductible.amounts(facts)
        if not benefit.deductible.complete:
            lost = due < 0
            due = most(due, 0)
        columns["deductible_due"] = due
        if benefit.yearly_deductible:
            taken, amount = _yearly_deductible(benefit, facts, state, base, due, opened)
        elif benefit.yearly_most:
            already = state["deductible_paid"]
            room = most(benefit.yearly_most.amounts(facts) - already, 0)
            taken, amount = deductible.per_stay(base, least(due, room))
            state["deductible_paid"] = already + taken
        else:
            taken, amount = deductible.per_stay(base, due)
        columns["deductible"] = taken
    pay, lost_rate = _share(benefit, facts, amount, columns)
    lost = either(lost, lost_rate)
    for limit in benefit.caps:
        pay = _capped(limit, pay, limit.tops(facts), state[limit.counter], columns)
    return pay, lost


def _yearly_deductible(
    benefit: BenefitOf, facts: Facts, state: State, base: Ints, due: Ints, opened: Mask | None
) -> tuple[Ints, Ints]:
    """One deductible a year: the highest level's, known from the start or topped up when a higher level comes."""
    already = state["deductible_paid"]
    if benefit.highest_level:
        met = due if opened is None else choose(opened, due, 0)
        topped_up = most(state["highest_deductible"], met)
        state["highest_deductible"] = topped_up
        due = choose(benefit.highest_level.amounts(facts) == YEAR, facts["highest_deductible"], topped_up)
    used = already if benefit.each_visit is None else choose(benefit.each_visit.amounts(facts) == 1, 0, already)
    taken, amount = deductible.once_a_year(base, due, used)
    state["deductible_paid"] = already + taken
    return taken, amount


def _share(benefit: BenefitOf, facts: Facts, amount: Ints, columns: Columns) -> tuple[Ints, Mask | None]:
    """Rate, bands or cliff of an amount, and rows where the rate is lost."""
    columns["amount_shared"] = amount
    if benefit.bands:
        return _banded(benefit.bands, facts, amount, columns)
    if benefit.cliff:
        threshold, of_rate, of = (figure.amounts(facts) for figure in benefit.cliff)
        return cliff.pay(amount, threshold, of_rate, of), None
    if benefit.rate is None:
        return 0, None
    rates = benefit.rate.amounts(facts)
    lost = None
    if benefit.rate.has_lost or not benefit.rate.complete:
        stated = facts.get("stated_rate")
        if benefit.rate.has_lost and stated is not None:
            cell = benefit.rate.cell(facts)
            fine = rate.stated(rates, stated, benefit.rate.times(cell), benefit.rate.points(cell))
            lost = fine < 0
            columns["rate"] = rates = most(fine, 0) // FULL_RATE
            if not benefit.essential_rate:
                columns["shared"] = share_finely(amount, most(fine, 0))
                return columns["shared"], lost
        else:
            lost = rates < 0
            rates = most(rates, 0)
    columns["rate"] = rates
    if benefit.essential_rate:
        return _essential(benefit, facts, rates, columns), lost
    return rate.pay(amount, rates), lost


def _essential(benefit: BenefitOf, facts: Facts, rates: Ints, columns: Columns) -> Ints:
    assert benefit.essential_rate and benefit.essential_bears
    own = benefit.essential_rate.amounts(facts)
    of_its_own = own >= 0
    parts = essential_drugs.split(
        columns["base"], facts["essential_drugs"], columns["deductible_due"], benefit.essential_bears.amounts(facts)
    )
    columns["essential"], columns["rest"] = parts
    columns["essential_rate"] = choose(of_its_own, own, rates)
    columns["essential_apart"] = of_its_own
    return essential_drugs.pay(parts[0], columns["essential_rate"], parts[1], rates)


def _banded(spec: BandsOf, facts: Facts, amount: Ints, columns: Columns) -> tuple[Ints, Mask | None]:
    threshold = spec.threshold.amounts(facts)
    lost = None
    if not spec.threshold.complete or spec.threshold.has_lost:
        lost = threshold < 0
        threshold = most(threshold, 0)
    on_burden = spec.on_burden(facts)
    edges = spec.edges_from(threshold, on_burden)
    inside = bands.slices(choose(on_burden, amount, most(amount - threshold, 0)), edges)
    rates = [figure.amounts(facts) for figure in spec.rates]
    columns.update(threshold=threshold, on_burden=on_burden, edges=edges, inside=inside, rates=rates)
    return bands.pay(inside, rates), lost


def _fixed(
    benefit: BenefitOf, facts: Facts, state: State, base: Ints, columns: Columns, opened: Mask | None
) -> tuple[Ints, Mask | None]:
    assert benefit.fixed_sum and benefit.spec.fixed_sum
    spec = benefit.spec.fixed_sum
    quota = benefit.fixed_sum.amounts(facts)
    used = state[spec.counter] if spec.counter else 0
    carried = state["outpatient_balance"] * facts["continuous_enrolment"] if spec.carry else 0
    left = fixed_sum.available(quota, carried, used)
    pay = fixed_sum.pay(base, left)
    columns.update(quota=quota, carried=carried, used_of_quota=used, left_of_quota=left, paid_of_quota=pay)
    if benefit.with_inpatient and benefit.inpatient:
        on_top = benefit.with_inpatient.amounts(facts) == ON_TOP
        rows = on_top if opened is None else on_top & opened
        if some(rows):
            more, _ = _of_the_visit(benefit.inpatient, facts, dict(state), choose(rows, base, 0), {}, rows)
            both = least(pay + choose(rows, more, 0), base)
            reported = facts.get(benefit.reported_key)
            added = both - pay if reported is None else choose(reported < 0, both - pay, 0)
            for limit in benefit.inpatient.caps:  # what comes on top uses up the in-patient cap
                state[limit.counter] = state[limit.counter] + added
            pay = both
    return pay, None


def _lost(
    benefit: BenefitOf, facts: Facts, columns: Columns, due: Ints, unknown: Mask | None
) -> tuple[Mask | None, Mask | None]:
    """(rows not computed, rows that may get more) where the source lacks a rule of this benefit."""
    amount = columns["amount"]
    lost = benefit.spec.lost
    assert lost is not None
    if lost.floor:
        return either(unknown, (due == 0) & (amount > 0)), due > 0
    if benefit.lost_above is None:
        return True, None
    above = benefit.lost_above.amounts(facts)
    columns["lost_above"] = above
    return either(unknown, amount > above), None
