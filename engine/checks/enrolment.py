"""`enrolment.yaml`: every clause that it names exists, and has the figure that is named, in the right unit."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from engine.checks.faults import Faults, Where
from engine.checks.rules import unknown_clause
from engine.checks.shapes import read_model
from engine.clauses import fillings
from engine.content import Clause
from engine.document import Document
from engine.enrolment.rules import FILE, EnrolmentFile, Named, unit_of
from engine.scheme import Scheme

UNITS = {"long_lapse": "years", "years_before_bonus": "years", "most": "rate", "since": "year"}
MONTHS = ("fixed_wait", "wait_per_year", "less_per_repair", "least_after_long")


def check_enrolment(
    root: Path,
    clauses: Mapping[str, Clause],
    schemes: Sequence[Scheme | None],
    regions: set[str] | None,
    faults: Faults,
) -> None:
    """The file, where a folder has it. `clauses`: all by id; `schemes`: all, None for one that could not be read;
    `regions`: all codes (None: no list)."""
    if not (root / FILE).exists():
        return
    document = Document(root / FILE, faults.found)
    file = read_model(EnrolmentFile, document, faults) if document.content else None
    if file is None:
        return
    for code in file.areas:
        if regions is not None and code not in regions:
            faults.at(document, ("areas", code), "regions.csv 里没有“{code}”这个地方。补上它,或者改过来。", code=code)
    for place, named in _named(file, ()):
        code = named if isinstance(named, str) else named.clause
        clause = clauses.get(code)
        if clause is None:
            unknown_clause(code, place, document, clauses, faults)
        elif isinstance(named, Named):
            _figure(named, clause, schemes, place, document, faults)


def _named(part: BaseModel, path: Where) -> Iterator[tuple[Where, Named | str]]:
    """Every figure and clause that is named, with its place."""
    for name in type(part).model_fields:
        inside = getattr(part, name)
        if isinstance(inside, Named | str):
            yield (*path, name), inside
        elif isinstance(inside, BaseModel):
            yield from _named(inside, (*path, name))
        elif isinstance(inside, dict):
            for key, own in inside.items():
                yield from _named(own, (*path, name, key))


def _figure(
    named: Named,
    clause: Clause,
    schemes: Sequence[Scheme | None],
    place: Where,
    document: Document,
    faults: Faults,
) -> None:
    """The figure of a clause, its own or one that a scheme fills in; of a scheme that could not be read nothing is
    said here."""
    found = fillings(clause, [scheme for scheme in schemes if scheme])
    key = str(place[-1])
    wanted = "months" if key in MONTHS else UNITS.get(key, "yuan")
    if named.figure not in found:
        if f"{{{named.figure}}}" not in clause.text or None not in schemes:
            faults.at(
                document,
                place,
                "“{code}”的 figures 里没有“{name}”。有的是:{names}。请改过来。",
                code=clause.id,
                name=named.figure,
                names="、".join(found) or "—",
            )
        return
    for text in found[named.figure]:
        if unit_of(text) != wanted:
            faults.at(
                document,
                place,
                "“{code}”的“{name}”是 {text},这里要用的不是这种数。请改过来。",
                code=clause.id,
                name=named.figure,
                text=text,
            )
