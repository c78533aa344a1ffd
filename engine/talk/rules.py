"""What a scheme says on a topic: its own figures under the conditions named, and the clauses in plain words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from engine.compiled import BenefitOf, Compiled, compile_scheme
from engine.content import Library
from engine.facts import LEVEL_STANDS_FOR, PERSON_CHOICES, SETS, VISIT_CHOICES
from engine.figures import NO_MATCH, Axis, Figure
from engine.lookup.search import Within, find, is_term
from engine.money import FULL_RATE, yuan
from engine.scheme import Benefit, Lost, LostFrom, Scheme
from engine.talk.doubts import READING, grade_of, without_equals
from engine.talk.understood import Understood
from engine.usual import question_of
from engine.wording import Words

Json = dict[str, Any]
# Facts that a list of figures is told apart by; all others are taken as they usually are.
TOLD_APART = (
    "facility_level",
    "facility_class",
    "enrolment_tier",
    "stay",
    "categories",
    "conditions",
    "condition_count",
    "insurance",
)
# Facts that stand at their usual value where a question of rules does not name them.
ORDINARY = ("kind", "cause", "place", "referral", "designated", "age_group")
HOSPITAL = ("facility_level", "facility_class")  # told where a benefit is of one only
MOST_CELLS, MOST_VALUES = 400, 16
MOST_CLAUSES = 4
LEAST_POINTS, OF_A_FIGURE = 6, 4  # of a clause that answers at all: more than a word in common; whose figure is shown
MECHANISMS = {
    "inpatient.deductible": ("deductible", "threshold"),
    "inpatient.rate": ("rate", "bands"),
    "inpatient.cap": ("cap",),
    "serious_illness.threshold": ("threshold",),
    "serious_illness.bands": ("threshold", "bands"),
    "serious_illness.cap": ("cap",),
}
OF_SERIOUS_ILLNESS = {
    "inpatient.deductible": "serious_illness.threshold",
    "inpatient.rate": "serious_illness.bands",
    "inpatient.cap": "serious_illness.cap",
}
OF_STAYS = {serious: stays for stays, serious in OF_SERIOUS_ILLNESS.items()}
ALL_MECHANISMS = ("deductible", "threshold", "rate", "bands", "fixed_sum", "cap")
# The fact by which a benefit has a rule of its own for a topic.
OWN_KIND = {"accident": "cause", "maternity": "kind"}
ONLY_FOR = ("categories", "age_group")  # facts of a benefit's `when` that are told with its figures
FEW = 6  # diseases of a benefit that are still told one by one
SELF_FUNDED = "自费"  # no message
LAYER_OF = {"serious_illness": "serious_illness", "assistance": "assistance", "supplement": "supplement"}
KINDS: dict[str, list[Json]] = {
    "outpatient.general": [{"kind": "outpatient"}],
    "outpatient.chronic": [
        {"kind": "chronic", "conditions": ["other_listed"]},
        {"kind": "chronic", "conditions": ["dialysis"]},
    ],
    "outpatient.major": [{"kind": "major_outpatient", "conditions": ["dialysis"]}],
    "accident": [{"cause": "accident"}],
    "maternity": [{"kind": "maternity"}, {"kind": "prenatal"}],
}
WITH_FIGURES = (*MECHANISMS, *KINDS, "supplement", "assistance")


@dataclass
class RuleAnswer:
    """`topic`; `values`: [{"value", "unit", "when", "what", "layer", "grade" (of a figure that our copy does not state
    outright)}]; `clauses`: ids, the most fitting first; `lost`: what people in general get and our copy lost."""

    topic: str
    values: list[Json] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    lost: list[Lost | LostFrom] = field(default_factory=list)


def rule_answer(
    scheme: Scheme, topics: list[str], given: Json, text: str, content: Library, mechanisms: list[str]
) -> RuleAnswer:
    """The answer to a question about a scheme's rules.

    `given`: facts that the question names, by their bare names ("facility_level"); `mechanisms`: those it asks for, all
    where it names none.
    """
    compiled = compile_scheme(scheme)
    elsewhere = _elsewhere(given)
    given = {**_ordinary(content), **elsewhere, **_of_children(given), **given}
    with_figures = [topic for topic in topics if topic in WITH_FIGURES]
    found = RuleAnswer(topics[0] if topics else "glossary")
    for topic in with_figures[:2]:
        wanted = MECHANISMS.get(topic) or tuple(mechanisms) or ALL_MECHANISMS
        for kind in KINDS.get(topic, [{}]):
            values = _values(compiled, topic, wanted, {**given, **kind, **_diseases(kind, given)})
            of_kind = elsewhere | {name: value for name, value in kind.items() if name in ("kind", "cause")}
            found.values += [{**value, "when": {**of_kind, **value["when"]}} for value in values]
    if not found.values and not any(topic in KINDS for topic in topics):  # what the scheme has no layer of its own for
        for topic in with_figures:
            other = OF_SERIOUS_ILLNESS.get(topic) or OF_STAYS.get(topic)
            values = _values(compiled, other, MECHANISMS[other], given) if other else []
            if topic in OF_STAYS:  # of these only what its own clause calls serious illness
                values = [one for one in values if any(_is_of(code, topic, content) for code in one["clauses"])]
            found.values += values
    if found.values and with_figures[0] not in KINDS:
        found.lost = _lost(compiled, layer_of(with_figures[0]), given)
    if SELF_FUNDED in text:  # own cost outside the catalogue: a rule of its own
        _outside_catalogue(scheme, found)
    found.values = without_equals(_once(found.values))[:MOST_VALUES]
    cited = [code for value in found.values for code in value.pop("clauses")]
    found.clauses = _clauses(scheme, topics, cited, text, content)
    if not found.values and topics and topics[0] in OF_STAYS and "serious_illness" not in scheme.layers:
        # Basic cover's rules are no answer.
        found.clauses = [code for code in found.clauses if content.clause(code).topic.startswith("serious")]
    return found


def _is_of(clause_id: str, topic: str, content: Library) -> bool:
    clause = content.clause(clause_id)
    return topic in (clause.topic, *clause.also)


def lost_lines(told: RuleAnswer, words: Words) -> list[str]:
    """What our copy lost of the rules for people in general, a sentence each."""
    return [words("一般参保人的标准:{why}", why=words.pick(one.why, one.why_en)) for one in told.lost]


def refusals(scheme: Scheme, found: Understood, topics: list[str], words: Words) -> list[str]:
    """Yes or no first: for which cause of an accident the scheme pays nothing, where an accident is asked of."""
    causes = {"accident_liable", "excluded"} & {found.named().get("cause", "")}
    if "accident" in topics[:2]:
        causes |= {"accident_liable"}
    return [
        words.pick(one.why, one.why_en)
        for one in scheme.exclusions
        if "cause" in one.when
        and causes & ({one.when["cause"]} if isinstance(one.when["cause"], str) else {*one.when["cause"]})
    ]


def _lost(compiled: Compiled, layer: str, given: Json) -> list[Lost | LostFrom]:
    """What people in general get of a layer, where our copy lost it."""
    own = compiled.by_name.get(layer)
    reached = [b.spec for n, b in enumerate(own.benefits) if _reached(own.route, n, given, compiled)] if own else []
    return [benefit.lost for benefit in reached if benefit.lost and not benefit.when]


def _outside_catalogue(scheme: Scheme, found: RuleAnswer) -> None:
    """The rule of what stands outside the catalogue in place of that inside it, where the scheme has one: from which
    amount it pays; its bands are lost."""
    rule = next((layer.lost_from for layer in scheme.layers.values() if layer.lost_from), None)
    if rule is None:
        return
    found.lost = [rule]
    found.values = [
        {
            "value": yuan(one.written.amount), "unit": "yuan", "what": "threshold", "layer": "serious_illness",
            "when": {**one.when, "bill": "self_funded"}, "grade": None, "clauses": [one.clause],
        }
        for one in rule.reaching.figures
    ]  # fmt: skip


def _clauses(scheme: Scheme, topics: list[str], cited: list[str], text: str, content: Library) -> list[str]:
    """The scheme's clauses that answer, the best first; those of the figures shown before others as good."""
    hits = [hit for hit in find(text, topics, Within(schemes=(scheme.id,)), content) if hit.score >= LEAST_POINTS]
    points = {hit.id: hit.score + (OF_A_FIGURE if hit.id in cited else 0) for hit in hits if not is_term(hit)}
    ordered = sorted(points, key=lambda code: -points[code])
    return [code for code in ordered if 2 * points[code] >= points[ordered[0]]][:MOST_CLAUSES]


