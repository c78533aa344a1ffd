"""What a person is told: the figures, the sums line by line, and clauses that exist."""

import pytest

from engine.content import library
from engine.enrolment.history import History
from engine.enrolment.rules import areas
from engine.enrolment.telling import told
from engine.errors import CaseError
from engine.wording import LANGUAGES, Words

FIVE = History(lapsed=5, repaired=0)


def test_five_years_lapsed_and_none_paid_off() -> None:
    own = told(FIVE, None, Words())["wait"]
    assert (own["low"], own["high"]) == (7, 8)
    assert own["sentences"][:2] == ["要等7个月到8个月。", "断交的头一年加不加月有两种读法,所以是7个月或8个月。"]
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


def test_all_paid_off_still_waits() -> None:
    own = told(History(lapsed=5, repaired=5), None, Words())["wait"]
    assert own["sentences"][0] == "要等6个月。"
    assert "至少等6个月" in "".join(own["sentences"])
    last = own["readings"][0]["steps"][-1]
    assert (last["amount"], last["clauses"]) == ("6个月", ["NAT24-LEAST"])


def test_a_newborn_does_not_wait() -> None:
    own = told(History(exempt=True), None, Words())["wait"]
    assert (own["low"], own["high"], own["clauses"]) == (0, 0, ["NAT24-EXEMPT"])


def test_the_bonuses_line_by_line() -> None:
    history = History(straight=6, zero_claim=2, bonus_used=False, cap=40000000)
    own = told(history, "370000", Words())["bonus"]
    assert [(step["formula"], step["amount"], step["clauses"]) for step in own["steps"]] == [
        ("(6 - 4) × 3000", "6,000.00 元", ["NAT24-BONUS-YEARS", "SD24-BONUS"]),
        ("2 × 3000", "6,000.00 元", ["SD24-BONUS"]),
        ("400000 × 20%", "80,000.00 元", ["NAT24-BONUS-MOST"]),
    ]
    assert own["cap"] == {"low": "412000.00", "high": "412000.00"}
    assert "B级" in own["doubt"]  # the press alone reports Shandong's figures


def test_what_a_person_says_of_the_bonus_cites_no_clause_for_it() -> None:
    own = told(History(straight=6, per_time=200000), None, Words())["bonus"]
    assert own["steps"][0]["formula"] == "(6 - 4) × 2000"
    assert own["steps"][0]["clauses"] == ["NAT24-BONUS-YEARS"]  # of the four years


def test_the_waiting_rules_are_sure() -> None:
    assert told(FIVE, None, Words())["wait"]["doubt"] is None


def test_less_than_the_national_least_is_refused() -> None:
    with pytest.raises(CaseError, match="1000"):
        told(History(straight=6, per_time=99999), None, Words())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", [None, *areas(library())])
@pytest.mark.parametrize(
    "history",
    [History(), FIVE, History(lapsed=0), History(lapsed=1), History(exempt=True), History(straight=9, zero_claim=9),
     History(lapsed=2, straight=9, zero_claim=3, cap=40000000, bonus_used=True)],
)  # fmt: skip
def test_every_sentence_in_every_language_and_every_clause_exists(
    history: History, area: str | None, lang: str
) -> None:
    found = told(history, area, Words(lang), library())
    for part in found.values():
        assert all(sentence and "{" not in sentence for sentence in part["sentences"])
        steps = part.get("steps", []) + [step for one in part.get("readings", []) for step in one["steps"]]
        for clause in [*part["clauses"], *(code for step in steps for code in step["clauses"])]:
            assert library().clause(clause)
        if lang == "en":
            assert not any("\u4e00" <= char <= "\u9fff" for sentence in part["sentences"] for char in sentence)


def test_an_area_that_we_do_not_hold() -> None:
    with pytest.raises(KeyError):
        told(History(), "510000", Words())
