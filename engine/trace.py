"""The explanation of one row: the columns of each layer read as steps (what, formula, amount, clauses)."""

from collections.abc import Sequence
from typing import Any

from engine.columns import first, holds_first
from engine.compiled import BenefitOf, Compiled
from engine.figures import Facts, Figure, Resolved
from engine.layers.benefit import Columns
from engine.mechanisms.essential_drugs import ESSENTIAL_FIRST
from engine.money import FULL_RATE, half_up, percent, scheme_yuan, short_yuan, yuan
from engine.run import VisitOutcome
from engine.wording import Words
from engine.written import Written

NO_FORMULA = "…"


# A step as the contract has it: "what", "formula", "amount" (yuan), "clauses", "kind", "visit", for bands also "table".
Step = dict[str, Any]


def step(
    kind: str,
    visit: int,
    what: str,
    formula: str,
    amount: int,
    clauses: Sequence[str] = (),
    table: Any = None,
    figure: str | None = None,
) -> Step:
    """A step; `amount` in fen; `figure`: the scheme's own figure in it, as it holds here."""
    made: Step = {
        "what": what,
        "formula": formula,
        "amount": yuan(amount),
        "clauses": list(clauses),
        "kind": kind,
        "visit": visit,
    }
    if table is not None:
        made["table"] = table
    if figure is not None:
        made["figure"] = figure
    return made


def _found(figure: Figure, facts: Facts) -> Resolved:
    return figure.resolved_at(first(figure.cell(facts)))


def _change(written: Written, words: Words) -> str:
    if written.unit == "times":
        return (
            " ÷ 2"
            if written.amount == 5_000
            else f" × {written.amount // 10_000}.{written.amount % 10_000:04d}".rstrip("0")
        )
    if written.unit == "points":
        sign = "-" if written.amount < 0 else "+"
        return f" {sign} {percent(abs(written.amount))}"
    if written.unit == "add":
        return f" {'-' if written.amount < 0 else '+'} {short_yuan(abs(written.amount))}"
    return words(" → 不收") if written.unit == "none" else ""


def changed(found: Resolved, words: Words, shown: str) -> str:
    """A figure with what changed it: "900 ÷ 2"; just the figure where nothing did."""
    if found.base is None or not found.changes:
        return shown
    base = percent(found.base.amount) if found.base.unit == "rate" else short_yuan(found.base.amount)
    return base + "".join(_change(change, words) for change in found.changes)


def steps_of(outcome: VisitOutcome, visit: int, compiled: Compiled, words: Words) -> dict[str, list[Step]]:
    """Layer -> its steps at one visit."""
    found: dict[str, list[Step]] = {}
    facts = outcome.facts
    for number, layer in enumerate(outcome.layers):
        steps: list[Step] = []
        own = compiled.by_name.get(layer.name)
        if number == 0:
            steps.append(_in_scope(facts, visit, words))
        if own is None:
            paid = first(layer.paid)
            steps.append(step("reported", visit, words("单子上已报"), short_yuan(paid), paid))
        else:
            benefit = own.benefits[layer.benefit]
            _LayerSteps(benefit, facts, visit, words, steps).walk(
                layer.columns,
                first(layer.paid),
                _closed(outcome, own.starts),
                holds_first(layer.unknown),
            )
        found[layer.name] = steps
    return found


def _closed(outcome: VisitOutcome, starts: int | None) -> bool:
    opened = outcome.gates.open
    early = starts is not None and first(outcome.facts["discharged_on"]) < starts
    return early or (opened is not None and not holds_first(opened))


def _in_scope(facts: Facts, visit: int, words: Words) -> Step:
    parts = [first(facts[name]) for name in ("self_funded", "over_limit", "first_pay") if name in facts]
    taken = "".join(f" - {short_yuan(part)}" for part in parts if part)
    formula = short_yuan(first(facts["total"])) + taken
    return step("in_scope", visit, words("能进报销范围的钱"), formula, first(facts["in_scope"]))


