"""A comparison as text for a terminal: which pays more, layer by layer with its clauses, what to know."""

from collections.abc import Iterator
from typing import Any

from engine.clauses import clause_text, grade_in_words
from engine.compare.headline import headline, more_or_less, not_yet_found, of_side, one_sided, paid_a_year
from engine.compare.rows import SIDES
from engine.content import Library
from engine.money import grouped, parse_yuan
from engine.wording import HOTLINE, Words

Json = dict[str, Any]
IN_HEADLINE = ("not_in_force", "away_only", "caps", "only_serious")  # codes of notes that stand there
TOLD_ELSEWHERE = ("assumed", "not_covered", "waiting_period")  # in the reason of a layer


def as_text(found: Json, words: Words, content: Library) -> str:
    """The comparison in lines."""
    lines = [
        words("两样比一比(估算,不是结算单)"),
        words("甲:{name}", name=found["a"]["name"]),
        words("乙:{name}", name=found["b"]["name"]),
        "",
        *headline(found, words),
        "",
        *_layers(found, words),
    ]
    if found["not_registered"]:
        lines += ["", *cost_lines(found["not_registered"], words)]
    if told := notes(found, words):
        lines += ["", words("要留意:"), *(f"  · {one}" for one in told)]
    cited = dict.fromkeys(code for row in found["differences"] for side in SIDES for code in row[f"clauses_{side}"])
    if cited or premiums(found):
        lines += ["", words("条款:"), *(f"  {code} {clause_text(code, words, content)}" for code in cited)]
        lines += list(dict.fromkeys(_sure_of(one, words) for one in premiums(found)))
    return "\n".join([*lines, "", words("最后以当地医保窗口为准;拿不准打 {phone}。", phone=HOTLINE)])


def premiums(found: Json) -> list[Json]:
    """What is paid for a year of cover, as far as it is told."""
    told = [one for one in (found["not_registered"], found["premium_apart"]) if one]
    return [premium for one in told for premium in one["premium"]]


def _sure_of(one: Json, words: Words) -> str:
    """The clause of a premium, and how good our copy of it is."""
    return f"  {one['clause']} {one['text']}{words.aside([grade_in_words(one['grade'], words)])}"


def side_amount(amount: str | None, side: Json, words: Words) -> str:
    """What a side pays in a layer; in words where there is no figure."""
    if amount is not None:
        return words("{amount} 元", amount=grouped(amount))
    return words("不报") if side.get("not_registered") else words("没有数")


def gap_in_words(row: Json, found: Json, words: Words) -> str:
    """The difference of a layer; in words where there is none to tell."""
    if row["gap"] is None or one_sided(row, found):
        return words("差多少说不准")
    return words("乙{gap}", gap=more_or_less(row["gap"], words))


def _layers(found: Json, words: Words) -> Iterator[str]:
    for row in found["differences"]:
        values = {side: side_amount(row[side], found[side], words) for side in SIDES}
        yield words("{layer}:甲 {a},乙 {b};{gap}", layer=row["what"], gap=gap_in_words(row, found, words), **values)
        yield f"  {row['why']}"
        for side, says in zip(SIDES, (words("甲"), words("乙")), strict=True):
            if row[f"clauses_{side}"]:
                yield f"  {says} [{' '.join(row[f'clauses_{side}'])}]"
    own = {side: grouped(found[side]["self_pay"]) for side in SIDES if computed(found[side])}
    if len(own) == len(SIDES) and not any(one_sided(row, found) for row in found["differences"]):
        yield words("最后自己出:甲 {a} 元,乙 {b} 元", **own)


def computed(side: Json) -> bool:
    """Whether every layer of a side is worked out, so that its sums may be shown."""
    return side["computable"] and all(layer["computed"] for layer in side["layers"])


def cost_lines(cost: Json, words: Words) -> list[str]:
    """What it would cost not to register: what a year costs, and what is lost less that; how much is lost stands in
    the headline, if it is known."""
    lines = [words("不参保,这张单子一分不报,全部自己出。")]
    lines += paid_a_year(cost["premium"], words)
    for one in cost["premium"]:
        lines += _set_against(one, words)
    if cost["next_year"]:
        lines.append(not_yet_found(cost["next_year"], words))
    return [*lines, cost["why"]] if cost["why"] else lines


def _set_against(one: Json, words: Words) -> Iterator[str]:
    """What a bill is worth against a premium; where that is nothing there is nothing to set."""
    if not parse_yuan(one["amount"]):
        return
    net, told = one["net"] or one["net_at_least"], []
    if net is not None:
        amount, short = grouped(net.removeprefix("-")), net.startswith("-")
        if not short and one["net"] is not None:
            told.append(words("交的钱扣掉,不参保还是多花 {amount} 元。", amount=amount))
        elif not short:
            told.append(words("交的钱扣掉,不参保至少还是多花 {amount} 元。", amount=amount))
        elif one["net"] is not None:
            told.append(words("这一张单子报的还不到交的钱,差 {amount} 元;可是病多重,事先不知道。", amount=amount))
    if one["bill"] is not None:
        told.append(words("这样的看病,能报的费用到 {amount} 元,报的就抵得上一年交的钱。", amount=grouped(one["bill"])))
    if one["who"] and told:
        values = {"who": one["who"], "amount": grouped(one["amount"])}
        yield words("{who}交 {amount} 元的:{told}", told=words.joined(told), **values)
    else:
        yield from told


def notes(found: Json, words: Words) -> list[str]:
    """What is otherwise than one might think, of which side where that matters; not what a layer's reason says."""
    reasons = " ".join(row["why"] for row in found["differences"])
    told = [of_side(one["text"], one["side"], found, words) for one in found["notes"] if one["code"] not in IN_HEADLINE]
    for side in SIDES:
        ours, theirs = (found[one] for one in (side, "b" if side == "a" else "a"))
        shared = {one["text"] for one in theirs["warnings"]} if ours["scheme"] == theirs["scheme"] else set()
        for one in ours["warnings"]:
            if one["code"] not in TOLD_ELSEWHERE and one["text"] not in reasons:
                told.append(of_side(one["text"], "both" if one["text"] in shared else side, found, words))
        read = list(dict.fromkeys(one["name"] for one in found["facts"] if one[side]))
        if read:
            told.append(words("只有{name}看这些:{facts}。", name=ours["name"], facts=words.list(read)))
    return list(dict.fromkeys(told))
