"""What a premium costs, by the year that it covers: what a place's own documents say, and the nation's floor."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from engine.content import Clause, Library
from engine.lookup.search import Within, find
from engine.scheme import Scheme
from engine.talk.vocabulary import Vocabulary
from engine.wording import Words

if TYPE_CHECKING:
    from engine.talk.nationwide import NationwideFile

PREMIUM, LATE = "enrolment.premium", "enrolment.late"


@dataclass(frozen=True)
class Local:
    """A place's own premium: `clauses` of the years asked (ids, those that fit best first), and the years of cover of
    which its documents say nothing."""

    clauses: list[str] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)


def years_of_cover(named: list[int], this_year: int) -> list[int]:
    """The years of cover that are meant: this year's question means two premiums, what was paid last autumn for this
    year, and what is paid this autumn for the next; so does one that names no year."""
    asked = named or [this_year]
    return [*asked, this_year + 1] if this_year in asked and this_year + 1 not in asked else asked


def of_the_nation(
    text: str, groups: Iterable[str], years: list[int], file: "NationwideFile", content: Library
) -> list[str]:
    """The nation's clauses of the premium and the subsidy of some years of cover (ids), the one that is asked for
    first; before them who pays it for the `groups` of people that are named."""
    own = _of_premiums(content.scheme(file.scheme), content)
    premium = [one.id for year in years for one in own if _covered(one) == year or _lacks(one, year)]
    subsidy = [one.id for year in years for one in own if _backed(one) == year]
    paid_for = list(dict.fromkeys(file.paid_for[one] for one in groups if one in file.paid_for))
    if any(word in text for word in file.subsidy):
        premium, subsidy = subsidy, premium
    return [*paid_for, *premium, *subsidy]


def newest_year(file: "NationwideFile", content: Library) -> int:
    """The year before the last of which anything is said: the last to come is paid for in it."""
    return max(_covered(one) for one in _of_premiums(content.scheme(file.scheme), content)) - 1


def of_a_place(text: str, topics: list[str], scheme: Scheme, years: list[int], content: Library) -> Local:
    """What the documents of a place say of the premium of some years of cover, and of paying late for them."""
    own = [one for document in scheme.documents for one in content.clauses(document) if one.topic in (PREMIUM, LATE)]
    points = {hit.id: hit.score for hit in find(text, [PREMIUM], Within((scheme.id,)), content)}
    found = [one for one in own if _covered_there(one) in years]
    told = {_covered_there(one) for one in found if one.topic == PREMIUM}
    first = LATE if LATE in topics[:2] else PREMIUM
    ordered = sorted(found, key=lambda one: (one.topic != first, -points.get(one.id, 0)))
    return Local([one.id for one in ordered], [year for year in years if year not in told])


def which_year(text: str, named: list[int], today: date, vocabulary: Vocabulary, words: Words) -> str | None:
    """Which year of cover is told, where the question says 今年, 明年, 去年, or no year at all."""
    back = vocabulary.day_words.years_back
    said = next((word for word in sorted(back, key=len, reverse=True) if word in text), None)
    if named and said is None:
        return None
    year = today.year - (back[said] if said else 0)
    values = {"year": year, "before": year - 1, "next": year + 1}
    if said is None:
        return words("没说是哪一年的。{before}年秋天交的管{year}年,{year}年秋天交的管{next}年,两样都说:", **values)
    return words(
        "“{said}”是{year}年。管{year}年的,是{before}年秋天交的;{year}年秋天交的,管{next}年。", said=said, **values
    )


def _of_premiums(scheme: Scheme, content: Library) -> list[Clause]:
    return [one for document in scheme.documents for one in content.clauses(document) if one.topic == PREMIUM]


def _covered(clause: Clause) -> int:
    """The year of cover that a premium is for; 0 for a clause of none."""
    return int(clause.figures.get("cover", "0"))


def _covered_there(clause: Clause) -> int:
    """The same of a place's own clause."""
    return int(clause.figures.get("year", "0"))


def _backed(clause: Clause) -> int:
    """The year of a subsidy; 0 for a clause of none."""
    return int(clause.figures.get("year", "0")) if "subsidy" in clause.figures else 0


def _lacks(clause: Clause, year: int) -> bool:
    """Whether a clause says that the premium of this year of cover, or of all before its first, has no source."""
    named = [int(text) for text in clause.figures.values() if text.isdigit()]
    return clause.grade == "lost" and "first" in clause.figures and (year < named[0] or year in named[1:])
