"""A look-up as a person meets it: the rules that answer, the figure first, or plainly why there is nothing."""

from dataclasses import dataclass, replace
from typing import Any

from engine.case import parse_day
from engine.clauses import citation
from engine.content import Library, Region, library
from engine.errors import MingbaiError, RegionError
from engine.listing import period_of
from engine.lookup import nothing
from engine.lookup.entries import GLOSSARY
from engine.lookup.held import held_sections
from engine.lookup.search import Hit, Within, find, fitting, is_term
from engine.lookup.sounds import in_chinese
from engine.resolve import find_region, holds, schemes_at
from engine.scheme import Scheme
from engine.talk.glossary import glossary
from engine.talk.nationwide import nationwide
from engine.talk.places import has_scheme
from engine.talk.plain import masked, plain
from engine.talk.replies import value_lines
from engine.talk.rules import WITH_FIGURES, rule_answer
from engine.talk.talk import reader_of
from engine.talk.topics import mechanisms_of, topics_of
from engine.talk.understood import Setting, Understood
from engine.wording import Words

Json = dict[str, Any]
LIMIT = 10
LEADING = 2  # topics of a question that may have the figure that it asks for
MOST = 50
# A topic -> the one under which some schemes write of the same matter.
KIN = {
    "outpatient.major": "outpatient.chronic",
    "outpatient.chronic": "outpatient.major",
    "accident": "exclusions",
    "claims.where": "serious_illness.claim",
    "serious_illness.claim": "claims.where",
    "claims.documents": "serious_illness.claim",
    "enrolment.late": "enrolment.period",
}
# The same of a deductible, rate or ceiling that is not said to be of a hospital stay.
SERIOUS = {
    "inpatient.deductible": "serious_illness.threshold",
    "inpatient.rate": "serious_illness.bands",
    "inpatient.cap": "serious_illness.cap",
}


@dataclass(frozen=True)
class Filters:
    """What a look-up is narrowed to: a scheme (id), a place (code or name), a day (ISO, its month or year), a topic."""

    scheme: str | None = None
    region: str | None = None
    on: str | None = None
    topic: str | None = None

    @property
    def any(self) -> bool:
        return bool(self.scheme or self.region or self.on or self.topic)


def look_up(
    text: str,
    filters: Filters = Filters(),
    *,
    limit: int = LIMIT,
    lang: str | None = None,
    content: Library | None = None,
) -> Json:
    """The contract's look-up: {"results": […], "nothing"}, and beside it {"values", "lines", "topic", "lang"}: figures
    that answer at once, for the one scheme that is meant.

    Raises RegionError for an unknown place, SchemeError for an unknown scheme, MingbaiError for a bad day or topic.
    """
    content = content or library()
    reader = reader_of(content)
    chinese = in_chinese(plain(masked(text)), reader.words)
    found = reader.read(chinese or text, None, Setting())
    words = Words(lang or found.lang)
    empty: Json = {"results": [], "nothing": None, "values": [], "lines": [], "topic": None, "lang": words.lang}
    topics = topics_of(found, reader.words)
    schemes, why = _narrowed(found, filters, content, words)
    if why is not None:
        return {**empty, "nothing": why}
    if nothing.is_other(found, topics):
        return {**empty, "nothing": nothing.no_matter_of_ours(words)}
    if filters.topic:
        nothing.check_topic(filters.topic)
        topics = [filters.topic, *topics]
    within = Within(tuple(one.id for one in schemes or ()), topics=(filters.topic,) if filters.topic else ())
    if schemes is not None:
        topics = [*topics, *_kin(topics, found)]
    hits = fitting(find(_without_places(found), topics, within, content), topics, meant=schemes is not None)
    rules = [hit for hit in hits if not is_term(hit)]
    if schemes is None:
        rules = _of_the_country_first(found, topics, rules, content, words)
    terms = _terms(found, topics, hits, schemes, content)
    if schemes is None and glossary(content).is_name(found.text):  # 大病, and nothing else: what the word means
        ordered = [*terms[:1], *rules, *terms[1:]]
    else:
        ordered = [*terms, *rules] if found.words.get("define") else [*rules, *terms]
    if not rules and not found.words.get("define"):
        elsewhere = [] if schemes is None else find(_without_places(found), topics, Within(), content)
        others = [hit for hit in fitting(elsewhere, topics, meant=False) if not is_term(hit)]
        return {**empty, "nothing": nothing.not_written(schemes, others, content, words)}
    answer = _figures(found, topics, schemes, content, words)
    results = [_result(hit, schemes, content, words) for hit in ordered[:limit]]
    return {**empty, "results": results, **answer, "topic": topics[0] if topics else rules[0].topic if rules else None}


def _of_the_country_first(
    found: Understood, topics: list[str], rules: list[Hit], content: Library, words: Words
) -> list[Hit]:
    """The rules, those of the national frame before any place's where they answer what names no place."""
    answer = nationwide(found, topics, None, reader_of(content), words, content)
    if answer is None or any(hit.whole for hit in rules):  # a piece of a rule was typed, no question
        return rules
    best = max((hit.score for hit in rules), default=0.0)
    first = [replace(find(code, [], Within(), content)[0], score=best) for code in answer.clauses]
    return [*first, *(hit for hit in rules if hit.id not in answer.clauses)]


