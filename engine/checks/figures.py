"""Every figure of a scheme: the unit that its place asks for, its grade, its readings."""

import re
from collections.abc import Iterable, Iterator, Mapping

from engine.checks.bands import every_bands
from engine.checks.conditions import conditions_of
from engine.checks.faults import Faults, Where
from engine.clauses import Cited, every_value
from engine.document import Document
from engine.money import FULL_RATE
from engine.scheme import Scheme, Value
from engine.written import Written, read

# How a figure of each unit is written: the grammar of figures, the same in every language.
FORMS = {
    "yuan": "500元",  # no message
    "rate": "70%",
    "points": "-5点",  # no message
    "times": "×1.05",
    "add": "+200元、减100元",  # no message
    "none": "无",  # no message
    "uncapped": "不封顶",  # no message
    "lost": "不详",  # no message
    "days": "60日",  # no message
    "months": "3个月",  # no message
    "date": "2018-12-31",
}
# Place of a figure -> units it may have. A unit that the mechanism cannot compute with is not among them.
FIGURES = {
    "deductible": ("yuan", "none"),
    "yearly_most": ("yuan",),
    "pay_first": ("rate",),
    "rate": ("rate", "none", "lost"),
    "rates": ("rate", "none"),
    "threshold": ("yuan", "none", "lost"),
    "caps": ("yuan", "uncapped", "lost"),
    "most": ("rate",),
    "lowered": ("yuan",),
    "fixed_sum": ("yuan",),
    "above": ("yuan",),
    "reaching": ("yuan",),
    "window_end": ("date",),
    "starts": ("date",),
    "premium": ("yuan", "none"),
    "wait": ("days", "months"),
    "grace": ("months",),
    "claim_within": ("days",),
}
# The same for what changes a figure: another one in its place, or a change of it.
CHANGES = {
    "pay_first": ("rate",),
    "deductible": ("yuan", "none", "times", "add"),
    "rate": ("rate", "none", "lost", "points", "times"),
    "bands": ("rate", "none", "points", "times"),
    "threshold": ("yuan", "none", "times", "add"),
    "caps": ("yuan", "uncapped", "times", "add"),
    "fixed_sum": ("yuan", "none", "times", "add"),
}
CHOICES = {
    "settle": ("year", "visit"),
    "highest_level": ("whole_year", "top_up"),
    "deductible_from": ("essential", "rest"),
    "with_inpatient": ("instead", "on_top"),
    "of": ("whole", "excess"),
}
PERCENT = re.compile(r"(\d{1,4})(?:\.(\d{1,2}))?%", re.ASCII)


def check_figures(scheme: Scheme, document: Document, faults: Faults) -> None:
    """Units, grades and readings of every figure."""
    read_codes: set[str] = set()
    for cited in every_value(scheme):
        value = cited.value
        _unit(cited, value.value, (*cited.path, "value"), document, faults)
        _grade(cited, document, faults)
        for code, others in value.readings.items():
            read_codes.add(code)
            place = (*cited.path, "readings", code)
            if _options(code, others, place, scheme, document, faults):
                for option, text in others.items():
                    _unit(cited, text, (*place, option), document, faults)
        to = getattr(value, "to", None)
        if to is not None and read(to).unit != "yuan":
            _wrong("to", to, (FORMS["yuan"],), (*cited.path, "to"), document, faults)
    for place, conventions in _conventions(scheme):
        for code, words in conventions.items():
            read_codes.add(code)
            _options(code, words, (*place, code), scheme, document, faults)
    for _, when in conditions_of(scheme):
        read_codes.update(when)
    _declared(scheme, read_codes, document, faults)


def _conventions(scheme: Scheme) -> Iterator[tuple[Where, Mapping[str, Mapping[str, str]]]]:
    """What readings say that is no figure: reading code -> option -> word, with the place."""
    for place, bands in every_bands(scheme):
        yield (*place, "edges_readings"), bands.edges_readings
    for name, layer in scheme.layers.items():
        for number, benefit in enumerate(layer.benefits):
            if benefit.deductible:
                place = ("layers", name, "benefits", number, "deductible", "each_readings")
                yield place, benefit.deductible.each_readings


