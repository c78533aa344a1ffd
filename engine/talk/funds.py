"""Figures of fund disclosures that a question asks for, found by their indicator's names."""

from typing import Any

from engine.content import Library
from engine.funds.figures import NATION, UNCHECKED, Figure, Indicator, figures, indicators
from engine.funds.sentences import period_in_words, value_in_words
from engine.lookup.signs import pairs
from engine.wording import Words

Json = dict[str, Any]
MOST = 6


def disclosures_asked(
    text: str, regions: list[str], documents: list[str], content: Library
) -> list[tuple[Figure, Indicator]]:
    """Figures of some places (codes) or documents, of all where neither is given, whose indicator the text asks for,
    the best first."""
    known = indicators(content)
    asked = dict.fromkeys(pairs(text))
    found = []
    for n, row in enumerate(figures(content)):
        one = known.get(row.indicator)
        if one is None or row.grade in UNCHECKED or not _of_place(row, regions, documents):
            continue
        named = sum(len(name) for name in (one.name, *one.aliases) if name and name.casefold() in text)
        own = set(pairs(f"{one.name}{row.note}{row.region_name}{''.join(one.aliases)}"))
        shared = sum(1 for pair in asked if pair in own)
        if named or shared >= 2:
            found.append((-3 * named - shared, n, row, one))
    return [(row, one) for *_, row, one in sorted(found, key=lambda x: x[:2])][:MOST]


def _of_place(row: Figure, regions: list[str], documents: list[str]) -> bool:
    if not regions and not documents:
        return True
    province = any(code.endswith("0000") and row.region[:2] == code[:2] for code in regions)
    return row.region in regions or row.document in documents or (province and row.region != NATION)


def in_words(row: Figure, one: Indicator, words: Words) -> str:
    """A figure as a line: place, period, what it is, how much, and what is doubtful about it."""
    printed = words("原文印作“{printed}”。", printed=row.printed) if row.printed else ""
    return words(
        "{place} {period} {name}:{amount}。{note}",
        place=row.region_name,
        period=period_in_words(row.period, words),
        name=words.pick(one.name, one.name_en),
        amount=value_in_words(row, words),
        note=words.pick(row.note, row.note_en) + printed,
    )


def value_of(row: Figure) -> Json:
    """A figure as the answer of a turn carries it; what is not there is null."""
    figure = {name: None if (value := getattr(row, name)) is None else str(value) for name in ("value", "low", "high")}
    return {"id": row.id, **figure, "unit": row.unit}
