"""What adds up and what does not: every check of `content/funds/checks.yaml` held against every disclosure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from engine.content import Library, parse
from engine.document import Document
from engine.funds.figures import Figure, figures
from engine.funds.span import Span, exact
from engine.funds.terms import Check, CheckFile, named
from engine.funds.working import SCALE, Disclosure, MissingError, Working

Verdict = Literal["fits", "off", "worked_out"]


@dataclass(frozen=True)
class Reading:
    """What would make a finding fit: a figure (id and indicator), what it would have to be, and the other checks that
    fit then too."""

    figure: str
    indicator: str
    value: Decimal
    checks: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """What a check found in one disclosure.

    `figures`, `clauses`: the ids of what it used, in order; `worked_out`: the result, `low` and `high`: what it may be
    as far as the printing goes, `printed`: the claim, all in `unit`; `off`: how far the claim lies from the result,
    None where nothing is claimed; `whole`: the one whole number that the result may be; `each`: the result for each
    reading of a damaged figure; `reading`: what would make it fit.
    """

    check: str
    verdict: Verdict
    region: str
    region_name: str
    year: str
    service: str
    group: str
    figures: tuple[str, ...]
    clauses: tuple[str, ...]
    unit: str
    worked_out: Decimal
    low: Decimal
    high: Decimal
    printed: Decimal | None = None
    off: Decimal | None = None
    whole: Decimal | None = None
    each: tuple[Decimal, ...] = ()
    reading: Reading | None = None


@lru_cache(maxsize=4)
def checks(content: Library) -> dict[str, Check]:
    """Check id -> check, in the order of the file."""
    path = content.root / "funds" / "checks.yaml"
    return {one.id: one for one in parse(CheckFile, Document(path)).checks} if path.exists() else {}


def findings(own: Sequence[Figure], content: Library) -> list[Finding]:
    """Every finding in some figures, place by place and year by year.

    The content's figures of other places serve the terms that look elsewhere.
    """
    ids = {one.id for one in own}
    every = (*own, *(one for one in figures(content) if one.id not in ids))
    found = []
    for rows in _by_place(own).values():
        at = Disclosure(tuple(rows), every, content)
        for check in (one for one in checks(content).values() if not one.scheme):
            found += [replace(one, reading=_reading(one, at)) for one in _held_against(check, at)]
    return found


@lru_cache(maxsize=4)
def shipped_findings(content: Library) -> tuple[Finding, ...]:
    """`findings` of the content's own figures, and of the rules themselves."""
    of_rules = [_of_rules(check, content) for check in checks(content).values() if check.scheme]
    return (*findings(figures(content), content), *of_rules)


def _by_place(own: Sequence[Figure]) -> dict[tuple[str, ...], list[Figure]]:
    places: dict[tuple[str, ...], list[Figure]] = {}
    for one in own:
        nameless = "" if one.region else one.document
        places.setdefault((one.region, one.region_name, nameless, one.year), []).append(one)
    return places


def _held_against(check: Check, at: Disclosure) -> Iterator[Finding]:
    """The findings of a check: one for each service and group that has the figures."""
    for service, group in _bindings(check, at):
        found = _finding(check, at, service, group)
        if found is not None:
            yield found


def _bindings(check: Check, at: Disclosure) -> list[tuple[str, str]]:
    """The services and groups that the terms which name none may share: those of the first such term."""
    terms = [*named(check.work_out), *named(check.claim)]
    here = [one for one in terms if not one.elsewhere]
    free = next((one for one in here if one.service is None or one.group is None), None)
    if free is None:
        return [("", "")]
    return list(dict.fromkeys((one.service, one.group) for one in Working(at).rows(free)))


def _finding(check: Check, at: Disclosure, service: str, group: str) -> Finding | None:
    """What a check finds for one service and group; None where a figure is missing, or none is of this place."""
    used = Working(at, service, group)
    try:
        results = _results(check, used)
        claim = _claimed(check, used)
    except (MissingError, ZeroDivisionError):
        return None
    own = used.home
    here = {one.id for one in at.own}
    natures = {one.nature for one in used.figures.values() if one.id in here}
    mixed = claim is not None and {"final", "provisional"} <= natures  # settled is not held against unsettled
    if own is None or own.id not in here or mixed:
        return None
    of = _Of(own.region, own.region_name, own.year, service or own.service, group or own.group)
    return _found(check, of, used, results, claim)


