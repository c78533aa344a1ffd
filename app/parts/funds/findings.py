"""What adds up and what does not, as cards: printed, worked out, off by, which reading fits."""

from itertools import product

from app.parts.markup import Markup, join, tag
from app.texts import Texts
from engine.content import Library
from engine.funds.amounts import exactly, told
from engine.funds.figures import Figure, figures, indicators
from engine.funds.findings import Finding
from engine.funds.listing import source_of
from engine.funds.sentences import (
    check_name,
    gap_in_words,
    in_words,
    indicator_name,
    meaning,
    period_in_words,
    value_in_words,
)

GROUPS = ("residents", "rural_residents")  # whose fund the sentence is of, the first that has one


def one_sentence(found: list[Finding], t: Texts, content: Library) -> str | None:
    """The sentence that says what the figures of a year say, where a check of income and spending says one."""
    for check, group in product(("change", "year_balance"), GROUPS):
        for one in (each for each in found if (each.check, each.group) == (check, group)):
            sentence = meaning(one, t.words, content)
            of = next((row for row in figures(content) if row.id == one.figures[0]), None)
            if of is not None and not of.period:
                return t("原文没写是哪段时间:{sentence}", sentence=sentence)
            if of is None or not of.part_year:
                return sentence
            return t("{period}(不是一整年):{sentence}", period=period_in_words(of.period, t.words), sentence=sentence)
    return None


def cards(found: list[Finding], by_id: dict[str, Figure], t: Texts, content: Library) -> Markup | None:
    """What does not add up, a card each; what does and what was worked out under folds."""
    off = one_of_each([one for one in found if one.verdict == "off"])
    fits = [one for one in found if one.verdict == "fits"]
    other = [one for one in found if one.verdict == "worked_out"]
    if not found:
        return None
    counted = t("{off} 处对不上,{fits} 处对得上", off=len(off), fits=len(fits))
    return join(
        tag("p", counted, class_="mb-hint"),
        *(_card(one, by_id, t, content) for one in off),
        _fold(t("对得上的 ({count})", count=len(fits)), fits, "fits", t, content),
        _fold(t("算出来的 ({count})", count=len(other)), other, "worked", t, content),
    )


def one_of_each(off: list[Finding]) -> list[Finding]:
    """What does not add up, each slip once: two checks that one misprint explains, or that miss by the same from the
    same print, tell of one slip."""
    met: set[object] = set()
    kept = []
    for one in off:
        slip = (one.reading.figure, one.reading.value) if one.reading else (one.printed, one.worked_out)
        if slip not in met:
            kept.append(one)
        met.add(slip)
    return kept


def _card(found: Finding, by_id: dict[str, Figure], t: Texts, content: Library) -> Markup:
    printed = told(found.printed, found.unit, t.words) if found.printed is not None else ""
    gap = gap_in_words(found, t.words)
    more = t("印的多 {gap}", gap=gap) if found.off and found.off > 0 else t("印的少 {gap}", gap=gap)
    lines = [
        (t("印的"), printed),
        (t("算出来"), told(found.worked_out, found.unit, t.words)),
        (t("差多少"), more),
    ]
    if found.reading is not None:
        name = indicator_name(found.reading.indicator, t.words, content)
        would = exactly(found.reading.value, found.unit, t.words)
        lines.append((t("怎样才对得上"), t("{name}是 {value},就处处对得上", name=name, value=would)))
    return tag(
        "article",
        tag("h4", check_name(found, t.words, content)),
        tag("dl", *(join(tag("dt", label), tag("dd", value)) for label, value in lines)),
        tag("p", said) if (said := meaning(found, t.words, content)) else None,
        _used(found, by_id, t, content),
        class_="mb-finding",
    )


def _used(found: Finding, by_id: dict[str, Figure], t: Texts, content: Library) -> Markup:
    """The figures in it, with their place in the document."""
    rows = [by_id[one] for one in found.figures if one in by_id]
    names = indicators(content)
    listed = [
        tag(
            "li",
            t(
                "{name} {value},{source}",
                name=t.pick(names[one.indicator].name, names[one.indicator].name_en),
                value=value_in_words(one, t.words),
                source=source_of(one, t.words, content),
            ),
        )
        for one in rows
    ]
    listed += [tag("li", t("条文 {clause}", clause=clause)) for clause in found.clauses]
    summary = tag("summary", t("用到的数"))
    return tag("details", summary, tag("ul", *listed), class_="mb-fold", data_mb_keep=f"used-{found.check}")


def _fold(title: str, found: list[Finding], key: str, t: Texts, content: Library) -> Markup | None:
    if not found:
        return None
    listed = [tag("li", in_words(one, t.words, content)) for one in found]
    return tag("details", tag("summary", title), tag("ul", *listed), class_="mb-fold", data_mb_keep=f"found-{key}")
