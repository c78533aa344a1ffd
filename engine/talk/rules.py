"""What a scheme says on a topic: its own figures under the conditions named, and the clauses in plain words."""

from dataclasses import dataclass, field
from typing import Any

from engine.clauses import every_value
from engine.compiled import Compiled, compile_scheme
from engine.content import Library
from engine.figures import Figure
from engine.later_stays import deductible_of, tells_stays_apart
from engine.lookup.search import Within, find, is_term
from engine.money import yuan
from engine.scheme import Benefit, Lost, LostFrom, Scheme
from engine.talk.cells import cells, codes_of, figures_of, once
from engine.talk.doubts import without_equals
from engine.talk.topics import SERIOUS
from engine.talk.understood import Understood
from engine.usual import question_of
from engine.wording import Words

Json = dict[str, Any]
# Facts that stand at their usual value where a question of rules does not name them.
ORDINARY = ("kind", "cause", "place", "referral", "designated", "age_group")
HOSPITAL = ("facility_level", "facility_class")  # told where a benefit is of one only
MOST_VALUES = 16
MOST_CLAUSES = 4
LEAST_POINTS, OF_A_FIGURE = 6, 4  # of a clause that answers at all: more than a word in common; whose figure is shown
MECHANISMS = {
    "inpatient.deductible": ("deductible", "threshold"),
    "inpatient.rate": ("rate", "bands"),
    "inpatient.cap": ("cap",),
    "serious_illness.threshold": ("threshold",),
    "serious_illness.bands": ("threshold", "bands", "cap"),
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
DEDUCTIBLE = "inpatient.deductible"
OF_A_STAY = ["inpatient.rate", DEDUCTIBLE]
AWAY = "inpatient.referral"  # the topic of care away from home
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
OF_FIGURES = (
    "deductible",
    "threshold",
    "rate",
    "rates",
    "caps",
    "above",
)  # parts of a scheme that such figures stand in
WITH_FIGURES = (*MECHANISMS, *KINDS, "supplement", "assistance")


@dataclass
class RuleAnswer:
    """`topic`; `values`: [{"value", "unit", "when", "what", "layer", "grade" (of a figure that our copy does not state
    outright)}], a value None where there is no ceiling; `cited`: the clauses of the figures, `shown`: those of them
    that say nothing beside the figure; `clauses`: ids, the most fitting first; `lost`: what people in general get and
    our copy lost."""

    topic: str
    values: list[Json] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    cited: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
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
    values = without_equals(once(found.values))
    if with_figures[:1] and layer_of(with_figures[0]) == SERIOUS:  # as the sum goes, people in general first
        values.sort(key=lambda one: (ALL_MECHANISMS.index(one["what"]), _for_a_group(one)))
    found.values = values[:MOST_VALUES]
    plain = dict.fromkeys(value["clauses"][0] for value in found.values if value["clauses"] and not value["grade"])
    found.shown = [code for code in plain if content.clause(code).topic in MECHANISMS]
    found.cited = [code for value in found.values for code in value.pop("clauses")]
    found.clauses = _clauses(scheme, topics, found, text, content)
    if topics and topics[0] in LAYER_OF and topics[0] not in scheme.layers:  # 医疗救助, of which it has no rule
        found.clauses = [code for code in found.clauses if _is_of(code, topics[0], content)]
    if not found.values and topics and topics[0] in OF_STAYS and "serious_illness" not in scheme.layers:
        # Basic cover's rules are no answer.
        found.clauses = [code for code in found.clauses if content.clause(code).topic.startswith("serious")]
    return found


def _for_a_group(value: Json) -> bool:
    """Whether a figure is that of a group of people only."""
    return bool(value["when"].get("categories", "none") != "none")


def _is_of(clause_id: str, topic: str, content: Library) -> bool:
    clause = content.clause(clause_id)
    return topic in (clause.topic, *clause.also)


def only_of_topics(told: RuleAnswer, topics: list[str], content: Library) -> list[str]:
    """The clauses of an answer that are of one of the topics, or its figures'."""
    return [code for code in told.clauses if code in told.cited or any(_is_of(code, one, content) for one in topics)]


def beside_the_figures(told: RuleAnswer, scheme: Scheme, topics: list[str], content: Library) -> list[str]:
    """The clauses that are told beside the figures of an answer: what is asked of, but neither the figures themselves
    nor those of other hospitals or people."""
    figures = {one.value.clause for one in every_value(scheme) if one.role in OF_FIGURES and not one.change}
    others = figures - set(told.cited)
    own = only_of_topics(told, topics, content)
    return [code for code in own if code not in told.shown and code not in others]


def only_of_care_away(told: RuleAnswer, scheme: Scheme, given: Json, content: Library) -> Lost | None:
    """Keeps of an answer what is said of care away from home; what our copy lacks of it, where that is so."""
    lost = _lost_here(scheme, given, content)
    if lost is not None:
        told.values, told.cited = [], []
    own = [code for code in told.clauses if code in told.cited or _is_of(code, AWAY, content)]
    told.clauses = [lost.clause] if lost is not None and lost.clause not in own else own
    return lost


def _lost_here(scheme: Scheme, given: Json, content: Library) -> Lost | None:
    """What our copy lacks of basic cover for the visit that is described, where it can be no other benefit's."""
    compiled = compile_scheme(scheme)
    own = compiled.by_name.get("basic")
    described = {**_ordinary(content), **given}
    reached = [b for n, b in enumerate(own.benefits) if _reached(own.route, n, described, compiled)] if own else []
    return reached[0].spec.lost if len(reached) == 1 else None


def later_stays_unsaid(scheme: Scheme, topics: list[str], given: Json, content: Library) -> bool:
    """Whether a question is of the deductible of a later stay of a year, and rules of today do not speak of one for
    whoever is meant."""
    compiled = compile_scheme(scheme)
    own = compiled.by_name.get("basic")
    if not given.get("inpatient_stays") or topics[:1] != [DEDUCTIBLE] or scheme.period.checked is None or own is None:
        return False
    described = {**_ordinary(content), **given}
    reached = (b for n, b in enumerate(own.benefits) if _reached(own.route, n, described, compiled))
    figures = [figure for benefit in reached if (figure := deductible_of(benefit)) is not None]
    told = (
        tells_stays_apart(figure, [codes_of(axis, described, compiled) for axis in figure.axes], compiled)
        for figure in figures
    )
    return bool(figures) and not any(told)


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


def _clauses(scheme: Scheme, topics: list[str], told: RuleAnswer, text: str, content: Library) -> list[str]:
    """The scheme's clauses that answer, the best first; those of the figures shown before others as good, and a few of
    those that say more than a figure."""
    hits = [hit for hit in find(text, topics, Within(schemes=(scheme.id,)), content) if hit.score >= LEAST_POINTS]
    points = {hit.id: hit.score + (OF_A_FIGURE if hit.id in told.cited else 0) for hit in hits if not is_term(hit)}
    ordered = sorted(points, key=lambda code: -points[code])
    fitting = [code for code in ordered if 2 * points[code] >= points[ordered[0]]]
    beside = [code for code in fitting if code not in told.shown][:MOST_CLAUSES]
    return [code for code in fitting if code in beside or code in told.shown]


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
        for what, figure, more in figures_of(benefit):
            if what in wanted:
                only = {**hospital, **_only_for(benefit.spec), **more}
                found += [{**cell, "layer": layer} for cell in cells(what, figure, only, given, compiled)]
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
    codes = [codes_of(axis, given, compiled, every=True) for axis in route.axes]
    return any(int(amount) == number for amount in route.amounts_at(route.part(codes)).reshape(-1))
