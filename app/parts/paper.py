"""The result on one sheet of A4: it waits unseen on the page and shows only when the page is printed.

No seal, no number, nothing that looks like an official paper; the server keeps nothing of it.
"""

from typing import Any

from app.outcome import Outcome
from app.parts.clause import reference
from app.parts.family import steps_heading, supposed
from app.parts.headline import sureness, what_to_have_ready
from app.parts.lines import Line, clauses_of
from app.parts.markup import Markup, join, table, tag
from app.texts import Texts
from engine.content import Library
from engine.listing import period_of
from engine.wording import HOTLINE

Json = dict[str, Any]


def paper(
    outcome: Outcome, rows: list[Line], said: list[tuple[str, str]], day: str, content: Library, t: Texts
) -> Markup:
    """The sheet. `said`: (name, answer); `day`: when it was printed."""
    answer = outcome.answer
    assert answer is not None
    name = answer["short_name"]
    inside: list[object] = [tag("h1", t("看病能报多少")), tag("p", t("估算,不是结算单"), class_="mb-tag")]
    if answer["computable"]:
        inside += _figures(outcome, answer, rows, name, t)
    else:
        whys = dict.fromkeys(layer["why"] for layer in answer["layers"] if layer.get("why"))
        inside += [tag("p", t("按{name},这里算不出金额。", name=name)), *(tag("p", why) for why in whys)]
        inside.append(tag("p", answer["ask_for"]) if answer.get("ask_for") else None)
    told = [one["text"] for one in answer["warnings"] if one["code"] != "assumed"]
    if told:
        inside.append(_part(t("要留意"), tag("ul", *(tag("li", text) for text in told))))
    if said:
        given = [tag("li", label, " ", tag("b", text)) for label, text in said]
        inside.append(_part(t("按这些算的"), tag("ul", *given, class_="mb-columns")))
    cited = [tag("li", reference(clause, content, t)) for clause in clauses_of(answer)]
    scheme = t("{name},管 {period}", name=answer["scheme_name"], period=period_of(outcome.scheme, t.words))
    inside.append(_part(t("条款"), tag("p", scheme), tag("ol", *cited)))
    inside.append(
        tag("p", t("最后以医保窗口的结算单为准。拿不准问当地医保窗口,或打 {phone}。", phone=HOTLINE), class_="mb-who")
    )
    inside.append(tag("p", t("{day} 打印。这页纸只在您手里,我们没有留底。", day=day)))
    return tag("div", *inside, class_="mb-paper")


def _figures(outcome: Outcome, answer: Json, rows: list[Line], name: str, t: Texts) -> list[object]:
    by = t("按{name}", name=name)
    found: list[object] = []
    if not answer["in_force"]:
        found.append(tag("p", t("注意:看病那天,这份规定不管用。下面是“要是在那段时间里”的数。")))
    for number, (label, amount) in enumerate(what_to_have_ready(answer, t)):
        text = join(label, " ", tag("strong", amount), " ", by)
        found.append(tag("p", text, class_="mb-first" if number == 0 else None))
    found += [tag("p", line) for line in sureness(answer, t)]
    found += [tag("p", text) for text in supposed(outcome, t)]
    found.append(tag("p", steps_heading(answer, t)))
    cells: list[object] = []
    for row in rows:
        amount = t("算不了") if row.amount is None else t.money(row.amount)
        how = t("{note}(按{name})", note=row.note, name=row.rules) if row.layer else row.note
        cells.append([f"{row.sign} {row.label}".strip(), how, amount])
    caption = t("从单子到自己出(按{name})", name=name)
    found.append(table(caption, [t("项目"), t("怎么算"), t("元")], cells))
    found.append(tag("p", answer["not_held"]) if answer.get("not_held") else None)
    return found


def _part(heading: str, *inside: object) -> Markup:
    return tag("section", tag("h2", heading), *inside)
