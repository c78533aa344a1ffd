"""Wujiang's risk corridor: at a given cost ratio, what the insurer, the funds and the district bear.

Its edges and shares are the figures of the clauses; nothing of them is written here.
"""

from dataclasses import dataclass
from typing import Literal

from engine.clauses import fillings, schemes_of
from engine.content import Library
from engine.errors import CaseError
from engine.money import FULL_RATE, MAX_FEN, grouped_yuan, half_up, percent, yuan
from engine.wording import Words
from engine.written import read

WITHIN, UNDER, OVER = "WJ-FIN-CORRIDOR", "WJ-FIN-UNDER", "WJ-FIN-OVER"
Party = Literal["insurer", "special_fund", "pooled_fund", "district"]


@dataclass(frozen=True)
class Share:
    """What one party takes (`amount` above 0: it keeps money; below 0: it pays), fen, and the clause that says so."""

    party: Party
    amount: int
    clause: str


@dataclass(frozen=True)
class Corridor:
    """A year of the contract, fen.

    `premium`, `cost`: the year's premium, and payouts with related cost; `low`, `high`: the corridor's edges;
    `beyond`: how far the cost lies outside it, below 0 under its lower edge, 0 within; `shares`: how `beyond` is shared
    out; `capped`: whether the insurer's share is cut at its ceiling; `insurer`: what the insurer gains or loses in all.
    """

    premium: int
    cost: int
    low: int
    high: int
    beyond: int
    shares: tuple[Share, ...]
    capped: bool
    insurer: int

    @property
    def clause(self) -> str:
        """The clause that decides."""
        return WITHIN if not self.beyond else UNDER if self.beyond < 0 else OVER

    @property
    def ratio(self) -> int:
        """Cost over premium, basis points."""
        found: int = half_up(self.cost * FULL_RATE, self.premium)
        return found


def has_corridor(content: Library) -> bool:
    """Whether a content folder has the clauses of the corridor."""
    try:
        return all(content.clause(one) for one in (WITHIN, UNDER, OVER))
    except KeyError:
        return False


def corridor(premium: int, cost: int, content: Library) -> Corridor:
    """Who bears what, from the premium and the payouts with related cost, fen.

    Each share is rounded half up once; the last party has what is left, so that they sum to the fen. CaseError for a
    premium of nothing or amounts too large.
    """
    if not 0 < premium <= MAX_FEN:
        raise CaseError("premium", "全年保费要大于 0,最多 {most} 元。", most=yuan(MAX_FEN))
    if not 0 <= cost <= MAX_FEN:
        raise CaseError("cost", "赔付加相关费用要在 0 到 {most} 元之间。", most=yuan(MAX_FEN))
    edges = (rate_of(WITHIN, "low", content), rate_of(WITHIN, "high", content))
    low, high = (half_up(premium * edge, FULL_RATE) for edge in edges)
    if cost < low:
        shares, capped = _under(low - cost, premium, content)
    else:
        shares, capped = (_over(cost - high, content), False) if cost > high else ((), False)
    beyond = min(0, cost - low) + max(0, cost - high)
    of_others = sum(one.amount for one in shares if one.party != "insurer")
    return Corridor(premium, cost, low, high, beyond, shares, capped, insurer=premium - cost - of_others)


def cost_at(premium: int, ratio: int) -> int:
    """Payouts with related cost (fen) at a cost ratio (basis points)."""
    found: int = half_up(premium * ratio, FULL_RATE)
    return found


def _under(shortfall: int, premium: int, content: Library) -> tuple[tuple[Share, ...], bool]:
    half = half_up(shortfall * rate_of(UNDER, "share", content), FULL_RATE)
    most = half_up(premium * rate_of(UNDER, "most", content), FULL_RATE)
    kept = min(half, most)
    return (Share("insurer", kept, UNDER), Share("special_fund", shortfall - kept, UNDER)), half > most


def _over(excess: int, content: Library) -> tuple[Share, ...]:
    insurer, fund = (half_up(excess * rate_of(OVER, name, content), FULL_RATE) for name in ("insurer", "fund"))
    parties: tuple[tuple[Party, int], ...] = (
        ("insurer", insurer),
        ("pooled_fund", fund),
        ("district", excess - insurer - fund),
    )
    return tuple(Share(party, -amount, OVER) for party, amount in parties)


def rate_of(clause_id: str, name: str, content: Library) -> int:
    """A rate of a clause (basis points) by its placeholder."""
    clause = content.clause(clause_id)
    return read(fillings(clause, schemes_of(clause.document, content))[name][0]).amount


def party_name(party: Party, words: Words) -> str:
    """What a party is called."""
    return {
        "insurer": words("保险公司"),
        "special_fund": words("医疗保障专项基金"),
        "pooled_fund": words("医保统筹基金"),
        "district": words("区政府"),
    }[party]


def in_words(found: Corridor, words: Words, content: Library) -> list[str]:
    """The result as sentences: where the ratio lies, who takes or pays what, and what the insurer is left with."""
    edges = {name: percent(rate_of(WITHIN, name, content)) for name in ("low", "high")}
    ratio = percent(found.ratio)
    if found.cost * FULL_RATE % found.premium:
        ratio = words("约 {amount}", amount=ratio)
    said = [_lies(found, ratio, edges, words), *(_share(one, found, words) for one in found.shares)]
    if found.insurer < 0:
        said.append(words("连同走廊里面的,保险公司这一年一共亏 {amount} 元。", amount=_yuan(found.insurer)))
    else:
        said.append(words("连同走廊里面的,保险公司这一年一共余 {amount} 元。", amount=_yuan(found.insurer)))
    return said


def _lies(found: Corridor, ratio: str, edges: dict[str, str], words: Words) -> str:
    if not found.beyond:
        return words("综合成本率 {ratio},在 {low} 到 {high} 之间:盈亏由保险公司自己担。", ratio=ratio, **edges)
    amount = _yuan(found.beyond)
    if found.beyond < 0:
        return words("综合成本率 {ratio},低于 {low}:低出来 {amount} 元,要分。", ratio=ratio, amount=amount, **edges)
    return words("综合成本率 {ratio},高于 {high}:超出来 {amount} 元,要分担。", ratio=ratio, amount=amount, **edges)


def _share(one: Share, found: Corridor, words: Words) -> str:
    said = {"party": party_name(one.party, words), "amount": _yuan(one.amount)}
    if one.amount < 0 or one.clause == OVER:
        return words("{party}担 {amount} 元。", **said)
    if one.party == "insurer" and found.capped:
        return words("{party}得 {amount} 元,到了上限。", **said)
    return words("{party}得 {amount} 元。", **said)


def _yuan(fen: int) -> str:
    return grouped_yuan(abs(fen))
