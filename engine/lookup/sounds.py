"""A question typed as pinyin without tones, put into Chinese by the sound of the words that we know."""

from functools import lru_cache

from engine.content import Library
from engine.lookup.index import opened
from engine.lookup.signs import alias_file
from engine.talk.plain import is_han
from engine.talk.vocabulary import Vocabulary, sound_of

LONGEST_SYLLABLE = 6
LEAST_SYLLABLES = 2


def in_chinese(plain: str, words: Vocabulary) -> str | None:
    """The Chinese of a plain text (see `engine.talk.plain`) that is pinyin; None where it is not, or nothing of it is
    known. Names of places stay as they are typed: some sound alike."""
    if not plain.isascii() or not any(char.isalpha() for char in plain):
        return None
    told: list[str] = []
    run, last = "", 0
    for hit in [*words.regions.longest(plain), None]:
        for token in plain[last : hit.start if hit else None].split():
            if not token.isalpha():
                continue
            if not _ends(token)[0]:
                return None
            run += token
        told.append(_words_of(run, words))
        run = ""
        if hit:
            told.append(plain[hit.start : hit.end])
            last = hit.end
    chinese = " ".join(part for part in told if part)
    return chinese if any(map(is_han, chinese)) else None


def _words_of(sound: str, words: Vocabulary) -> str:
    """Known words by their sound, the longest first; what is between them by pairs that the index knows."""
    known, ends = _known(words), _ends(sound)
    told: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(sound):
        end = next((e for e in range(len(sound), at, -1) if ends[e] and sound[at:e] in known), None)
        if end is None:
            end = next(
                e
                for e in range(min(len(sound), at + LONGEST_SYLLABLE), at, -1)
                if ends[e] and sound[at:e] in _syllables()
            )
            unknown.append(sound[at:end])
        else:
            told += [*_by_pairs(unknown, words.content), known[sound[at:end]]]
            unknown = []
        at = end
    return " ".join([*told, *_by_pairs(unknown, words.content)])


def _by_pairs(syllables: list[str], content: Library) -> list[str]:
    """The pairs of characters that the index knows by these sounds, the commonest of each."""
    base = opened(content)
    pairs = ["".join(syllables[n : n + 2]) for n in range(len(syllables) - 1)]
    asked = "SELECT sign FROM rarity WHERE sound = ? AND sign > '一' ORDER BY entries DESC LIMIT 1"  # no message
    found = [base.execute(asked, (pair,)).fetchone() for pair in pairs]
    return [row[0] for row in found if row]


def _ends(sound: str) -> list[bool]:
    """For each place of a text whether what follows can be cut into syllables; the last one is True."""
    fits = [False] * len(sound) + [True]
    for at in range(len(sound) - 1, -1, -1):
        fits[at] = any(
            fits[end] and sound[at:end] in _syllables()
            for end in range(at + 1, min(len(sound), at + LONGEST_SYLLABLE) + 1)
        )
    return fits


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """All syllables of Mandarin without tones."""
    common = "".join(chr(code) for code in range(0x4E00, 0x9FA6))
    return frozenset(one for char in common for one in sound_of(char) if one.isascii() and one.isalpha())


@lru_cache(maxsize=4)
def _known(words: Vocabulary) -> dict[str, str]:
    """Every word of the vocabulary that is all Chinese -> by its sound in one piece; the first of a sound counts."""
    every = [*words.spellings.by_sound, *words.spellings.as_pinyin]
    every += [word for one in words.topic_words.topics for word in one.words]
    every += [word for group in alias_file(words.content).groups for word in group]
    found: dict[str, str] = {}
    for word in every:
        if len(word) >= LEAST_SYLLABLES and all(map(is_han, word)):
            found.setdefault("".join(sound_of(word)), word)
    return found
