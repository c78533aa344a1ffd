"""One sentence as read, and the setting that it is read in."""

from dataclasses import dataclass, field
from typing import Any

from engine.money import yuan
from engine.talk.finder import Hit
from engine.talk.roles import Role

Facts = dict[str, Any]
Said = dict[str, list[tuple[int, Any]]]  # fact -> where it was said, and the value
YES_NO = {
    "visit.designated",
    "visit.within_province",
    "visit.same_level_before",
    "person.continuous_enrolment",
    "person.covered_through_mother",
    "person.local_household",
    "person.family_doctor",
}


@dataclass(frozen=True)
class Setting:
    """What the talk knows that a sentence is read by: whether it has a bill already (`told`), the scheme's id, whether
    that scheme pays above a `ceiling`, and whether a month without a year may be placed (`sure_today`), whether
    several visits were told (`several`), whether the scheme sets the province's hospitals `apart`."""

    told: bool = False
    scheme: str | None = None
    ceiling: bool = False
    sure_today: bool = True
    several: bool = False
    apart: bool = False


@dataclass
class Understood:
    """One sentence as read. Keys of `visits` are a visit's own ("facility_level", "bill.total"), those of `facts` are
    paths of the case ("person.enrolment_tier", "year_to_date.basic_paid"); amounts are yuan with two decimals.

    `implied`: what follows from a hospital's name or a kinship and is shown as such; `ranges`: loose amounts, fen;
    `put_right`: (fen that was denied, the amount that takes its place), as in 不是八千,是八万;
    `alternatives`: values of one fact that are weighed against each other; `loose`: amounts beside no word that says
    what they are; `readings`: (as written, low, high) of the amounts that were taken; `notes`: codes of what a person
    must be told ("deposit" …); `words`: intent -> its words found; `outline`: the text with numbers and places as one
    sign each; `own`: a story of one's own; `asks`: a question; `every_visit`: it speaks of all visits told so far;
    by the path of a level, `apart`: what it is under a scheme that sets the province's hospitals apart, `stands`: where
    the hospital is.
    """

    text: str
    lang: str
    visits: list[Facts] = field(default_factory=lambda: [{}])
    facts: Facts = field(default_factory=dict)
    implied: Facts = field(default_factory=dict)
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    denied: list[str] = field(default_factory=list)
    alternatives: dict[str, list[Any]] = field(default_factory=dict)
    put_right: list[tuple[int, Role]] = field(default_factory=list)
    loose: list[Role] = field(default_factory=list)
    readings: list[tuple[str, int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    words: dict[str, list[Hit[str]]] = field(default_factory=dict)
    topics: list[Hit[str]] = field(default_factory=list)
    regions: list[Hit[tuple[str, ...]]] = field(default_factory=list)
    outline: str = ""
    scheme: str | None = None
    own: bool = False
    asks: bool = False
    starts: list[int] = field(default_factory=lambda: [0])  # where each visit's part of the text begins
    every_visit: bool = False
    years: list[int] = field(default_factory=list)  # those that it names, of whatever
    anew: bool = False  # it tells all visits of a year, after others were told
    apart: dict[str, str] = field(default_factory=dict)
    stands: dict[str, str] = field(default_factory=dict)

    def says_something(self) -> bool:
        """Whether any fact or amount of a case was found."""
        return bool(self.facts or self.ranges or self.denied or self.put_right or any(self.visits))

    def paths(self) -> list[str]:
        """What it tells of: a visit's own keys and paths of the case."""
        return [key for visit in self.visits for key in visit] + list(self.facts) + list(self.ranges)

    def as_an_answer(self) -> None:
        """Forgets its facts: the whole sentence is the answer to our question."""
        self.visits, self.facts, self.implied, self.ranges, self.loose = [{}], {}, {}, {}, []
        self.apart, self.stands, self.denied = {}, {}, []

    def own_bill(self) -> bool:
        """Whether it tells of money that was spent, paid back or borne."""
        paths = self.paths()
        told = any("bill." in path or "reported." in path for path in paths)
        year = any(path.endswith(("_paid", "compliant_self_pay", "above_ceiling")) for path in paths)
        loose = any(role.amount and role.amount.money for role in self.loose) and any(self.visits)
        return told or year or loose

    def named(self) -> dict[str, Any]:
        """Facts that a question of rules names, by their bare names ("facility_level"); no days and no sums."""
        visit = self.visits[0].items()
        found = {key: value for key, value in visit if "." not in key and key not in ("on", "discharged_on")}
        facts = {path.rpartition(".")[2]: value for path, value in self.facts.items() if not path.endswith("_paid")}
        levels = {path.rpartition(".")[2]: self.implied[path] for path in self.stands if path in self.implied}
        return levels | found | facts

    def anybody(self) -> bool:
        """Whether the person that it names may be anybody: a question of the rule, or a supposition."""
        return bool(self.words.get("what_if")) or (self.asks and not self.own and not self.own_bill())

    def as_one_visit(self) -> None:
        """Puts all parts together: they tell of one visit after all."""
        whole: Facts = {}
        for visit in self.visits:
            whole = {**visit, **whole}
        self.visits, self.starts = [whole], [0]
        self.implied = {_of_first(path): value for path, value in self.implied.items()}
        self.apart = {_of_first(path): value for path, value in self.apart.items()}
        self.stands = {_of_first(path): code for path, code in self.stands.items()}
        self.ranges = {_of_first(path): ends for path, ends in self.ranges.items()}
        self.alternatives = {_of_first(path): values for path, values in self.alternatives.items()}

    def visit_at(self, place: int) -> int:
        """Which visit a place of the text tells of."""
        return min(sum(start <= place for start in self.starts) - 1, len(self.visits) - 1)

    def set(self, path: str, value: Any) -> None:
        """Sets a fact by its path in the case."""
        if path.startswith("visits."):
            _, n, key = path.split(".", 2)
            self.visits[int(n)][key] = value
        else:
            self.facts[path] = value


def _of_first(path: str) -> str:
    return f"visits.0.{path.split('.', 2)[2]}" if path.startswith("visits.") else path


def as_written(fact: str, value: Any) -> Any:
    """A value of the vocabulary as the case writes it."""
    if fact in YES_NO:
        return value == "true"
    if fact == "year_to_date.inpatient_stays":
        return int(value)
    return yuan(0) if fact.startswith("year_to_date.") else value
