"""How a situation is written, and the case that it makes of a case.

A situation is parts with commas between: the id of a scheme ("chongqing-2013"), `year=2013` (the scheme of the same
place in that year), `region=…` (the scheme of that place on the day of the visit), `fact=value` ("referral=none",
"tier=1", "conditions=dialysis+diabetes"), `as_is` (nothing otherwise), or `not_registered` alone.
"""

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from engine.case import Bill, Person, Visit, YearToDate, parse_case, parse_day, with_fact
from engine.compiled import OPEN_END
from engine.content import Library
from engine.errors import CaseError, SchemeError, shortened
from engine.estimate import applicable
from engine.facts import BOOLEAN, PERSON_CHOICES, SETS, VISIT_CHOICES, YEAR
from engine.money import plain
from engine.resolve import holds, schemes_at
from engine.scheme import Scheme
from engine.written import day_number

Json = dict[str, Any]
NOT_REGISTERED, AS_IS = "not_registered", "as_is"
ALSO_CALLED = {"tier": "enrolment_tier", "level": "facility_level"}
OF_VISIT = tuple(name for name in Visit.model_fields if name not in ("note", "bill", "reported"))
OF_PERSON = tuple(name for name in Person.model_fields if name != "note")
OF_YEAR = tuple(name for name in YearToDate.model_fields if name != "note")
DAYS = ("on", "discharged_on", "claimed_on")
DAYS_OF_PERSON = ("born_on", "enrolled_on")
YEAR_OF, REGION = "year", "region"
NONE = "none"  # of a set: nothing in it
FURTHEST = 200  # years that a case is moved at most


@dataclass
class Situation:
    """`case`: the case as it is there, None where nobody is registered; `said`: path -> value of the facts that the
    situation names; `changed`: whether one of them is not what the case says; `moved`: the first visit's day before
    and after, where the case was moved into the scheme's time; `elsewhere`: whether it is not the case's own scheme;
    `left_out`: paths of what the case says and what does not hold there.
    """

    written: str
    case: Json | None
    said: Json = field(default_factory=dict)
    changed: bool = False
    moved: tuple[str, str] | None = None
    elsewhere: bool = False
    left_out: list[str] = field(default_factory=list)


def situation(written: str, given: Json, content: Library) -> Situation:
    """The case (the contract's JSON, one that `parse_case` takes) in a situation.

    CaseError for a part that cannot be read, SchemeError or RegionError where there is no such scheme.
    """
    parts = [part.strip() for part in written.split(",") if part.strip()]
    if not parts:
        raise CaseError("", "要比的情形不能空着。照原样写 as_is。")
    if NOT_REGISTERED in parts:
        if len(parts) > 1:
            raise CaseError("", "not_registered 是没参保,不能和别的写在一起。")
        return Situation(written, None)
    found = Situation(written, given)
    schemes = []
    for part in parts:
        name, equals, text = (piece.strip() for piece in part.partition("="))
        if name in (YEAR_OF, REGION) or (not equals and name != AS_IS):
            schemes.append((name, text))
        elif equals:
            _say(found, name, text)
    if len(schemes) > 1:
        raise CaseError("", "一边只能写一份规定:规定的名字、year= 或者 region= 写一个就够了。")
    _place(found, *(schemes or [(AS_IS, "")])[0], content)
    return found


# ---- facts


def _say(found: Situation, name: str, text: str) -> None:
    assert found.case is not None
    for path in _paths(name, len(found.case["visits"])):
        value = _value(path.rpartition(".")[2], text)
        found.said[path] = value
        changed = with_fact(found.case, path, value)
        found.changed = found.changed or changed != found.case
        found.case = changed


def _paths(name: str, visits: int) -> list[str]:
    """The paths of a fact in a case: that of a visit stands for every visit."""
    bare = ALSO_CALLED.get(name, name)
    if bare in OF_VISIT:
        return [f"visits.{number}.{bare}" for number in range(visits)]
    if bare in OF_PERSON:
        return [f"person.{bare}"]
    if bare in OF_YEAR:
        return [f"{YEAR}.{bare}"]
    whose, _, rest = name.partition(".")
    number, _, of_visit = rest.partition(".")
    of_one = whose == "visits" and number.isdecimal() and of_visit in OF_VISIT
    if of_one and int(number) >= visits:
        raise CaseError(name, "这份单子只有 {count} 次就医。", count=visits)
    if of_one or (whose == "person" and rest in OF_PERSON) or (whose == YEAR and rest in OF_YEAR):
        return [name]
    last = name.rpartition(".")[2]
    if last in Bill.model_fields or last == "reported":
        raise CaseError(shortened(name), "两边比的要是同一张单子,单子上的钱不能改。")
    near = get_close_matches(last, [*OF_VISIT, *OF_PERSON, *OF_YEAR, *ALSO_CALLED], n=1, cutoff=0.5)
    if near:
        raise CaseError("", "不认识“{name}”,是不是“{near}”?", name=shortened(name), near=near[0])
    raise CaseError("", "不认识“{name}”,请删掉或改成约定的名字。", name=shortened(name))


