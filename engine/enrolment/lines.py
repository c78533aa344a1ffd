"""What both reckonings are told with: a sentence with its clauses and how sure they are, months, years and amounts."""

from typing import Any, NamedTuple

from engine.clauses import clause_text, figure_in_words
from engine.content import Library
from engine.sureness import doubted_clauses
from engine.wording import Words

Json = dict[str, Any]


class Line(NamedTuple):
    """A sentence, and the clauses that it rests on (none where it is what the person said, or a sum of other lines)."""

    text: str
    clauses: tuple[str, ...] = ()

    def json(self, words: Words, content: Library) -> Json:
        """{"text", "clauses", "doubt" (in words; None where the clauses are sure)}."""
        doubt = doubt_of_a_line(self.clauses, words, content)
        return {"text": self.text, "clauses": list(self.clauses), "doubt": doubt}


def doubt_of_a_line(clauses: tuple[str, ...], words: Words, content: Library) -> str | None:
    """What a person must know of the sentence that rests on these clauses; None where there is nothing to tell."""
    grades = set(doubted_clauses(clauses, content))
    if "B" in grades:
        return words("(只在一处见到转引,没和原文核对过)")
    return words("(几处转载写的一样,没和原文核对过)") if grades else None


def as_written(clause: str, words: Words, content: Library) -> Line:
    """A clause as a sentence of its own."""
    return Line(clause_text(clause, words, content), (clause,))


def shape(headline: str, beside: Line | None, lines: list[Line], words: Words, content: Library) -> Json:
    """{"headline", "beside" (a line or None), "lines"}: the answer, the sentence that belongs to it, all others."""
    return {
        "headline": headline,
        "beside": beside.json(words, content) if beside else None,
        "lines": [line.json(words, content) for line in lines],
    }


def sentences(told: Json) -> list[str]:
    """All of what was told, in order."""
    beside = [told["beside"]] if told["beside"] else []
    return [told["headline"], *(line["text"] for line in [*beside, *told["lines"]])]


def months_in_words(number: int, words: Words) -> str:
    """3 -> 3个月."""
    return figure_in_words(f"{number}个月", words)  # no message


def years_in_words(number: int, words: Words) -> str:
    """3 -> 3年."""
    return figure_in_words(f"{number}年", words)  # no message


def place_in_words(area: str, words: Words, content: Library) -> str:
    """The name of a place by its code."""
    region = next(one for one in content.regions() if one.code == area)
    return words.pick(region.name, region.name_en)
