"""Layers that a scheme takes from that of a wider place: the scheme is there, has the layer, and holds as well; what is
laid over it has its counterpart there."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engine.checks.bands import check_bands
from engine.checks.faults import Faults, Where, nearest
from engine.document import Document
from engine.inheriting import ROWS, counterpart, says, with_layer_of
from engine.scheme import Benefit, LayerName, Model, Overlay, Scheme


def check_inherited(scheme: Scheme, by_id: Mapping[str, Scheme], document: Document, faults: Faults) -> Scheme:
    """Every layer that is inherited, and every overlay; `by_id`: all schemes that could be read, as they are written.

    Gives the scheme with what it inherits, without what is at fault.
    """
    whole = scheme.model_copy(update={"overlays": {}})
    for layer, name in scheme.inherits.items():
        other = by_id.get(name)
        if other and _may_come(scheme, layer, other, document, faults):
            own = _sound(scheme, layer, other, document, faults)
            whole = with_layer_of(whole.model_copy(update={"overlays": {layer: own}}), layer, other)
        elif not other:
            near = nearest(name, by_id) or "schemes/"
            faults.at(
                document, ("inherits", layer), "没有叫“{scheme}”的规定。看看 {near},改过来。", scheme=name, near=near
            )
    for layer in scheme.overlays:
        if layer not in scheme.inherits:
            _at_fault(
                document,
                ("overlays", layer),
                faults,
                "“{layer}”这一层没有写从哪里来,不能在这里改它的数。先写进 inherits,或者在 layers 里把这一层写全。",
                layer=layer,
            )
    if scheme.overlays:
        check_bands(whole, document, _Laid(scheme, whole, faults))
    return whole


def _may_come(scheme: Scheme, layer: LayerName, other: Scheme, document: Document, faults: Faults) -> bool:
    place: Where = ("inherits", layer)
    if layer not in other.layers or layer in other.inherits:
        faults.at(
            document, place, "{other} 自己没有“{layer}”这一层,不能从那里来。请改过来。", other=other.id, layer=layer
        )
    elif layer in scheme.layers:
        faults.at(
            document, place, "“{layer}”这一层已经自己写了,又写从 {other} 来。留一个。", layer=layer, other=other.id
        )
    else:
        return True
    return False


# ---- what is laid over


def _sound(scheme: Scheme, layer: LayerName, other: Scheme, document: Document, faults: Faults) -> dict[str, Overlay]:
    """The overlays of a layer that have their counterpart in it."""
    benefits = {one.name: one for one in other.layers[layer].benefits}
    sound = {}
    for name, over in scheme.overlays.get(layer, {}).items():
        place: Where = ("overlays", layer, name)
        if name not in benefits:
            _at_fault(
                document,
                place,
                faults,
                "{other} 的“{layer}”这一层没有“{name}”这一项,只有:{names}。请改过来。",
                other=other.id,
                layer=layer,
                name=name,
                names="、".join(benefits),
            )
            continue
        _year(benefits[name], over, place, document, faults)
        strays = list(_strays(benefits[name], over, place))
        for at, template in strays:
            key = next(part for part in reversed(at) if isinstance(part, str) and part not in ROWS)
            _at_fault(document, at, faults, template, other=other.id, name=key)
        if not strays:
            sound[name] = over
    return sound


# What is said of a place of an overlay: {other} has no such figure, none for such a case; it stands there twice.
_NO_FIGURE = "{other} 的这一项没有“{name}”,没有数可以换。请删掉;和那边办法不一样的,在 layers 里把这一层写全。"
_NO_CASE = "{other} 的“{name}”里没有同样条件的一行,没有数可以换。照那边的条件写;不一样的,在 layers 里把这一层写全。"
_TWICE = "“{name}”里同样条件的一行写了两次。留一个,删一个。"


def _strays(there: Any, over: Model, place: Where) -> Iterator[tuple[Where, str]]:
    """Places of an overlay that replace nothing of the benefit, or what one before replaced, and what is said."""
    for name, own in says(over):
        inherited, at = getattr(there, name), (*place, name)
        if not inherited and name not in (*ROWS, "threshold_of"):
            yield at, _NO_FIGURE
        elif isinstance(own, Model):
            yield from _strays(inherited, own, at)
        elif name in ROWS:
            yield from (((*at, n), _NO_CASE) for n, row in enumerate(own) if not counterpart(row, inherited))
            yield from (((*at, n), _TWICE) for n, row in enumerate(own) if counterpart(row, own[:n]))
        elif name == "caps":
            for n, cap in enumerate(own):
                same = [one for one in inherited if one.counter == cap.counter]
                twice = any(one.counter == cap.counter for one in own[:n])
                if twice or not same:
                    yield (*at, n), _TWICE if twice else _NO_CASE
                else:
                    yield from _strays(same[0], cap, (*at, n))


def _year(there: Benefit, over: Overlay, place: Where, document: Document, faults: Faults) -> None:
    """A threshold and the year that it is of come from one source."""
    threshold = any(part and part.threshold for part in (over.bands, over.cliff))
    if threshold and there.threshold_of and not over.threshold_of:
        _at_fault(
            document, place, faults, "换了起付线,就要写它是哪一年的:threshold_of。那边写的是 {year} 年的。请补上。",
            year=there.threshold_of,
        )  # fmt: skip
    elif over.threshold_of and not threshold:
        _at_fault(
            document, (*place, "threshold_of"), faults, "没有换起付线,就不写 threshold_of。删掉它,或者把起付线也写上。"
        )


def _at_fault(document: Document, place: Where, faults: Faults, template: str, /, **values: object) -> None:
    """A fault of an overlay, which is then left out: what follows from that is no news."""
    faults.at(document, place, template, **values)
    faults.mended(document, place)


class _Laid(Faults):
    """Takes what is wrong with bands that an overlay changed, and says it at the overlay."""

    def __init__(self, scheme: Scheme, whole: Scheme, faults: Faults) -> None:
        super().__init__()
        self.scheme, self.whole, self.faults = scheme, whole, faults

    def at(self, document: Document, path: Iterable[Any], template: str, /, **values: object) -> None:
        """`path`: "layers", a layer, "benefits", a number, and what is in it."""
        _, layer, _, number, *rest = path
        name = self.whole.layers[layer].benefits[number].name
        over = self.scheme.overlays.get(layer, {}).get(name)
        if over and over.bands and layer not in self.scheme.layers:
            self.faults.at(document, ("overlays", layer, name, *rest), template, **values)
