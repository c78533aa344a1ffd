"""The range and the estimate of a talk, loose amounts and unknown layers included."""

from dataclasses import dataclass
from typing import Any

from engine.bounds import Bounds, bounds
from engine.cap_ends import Ends, with_caps_at_their_ends
from engine.case import parse_case
from engine.compiled import Compiled, compile_scheme
from engine.content import Library
from engine.estimate import applicable, estimate
from engine.known import KnownCase, known_case
from engine.money import parse_yuan
from engine.narrowing import Spread, spread
from engine.scheme import Scheme
from engine.talk.state import State
from engine.usual import usual_values

Json = dict[str, Any]


@dataclass
class Figures:
    """`low`, `high`: ends of what is paid, fen (`high` None: no upper end is known), guaranteed as long as the caps are
    as the scheme states them; `ends`: the same wherever a person's own caps are; `lost`: layers that
    our source cannot work out here, whose amount the sheet may say; `spread`: the completions, for choosing a question;
    `outer`: the range may be wider than the truth; `in_force`: the day lies inside the scheme's period."""

    low: int
    high: int | None
    ends: Ends
    outer: bool
    in_force: bool
    lost: list[str]
    spread: Spread
    unknown: list[str]

    @property
    def exact(self) -> bool:
        return self.high is not None and self.low == self.high

    @property
    def surely_nothing(self) -> bool:
        return self.high == 0


def work_out(state: State, scheme: Scheme, content: Library) -> Figures:
    """The range of what is paid over everything that is still open. Raises what `estimate` raises for a bad case."""
    compiled = compile_scheme(scheme)
    usual = usual_values(scheme, content)
    found: Bounds | None = None
    ends: list[Ends] = []
    picture: Spread | None = None
    known: KnownCase | None = None
    for corner in state.ends():
        case = parse_case(state.case(scheme, amounts=corner))
        known = known_case(case, compiled, applicable(case, content)[1])
        picture = spread(compiled, known, usual)
        ends.append(with_caps_at_their_ends(compiled, known, usual, picture.bounds))
        found = picture.bounds if found is None else _joined(found, picture.bounds)
    assert found is not None and picture is not None and known is not None
    in_force = not any(_outside(known, n, compiled) for n in range(len(known.visits)))
    lost = _lost(state, scheme, content) if found.high is None else []
    low, high, outer = found.low, found.high, found.outer
    if high is None and in_force:
        high, outer = state.total(), outer or not lost
        low = max(low, _least(state, scheme, lost, content))
    elif not in_force:
        low, high = 0, None
    return Figures(low, high, _ends(ends, found, low, high), outer, in_force, lost, picture, list(found.unknown))


def _ends(each: list[Ends], found: Bounds, low: int, high: int | None) -> Ends:
    """The ends over all that may be, where moving the caps changes any; else those as stated."""
    least = min(ends.low for ends in each)
    tops = [ends.high for ends in each]
    most = None if None in tops else max(top for top in tops if top is not None)
    return Ends(min(least, low) if least < found.low else low, high if most == found.high or high is None else most)


def _joined(one: Bounds, other: Bounds) -> Bounds:
    high = None if one.high is None or other.high is None else max(one.high, other.high)
    unknown = list(dict.fromkeys([*one.unknown, *other.unknown]))
    return Bounds(min(one.low, other.low), high, one.outer or other.outer, unknown)


def _outside(known: KnownCase, visit: int, compiled: Compiled) -> bool:
    day = known.visits[visit].discharged
    return day is not None and not (compiled.start <= day.first and day.last <= compiled.end)


def _lost(state: State, scheme: Scheme, content: Library) -> list[str]:
    """The layers that cannot be worked out as things stand and whose amount was not said."""
    answer = estimate(state.case(scheme, amounts=state.ends()[-1]), with_bounds=False, content=content)
    return [
        layer["layer"]
        for layer in answer["layers"]
        if not layer["computed"] and parse_yuan(layer.get("base") or "0") > 0
    ]


def _least(state: State, scheme: Scheme, lost: list[str], content: Library) -> int:
    """The least that is paid where the lost layers paid nothing at all: what a layer pays is never more than it takes
    from the next, so any other amount leaves no less in all."""
    if not lost or state.visits() > 1:
        return 0
    compiled = compile_scheme(scheme)
    least: int | None = None
    for corner in state.ends():
        nothing = {**corner, **{f"visits.0.reported.{layer}": 0 for layer in lost}}
        case = parse_case(state.case(scheme, amounts=nothing))
        known = known_case(case, compiled, applicable(case, content)[1])
        low = bounds(compiled, known, usual_values(scheme, content)).low
        least = low if least is None else min(least, low)
    return least or 0
