"""Bands: edges that rise, one open end, and rates that do not fall where a frame forbids it."""

from collections.abc import Iterator

from engine.checks.faults import Faults, Where
from engine.clauses import edges_may_be_on
from engine.document import Document
from engine.scheme import Bands, Scheme
from engine.written import day_number, read

# SX12-RATE-SHAPE: serious illness of residents is paid the higher the cost, the higher the rate. It binds the layer
# `serious_illness` of schemes that serve residents from the month of that document on. Older pooling (Beijing 1995)
# and the employees' own funds stand outside it.
RISING_FROM = "2012-11-01"
RESIDENTS = frozenset({"resident", "urban_resident", "nrcms"})


def check_bands(scheme: Scheme, document: Document, faults: Faults) -> None:
    """Every set of bands of a scheme."""
    for place, bands in every_bands(scheme):
        _edges(bands, place, document, faults)
        if "serious_illness" in place and _must_rise(scheme):
            _rates(bands, place, document, faults)


def every_bands(scheme: Scheme) -> Iterator[tuple[Where, Bands]]:
    """Every set of bands of a scheme, with its place."""
    for name, layer in scheme.layers.items():
        for number, benefit in enumerate(layer.benefits):
            if benefit.bands:
                yield ("layers", name, "benefits", number, "bands"), benefit.bands


def _must_rise(scheme: Scheme) -> bool:
    try:
        start = day_number(scheme.period.start)
    except ValueError:
        return False
    return bool(RESIDENTS & set(scheme.insurance)) and start >= day_number(RISING_FROM)


def _edges(bands: Bands, place: Where, document: Document, faults: Faults) -> None:
    last = len(bands.rates) - 1
    before = _lowest(bands)
    for number, band in enumerate(bands.rates):
        at = (*place, "rates", number)
        if band.to is None:
            if number < last:
                faults.at(document, at, "这一段没有写 to,后面的段就永远用不上。写上 to,或者把它放到最后。")
            continue
        if number == last:
            faults.at(
                document,
                (*at, "to"),
                "最后一段不写 to:超过 {to} 的钱没有比例可用。删掉 to,或者再加一段。",
                to=band.to,
            )
        edge = read(band.to)
        if edge.unit != "yuan":
            continue  # said with the units
        if before is not None and edge.amount <= before[0]:
            faults.at(
                document,
                (*at, "to"),
                "各段重叠:这一段到 {to},可是前面已经到 {before}。to 要一段比一段高。",
                to=band.to,
                before=before[1],
            )
        before = (edge.amount, band.to)


def _lowest(bands: Bands) -> tuple[int, str] | None:
    """Where the first band surely begins: the lowest threshold, when edges are (or may be) on the burden."""
    if "burden" not in edges_may_be_on(bands):
        return None
    written = [(read(value.value), value.value) for value in bands.threshold.figures]
    amounts = [(figure.amount, text) for figure, text in written if figure.unit == "yuan"]
    return min(amounts) if amounts else None


def _rates(bands: Bands, place: Where, document: Document, faults: Faults) -> None:
    before = None
    for number, band in enumerate(bands.rates):
        rate = read(band.value)
        if rate.unit != "rate":
            continue
        if before is not None and rate.amount < before.amount:
            faults.at(
                document,
                (*place, "rates", number, "value"),
                "比例往下掉:这一段 {rate},比前一段低。居民大病保险费用越高,比例要越高(SX12-RATE-SHAPE)。请核对原文。",
                rate=band.value,
            )
        before = rate
