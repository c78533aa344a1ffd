"""What a person is told of the bonuses: the sum, why it is a range, whose figures these are, and how sure."""

import pytest

from engine.content import library
from engine.enrolment.history import History
from engine.enrolment.lines import sentences
from engine.enrolment.rules import areas
from engine.enrolment.telling_bonus import bonus_told
from engine.wording import LANGUAGES, Words

SIX = History(lapsed=0, straight=6, zero_claim=2, bonus_used=False)
SHANDONG, TAIAN, JIANGXI, NANCHANG, HUNAN, CHONGQING = "370000", "370900", "360000", "360100", "430000", "500000"


def told(history: History, area: str | None = None):
    return bonus_told(history, area, 2026, Words())


def said(history: History, area: str | None = None) -> str:
    return "\n".join(sentences(told(history, area)))


def test_six_years_in_tai_an_line_by_line() -> None:
    own = told(SIX, TAIAN)
    # 0 or 2 × 3,000 for 2025 and 2026 beyond four; 2 × 3,000 without a claim.
    assert own["headline"] == "大病保险的封顶线能多 6,000 到 12,000 元。"
    assert own["beside"]["text"] == "连着交从哪一年数起,材料里没写:从2025年数,加 0 次;早年也算的,加 2 次。"
    assert own["beside"]["clauses"] == ["NAT24-COUNT", "NAT24-START"]
    assert [(step["what"], step["formula"], step["amount"], step["clauses"]) for step in own["steps"]] == [
        ("连续参保的奖励,从2025年数起", "0", "0 元", ["NAT24-BONUS-YEARS", "SD24-BONUS"]),
        ("连续参保的奖励,早年也算", "(6 - 4) × 3000", "6,000 元", ["NAT24-BONUS-YEARS", "SD24-BONUS"]),
        ("零报销的奖励", "2 × 3000", "6,000 元", ["SD24-BONUS"]),
        ("两项合起来最多", "400000 × 20%", "80,000 元", ["NAT24-BONUS-MOST"]),
    ]
    assert own["cap"] == {"low": "406000.00", "high": "412000.00"}


def test_years_before_the_rules_bring_nothing_and_that_is_said() -> None:
    own = said(History(straight=30, zero_claim=20, bonus_used=False, cap=40000000), SHANDONG)
    assert "能多 6,000 到 12,000 元" in own
    assert "零报销的奖励从2025年起才有,到2026年最多算2年,更早的不算。" in own
    assert "到2026年" not in said(SIX, SHANDONG)


def test_when_the_years_are_counted_is_not_asked_where_it_makes_no_difference() -> None:
    own = bonus_told(SIX, SHANDONG, 2030, Words())  # all six since 2025
    assert own["beside"] is None
    assert own["headline"] == "大病保险的封顶线能多 12,000 元。"  # (6 - 4) × 3,000 + 2 × 3,000


def test_the_formula_in_a_year_in_which_both_readings_bring_something() -> None:
    own = bonus_told(History(straight=10, zero_claim=0, per_time=200000), None, 2031, Words())
    # Seven years since 2025, three of them beyond four; or six of ten.
    assert [step["formula"] for step in own["steps"]][:2] == ["(7 - 4) × 2000", "(10 - 4) × 2000"]
    assert own["headline"] == "大病保险的封顶线能多 6,000 到 12,000 元。"
    assert own["steps"][0]["clauses"] == ["NAT24-BONUS-YEARS"]  # of the four years; the sum a time is the person's


def test_the_national_least_where_no_place_is_chosen() -> None:
    own = told(SIX)
    assert own["headline"] == "大病保险的封顶线至少能多 2,000 元。"  # 0 + 2 × 1,000
    text = "\n".join(sentences(own))
    assert "每次至少加 1,000 元" in text
    assert "20%" in text
    assert not any(line["doubt"] for line in own["lines"])  # all of it grade A


def test_a_place_of_which_only_the_ceiling_is_held() -> None:
    own = told(SIX, HUNAN)
    assert own["headline"] == "大病保险的封顶线至少能多 2,000 元,最多不超过 80,000 元。"  # 20% × 400,000
    assert "湖南省每次加多少,我们没有查到" in "\n".join(sentences(own))
    assert "HN23-CII-CAP" in own["clauses"]


