"""Why so little: the largest cuts from the bill to the payout, in order."""

from typing import Any

from engine.money import grouped_yuan, parse_yuan
from engine.wording import LAYER_NAMES, Words

Json = dict[str, Any]


def cuts(answer: Json, words: Words) -> list[tuple[int, str, list[str]]]:
    """(fen, sentence, clauses) of what keeps money from being paid, the largest first: what is outside the list, the
    deductible, and the share that the first layer's rate leaves. Later layers give some of it back."""
    total, in_scope = parse_yuan(answer["total"]), parse_yuan(answer["in_scope"])
    found: list[tuple[int, str, list[str]]] = []
    if total > in_scope:
        found.append((total - in_scope, words("目录外的钱(全自费、超限价、先行自付)不进报销"), []))
    layer = next((layer for layer in answer["layers"] if layer["computed"]), None)
    for step in layer["steps"] if layer else ():
        if step["kind"] in ("deductible", "threshold") and parse_yuan(step["amount"]):
            found.append((parse_yuan(step["amount"]), words("先扣起付线"), step["clauses"]))
    if layer is not None and layer is answer["layers"][0]:
        found += _share(answer, in_scope, words)
    return sorted(found, key=lambda cut: -cut[0])


def _share(answer: Json, in_scope: int, words: Words) -> list[tuple[int, str, list[str]]]:
    """What the first layer's rate leaves to the person."""
    basic = answer["layers"][0]
    deductible = sum(parse_yuan(s["amount"]) for s in basic["steps"] if s["kind"] == "deductible")
    base = max(in_scope - deductible, 0)
    left = base - parse_yuan(basic["paid"])
    clauses = [code for step in basic["steps"] if step["kind"] not in ("deductible",) for code in step["clauses"]]
    if left <= 0:
        return []
    capped = any(w["code"] == "capped" for w in answer["warnings"])
    text = (
        words("起付线以上只按比例报,其余自己出(还到了封顶线)") if capped else words("起付线以上只按比例报,其余自己出")
    )
    return [(left, text, clauses)]


def explained(answer: Json, words: Words) -> tuple[list[str], list[str]]:
    """Lines that say where the money went, and the clauses they rest on."""
    lines, clauses = [], []
    told = [w for w in answer["warnings"] if w["code"] in ("not_covered", "waiting_period")]
    for warning in told:
        lines.append(warning["text"])
        clauses += warning["clauses"]
    for number, (fen, text, cited) in enumerate(cuts(answer, words) if not told else [], start=1):
        lines.append(words("{number}. {text}:{amount} 元", number=number, text=text, amount=grouped_yuan(fen)))
        clauses += cited
    for layer in answer["layers"]:
        if layer["layer"] != "basic" and layer["paid"] == "0.00" and layer["computed"]:
            lines.append(words("{layer}:还没到起付的门槛,这次没有。", layer=words(LAYER_NAMES[layer["layer"]])))
    return lines, list(dict.fromkeys(clauses))
