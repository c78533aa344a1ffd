"""A case as it arrives: what a person or a desk states, checked. What is left out is unknown (None), never "no"."""

import copy
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from engine.errors import CaseError, shortened
from engine.facts import CATEGORIES, CONDITIONS, COUNTERS, EXCLUSIONS, LAYERS, PERSON_CHOICES, VISIT_CHOICES, YEAR
from engine.money import parse_rate, parse_yuan, plain
from engine.written import EPOCH

MOST_VISITS = 60


@dataclass(frozen=True)
class Day:
    """A date, or a month or year whose rest is unknown: its first and last day, days since 1970-01-01."""

    first: int
    last: int

    @property
    def known(self) -> bool:
        return self.first == self.last


def parse_day(value: Any) -> Day:
    """ "2018-03-05", "2018-03" or "2018" to a `Day`; ValueError for any other writing."""
    return _parse_day(plain(value) or "") if isinstance(value, str) else _parse_day("")


@lru_cache(maxsize=4096)
def _parse_day(text: str) -> Day:
    parts = text.split("-")
    if not text or len(parts) > 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(text)
    if [len(part) for part in parts] != [4, 2, 2][: len(parts)]:
        raise ValueError(text)
    year, month, day = (int(part) for part in (*parts, "0", "0")[:3])
    if not 1900 <= year <= 2999:
        raise ValueError(text)
    first = date(year, month or 1, day or 1).toordinal()
    if day:
        last = first
    elif month:
        last = (date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1
    else:
        last = date(year, 12, 31).toordinal()
    return Day(first - EPOCH, last - EPOCH)


def _taken(kind: str, template: str, parse: Callable[[Any], Any]) -> BeforeValidator:
    def check(value: Any) -> Any:
        if value is None:
            return None
        try:
            return parse(value)
        except (ValueError, OverflowError):
            raise PydanticCustomError(kind, template) from None

    return BeforeValidator(check)


def _whole(value: Any) -> int:
    text = plain(value) or ""
    if not (text.isascii() and text.isdigit()) or len(text) > 3:
        raise ValueError(value)
    return int(text)


def _yes_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 100:
        raise ValueError(value)
    return value.strip()


_MONEY = "金额要写成像 80000 或 12.50 这样的数,最多两位小数,不带逗号、正负号和“万”。"
Fen = Annotated[Any, _taken("money", _MONEY, parse_yuan)]
RateBp = Annotated[Any, _taken("rate", "比例要写成 0 到 1 之间的小数,像 0.65,最多四位小数。", parse_rate)]
DayField = Annotated[Any, _taken("day", "日期要写成 2018-03-05、2018-03 或 2018。", parse_day)]
Count = Annotated[Any, _taken("count", "次数要写成 0 到 999 的整数。", _whole)]
YesNo = Annotated[Any, _taken("yes_no", "这里只能填 true 或 false。", _yes_no)]
Word = Annotated[Any, _taken("word", "这里要填文字。", _text)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)
    note: Any = None


def _one_of(values: Iterable[str]) -> Any:
    return Literal[tuple(values)]


class Person(_Model):
    """Who the patient is."""

    categories: list[_one_of(CATEGORIES)] | None = None  # type: ignore[valid-type]
    categories_denied: list[_one_of(CATEGORIES)] = Field(default_factory=list)  # type: ignore[valid-type]
    age_group: _one_of(PERSON_CHOICES["age_group"]) | None = None  # type: ignore[valid-type]
    insurance: _one_of(PERSON_CHOICES["insurance"]) | None = None  # type: ignore[valid-type]
    enrolment_tier: Word = None
    born_on: DayField = None
    enrolled_on: DayField = None
    continuous_enrolment: YesNo = None
    covered_through_mother: YesNo = None
    local_household: YesNo = None
    family_doctor: YesNo = None


class YearToDate(_Model):
    """The year before the first visit listed; amounts in fen. Left out here = 0, null = unknown."""

    inpatient_stays: Count = 0
    basic_paid: Fen = 0
    outpatient_paid: Fen = 0
    chronic_paid: Fen = 0
    accident_paid: Fen = 0
    compliant_self_pay: Fen = 0
    above_ceiling: Fen = 0
    serious_illness_paid: Fen = 0
    assistance_paid: Fen = 0
    supplement_paid: Fen = 0
    deductible_paid: Fen = 0
    outpatient_balance: Fen = 0


class Bill(_Model):
    """The bill, fen: `total` with its three exclusions, or `in_scope` alone, or `borne` alone."""

    total: Fen = None
    self_funded: Fen = None
    over_limit: Fen = None
    first_pay: Fen = None
    in_scope: Fen = None
    borne: Fen = None
    essential_drugs: Fen = None
    above_ceiling: Fen = None


class Reported(_Model):
    """What a sheet says was settled already, fen, by layer."""

    basic: Fen = None
    serious_illness: Fen = None
    assistance: Fen = None
    supplement: Fen = None


class Visit(_Model):
    """One visit."""

    kind: _one_of(VISIT_CHOICES["kind"]) | None = None  # type: ignore[valid-type]
    on: DayField = None
    discharged_on: DayField = None
    claimed_on: DayField = None
    facility_level: _one_of(VISIT_CHOICES["facility_level"]) | None = None  # type: ignore[valid-type]
    facility_class: Word = None
    same_level_before: YesNo = None
    within_province: YesNo = None
    place: _one_of(VISIT_CHOICES["place"]) | None = None  # type: ignore[valid-type]
    referral: _one_of(VISIT_CHOICES["referral"]) | None = None  # type: ignore[valid-type]
    designated: YesNo = None
    cause: _one_of(VISIT_CHOICES["cause"]) | None = None  # type: ignore[valid-type]
    conditions: list[_one_of(CONDITIONS)] | None = None  # type: ignore[valid-type]
    bill: Bill
    stated_rate: RateBp = None
    reported: Reported = Field(default_factory=Reported)


class Case(_Model):
    """One person's case: `scheme`, or `region` and a visit date, and at least one visit."""

    scheme: Word = None
    region: Word = None
    today: DayField = None
    person: Person = Field(default_factory=Person)
    year_to_date: YearToDate | None = None
    visits: list[Visit]


_SAYS: dict[str, str] = {
    "missing": "缺这一项,请补上。",
    "list_type": '这里要填一列值,像 ["a", "b"];没有就填 []。',
    "model_type": "这里要填一组带名字的值。",
    "model_attributes_type": "这里要填一组带名字的值。",
    "dict_type": "这里要填一组带名字的值。",
    "string_unicode": "这里有读不出来的字符,请改。",
}


def _fault(error: Any) -> CaseError:
    path = ".".join(str(part) for part in error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        from difflib import get_close_matches

        *above, name = error["loc"]
        name = shortened(name)
        near = get_close_matches(name, _names_at(tuple(above)), n=1, cutoff=0.5)
        if near:
            return CaseError(path, "不认识“{name}”,是不是“{near}”?", name=name, near=near[0])
        return CaseError(path, "不认识“{name}”,请删掉或改成约定的名字。", name=name)
    if kind == "literal_error":
        return CaseError(
            path,
            "“{given}”不在可填的值里。可填:{allowed}。",
            given=str(error["input"])[:60],
            allowed=error["ctx"]["expected"].replace("'", "").replace(" or ", ", "),
        )
    return CaseError(path, _SAYS.get(kind, error["msg"].replace("{", "{{").replace("}", "}}")))


def _names_at(at: tuple[Any, ...]) -> list[str]:
    model: Any = {"person": Person, "year_to_date": YearToDate, "bill": Bill, "reported": Reported}.get(
        str(at[-1]) if at else "", Visit if at else Case
    )
    return list(model.model_fields)


def parse_case(given: Any) -> Case:
    """A JSON object as a `Case`; CaseError with its path for the first fault."""
    if not isinstance(given, dict):
        raise CaseError("", '要一个 JSON 对象,像 {{"scheme": …, "visits": [ … ]}}。')
    given = {**given}
    for name in ("person", "visits"):
        if given.get(name) is None:
            given.pop(name, None)
    if isinstance(given.get("person"), dict) and given["person"].get("categories_denied", ()) is None:
        given["person"] = {k: v for k, v in given["person"].items() if k != "categories_denied"}
    if isinstance(given.get("visits"), list):
        given["visits"] = [
            {k: v for k, v in visit.items() if not (k == "reported" and v is None)}
            if isinstance(visit, dict)
            else visit
            for visit in given["visits"]
        ]
    try:
        case = Case.model_validate(given)
    except ValidationError as error:
        faults = error.errors()  # a misspelt name first: what is missing is often just that
        raise _fault(min(faults, key=lambda fault: fault["type"] != "extra_forbidden")) from None
    _check(case)
    return case


def _check(case: Case) -> None:
    if not case.visits:
        raise CaseError("visits", "至少要有一次就医。")
    if len(case.visits) > MOST_VISITS:
        raise CaseError("visits", "一份里最多 {most} 次就医,请分开算。", most=MOST_VISITS)
    if case.scheme is None and (case.region is None or case.visits[0].on is None):
        raise CaseError("scheme", "要填 scheme,或者填 region 和第一次就医的日期。")
    for number, visit in enumerate(case.visits):
        _check_visit(f"visits.{number}", visit)


def _check_visit(at: str, visit: Visit) -> None:
    bill = visit.bill
    ways = [name for name in ("total", "in_scope", "borne") if getattr(bill, name) is not None]
    if not ways:
        raise CaseError(f"{at}.bill.total", "要填单子总额 total(或 in_scope、borne 其中一个)。")
    exclusions = sum(getattr(bill, name) or 0 for name in EXCLUSIONS)
    if "total" not in ways:
        if exclusions:
            raise CaseError(f"{at}.bill.total", "填了目录外的钱,就要填单子总额 total。")
        if len(ways) > 1:
            raise CaseError(f"{at}.bill.borne", "in_scope 和 borne 只填一个。")
    elif exclusions > bill.total:
        raise CaseError(f"{at}.bill.self_funded", "全自费、超限价和先行自付加起来比单子总额还多,请核对。")
    elif bill.borne is not None:
        raise CaseError(f"{at}.bill.borne", "填了单子总额 total,就不要再填 borne。")
    elif bill.in_scope is not None:
        known = all(getattr(bill, name) is not None for name in EXCLUSIONS)
        if bill.in_scope + exclusions > bill.total or (known and bill.in_scope + exclusions != bill.total):
            raise CaseError(f"{at}.bill.in_scope", "能报范围内的钱和目录外的钱加起来,跟单子总额对不上,请核对。")
    scope = bill.total - exclusions if bill.total is not None else bill.in_scope or bill.borne or 0
    for name in ("essential_drugs", "above_ceiling"):
        if (getattr(bill, name) or 0) > scope:
            raise CaseError(f"{at}.bill.{name}", "这一部分比能报范围内的钱还多,请核对。")
    reported = sum(getattr(visit.reported, layer) or 0 for layer in LAYERS)
    if reported > (bill.total if bill.total is not None else scope):
        raise CaseError(f"{at}.reported", "单子上已报的钱比总额还多,请核对。")
    if visit.on and visit.discharged_on and visit.discharged_on.last < visit.on.first:
        raise CaseError(f"{at}.discharged_on", "出院日期早于入院日期,请核对。")


def put(given: dict[str, Any], path: str, value: object) -> None:
    """Writes one fact into a case (the contract's JSON) at its path ("visits.0.bill.total")."""
    here: Any = given
    *above, name = path.split(".")
    for part in above:
        if isinstance(here, dict) and here.get(part) is None:
            here[part] = {}
        here = here[int(part)] if isinstance(here, list) else here[part]
    here[name] = value


def with_fact(given: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The same case with one fact said otherwise (None: unknown); the case given stays as it is.

    Of a year of which nothing was said, the rest stays unknown.
    """
    changed = copy.deepcopy(given)
    if path.startswith(YEAR) and changed.get(YEAR) is None:
        changed[YEAR] = dict.fromkeys((*COUNTERS, "inpatient_stays"))
    put(changed, path, value)
    return changed


class _Number(str):
    """A JSON number as it was written, so that no float ever touches money."""


def read_json(text: str) -> Any:
    """JSON text to plain objects: numbers as written, duplicate keys and NaN refused by CaseError."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise CaseError(key, "“{key}”写了两次,留一个。", key=key)
            found[key] = value
        return found

    def refuse(word: str) -> Any:
        raise CaseError("", "{word} 不是数,请改。", word=word)

    try:
        return json.loads(text, object_pairs_hook=once, parse_float=_Number, parse_int=_Number, parse_constant=refuse)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f"{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else "1:1"
        raise CaseError("", "不是完整的 JSON(第 {where} 处),请核对括号、引号和逗号。", where=where) from None
