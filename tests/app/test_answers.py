"""The answers of a session: what becomes a case, and what stays as it was typed."""

from app.answers import Answers, with_answer
from engine.content import library
from engine.facts import YEAR

TODAY = "2018-04-01"


def answered(**more: str) -> Answers:
    answers = Answers()
    answers.choose("guanxian-2018")
    answers.put("visits.0.bill.total", "80000")
    for name, text in more.items():
        answers.put(f"visits.0.{name}", text)
    return answers


def test_what_is_not_said_is_not_in_the_case() -> None:
    case = answered(kind="inpatient", designated="true").case(TODAY)
    assert case == {
        "scheme": "guanxian-2018",
        "today": TODAY,
        "person": {},
        "visits": [{"bill": {"total": "80000"}, "reported": {}, "kind": "inpatient", "designated": True}],
    }


def test_one_fact_of_the_year_leaves_the_others_unknown() -> None:
    answers = answered()
    answers.put(f"{YEAR}.inpatient_stays", "1")
    year = answers.case(TODAY)[YEAR]
    assert year.pop("inpatient_stays") == "1"
    assert set(year.values()) == {None}


def test_the_first_time_this_year_settles_the_whole_year() -> None:
    answers = answered()
    answers.put(f"{YEAR}.basic_paid", "100")
    answers.nothing_before(True)
    assert answers.case(TODAY)[YEAR] == {}
    answers.put(f"{YEAR}.basic_paid", "100")
    assert not answers.first_time
    answers.nothing_before(None)
    assert YEAR in answers.unsure
    assert YEAR not in answers.case(TODAY)


def test_what_cannot_be_read_stays_as_typed_and_counts_as_not_said() -> None:
    answers = answered()
    answers.put("visits.0.bill.self_funded", "五千")
    assert answers.faults(library()) == {"visits.0.bill.self_funded": "visit.bill.self_funded"}
    assert answers.texts["visits.0.bill.self_funded"] == "五千"
    assert answers.case(TODAY)["visits"][0]["bill"] == {"total": "80000"}
    answers.put("visits.0.bill.total", "8万")
    assert not answers.has_totals()


def test_not_sure_takes_an_answer_back() -> None:
    answers = answered(facility_level="secondary")
    answers.not_sure("visits.0.facility_level")
    assert "visits.0.facility_level" not in answers.texts
    answers.put("visits.0.facility_level", "primary")
    assert not answers.unsure


def test_the_next_bill_keeps_the_person_and_the_kind_of_visit() -> None:
    answers = answered(kind="inpatient", facility_level="secondary")
    answers.put("person.age_group", "adult")
    answers.next_bill()
    case = answers.case(TODAY, total="1")
    assert (answers.visit, len(case["visits"])) == (1, 2)
    assert case["visits"][1] == {
        "bill": {"total": "1"},
        "reported": {},
        "kind": "inpatient",
        "facility_level": "secondary",
    }
    assert case["person"] == {"age_group": "adult"}


def test_nothing_of_a_person_stays_for_the_next() -> None:
    answers = answered(kind="inpatient")
    answers.nothing_before(True)
    answers.not_sure("person.age_group")
    answers.next_person()
    assert answers == Answers(scheme="guanxian-2018", round=1)


def test_another_scheme_does_not_inherit_a_tier() -> None:
    answers = answered()
    answers.choose("chongqing-2013")
    answers.put("person.enrolment_tier", "2")
    answers.choose("guanxian-2018")
    assert "person.enrolment_tier" not in answers.texts
    assert answers.texts["visits.0.bill.total"] == "80000"


def test_a_supposed_answer_leaves_the_case_alone() -> None:
    case = answered().case(TODAY)
    supposed = with_answer(case, "visits.0.bill.self_funded", "8000")
    assert supposed["visits"][0]["bill"] == {"total": "80000", "self_funded": "8000"}
    assert case["visits"][0]["bill"] == {"total": "80000"}
