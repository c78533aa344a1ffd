"""How long somebody waits after a lapse, and by how much the serious-illness ceiling rises: what the page shows."""

from typing import Any

from app.parts.clause import card
from app.parts.markup import Markup, join, table, tag
from app.texts import Texts, readable_formula
from engine.content import Library

Json = dict[str, Any]


def wait(found: Json, content: Library, t: Texts) -> Markup:
    """The wait: the months first, then how they come about."""
    return join(_answer(found), _by_repair(found["by_repair"], t), _why(found, "wait", found["readings"], content, t))


def bonus(found: Json, content: Library, t: Texts) -> Markup:
    """The bonuses: the sum first, then how it comes about."""
    sums = [{"what": t("封顶线多多少"), "steps": found["steps"]}] if found["steps"] else []
    return join(_answer(found), _why(found, "bonus", sums, content, t))


def _answer(found: Json) -> Markup:
    first, *others = found["sentences"]
    return join(
        tag("div", tag("p", tag("strong", first), class_="mb-none"), class_="mb-head", role="status"),
        tag("ul", *(tag("li", sentence) for sentence in (*others, found["doubt"]) if sentence), class_="mb-usual"),
    )


def _by_repair(rows: list[Json], t: Texts) -> Markup | None:
    """What paying off each further year would bring, in both readings."""
    if not rows:
        return None
    caption = t("补交几年,等几个月")
    head = [t("补交"), t("头一年就加"), t("从第二年起才加")]
    drawn = table(caption, head, [row["cells"] for row in rows])
    return tag("div", drawn, class_="mb-scroll", tabindex="0", role="region", aria_label=caption)


def _why(found: Json, name: str, sums: list[Json], content: Library, t: Texts) -> Markup:
    """The fold with the sums line by line and the clauses."""
    inside: list[Markup] = []
    for one in sums:
        rows: list[list[object]] = [[step["what"], _sum(step)] for step in one["steps"]]
        inside.append(table(one["what"], [t("怎么算"), t("得数")], rows))
    inside += [card(clause, None, content, t) for clause in found["clauses"]]
    return tag("details", tag("summary", t("为什么")), *inside, class_="mb-fold", data_mb_keep=f"enrolment-{name}")


def _sum(step: Json) -> str:
    formula = readable_formula(step["formula"])
    return step["amount"] if formula.isdigit() else f"{formula} = {step['amount']}"
