"""Hospitals by their names: their level where a scheme sets those of the province apart, and where they stand."""

import re
from functools import lru_cache
from typing import Any

from engine.clauses import every_value
from engine.compiled import Compiled, compile_scheme
from engine.facts import visit_of
from engine.scheme import Scheme
from engine.talk.places import home_of, seen_from_home
from engine.talk.state import State
from engine.talk.understood import Understood

Json = dict[str, Any]
UNCLEAR = "unclear"  # a word that leaves the fact open
CAPITAL = "capital"  # a hospital stands in the capital of the province at home


def sets_top_apart(scheme: Scheme) -> bool:
    """Whether a scheme has figures of its own for hospitals that the province or a ministry runs."""
    return _apart(compile_scheme(scheme))


@lru_cache(maxsize=32)
def _apart(compiled: Compiled) -> bool:
    scheme = compiled.scheme
    conditions = [cited.value.when for cited in every_value(scheme)]
    conditions += [benefit.when for layer in scheme.layers.values() for benefit in layer.benefits]
    levels = [when.get("facility_level", []) for when in conditions]
    return any("top" in level and "tertiary" not in level for level in levels)


def levels_of_names(state: State, scheme: Scheme) -> None:
    """省里大医院 was taken as a hospital of grade three: where the scheme sets those of the province apart it is one of
    them, and of 省城大医院 it is open which."""
    if not state.apart or not sets_top_apart(scheme):
        return
    for path, value in state.apart.items():
        state.said.pop(path, None)
        if value == UNCLEAR:
            state.which.add(path)
        else:
            state.said[path] = value
    state.apart.clear()


def stand_where(state: State, scheme: Scheme) -> None:
    """Where the hospitals named stand, seen from home, unless something else was said."""
    for level, stands in state.stands.items():
        told = {path: value for path, value in _seen(level, stands, state, scheme).items() if not state.knows(path)}
        if not state.knows(f"visits.{visit_of(level)}.place") or f"visits.{visit_of(level)}.place" in told:
            state.implied |= told


def brought_along(found: Understood, state: State, scheme: Scheme, transferred: re.Pattern[str]) -> Json:
    """What a hospital that is only supposed brings along: where it stands, and of 转到 that the referral was filed."""
    last = state.visits() - 1
    along: Json = {"referral": "filed"} if transferred.search(found.text) else {}
    brought = {f"visits.{last}.{name}": value for name, value in along.items()}
    for stands in found.stands.values():
        brought |= _seen(f"visits.{last}.facility_level", stands, state, scheme)
    return brought


def _seen(level: str, stands: str, state: State, scheme: Scheme) -> Json:
    """The place of a hospital seen from home, as facts of its visit; none where the codes do not tell."""
    home = home_of(scheme, state)
    code = f"{home[:2]}0100" if home and stands == CAPITAL else stands
    place, visit = seen_from_home(code, home), f"visits.{visit_of(level)}"
    if place is None or home is None:
        return {}
    away = place == "outside" and "within_province" in compile_scheme(scheme).reads
    return {f"{visit}.place": place} | ({f"{visit}.within_province": code[:2] == home[:2]} if away else {})


def which_levels(found: Understood, state: State, scheme: Scheme, *, away: bool) -> dict[str, list[str]]:
    """The levels that a hospital may have which is only supposed, where its name, or that it is elsewhere, leaves open
    whether the province runs it; none where a level is told or the scheme does not tell them apart."""
    told = "facility_level" in found.visits[0] or any(path in found.implied for path in found.stands)
    named = UNCLEAR in found.apart.values()
    path = f"visits.{state.visits() - 1}.facility_level"
    return {path: ["top", "tertiary"]} if (named or away) and not told and sets_top_apart(scheme) else {}


def either_level(state: State) -> str | None:
    """The path of a level that a name leaves open: of the province's hospitals, or another of grade three."""
    return next((path for path in sorted(state.which) if not state.knows(path) and path not in state.unsure), None)
