"""The schemes of the present day: every figure has a grade that may ship, a document and the day of the last look; and
every cell is compared with the fact tables a second time, as a bill worked out by hand."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from engine.clauses import citation, every_citation, every_value
from engine.content import library
from engine.estimate import estimate
from engine.scheme import Value
from engine.wording import Words

CONTENT = library()
CHECKED = "2026-11-22"
IDS = (
    "hunan-2023", "chongqing-2025", "liaocheng-2022", "liaocheng-2025", "hangzhou-2023", "luoyang-2024", "bengbu-2023",
    "suzhou-anhui-2023", "xian-2023", "nanchang-2022", "taian-2023", "henan-serious-illness", "zhoukou", "jiangxi-2025",
    "xianyang-2025", "qinhuangdao-2023", "weifang-2024", "national-2024",
)  # fmt: skip
MAY_SHIP = ("A", "A-", "B")


def basic(scheme: str, level: str, total: str, **said: Any) -> dict[str, Any]:
    """The basic layer of one in-patient stay for an illness, in scope throughout, the first of its year."""
    person = {"categories": [], "age_group": "adult", "continuous_enrolment": True}
    visit: dict[str, Any] = {"kind": "inpatient", "on": "2026-05-01", "facility_level": level, "place": "county"}
    visit |= {"referral": "not_needed", "designated": True, "cause": "illness", "conditions": []}
    for name, value in said.items():
        (person if name in ("age_group", "enrolment_tier", "family_doctor") else visit)[name] = value
    bill = {"total": total, "self_funded": "0", "over_limit": "0", "first_pay": "0"}
    case = {"scheme": scheme, "person": person, "year_to_date": {}, "visits": [{**visit, "bill": bill}]}
    found: dict[str, Any] = estimate(case)["layers"][0]
    return found


@pytest.mark.parametrize("scheme", IDS)
def test_every_figure_may_ship_and_has_its_document_and_the_day_it_was_checked(scheme: str) -> None:
    own = CONTENT.scheme(scheme)
    for one in every_value(own):
        grade = one.value.grade
        # What a source does not give is lost; how the year is counted is a convention and no figure of a table.
        assert grade in MAY_SHIP or one.value.value == "不详" or (grade == "inferred" and one.role == "settle"), one
        source = CONTENT.source(CONTENT.clause(one.value.clause).document)
        assert source.checked == CHECKED, source.id
        assert source.title, source.id
        if source.issuer is None:  # separate copies agree cell by cell; more it may not be
            assert grade in ("A-", "lost", "inferred"), one
        for part in ("issuer", "number", "date"):
            unnumbered = part == "number" and source.copy_ in ("reply", "mirror")  # an answer or a paper has none
            dated = part == "date" and source.in_force
            assert getattr(source, part) or unnumbered or dated or part in source.not_seen, (source.id, part)


@pytest.mark.parametrize("scheme", IDS)
def test_a_clause_with_figures_of_its_own_may_ship_too(scheme: str) -> None:
    for document in CONTENT.scheme(scheme).documents:
        for clause in CONTENT.clauses(document):
            assert clause.grade in (*MAY_SHIP, "lost", "inferred"), clause.id


@pytest.mark.parametrize("grade", ["C", "X", "BG"])
def test_a_figure_of_a_worse_grade_does_not_load(grade: str) -> None:
    with pytest.raises(ValidationError):
        Value(value="18797元", clause="CQ23-CII-DED", grade=grade)  # type: ignore[arg-type]


@pytest.mark.parametrize("scheme", IDS)
def test_an_open_scheme_says_when_it_was_last_checked(scheme: str) -> None:
    period = CONTENT.scheme(scheme).period
    assert (period.checked is None) is (period.end is not None)
    answer = estimate({"scheme": scheme, "visits": [{"on": "2026-05-01", "bill": {"total": "100"}}]}, with_bounds=False)
    told = [warning for warning in answer["warnings"] if warning.get("about") == "checked"]
    assert [CHECKED in warning["text"] for warning in told] == ([True] if period.checked else [])


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_a_citation_says_what_is_not_seen_and_when_it_was_checked(lang: str) -> None:
    cited = citation("BB23-DED-L2", Words(lang), CONTENT)
    assert cited["address"] == "https://www.bengshan.gov.cn/zfxxgk/public/23841/52044190.html"
    assert len(cited["not_seen"]) == 3  # title, number and date
    assert "2026" in cited["checked"]


def test_no_scheme_cites_a_figure_of_another_place() -> None:
    """Documents are shared only where the rule is of the wider place: a province's, for its cities."""
    of = {
        "ZB24": {"liaocheng-2022", "liaocheng-2025", "taian-2023"},  # names the province's standard
        "SD24": {"liaocheng-2022", "liaocheng-2025", "taian-2023"},
        "HEN25": {"henan-serious-illness", "luoyang-2024"},
        "JX25": {"jiangxi-2025", "nanchang-2022"},
        "JXA25": {"jiangxi-2025", "nanchang-2022"},
        "SR25": {"jiangxi-2025", "nanchang-2022"},
        "LC22": {"liaocheng-2022", "liaocheng-2025"},
    }
    for scheme in IDS:
        for document in CONTENT.scheme(scheme).documents:
            assert scheme in of.get(document, {scheme}), (scheme, document)
        documents = {CONTENT.clause(code).document for _, code in every_citation(CONTENT.scheme(scheme))}
        country = set(CONTENT.scheme(scheme).cites_from)
        assert country <= {"NAT21B", "NAT19M", "NAT22"}, scheme
        assert documents <= {*CONTENT.scheme(scheme).documents, *country}, scheme