def _of_rules(check: Check, content: Library) -> Finding:
    """What a check of a scheme's rules finds."""
    assert check.scheme is not None
    scheme = content.scheme(check.scheme)
    used = Working(Disclosure((), (), content))
    of = _Of(scheme.region or "", scheme.short_name, scheme.period.start[:4], "", "")
    return _found(check, of, used, [used.span(check.work_out)], _claimed(check, used))


class _Of(NamedTuple):
    """What a finding is of."""

    region: str
    region_name: str
    year: str
    service: str
    group: str


def _found(check: Check, of: _Of, used: Working, results: list[Span], claim: Span | None) -> Finding:
    scale = Decimal(SCALE.get(check.unit, 1))
    at_all = [one.at * scale for one in results]
    claim_in_unit = None if claim is None else claim.at * scale
    found = Finding(
        check=check.id,
        verdict="worked_out" if claim is None else "fits" if _stands(check, claim, results[0]) else "off",
        region=of.region,
        region_name=of.region_name,
        year=of.year,
        service=of.service,
        group=of.group,
        figures=tuple(used.figures),
        clauses=tuple(used.clauses),
        unit=check.unit,
        worked_out=at_all[0],
        low=min(one.low for one in results) * scale,
        high=max(one.high for one in results) * scale,
        printed=claim_in_unit,
        off=None if claim_in_unit is None else claim_in_unit - at_all[0],
        each=tuple(at_all) if len(at_all) > 1 else (),
    )
    return replace(found, whole=Span(found.worked_out, found.low, found.high).whole if check.round else None)


def _results(check: Check, used: Working) -> list[Span]:
    """The result, or one for each reading of a figure that is damaged."""
    try:
        return [used.span(check.work_out)]
    except MissingError:
        damaged = [row for term in named(check.work_out) for row in used.rows(term) if row.readings]
        if len(damaged) != 1:
            raise
        one = damaged[0]
        results = []
        for reading in one.readings:
            used.at = replace(used.at, instead={**used.at.instead, one.id: exact(reading)})
            results.append(used.span(check.work_out))
        return results


def _claimed(check: Check, used: Working) -> Span | None:
    """What is claimed; None where nothing is, or its figure is lost. MissingError where there is no such figure."""
    if check.claim is None:
        return None
    try:
        return used.span(check.claim)
    except MissingError:
        lost = [row for term in named(check.claim) for row in used.rows(term) if row.nature == "lost"]
        if not lost and not check.unclaimed:
            raise
        used.figures.update({row.id: row for row in lost})
        return None


def _stands(check: Check, claim: Span, result: Span) -> bool:
    """Whether a claim may stand beside a result, as far as both are known."""
    if check.relation == "at_most":
        return claim.low <= result.high
    if check.relation == "at_least":
        return claim.high >= result.low
    return claim.meets(result)


# ---- which reading of a figure would make it fit


def _reading(found: Finding, at: Disclosure) -> Reading | None:
    """The one figure that may be misprinted: put right, this check holds to the last digit and so does every other
    check that reads it, of which there must be some. None where no figure or several would do."""
    check = checks(at.content)[found.check]
    if found.verdict != "off" or check.relation != "equal":
        return None
    could = []
    for one in at.own:
        if one.id in found.figures and one.value is not None:
            value = _solved(check, one, found, at)
            others = _fit_then(one, value, check, at) if value is not None and not value % one.step else None
            if value is not None and others:
                could.append(Reading(one.id, one.indicator, value, others))
    return could[0] if len(could) == 1 else None


def _solved(check: Check, one: Figure, found: Finding, at: Disclosure) -> Decimal | None:
    """What a figure would have to be for the claim to equal the result; None where the check is not linear in it."""

    def gap(value: Decimal) -> Decimal | None:
        again = _finding(check, replace(at, instead={one.id: exact(value)}), found.service, found.group)
        return None if again is None else again.off

    first, second = gap(Decimal(0)), gap(Decimal(1))
    if first is None or second is None or first == second:
        return None
    value = -first / (second - first)
    return value if gap(value) == 0 else None


def _fit_then(one: Figure, value: Decimal, check: Check, at: Disclosure) -> tuple[str, ...] | None:
    """The other checks that read a figure, if all of them fit when it is `value`."""
    then = replace(at, instead={one.id: exact(value)})
    fitting = []
    for other in checks(at.content).values():
        reads = any(term.figure == one.indicator for term in (*named(other.work_out), *named(other.claim)))
        for found in _held_against(other, then) if reads and other.id != check.id else ():
            if one.id in found.figures and found.printed is not None:
                if found.off != 0:
                    return None
                fitting.append(other.id)
    return tuple(fitting) or None