def _ordinary(content: Library) -> Json:
    """The usual values of the facts that a question of rules need not name."""
    return {name: content.question(question_of(name)).assume for name in ORDINARY}


def _elsewhere(given: Json) -> Json:
    """Who asks of a referral goes to another place: at home none is needed."""
    if given.get("referral") not in ("none", "filed"):
        return {}
    return {"place": given.get("place", "city"), "referral": given["referral"]}


def _of_children(given: Json) -> Json:
    """Some diseases are listed for children only."""
    return {"age_group": "child_student"} if "child_major_disease" in given.get("conditions", ()) else {}


def _diseases(kind: Json, given: Json) -> Json:
    """The diseases named, where the topic is one of diseases."""
    return {"conditions": given["conditions"]} if "conditions" in kind and given.get("conditions") else {}


# ---- figures


def layer_of(topic: str) -> str:
    """The layer whose rules a topic is about."""
    return LAYER_OF.get(topic.partition(".")[0], "basic")


def _values(compiled: Compiled, topic: str, wanted: tuple[str, ...], given: Json) -> list[Json]:
    layer = layer_of(topic)
    own = compiled.by_name.get(layer)
    if own is None:
        return []
    found = []
    for benefit in own.benefits:
        if topic in OWN_KIND and OWN_KIND[topic] not in benefit.spec.when:
            continue  # no rule of its own for accidents, or for childbirth
        if benefit.spec.nothing or not _reached(own.route, own.benefits.index(benefit), given, compiled):
            continue
        hospital = {name: said for name in HOSPITAL if isinstance(said := benefit.spec.when.get(name), str)}
        for what, figure, more in _figures_of(benefit):
            if what in wanted:
                only = {**hospital, **_only_for(benefit.spec), **more}
                found += [{**cell, "layer": layer} for cell in _cells(what, figure, only, given, compiled)]
    return found


