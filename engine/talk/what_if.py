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

Json = dict[str, Any]
MOST_OPTIONS = 4
OF_RULES = {
    "facility_level": ["inpatient.rate", "inpatient.deductible"],
    "enrolment_tier": ["inpatient.rate", "enrolment.premium"],
    "referral": ["inpatient.referral"],
}


def options_of(state: State, alternatives: dict[str, list[Any]], supposed: Json) -> list[Json]:
    """The facts of each option: values weighed against each other, or things as they are beside what is supposed."""
    if alternatives:
        path, values = next(iter(alternatives.items()))
        return [{path: value, **supposed} for value in values[:MOST_OPTIONS]]
    return [{}, supposed] if supposed else []


def with_facts(state: State, facts: Json) -> State:
    """The state with some facts said otherwise; what those contradict is dropped."""
    then = state.copy()
    for path, value in facts.items():
        then.put(path, value)
        if path.endswith("facility_level") and value in ("tertiary", "top"):
            for implied in (path.replace("facility_level", "place"), path.replace("facility_level", "referral")):
                then.implied.pop(implied, None)
    return then


def compared(state: State, options: list[Json], scheme: Scheme, content: Library, lang: str) -> list[Json]:
    """[{"facts", "estimate"}] for options that can be worked out."""
    found = []
    for facts in options:
        then = with_facts(state, facts)
        try:
            case = then.case(scheme, amounts=then.ends()[-1])
            found.append({"facts": facts, "estimate": estimate(case, lang=lang, content=content)})
        except MingbaiError:
            continue
    return found


def side_by_side(found: list[Json], content: Library, words: Words) -> list[str]:
    """A line an option, then what the difference comes to."""
    lines = []
    for one in found:
        label = words("、").join(f"{value_in_words(p, v, content, words)}" for p, v in one["facts"].items()) or words(
            "照现在说的"
        )
        lines.append(words("{option}:{result}", option=label, result=_result(one["estimate"], words)))
    if len(found) == 2 and all(one["estimate"]["exact"] for one in found):
        first, second = (parse_yuan(one["estimate"]["paid"]) for one in found)
        if first == second:
            lines.append(words("两样报得一样多。"))
        else:
            more = 1 if second > first else 0
            label = words("、").join(
                value_in_words(p, v, content, words) for p, v in found[more]["facts"].items()
            ) or words("照现在说的")
            lines.append(words("{option}多报 {amount} 元。", option=label, amount=grouped_yuan(abs(second - first))))
    return lines


def _result(answer: Json, words: Words) -> str:
    told = next((w["text"] for w in answer["warnings"] if w["code"] in ("not_covered", "waiting_period")), None)
    if answer["paid"] == "0.00" and told:
        return words("不报(报 0.00 元)。{why}", why=told)
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
        topics = asked or OF_RULES.get(name, ["inpatient.rate", "inpatient.deductible"])
        found = rule_answer(scheme, topics, given, "", content, [])
        label = words("、").join(value_in_words(p, v, content, words) for p, v in facts.items()) or fact_name(
            "scheme", content, words
        )
        lines.append(
            words("{option}:{result}", option=label, result=words(";").join(value_lines(found.values, content, words)))
        )
        values += found.values
        clauses += found.clauses[:2]
    return lines, values, clauses
