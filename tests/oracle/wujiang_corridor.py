"""Wujiang's risk corridor a second time, in Decimal: part nine of the document, words by words.

Within 97% to 103% the insurer is alone. Of what lies below 97% it takes 50%, but no more than 4% of the premium, the
rest goes to a special fund; of what lies above 103% it bears 50%, the pooled fund 25%, the district 25%.
"""

from decimal import ROUND_HALF_UP, Decimal

FEN = Decimal("0.01")


def fen(amount: Decimal) -> Decimal:
    """To the fen, half up."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def shared(premium: Decimal, cost: Decimal) -> dict[str, Decimal]:
    """Party -> what it takes beyond the corridor, yuan; what it pays is below 0. Nothing within the corridor."""
    low, high = fen(premium * Decimal("0.97")), fen(premium * Decimal("1.03"))
    if cost < low:
        kept = min(fen((low - cost) * Decimal("0.5")), fen(premium * Decimal("0.04")))
        return {"insurer": kept, "special_fund": low - cost - kept}
    if cost > high:
        insurer, fund = fen((cost - high) * Decimal("0.5")), fen((cost - high) * Decimal("0.25"))
        return {"insurer": -insurer, "pooled_fund": -fund, "district": -(cost - high - insurer - fund)}
    return {}
