"""Search: a person's own words to the rules that answer them, the best first; or plainly nothing."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.content import Library, library
from engine.lookup.entries import GLOSSARY
from engine.lookup.index import ENGLISH, TEXT, TITLE, mark, opened
from engine.lookup.signs import is_number, is_pair, is_thing, pairs, signs, telling
from engine.talk.plain import is_han
from engine.talk.vocabulary import sound_of

MOST_CANDIDATES = 60
MOST_READ = 12  # of them, to see whether the whole query stands there
OF_A_THING = 2.5  # a thing named by any of its words counts more than a pair of characters
OF_A_LIKENESS = 0.8
OF_FIELD = {TEXT: 1.0, TITLE: 0.5, ENGLISH: 0.8}  # what a sign counts where it stands; of several the most
OF_TOPICS = (9.0, 5.0, 3.0, 1.0)
OF_A_PHRASE = 9.0
LEAST_PAIRS = 3  # of an exact phrase
LEAST_COVERED = 0.34  # of a query's weight, where its topic is none of the entry's
LEAST_MEANT = 0.1  # the same, where one scheme is meant
LEAST_OF_TOPIC = 0.05  # the same, where the topic is the entry's
# Topics whose words leave no doubt what is asked for.
_HOSPITAL = ("inpatient.deductible", "inpatient.rate", "inpatient.cap", "outpatient.", "maternity", "accident")
_SERIOUS = ("serious_illness.threshold", "serious_illness.bands", "serious_illness.cap")
BENEFITS = (*_HOSPITAL, *_SERIOUS, "special_drugs", "supplement")


@dataclass(frozen=True)
class Hit:
    """An entry found. `score`: the higher the better, of this query only; `covered`: the share of the query's weight
    that it has, question words aside; `whole`: the whole query stands in it; `also`: further topics that it answers."""

    id: str
    kind: str
    topic: str
    document: str
    schemes: tuple[str, ...]
    score: float
    covered: float
    whole: bool = False
    also: tuple[str, ...] = ()

    def answers(self, topics: Sequence[str]) -> bool:
        """Whether it speaks of one of these topics."""
        return any(topic in topics for topic in (self.topic, *self.also))


@dataclass(frozen=True)
class Within:
    """What a search is narrowed to; empty: everything. Names of schemes, topics, documents and kinds of entries."""

    schemes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def find(plain: str, topics: list[str], within: Within, content: Library | None = None) -> list[Hit]:
    """The entries that fit a plain text (see `engine.talk.plain`), the best first, at most MOST_CANDIDATES.

    `topics`: what the text is about, the leading one first.
    """
    content = content or library()
    return found_in(opened(content), plain, topics, within, content)


def mentioned(sign: str, within: Within, content: Library) -> bool:
    """Whether an entry inside has a sign."""
    base = opened(content)
    has = np.zeros(_counted(base))
    has[_entries(sign, base)] = 1.0
    _narrow(has, within, base)
    return bool(has.any())


def occurs(sign: str, content: Library) -> bool:
    """Whether any entry has a sign."""
    return len(_entries(sign, opened(content))) > 0


def sounds_known(sign: str, content: Library) -> bool:
    """Whether any entry has a sign that sounds like this one."""
    return bool(_alike(sign, opened(content)))


def found_in(base: sqlite3.Connection, plain: str, topics: list[str], within: Within, content: Library) -> list[Hit]:
    """`find` in an index that is open already."""
    by_id = _by_id(plain, base)
    if by_id:
        return by_id
    asked = tuple(dict.fromkeys(signs(plain, content)))
    weights = _weights(asked, base)
    about = telling(plain, content)
    tells = {sign for sign in weights if sign in about or sign not in asked}
    total = sum(weights[sign].weight for sign in tells) or 1.0
    covered, scores = np.zeros(_counted(base)), np.zeros(_counted(base))
    for name, sign in weights.items():
        (covered if name in tells else scores)[sign.entries] += sign.weight * sign.shares
    scores += covered
    for topic, points in zip(topics, (*OF_TOPICS, *[OF_TOPICS[-1]] * len(topics)), strict=False):
        scores[_entries(mark(topic), base)] += points
    scores[_exact(plain, asked, base)] += OF_A_PHRASE
    _narrow(scores, within, base)
    best = _best(scores)
    phrase = _phrase(plain)
    whole = {number for number in best[:MOST_READ] if phrase and phrase in _text(number, base)}
    scores[list(whole)] += OF_A_PHRASE
    rows = _rows(best, base)
    found = []
    for number in sorted(best, key=lambda number: (-scores[number], number)):
        share = covered[number] / total
        found.append(_hit(rows[number], scores[number], share, whole=number in whole))
    return found


def fitting(hits: list[Hit], topics: list[str], *, meant: bool) -> list[Hit]:
    """The entries that answer at all. `meant`: one place or scheme is asked about: then an entry of the topic answers,
    and others with fewer of the words do, unless a topic was named that the scheme does not have."""
    if not meant:
        return [hit for hit in hits if _fits(hit, topics[:2], LEAST_COVERED)]
    rules = [hit for hit in hits if not is_term(hit)]
    if not topics or any(hit.answers(topics) for hit in rules):
        return [hit for hit in rules if hit.answers(topics) or _fits(hit, [], LEAST_MEANT)]
    if topics[0].startswith(BENEFITS):  # what the scheme does not have it may still exclude
        rules = [hit for hit in rules if hit.topic == "exclusions" or hit.whole]
    return [hit for hit in rules if _fits(hit, [], LEAST_COVERED)]


def _fits(hit: Hit, topics: list[str], least: float) -> bool:
    return hit.covered >= least or (hit.answers(topics) and hit.covered > LEAST_OF_TOPIC)


def _by_id(plain: str, base: sqlite3.Connection) -> list[Hit]:
    """The clause whose id was typed."""
    found = base.execute(
        "SELECT id, kind, topic, document, schemes FROM entries WHERE id = ? COLLATE NOCASE", (plain.upper().strip(),)
    ).fetchall()
    return [_hit(one, 1.0, 1.0, whole=True) for one in found]


def _hit(row: tuple[str, str, str, str, str], score: float, covered: float, *, whole: bool) -> Hit:
    """A row of the index (id, kind, topics, document, schemes) as a hit."""
    identity, kind, topics, document, schemes = row
    topic, *also = topics.split() or [""]
    return Hit(identity, kind, topic, document, tuple(schemes.split()), score, covered, whole, tuple(also))


class Sign(NamedTuple):
    """What a sign of a query counts, the numbers of the entries that have it, and the share of it for each, by the
    field it stands in."""

    weight: float
    entries: NDArray[np.int32]
    shares: NDArray[np.float64]


_NOWHERE = np.empty(0, dtype=np.int32)
_NO_SHARES = np.empty(0, dtype=np.float64)
_SHARES = np.array([max((share for field, share in OF_FIELD.items() if n & field), default=0.0) for n in range(8)])


def _weights(asked: tuple[str, ...], base: sqlite3.Connection) -> dict[str, Sign]:
    """Each sign of a query and what it counts: the rarer the more. One that occurs nowhere gives way to those that
    sound or are written like it."""
    total = _counted(base)
    weights: dict[str, Sign] = {}
    for sign in asked:
        own, shares = _standing(sign, base)
        if len(own):
            weights[sign] = Sign((OF_A_THING if is_thing(sign) else 1.0) * log(1 + total / len(own)), own, shares)
            continue
        like = _alike(sign, base)
        for other, count in like:
            weights.setdefault(other, Sign(OF_A_LIKENESS * log(1 + total / count), *_standing(other, base)))
        if not like:  # nothing has it: it counts against whatever is found
            weights[sign] = Sign(log(1 + total), _NOWHERE, _NO_SHARES)
    return weights


def _standing(sign: str, base: sqlite3.Connection) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The numbers of the entries that have a sign, and what it counts in each for where it stands."""
    row = base.execute("SELECT entries_with, fields FROM rarity WHERE sign = ?", (sign,)).fetchone()
    if row is None:
        return _NOWHERE, _NO_SHARES
    return np.frombuffer(row[0], dtype=np.int32), _SHARES[np.frombuffer(row[1], dtype=np.uint8)]


