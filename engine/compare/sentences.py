"""A comparison as text for a terminal: which pays more, layer by layer with its clauses, what to know."""

from collections.abc import Iterator
from typing import Any

from engine.clauses import clause_text, grade_in_words
from engine.compare.rows import SIDES
from engine.content import Library
from engine.money import grouped, grouped_yuan, parse_yuan
from engine.wording import HOTLINE, Words

Json = dict[str, Any]
UNCONFIRMED = ("A-", "B")  # grades that are told beside the figure
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
    if cited:
        lines += ["", words("条款:"), *(f"  {code} {clause_text(code, words, content)}" for code in cited)]
    return "\n".join([*lines, "", words("最后以当地医保窗口为准;拿不准打 {phone}。", phone=HOTLINE)])


def headline(found: Json, words: Words) -> list[str]:
    """Which side pays more and by how much, how sure that is, and what is left out of it."""
    found = _as_stated(found)
    lines = []
    if found["gap"] is None:
        lines.append(words("两样差多少,这里算不出:有一层规定没写全,不给数。"))
    else:
        lines.append(which_pays_more(found, words))
    return [*lines, *_how_sure(found, words), *_left_out(found, words)]


def _as_stated(found: Json) -> Json:
    """The comparison with the caps as the schemes state them; that they are is one of its notes."""
    return {**found, **found.get("gap_as_stated", {})}


def _how_sure(found: Json, words: Words) -> Iterator[str]:
    if found["gap_exact"]:
        return
    low, high = (found["gap_bounds"][end] for end in ("low", "high"))
    yield words("差多少,一定{range}。", range=range_in_words(low, high, found, words))
    if found.get("gap_outer"):
        yield words("这个范围可能说宽了,不会说窄。")
    if likely := found.get("gap_likely"):
        yield words("少见的情况不算,{range}。", range=range_in_words(likely["low"], likely["high"], found, words))


def _left_out(found: Json, words: Words) -> Iterator[str]:
    """The layers that only one side's rules have: the difference counts them for nothing on the other."""
    for side in SIDES:
        rows = found["differences"] if not found[side].get("not_registered") else []
        lost = [row["what"] for row in rows if row[side] is None and row["gap"] is not None]
        if lost:
            names = words("、").join(lost)
            yield words("{name}的{layers},规定不在我们手里,这里没有算。", name=found[side]["name"], layers=names)


def one_sided(row: Json, found: Json) -> bool:
    """Whether a layer is one that only one side's rules have: it may be as much on the other."""
    return any(row[side] is None and not found[side].get("not_registered") for side in SIDES)


def which_pays_more(found: Json, words: Words) -> str:
    """The difference in a sentence: over the layers that both sides' rules have."""
    usual = "" if _as_stated(found)["gap_exact"] else words("没说的按平常情况,")
    both = [row for row in found["differences"] if not one_sided(row, found)]
    if len(both) < len(found["differences"]):
        usual += words("只比两样都有规定的几层,")
    gap = sum(_fen(row["gap"]) for row in both if row["gap"] is not None)
    if not gap:
        return words("{usual}两样报得一样多。", usual=usual)
    values = {"name": found["a" if gap < 0 else "b"]["name"], "amount": grouped_yuan(abs(gap))}
    return words("{usual}{name}多报 {amount} 元。", usual=usual, **values)


def _fen(amount: str) -> int:
    return -parse_yuan(amount[1:]) if amount.startswith("-") else parse_yuan(amount)


def range_in_words(low: str | None, high: str | None, found: Json, words: Words) -> str:
    """A range of the difference, said of what the second side pays more or less than the first."""
    name = found["b"]["name"]
    if low is None and high is None:
        return words("说不准:{name}可能多报,也可能少报", name=name)
    if low is None or high is None:
        end = str(high if low is None else low)
        amount, less = grouped(end.removeprefix("-")), end.startswith("-")
        if (low is None) == less:  # no more than a lack, no less than a surplus
            how = words("至少少报 {amount} 元", amount=amount) if less else words("至少多报 {amount} 元", amount=amount)
        else:
            how = words("最多少报 {amount} 元", amount=amount) if less else words("最多多报 {amount} 元", amount=amount)
        return words("是:{name}{how}", name=name, how=how)
    least, most = more_or_less(low, words), more_or_less(high, words)
    return words("在这中间:{name}{least},到{most}", name=name, least=least, most=most)


def more_or_less(amount: str, words: Words) -> str:
    """A signed difference: "-12.00" -> 少报 12.00 元."""
    if amount == "0.00":
        return words("报一样多")
    said = grouped(amount.removeprefix("-"))
    return words("少报 {amount} 元", amount=said) if amount.startswith("-") else words("多报 {amount} 元", amount=said)


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
    """What it would cost not to register."""
    lines = [words("不参保,这张单子一分不报。")]
    if cost["lost"] is not None:
        lines = [words("不参保,这张单子少报 {amount} 元,全部自己出。", amount=grouped(cost["lost"]))]
    for one in cost["premium"]:
        lines += _premium_lines(one, words)
    return [*lines, cost["why"]] if cost["why"] else lines


def _premium_lines(one: Json, words: Words) -> Iterator[str]:
    """A premium with its clause, and what the bill is worth against it; where it is nothing there is nothing to set."""
    values = {**one, "amount": grouped(one["amount"]), "sure": grade_in_words(one["grade"], words)}
    if one["grade"] in UNCONFIRMED:
        yield words("参保一年交 {amount} 元:{text}[{clause},{sure}]", **values)
    else:
        yield words("参保一年交 {amount} 元:{text}[{clause}]", **values)
    if not parse_yuan(one["amount"]):
        return
    if one["net"] is not None:
        amount = grouped(one["net"].removeprefix("-"))
        if one["net"].startswith("-"):
            yield words("这一张单子报的还不到交的钱,差 {amount} 元;可是病多重,事先不知道。", amount=amount)
        else:
            yield words("交的钱扣掉,不参保还是多花 {amount} 元。", amount=amount)
    if one["bill"] is not None:
        yield words("这样的看病,能报的费用到 {amount} 元,报的就抵得上一年交的钱。", amount=grouped(one["bill"]))


def notes(found: Json, words: Words) -> list[str]:
    """What is otherwise than one might think, of which side where that matters."""
    told = [_of_side(one["text"], one["side"], found, words) for one in found["notes"]]
    for side in SIDES:
        ours, theirs = (found[one] for one in (side, "b" if side == "a" else "a"))
        shared = {one["text"] for one in theirs["warnings"]} if ours["scheme"] == theirs["scheme"] else set()
        for one in ours["warnings"]:
            if one["code"] not in TOLD_ELSEWHERE:
                told.append(_of_side(one["text"], "both" if one["text"] in shared else side, found, words))
        read = list(dict.fromkeys(one["name"] for one in found["facts"] if one[side]))
        if read:
            told.append(words("只有{name}看这些:{facts}。", name=ours["name"], facts=words("、").join(read)))
    return list(dict.fromkeys(told))


def _of_side(text: str, side: str, found: Json, words: Words) -> str:
    """What is said, and of which side; not where that is plain."""
    if side == "both" or found["not_registered"] or found[side]["short_name"] in text:
        return text
    return words("{name}:{why}", name=found[side]["name"], why=text)
