"""A person's text made plain for reading: identity and phone numbers masked, width, script and spaces settled."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

LONGEST = 2_000  # characters that are read of one turn
MASK = "***"
# What stands between the digits of a number that is written in groups.
_GAP = r"[ \-_.·—–]?"
_IDENTITY = re.compile(rf"(?<!\d)[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx×](?!\d)|(?<!\d)[1-9](?:{_GAP}\d){{14}}(?!\d)")
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-—– ]\d{7,8}(?!\d)")
_LONG = re.compile(r"(?<![\d.])\d{11,}(?![\d.])")  # no bill has so many digits: a card, an account, a phone
_SPOKEN = re.compile(r"[零〇一二三四五六七八九幺两]{11,}")  # no message
_FULL_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_SPACES = re.compile(r"\s+")


def masked(text: str) -> str:
    """The text without identity, phone, card and account numbers; MASK stands in their place.

    First of all that is done with a turn: nothing later ever sees such a number.
    """
    wide = _FULL_COMMA.sub(",", _without_unseen(text))
    narrow = "".join(_narrow_digit(char) for char in wide)
    for pattern in (_IDENTITY, _MOBILE, _LANDLINE, _LONG, _SPOKEN):
        narrow = pattern.sub(MASK, narrow)
    return narrow


def _without_unseen(text: str) -> str:
    # A lone half of a surrogate pair cannot be written anywhere: it is dropped with the unseen characters.
    sound = text.encode("utf-8", "ignore").decode("utf-8")
    return _UNSEEN.sub("", sound)


def _narrow_digit(char: str) -> str:
    value = unicodedata.digit(char, None)
    return str(value) if value is not None and unicodedata.category(char) == "Nd" else char


@lru_cache(maxsize=1)
def _simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one."""
    return 0x4E00 <= ord(char) <= 0x9FFF


def is_simple(text: str) -> bool:
    """Whether no character of it is outside the simplified set (so that no conversion is needed)."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def language_of(text: str) -> str:
    """The language a person writes in: "zh-Hans", "zh-Hant" or "en"."""
    han = sum(map(is_han, text))
    letters = sum(char.isascii() and char.isalpha() for char in text)
    if letters >= 8 and han * 4 < letters:
        return "en"
    return "zh-Hant" if han and not is_simple(text) and _simplified()(text) != text else "zh-Hans"


def plain(text: str) -> str:
    """Masked text for matching: half width, simplified, lower case, single spaces, at most LONGEST characters.

    A full-width comma stays one, so that two amounts do not grow together.
    """
    kept = text[:LONGEST].replace("，", "\x00")
    kept = _TAGS.sub(" ", kept)
    half = unicodedata.normalize("NFKC", kept).replace("\x00", "，")
    if not is_simple(half):
        half = _simplified()(half)
    return _SPACES.sub(" ", half.casefold()).strip()