def _entries(sign: str, base: sqlite3.Connection) -> NDArray[np.int32]:
    """The numbers of the entries that have a sign."""
    row = base.execute("SELECT entries_with FROM rarity WHERE sign = ?", (sign,)).fetchone()
    return np.frombuffer(row[0], dtype=np.int32) if row else _NOWHERE


def _alike(sign: str, base: sqlite3.Connection) -> list[tuple[str, int]]:
    """Signs that sound like this one, or that are spelt nearly so."""
    if is_pair(sign):
        sound = "".join(sound_of(sign))
        return base.execute("SELECT sign, entries FROM rarity WHERE sound = ? LIMIT 3", (sound,)).fetchall()
    if not sign.isalpha():
        return []
    spelt = base.execute(
        "SELECT sign, entries FROM rarity WHERE sound = ? AND sign != ? LIMIT 3", (sign, sign)
    ).fetchall()
    alike = [word for word in _words(base) if word[0] == sign[0]] if not spelt and len(sign) > 3 else []
    near = get_close_matches(sign, alike, n=1, cutoff=0.82)
    return spelt or [base.execute("SELECT sign, entries FROM rarity WHERE sign = ?", (one,)).fetchone() for one in near]


@lru_cache(maxsize=8)
def _counted(base: sqlite3.Connection) -> int:
    return int(base.execute("SELECT entries FROM counted").fetchone()[0])


