"""The differences layer by layer: what each side pays, the steps whose figures are not the same, and the clauses."""

from collections.abc import Iterator
from typing import Any

from engine.facts import LAYERS
from engine.money import grouped, parse_yuan, yuan
from engine.wording import Words
from engine.wording.explain import layer_name

Json = dict[str, Any]
# What a layer starts from is the person's money, not a figure of the rules.
OF_THE_PERSON = ("in_scope", "base", "of_the_year", "paid_before", "total")
REFUSING = ("waiting_period", "not_covered")
# Ways in which a layer comes from what counts to what it pays: one stands against another.
SHARING = ("rate", "essential_drugs", "bands", "cliff")
SIDES = ("a", "b")


def differences(a: Json, b: Json, words: Words) -> list[Json]:
    """A row for each layer that either side has.

    {"layer", "what", "a", "b" (yuan; None where that side does not work the layer out), "gap" (yuan; None where it
    cannot be said), "clauses_a", "clauses_b", "steps" [{"kind", "what", "a", "b"}] whose figures differ, "why"}.
    A layer that a side does not have pays nothing there: its amount is None, and yet the gap is that of the other.
    """
    have = [{layer["layer"]: layer for layer in side["layers"]} for side in (a, b)]
    return [_row(name, a, b, words) for name in LAYERS if any(name in layers for layers in have)]


def _row(name: str, a: Json, b: Json, words: Words) -> Json:
    layers = [next((one for one in side["layers"] if one["layer"] == name), None) for side in (a, b)]
    steps = list(_steps_apart(*layers))
    row: Json = {"layer": name, "what": layer_name(name, words)}
    row |= {key: _amount(layer) for key, layer in zip(SIDES, layers, strict=True)}
    row["gap"] = _gap(layers)
    for place, (key, layer, side) in enumerate(zip(SIDES, layers, (a, b), strict=True)):
        row[f"clauses_{key}"] = _clauses(layer, side, [step[SIDES[place]] for step in steps])
    row["steps"] = steps
    row["why"] = _why(layers, (a, b), steps, row["gap"], words)
    return row


def _slot(kind: str) -> str:
    return "share" if kind in SHARING else kind


def _amount(layer: Json | None) -> str | None:
    return layer["paid"] if layer and layer["computed"] else None


def _gap(layers: list[Json | None]) -> str | None:
    if any(layer is not None and not layer["computed"] for layer in layers):
        return None
    before, after = (parse_yuan(layer["paid"]) if layer else 0 for layer in layers)
    return yuan(after - before)


# ---- steps


def _steps_apart(a: Json | None, b: Json | None) -> Iterator[Json]:
    """The steps in which the rules, not the person's money, are not the same."""
    own, other = _by_place(a), _by_place(b)
    for place in dict.fromkeys((*own, *other)):
        first, second = own.get(place), other.get(place)
        told = first or second
        assert told is not None
        if _ruling(first) != _ruling(second):
            what = min((one["what"] for one in (first, second) if one), key=len)
            yield {"kind": told["kind"], "what": what, "visit": told["visit"], "a": first, "b": second}


def _by_place(layer: Json | None) -> dict[tuple[int, str, int], Json]:
    """(visit, what its kind stands against, how manieth of it) -> step, but for those of the person's own money."""
    found: dict[tuple[int, str, int], Json] = {}
    for step in layer["steps"] if layer else ():
        if step["kind"] in OF_THE_PERSON:
            continue
        slot = _slot(step["kind"])
        same = sum(place[:2] == (step["visit"], slot) for place in found)
        found[(step["visit"], slot, same)] = step
    return found


def _ruling(step: Json | None) -> Any:
    """What the rules say in a step: alike on both sides where they are the same."""
    if step is None:
        return None
    bands = [(row["from"], row["to"], row["rate"]) for row in step.get("table", ())]
    return step["kind"], bands or step.get("figure") or step["what"]


def _clauses(layer: Json | None, side: Json, apart: list[Json | None]) -> list[str]:
    """The clauses that make the difference on a side; where the rules are the same, all that worked."""
    steps = [step for step in apart if step] or (layer["steps"] if layer else [])
    found = [clause for step in steps for clause in step["clauses"]]
    if layer is not None and not found:
        found = [clause for one in _refusals(side) for clause in one["clauses"]]
    return list(dict.fromkeys(found))


def _refusals(side: Json) -> list[Json]:
    return [one for one in side["warnings"] if one["code"] in REFUSING]


# ---- why


def _why(layers: list[Json | None], sides: tuple[Json, Json], steps: list[Json], gap: str | None, words: Words) -> str:
    """Why the layer pays otherwise, in a sentence or two."""
    told = [_missing(layer, side, words) for layer, side in zip(layers, sides, strict=True)]
    said = [
        one if side.get("not_registered") else words.of(side["name"], one)
        for side, one in zip(sides, told, strict=True)
        if one
    ]
    if said:
        return " ".join(said)
    figures = [_figure(step, words) for step in steps]
    if figures:
        several = words.ended(words.clauses(dict.fromkeys(figures)))
        return several if gap != "0.00" else words("{why}报的钱一样多。", why=several)
    if gap == "0.00":
        return words("规定和报的钱两边都一样。")
    before, after = (_brought(layer) for layer in layers)
    if before is not None and after is not None and before != after:
        values = {"a": grouped(before), "b": grouped(after)}
        return words("这一层的规定两边一样,轮到它的钱不一样:甲 {a} 元,乙 {b} 元。", **values)
    return words("这一层的规定两边一样,前面用掉的不一样。")


def _missing(layer: Json | None, side: Json, words: Words) -> str | None:
    """Why a side has no figure of its own here; None where it has."""
    if side.get("not_registered"):
        return words("没参保,一分不报。")
    if layer is None:
        return words("这一层的规定不在我们手里,没有算进去。")
    if not layer["computed"]:
        return str(layer["why"])
    if not any(step["kind"] not in OF_THE_PERSON for step in layer["steps"]):
        return next((str(one["text"]) for one in _refusals(side)), None)
    return None


def _figure(step: Json, words: Words) -> str:
    """ "起付线甲 500,乙 900"."""
    first, second = step["a"], step["b"]
    if first is None or second is None:
        only = first or second
        what = f"{only['what']} {_shown(only, words)}" if only.get("figure") else only["what"]
        return words("只有甲有“{what}”", what=what) if first else words("只有乙有“{what}”", what=what)
    shown = [_shown(one, words) for one in (first, second)]
    if shown[0] == shown[1]:
        return words("{what}的界线不一样", what=step["what"])
    return words("{what}:甲 {a},乙 {b}", what=step["what"], a=shown[0], b=shown[1])


def _shown(step: Json, words: Words) -> str:
    """What the rules say in a step; of slices each with its edges."""
    if not step.get("table"):
        return str(step.get("figure") or step["what"])
    return words.list(_slice(row, words) for row in step["table"])


def _slice(row: Json, words: Words) -> str:
    """ "1,500 元以上 83%"."""
    low, high = (None if row[end] is None else grouped(row[end]).removesuffix(".00") for end in ("from", "to"))
    if high is None:
        return words("{low} 元以上 {rate}", low=low, rate=row["rate"])
    return words("{low} 到 {high} 元 {rate}", low=low, high=high, rate=row["rate"])


def _brought(layer: Json | None) -> str | None:
    """What a layer starts from, yuan."""
    found = [step["amount"] for step in layer["steps"] if step["kind"] in ("base", "in_scope")] if layer else []
    return found[-1] if found else None
