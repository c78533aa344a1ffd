"""Layers that a scheme takes from that of a wider place: the scheme is there, has the layer, and holds as well."""

from collections.abc import Mapping

from engine.checks.faults import Faults, Where, nearest
from engine.document import Document
from engine.scheme import Scheme


def check_inherited(scheme: Scheme, by_id: Mapping[str, Scheme], document: Document, faults: Faults) -> None:
    """Every layer that is inherited; `by_id`: all schemes that could be read."""
    for layer, name in scheme.inherits.items():
        place: Where = ("inherits", layer)
        other = by_id.get(name)
        if other is None:
            near = nearest(name, by_id) or "schemes/"
            faults.at(document, place, "没有叫“{scheme}”的规定。看看 {near},改过来。", scheme=name, near=near)
        elif layer not in other.layers or layer in other.inherits:
            faults.at(
                document, place, "{other} 自己没有“{layer}”这一层,不能从那里来。请改过来。", other=name, layer=layer
            )
        elif layer in scheme.layers:
            faults.at(
                document, place, "“{layer}”这一层已经自己写了,又写从 {other} 来。留一个。", layer=layer, other=name
            )
