"""The figures of a benefit, each under the conditions that it holds for, as a question of rules is told them."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from engine.compiled import BenefitOf, Compiled
from engine.facts import LEVEL_STANDS_FOR, PERSON_CHOICES, SETS, VISIT_CHOICES
from engine.figures import NO_MATCH, Axis, Figure
from engine.money import FULL_RATE, yuan
from engine.talk.doubts import READING, grade_of
from engine.written import UNCAPPED

Json = dict[str, Any]
# Facts that a list of figures is told apart by; all others are taken as they usually are.
TOLD_APART = (
    "facility_level",
    "facility_class",
    "enrolment_tier",
    "stay",
    "categories",
    "conditions",
    "condition_count",
    "insurance",
)
MOST_CELLS = 400


def figures_of(benefit: BenefitOf) -> Iterator[tuple[str, Figure, Json]]:
    """(what, figure, conditions of its own) of a benefit, in the order of the sum."""
    if benefit.deductible:
        yield "deductible", benefit.deductible, {"each": "unsaid"} if benefit.each_visit else {}
    if benefit.rate:
        yield "rate", benefit.rate, {}
    if benefit.essential_rate:
        yield "rate", benefit.essential_rate, {"bill": "essential_drugs"}
    if benefit.bands:
        in_hospital = benefit.layer == "basic" and benefit.spec.when.get("kind") == "inpatient"
        if benefit.base != "above_ceiling":  # that begins at the ceiling: no threshold of 0
            yield "deductible" if in_hospital else "threshold", benefit.bands.threshold, {}
        edges, unsaid = benefit.bands.edges, {"edges": "unsaid"} if benefit.bands.edges_on.axes else {}
        for low, high, rate in zip((None, *edges), (*edges, None), benefit.bands.rates, strict=True):
            slice_ = {key: yuan(end) for key, end in (("from", low), ("to", high)) if end} | unsaid
            yield "rate" if in_hospital else "bands", rate, slice_
    if benefit.cliff:
        yield "threshold", benefit.cliff[0], {}
        yield "bands", benefit.cliff[1], {}
    if benefit.fixed_sum:
        yield "fixed_sum", benefit.fixed_sum, {}
    for limit in benefit.caps:
        yield "cap", limit.figure, {}


def codes_of(axis: Axis, given: Json, compiled: Compiled, *, every: bool = False) -> list[int]:
    """The codes of an axis that the question leaves open: those that a list tells apart, or `every` possible one."""
    name = axis.name
    if name in compiled.live:
        return list(range(len(axis.values))) if not every else [0]
    if axis.mask:
        said = given.get(name)
        if said is None:
            return [0] if name == "conditions" and not every else [0, 1]
        mask = sum(1 << SETS[name].index(word) for word in said if word in SETS[name])
        return [int(bool(mask & axis.mask))]
    if name == "stay":
        stays = given.get("inpatient_stays")
        return list(range(len(axis.values))) if stays is None else [min(int(stays), len(axis.values) - 1)]
    if name == "condition_count":
        return [min(max(1, len(given.get("conditions") or ())), len(axis.values)) - 1]
    if name == "prefecture":
        return [0]
    if name == "same_level_before":  # who asks of a later stay means one of the same kind
        return [1]
    values = list(VISIT_CHOICES.get(name) or PERSON_CHOICES.get(name) or axis.values)
    said = given.get(name)
    if said is None:
        return list(range(len(axis.values)))
    said = str(said).lower() if isinstance(said, bool) else said
    return [values.index(said)] if said in values else list(range(len(axis.values)))


def cells(what: str, figure: Figure, more: Json, given: Json, compiled: Compiled) -> list[Json]:
    """A figure under each condition that the question leaves open; none where there are too many.

    `value`: yuan or a rate as text, None where there is no ceiling.
    """
    codes = [codes_of(axis, given, compiled) for axis in figure.axes]
    open_ = [n for n, axis in enumerate(figure.axes) if len(codes[n]) > 1]
    for n in open_:
        if figure.axes[n].name not in TOLD_APART and figure.axes[n].name not in compiled.live:
            codes[n] = codes[n][:1]
    number = 1
    for own in codes:
        number *= len(own)
    if number > MOST_CELLS:
        return []
    found = []
    for combination in product(*codes):
        resolved = figure.resolved_at(figure.cell_at(combination))
        if resolved.amount == NO_MATCH or resolved.amount < 0:
            continue
        if _as_the_stay_before(figure, combination) or _as_told_already(figure, combination, compiled):
            continue
        unit = "rate" if what in ("rate", "bands") else "yuan"
        value: str | None = _rate(resolved.amount) if unit == "rate" else yuan(resolved.amount)
        if resolved.amount == UNCAPPED:
            value = None
        when = {
            a.name: _named(a, code)
            for a, code, own in zip(figure.axes, combination, codes, strict=True)
            if len(own) > 1 and a.name not in compiled.live
        }
        doubtful = [
            a.name for a, code in zip(figure.axes, combination, strict=True) if a.name in compiled.live and code
        ]
        if doubtful:
            when[READING] = doubtful[0]
        if when.get("stay", "1") != "1" and any(axis.name == "same_level_before" for axis in figure.axes):
            when["same_level_before"] = "true"
        found.append(
            {
                "value": value,
                "unit": unit,
                "when": {**more, **when},
                "what": what,
                "grade": grade_of(resolved, compiled),
                "clauses": list(resolved.clauses),
            }
        )
    return found


def _as_the_stay_before(figure: Figure, combination: tuple[int, ...]) -> bool:
    """Whether a stay after the third is treated as the one before it: that is said once."""
    for place, axis in enumerate(figure.axes):
        if axis.name == "stay" and combination[place] >= 3:
            before = figure.resolved_at(
                figure.cell_at((*combination[:place], combination[place] - 1, *combination[place + 1 :]))
            )
            return before.amount == figure.resolved_at(figure.cell_at(combination)).amount
    return False


def _as_told_already(figure: Figure, combination: tuple[int, ...], compiled: Compiled) -> bool:
    """Whether a cell is worth what another is that tells it too: the level that it goes with, any other hospital of its
    level, the reading that counts first."""
    for place, axis in enumerate(figure.axes):
        own = combination[place]
        if axis.name == "facility_level":
            stands_for = LEVEL_STANDS_FOR.get(axis.values[own])
            other = axis.values.index(stands_for) if stands_for else own
        else:
            other = 0 if axis.name == "facility_class" or axis.name in compiled.live else own
        if other != own:
            there = figure.cell_at((*combination[:place], other, *combination[place + 1 :]))
            if figure.resolved_at(there).amount == figure.resolved_at(figure.cell_at(combination)).amount:
                return True
    return False


def _named(axis: Axis, code: int) -> Any:
    if axis.mask:
        words = [word for n, word in enumerate(SETS[axis.name]) if axis.mask >> n & 1]
        return words if code else "none"
    return axis.values[code] if axis.name != "stay" else str(code + 1)


def _rate(amount: int) -> str:
    whole, rest = divmod(amount, FULL_RATE)
    text = f"{whole}.{rest:04d}".rstrip("0")
    return text + "0" * max(0, 2 - len(text.partition(".")[2]))


def once(values: list[Json]) -> list[Json]:
    """Each value once a condition; a condition that makes no difference to any value is left out."""
    seen: dict[str, Json] = {}
    for value in values:
        key = repr((value["what"], value["value"], value["when"]))
        seen.setdefault(key, value)
    kept = list(seen.values())
    for what in dict.fromkeys(value["what"] for value in kept):
        same = [value for value in kept if value["what"] == what]
        if len({value["value"] for value in same}) == 1 and len(same) > 1 and what != "bands":
            shared = same[0]["when"].items()
            same[0]["when"] = {
                name: said for name, said in shared if all(one["when"].get(name) == said for one in same)
            }
            kept = [value for value in kept if value is same[0] or value["what"] != what]
    return kept
