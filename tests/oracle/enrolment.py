"""国办发〔2024〕38号 a second time, in Decimal: months of waiting, and the bonuses to the serious-illness ceiling."""

from decimal import Decimal


def months(lapsed: int, repaired: int, first_counts: bool) -> int:
    """Three months, one more a lapsed year, one less a year paid off; at least six after four years in a row."""
    wait = 3
    for year in range(1, lapsed + 1):
        if year > 1 or first_counts:
            wait += 1
    for _ in range(repaired):
        if wait > 3:
            wait -= 1
    if lapsed >= 4 and wait < 6:
        return 6
    return wait


def raised(straight: int, zero_claim: int, per_time: Decimal, cap: Decimal) -> Decimal:
    """Every straight year after the fourth and every year without a claim, within a fifth of the ceiling."""
    total = Decimal(0)
    for year in range(1, straight + 1):
        if year > 4:
            total += per_time
    total += zero_claim * per_time
    return min(total, cap / 5)
