"""The top of a result: what to have ready, what is paid, how sure. Each figure says in its line by which rules."""

from typing import Any

from app.parts.markup import Markup, join, tag
from app.texts import Texts
from engine.money import parse_yuan
from engine.wording.explain import as_stated, layer_name, left_out, only_reported, premise

Json = dict[str, Any]
SPLIT = (".self_funded", ".over_limit", ".first_pay")


def what_to_have_ready(answer: Json, t: Texts) -> list[tuple[str, str]]:
    """(label, amount) rows, the weightiest first: the figure, or the range and what it rests on."""
    answer = as_stated(answer)
    total = parse_yuan(answer["total"])
    paid = (t("报销合计(单子 {total} 元)", total=t.money(total)), t.yuan(answer["paid"]))
    if layers_lost(answer):
        most = [(t("您家最多要准备"), t.yuan(total - parse_yuan(answer["bounds"]["low"])))]
        some = (t("算得出的几层报销合计(单子 {total} 元)", total=t.money(total)), t.yuan(answer["paid"]))
        return [*most, some] if parse_yuan(answer["paid"]) else most
    if answer["exact"]:
        return [(t("您家要准备"), t.yuan(answer["self_pay"])), paid]
    bounds = answer["bounds"]
    most = t.money(total - parse_yuan(bounds["low"]))
    if bounds["high"] is None:
        rows = [(t("您家最多要准备"), t("{amount} 元", amount=most))]
    else:
        least = t.money(total - parse_yuan(bounds["high"]))
        rows = [(t("您家要准备"), t("{least} ~ {most} 元", least=least, most=most))]
    likely = answer.get("likely")
    if likely:
        least, most = (t.money(total - parse_yuan(likely[end])) for end in ("high", "low"))
        amount = t("{amount} 元", amount=least) if least == most else t("{least} ~ {most} 元", least=least, most=most)
        rows.append((t("少见的情况不算,大多是"), amount))
    if bounds["high"] is None and not parse_yuan(answer["paid"]):
        return rows  # a nought here would read as "nothing is reimbursed"
    usual = t("没说的先按平常情况,要准备")
    if any(path.endswith(SPLIT) for path in answer["unknown"]):
        usual = t("没说的先按平常情况、目录外按 0 元,要准备")
    rows.append((usual, t.yuan(answer["self_pay"])))
    return [*rows, (t("这样报销合计(单子 {total} 元)", total=t.money(total)), t.yuan(answer["paid"]))]


def layers_lost(answer: Json) -> list[str]:
    """The layers that cannot be worked out."""
    return [layer["layer"] for layer in answer["layers"] if not layer["computed"]]


def fill_in(answer: Json, t: Texts) -> Markup | None:
    """What would help where a layer cannot be worked out: the sheet's own figure."""
    lost = [layer_name(layer, t.words) for layer in layers_lost(answer)]
    if not lost:
        return None
    return tag("p", t("单子上印了{layers}报了多少的,填上就能接着算。", layers=t.list(lost)), class_="mb-ask")


def _how_sure(answer: Json, t: Texts) -> str:
    if answer["exact"] and not layers_lost(answer):
        if any(layer.get("reported_difference") not in (None, "0.00") for layer in answer["layers"]):
            return t("把握:照单子上已报的算,和我们按规定算的不一样(见下面“为什么”)")
        if only_reported(answer):
            return t("把握:都是单子上印的数,没有一层是我们算的")
        if left_out(answer):
            return t("把握:算进来的这几层确定到分;有的规定不在我们手里,没有算")
        if any(warning["code"] == "reading" for warning in answer["warnings"]):
            return t("把握:按这份规定和下面说的读法,确定到分")
        return t("把握:按这份规定,确定到分")
    if answer["bounds"]["high"] is None or layers_lost(answer):
        if not answer["in_force"]:
            return t("把握:那天不归这份规定管,到底报多少说不准")
        return t("把握:有一处这份规定没写全,能报多少说不准,多的话可能少出")
    if "caps_as_stated" in answer:
        return t("把握:照下面的前提,一定在这个范围里")
    if answer["unknown"]:
        return t("把握:一定在这个范围里;还有 {count} 件事不清楚", count=len(answer["unknown"]))
    return t("把握:一定在这个范围里;规定原文有一处可以两种读法")


def sureness(answer: Json, t: Texts) -> list[str]:
    """How sure the first figure is, and what it supposes."""
    return [line for line in (_how_sure(as_stated(answer), t), premise(answer, t.words)) if line]


def headline(answer: Json, t: Texts) -> Markup:
    """The block in large type."""
    name = answer["short_name"]
    rows = what_to_have_ready(answer, t)
    drawn = []
    for number, (label, amount) in enumerate(rows):
        rules = tag("span", t("按{name}", name=name), class_="mb-by")
        text = join(tag("span", label, class_="mb-label"), " ", tag("strong", amount), " ", rules)
        drawn.append(tag("p", text, class_="mb-first" if number == 0 else "mb-next"))
    return tag(
        "div",
        tag("p", t("估算,不是结算单"), class_="mb-tag"),
        not_in_force(answer, t),
        *drawn,
        *(tag("p", line, class_="mb-sure") for line in sureness(answer, t)),
        fill_in(answer, t),
        class_="mb-head",
    )


def not_in_force(answer: Json, t: Texts) -> Markup | None:
    """What is said before any figure where the day lies outside the scheme's period."""
    if answer["in_force"]:
        return None
    return tag("p", t("注意:看病那天,这份规定不管用。下面是“要是在那段时间里”的数。"), class_="mb-alarm")


def one_sentence(answer: Json, t: Texts) -> str:
    """The newest result as one sentence, for those who listen to the page."""
    label, amount = what_to_have_ready(answer, t)[0]
    return t("按{name}估算:{label} {amount}。", name=answer["short_name"], label=label, amount=amount)


def no_amount(answer: Json, t: Texts) -> Markup:
    """Where nothing can be computed: no figure at all, but why, and what to ask for."""
    whys = [tag("li", layer["why"]) for layer in _each_reason(answer["layers"])]
    return tag(
        "div",
        tag("p", t("按{name}", name=answer["short_name"]), class_="mb-tag"),
        tag("p", t("这里算不出金额"), class_="mb-none"),
        tag("ul", *whys),
        tag("p", answer["ask_for"], class_="mb-ask") if answer.get("ask_for") else fill_in(answer, t),
        class_="mb-head",
    )


def _each_reason(layers: list[Json]) -> list[Json]:
    seen: dict[str, Json] = {}
    for layer in layers:
        if layer.get("why"):
            seen.setdefault(layer["why"], layer)
    return list(seen.values())
