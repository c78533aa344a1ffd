"""What the national frame answers where no place is meant: its clauses, and what they come to for the years told."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from engine.content import Clause, Library, Topic, parse
from engine.document import Document
from engine.enrolment.history import History
from engine.enrolment.lines import sentences
from engine.enrolment.telling_bonus import bonus_told
from engine.enrolment.telling_waiting import wait_told
from engine.errors import MingbaiError
from engine.lookup.search import Within, find, is_term
from engine.talk.dates import number
from engine.talk.understand import Reader
from engine.talk.understood import Understood
from engine.wording import Words

FILE = "vocabulary/nationwide.yaml"
GLOSSARY = "glossary"
MOST = 5  # clauses of one answer
OF_WAITING, OF_BONUS = "enrolment.late", "serious_illness.cap"  # topics that can be reckoned
TOLD = 3  # sentences of a reckoning: the figure, and what it hangs on


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class OfTopic(_Model):
    """When a topic is answered, and by which clauses."""

    words: list[str] = []
    clauses: list[str] = []


class NationwideFile(_Model):
    """`content/vocabulary/nationwide.yaml`."""

    scheme: str
    named: list[str]
    topics: dict[Topic, OfTopic]
    by_year: Topic
    subsidy: list[str]
    patterns: dict[str, str]

    def of(self, topic: str) -> OfTopic:
        """When and how a topic is answered; nothing of its own for one that is not listed."""
        return next((own for name, own in self.topics.items() if name == topic), OfTopic())


@dataclass(frozen=True)
class Answer:
    """`topic`; `lines`: what the rules come to for the years told; `clauses`: ids, the main one first; `of_a_year`:
    whether the question names a year."""

    topic: str
    clauses: list[str]
    lines: list[str] = field(default_factory=list)
    of_a_year: bool = False


@lru_cache(maxsize=4)
def nationwide_file(content: Library) -> NationwideFile | None:
    """The file of a content folder, where it has one."""
    path = content.root.joinpath(FILE)
    return parse(NationwideFile, Document(path)) if path.exists() else None


def frame(content: Library) -> str | None:
    """The scheme of the whole country."""
    file = nationwide_file(content)
    return file.scheme if file else None


def nationwide(
    found: Understood, topics: list[str], today: date | None, reader: Reader, words: Words, content: Library
) -> Answer | None:
    """The answer of the national frame; None where it has none, or where the places decide.

    `today`: what 今年 refers to; None: the newest years.
    """
    file = nationwide_file(content)
    topic = _topic(found, topics, file) if file else None
    if file is None or topic is None:
        return None
    years = _years(found, today, reader)
    if topic == file.by_year:
        clauses = _of_the_years(found.text, years, today, file, content)
    else:
        clauses = file.of(topic).clauses or _fitting(found, topic, file, content)
    lines = _reckoned(found, topic, _this_year(today, file, content), file, words, content)
    return Answer(topic, clauses[:MOST], lines, bool(years)) if clauses else None


def _topic(found: Understood, topics: list[str], file: NationwideFile) -> str | None:
    for topic, own in file.topics.items():
        named = topic in topics[:2] or (topic == GLOSSARY and own.words)
        if named and (not own.words or any(word in found.text for word in own.words)):
            return topic
    return topics[0] if topics and any(word in found.text for word in file.named) else None


def _fitting(found: Understood, topic: str, file: NationwideFile, content: Library) -> list[str]:
    """The clauses of the topic that fit best; any of the frame's where a term is asked about."""
    within = Within((file.scheme,), topics=() if topic == GLOSSARY else (topic,))
    hits = [hit for hit in find(found.text, [topic], within, content) if not is_term(hit)]
    fitting = [hit.id for hit in hits if 2 * hit.score >= hits[0].score]
    named = [word for word in file.of(topic).words if word in found.text]
    return sorted(fitting, key=lambda code: not any(word in content.clause(code).text for word in named))


# ---- the premium, by its year of cover


def _years(found: Understood, today: date | None, reader: Reader) -> list[int]:
    """The years that a question names."""
    said = [one.iso for one in reader.days.read(found.text, today)]
    return [int(iso[:4]) for iso in said if iso]


def _of_the_years(text: str, years: list[int], today: date | None, file: NationwideFile, content: Library) -> list[str]:
    """Premium and subsidy of the years of cover named, the one that is asked for first.

    This year's question means two premiums: what was paid last autumn for this year, and what is paid this autumn for
    the next; so does one that names no year.
    """
    own = _by_year(file, content)
    this_year = _this_year(today, file, content)
    asked = years or [this_year]
    if this_year in asked:
        asked = [*asked, this_year + 1]
    premium = [one.id for year in asked for one in own if _covered(one) == year or _lacks(one, year)]
    subsidy = [one.id for year in asked for one in own if _backed(one) == year]
    return subsidy + premium if any(word in text for word in file.subsidy) else premium + subsidy


def _by_year(file: NationwideFile, content: Library) -> list[Clause]:
    """The clauses that are told by their year."""
    documents = content.scheme(file.scheme).documents
    return [one for document in documents for one in content.clauses(document) if one.topic == file.by_year]


def _this_year(today: date | None, file: NationwideFile, content: Library) -> int:
    """The year that a question is asked in; without a day the newest that we know of: the last year of cover is paid
    for in the year before it."""
    return today.year if today else max(_covered(one) for one in _by_year(file, content)) - 1


def _covered(clause: Clause) -> int:
    """The year of cover that a premium is for; 0 for a clause of none."""
    return int(clause.figures.get("cover", "0"))


def _backed(clause: Clause) -> int:
    """The year of a subsidy; 0 for a clause of none."""
    return int(clause.figures.get("year", "0")) if "subsidy" in clause.figures else 0


def _lacks(clause: Clause, year: int) -> bool:
    """Whether a clause says that the premium of this year of cover, or of all before its first, has no source."""
    named = [int(text) for text in clause.figures.values() if text.isdigit()]
    return clause.grade == "lost" and "first" in clause.figures and (year < named[0] or year in named[1:])


# ---- the years told


def _reckoned(
    found: Understood, topic: str, this_year: int, file: NationwideFile, words: Words, content: Library
) -> list[str]:
    """What the rules come to for the years that the question tells; nothing where it tells none."""
    years = {name: _first(re.search(pattern, found.text)) for name, pattern in file.patterns.items()}
    years = {name: value for name, value in years.items() if value is not None}
    if not years or topic not in (OF_WAITING, OF_BONUS):
        return []
    try:
        history = History(**years)  # type: ignore[arg-type]  # the file names years only
    except MingbaiError:  # more years paid off than lapsed: the clauses alone
        return []
    if topic == OF_WAITING:
        return sentences(wait_told(history, None, words, content))[:TOLD]
    return sentences(bonus_told(history, None, this_year, words, content))[:TOLD]


def _first(match: re.Match[str] | None) -> int | None:
    return number(next((one for one in match.groups() if one), None)) if match else None
