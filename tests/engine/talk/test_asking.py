"""What is asked, by the oracle: few questions, none that changes nothing, none twice, and every answer narrows."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine.content import library
from engine.errors import CaseError
from engine.estimate import estimate
from engine.money import yuan
from engine.talk.talk import Talk
from tests.engine.talk.completing import Filling, facts_of, headline, payouts, told_in_full, without
from tests.oracle import COMPUTABLE
from tests.oracle.completions import options, with_fact
from tests.oracle.strategies import HABITS, NUMBERS, Dice, cases

Json = dict[str, Any]
# Each example is a whole talk, checked by thousands of payouts: a few of them, and no search for a smaller one.
FEW = settings(max_examples=max(settings.default.max_examples // 12, 3), phases=(Phase.explicit, Phase.generate))
TODAY = "2018-06-01"
# A plain stay in one sentence, as the people of each scheme would tell it.
PLAIN = {
    "guanxian-2018": ["俺娘在县医院住院花了三万五", "在三甲医院住院花了8万6", "头一回住院，乡卫生院，花了四千二"],
    "chongqing-2013": [
        "我是一档，在二级医院住院花了五千",
        "二档，三级医院住院，用了两万三千块",
        "在乡镇卫生院住院花了1800",
    ],
    "ankang-2016": ["住院花了八万", "老伴在三级医院住院，总共12万"],
    "liaoning-2013": ["住院花了五万", "2013年6月8号在三甲医院住院花了十二万"],
    "liaoyang-2013": ["住院花了五万", "我媳妇在二级医院住院，花了三万二"],
    "guiyang-county-2018": ["住院花了五万", "在县医院住院，一共用了28000元"],
    "wujiang-cii": ["住院花了五万", "在区医院住院，花了23456.78元"],
    "beijing-1995": ["住院花了五万", "在三级医院住院，花了一万八"],
    "employee-large-claims-40k": ["住院花了五万", "我在三甲医院住院花了十五万"],
}
STAYS = [(scheme, said) for scheme in COMPUTABLE for said in PLAIN[scheme]]
# What an ordinary patient answers to a choice, and says of an amount or a day.
USUAL = {
    "kind": "inpatient",
    "facility_level": "secondary",
    "place": "county",
    "referral": "not_needed",
    "designated": "true",
    "cause": "illness",
    "conditions": "none",
    "categories": "none",
    "age_group": "adult",
    "continuous_enrolment": "true",
    "covered_through_mother": "false",
    "local_household": "true",
    "insurance": "resident",
    "enrolment_tier": "1",
    "inpatient_stays": "0",
}
SAID_OF = {
    "self_funded": "自费没有",
    "over_limit": "超限价没有",
    "first_pay": "先行自付没有",
    "basic": "基本医保报了一万",
    "serious_illness": "大病保险报了一千",
    "assistance": "医疗救助报了五百",
    "supplement": "再次补助报了二百",
    "above_ceiling": "超过封顶线的三千",
}


def talk_of(scheme: str, **facts: Any) -> Talk:
    """A talk of a person of that scheme."""
    return Talk(TODAY, {"scheme": scheme, **facts})


def name_of(path: str) -> str:
    return path.rpartition(".")[2]


def answer_as_usual(talk: Talk, ask: Json) -> Json:
    """The turn after an ordinary patient's answer."""
    options = ask["options"]
    if options:
        usual = USUAL.get(name_of(ask["fact"]), options[0])
        return talk.choose("yes" if "yes" in options else usual if usual in options else options[0])
    if name_of(ask["fact"]) in ("on", "discharged_on"):
        return talk.say(f"{HABITS[talk.state.said['scheme']].last_day.year}年3月5号")
    said = [SAID_OF[name] for path in ask["facts"] if (name := name_of(path)) in SAID_OF]
    return talk.say("，".join(said) or "都没有")


def range_of(turn: Json) -> tuple[Decimal, Decimal]:
    """Both ends of a turn's range; what is open upward is endless."""
    bounds = turn["bounds"]
    return Decimal(bounds["low"]), Decimal("Infinity" if bounds["high"] is None else bounds["high"])


def case_of(talk: Talk) -> Json:
    """The case that a talk has come to."""
    scheme, _ = talk.state.scheme(library())
    assert scheme is not None
    loose = {path: ends[0] for path, ends in talk.state.ranges.items()}
    return talk.state.case(scheme, amounts=loose)


