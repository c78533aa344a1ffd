"""Search: a person's own words to the rules that answer them, the best first; or plainly nothing."""

import sqlite3
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from math import log

from engine.content import Library, library
from engine.lookup.entries import GLOSSARY
from engine.lookup.index import WEIGHTS, mark, opened
from engine.lookup.signs import is_pair, is_thing, signs
from engine.talk.plain import is_han

MOST_POSTINGS = 12_000  # entries looked at for one query: the rarest signs first
LEAST_SIGNS = 3
MOST_CANDIDATES = 60
OF_A_THING = 2.5  # a thing named by any of its words counts more than a pair of characters
OF_TOPICS = (7.0, 5.0, 3.0, 1.0)
OF_A_PHRASE = 9.0
LEAST_COVERED = 0.34  # of a query's weight, where its topic is none of the entry's
LEAST_MEANT = 0.1  # the same, where one scheme is meant
LEAST_OF_TOPIC = 0.05  # the same, where the topic is the entry's
_ORDER = ", ".join(str(weight) for weight in WEIGHTS.values())


@dataclass(frozen=True)
class Hit:
    """An entry found. `score`: the higher the better, of this query only; `covered`: the share of the query's weight
    that it has."""

    id: str
    kind: str
    topic: str
    document: str
    schemes: tuple[str, ...]
    score: float
    covered: float


@dataclass(frozen=True)
class Within:
    """What a search is narrowed to; empty: everything. Names of schemes, documents and topics."""

    schemes: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def find(plain: str, topics: list[str], within: Within, content: Library | None = None) -> list[Hit]:
    """The entries that fit a plain text (see `engine.talk.plain`), the best first, at most MOST_CANDIDATES.

    `topics`: what the text is about, the leading one first.
    """
    content = content or library()
    base = opened(content)
    by_id = _by_id(plain, base)
    if by_id:
        return by_id
    weights = _weights(tuple(dict.fromkeys(signs(plain, content))), base)
    rows = _candidates(weights, topics, within, base)
    if not rows:
        return []
    phrase = _phrase(plain)
    total = sum(weights.values()) or 1.0
    found = []
    for number, (identity, kind, topic, document, schemes, title, text, text_en, own) in enumerate(rows):
        have = set(own.split())
        shared = sum(weight for sign, weight in weights.items() if sign in have)
        score = shared + _of_topic(topic, topics) - number * 1e-6
        if phrase and any(phrase in field.casefold() for field in (text, text_en, title)):
            score += OF_A_PHRASE
        found.append(Hit(identity, kind, topic, document, tuple(schemes.split()), score, shared / total))
    return sorted(found, key=lambda hit: -hit.score)


def fitting(hits: list[Hit], topics: list[str], *, meant: bool) -> list[Hit]:
    """The entries that answer at all. `meant`: one place or scheme is asked about: then an entry of the topic answers,
    and others with fewer of the words do, unless a topic was named that the scheme does not have."""
    if not meant:
        return [hit for hit in hits if _fits(hit, topics[:2], LEAST_COVERED)]
    rules = [hit for hit in hits if not is_term(hit)]
    written = not topics or any(hit.topic in topics for hit in rules)
    return [hit for hit in rules if hit.topic in topics or _fits(hit, [], LEAST_MEANT if written else LEAST_COVERED)]


def _fits(hit: Hit, topics: list[str], least: float) -> bool:
    return hit.covered >= least or (hit.topic in topics and hit.covered > LEAST_OF_TOPIC)


def _of_topic(topic: str, topics: list[str]) -> float:
    return OF_TOPICS[min(topics.index(topic), len(OF_TOPICS) - 1)] if topic in topics else 0.0


def _by_id(plain: str, base: sqlite3.Connection) -> list[Hit]:
    """The clause whose id was typed."""
    found = base.execute(
        "SELECT id, kind, topic, document, schemes FROM entries WHERE id = ? COLLATE NOCASE", (plain.upper().strip(),)
    ).fetchall()
    return [Hit(one[0], one[1], one[2], one[3], tuple(one[4].split()), 1.0, 1.0) for one in found]


