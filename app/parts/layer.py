"""What opens behind a layer's line: the rule in plain words, the formula, this person's numbers, the clauses."""

from collections.abc import Callable
from typing import Any

from app.parts.clause import card
from app.parts.lines import Line
from app.parts.markup import Markup, join, table, tag
from app.texts import Texts, readable_formula
from engine.content import Library
from engine.money import parse_yuan
from engine.scheme import Scheme
from engine.wording.explain import differs

Json = dict[str, Any]
# Steps whose amount says nothing by itself.
WITHOUT_AMOUNT = ("not_covered", "not_computed")


def opened(layer: Json, line: Line, numbers: list[str], scheme: Scheme, content: Library, t: Texts) -> Markup:
    """The inside of one layer's fold. `numbers`: what the person said, as far as this layer uses it."""
    visits = sorted({step["visit"] for step in layer["steps"]})
    inside: list[Markup | None] = []
    for visit in visits:
        if len(visits) > 1:
            inside.append(tag("h4", t("第 {number} 张单子", number=visit + 1)))
        inside += [step_row(step, scheme, content, t) for step in layer["steps"] if step["visit"] == visit]
    if not layer["computed"]:
        inside.insert(0, tag("p", layer.get("why", "")))
    elif not any(step["kind"] != "in_scope" for step in layer["steps"]):
        inside.append(tag("p", line.note))
    if numbers:
        inside.append(tag("p", t("用到的您的数字:"), t.list(numbers), class_="mb-numbers"))
    if layer.get("reported_difference") not in (None, "0.00"):
        inside.append(tag("p", differs(layer, t.words), class_="mb-differs"))
    return join(*inside)


def step_row(step: Json, scheme: Scheme, content: Library, t: Texts) -> Markup:
    """One step: what, formula, amount, then its table and its clauses."""
    formula = readable_formula(step["formula"])
    amount = t.money(step["amount"])
    parts: list[object] = [tag("span", step["what"], class_="mb-what")]
    if step["kind"] not in WITHOUT_AMOUNT:
        shown = amount if _says_only_itself(step) else f"{formula} = {amount}"
        parts += [" ", tag("span", shown, class_="mb-sum")]
    drawn = DRAWN.get(step["kind"])
    return tag(
        "div",
        tag("p", *parts),
        drawn(step, t) if drawn else None,
        *(card(clause, scheme, content, t) for clause in step["clauses"]),
        class_="mb-step",
    )


def _says_only_itself(step: Json) -> bool:
    """Whether the formula is nothing but the amount."""
    try:
        return parse_yuan(step["formula"]) == parse_yuan(step["amount"])
    except ValueError:
        return False


def bands(step: Json, t: Texts) -> Markup | None:
    """The table of the bands; the rows into which this person's money falls are lit."""
    if not step.get("table"):
        return None
    rows: list[object] = []
    for band in step["table"]:
        lit = parse_yuan(band["inside"]) > 0
        label = edges(band, t)
        here = tag("strong", t("您的钱在这一段"), class_="mb-here") if lit else None
        cells = [join(label, " ", here), band["rate"], t.money(band["inside"]), t.money(band["paid"])]
        rows.append((cells, "mb-lit" if lit else None))
    head = [t("哪一段(元)"), t("报这一段的"), t("落在里面的钱"), t("报多少")]
    caption = t("分段报:每一段只管落在它里面的钱")
    return tag("div", table(caption, head, rows), class_="mb-scroll", tabindex="0", role="region", aria_label=caption)


def edges(band: Json, t: Texts) -> str:
    """A band's edges: 12,000 ~ 100,000, or above 200,000."""
    low = _short(band["from"], t)
    return f"{low} ~ {_short(band['to'], t)}" if band["to"] else t("{low} 以上", low=low)


def _short(amount: str, t: Texts) -> str:
    return t.money(amount).removesuffix(".00")


# Kinds of step that have a drawing of their own, by the name of the mechanism.
DRAWN: dict[str, Callable[[Json, Texts], Markup | None]] = {"bands": bands}
