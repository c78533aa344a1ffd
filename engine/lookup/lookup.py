"""A look-up as a person meets it: the rules that answer, the figure first, or plainly why there is nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

from engine.clauses import citation, date_of
from engine.content import Library, library
from engine.listing import period_of
from engine.lookup import nothing
from engine.lookup.adverts import is_advert, quoted
from engine.lookup.arranging import arranged, terms_of
from engine.lookup.entries import GLOSSARY
from engine.lookup.held import held_sections
from engine.lookup.meant import EVERYTHING, Filters, Meant, care_elsewhere, meant_by, own_rules_missing
from engine.lookup.search import BENEFITS, Hit, Within, find, fitting, is_term
from engine.lookup.sounds import in_chinese
from engine.lookup.unheard import unheard
from engine.scheme import Scheme
from engine.talk.glossary import glossary
from engine.talk.nationwide import nationwide
from engine.talk.plain import masked, plain
from engine.talk.replies import value_lines
from engine.talk.rules import WITH_FIGURES, layer_of, lost_lines, refusals, rule_answer
from engine.talk.talk import reader_of
from engine.talk.topics import mechanisms_of, topics_of
from engine.talk.understood import Setting, Understood
from engine.talk.vocabulary import Vocabulary
from engine.wording import Words

Json = dict[str, Any]
LIMIT = 10
ANSWERS_AS_MUCH = 0.9  # of what the best rule answers of a question
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
SERIOUS_WORD, SHARE = "大病", "%"  # no message
ELSEWHERE = " 外地 转诊"  # no message: what is looked for too where the care was in another place
# The same of a deductible, rate or ceiling that is not said to be of a hospital stay.
SERIOUS = {
    "inpatient.deductible": "serious_illness.threshold",
    "inpatient.rate": "serious_illness.bands",
    "inpatient.cap": "serious_illness.cap",
}


def look_up(
    text: str,
    filters: Filters = EVERYTHING,
    *,
    limit: int = LIMIT,
    today: date | None = None,
    lang: str | None = None,
    content: Library | None = None,
) -> Json:
    """The contract's look-up: {"results": […], "nothing"}, and beside it {"values", "lines", "scheme", "topic"}:
    figures that answer at once, of the one place that is meant, and "whose" and of which "period" they are; "note":
    what must be known before them; "nearest": where the year asked of is not held, the rules of the year that is.
    `today`: the day that 今年 refers to.

    Raises RegionError for an unknown place, SchemeError for an unknown scheme, MingbaiError for a bad day or topic.
    """
    content = content or library()
    reader = reader_of(content)
    chinese = in_chinese(plain(masked(text)), reader.words)
    found = reader.read(chinese or text, None, Setting())
    words = Words(lang or found.lang)
    meant = meant_by(found, filters, today, reader.words, content, words)
    if filters.topic:
        nothing.check_topic(filters.topic)
    empty: Json = {
        "results": [], "nothing": meant.why, "nearest": [], "note": meant.note, "values": [], "lines": [],
        "topic": None, "lang": words.lang,
    }  # fmt: skip
    if meant.why is not None and not meant.schemes:
        return empty
    topics = _topics(found, meant, filters, reader.words)
    if _of_another_insurance(found, topics, meant):
        assert meant.schemes is not None
        told = nothing.another_insurance(meant.schemes[0], found.named()["insurance"], content, words)
        return {**empty, "nothing": meant.why or told}
    ordered, why = _ordered(found, topics, meant, filters, content, words)
    if why is not None:
        return {**empty, "nothing": meant.why or why}
    results = [_result(hit, meant.schemes, content, words) for hit in ordered[:limit]]
    if meant.why is not None:  # another year's: only the nearest
        return {**empty, "nothing": nothing.only_near(meant.why, words), "nearest": results}
    rules = [hit for hit in ordered if not is_term(hit) and not is_advert(hit)]
    if any(is_advert(hit) for hit in ordered[:limit]):
        empty["note"] = nothing.adverts_too(meant.note, words)
    elif meant.schemes is None and len({one["scheme"] for one in results}) > 1 and rules == ordered:
        empty["note"] = nothing.several_places(words)
    elif meant.note is None:
        empty["note"] = own_rules_missing(meant, content, words)
    answer = _figures(found, topics, meant, rules, content, words) if rules else {}
    return {**empty, "results": results, **answer, "topic": topics[0] if topics else rules[0].topic if rules else None}


def _ordered(
    found: Understood, topics: list[str], meant: Meant, filters: Filters, content: Library, words: Words
) -> tuple[list[Hit], str | None]:
    """What fits, the best first, what an advert says of it before all where it is quoted; or why nothing does."""
    schemes, vocabulary = meant.schemes, reader_of(content).words
    within = Within(tuple(one.id for one in schemes or ()), (filters.topic,) if filters.topic else (), meant.documents)
    asked = _without_places(found) + (ELSEWHERE if care_elsewhere(found, meant, vocabulary) else "")
    wider = topics if schemes is None else [*topics, *_kin(topics, found)]
    replaced = content.replaced(schemes[0].id) if schemes else ()  # by rules of the place's own
    claims = quoted(asked, topics, meant, content)
    every = [hit for hit in find(asked, wider, within, content) if hit.id not in replaced and not is_advert(hit)]
    if not claims and not any(hit.whole for hit in every):
        if nothing.is_other(found, topics, vocabulary):
            return [], nothing.no_matter_of_ours(words)
        thing = unheard(asked, found, topics, vocabulary)
        if thing is not None:
            return [], nothing.no_word(thing, words)
    hits = fitting(every, wider, meant=schemes is not None)
    rules = arranged([hit for hit in hits if not is_term(hit)], wider, found, meant, content)
    if schemes is None:
        rules = _of_the_country_first(found, wider, rules, content, words)
        # Many rules name the terms too: these are looked for apart.
        hits = fitting(find(asked, wider, Within(topics=(GLOSSARY,)), content), wider, meant=False)
    terms = [hit for hit in hits if is_term(hit)]
    define = bool(found.words.get("define"))
    if define or (schemes is None and glossary(content).is_name(found.text)):  # 大病, and nothing else
        return [*terms_of(found, terms, content), *rules], None
    if rules or claims:
        return [*claims[:1], *rules, *claims[1:], *terms[:2]], None
    elsewhere = [] if schemes is None else find(asked, wider, Within(), content)
    others = [hit for hit in fitting(elsewhere, wider, meant=False) if not is_term(hit)]
    return [], nothing.not_written(schemes, others, content, words)


def _of_the_country_first(
    found: Understood, topics: list[str], rules: list[Hit], content: Library, words: Words
) -> list[Hit]:
    """The rules, those of the national frame before any place's where they answer what names no place."""
    answer = nationwide(found, topics, None, words, content)
    if answer is None or any(hit.whole for hit in rules):  # a piece of a rule was typed, no question
        return rules
    best = max((hit.score for hit in rules), default=0.0)
    first = [replace(find(code, [], Within(), content)[0], score=best) for code in answer.clauses]
    return [*first, *(hit for hit in rules if hit.id not in answer.clauses)]


