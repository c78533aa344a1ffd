"""The running subtraction as rows, from the bill to what is left: what every drawing of a result is made from.

The screen, the chart, the text for the family and the paper all read these rows, so that they cannot disagree.
"""

from typing import Any, NamedTuple

from app.texts import Texts, readable_formula
from engine.money import parse_yuan
from engine.wording.explain import differs, layer_name

Json = dict[str, Any]
# The step that a layer's one line shows, the first of these that it has.
TELLING = ("reported", "cap", "bands", "cliff", "essential_drugs", "rate", "total", "fixed_sum")
# A layer without a step says why in the warnings of these codes.
REFUSING = ("waiting_period", "not_covered", "historical")


class Line(NamedTuple):
    """One row. `sign`: "" for the bill, "−" for what comes off, "=" for what is left; `amount`: fen, None where it
    cannot be worked out; `layer`: its name where the row is one; `note`: formula or reason; `rules`: whose rules
    a layer's row follows.
    """

    sign: str
    label: str
    amount: int | None
    note: str = ""
    layer: str | None = None
    rules: str = ""


def lines(answer: Json, t: Texts) -> list[Line]:
    """The rows of an estimate that computes something."""
    total, in_scope = parse_yuan(answer["total"]), parse_yuan(answer["in_scope"])
    outside = total - in_scope
    rows = [Line("", t("单子总额"), total)]
    if outside:
        rows.append(Line("−", t("目录外自己出"), outside, t("全自费、超限价、先行自付,医保不管这部分")))
    rows.append(Line("=", t("能进报销范围"), in_scope))
    left = in_scope
    whole = True
    layers = answer["layers"]
    for number, layer in enumerate(layers):
        name = layer_name(layer["layer"], t.words)
        rules = layer.get("short_name") or answer["short_name"]
        if any(step["kind"] == "reported" for step in layer["steps"]):
            rules = t("单子上印的数")
        if not layer["computed"]:
            whole = False
            rows.append(Line("−", name, None, layer.get("why", ""), layer["layer"], rules))
            continue
        paid = parse_yuan(layer["paid"])
        left -= paid
        rows.append(Line("−", name, paid, _note(layer, answer, t), layer["layer"], rules))
        if number + 1 < len(layers):
            rows.append(Line("=", t("还剩您承担(范围内)"), left))
    label = t("最后自己出") if whole else t("照这样算,最多自己出") if answer["unknown"] else t("最多自己出")
    note = t("含目录外 {amount}", amount=t.money(outside)) if outside else ""
    rows.append(Line("=", label, parse_yuan(answer["self_pay"]), note))
    return rows


def _note(layer: Json, answer: Json, t: Texts) -> str:
    """Formula, or why there is nothing."""
    steps = layer["steps"]
    if len(answer["visits"]) > 1:
        return t("{count} 张单子合起来", count=len(answer["visits"])) if parse_yuan(layer["paid"]) else ""
    for kind in TELLING:
        found = [step for step in steps if step["kind"] == kind]
        if found:
            step = found[-1]
            formula = readable_formula(step["formula"])
            if kind == "reported" and layer.get("reported_difference") not in (None, "0.00"):
                return f"{step['what']}: {formula}; {differs(layer, t.words)}"
            return f"{step['what']}: {formula}" if kind in ("reported", "cap") else formula
    return why_nothing(layer, answer, t)


def why_nothing(layer: Json, answer: Json, t: Texts) -> str:
    """The reason why a layer pays nothing."""
    for step in layer["steps"]:
        if step["kind"] == "not_covered":
            return step["what"]
    for code in REFUSING:
        for warning in answer["warnings"]:
            if warning["code"] == code and (warning["clauses"] or code != "historical"):
                return str(warning["text"])
    return t("这一层没有可报的")


def clauses_of(answer: Json) -> list[str]:
    """Every clause of the estimate once, in order."""
    used = [clause for layer in answer["layers"] for step in layer["steps"] for clause in step["clauses"]]
    used += [clause for warning in answer["warnings"] for clause in warning["clauses"]]
    return list(dict.fromkeys(used))
