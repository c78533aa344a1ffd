"""Clauses as people read them: placeholders filled with the figures that the schemes compute with, and the citation.

A clause's text holds no figure of its own, so that text and sum cannot disagree: {value}, {from} and {to} come from the
figures that cite the clause, every other name from the clause's own `figures`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from engine.content import Clause, Library, Source
from engine.scheme import Band, Bands, EdgesOn, Scheme, Value
from engine.wording import Words
from engine.written import read

PLACEHOLDER = re.compile(r"\{(\w+)\}")
FROM_SCHEMES = ("value", "from", "to")
NO_FIGURE = ("word", "none", "lost", "uncapped")  # units that leave nothing to fill in
INHERITS = "inherits:"
NOTHING = "0元"  # no message: a figure as a scheme writes it
CITING = ("clause", "base_clause", "settle_clause", "carry_clause", "changed")

Where = tuple[str | int, ...]


class Cited(NamedTuple):
    """A figure of a scheme and its place.

    `role`: the part of the scheme that it belongs to ("deductible", "caps", "rates" …); `change`: it changes a figure
    (an adjustment); `bands` and `number`: for a slice, the bands that it is one of, and which.
    """

    path: Where
    role: str
    change: bool
    value: Value
    bands: Bands | None = None
    number: int = 0


def every_value(scheme: Scheme) -> Iterator[Cited]:
    """Every figure of a scheme, in the order of its file."""
    yield from _values(scheme, (), None)


def _values(part: object, path: Where, bands: Bands | None) -> Iterator[Cited]:
    if isinstance(part, Value):
        names = [name for name in path if isinstance(name, str) and name not in ("figures", "adjustments")]
        number = int(path[-1]) if isinstance(part, Band) else 0
        yield Cited(path, names[-1], "adjustments" in path, part, bands if isinstance(part, Band) else None, number)
    elif isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            own = part if isinstance(part, Bands) else bands
            yield from _values(getattr(part, name), (*path, field.alias or name), own)
    else:
        for key, inside in _items(part):
            yield from _values(inside, (*path, key), bands)


def _items(part: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(part, dict):
        return part.items()
    return enumerate(part) if isinstance(part, list) else ()


def every_citation(part: BaseModel) -> Iterator[tuple[Where, str]]:
    """Every clause that a scheme or a part of it names, with the place; what it lists as not computed is none of
    them."""
    yield from _citations(part, ())


def _citations(part: object, path: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            inside, place = getattr(part, name), (*path, field.alias or name)
            if name in CITING and isinstance(inside, str):
                yield place, inside
            elif name == "clauses":
                yield from (((*place, number), code) for number, code in enumerate(inside))
            else:
                yield from _citations(inside, place)
    else:
        for key, inside in _items(part):
            yield from _citations(inside, (*path, key))


def fillings(clause: Clause, schemes: Iterable[Scheme]) -> dict[str, tuple[str, ...]]:
    """Placeholder -> the figures that fill it, as they are written; the clause's own figures come first.

    A clause that no figure cites but a period does says when that period begins.
    """
    found: dict[str, dict[str, None]] = {name: {text: None} for name, text in clause.figures.items()}
    own = set(found)
    schemes = tuple(schemes)
    cited = [one for scheme in schemes for one in every_value(scheme) if one.value.clause == clause.id]
    slices = [one for one in cited if one.bands]
    for one in slices or cited:
        for name, texts in _of_one(one).items():
            if name not in own:
                found.setdefault(name, {}).update(dict.fromkeys(texts))
    if not cited and "value" not in own:
        begins = [scheme.period.start for scheme in schemes if scheme.period.clause == clause.id]
        found["value"] = dict.fromkeys(begins)
    return {name: tuple(texts) for name, texts in found.items() if texts}


def edges_may_be_on(bands: Bands) -> list[EdgesOn]:
    """What the edges of bands are on, by the reading that counts first and then by each other one."""
    others = (on for options in bands.edges_readings.values() for on in options.values())
    return list(dict.fromkeys((bands.edges_on, *others)))


def _of_one(one: Cited) -> dict[str, list[str]]:
    texts = {"value": [one.value.value]}
    if one.bands and isinstance(one.value, Band):
        texts["to"] = [one.value.to] if one.value.to else []
        before = one.bands.rates[one.number - 1].to if one.number else None
        if before:
            texts["from"] = [before]
        else:
            thresholds = [value.value for value in one.bands.threshold.figures]
            begins = {"burden": thresholds, "above_threshold": [NOTHING]}
            texts["from"] = [text for on in edges_may_be_on(one.bands) for text in begins[on]]
    return {name: [text for text in found if read(text).unit not in NO_FIGURE] for name, found in texts.items()}


@lru_cache(maxsize=64)
def schemes_of(document: str, content: Library) -> tuple[Scheme, ...]:
    """The schemes that a document belongs to, or that cite from it as one of a wider place."""
    listed = []
    for scheme_id, path in content.scheme_files().items():
        text = path.read_text(encoding="utf-8")  # reading a text is quicker than reading a scheme
        if document in text or INHERITS in text:
            scheme = content.scheme(scheme_id)
            if document in (*scheme.documents, *scheme.cites_from):
                listed.append(scheme)
    return tuple(listed)


def schemes_with(clause: Clause, content: Library) -> list[Scheme]:
    """The schemes that a clause belongs to: those of its document, then narrower places that cite it."""
    every = schemes_of(clause.document, content)
    own = [scheme for scheme in every if clause.document in scheme.documents]
    others = [scheme for scheme in every if scheme not in own]
    return own + [scheme for scheme in others if clause.id in {code for _, code in every_citation(scheme)}]


def clause_text(clause_id: str, words: Words, content: Library) -> str:
    """A clause with its figures, in the language of `words`; KeyError for an unknown clause.

    Several figures stand side by side ("50%、65%"); one that nothing fills is said to be unknown.
    """
    clause = content.clause(clause_id)
    figures = fillings(clause, schemes_of(clause.document, content))
    filled = {name: _side_by_side(texts, words) for name, texts in figures.items()}
    unknown = words("(不详)")
    return PLACEHOLDER.sub(lambda match: filled.get(match[1], unknown), words.pick(clause.text, clause.text_en))


def _side_by_side(texts: Sequence[str], words: Words) -> str:
    return (", " if words.lang == "en" else "、").join(figure_in_words(text, words) for text in texts)


def citation(clause_id: str, words: Words, content: Library) -> dict[str, Any]:
    """Everything to show beside a clause; KeyError for an unknown clause or document.

    {"id", "topic", "text", "document", "document_id", "issuer", "number", "date" (in words, null when lost), "place",
    "stands" (what stands there), "copy", "grade" (both in words), "damage" [{"code", "what"}] of that place,
    "schemes" (ids that the clause belongs to), "used_by" (ids that work with this clause)}, and for a document of
    the present day also {"checked" (the day of the last look), "in_force", "address", "not_seen" (what of its name our
    copy does not show)}.
    """
    clause = content.clause(clause_id)
    source = content.source(clause.document)
    schemes = schemes_with(clause, content)
    return {
        "id": clause.id,
        "topic": clause.topic,
        "text": clause_text(clause_id, words, content),
        "document": words.pick(source.title, source.title_en),
        "document_id": source.id,
        "issuer": words.pick(source.issuer, source.issuer_en or source.issuer) if source.issuer else None,
        "number": words.pick(source.number, source.number) if source.number else None,
        "date": date_of(source, words),
        "place": words.pick(clause.place, clause.place),
        "stands": stands(clause.place, source, words),
        "copy": _copies(words)[source.copy_],
        "grade": grade_in_words(clause.grade, words),
        "damage": [
            {"code": one.get("code"), "what": note_in_words(one, words)}
            for one in source.damage
            if one.get("place") == clause.place
        ],
        "schemes": [scheme.id for scheme in schemes],
        "used_by": [scheme.id for scheme in schemes if clause_id in {code for _, code in every_citation(scheme)}],
        **(_of_today(source, words) if source.checked else {}),
    }


def stands(place: str, source: Source, words: Words) -> str:
    """What stands at a place of a document; Chinese where older content has no English."""
    chinese = source.places.get(place, "")
    return words.pick(chinese, source.places_en.get(place, chinese))


def note_in_words(note: dict[str, str], words: Words) -> str:
    """What is damaged at a place, or told otherwise elsewhere; Chinese where older content has no English."""
    chinese = note.get("what", "")
    return words.pick(chinese, note.get("what_en", chinese))


def _of_today(source: Source, words: Words) -> dict[str, Any]:
    """What is told beside of a document of the present day: when it was last looked up, where, and what is missing."""
    return {
        "checked": figure_in_words(source.checked or "", words),
        "in_force": figure_in_words(source.in_force, words) if source.in_force else None,
        "address": source.address,
        "not_seen": [_parts(words)[part] for part in source.not_seen],
    }


def date_of(source: Source, words: Words) -> str | None:
    """When a document was made, in words; None where that is lost."""
    if not source.date:
        return None
    date = _date(source.date, words)
    return words("{date}(推断的)", date=date) if source.date_inferred else date


def _date(text: str, words: Words) -> str:
    return words("{year}年", year=text) if text.isdigit() else figure_in_words(text, words)


def _copies(words: Words) -> dict[str, str]:
    return {
        "official": words("发文单位公布的原文"),
        "reply": words("主管部门的公开答复"),
        "mirror": words("官方页面的转抄"),
        "press": words("报纸和新闻的报道"),
        "repost": words("转载的抄本"),
        "machine_translation": words("机器翻译来的抄本"),
        "advert": words("广告,不是规定"),
        "speech": words("讲话稿"),
        "summary": words("工作总结,不是规定原文"),
    }


def _parts(words: Words) -> dict[str, str]:
    return {
        "title": words("题名没有见到"),
        "issuer": words("发文单位没有见到"),
        "number": words("文号没有见到"),
        "date": words("日期没有见到"),
    }


def grade_in_words(grade: str, words: Words) -> str:
    """How good our copy of a figure is."""
    return {
        "stated": words("原文写明"),
        "repaired": words("抄本有损坏,修复后读出"),
        "inferred": words("按上下文推断"),
        "background": words("抄本里没有,只是通常的说法"),
        "lost": words("原文缺失"),
        "A": words("两处来源写的一样"),
        "A-": words("几处转载写的一样,没有和官方原文核对过"),
        "B": words("只有一处转引官方页面,没有核实过"),
        "C": words("来源不可靠,没有核实过"),
        "derived": words("由别的数算出"),
        "own": words("您自己填的,没有核实过"),
    }[grade]


def figure_in_words(text: str, words: Words) -> str:
    """A written figure as a sentence carries it: "-5点" -> 5个百分点 / 5 percentage points.

    A writing that is none of the known ones (a document's number, a bare count) stays as it is.
    """
    for kind, pattern in _WRITTEN.items():
        match = pattern.fullmatch(text)
        if match:
            return _SAID[kind](words, *match.groups())
    return text


def _counted(one: str, many: str) -> Callable[[Words, str], str]:
    """English tells one from many; Chinese says both alike."""
    return lambda words, count: words(one) if count == "1" else words(many, count=count)


def _day(words: Words, year: str, month: str, day: str) -> str:
    return words("{year}年{month}{day}日", year=year, month=_month(words, month), day=int(day))


def _month(words: Words, month: str) -> str:
    return words(_MONTHS[int(month) - 1])


_MONTHS = ("1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月")
_NUMBER = r"(\d+(?:\.\d+)?)"
_WRITTEN = {
    kind: re.compile(pattern, re.ASCII)
    for kind, pattern in {
        "yuan": rf"[+减]?{_NUMBER}元",
        "points": r"[+-]?(\d+(?:\.\d+)?)(?:点|个百分点)",  # no message
        "half": "半",  # no message
        "times": rf"×{_NUMBER}|{_NUMBER}倍",
        "days": r"(\d+)日",  # no message
        "working_days": r"(\d+)个工作日",  # no message
        "months": r"(\d+)个月",  # no message
        "years": r"(\d+)年",  # no message
        "people": r"(\d+)人",  # no message
        "date": r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)",
        "month": r"(\d{4})-(0[1-9]|1[0-2])",
        "day_of_year": r"(1[0-2]|[1-9])月(\d{1,2})日",  # no message
    }.items()
}
_SAID: dict[str, Callable[..., str]] = {
    "yuan": lambda words, amount: words("{amount}元", amount=amount),
    "points": lambda words, points: words("{points}个百分点", points=points),
    "half": lambda words: words("一半"),
    "times": lambda words, factor, times: words("{times}倍", times=times or factor),
    "days": _counted("1天", "{count}天"),
    "working_days": _counted("1个工作日", "{count}个工作日"),
    "months": _counted("1个月", "{count}个月"),
    "years": _counted("1年", "{count}年"),
    "people": lambda words, count: words("{count}人", count=count),
    "date": _day,
    "month": lambda words, year, month: words("{year}年{month}", year=year, month=_month(words, month)),
    "day_of_year": lambda words, month, day: words("{month}{day}日", month=_month(words, month), day=day),
}
