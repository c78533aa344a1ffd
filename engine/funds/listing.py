"""Disclosures of a place with what adds up in them, as JSON and as text; the same of what an office gives itself."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from engine.content import Library
from engine.errors import RegionError
from engine.funds.figures import NATION, Figure, figures, fund_sources
from engine.funds.findings import Finding, shipped_findings
from engine.funds.own import Own
from engine.funds.rows import OWN, Fault
from engine.funds.sentences import in_words, indicator_name, period_in_words, value_in_words
from engine.resolve import find_region
from engine.wording import Words

Json = dict[str, Any]
NATION_NAMES = (NATION, "全国", "中国", "nation")  # no message


def place_of(region: str | None, content: Library) -> str | None:
    """The code of a place by code or name; None for all. RegionError for one unknown, or without figures."""
    if region is None:
        return None
    code = NATION if region in NATION_NAMES else find_region(region, content).code
    if not any(one.region == code for one in figures(content)):
        held = "、".join(dict.fromkeys(one.region_name for one in figures(content) if one.region))
        raise RegionError("没有“{place}”公布的基金数。有的是:{held}。", place=region[:40], held=held)
    return code


def disclosed(region: str | None, words: Words, content: Library) -> Json:
    """{"region", "figures": […], "findings": […]}: numbers are decimal strings in base units, null where lost."""
    code = place_of(region, content)
    return {
        "region": code,
        "figures": [figure_json(one, words, content) for one in figures(content) if code in (None, one.region)],
        "findings": [
            finding_json(one, words, content) for one in shipped_findings(content) if code in (None, one.region)
        ],
    }


def figure_json(one: Figure, words: Words, content: Library) -> Json:
    """A figure with its name, its value in words, and its source."""
    numbers = {name: _number(getattr(one, name)) for name in ("value", "low", "high")}
    keys = ("id", "region", "region_name", "level", "period", "indicator", "service", "group", "qualifier", "unit")
    more = ("printed", "nature", "document", "place", "locator", "grade", "compare_key")
    return {
        **{key: getattr(one, key) for key in keys},
        **numbers,
        **{key: getattr(one, key) for key in more},
        "readings": [str(reading) for reading in one.readings],
        "name": indicator_name(one.indicator, words, content),
        "text": value_in_words(one, words),
        "source": source_of(one, words, content),
        "note": words.pick(one.note, one.note_en),
    }


def finding_json(found: Finding, words: Words, content: Library) -> Json:
    """A finding with its sentence."""
    reading = found.reading
    return {
        "check": found.check,
        "verdict": found.verdict,
        "region": found.region,
        "region_name": found.region_name,
        "year": found.year,
        "service": found.service,
        "group": found.group,
        "figures": list(found.figures),
        "clauses": list(found.clauses),
        "unit": found.unit,
        "worked_out": _number(found.worked_out),
        "low": _number(found.low),
        "high": _number(found.high),
        "printed": _number(found.printed),
        "off": _number(found.off),
        "whole": _number(found.whole),
        "each": [_number(one) for one in found.each],
        "reading": reading and {"figure": reading.figure, "value": _number(reading.value), "checks": [*reading.checks]},
        "text": in_words(found, words, content),
    }


def own_disclosed(own: Own, words: Words, content: Library) -> Json:
    """What an office gave: {"own": true, "figures", "findings", "faults"}, never with a shipped figure among them."""
    return {
        "own": True,
        "figures": [figure_json(one, words, content) for one in own.figures],
        "findings": [finding_json(one, words, content) for one in own.findings(content)],
        "faults": [_fault_json(one, words, content) for one in own.faults],
    }


def _fault_json(one: Fault, words: Words, content: Library) -> Json:
    return {"row": one.row, "column": one.column, "text": one.text, "says": one.says(words, content)}


def source_of(one: Figure, words: Words, content: Library) -> str:
    """The document of a figure and the place in it."""
    return f"{document_of(one, words, content)} {one.place}".strip()


def document_of(one: Figure, words: Words, content: Library) -> str:
    """What the document of a figure is called; an office's own is never looked up among ours."""
    if one.grade == OWN:
        return one.document
    try:
        source = content.source(one.document)
        return words.pick(source.title, source.title_en)
    except KeyError:
        own = fund_sources(content).get(one.document)
        return words.pick(own.title, own.title_en) if own else one.document


def as_text(region: str | None, words: Words, content: Library) -> str:
    """The same to read: what does not add up first, then what does, then the figures."""
    code = place_of(region, content)
    found = [one for one in shipped_findings(content) if code in (None, one.region)]
    rows = [one for one in figures(content) if code in (None, one.region)]
    return "\n".join([*_findings_text(found, words, content), *_figures_text(rows, words, content)])


def own_as_text(own: Own, words: Words, content: Library) -> str:
    """What an office gave, to read: first the cells that could not be read, then as `as_text`."""
    faults = [one.says(words, content) for one in own.faults]
    lines = [words("没读懂的格子 ({count})", count=len(faults)), *(f"  {one}" for one in faults)] if faults else []
    lines += _findings_text(own.findings(content), words, content)
    return "\n".join([*lines, *_figures_text(own.figures, words, content)])


def _findings_text(found: Sequence[Finding], words: Words, content: Library) -> list[str]:
    lines = []
    for title, verdict in ((words("对不上的"), "off"), (words("对得上的"), "fits"), (words("算出来的"), "worked_out")):
        rows = [one for one in found if one.verdict == verdict]
        lines += [f"{title} ({len(rows)})"] if rows else []
        lines += [f"  {one.region_name} {one.year}  {in_words(one, words, content)}" for one in rows]
    return lines


def _figures_text(rows: Sequence[Figure], words: Words, content: Library) -> list[str]:
    lines = [words("公布的数 ({count})", count=len(rows))]
    for one in rows:
        name = indicator_name(one.indicator, words, content)
        value, when = value_in_words(one, words), period_in_words(one.period, words)
        lines.append(f"  {one.id}  {one.region_name} {when}  {name}  {value}  ({source_of(one, words, content)})")
    return lines


def _number(value: Decimal | None) -> str | None:
    """Without an exponent, with at most six decimals."""
    if value is None or not value.is_finite():
        return None
    exponent = int(value.as_tuple().exponent)
    return f"{value.quantize(Decimal(1).scaleb(-6)) if exponent < -6 else value:f}"
