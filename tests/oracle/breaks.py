"""The amounts at which a scheme's payout bends: where tests look first, a fen below, at, and a fen above."""

from decimal import ROUND_HALF_UP, Decimal

from tests.oracle import chongqing_2013, guanxian_2018
from tests.oracle.sheet import FEN, ZERO


def _whole(amounts: set[Decimal]) -> tuple[Decimal, ...]:
    return tuple(sorted(amount.quantize(FEN, ROUND_HALF_UP) for amount in amounts if amount >= 0))


def _chongqing() -> set[Decimal]:
    """Deductibles, and the bills at which a cap or a quota is full."""
    found = {Decimal(60), Decimal(85), Decimal(100), Decimal(400)}
    for level, deductible in chongqing_2013.DEDUCTIBLE.items():
        found |= {deductible, deductible * chongqing_2013.DEDUCTIBLE_TIMES}
        for more in range(3):
            chronic = chongqing_2013.CHRONIC_CAP + more * chongqing_2013.CHRONIC_CAP_MORE
            found.add(chronic / chongqing_2013.CHRONIC_RATE[level])
        for tier, rates in chongqing_2013.RATE.items():
            for cap in (chongqing_2013.CAP[tier], chongqing_2013.CHILD_CAP[tier]):
                found.add(cap / rates[level] + deductible)
    return found


def _guanxian() -> set[Decimal]:
    """Deductibles, caps, and the bills whose own share reaches a serious-illness edge."""
    found = {Decimal(100), Decimal(240), Decimal("1211.11"), Decimal(10000) / Decimal("0.65")}
    edges = [Decimal(12000), Decimal(100000), Decimal(200000), Decimal("501538.47")]
    for level, full in guanxian_2018.DEDUCTIBLE.items():
        for deductible in (full, full / 2, ZERO):
            found.add(deductible)
            for rate, cap in (
                (guanxian_2018.RATE[level], guanxian_2018.MAIN_CAP),
                (guanxian_2018.ACCIDENT_RATE, guanxian_2018.ACCIDENT_CAP),
            ):
                found.add(cap / rate + deductible)
                for edge in edges:
                    below_cap = (edge - deductible * rate) / (1 - rate)
                    found.add(below_cap if (below_cap - deductible) * rate <= cap else edge + cap)
    found |= {Decimal(120000) / Decimal("0.65")} | {edge / Decimal("0.35") for edge in edges[:2]}
    return found


# By scheme: of the whole in-scope bill where the basic layer is computed, else of what a later layer runs over.
IN_SCOPE = {
    "chongqing-2013": _whole(_chongqing()),
    "guanxian-2018": _whole(_guanxian()),
    "beijing-1995": _whole({Decimal(edge) for edge in (0, 2000, 5000, 10000, 30000, 50000)}),
}
BURDEN = {
    "liaoning-2013": _whole({ZERO, Decimal(5000), Decimal(10000), Decimal(20000)}),
    "liaoyang-2013": _whole({ZERO, Decimal(5000), Decimal(10000), Decimal(20000)}),
    "ankang-2016": _whole({Decimal(edge) for edge in (0, 10000, 11000, 20000, 30000, 50000, 100000)}),
    "wujiang-cii": _whole({Decimal(edge) for edge in (0, 2000, 3500, 4000, 7000)}),
    "guiyang-county-2018": _whole({Decimal(edge) for edge in (0, 2500, 3000, 5000, 10000, 60000)}),
    "employee-large-claims-40k": _whole({Decimal(edge) for edge in (0, 20000, 40000)}),
}
# The part above the ceiling; the last is where the cap of the fund is full.
ABOVE_CEILING = _whole({ZERO, Decimal(40000), Decimal(80000), Decimal(80000) + Decimal(80000) / Decimal("0.95")})
SELF_FUNDED = _whole({ZERO, Decimal(3000), Decimal(6000), Decimal(15000), Decimal(30000)})
