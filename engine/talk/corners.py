"""Loose amounts at their ends: the corners between which what is paid lies, for every amount that was said loosely."""

from itertools import product

from engine.facts import EXCLUSIONS

Ends = dict[str, tuple[int, int]]  # path -> least and most, fen
Corner = dict[str, int]  # path -> fen
MOST_CORNERS = 16


def corners(loose: Ends, told: Corner) -> list[Corner]:
    """Each loose amount (of a visit) at its least or most, in every combination; what is paid rises or falls with each
    of them, so it lies between what these pay. `told`: the amounts that were said exactly.

    Where they are too many, what lies outside the list stays open as if nothing had been said of it, and bills go up
    and down together. A corner in which the parts come to more than the bill is moved to where they just fit.
    """
    parts = [path for path in loose if path.rpartition(".")[2] in EXCLUSIONS]
    wholes = [path for path in loose if path not in parts]
    found: list[Corner] = [dict(zip(wholes, ends, strict=True)) for ends in product(*(loose[path] for path in wholes))]
    if len(found) > MOST_CORNERS:
        found = [{path: loose[path][end] for path in wholes} for end in (0, 1)]
    for path in parts:
        if 2 * len(found) <= MOST_CORNERS:
            found = [{**corner, path: end} for corner in found for end in loose[path]]
    return [_fitting(corner, loose, told) for corner in found]


def _fitting(corner: Corner, loose: Ends, told: Corner) -> Corner:
    """The corner, or the nearest place where no bill is less than its parts, if there is one."""
    fitted = dict(corner)
    bills = dict.fromkeys(path.partition(".bill.")[0] for path in corner if ".bill." in path)
    for visit in bills:
        total, parts = f"{visit}.bill.total", [f"{visit}.bill.{name}" for name in EXCLUSIONS]
        known = {**told, **fitted}
        if total not in known:
            continue
        above = sum(known.get(path, 0) for path in parts) - known[total]
        if above > 0 and total in loose:
            raised = min(above, loose[total][1] - fitted[total])
            fitted[total] += raised
            above -= raised
        for path in parts:
            if above > 0 and path in fitted:
                lowered = min(above, fitted[path] - loose[path][0])
                fitted[path] -= lowered
                above -= lowered
    return fitted
