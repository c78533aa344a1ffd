"""What stands below the figures: warnings, what was taken for usual, suppositions, what would change the result."""

from typing import Any

from app.outcome import Change, Outcome, Supposition
from app.parts.clause import card
from app.parts.markup import Markup, join, table, tag
from app.questions import NONE_OF_THEM, kind_of, said, short, title
from app.texts import Texts
from engine.content import Library
from engine.facts import fact_of
from engine.money import parse_yuan
from engine.wording import HOTLINE
from engine.wording.explain import as_stated

Json = dict[str, Any]
# What you lose if you do not act is red; the rest is said, not shouted.
GRAVE = ("waiting_period", "not_covered", "historical")
FIRST = 5  # open facts that are shown at once


def warnings(outcome: Outcome, content: Library, t: Texts) -> Markup | None:
    """Every warning in plain words, with the clauses that it rests on behind it."""
    assert outcome.answer is not None
    told = [one for one in outcome.answer["warnings"] if one["code"] != "assumed"]
    if not told:
        return None
    items = []
    for number, one in enumerate(told):
        cards = [card(clause, outcome.scheme, content, t) for clause in one["clauses"]]
        fold = (
            tag(
                "details",
                tag("summary", t("看条款")),
                *cards,
                class_="mb-fold",
                data_mb_keep=f"warning-{one['code']}-{number}",
            )
            if cards
            else None
        )
        items.append(tag("li", one["text"], fold, class_="mb-grave" if one["code"] in GRAVE else None))
    return section(t("要留意"), tag("ul", *items, class_="mb-warnings"))


def assumed(answer: Json, content: Library, t: Texts) -> Markup | None:
    """Facts that nobody said, with the usual value taken, as long as they can still change the result."""
    if as_stated(answer)["exact"]:
        return None
    rows = [one for one in answer["assumed"] if one["fact"] in answer["unknown"] or not answer["unknown"]]
    if not rows:
        return None
    items = [
        tag("li", title(one["fact"], content, t), " ", tag("span", _usual(one, content, t), class_="mb-note"))
        for one in rows
    ]
    first, later = items[:FIRST], items[FIRST:]
    more = None
    if later:
        summary = tag("summary", t("还有 {count} 件", count=len(later)))
        more = tag("details", summary, tag("ul", *later), class_="mb-fold", data_mb_keep="assumed")
    return section(t("说清这些,范围会变窄"), tag("ul", *first, class_="mb-assumed"), more)


def _usual(one: Json, content: Library, t: Texts) -> str:
    """What was taken, in the words of the question."""
    value = one["value"] or (NONE_OF_THEM if kind_of(fact_of(one["fact"])) == "set" else "")
    return t("先按“{answer}”", answer=said(one["fact"], value, content, t) if value else one["label"])


def suppositions(found: list[Supposition], name: str, t: Texts) -> Markup | None:
    """What if a tenth or a fifth of the bill is outside the list; labelled as no more than that."""
    if not found:
        return None
    items = [
        tag(
            "li",
            t(
                "如果目录外占 {percent}%({outside} 元):自己出 {self_pay} 元,报销 {paid} 元",
                percent=one.percent,
                outside=t.money(one.outside),
                self_pay=t.money(one.self_pay),
                paid=t.money(one.paid),
            ),
            " ",
            tag("span", t("按{name}", name=name), class_="mb-by"),
        )
        for one in found
    ]
    why = tag("p", t("单子还没分开写,先打个比方;其他按平常情况。"), class_="mb-note")
    return section(t("打个比方"), why, tag("ul", *items))


def changes(found: list[Change], name: str, content: Library, t: Texts) -> Markup | None:
    """Other answers, one at a time, and how many yuan more or less would be paid back."""
    if not found:
        return None
    items = []
    for one in found:
        more = one.difference < 0
        amount = t.money(abs(one.difference))
        says = t("多报 {amount} 元", amount=amount) if more else t("少报 {amount} 元", amount=amount)
        items.append(
            tag(
                "li",
                tag("span", short(one.path, content, t), class_="mb-note"),
                " ",
                one.answer.label,
                ": ",
                tag("strong", says),
                " ",
                tag("span", t("按{name}", name=name), class_="mb-by"),
            )
        )
    return section(t("什么会改变它"), tag("ul", *items, class_="mb-changes"))


def each_bill(answer: Json, t: Texts) -> Markup | None:
    """What each of several bills gets, in the order in which they were filled in."""
    if len(answer["visits"]) < 2:
        return None
    rows: list[object] = []
    for number, visit in enumerate(answer["visits"], start=1):
        paid = sum(parse_yuan(amount) for amount in visit["paid"].values())
        rows.append([t("第 {number} 张", number=number), t.money(paid), t.money(visit["self_pay"])])
    caption = t("每张单子(按{name},元)", name=answer["short_name"])
    return tag("section", table(caption, [t("单子"), t("报销"), t("自己出")], rows), class_="mb-part")


def who_decides(t: Texts) -> Markup:
    """Who decides, and where to ask."""
    return section(
        t("拿不准找谁"),
        tag("p", t("最后以医保窗口的结算单为准。先问当地医保窗口;打全国医保电话 {phone} 也行。", phone=HOTLINE)),
    )


def section(heading: str, *inside: object) -> Markup:
    """A part of the result under its heading."""
    return tag("section", tag("h3", heading), join(*inside), class_="mb-part")
