"""An estimate as text for a terminal, in the order of every result:
what to have ready, how sure, the running subtraction, why, what would change it, who decides."""

from typing import Any

from engine.money import grouped, grouped_yuan, parse_yuan
from engine.wording import HOTLINE, LAYER_NAMES, Words

Json = dict[str, Any]


def layer_name(layer: str, words: Words) -> str:
    """The everyday name of a layer."""
    return words(LAYER_NAMES[layer])


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
    lines += ["", words("最后以当地医保窗口为准;拿不准打 {phone}。", phone=HOTLINE)]
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
    lines = _headline(answer, words)
    lines += ["", f"  {words('单子总额')}  {grouped_yuan(total)}"]
    outside = total - parse_yuan(answer["in_scope"])
    if outside:
        lines.append(f"  − {words('目录外自费')}  {grouped_yuan(outside)}")
    lines.append(f"  = {words('能进报销范围')}  {grouped(answer['in_scope'])}")
    for layer in answer["layers"]:
        amount = grouped(layer["paid"]) if layer["computed"] else words("算不了")
        lines.append(f"  − {layer_name(layer['layer'], words)}  {amount}")
    lines.append(f"  = {words('最后自己出')}  {grouped(answer['self_pay'])}")
    if answer.get("not_held"):
        lines.append(f"  {answer['not_held']}")
    lines += ["", words("怎么算出来的:")]
    for layer in answer["layers"]:
        lines.append(f"  {layer_name(layer['layer'], words)}")
        if layer.get("why"):
            lines.append(f"    {layer['why']}")
        for step in layer["steps"]:
            clauses = f"  [{' '.join(step['clauses'])}]" if step["clauses"] else ""
            lines.append(f"    {step['what']}: {step['formula']} = {grouped(step['amount'])}{clauses}")
        if layer.get("reported_difference") not in (None, "0.00"):
            lines.append(f"    {differs(layer, words)}")
    return lines


def differs(layer: Json, words: Words) -> str:
    """By how much the sheet's amount for a layer differs from ours."""
    more = parse_yuan(layer["reported_difference"].removeprefix("-"))
    less = layer["reported_difference"].startswith("-")
    ours = parse_yuan(layer["paid"]) + (more if less else -more)
    values = {"ours": grouped_yuan(ours), "amount": grouped_yuan(more)}
    if less:
        return words("我们算是 {ours} 元,单子上少了 {amount} 元,请到窗口问一下", **values)
    return words("我们算是 {ours} 元,单子上多了 {amount} 元,请到窗口问一下", **values)


def as_stated(answer: Json) -> Json:
    """The estimate with its range as long as the caps are as the scheme states them: what is shown, with `premise`."""
    return {**answer, **answer.get("caps_as_stated", {})}


def premise(answer: Json, words: Words) -> str | None:
    """What the figures shown rest on, and what is paid at the least otherwise; None where nothing is supposed."""
    stated = answer.get("caps_as_stated")
    if stated is None:
        return None
    low, high = answer["bounds"]["low"], answer["bounds"]["high"]
    if high is None or parse_yuan(high) <= parse_yuan(stated["bounds"]["high"] or high):
        return words("前提:{premise}。不是这样的话,最少报 {low} 元。", premise=stated["premise"], low=grouped(low))
    return words(
        "前提:{premise}。不是这样的话,在 {low} ~ {high} 元之间。",
        premise=stated["premise"],
        low=grouped(low),
        high=grouped(high),
    )


def _headline(answer: Json, words: Words) -> list[str]:
    """What to have ready and how sure: the guaranteed range first wherever something is open."""
    supposed = premise(answer, words)
    lines = _range(as_stated(answer), words)
    return [*lines, supposed] if supposed else lines


def _range(answer: Json, words: Words) -> list[str]:
    figures = {
        "amount": grouped(answer["self_pay"]),
        "paid": grouped(answer["paid"]),
        "total": grouped(answer["total"]),
    }
    if answer.get("exact", True):
        return [
            words("您家要准备 {amount} 元", amount=figures["amount"]),
            words("报销合计 {paid} 元(单子 {total} 元)", paid=figures["paid"], total=figures["total"]),
            _how_sure(answer, words),
        ]
    bounds = answer["bounds"]
    most = _left(answer, bounds["low"])
    if bounds["high"] is None:
        lines = [words("您家要准备的钱:最多 {most} 元;有一处算不准,能少多少说不好", most=most)]
    else:
        least = _left(answer, bounds["high"])
        lines = [words("您家要准备的钱:在 {least} ~ {most} 元之间", least=least, most=most)]
        if "caps_as_stated" in answer:
            lines.append(words("把握:照下面的前提,肯定在这个范围里"))
        elif answer["unknown"]:
            lines.append(words("把握:肯定在这个范围里;还有 {count} 件事不清楚", count=len(answer["unknown"])))
        else:
            lines.append(words("把握:肯定在这个范围里;原文有一处可以两种读法"))
    likely = answer.get("likely")
    if likely:
        least, most = _left(answer, likely["high"]), _left(answer, likely["low"])
        if least == most:
            lines.append(words("少见的情况不算,大多是 {amount} 元", amount=least))
        else:
            lines.append(words("少见的情况不算,大多在 {least} ~ {most} 元之间", least=least, most=most))
    if bounds["high"] is None and answer["paid"] == "0.00":
        return lines  # a nought here would read as "nothing is reimbursed"
    lines.append(words("没说的先按平常情况:要准备 {amount} 元,报销 {paid} 元(单子 {total} 元)", **figures))
    return lines


def left_out(answer: Json) -> bool:
    """Whether serious illness is not held at all, or something of a layer is missing: then no figure is the last."""
    incomplete = any(warning["code"] == "incomplete" for warning in answer["warnings"])
    return incomplete or not any(layer["layer"] == "serious_illness" for layer in answer["layers"])


def _how_sure(answer: Json, words: Words) -> str:
    if _disagrees(answer):
        return words("把握:照单子上已报的算,和我们算的不一样(见下)")
    if only_reported(answer):
        return words("把握:都是单子上印的数,没有一层是我们算的")
    if left_out(answer):
        return words("把握:算进来的这几层确定到分;有的规定不在我们手里,没有算(见下)")
    if any(warning["code"] == "reading" for warning in answer["warnings"]):
        return words("把握:按这份规定和下面说的读法,确定到分")
    return words("把握:确定到分")


def only_reported(answer: Json) -> bool:
    """Whether all that is paid is what the sheet reports, and nothing our own sum."""
    paying = [layer for layer in answer["layers"] if layer["paid"] != "0.00"]
    return bool(paying) and all(any(step["kind"] == "reported" for step in layer["steps"]) for layer in paying)


def _disagrees(answer: Json) -> bool:
    return any(layer.get("reported_difference") not in (None, "0.00") for layer in answer["layers"])


def _left(answer: Json, paid: str) -> str:
    """What is left of the bill when so much is paid."""
    return grouped_yuan(parse_yuan(answer["total"]) - parse_yuan(paid))


def _warnings(answer: Json, words: Words) -> list[str]:
    told = [warning for warning in answer["warnings"] if warning["code"] != "assumed"]
    lines = ["", words("要留意:")] if told else []
    lines += [f"  · {warning['text']}" for warning in told]
    if answer.get("unknown"):
        lines += ["", words("说清这些,范围会变窄:")]
        lines += [f"  · {fact['title']}" for fact in answer["assumed"] if fact["fact"] in answer["unknown"]]
    return lines
