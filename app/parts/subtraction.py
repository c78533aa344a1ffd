"""The running subtraction on screen: a row a line, and behind each layer's row its explanation."""

from typing import Any

from app.parts.layer import opened
from app.parts.lines import Line
from app.parts.markup import Markup, join, tag
from app.texts import Texts
from engine.content import Library
from engine.scheme import Scheme

Json = dict[str, Any]


def subtraction(
    answer: Json, rows: list[Line], numbers: dict[str, list[str]], scheme: Scheme, content: Library, t: Texts
) -> Markup:
    """All rows; `numbers`: layer -> what the person said that it uses ("" for the bill's own rows)."""
    by_name = {layer["layer"]: layer for layer in answer["layers"]}
    drawn = []
    for row in rows:
        shown = _row(row, t)
        if row.layer:
            inside = opened(by_name[row.layer], row, numbers.get(row.layer, []), scheme, content, t)
            summary = tag("summary", shown, tag("span", t("为什么"), class_="mb-why"))
            drawn.append(tag("li", tag("details", summary, tag("div", inside), data_mb_keep=row.layer)))
        else:
            drawn.append(tag("li", shown, class_="mb-left" if row.sign == "=" else None))
    missing = tag("p", answer["not_held"], class_="mb-note") if answer.get("not_held") else None
    return join(tag("ol", *drawn, class_="mb-lines"), missing)


def _row(row: Line, t: Texts) -> Markup:
    amount = t("算不了") if row.amount is None else t.money(row.amount)
    by = tag("span", t("按{name}", name=row.rules), class_="mb-by") if row.layer else None
    sign = tag("span", row.sign, class_="mb-sign")
    label = join(tag("span", row.label, class_="mb-label"), " ", tag("span", row.note, class_="mb-note"), " ", by)
    return tag("span", sign, tag("span", label), tag("span", amount, class_="mb-amount"), class_="mb-row")