def _only_for(benefit: Benefit) -> Json:
    """Whom or what a benefit is for: a figure is never told without it."""
    told = {name: benefit.when[name] for name in ONLY_FOR if name in benefit.when}
    conditions = benefit.when.get("conditions")
    if isinstance(conditions, list) and len(conditions) <= FEW:
        told["conditions"] = conditions
    if benefit.base == "above_ceiling":
        told["base"] = "above_ceiling"
    return told


def _reached(route: Figure, number: int, given: Json, compiled: Compiled) -> bool:
    """Whether a visit as described may fall under a benefit."""
    codes = [_codes(axis, given, compiled, every=True) for axis in route.axes]
    return any(int(amount) == number for amount in route.amounts_at(route.part(codes)).reshape(-1))


def _figures_of(benefit: BenefitOf) -> Iterator[tuple[str, Figure, Json]]:
    if benefit.deductible:
        yield "deductible", benefit.deductible, {"each": "unsaid"} if benefit.each_visit else {}
    if benefit.rate:
        yield "rate", benefit.rate, {}
    if benefit.essential_rate:
        yield "rate", benefit.essential_rate, {"bill": "essential_drugs"}
    if benefit.bands:
        in_hospital = benefit.layer == "basic" and benefit.spec.when.get("kind") == "inpatient"
        if benefit.base != "above_ceiling":  # that begins at the ceiling: no threshold of 0
            yield "deductible" if in_hospital else "threshold", benefit.bands.threshold, {}
        edges, unsaid = benefit.bands.edges, {"edges": "unsaid"} if benefit.bands.edges_on.axes else {}
        for low, high, rate in zip((None, *edges), (*edges, None), benefit.bands.rates, strict=True):
            slice_ = {key: yuan(end) for key, end in (("from", low), ("to", high)) if end} | unsaid
            yield "rate" if in_hospital else "bands", rate, slice_
    if benefit.cliff:
        yield "threshold", benefit.cliff[0], {}
        yield "bands", benefit.cliff[1], {}
    if benefit.fixed_sum:
        yield "fixed_sum", benefit.fixed_sum, {}
    for limit in benefit.caps:
        yield "cap", limit.figure, {}


def _codes(axis: Axis, given: Json, compiled: Compiled, *, every: bool = False) -> list[int]:
    """The codes of an axis that the question leaves open."""
    name = axis.name
    if name in compiled.live:
        return list(range(len(axis.values))) if not every else [0]
    if axis.mask:
        said = given.get(name)
        if said is None:
            return [0] if name == "conditions" and not every else [0, 1]
        mask = sum(1 << SETS[name].index(word) for word in said if word in SETS[name])
        return [int(bool(mask & axis.mask))]
    if name == "stay":
        stays = given.get("inpatient_stays")
        return list(range(len(axis.values))) if stays is None else [min(int(stays), len(axis.values) - 1)]
    if name == "condition_count":
        return [min(max(1, len(given.get("conditions") or ())), len(axis.values)) - 1]
    if name == "prefecture":
        return [0]
    if name == "same_level_before":  # who asks of a later stay means one of the same kind
        return [1]
    values = list(VISIT_CHOICES.get(name) or PERSON_CHOICES.get(name) or axis.values)
    said = given.get(name)
    if said is None:
        return list(range(len(axis.values)))
    said = str(said).lower() if isinstance(said, bool) else said
    return [values.index(said)] if said in values else list(range(len(axis.values)))


