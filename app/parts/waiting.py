"""How long somebody waits, and by how much the serious-illness ceiling rises: what the page shows."""

from typing import Any

from app.parts.clause import by_document
from app.parts.documents import to_clause
from app.parts.markup import Markup, join, table, tag
from app.texts import Texts, readable_formula
from engine.content import Library

Json = dict[str, Any]
ROWS = 7  # of the table that stand open


def wait(found: Json, content: Library, t: Texts) -> Markup:
    """The wait: the months first, then how they come about."""
    return join(
        _answer(found, content, t),
        _by_repair(found["by_repair"], found["enough"], t),
        _why(found, "wait", found["readings"], content, t),
    )


def bonus(found: Json, content: Library, t: Texts) -> Markup:
    """The bonuses: the sum first, then how it comes about."""
    sums = [{"what": t("封顶线多多少"), "steps": found["steps"]}] if found["steps"] else []
    return join(_answer(found, content, t), _why(found, "bonus", sums, content, t))


def to_mend(count: int, t: Texts) -> Markup:
    """That a half has no result yet: so many of its fields could not be taken."""
    text = t("有 {count} 格要改,改好了这里就有结果。", count=count)
    return tag("div", tag("p", text), class_="mb-waiting", role="status")


def _answer(found: Json, content: Library, t: Texts) -> Markup:
    """The answer and the sentence that belongs to it, then all others; behind an unsure one, how unsure it is."""
    beside = found["beside"]
    head = [tag("p", tag("strong", found["headline"]), class_="mb-none")]
    if beside:
        links = [join(" ", to_clause(code, content.clause(code).document, t)) for code in beside["clauses"][:1]]
        head.append(tag("p", *_line(beside), *links))
    others = (tag("li", *_line(line)) for line in found["lines"])
    return join(tag("div", *head, class_="mb-head", role="status"), tag("ul", *others, class_="mb-usual"))


def _line(line: Json) -> list[object]:
    return [line["text"], tag("span", f" {line['doubt']}", class_="mb-doubt") if line["doubt"] else None]


def _by_repair(rows: list[Json], enough: int, t: Texts) -> Markup | None:
    """What paying off each further year would bring, in both readings, until nothing changes any more; where these are
    many, the first and the last of them, and all in a fold."""
    if not rows:
        return None
    changing = rows[: enough + 1]
    left_out = {"cells": ["…", "…", "…"]}
    shown = changing if len(changing) <= ROWS else [*changing[: ROWS - 2], left_out, changing[-1]]
    what = t("两栏是两种读法:有的说断交的头一年就加月,有的说从第二年起才加。文件没写清,以当地的答复为准。")
    fold = None
    if len(shown) < len(rows):
        every = _table(rows, t("补交几年,等几个月(全部)"), t)
        fold = tag(
            "details", tag("summary", t("每一年都列出来")), every, class_="mb-fold", data_mb_keep="enrolment-rows"
        )
    return join(tag("p", what, class_="mb-hint"), _table(shown, t("补交几年,等几个月"), t), fold)


def _table(rows: list[Json], caption: str, t: Texts) -> Markup:
    head = [t("补交"), t("头一年就加"), t("从第二年起才加")]
    drawn = table(caption, head, [row["cells"] for row in rows])
    return tag("div", drawn, class_="mb-scroll", tabindex="0", role="region", aria_label=caption)


def _why(found: Json, name: str, sums: list[Json], content: Library, t: Texts) -> Markup:
    """The fold with the sums line by line and the clauses."""
    inside: list[Markup] = []
    for one in sums:
        rows: list[list[object]] = [[step["what"], _sum(step)] for step in one["steps"]]
        inside.append(table(one["what"], [t("怎么算"), t("得数")], rows))
    inside += by_document(found["clauses"], content, t)
    return tag("details", tag("summary", t("为什么")), *inside, class_="mb-fold", data_mb_keep=f"enrolment-{name}")


def _sum(step: Json) -> str:
    formula = readable_formula(step["formula"])
    return step["amount"] if formula.replace(",", "").isdigit() else f"{formula} = {step['amount']}"
