"""What a person is told of a wait: what it means, the months, how much paying off is enough, and what it costs."""

import pytest

from engine.content import library
from engine.enrolment.history import History
from engine.enrolment.lines import sentences
from engine.enrolment.rules import areas
from engine.enrolment.telling_waiting import wait_told
from engine.wording import LANGUAGES, Words

FIVE = History(lapsed=5, repaired=0)
HUNAN, CHONGQING, SHANDONG = "430000", "500000", "370000"


def said(history: History, area: str | None = None) -> str:
    return "\n".join(sentences(wait_told(history, area, Words())))


def test_five_years_lapsed_and_none_paid_off() -> None:
    own = wait_told(FIVE, None, Words())
    assert (own["low"], own["high"]) == (7, 8)  # 3 + 4, 3 + 5
    assert own["headline"] == "交了以后,先等7个月或者8个月。"
    assert "居民医保不能报" in own["beside"]["text"]
    plain, other = own["readings"]
    assert [(step["formula"], step["amount"]) for step in plain["steps"]] == [
        ("3", "3个月"),
        ("5 × 1", "5个月"),
        ("3 + 5", "8个月"),
    ]
    assert [step["amount"] for step in other["steps"]] == ["3个月", "4个月", "7个月"]
    # None to all paid off: 3 + 5 - n, 3 + 4 - n, neither below 6.
    table = [(row["repaired"], row["low"], row["high"]) for row in own["by_repair"]]
    assert table == [(0, 7, 8), (1, 6, 7), (2, 6, 6), (3, 6, 6), (4, 6, 6), (5, 6, 6)]


@pytest.mark.parametrize(
    ("lapsed", "enough", "sentence"),
    [
        # 3 + 1, one paid off 3; in the other reading 3 + 0 from the start.
        (1, 1, "头一年就加月的,最多补1年就够,再补也是等3个月;从第二年起才加的,补不补都等3个月。"),
        # 5, 4, 3; and 4, 3.
        (2, 2, "最多补2年就够,再补也是等3个月(头一年就加月的补2年,从第二年起才加的补1年)。"),
        # 7, 6; and 6 from the start: at least 6 after four years.
        (4, 1, "头一年就加月的,最多补1年就够,再补也是等6个月;从第二年起才加的,补不补都等6个月。"),
        # 8, 7, 6; and 7, 6.
        (5, 2, "最多补2年就够,再补也是等6个月(头一年就加月的补2年,从第二年起才加的补1年)。"),
        # 3 + 30 - 27 = 6; 3 + 29 - 26 = 6.
        (30, 27, "最多补27年就够,再补也是等6个月(头一年就加月的补27年,从第二年起才加的补26年)。"),
    ],
)
def test_how_many_years_paid_off_are_enough(lapsed: int, enough: int, sentence: str) -> None:
    own = wait_told(History(lapsed=lapsed), None, Words())
    assert own["enough"] == enough
    assert sentence in sentences(own)


def test_what_was_paid_off_saves_in_both_readings() -> None:
    # 8 to 6 months, and 7 to 6.
    assert "补交2年:头一年就加月的,少等2个月;从第二年起才加的,少等1个月。" in said(History(lapsed=5, repaired=2))
    assert "补交1年,少等1个月。" in said(History(lapsed=5, repaired=1))  # 8 to 7, 7 to 6


def test_all_paid_off_still_waits() -> None:
    own = wait_told(History(lapsed=5, repaired=5), None, Words())
    assert own["headline"] == "交了以后,先等6个月。"
    assert "至少等6个月" in "".join(sentences(own))
    last = own["readings"][0]["steps"][-1]
    assert (last["amount"], last["clauses"]) == ("6个月", ["NAT24-LEAST"])


def test_what_a_year_paid_off_costs_where_that_is_known() -> None:
    own = said(History(lapsed=5), HUNAN)
    assert "个人每人交400元" in own
    assert "一年 400 元的,补2年一共 800 元。" in own  # two are enough
    assert "参加2027年居民医保" in own
    both = said(History(lapsed=5), CHONGQING)
    assert "一年 400 元的,补2年一共 800 元。" in both
    assert "一年 775 元的,补2年一共 1,550 元。" in both
    assert "征求意见稿" in both