def _cells(what: str, figure: Figure, more: Json, given: Json, compiled: Compiled) -> list[Json]:
    codes = [_codes(axis, given, compiled) for axis in figure.axes]
    open_ = [n for n, axis in enumerate(figure.axes) if len(codes[n]) > 1]
    for n in open_:
        if figure.axes[n].name not in TOLD_APART and figure.axes[n].name not in compiled.live:
            codes[n] = codes[n][:1]
    number = 1
    for own in codes:
        number *= len(own)
    if number > MOST_CELLS:
        return []
    found = []
    for combination in product(*codes):
        resolved = figure.resolved_at(_cell(figure, combination))
        if resolved.amount == NO_MATCH or resolved.amount < 0:
            continue
        if _as_the_stay_before(figure, combination) or _as_told_already(figure, combination, compiled):
            continue
        unit = "rate" if what in ("rate", "bands") else "yuan"
        value = _rate(resolved.amount) if unit == "rate" else yuan(resolved.amount)
        when = {
            a.name: _named(a, code)
            for a, code, own in zip(figure.axes, combination, codes, strict=True)
            if len(own) > 1 and a.name not in compiled.live
        }
        doubtful = [
            a.name for a, code in zip(figure.axes, combination, strict=True) if a.name in compiled.live and code
        ]
        if doubtful:
            when[READING] = doubtful[0]
        if when.get("stay", "1") != "1" and any(axis.name == "same_level_before" for axis in figure.axes):
            when["same_level_before"] = "true"
        found.append(
            {
                "value": value,
                "unit": unit,
                "when": {**more, **when},
                "what": what,
                "grade": grade_of(resolved, compiled),
                "clauses": list(resolved.clauses),
            }
        )
    return found


def _as_the_stay_before(figure: Figure, combination: tuple[int, ...]) -> bool:
    """Whether a stay after the third is treated as the one before it: that is said once."""
    for place, axis in enumerate(figure.axes):
        if axis.name == "stay" and combination[place] >= 3:
            before = figure.resolved_at(
                _cell(figure, (*combination[:place], combination[place] - 1, *combination[place + 1 :]))
            )
            return before.amount == figure.resolved_at(_cell(figure, combination)).amount
    return False


def _as_told_already(figure: Figure, combination: tuple[int, ...], compiled: Compiled) -> bool:
    """Whether a cell is worth what another is that tells it too: the level that it goes with, any other hospital of its
    level, the reading that counts first."""
    for place, axis in enumerate(figure.axes):
        own = combination[place]
        if axis.name == "facility_level":
            stands_for = LEVEL_STANDS_FOR.get(axis.values[own])
            other = axis.values.index(stands_for) if stands_for else own
        else:
            other = 0 if axis.name == "facility_class" or axis.name in compiled.live else own
        if other != own:
            there = _cell(figure, (*combination[:place], other, *combination[place + 1 :]))
            if figure.resolved_at(there).amount == figure.resolved_at(_cell(figure, combination)).amount:
                return True
    return False


def _cell(figure: Figure, combination: tuple[int, ...]) -> int:
    return sum(code * stride for code, stride in zip(combination, figure.strides, strict=True))


def _named(axis: Axis, code: int) -> Any:
    if axis.mask:
        words = [word for n, word in enumerate(SETS[axis.name]) if axis.mask >> n & 1]
        return words if code else "none"
    return axis.values[code] if axis.name != "stay" else str(code + 1)


def _rate(amount: int) -> str:
    whole, rest = divmod(amount, FULL_RATE)
    text = f"{whole}.{rest:04d}".rstrip("0")
    return text + "0" * max(0, 2 - len(text.partition(".")[2]))


def _once(values: list[Json]) -> list[Json]:
    """Each value once a condition; a condition that makes no difference to any value is left out."""
    seen: dict[str, Json] = {}
    for value in values:
        key = repr((value["what"], value["value"], value["when"]))
        seen.setdefault(key, value)
    kept = list(seen.values())
    for what in dict.fromkeys(value["what"] for value in kept):
        same = [value for value in kept if value["what"] == what]
        if len({value["value"] for value in same}) == 1 and len(same) > 1 and what != "bands":
            shared = same[0]["when"].items()
            same[0]["when"] = {
                name: said for name, said in shared if all(one["when"].get(name) == said for one in same)
            }
            kept = [value for value in kept if value is same[0] or value["what"] != what]
    return kept
