"""A case as it arrives: what is refused, where, and what the names left out mean."""

import json
from typing import Any

import pytest

from engine.case import Case, Day, parse_case, parse_day, read_json
from engine.errors import CaseError
from engine.written import day_number
from tests.engine.one_stay import NOTHING_OUTSIDE, case, stay


def refused(given: Any) -> CaseError:
    with pytest.raises(CaseError) as found:
        parse_case(given)
    return found.value


def with_bill(**bill: Any) -> dict[str, Any]:
    return case(stay(bill=bill))


def put(path: str, value: Any) -> dict[str, Any]:
    """The usual case with one value put at a path."""
    whole = case()
    *above, name = path.split(".")
    here: Any = whole
    for part in above:
        here = here[int(part)] if part.isdigit() else here[part]
    here[name] = value
    return whole


MONEY_AT = [
    "visits.0.bill.total",
    "visits.0.bill.self_funded",
    "visits.0.bill.over_limit",
    "visits.0.bill.first_pay",
    "visits.0.bill.essential_drugs",
    "visits.0.bill.above_ceiling",
    "visits.0.reported.basic",
    "year_to_date.basic_paid",
    "year_to_date.compliant_self_pay",
    "year_to_date.outpatient_balance",
]


@pytest.mark.parametrize("path", MONEY_AT)
@pytest.mark.parametrize("amount", ["-1", "1e3", "1,000", "3万", "1.234", "10000000000", True, "", [], {"yuan": 1}])
def test_an_amount_that_cannot_be_read_is_refused_where_it_stands(path: str, amount: Any) -> None:
    fault = refused(put(path, amount))
    assert fault.path == path
    assert "12.50" in fault.sentence


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("visits.0.facility_level", "fourth"),
        ("visits.0.facility_level", ""),
        ("visits.0.facility_level", 3),
        ("visits.0.kind", "surgery"),
        ("visits.0.kind", []),
        ("visits.0.place", "abroad"),
        ("visits.0.referral", True),
        ("visits.0.cause", "crime"),
        ("person.age_group", "child"),
        ("person.insurance", "commercial"),
    ],
)
def test_a_word_that_is_not_on_the_list_is_refused_with_the_list(path: str, value: Any) -> None:
    fault = refused(put(path, value))
    assert fault.path == path
    assert str(value) in fault.sentence
    assert "可填" in fault.sentence


