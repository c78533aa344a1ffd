"""What was found put in the order in which a person reads it: one's own place before the province, the rule for all
before the exception, place beside place where none was named; the terms that a question names first."""

from dataclasses import replace

from engine.content import Library
from engine.lookup.meant import Meant
from engine.lookup.search import Hit
from engine.talk.glossary import glossary
from engine.talk.understood import Understood

# What a score counts of a rule that is only the province's, and of an exception that the question does not name.
OF_THE_PROVINCE, OF_AN_EXCEPTION = 0.6, 0.6
OF_A_NAME = 12.0  # a document that bears the name of the place, where the place has no scheme of its own
NAMES_EXCEPTIONS = ("assistance", "supplement", "enrolment.late")


def arranged(hits: list[Hit], topics: list[str], found: Understood, meant: Meant, content: Library) -> list[Hit]:
    """The rules in the order in which they are read. `topics`: what the question is about."""
    own = {one.id for one in meant.schemes or () if meant.schemes and one.region == meant.schemes[0].region}
    told = bool(found.named().get("categories")) or any(topic in topics[:2] for topic in NAMES_EXCEPTIONS)
    names = _names_without_scheme(meant, content)

    def score(hit: Hit) -> float:
        counts = hit.score
        if own and hit.schemes and not own & set(hit.schemes):
            counts *= OF_THE_PROVINCE
        if not told and hit.kind == "clause" and not hit.whole and content.clause(hit.id).exception:
            counts *= OF_AN_EXCEPTION
        if any(name in content.source(hit.document).title for name in names) and hit.kind == "clause":
            counts += OF_A_NAME
        return counts

    ordered = sorted((replace(hit, score=score(hit)) for hit in hits), key=lambda hit: -hit.score)
    return ordered if meant.schemes is not None else _place_beside_place(ordered, topics)


def _names_without_scheme(meant: Meant, content: Library) -> list[str]:
    """The name of the place that is meant, where its rules are those of what it lies in."""
    if not meant.place or any(one.region == meant.place for one in meant.schemes or ()):
        return []
    return [one.name[:-1] for one in content.regions() if one.code == meant.place]


def _place_beside_place(hits: list[Hit], topics: list[str]) -> list[Hit]:
    """The best rule of each document first, then the second of each: no place was named, so none may hide another.
    What the whole question stands in stays in front, and what is of another topic behind."""
    turn: dict[str, int] = {}
    turns: dict[str, int] = {}
    for hit in hits:
        turns[hit.id] = turn[hit.document] = turn.get(hit.document, -1) + 1
    first = topics[:1]
    return sorted(hits, key=lambda hit: (not hit.whole, not hit.answers(first), turns[hit.id], hit.topic not in first))


def terms_of(found: Understood, hits: list[Hit], content: Library) -> list[Hit]:
    """The terms of the glossary: those that the question names first, the one that is its very name before them with
    those that it is confused with, then others that were found."""
    book = glossary(content)
    named = list(book.in_text(found.text))
    if named and (found.words.get("define") or book.is_name(found.text)):
        named += [book.by_id[one] for one in named[0].differs if one in book.by_id]
    ids = dict.fromkeys(f"term-{term.id}" for term in named)
    of_id = {hit.id: hit for hit in hits}
    first = [of_id.get(one) or Hit(one, "term", "glossary", "", (), 1.0, 1.0) for one in ids]
    return [*first, *(hit for hit in hits if hit.id not in ids)][: max(2, len(first))]