class _LayerSteps:
    """Writes the steps of one benefit at one visit."""

    def __init__(self, benefit: BenefitOf, facts: Facts, visit: int, words: Words, steps: list[Step]) -> None:
        self.benefit, self.facts, self.visit, self.words, self.steps = benefit, facts, visit, words, steps

    def add(
        self,
        kind: str,
        what: str,
        formula: str,
        amount: int,
        clauses: Sequence[str] = (),
        table: Any = None,
        figure: str | None = None,
    ) -> None:
        once = clauses if len(clauses) < 2 or type(clauses) is tuple else tuple(dict.fromkeys(clauses))
        self.steps.append(step(kind, self.visit, what, formula, amount, once, table, figure))

    def walk(self, columns: Columns, paid: int, closed: bool, unknown: bool) -> None:
        """All steps, in the order of the sums."""
        words, benefit = self.words, self.benefit
        reported = self.facts.get(f"reported.{benefit.layer}")
        if reported is not None and first(reported) >= 0:
            self.add("reported", words("单子上已报,照单子算"), short_yuan(first(reported)), paid)
            return
        if closed:
            return
        if benefit.spec.nothing:
            self.add(
                "not_covered",
                words.pick(benefit.spec.nothing.why, benefit.spec.nothing.why_en),
                "0",
                0,
                [benefit.spec.nothing.clause],
            )
            return
        if benefit.settle:
            self._of_the_year(columns)
        elif benefit.base != "in_scope":
            self.add("base", words("还剩您承担(范围内)"), short_yuan(first(columns["base"])), first(columns["base"]))
        if unknown:
            lost = benefit.spec.lost
            self.add(
                "not_computed", words("这一层算不了"), NO_FORMULA, 0, [lost.clause] if lost else self._lost_clauses()
            )
            return
        if benefit.fixed_sum:
            self._fixed(columns)
            return
        if benefit.pay_first:
            self._pay_first(columns)
        if benefit.deductible:
            self._deductible(columns)
        if benefit.bands:
            self._bands(columns)
        elif benefit.cliff:
            self._cliff(columns)
        elif benefit.rate:
            self._rate(columns)
        elif benefit.lost_above:
            self._below_what_is_lost()
        self._caps(columns)
        if benefit.settle and first(columns["paid_before"]):
            due, before = first(columns["due"]), first(columns["paid_before"])
            self.add("paid_before", words("减去今年已经付过的"), f"{short_yuan(due)} - {short_yuan(before)}", paid)

    def _lost_clauses(self) -> list[str]:
        rate = self.benefit.rate
        return list(_found(rate, self.facts).clauses) if rate else []

    def _of_the_year(self, columns: Columns) -> None:
        words, spec = self.words, self.benefit.spec
        base, before = first(columns["base"]), first(columns["before"])
        clauses = [spec.base_clause] if spec.base_clause else []
        names = {"above_ceiling": words("超过封顶线的合规费用"), "own_share": words("目录内自负的钱")}
        what = names.get(self.benefit.base, words("基本医保报完,还剩您承担(范围内)"))
        self.add("base", what, short_yuan(base), base, clauses)
        amount = first(columns["amount"])
        if before and amount != base:
            found = _found(self.benefit.settle, self.facts) if self.benefit.settle else None
            self.add(
                "of_the_year",
                words("今年累计"),
                f"{short_yuan(before)} + {short_yuan(base)}",
                amount,
                found.clauses if found else (),
            )

    def _pay_first(self, columns: Columns) -> None:
        assert self.benefit.pay_first is not None
        share, rate = first(columns["pay_first"]), first(columns["pay_first_rate"])
        if rate:
            formula = f"{short_yuan(first(columns['base']))} × {percent(rate)}"
            clauses = _found(self.benefit.pay_first, self.facts).clauses
            self.add("pay_first", self.words("先自己付一份"), formula, share, clauses)

    def _deductible(self, columns: Columns) -> None:
        assert self.benefit.deductible is not None
        found = _found(self.benefit.deductible, self.facts)
        taken, due = first(columns["deductible"]), first(columns["deductible_due"])
        what = self.words("起付线(今年的)") if self.benefit.yearly_deductible else self.words("起付线")
        formula = figure = changed(found, self.words, short_yuan(due))
        if taken < due and self.benefit.yearly_deductible:
            formula += self.words(",还差 {left}", left=short_yuan(taken))
        clauses = list(found.clauses)
        if self.benefit.yearly_most and taken < min(due, first(columns["base"])):
            formula += self.words(",一年里起付线合计有上限,只收 {left}", left=short_yuan(taken))
            clauses += _found(self.benefit.yearly_most, self.facts).clauses
        if self.benefit.highest_level:
            clauses += _found(self.benefit.highest_level, self.facts).clauses
        self.add("deductible", what, formula, taken, clauses, figure=figure)

    def _rate(self, columns: Columns) -> None:
        assert self.benefit.rate is not None
        found = _found(self.benefit.rate, self.facts)
        base = first(columns["base"]) - first(columns.get("pay_first", 0))
        amount, rate = first(columns["amount_shared"]), first(columns["rate"])
        taken = first(columns["deductible"]) if "deductible" in columns else 0
        if "essential" in columns and holds_first(columns["essential_apart"]):
            self._essential(columns, found)
            return
        shown = percent(rate)
        if found.changes and found.base is not None:
            if found.base.unit == "lost":  # the sheet's rate, changed as the scheme says
                sheets = percent(first(self.facts["stated_rate"]))
                shown = sheets + "".join(_change(change, self.words) for change in found.changes)
            else:
                shown = changed(found, self.words, shown)
            shown = f"({shown})"
        inside = f"({short_yuan(base)} - {short_yuan(taken)})" if taken else short_yuan(base)
        pay = first(columns["shared"]) if "shared" in columns else half_up(amount * rate, FULL_RATE)
        figure = shown.removeprefix("(").removesuffix(")")
        self.add("rate", self.words("按比例报"), f"{inside} × {shown}", pay, found.clauses, figure=figure)

    def _essential(self, columns: Columns, found: Resolved) -> None:
        assert self.benefit.essential_rate and self.benefit.essential_bears
        own = _found(self.benefit.essential_rate, self.facts)
        bears = _found(self.benefit.essential_bears, self.facts)
        essential, rest = first(columns["essential"]), first(columns["rest"])
        note = (
            self.words("起付线先从基本药物里扣")
            if bears.amount == ESSENTIAL_FIRST
            else self.words("起付线先从其余部分扣")
        )
        formula = (
            f"{short_yuan(essential)} × {percent(first(columns['essential_rate']))} + "
            f"{short_yuan(rest)} × {percent(first(columns['rate']))}"
        )
        pay = half_up(essential * first(columns["essential_rate"]) + rest * first(columns["rate"]), FULL_RATE)
        self.add(
            "essential_drugs",
            self.words("基本药物和其余部分分开报({note})", note=note),
            formula,
            pay,
            [*own.clauses, *found.clauses],
            figure=self.words(
                "基本药物 {essential},其余 {rest}",
                essential=percent(first(columns["essential_rate"])),
                rest=percent(first(columns["rate"])),
            ),
        )

    def _bands(self, columns: Columns) -> None:
        bands = self.benefit.bands
        assert bands is not None and self.benefit.spec.bands is not None
        edges = [first(edge) for edge in columns["edges"]]
        inside = [first(part) for part in columns["inside"]]
        found = [_found(figure, self.facts) for figure in bands.rates]
        threshold = _found(bands.threshold, self.facts)
        amount, start = first(columns["amount_shared"]), first(columns["threshold"])
        on_burden = holds_first(columns["on_burden"])
        pieces, rows = [], []
        for n, part in enumerate(inside):
            top = edges[n + 1] if n + 1 < len(edges) else None
            rows.append(_row(edges[n], top, found[n], part))
            if part > 0:
                upper = amount if top is None or (on_burden and amount < top) else top
                lower = edges[n] if on_burden or n else start
                piece = f"({short_yuan(upper)} - {short_yuan(lower)})" if on_burden and lower else short_yuan(part)
                pieces.append(f"{piece} × {percent(found[n].amount)}")
        due = sum(part * one.amount for part, one in zip(inside, found, strict=True))
        if start:
            self.add(
                "deductible",
                self.words("大病起付线") if self.benefit.layer == "serious_illness" else self.words("起付线"),
                changed(threshold, self.words, short_yuan(start)),
                start,
                threshold.clauses,
                figure=changed(threshold, self.words, short_yuan(start)),
            )
        clauses = [clause for part, one in zip(inside, found, strict=True) if part > 0 for clause in one.clauses]
        formula = " + ".join(pieces) if pieces else self.words("没到起付线")
        rates = " / ".join(percent(one.amount) for one in found)
        due = half_up(due, FULL_RATE)
        self.add("bands", self.words("分段报"), formula, due, clauses or found[0].clauses, rows, rates)

    def _cliff(self, columns: Columns) -> None:
        assert self.benefit.cliff is not None
        threshold, rate, of = (_found(figure, self.facts) for figure in self.benefit.cliff)
        amount = first(columns["amount_shared"])
        reached = amount >= threshold.amount
        self.add(
            "deductible",
            self.words("要达到的数"),
            short_yuan(threshold.amount),
            threshold.amount,
            threshold.clauses,
            figure=short_yuan(threshold.amount),
        )
        base = amount if of.amount == 0 else amount - threshold.amount
        due = half_up(max(base, 0) * rate.amount, FULL_RATE) if reached else 0
        formula = f"{short_yuan(base)} × {percent(rate.amount)}" if reached else self.words("没达到")
        what = self.words("达到以后,全年自负的钱按比例给")
        self.add("cliff", what, formula, due, [*rate.clauses, *of.clauses], figure=percent(rate.amount))

    def _below_what_is_lost(self) -> None:
        """Of this benefit only the amount is known up to which it pays nothing."""
        assert self.benefit.lost_above is not None
        found = _found(self.benefit.lost_above, self.facts)
        self.add("deductible", self.words("没超过这个数,不报"), short_yuan(found.amount), found.amount, found.clauses)

    def _fixed(self, columns: Columns) -> None:
        assert self.benefit.fixed_sum and self.benefit.spec.fixed_sum
        found = _found(self.benefit.fixed_sum, self.facts)
        spec = self.benefit.spec.fixed_sum
        quota, carried, used = (first(columns[name]) for name in ("quota", "carried", "used_of_quota"))
        formula = figure = changed(found, self.words, short_yuan(quota))
        formula += f" + {short_yuan(carried)}" if carried else ""
        formula += f" - {short_yuan(used)}" if used else ""
        clauses = [*found.clauses, *([spec.carry_clause] if spec.carry and spec.carry_clause else [])]
        self.add(
            "fixed_sum", self.words("定额还能用"), formula, first(columns["left_of_quota"]), clauses, figure=figure
        )
        paid = first(columns["paid_of_quota"])
        self.add("total", self.words("定额里报"), short_yuan(paid), paid, found.clauses)

    def _caps(self, columns: Columns) -> None:
        for limit, before, top, used in columns.get("caps", ()):
            due, most, gone = first(before), first(top), first(used)
            room = max(most - gone, 0)
            if due > room:
                found = _found(limit.figure, self.facts)
                shown = changed(found, self.words, short_yuan(most))
                formula = f"{short_yuan(most)} - {short_yuan(gone)}" if gone else shown
                self.add("cap", self.words("封顶,最多还能报"), formula, room, found.clauses, figure=shown)


def _row(low: int, top: int | None, found: Resolved, inside: int) -> dict[str, Any]:
    """A slice of the bands, with what of the person's money fell into it."""
    return {
        "from": scheme_yuan(low),
        "to": None if top is None else scheme_yuan(top),
        "rate": percent(found.amount),
        "inside": yuan(inside),
        "paid": yuan(half_up(inside * found.amount, FULL_RATE)),
        "clause": found.clauses[0],
    }


def capped(outcome: VisitOutcome, compiled: Compiled) -> list[tuple[str, tuple[str, ...]]]:
    """(counter, clauses) of every cap that held at this visit."""
    found = []
    for layer in outcome.layers:
        reported = outcome.facts.get(f"reported.{layer.name}")
        if layer.name not in compiled.by_name or (reported is not None and first(reported) >= 0):
            continue
        if holds_first(layer.unknown):
            continue
        for limit, before, top, used in layer.columns.get("caps", ()):
            if first(before) > max(first(top) - first(used), 0):
                found.append((limit.counter, _found(limit.figure, outcome.facts).clauses))
    return found


def clauses_used(steps: Sequence[Step]) -> set[str]:
    """Every clause that took part."""
    return {clause for one in steps for clause in one["clauses"]}
