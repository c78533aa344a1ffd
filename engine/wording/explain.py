"""An estimate as text for a terminal, in the order of every result:
what to have ready, how sure, the running subtraction, why, what would change it, who decides."""

from typing import Any

from engine.money import grouped_yuan, parse_yuan
from engine.wording import Words

Json = dict[str, Any]
LAYER_NAMES = {"basic": "基本医保", "serious_illness": "大病保险", "assistance": "医疗救助", "supplement": "再次补助"}


def layer_name(layer: str, words: Words) -> str:
    """The everyday name of a layer."""
    return words(LAYER_NAMES[layer])


def _money(text: str) -> str:
    return grouped_yuan(parse_yuan(text))


def explain(answer: Json, words: Words) -> str:
    """The contract's estimate as lines of text. Where nothing can be computed it shows no amount at all."""
    lines = [words("按{name}估算(估算,不是结算单)", name=answer["short_name"])]
    if not answer["in_force"]:
        lines.append(words("注意:就医那天,这份规定不管用。"))
    if not answer["computable"]:
        lines += _nothing_computed(answer, words)
    else:
        lines += _figures(answer, words)
    lines += _warnings(answer, words)
    lines += ["", words("最后以当地医保窗口为准;拿不准打 {phone}。", phone="12393")]
    return "\n".join(lines)


def _nothing_computed(answer: Json, words: Words) -> list[str]:
    lines = [words("这里算不出金额:")]
    lines += [
        f"  {layer_name(layer['layer'], words)}: {layer['why']}" for layer in answer["layers"] if layer.get("why")
    ]
    if answer.get("ask_for"):
        lines.append(answer["ask_for"])
    return lines


def _figures(answer: Json, words: Words) -> list[str]:
    total = parse_yuan(answer["total"])
    lines = [
        words("您家大约要准备 {amount} 元", amount=_money(answer["self_pay"])),
        words("报销合计 {paid} 元(单子 {total} 元)", paid=_money(answer["paid"]), total=grouped_yuan(total)),
    ]
    lines.append(_how_sure(answer, words))
    lines += ["", f"  {words('单子总额')}  {grouped_yuan(total)}"]
    outside = total - parse_yuan(answer["in_scope"])
    if outside:
        lines.append(f"  − {words('目录外自费')}  {grouped_yuan(outside)}")
    lines.append(f"  = {words('能进报销范围')}  {_money(answer['in_scope'])}")
    for layer in answer["layers"]:
        amount = _money(layer["paid"]) if layer["computed"] else words("算不了")
        lines.append(f"  − {layer_name(layer['layer'], words)}  {amount}")
    lines.append(f"  = {words('最后自己出')}  {_money(answer['self_pay'])}")
    lines += ["", words("怎么算出来的:")]
    for layer in answer["layers"]:
        lines.append(f"  {layer_name(layer['layer'], words)}")
        if layer.get("why"):
            lines.append(f"    {layer['why']}")
        for step in layer["steps"]:
            clauses = f"  [{' '.join(step['clauses'])}]" if step["clauses"] else ""
            lines.append(f"    {step['what']}: {step['formula']} = {_money(step['amount'])}{clauses}")
        if layer.get("reported_difference") not in (None, "0.00"):
            lines.append("    " + words("单子上的数和我们算的差 {amount} 元", amount=layer["reported_difference"]))
    return lines


def _how_sure(answer: Json, words: Words) -> str:
    if answer.get("exact"):
        return words("把握:确定到分")
    bounds = answer.get("bounds")
    if bounds is None:
        return ""
    total = parse_yuan(answer["total"])
    least = grouped_yuan(total - parse_yuan(bounds["high"])) if bounds["high"] is not None else None
    most = grouped_yuan(total - parse_yuan(bounds["low"]))
    if least is None:
        return words("把握:自己出最多 {most} 元;有一层算不了,能少多少说不准", most=most)
    return words(
        "把握:自己出在 {least} ~ {most} 元之间,还有 {count} 件事不清楚",
        least=least,
        most=most,
        count=len(answer["unknown"]),
    )


def _warnings(answer: Json, words: Words) -> list[str]:
    told = [warning for warning in answer["warnings"] if warning["code"] != "assumed"]
    lines = ["", words("要留意:")] if told else []
    lines += [f"  · {warning['text']}" for warning in told]
    if answer.get("unknown"):
        lines += ["", words("说清这些,范围会变窄:")]
        lines += [f"  · {fact}" for fact in answer["unknown"]]
    return lines
