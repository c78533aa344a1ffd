"""The rate (报销比例), also one that the settlement sheet states because our source lacks it."""

from engine.columns import Ints, choose, least, most
from engine.money import FINE_RATE, FULL_RATE, share

LOST = -1  # a rate that the source does not give


def stated(rate: Ints, on_sheet: Ints, times: Ints, points: Ints) -> Ints:
    """Fills a lost rate from the sheet, with the scheme's own × and points applied; LOST where there is none.

    All taken in basis points; the result, between 0 and 100%, in hundred-millionths (`FINE_RATE` = 100%), so that
    nothing is rounded before the money is.
    """
    adjusted = least(most(on_sheet * times + points * FULL_RATE, 0), FINE_RATE)
    return choose(rate == LOST, choose(on_sheet < 0, LOST, adjusted), rate * FULL_RATE)


def pay(amount: Ints, rate: Ints) -> Ints:
    """Fen paid: the rate of the amount, half up."""
    return share(amount, rate)
