"""Which facts can still change a case's estimate, in the order in which they are asked."""

from typing import Any

from engine.case import parse_case
from engine.compiled import compile_scheme
from engine.completions import Completions
from engine.content import Library, Option, Question, library
from engine.estimate import applicable
from engine.facts import COUNTERS, ORDINARY_CLASS
from engine.known import known_case
from engine.scheme import Scheme
from engine.usual import usual_values


def facts_read(given: dict[str, Any], *, content: Library | None = None) -> list[str]:
    """Paths of the unknown facts that the scheme reads on some branch open to this case ("visits.0.facility_level").

    The first question of the list is the next one in asking order. Raises what `estimate` raises for a bad case.
    """
    content = content or library()
    case = parse_case(given)
    scheme, prefecture = applicable(case, content)
    compiled = compile_scheme(scheme)
    known = known_case(case, compiled, prefecture)
    paths = Completions(compiled, known, usual_values(scheme, content)).unknown_paths()
    sums = {benefit.accumulates for layer in compiled.layers for benefit in layer.benefits if benefit.settle}
    paths += [f"year_to_date.{name}" for name in COUNTERS if name in sums and known.year[name] is None]
    questions = content.questions()

    def order(path: str) -> int:
        parts = path.split(".")
        question = questions.get(f"visit.{'.'.join(parts[2:])}" if parts[0] == "visits" else path)
        return question.order if question else 999

    return sorted(dict.fromkeys(paths), key=order)


def options_of(question: Question, scheme: Scheme, visit_kind: str | None) -> list[Option]:
    """The answers of a question that this scheme can tell apart; nobody is an in-patient of a village room."""
    if question.fact == "person.enrolment_tier":
        labels = {option.value: option for option in question.options}
        return [labels.get(tier) or Option(value=tier, label=tier, label_en=tier) for tier in scheme.tiers]
    if question.fact == "visit.facility_class":
        return [one for one in question.options if one.value in (*scheme.facility_classes, ORDINARY_CLASS)]
    if question.fact == "person.insurance":
        return [option for option in question.options if option.value in scheme.insurance]
    if question.fact == "visit.facility_level" and visit_kind == "inpatient":
        return [option for option in question.options if option.value != "village"]
    return list(question.options)
