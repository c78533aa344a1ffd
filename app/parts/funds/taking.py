"""The table of a chart, on the page and as a file to take away: whose number, of when, from where, how sure."""

import csv
import io
from collections.abc import Iterable

from app.parts.funds.chart import Row, nature_in_words, said
from app.texts import Texts
from engine.clauses import grade_in_words
from engine.content import Library
from engine.funds.amounts import amount, exactly, unit_name
from engine.funds.listing import document_of, source_of
from engine.funds.names import place_name, service_name, whose
from engine.funds.sentences import indicator_name, period_in_words

MOST = 6  # figures whose place in their document is told one by one


def head(t: Texts) -> list[str]:
    """What stands above the columns of the table on the page."""
    what = [t("项目"), t("数"), t("精确的数"), t("地方和时间"), t("是什么样的数")]
    return [*what, t("出处"), t("我们这份有多可靠"), t("说明")]


def cells(row: Row, t: Texts, content: Library) -> list[object]:
    """A line of the table on the page."""
    where = f"{_where(row, t, content)} {_periods(row, t)}".strip()
    sure = [_sources(row, t, content), _grades(row, t)]
    return [row.label, said(row, t), said(row, t, exactly), where, nature_in_words(row, t), *sure, _note(row, t)]


def as_csv(rows: Iterable[Row], t: Texts, content: Library) -> bytes:
    """The table as a spreadsheet program opens it (UTF-8 with its mark): every line says the place, the period, the
    indicator by name and id, the bare number and its unit, the document, the grade, and whether it was worked out."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_columns(t))
    for row in rows:
        writer.writerow(_line(row, t, content))
    return out.getvalue().encode("utf-8-sig")


def _columns(t: Texts) -> list[str]:
    what = [t("项目"), t("地方"), t("地方代码"), t("时间"), t("指标"), t("指标代号"), t("服务"), t("人群")]
    much = [t("数值"), t("单位"), t("最少"), t("最多"), t("数"), t("精确的数"), t("印的数")]
    sure = [t("出处"), t("我们这份有多可靠"), t("级别"), t("是不是算出来的"), t("是什么样的数")]
    return [*what, *much, *sure, t("说明"), t("编号")]


def _line(row: Row, t: Texts, content: Library) -> list[str]:
    one, rests = row.of, row.figures
    name = indicator_name(one.indicator, t.words, content) if one else row.name or row.label
    service = _common([service_name(each.service, t.words, content) for each in rests])
    group = _common([whose(each.group, t.words, content) for each in rests])
    what = [row.label, _where(row, t, content), " ".join(_each(each.region for each in rests)), _periods(row, t)]
    what += [name, one.indicator if one else row.indicator, service, group]
    ends = (row.value, one.low if one else None, one.high if one else None)
    value, low, high = ("" if each is None else f"{each:f}" for each in ends)
    much = [value, unit_name(row.unit, t.words), low, high]
    much += [said(row, t, amount), said(row, t, exactly), one.printed if one else ""]
    worked_out = one is None or one.nature == "derived"
    sure = [_sources(row, t, content), _grades(row, t), " ".join(_each(each.grade for each in rests))]
    sure += [t("是") if worked_out else t("不是"), nature_in_words(row, t)]
    return [*what, *much, *sure, _note(row, t), " ".join(each.id for each in rests)]


def _where(row: Row, t: Texts, content: Library) -> str:
    """Whose number it is; the label where nothing is held of a place."""
    return t.list(_each(place_name(one, t.words, content) for one in row.figures)) or row.label


def _periods(row: Row, t: Texts) -> str:
    """Of when: the period, or the years where what it is made of is of several, from the first to the last."""
    periods = _each(one.period for one in row.figures)
    if len(periods) > 1:
        periods = sorted({one.year for one in row.figures if one.year})
    if len(periods) > 2:
        periods = [f"{periods[0]}..{periods[-1]}"]
    return t.list([period_in_words(one, t.words) for one in periods]) or t("年份不详")


def _sources(row: Row, t: Texts, content: Library) -> str:
    """The documents, with the place in them where these are few."""
    say = source_of if len(row.figures) <= MOST else document_of
    return apart(_each(say(one, t.words, content) for one in row.figures), t)


def _grades(row: Row, t: Texts) -> str:
    return apart(_each(grade_in_words(one.grade, t.words) for one in row.figures), t)


def apart(names: list[str], t: Texts) -> str:
    """Names one after another that have commas of their own."""
    return ("; " if t.lang == "en" else "；").join(names)


def _note(row: Row, t: Texts) -> str:
    return row.note or (t.pick(row.of.note, row.of.note_en) if row.of else "")


def _common(names: list[str]) -> str:
    """What all are called; empty where they differ."""
    return names[0] if len(set(names)) == 1 else ""


def _each(names: Iterable[str]) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(name for name in names if name))
