"""Words for results: one `Words` object a call, never a global language (visitors share a process).

Chinese is the source. English comes from a gettext catalogue, traditional script from a conversion.
"""

import gettext
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from engine.errors import CaseError
from engine.wording.traditional import traditional

LAYER_NAMES = {"basic": "基本医保", "serious_illness": "大病保险", "assistance": "医疗救助", "supplement": "再次补助"}
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
CATALOGUES = Path(__file__).resolve().parent / "catalogues"


@lru_cache(maxsize=1)
def _english() -> Callable[[str], str]:
    return gettext.translation("engine", CATALOGUES, ["en"], fallback=True).gettext


HOTLINE = "12393"  # the country's line for questions of medical insurance


class Words:
    """Says templates in one language: `words("还剩 {amount}", amount="5")`; `words.pick(zh, en)` chooses content."""

    def __init__(self, lang: str = "zh-Hans") -> None:
        if lang not in LANGUAGES:
            raise CaseError("lang", "语言只有:{languages}。", languages="、".join(LANGUAGES))
        self.lang = lang

    def translate(self, template: str) -> str:
        """A Chinese template in this language, its {names} untouched."""
        if self.lang == "zh-Hans":
            return template
        return _english()(template) if self.lang == "en" else traditional(template)

    def __call__(self, template: str, **values: object) -> str:
        return self.translate(template).format(**values) if values else self.translate(template)

    def list(self, items: Iterable[str]) -> str:
        """Items one after another, as a sentence of this language joins them."""
        return (", " if self.lang == "en" else "、").join(items)

    def clauses(self, items: Iterable[str]) -> str:
        """Parts of one sentence, each of which could stand alone."""
        return ("; " if self.lang == "en" else ";").join(items)

    def joined(self, sentences: Iterable[str]) -> str:
        """Whole sentences one after another."""
        return (" " if self.lang == "en" else "").join(sentences)

    def ended(self, said: str) -> str:
        """A sentence with its full stop."""
        return said + ("." if self.lang == "en" else "。")

    def of(self, name: str, said: str) -> str:
        """What is said, after the name of what it is said of."""
        return f"{name}: {said}" if self.lang == "en" else f"{name}:{said}"

    def aside(self, said: Iterable[str]) -> str:
        """What is said in brackets after something; nothing where there is nothing."""
        told = self.list(said)
        return (f" ({told})" if self.lang == "en" else f"({told})") if told else ""

    def pick(self, chinese: str, english: str) -> str:
        """Content that carries both languages."""
        return english if self.lang == "en" else self.translate(chinese)
