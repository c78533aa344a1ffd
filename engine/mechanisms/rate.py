"""The rate (报销比例), also one that the settlement sheet states because our source lacks it."""

from engine.columns import Ints, choose, least, most
from engine.money import FULL_RATE, from_basis_points, share

LOST = -1  # a rate that the source does not give


def stated(rate: Ints, on_sheet: Ints, times: Ints, points: Ints) -> Ints:
    """Fills a lost rate from the sheet, with the scheme's own × and points applied; LOST where there is none.

    All in basis points; the result is between 0 and 100%.
    """
    adjusted = least(most(from_basis_points(on_sheet * times) + points, 0), FULL_RATE)
    return choose(rate == LOST, choose(on_sheet < 0, LOST, adjusted), rate)


def pay(amount: Ints, rate: Ints) -> Ints:
    """Fen paid: the rate of the amount, half up."""
    return share(amount, rate)
