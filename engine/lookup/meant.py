"""Which schemes a look-up means: by its filters, by the place and the year that its words name; or why none."""

from dataclasses import dataclass
from datetime import date

from engine.case import parse_day
from engine.content import Library, Region
from engine.errors import MingbaiError, RegionError
from engine.listing import day_from
from engine.lookup import nothing
from engine.lookup.search import Within, mentioned
from engine.resolve import find_region, holds, nested, schemes_at
from engine.scheme import Scheme
from engine.talk.dates import YEAR_NAMED
from engine.talk.finder import Hit
from engine.talk.places import has_scheme, seen_from_home
from engine.talk.understood import Understood
from engine.talk.vocabulary import Vocabulary
from engine.wording import Words
from engine.written import day_number

MUNICIPALITIES = ("110000", "120000", "310000", "500000")  # a city each, its districts under its rules
ABROAD = ("71", "81", "82")  # an exclusion of its own


@dataclass(frozen=True)
class Filters:
    """What a look-up is narrowed to: a scheme (id), a place (code or name), a day (ISO, its month or year), a topic."""

    scheme: str | None = None
    region: str | None = None
    on: str | None = None
    topic: str | None = None


EVERYTHING = Filters()


@dataclass(frozen=True)
class Meant:
    """`schemes`: those that may answer (None: all); `placed`: a place or scheme was named, so that figures may be
    shown; `place`: its code; `documents`: the only ones of them that do; `why`: why there is no answer; `note`: what
    is said before one."""

    schemes: list[Scheme] | None = None
    placed: bool = False
    place: str | None = None
    documents: tuple[str, ...] = ()
    why: str | None = None
    note: str | None = None


def meant_by(
    found: Understood, filters: Filters, today: date | None, vocabulary: Vocabulary, content: Library, words: Words
) -> Meant:
    """What is meant. Raises RegionError for an unknown place, SchemeError for an unknown scheme, MingbaiError for a bad
    day."""
    meant = _by_filter(filters, content)
    if meant is not None and meant.schemes:
        named = _codes(_homes(found, vocabulary))
        away = vocabulary.patterns["away"].search(found.text)  # who asks of a referral names where it leads
        if not away and _elsewhere(named, meant.schemes):
            return Meant(why=nothing.another_place(meant.schemes, named, content, words))
    elif meant is None:
        meant = _by_words(found, vocabulary, content, words)
    if meant.why is not None:
        return meant
    if meant.schemes is not None and not meant.schemes and meant.place:
        return _of_the_province(meant.place, content, words)
    return _then(meant, found, filters, today, vocabulary, content, words)


def _by_filter(filters: Filters, content: Library) -> Meant | None:
    if filters.scheme:
        scheme = content.scheme(filters.scheme)
        return Meant([scheme], placed=True, place=scheme.region)
    if filters.region:
        place = _place(filters.region, content)
        return Meant(schemes_at(place.code, content), placed=True, place=place.code)
    return None


def _by_words(found: Understood, vocabulary: Vocabulary, content: Library, words: Words) -> Meant:
    """The scheme or place that the words name. Pinyin that names two places is asked back."""
    if found.scheme:
        return Meant([content.scheme(found.scheme)], placed=True)
    if not found.regions:
        return Meant()
    homes = _homes(found, vocabulary) or found.regions
    doubtful = [hit for hit in homes if len(hit.what) > 1]
    for hit in doubtful if len(doubtful) == len(homes) else ():
        held = [code for code in hit.what if has_scheme(code, content)]
        if found.text[hit.start].isascii() or len(held) > 1:
            return Meant(why=nothing.which_place(list(hit.what), content, words))
    codes = _codes(homes)
    held = [code for code in codes if has_scheme(code, content)]
    place = (held or codes)[0]
    return Meant(schemes_at(place, content), placed=True, place=place)


def own_rules_missing(meant: Meant, content: Library, words: Words) -> str | None:
    """That the rules are those of the whole province, where the place that is meant has none of its own."""
    schemes = meant.schemes or []
    if not meant.place or not schemes or any(one.region == meant.place for one in schemes) or meant.documents:
        return None
    province = schemes[0].region or ""
    if not province.endswith("0000") or province in MUNICIPALITIES:
        return None
    return nothing.only_the_province(meant.place, schemes[0], content, words)


def _codes(hits: list[Hit[tuple[str, ...]]]) -> list[str]:
    """The codes of places named, in order."""
    return list(dict.fromkeys(code for hit in hits for code in hit.what))


def _homes(found: Understood, vocabulary: Vocabulary) -> list[Hit[tuple[str, ...]]]:
    """The places that the words name, without those where somebody went for care: 去济南住院 may be asked of 冠县's
    rules."""
    before, after = vocabulary.patterns["cared_for"], vocabulary.patterns["cared_for_after"]
    text = found.text
    return [hit for hit in found.regions if not (before.search(text[: hit.start]) or after.match(text[hit.end :]))]


