"""A visitor's conversation: what is kept of it, what is understood, and what the estimator takes over."""

import pytest

from app.conversation import Conversation, hand_over
from app.outcome import work_out
from app.parts.chat import answers_to, messages, without_none
from app.parts.heard import label
from app.parts.range_bar import how_sure, one_line, range_bar, range_now, widths
from app.parts.weighed import cited, weighed
from app.texts import Texts
from engine.content import library
from engine.facts import YEAR
from engine.talk.talk import Talk

T = Texts("zh-Hans")
TODAY = "2018-06-01"
EIGHTY = "冠县,2018年3月在县医院住院花了八万,全自费五千,头一回住,能报多少?"
YES, NO = "yes", "no"


def begun(*sentences: str) -> Conversation:
    talk = Conversation(Talk(TODAY, lang="zh-Hans"))
    for sentence in sentences:
        talk.say(sentence)
    return talk


def to_the_figure(talk: Conversation) -> Conversation:
    """All as usual, nothing else off the list."""
    while talk.talk.ask is not None:
        talk.choose(YES if talk.talk.ask.options else NO, "是的")
    return talk


def rows(talk: Conversation) -> dict[str, tuple[str, str]]:
    return {row.name: (row.value, row.how) for row in talk.heard(library(), T)}


# ---- messages


def test_numbers_of_persons_are_masked_before_they_are_kept() -> None:
    talk = begun("我是110101199003078888,电话13812345678,冠县住院花了三万")
    assert talk.said[0].lines == ["我是***,电话***,冠县住院花了三万"]
    assert "110101199003078888" not in repr((talk.said, talk.turn, talk.talk.state))
    assert "13812345678" not in repr((talk.said, talk.turn, talk.talk.state))


def test_nothing_typed_is_nothing_said() -> None:
    assert not begun("", "  \n", "\u200b").said


def test_what_was_typed_is_never_markup() -> None:
    drawn = messages(begun("<script>alert(1)</script> **x** &amp;").said, T)
    assert "<script>" not in drawn
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **x** &amp;amp;" in drawn


def test_the_question_is_said_once() -> None:
    newest = begun(EIGHTY).said[-1]
    assert newest.question == "除了住院,今年在这次以前,门诊、慢病、救助这些也没报过账吧?"  # the first stay was told
    assert not any(newest.question in line for line in newest.lines)


def test_old_messages_are_folded_away() -> None:
    talk = begun(*["您好"] * 10)
    assert "前面还有 8 句" in messages(talk.said, T)


def test_buttons_of_a_question() -> None:
    talk = begun(EIGHTY)
    assert [value for value, _ in answers_to(talk.talk.ask, T)] == ["yes", "no", "unsure"]
    talk.choose(YES, "是的")
    talk.choose(YES, "是的")
    assert answers_to(talk.talk.ask, T) == [("no", "都没有"), ("unsure", "不清楚")]
    assert answers_to(begun("住院花了三万").talk.ask, T) == []  # where it was: without that nothing can be said


def test_none_of_these_stands_alone() -> None:
    assert without_none(["none", "subsistence"]) == ["subsistence"]
    assert without_none(["none"]) == ["none"]


def test_another_language_tells_how_things_stand_once() -> None:
    talk = begun(EIGHTY)
    talk.speak("zh-Hant")
    talk.speak("en")
    assert len(talk.said) == 3
    assert talk.said[-1].question.startswith("Apart from hospital stays, was nothing claimed before this year")
    assert talk.talk.ask.title == talk.said[-1].question
    fresh = begun()
    fresh.speak("en")
    assert (fresh.said, fresh.talk.lang) == ([], "en")


# ---- what stands


def test_range_and_answer_stand_while_something_else_is_asked() -> None:
    talk = to_the_figure(begun(EIGHTY))
    assert (talk.bounds["low"], talk.estimate["self_pay"]) == ("57575.00", "22425.00")
    talk.say("什么叫起付线?")
    assert (talk.bounds["low"], talk.estimate["self_pay"]) == ("57575.00", "22425.00")
    talk.change(("visits.0.facility_level",), "改")
    assert talk.estimate is None
    assert talk.bounds["low"] != talk.bounds["high"]
    assert talk.talk.ask.facts == ["visits.0.facility_level"]


# ---- what was heard


def test_what_was_heard_says_what_it_rests_on() -> None:
    heard = rows(begun("冠县,2018年3月在县医院住院花了三万多,不是低保户"))
    assert heard["参保的地方"] == ("冠县", "said")
    assert heard["医院在"] == ("本县(区)", "implied")
    assert heard["单子总额"][1] == "loose"
    assert heard["困难情况"] == ("不是低保", "said")


def test_a_year_without_anything_is_one_row_and_is_asked_again_as_one() -> None:
    talk = begun(EIGHTY)
    talk.choose(YES, "是的")
    row = next(row for row in talk.heard(library(), T) if row.name == "今年这次以前")
    assert row.value == "头一回,没报过"
    talk.change(row.paths, "改")
    assert "今年这次以前" not in rows(talk)
    assert talk.talk.ask.title == "今年是头一回看病报销,在这次以前没报过账吧?"  # the first stay too is open again
    talk.choose("unsure", "不清楚")
    assert rows(talk)["今年这次以前"] == ("不清楚", "unsure")


def test_a_row_is_a_button_whose_words_are_no_markdown() -> None:
    row = next(row for row in begun(EIGHTY).heard(library(), T) if row.name == "单子总额")
    assert label(row, T) == "*单子总额* **80,000.00 元** 改"


# ---- the range bar