def _terms(
    found: Understood, topics: list[str], hits: list[Hit], schemes: list[Scheme] | None, content: Library
) -> list[Hit]:
    """The terms of the glossary that answer; where no place is meant, looked for apart: many rules name them too."""
    if schemes is None:
        hits = fitting(find(_without_places(found), topics, Within(topics=(GLOSSARY,)), content), topics, meant=False)
    return [hit for hit in hits if is_term(hit)][:2]


# ---- what it is narrowed to


def _narrowed(
    found: Understood, filters: Filters, content: Library, words: Words
) -> tuple[list[Scheme] | None, str | None]:
    """The schemes that may answer (None: all), or why none does."""
    schemes: list[Scheme] | None = None
    place: Region | None = None
    if filters.scheme:
        schemes = [content.scheme(filters.scheme)]
    elif filters.region:
        place = _place(filters.region, content)
        schemes = schemes_at(place.code, content)
    elif found.scheme:
        schemes = [content.scheme(found.scheme)]
    elif found.regions:
        codes = dict.fromkeys(code for hit in found.regions for code in hit.what)
        held = [code for code in codes if has_scheme(code, content)]
        if len(found.regions) == 1 and len(codes) > 1 and len(held) > 1:
            return None, nothing.which_place(list(codes), content, words)
        place = next(region for region in content.regions() if region.code in (held or list(codes)))
        schemes = schemes_at(place.code, content)
    if schemes is not None and not schemes and place is not None:
        return None, nothing.no_such_place(place, content, words)
    if not filters.on:
        return _of_the_year_said(found, schemes), None
    day = _day(filters.on)
    every = schemes if schemes is not None else [content.scheme(one) for one in content.scheme_ids()]
    current = [one for one in every if holds(one, *day)]
    return (current, None) if current else (None, nothing.not_then(every, filters.on, words))


def _of_the_year_said(found: Understood, schemes: list[Scheme] | None) -> list[Scheme] | None:
    """The schemes that hold in the time that the words name, where some do: 2013年重庆的起付线."""
    said = next((visit["on"] for visit in found.visits if visit.get("on")), None)
    if schemes is None or said is None:
        return schemes
    return [one for one in schemes if holds(one, *_day(said))] or schemes


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


def _kin(topics: list[str], found: Understood) -> list[str]:
    """What may answer too, where one scheme is meant and it calls the matter by another name."""
    stay = "住院" in found.text or "facility_level" in found.named()  # no message
    kin = {**KIN, **({} if stay else SERIOUS)}
    return [kin[topic] for topic in topics[:2] if topic in kin and kin[topic] not in topics]


def _day(text: str) -> tuple[int, int]:
    try:
        day = parse_day(text)
    except ValueError:
        raise MingbaiError("日期“{text}”要写成 2018-03-05、2018-03 或 2018。", text=text[:40]) from None
    return day.first, day.last


def _without_places(found: Understood) -> str:
    """The text without the places that it names: they say where to look, not what for."""
    text = found.text
    for hit in reversed(found.regions):
        text = f"{text[: hit.start]} {text[hit.end :]}"
    return text.strip() or found.text


# ---- what is shown


def _figures(
    found: Understood, topics: list[str], schemes: list[Scheme] | None, content: Library, words: Words
) -> Json:
    """The figures that answer, of the first scheme that is meant; nothing where none is meant or none has any."""
    leading = [topic for topic in topics[:LEADING] if topic in WITH_FIGURES]  # 没转诊去三级,起付按多少: the second
    if not schemes or not leading:
        return {}
    asked = mechanisms_of(found, reader_of(content).words)
    told = rule_answer(schemes[0], leading[:1], found.named(), found.text, content, asked)
    return {"values": told.values, "lines": value_lines(told.values, content, words), "scheme": schemes[0].id}


def _result(hit: Hit, schemes: list[Scheme] | None, content: Library, words: Words) -> Json:
    """One result as the contract has it, and what a card shows beside."""
    score = int(hit.score * 100)
    if hit.kind == "term":
        term = glossary(content).by_id[hit.id.removeprefix("term-")]
        return {
            "id": hit.id, "scheme": None, "topic": hit.topic, "text": words.pick(term.meaning, term.meaning_en),
            "source": words("词语解释"), "period": None, "grade": None, "score": score,
            "document": None, "place": words.pick(term.term, term.term_en), "copy": None,
        }  # fmt: skip
    if hit.kind == "held":
        section = next(one for one in held_sections() if one.id == hit.id)
        return {
            "id": hit.id, "scheme": None, "topic": hit.topic, "text": section.text, "source": section.title,
            "period": None, "grade": None, "score": score, "document": section.document, "place": section.place,
            "copy": words("这里存着的正式文本"),
        }  # fmt: skip
    cited = citation(hit.id, words, content)
    meant = [one.id for one in schemes or () if one.id in hit.schemes]
    scheme = next(iter((*meant, *hit.schemes)), None)
    return {
        "id": hit.id,
        "scheme": scheme,
        "topic": hit.topic,
        "text": cited["text"],
        "source": f"{cited['document']} {cited['place']}",
        "period": period_of(content.scheme(scheme), words) if scheme else cited["date"],
        "grade": content.clause(hit.id).grade,
        "score": score,
        "document": cited["document_id"],
        "place": f"{cited['place']} {cited['stands']}".strip(),
        "copy": words("、").join([cited["copy"], cited["grade"]]),
    }
