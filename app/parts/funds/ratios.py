"""Places beside each other by what does not grow with their size, and what they cannot be compared by yet."""

from app.parts.funds.bars import bars
from app.parts.funds.chart import Chart, Row, said
from app.texts import Texts
from engine.content import Library
from engine.funds.names import place_name
from engine.funds.ratios import Compared, Ratio, beside_each_other, of_places, ratios
from engine.funds.sentences import indicator_name, value_in_words


def compared(one_year: list[Compared], t: Texts, content: Library) -> Chart | None:
    """The places of one year, the highest first."""
    ratio = ratios(content)[one_year[0].ratio]
    rows = [_row(one, ratio, t, content) for one in one_year]
    name, year = t.pick(ratio.name, ratio.name_en), one_year[0].year
    told = t.list([f"{row.label} {said(row, t)}" for row in rows])
    title = t("{year}年{name}:{rows}", year=year, name=name, rows=told)
    notes = [t("算法:{formula},四舍五入。", formula=t.pick(ratio.formula, ratio.formula_en))]
    notes += [t.pick(ratio.note, ratio.note_en)] if ratio.note else []
    notes += _doubts(rows, t)
    alt = t("条形图,{name}:{rows}。", name=name, rows=told)
    return bars(rows, f"ratio-{ratio.id}-{year}", title, alt, t, tuple(notes))


def _row(one: Compared, ratio: Ratio, t: Texts, content: Library) -> Row:
    names = [indicator_name(each.indicator, t.words, content) for each in one.figures]
    made_of = [f"{name} {value_in_words(each, t.words)}" for name, each in zip(names, one.figures, strict=True)]
    return Row(
        place_name(one.figures[0], t.words, content),
        one.value,
        ratio.unit,
        note=t.list(made_of),
        made_of=one.figures,
        indicator=ratio.id,
        name=t.pick(ratio.name, ratio.name_en),
    )


def _doubts(rows: list[Row], t: Texts) -> list[str]:
    """What is to be known of the figures of each place that are not from a document of ours."""
    doubtful = [(row.label, one) for row in rows for one in row.figures if one.grade != "stated"]
    told = [(place, t.pick(one.note, one.note_en)) for place, one in doubtful]
    return list(dict.fromkeys(t("{place}的数:{note}", place=place, note=note) for place, note in told if note))


def not_compared(t: Texts, content: Library) -> str | None:
    """By what places cannot be compared yet, and who alone disclosed it; None where all can be."""
    lacking = [one for one in ratios(content).values() if not beside_each_other(one.id, content)]
    told = []
    for one in lacking:
        names = list(
            dict.fromkeys(place_name(each.figures[0], t.words, content) for each in of_places(one.id, content))
        )
        who = t("只有{names}公布全了", names=t.list(names)) if names else t("没有哪里公布全了")
        told.append(t.pick(one.name, one.name_en) + t.words.aside([who]))
    return t("还不能比的:{rows}。", rows=t.list(told)) if told else None
