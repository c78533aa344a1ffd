"""One scheme as a whole: its name and place, its dates, its counters, its benefits and its notices."""

import re

from engine.checks.faults import Faults, Where, nearest
from engine.document import Document
from engine.facts import COUNTERS, ORDINARY_CLASS
from engine.scheme import Layer, Scheme
from engine.written import day_number

DAY_OF_YEAR = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII)
NOWHERE = "none"  # the folder of schemes whose region is not known
ALIKE = 0.85  # a counter of the scheme's own may have any name, but not nearly that of a known one


def check_scheme(
    scheme: Scheme,
    document: Document,
    regions: set[str] | None,
    damages: set[str],
    computed: list[str] | None,
    faults: Faults,
) -> None:
    """`regions`: all codes (None: no list to look them up in); `damages`: codes in its sources and readings;
    `computed`: its layers that can be computed, inherited ones too (None: one that it inherits is not there)."""
    _name(scheme, document, faults)
    _regions(scheme, document, regions, faults)
    _classes(scheme, document, faults)
    _dates(scheme, document, faults)
    _counters(scheme, document, faults)
    for name, layer in scheme.layers.items():
        _benefits(layer, ("layers", name), document, faults)
    _notices(scheme, document, damages, faults)
    if scheme.frame and computed:
        faults.at(
            document, ("frame",), "写了 frame: true,可是 {layers} 能算。请删掉 frame。", layers="、".join(computed)
        )
    if computed == [] and not (scheme.ask_for and scheme.ask_for_en):
        faults.at(document, (), "这份规定什么都算不出,就要写 ask_for 和 ask_for_en:该向谁问什么。请补上。")


def _name(scheme: Scheme, document: Document, faults: Faults) -> None:
    if scheme.id != document.path.stem:
        faults.at(
            document, ("id",), "id 是“{id}”,文件名却是“{file}”。改成一样的。", id=scheme.id, file=document.path.stem
        )
    folder = document.path.parent.name
    if folder != (scheme.region or NOWHERE):
        faults.at(
            document,
            ("region",),
            "region 是 {region},文件却放在 {folder} 里。请放到 schemes/{region} 里。",
            region=scheme.region or NOWHERE,
            folder=folder,
        )


def _regions(scheme: Scheme, document: Document, regions: set[str] | None, faults: Faults) -> None:
    if regions is None:
        return
    places: list[tuple[Where, str | None]] = [(("region",), scheme.region)]
    places += [(("also_regions", number), code) for number, code in enumerate(scheme.also_regions)]
    places += [(("prefectures", number), code) for number, code in enumerate(scheme.prefectures)]
    for place, code in places:
        if code and code not in regions:
            faults.at(document, place, "regions.csv 里没有“{code}”这个地方。补上它,或者改过来。", code=code)


def _classes(scheme: Scheme, document: Document, faults: Faults) -> None:
    met = {ORDINARY_CLASS}
    for number, name in enumerate(scheme.facility_classes):
        if name in met:
            faults.at(document, ("facility_classes", number), "医院类别“{name}”已经有了。请换一个名字。", name=name)
        met.add(name)


def _day(text: str | None, place: Where, document: Document, faults: Faults) -> int | None:
    if text is None:
        return None
    try:
        return day_number(text)
    except ValueError:
        faults.at(document, place, "日期“{given}”写得不对。请写成 2018-12-31 这样。", given=text)
        return None


