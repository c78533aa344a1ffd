"""Every feasible way to fill in what a case does not say, as tables to run.

Only facts that the scheme reads vary; choices, sets and dates collapse to the classes it tells apart. A branch says for
each visit whether it counts at all and which benefit it falls under, and opens only the facts that are read there. An
amount goes to its ends, since every mechanism but the year's sum rises or falls with it; that sum goes to the points
where its slope changes (`bounds.py`).
"""

from collections.abc import Iterable, Iterator
from itertools import product

import numpy as np

from engine.case import Day
from engine.columns import Ints
from engine.compiled import BenefitOf, Compiled
from engine.facts import EXCLUSIONS, PERSON_CHOICES, fact_path
from engine.figures import NO_MATCH, Axis, Figure
from engine.filling import CEILING, ESSENTIAL, MORE_THAN_ANY, SPLIT, STAYS, Branch, Filling, Owned, Variable
from engine.known import KnownCase
from engine.patterns import EVERY_AGE, cover_patterns
from engine.representatives import representative_sets

MOST_BRANCHES = 100
MOST_ROWS = 50_000
Fixed = dict[Owned, int]
AGES: Owned = (None, "ages")  # a mask of the age groups that a branch is for


class Completions:
    """The branches of a case. `held`: facts not to vary, at their usual value (for `likely`).

    `branches` is None where they, or their rows, are too many.
    """

    def __init__(
        self, compiled: Compiled, known: KnownCase, usual: dict[str, int], held: frozenset[str] = frozenset()
    ) -> None:
        self.compiled, self.known, self.usual, self.held = compiled, known, usual, held
        patterns = None if {"enrolled_on", "born_on"} & held else cover_patterns(compiled, known)
        self.filling = Filling(compiled, known, usual, dates_open=patterns is not None)
        self.patterns = patterns or {(0,) * len(known.visits): EVERY_AGE}
        self.branches = self._all_branches()

    def unknown_paths(self) -> list[str]:
        """The facts that differ between branches or vary on one, readings left out."""
        if self.branches is None:
            return self._whatever_is_read()
        found: dict[str, None] = {}
        branches = self.branches
        for owner, name in dict.fromkeys(key for branch in branches for key in branch.routed):
            if len({branch.fixed.get((owner, name)) for branch in branches}) > 1:
                found[self._path(owner, name)] = None
        for branch in branches:
            for variable in branch.variables:
                found.update(dict.fromkeys(variable.paths))
            for owner, name in branch.gates:
                found[self._path(owner, name)] = None
        if len(self.patterns) > 1:
            if self.known.person["age_group"] is None and set(self.patterns.values()) != {EVERY_AGE}:
                found["person.age_group"] = None
            dated = [name for name in ("enrolled_on", "born_on") if self.known.person[name] is None]
            found.update(dict.fromkeys(f"person.{name}" for name in dated[:1]))
        return list(found)

    def _whatever_is_read(self) -> list[str]:
        """All unknown facts that some figure of the scheme names, where there are too many branches to open."""
        found: dict[str, None] = {}
        named = {axis.name: None for figure in self.compiled.figures() for axis in figure.axes}
        for number, visit in enumerate(self.known.visits):
            for name in named:
                owner = self._owner(name, number)
                if (
                    name in (visit.facts if owner is not None else self.known.person)
                    and self._value(name, number) is None
                ):
                    found[self._path(owner, name)] = None
            found.update({self._path(number, name): None for name, value in visit.bill.items() if value is None})
        counted = {*self.compiled.counters.values(), *([STAYS] if self.compiled.reads_stay else [])}
        found.update({self._path(None, name): None for name in counted if self.known.year.get(name, 0) is None})
        return list(found)

    def _path(self, owner: int | None, name: str) -> str:
        return fact_path(name, self.known.order[owner] if owner is not None else 0)

    # ---- what is known on a branch

    def _owner(self, name: str, visit: int) -> int | None:
        return None if name in self.known.person or name in self.compiled.live else visit

    def _value(self, name: str, visit: int) -> int | None:
        facts = self.known.visits[visit].facts
        value = facts[name] if name in facts else self.known.person.get(name)
        return self.usual[name] if value is None and name in self.held else value

    def _codes(self, axis: Axis, visit: int, fixed: Fixed) -> list[int]:
        """The codes that an axis can take at a visit."""
        name = axis.name
        if name in self.compiled.live:
            return list(range(len(axis.values)))
        if name == "stay":
            low, high = self._stays_before(visit)
            return sorted({min(n, len(axis.values) - 1) for n in range(low, min(high, 70) + 1)})
        if name == "condition_count":
            conditions = self._value("conditions", visit)
            counts = range(1, len(axis.values) + 1) if conditions is None else [max(1, conditions.bit_count())]
            return [min(n, len(axis.values)) - 1 for n in counts]
        known = fixed.get((self._owner(name, visit), name), self._value(name, visit))
        if axis.mask:
            if known is not None:
                return [int((known & axis.mask) != 0)]
            denied = self.known.denied if name == "categories" else 0
            return [0] if axis.mask & ~denied == 0 else [0, 1]
        if known is not None:
            return [known]
        if name == "insurance":
            return [axis.values.index(served) for served in self.compiled.scheme.insurance]
        codes = range(len(axis.values))
        return (
            [code for code in codes if fixed.get(AGES, EVERY_AGE) >> code & 1] if name == "age_group" else list(codes)
        )

    def _stays_before(self, visit: int) -> tuple[int, int]:
        known = self.known.year[STAYS]
        if known is None and STAYS in self.held:
            known = self.usual[STAYS]
        return (0, 99) if known is None else (known, known + visit)

    def _part(self, figure: Figure, visit: int, fixed: Fixed) -> tuple[Ints, list[list[int]]]:
        """The cells of a figure's table that this visit can still meet, and the codes of each axis."""
        codes = [self._codes(axis, visit, fixed) for axis in figure.axes]
        return figure.part(codes), codes

    def _told_apart(self, figure: Figure, visit: int, fixed: Fixed) -> Iterator[tuple[Axis, list[int], list[bytes]]]:
        """The axes along which a figure still differs: (axis, its codes, what each code is worth)."""
        cells, codes = self._part(figure, visit, fixed)
        if cells.size == 1:
            return
        worth = figure.worth(cells)
        for place, axis in enumerate(figure.axes):
            if len(codes[place]) > 1:
                alike = [np.take(worth, n, axis=place).tobytes() for n in range(len(codes[place]))]
                if len(set(alike)) > 1:
                    yield axis, codes[place], alike

    def _reachable(self, visit: int, fixed: Fixed) -> list[BenefitOf]:
        found = []
        for layer in self.compiled.layers:
            part, _ = self._part(layer.route, visit, fixed)
            met = set(layer.route.amounts_at(part).reshape(-1).tolist())
            found += [benefit for n, benefit in enumerate(layer.benefits) if n in met]
        return found

    def _shut(self, visit: int, fixed: Fixed) -> tuple[bool, bool]:
        """Whether a visit can be open, and whether it can be excluded."""
        excluded = self.compiled.excluded
        if excluded is None:
            return True, False
        part, _ = self._part(excluded, visit, fixed)
        shut = excluded.amounts_at(part) != NO_MATCH
        return not bool(shut.all()), bool(shut.any())

    # ---- branches

    def _all_branches(self) -> list[Branch] | None:
        found: list[Branch] = []
        rows = 0
        closings = self._closings()
        if closings is None:
            return None
        for closed, ages in closings.items():
            for fixed, routed in self._routes(closed, 0, {AGES: ages}, ()):
                found.append(self._branch(list(closed), fixed, routed))
                rows += found[-1].rows()
                if len(found) > MOST_BRANCHES or rows > MOST_ROWS:
                    return None
        return found

    def _closings(self) -> dict[tuple[bool, ...], int] | None:
        """Which visits may not count: by a fact of the visit, by one of the person (then all), by the days of cover;
        each with the age groups it goes with."""
        usual: Fixed = {(None, name): self.usual[name] for name in PERSON_CHOICES if self.known.person[name] is None}
        options, everyone = [], False
        for visit in range(len(self.known.visits)):
            may_open, may_close = self._shut(visit, {})
            own_close = self._shut(visit, usual)[1]
            everyone = everyone or (may_close and may_open and not own_close)
            options.append([False] * may_open + [True] * (own_close or not may_open))
        found: dict[tuple[bool, ...], int] = {}
        number = 1
        for option in options:
            number *= len(option)
        if number > MOST_BRANCHES:
            return None
        for own in product(*options):
            for pattern, ages in self.patterns.items():
                closed = tuple(a or bool(b) for a, b in zip(own, pattern, strict=True))
                found[closed] = found.get(closed, 0) | ages
        if everyone:
            found[(True,) * len(options)] = EVERY_AGE
        return found

    def _routes(
        self, closed: tuple[bool, ...], visit: int, fixed: Fixed, routed: tuple[Owned, ...]
    ) -> Iterator[tuple[Fixed, tuple[Owned, ...]]]:
        """Fixes facts one by one until every open visit falls under one benefit of each layer."""
        if visit == len(closed):
            yield fixed, routed
            return
        if closed[visit]:
            yield from self._routes(closed, visit + 1, fixed, routed)
            return
        if not self._shut(visit, fixed)[0]:
            return  # these facts exclude the visit: that is another branch
        for layer in self.compiled.layers:
            if len(set(layer.route.amounts_at(self._part(layer.route, visit, fixed)[0]).reshape(-1).tolist())) < 2:
                continue
            for axis, codes, alike in self._told_apart(layer.route, visit, fixed):
                if axis.mask or axis.name in self.compiled.live:
                    continue
                owner = self._owner(axis.name, visit)
                for code in self._classes(axis, codes, alike, visit, fixed):
                    chosen = {**fixed, (owner, axis.name): code}
                    yield from self._routes(closed, visit, chosen, (*routed, (owner, axis.name)))
                return
        yield from self._routes(closed, visit + 1, fixed, routed)

    def _classes(self, axis: Axis, codes: list[int], alike: list[bytes], visit: int, fixed: Fixed) -> list[int]:
        """One code a class: codes are one only where every figure that names the axis is worth the same."""
        keys = list(alike)
        for figure in self.compiled.by_axis.get(axis.key, ()):
            for other, own_codes, worth in self._told_apart(figure, visit, fixed):
                if other.key == axis.key and own_codes == codes:
                    keys = [one + b"|" + more for one, more in zip(keys, worth, strict=True)]
        counted = axis.name == "kind" and self.compiled.reads_stay
        classes: dict[tuple[bytes, bool], int] = {}
        for code, key in zip(codes, keys, strict=True):
            classes.setdefault((key, counted and code == 0), code)
        return list(classes.values())

    def _branch(self, closed: list[bool], fixed: Fixed, routed: tuple[Owned, ...]) -> Branch:
        branch = Branch(closed, [], dict(fixed), routed)
        opened = [n for n, shut in enumerate(closed) if not shut]
        benefits = {visit: self._reachable(visit, branch.fixed) for visit in opened}
        for visit in opened:
            self._open_gates(branch, visit, benefits[visit])
        self._days(branch)
        self._choices(branch, benefits)
        self._amounts(branch, benefits)
        ages = self._ages(branch)
        if self.known.person["age_group"] is None and ages and len(ages) < len(PERSON_CHOICES["age_group"]):
            branch.fixed.setdefault((None, "age_group"), ages[0])
        return branch

    def _ages(self, branch: Branch) -> list[int]:
        mask = branch.fixed.get(AGES, EVERY_AGE)
        return [code for code in range(len(PERSON_CHOICES["age_group"])) if mask >> code & 1]

    def _days(self, branch: Branch) -> None:
        """Days known in part, at their ends and on both sides of every day that changes something."""
        turns = self.compiled.turning_days()
        for number, visit in enumerate(self.known.visits):
            days = [("on", visit.on)] + ([("discharged_on", visit.discharged)] if visit.left_apart else [])
            for name, day in days:
                if day is None:  # some day of the scheme's period
                    day = Day(self.compiled.start, min(self.compiled.end, self.compiled.start + 364))
                inside = [turn for turn in turns if day.first < turn <= day.last]
                if not inside:
                    continue
                values = sorted({day.first, day.last, *inside, *(turn - 1 for turn in inside)})
                branch.variables.append(Variable(number, name, values, [self._path(number, name)]))

    def _open_gates(self, branch: Branch, visit: int, reached: list[BenefitOf]) -> None:
        """A fact that only decides whether the visit counts takes the value that excludes least."""
        excluded = self.compiled.excluded
        if excluded is None:
            return
        read = {axis.name for benefit in reached for figure in benefit.figures() for axis in figure.axes}
        for place, axis in enumerate(excluded.axes):
            part, codes = self._part(excluded, visit, branch.fixed)
            if len(codes[place]) < 2 or axis.name in read or axis.mask or axis.name in self.compiled.live:
                continue
            shut = excluded.amounts_at(part) != NO_MATCH
            slices = [np.take(shut, n, axis=place) for n in range(len(codes[place]))]
            if all((one == slices[0]).all() for one in slices):
                continue
            for n, one in enumerate(slices):
                if all((~one | other).all() for other in slices):
                    key = (self._owner(axis.name, visit), axis.name)
                    branch.fixed.setdefault(key, codes[place][n])
                    branch.gates.append(key)
                    break

    def _figures(self, reached: Iterable[BenefitOf]) -> list[Figure]:
        figures = [layer.route for layer in self.compiled.layers]
        for layer in self.compiled.layers:
            figures += [figure for figure in (layer.lost_from, layer.counts_to_lost) if figure]
        for benefit in reached:
            figures += list(benefit.figures())
        waits = (self.compiled.late_wait, self.compiled.newborn_wait)
        figures += [wait[1] for wait in waits if wait and not self.filling.dates_open]
        if self.compiled.excluded:
            figures.append(self.compiled.excluded)
        return figures

    def _choices(self, branch: Branch, benefits: dict[int, list[BenefitOf]]) -> None:
        """Choices, sets, stays and readings, each as one value a class that the figures tell apart."""
        slices: dict[Owned, dict[int, list[bytes]]] = {}
        masks: dict[Owned, set[int]] = {}
        stays = 0
        for visit, reached in benefits.items():
            for figure in self._figures(reached):
                for axis, codes, alike in self._told_apart(figure, visit, branch.fixed):
                    owner = self._owner(axis.name, visit)
                    if axis.mask or axis.name == "condition_count":
                        name = "conditions" if axis.name == "condition_count" else axis.name
                        masks.setdefault((owner, name), set()).add(axis.mask)
                    elif axis.name == "stay":
                        last = max(n for n in range(len(alike)) if alike[n] != alike[-1]) + 1
                        stays = max(stays, codes[last])
                    else:
                        own = slices.setdefault((owner, axis.name), {})
                        for code, text in zip(codes, alike, strict=True):
                            own.setdefault(code, []).append(text)
        for (owner, name), worth in slices.items():
            classes: dict[bytes, int] = {}
            for code, texts in worth.items():
                classes.setdefault(b"|".join(texts), code)
            self._add(branch, owner, name, list(classes.values()))
        for (owner, name), wanted in masks.items():
            denied = self.known.denied if name == "categories" else 0
            self._add(branch, owner, name, representative_sets(name, wanted, denied))
        if stays and self.known.year[STAYS] is None and STAYS not in self.held:
            self._add(branch, None, STAYS, list(range(stays + 1)))

    def _add(self, branch: Branch, owner: int | None, name: str, values: list[int]) -> None:
        paths = [] if name in self.compiled.live else [self._path(owner, name)]
        branch.variables.append(Variable(owner, name, values, paths))

    def _amounts(self, branch: Branch, benefits: dict[int, list[BenefitOf]]) -> None:
        """Amounts of the bills and of the year so far, at their ends."""
        counters: dict[str, list[int]] = {}
        mother = self.known.person["covered_through_mother"]
        if self.compiled.own_year and mother is None and benefits and "covered_through_mother" not in self.held:
            self._add(branch, None, "covered_through_mother", [0, 1])
        carries = any(b.spec.fixed_sum and b.spec.fixed_sum.carry for reached in benefits.values() for b in reached)
        if carries and self.known.person["continuous_enrolment"] is None and "continuous_enrolment" not in self.held:
            self._add(branch, None, "continuous_enrolment", [0, 1])
        for visit, reached in benefits.items():
            bill = self.known.visits[visit].bill
            place = self.known.order[visit]
            missing = [name for name in EXCLUSIONS if bill[name] is None]
            rest = (bill["total"] or 0) - sum(bill[name] or 0 for name in EXCLUSIONS)
            if missing and rest and SPLIT not in self.held:
                paths = [f"visits.{place}.bill.{name}" for name in missing]
                branch.variables.append(Variable(visit, SPLIT, [0, 1], paths))
            names = {b.base for b in reached}
            if bill[CEILING] is None and names & {"above_ceiling", "own_share"} and CEILING not in self.held:
                branch.variables.append(Variable(visit, CEILING, [0, 1], [f"visits.{place}.bill.above_ceiling"]))
            if bill[ESSENTIAL] is None and ESSENTIAL not in self.held and self._splits_drugs(visit, reached, branch):
                branch.variables.append(Variable(visit, ESSENTIAL, [0, 1], [f"visits.{place}.bill.essential_drugs"]))
            for benefit in reached:
                self._counters(benefit, visit, branch, counters)
        for source, tops in () if self.compiled.own_year and mother else counters.items():
            if self.known.year.get(source, 0) is None and source not in self.held and max(tops) > 0:
                self._add(branch, None, source, [0, max(tops)])

    def _splits_drugs(self, visit: int, reached: list[BenefitOf], branch: Branch) -> bool:
        own = (b.essential_rate for b in reached if b.essential_rate)
        return any(bool((f.amounts_at(self._part(f, visit, branch.fixed)[0]) >= 0).any()) for f in own)

    def _counters(self, benefit: BenefitOf, visit: int, branch: Branch, counters: dict[str, list[int]]) -> None:
        def top(figure: Figure) -> int:
            part, _ = self._part(figure, visit, branch.fixed)
            return int(np.max(figure.amounts_at(part)))

        for limit in (*benefit.caps, *(benefit.inpatient.caps if benefit.inpatient else ())):
            if not benefit.settle:
                counters.setdefault(self.compiled.counters[limit.counter], []).append(top(limit.figure))
        if (benefit.yearly_deductible or benefit.yearly_most) and benefit.deductible:
            counters.setdefault("deductible_paid", []).append(top(benefit.yearly_most or benefit.deductible))
        fixed = benefit.spec.fixed_sum
        if fixed and fixed.counter and benefit.fixed_sum:
            more = MORE_THAN_ANY if fixed.carry else 0
            counters.setdefault(fixed.counter, []).append(top(benefit.fixed_sum) + more)
        if fixed and fixed.carry and self._value("continuous_enrolment", visit) != 0:
            counters.setdefault("outpatient_balance", []).append(MORE_THAN_ANY // 4)
