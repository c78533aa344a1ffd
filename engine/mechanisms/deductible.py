"""The deductible (起付线): what a person bears first."""

import numpy as np

from engine.money import Ints


def per_stay(base: Ints, deductible: Ints) -> tuple[Ints, Ints]:
    """(deductible taken, amount left for the rate), fen: never more is taken than there is."""
    taken = np.minimum(base, deductible)
    return taken, base - taken


def once_a_year(base: Ints, due: Ints, already: Ints) -> tuple[Ints, Ints]:
    """The same where one deductible serves the year: only what of `due` is not `already` borne is taken."""
    return per_stay(base, np.maximum(due - already, 0))
