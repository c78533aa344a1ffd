"""The difference in a few sentences: which side is paid more, on what that rests, how sure it is, what is left out."""

from collections.abc import Iterator
from typing import Any

from engine.clauses import grade_in_words
from engine.compare.rows import SIDES
from engine.money import grouped, grouped_yuan, parse_yuan
from engine.wording import Words

Json = dict[str, Any]
# Codes of notes that stand beside the first sentence, before and after it.
UNCONFIRMED = ("A-", "B")  # grades that are told beside the figure
FIRST, BESIDE = ("not_in_force", "away_only"), ("caps",)


def headline(found: Json, words: Words) -> list[str]:
    """Which side pays more and by how much, what that supposes, how sure it is, and what is left out of it."""
    lines = [*first_said(found, words), *beside(found, words), *further(found, words)]
    return [*lines, *premium_lines(found, words)]


def first_said(found: Json, words: Words) -> list[str]:
    """Which side pays more and by how much, or that it cannot be told."""
    told = _told(found, FIRST, words)
    return [*told, which_pays_more(found, words) if compared(found) else _nothing_compared(found, words)[0]]


def beside(found: Json, words: Words) -> list[str]:
    """What the first sentence supposes, or why there is no difference to tell: it stands right beside it."""
    return _told(found, BESIDE, words) if compared(found) else _nothing_compared(found, words)[1:]


def further(found: Json, words: Words) -> list[str]:
    """How sure that is, and what is left out of it."""
    if not compared(found):
        return []
    stated = as_stated(found)
    return [*_how_sure(stated, words), *_left_out(stated, words)]


def as_stated(found: Json) -> Json:
    """The comparison with the caps as the schemes state them; that they are is one of its notes."""
    return {**found, **found.get("gap_as_stated", {})}


def of_side(text: str, side: str, found: Json, words: Words) -> str:
    """What is said, and of which side; not where that is plain."""
    if side == "both" or found["not_registered"] or found[side]["short_name"] in text:
        return text
    return words.of(found[side]["name"], text)


def _told(found: Json, codes: tuple[str, ...], words: Words) -> list[str]:
    told = [of_side(one["text"], one["side"], found, words) for one in found["notes"] if one["code"] in codes]
    return list(dict.fromkeys(told))


# ---- which pays more


def one_sided(row: Json, found: Json) -> bool:
    """Whether a layer is one that only one side's rules have: it may be as much on the other."""
    return any(row[side] is None and not found[side].get("not_registered") for side in SIDES)


def compared(found: Json) -> list[Json]:
    """The rows that both sides work out."""
    return [row for row in found["differences"] if row["gap"] is not None and not one_sided(row, found)]


def which_pays_more(found: Json, words: Words) -> str:
    """The difference in a sentence: over the layers that both sides' rules have."""
    found = as_stated(found)
    both = compared(found)
    supposed = _supposed(found, words)
    gap = sum(fen(row["gap"]) for row in both)
    lost = [row["what"] for row in found["differences"] if row["gap"] is None]
    if found["not_registered"]:
        return _without_cover(supposed, abs(gap), lost, words)
    if len(both) < len(found["differences"]):
        supposed += words("只比{layers},", layers=words.list(row["what"] for row in both))
    values = {"name": found["a" if gap < 0 else "b"]["name"], "amount": grouped_yuan(abs(gap))}
    said = words("{usual}{name}多报 {amount} 元。", usual=supposed, **values)
    if not gap:
        said = words("{usual}两样报得一样多。", usual=supposed)
    return words("{said}{layers}没有算。", said=said, layers=words.list(lost)) if lost else said


def _without_cover(supposed: str, amount: int, lost: list[str], words: Words) -> str:
    if not lost:
        return words("{usual}不参保,这张单子少报 {amount} 元。", usual=supposed, amount=grouped_yuan(amount))
    return words(
        "{usual}不参保,这张单子至少少报 {amount} 元({layers}还没有算)。",
        usual=supposed,
        amount=grouped_yuan(amount),
        layers=words.list(lost),
    )