def test_an_unknown_level_names_the_levels() -> None:
    assert "village, primary, secondary, tertiary, top" in refused(put("visits.0.facility_level", "3")).sentence


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        ("visits.0.conditions", ["flu"], "visits.0.conditions.0"),
        ("visits.0.conditions", "dialysis", "visits.0.conditions"),
        ("person.categories", ["subsistence", "poor"], "person.categories.1"),
        ("person.categories", "subsistence", "person.categories"),
        ("person.categories_denied", ["poor"], "person.categories_denied.0"),
        ("person.categories_denied", "subsistence", "person.categories_denied"),
        ("visits", {}, "visits"),
        ("visits", "one", "visits"),
        ("visits.0.bill", None, "visits.0.bill"),
        ("visits.0.bill", "80000", "visits.0.bill"),
        ("visits.0.reported", [], "visits.0.reported"),
        ("person", [], "person"),
        ("year_to_date", "0", "year_to_date"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_where_it_stands(path: str, value: Any, at: str) -> None:
    assert refused(put(path, value)).path == at


@pytest.mark.parametrize("value", ["true", "yes", 1, 0, "是"])
def test_yes_and_no_are_true_and_false(value: Any) -> None:
    assert refused(put("visits.0.designated", value)).path == "visits.0.designated"
    assert refused(put("person.continuous_enrolment", value)).path == "person.continuous_enrolment"


@pytest.mark.parametrize("value", ["-1", "1.5", "1000", "two", True, ""])
def test_a_count_is_a_small_whole_number(value: Any) -> None:
    assert refused(put("year_to_date.inpatient_stays", value)).path == "year_to_date.inpatient_stays"


@pytest.mark.parametrize("value", ["1.01", "65%", "65", "-0.1", "0.12345", True])
def test_a_stated_rate_is_a_decimal_up_to_one(value: Any) -> None:
    assert refused(put("visits.0.stated_rate", value)).path == "visits.0.stated_rate"


@pytest.mark.parametrize(
    ("path", "misspelt", "meant"),
    [
        ("visit", "visit", "visits"),
        ("shceme", "shceme", "scheme"),
        ("person.catagories", "catagories", "categories"),
        ("person.ageGroup", "ageGroup", "age_group"),
        ("year_to_date.inpatient_stay", "inpatient_stay", "inpatient_stays"),
        ("year_to_date.serious_ilness_paid", "serious_ilness_paid", "serious_illness_paid"),
        ("visits.0.facilty_level", "facilty_level", "facility_level"),
        ("visits.0.refferal", "refferal", "referral"),
        ("visits.0.bill.selffunded", "selffunded", "self_funded"),
        ("visits.0.bill.esential_drugs", "esential_drugs", "essential_drugs"),
        ("visits.0.reported.basics", "basics", "basic"),
        ("visits.0.reported.serious", "serious", "serious_illness"),
    ],
)
def test_a_misspelt_name_is_refused_with_the_nearest_one(path: str, misspelt: str, meant: str) -> None:
    fault = refused(put(path, "1"))
    assert fault.path == path
    assert f"“{misspelt}”" in fault.sentence
    assert f"“{meant}”" in fault.sentence


def test_a_misspelt_name_is_told_before_what_is_missing_for_it() -> None:
    fault = refused({"scheme": "guanxian-2018", "visit": [stay()]})
    assert (fault.path, "“visits”" in fault.sentence) == ("visit", True)


def test_a_name_that_is_near_nothing_is_refused_too() -> None:
    fault = refused(put("visits.0.xyzzy", "1"))
    assert fault.path == "visits.0.xyzzy"
    assert "“xyzzy”" in fault.sentence


@pytest.mark.parametrize("path", ["note", "person.note", "year_to_date.note", "visits.0.note", "visits.0.bill.note"])
def test_a_note_is_free_at_any_level(path: str) -> None:
    assert parse_case(put(path, {"anything": [1, "二"]})).visits


@pytest.mark.parametrize(
    ("bill", "at"),
    [
        ({"total": "80000", "self_funded": "80001"}, "self_funded"),
        ({"total": "100", "self_funded": "50", "over_limit": "50", "first_pay": "0.01"}, "self_funded"),
        ({"total": "80000", **NOTHING_OUTSIDE, "in_scope": "75000"}, "in_scope"),  # 75,000 + 0 is not 80,000
        ({"total": "80000", **NOTHING_OUTSIDE, "self_funded": "5000", "in_scope": "75000.01"}, "in_scope"),
        ({"total": "80000", "self_funded": "5000", "in_scope": "76000"}, "in_scope"),  # already above the total
        ({"total": "80000", "borne": "43000"}, "borne"),
        ({"in_scope": "75000", "borne": "43000"}, "borne"),
        ({"in_scope": "75000", "self_funded": "5000"}, "total"),
        ({"borne": "43000", "over_limit": "1"}, "total"),
        ({}, "total"),
        ({"total": None}, "total"),
        ({"self_funded": "5000"}, "total"),
        ({"total": "1000", **NOTHING_OUTSIDE, "essential_drugs": "1000.01"}, "essential_drugs"),
        ({"total": "1000", "self_funded": "400", "above_ceiling": "601"}, "above_ceiling"),
    ],
)
def test_a_bill_that_does_not_agree_with_itself_is_refused(bill: dict[str, Any], at: str) -> None:
    assert refused(with_bill(**bill)).path == f"visits.0.bill.{at}"


@pytest.mark.parametrize(
    "bill",
    [
        {"total": "80000", "self_funded": "5000", "over_limit": "0", "first_pay": "0", "in_scope": "75000"},
        {"total": "80000", "self_funded": "5000", "in_scope": "74000"},  # 1,000 is one of the two not said
        {"total": "80000", "self_funded": "80000"},
        {"total": "0"},
        {"in_scope": "0"},
        {"borne": "0"},
        {"in_scope": "75000", "self_funded": "0"},
        {"total": 80000, "self_funded": "５０００"},
    ],
)
def test_a_bill_that_agrees_with_itself_is_taken(bill: dict[str, Any]) -> None:
    assert parse_case(with_bill(**bill)).visits


def test_what_was_paid_already_is_no_more_than_the_bill() -> None:
    fault = refused(case(stay("1000", reported={"basic": "600", "assistance": "400.01"})))
    assert fault.path == "visits.0.reported"
    assert parse_case(case(stay("1000", reported={"basic": "600", "assistance": "400"}))).visits


def test_a_fault_of_a_later_visit_says_which() -> None:
    assert refused(case(stay(), stay("x"))).path == "visits.1.bill.total"


def test_no_visit_at_all_is_refused() -> None:
    assert refused(case(visits=[])).path == "visits"
    assert refused({"scheme": "guanxian-2018"}).path == "visits"
    assert refused({"scheme": "guanxian-2018", "visits": None}).path == "visits"


def test_there_is_an_end_to_the_visits() -> None:
    assert refused(case(*[stay("1")] * 61)).path == "visits"
    assert len(parse_case(case(*[stay("1")] * 60)).visits) == 60


def test_a_scheme_or_a_place_with_a_date_is_needed() -> None:
    assert refused(case(scheme=None)).path == "scheme"
    assert refused(case(stay(on=None), scheme=None, region="冠县")).path == "scheme"
    assert parse_case(case(scheme=None, region="冠县")).region == "冠县"


@pytest.mark.parametrize("given", [None, [], "case", 5, [case()]])
def test_a_case_is_an_object(given: Any) -> None:
    assert refused(given).path == ""


@pytest.mark.parametrize(
    "text", ["2018-02-30", "2018-13", "2018-3-5", "2018/03/05", "20180305", "2018-03-05T00:00", "", "yesterday", "18"]
)
@pytest.mark.parametrize("path", ["visits.0.on", "visits.0.claimed_on", "person.born_on", "today"])
def test_a_date_that_cannot_be_is_refused(path: str, text: str) -> None:
    assert refused(put(path, text)).path == path


def test_discharge_does_not_come_before_admission() -> None:
    assert refused(case(stay(on="2018-03-05", discharged_on="2018-03-04"))).path == "visits.0.discharged_on"
    assert refused(case(stay(on="2018-03-05", discharged_on="2018-02"))).path == "visits.0.discharged_on"
    assert parse_case(case(stay(on="2018-03-05", discharged_on="2018-03"))).visits
    assert parse_case(case(stay(on="2018-03", discharged_on="2018-03-01"))).visits


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018-03-05", "2018-03-05", "2018-03-05"),
        ("2018-02", "2018-02-01", "2018-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2018-12", "2018-12-01", "2018-12-31"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("２０１８-03-05", "2018-03-05", "2018-03-05"),
    ],
)
def test_a_month_or_a_year_leaves_the_rest_open(text: str, first: str, last: str) -> None:
    day = parse_day(text)
    assert day == Day(day_number(first), day_number(last))
    assert day.known is (first == last)


