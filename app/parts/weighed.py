"""Two ways side by side, and the clauses that a reply rests on."""

from typing import Any

from app.conversation import Conversation
from app.parts.clause import card
from app.parts.markup import Markup, table, tag
from app.texts import Texts
from engine.content import Library
from engine.money import parse_yuan
from engine.talk.replies import value_in_words
from engine.wording.explain import as_stated

Json = dict[str, Any]


def weighed(answer: Json, content: Library, t: Texts) -> Markup | None:
    """The options of a comparison as a table; None where nothing was worked out."""
    found = [one for one in answer.get("options", []) if one.get("estimate")]
    if not found:
        return None
    rows: list[Any] = []
    for one in found:
        values = [value_in_words(path, value, content, t.words) for path, value in one["facts"].items()]
        paid, own = _ends(one["estimate"], t)
        rows.append([t.list(values) or t("照现在说的"), paid, own])
    name = found[0]["estimate"]["short_name"]
    caption = t("两样比一比(按{name},元)", name=name)
    drawn = table(caption, [t("哪一样"), t("报销"), t("自己出")], rows)
    return tag("div", drawn, class_="mb-scroll", tabindex="0", role="region", aria_label=caption)


def _ends(estimate: Json, t: Texts) -> tuple[str, str]:
    """What is paid and what is one's own; where that is not certain, as is usual, and the range."""
    paid, own = t.money(estimate["paid"]), t.money(estimate["self_pay"])
    estimate = as_stated(estimate)
    if estimate["exact"]:
        return paid, own
    low, high, total = (estimate["bounds"]["low"], estimate["bounds"]["high"], parse_yuan(estimate["total"]))
    if high is None:
        return t("平常 {amount},说不准", amount=paid), t("平常 {amount},说不准", amount=own)
    least, most = total - parse_yuan(high), total - parse_yuan(low)
    return (
        t("平常 {amount},在 {low} ~ {high} 之间", amount=paid, low=t.money(low), high=t.money(high)),
        t("平常 {amount},在 {low} ~ {high} 之间", amount=own, low=t.money(least), high=t.money(most)),
    )


def cited(conversation: Conversation, content: Library, t: Texts) -> Markup | None:
    """The clauses of the newest reply, behind a fold; None where the estimate shows them itself."""
    codes = [one["clause"] for one in conversation.turn.get("citations", [])]
    if not codes or "layers" in (conversation.turn.get("answer") or {}):
        return None
    cards = [card(code, None, content, t) for code in codes]
    summary = tag("summary", t("这一句的依据({count} 条)", count=len(codes)))
    return tag("details", summary, *cards, class_="mb-fold", data_mb_keep="cited")
