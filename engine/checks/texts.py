"""Sources and clauses: places, topics, texts without bare digits, placeholders that something fills."""

import re
from collections.abc import Sequence

from engine.checks.faults import Faults, Where, nearest
from engine.clauses import FROM_SCHEMES, PLACEHOLDER, fillings
from engine.content import Clause, ClauseFile, Source
from engine.document import Document
from engine.scheme import Scheme

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
PRESENT_DAY = ("A", "A-", "B")
NOTES = {"damage": ("code", "place", "what", "what_en"), "disagreements": ("place", "what", "what_en")}


def check_source(source: Source, document: Document, faults: Faults) -> None:
    """One document's description."""
    _named_alike(source.id, "id", document, faults)
    for key in ("date", "in_force", "checked"):
        day = getattr(source, key)
        if day is not None and not DATE.fullmatch(day):
            faults.at(document, (key,), "日期“{given}”写得不对。请写成 2018、2018-12 或 2018-12-31。", given=day)
    for name, keys in NOTES.items():
        for number, note in enumerate(getattr(source, name)):
            place = (name, number)
            for key in keys:
                if not note.get(key):
                    faults.at(document, place, "缺“{name}”。请补上。", name=key)
            for key in note:
                if key not in keys:
                    faults.at(
                        document,
                        (*place, key),
                        "不认识“{name}”。这里能写的有:{names}。改过来,或者删掉。",
                        name=key,
                        names="、".join(keys),
                    )
            if note.get("place"):
                _place(note["place"], (*place, "place"), source, document, faults)
    _places_in_english(source, document, faults)


def _places_in_english(source: Source, document: Document, faults: Faults) -> None:
    """Every place says in English too what stands there, and no other place does."""
    for heading in source.places:
        if not source.places_en.get(heading):
            faults.at(
                document, ("places", heading), "“{heading}”没有英文。请在 places_en 里补上同一个标题。", heading=heading
            )
    for heading in source.places_en:
        _place(heading, ("places_en", heading), source, document, faults)


def _named_alike(name: str, key: str, document: Document, faults: Faults) -> None:
    if name != document.path.stem:
        faults.at(
            document,
            (key,),
            "“{key}”是“{name}”,文件名却是“{file}”。改成一样的。",
            key=key,
            name=name,
            file=document.path.stem,
        )


def _place(written: str, place: Where, source: Source, document: Document, faults: Faults) -> None:
    if written in source.places:
        return
    near = nearest(written, source.places)
    if near:
        faults.at(
            document,
            place,
            "{source} 的 places 里没有“{written}”。是不是“{near}”?请改过来。",
            source=source.id,
            written=written,
            near=near,
        )
    else:
        faults.at(
            document,
            place,
            "{source} 的 places 里没有“{written}”。先在 sources 里写上这个地方。",
            source=source.id,
            written=written,
        )


def check_clauses(file: ClauseFile, source: Source | None, document: Document, known: bool, faults: Faults) -> None:
    """The clauses of one document. `source`: None where it could not be read; `known`: whether there is one at all."""
    _named_alike(file.document, "document", document, faults)
    if not known:
        faults.at(
            document,
            ("document",),
            "sources 里没有“{document}”这份文件。补上它,或者改过来。",
            document=file.document,
        )
    met: set[str] = set()
    for number, clause in enumerate(file.clauses):
        at: Where = ("clauses", number)
        if clause.id in met:
            faults.at(document, (*at, "id"), "“{key}”写了两次。留一个,删一个。", key=clause.id)
        met.add(clause.id)
        if clause.id and not clause.id.startswith(f"{file.document}-"):
            faults.at(
                document,
                (*at, "id"),
                "条文的编号“{code}”要用文件的编号开头:{document}-。请改过来。",
                code=clause.id,
                document=file.document,
            )
        if source is not None and clause.place:
            _place(clause.place, (*at, "place"), source, document, faults)
        if clause.grade in PRESENT_DAY and source is not None and not source.checked:
            faults.at(
                document,
                (*at, "grade"),
                "等级“{grade}”是现行规定的,可是 sources/{source} 没写核对的日子。请在那里写上 checked。",
                grade=clause.grade,
                source=source.id,
            )
        _texts(clause, at, document, faults)


def _texts(clause: Clause, at: Where, document: Document, faults: Faults) -> None:
    named = {}
    for key in ("text", "text_en"):
        text = getattr(clause, key)
        named[key] = set(PLACEHOLDER.findall(text))
        bare = PLACEHOLDER.sub("", text)
        digits = re.search(r"\d[\d.,%]*", bare)
        if digits:
            faults.at(
                document,
                (*at, key),
                "文字里直接写了数“{given}”。把数写进 figures,这里写 {{名字}}。",
                given=digits[0].rstrip(".,"),
            )
        if "{" in bare or "}" in bare:
            faults.at(document, (*at, key), "大括号没有配好。请写成 {{名字}},名字用字母。")
    if all(getattr(clause, key) for key in named):
        for name in sorted(named["text"] ^ named["text_en"]):
            key = "text_en" if name in named["text"] else "text"
            faults.at(document, (*at, key), "另一种语言里有 {{{name}}},这里没有。两边要一样。", name=name)
    for name in clause.figures:
        if name not in named["text"] | named["text_en"]:
            faults.at(document, (*at, "figures", name), "文字里没有用到 {{{name}}}。用上它,或者删掉。", name=name)


def check_placeholders(
    file: ClauseFile, schemes: Sequence[Scheme], all_read: bool, document: Document, faults: Faults
) -> None:
    """Every placeholder has a figure. `schemes`: those that the document belongs to.

    Where not `all_read`, a scheme at fault may be what fills {value}, {from}, {to}: of these it says nothing.
    """
    for number, clause in enumerate(file.clauses):
        filled = set(fillings(clause, schemes))
        for key in ("text", "text_en"):
            for name in dict.fromkeys(PLACEHOLDER.findall(getattr(clause, key))):
                if name in filled or (name in FROM_SCHEMES and not all_read):
                    continue
                filled.add(name)  # once is enough for both languages
                place = ("clauses", number, key)
                if name in FROM_SCHEMES:
                    faults.at(
                        document,
                        place,
                        "{{{name}}} 没有数可填:没有一份规定的数引用“{code}”。让规定引用它,或者写进 figures。",
                        name=name,
                        code=clause.id,
                    )
                else:
                    faults.at(document, place, "{{{name}}} 没有数可填。请写进这一条的 figures。", name=name)
