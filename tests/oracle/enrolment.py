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


def raised(
    straight: int, zero_claim: int, per_time: Decimal, cap: Decimal, this_year: int, early_count: bool
) -> Decimal:
    """Every straight year after the fourth and every year without a claim, those from 2025 on, within a fifth of the
    ceiling. `early_count`: the years before 2025 count towards the four."""
    total = Decimal(0)
    counted = 0
    for year in range(this_year - straight + 1, this_year + 1):
        if year >= 2025 or early_count:
            counted += 1
        if year >= 2025 and counted > 4:
            total += per_time
    for year in range(this_year - zero_claim + 1, this_year + 1):
        if year >= 2025:
            total += per_time
    return min(total, cap / 5)
