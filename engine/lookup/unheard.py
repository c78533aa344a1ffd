"""What a question asks of that no rule of ours has a word for: 狂犬疫苗, 种牙."""

import re
from functools import lru_cache

from engine.lookup.search import occurs
from engine.lookup.signs import alias_file, pairs
from engine.talk.finder import Finder
from engine.talk.glossary import glossary
from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LITTLE = re.compile("[我你您他她它在是的了和跟与去到来把被给要想会就都也还又很这那有没不人家个位]")  # no message
EXCLUDED = "exclusions"


def unheard(text: str, found: Understood, topics: list[str], words: Vocabulary) -> str | None:
    """The thing that a plain text asks of, where no rule has a word of it and nothing else says what is meant; else
    None. `topics`: what the text is about."""
    if any(topic != EXCLUDED for topic in topics) or found.own_bill():
        return None
    bare = text
    for hit in _known(words).longest(text):
        bare = f"{bare[: hit.start]}{' ' * (hit.end - hit.start)}{bare[hit.end :]}"
    things = _RUN.findall(_LITTLE.sub(" ", bare))
    if any(occurs(pair, words.content) for thing in things for pair in pairs(thing)):
        return None
    return str(things[0]) if things else None


@lru_cache(maxsize=4)
def _known(words: Vocabulary) -> Finder[str]:
    """Words that say nothing of the matter itself, or that a rule has: of the words for what is excluded only those
    that a rule has."""
    content = words.content
    every = [word for group in alias_file(content).groups for word in group]
    for name in type(words.intents).model_fields:
        said = getattr(words.intents, name)
        every += said if isinstance(said, list) else []
    every += [word for find in words.facts.facts for word in find.words]
    every += [name for term in glossary(content).terms for name in (term.term, *term.also)]
    for one in words.topic_words.topics:
        every += [word for word in one.words if one.topic != EXCLUDED or any(occurs(p, content) for p in pairs(word))]
    return Finder((word, word) for word in every if word)
