"""Layers that a scheme takes from that of a wider place, with the figures that it rules itself laid over them."""

from typing import Any

from engine.clauses import every_citation
from engine.scheme import Layer, LayerName, Model, Notice, Overlay, Scheme, Value

ROWS = ("figures", "adjustments")  # lists in which a row stands in place of the one with the same `when`


def with_layer_of(scheme: Scheme, name: LayerName, other: Scheme) -> Scheme:
    """A scheme with a layer of another and what belongs to it: documents, readings, and notices on it.

    Its overlays of that layer are laid over it and gone from the result; `other` stays as it is. Every overlay must
    have its counterpart in the layer.
    """
    there = other.layers[name]
    here = _laid_over(there, scheme.overlays.get(name, {}))
    gone = replaced(there, here)
    notices = [one for one in other.notices if name in (one.condition.paid, one.condition.reported)]
    return scheme.model_copy(
        update={
            "layers": {**scheme.layers, name: here},
            "overlays": {layer: own for layer, own in scheme.overlays.items() if layer != name},
            "documents": list(dict.fromkeys((*scheme.documents, *other.documents))),
            "readings": {**other.readings, **scheme.readings},
            "notices": [*scheme.notices, *(_without(notice, gone) for notice in notices)],
        }
    )


def replaced(there: Layer, here: Layer) -> frozenset[str]:
    """Clauses that a layer cites, and no longer does with an overlay."""
    cited, still = ({code for _, code in every_citation(layer)} for layer in (there, here))
    return frozenset(cited - still)


def _without(notice: Notice, gone: frozenset[str]) -> Notice:
    return notice.model_copy(update={"clauses": [code for code in notice.clauses if code not in gone]})


def _laid_over(layer: Layer, overlays: dict[str, Overlay]) -> Layer:
    benefits = [_with(one, overlays[one.name]) if one.name in overlays else one for one in layer.benefits]
    return layer.model_copy(update={"benefits": benefits})


def _with(there: Any, over: Model) -> Any:
    """A part of a benefit with what an overlay says of it."""
    changed: dict[str, Any] = {}
    for name, own in says(over):
        inherited = getattr(there, name)
        if isinstance(own, Model):
            changed[name] = _with(inherited, own)
        elif name in ROWS:
            changed[name] = [counterpart(row, own) or row for row in inherited]
        elif name == "caps":
            caps = {cap.counter: cap for cap in own}
            changed[name] = [_with(cap, caps[cap.counter]) if cap.counter in caps else cap for cap in inherited]
        elif name != "counter":
            changed[name] = own
    return there.model_copy(update=changed)


def says(over: Model) -> list[tuple[str, Any]]:
    """What a part of an overlay says: (name, what), without what it leaves out."""
    named = (name for name in type(over).model_fields if name in over.model_fields_set)
    return [(name, own) for name in named if (own := getattr(over, name)) is not None]


def counterpart(row: Value, rows: list[Value]) -> Value | None:
    """The row of a list with the same `when`, None where there is none."""
    return next((one for one in rows if _same_case(one, row)), None)


def _same_case(one: Value, other: Value) -> bool:
    cases = [
        {name: {said} if isinstance(said, str) else set(said) for name, said in value.when.items()}
        for value in (one, other)
    ]
    return cases[0] == cases[1] and one.each == other.each
