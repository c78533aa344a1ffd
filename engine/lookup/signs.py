"""What a text is found by: pairs of Chinese characters, words, numbers, and the things that it names."""

import re
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from engine.content import Library, parse
from engine.document import Document
from engine.talk.finder import Finder, longest
from engine.talk.plain import is_han
from engine.talk.vocabulary import vocabulary

_WORD = re.compile(r"[a-z]{2,}")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHARE = re.compile(rf"({_NUMBER.pattern})%")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", ""))


class Aliases(BaseModel):
    """`content/aliases.yaml`: words for one and the same thing, and `common` words by which nothing is found."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    common: frozenset[str] = frozenset()
    groups: list[list[str]] = []


@lru_cache(maxsize=4)
def alias_file(content: Library) -> Aliases:
    """The aliases of a content folder; none where it has no such file."""
    path = content.root.joinpath("aliases.yaml")
    return parse(Aliases, Document(path)) if path.exists() else Aliases()


@lru_cache(maxsize=4)
def aliases(content: Library) -> Finder[int]:
    """Every word of the alias groups -> the number of its group."""
    return Finder((word, n) for n, group in enumerate(alias_file(content).groups) for word in group)


def signs(plain: str, content: Library) -> list[str]:
    """The signs of a plain text (see `engine.talk.plain`), in order, repeated ones too.

    A pair of neighbouring characters stands for itself, a lone character too; a word of letters without its ending; a
    number as n65, a share as n65p too (90% is not 90 days); a thing named by any of its alias words as a7 (the number
    of its group).
    """
    common = alias_file(content).common
    found = pairs(plain)
    found += [stem(word) for word in _WORD.findall(plain) if word not in common]
    figures = plain.replace(",", "")
    found += ["n" + number.replace(".", "d") for number in _NUMBER.findall(figures)]
    found += ["n" + share.replace(".", "d") + "p" for share in _SHARE.findall(figures)]
    found += [f"a{hit.what}" for hit in longest(aliases(content).every(plain))]
    return found


@lru_cache(maxsize=4)
def _question_words(content: Library) -> Finder[str]:
    return Finder((word, word) for word in vocabulary(content).intents.question)


def telling(plain: str, content: Library) -> set[str]:
    """The signs of a question that say what it is about: none of its 多少, 怎么, 哪里."""
    bare = plain
    for hit in _question_words(content).longest(plain):
        bare = f"{bare[: hit.start]}{' ' * (hit.end - hit.start)}{bare[hit.end :]}"
    return {sign for sign in signs(bare, content) if not (is_pair(sign) and len(sign) == 1)}


def pairs(text: str) -> list[str]:
    """The pairs of neighbouring Chinese characters of a text, and characters that stand alone."""
    found = []
    for run in re.findall(r"[\u4e00-\u9fff]+", text):
        found += [run[n : n + 2] for n in range(len(run) - 1)] or [run]
    return found


def stem(word: str) -> str:
    """An English word without its commonest endings: paid premiums -> premium."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word


def is_thing(sign: str) -> bool:
    """Whether a sign stands for a thing of the alias groups."""
    return sign[0] == "a" and sign[1:].isdigit()


def is_number(sign: str) -> bool:
    """Whether a sign stands for a figure."""
    return sign[0] == "n" and sign[1:2].isdigit()


def is_pair(sign: str) -> bool:
    """Whether a sign is made of Chinese characters."""
    return is_han(sign[0])
