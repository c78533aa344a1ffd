"""Comparing: the same case with one thing said otherwise, each worked out, side by side."""

from typing import Any

from engine.content import Library
from engine.errors import MingbaiError
from engine.estimate import estimate
from engine.money import grouped, grouped_yuan, parse_yuan
from engine.scheme import Scheme
from engine.talk.replies import fact_name, value_in_words, value_lines
from engine.talk.rules import rule_answer
from engine.talk.state import State
from engine.wording import Words
from engine.wording.explain import as_stated

Json = dict[str, Any]
MOST_OPTIONS = 4
OF_RULES = {
    "facility_level": ["inpatient.rate", "inpatient.deductible"],
    "enrolment_tier": ["inpatient.rate", "inpatient.cap", "enrolment.premium"],
    "referral": ["inpatient.referral"],
}


def options_of(state: State, alternatives: dict[str, list[Any]], supposed: Json) -> list[Json]:
    """The facts of each option: values weighed against each other, or things as they are beside what is supposed."""
    if alternatives:
        path, values = next(iter(alternatives.items()))
        return [{path: value, **supposed} for value in values[:MOST_OPTIONS]]
    return [{}, supposed] if supposed else []


def with_facts(state: State, facts: Json, beside: Json | None = None) -> State:
    """The state with some facts said otherwise; what those contradict is dropped. `beside`: what is taken for granted
    with them, unless it is said."""
    then = state.copy()
    for path, value in facts.items():
        then.put(path, value)
        if path.endswith("facility_level") and value in ("tertiary", "top"):
            for implied in (path.replace("facility_level", "place"), path.replace("facility_level", "referral")):
                then.implied.pop(implied, None)
    then.implied |= {path: value for path, value in (beside or {}).items() if path not in then.said}
    return then


def compared(
    state: State, options: list[Json], beside: Json, scheme: Scheme, content: Library, lang: str
) -> list[Json]:
    """[{"facts", "estimate"}] for options that can be worked out; `beside`: what what is supposed brings along."""
    found = []
    for facts in options:
        then = with_facts(state, facts, beside if facts else None)
        try:
            case = then.case(scheme, amounts=then.ends()[-1])
            found.append({"facts": facts, "estimate": estimate(case, lang=lang, content=content)})
        except MingbaiError:
            continue
    return found


def side_by_side(found: list[Json], content: Library, words: Words) -> list[str]:
    """A line an option, then what the difference comes to, for certain or as things usually are."""
    labels = [_label(one["facts"], content, words) for one in found]
    results = [_result(one["estimate"], words) for one in found]
    lines = [words("{option}:{result}", option=a, result=b) for a, b in zip(labels, results, strict=True)]
    if len(found) != 2 or not all(layer["computed"] for one in found for layer in one["estimate"]["layers"]):
        return lines
    first, second = (parse_yuan(one["estimate"]["paid"]) for one in found)
    values = {"option": labels[1 if second > first else 0], "amount": grouped_yuan(abs(second - first))}
    if all(as_stated(one["estimate"])["exact"] for one in found):
        lines.append(words("{option}多报 {amount} 元。", **values) if first != second else words("两样报得一样多。"))
    elif first != second:
        lines.append(words("按平常情况,{option}多报 {amount} 元。", **values))
    else:
        lines.append(words("按平常情况,两样报得一样多。"))
    return lines


def _label(facts: Json, content: Library, words: Words) -> str:
    """An option in words."""
    sides = {True: words("医院在本省"), False: words("医院出了省")}
    said = [
        sides[value] if path.endswith("within_province") else value_in_words(path, value, content, words)
        for path, value in facts.items()
    ]
    return words.list(said) or words("照现在说的")


def _result(answer: Json, words: Words) -> str:
    told = next((w["text"] for w in answer["warnings"] if w["code"] in ("not_covered", "waiting_period")), None)
    if answer["paid"] == "0.00" and told:
        return words("不报(报 0.00 元)。{why}", why=told)
    lost = next((one for one in answer["layers"] if one["layer"] == "basic" and not one["computed"]), None)
    if lost is not None:
        return words("算不出。{why}", why=lost.get("why", ""))
    answer = as_stated(answer)
    if answer["exact"]:
        return words(
            "报 {paid} 元,自己出 {self_pay} 元。", paid=grouped(answer["paid"]), self_pay=grouped(answer["self_pay"])
        )
    low, high = answer["bounds"]["low"], answer["bounds"]["high"]
    if high is None:
        return words("没说的按平常情况,报 {paid} 元;有一处我们的规定没写全,说不准。", paid=grouped(answer["paid"]))
    return words(
        "报 {low} ~ {high} 元;没说的按平常情况是 {paid} 元。",
        low=grouped(low),
        high=grouped(high),
        paid=grouped(answer["paid"]),
    )


def rules_of_options(
    options: list[Json], asked: list[str], beside: Json, scheme: Scheme, content: Library, words: Words
) -> tuple[list[str], list[Json], list[str]]:
    """Without a bill: what the rules say for each option (lines, values, clauses)."""
    lines, values, clauses = [], [], []
    for facts in options:
        given = {path.rpartition(".")[2]: value for path, value in {**beside, **facts}.items()}
        name = next(iter(facts), "").rpartition(".")[2]
        usual = OF_RULES.get(name, ["inpatient.rate", "inpatient.deductible"])
        topics = [*usual, *asked] if name == "enrolment_tier" else asked or usual  # a tier is chosen for a whole year
        found = rule_answer(scheme, topics, given, "", content, [])
        label = _label(facts, content, words) if facts else fact_name("scheme", content, words)
        lines.append(
            words("{option}:{result}", option=label, result=words(";").join(value_lines(found.values, content, words)))
        )
        values += found.values
        clauses += found.clauses[:2]
    return lines, values, clauses