def _unit(cited: Cited, text: str, place: Where, document: Document, faults: Faults) -> None:
    written = read(text)
    if cited.role in CHOICES:
        if text not in CHOICES[cited.role]:
            faults.at(
                document,
                place,
                "“{name}”这里不能写“{given}”。只能写:{names}。请改过来。",
                name=cited.role,
                given=text,
                names="、".join(CHOICES[cited.role]),
            )
        return
    units = (CHANGES if cited.change else FIGURES).get(cited.role)
    if units is not None and written.unit not in units:
        _wrong(cited.role, text, tuple(FORMS[unit] for unit in units), place, document, faults)
    elif written.unit == "rate" and written.amount > FULL_RATE:
        faults.at(document, place, "比例“{given}”超过了 100%。请核对原文。", given=text)
    elif _is_nothing(written) and not cited.change and cited.role in ("caps", "fixed_sum"):
        faults.at(document, place, "“{name}”是 0,就什么也不报了。请核对原文。", name=cited.role)


def _is_nothing(written: Written) -> bool:
    return written.unit == "yuan" and written.amount == 0


def _wrong(name: str, given: str, forms: tuple[str, ...], place: Where, document: Document, faults: Faults) -> None:
    faults.at(
        document,
        place,
        "“{name}”这里不能写“{given}”,单位不对。只能写像 {forms} 这样的。请改过来。",
        name=name,
        given=given,
        forms="、".join(forms),
    )


def _grade(cited: Cited, document: Document, faults: Faults) -> None:
    value: Value = cited.value
    place = (*cited.path, "grade")
    lost = read(value.value).unit == "lost"
    if faults.was_mended(document, (*cited.path, "value")):
        return
    if lost and value.grade != "lost":
        faults.at(document, place, "写了不详,等级就要写 lost。请改过来。")
    elif value.grade == "lost" and not lost and cited.role not in ("above", "reaching"):
        faults.at(document, place, "等级是 lost,却写了数“{given}”。没有依据的数不能用:请写不详。", given=value.value)
    elif value.grade == "background" and not value.readings:
        faults.at(document, place, "等级是 background 的数不能单独用。请在 readings 里写上别的读法。")


def _options(
    code: str, others: Iterable[str], place: Where, scheme: Scheme, document: Document, faults: Faults
) -> bool:
    """Whether a reading and its options are declared; what is wrong is told."""
    reading = scheme.readings.get(code)
    if reading is None:
        faults.at(document, place, "上面的 readings 里没有“{code}”。先在那里写上它的几种读法。", code=code)
        return False
    if not reading.live:
        faults.at(document, place, "“{code}”不是 live 的读法,这里用不上。把它改成 live: true,或者删掉。", code=code)
    for option in others:
        if option not in reading.options:
            names = "、".join(reading.options)
            faults.at(
                document,
                (*place, option),
                "“{code}”没有“{option}”这种读法。只有:{names}。请改过来。",
                code=code,
                option=option,
                names=names,
            )
    return True


def _declared(scheme: Scheme, used: set[str], document: Document, faults: Faults) -> None:
    """How sure each reading is, as percentages; a live reading is read by something."""
    for code, reading in scheme.readings.items():
        place = ("readings", code)
        total = 0
        for option, sure in reading.options.items():
            match = PERCENT.fullmatch(sure)
            if not match:
                faults.at(
                    document,
                    (*place, "options", option),
                    "把握要写成百分数,像 85%,现在是“{given}”。请改过来。",
                    given=sure,
                )
                continue
            share = int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
            total += share
            if share > FULL_RATE:
                faults.at(document, (*place, "options", option), "把握“{given}”超过了 100%。请改过来。", given=sure)
        if total > FULL_RATE and len(reading.options) > 1:
            faults.at(document, (*place, "options"), "“{code}”几种读法的把握加起来超过了 100%。请改过来。", code=code)
        if reading.live and code not in used:
            faults.at(
                document,
                place,
                "“{code}”写了 live: true,却没有一个数用到它。在用到它的数上写 readings,或者改成 live: false。",
                code=code,
            )
