"""The range of what is paid, as a bar from nothing to the whole bill: surely paid, not yet known, surely one's own."""

from collections.abc import Mapping
from typing import Any

from app.conversation import Conversation
from app.parts.markup import Markup, join, tag
from app.texts import Texts
from engine.content import Library
from engine.money import parse_yuan

WHOLE = 1000  # widths are counted in thousandths of the bill
THINNEST = 6


def range_bar(
    low: int, high: int | None, total: int, name: str, t: Texts, *, loose: bool = False, usual: str = ""
) -> Markup:
    """The bar and its figures: from `low` to `high` fen are paid of `total`; `high` None: the upper end is not known.
    `name`: whose rules; `loose`: the bill itself was told loosely, `total` is the most that it may be; `usual`: what is
    paid as things usually are."""
    top = total if high is None else min(high, total)
    sure, maybe = widths(low, top, total)
    parts = [tag("span", class_="mb-bar-sure", style=f"width:{_percent(sure)}")]
    parts.append(tag("span", class_="mb-bar-maybe", style=f"left:{_percent(sure)};width:{_percent(maybe)}"))
    bill = t("单子最多 {total} 元", total=t.money(total)) if loose else t("单子 {total} 元", total=t.money(total))
    by = tag("span", t("按{name}", name=name), class_="mb-by")
    spoken = t.list([in_one_line(low, high, t), bill])
    return tag(
        "div",
        tag("p", tag("strong", in_one_line(low, high, t), class_="mb-range"), " ", by),
        tag("div", *parts, class_="mb-bar", role="img", aria_label=spoken),
        tag("p", tag("span", "0"), tag("span", bill), class_="mb-bar-ends"),
        tag("p", t("没说的按平常情况:报 {amount}", amount=usual), class_="mb-usual") if usual else None,
        _legend(low, high, None if loose else total, t),
        class_="mb-range-box",
    )


def widths(low: int, top: int, total: int) -> tuple[int, int]:
    """Thousandths of the bar that are surely paid, and that may be; a part that is there is never too thin to see."""
    if not total:
        return 0, 0
    sure = WHOLE * low // total
    maybe = WHOLE * (top - low) // total
    if low:
        sure = max(sure, THINNEST)
    if top > low:
        maybe = max(maybe, THINNEST)
    return min(sure, WHOLE - maybe), maybe


def _percent(thousandths: int) -> str:
    return f"{thousandths // 10}.{thousandths % 10}%"


def _legend(low: int, high: int | None, total: int | None, t: Texts) -> Markup:
    """What each part of the bar comes to; `total` None: what is left for oneself cannot be said."""
    exact = high is not None and low == high
    rows = [("sure", t("报销") if exact else t("一定报"), t.yuan(low))]
    if high is None:
        rows.append(("maybe", t("还说不准"), t("我们的规定没写全")))
    elif not exact:
        rows.append(("maybe", t("还说不准"), t.yuan(high - low)))
    if high is not None and total is not None and total >= high:
        rows.append(("own", t("自己出") if exact else t("一定自己出"), t.yuan(total - high)))
    return tag(
        "ul",
        *(
            tag("li", tag("span", class_=f"mb-key mb-key-{name}"), join(label, " "), tag("b", amount))
            for name, label, amount in rows
        ),
        class_="mb-legend",
    )


def in_one_line(low: int, high: int | None, t: Texts) -> str:
    """The range in a line."""
    if high is None:
        return t("报销: 至少 {low} 元", low=t.money(low))
    if low == high:
        return t("报销: {amount} 元", amount=t.money(low))
    return t("报销: {low} ~ {high} 元", low=t.money(low), high=t.money(high))


def range_of(conversation: Conversation) -> tuple[int, int | None, int] | None:
    """(low, high, total) as things stand, fen; None before there is a bill or a scheme that computes."""
    bounds, total = conversation.bounds, conversation.talk.state.total()
    if not bounds or not total:
        return None
    return parse_yuan(bounds["low"]), None if bounds["high"] is None else parse_yuan(bounds["high"]), total


def range_now(conversation: Conversation, content: Library, t: Texts) -> Markup | None:
    """The range bar as things stand, and how sure it is; before any bill, what is missing. None where nothing was
    said of a case."""
    found, scheme = range_of(conversation), conversation.scheme(content)
    if found is None or scheme is None:
        if not conversation.bounds:
            return None
        waiting = tag("p", t("说了一共花多少钱,这里就出范围。"))
        return tag("div", waiting, tag("div", class_="mb-bar", aria_hidden="true"), class_="mb-range-box")
    low, high, total = found
    loose = any(path.startswith("visits.") and ".bill." in path for path in conversation.talk.state.ranges)
    name, usual = t.pick(scheme.short_name, scheme.short_name_en), usual_now(conversation, t)
    bar = range_bar(low, high, total, name, t, loose=loose, usual=usual)
    if conversation.estimate is not None:
        return bar  # the estimate says it itself
    return join(bar, tag("p", how_sure(high, conversation.turn, conversation.talk.ask is None, t)))


def usual_now(conversation: Conversation, t: Texts) -> str:
    """What is paid with all that was not said as it usually is; empty where that cannot be told."""
    found = conversation.turn.get("usual")
    if not found:
        return ""
    low, high = parse_yuan(found["low"]), parse_yuan(found["high"])
    return t.yuan(low) if low == high else t("{low} ~ {high} 元", low=t.money(low), high=t.money(high))


def how_sure(high: int | None, turn: Mapping[str, Any], nothing_asked: bool, t: Texts) -> str:
    """One line on how sure the range of a turn is."""
    outer = bool(turn.get("outer"))
    if "caps_as_stated" in turn:
        return t("把握: 前提(封顶线)不变的话,一定在这个范围里。")
    if high is None:
        return t("把握: 我们手里的规定有一处没写全,多的说不准。")
    if outer:
        return t("把握: 一定在这个范围里;真正的范围可能还窄些。")
    if nothing_asked:
        return t("把握: 一定在这个范围里;剩下的不清楚,只能说到这里。")
    return t("把握: 一定在这个范围里;说清的越多,它越窄。")


def one_line(conversation: Conversation, t: Texts) -> str:
    """The range in one line, for the foot of a phone's window; empty before there is one."""
    found = range_of(conversation)
    if not found:
        return ""
    line, usual = in_one_line(found[0], found[1], t), conversation.turn.get("usual")
    if not usual or usual["low"] != usual["high"]:
        return line
    return t("{range},平常 {amount}", range=line, amount=t.money(parse_yuan(usual["low"])))
