"""Gathers faults: each with file, line, column, what is wrong and the mend."""

from collections.abc import Iterable

from engine.document import Document
from engine.errors import ContentError

Where = tuple[str | int, ...]


class Faults:
    """Every fault found so far."""

    def __init__(self) -> None:
        self.found: list[ContentError] = []
        self._mended: set[tuple[str, Where]] = set()

    def add(self, place: str, template: str, /, **values: object) -> None:
        """A fault at "file:line:column"."""
        self.found.append(ContentError(place, template, **values))

    def at(self, document: Document, path: Iterable[str | int], template: str, /, **values: object) -> None:
        """A fault at a key or item of a file, or at the nearest thing around it; not where `mended` was said."""
        where = tuple(path)
        if not self.was_mended(document, where):
            self.add(document.place(document.known(where)), template, **values)

    def mended(self, document: Document, path: Iterable[str | int]) -> None:
        """This key was at fault and was filled in so that reading could go on: what follows from that is no news."""
        self._mended.add((str(document.path), _short(tuple(path))))

    def was_mended(self, document: Document, path: Iterable[str | int]) -> bool:
        """Whether this key was filled in."""
        return (str(document.path), _short(tuple(path))) in self._mended

    def misshapen(self, document: Document) -> bool:
        """Whether anything of this file was filled in, or it could not be read at all."""
        return not document.content or any(file == str(document.path) for file, _ in self._mended)

    def sorted(self) -> list[ContentError]:
        """By file, line and column; the same fault once."""
        return sorted({str(fault): fault for fault in self.found}.values(), key=_order)


def _short(path: Where) -> Where:
    """A list may stand for {"figures": list}: one path for both."""
    return tuple(part for part in path if part != "figures")


def _order(fault: ContentError) -> tuple[str, int, int]:
    file, line, column = fault.place.rsplit(":", 2)
    return file, int(line), int(column)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")