def _supposed(found: Json, words: Words) -> str:
    """How the first sentence begins where it rests on something."""
    conditional = any(one["code"] in BESIDE for one in found["notes"])
    if _usual_taken(found):
        return words("没说的按平常情况,照下面的前提,") if conditional else words("没说的按平常情况,")
    return words("照下面的前提,") if conditional else ""


def _usual_taken(found: Json) -> bool:
    """Whether the amounts rest on usual values of what was not said."""
    return not found["gap_exact"] and (not _lost(found) or any(found[side]["unknown"] for side in SIDES))


def _lost(found: Json) -> bool:
    return any(row["gap"] is None for row in found["differences"])


def fen(amount: str) -> int:
    """A signed amount in yuan as fen."""
    return -parse_yuan(amount[1:]) if amount.startswith("-") else parse_yuan(amount)


def _nothing_compared(found: Json, words: Words) -> list[str]:
    """Why there is no difference to tell; what is not held at all comes first."""
    if told := _told(found, ("only_serious",), words):
        how = words("单子上有基本医保已报的钱,填上去,大病保险这一层就能算。")
        return [*told, how]
    why = {side: _why_not(found[side]) for side in SIDES}
    reasons = list(dict.fromkeys(one for one in why.values() if one))
    if found["not_registered"]:
        return [words("参保能报多少算不出,所以比不了。"), *reasons]
    fewer = [side for side in SIDES if _lost_here_only(found, side)]
    if len(fewer) == 1:
        name, lost_layer = found[fewer[0]]["name"], _lost_here_only(found, fewer[0])[0]
        return [words("{name}算不出,所以比不了。", name=name), str(lost_layer["why"])]
    if all(why.values()):
        return [words("两样都算不出,所以比不了。"), *reasons]
    lost = next((found[side]["name"] for side in SIDES if why[side]), "")
    if not lost:
        return [words("两样的规定没有同一层是都能算的,所以比不了。")]
    return [words("{name}算不出,所以比不了。", name=lost), *reasons]


def _lost_here_only(found: Json, side: str) -> list[Json]:
    """The layers that a side does not work out and the other does."""
    other = found[next(one for one in SIDES if one != side)]
    held = {layer["layer"] for layer in other["layers"] if layer["computed"]}
    return [layer for layer in found[side]["layers"] if not layer["computed"] and layer["layer"] in held]


def _why_not(side: Json) -> str | None:
    """Why the first layer that a side does not work out is lost; None where it works out all."""
    return next((str(layer["why"]) for layer in side["layers"] if not layer["computed"]), None)


# ---- how sure


def _how_sure(found: Json, words: Words) -> Iterator[str]:
    if found["gap_exact"]:
        return
    low, high = (found["gap_bounds"][end] for end in ("low", "high"))
    if low is None or high is None:
        yield from _open(low, high, found, words)
    elif any(one["code"] in BESIDE for one in found["notes"]):
        yield words("前提不变的话,差多少一定{range}。", range=range_in_words(low, high, found, words))
    else:
        yield words("差多少,一定{range}。", range=range_in_words(low, high, found, words))
    if found.get("gap_outer") and None not in (low, high):
        yield words("这个范围可能说宽了,不会说窄。")
    if likely := found.get("gap_likely"):
        yield words("少见的情况不算,{range}。", range=range_in_words(likely["low"], likely["high"], found, words))


def _open(low: str | None, high: str | None, found: Json, words: Words) -> Iterator[str]:
    """That an end is open, and what would settle it."""
    told = found["not_registered"] and (_lost(found) or "0.00" in (low, high))  # nobody is paid more without cover
    ends = (low, high) != (None, None) and not told
    ranged = range_in_words(low, high, found, words) if ends else ""
    facts = words.joined(one["title"] for one in found["open_facts"])
    if facts:
        yield words("还有几件事没说,差多少不一定。最要紧的是:{facts}", facts=facts)
    if ranged:
        yield words("能说定的是:{range}。", range=ranged)


def range_in_words(low: str | None, high: str | None, found: Json, words: Words) -> str:
    """A range of the difference with at least one end, said of what the second side pays more or less than the
    first."""
    name = found["b"]["name"]
    if low is None or high is None:
        return words("{name}{how}", name=name, how=_one_end(low, high, words))
    least, most = more_or_less(low, words), more_or_less(high, words)
    return words("在这中间:{name}{least},到{most}", name=name, least=least, most=most)