def _dates(scheme: Scheme, document: Document, faults: Faults) -> None:
    period = scheme.period
    start = _day(period.start, ("period", "from"), document, faults)
    for name, text in (("to", period.end), ("until_known", period.until_known), ("checked", period.checked)):
        day = _day(text, ("period", name), document, faults)
        if start is not None and day is not None and day < start:
            faults.at(
                document,
                ("period", name),
                "“{name}”是 {day},比开始的日子 {start} 还早。请核对原文。",
                name=name,
                day=text,
                start=period.start,
            )
    if period.end and period.until_known:
        faults.at(document, ("period", "until_known"), "有了 to,就不写 until_known。留一个,删一个。")
    if period.checked and (period.end or period.until_known):
        faults.at(
            document, ("period", "checked"), "checked 只给没有结束日子的规定写。删掉它,或者删掉 to、until_known。"
        )
    if not DAY_OF_YEAR.fullmatch(scheme.year_starts):
        faults.at(
            document, ("year_starts",), "“{given}”不是一年里的一天。请写成 01-01 这样。", given=scheme.year_starts
        )
    for number, notice in enumerate(scheme.notices):
        _day(notice.condition.discharged_before, ("notices", number, "if", "discharged_before"), document, faults)


def _counters(scheme: Scheme, document: Document, faults: Faults) -> None:
    from difflib import get_close_matches

    for name, layer in scheme.layers.items():
        for number, benefit in enumerate(layer.benefits):
            place: Where = ("layers", name, "benefits", number)
            named = [((*place, "caps", n), cap.counter, cap.starts_from) for n, cap in enumerate(benefit.caps)]
            if benefit.fixed_sum and benefit.fixed_sum.counter:
                named.append(((*place, "fixed_sum"), benefit.fixed_sum.counter, None))
            for at, counter, starts_from in named:
                near = get_close_matches(counter, COUNTERS, n=1, cutoff=ALIKE)
                if counter not in COUNTERS and near and not starts_from:
                    faults.at(
                        document,
                        (*at, "counter"),
                        "没有“{counter}”这个累计数。是不是“{near}”?请改过来。",
                        counter=counter,
                        near=near[0],
                    )
                if starts_from and starts_from not in COUNTERS:
                    faults.at(
                        document,
                        (*at, "starts_from"),
                        "没有“{counter}”这个累计数。只有:{names}。请改过来。",
                        counter=starts_from,
                        names="、".join(COUNTERS),
                    )


def _benefits(layer: Layer, place: Where, document: Document, faults: Faults) -> None:
    names: set[str] = set()
    last = len(layer.benefits) - 1
    for number, benefit in enumerate(layer.benefits):
        at = (*place, "benefits", number)
        if benefit.name in names:
            faults.at(document, (*at, "name"), "这一层里有两个“{name}”。请改一个名字。", name=benefit.name)
        names.add(benefit.name)
        if not benefit.when and number < last:
            faults.at(
                document, at, "“{name}”没有 when,后面的几项就永远轮不到。写上 when,或者放到最后。", name=benefit.name
            )
    for number, benefit in enumerate(layer.benefits):
        if benefit.with_inpatient and "inpatient" not in names:
            faults.at(
                document,
                (*place, "benefits", number, "with_inpatient"),
                "with_inpatient 要用名叫 inpatient 的那一项,这一层里没有。请补上,或者改名。",
            )


def _notices(scheme: Scheme, document: Document, damages: set[str], faults: Faults) -> None:
    counters = {cap.counter for layer in scheme.layers.values() for b in layer.benefits for cap in b.caps}
    for number, notice in enumerate(scheme.notices):
        place: Where = ("notices", number)
        if notice.about and notice.about not in damages:
            near = nearest(notice.about, damages)
            if near:
                faults.at(
                    document,
                    (*place, "about"),
                    "没有“{code}”这处损坏或读法。是不是“{near}”?请改过来。",
                    code=notice.about,
                    near=near,
                )
            else:
                faults.at(
                    document, (*place, "about"), "没有“{code}”这处损坏或读法。先写进 readings。", code=notice.about
                )
        condition = notice.condition
        if condition.capped and condition.capped not in counters:
            faults.at(
                document,
                (*place, "if", "capped"),
                "没有一条封顶线用“{counter}”这个累计数。请改过来。",
                counter=condition.capped,
            )
        if condition.paid and condition.paid not in (*scheme.layers, *scheme.inherits):
            faults.at(document, (*place, "if", "paid"), "这份规定没有“{layer}”这一层。请改过来。", layer=condition.paid)
