"""Turns that compare two ways, and turns that ask why so little."""

from typing import TYPE_CHECKING, Any

from engine.case import parse_day
from engine.errors import MingbaiError
from engine.estimate import estimate
from engine.money import grouped
from engine.resolve import schemes_at
from engine.scheme import Scheme
from engine.sureness import checked_in_words, doubt_of_figures
from engine.talk import replies
from engine.talk.explaining import explained
from engine.talk.hospitals import brought_along, which_levels
from engine.talk.looking_up import place_of_rules, rule
from engine.talk.places import care_elsewhere, home_of, two_places
from engine.talk.rules import OF_A_STAY, WITH_FIGURES, layer_of, rule_answer
from engine.talk.standing import clauses_of, put_question, standing
from engine.talk.taking import supposed, take
from engine.talk.topics import topics_of
from engine.talk.turn import Turn
from engine.talk.what_if import compared, options_of, rules_of_options, side_by_side
from engine.wording.explain import as_stated

if TYPE_CHECKING:
    from engine.talk.talk import Talk

Json = dict[str, Any]


def compare(talk: "Talk", turn: Turn) -> None:
    """Two ways side by side: both worked out where there is a bill, else the rules of both. A what-if takes nothing."""
    found, words = turn.found, turn.words
    places = two_places(found, talk.reader.words)
    if places and not talk.state.has_totals():
        _two_places(places, talk, turn)
        return
    what_if = bool(found.words.get("what_if")) and not found.alternatives
    asked = supposed(found, talk.state) if what_if or (talk.state.has_totals() and not found.alternatives) else {}
    away = _elsewhere(talk, turn) if what_if else {}
    asked |= away
    if not asked:
        take(
            found,
            talk.state,
            talk.ask,
            talk.reader.words,
            words,
            amounts="bill.total" in found.visits[0] or bool(found.loose),
        )
    scheme = place_of_rules(talk, turn)
    if scheme is None:
        return
    name = words.pick(scheme.short_name, scheme.short_name_en)
    levels = which_levels(found, talk.state, scheme, away=bool(away))
    options = options_of(talk.state, found.alternatives or levels, asked)
    options = [{}, *options] if levels and asked and talk.state.has_totals() else options
    if talk.state.has_totals() and len(options) > 1:
        beside = brought_along(found, talk.state, scheme, talk.reader.patterns["transferred"]) if asked else {}
        worked = compared(talk.state, options, beside, scheme, talk.content, words.lang)
        turn.say(words("按{name},都算给您看:", name=name) if levels else words("按{name},两样都算给您看:", name=name))
        turn.say(*side_by_side(worked, talk.content, words))
        turn.say(replies.taken_for_granted(beside, talk.content, words))
        standing(talk, turn, quiet=True)
        turn.out["answer"] = {"options": worked}
        turn.cite(replies.citations([c for one in worked for c in clauses_of(one["estimate"])], talk.content, words))
        return
    named = options if found.alternatives else [asked] if asked else []
    topics = topics_of(found, talk.reader.words)
    if found.stands:  # 转到 is how one gets there: what is asked of is the hospital
        topics = [topic for topic in topics if topic != "inpatient.referral"]
    if not named and topics:
        rule(talk, turn)  # nothing is weighed: 不备案少报多少
        return
    told, values, clauses = rules_of_options(named, topics, supposed(found, talk.state), scheme, talk.content, words)
    turn.say(words("按{name}:", name=name))
    turn.say(*(told or [words("请说清楚哪两样比,比如“卫生院还是县医院”“一档还是二档”。")]))
    turn.say(*replies.clause_lines(list(dict.fromkeys(clauses))[:4], talk.content, words))
    turn.say(words("说一下大概花多少钱,两样都给您算出来。"))
    turn.out["answer"] = {"options": [{"facts": facts, "estimate": None} for facts in named], "values": values}
    turn.cite(replies.citations(clauses, talk.content, words))


def _elsewhere(talk: "Talk", turn: Turn) -> Json:
    """Where the care would be, by path: 要是去长沙的医院呢."""
    scheme, _ = talk.state.scheme(talk.content)
    away = care_elsewhere(turn.found, home_of(scheme, talk.state) if scheme else None, talk.reader.words)
    return {f"visits.{talk.state.visits() - 1}.{name}": value for name, value in away.items()}


