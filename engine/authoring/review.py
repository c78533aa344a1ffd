"""The sheet for the second reader: every figure of a scheme, in the order of its documents, with a box to tick."""

from typing import NamedTuple

from engine.clauses import Cited, citation, edges_may_be_on, every_value, figure_in_words, grade_in_words
from engine.content import Library
from engine.document import Document
from engine.listing import period_of
from engine.scheme import Band, Benefit, Grade, Layer, Scheme, Value
from engine.usual import question_of
from engine.wording import LAYER_NAMES, Words

BOX = "□"


class Item(NamedTuple):
    """One figure to compare. `what`: what it is for; `readings`: what else it may say; `at`: its line in the file."""

    figure: str
    what: str
    clause: str
    grade: Grade
    readings: tuple[str, ...]
    at: str


def review(scheme_id: str, content: Library, words: Words) -> str:
    """What a second person must compare with the documents of a scheme, as text to print; SchemeError for an unknown
    scheme.

    Documents stand in the scheme's order, places in that of each document, then clauses, then figures, in that of
    the scheme's file, so that the document is read through once.
    """
    scheme = content.scheme(scheme_id)
    items = _items(scheme, content, words)
    lines = [
        words("核对单:{name}({id})", name=words.pick(scheme.name, scheme.name_en), id=scheme.id),
        words("管用的时间:{period}", period=period_of(scheme, words)),
        words("一共 {count} 条,请拿着文件一条一条对。", count=len(items)),
        words("数、管谁管什么、条文的意思都和文件一样,就在 {box} 里打勾;不一样,写在旁边。", box=BOX),
    ]
    number = 0
    for document in _documents(scheme, items, content):
        lines += ["", *_heading(document, content, words)]
        for place in content.source(document).places:
            there = [one for one in items if _stands(one, document, place, content)]
            if there:
                lines += ["", *_place(there[0].clause, words, content)]
            for clause in dict.fromkeys(one.clause for one in there):
                text = citation(clause, words, content)["text"]
                lines.append(f"  {clause}: {text}")
                for one in there:
                    if one.clause == clause:
                        number += 1
                        lines += _item(number, one, words)
    return "\n".join([*lines, "", words("核对人:{line}  日期:{line}", line="_" * 16)])


def _stands(item: Item, document: str, place: str, content: Library) -> bool:
    clause = content.clause(item.clause)
    return (clause.document, clause.place) == (document, place)


def _documents(scheme: Scheme, items: list[Item], content: Library) -> list[str]:
    """The scheme's documents, then any other that a figure cites."""
    return list(dict.fromkeys([*scheme.documents, *(content.clause(one.clause).document for one in items)]))


# ---- what is to be compared


def _items(scheme: Scheme, content: Library, words: Words) -> list[Item]:
    """The period, every figure of the scheme, also what it inherits, and the figures that its clauses carry
    themselves."""
    own, places = content.written(scheme.id), _places(scheme, content)
    over = {id(one.value) for one in every_value(own) if one.path[0] == "overlays"}
    found = []
    if scheme.period.clause:
        period = period_of(scheme, words)
        grade = content.clause(scheme.period.clause).grade
        at = _line(*_file_of(scheme.id, content), ("period",))
        found.append(Item(period, words("管用的时间"), scheme.period.clause, grade, (), at))
    for one in every_value(scheme):
        what = _what(one, scheme, content, words)
        if id(one.value) in over:
            what += " · " + words("换掉“{scheme}”的数", scheme=_wider(one, scheme, content, words))
        readings = tuple(_readings(one.value, scheme, words))
        shown, at = _shown(one.value.value, words), places[id(one.value)]
        found.append(Item(shown, what, one.value.clause, one.value.grade, readings, at))
    replaced = content.replaced(scheme.id)
    for document in scheme.documents:
        name = f"clauses/{document}.yaml"
        file = Document(content.root.joinpath(name))
        for number, clause in enumerate(content.clauses(document)):
            for figure, text in clause.figures.items() if clause.id not in replaced else ():
                at = _line(file, name, ("clauses", number, "figures", figure))
                found.append(Item(_shown(text, words), words("条文里的数"), clause.id, clause.grade, (), at))
    return found


def _wider(one: Cited, scheme: Scheme, content: Library, words: Words) -> str:
    """The scheme whose figure an overlay replaces."""
    layer = next(name for name in scheme.inherits if name == one.path[1])
    other = content.written(scheme.inherits[layer])
    return words.pick(other.short_name, other.short_name_en)


def _places(scheme: Scheme, content: Library) -> dict[int, str]:
    """The line of each figure, by what it is in memory: in the scheme's own file, or in that of a wider place."""
    found: dict[int, str] = {}
    for name in (scheme.id, *scheme.inherits.values()):
        file, where = _file_of(name, content)
        found |= {id(one.value): _line(file, where, one.path) for one in every_value(content.written(name))}
    return found


def _file_of(scheme_id: str, content: Library) -> tuple[Document, str]:
    path = content.scheme_files()[scheme_id]
    return Document(path), path.relative_to(content.root).as_posix()


def _line(file: Document, name: str, path: tuple[str | int, ...]) -> str:
    return f"{name}:{file.place(file.known(path)).rsplit(':', 2)[1]}"


def _what(one: Cited, scheme: Scheme, content: Library, words: Words) -> str:
    """A figure's place in the scheme, in words: 基本医保 · 住院 · 起付线 · 县医院(二级)."""
    parts = []
    here: object = scheme
    for step in one.path:
        here = here[step] if isinstance(here, (dict, list)) else getattr(here, _field(here, step), None)  # type: ignore[index]
        if isinstance(here, Layer):
            parts.append(words(LAYER_NAMES[str(step)]))
        elif isinstance(here, Benefit):
            parts.append(words.pick(here.title, here.title_en))
    parts.append(_role(one, words))
    parts += [_condition(name, said, content, words) for name, said in one.value.when.items()]
    return " · ".join(dict.fromkeys(parts))


