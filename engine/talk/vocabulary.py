"""The vocabulary of conversation: `content/vocabulary/*.yaml`, read once and made ready for matching."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from engine.content import Library, library, parse
from engine.document import Document
from engine.talk.amounts import AmountReader
from engine.talk.dates import DayWords
from engine.talk.finder import Finder
from engine.talk.numbers import Numbers, any_of

T = TypeVar("T", bound=BaseModel)


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Find(_Model):
    """Words that say a fact (`facts.yaml`). `apart`: what they say under a scheme that sets the province's hospitals
    apart; `stands`: where the hospital is, a place's code or "capital"."""

    fact: str
    value: str
    words: list[str] = []
    patterns: list[str] = []
    implies: dict[str, str] = {}
    denied: str | None = None
    only: list[str] = []
    implied: bool = False  # not said, but following from what was
    apart: str = ""
    stands: str = ""


class Stay(_Model):
    """A pattern for "the n-th stay": group 1 is n; `less` comes off."""

    pattern: str
    less: int


class Ages(BaseModel):
    """From which age on a person is grown up, and old; no more than `oldest` years are an age."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    grown: int
    old: int
    oldest: int


class Facts(_Model):
    """Words -> facts, and the words that turn them round."""

    facts: list[Find]
    stays: list[Stay]
    ordinals: dict[str, int]
    grown_up: list[str]
    own: list[str]
    asks: list[str]
    ages: Ages
    denies: list[str]
    and_: list[str]


class Role(_Model):
    """What an amount near these words is."""

    role: str
    words: list[str]
    patterns: list[str] = []


class AmountWords(_Model):
    """The words that say what an amount is (`amounts.yaml`)."""

    roles: list[Role]
    zero: list[str]
    zero_before: list[str]
    is_: list[str]
    year_words: list[str]
    earlier_stay: list[str]
    this_stay: list[str]
    adds_up: list[str]
    before_only: list[str]


class Intents(_Model):
    """The words that say what a person wants (`intents.yaml`)."""

    greeting: list[str]
    parting: list[str]
    out_of_scope: dict[str, list[str]]
    define: list[str]
    funds: list[str]
    procedure: list[str]
    explain: list[str]
    compare: list[str]
    what_if: list[str]
    correct: list[str]
    correct_again: list[str]
    rule: list[str]
    estimate: list[str]
    unsure: list[str]
    yes: list[str]
    no: list[str]
    as_it_stands: list[str]
    again: list[str]
    question: list[str]
    question_end: list[str]
    penalty: list[str]
    ours: list[str]


class Examples(_Model):
    """`examples.yaml`: sentences of each intent, from which likeness is learnt."""

    examples: dict[str, list[str]]


class TopicWords(_Model):
    """The words of one topic."""

    topic: str
    words: list[str]


class Shift(_Model):
    """Words beside a general topic that make it a particular one (`unless`: words that prevent it)."""

    words: list[str]
    unless: list[str] = []
    to: dict[str, str]


class Topics(_Model):
    """`topics.yaml`."""

    topics: list[TopicWords]
    shifts: list[Shift]
    mechanisms: dict[str, list[str]]


class Places(_Model):
    """`places.yaml`: further names of places by code, names that sound alike, schemes without a place."""

    also: dict[str, list[str]]
    sounds: dict[str, list[str]]
    schemes: dict[str, list[str]]


class Patterns(_Model):
    """`patterns.yaml`: turns of phrase as regular expressions by name, and the words of days."""

    patterns: dict[str, str]
    days: DayWords


class Spellings(_Model):
    """`spellings.yaml`: what is heard or mistyped -> the word that is looked for."""

    written: dict[str, list[str]]
    misspelt: dict[str, list[str]]
    by_sound: list[str]
    as_pinyin: list[str]


class Vocabulary:
    """All vocabulary of a content folder, ready for matching."""

    def __init__(self, content: Library) -> None:
        self.content = content
        folder = content.root.joinpath("vocabulary")

        def read(model: type[T], name: str) -> T:
            return parse(model, Document(folder.joinpath(f"{name}.yaml")))

        self.numbers = read(Numbers, "numbers")
        self.facts = read(Facts, "facts")
        self.amount_words = read(AmountWords, "amounts")
        self.intents = read(Intents, "intents")
        self.places = read(Places, "places")
        self.spellings = read(Spellings, "spellings")
        self.topic_words = read(Topics, "topics")
        self.examples = read(Examples, "examples").examples
        phrases = read(Patterns, "patterns")
        self.patterns = {name: re.compile(pattern) for name, pattern in phrases.patterns.items()}
        self.day_words = phrases.days
        self.amounts = AmountReader(self.numbers)
        self.spelt = Finder(
            (wrong, right)
            for group in (self.spellings.written, self.spellings.misspelt)
            for right, heard in group.items()
            for wrong in heard
        )
        self.find_facts = Finder((word, find) for find in self.facts.facts for word in find.words)
        self.fact_patterns = [(re.compile(one), find) for find in self.facts.facts for one in find.patterns]
        self.stays = [(re.compile(stay.pattern), stay.less) for stay in self.facts.stays]
        self.roles = Finder((word, role.role) for role in self.amount_words.roles for word in role.words)
        self.role_patterns = [(re.compile(one), role.role) for role in self.amount_words.roles for one in role.patterns]
        self.topics = Finder((word, one.topic) for one in self.topic_words.topics for word in one.words)
        self.intent_words = Finder(
            (word, intent)
            for intent in type(self.intents).model_fields
            if intent not in ("out_of_scope", "question_end", "parting", "penalty", "ours")
            for word in getattr(self.intents, intent)
        )
        self.out_of_scope = Finder((word, why) for why, words in self.intents.out_of_scope.items() for word in words)
        self.again = re.compile(any_of(self.intents.correct_again))
        self.parting = re.compile(any_of(self.intents.parting))
        self.grown_up = Finder((word, word) for word in self.facts.grown_up)
        self.own = Finder((word, word) for word in self.facts.own)
        self.regions = Finder(self._places())
        self.named_schemes = Finder((word, one) for one, words in self.places.schemes.items() for word in words)

    def _places(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Names of places -> their codes: short names where no other word is like them, full names everywhere."""
        by_name: dict[str, list[str]] = {}
        for region in self.content.regions():
            by_name.setdefault(region.name, []).append(region.code)
            short = region.name
            for ending in _ENDINGS:
                short = short.removesuffix(ending)
            if len(short) >= 2 and (region.code.endswith("00") or not region.parent):
                by_name.setdefault(short, []).append(region.code)
                latin = region.name_en.casefold()
                if "'" not in latin and len(latin) > len("Luan"):  # xian, jian, luan are syllables of other words
                    by_name.setdefault(latin, []).append(region.code)
        for region in self.content.regions():  # 临清市 as 临清, where no greater place is called so
            short = region.name.removesuffix("市").removesuffix("县")  # no message
            if len(short) >= 2 and short != region.name and short not in by_name:
                by_name[short] = [region.code]
        for code, names in self.places.also.items():
            for name in names:
                by_name[name] = [code]
        for sound, codes in self.places.sounds.items():
            by_name[sound] = codes
        for name, codes in by_name.items():
            yield name.casefold(), tuple(dict.fromkeys(codes))

    @cached_property
    def pinyin(self) -> Finder[str]:
        """Terms typed as pinyin, in one word or with spaces between the syllables."""
        spelt = [(term, sound_of(term)) for term in self.spellings.as_pinyin]
        return Finder((mark.join(sound), term) for term, sound in spelt for mark in ("", " "))

    @cached_property
    def sounds(self) -> dict[tuple[str, ...], str]:
        """The sound of each term that is known by its sound alone."""
        return {sound_of(term): term for term in self.spellings.by_sound}


_ENDINGS = (
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "地区",
    "自治州",
    "省",
    "市",
)  # no message


def sound_of(text: str) -> tuple[str, ...]:
    """The syllables of a Chinese text without tones."""
    from pypinyin import lazy_pinyin

    return tuple(lazy_pinyin(text))


@lru_cache(maxsize=4)
def vocabulary(content: Library | None = None) -> Vocabulary:
    """The vocabulary of a content folder, read once."""
    return Vocabulary(content or library())
