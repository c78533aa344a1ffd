"""What a person has answered, in their own writing: the one object of a session that the fields on screen show.

It becomes the contract's case only for the moment of an estimate. What cannot be read stays as it was typed, with a
message beside it, and counts as not said.
"""

from dataclasses import dataclass, field
from typing import Any

from app.questions import read
from engine.case import put, with_fact
from engine.content import Library
from engine.facts import COUNTERS, YEAR, fact_of, visit_of

MOST_BILLS = 20
Json = dict[str, Any]


@dataclass
class Answers:
    """`texts`: path -> as typed or chosen; `unsure`: paths answered with "not sure"; `first_time`: nothing this year
    before the first bill; `visit`: the bill being filled in; `round` grows when all is emptied, so that fields do too;
    `region`: the place of insurance (its code), where it is more than that of the scheme.
    """

    scheme: str | None = None
    region: str | None = None
    texts: dict[str, str] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    first_time: bool = False
    before_opened: bool = False
    opened: set[str] = field(default_factory=set)
    visits: int = 1
    visit: int = 0
    round: int = 0

    # ---- answering

    def put(self, path: str, text: str | None) -> None:
        """Takes an answer; nothing typed takes it back."""
        self.unsure.discard(path)
        if text is None or not text.strip():
            self.texts.pop(path, None)
        else:
            self.texts[path] = text
        if path.startswith(YEAR) and path in self.texts:
            self.first_time = False

    def not_sure(self, path: str) -> None:
        """The person does not know: a fact left open on purpose."""
        self.texts.pop(path, None)
        self.unsure.add(path)

    def nothing_before(self, yes: bool | None) -> None:
        """Whether this is the year's first time; None: not sure."""
        for path in [path for path in (*self.texts, *self.unsure) if path.startswith(YEAR)]:
            self.texts.pop(path, None)
            self.unsure.discard(path)
        self.first_time = yes is True
        self.before_opened = yes is False
        if yes is None:
            self.unsure.add(YEAR)

    def choose(self, scheme: str | None, region: str | None = None) -> None:
        """Another scheme: what was said stays, except the tier and the layers reported, which are the scheme's own."""
        self.region = region
        if scheme != self.scheme:
            for path in [path for path in self.texts if ".reported." in path]:
                self.texts.pop(path)  # the layers of one scheme are not those of another
            self.texts.pop("person.enrolment_tier", None)
        self.scheme = scheme

    # ---- the next paper

    def next_bill(self) -> bool:
        """Another bill of the same person: the person and the bills before stay. Not before this one has a total."""
        if not self._readable(f"visits.{self.visits - 1}.bill.total"):
            self.visit = self.visits - 1
            return False
        if self.visits < MOST_BILLS:
            for fact in ("kind", "facility_level", "place", "designated", "referral", "cause", "conditions"):
                text = self.texts.get(f"visits.{self.visits - 1}.{fact}")
                if text:
                    self.texts[f"visits.{self.visits}.{fact}"] = text
            self.visits += 1
        self.visit = self.visits - 1
        return True

    def next_person(self) -> None:
        """Nothing of the person before stays but the scheme."""
        self.texts, self.unsure, self.opened = {}, set(), set()
        self.first_time = self.before_opened = False
        self.visits, self.visit = 1, 0
        self.round += 1

    # ---- as a case

    def faults(self, content: Library) -> dict[str, str]:
        """Path -> the question's fact, for every answer that cannot be read."""
        found = {}
        for path, text in self.texts.items():
            try:
                read(fact_of(path), text)
            except ValueError:
                found[path] = fact_of(path)
        return found

    def has_totals(self) -> bool:
        """Whether every bill has a readable total, without which nothing can be worked out.

        A bill that was only just begun does not count, unless it is the only one.
        """
        return all(self._readable(f"visits.{n}.bill.total") for n in range(self.counted()))

    def counted(self) -> int:
        """How many bills are worked out: all but a last one without a total."""
        begun = self.visits > 1 and not self.texts.get(f"visits.{self.visits - 1}.bill.total")
        return self.visits - begun

    def _readable(self, path: str) -> bool:
        try:
            read(fact_of(path), self.texts[path])
        except (KeyError, ValueError):
            return False
        return True

    def case(self, today: str, *, total: str | None = None, without: frozenset[str] = frozenset()) -> Json:
        """The contract's case. `total` stands in where a bill has none; `without`: paths to leave out."""
        case: Json = {"scheme": self.scheme, "today": today, "person": {}, "visits": []}
        if self.region:
            case["region"] = self.region
        count = self.visits if total is not None else self.counted()
        for _ in range(count):
            case["visits"].append({"bill": {}, "reported": {}})
        before: Json = {}
        for path, text in self.texts.items():
            if path in without or not self._readable(path):
                continue
            if (visit_of(path) or 0) >= count:
                continue
            value = read(fact_of(path), text)
            if path.startswith(YEAR):
                before[path.removeprefix(f"{YEAR}.")] = value
            else:
                put(case, path, value)
        if before or self.first_time:
            unsaid = {} if self.first_time else dict.fromkeys((*COUNTERS, "inpatient_stays"))
            case[YEAR] = {**unsaid, **before}
        if total is not None:
            for visit in case["visits"]:
                visit["bill"].setdefault("total", total)
        return case

    def said(self) -> list[str]:
        """Paths of all that was answered and can be read."""
        return [path for path in self.texts if self._readable(path)]

    def kind(self) -> str | None:
        """The kind of the visit being filled in."""
        return self.texts.get(f"visits.{self.visit}.kind")


def with_answer(case: Json, path: str, text: str) -> Json:
    """The same case with one answer otherwise; the case given stays as it is."""
    return with_fact(case, path, read(fact_of(path), text))
