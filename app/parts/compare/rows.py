"""Two situations side by side, layer by layer; what differs is lit, and each clause is one click away."""

from typing import Any

from app.parts.clause import card
from app.parts.headline import SPLIT
from app.parts.layer import step_row
from app.parts.markup import Markup, join, tag
from app.parts.notes import section
from app.texts import Texts
from engine.compare.headline import premium_lines
from engine.compare.rows import SIDES
from engine.compare.sentences import computed, cost_lines, gap_in_words, notes, side_amount
from engine.content import Library
from engine.scheme import Scheme
from engine.wording.explain import as_stated

Json = dict[str, Any]


def called(side: str, t: Texts) -> str:
    """How a side is called."""
    return t("甲") if side == "a" else t("乙")


def headlines(found: Json, t: Texts) -> Markup:
    """What each side leaves to pay, beside each other, and by which rules."""
    schemes = {found[side]["short_name"] for side in SIDES if found[side]["scheme"]}
    cards = tag("div", *(_headline(found, side, len(schemes) > 1, t) for side in SIDES), class_="mb-two mb-heads")
    if not any(found[side]["computable"] and found[side]["scheme"] for side in SIDES):
        return cards
    notes = [t("按{name}估算,不是结算单", name=t.list(sorted(schemes)))]
    if not all(as_stated(found[side])["exact"] for side in SIDES):
        notes.append(usual_taken(found, t))
    return join(cards, tag("p", t.words.joined(t.words.ended(note) for note in notes), class_="mb-note"))


def usual_taken(found: Json, t: Texts) -> str:
    """What is taken where something was not said; own cost outside the list is more than the rest, so it is named."""
    open_ = [path for side in SIDES for path in found[side]["unknown"]]
    if any(path.endswith(SPLIT) for path in open_):
        return t("没说的先按平常情况、目录外按 0 元;有目录外的,自己要出的更多")
    return t("没说的先按平常情况")


def _headline(found: Json, side: str, several: bool, t: Texts) -> Markup:
    one = found[side]
    name = tag("p", tag("span", called(side, t), class_="mb-side"), " ", one["name"], class_="mb-tag")
    if not one["computable"]:
        return tag("div", name, tag("p", t("这里算不出金额"), class_="mb-none"), class_="mb-head")
    by = tag("span", t("按{name}", name=one["short_name"]), class_="mb-by") if one["scheme"] and several else None
    whole = computed(one)
    sure = as_stated(one)["exact"]
    label = t("您家要准备") if whole else t("您家最多要准备") if not one["unknown"] else t("照这样算,最多要准备")
    label = label if sure or not whole else t("照平常情况,要准备")
    ready = tag(
        "p",
        tag("span", label, class_="mb-label"),
        " ",
        tag("strong", t.yuan(one["self_pay"])),
        " ",
        by,
        class_="mb-first",
    )
    says = t("报销合计") if whole else t("算得出的几层报销合计")
    paid = tag("p", tag("span", says, class_="mb-label"), " ", tag("strong", t.yuan(one["paid"])), class_="mb-next")
    alarm = None if one["in_force"] else tag("p", t("注意:看病那天,这份规定不管用。"), class_="mb-alarm")
    return tag("div", name, alarm, ready, paid, class_="mb-head")


def layers(found: Json, content: Library, t: Texts) -> Markup:
    """A row a layer."""
    rows = [_row(row, found, content, t) for row in found["differences"]]
    return section(t("一层一层比"), tag("ol", *rows, class_="mb-compare"))


def _row(row: Json, found: Json, content: Library, t: Texts) -> Markup:
    apart = row["gap"] != "0.00"
    sides = [_side(row, side, found, content, t) for side in SIDES]
    heading = tag("h4", row["what"], " ", tag("span", gap_in_words(row, found, t.words), class_="mb-gap"))
    why = tag("p", row["why"], class_="mb-apart-why")
    return tag("li", heading, why, tag("div", *sides, class_="mb-two"), class_="mb-apart" if apart else None)


def _side(row: Json, side: str, found: Json, content: Library, t: Texts) -> Markup:
    one = found[side]
    amount = tag("strong", side_amount(row[side], one, t.words), class_="mb-amount")
    head = tag("p", tag("span", called(side, t), class_="mb-side"), " ", one["name"], " ", amount, class_="mb-side-row")
    layer = next((layer for layer in one["layers"] if layer["layer"] == row["layer"]), None)
    scheme = content.scheme(one["scheme"]) if one["scheme"] else None
    if layer is None or scheme is None:
        return tag("div", head)
    differing = [step[side] for step in row["steps"] if step[side]]
    steps = []
    for step in layer["steps"]:
        drawn = step_row(step, scheme, content, t)
        steps.append(tag("div", drawn, class_="mb-lit-step") if step in differing else drawn)
    used = {clause for step in layer["steps"] for clause in step["clauses"]}
    steps += [card(clause, scheme, content, t) for clause in row[f"clauses_{side}"] if clause not in used]
    summary = tag("summary", t("怎么算的,哪一条"))
    fold = tag("details", summary, *steps, class_="mb-fold", data_mb_keep=f"compare-{row['layer']}-{side}")
    return tag("div", head, fold if steps else None)


def unregistered(found: Json, content: Library, t: Texts) -> Markup | None:
    """What it would cost not to register; None where both sides are."""
    cost = found["not_registered"]
    if not cost:
        return None
    scheme = next(content.scheme(found[side]["scheme"]) for side in SIDES if found[side]["scheme"])
    lines = [tag("li", line) for line in cost_lines(cost, t.words)]
    return section(t("不参保要多花多少"), tag("ul", *lines), _clauses(cost["premium"], scheme, content, t))


def premium_apart(found: Json, content: Library, t: Texts) -> Markup | None:
    """What the two sides cost a year, where that differs; None where it does not."""
    apart = found["premium_apart"]
    if not apart:
        return None
    lines = [tag("li", line) for line in premium_lines(found, t.words)]
    scheme = content.scheme(found["a"]["scheme"])
    return section(t("一年各交多少"), tag("ul", *lines), _clauses(apart["premium"], scheme, content, t))


def _clauses(premiums: list[Json], scheme: Scheme, content: Library, t: Texts) -> Markup | None:
    """The clauses of premiums, behind a fold."""
    codes = dict.fromkeys(one["clause"] for one in premiums)
    cards = [card(code, scheme, content, t) for code in codes]
    return (
        tag("details", tag("summary", t("看条款")), *cards, class_="mb-fold", data_mb_keep="premium") if cards else None
    )


def to_know(found: Json, t: Texts) -> Markup | None:
    """What is otherwise than one might think."""
    told = notes(found, t.words)
    return section(t("要留意"), tag("ul", *(tag("li", one) for one in told), class_="mb-warnings")) if told else None


def says(first: list[str], beside: list[str]) -> Markup:
    """The difference, and what it supposes right beside it."""
    strong = (tag("p", tag("strong", one), class_="mb-says") for one in first)
    return join(*strong, *(tag("p", one, class_="mb-note") for one in beside))


def further(lines: list[str], t: Texts) -> Markup | None:
    """How sure that is, and what else belongs to it."""
    return section(t("有多准"), *(tag("p", one, class_="mb-note") for one in lines)) if lines else None