# Read from the tables a second time: deductible and rate by level. What is said beyond the level stands last.
TABLE: list[tuple[str, str, int, int, dict[str, Any]]] = [
    ("hunan-2023", "village", 200, 85, {}),
    ("hunan-2023", "primary", 200, 85, {"facility_class": "ordinary"}),
    ("hunan-2023", "primary", 500, 82, {"facility_class": "grade_1"}),
    ("hunan-2023", "secondary", 800, 80, {}),
    ("hunan-2023", "tertiary", 1200, 65, {}),
    ("hunan-2023", "top", 2000, 60, {}),
    ("chongqing-2025", "primary", 100, 80, {"enrolment_tier": "1"}),
    ("chongqing-2025", "secondary", 300, 70, {"enrolment_tier": "1"}),
    ("chongqing-2025", "tertiary", 800, 50, {"enrolment_tier": "1"}),
    ("chongqing-2025", "primary", 100, 85, {"enrolment_tier": "2"}),
    ("chongqing-2025", "secondary", 300, 75, {"enrolment_tier": "2"}),
    ("chongqing-2025", "tertiary", 800, 55, {"enrolment_tier": "2"}),
    ("chongqing-2025", "tertiary", 800, 55, {"enrolment_tier": "1", "age_group": "child_student"}),  # minors +5 points
    ("chongqing-2025", "tertiary", 800, 60, {"enrolment_tier": "2", "age_group": "newborn"}),
    ("liaocheng-2022", "primary", 100, 90, {"on": "2024-12-31", "facility_class": "ordinary"}),
    ("liaocheng-2022", "primary", 200, 80, {"on": "2024-12-31", "facility_class": "grade_1"}),
    ("liaocheng-2022", "secondary", 500, 70, {"on": "2024-12-31"}),
    ("liaocheng-2022", "tertiary", 900, 60, {"on": "2024-12-31"}),
    ("liaocheng-2025", "primary", 100, 90, {"facility_class": "ordinary"}),
    ("liaocheng-2025", "primary", 200, 80, {"facility_class": "grade_1"}),
    ("liaocheng-2025", "tertiary", 900, 60, {}),
    ("hangzhou-2023", "village", 300, 80, {}),
    ("hangzhou-2023", "primary", 300, 80, {"facility_class": "ordinary"}),
    ("hangzhou-2023", "primary", 500, 75, {"facility_class": "grade_1"}),
    ("hangzhou-2023", "secondary", 500, 75, {}),
    ("hangzhou-2023", "tertiary", 800, 70, {}),
    ("luoyang-2024", "primary", 100, 90, {}),
    ("bengbu-2023", "primary", 200, 85, {}),
    ("bengbu-2023", "secondary", 500, 80, {}),
    ("bengbu-2023", "tertiary", 800, 70, {}),
    ("bengbu-2023", "top", 1200, 65, {}),
    ("suzhou-anhui-2023", "primary", 200, 85, {}),
    ("suzhou-anhui-2023", "secondary", 500, 80, {}),
    ("suzhou-anhui-2023", "tertiary", 700, 75, {}),
    ("suzhou-anhui-2023", "top", 1000, 70, {}),
    ("nanchang-2022", "secondary", 400, 80, {}),
    ("nanchang-2022", "tertiary", 600, 60, {}),
    ("xian-2023", "village", 150, 80, {}),
    ("xian-2023", "primary", 150, 80, {}),
    ("xian-2023", "secondary", 400, 70, {}),
    ("xian-2023", "tertiary", 1200, 60, {}),
    ("xian-2023", "top", 2000, 50, {}),
]


@pytest.mark.parametrize(("scheme", "level", "deductible", "rate", "said"), TABLE)
def test_each_cell_of_the_in_patient_table(
    scheme: str, level: str, deductible: int, rate: int, said: dict[str, Any]
) -> None:
    for total in (deductible, deductible + 1, 10000):
        layer = basic(scheme, level, str(total), **said)
        assert layer["computed"]
        assert Decimal(layer["paid"]) == Decimal(total - deductible) * rate / 100