def _two_places(places: list[str], talk: "Talk", turn: Turn) -> None:
    """What the rules of today say in two places, one after the other; nothing is taken as a fact of a case."""
    found, words, content = turn.found, turn.words, talk.content
    topics = [one for one in topics_of(found, talk.reader.words) if one in WITH_FIGURES]
    clauses: list[str] = []
    if not topics:
        turn.say(words("起付线按当年头一回住院说。"))
    for place in places:
        scheme = schemes_at(place, content, parse_day(talk.state.today).first)[0]
        given = {name: said for name, said in found.named().items() if name not in ("place", "referral")}
        told = rule_answer(scheme, topics or OF_A_STAY, {"inpatient_stays": 0, **given}, found.text, content, [])
        told.values = [value for value in told.values if value["layer"] == layer_of((topics or OF_A_STAY)[0])]
        turn.say(words("按{name}:", name=words.pick(scheme.short_name, scheme.short_name_en)))
        nothing = words("这一项的数,我们手里没有,不猜。")
        turn.say(*(replies.value_lines(told.values, content, words) or [nothing]))
        shown = told.cited if told.values else []
        turn.say(doubt_of_figures(scheme, shown, words), checked_in_words(scheme, words))
        clauses += shown
    turn.say(words("要拿同一张单子比,请用“比一比”;也可以先说在哪里参保、花了多少钱。"))
    turn.out["answer"] = {"options": [{"facts": {"region": place}, "estimate": None} for place in places], "values": []}
    turn.cite(replies.citations(clauses, content, words))


def explain(talk: "Talk", turn: Turn) -> None:
    """Where the money went: the largest cuts of the case as the rules have it, whatever was paid."""
    found, words = turn.found, turn.words
    if talk.reader.patterns["asks_for_grounds"].search(found.text) and _grounds(talk, turn):
        return
    take(found, talk.state, talk.ask, talk.reader.words, words)
    scheme, _ = talk.state.scheme(talk.content)
    if not talk.state.has_totals() and not found.words.get("explain") and topics_of(found, talk.reader.words):
        rule(talk, turn)  # 大病怎么报: nothing was paid yet
        return
    if scheme is None or scheme.frame or not talk.state.has_totals():
        if scheme is not None and not scheme.frame:
            _in_general(talk, turn, scheme)
        standing(talk, turn)
        return
    standing(talk, turn, quiet=True)
    try:
        answer = estimate(_without_reported(talk, scheme), lang=words.lang, content=talk.content)
    except MingbaiError as error:
        turn.say(replies.of_error(error, words))
        return
    turn.say(words("按{name},钱少在这几处(从大到小):", name=words.pick(scheme.short_name, scheme.short_name_en)))
    lines, clauses = explained(answer, words)
    if talk.state.ranges:
        turn.say(words("总额没说准,先按 {total} 元算给您看:", total=grouped(answer["total"])))
    turn.say(*lines, None if as_stated(answer)["exact"] else words("(没说的按平常情况算。)"))
    turn.say(*replies.clause_lines(clauses[:3], talk.content, words))
    turn.out["answer"] = turn.out["answer"] or answer
    turn.cite(replies.citations(clauses, talk.content, words))
    put_question(talk, turn)


def _grounds(talk: "Talk", turn: Turn) -> bool:
    """The documents and clauses that the last reply rests on, or the case as it stands; whether there are any."""
    clauses = talk.cited
    scheme, _ = talk.state.scheme(talk.content)
    if not clauses and scheme is not None and not scheme.frame and talk.state.has_totals():
        try:
            answer = estimate(_without_reported(talk, scheme), lang=turn.words.lang, content=talk.content)
        except MingbaiError:
            return False
        clauses = clauses_of(answer)
    if not clauses:
        return False
    turn.say(turn.words("依据是这些:"), *replies.grounds(clauses, talk.content, turn.words))
    turn.cite(replies.citations(clauses, talk.content, turn.words))
    standing(talk, turn, quiet=True)
    return True


def _in_general(talk: "Talk", turn: Turn, scheme: Scheme) -> None:
    topics = topics_of(turn.found, talk.reader.words) or ["inpatient.deductible", "inpatient.rate"]
    told = rule_answer(scheme, topics, {}, turn.found.text, talk.content, [])
    turn.say(turn.words("少报多半是这几样:目录外的不报、先扣起付线、起付线以上只按比例报。"))
    turn.say(*replies.value_lines(told.values, talk.content, turn.words))
    turn.say(*replies.clause_lines(told.clauses[:3], talk.content, turn.words))
    turn.cite(replies.citations(told.clauses, talk.content, turn.words))


def _without_reported(talk: "Talk", scheme: Scheme) -> Json:
    """The case as the rules have it, without what the sheet says was paid."""
    then = talk.state.copy()
    for path in [path for path in then.said if ".reported." in path]:
        then.said.pop(path)
    return then.case(scheme, amounts=then.ends()[-1])
