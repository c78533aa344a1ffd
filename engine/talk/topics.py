"""Which topics a question of rules is about, the leading one first."""

from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary


def topics_of(found: Understood, vocabulary: Vocabulary) -> list[str]:
    """Topics by the length of the words that name them, those of one word for a general thing made particular."""
    weight: dict[str, int] = {}
    for hit in found.topics:
        if _asks_whether(found.text, hit.start):
            continue
        weight[hit.what] = weight.get(hit.what, 0) + hit.end - hit.start
    ordered = sorted(weight, key=lambda topic: -weight[topic])
    for shift in vocabulary.topic_words.shifts:
        met = any(word in found.text for word in shift.words)
        if met and not any(word in found.text for word in shift.unless) and any(topic in shift.to for topic in ordered):
            # 二次报销 封顶: a particular word made serious illness's leads over the general one.
            made = [shift.to[topic] for topic in ordered if topic in shift.to]
            ordered = made + sorted((t for t in ordered if t not in shift.to), key=lambda t: t not in shift.to.values())
            break
    return list(dict.fromkeys(ordered))


def _asks_whether(text: str, start: int) -> bool:
    """Whether a word that begins with 不 is the middle of 能不能, 报不报, 管不管: it asks, it does not deny."""
    return 0 < start < len(text) - 1 and text[start] == "不" and text[start - 1] == text[start + 1]  # no message


def mechanisms_of(found: Understood, vocabulary: Vocabulary) -> list[str]:
    """The parts of a benefit that a question names."""
    named = vocabulary.topic_words.mechanisms
    return [name for name, words in named.items() if any(word in found.text for word in words)]
