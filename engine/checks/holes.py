"""Holes: visits that no benefit takes, or figures of which no entry applies where the engine must have one."""

from collections.abc import Iterator
from typing import NamedTuple

from engine.checks.faults import Faults, Where
from engine.compiled import BenefitOf, Compiled
from engine.document import Document
from engine.facts import SETS
from engine.figures import NO_MATCH, Axis, Figure
from engine.scheme import When

LARGEST = 20_000  # cells of a figure that are looked through


class Looked(NamedTuple):
    """A figure, where it stands, and under what it is used."""

    figure: Figure
    place: Where
    name: str
    when: When


def check_holes(compiled: Compiled, document: Document, faults: Faults) -> None:
    """The first hole of each figure and of each layer's benefits.

    A rate, a deductible and the threshold of bands may have one: the engine then computes nothing there.
    """
    for looked in _every(compiled):
        hole = _first_hole(looked)
        if hole is not None:
            faults.at(
                document,
                looked.place,
                "“{name}”有空当:{facts} 的时候没有一条合用。补一条,或者在最后写一条没有 when 的。",
                name=looked.name,
                facts="、".join(f"{fact}: {value}" for fact, value in hole) or "-",
            )


def _every(compiled: Compiled) -> Iterator[Looked]:
    for layer in compiled.layers:
        place: Where = ("layers", layer.name)
        yield Looked(layer.route, (*place, "benefits"), "benefits", {})
        if layer.lost_from:
            yield Looked(layer.lost_from, (*place, "lost_from", "reaching"), "reaching", {})
        for number, benefit in enumerate(layer.benefits):
            yield from _of_benefit(benefit, (*place, "benefits", number))


def _of_benefit(benefit: BenefitOf, place: Where) -> Iterator[Looked]:
    when = benefit.spec.when
    for name, figure in (
        ("settle", benefit.settle),
        ("pay_first", benefit.pay_first),
        ("fixed_sum", benefit.fixed_sum),
        ("with_inpatient", benefit.with_inpatient),
    ):
        if figure:
            yield Looked(figure, (*place, name), name, when)
    if benefit.highest_level:
        yield Looked(benefit.highest_level, (*place, "deductible", "highest_level"), "highest_level", when)
    if benefit.lost_above:
        yield Looked(benefit.lost_above, (*place, "lost", "above"), "above", when)
    for name, figure in zip(("threshold", "rate", "of"), benefit.cliff or (), strict=False):
        yield Looked(figure, (*place, "cliff", name), name, when)
    for number, cap in enumerate(benefit.caps):
        yield Looked(cap.figure, (*place, "caps", number), "caps", when)


def _first_hole(looked: Looked) -> list[tuple[str, str]] | None:
    figure = looked.figure
    if figure.size > LARGEST:
        return None
    for cell in (figure.table == NO_MATCH).nonzero()[0].tolist():
        values = {
            axis: axis.values[cell // stride % size]
            for axis, stride, size in zip(figure.axes, figure.strides, figure.shape, strict=True)
        }
        if all(_reached(looked.when, axis, value) for axis, value in values.items()):
            return [(axis.name, value) for axis, value in values.items() if not axis.mask]
    return None


def _reached(when: When, axis: Axis, value: str) -> bool:
    """Whether a benefit's own `when` lets this value of a fact through."""
    for name, truth in ((axis.name, "true"), (f"no_{axis.name}", "false")):
        if name not in when:
            continue
        wanted = when[name]
        words = [wanted] if isinstance(wanted, str) else wanted
        if not axis.mask:
            return value in words
        if sum(1 << SETS[axis.name].index(word) for word in words) == axis.mask:
            return value == truth
    return True
