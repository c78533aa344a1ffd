"""How things stand: the range, the estimate once there is one, and the one next question."""

from typing import TYPE_CHECKING, Any

from engine.cap_ends import Ends
from engine.case import parse_day
from engine.errors import MingbaiError
from engine.estimate import estimate
from engine.lookup.nothing import not_then
from engine.money import grouped, yuan
from engine.resolve import holds, schemes_at
from engine.scheme import Scheme
from engine.talk import replies
from engine.talk.figures import Figures, work_out
from engine.talk.hospitals import either_level
from engine.talk.places import name_of
from engine.talk.questions import asked_again, next_question, province_open
from engine.talk.remarks import day_to_come, how_sure, tier_that_does_not_count
from engine.talk.turn import Turn
from engine.wording import HOTLINE, Words

if TYPE_CHECKING:
    from engine.talk.talk import Talk

Json = dict[str, Any]
AT_ONCE = {"designated": "designated", "inpatient_stays": "later_stays"}  # a fact -> the warning said with the range


def standing(talk: "Talk", turn: Turn, *, final: bool = False, quiet: bool = False) -> None:
    """Puts range, answer and next question into a turn. `final`: the figure is asked for as it stands; `quiet`: the
    reply speaks of something else, so only the object is filled."""
    scheme, doubt = talk.state.scheme(talk.content)
    words = turn.words
    figures: Figures | None = None
    if scheme is None:
        turn.say(*([] if quiet else _nowhere(talk, doubt, turn)))
    elif scheme.frame:
        if not quiet:
            _frame(talk, scheme, turn)
    else:
        if doubt == "year" and not quiet and talk.year_told != scheme.id:
            talk.year_told = scheme.id
            name = words.pick(scheme.short_name, scheme.short_name_en)
            turn.say(_year_taken(scheme, name, talk, words))
        if not quiet:
            tier_that_does_not_count(talk, scheme, turn)
            day_to_come(talk, scheme, turn)
        turn.out["bounds"] = {"low": yuan(0), "high": None}
        if talk.state.has_totals():
            figures = _figures(talk, scheme, turn)
        elif not quiet and any(path.endswith("bill.total") for path in talk.state.unsure):
            turn.say(
                words("不知道一共花了多少,报多少就算不出来。单子上的“总费用”就是,医院结账窗口也能查;查到了告诉我。")
            )
    closed = doubt == "outside" or (figures is not None and figures.surely_nothing)
    talk.ask = None
    if not closed:
        again = asked_again(talk.wanted, talk.state, scheme, figures, talk.content, words)
        talk.ask = again or next_question(talk.state, scheme, figures, talk.content, words)
    if figures is not None and scheme is not None:
        _result(talk, scheme, figures, turn, final=final, quiet=quiet)
    put_question(talk, turn, quiet=quiet)


def _figures(talk: "Talk", scheme: Scheme, turn: Turn) -> Figures | None:
    try:
        return work_out(talk.state, scheme, talk.content)
    except MingbaiError as error:
        turn.say(replies.of_error(error, turn.words))
        return None


def _year_taken(scheme: Scheme, name: str, talk: "Talk", words: Words) -> str:
    today = parse_day(talk.state.today)
    if scheme.period.checked and holds(scheme, today.first, today.last):
        return words("没说是哪一年看的,先按现在的算:{name};别的年份可能不一样。", name=name)
    return words("没说是哪一年看的,我们手里有的是{name},先按它算;别的年份可能不一样。", name=name)


def _result(talk: "Talk", scheme: Scheme, figures: Figures, turn: Turn, *, final: bool, quiet: bool) -> None:
    out, words = turn.out, turn.words
    out["bounds"] = figures.ends.written()
    out["exact"] = figures.ends.exact
    if figures.ends != (figures.low, figures.high):
        out["caps_as_stated"] = Ends(figures.low, figures.high).written()
    if figures.outer:
        out["outer"] = True
    answer = None
    if figures.exact or final or talk.ask is None:
        case = talk.state.case(scheme, amounts=talk.state.ends()[-1])
        answer = estimate(case, lang=words.lang, content=talk.content)
        out["answer"] = answer
        turn.cite(replies.citations(clauses_of(answer), talk.content, words))
    if quiet:
        return
    open_ = not figures.exact and figures.high is not None
    either = province_open(talk.state, figures) if open_ else None
    level = either_level(talk.state) if open_ and either is None else None
    usual = _as_usual(talk, scheme, words) if open_ and either is None and level is None else None
    if usual and all(layer["computed"] for one in usual for layer in one["layers"]):
        out["usual"] = {"low": usual[0]["paid"], "high": usual[-1]["paid"]}
    turn.say(*replies.of_range(answer, figures, talk.state, scheme, words, usual))
    if answer is not None and not figures.exact and figures.in_force:
        turn.say(replies.as_far_as_written(answer, figures, scheme, words))
    if level is not None:
        turn.say(_of_the_province_or_not(level, talk, scheme, words))
    if either is not None:
        turn.say(_in_and_out_of_the_province(either, talk, scheme, words))
    shown = [answer] if answer is not None else usual or [_probed(talk, scheme)]
    how_sure(talk, scheme, [code for one in shown for code in clauses_of(one)], turn)
    if answer is not None:
        turn.say(*replies.warnings(answer, words))
    elif told := [about for fact, about in AT_ONCE.items() if fact in turn.found.named()]:  # the range is no range then
        (one, *_) = usual or _as_usual(talk, scheme, words)
        turn.say(*(warning["text"] for warning in one["warnings"] if warning.get("about") in told))