@pytest.mark.parametrize("area", [None, SHANDONG])
def test_where_the_premium_is_not_known_none_is_told(area: str | None) -> None:
    own = said(History(lapsed=5), area)
    assert "您那里一份多少,我们没有查到" in own
    assert "元" not in own


def test_a_late_payment_in_hunan() -> None:
    late = History(lapsed=0, in_window=False)
    assert "交1100元" in said(late, HUNAN)
    assert "1100" not in said(late)
    assert "1100" not in said(History(lapsed=0, in_window=True), HUNAN)


def test_what_rests_on_one_source_says_so_and_nothing_else_does() -> None:
    lines = wait_told(History(lapsed=5), HUNAN, Words())["lines"]
    assert {code for line in lines if line["doubt"] for code in line["clauses"]} == {"HN26-PREM"}
    assert not any(line["doubt"] for line in wait_told(FIVE, None, Words())["lines"])


def test_an_answer_that_changes_nothing_is_told() -> None:
    window = "断交的都要等,在不在集中缴费期里交都一样。"
    assert window in said(History(lapsed=5, in_window=True))
    assert window not in said(History(lapsed=5))
    assert "另外几格怎么填都一样" in said(History(lapsed=5, exempt=True))


def test_with_nothing_known_it_is_said_what_to_fill_in_with_an_example() -> None:
    own = wait_told(History(), None, Words())
    assert own["headline"] == "填了断交几年,这里就说要等几个月。"
    # 3 + 2, 3 + 1.
    assert own["beside"]["text"] == "比如断交2年、一年不补:断交的头一年就加月的,等5个月;从第二年起才加的,等4个月。"


@pytest.mark.parametrize(
    ("history", "headline"),
    [
        (History(lapsed=0, in_window=True), "没断交、在集中缴费期里交的,不用等。"),
        (History(lapsed=0, in_window=False), "交了以后,先等3个月。"),
        (History(lapsed=0), "没断交的,在集中缴费期里交不用等;过了才交,先等3个月。"),
        (History(in_window=False), "交了以后,至少先等3个月;断交过的更久,填了断交几年就知道。"),
        (History(repaired=2), "交了以后,至少先等3个月;最多等多久,填了断交几年才知道。"),
        (History(lapsed=3), "交了以后,先等3个月到6个月。"),  # all paid off, or none: 3 to 3 + 3
        (History(exempt=True), "新生儿这样的人不用等,交了就能报。"),
    ],
)
def test_the_months_first(history: History, headline: str) -> None:
    assert wait_told(history, None, Words())["headline"] == headline


def test_from_which_day_is_not_known_and_said() -> None:
    assert "从哪一天数起" in said(FIVE)
    assert "NAT24-WAIT-FROM" in wait_told(FIVE, None, Words())["clauses"]
    assert "从哪一天数起" not in said(History(lapsed=0, in_window=True))


def test_a_newborn_does_not_wait() -> None:
    own = wait_told(History(exempt=True), None, Words())
    assert (own["low"], own["high"], own["clauses"]) == (0, 0, ["NAT24-EXEMPT"])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", [None, *areas(library())])
@pytest.mark.parametrize(
    "history",
    [History(), FIVE, History(lapsed=0), History(lapsed=1), History(lapsed=2, repaired=1, in_window=True),
     History(lapsed=0, in_window=False), History(in_window=True), History(repaired=1), History(exempt=True, lapsed=1)],
)  # fmt: skip
def test_every_sentence_in_every_language_and_every_clause_exists(
    history: History, area: str | None, lang: str
) -> None:
    found = wait_told(history, area, Words(lang), library())
    steps = [step for one in found["readings"] for step in one["steps"]]
    for clause in [*found["clauses"], *(code for step in steps for code in step["clauses"])]:
        assert library().clause(clause)
    for sentence in sentences(found):
        assert sentence
        assert not any(wrong in sentence for wrong in ("{", "。、"))
        assert lang != "en" or not any("\u4e00" <= char <= "\u9fff" for char in sentence), sentence


def test_an_area_that_we_do_not_hold() -> None:
    with pytest.raises(KeyError):
        wait_told(History(), "510000", Words())