def _field(model: object, step: str | int) -> str:
    """The attribute that stands behind a key of the file."""
    fields = getattr(type(model), "model_fields", {})
    return next((name for name, field in fields.items() if step in (name, field.alias)), str(step))


def _role(one: Cited, words: Words) -> str:
    names = {
        "deductible": words("起付线"),
        "yearly_most": words("一年起付线合起来最多"),
        "highest_level": words("几级医院共用一个起付线时怎么算"),
        "deductible_from": words("起付线先从哪一部分扣"),
        "rate": words("报销比例"),
        "threshold": words("起付线(门槛)"),
        "bands": words("分段比例"),
        "rates": words("分段比例"),
        "settle": words("怎么累计"),
        "caps": words("封顶线"),
        "most": words("连续参保、零报销最多能提高封顶线"),
        "lowered": words("断保以后封顶线降低"),
        "fixed_sum": words("定额"),
        "with_inpatient": words("和住院的报销怎么合"),
        "of": words("按哪一部分算"),
        "above": words("从多少起算不出"),
        "reaching": words("到多少就算不出"),
        "premium": words("一年交多少"),
        "window_end": words("缴费截止"),
        "wait": words("等待期"),
        "grace": words("宽限"),
        "starts": words("开始的日子"),
        "claim_within": words("报销期限"),
    }
    name = names.get(one.role, one.role)
    if isinstance(one.value, Band) and one.bands and not one.change:
        low = one.bands.rates[one.number - 1].to if one.number else None
        if low and one.value.to:
            edges = words("{low} 到 {high}", low=_shown(low, words), high=_shown(one.value.to, words))
        elif one.value.to:
            edges = words("到 {high}", high=_shown(one.value.to, words))
        else:
            edges = words("{low} 以上", low=_shown(low, words)) if low else words("全部")
        counted = {"burden": words("从零数起"), "above_threshold": words("从起付线数起")}
        from_where = words.list(counted[on] for on in edges_may_be_on(one.bands))
        return f"{name} · {edges} · {from_where}"
    return words("{name}的增减", name=name) if one.change else name


def _condition(name: str, said: str | list[str], content: Library, words: Words) -> str:
    values = [said] if isinstance(said, str) else said
    if name == "stay":
        nth = words("、").join(values)
        if nth.endswith("+"):
            return words("第 {nth} 次和以后住院", nth=nth.removesuffix("+"))
        return words("第 {nth} 次住院", nth=nth)
    question = content.questions().get(question_of(name.removeprefix("no_")))
    if question is None:
        return f"{name}: {words('、').join(values)}"
    labels = {one.value: words.pick(one.label, one.label_en) for one in question.options}
    told = words("、").join(labels.get(value, value) for value in values)
    if name.startswith("no_"):
        return words("不是{names}", names=told)
    if values in (["true"], ["false"]):
        return f"{words.pick(question.short, question.short_en)}: {told}"
    return told


def _shown(text: str, words: Words) -> str:
    """A figure as people read it, also where it is a word or a sign."""
    said = {
        "year": words("按年累计"),
        "visit": words("每次单独算"),
        "essential": words("基本药物"),
        "rest": words("其余部分"),
        "whole_year": words("全年只算最高的一级"),
        "top_up": words("补差"),
        "whole": words("全部"),
        "excess": words("超过的部分"),
        "instead": words("代替住院的报销"),
        "on_top": words("另外再加"),
    }
    if text in said:
        return said[text]
    figure = figure_in_words(text, words)  # without its sign: there a clause's own words say more or less
    if text.startswith("-"):
        return words("减 {figure}", figure=figure)
    return words("加 {figure}", figure=figure) if text.startswith("+") else figure


def _readings(value: Value, scheme: Scheme, words: Words) -> list[str]:
    """What else our copy may say: each reading with its options, how sure they are, and the figure under each."""
    lines = []
    for code, figures in value.readings.items():
        reading = scheme.readings.get(code)
        sure = "、".join(f"{option} {share}" for option, share in reading.options.items()) if reading else ""
        about = words.pick(reading.about, reading.about_en) if reading else ""
        under = words(";").join(
            words("读成“{option}”是 {figure}", option=option, figure=_shown(text, words))
            for option, text in figures.items()
        )
        lines.append(" · ".join(part for part in (code, under, sure, about) if part))
    return lines


# ---- as text


def _heading(document: str, content: Library, words: Words) -> list[str]:
    source = content.source(document)
    title = f"《{words.pick(source.title, source.title_en)}》 {document}"
    about = [source.issuer and words.pick(source.issuer, source.issuer_en or source.issuer), source.number, source.date]
    return ["=" * 72, title, " · ".join(part for part in about if part)]


def _place(clause: str, words: Words, content: Library) -> list[str]:
    cited = citation(clause, words, content)
    damage = [words("抄本损坏 {code}:{what}", code=one["code"], what=one["what"]) for one in cited["damage"]]
    return [f"【{cited['place']}】{cited['stands']} · {cited['copy']}", *damage]


def _item(number: int, one: Item, words: Words) -> list[str]:
    return [
        f"  {BOX} {number:>3}  {one.figure}   {one.what}   [{grade_in_words(one.grade, words)} · {one.at}]",
        *(" " * 9 + words("别的读法:{reading}", reading=reading) for reading in one.readings),
    ]
