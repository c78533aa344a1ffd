"""What kind of answer each fact takes, and how it is said back."""

import pytest

from app.questions import NONE_OF_THEM, choices, is_ordinary, kind_of, read, said, stage_of
from app.texts import Texts
from engine.content import library
from engine.facts import LAYERS, fact_of, path_of

T = Texts()


def test_paths_name_facts() -> None:
    assert fact_of("visits.3.bill.total") == "visit.bill.total"
    assert path_of("visit.bill.total", 3) == "visits.3.bill.total"
    assert path_of("person.age_group", 3) == fact_of("person.age_group") == "person.age_group"
    steps = [stage_of(path) for path in ("visits.0.kind", "visits.0.reported.basic", "person.age_group")]
    assert steps == ["visit", "sheet", "person"]


@pytest.mark.parametrize(
    ("fact", "typed", "meant"),
    [
        ("visit.bill.total", "80000", "80000"),
        ("visit.bill.total", " 8000.50 ", "8000.50"),
        ("year_to_date.inpatient_stays", "0", "0"),
        ("visit.on", "2018-03", "2018-03"),
        ("visit.stated_rate", "0.65", "0.65"),
        ("visit.designated", "false", False),
        ("person.categories", NONE_OF_THEM, []),
        ("person.categories", "subsistence,low_income", ["subsistence", "low_income"]),
    ],
)
def test_answers_are_read(fact: str, typed: str, meant: object) -> None:
    assert read(fact, typed) == meant


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        ("visit.bill.total", "8万"),
        ("visit.bill.total", "8,0000"),
        ("visit.bill.total", "-5"),
        ("visit.bill.total", "1e400"),
        ("visit.bill.total", "NaN"),
        ("visit.bill.total", "0.001"),
        ("year_to_date.inpatient_stays", "1.5"),
        ("year_to_date.inpatient_stays", "1000"),
        ("visit.on", "2018-13-01"),
        ("visit.on", "去年"),
        ("visit.stated_rate", "65"),
    ],
)
def test_what_cannot_be_read_is_refused(fact: str, typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the question's own
        read(fact, typed)


def test_choices_are_those_that_the_scheme_tells_apart() -> None:
    content = library()
    guanxian, chongqing = content.scheme("guanxian-2018"), content.scheme("chongqing-2013")
    tiers = content.question("person.enrolment_tier")
    assert [one.value for one in choices(tiers, chongqing, None, T)] == ["1", "2"]
    assert choices(tiers, guanxian, None, T) == []
    levels = choices(content.question("visit.facility_level"), guanxian, "inpatient", T)
    assert "village" not in [one.value for one in levels]
    assert choices(content.question("person.categories"), guanxian, None, T)[0].value == NONE_OF_THEM


def test_a_listed_disease_is_no_rare_fact_for_chronic_care() -> None:
    conditions = library().question("visit.conditions")
    assert is_ordinary(conditions, "inpatient")
    assert not is_ordinary(conditions, "chronic")


def test_answers_are_said_back_in_the_words_of_the_question() -> None:
    content = library()
    assert said("visits.0.facility_level", "secondary", content, T) == "县医院(二级)"
    assert said("visits.0.bill.total", "80000", content, T) == "80,000.00 元"
    assert said("visits.0.bill.total", "8万", content, T) == "8万"
    assert said("year_to_date.inpatient_stays", "2", content, T) == "2 次"
    assert said("visits.0.facility_level", "secondary", content, Texts("en")) == "County hospital (level 2)"


def test_amounts_on_a_sheet_have_a_question_for_every_layer() -> None:
    assert {kind_of(f"visit.reported.{layer}") for layer in LAYERS} == {"amount"}
    assert {f"visit.reported.{layer}" for layer in LAYERS} <= set(library().questions())


@pytest.mark.parametrize(
    ("typed", "written"), [("23,456.78", "23456.78"), ("1,234,567", "1234567"), ("１２,３４５", "12345")]
)
def test_an_amount_may_be_written_as_a_sheet_prints_it(typed: str, written: str) -> None:
    assert read("visit.bill.total", typed) == written


@pytest.mark.parametrize("typed", ["23,45", "1,2345", ",123", "12,345,6.7"])
def test_commas_in_the_wrong_place_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read("visit.bill.total", typed)
