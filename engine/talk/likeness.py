"""Which intent a sentence is most like, learnt from example sentences in `content/vocabulary/examples.yaml`.

A naive Bayes count over short runs of characters and the words that the vocabulary knows: no model file, the same
answer every time, and mended by adding a sentence.
"""

from collections import Counter
from math import log

from engine.talk.understood import Understood

LONGEST_RUN = 3
SMOOTHING = 0.1


def traits(found: Understood, *, glossary: bool) -> set[str]:
    """What a sentence is made of: runs of one to three characters (numbers as one sign, places as another), the
    vocabulary's words, and whether it tells of a bill, names a term, asks."""
    text = found.outline
    runs = {text[n : n + size] for size in range(1, LONGEST_RUN + 1) for n in range(len(text) - size + 1)}
    runs |= {f"^{text[:2]}", f"{text[-2:]}$"}
    words = {f"word:{intent}" for intent, hits in found.words.items() if hits}
    words |= {f"topic:{hit.what}" for hit in found.topics[:2]}
    paths = found.paths()
    amounts = any("bill" in path or "reported" in path or path.endswith("_paid") for path in paths)
    flags = {
        "bill": amounts,
        "loose": bool(found.loose),
        "facts": found.says_something(),
        "many": len(paths) > 2,
        "asks": found.asks,
        "own": found.own,
        "term": glossary,
        "two": bool(found.alternatives),
    }
    return runs | words | {f"flag:{name}:{value}" for name, value in flags.items()}


def counted(examples: dict[str, list[set[str]]]) -> dict[str, dict[str, int]]:
    """How often each trait occurs in the sentences of each intent."""
    return {intent: dict(Counter(trait for one in own for trait in one)) for intent, own in examples.items()}


class Likeness:
    """Counts of the traits of example sentences, by intent."""

    def __init__(self, counts: dict[str, dict[str, int]]) -> None:
        self.counts = counts
        self.sizes = {intent: sum(own.values()) for intent, own in self.counts.items()}
        self.known = {trait for own in self.counts.values() for trait in own}

    def ranked(self, own: set[str]) -> list[tuple[str, float]]:
        """Intents with the likeness of a sentence (natural logarithms), the most alike first."""
        kept = own & self.known
        found = {}
        for intent, counts in self.counts.items():
            size = self.sizes[intent] + SMOOTHING * len(self.known)
            found[intent] = sum(log((counts.get(trait, 0) + SMOOTHING) / size) for trait in kept)
        return sorted(found.items(), key=lambda one: -one[1])