def _elsewhere(named: list[str], chosen: list[Scheme]) -> bool:
    """Whether places are named and none is that of the chosen schemes."""
    homes = [home for scheme in chosen for home in (scheme.region, *scheme.also_regions)]
    return bool(named) and not any(home and nested(code, home) for code in named for home in homes)


def _place(text: str, content: Library) -> Region:
    """A place by code or name. A name that a city shares with its county is that of the one we hold rules of.

    RegionError for an unknown place, and for a name of several.
    """
    try:
        return find_region(text, content)
    except RegionError:
        own = {content.scheme(one).region for one in content.scheme_ids()}
        alike = [one for one in content.regions() if one.code in own and one.name[:-1] == text.strip()]
        if len(alike) != 1:
            raise
        return alike[0]


def _of_the_province(place: str, content: Library, words: Words) -> Meant:
    """A place without a scheme of its own: the documents that are of the place itself, else that there is nothing."""
    own = {scheme.id: scheme for one in content.scheme_ids() if (scheme := content.scheme(one))}
    documents = {
        document: scheme
        for scheme in own.values()
        for document in scheme.documents
        if content.source(document).region == place
    }
    region = next(one for one in content.regions() if one.code == place)
    if not documents:
        return Meant(why=nothing.no_such_place(region, content, words))
    return Meant(list(documents.values()), place=place, documents=tuple(documents))


def care_elsewhere(found: Understood, meant: Meant, vocabulary: Vocabulary) -> str | None:
    """Where the care was, seen from the place whose rules are meant ("city", "outside"), where the words name a place
    outside of it; else None."""
    if not meant.place:
        return None
    homes = _homes(found, vocabulary)
    gone = _codes([hit for hit in found.regions if hit not in homes])
    if not _elsewhere(gone, meant.schemes or []) or gone[0].startswith(ABROAD):
        return None
    return seen_from_home(gone[0], meant.place) or "outside"


# ---- the time


def _then(
    meant: Meant,
    found: Understood,
    filters: Filters,
    today: date | None,
    vocabulary: Vocabulary,
    content: Library,
    words: Words,
) -> Meant:
    """What is meant, at the time that is asked of: a time that we do not hold is said, and what we hold is only near
    to it; where our copy does not say its year, that is said too."""
    every = meant.schemes if meant.schemes is not None else [content.scheme(one) for one in content.scheme_ids()]
    if filters.on:
        first, last = _day(filters.on)
        current = [one for one in every if _held(one, first, last)]
        if not current:
            return _only_near(meant, nothing.not_then(every, filters.on, words))
        dated = [one for one in current if one.period.year != "lost"]
        if meant.placed or dated:
            note = None if dated else nothing.year_unknown(current, filters.on, words)
            return Meant(current, meant.placed, meant.place, meant.documents, note=note)
        return _only_near(meant, nothing.not_then(every, filters.on, words))
    within = Within(tuple(one.id for one in meant.schemes or ()))
    for year in YEAR_NAMED.findall(found.text):
        if not _surely(every, year) and not mentioned(f"n{year}", within, content):
            lost = [one for one in every if one.period.year == "lost" and _held(one, *_day(year))]
            if lost and meant.placed:
                return Meant(**{**vars(meant), "note": nothing.year_unknown(lost, year, words)})
            return _only_near(meant, nothing.not_then(every, year, words))
    year = _this_year(found, today, vocabulary)
    if year and meant.placed and meant.schemes and not _surely(every, year):
        return Meant(**{**vars(meant), "note": nothing.not_then(every, year, words)})
    asked = [*YEAR_NAMED.findall(found.text), *([year] if year else [])]
    then = [one for one in meant.schemes or () if any(_held(one, *_day(said)) for said in asked)]
    return Meant(**{**vars(meant), "schemes": then}) if then else meant


def _only_near(meant: Meant, why: str) -> Meant:
    return Meant(meant.schemes if meant.placed else [], meant.placed, meant.place, meant.documents, why=why)


def _surely(schemes: list[Scheme], year: str) -> bool:
    return any(one.period.year != "lost" and _held(one, *_day(year)) for one in schemes)


def _held(scheme: Scheme, first: int, last: int) -> bool:
    return holds(scheme, first, last) and day_number(day_from(scheme)) <= last


def _this_year(found: Understood, today: date | None, vocabulary: Vocabulary) -> str | None:
    """The year that 今年, 明年 … mean, where the day of the question is known."""
    if today is None:
        return None
    back = vocabulary.day_words.years_back
    said = next((word for word in back if back[word] <= 0 and word in found.text), None)
    return str(today.year - back[said]) if said else None


def _day(text: str) -> tuple[int, int]:
    try:
        day = parse_day(text)
    except ValueError:
        raise MingbaiError("日期“{text}”要写成 2018-03-05、2018-03 或 2018。", text=text[:40]) from None
    return day.first, day.last
