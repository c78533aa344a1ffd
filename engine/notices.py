"""What a person must be told beside the figures, as warnings with a code and the clauses they rest on."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from engine.cap_ends import not_found
from engine.case import Case
from engine.columns import first, holds_first, on_each
from engine.compiled import Compiled
from engine.facts import BOOLEAN
from engine.filling import Filling, Owned
from engine.known import KnownCase
from engine.later_stays import later_without_a_rule
from engine.run import LayerOutcome, VisitOutcome, run
from engine.scheme import Notice
from engine.sureness import checked_in_words, doubt_of_figures, doubted_figures
from engine.trace import Step, capped, clauses_used
from engine.wording import Words
from engine.written import day_number, iso_day

Json = dict[str, Any]
NOT_DESIGNATED = BOOLEAN.index("false")


def warnings(
    case: Case,
    known: KnownCase,
    compiled: Compiled,
    outcomes: list[VisitOutcome],
    steps: list[dict[str, list[Step]]],
    words: Words,
    assumed: list[Json],
    outside: list[bool],
) -> list[Json]:
    """All warnings of an estimate, the gravest first."""
    found = [
        *_of_dates(case, known, compiled, outcomes, words, outside),
        *_of_hospitals(known, compiled, outcomes, words),
        *_of_thresholds(case, known, compiled, outcomes, words),
        *_of_gates(compiled, outcomes, words),
        *_of_layers(compiled, outcomes, words),
        *_of_later_stays(compiled, known, outcomes, words),
        *_of_notices(compiled, known, outcomes, steps, words),
        *_of_readings(compiled, known, outcomes, words),
        *_of_sources(compiled, outcomes, steps, words),
        *_of_caps(compiled, outcomes, words),
    ]
    for fact in assumed:
        text = words("“{question}”没有说,先按“{answer}”算。", question=fact["title"], answer=fact["label"])
        found.append(_warning("assumed", text, fact=fact["fact"]))
    seen: dict[tuple[str, str], Json] = {}
    for warning in found:
        seen.setdefault((warning["code"], warning["text"]), warning)
    return list(seen.values())


def _warning(code: str, text: str, clauses: list[str] | tuple[str, ...] = (), **more: object) -> Json:
    return {"code": code, "text": text, "clauses": list(clauses), **more}


def _of_dates(
    case: Case, known: KnownCase, compiled: Compiled, outcomes: list[VisitOutcome], words: Words, outside: list[bool]
) -> list[Json]:
    period = compiled.scheme.period
    name = words.pick(compiled.scheme.short_name, compiled.scheme.short_name_en)
    found = []
    if any(outside):
        found.append(
            _warning(
                "historical",
                words(
                    "就医的日子不在{name}管的时间里({start} 起{end}),下面只是“要是在那段时间里”会报多少。",
                    name=name,
                    start=period.start,
                    end=words("至 {day}", day=period.end) if period.end else "",
                ),
            )
        )
    today = case.today
    if today is not None and compiled.end < today.first:
        found.append(
            _warning("historical", words("{name}已经过期({end} 止),现在的规定可能不一样。", name=name, end=period.end))
        )
    if period.until_known and not any(outside):
        last = day_number(period.until_known)
        visited = max((v.discharged.last for v in known.visits if v.discharged), default=last)
        if visited > last or (today is not None and today.first > last):
            found.append(
                _warning(
                    "historical",
                    words("{name}的文件只说到 {day} 前后,后来改没改,我们手里没有。", name=name, day=period.until_known),
                )
            )
    for layer in compiled.layers:
        if layer.starts is not None and any(first(o.facts["discharged_on"]) < layer.starts for o in outcomes):
            clause = layer.spec.starts.clause if layer.spec.starts else ""
            found.append(
                _warning("historical", words("出院在 {day} 以前的,这一层不算。", day=iso_day(layer.starts)), [clause])
            )
    return found


def _of_hospitals(known: KnownCase, compiled: Compiled, outcomes: list[VisitOutcome], words: Words) -> Iterator[Json]:
    """A hospital that is not designated, where the scheme has no rule of it and works something out all the same."""
    if "designated" in compiled.reads:
        return
    for visit, outcome in zip(known.visits, outcomes, strict=True):
        if visit.facts["designated"] == NOT_DESIGNATED and _works_something_out(compiled, outcome):
            text = words("不是医保定点的医院报不报,这份规定里没有写。先问当地医保窗口;这里按定点医院算。")
            yield _warning("incomplete", text, about="designated")


def _works_something_out(compiled: Compiled, outcome: VisitOutcome) -> bool:
    """Whether a layer of a visit is a sum of ours: neither shut out, nor lost, nor an amount of the sheet."""
    return outcome.counts and any(
        layer.name in compiled.by_name
        and not holds_first(layer.unknown)
        and first(outcome.facts.get(f"reported.{layer.name}", -1)) < 0
        and not compiled.by_name[layer.name].benefits[layer.benefit].spec.nothing
        for layer in outcome.layers
    )


def _of_thresholds(
    case: Case, known: KnownCase, compiled: Compiled, outcomes: list[VisitOutcome], words: Words
) -> list[Json]:
    """A threshold that rises every year, taken for care in a later one."""
    found = []
    for visit, outcome in zip(known.visits, outcomes, strict=True):
        day = visit.discharged or case.today
        if day is None or not outcome.counts:
            continue
        cared = int(iso_day(day.last)[:4])
        for layer in outcome.layers:
            own = compiled.by_name.get(layer.name)
            of_year = own.benefits[layer.benefit].spec.threshold_of if own else None
            if of_year is not None and cared > of_year:
                text = words(
                    "大病起付线用的是{year}年公布的数;它年年会涨,{cared}年的请问当地。", year=of_year, cared=cared
                )
                found.append(_warning("historical", text))
    return found


def _of_gates(compiled: Compiled, outcomes: list[VisitOutcome], words: Words) -> list[Json]:
    found = []
    for outcome in outcomes:
        gate = outcome.gates
        if gate.covered is not None and not holds_first(gate.covered):
            enrolment = compiled.scheme.enrolment
            clauses = [part.wait.clause for part in (enrolment.late, enrolment.newborn) if part]
            found.append(_warning("waiting_period", words("还在等待期里,这次不报。"), clauses))
        if gate.excluded is not None and first(gate.excluded) >= 0:
            exclusion = compiled.scheme.exclusions[first(gate.excluded)]
            found.append(_warning("not_covered", words.pick(exclusion.why, exclusion.why_en), [exclusion.clause]))
        if gate.in_time is not None and not holds_first(gate.in_time) and compiled.scheme.claim_within:
            found.append(
                _warning("not_covered", words("过了申报期限才来报,不给报。"), [compiled.scheme.claim_within.clause])
            )
    return found


def why_not(compiled: Compiled, name: str, layer: LayerOutcome, words: Words) -> str:
    """Why a layer is not computed."""
    own = next((one for one in compiled.layers if one.name == name), None)
    if own is not None:
        spec = own.benefits[layer.benefit].spec
        if own.spec.lost_from and holds_first(layer.columns.get("lost_from")):
            return words.pick(own.spec.lost_from.why, own.spec.lost_from.why_en)
        if spec.lost:
            return words.pick(spec.lost.why, spec.lost.why_en)
    if compiled.layers[0].name == name:
        return words("原文没有写这里的比例,所以这一层不给金额。")
    return words("前面一层算不出,所以这一层也不给金额。")


def _of_layers(compiled: Compiled, outcomes: list[VisitOutcome], words: Words) -> list[Json]:
    found = []
    own = {layer.name: layer for layer in compiled.layers}
    for outcome in outcomes:
        for layer in outcome.layers:
            if layer.name not in own:
                continue
            spec = own[layer.name].benefits[layer.benefit].spec
            if holds_first(layer.unknown):
                found.append(
                    _warning(
                        "incomplete",
                        why_not(compiled, layer.name, layer, words),
                        [spec.lost.clause] if spec.lost else [],
                    )
                )
            elif holds_first(layer.floor) and spec.lost:
                found.append(_warning("incomplete", words.pick(spec.lost.why, spec.lost.why_en), [spec.lost.clause]))
            if spec.nothing and spec.nothing.not_covered and outcome.counts:
                found.append(
                    _warning("not_covered", words.pick(spec.nothing.why, spec.nothing.why_en), [spec.nothing.clause])
                )
    return found


def _of_later_stays(compiled: Compiled, known: KnownCase, outcomes: list[VisitOutcome], words: Words) -> Iterator[Json]:
    """A later stay of a year, where the rules of today do not say whether its deductible is lower."""
    clauses = later_without_a_rule(compiled, known, outcomes)
    if clauses is not None:
        text = words("一年里第二次起住院,起付线减不减,这份规定里没有写;这里每次都照全数扣,请问参保地医保窗口。")
        yield _warning("incomplete", text, clauses, about="later_stays")


def _of_notices(
    compiled: Compiled, known: KnownCase, outcomes: list[VisitOutcome], steps: list[dict[str, list[Step]]], words: Words
) -> list[Json]:
    found = []
    for notice, figure in compiled.notices:
        for number, outcome in enumerate(outcomes):
            used = clauses_used([step for own in steps[number].values() for step in own])
            if first(figure.amounts(outcome.facts)) == 0 and _due(notice, number, known, compiled, outcome, used):
                found.append(
                    _warning(notice.code, words.pick(notice.text, notice.text_en), notice.clauses, about=notice.about)
                )
                break
    return found


def _due(
    notice: Notice, number: int, known: KnownCase, compiled: Compiled, outcome: VisitOutcome, used: set[str]
) -> bool:
    asked = notice.condition
    if asked.paid and not any(layer.name == asked.paid and first(layer.paid) > 0 for layer in outcome.layers):
        return False
    if asked.reported and first(outcome.facts.get(f"reported.{asked.reported}", 0)) <= 0:
        return False
    if asked.capped and asked.capped not in {counter for counter, _ in capped(outcome, compiled)}:
        return False
    if asked.bill and first(outcome.facts[f"bill.{asked.bill}"]) == 0:
        return False
    if asked.second_visit and number == 0:
        return False
    if asked.discharged_before and first(outcome.facts["discharged_on"]) >= day_number(asked.discharged_before):
        return False
    return not asked.changed or asked.changed in used


def _of_readings(compiled: Compiled, known: KnownCase, outcomes: list[VisitOutcome], words: Words) -> list[Json]:
    """A live reading is told where the other reading would pay this case otherwise, all else being equal."""
    rows = [(code, n) for code, options in compiled.live.items() for n in range(1, len(options))]
    if not rows:
        return []
    values: dict[Owned, Any] = {
        (None, code): np.array([0] + [n if own == code else 0 for own, n in rows]) for code in compiled.live
    }
    paid = _paid_in_each(compiled, known, outcomes, values, len(rows) + 1)
    found = []
    for row, (code, _) in enumerate(rows, start=1):
        if paid[row] != paid[0]:
            reading = compiled.scheme.readings[code]
            found.append(_warning("reading", words.pick(reading.about, reading.about_en), [], about=code))
    return found


def _paid_in_each(
    compiled: Compiled, known: KnownCase, outcomes: list[VisitOutcome], values: dict[Owned, Any], rows: int
) -> list[tuple[int, ...]]:
    """What each row pays, with the other facts as the headline has them; rows that cannot be computed differ too."""
    usual = {name: first(column_) for name, column_ in outcomes[0].facts.items() if isinstance(name, str)}
    table = Filling(compiled, known, usual).table(values, rows)
    each = []
    for outcome in run(compiled, table):
        for layer in outcome.layers:
            each.append(on_each(layer.paid, rows))
            unknown = layer.unknown if layer.unknown is not None else False
            each.append(on_each(unknown, rows).astype(np.int64))
    return [tuple(int(values[row]) for values in each) for row in range(rows)]


def _of_sources(
    compiled: Compiled, outcomes: list[VisitOutcome], steps: list[dict[str, list[Step]]], words: Words
) -> list[Json]:
    """How sure the rules are that took part, and when the scheme was last looked up."""
    used = {code for number, _ in enumerate(outcomes) for own in steps[number].values() for code in clauses_used(own)}
    shut_out = [first(one.gates.excluded) for one in outcomes if one.gates.excluded is not None]
    used |= {compiled.scheme.exclusions[number].clause for number in shut_out if number >= 0}
    doubts = doubted_figures(compiled.scheme, used)
    found = []
    text = doubt_of_figures(compiled.scheme, used, words)
    if text:
        clauses = [code for codes in doubts.values() for code in codes]
        found.append(_warning("reading", text, clauses, about="grade", grades=list(doubts)))
    checked = checked_in_words(compiled.scheme, words)
    if checked:
        found.append(_warning("reading", checked, about="checked"))
    return found


def _of_caps(compiled: Compiled, outcomes: list[VisitOutcome], words: Words) -> list[Json]:
    """Caps that held, and those that were not found where something is paid under them."""
    found = []
    for outcome in outcomes:
        for layer in outcome.layers:
            own = compiled.by_name.get(layer.name)
            for cap in own.benefits[layer.benefit].spec.caps if own and first(layer.paid) else ():
                if lost := not_found(cap):
                    text = words("年度封顶线没有查到;报得很多的时候,可能到封顶线为止,以当地为准。")
                    found.append(_warning("incomplete", text, [value.clause for value in lost]))
        for _, clauses in capped(outcome, compiled):
            found.append(_warning("capped", words("到了封顶线,多出来的这一层不再报。"), clauses))
    return found
