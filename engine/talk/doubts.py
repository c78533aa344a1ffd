"""How sure a rule's figure is: the grade of our copy, and what another reading of it gives."""

from functools import lru_cache
from typing import Any

from engine.clauses import every_value
from engine.compiled import Compiled
from engine.figures import Resolved

Json = dict[str, Any]
READING = "reading"  # the condition of a figure that only another reading of our copy gives
NOT_STATED = ("inferred", "background", "lost")  # grades that are told beside the figure


def grade_of(figure: Resolved, compiled: Compiled) -> str | None:
    """The grade of a figure that our copy does not state outright; None where it does, or where it was worked out."""
    if figure.base is None or figure.base.amount != figure.amount:
        return None
    grades = _grades(compiled)
    grade = next((grades[code, figure.amount] for code in figure.clauses if (code, figure.amount) in grades), None)
    return grade if grade in NOT_STATED else None


@lru_cache(maxsize=32)
def _grades(compiled: Compiled) -> dict[tuple[str, int], str]:
    """(clause, amount) -> the grade of that figure."""
    every = (cited.value for cited in every_value(compiled.scheme))
    return {(value.clause, value.written.amount): value.grade for value in every}


def without_equals(values: list[Json]) -> list[Json]:
    """The figures without those of another reading that are equal to the one taken."""
    told = {(said_of(value), value["value"]) for value in values if READING not in value["when"]}
    return [value for value in values if READING not in value["when"] or (said_of(value), value["value"]) not in told]


def with_readings(values: list[Json]) -> list[tuple[Json, list[Json]]]:
    """Each figure with what other readings give in its place."""
    others: dict[str, list[Json]] = {}
    for value in values:
        if READING in value["when"]:
            others.setdefault(said_of(value), []).append(value)
    plain = [value for value in values if READING not in value["when"]]
    alone = [one for said, own in others.items() for one in own if said not in {said_of(value) for value in plain}]
    return [*((value, others.get(said_of(value), [])) for value in plain), *((value, []) for value in alone)]


def said_of(value: Json) -> str:
    """What a figure is and its conditions but that of a reading, in one order."""
    when = sorted((name, str(said)) for name, said in value["when"].items() if name != READING)
    return f"{value['what']} {when}"
