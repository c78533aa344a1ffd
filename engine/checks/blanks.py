"""Blanks: what `mingbai new-scheme` left for a person to fill in, and nobody has."""

from engine.checks.faults import Faults, Where
from engine.document import Document

BLANK = "待填"  # no message: how the skeleton writes it


def has_blanks(document: Document, faults: Faults) -> bool:
    """Whether anything of a file is still blank; each is a fault, and the file is not looked at further."""
    before = len(faults.found)
    _look(document.content, (), document, faults)
    if len(faults.found) == before:
        return False
    faults.mended(document, ())  # what other files miss in this one is no news
    return True


def _look(part: object, at: Where, document: Document, faults: Faults) -> None:
    for key, inside in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        place = (*at, key)
        if BLANK in str(key) or (isinstance(inside, str) and BLANK in inside):
            faults.at(
                document,
                place,
                "“{name}”还没填。照通知写上;通知里没有的,这一条删掉。",
                name=next(name for name in reversed(place) if isinstance(name, str)),
            )
        else:
            _look(inside, place, document, faults)
