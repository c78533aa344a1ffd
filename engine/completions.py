"""Every feasible way to fill in what a case does not say, as tables to run.

Only facts that the scheme reads vary; choices, sets and dates collapse to the classes it tells apart. A branch says for
each visit whether it counts at all and which benefit it falls under, and opens only the facts that are read there. An
amount goes to its ends, since every mechanism but the year's sum rises or falls with it; that sum goes to the points
where its slope changes (`bounds.py`).
"""

from collections.abc import Iterable, Iterator

from engine.case import Day
from engine.compiled import BenefitOf, Compiled
from engine.facts import EXCLUSIONS, PERSON_CHOICES, fact_path
from engine.figures import Figure
from engine.filling import CEILING, ESSENTIAL, MORE_THAN_ANY, SPLIT, STAYS, Branch, Filling, Owned, Variable
from engine.known import KnownCase
from engine.patterns import EVERY_AGE, Pattern, cover_patterns
from engine.representatives import representative_sets
from engine.telling import AGES, MOST_BRANCHES, Codes, Telling, Told

MOST_ROWS = 50_000
MOST_SHARES = 20
Fixed = dict[Owned, int]


class Completions:
    """The branches of a case. `held`: facts not to vary, at their usual value (for `likely`); `cover`: the one
    pattern of covered visits to look at, where it is open.

    `branches` is None where they, or their rows, are too many.
    """

    def __init__(
        self,
        compiled: Compiled,
        known: KnownCase,
        usual: dict[str, int],
        held: frozenset[str] = frozenset(),
        cover: Pattern | None = None,
    ) -> None:
        self.compiled, self.known, self.usual, self.held = compiled, known, usual, held
        patterns = None if {"enrolled_on", "born_on"} & held else cover_patterns(compiled, known)
        if patterns and cover in patterns:
            patterns = {cover: patterns[cover]}
        self.telling = Telling(compiled, known, usual, held)
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

    def readings(self) -> frozenset[str]:
        """The live readings that differ somewhere; all of them where there are too many branches to look."""
        live = self.compiled.live
        if self.branches is None:
            return frozenset(live)
        return frozenset(v.name for branch in self.branches for v in branch.variables if v.name in live)

    def excluding_paths(self) -> list[str]:
        """The unknown facts that can decide that a visit does not count, alone or with others."""
        found = [key for visit in range(len(self.known.visits)) for key in self.telling.excluding(visit)]
        return [self._path(owner, name) for owner, name in found if name not in self.compiled.live]

    def open_paths(self) -> list[str]:
        """Every fact that the case does not say, whether the scheme reads it or not, but for those that are held."""
        known = self.known
        found: list[Owned] = [
            (None, name) for facts in (known.person, known.year) for name, value in facts.items() if value is None
        ]
        for number, visit in enumerate(known.visits):
            found += [
                (number, name) for part in (visit.facts, visit.bill) for name, value in part.items() if value is None
            ]
            days = (("on", visit.on), ("discharged_on", visit.discharged if visit.left_apart else visit.on))
            found += [(number, name) for name, day in days if day is None or not day.known]
        held = self.held | (set(EXCLUSIONS) if SPLIT in self.held else frozenset())
        return [self._path(owner, name) for owner, name in found if name not in held]

    def _whatever_is_read(self) -> list[str]:
        """All unknown facts that some figure of the scheme names, where there are too many branches to open."""
        found: dict[str, None] = {}
        named = {axis.name: None for figure in self.compiled.figures() for axis in figure.axes}
        for number, visit in enumerate(self.known.visits):
            for name in named:
                owner = self.telling.owner(name, number)
                if (
                    name in (visit.facts if owner is not None else self.known.person)
                    and self.telling.value(name, number) is None
                ):
                    found[self._path(owner, name)] = None
            found.update({self._path(number, name): None for name, value in visit.bill.items() if value is None})
        counted = {*self.compiled.counters.values(), *([STAYS] if self.compiled.reads_stay else [])}
        found.update({self._path(None, name): None for name in counted if self.known.year.get(name, 0) is None})
        return list(found)

    def _path(self, owner: int | None, name: str) -> str:
        return fact_path(name, self.known.order[owner] if owner is not None else 0)

    # ---- branches

    def _all_branches(self) -> list[Branch] | None:
        found: list[Branch] = []
        rows = 0
        self.closings = self.telling.closings(self.patterns)
        if self.closings is None:
            return None
        for closed, ages in self.closings.items():
            for fixed, routed in self._routes(closed, 0, {AGES: ages}, {}):
                found.append(self._branch(list(closed), fixed, routed))
                rows += found[-1].rows()
                if len(found) > MOST_BRANCHES or rows > MOST_ROWS:
                    return None
        return found

    def _routes(
        self, closed: tuple[bool, ...], visit: int, fixed: Fixed, routed: dict[Owned, Codes]
    ) -> Iterator[tuple[Fixed, dict[Owned, Codes]]]:
        """Fixes facts one by one until every open visit falls under one benefit of each layer."""
        if visit == len(closed):
            yield fixed, routed
            return
        if closed[visit]:
            yield from self._routes(closed, visit + 1, fixed, routed)
            return
        if not self.telling.openings(visit, fixed)[0]:
            return  # these facts exclude the visit: that is another branch
        for layer in self.compiled.layers:
            if len(self.telling.met(layer.route, visit, fixed)) < 2:
                continue
            for told in self.telling.told_apart(layer.route, visit, fixed):
                name = told.axis.name
                if told.axis.mask or name in self.compiled.live:
                    continue
                key = (self.telling.owner(name, visit), name)
                for codes in self._classes(told, visit, fixed):
                    yield from self._routes(closed, visit, {**fixed, key: codes[0]}, {**routed, key: codes})
                return
        yield from self._routes(closed, visit + 1, fixed, routed)

    def _classes(self, told: Told, visit: int, fixed: Fixed) -> list[Codes]:
        """Classes of codes: they are one only where every figure that names the axis is worth the same."""
        keys = [told.alike]
        for figure in self.compiled.by_axis.get(told.axis.key, ()):
            for other in self.telling.told_apart(figure, visit, fixed):
                if other.axis.key == told.axis.key and other.codes == told.codes:
                    keys.append(other.alike)
        counted = told.axis.name == "kind" and self.compiled.reads_stay
        classes: dict[tuple[Codes, bool], Codes] = {}
        for code, *key in zip(told.codes, *keys, strict=True):
            of_class = (tuple(key), counted and code == 0)
            classes[of_class] = (*classes.get(of_class, ()), code)
        return list(classes.values())

    def _branch(self, closed: list[bool], fixed: Fixed, routed: dict[Owned, Codes]) -> Branch:
        branch = Branch(closed, [], dict(fixed), routed)
        opened = [n for n, shut in enumerate(closed) if not shut]
        benefits = {visit: self.telling.reachable(visit, branch.fixed) for visit in opened}
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
        read = {axis.name for benefit in reached for figure in benefit.told for axis in figure.axes}
        for place, axis in enumerate(excluded.axes):
            shut, codes = self.telling.gates(visit, branch.fixed)
            if len(codes[place]) < 2 or axis.name in read or axis.mask or axis.name in self.compiled.live:
                continue
            slices = list(shut.swapaxes(place, 0))
            if all((one == slices[0]).all() for one in slices):
                continue
            for n, one in enumerate(slices):
                if all((~one | other).all() for other in slices):
                    key = (self.telling.owner(axis.name, visit), axis.name)
                    branch.fixed.setdefault(key, codes[place][n])
                    branch.gates.append(key)
                    break

    def _figures(self, reached: Iterable[BenefitOf]) -> list[Figure]:
        figures = [layer.route for layer in self.compiled.layers]
        for layer in self.compiled.layers:
            figures += [figure for figure in (layer.lost_from, layer.counts_to_lost) if figure]
        for benefit in reached:
            figures += benefit.told
        waits = (self.compiled.late_wait, self.compiled.newborn_wait)
        figures += [wait[1] for wait in waits if wait and not self.filling.dates_open]
        if self.compiled.excluded:
            figures.append(self.compiled.excluded)
        return figures

    def _choices(self, branch: Branch, benefits: dict[int, list[BenefitOf]]) -> None:
        """Choices, sets, stays and readings, each as one value a class that the figures tell apart."""
        slices: dict[Owned, dict[int, list[int]]] = {}
        masks: dict[Owned, set[int]] = {}
        stays = 0
        for visit, reached in benefits.items():
            for figure in self._figures(reached):
                for axis, codes, alike in self.telling.told_apart(figure, visit, branch.fixed):
                    owner = self.telling.owner(axis.name, visit)
                    if axis.mask or axis.name == "condition_count":
                        name = "conditions" if axis.name == "condition_count" else axis.name
                        masks.setdefault((owner, name), set()).add(axis.mask)
                    elif axis.name == "stay":
                        last = max(n for n in range(len(alike)) if alike[n] != alike[-1]) + 1
                        stays = max(stays, codes[last])
                    else:
                        own = slices.setdefault((owner, axis.name), {})
                        for code, number in zip(codes, alike, strict=True):
                            own.setdefault(code, []).append(number)
        for (owner, name), worth in slices.items():
            classes: dict[tuple[int, ...], int] = {}
            of = {code: classes.setdefault(tuple(numbers), code) for code, numbers in worth.items()}
            self._add(branch, owner, name, list(classes.values()))
            branch.variables[-1].of = of
        for (owner, name), wanted in masks.items():
            denied = self.known.denied if name == "categories" else 0
            self._add(branch, owner, name, representative_sets(name, wanted, denied))
            branch.variables[-1].masks = frozenset(wanted)
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
                branch.variables.append(Variable(visit, SPLIT, [0, rest], paths, between=_shares(rest)))
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
                branch.variables[-1].between = sorted({top for top in tops if 0 < top < max(tops)})

    def _splits_drugs(self, visit: int, reached: list[BenefitOf], branch: Branch) -> bool:
        own = (b.essential_rate for b in reached if b.essential_rate)
        return any(max(self.telling.met(figure, visit, branch.fixed)) >= 0 for figure in own)

    def _counters(self, benefit: BenefitOf, visit: int, branch: Branch, counters: dict[str, list[int]]) -> None:
        def tops(source: str, figure: Figure, more: int = 0) -> None:
            found = counters.setdefault(source, [])
            found += [top + more for top in self.telling.met(figure, visit, branch.fixed)]

        for limit in (*benefit.caps, *(benefit.inpatient.caps if benefit.inpatient else ())):
            if not benefit.settle:
                tops(self.compiled.counters[limit.counter], limit.figure)
        if (benefit.yearly_deductible or benefit.yearly_most) and benefit.deductible:
            tops("deductible_paid", benefit.yearly_most or benefit.deductible)
        fixed = benefit.spec.fixed_sum
        if fixed and fixed.counter and benefit.fixed_sum:
            tops(fixed.counter, benefit.fixed_sum, MORE_THAN_ANY if fixed.carry else 0)
        if fixed and fixed.carry and self.telling.value("continuous_enrolment", visit) != 0:
            counters.setdefault("outpatient_balance", []).append(MORE_THAN_ANY // 4)


def _shares(rest: int) -> list[int]:
    """What may lie outside the list, so that what is left gets smaller by three tenths each time, fen."""
    found, left = [], rest
    while left > rest // 10_000:
        left = left * 7 // 10
        found.append(rest - left)
    return found[:MOST_SHARES]