def _weights(asked: tuple[str, ...], base: sqlite3.Connection) -> dict[str, float]:
    """Each sign of a query and what it counts: the rarer the more. One that occurs nowhere gives way to those that
    sound or are written like it."""
    total = _counted(base)
    weights: dict[str, float] = {}
    for sign in asked:
        known = base.execute("SELECT entries FROM rarity WHERE sign = ?", (sign,)).fetchone()
        if known is not None:
            factor = OF_A_THING if is_thing(sign) else 1.0
            weights[sign] = factor * log(1 + total / known[0])
            continue
        like = _alike(sign, base)
        for other, count in like:
            weights.setdefault(other, 0.8 * log(1 + total / count))
        if not like:
            weights[sign] = log(1 + total)  # nothing has it: it counts against whatever is found
    return weights


def _alike(sign: str, base: sqlite3.Connection) -> list[tuple[str, int]]:
    """Signs that sound like this one, or that are spelt nearly so."""
    if is_pair(sign):
        from pypinyin import lazy_pinyin

        sound = "".join(lazy_pinyin(sign))
        return base.execute("SELECT sign, entries FROM rarity WHERE sound = ? LIMIT 3", (sound,)).fetchall()
    if not sign.isalpha():
        return []
    spelt = base.execute(
        "SELECT sign, entries FROM rarity WHERE sound = ? AND sign != ? LIMIT 3", (sign, sign)
    ).fetchall()
    near = get_close_matches(sign, _words(base), n=1, cutoff=0.82) if not spelt and len(sign) > 3 else []
    return spelt or [base.execute("SELECT sign, entries FROM rarity WHERE sign = ?", (one,)).fetchone() for one in near]


@lru_cache(maxsize=8)
def _counted(base: sqlite3.Connection) -> int:
    return int(base.execute("SELECT entries FROM counted").fetchone()[0])


@lru_cache(maxsize=8)
def _words(base: sqlite3.Connection) -> list[str]:
    """All words of letters."""
    return [sign for (sign,) in base.execute("SELECT sign FROM rarity") if sign.isalpha() and not is_han(sign[0])]


def _candidates(
    weights: dict[str, float], topics: list[str], within: Within, base: sqlite3.Connection
) -> list[tuple[str, ...]]:
    """Rows that share signs with the query, the rarest signs first, or that are of its leading topic."""
    chosen = _rarest(weights, base)
    if not chosen and not topics:
        return []
    wanted = [f'"{sign}"' for sign in chosen] + [f'of:"{mark(topic)}"' for topic in topics[:2]]
    clauses = [f"({' OR '.join(wanted)})"]
    for names in (within.schemes, within.documents, within.topics):
        if names:
            clauses.append("of:(" + " OR ".join(f'"{mark(name)}"' for name in names) + ")")
    found = base.execute(
        "SELECT e.id, e.kind, e.topic, e.document, e.schemes, e.title, e.text, e.text_en, e.signs"
        " FROM (SELECT rowid AS number FROM words WHERE words MATCH ?"
        f" ORDER BY bm25(words, {_ORDER}) LIMIT {MOST_CANDIDATES}) JOIN entries e USING (number)",
        (" AND ".join(clauses),),
    )
    return found.fetchall()


def _rarest(weights: dict[str, float], base: sqlite3.Connection) -> list[str]:
    """The signs to look for: the rarest, until so many entries are met that more would only cost time."""
    met = 0
    chosen: list[str] = []
    counts = {sign: base.execute("SELECT entries FROM rarity WHERE sign = ?", (sign,)).fetchone() for sign in weights}
    for sign, row in sorted(counts.items(), key=lambda item: item[1][0] if item[1] else 0):
        if row is None:
            continue
        met += row[0]
        if met > MOST_POSTINGS and len(chosen) >= LEAST_SIGNS:
            break
        chosen.append(sign)
    return chosen


def _phrase(plain: str) -> str:
    """The whole query, where it may be a piece of a rule."""
    bare = plain.strip(' 。，?？!！."“”')
    return bare if len(bare) >= 4 else ""


def is_term(hit: Hit) -> bool:
    """Whether a hit is a term of the glossary."""
    return hit.topic == GLOSSARY and hit.kind == "term"
