"""What a talk knows so far, and the case that it makes of it."""

import copy
from dataclasses import dataclass, field
from typing import Any

from engine.case import MOST_VISITS, parse_case, parse_day
from engine.content import Library
from engine.errors import CaseError, RegionError, SchemeError
from engine.facts import COUNTERS, YEAR, visit_of
from engine.money import parse_yuan, yuan
from engine.resolve import find_region, scheme_for, schemes_at
from engine.scheme import Scheme
from engine.talk.corners import corners

Json = dict[str, Any]
YEAR_FACTS = (*COUNTERS, "inpatient_stays")
PROBE = "1000000"  # a bill large enough that no ceiling or threshold hides a question


@dataclass
class State:
    """`said`: path -> value of the contract, only what was said; `implied`: what follows from it and may be wrong;
    `ranges`: amounts that were said loosely, fen; `unsure`: paths that the person does not know."""

    today: str
    said: Json = field(default_factory=dict)
    implied: Json = field(default_factory=dict)
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    denied: set[str] = field(default_factory=set)
    opened: set[str] = field(default_factory=set)  # joint questions answered with "no"
    at_once: set[str] = field(default_factory=set)  # facts that one "yes" said together
    # Of levels of hospitals, by path: another where the scheme sets the province's apart; where the hospital stands.
    apart: dict[str, str] = field(default_factory=dict)
    stands: dict[str, str] = field(default_factory=dict)
    which: set[str] = field(default_factory=set)  # levels of which a name says only that they are the highest
    wrong: str | None = None  # why the newest facts do not go together

    def copy(self) -> "State":
        """The same state, apart."""
        return copy.deepcopy(self)

    def visits(self) -> int:
        """How many visits were told of."""
        return max(visit_of(path) or 0 for path in ("", *self.said, *self.ranges, *self.implied)) + 1

    def knows(self, path: str) -> bool:
        """Whether a fact was said or follows from what was."""
        return path in self.said or path in self.implied or path in self.ranges

    def put(self, path: str, value: Any) -> None:
        """Takes a fact as said; it replaces what was known of it."""
        self.ranges.pop(path, None)
        self.implied.pop(path, None)
        self.unsure.discard(path)
        self.at_once.discard(path)
        self.apart.pop(path, None)
        self.which.discard(path)
        self.said[path] = value

    def put_range(self, path: str, ends: tuple[int, int]) -> None:
        """Takes an amount that was said loosely."""
        self.said.pop(path, None)
        self.unsure.discard(path)
        self.ranges[path] = ends

    def forget(self, path: str) -> None:
        """Takes back what was known of a fact."""
        for known in (self.said, self.implied, self.ranges, self.apart, self.stands):
            known.pop(path, None)
        self.which.discard(path)
        if path == "person.categories":
            self.denied.clear()

    def forget_visits(self) -> None:
        """Takes back all visits and the year so far; person, place and scheme stay."""
        for known in (self.said, self.implied, self.ranges, self.apart, self.stands):
            for path in [path for path in known if path.startswith(("visits.", f"{YEAR}."))]:
                known.pop(path)
        self.unsure = {path for path in self.unsure if path.startswith("person.")}
        self.at_once = {path for path in self.at_once if path.startswith("person.")}
        self.opened.clear()
        self.which.clear()

    # ---- the scheme

    def scheme(self, content: Library) -> tuple[Scheme | None, str | None]:
        """The scheme that holds, and what is doubtful about it: None, "year" (its year was not said: the one in force
        today is taken, else the one we have for that place) or "outside" (the place is known, no scheme of ours holds
        there then)."""
        if "scheme" in self.said:
            return content.scheme(self.said["scheme"]), None
        place = self.said.get("region")
        if not place:
            return None, None
        day = self.said.get("visits.0.discharged_on") or self.said.get("visits.0.on")
        if day:
            try:
                return scheme_for(place, parse_day(day).first, content, self.said.get("person.insurance"))[0], None
            except (SchemeError, RegionError):
                return None, "outside"
        found = schemes_at(place, content, parse_day(self.today).first)
        return (found[0], "year") if found else (None, "outside")

    # ---- the case

    def case(self, scheme: Scheme, *, probe: bool = False, amounts: dict[str, int] | None = None) -> Json:
        """The contract's case; `amounts` stand for the loose ones (fen), `probe` for a bill without a total."""
        case: Json = {"scheme": scheme.id, "today": self.today, "person": {}, "visits": []}
        case["visits"] = [{"bill": {}, "reported": {}} for _ in range(self.visits())]
        if self.said.get("region") and scheme.prefectures:
            case["region"] = self.said["region"]
        year: Json = {}
        loose = {path: yuan(fen) for path, fen in (amounts or {}).items()}
        for path, value in {**self.implied, **self.said, **loose}.items():
            if path in ("scheme", "region"):
                continue
            if path.startswith(f"{YEAR}."):
                year[path.removeprefix(f"{YEAR}.")] = value
            else:
                _put(case, path, value)
        if year:
            case[YEAR] = {**dict.fromkeys(YEAR_FACTS), **year}
        if self.denied and "person.categories" not in self.said:
            case["person"]["categories_denied"] = sorted(self.denied)
        if probe:
            for visit in case["visits"]:
                if not any(visit["bill"].get(name) is not None for name in ("total", "in_scope", "borne")):
                    visit["bill"]["total"] = PROBE
        return case

    def has_totals(self) -> bool:
        """Whether every visit has an amount to start from, exact or loose."""
        names = ("total", "in_scope", "borne")
        return all(any(self.knows(f"visits.{n}.bill.{name}") for name in names) for n in range(self.visits()))

    def ends(self) -> list[dict[str, int]]:
        """The loose amounts at their ends, in every combination that the bounds are drawn from (fen).

        Sums of the year are left unknown.
        """
        loose = {path: ends for path, ends in self.ranges.items() if not path.startswith(f"{YEAR}.")}
        told = {path: parse_yuan(value) for path, value in self.said.items() if ".bill." in path}
        return corners(loose, told)

    def total(self) -> int | None:
        """The most that the bills may come to, fen; None while one is unknown."""
        whole = 0
        for n in range(self.visits()):
            found = None
            for name in ("total", "in_scope", "borne"):
                path = f"visits.{n}.bill.{name}"
                found = found or (self.ranges[path][1] if path in self.ranges else None)
                if path in self.said:
                    found = parse_yuan(self.said[path])
                    break
            if found is None:
                return None
            whole += found
        return whole


