"""What the national frame answers where no place is meant: its clauses, and what they come to for the years told."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from engine.content import Library, Topic, parse
from engine.document import Document
from engine.enrolment.history import History
from engine.enrolment.lines import sentences
from engine.enrolment.rules import AreaBonus, areas, enrolment_file, rules_of, set_by
from engine.enrolment.telling_bonus import bonus_told
from engine.enrolment.telling_waiting import wait_told
from engine.errors import MingbaiError
from engine.lookup.search import Within, find, is_term
from engine.talk.dates import number
from engine.talk.months_told import MonthsTold, month_lines
from engine.talk.places import name_of
from engine.talk.premiums import newest_year, of_the_nation, years_of_cover
from engine.talk.understood import Understood
from engine.wording import Words

FILE = "vocabulary/nationwide.yaml"
GLOSSARY = "glossary"
MOST, LEAST = 5, 2  # lines and clauses of one answer; clauses beside lines
OF_WAITING, OF_BONUS = "enrolment.late", "serious_illness.cap"  # topics that can be reckoned
REPAIR = "补"  # no message
TOLD = 3  # sentences of a reckoning: the figure, and what it hangs on


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class OfTopic(_Model):
    """When a topic is answered, and by which clauses."""

    words: list[str] = []
    clauses: list[str] = []


class Changes(_Model):
    """What changed: `clauses` by the place (its code) that they hold in, from the year `since` on."""

    words: list[str]
    since: int
    clauses: dict[str, list[str]]


class NationwideFile(_Model):
    """`content/vocabulary/nationwide.yaml`."""

    scheme: str
    named: list[str]
    topics: dict[Topic, OfTopic]
    by_word: list[OfTopic]
    by_year: Topic
    paid_for: dict[str, str]
    lapse: OfTopic
    all_repaired: str
    none_repaired: str
    lapsed_years: str
    lapsed_words: str
    months: MonthsTold
    changed: list[str]
    changes: Changes
    exempt: OfTopic
    until: list[str]
    subsidy: list[str]
    patterns: dict[str, str]

    def of(self, topic: str) -> OfTopic:
        """When and how a topic is answered; nothing of its own for one that is not listed."""
        return next((own for name, own in self.topics.items() if name == topic), OfTopic())


@dataclass(frozen=True)
class Answer:
    """`topic`; `own`: the clauses of the area that is meant, `clauses`: those of the nation (ids, the main one first);
    `after`: those of the area that are told after the nation's; `lines`: what the rules come to for the years told."""

    topic: str
    clauses: list[str]
    lines: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


@lru_cache(maxsize=4)
def nationwide_file(content: Library) -> NationwideFile | None:
    """The file of a content folder, where it has one."""
    path = content.root.joinpath(FILE)
    return parse(NationwideFile, Document(path)) if path.exists() else None


def frame(content: Library) -> str | None:
    """The scheme of the whole country."""
    file = nationwide_file(content)
    return file.scheme if file else None


def by_word(text: str, content: Library) -> list[str]:
    """The clauses that a word of a question asks for, whatever its topic."""
    file = nationwide_file(content)
    named = (one for one in file.by_word if any(word in text for word in one.words)) if file else ()
    return next((one.clauses for one in named), [])


def changes_asked(found: Understood, topics: list[str], content: Library) -> bool:
    """Whether a question is what changed in the rules, and of nothing in particular."""
    file = nationwide_file(content)
    if file is None or topics or any(year < file.changes.since for year in found.years):
        return False
    return all(any(word in found.text for word in words) for words in (file.changed, file.changes.words))


def area_of(place: str | None, content: Library) -> str | None:
    """The smallest area of which we hold something on waiting and bonuses that a place (code) lies in."""
    around = (place, f"{place[:4]}00", f"{place[:2]}0000") if place else ()
    return next((code for code in around if code in areas(content)), None)


def bonus_of(area: str | None, content: Library) -> AreaBonus | None:
    """What an area, or what it lies in, adds itself; None where we do not hold it."""
    code = set_by(area, "bonus", content) if area else None
    return enrolment_file(content).areas[code].bonus if code else None


def nationwide(
    found: Understood,
    topics: list[str],
    today: date | None,
    words: Words,
    content: Library,
    area: str | None = None,
) -> Answer | None:
    """The answer of the national frame; None where it has none, or where the places decide.

    `today`: what 今年 refers to; None: the newest years. `area`: the code of the area that is meant, where it has
    figures of its own.
    """
    file = nationwide_file(content)
    clauses = by_word(found.text, content)
    if clauses:
        return Answer(content.clause(clauses[0]).topic, clauses)
    topic = _topic(found, topics, file) if file else None
    if file is None or topic is None:
        return None
    own: list[str] = []
    years: list[int] = []
    groups = found.named().get("categories", [])
    this_year = today.year if today else newest_year(file, content)
    if topic == file.by_year:
        years = years_of_cover(found.years, this_year)
        clauses = [*of_repair(found, content), *of_the_nation(found.text, groups, years, file, content)]
    elif topic == OF_BONUS:
        own, clauses = _of_the_bonus(found.text, area, file, content)
    else:
        clauses = file.of(topic).clauses or _fitting(found, topic, file, content)
    if topic == OF_WAITING:
        clauses = _of_the_wait(found.text, clauses, file, content)
    lines = _reckoned(found, topic, area, this_year, file, words, content)
    if topic == OF_WAITING and today:
        wait = rules_of(area, content).waiting.fixed.amount
        lines = [*month_lines(found.text, file.months, wait, today, words), *lines]
    bonus = bonus_of(area, content)
    lowered = bonus.lowered if bonus and tells_of_a_lapse(found.text, content) else None
    after = [lowered.clause] if lowered and topic == OF_WAITING else []
    if topic == OF_BONUS and area and bonus and _of_a_lapse(found.text, file) and not bonus.lowered:
        name = name_of(set_by(area, "bonus", content) or area, content, words)
        lines.append(words("断交以后再参保降多少,{place}定的数我们手里没有。", place=name))
    if topic == file.by_year and not clauses:
        said = words.list(words("{year}年", year=year) for year in years)
        lines = [words("{years}的居民医保个人交多少,我们没有查到,不猜。请看当地的缴费通知。", years=said)]
    most = max(MOST - len(own) - len(lines), LEAST)  # what is reckoned out need not be read in the rules
    return Answer(topic, clauses[:most], lines, own, after) if clauses or lines else None


