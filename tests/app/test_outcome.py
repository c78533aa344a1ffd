"""From answers to a result: figures, faults beside their fields, suppositions, what would change it."""

import pytest

from app.answers import Answers
from app.outcome import Outcome, work_out
from app.texts import Texts
from engine.content import library
from tests.app.family_of_guanxian import TODAY, family

T = Texts()


def outcome(answers: Answers) -> Outcome:
    return work_out(answers, TODAY, library(), T)


def test_the_family_gets_its_figure_to_the_fen() -> None:
    found = outcome(family())
    assert found.answer is not None
    assert [layer["paid"] for layer in found.answer["layers"]] == ["52150.00", "5425.00"]
    assert (found.answer["paid"], found.answer["self_pay"]) == ("57575.00", "22425.00")
    assert found.answer["exact"]
    assert found.asked == []
    assert not found.suppositions


def test_what_would_change_it_is_said_in_yuan() -> None:
    """Level 3: deductible 900, 60%: (75,000 - 900) x 60% = 44,460, then (30,540 - 12,000) x 50% = 9,270: 3,845 less.

    A second stay: the deductible is halved to 250: 175 more from basic cover, and half of that less from the next.
    """
    changes = {(one.path.split(".")[-1], one.answer.value): one.difference for one in outcome(family()).changes}
    assert changes["facility_level", "tertiary"] == 384_500
    assert changes["inpatient_stays", "1"] == -8_750


def test_open_split_is_supposed_in_tenths() -> None:
    """A tenth outside: (72,000 - 500) x 70% = 50,050; left 21,950; (21,950 - 12,000) x 50% = 4,975; 24,975 to pay.

    A fifth outside: (64,000 - 500) x 70% = 44,450; left 19,550; (19,550 - 12,000) x 50% = 3,775; 31,775 to pay.
    """
    found = outcome(family("self_funded", "over_limit", "first_pay"))
    ten, twenty = found.suppositions
    assert (ten.percent, ten.outside, ten.paid, ten.self_pay) == (10, 800_000, 5_502_500, 2_497_500)
    assert (twenty.percent, twenty.outside, twenty.paid, twenty.self_pay) == (20, 1_600_000, 4_822_500, 3_177_500)
    assert found.answer is not None
    assert not found.answer["exact"]
    assert "visits.0.bill.self_funded" in found.asked


@pytest.mark.parametrize("typed", ["8万", "8,0000", "-80000", "1e400", "NaN", "八万"])
def test_a_bad_amount_is_told_beside_its_field_and_no_figure_is_shown(typed: str) -> None:
    found = outcome(family(total=typed))
    assert found.answer is None
    assert list(found.faults) == ["visits.0.bill.total"]
    assert "80000" in found.faults["visits.0.bill.total"]


def test_more_off_the_list_than_the_bill_is_told_beside_its_field() -> None:
    found = outcome(family(self_funded="90000"))
    assert found.answer is None
    assert list(found.faults) == ["visits.0.bill.self_funded"]


def test_only_facts_that_can_change_the_answer_are_asked() -> None:
    asked = outcome(family("facility_level", "kind")).asked
    assert "visits.0.facility_level" in asked
    assert "person.enrolment_tier" not in asked  # Guan County has one tier
    # Paid in time is asked before the day of payment.
    asked = outcome(family("continuous_enrolment")).asked
    assert "person.continuous_enrolment" in asked
    assert "person.enrolled_on" not in asked


def test_schemes_without_figures_say_so_before_any_bill() -> None:
    answers = Answers()
    answers.choose("pingnan-2018")
    found = outcome(answers)
    assert found.answer is not None
    assert not found.answer["computable"]
    assert found.answer["ask_for"]


def test_without_a_total_there_is_no_figure() -> None:
    found = outcome(family("total"))
    assert found.answer is None
    assert not found.faults
    assert "visits.0.bill.total" in found.asked


def test_a_day_outside_the_period_supposes_nothing_more() -> None:
    found = outcome(family(on="2019-03-05"))
    assert found.answer is not None
    assert not found.answer["in_force"]
    assert not found.changes