def _put(case: Json, path: str, value: Any) -> None:
    here: Any = case
    *above, name = path.split(".")
    for part in above:
        here = here[int(part)] if isinstance(here, list) else here.setdefault(part, {})
    here[name] = value


def contradiction(state: State, scheme: Scheme | None) -> CaseError | None:
    """What in the facts does not go together, as the engine says it; None where all is well."""
    if scheme is None:
        return None
    corners = state.ends()
    faults = []
    for corner in corners:
        try:
            parse_case(state.case(scheme, probe=True, amounts=corner))
            return None
        except CaseError as error:
            faults.append(error)
    return faults[0] if faults else None


def check_given(given: Json, content: Library) -> Json:
    """Facts known beforehand, checked: a path that a case does not have, or a value it cannot take, is a CaseError."""
    facts = {path: value for path, value in flat(given).items() if value is not None}
    today = facts.pop("today", None)
    if today is not None:
        try:
            parse_day(today)
        except ValueError:
            raise CaseError("today", "日期要写成 2018-03-05、2018-03 或 2018。") from None
    state = State(today=today or "2000-01-01", said=facts)
    for path in facts:
        if path.startswith("visits.") and not (path.split(".")[1].isdigit() and (visit_of(path) or 0) < MOST_VISITS):
            raise CaseError(path, "不认识“{name}”,请删掉或改成约定的名字。", name=path)
    scheme = content.scheme(facts["scheme"]) if "scheme" in facts else content.scheme(content.scheme_ids()[0])
    if "region" in facts:
        facts["region"] = find_region(str(facts["region"]), content).code
    parse_case(state.case(scheme, probe=True))
    return {path: _as_kept(path, value) for path, value in facts.items()}


def _as_kept(path: str, value: Any) -> Any:
    """A checked fact as a talk keeps it, whether the file has a number or a text: 35000 -> "35000.00"."""
    if path == f"{YEAR}.inpatient_stays":
        return int(value)
    of_money = ".bill." in path or ".reported." in path or path.startswith(f"{YEAR}.")
    return yuan(parse_yuan(value)) if of_money else value


def flat(given: Any, base: str = "") -> Json:
    """Nested or dotted facts as paths; lists of values stay whole. CaseError for what is no object."""
    if not isinstance(given, dict):
        raise CaseError(base.rstrip("."), '要一个 JSON 对象,像 {{"scheme": …, "visits": [ … ]}}。')
    found: Json = {}
    for key, value in given.items():
        path = f"{base}{key}"
        if isinstance(value, dict):
            found |= flat(value, f"{path}.")
        elif isinstance(value, list) and path == "visits":
            for number, visit in enumerate(value):
                found |= flat(visit, f"visits.{number}.")
        else:
            found[path] = value
    return found