def test_what_is_left_out_of_the_year_so_far_is_nothing() -> None:
    year = parse_case(case(year_to_date={"inpatient_stays": "2"})).year_to_date
    assert (year.inpatient_stays, year.basic_paid, year.outpatient_balance) == (2, 0, 0)


def test_null_is_unknown_in_the_year_so_far_and_for_all_of_it() -> None:
    assert parse_case(case(year_to_date={"basic_paid": None})).year_to_date.basic_paid is None
    assert parse_case({**case(), "year_to_date": None}).year_to_date is None
    assert parse_case(case(year_to_date=None)).year_to_date is None


def test_everything_else_left_out_is_unknown_and_not_no() -> None:
    found: Case = parse_case({"scheme": "guanxian-2018", "visits": [{"bill": {"total": "1"}}]})
    assert (found.person.categories, found.person.age_group, found.person.continuous_enrolment) == (None, None, None)
    visit = found.visits[0]
    assert (visit.facility_level, visit.designated, visit.conditions, visit.bill.self_funded) == (None,) * 4
    assert (visit.stated_rate, visit.reported.basic) == (None, None)


@pytest.mark.parametrize("path", ["person", "visits.0.reported", "person.categories_denied", "visits.0.kind"])
def test_null_is_the_same_as_leaving_out(path: str) -> None:
    assert parse_case(put(path, None)).visits


def test_amounts_are_fen() -> None:
    bill = parse_case(with_bill(total="80000.5", self_funded="0.05")).visits[0].bill
    assert (bill.total, bill.self_funded) == (8_000_050, 5)


# ---- the text of a case


def test_a_number_is_kept_as_it_was_written() -> None:
    found = read_json('{"a": 0.10, "b": 12345678901234567890, "c": 1e400}')
    assert found == {"a": "0.10", "b": "12345678901234567890", "c": "1e400"}


def bad_text(text: str) -> CaseError:
    with pytest.raises(CaseError) as found:
        read_json(text)
    return found.value


@pytest.mark.parametrize("text", ['{"a": 1, "a": 1}', '{"b": [{"a": 1, "a": null}]}'])
def test_a_key_that_is_written_twice_is_refused_at_any_depth(text: str) -> None:
    assert "“a”" in str(bad_text(text))


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_refused(word: str) -> None:
    assert word in str(bad_text(f'{{"total": {word}}}'))


@pytest.mark.parametrize("text", ["", " ", "{", "{'a': 1}", '{"a": 1,}', "total: 5", '{"a": 01}', "[" * 100_000])
def test_what_is_no_json_is_refused(text: str) -> None:
    assert "JSON" in str(bad_text(text))


def test_the_place_of_the_fault_is_told() -> None:
    assert "2:8" in str(bad_text('{\n  "a": }'))


def with_number(amount: str) -> Any:
    """The usual case, its total written as a JSON number."""
    return read_json(json.dumps(put("visits.0.bill.total", 0)).replace('"total": 0', f'"total": {amount}'))


@pytest.mark.parametrize(("amount", "fen"), [("80000", 8_000_000), ("80000.5", 8_000_050), ("80000.50", 8_000_050)])
def test_an_amount_may_be_a_json_number(amount: str, fen: int) -> None:
    assert parse_case(with_number(amount)).visits[0].bill.total == fen


@pytest.mark.parametrize("amount", ["1e5", "80000.000", "-1", "1e400", "99999999999", "true", "0.1e6"])
def test_a_json_number_is_held_to_the_same_form(amount: str) -> None:
    assert refused(with_number(amount)).path == "visits.0.bill.total"
