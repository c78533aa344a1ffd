"""The deductible (起付线): what a person bears first."""

from engine.columns import Ints, least, most


def per_stay(base: Ints, deductible: Ints) -> tuple[Ints, Ints]:
    """(deductible taken, amount left for the rate), fen: never more is taken than there is."""
    taken = least(base, deductible)
    return taken, base - taken


def once_a_year(base: Ints, due: Ints, already: Ints) -> tuple[Ints, Ints]:
    """The same where one deductible serves the year: only what of `due` is not `already` borne is taken."""
    return per_stay(base, most(due - already, 0))