def _topics(found: Understood, meant: Meant, filters: Filters, vocabulary: Vocabulary) -> list[str]:
    """What is asked about, the leading topic first. Of one place 十万以上报多少 is a question of its rate, and
    so is 报90%."""
    topics = topics_of(found, vocabulary)
    asked_for = "rate" in mechanisms_of(found, vocabulary) or SHARE in found.text
    if not topics and meant.placed and asked_for:
        topics = ["serious_illness.bands" if SERIOUS_WORD in found.text else "inpatient.rate"]
    if not topics and any(path.endswith("enrolment_tier") for path in found.alternatives):  # 一档还是二档
        topics = ["enrolment.premium", "inpatient.rate", "inpatient.cap"]
    if care_elsewhere(found, meant, vocabulary):
        topics = ["inpatient.referral", *topics]
    return [filters.topic, *topics] if filters.topic else topics


def _of_another_insurance(found: Understood, topics: list[str], meant: Meant) -> bool:
    """Whether a benefit is asked of for an insurance that the place's rules are not of."""
    asked = found.named().get("insurance")
    if not asked or not meant.placed or not meant.schemes or not (topics and topics[0].startswith(BENEFITS)):
        return False
    insured = {name for one in meant.schemes for name in one.insurance}
    residents = insured - {"employee"}
    if asked == "urban_resident":
        return residents <= {"nrcms"}
    return asked not in insured if asked == "employee" else not residents


def _kin(topics: list[str], found: Understood) -> list[str]:
    """What may answer too, where one scheme is meant and it calls the matter by another name."""
    stay = "住院" in found.text or "facility_level" in found.named()  # no message
    kin = {**KIN, **({} if stay else SERIOUS)}
    return [kin[topic] for topic in topics[:2] if topic in kin and kin[topic] not in topics]


