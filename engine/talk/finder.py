"""Finds many words in a text at once."""

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Hit(NamedTuple, Generic[T]):
    """A word found: from `start` up to `end`, and what it stands for."""

    start: int
    end: int
    what: T


class Finder(Generic[T]):
    """Words by their first character; a word in Latin letters counts only whole."""

    def __init__(self, words: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[str, T]]] = {}
        for word, what in words:
            self._by_first.setdefault(word[0], []).append((word, what))

    def every(self, text: str) -> Iterator[Hit[T]]:
        """Every word at every place, overlapping ones too."""
        for start, char in enumerate(text):
            for word, what in self._by_first.get(char, ()):
                if text.startswith(word, start) and _whole(text, start, start + len(word)):
                    yield Hit(start, start + len(word), what)

    def longest(self, text: str) -> list[Hit[T]]:
        """Words that do not overlap, the longest first, in order of the text."""
        return longest(self.every(text))


def longest(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """Of overlapping hits the longest, then the first."""
    kept: list[Hit[T]] = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, one.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda one: one.start)


def _whole(text: str, start: int, end: int) -> bool:
    first, last = text[start], text[end - 1]
    if first.isascii() and first.isalnum() and start and text[start - 1].isascii() and text[start - 1].isalnum():
        return False
    follows = text[end : end + 1]
    return not (last.isascii() and last.isalnum() and follows.isascii() and follows.isalnum())