def random_talk(scheme: str, data: st.DataObject, most_visits: int = 2) -> Talk:
    """A talk in which some facts of a random case are known, an amount among them now and then only roughly."""
    facts = facts_of(data.draw(cases(scheme, most_visits=most_visits), label="case"))
    bills = {path for path in facts if name_of(path) in ("total", "in_scope", "borne")}
    hanging = ("discharged_on", "claimed_on", "serious_illness_paid", "enrolled_on", "covered_through_mother")
    loose = [path for path in sorted(facts) if path not in bills and path != "scheme" and name_of(path) not in hanging]
    number = data.draw(NUMBERS, label="known")
    dice = Dice(number or 1)
    share = dice.between(0, 10)
    known = {path: facts[path] for path in loose if dice.between(1, 10) <= share}
    talk = Talk(TODAY, {"scheme": scheme, **{path: facts[path] for path in bills}, **known})
    if dice.rarely(4):
        path = sorted(bills)[0]
        cents = int(Decimal(facts[path]) * 100)
        if cents > 1000 and not any(name in path for path in known for name in (".bill.", ".reported.")):
            talk.state.put_range(path, (cents * 9 // 10, cents))
    return talk


def answer_anyhow(talk: Talk, ask: Json, dice: Dice) -> Json:
    """The turn after any answer: an option, yes, no, an amount, a day, or that the person does not know."""
    if ask["options"]:
        return talk.choose(dice.pick(["unsure", *ask["options"], *ask["options"]]))
    if dice.rarely(4):
        return talk.choose("unsure")
    whole = Filling(dice, case_of(talk), ask["facts"]).filled()
    facts = facts_of(whole)
    for path in ask["facts"]:
        if path in facts:
            talk.state.put(path, yuan(int(Decimal(facts[path]) * 100)) if "." in str(facts[path]) else facts[path])
    return talk.choose("that is all")


# ---- few questions


@pytest.mark.parametrize(("scheme", "said"), STAYS)
def test_a_plain_stay_is_exact_after_five_questions(scheme: str, said: str) -> None:
    talk = talk_of(scheme)
    turn, asked = talk.say(said), 0
    while turn["ask"]:
        asked += 1
        assert asked <= 5, turn["ask"]
        turn = answer_as_usual(talk, turn["ask"])
    low, high = range_of(turn)
    assert low <= Decimal(turn["answer"]["paid"]) <= high
    # Whatever is still open about the case is paid the same, and what is left of the range are readings of the copy.
    for number in range(1, 40):
        found = payouts(Filling(Dice(number), case_of(talk)).filled())
        assert (min(found), max(found)) == (low, high)


@pytest.mark.parametrize("scheme", COMPUTABLE)
def test_what_the_first_sentence_said_is_not_asked(scheme: str) -> None:
    talk = talk_of(scheme)
    said = "2018年3月5号在三甲医院住院花了五万，没有自费、超限价、先行自付，不是低保户，普通人家"
    turn = talk.say(said)
    for _ in range(12):
        known = set(talk.state.said)
        assert not turn["ask"] or not known & set(turn["ask"]["facts"])
        if not turn["ask"]:
            break
        turn = answer_as_usual(talk, turn["ask"])


# ---- no question that changes nothing


def changes_something(talk: Talk, ask: Json, seed: int) -> tuple[Json, Json] | None:
    """Two whole cases that differ in what was asked only and are paid differently by the oracle, under the readings
    that count first or under any others."""
    known, facts = case_of(talk), ask["facts"]
    for number in range(seed, seed + 300):
        paid = headline if number - seed < 200 else payouts
        dice = Dice(number + 1)
        start = known if number % 3 else nearly_used_up(known, facts, dice)
        whole = Filling(dice, start, facts).filled()
        one = paid(whole)
        for again in variants(talk, whole, facts, number):
            if paid(again) != one:
                return whole, again
    return None


def nearly_used_up(known: Json, facts: list[str], dice: Dice) -> Json:
    """The case of someone, often a child, whose quota of the year is full or nearly: where a few rules first tell."""
    case = deepcopy(known)
    person, year = case["person"], case.setdefault("year_to_date", {})
    if person.get("age_group") is None and "person.age_group" not in facts and dice.rarely(2):
        person["age_group"] = "child_student"
    if year.get("inpatient_stays") is None:
        year["inpatient_stays"] = 1
    full = [top for name, top in HABITS[case["scheme"]].counters if name == "basic_paid"]
    if full and int(year["inpatient_stays"]) and year.get("basic_paid") is None:
        year["basic_paid"] = str(dice.pick(full))
    return case


def variants(talk: Talk, whole: Json, facts: list[str], seed: int) -> list[Json]:
    """The same whole case with other answers to a question: of a choice each of its values, else some."""
    ends = talk.state.ranges.get(facts[0])
    if ends is not None:
        return [with_fact(whole, facts[0], yuan(ends[1]))]
    if name_of(facts[0]) == "conditions":
        return [with_fact(whole, facts[0], value) for value in options(whole, facts[0])]
    return [Filling(Dice(seed * 7 + more), without(whole, facts), facts).filled() for more in range(1, 5)]


def settled_differently(one: Json, other: Json) -> bool:
    """Whether our own estimates of two whole cases differ, in the amount or in what other readings would give."""
    try:
        found = [estimate(told_in_full(case)) for case in (one, other)]
    except CaseError:
        return True  # answers that a case would not take together: the oracle has spoken
    return found[0]["paid"] != found[1]["paid"] or range_of(found[0]) != range_of(found[1])


@pytest.mark.slow
@pytest.mark.parametrize("unknown", range(4))
@pytest.mark.parametrize(("scheme", "said"), STAYS)
def test_answers_of_a_question_are_paid_differently(scheme: str, said: str, unknown: int) -> None:
    """From a plain stay on, with usual answers and one that the person does not know: no question is asked whose
    answers all give the same payout."""
    talk = talk_of(scheme)
    turn = talk.say(said)
    for number in range(12):
        if not turn["ask"]:
            break
        found = changes_something(talk, turn["ask"], 1000 * unknown + number)
        assert found is not None, (turn["ask"], case_of(talk))
        assert settled_differently(*found)
        turn = talk.choose("unsure") if number == unknown else answer_as_usual(talk, turn["ask"])


# ---- "I do not know" is an answer


@pytest.mark.parametrize("scheme", COMPUTABLE)
@pytest.mark.parametrize("words", ["不清楚", "记不得了", "I don't know"])
def test_what_a_person_does_not_know_is_not_asked_again(scheme: str, words: str) -> None:
    talk = talk_of(scheme)
    turn = talk.say(PLAIN[scheme][0])
    first, facts, skipped = range_of(turn), dict(turn["facts"]), set()
    for _ in range(30):
        if not turn["ask"]:
            break
        assert not skipped & set(turn["ask"]["facts"])
        skipped |= set(turn["ask"]["facts"])
        turn = talk.say(words)
        assert turn["facts"] == facts
        assert range_of(turn) == first
    assert turn["ask"] is None
    assert skipped
    assert first[0] < first[1]
    assert turn["answer"] is not None  # the figure as it stands, with what it assumes
    assert not skipped & set(talk.say("接着算")["facts"])


@pytest.mark.parametrize("scheme", COMPUTABLE)
def test_a_button_for_not_knowing_is_the_same(scheme: str) -> None:
    spoken, pressed = talk_of(scheme), talk_of(scheme)
    one, other = spoken.say(PLAIN[scheme][0]), pressed.say(PLAIN[scheme][0])
    for _ in range(30):
        if not one["ask"]:
            break
        assert one["ask"] == other["ask"]
        one, other = spoken.say("不清楚"), pressed.choose("unsure")
    assert other["ask"] is None
    assert one["bounds"] == other["bounds"]


# ---- every answer narrows


def out_of_order(talk: Talk) -> bool:
    """Whether the days say that a visit told later came earlier."""
    days = [talk.state.said.get(f"visits.{number}.on", "") for number in range(talk.state.visits())]
    return days != sorted(days) and "" not in days


@pytest.mark.parametrize("scheme", COMPUTABLE)
@FEW
@given(data=st.data())
def test_an_answer_never_widens_the_range(scheme: str, data: st.DataObject) -> None:
    talk = random_talk(scheme, data)
    turn = talk.say("帮我算算")
    dice = Dice(data.draw(NUMBERS, label="answers") or 1)
    for _ in range(25):
        if not turn["ask"]:
            break
        before, of_sheet = range_of(turn), any(".reported." in path for path in turn["ask"]["facts"])
        turn = answer_anyhow(talk, turn["ask"], dice)
        after = range_of(turn)
        if out_of_order(talk):
            break  # visits without a day count in the order in which they were told
        if of_sheet or turn.get("outer"):
            continue  # a sheet may print less than the rule gives; an outer range says that it is too wide
        assert before[0] <= after[0], talk.state.said
        assert after[1] <= before[1], talk.state.said


@pytest.mark.parametrize(("scheme", "said"), STAYS)
def test_ordinary_answers_narrow_step_by_step(scheme: str, said: str) -> None:
    talk = talk_of(scheme)
    turn = talk.say(said)
    while turn["ask"]:
        before = range_of(turn)
        turn = answer_as_usual(talk, turn["ask"])
        after = range_of(turn)
        assert before[0] <= after[0] <= after[1] <= before[1]


# ---- a payout that is surely nothing


@pytest.mark.parametrize("scheme", COMPUTABLE)
@pytest.mark.parametrize("cause", ["喝醉了摔的", "跟人打架受伤", "上班受伤，是工伤"])
def test_where_nothing_can_be_paid_nothing_is_asked(scheme: str, cause: str) -> None:
    talk = talk_of(scheme)
    turn = talk.say(f"住院花了五万，{cause}")
    assert turn["facts"]["visits.0.cause"] == "excluded"
    most = max(max(payouts(Filling(Dice(number), case_of(talk)).filled())) for number in range(1, 60))
    if most:
        assert range_of(turn)[1] > 0
        assert turn["ask"] is not None
    else:
        assert turn["bounds"] == {"low": "0.00", "high": "0.00"}
        assert turn["ask"] is None
        assert turn["answer"]["paid"] == "0.00"