@pytest.mark.parametrize(
    ("area", "most"),
    [
        (TAIAN, "80000.00"),  # 20% × 400,000
        (NANCHANG, "60000.00"),  # 20% × 300,000
        (CHONGQING, "40000.00"),  # 20% × 200,000
        (SHANDONG, None),  # each city of Shandong and Jiangxi sets its own
        (JIANGXI, None),
        (None, None),
    ],
)
def test_a_ceiling_is_taken_only_where_it_is_held(area: str | None, most: str | None) -> None:
    assert told(SIX, area)["most"] == most
    assert ("原来的封顶线按" in said(SIX, area)) == (most is not None)


def test_the_ceiling_that_the_person_says_goes_before_ours() -> None:
    own = told(History(straight=6, cap=30000000), TAIAN)
    assert own["most"] == "60000.00"  # 20% × 300,000
    assert "TA23-CAP" not in own["clauses"]


def test_the_sentence_that_is_not_sure_is_named() -> None:
    unsure = {line["text"] for line in told(SIX, TAIAN)["lines"] if line["doubt"]}
    assert unsure == {
        "每次加 3,000 元,是山东省的数。",
        "原来的封顶线按泰安市的 400,000 元算;当地不是这个数的,请填在上面。",
    }
    assert not any(line["doubt"] for line in told(SIX, JIANGXI)["lines"])  # a reply of the bureau itself


@pytest.mark.parametrize(
    ("history", "area", "headline"),
    [
        # Two years lapsed leave none since 2025 that was paid.
        (History(lapsed=2, straight=6, zero_claim=2), SHANDONG, "断交以后再参保,大病保险的封顶线要低 3,000 元。"),
        # 2025 without a claim, kept or not: -3,000, or -3,000 + 3,000.
        (History(lapsed=1, straight=6, zero_claim=2), SHANDONG, "断交以后再参保,大病保险的封顶线要低 0 到 3,000 元。"),
        # In 2026 alone a lapse leaves one year; with 5,000 a time -3,000 or +2,000.
        (
            History(lapsed=1, straight=6, zero_claim=2, per_time=500000),
            SHANDONG,
            "断交以后再参保,大病保险的封顶线从低 3,000 元到多 2,000 元都有可能。",
        ),
        (History(lapsed=5), None, "断交以后再参保,大病保险的封顶线没有奖励可加,省里还可能把它降低。"),
        (
            History(lapsed=1, straight=6, zero_claim=2),
            JIANGXI,
            "断交以后再参保,大病保险的封顶线可能多一些,也可能被省里降低,说不准多少。",
        ),
    ],
)
def test_a_lapse_in_the_headline(history: History, area: str | None, headline: str) -> None:
    assert told(history, area)["headline"] == headline


def test_with_nothing_known_it_is_said_what_to_fill_in() -> None:
    own = told(History(), TAIAN)
    assert own["headline"] == "填了连着交几年、几年没报过,这里就说封顶线能多多少。"
    assert own["steps"] == []


def test_an_answer_that_changes_nothing_is_told() -> None:
    assert "用没用到过奖励的额度都一样" in said(History(straight=6, zero_claim=0, bonus_used=True))
    assert "断交几年没填,这里按没断交算。" in said(History(straight=6))
    assert "这里按没断交算" not in said(SIX)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", [None, *areas(library())])
@pytest.mark.parametrize(
    "history",
    [History(), SIX, History(lapsed=5), History(straight=9, zero_claim=9), History(zero_claim=3), History(straight=9),
     History(straight=2), History(straight=6, zero_claim=0, bonus_used=True, per_time=500000),
     History(lapsed=1, straight=9, zero_claim=3, cap=40000000, bonus_used=True)],
)  # fmt: skip
def test_every_sentence_in_every_language_and_every_clause_exists(
    history: History, area: str | None, lang: str
) -> None:
    found = bonus_told(history, area, 2026, Words(lang), library())
    for clause in [*found["clauses"], *(code for step in found["steps"] for code in step["clauses"])]:
        assert library().clause(clause)
    for sentence in sentences(found):
        assert sentence
        assert not any(wrong in sentence for wrong in ("{", ".00", "。、"))
        assert lang != "en" or not any("\u4e00" <= char <= "\u9fff" for char in sentence), sentence


def test_an_area_that_we_do_not_hold() -> None:
    with pytest.raises(KeyError):
        told(History(), "510000")