@lru_cache(maxsize=8)
def _words(base: sqlite3.Connection) -> list[str]:
    """All words of letters."""
    return [sign for (sign,) in base.execute("SELECT sign FROM rarity") if sign.isalpha() and not is_han(sign[0])]


def _narrow(scores: NDArray[np.float64], within: Within, base: sqlite3.Connection) -> None:
    """Takes the score of every entry that is outside."""
    for names in (within.schemes, within.topics, within.documents, within.kinds):
        if names:
            scores[~_having(names, len(scores), base)] = 0.0


def _having(names: tuple[str, ...], count: int, base: sqlite3.Connection) -> NDArray[np.bool_]:
    """Which of the entries are of one of these schemes, topics, documents or kinds."""
    inside = np.zeros(count, dtype=bool)
    for name in names:
        inside[_entries(mark(name), base)] = True
    return inside


def _best(scores: NDArray[np.float64]) -> list[int]:
    """The entries with the highest scores, the best first; of equal ones the earlier."""
    met = np.flatnonzero(scores)
    if len(met) > MOST_CANDIDATES:
        least = np.partition(scores[met], -MOST_CANDIDATES)[-MOST_CANDIDATES]
        above, equal = met[scores[met] > least], met[scores[met] == least]
        met = np.concatenate([above, equal[: MOST_CANDIDATES - len(above)]])
    ordered: list[int] = met[np.lexsort((met, -scores[met]))].tolist()
    return ordered


def _rows(numbers: list[int], base: sqlite3.Connection) -> dict[int, tuple[str, str, str, str, str]]:
    """Number -> id, kind, topic, document, schemes."""
    asked = ",".join(map(str, numbers))
    found = base.execute(f"SELECT number, id, kind, topic, document, schemes FROM entries WHERE number IN ({asked})")
    return {row[0]: row[1:] for row in found}


def _text(number: int, base: sqlite3.Connection) -> str:
    row = base.execute("SELECT text, text_en, title FROM entries WHERE number = ?", (number,)).fetchone()
    return "\n".join(row).casefold()


def _exact(plain: str, asked: tuple[str, ...], base: sqlite3.Connection) -> NDArray[np.int32]:
    """Entries in which the pairs of a query follow each other just so, with all its figures."""
    follow = pairs(plain)
    if follow and len(follow[0]) == 1:  # at either end a lone character may be half of a pair
        del follow[0]
    if follow and len(follow[-1]) == 1:
        del follow[-1]
    if len(follow) < LEAST_PAIRS:
        return _NOWHERE
    parts = [f'text:"{" ".join(follow)}"', *(f"text:{sign}" for sign in asked if is_number(sign))]
    found = base.execute(
        f"SELECT rowid FROM words WHERE words MATCH ? LIMIT {MOST_CANDIDATES}", (" AND ".join(parts),)
    ).fetchall()
    return np.array([number for (number,) in found], dtype=np.int32)


def _phrase(plain: str) -> str:
    """The whole query, where it may be a piece of a rule."""
    bare = plain.strip(' 。，?？!！."“”')
    return bare if len(bare) >= 4 else ""


def is_term(hit: Hit) -> bool:
    """Whether a hit is a term of the glossary."""
    return hit.topic == GLOSSARY and hit.kind == "term"
