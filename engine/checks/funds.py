"""Fund disclosures: rows can be read, their indicator, unit and document are known; checks name what there is."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from engine.checks.faults import Faults, nearest
from engine.checks.shapes import read_model
from engine.document import Document
from engine.errors import ContentError
from engine.funds.amounts import UNITS
from engine.funds.figures import FILES, Figure, FundSourceFile, Indicator, IndicatorFile, read_figures
from engine.funds.ratios import Ratio, RatioFile
from engine.funds.terms import Check, CheckFile, Term, clauses_of, named
from engine.funds.words import FundWords


def check_funds(root: Path, documents: set[str], clauses: set[str], faults: Faults) -> None:
    """What `content/funds/` holds, as far as a folder has it. `documents`, `clauses`: the ids that there are."""
    folder = root / "funds"
    if not folder.is_dir():
        return
    known = {one.id: one for one in _listed(folder / "indicators.yaml", IndicatorFile, "indicators", faults)}
    sources = {one.id for one in _listed(folder / "sources.yaml", FundSourceFile, "sources", faults)}
    met: set[str] = set()
    keys: set[str] = set()
    for name in FILES:
        try:
            rows = read_figures(folder / name) if (folder / name).exists() else []
        except ContentError as error:
            faults.add(f"{error.place}:1", error.template, **error.values)
            continue
        for line, one in enumerate(rows, start=2):
            keys.add(one.compare_key)
            _row(one, f"{folder / name}:{line}:1", met, known, documents | sources, faults)
    if (folder / "words.yaml").exists():
        _words(Document(folder / "words.yaml", faults.found), known, faults)
    _ratios(folder, known, keys, faults)
    checks: list[Check] = list(_listed(folder / "checks.yaml", CheckFile, "checks", faults))
    for number, check in enumerate(checks):
        _check(number, check, known, clauses, Document(folder / "checks.yaml"), faults)


def _listed(path: Path, model: type[BaseModel], part: str, faults: Faults) -> list[Any]:
    """The entries of a file; an id that stands there twice is a fault."""
    document = Document(path, faults.found) if path.exists() else None
    read = read_model(model, document, faults) if document and document.content else None
    entries: list[Any] = getattr(read, part, [])
    ids = [one.id for one in entries]
    for number, key in enumerate(ids):
        if document and ids.index(key) != number:
            faults.at(document, (part, number, "id"), "“{key}”写了两次。留一个,删一个。", key=key)
    return entries


def _row(
    one: Figure, place: str, met: set[str], known: dict[str, Indicator], documents: set[str], faults: Faults
) -> None:
    if one.id in met:
        faults.add(place, "“{key}”写了两次。留一个,删一个。", key=one.id)
    met.add(one.id)
    indicator = known.get(one.indicator)
    if indicator is None:
        near = nearest(one.indicator, known) or "indicators.yaml"
        faults.add(place, "没有“{name}”这个指标。是不是“{near}”?请改过来。", name=one.indicator, near=near)
    elif indicator.unit != one.unit:
        faults.add(place, "“{name}”的单位是 {unit}。请改过来。", name=one.indicator, unit=indicator.unit)
    if one.document not in documents:
        faults.add(place, "没有“{name}”这份文件。请先写进 sources。", name=one.document)
    if one.value is None and one.low is None and one.high is None and one.nature != "lost" and one.unit != "none":
        faults.add(place, "这一行没有数。写上 value,或者 low、high;丢了的写 nature=lost。")


def _ratios(folder: Path, known: dict[str, Indicator], keys: set[str], faults: Faults) -> None:
    """Ratios name indicators and compare keys that figures have, and a unit that can be said."""
    path = folder / "ratios.yaml"
    ratios: list[Ratio] = list(_listed(path, RatioFile, "ratios", faults))
    for number, ratio in enumerate(ratios):
        document, at = Document(path), ("ratios", number)
        _figures_of(ratio.work_out, (*at, "work_out"), known, document, faults)
        for key in (one for one in ratio.of if one not in keys):
            near = nearest(key, keys) or "compare_key"
            faults.at(
                document, ("ratios", number, "of"), "没有“{name}”。是不是“{near}”?请改过来。", name=key, near=near
            )
        if ratio.unit not in UNITS:
            near = nearest(ratio.unit, UNITS) or "yuan"
            faults.at(document, (*at, "unit"), "没有“{name}”。是不是“{near}”?请改过来。", name=ratio.unit, near=near)


def _figures_of(
    term: Term, at: tuple[str | int, ...], known: dict[str, Indicator], document: Document, faults: Faults
) -> None:
    """The indicators that a term names are there."""
    for one in named(term):
        if one.figure not in known:
            near = nearest(one.figure, known) or "indicators.yaml"
            faults.at(document, at, "没有“{name}”这个指标。是不是“{near}”?请改过来。", name=one.figure, near=near)


def _words(document: Document, known: dict[str, Indicator], faults: Faults) -> None:
    """The words of disclosures name indicators, units, services and groups that there are."""
    words = read_model(FundWords, document, faults) if document.content else None
    if not isinstance(words, FundWords):
        return
    sorts = {one.id for one in (*words.services, *words.groups)}
    for number, said in enumerate(words.said):
        at = ("said", number, "id")
        for name in (said.id, *said.becomes.values()):
            if name not in known:
                near = nearest(name, known) or "indicators.yaml"
                faults.at(document, at, "没有“{name}”这个指标。是不是“{near}”?请改过来。", name=name, near=near)
        for name in (said.service, said.group, *said.becomes):
            if name and name not in sorts:
                near = nearest(name, sorts) or "words.yaml"
                faults.at(document, at, "没有“{name}”这个项目或人群。是不是“{near}”?请改过来。", name=name, near=near)
    for unit in {one.unit for one in known.values()} - {*words.units, "none"}:
        faults.at(document, ("units",), "没写“{unit}”这个单位怎么说。请补上。", unit=unit)


def _check(
    number: int, check: Check, known: dict[str, Indicator], clauses: set[str], document: Document, faults: Faults
) -> None:
    sides: list[tuple[str, Term]] = [("work_out", check.work_out)]
    if check.claim is not None:
        sides.append(("claim", check.claim))
    for side, term in sides:
        at = ("checks", number, side)
        _figures_of(term, at, known, document, faults)
        for clause in clauses_of(term):
            if clause not in clauses:
                faults.at(document, at, "没有“{name}”这一条。请改过来。", name=clause)
