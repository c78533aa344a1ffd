"""Every feasible way to fill in what a case does not say, as tables to run.

Only facts that the scheme reads vary; choices, sets and dates collapse to the classes it tells apart; a branch (the
kind of each visit, and whether it counts at all) opens only its own facts; an amount goes to its ends, since every
mechanism but the year's sum rises or falls with it; that sum goes to the points where its slope changes (`bounds.py`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

import numpy as np

from engine.compiled import BenefitOf, Compiled
from engine.facts import EXCLUSIONS, PERSON_CHOICES, SETS, VISIT_CHOICES, fact_path
from engine.figures import NO_MATCH, Axis, Figure
from engine.filling import (
    AT_STAYS,
    CEILING,
    ESSENTIAL,
    KIND,
    MORE_THAN_ANY,
    PATTERN,
    SPLIT,
    STAYS,
    Branch,
    Filling,
    Owned,
    Variable,
)
from engine.known import KnownCase
from engine.money import Ints
from engine.patterns import cover_patterns
from engine.table import Table

Kinds = Sequence[int | None]


class Completions:
    """The branches of a case. `held`: facts not to vary, at their usual value (for `likely`)."""

    def __init__(
        self, compiled: Compiled, known: KnownCase, usual: dict[str, int], held: frozenset[str] = frozenset()
    ) -> None:
        self.compiled, self.known, self.usual, self.held = compiled, known, usual, held
        self.patterns = None if {"enrolled_on", "born_on"} & held else cover_patterns(compiled, known)
        self.filling = Filling(compiled, known, usual, self.patterns)
        self.branches = list(self._branches())

    def rows(self) -> int:
        """How many completions all branches have together."""
        return sum(branch.rows() for branch in self.branches)

    def unknown_paths(self) -> list[str]:
        """The facts that vary on some branch, readings left out."""
        found = dict.fromkeys(path for branch in self.branches for v in branch.variables for path in v.paths)
        kinds = [
            f"visits.{self.known.order[n]}.kind"
            for n, visit in enumerate(self.known.visits)
            if visit.facts[KIND] is None and len({b.kinds[n] for b in self.branches}) > 1
        ]
        return [*kinds, *(path for path in found if path not in kinds)]

    # ---- what is known on a branch

    def _value(self, name: str, visit: int | None, kinds: Kinds) -> int | None:
        if name == KIND and visit is not None and kinds[visit] is not None:
            return kinds[visit]
        if visit is not None and name in self.known.visits[visit].facts:
            value = self.known.visits[visit].facts[name]
        else:
            value = self.known.person.get(name)
        if value is None and name in self.held:
            return self.usual[name]
        return value

    def _codes(self, axis: Axis, visit: int, kinds: Kinds, fixed: dict[Owned, int]) -> list[int]:
        """The codes that an axis can take at a visit."""
        name = axis.name
        if name in self.compiled.live:
            return list(range(len(axis.values)))
        owner = None if name in self.known.person else visit
        known = fixed.get((owner, name), self._value(name, visit, kinds))
        if axis.mask:
            if known is not None:
                return [int((known & axis.mask) != 0)]
            denied = self.known.denied if name == "categories" else 0
            return [0] if axis.mask & ~denied == 0 else [0, 1]
        if name == "stay":
            low, high = self._stays_before(visit)
            return sorted({min(n, len(axis.values) - 1) for n in range(low, min(high, 70) + 1)})
        if name == "condition_count":
            conditions = self._value("conditions", visit, kinds)
            counts = range(1, len(axis.values) + 1) if conditions is None else [max(1, conditions.bit_count())]
            return [min(n, len(axis.values)) - 1 for n in counts]
        return list(range(len(axis.values))) if known is None else [known]

    def _stays_before(self, visit: int) -> tuple[int, int]:
        known = self.known.year[STAYS]
        if known is None and STAYS in self.held:
            known = self.usual[STAYS]
        return (0, 99) if known is None else (known, known + visit)

    def _part(self, figure: Figure, visit: int, kinds: Kinds, fixed: dict[Owned, int]) -> tuple[Ints, list[list[int]]]:
        """The cells of a figure's table that this visit can still meet, and the codes of each axis."""
        codes = [self._codes(axis, visit, kinds, fixed) for axis in figure.axes]
        return figure.part(codes), codes

    def _reachable(self, visit: int, kinds: Kinds, fixed: dict[Owned, int]) -> list[BenefitOf]:
        found = []
        for layer in self.compiled.layers:
            part, _ = self._part(layer.route, visit, kinds, fixed)
            met = set(layer.route.amounts_at(part).reshape(-1).tolist())
            found += [benefit for n, benefit in enumerate(layer.benefits) if n in met]
        return found

    # ---- branches

    def _branches(self) -> Iterator[Branch]:
        visits = self.known.visits
        kinds_of = [self._kinds(n) for n in range(len(visits))]
        number = 1
        for options_of_one in kinds_of:
            number *= len(options_of_one)
        if number > 512:
            yield Branch([None] * len(visits), [False] * len(visits), [Variable(None, "too_many", list(range(10**6)))])
            return
        everyone_closed = False
        for kinds in product(*kinds_of):
            options, person_closes = self._closings(kinds)
            everyone_closed = everyone_closed or person_closes
            for closed in product(*options):
                if not (all(closed) and everyone_closed):
                    yield self._branch(list(kinds), list(closed))
        if everyone_closed:
            yield self._branch([k[0] for k in kinds_of], [True] * len(visits))

    def _kinds(self, visit: int) -> list[int | None]:
        known = self._value(KIND, visit, [None] * len(self.known.visits))
        if known is not None:
            return [known]
        tells = any(axis.name == KIND for figure in self.compiled.figures() for axis in figure.axes)
        if not tells:
            return [self.usual[KIND]]
        groups: dict[bytes, int | None] = {}
        for code in range(len(VISIT_CHOICES[KIND])):
            parts = []
            for figure in self.compiled.figures():
                names = [axis.name for axis in figure.axes]
                if KIND in names:
                    nothing: Kinds = [None] * len(self.known.visits)
                    codes = [
                        [code] if axis.name == KIND else self._codes(axis, visit, nothing, {}) for axis in figure.axes
                    ]
                    parts.append(figure.worth(figure.part(codes)).tobytes())
            counted = b"stay" if self.compiled.reads_stay and code == 0 else b""
            groups.setdefault(b"|".join(parts) + counted, code)
        return list(groups.values())

    def _closings(self, kinds: Kinds) -> tuple[list[list[bool]], bool]:
        """For each visit whether it can be open and closed; and whether a fact of the person can close them all."""
        excluded = self.compiled.excluded
        if excluded is None:
            return [[False]] * len(kinds), False
        options, person_closes = [], False
        for visit in range(len(kinds)):
            part, _ = self._part(excluded, visit, kinds, {})
            shut = excluded.amounts_at(part) != NO_MATCH
            open_, closed = bool((~shut).any()), bool(shut.any())
            if closed and open_:
                usual: dict[Owned, int] = {
                    (None, name): self.usual[name] for name in PERSON_CHOICES if self._value(name, None, kinds) is None
                }
                own, _ = self._part(excluded, visit, kinds, usual)
                if not (excluded.amounts_at(own) != NO_MATCH).any():
                    person_closes, closed = True, False
            options.append([False] * open_ + [True] * closed)
        return options, person_closes

    def _branch(self, kinds: list[int | None], closed: list[bool]) -> Branch:
        branch = Branch(kinds, closed, [])
        opened = [n for n, shut in enumerate(closed) if not shut]
        for visit in opened:
            self._fix_gate_facts(branch, visit)
        benefits = {visit: self._reachable(visit, kinds, branch.fixed) for visit in opened}
        self._choices(branch, benefits)
        self._amounts(branch, benefits)
        if self.patterns and len(self.patterns) > 1:
            paths = ["person.enrolled_on"] if self.known.person["enrolled_on"] is None else ["person.born_on"]
            branch.variables.append(Variable(None, PATTERN, list(range(len(self.patterns))), paths))
        return branch

    def _fix_gate_facts(self, branch: Branch, visit: int) -> None:
        """A fact that only decides whether the visit counts takes the value that excludes least."""
        excluded = self.compiled.excluded
        if excluded is None:
            return
        read = {
            axis.name
            for layer in self.compiled.layers
            for figure in (
                layer.route,
                *(f for b in self._reachable(visit, branch.kinds, branch.fixed) for f in b.figures()),
            )
            for axis in figure.axes
        }
        part, codes = self._part(excluded, visit, branch.kinds, branch.fixed)
        shut = excluded.amounts_at(part) != NO_MATCH
        for place, axis in enumerate(excluded.axes):
            if len(codes[place]) < 2 or axis.name in read or axis.mask or axis.name in self.compiled.live:
                continue
            slices = [np.take(shut, n, axis=place) for n in range(len(codes[place]))]
            for n, one in enumerate(slices):
                if all((~one | other).all() for other in slices):
                    owner = None if axis.name in self.known.person else visit
                    branch.fixed.setdefault((owner, axis.name), codes[place][n])
                    break

    def _figures(self, visit: int, benefits: Iterable[BenefitOf]) -> list[Figure]:
        figures = [layer.route for layer in self.compiled.layers]
        figures += [layer.lost_from for layer in self.compiled.layers if layer.lost_from]
        for benefit in benefits:
            figures += list(benefit.figures())
        if self.compiled.excluded:
            figures.append(self.compiled.excluded)
        return figures

    def _choices(self, branch: Branch, benefits: dict[int, list[BenefitOf]]) -> None:
        """Choices, sets, stays and readings, each as one value a class that the figures tell apart."""
        slices: dict[Owned, dict[int, list[bytes]]] = {}
        asked: dict[Owned, list[int]] = {}
        masks: dict[Owned, set[int]] = {}
        for visit, reached in benefits.items():
            for figure in self._figures(visit, reached):
                cells, codes = self._part(figure, visit, branch.kinds, branch.fixed)
                if cells.size == 1:
                    continue
                part = figure.worth(cells)
                for place, axis in enumerate(figure.axes):
                    if len(codes[place]) < 2:
                        continue
                    alike = [np.take(part, n, axis=place).tobytes() for n in range(len(codes[place]))]
                    if len(set(alike)) == 1:
                        continue
                    owner = None if axis.name in self.known.person or axis.name in self.compiled.live else visit
                    if axis.mask or axis.name == "condition_count":
                        name = "conditions" if axis.name == "condition_count" else axis.name
                        masks.setdefault((owner, name), set()).add(axis.mask)
                    elif axis.name == "stay":
                        asked[(None, STAYS)] = list(range(len(axis.values)))
                    else:
                        key = (owner, axis.name)
                        asked[key] = codes[place]
                        for code, text in zip(codes[place], alike, strict=True):
                            slices.setdefault(key, {}).setdefault(code, []).append(text)
        for (owner, name), met in asked.items():
            values = met
            if name == STAYS:
                if self.known.year[STAYS] is not None or STAYS in self.held:
                    continue
            elif (owner, name) in slices:
                classes: dict[bytes, int] = {}
                for code in met:
                    classes.setdefault(b"|".join(slices[(owner, name)][code]), code)
                values = list(classes.values())
            self._add(branch, owner, name, values)
        for (owner, name), wanted in masks.items():
            self._add(branch, owner, name, self._sets(name, wanted))

    def _add(self, branch: Branch, owner: int | None, name: str, values: list[int]) -> None:
        path = (
            [] if name in self.compiled.live else [fact_path(name, self.known.order[owner] if owner is not None else 0)]
        )
        branch.variables.append(Variable(owner, name, values, path))

    def _sets(self, name: str, masks: set[int]) -> list[int]:
        """One set a class: the smallest and, where the number counts (mask 0), the largest of each."""
        every = np.arange(1 << len(SETS[name]), dtype=np.int64)
        if name == "categories":
            every = every[(every & self.known.denied) == 0]
        told = np.zeros(len(every), dtype=np.int64)
        for mask in masks - {0}:
            told = told * 2 + ((every & mask) != 0)
        size = np.array([int(value).bit_count() for value in every])
        found = []
        for group in np.unique(told):
            rows = np.flatnonzero(told == group)
            found.append(int(every[rows[np.argmin(size[rows])]]))
            if 0 in masks:
                found.append(int(every[rows[np.argmax(size[rows])]]))
        return list(dict.fromkeys(found))

    def _amounts(self, branch: Branch, benefits: dict[int, list[BenefitOf]]) -> None:
        """Amounts of the bills and of the year so far, at their ends."""
        counters: dict[str, list[int]] = {}
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
        for source, tops in counters.items():
            if self.known.year.get(source, 0) is None and source not in self.held and max(tops) > 0:
                self._add(branch, None, source, [0, max(tops)])

    def _splits_drugs(self, visit: int, reached: list[BenefitOf], branch: Branch) -> bool:
        return any(
            bool(
                (
                    b.essential_rate.amounts_at(self._part(b.essential_rate, visit, branch.kinds, branch.fixed)[0]) >= 0
                ).any()
            )
            for b in reached
            if b.essential_rate
        )

    def _counters(self, benefit: BenefitOf, visit: int, branch: Branch, counters: dict[str, list[int]]) -> None:
        def top(figure: Figure) -> int:
            part, _ = self._part(figure, visit, branch.kinds, branch.fixed)
            return int(np.max(figure.amounts_at(part)))

        own = [*benefit.caps, *(benefit.inpatient.caps if benefit.inpatient else ())]
        for limit in own:
            if not benefit.settle:
                counters.setdefault(self.compiled.counters[limit.counter], []).append(top(limit.figure))
        if (benefit.yearly_deductible or benefit.yearly_most) and benefit.deductible:
            counters.setdefault("deductible_paid", []).append(top(benefit.yearly_most or benefit.deductible))
        fixed = benefit.spec.fixed_sum
        if fixed and fixed.counter and benefit.fixed_sum:
            counters.setdefault(fixed.counter, []).append(
                top(benefit.fixed_sum) + (MORE_THAN_ANY if fixed.carry else 0)
            )
        if fixed and fixed.carry:
            counters.setdefault("outpatient_balance", []).append(MORE_THAN_ANY // 4)

    # ---- tables

    def table(self, branch: Branch) -> tuple[Table, dict[Owned, Ints]]:
        """The table of a branch, and the column of each of its variables."""
        rows = branch.rows()
        values: dict[Owned, Ints] = {}
        inner = rows
        for variable in branch.variables:
            inner //= len(variable.values)
            pattern = np.repeat(np.array(variable.values, dtype=np.int64), inner)
            values[(variable.visit, variable.name)] = np.tile(pattern, rows // len(pattern))
        stays = values.get((None, STAYS))
        if stays is not None or self.known.year[STAYS] == 0:
            values = self._feasible(values, stays)
            rows = max((len(v) for v in values.values()), default=1)
        return self.filling.table(branch, values, rows), values

    def _feasible(self, values: dict[Owned, Ints], stays: Ints | None) -> dict[Owned, Ints]:
        """Without the rows that say no stays before and yet something paid for stays."""
        keep = None
        for name in AT_STAYS:
            paid = values.get((None, name))
            if paid is not None:
                fits = (paid == 0) if stays is None else (paid == 0) | (stays > 0)
                keep = fits if keep is None else keep & fits
        if stays is not None:
            for name in AT_STAYS:
                known = self.known.year.get(name)
                if known:
                    keep = (stays > 0) if keep is None else keep & (stays > 0)
        return values if keep is None else {key: column_[keep] for key, column_ in values.items()}
