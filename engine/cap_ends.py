"""How far a payout may be off where a person's own cap is: one that our source does not give may be used up already,
one with a bonus may be higher for faithful payers and lower after a lapse.

A payout never falls when a cap rises, so its ends are met with all such caps at their least, and at their most: the
scheme is run once more with each.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from engine.bounds import Bounds, bounds
from engine.compiled import Compiled, compile_scheme
from engine.known import KnownCase
from engine.money import FULL_RATE, yuan
from engine.scheme import Bonus, Cap, Scheme, Value
from engine.wording import Words

End = Literal["least", "most"]


class Ends(NamedTuple):
    """Fen paid with the caps at their ends; `high` None: open upward."""

    low: int
    high: int | None

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def written(self) -> dict[str, str | None]:
        """{"low", "high"} as the contract writes them: yuan."""
        return {"low": yuan(self.low), "high": None if self.high is None else yuan(self.high)}


def with_caps_at_their_ends(compiled: Compiled, known: KnownCase, usual: dict[str, int], found: Bounds) -> Ends:
    """The guaranteed range, where `found` is that with the caps as the scheme states them."""
    low, high = found.low, found.high
    if (least := _at_end(compiled, "least")) is not None:
        low = min(low, bounds(least, known, usual).low)
    if high is not None and (most := _at_end(compiled, "most")) is not None:
        at_most = bounds(most, known, usual).high
        high = None if at_most is None else max(high, at_most)
    return Ends(low, high)


def not_found(cap: Cap) -> list[Value]:
    """The figures of a cap that our source does not give."""
    return [value for value in cap.figures if value.written.unit == "lost"]


def supposed(scheme: Scheme, words: Words) -> tuple[str, list[str]]:
    """What a figure rests on that takes the caps as the scheme states them, and the clauses that say so."""
    said, clauses = [], []
    for cap in _caps(scheme):
        if lost := not_found(cap):
            said.append(words("今年报的钱还没到封顶线(一年最多报多少没有查到,到了就会少报)"))
            clauses += [value.clause for value in lost]
        if cap.bonus:
            said.append(words("封顶线没有因为连续参保、零报销提高,也没有因为断保降低"))
            clauses += [cap.bonus.most.clause, cap.bonus.lowered.clause]
    return words(";").join(dict.fromkeys(said)), list(dict.fromkeys(clauses))


def _caps(scheme: Scheme) -> Iterator[Cap]:
    return (cap for layer in scheme.layers.values() for benefit in layer.benefits for cap in benefit.caps)


@lru_cache(maxsize=64)
def _at_end(compiled: Compiled, end: End) -> Compiled | None:
    """The scheme with every such cap at its end; None where that changes nothing."""
    scheme = compiled.scheme
    if not any(cap.bonus or (end == "least" and not_found(cap)) for cap in _caps(scheme)):
        return None
    layers = {
        name: layer.model_copy(
            update={
                "benefits": [
                    one.model_copy(update={"caps": [_moved(cap, end) for cap in one.caps]}) for one in layer.benefits
                ]
            }
        )
        for name, layer in scheme.layers.items()
    }
    return compile_scheme(scheme.model_copy(update={"layers": layers}))


def _moved(cap: Cap, end: End) -> Cap:
    if end == "least" and not_found(cap):
        used_up = [
            one.model_copy(update={"value": "0元"}) if one.written.unit == "lost" else one  # no message
            for one in cap.figures
        ]
        return cap.model_copy(update={"figures": used_up})
    if cap.bonus:
        return cap.model_copy(update={"adjustments": [*cap.adjustments, _change(cap.bonus, end)]})
    return cap


def _change(bonus: Bonus, end: End) -> Value:
    if end == "least":
        return bonus.lowered.model_copy(update={"value": f"减{bonus.lowered.value}"})  # no message
    whole = FULL_RATE + bonus.most.written.amount
    return bonus.most.model_copy(update={"value": f"×{whole // FULL_RATE}.{whole % FULL_RATE // 100:02}"})
