"""A question carried on: 那西安呢, 明年呢, 低保呢, 一档呢, or the place that we asked for, take up the last question of
rules."""

from datetime import date

from engine.talk.dates import Said, years_of
from engine.talk.plain import masked, plain
from engine.talk.understand import Reader

# Facts whose words alone take up a question: for whom, of what tier, at which hospital, of what disease.
CARRIED = (
    "person.categories",
    "person.age_group",
    "person.enrolment_tier",
    "visit.facility_level",
    "visit.conditions",
    "visit.kind",
)


def carried_on(text: str, last: str, reader: Reader, today: date, *, place_asked: bool) -> str | None:
    """The last question (plain text) with the place, the year, or the words for a fact of this sentence; None where it
    is no such sentence.

    `place_asked`: our open question is where somebody is insured, so that a place alone answers it.
    """
    said = reader.spelt(plain(masked(text)))
    places = reader.words.regions.longest(said)
    years = [day for day in reader.days.read(said, today) if years_of([day], said)]
    facts = [hit for hit in reader.words.find_facts.longest(said) if hit.what.fact in CARRIED]
    names = [(hit.start, hit.end) for hit in places] + [(hit.start, hit.end) for hit in facts]
    names += [(day.start, day.end) for day in years]
    if not names:
        return None
    rest = reader.patterns["noise"].sub("", _without(said, names))
    alone = place_asked and places and not years and not facts and reader.patterns["only_a_place"].fullmatch(rest)
    if not (alone or reader.patterns["and_what_of"].fullmatch(_without(said, names).strip(" ?？。"))):
        return None
    if places:
        there = said[places[0].start : places[-1].end]
        last = _in_place_of([(hit.start, hit.end) for hit in reader.words.regions.longest(last)], there, last)
    if years:
        then = said[years[0].start : years[0].end]
        last = _in_place_of(_years(last, reader, today), then, last)
    for fact in facts:
        same = [hit for hit in reader.words.find_facts.longest(last) if hit.what.fact == fact.what.fact]
        last = _in_place_of([(hit.start, hit.end) for hit in same], said[fact.start : fact.end], last)
    return last


def _years(text: str, reader: Reader, today: date) -> list[tuple[int, int]]:
    days: list[Said] = reader.days.read(text, today)
    return [(day.start, day.end) for day in days if years_of([day], text)]


def _in_place_of(spans: list[tuple[int, int]], new: str, text: str) -> str:
    """The text with the first of these spans put otherwise; with it in front where there is none."""
    if not spans:
        return new + text
    start, end = spans[0]
    return text[:start] + new + text[end:]


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + text[end:]
    return text
