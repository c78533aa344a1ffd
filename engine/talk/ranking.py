"""Which clauses of a scheme fit a question best: by the words they share, the rarer the better, and by their topic."""

import re
from collections import Counter
from functools import lru_cache
from math import log

from engine.clauses import clause_text
from engine.content import Clause, Library
from engine.lookup.signs import aliases
from engine.scheme import Scheme
from engine.talk.finder import longest
from engine.talk.plain import is_han
from engine.wording import Words

MOST_CLAUSES = 4
LEAST_POINTS = 4.0


def signs(text: str, content: Library) -> Counter[str]:
    """What a text is found by: pairs of neighbouring characters, Latin words, and the things that it names."""
    plain = text.casefold()
    found = pairs(plain)
    found.update(word for word in re.findall(r"[a-z]{3,}", plain))
    for hit in longest(aliases(content).every(plain)):
        found[f"={hit.what}"] += 1
    return found


def pairs(text: str) -> Counter[str]:
    """The pairs of neighbouring Chinese characters of a text."""
    kept = "".join(char if is_han(char) else " " for char in text.casefold())
    return Counter(pair for n in range(len(kept) - 1) if " " not in (pair := kept[n : n + 2]))


@lru_cache(maxsize=64)
def _clauses_of(scheme_id: str, content: Library) -> tuple[tuple[Clause, Counter[str]], ...]:
    """All clauses of a scheme's documents, with what their texts are found by."""
    found = []
    for document in content.scheme(scheme_id).documents:
        for clause in content.clauses(document):
            texts = [clause_text(clause.id, Words(lang), content) for lang in ("zh-Hans", "en")]
            found.append((clause, signs(" ".join(texts), content)))
    return tuple(found)


def ranked(scheme: Scheme, topics: list[str], cited: list[str], text: str, content: Library) -> list[str]:
    """Clauses by how well they fit: those that share the rarest words, of the topics, and of the figures shown."""
    every = _clauses_of(scheme.id, content)
    if not every:
        return []
    rarity = Counter(sign for _, own in every for sign in own)
    asked = signs(text, content)
    total = len(every)

    def score(clause: Clause, own: Counter[str]) -> float:
        shared = sum(log(1 + total / rarity[sign]) * (2.5 if sign[0] == "=" else 1.0) for sign in asked if sign in own)
        place = topics.index(clause.topic) if clause.topic in topics else None
        return shared + (0.0 if place is None else 7.0 - 2.0 * min(place, 3)) + (4.0 if clause.id in cited else 0.0)

    points = [(score(clause, own), -n, clause.id) for n, (clause, own) in enumerate(every)]
    ranked = sorted(points, reverse=True)
    best = ranked[0][0]
    return [code for found, _, code in ranked[:MOST_CLAUSES] if found >= max(LEAST_POINTS, best * 0.5)]