def _one_end(low: str | None, high: str | None, words: Words) -> str:
    end = str(high if low is None else low)
    amount, less = grouped(end.removeprefix("-")), end.startswith("-")
    if end == "0.00":
        return words("不会多报") if low is None else words("不会少报")
    if (low is None) == less:  # no more than a lack, no less than a surplus
        return words("至少少报 {amount} 元", amount=amount) if less else words("至少多报 {amount} 元", amount=amount)
    return words("最多少报 {amount} 元", amount=amount) if less else words("最多多报 {amount} 元", amount=amount)


def more_or_less(amount: str, words: Words) -> str:
    """A signed difference: "-12.00" -> 少报 12.00 元."""
    if amount == "0.00":
        return words("报一样多")
    said = grouped(amount.removeprefix("-"))
    return words("少报 {amount} 元", amount=said) if amount.startswith("-") else words("多报 {amount} 元", amount=said)


# ---- what is left out, and what the sides cost a year


def _left_out(found: Json, words: Words) -> Iterator[str]:
    """The layers that only one side's rules have: the difference counts them for nothing on the other."""
    for side in SIDES:
        rows = found["differences"] if not found[side].get("not_registered") else []
        lost = [row["what"] for row in rows if row[side] is None and row["gap"] is not None]
        if lost:
            names = words.list(lost)
            yield words("{name}的{layers},规定不在我们手里,这里没有算。", name=found[side]["name"], layers=names)


def premium_lines(found: Json, words: Words) -> Iterator[str]:
    """What the sides cost a year where that differs, from which bill that is made up for, and how far each goes."""
    apart = found["premium_apart"]
    if apart is None:
        return
    yield from paid_a_year(apart["premium"], words)
    if apart["more"] not in (None, "0.00"):
        more = fen(apart["more"])
        values = {"name": found["b" if more > 0 else "a"]["name"], "amount": grouped_yuan(abs(more))}
        if apart["bill"] is None:
            yield words("{name}一年多交 {amount} 元。", **values)
        else:
            yield words(
                "{name}一年多交 {amount} 元;这样看病,能报的费用到 {bill} 元,两样报的就差出这么多。",
                bill=grouped(apart["bill"]),
                **values,
            )
    for cap in found["caps_apart"]:
        names = {f"name_{side}": found[side]["name"] for side in SIDES}
        amounts = {side: grouped(cap[side]) for side in SIDES}
        yield words("{what}一年最多报:{name_a} {a} 元,{name_b} {b} 元。", what=cap["what"], **names, **amounts)
    if apart["next_year"]:
        yield not_yet_found(apart["next_year"], words)


def paid_a_year(premiums: list[Json], words: Words) -> Iterator[str]:
    """What is paid for a year, and by whom: one sentence a year of cover."""
    for year in dict.fromkeys(one["year"] for one in premiums):
        told = [one for one in premiums if one["year"] == year]
        values = {
            "amounts": words.clauses(_one_premium(one, words) for one in told),
            "sure": words.aside(dict.fromkeys(doubt for one in told for doubt in _doubts(one, words))),
        }
        if year:
            yield words("参加{year}年的医保,一年交:{amounts}{sure}。", year=year, **values)
        else:
            yield words("参保一年交:{amounts}{sure}。", **values)


def _doubts(one: Json, words: Words) -> Iterator[str]:
    """What a person must know of a premium's figure: that it is a draft's, and how good our copy is."""
    if one["draft"]:
        yield words("征求意见稿上的数")
    if one["grade"] in UNCONFIRMED:
        yield grade_in_words(one["grade"], words)


def _one_premium(one: Json, words: Words) -> str:
    nothing = not parse_yuan(one["amount"])
    amount = words("不用交") if nothing else words("{amount} 元", amount=grouped(one["amount"]))
    return words("{who} {amount}", who=one["who"], amount=amount) if one["who"] else amount


def not_yet_found(year: str, words: Words) -> str:
    """That the premium of the next year is not in our hands."""
    before = str(int(year) - 1)
    return words("{year}年的医保({before}年秋天交)要交多少没有查到,请看当地的通知。", year=year, before=before)
