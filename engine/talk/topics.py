"""Which topics a question of rules is about, the leading one first."""

from engine.talk.glossary import glossary
from engine.talk.nationwide import OF_WAITING, tells_of_a_lapse
from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary

SERIOUS = "serious_illness"


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


def topics_asked(found: Understood, vocabulary: Vocabulary) -> list[str]:
    """The same of a question of rules; where none of these words is met, what else says what is meant: 大病, years that
    were not paid, 住院报多少 of a place."""
    topics = topics_of(found, vocabulary)
    if topics:
        return topics
    if tells_of_a_lapse(found.text, vocabulary.content):
        return [OF_WAITING]
    if SERIOUS in {term.id for term in glossary(vocabulary.content).in_text(found.text)}:
        return ["serious_illness.bands"]
    return ["inpatient.rate"] if "rate" in mechanisms_of(found, vocabulary) else []


def _asks_whether(text: str, start: int) -> bool:
    """Whether a word that begins with 不 is the middle of 能不能, 报不报, 管不管: it asks, it does not deny."""
    return 0 < start < len(text) - 1 and text[start] == "不" and text[start - 1] == text[start + 1]  # no message


def mechanisms_of(found: Understood, vocabulary: Vocabulary) -> list[str]:
    """The parts of a benefit that a question names."""
    named = vocabulary.topic_words.mechanisms
    return [name for name, words in named.items() if any(word in found.text for word in words)]