def _probed(talk: "Talk", scheme: Scheme) -> Json:
    """The estimate as things stand, for what it rests on."""
    return estimate(talk.state.case(scheme, amounts=talk.state.ends()[-1]), with_bounds=False, content=talk.content)


def _in_and_out_of_the_province(path: str, talk: "Talk", scheme: Scheme, words: Words) -> str | None:
    """The usual figure on either side of the border of the province, which nobody has told."""
    near, far = (_if_it_were(path, within, talk, scheme) for within in (True, False))
    if near is None or far is None:
        return None
    return words("没说的先按平常情况:医院在本省的,大概报 {near} 元;出了省的,大概报 {far} 元。", near=near, far=far)


def _of_the_province_or_not(path: str, talk: "Talk", scheme: Scheme, words: Words) -> str | None:
    """The usual figure of a hospital that the province runs and of another of grade three: the name leaves it open."""
    top, other = (_if_it_were(path, level, talk, scheme) for level in ("top", "tertiary"))
    if top is None:
        return None
    if other is None:
        return words(
            "没说的先按平常情况:是省里或部属的医院,大概报 {top} 元;是别的三级医院,报多少我们手里没有。", top=top
        )
    return words(
        "没说的先按平常情况:是省里或部属的医院,大概报 {top} 元;是别的三级医院,大概报 {other} 元。", top=top, other=other
    )


def _if_it_were(path: str, value: str | bool, talk: "Talk", scheme: Scheme) -> str | None:
    """What is usually paid with a value of a fact, in yuan; None where basic cover is not worked out."""
    state = talk.state.copy()
    state.put(path, value)
    answer = estimate(state.case(scheme, amounts=state.ends()[-1]), with_bounds=False, content=talk.content)
    computed = all(layer["computed"] for layer in answer["layers"] if layer["layer"] == "basic")
    return grouped(answer["paid"]) if computed else None


def _as_usual(talk: "Talk", scheme: Scheme, words: Words) -> list[Json]:
    """The estimates with everything that is open at its usual value: of loose amounts at the least and the most."""
    ends = talk.state.ends()
    cases = [talk.state.case(scheme, amounts=amounts) for amounts in (ends[0], ends[-1])]
    return [estimate(case, lang=words.lang, with_bounds=False, content=talk.content) for case in cases[: len(ends)]]


def put_question(talk: "Talk", turn: Turn, *, quiet: bool = False) -> None:
    """The open question into the turn: as a line of the reply (unless `quiet`) and as the contract's `ask`."""
    ask = talk.ask
    if ask is None:
        return
    if not quiet:
        turn.say(turn.words("想问一句:{title}", title=ask.title))
    turn.out["ask"] = {
        "fact": ask.facts[0],
        "facts": ask.facts,
        "options": [value for value, _ in ask.options] or None,
        "labels": [label for _, label in ask.options] or None,
        "title": ask.title,
        "why": ask.why,
    }


def _nowhere(talk: "Talk", doubt: str | None, turn: Turn) -> list[str]:
    """Why no scheme holds, and which are nearest."""
    if doubt != "outside":
        return []
    said, words = talk.state.said, turn.words
    day = said.get("visits.0.discharged_on") or said.get("visits.0.on")
    near = schemes_at(said["region"], talk.content)
    if not near:
        name = name_of(said["region"], talk.content, words)
        none = words(
            "我们手里没有{place}的规定,不拿别处的来凑。请问当地医保窗口,或者打 {phone}。", place=name, phone=HOTLINE
        )
        return [none]
    ask = words("我们不拿别处的规定来凑。请问当地医保窗口,或者打 {phone}。", phone=HOTLINE)
    return [not_then(near, day or talk.state.today, words), ask]


def _frame(talk: "Talk", scheme: Scheme, turn: Turn) -> None:
    """A scheme that computes nothing says so, and what to ask for instead."""
    name = turn.words.pick(scheme.short_name, scheme.short_name_en)
    turn.say(turn.words("按{name},这里算不出金额。", name=name))
    probe = estimate(talk.state.case(scheme, probe=True), lang=turn.words.lang, content=talk.content)
    turn.say(*dict.fromkeys(layer["why"] for layer in probe["layers"] if layer.get("why")), probe.get("ask_for"))
    turn.cite(replies.citations(clauses_of(probe), talk.content, turn.words))


def clauses_of(answer: Json) -> list[str]:
    """All clauses that an estimate rests on, each once."""
    found = [code for layer in answer["layers"] for step in layer["steps"] for code in step["clauses"]]
    found += [code for warning in answer["warnings"] for code in warning.get("clauses", ())]
    return list(dict.fromkeys(found))
