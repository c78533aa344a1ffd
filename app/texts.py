"""Words for the screen: one `Texts` object a session, never a global language (visitors share a process).

Chinese is the source: a message is the sentence itself. Content and results come from `engine.wording`, in the same
language.
"""

import gettext
import re
from functools import lru_cache
from pathlib import Path

from engine.money import grouped_yuan, parse_yuan
from engine.wording import Words

CATALOGUES = Path(__file__).resolve().parent / "translations"
# What the address and <html lang> say -> the folder of the catalogue.
FOLDERS = {"zh-Hans": "zh_Hans", "zh-Hant": "zh_Hant", "en": "en"}
# Each language calls itself by its own name, whatever the page speaks.
NAMES = {"zh-Hans": "简体", "zh-Hant": "繁體", "en": "English"}  # no message

_LONG_NUMBER = re.compile(r"(?<![\d.])\d{4,}(?=\D|$)")


@lru_cache(maxsize=len(FOLDERS))
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation("app", CATALOGUES, [FOLDERS[lang]], fallback=True)


class Texts:
    """Says templates in one language: `t("还差 {count} 个问题", count=2)`; `t.pick(zh, en)` chooses content."""

    def __init__(self, lang: str = "zh-Hans") -> None:
        self.lang = lang if lang in FOLDERS else "zh-Hans"
        self.words = Words(self.lang)
        self._catalogue = _catalogue(self.lang)

    def __call__(self, template: str, **values: object) -> str:
        text = self._catalogue.gettext(template)
        return text.format(**values) if values else text

    def pick(self, chinese: str, english: str) -> str:
        """Content that carries both languages."""
        return self.words.pick(chinese, english)

    def title(self, title: str) -> str:
        """The name of a document, marked as one in this language."""
        return f"“{title}”" if self.lang == "en" else f"《{title}》"

    def list(self, items: list[str]) -> str:
        """Items one after another, as a sentence of this language joins them."""
        return self.words.list(items)

    def money(self, amount: str | int) -> str:
        """An amount (yuan as text, or fen) with thousands apart: "52150.00" -> "52,150.00"."""
        if isinstance(amount, int):
            return grouped_yuan(amount)
        if amount.startswith("-"):
            return "-" + grouped_yuan(parse_yuan(amount[1:]))
        return grouped_yuan(parse_yuan(amount))

    def yuan(self, amount: str | int) -> str:
        """An amount with its unit."""
        return self("{amount} 元", amount=self.money(amount))


def readable_formula(formula: str) -> str:
    """A formula as people write it: thousands apart, a true minus. Nothing is read out of it."""
    apart = _LONG_NUMBER.sub(lambda match: f"{int(match[0]):,}", formula)
    return apart.replace(" - ", " − ")