def _without_places(found: Understood) -> str:
    """The text without the places that it names: they say where to look, not what for."""
    text = found.text
    for hit in reversed(found.regions):
        text = f"{text[: hit.start]} {text[hit.end :]}"
    return text.strip() or found.text


# ---- what is shown


def _figures(
    found: Understood, topics: list[str], meant: Meant, rules: list[Hit], content: Library, words: Words
) -> Json:
    """The figures that answer, of the scheme of the place that has the matter; no place, no figure."""
    leading = [topic for topic in topics[:LEADING] if topic in WITH_FIGURES]  # 没转诊去三级,起付按多少: the second
    if not meant.placed or not meant.schemes or not leading:
        return {}
    scheme, vocabulary = _scheme_of(rules, meant.schemes), reader_of(content).words
    place = care_elsewhere(found, meant, vocabulary)
    given = {**found.named(), **({"place": place} if place else {})}
    told = rule_answer(scheme, leading[:1], given, found.text, content, mechanisms_of(found, vocabulary))
    if place:  # what one's own layer does not say of care elsewhere, no other layer's figures stand in for
        told.values = [value for value in told.values if value["layer"] == layer_of(leading[0])]
    lines = refusals(scheme, found, topics, words)
    lines += value_lines(told.values, content, words, _told_along(given))
    lines += lost_lines(told, words)
    return {"values": told.values, "lines": lines, "scheme": scheme.id, **_whose(told.values, scheme, content, words)}


def _scheme_of(rules: list[Hit], schemes: list[Scheme]) -> Scheme:
    """The first of several schemes, unless another's rule answers much more of the question."""
    first = max((hit.covered for hit in rules if schemes[0].id in hit.schemes), default=0.0)
    if rules[0].covered * ANSWERS_AS_MUCH <= first:
        return schemes[0]
    return next((one for one in schemes if one.id in rules[0].schemes), schemes[0])


def _told_along(given: Json) -> Json:
    """The conditions that the question names: a figure is not shown without them."""
    stays = given.get("inpatient_stays")
    named: Json = {name: given[name] for name in ("facility_level", "enrolment_tier") if name in given}
    return named | ({"stay": str(stays + 1)} if isinstance(stays, int) else {})


def _whose(values: list[Json], scheme: Scheme, content: Library, words: Words) -> Json:
    """Whose figures they are and when they held: a layer may follow rules of another place and year."""
    layer = scheme.layers.get(values[0]["layer"]) if values else None
    source = next((one for document in scheme.documents if (one := content.source(document)).region), None)
    if layer and layer.short_name and source:
        name = words.pick(layer.short_name, layer.short_name_en or layer.short_name)
        return {"whose": name, "period": date_of(source, words)}
    return {"whose": words.pick(scheme.short_name, scheme.short_name_en), "period": period_of(scheme, words)}


def _result(hit: Hit, schemes: list[Scheme] | None, content: Library, words: Words) -> Json:
    """One result as the contract has it, and what a card shows beside."""
    score = int(hit.score * 100)
    if hit.kind == "term":
        term = glossary(content).by_id[hit.id.removeprefix("term-")]
        return {
            "id": hit.id, "scheme": None, "topic": hit.topic, "text": words.pick(term.meaning, term.meaning_en),
            "source": words("词语解释"), "period": None, "grade": None, "score": score,
            "document": None, "place": words.pick(term.term, term.term_en), "copy": None, "advert": False,
        }  # fmt: skip
    if hit.kind == "held":
        section = next(one for one in held_sections() if one.id == hit.id)
        return {
            "id": hit.id, "scheme": None, "topic": hit.topic, "text": section.text, "source": section.title,
            "period": None, "grade": None, "score": score, "document": section.document, "place": section.place,
            "copy": words("这里存着的正式文本"), "advert": False,
        }  # fmt: skip
    cited = citation(hit.id, words, content)
    of_another = content.source(hit.document).region is not None
    meant = [one.id for one in schemes or () if one.id in hit.schemes]
    scheme = next(iter((*meant, *hit.schemes)), None)
    return {
        "id": hit.id,
        "scheme": scheme,
        "topic": hit.topic,
        "text": cited["text"],
        "source": f"{cited['document']} {cited['place']}",
        "period": cited["date"] if of_another or not scheme else period_of(content.scheme(scheme), words),
        "grade": content.clause(hit.id).grade,
        "score": score,
        "document": cited["document_id"],
        "place": f"{cited['place']} {cited['stands']}".strip(),
        "copy": words.list([cited["copy"], cited["grade"]]),
        "advert": is_advert(hit),
    }
