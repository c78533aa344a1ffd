"""How far the range narrows with each answer: from the rows that were run for the range, without another run."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from engine.agreeing import Agreeing
from engine.answers import TOP, answered, choices, has_choices, one_value_sets, owned, set_text
from engine.bounds import Bounds, of_readings_alone, range_of
from engine.columns import Ints, Mask
from engine.compiled import Compiled
from engine.completions import Completions
from engine.differing import Differing
from engine.facts import EXCLUSIONS, SETS
from engine.filling import CEILING, ESSENTIAL, SPLIT, STAYS, Variable
from engine.known import KnownCase
from engine.mechanisms.waiting import NOT_SAID, PAID_IN_WINDOW
from engine.money import yuan
from engine.patterns import days_that_tell, days_tried
from engine.payouts import Payouts, payouts
from engine.sums import SUMS, edges, open_sums
from engine.written import iso_day

Range = tuple[int, int | None]  # least and most paid, fen; None: open upward


def spread(compiled: Compiled, known: KnownCase, usual: dict[str, int], held: frozenset[str] = frozenset()) -> "Spread":
    """The range, and how it narrows with each answer; `held`: facts that are not asked for (see `bounds`)."""
    if not known.has_unknown():
        return Spread(known, of_readings_alone(compiled, known, usual))
    completions = Completions(compiled, known, usual, held)
    sums = open_sums(compiled, known, held)
    found = None
    if completions.branches is not None:
        found = payouts(completions.filling, completions.branches, sums, every_way=True)
    return Spread(known, range_of(known, completions, sums, found), completions, found)


class Spread:
    """The range of a case (`bounds`, fen), and what each unknown fact does to it.

    Facts go by the contract's paths ("visits.0.facility_level"), answers by what the case would write ("secondary",
    "true", "2", "1000.00", "2018-03-05"; of a set its values with commas between, "" for none). Ranges: (least, most)
    in fen, `most` None where the range is open upward: what `bounds` gives once the answer stands in the case, or
    wider where `given` says so.
    """

    def __init__(
        self,
        known: KnownCase,
        bounds: Bounds,
        completions: Completions | None = None,
        found: Payouts | None = None,
    ) -> None:
        self.bounds = bounds
        self._known, self._completions, self._found = known, completions, found

    def paths(self) -> list[str]:
        """The unknown facts: `bounds.unknown`, and those that can only decide whether a visit counts."""
        found = dict.fromkeys(self.bounds.unknown)
        if self._completions is not None:
            found.update(dict.fromkeys(self._completions.excluding_paths()))
        if self._completions is not None and self._cover_open:
            person = self._known.person
            if (
                person["continuous_enrolment"] is None
                and person["enrolled_on"] is None
                and self._known.enrolled is None
            ):
                found["person.continuous_enrolment"] = None
            for place, visit in zip(self._known.order, self._known.visits, strict=True):
                if visit.on is None or not visit.on.known:
                    found[f"visits.{place}.on"] = None
        return list(found)

    def answers(self, path: str) -> dict[str, Range]:
        """Answer -> the range once that is known, all else open; answers that nothing agrees with are left out.

        Of amounts, counts and days those that were tried; nothing where there were too many completions.
        """
        if self._found is None or path not in self.paths():
            return {}
        ranges = {text: self.given({path: text}) for text in self._texts(path)}
        return {text: found for text, found in ranges.items() if found is not None}

    def given(self, values: Mapping[str, str]) -> Range | None:
        """The range once all of these are known (path -> answer); None where no completion has these values.

        Wider than the truth, never narrower: an amount between those that `answers` lists counts as unknown, and so do
        the most of a quota that is carried over, a set's number of values where that counts and other numbers pay
        between, and a day that would put the visits into another order; while some parts of the split are not known,
        what is known of the others lowers the most only where it is all that can lie outside the list.
        """
        known, completions, found = self._known, self._completions, self._found
        asked = {path: text for path, text in values.items() if path in self._askable}
        if found is None or completions is None or not asked:
            return self.bounds.low, self.bounds.high
        new = answered(known, completions.compiled, asked)
        if new is not None and _reordered(new):
            new = answered(known, completions.compiled, {p: t for p, t in asked.items() if not p.endswith("on")})
        if new is None:
            return None
        rows = Agreeing(completions, found.rows, new).rows()
        return None if not rows.any() else self._range(found, rows, new)

    def matters(self, path: str) -> bool:
        """Whether some completion is paid otherwise when only this fact changes (True where there were too many).

        Amounts that are open beside it are tried at their ends and at values between them. Of a fact that decides under
        which rule a visit falls, or whether it counts at all, False only where the range is closed.
        """
        if self._found is None or self._completions is None:
            return self._completions is not None
        if self.bounds.exact or path not in self.paths():
            return False
        owner, name = owned(path, self._known)
        name = SPLIT if name in EXCLUSIONS else name
        if self._cover_open and name in ("age_group", "continuous_enrolment", "enrolled_on", "born_on", "on"):
            return True
        return self._differing.matters((owner, name))

    # ---- the rest is how

    @cached_property
    def _cover_open(self) -> bool:
        return self._completions is not None and len(self._completions.patterns) > 1

    @cached_property
    def _askable(self) -> frozenset[str]:
        """Everything that is unknown and not held, whether it can change the range or not."""
        assert self._completions is not None
        return frozenset(self._completions.open_paths()) | frozenset(self.paths())

    @cached_property
    def _differing(self) -> Differing:
        assert self._completions is not None and self._found is not None
        return Differing(self._completions, self._found)

    @cached_property
    def _ends(self) -> tuple[Ints, Ints, Mask]:
        """Of each way: least, most, and whether more may be paid."""
        found = self._found
        assert found is not None
        low, high, unsure = (found.by_way(column) for column in (found.low, found.high, found.unsure_near))
        return low.min(axis=1), high.max(axis=1), unsure.any(axis=1)

    def _range(self, found: Payouts, rows: Mask, new: KnownCase) -> Range:
        """The range of these rows, with the sums of the year that are known now."""
        ways = np.zeros(int(found.way[-1]) + 1, dtype=np.bool_)
        ways[found.way_of[rows]] = True
        low, high, unsure = self._ends
        told = {name: new.year[name] for name in found.sums if new.year[name] is not None}
        chosen = ways
        if told:
            entries = ways[found.way]
            for name, value in told.items():
                assert value is not None and self._completions is not None
                entries = entries & self._at_sum(found, name, value)
            if entries.any():
                chosen = entries
                low, high, unsure = found.low, found.high, found.unsure_near
                if len(told) == len(found.sums) and self._tried(told):
                    low, high, unsure = found.paid, found.paid, found.unsure
        least, most = int(low[chosen].min()), int(high[chosen].max())
        return least, None if unsure[chosen].any() else most

    def _tried(self, told: Mapping[str, int | None]) -> bool:
        return all(value is not None and value in self._sums(name) for name, value in told.items())

    def _sums(self, name: str) -> list[int]:
        assert self._completions is not None
        return [0, *(edge for edge in edges(self._completions.compiled, name) if edge < TOP), TOP]

    def _at_sum(self, found: Payouts, name: str, value: int) -> Mask:
        column = found.sums[name]
        if value not in self._sums(name):
            return np.ones(len(column), dtype=np.bool_)
        return column == value if value < TOP else column > TOP

    def _texts(self, path: str) -> list[str]:
        """The answers to list."""
        completions, known = self._completions, self._known
        assert completions is not None
        owner, name = owned(path, known)
        variables = [v for b in completions.branches or () for v in b.variables if path in v.paths]
        if name in SETS:
            tried = {value for variable in variables for value in variable.values}
            single = one_value_sets(name, known.denied if name == "categories" else 0)
            return [set_text(name, mask) for mask in dict.fromkeys([*single, *sorted(tried)])]
        if has_choices(name):
            options = choices(name, completions.compiled.vocabulary)
            served = completions.compiled.scheme.insurance
            return [text for text in options if name != "insurance" or text in served]
        if name == STAYS:
            return [str(n) for n in range(max((max(v.values) for v in variables), default=0) + 1)]
        if name in ("on", "discharged_on"):
            return [iso_day(day) for day in self._days(owner, name, variables)]
        if name in ("enrolled_on", "born_on"):
            return self._days_of_person(name)
        return [yuan(amount) for amount in self._amounts(owner, name, variables)]

    def _days(self, owner: int | None, name: str, variables: list[Variable]) -> list[int]:
        assert owner is not None and self._completions is not None
        visit, compiled = self._known.visits[owner], self._completions.compiled
        day = visit.on if name == "on" else visit.discharged
        return sorted({*days_tried(day, compiled), *(value for variable in variables for value in variable.values)})

    def _days_of_person(self, name: str) -> list[str]:
        assert self._completions is not None
        compiled = self._completions.compiled
        days = days_that_tell(compiled, self._known, name)
        if name == "born_on":
            return [iso_day(day) for day in days if day != NOT_SAID]
        return [iso_day(compiled.window_end if day == PAID_IN_WINDOW else day) for day in days]

    def _amounts(self, owner: int | None, name: str, variables: list[Variable]) -> list[int]:
        if owner is None:
            if name in SUMS and self._found is not None and name in self._found.sums:
                return self._sums(name)
            return sorted({0, min(max(max(variable.values) for variable in variables), TOP)} if variables else {0})
        bill = self._known.visits[owner].bill
        rest = (bill["total"] or 0) - sum(bill[other] or 0 for other in EXCLUSIONS)
        assert name in (*EXCLUSIONS, ESSENTIAL, CEILING)
        return sorted({0, rest})


def _reordered(new: KnownCase) -> bool:
    days = [visit.on.first for visit in new.visits if visit.on is not None]
    return days != sorted(days)