# Luoyang: within a level one rate to an edge, another above it; both on the cost itself.
BANDS = [
    ("secondary", 400, 1500, 63, 83, {"facility_class": "ordinary"}),
    ("secondary", 600, 3000, 55, 75, {"facility_class": "city_secondary"}),
    ("tertiary", 1200, 4000, 53, 72, {}),
    ("top", 2000, 7000, 50, 68, {"facility_class": "ordinary"}),
    ("top", 600, 4000, 53, 72, {"facility_class": "provincial_secondary"}),
]


@pytest.mark.parametrize(("level", "deductible", "edge", "low", "high", "said"), BANDS)
def test_each_cell_of_the_table_with_two_rates(
    level: str, deductible: int, edge: int, low: int, high: int, said: dict[str, Any]
) -> None:
    for total in (deductible, edge, edge + 1000, 50000):
        below, above = min(total, edge) - deductible, max(total - edge, 0)
        expected = Decimal(below * low + above * high) / 100
        assert Decimal(basic("luoyang-2024", level, str(total), **said)["paid"]) == expected


# A bill of 2,000,000 reaches every yearly ceiling; where none is in the source, it is said that it was not found.
@pytest.mark.parametrize(
    ("scheme", "ceiling", "said"),
    [
        ("hunan-2023", "150000.00", {}),
        ("chongqing-2025", "80000.00", {"enrolment_tier": "1"}),
        ("chongqing-2025", "120000.00", {"enrolment_tier": "2"}),
        ("liaocheng-2022", "120000.00", {"on": "2024-05-01"}),
        ("hangzhou-2023", "300000.00", {}),
        ("nanchang-2022", "100000.00", {}),
        ("xian-2023", "200000.00", {}),
    ],
)
def test_each_yearly_ceiling(scheme: str, ceiling: str, said: dict[str, Any]) -> None:
    assert basic(scheme, "tertiary", "2000000", **said)["paid"] == ceiling


@pytest.mark.parametrize("scheme", ["liaocheng-2025", "luoyang-2024", "bengbu-2023", "suzhou-anhui-2023"])
def test_a_ceiling_that_was_not_found_is_said(scheme: str) -> None:
    case = {"scheme": scheme, "visits": [{"kind": "inpatient", "on": "2026-05-01", "facility_level": "tertiary"}]}
    case["visits"][0] |= {"place": "county", "cause": "illness", "bill": {"total": "20000"}}
    warnings = estimate(case, with_bounds=False)["warnings"]
    assert any(one["code"] == "incomplete" and "封顶线没有查到" in one["text"] for one in warnings)


# Cells that are C, X or not seen: the layer is not computed, and its words say what is missing.
@pytest.mark.parametrize(
    ("scheme", "level", "said", "word"),
    [
        ("liaocheng-2025", "secondary", {}, "二级医院"),
        ("nanchang-2022", "primary", {}, "起付线"),
        ("qinhuangdao-2023", "secondary", {}, "出处"),
        ("weifang-2024", "secondary", {}, "出处"),
        ("hunan-2023", "primary", {"kind": "outpatient"}, "最多报多少"),
        ("chongqing-2025", "primary", {"kind": "outpatient"}, "最多报多少"),
        ("liaocheng-2025", "primary", {"kind": "outpatient"}, "最多报多少"),
        ("hunan-2023", "primary", {"kind": "chronic", "conditions": ["hypertension", "diabetes"]}, "两样病"),
        ("hunan-2023", "tertiary", {"place": "outside", "within_province": False, "referral": "filed"}, "省外"),
        ("hunan-2023", "secondary", {"cause": "accident"}, "意外伤害"),
        ("xian-2023", "tertiary", {"place": "outside", "referral": "filed"}, "西安以外"),
        ("suzhou-anhui-2023", "top", {"place": "outside", "referral": "filed"}, "宿州以外"),
    ],
)
def test_a_cell_that_may_not_ship_is_not_computed(scheme: str, level: str, said: dict[str, Any], word: str) -> None:
    layer = basic(scheme, level, "10000", **said)
    assert not layer["computed"]
    assert layer["paid"] == "0.00"
    assert word in layer["why"]


@pytest.mark.parametrize("scheme", IDS)
def test_a_hospital_that_is_set_apart_can_be_asked_for(scheme: str) -> None:
    options = {option.value for option in CONTENT.question("visit.facility_class").options}
    assert set(CONTENT.scheme(scheme).facility_classes) <= options


@pytest.mark.parametrize("scheme", IDS)
def test_a_figure_and_its_clause_have_one_grade(scheme: str) -> None:
    for one in every_value(CONTENT.scheme(scheme)):
        if one.value.grade != "lost":
            assert CONTENT.clause(one.value.clause).grade == one.value.grade, one.path
