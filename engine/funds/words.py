"""How disclosures are written (`content/funds/words.yaml`): units, services, groups, the template's columns, and the
words by which a figure is known."""

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from engine.content import Library, parse
from engine.document import Document
from engine.errors import MingbaiError
from engine.talk.numbers import Numbers
from engine.wording import Words


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Sort(_Part):
    """A service, group or nature: its names, the words that people use, and the wider one that it is part of."""

    id: str
    name: str
    name_en: str
    words: list[str] = []
    part_of: str = ""


class Column(_Part):
    """A column of the template. `also`: other heads; `needed`: no cell of it may be empty."""

    id: str
    name: str
    name_en: str
    also: list[str] = []
    hint: str
    hint_en: str
    example: str = ""
    example2: str = ""
    needed: bool = False


class Said(_Part):
    """How an indicator is said: in front of its figure (`words`: the nearest wins; `strong`: wherever, over all others;
    `alone`: with nothing but a filler before it) or behind it (`after`).

    `service`: of this one where no other is named right there; `group`: of this one where none is named; `each`: a
    figure for each of many; `becomes`: group -> the indicator that it is for that group.
    """

    id: str
    words: list[str]
    alone: list[str] = []
    strong: list[str] = []
    after: list[str] = []
    service: str = ""
    group: str = ""
    each: bool = False
    becomes: dict[str, str] = {}


class LeftOut(_Part):
    """Words around a figure that is no total of this year."""

    compared: list[str]
    share: list[str]
    each: list[str]
    target: list[str]
    rule: list[str]
    listed: list[str]


class TableWords(_Part):
    """Heads of tables."""

    outcome: list[str]
    cumulative: list[str]
    no_outcome: list[str]
    label: list[str]
    unit: list[str]
    year_before: list[str]


class FundWords(_Part):
    """The whole of `words.yaml`."""

    units: dict[str, list[str]]
    services: list[Sort]
    groups: list[Sort]
    natures: list[Sort]
    columns: list[Column]
    said: list[Said]
    with_transfers: dict[str, dict[str, str]]
    left_out: LeftOut
    filler: list[str]
    among: list[str]
    table: TableWords

    @property
    def heads(self) -> dict[str, str]:
        """Every head of a column that is understood -> the column's id."""
        return {head: one.id for one in self.columns for head in (one.name, one.id, one.name_en, *one.also)}


def has_words(content: Library) -> bool:
    """Whether a content folder says how disclosures are written; an older edition of it may not."""
    return content.root.joinpath("funds", "words.yaml").exists()


@lru_cache(maxsize=4)
def fund_words(content: Library) -> FundWords:
    """The words of disclosures; MingbaiError where this edition of the content has none."""
    if not has_words(content):
        raise MingbaiError("这一版内容里没有 funds/words.yaml,读不了自己填的数。请换新一版。")
    return parse(FundWords, Document(content.root.joinpath("funds", "words.yaml")))


@lru_cache(maxsize=4)
def number_words(content: Library) -> Numbers:
    """How numbers are said, which disclosures share with talk."""
    return parse(Numbers, Document(content.root.joinpath("vocabulary", "numbers.yaml")))


def sort_named(text: str, sorts: list[Sort]) -> Sort | None:
    """A service, group or nature by its id or one of its names."""
    return next((one for one in sorts if text in (one.id, one.name, one.name_en)), None)


def sort_name(sort_id: str, sorts: list[Sort], words: Words) -> str:
    """What a service, group or nature is called; its id where it has no name here."""
    one = next((one for one in sorts if one.id == sort_id), None)
    return words.pick(one.name, one.name_en) if one else sort_id