@pytest.mark.parametrize(
    ("low", "high", "total", "expected"),
    [
        (0, 50, 100, (0, 500)),
        (25, 50, 100, (250, 250)),
        (100, 100, 100, (1000, 0)),
        (0, 0, 100, (0, 0)),
        (1, 2, 1_000_000, (6, 6)),  # what is there can be seen
        (999_999, 1_000_000, 1_000_000, (994, 6)),
        (0, 0, 0, (0, 0)),
    ],
)
def test_widths_of_the_bar(low: int, high: int, total: int, expected: tuple[int, int]) -> None:
    assert widths(low, high, total) == expected


def test_the_bar_says_its_ends_and_whose_rules() -> None:
    bar = range_bar(2_000_000, 5_000_000, 8_000_000, "冠县2018年规定", T)
    for said in ("报销: 20,000.00 ~ 50,000.00 元", "单子 80,000.00 元", "按冠县2018年规定", "left:25.0%;width:37.5%"):
        assert said in bar
    for label_, amount in (("一定报", "20,000.00"), ("还说不准", "30,000.00"), ("一定自己出", "30,000.00")):
        assert f"{label_} <b>{amount} 元</b>" in bar
    assert 'role="img" aria-label="报销: 20,000.00 ~ 50,000.00 元、单子 80,000.00 元"' in bar


def test_the_bar_does_not_say_more_than_is_known() -> None:
    unknown = range_bar(0, None, 8_000_000, "冠县2018年规定", T)
    assert "至少 0.00 元" in unknown
    assert "自己出" not in unknown
    loose = range_bar(0, 2_000_000, 4_000_000, "冠县2018年规定", T, loose=True)
    assert "单子最多 40,000.00 元" in loose
    assert "自己出" not in loose
    assert "一定自己出" not in range_bar(5, 5, 10, "冠县2018年规定", T)


def test_the_range_as_things_stand() -> None:
    nothing = begun("您好")
    assert range_now(nothing, library(), T) is None
    assert one_line(nothing, T) == ""
    assert "说了一共花多少钱" in range_now(begun("冠县的,2018年住院"), library(), T)
    talk = begun(EIGHTY)
    assert "把握: 一定在这个范围里" in range_now(talk, library(), T)
    assert one_line(to_the_figure(talk), T) == "报销: 57,575.00 元"


def test_how_sure() -> None:
    assert "没写全" in how_sure(None, {}, False, T)
    assert "还窄些" in how_sure(1, {"outer": True}, False, T)
    assert "只能说到这里" in how_sure(1, {}, True, T)


# ---- side by side


def test_two_ways_side_by_side() -> None:
    talk = to_the_figure(begun(EIGHTY))
    assert weighed({}, library(), T) is None
    talk.say("县医院和市里三级医院哪个划算?")
    drawn = weighed(talk.turn["answer"], library(), T)
    # (75,000 - 900) x 60% = 44,460; left 30,540; (30,540 - 12,000) x 50% = 9,270: 53,730 in all.
    for amount in ("57,575.00", "22,425.00", "53,730.00", "26,270.00"):
        assert amount in drawn
    assert "按冠县2018年规定" in drawn


def test_a_rule_shows_its_clauses() -> None:
    talk = begun("冠县县医院住院起付线多少?")
    assert "GX18-IP-DED-L2" in cited(talk, library(), T)
    assert cited(begun("您好"), library(), T) is None


# ---- hand-over


def test_the_estimator_takes_over_all_that_was_said() -> None:
    answers = hand_over(to_the_figure(begun(EIGHTY)), library())
    assert answers.scheme == "guanxian-2018"
    assert answers.first_time
    assert answers.texts["visits.0.bill.total"] == "80000"
    assert answers.texts["visits.0.facility_level"] == "secondary"
    assert answers.texts["visits.0.designated"] == "true"
    assert answers.texts["person.categories"] == "none_of_them"
    outcome = work_out(answers, TODAY, library(), T)
    assert not outcome.faults
    assert outcome.answer["exact"]
    assert outcome.answer["self_pay"] == "22425.00"


def test_what_is_not_known_stays_unknown_in_the_estimator() -> None:
    talk = begun(EIGHTY)
    talk.choose("unsure", "不清楚")
    answers = hand_over(talk, library())
    # The number of stays was told ("头一回住"); the other facts of the year were not.
    assert answers.texts[f"{YEAR}.inpatient_stays"] == "0"
    assert f"{YEAR}.basic_paid" in answers.unsure
    assert not answers.first_time
    loose = hand_over(begun("冠县,2018年3月在县医院住院花了三万多"), library())
    assert "visits.0.bill.total" not in loose.texts
    assert loose.texts["visits.0.kind"] == "inpatient"


def test_several_bills_and_nothing_that_has_no_field() -> None:
    two = hand_over(begun("冠县,2018年3月在县医院住院花了三万", "后来5月又在县医院住院花了两万"), library())
    assert two.visits == 2
    assert two.texts["visits.1.bill.total"] == "20000"
    talk = begun("冠县2018年3月县医院住院,自己掏了三万")
    if "visits.0.bill.borne" in talk.talk.state.said:
        assert "自己掏的钱" in rows(talk)
        assert "visits.0.bill.borne" not in hand_over(talk, library()).texts


def test_a_plain_family_told_at_once() -> None:
    said = "冠县,2018年3月在县医院住院花了三万五,今年头一回住院,没报过也没掏过,不是低保户,就是普通农民,自费两千"
    answers = hand_over(begun(said, "先行自付不清楚"), library())
    assert answers.first_time
    assert answers.texts["visits.0.bill.self_funded"] == "2000"
    assert answers.texts["person.categories"] == "none_of_them"
    assert "visits.0.bill.first_pay" in answers.unsure
    assert not [path for path in answers.texts if path.startswith(YEAR)]


def test_without_a_scheme_there_is_nothing_to_hand_over() -> None:
    assert hand_over(begun("住院花了三万"), library()).scheme is None