def _value(name: str, text: str) -> Any:
    if name in SETS or name == "categories_denied":
        return [] if text == NONE else [word.strip() for word in text.split("+")]
    choices = VISIT_CHOICES.get(name) or PERSON_CHOICES.get(name)
    if choices == BOOLEAN and text in BOOLEAN:
        return text == "true"
    return text


# ---- the scheme


def _place(found: Situation, name: str, text: str, content: Library) -> None:
    """Puts the case under the scheme that the situation names, moved into its time; `text`: the year or the place."""
    assert found.case is not None
    case, scheme = found.case, None
    before = _of_case(case, content)
    if name == YEAR_OF:
        scheme = _of_year(parse_case(case), text, content)
    elif name == REGION:
        case = {**case, "region": text}
        case.pop("scheme", None)
    elif name != AS_IS:
        scheme = _scheme(name, content)
    if scheme is not None:
        case = {**case, "scheme": scheme.id}
        if scheme.id != before:
            case.pop("region", None)
        case, found.moved = _moved(case, scheme, text or None)
    found.case = case
    _leave_out(found, before, content)


def _of_case(case: Json, content: Library) -> str | None:
    """The id of the scheme that a case falls under; None where none holds on its day."""
    try:
        return applicable(parse_case(case), content)[0].id
    except SchemeError:
        return None


def _scheme(name: str, content: Library) -> Scheme:
    if name in content.scheme_ids():
        return content.scheme(name)
    near = get_close_matches(name, content.scheme_ids(), n=1, cutoff=0.4)
    values = {"name": shortened(name), "near": near[0] if near else "chongqing-2013"}
    raise SchemeError("“{name}”不是规定的名字,也不是“事实=值”。像 {near}、tier=1;规定看 mingbai schemes。", **values)


def _of_year(case: Any, year: str, content: Library) -> Scheme:
    """The scheme of the same place in a year."""
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise CaseError("year", "年份要写成 2018 这样的四位数。")
    here = case.region or applicable(case, content)[0].region
    if here is None:
        raise SchemeError("这份规定没写是哪里的,不能按年份换。请写规定的名字,看 mingbai schemes。")
    every = schemes_at(here, content)
    first, last = day_number(f"{year}-01-01"), day_number(f"{year}-12-31")
    for scheme in every:
        if holds(scheme, first, last):
            return scheme
    periods = "、".join(f"{s.id}({s.period.start} – {s.period.end or s.period.until_known or '…'})" for s in every)
    raise SchemeError("这个地方 {year} 年没有我们手里的规定。有的是:{periods}。", year=year, periods=periods)


def _leave_out(found: Situation, before: str | None, content: Library) -> None:
    """Drops what the sheet of another situation says was paid, and a tier that the scheme does not have."""
    assert found.case is not None
    case = parse_case(found.case)
    scheme = applicable(case, content)[0]
    found.elsewhere = before is not None and scheme.id != before
    person = found.case.get("person") or {}
    tier = "person.enrolment_tier"
    another_tier = bool(scheme.tiers) and person.get("enrolment_tier") not in (None, *scheme.tiers)
    if found.elsewhere and another_tier and tier not in found.said:
        found.case, found.left_out = with_fact(found.case, tier, None), [tier]
    if scheme.id == before and not found.changed:
        return
    for number, visit in enumerate(found.case["visits"]):
        for name in ("reported", "stated_rate"):
            if visit.get(name) not in (None, {}) and f"visits.{number}.{name}" not in found.said:
                found.case = with_fact(found.case, f"visits.{number}.{name}", None)
                found.left_out.append(f"visits.{number}.{name}")


# ---- another time


def _moved(case: Json, scheme: Scheme, year: str | None) -> tuple[Json, tuple[str, str] | None]:
    """The case with all its days as many years earlier or later as bring every visit into the scheme's period (those
    of `year` first, else the nearest); as it is where no number of years does."""
    days = [visit[name] for visit in case["visits"] for name in DAYS[:2] if visit.get(name)]
    if not days:
        return case, None
    start = day_number(scheme.period.start)
    end = day_number(scheme.period.end) if scheme.period.end else OPEN_END

    def inside(by: int) -> bool:
        try:
            found = [parse_day(_in_other_year(day, by)) for day in days]
        except ValueError:  # a year before 1900
            return False
        return all(start <= day.first and day.last <= end for day in found)

    first = plain(days[0]) or ""
    wanted = [int(year) - int(first[:4])] if year else []
    by = next((by for by in [*wanted, *sorted(range(-FURTHEST, FURTHEST + 1), key=abs)] if inside(by)), 0)
    if not by:
        return case, None
    for number, visit in enumerate(case["visits"]):
        for name in DAYS:
            if visit.get(name):
                case = with_fact(case, f"visits.{number}.{name}", _in_other_year(visit[name], by))
    for name in DAYS_OF_PERSON:
        day = (case.get("person") or {}).get(name)
        if day:
            case = with_fact(case, f"person.{name}", _in_other_year(day, by))
    return case, (first, _in_other_year(first, by))


def _in_other_year(day: str, by: int) -> str:
    """ "2016-02-29", 2 -> "2018-02-28"."""
    year, dash, rest = (plain(day) or "").partition("-")
    moved = f"{int(year) + by:04d}{dash}{rest}"
    try:
        parse_day(moved)
    except ValueError:
        return f"{int(year) + by:04d}-02-28"
    return moved