def of_repair(found: Understood, content: Library) -> list[str]:
    """The clause of what a lapsed year costs to pay off, where that is asked of."""
    repair = REPAIR in found.text and any(hit.what == OF_WAITING for hit in found.topics)
    return [enrolment_file(content).national.less_per_repair.clause] if repair else []


def _topic(found: Understood, topics: list[str], file: NationwideFile) -> str | None:
    for topic, own in file.topics.items():
        named = topic in topics[:2] or (topic == GLOSSARY and own.words)
        if named and (not own.words or any(word in found.text for word in own.words)):
            return topic
    return topics[0] if topics and any(word in found.text for word in file.named) else None


def tells_of_a_lapse(text: str, content: Library) -> bool:
    """Whether a text tells how many years, or which, were not paid."""
    file = nationwide_file(content)
    patterns = (file.patterns["lapsed"], file.lapsed_years, file.lapsed_words) if file else ()
    return any(re.search(pattern, text) for pattern in patterns)


def _of_the_wait(text: str, clauses: list[str], file: NationwideFile, content: Library) -> list[str]:
    """The clauses of the wait, first what is asked of: since when it is so, or what paying off brings."""
    national = enrolment_file(content).national
    first = [national.since.clause] if any(word in text for word in file.changed) else []
    first += [national.less_per_repair.clause] if REPAIR in text else []
    return list(dict.fromkeys([*first, *clauses]))


def _of_a_lapse(text: str, file: NationwideFile) -> bool:
    return any(word in text for word in file.lapse.words)


def _of_the_bonus(text: str, area: str | None, file: NationwideFile, content: Library) -> tuple[list[str], list[str]]:
    """The area's clauses and the nation's: what a lapse takes off first, where one is told of."""
    lapse = _of_a_lapse(text, file)
    clauses = [*(file.lapse.clauses if lapse else ()), *file.of(OF_BONUS).clauses]
    bonus = bonus_of(area, content)
    if bonus is None:
        return [], list(dict.fromkeys(clauses))
    named = [bonus.per_year, bonus.per_zero_claim]
    if bonus.lowered:
        named = [bonus.lowered, *named] if lapse else [*named, bonus.lowered]
    return list(dict.fromkeys(one.clause for one in named)), list(dict.fromkeys(clauses))


def _fitting(found: Understood, topic: str, file: NationwideFile, content: Library) -> list[str]:
    """The clauses of the topic that fit best; any of the frame's where a term is asked about."""
    within = Within((file.scheme,), topics=() if topic == GLOSSARY else (topic,))
    hits = [hit for hit in find(found.text, [topic], within, content) if not is_term(hit)]
    fitting = [hit.id for hit in hits if 2 * hit.score >= hits[0].score]
    named = [word for word in file.of(topic).words if word in found.text]
    return sorted(fitting, key=lambda code: not any(word in content.clause(code).text for word in named))


# ---- the years told


def _reckoned(
    found: Understood,
    topic: str,
    area: str | None,
    this_year: int,
    file: NationwideFile,
    words: Words,
    content: Library,
) -> list[str]:
    """What the rules come to for the years that the question tells; nothing where it tells none."""
    years = {name: _first(re.search(pattern, found.text)) for name, pattern in file.patterns.items()}
    years = {name: value for name, value in years.items() if value is not None}
    named = re.search(file.lapsed_years, found.text)
    of_late = re.search(file.lapsed_words, found.text)
    if named or of_late:
        years["lapsed"] = _count_of_years(named[1], file) if named else _count_of_words(of_late, file)
    if "lapsed" in years and "repaired" not in years:
        all_of_them = re.search(file.all_repaired, found.text)
        none_of_them = re.search(file.none_repaired, found.text)
        if all_of_them or none_of_them:
            years["repaired"] = years["lapsed"] if all_of_them else 0
    if topic == OF_BONUS and not years.keys() & {"straight", "zero_claim"}:
        return []  # what a lapse takes off does not hang on how long it was
    if not years or topic not in (OF_WAITING, OF_BONUS):
        return []
    try:
        history = History(**years)  # type: ignore[arg-type]  # the file names years only
    except MingbaiError:  # more years paid off than lapsed: the clauses alone
        return []
    if topic == OF_WAITING:
        return sentences(wait_told(history, area, words, content))[:TOLD]
    return sentences(bonus_told(history, area, this_year, words, content))[:TOLD]


def _count_of_years(text: str, file: NationwideFile) -> int:
    """How many years a list of them names: 2022到2024年 are three."""
    years = [int(year) for year in re.findall(r"20\d\d", text)]
    until = any(mark in text for mark in file.until)
    return max(years) - min(years) + 1 if until else len(set(years))


def _count_of_words(match: re.Match[str] | None, file: NationwideFile) -> int:
    """How many years 前年和去年都没交 tells of."""
    return len({word for word in file.months.years if match and word in match[1]})


def _first(match: re.Match[str] | None) -> int | None:
    return number(next((one for one in match.groups() if one), None)) if match else None
