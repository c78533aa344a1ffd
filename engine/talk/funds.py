"""Figures of fund disclosures that a question asks for, found by their indicator's names."""

import csv
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from engine.content import Library, parse
from engine.document import Document
from engine.lookup.signs import pairs
from engine.wording import Words

Json = dict[str, Any]
MOST = 6


class Indicator(BaseModel):
    """What a figure measures, and how people ask for it."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    id: str
    name: str
    name_en: str
    meaning: str
    meaning_en: str
    unit: str
    aliases: list[str] = []


class IndicatorFile(BaseModel):
    """`content/funds/indicators.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    indicators: list[Indicator]


@lru_cache(maxsize=4)
def _disclosures(content: Library) -> tuple[list[Json], dict[str, Indicator]]:
    folder = content.root.joinpath("funds")
    if not folder.is_dir():
        return [], {}
    with folder.joinpath("disclosures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = parse(IndicatorFile, Document(folder.joinpath("indicators.yaml"))).indicators
    return rows, {one.id: one for one in found}


def disclosures_asked(
    text: str, regions: list[str], documents: list[str], content: Library
) -> list[tuple[Json, Indicator]]:
    """Rows of the disclosures of some places (codes) or documents, of all where neither is given, whose indicator the
    text asks for, the best first."""
    rows, indicators = _disclosures(content)
    asked = dict.fromkeys(pairs(text))
    found = []
    for n, row in enumerate(rows):
        one = indicators.get(row["indicator"])
        if one is None or not _of_place(row, regions, documents):
            continue
        named = sum(len(name) for name in (one.name, *one.aliases) if name and name.casefold() in text)
        own = set(pairs(f"{one.name}{row['note']}{row['region_name']}{''.join(one.aliases)}"))
        shared = sum(1 for pair in asked if pair in own)
        if named or shared >= 2:
            found.append((-3 * named - shared, n, row, one))
    return [(row, one) for *_, row, one in sorted(found, key=lambda x: x[:2])][:MOST]


def _of_place(row: Json, regions: list[str], documents: list[str]) -> bool:
    if not regions and not documents:
        return True
    province = any(code.endswith("0000") and row["region"][:2] == code[:2] for code in regions)
    return row["region"] in regions or row["document"] in documents or province


def in_words(row: Json, one: Indicator, words: Words) -> str:
    """A figure as a line: place, period, what it is, how much, and what is doubtful about it."""
    amount = row["value"] or (f"{row['low']} ~ {row['high']}" if row["low"] or row["high"] else "")
    units = {"yuan": words("元"), "persons": words("人"), "person_times": words("人次"), "percent": "%"}
    in_myriads = _in_myriads(row["value"], words) if row["unit"] == "yuan" and row["value"] else ""
    return words(
        "{place} {period} {name}:{amount}{unit}{in_myriads}。{note}",
        place=row["region_name"],
        period=row["period"],
        name=words.pick(one.name, one.name_en),
        amount=amount or words("原文缺"),
        unit=units.get(row["unit"], "") if amount else "",
        in_myriads=in_myriads,
        note=words.pick(row["note"], row["note_en"]),
    )


def _in_myriads(value: str, words: Words) -> str:
    whole = value.partition(".")[0]
    if len(whole) < 5:
        return ""
    number = f"{int(whole) // 10_000:,}.{int(whole) % 10_000:04d}".rstrip("0").rstrip(".")
    return words("({number}万元)", number=number)


def value_of(row: Json) -> Json:
    """A figure as the answer of a turn carries it; what is not there is null."""
    figure = {name: row[name] or None for name in ("value", "low", "high")}
    return {"id": row["id"], **figure, "unit": row["unit"]}
