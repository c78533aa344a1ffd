"""What a question asks of that no rule of ours has a word for: 狂犬疫苗, 种牙."""

import re
from functools import lru_cache

from engine.content import Library
from engine.lookup.entries import CLAUSE
from engine.lookup.search import Within, mentioned, occurs, sounds_known
from engine.lookup.signs import alias_file, pairs
from engine.talk.finder import Finder
from engine.talk.glossary import glossary
from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary

_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_LITTLE = re.compile("[我你您他她它在是的了和跟与去到来把被给要想会就都也还又很这那有没不人家个位]")  # no message
EXCLUDED = "exclusions"
PAID = "报销"  # no message: of its group every word only asks whether something is paid


def unheard(text: str, found: Understood, topics: list[str], words: Vocabulary) -> str | None:
    """The thing that a plain text asks of, where no rule has a word of it and nothing else says what is meant; else
    None. `topics`: what the text is about."""
    if any(topic != EXCLUDED for topic in topics) or found.own_bill():
        return None
    known = _known(words).longest(text)
    if any(hit.what for hit in known):
        return None
    bare = text
    for hit in known:
        bare = f"{bare[: hit.start]}{' ' * (hit.end - hit.start)}{bare[hit.end :]}"
    things = _RUN.findall(_LITTLE.sub(" ", bare))
    if any(_heard(pairs(thing), words.content) for thing in things):
        return None
    return str(things[0]) if things else None


def _heard(parts: list[str], content: Library) -> bool:
    """Whether a rule has a part of a thing, or all of it as it sounds (转症 is 转诊 mistyped)."""
    return any(occurs(part, content) for part in parts) or all(sounds_known(part, content) for part in parts)


@lru_cache(maxsize=4)
def _known(words: Vocabulary) -> Finder[bool]:
    """Words that are no thing to ask for, and whether one says what the matter is (a word of an alias group that is
    not the one for 报销, and not who asks); of the words for what is excluded only those that a rule has."""
    content = words.content
    rules = Within(kinds=(CLAUSE,))  # 私立医院: only an advert has it
    groups = [group for n, group in enumerate(alias_file(content).groups) if mentioned(f"a{n}", rules, content)]
    facts = {word for find in words.facts.facts for word in find.words}  # 小孩打疫苗: who it is, not what
    telling = {word for group in groups for word in group if PAID not in group} - facts
    every = [*telling, *(word for group in groups for word in group), *words.day_words.years_back, *facts]
    for name in type(words.intents).model_fields:
        said = getattr(words.intents, name)
        every += said if isinstance(said, list) else []
    every += [name for term in glossary(content).terms for name in (term.term, *term.also)]
    for one in words.topic_words.topics:
        every += [word for word in one.words if one.topic != EXCLUDED or any(occurs(p, content) for p in pairs(word))]
    return Finder((word, word in telling) for word in dict.fromkeys(every) if word)
